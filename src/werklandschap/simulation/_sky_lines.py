"""Looking at the sky along the lines of a sweep: horizons, and what crowns hide.

A line keeps the upper convex hull of the tops that it passed: no other top can be on
anybody's horizon further on. All that is compiled together stands in this file.
"""

import numpy as np
from numba import prange
from numpy.typing import NDArray

from werklandschap.geo._compiled import compiled
from werklandschap.geo.grids import Cells
from werklandschap.simulation._sweep import parallel

LEVEL = np.float32(0.0)
_HALF = np.float32(0.5)
_NOWHERE = np.float32(-1e9)
_FAR = np.float32(1e9)
_RIGHT_ANGLE = np.float32(np.pi / 2)
_QUARTER = np.float32(np.pi / 4)

BANDS = 64
"""In how many bands of equal height the sky is cut where crowns hang."""
_BANDS_PER_RADIAN = np.float32(BANDS / (np.pi / 2))
_EDGES = np.tan(np.linspace(0, np.pi / 2, BANDS + 1)).astype(np.float32)
_EDGES[-1] = np.float32(1e9)
_LOWEST_BAND = np.float32(np.tan(np.pi / 4 / BANDS))

FLAT, SOLID_ANGLE, TILTED = 0, 1, 2
"""What the light of the sky falls on: see the definitions of `sky_view`."""

Rows = NDArray[np.int64]

Span = tuple[int, int, bool]
"""From which column, up to which one, and whether it is walked from the end."""

Rises = tuple[Cells, Cells]
"""How the ground rises to the east and to the north, per metre."""

Look = tuple[float, bool, int, float, int, float, float]
"""One direction: slope and from_end of its course, its first column in the whole, step in m, what the light falls on,
and its parts to the east and to the north."""


@compiled
def _offsets(slope: float, columns: int, origin: int) -> Rows:
    """Tell how many rows lower a line is in each column than at column 0 of the whole."""
    offsets: Rows = np.floor(slope * (np.arange(columns) + origin) + 0.5).astype(
        np.int64
    )
    return offsets


@compiled
def _span(line: int, offsets: Rows, rows: int, from_end: bool) -> Span:
    """Find the columns in which a line is on the array.

    Lines are numbered by their row at column 0, which may lie beyond the array.
    """
    columns = len(offsets)
    if offsets[columns - 1] >= offsets[0]:
        first = np.searchsorted(offsets, -line)
        last = np.searchsorted(offsets, rows - line)
    else:
        first = columns - np.searchsorted(offsets[::-1], rows - line)
        last = columns - np.searchsorted(offsets[::-1], -line)
    return int(first), int(last), from_end


@compiled
def _laid(cells: Cells, line: int, offsets: Rows, span: Span, along: Cells) -> None:
    """Lay the cells of a line in a row, from where one looks to."""
    first, last, from_end = span
    for place in range(last - first):
        column = last - 1 - place if from_end else first + place
        along[place] = cells[line + offsets[column], column]


@compiled
def _added(seen: Cells, line: int, offsets: Rows, span: Span, total: Cells) -> None:
    """Add what was found along a line to its cells."""
    first, last, from_end = span
    for place in range(last - first):
        column = last - 1 - place if from_end else first + place
        total[line + offsets[column], column] += seen[place]


@compiled
def _horizons(
    eyes: Cells,
    tops: Cells,
    count: int,
    step: np.float32,
    looks_down: bool,
    tangents: Cells,
) -> None:
    """Find the steepest slope up to anything passed before, place by place.

    What rises steeper than 1 in 2 begins at the near face of its cell, half a step
    before its middle; a gentler slope passes through the middles of the cells. 0 where nothing is
    seen at all.
    """
    distance, height = np.empty(count, np.float32), np.empty(count, np.float32)
    size, half = 0, step / np.float32(2)
    if count > 0:
        tangents[0] = LEVEL
    for place in range(1, count):
        here, eye, top = np.float32(place) * step, eyes[place], tops[place - 1]
        # Whoever looks up sees nothing over a next place that is as high.
        if top > eye or looks_down:
            face = here - (half if top - eye > half else step)
            while size > 1 and (top - height[size - 2]) * (
                distance[size - 1] - distance[size - 2]
            ) >= (height[size - 1] - height[size - 2]) * (face - distance[size - 2]):
                size -= 1
            distance[size], height[size] = face, top
            size += 1
        rise, run = LEVEL, _FAR
        if size > 0:
            rise, run = height[size - 1] - eye, here - distance[size - 1]
        for k in range(size - 2, -1, -1):
            next_rise, next_run = height[k] - eye, here - distance[k]
            # Slopes compared without dividing.
            if next_rise * run < rise * next_run:
                break
            rise, run = next_rise, next_run
        tangents[place] = rise / run


@compiled
def _sky_above(
    tangent: np.float32, form: int, level: np.float32, facing: np.float32
) -> np.float32:
    """Give the part of the sky above a height, by one of the definitions."""
    one = np.float32(1)
    square = tangent * tangent
    if form == SOLID_ANGLE:
        return np.float32(one - tangent / np.sqrt(one + square))
    below = one / (one + square)
    if facing == LEVEL:
        return np.float32(level * below)
    rest = _RIGHT_ANGLE - np.arctan(tangent) - tangent * below
    return np.float32(level * below + facing * rest)


@compiled
def _sky_along(tangents: Cells, count: int, form: int, seen: Cells) -> None:
    """Give the part of the sky above each horizon, on level ground."""
    one = np.float32(1)
    if form == SOLID_ANGLE:
        for place in range(count):
            up = max(tangents[place], LEVEL)
            seen[place] = one - up / np.sqrt(one + up * up)
    else:
        for place in range(count):
            up = max(tangents[place], LEVEL)
            seen[place] = one / (one + up * up)


@compiled
def _sky_along_slopes(
    tangents: Cells,
    count: int,
    slopes: tuple[Cells, Cells],
    towards: tuple[np.float32, np.float32],
    seen: Cells,
) -> None:
    """Give the part of the sky above each horizon, on the slope of each cell."""
    one = np.float32(1)
    for place in range(count):
        east, north = slopes[0][place], slopes[1][place]
        level = one / np.sqrt(one + east * east + north * north)
        # Downhill is where the ground faces.
        facing = -(east * towards[0] + north * towards[1]) * level
        seen[place] = _sky_above(tangents[place], TILTED, level, facing)


@parallel
def add_sky(ground: Cells, tops: Cells, rises: Rises, look: Look, total: Cells) -> None:
    """Add the sky that every cell sees in a direction above everything solid."""
    rows, columns = ground.shape
    slope, from_end, origin, step_m, form, east, north = look
    offsets = _offsets(slope, columns, origin)
    least, most = min(offsets[0], offsets[-1]), max(offsets[0], offsets[-1])
    towards = np.float32(east), np.float32(north)
    for line in prange(-most, rows - least):
        span = _span(line, offsets, rows, from_end)
        count = span[1] - span[0]
        eyes, highest = np.empty(count, np.float32), np.empty(count, np.float32)
        tangents, seen = np.empty(count, np.float32), np.empty(count, np.float32)
        _laid(ground, line, offsets, span, eyes)
        _laid(tops, line, offsets, span, highest)
        _horizons(eyes, highest, count, np.float32(step_m), form == TILTED, tangents)
        if form == TILTED:
            _laid(rises[0], line, offsets, span, eyes)
            _laid(rises[1], line, offsets, span, highest)
            _sky_along_slopes(tangents, count, (eyes, highest), towards, seen)
        else:
            _sky_along(tangents, count, form, seen)
        _added(seen, line, offsets, span, total)


@parallel
def add_sky_among_crowns(
    ground: Cells,
    crowns: tuple[Cells, Cells],
    rises: Rises,
    look: Look,
    total: Cells,
) -> None:
    """Add the sky that every cell sees in a direction, also below crowns.

    A crown hangs in its cell from the first array of ``crowns`` up to the second, where
    that is higher. Each hides the bands of height whose middle it covers.
    """
    rows, columns = ground.shape
    slope, from_end, origin, step_m, form, east, north = look
    offsets = _offsets(slope, columns, origin)
    least, most = min(offsets[0], offsets[-1]), max(offsets[0], offsets[-1])
    towards = np.float32(east), np.float32(north)
    for line in prange(-most, rows - least):
        span = _span(line, offsets, rows, from_end)
        count = span[1] - span[0]
        along = np.empty((5, count), np.float32)
        tangents, seen = np.empty(count, np.float32), np.empty(count, np.float32)
        _laid(ground, line, offsets, span, along[0])
        _laid(crowns[0], line, offsets, span, along[1])
        _laid(crowns[1], line, offsets, span, along[2])
        if form == TILTED:
            _laid(rises[0], line, offsets, span, along[3])
            _laid(rises[1], line, offsets, span, along[4])
        else:
            along[3:] = LEVEL
        step = np.float32(step_m)
        _horizons(along[0], along[0], count, step, form == TILTED, tangents)
        _sky_below(along, tangents, step, form, towards, seen)
        _added(seen, line, offsets, span, total)


@compiled
def _sky_below(
    along: Cells,
    tangents: Cells,
    step: np.float32,
    form: int,
    towards: tuple[np.float32, np.float32],
    seen: Cells,
) -> None:
    """Give the sky above each horizon, less what crowns hide; see `_hidden`."""
    ground, undersides, tops, east, north = along
    one, half, highest, count = np.float32(1), step / np.float32(2), _NOWHERE, 0
    hanging = np.empty((len(ground), 3), np.float32)
    for place in range(len(ground)):
        here, eye = np.float32(place) * step, ground[place]
        low, high = max(undersides[place], eye), tops[place]
        if high > low:
            hanging[count, 0], hanging[count, 1] = here, low
            hanging[count, 2] = high
            highest = max(highest, high)
            count += 1
        level = one / np.sqrt(one + east[place] ** 2 + north[place] ** 2)
        facing = -(east[place] * towards[0] + north[place] * towards[1]) * level
        horizon = tangents[place]
        if form != TILTED:
            horizon = max(horizon, LEVEL)
        hidden = _hidden(hanging, count, here, eye, highest, half)
        seen[place] = _sky_above(horizon, form, level, facing) - _sky_hidden(
            hidden, horizon, form, level, facing
        )


@compiled
def _band(tangent: np.float32) -> np.float32:
    """Tell in which of 64 bands of height a slope points, within a sixth of a band.

    A cheap arc tangent, at most 0.22° off.
    """
    up = max(tangent, LEVEL)
    is_low = up <= np.float32(1)
    t = up if is_low else np.float32(1) / up
    angle = t * (_QUARTER + np.float32(0.273) * (np.float32(1) - t))
    return np.float32((angle if is_low else _RIGHT_ANGLE - angle) * _BANDS_PER_RADIAN)


@compiled
def _hidden(
    hanging: Cells,
    count: int,
    here: np.float32,
    eye: np.float32,
    highest: np.float32,
    half: np.float32,
) -> np.uint64:
    """Mark the bands of height that crowns hide: from below at the far face to above.

    Farther away than where the highest crown fills no band, none is looked at.
    """
    bands = np.uint64(0)
    farthest = (highest - eye) / _LOWEST_BAND
    for k in range(count - 1, -1, -1):
        run = here - hanging[k, 0]
        if run > farthest:
            break
        low, high = hanging[k, 1] - eye, hanging[k, 2] - eye
        if high <= LEVEL:
            continue
        near, far = run - half, run + half
        top = np.float32(BANDS)
        if near > LEVEL:
            top = _band(high / near)
        first = int(np.floor(_band(low / far) + _HALF))
        last = min(int(np.floor(top + _HALF)), BANDS)
        for band in range(first, last):
            bands |= np.uint64(1) << np.uint64(band)
    return bands


@compiled
def _sky_hidden(
    bands: np.uint64,
    horizon: np.float32,
    form: int,
    level: np.float32,
    facing: np.float32,
) -> np.float32:
    """Add up the sky in marked bands as far as it is above the horizon."""
    lost = LEVEL
    if bands == np.uint64(0):
        return lost
    for band in range(BANDS):
        if (bands >> np.uint64(band)) & np.uint64(1):
            low, high = max(_EDGES[band], horizon), _EDGES[band + 1]
            if high > low:
                lost += _sky_above(low, form, level, facing)
                if band + 1 < BANDS:
                    lost -= _sky_above(high, form, level, facing)
    return lost
