"""Sky view of a surface with rvt-py: 16 directions, as far as 100 m."""

import json
import sys
import time
import warnings
from pathlib import Path

import numpy as np

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from rvt.vis import sky_view_factor

folder = Path(sys.argv[1])
surface = np.load(folder / "surface.npy")
start = time.perf_counter()
found = sky_view_factor(
    dem=surface, resolution=1.0, compute_svf=True, svf_n_dir=16, svf_r_max=100
)
seconds = time.perf_counter() - start
np.save(folder / "rvt.npy", found["svf"])
print(json.dumps({"seconds": seconds}))
