"""Shadows along parallel lines, in time linear in cells.

The sun comes along the first axis of all arrays: from the first row, or from the last.
Every cell lies on one line, and lines beside each other are worked on together, because
they read memory that lies together.
"""

from typing import NamedTuple, TypeVar

import numpy as np
from numba import prange
from numpy.typing import NDArray

from werklandschap.geo._compiled import compiled
from werklandschap.geo.grids import Cells, Mask
from werklandschap.simulation._sweep import course_towards, parallel

T = TypeVar("T", bound=np.generic)
Floats = NDArray[np.float64]

_LINES_BESIDE, _LINES_TURNED = 512, 16
"""So many lines at once: neighbours in memory, or rows of which a little fits in cache."""


_DARK = np.float32(-1e9)


class Sweep(NamedTuple):
    """How shadows run: across columns per row, from which end, and how fast they fall.

    ``is_turned`` tells that rows and columns must be exchanged first.
    """

    is_turned: bool
    slope: float
    from_end: bool
    drop_m: float


def sweep_of(cell_m: float, elevation_deg: float, azimuth_deg: float) -> Sweep:
    """Find how shadows run when the sun stands above the horizon."""
    course = course_towards(azimuth_deg)
    drop_m = course.step * cell_m * np.tan(np.radians(elevation_deg))
    return Sweep(not course.is_turned, course.slope, course.from_end, float(drop_m))


def turned(cells: NDArray[T], sweep: Sweep) -> NDArray[T]:
    """Look at an array such that the sun comes along its first axis."""
    return cells.T if sweep.is_turned else cells


@parallel
def shadow_heights(tops: Cells, sweep: Sweep, out: Cells) -> None:
    """Find up to which height the shadow of what stands sunward reaches, per cell."""
    rows, columns = tops.shape
    first, last = _lines(tops.shape, sweep.slope)
    at_once = _LINES_TURNED if sweep.is_turned else _LINES_BESIDE
    blocks = (last - first + at_once - 1) // at_once
    drop, half = np.float32(sweep.drop_m), np.float32(sweep.drop_m / 2)
    for block in prange(blocks):
        start = first + block * at_once
        ceiling = np.full(at_once, _DARK)
        for place in range(rows):
            row = rows - 1 - place if sweep.from_end else place
            left = start + int(np.floor(sweep.slope * row + 0.5))
            low, high = max(left, 0), min(left + at_once, columns)
            ceilings, crests = ceiling[low - left :], tops[row, low:]
            reaches = out[row, low:]
            for beside in range(high - low):
                reach = ceilings[beside]
                reaches[beside] = reach
                # From the near face of a cell it is half a step to the next middle.
                top = crests[beside] - half
                reach -= drop
                ceilings[beside] = max(top, reach)


@parallel
def add_sunlight(
    ground: Cells, tops: Cells, sweep: Sweep, weight: float, total: NDArray[T]
) -> None:
    """Add a weight to every cell that no shadow reaches and that no crown covers."""
    rows, columns = tops.shape
    first, last = _lines(tops.shape, sweep.slope)
    at_once = _LINES_TURNED if sweep.is_turned else _LINES_BESIDE
    blocks = (last - first + at_once - 1) // at_once
    drop, half = np.float32(sweep.drop_m), np.float32(sweep.drop_m / 2)
    added, nothing = total.dtype.type(weight), total.dtype.type(0)
    for block in prange(blocks):
        start = first + block * at_once
        ceiling = np.full(at_once, _DARK)
        for place in range(rows):
            row = rows - 1 - place if sweep.from_end else place
            left = start + int(np.floor(sweep.slope * row + 0.5))
            low, high = max(left, 0), min(left + at_once, columns)
            ceilings, crests = ceiling[low - left :], tops[row, low:]
            floors, sums = ground[row, low:], total[row, low:]
            for beside in range(high - low):
                reach, top = ceilings[beside], crests[beside]
                above = max(top, reach)
                sums[beside] += nothing if above > floors[beside] else added
                reach, top = reach - drop, top - half
                ceilings[beside] = max(top, reach)


@parallel
def crown_shadows(
    ground: Cells, tops: Cells, undersides: Cells, sweep: Sweep, out: Mask
) -> None:
    """Mark what lies in the shade of crowns that let light pass below them.

    Along a line a shadow falls by the same height per cell. Heights to which that fall
    is added back stand still, so that the shade so far is a few intervals of them.
    """
    rows, columns = tops.shape
    first, last = _lines(tops.shape, sweep.slope)
    lowest, drop = float(ground.min()), sweep.drop_m
    for line in prange(first, last):
        bottoms, heights = np.empty(rows), np.empty(rows)
        count = 0
        for place in range(rows):
            row = rows - 1 - place if sweep.from_end else place
            column = line + int(np.floor(sweep.slope * row + 0.5))
            if column < 0 or column >= columns:
                continue
            fallen = place * drop
            here = ground[row, column] + fallen
            bottom = undersides[row, column] + fallen - drop / 2
            height = tops[row, column] + fallen + drop / 2
            is_crown = undersides[row, column] < tops[row, column]
            is_dark = is_crown and bottom < here < height - drop / 2
            for known in range(count):
                is_dark |= bottoms[known] < here < heights[known]
            out[row, column] |= is_dark
            if is_crown:
                gone = lowest + fallen
                count = _joined(bottoms, heights, count, bottom, height, gone)


@compiled
def _joined(
    bottoms: Floats,
    heights: Floats,
    count: int,
    bottom: float,
    height: float,
    gone: float,
) -> int:
    """Add an interval to those that do not touch; drop those below all ground."""
    kept = 0
    for known in range(count):
        if heights[known] < gone:
            continue
        if bottoms[known] <= height and heights[known] >= bottom:
            bottom = min(bottom, bottoms[known])
            height = max(height, heights[known])
        else:
            bottoms[kept], heights[kept] = bottoms[known], heights[known]
            kept += 1
    bottoms[kept], heights[kept] = bottom, height
    return kept + 1


@compiled
def _lines(shape: tuple[int, int], slope: float) -> tuple[int, int]:
    """Tell which lines cross an array: numbers of the column at row 0."""
    reach = int(np.floor(abs(slope) * (shape[0] - 1))) + 1
    return (-reach if slope > 0 else 0), (shape[1] if slope > 0 else shape[1] + reach)
