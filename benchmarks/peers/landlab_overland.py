"""Rain that flows over a terrain, with landlab's OverlandFlow."""

import json
import sys
import time
from pathlib import Path

import numpy as np
from landlab import RasterModelGrid
from landlab.components import OverlandFlow

folder, cell_m, rain_mm_per_h, seconds = Path(sys.argv[1]), *map(float, sys.argv[2:])
terrain_m = np.load(folder / "terrain.npy").astype(np.float64)
# A ring of nodes that take no part, as those on its border do not.
grid = RasterModelGrid(tuple(np.add(terrain_m.shape, 2)), xy_spacing=cell_m)
grid.set_closed_boundaries_at_grid_edges(True, True, True, True)
inside = (slice(1, -1), slice(1, -1))
height = grid.add_zeros("topographic__elevation", at="node")
height.reshape(grid.shape)[inside] = terrain_m
depth = grid.add_full("surface_water__depth", 1e-12, at="node")
flow = OverlandFlow(
    grid,
    h_init=1e-5,
    alpha=0.5,
    mannings_n=0.03,
    theta=0.8,
    rainfall_intensity=rain_mm_per_h / 3.6e6,
    steep_slopes=False,
)
choose, steps = flow.calc_time_step, []


def counted() -> float:
    steps.append(min(choose(), 2.0))
    return steps[-1]


flow.calc_time_step = counted
flow.overland_flow(dt=1.0)  # compiled, and wet
before = len(steps)
start = time.perf_counter()
flow.overland_flow(dt=seconds - 1.0)
spent = time.perf_counter() - start
np.save(folder / "depth.npy", depth.reshape(grid.shape)[inside])
print(json.dumps({"seconds": spent, "steps": len(steps) - before}))
