"""Fixtures shared by all tests."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

from werklandschap import examples
from werklandschap.landscape import Landscape

# A test tells what is right, never how fast: a busy machine is no failure.
settings.register_profile("no clock", deadline=None)
settings.load_profile("no clock")

REAL_DATA = Path(
    os.environ.get(
        "WERKLANDSCHAP_TEST_DATA", Path(__file__).parents[2] / "shared" / "data"
    )
)


@pytest.fixture
def mini_park() -> Landscape:
    return examples.mini_park()


@pytest.fixture(scope="session")
def real_data() -> Path:
    """The folder with real geodata; skips where it does not lie."""
    if not REAL_DATA.is_dir():
        skip_or_fail("put the real geodata beside the checkout: ../shared/data")
    return REAL_DATA


def skip_or_fail(how_to_install: str) -> None:
    """Skip a test that needs something absent; in CI that is a failure."""
    if os.environ.get("CI"):
        pytest.fail(f"absent in CI: {how_to_install}")
    pytest.skip(how_to_install)
