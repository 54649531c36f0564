"""Importing the package or its command line loads nothing heavy."""

import os
import subprocess
import sys

import pytest

HEAVY = {
    "affine",
    "django",
    "geopandas",
    "jsonschema",
    "laspy",
    "lxml",
    "numba",
    "numpy",
    "pandas",
    "pyarrow",
    "pyogrio",
    "pyproj",
    "rasterio",
    "requests",
    "scipy",
    "shapely",
    "tqdm",
    "typst",
    "yaml",
}


@pytest.mark.parametrize("module", ["werklandschap", "werklandschap.cli"])
def test_import_is_light(module):
    code = f"import {module}, sys; print(*{{name.partition('.')[0] for name in sys.modules}})"
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, text=True
    )
    loaded = set(run.stdout.split())
    assert "werklandschap" in loaded
    assert not loaded & HEAVY


def test_help_loads_nothing_heavy():
    code = (
        "import sys, werklandschap.cli as cli\n"
        "sys.argv = ['werklandschap', '--help']\n"
        "try:\n"
        "    cli.main()\n"
        "except SystemExit:\n"
        "    pass\n"
        "print('loaded:', *{name.partition('.')[0] for name in sys.modules})\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, text=True
    )
    loaded = set(run.stdout.rpartition("loaded:")[2].split())
    assert "werklandschap" in loaded
    assert not loaded & HEAVY


@pytest.mark.parametrize(("chosen", "policy"), [("", "PASSIVE"), ("ACTIVE", "ACTIVE")])
def test_threads_that_wait_sleep_unless_somebody_chose(chosen, policy):
    given = {
        key: value for key, value in os.environ.items() if key != "OMP_WAIT_POLICY"
    }
    if chosen:
        given["OMP_WAIT_POLICY"] = chosen
    code = "import werklandschap, os; print(os.environ['OMP_WAIT_POLICY'])"
    run = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        check=True,
        text=True,
        env=given,
    )
    assert run.stdout.strip() == policy
