"""The flow of a cloudburst: cell updates per second, and what coarse cells save."""

import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
from numba import njit, prange
from scipy import ndimage

from benchmarks._compare import PEERS, Row, in_peers, medians, timed
from werklandschap.examples import model_park
from werklandschap.geo.burn import burn
from werklandschap.simulation.flooding import Flood, Ground, Hyetograph, flood
from werklandschap.study.scene import nearest_filled

RAIN_MM_PER_H = 70.0
SHOWER = Hyetograph(3600.0, (RAIN_MM_PER_H,))
BYTES_PER_UPDATE = 11 * 4
"""Read: depth and its rest, both flows, height, both roughnesses; written: depth and its
rest, both flows."""


def run(*, quick: bool) -> Iterator[Row]:
    """Compare with landlab, with our own fine cells, and with the memory."""
    if PEERS.exists():
        yield _against_landlab(200 if quick else 500)
    yield _coarse(240 if quick else 480)
    yield _park(10.0 if quick else 30.0, 60.0 if quick else 300.0)


def _relief(side: int, cell_m: float) -> np.ndarray:
    """Make gentle relief: hollows of tens of metres, some decimetres deep."""
    noise = np.random.default_rng(0).normal(size=(side, side))
    smooth = ndimage.gaussian_filter(noise, 8 / cell_m, mode="wrap")
    return (0.3 * smooth / smooth.std()).astype(np.float32)


def _against_landlab(side: int) -> Row:
    """Let the same rain fall on the same closed terrain for ten minutes."""
    cell_m, until_s = 2.0, 600.0
    ground = Ground.bare(_relief(side, cell_m), cell_m)
    flood(ground, SHOWER, until_s=1.0)  # compile
    found: list[Flood] = []
    work = timed(lambda: found.append(flood(ground, SHOWER, until_s=until_s)))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        np.save(folder / "terrain.npy", ground.terrain_m)
        arguments = folder, cell_m, RAIN_MM_PER_H, until_s
        answers: list[dict] = []
        theirs = timed(
            lambda: answers.append(in_peers("landlab_overland.py", *arguments))
        )
        seconds, _ = medians([work, theirs], rounds=3)
        depth = np.load(folder / "depth.npy")
    apart = np.sqrt(np.mean((found[-1].depth_m - depth) ** 2))
    ours = found[-1].cell_updates / seconds / 1e6
    rates = [side**2 * each["steps"] / each["seconds"] / 1e6 for each in answers]
    peer = float(np.median(rates))
    return Row(
        f"flow over {side**2 / 1e6:.2g} Mcell, cell updates",
        f"{ours:.0f} M/s",
        "landlab OverlandFlow",
        f"{peer:.1f} M/s",
        f"{ours / peer:.1f}x",
        f"depths to {1000 * apart:.1f} mm rms",
    )


def _coarse(side: int, cells_per_side: int = 4) -> Row:
    """Compare coarse cells that know the terrain within them with fine ones."""
    ground = Ground.bare(_relief(side, 0.5), 0.5)
    fall = partial(flood, ground, SHOWER, until_s=3600.0)
    for each in (1, cells_per_side):
        flood(ground, SHOWER, until_s=1.0, cells_per_side=each)  # compile
    found: dict[int, Flood] = {}

    def keep(each: int) -> None:
        found[each] = fall(cells_per_side=each)

    coarse_s, fine_s = medians(
        [timed(partial(keep, each)) for each in (cells_per_side, 1)], rounds=1
    )
    fine, coarse = found[1], found[cells_per_side]
    apart = np.sqrt(np.mean((fine.max_depth_m - coarse.max_depth_m) ** 2))
    fewer = fine.cell_updates / coarse.cell_updates
    return Row(
        f"70 mm on {side**2 / 1e6:.2g} Mcell of 0.5 m, in cells of "
        f"{0.5 * cells_per_side:g} m ({fewer:.0f}x fewer updates)",
        f"{coarse_s:.2f} s",
        "our own fine cells",
        f"{fine_s:.2f} s",
        f"{fine_s / coarse_s:.1f}x",
        f"depths to {1000 * apart:.1f} mm rms",
    )


def _park(area_ha: float, until_s: float) -> Row:
    """Let it rain on a park in cells of 1 m, against what its memory could carry."""
    ground = _park_ground(area_ha)
    flood(ground, SHOWER, until_s=1.0)  # compile
    found: list[Flood] = []
    limits: list[float] = []
    work = timed(lambda: found.append(flood(ground, SHOWER, until_s=until_s)))
    memory = timed(lambda: limits.append(_memory_bytes_per_s()))
    seconds, _ = medians([work, memory], rounds=3)
    ours = found[-1].cell_updates / seconds / 1e6
    most = float(np.median(limits)) / BYTES_PER_UPDATE / 1e6
    return Row(
        f"70 mm/h on a park of {area_ha:g} ha, {ground.terrain_m.size / 1e6:.2g} Mcell, "
        "cells x steps",
        f"{ours:.0f} M/s",
        f"memory alone, {np.median(limits) / 1e9:.0f} GB/s",
        f"{most:.0f} M/s",
        f"{ours / most:.0%}",
        f"balance to {abs(found[-1].balance.error_share):.0e}",
    )


def _park_ground(area_ha: float) -> Ground:
    place = model_park(seed=5, area_ha=area_ha, cell_m=1.0)
    grid = place.grids["terrain_m"]
    footprints = list(place.tables["buildings"].geometry.values)
    is_building = burn(footprints, grid.definition) >= 0
    bare = Ground.bare(nearest_filled(grid.values), 1.0, is_border_open=True)
    return replace(bare, is_building=is_building)


@njit(parallel=True)
def _triad(a: np.ndarray, b: np.ndarray, c: np.ndarray) -> None:
    for i in prange(len(a)):
        a[i] = b[i] + np.float32(0.5) * c[i]


def _memory_bytes_per_s() -> float:
    """Measure how fast memory is read and written, by all threads together."""
    arrays = [np.ones(1 << 26, np.float32) for _ in range(3)]
    _triad(*arrays)
    best = np.inf
    for _ in range(3):
        start = time.perf_counter()
        _triad(*arrays)
        best = min(best, time.perf_counter() - start)
    return 3 * arrays[0].nbytes / best
