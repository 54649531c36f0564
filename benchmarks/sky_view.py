"""The sky view of halls and trees, and how far each is from following every ray."""

import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import numpy as np
from numba import njit, prange

from benchmarks._compare import PEERS, Row, compared, in_peers, medians, timed
from werklandschap.simulation.sky_view import sky_view

PLACES, RAYS = 2_000, 360


def run(*, quick: bool) -> Iterator[Row]:
    """Compare with rvt-py, which looks 100 m far; both give the solid angle of the sky."""
    side = 300 if quick else 1_000
    surface = _surface(side)
    work = f"sky view, 16 directions, {side**2 / 1e6:.2g} Mcell"
    ours = partial(sky_view, surface, 1.0, definition="solid_angle")
    found = ours()  # and compile
    rows, columns = _places(surface)
    rays = _rays(surface, rows, columns, RAYS)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        np.save(folder / "surface.npy", surface)
        if not PEERS.exists():
            (seconds,) = medians([timed(ours)], rounds=5)
            yield Row(work, f"{seconds:.3f} s", "rvt-py", "not there", "", "")
            return
        theirs = partial(_theirs, folder)
        seconds = medians([timed(ours), theirs], rounds=3)
        errors = [
            np.sqrt(np.mean((sky[rows, columns] - rays) ** 2))
            for sky in (found, np.load(folder / "rvt.npy"))
        ]
    equal = "off rays {:.3f}, theirs {:.3f}".format(*errors)
    yield compared(work, "rvt-py, 100 m", *seconds, equal)


def _theirs(folder: Path) -> float:
    return in_peers("rvt_sky_view.py", folder)["seconds"]


def _surface(side: int) -> np.ndarray:
    """Stand halls of 6 to 16 m and crowns of up to 12 m on level ground."""
    rng = np.random.default_rng(0)
    halls, crowns = np.zeros((2, side, side), np.float32)
    for row, column in rng.integers(0, side - 60, (side**2 // 20_000, 2)):
        height, width = rng.integers(15, 60, 2)
        halls[row : row + height, column : column + width] = rng.uniform(6, 16)
    y, x = np.mgrid[:side, :side]
    for row, column in rng.integers(0, side, (side**2 // 1_250, 2)):
        near = slice(max(row - 5, 0), row + 6), slice(max(column - 5, 0), column + 6)
        is_crown = (y[near] - row) ** 2 + (x[near] - column) ** 2 <= 3.5**2
        crowns[near] = np.maximum(crowns[near], is_crown * rng.uniform(5, 12))
    return np.where(halls > 0, halls, crowns).astype(np.float32)


def _places(surface: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    rows, columns = np.nonzero(surface == 0)
    some = np.random.default_rng(0).choice(len(rows), PLACES, replace=False)
    return rows[some], columns[some]


@njit(parallel=True)
def _rays(surface, rows, columns, rays):
    """Follow every ray in steps of a tenth of a cell to the end of the grid."""
    seen = np.zeros(len(rows))
    for number in prange(len(rows)):
        eye = surface[rows[number], columns[number]]
        for ray in range(rays):
            angle = 2 * np.pi * (ray + 0.5) / rays
            south, east = -np.cos(angle) / 10, np.sin(angle) / 10
            steepest, step = 0.0, 1
            while True:
                row = int(np.floor(rows[number] + 0.5 + south * step))
                column = int(np.floor(columns[number] + 0.5 + east * step))
                if not (0 <= row < len(surface) and 0 <= column < surface.shape[1]):
                    break
                steepest = max(steepest, (surface[row, column] - eye) / step * 10)
                step += 1
            seen[number] += 1 - steepest / np.sqrt(1 + steepest**2)
    return seen / rays
