"""A generated park on disk, and the command as a user calls it."""

from types import SimpleNamespace

import pytest

from werklandschap.cli import main
from werklandschap.examples import model_park


@pytest.fixture(scope="session")
def generated(tmp_path_factory):
    """The files of a model park; nobody may change them."""
    folder = tmp_path_factory.mktemp("generated")
    model_park(seed=3, area_ha=30.0, cell_m=2.0).write(folder)
    return folder


@pytest.fixture(scope="session")
def collected(generated, tmp_path_factory):
    """A lake with the model park in it; nobody may change it."""
    lake = tmp_path_factory.mktemp("collected") / "lake"
    arguments = [
        "collect",
        generated / "area.gpkg",
        "--lake",
        lake,
        "--from",
        generated,
    ]
    assert main([str(argument) for argument in arguments]) == 0
    return lake


@pytest.fixture
def werklandschap(capsys):
    """Call the command; gives its status and what it said.

    Scans are without simulations, which have tests of their own, unless asked.
    """

    def call(*arguments):
        if arguments[0] in {"scan", "demo"} and "--simulate" not in arguments:
            arguments = (*arguments, "--simulate", "none")
        capsys.readouterr()
        status = main([str(argument) for argument in arguments])
        said = capsys.readouterr()
        return SimpleNamespace(status=status, out=said.out, err=said.err)

    return call
