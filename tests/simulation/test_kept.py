"""People hear that kernels are compiled only when they are."""

import os
import subprocess
import sys

PROGRAM = """
import numpy as np
from werklandschap.simulation.kept import are_kept
from werklandschap.simulation.sky_view import sky_view
print(are_kept())
sky_view(np.zeros((9, 9), np.float32), 1.0)
print(are_kept())
"""


def test_kernels_are_kept_once_they_ran(tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "NUMBA_CACHE_DIR": str(tmp_path)},
    )
    assert done.stdout.split() == ["False", "True"]
