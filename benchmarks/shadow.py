"""The shadow of one moment, and the shade of a whole year."""

from collections.abc import Iterator
from functools import partial

import numpy as np
import pandas as pd

from benchmarks._compare import Row, compared, medians, timed
from werklandschap.simulation.sun import (
    annual_sunlight,
    binned,
    shaded,
    sun_positions,
)

SUNS = ((20.0, 150.0), (35.0, 190.0), (12.0, 250.0))
"""Heights above the horizon and directions: lines along columns, and along rows."""

SAMPLED = 40
"""The peer casts the shadow of one in so many bins; a year of it takes a minute."""


def run(*, quick: bool) -> Iterator[Row]:
    """Compare with a ray marched through the whole grid, as shadows are mostly made."""
    side = 300 if quick else 1_000
    ground, tops = _park(side)
    for sun in SUNS:
        ours = partial(_ours, ground, tops, sun)
        theirs = partial(_marched, ground, tops, sun)
        alike = (ours() == theirs()).mean()  # and compile
        seconds = medians([timed(ours), timed(theirs)], rounds=5 if quick else 9)
        work = f"shadow at {sun[0]:.0f}° from {sun[1]:.0f}°, {side**2 / 1e6:.2g} Mcell"
        yield compared(work, "numpy ray march", *seconds, f"{alike:.1%} of cells")
    yield _year(ground, tops)


def _year(ground: np.ndarray, tops: np.ndarray) -> Row:
    hours = pd.date_range("2025-01-01 00:30", periods=8_760, freq="h", tz="UTC")
    bins = binned(sun_positions(hours, latitude_deg=52.1, longitude_deg=5.18))
    some = bins.iloc[::SAMPLED][["elevation_deg", "azimuth_deg"]].to_numpy()
    ours = partial(annual_sunlight, ground, 1.0, bins, canopy_m=tops)
    ours()

    def theirs() -> None:
        for sun in some:
            _marched(ground, tops, tuple(sun))

    seconds, sampled = medians([timed(ours), timed(theirs)], rounds=3)
    work = f"shade of a year, {ground.size / 1e6:.2g} Mcell, {len(bins)} bins"
    peer = f"numpy ray march, from {len(some)} bins"
    return compared(work, peer, seconds, sampled * len(bins) / len(some), "see tests")


def _ours(ground: np.ndarray, tops: np.ndarray, sun: tuple[float, float]) -> np.ndarray:
    return shaded(ground, 1.0, elevation_deg=sun[0], azimuth_deg=sun[1], canopy_m=tops)


def _marched(
    ground: np.ndarray, tops: np.ndarray, sun: tuple[float, float]
) -> np.ndarray:
    """Shift the whole grid step by step away from the sun and keep the highest.

    After Ratti & Richens (1999), Urban texture analysis with image processing techniques.
    """
    elevation, azimuth = np.radians(sun)
    east, south = np.sin(azimuth), -np.cos(azimuth)
    longest = max(abs(east), abs(south))
    east, south = east / longest, south / longest
    fall = np.float32(np.hypot(east, south) * np.tan(elevation))
    rows, columns = tops.shape
    reach = tops.copy()
    for step in range(1, int((tops.max() - ground.min()) / fall) + 2):
        down, right = int(np.rint(step * south)), int(np.rint(step * east))
        if abs(down) >= rows or abs(right) >= columns:
            break
        here = _overlap(down, rows), _overlap(right, columns)
        there = _overlap(-down, rows), _overlap(-right, columns)
        # A wall stands at the near face of its cell, as in ours.
        lower = tops[there] - fall * np.float32(step - 0.5)
        np.maximum(reach[here], lower, out=reach[here])
    return reach > ground


def _overlap(shift: int, length: int) -> slice:
    return slice(max(-shift, 0), length - max(shift, 0))


def _park(side: int) -> tuple[np.ndarray, np.ndarray]:
    """Make ground with halls, and crowns above it."""
    chance = np.random.default_rng(0)
    ground = np.zeros((side, side), np.float32)
    for row, column in chance.integers(0, side - 60, (side // 16, 2)):
        ground[row : row + 60, column : column + 60] = chance.uniform(6, 16)
    tops = ground.copy()
    for row, column in chance.integers(0, side - 8, (side, 2)):
        crown = tops[row : row + 8, column : column + 8]
        np.maximum(crown, chance.uniform(4, 14), out=crown)
    return ground, tops
