r"""Shallow water over a terrain, by local inertia: the loops.

Arrays are single precision and have a border of ``PAD`` cells around the tiles that never
holds water. ``qx[r, c]`` is the flow through the western face of a cell and ``qy[r, c]``
that through its northern one, per metre of face [m²/s]. There are two of each state: a
step reads one and writes the other, so that tiles can be done in any order and by any
thread with the same result.

A tile is done in rows, each by several short loops over few arrays: what a compiler can
turn into vector instructions. (In one loop over everything it cannot, and takes six times
as long.)
"""

from typing import NamedTuple

import numpy as np
from numba import prange
from numpy.typing import NDArray

from werklandschap.geo.grids import Cells
from werklandschap.simulation._loops import (
    alone,
    apart,
    inlined,
    one_over_cube_root,
    shared,
)

Tiles = NDArray[np.int64]
Places = NDArray[np.int64]
Table = NDArray[np.float32]

PAD = 3
TILE_ROWS = 32
TILE_COLUMNS = 512

GRAVITY = np.float32(9.81)
WALL_M = np.float32(1e5)
"""Higher than water comes; infinity is not for the compiler's arithmetic."""

FILM_M = np.float32(1e-5)
"""Water that is no deeper does not flow."""

ZERO, ONE, _HALF, QUARTER = (np.float32(x) for x in (0, 1, 0.5, 0.25))
_TINY = np.float32(1e-30)


class Water(NamedTuple):
    """The state of the water: depth, and flow through western and northern faces."""

    depth_m: Cells
    qx: Cells
    qy: Cells


class Bed(NamedTuple):
    """What water flows over: height, and the square of Manning's n at faces."""

    height_m: Cells
    n2_x: Cells
    n2_y: Cells


class Tables(NamedTuple):
    """What lies within coarse cells, for stages of the water.

    A cell is filled in steps, the k-th of ``(2 k + 1) / levels²`` of ``full_m`` (mean depth
    over the cell when its highest point floods): from ``stage_m``, where it is dry, each
    step adds the k-th of ``rise_m``, which has the shape (levels, rows, columns). Above
    that the stage rises by ``per_open`` per mean depth. For faces in x and y: the lowest
    sill and the span to the highest one; what each of equal steps of stage between them
    adds to the mean depth (``deeper``) and to the square of Manning's n that gives the same
    conveyance (``rougher``, from ``n2``); and the share of the face that is open.

    Steps are added up, not looked up: that is what a compiler can turn into vector
    instructions.
    """

    stage_m: Cells
    rise_m: Table
    full_m: Cells
    per_open: Cells
    low_x: Cells
    span_x: Cells
    deeper_x: Table
    n2_x: Cells
    rougher_x: Table
    open_x: Cells
    low_y: Cells
    span_y: Cells
    deeper_y: Table
    n2_y: Cells
    rougher_y: Table
    open_y: Cells


class Step(NamedTuple):
    """How a step is made: the weight of a face's own flow, and its time."""

    theta: np.float32
    dt: np.float32
    dt_per_m: np.float32


@inlined
def flow_through(
    hf: np.float32,
    fall: np.float32,
    n2: np.float32,
    mean: np.float32,
    speed: np.float32,
    inertia: np.float32,
    step: Step,
) -> np.float32:
    """Calculate the next flow through a face (de Almeida & Bates 2013).

    ``hf`` is the depth there, ``fall`` the drop of the water surface across it, ``mean``
    the flow before, smoothed along its direction, and ``speed`` its size in any direction;
    ``inertia`` is what the water has more than its own.
    """
    deep = max(hf, FILM_M)
    square, mass = deep * deep, ONE + inertia
    # The drag is n² |q| / h^(7/3); above and below the line are multiplied by h².
    rough = (GRAVITY * step.dt) * (n2 * speed)
    drag = mass * square + rough * one_over_cube_root(deep)
    push = mass * mean + (GRAVITY * step.dt_per_m) * deep * fall
    flow: np.float32 = square * push / drag
    # Faster than its own waves the scheme does not hold: no more than a Froude number 1.
    limit: np.float32 = deep * np.sqrt(GRAVITY * deep)
    held: np.float32 = min(max(flow, -limit), limit)
    return held if hf > FILM_M else ZERO


@inlined
def size_of(q: np.float32, across: np.float32) -> np.float32:
    """Combine a flow with the sum of the four flows across it."""
    mean = QUARTER * across
    size: np.float32 = np.sqrt(q * q + mean * mean)
    return size


@inlined
def smoothed(
    q: np.float32, before: np.float32, after: np.float32, theta: np.float32
) -> np.float32:
    """Weigh a flow against those before and behind; closed faces have no say."""
    first = before if before != ZERO else q
    second = after if after != ZERO else q
    return theta * q + _HALF * (ONE - theta) * (first + second)


@inlined
def _flow_x(
    out: Cells,
    h: Cells,
    z: Cells,
    n2: Cells,
    q: Cells,
    across_a: Cells,
    across_b: Cells,
    step: Step,
) -> None:
    """Calculate the flow through western faces; h, z, q and across begin a cell before."""
    for i in range(len(out)):
        rise = z[i + 1] - z[i]
        across = across_a[i] + across_a[i + 1] + across_b[i] + across_b[i + 1]
        out[i] = flow_through(
            max(h[i] - max(rise, ZERO), h[i + 1] + min(rise, ZERO)),
            h[i] - h[i + 1] - rise,
            n2[i],
            smoothed(q[i + 1], q[i], q[i + 2], step.theta),
            size_of(q[i + 1], across),
            ZERO,
            step,
        )


@inlined
def mean_y(out: Cells, q: Cells, before: Cells, after: Cells, step: Step) -> None:
    for i in range(len(out)):
        out[i] = smoothed(q[i], before[i], after[i], step.theta)


@inlined
def speed_y(out: Cells, q: Cells, across_a: Cells, across_b: Cells) -> None:
    for i in range(len(out)):
        across = across_a[i] + across_a[i + 1] + across_b[i] + across_b[i + 1]
        out[i] = size_of(q[i], across)


@inlined
def _flow_y(
    out: Cells,
    mean: Cells,
    speed: Cells,
    h_a: Cells,
    h_b: Cells,
    z_a: Cells,
    z_b: Cells,
    n2: Cells,
    step: Step,
) -> None:
    """Calculate the flow through northern faces, between row a and row b."""
    for i in range(len(out)):
        rise = z_b[i] - z_a[i]
        out[i] = flow_through(
            max(h_a[i] - max(rise, ZERO), h_b[i] + min(rise, ZERO)),
            h_a[i] - h_b[i] - rise,
            n2[i],
            mean[i],
            speed[i],
            ZERO,
            step,
        )


class Scratch(NamedTuple):
    """Rows of a tile while it is being done: flows, and which part of them is kept.

    Each has three rows, used in turn: row ``i`` of the tile is in row ``i % 3``. They
    begin one cell before the tile. ``deepest`` has greatest depths per column.
    """

    x: Cells
    y: Cells
    kept: Cells
    gained: Cells
    mean: Cells
    speed: Cells
    deepest: Cells


@alone
def scratch_for(columns: int) -> Scratch:
    """Make room for a tile of so many columns."""
    return Scratch(
        np.empty((3, columns + 3), np.float32),
        np.empty((3, columns + 2), np.float32),
        np.empty((3, columns + 2), np.float32),
        np.empty(columns, np.float32),
        np.empty(columns + 3, np.float32),
        np.empty(columns + 3, np.float32),
        np.zeros(columns + 3, np.float32),
    )


@inlined
def _keep(
    kept: Cells, h: Cells, west: Cells, north: Cells, south: Cells, step: Step
) -> None:
    """Find which part of what would leave a cell is there to leave it."""
    for j in range(len(kept)):
        out = max(west[j + 1], ZERO) - min(west[j], ZERO)
        out += max(south[j], ZERO) - min(north[j], ZERO)
        kept[j] = min(ONE, h[j] / max(out * step.dt_per_m, _TINY))


@inlined
def _limit(flow: Cells, kept_a: Cells, kept_b: Cells) -> None:
    """Let no more flow than the cell it comes from can give."""
    for j in range(len(flow)):
        # Both are read: what is read only sometimes is not made into vectors.
        q, before, after = flow[j], kept_a[j], kept_b[j]
        flow[j] = q * (before if q > ZERO else after)


@inlined
def _gain(gained: Cells, west: Cells, north: Cells, south: Cells, step: Step) -> None:
    for j in range(len(gained)):
        gained[j] = step.dt_per_m * ((west[j] - west[j + 1]) + (north[j] - south[j]))


@inlined
def _depth(h_new: Cells, rest: Cells, h: Cells, gained: Cells) -> None:
    """Add what a row gained to its depths; what rounding leaves out waits in ``rest``."""
    for j in range(len(h)):
        gain = gained[j] + rest[j]
        depth = max(h[j] + gain, ZERO)
        rest[j] = gain - (depth - h[j])
        h_new[j] = depth


@inlined
def _copy(out: Cells, row: Cells) -> None:
    for j in range(len(out)):
        out[j] = row[j]


@inlined
def note_deepest(deepest: Cells, depth: Cells) -> None:
    for j in range(len(depth)):
        deepest[j] = max(deepest[j], depth[j])


@apart
def carry(
    now: Water,
    then: Water,
    rest: Cells,
    rows: Scratch,
    i: int,
    r: int,
    c0: int,
    c1: int,
    step: Step,
) -> None:
    """Limit the flows of the row before ``i``, and let those of two before carry water.

    Flows of row ``i`` of the tile, which is row ``r`` of the map, are known.
    """
    x, y, kept = rows.x, rows.y, rows.kept
    last, one, two = i % 3, (i + 2) % 3, (i + 1) % 3
    if i > 0:
        h = now.depth_m[r - 1, c0 - 1 : c1 + 1]
        _keep(kept[one], h, x[one], y[one], y[last], step)
    if i > 1:
        _limit(y[one, 1:-1], kept[two, 1:-1], kept[one, 1:-1])
        _limit(x[one, 1:-1], kept[one, :-1], kept[one, 1:])
    if i > 2:
        r -= 2
        _copy(then.qx[r, c0:c1], x[two, 1:])
        _copy(then.qy[r, c0:c1], y[two, 1:])
        _gain(rows.gained, x[two, 1:-1], y[two, 1:-1], y[one, 1:-1], step)
        after = then.depth_m[r, c0:c1]
        _depth(after, rest[r, c0:c1], now.depth_m[r, c0:c1], rows.gained)


@alone
def _flow_in_tile(
    now: Water,
    then: Water,
    rest: Cells,
    bed: Bed,
    tile: NDArray[np.int64],
    step: Step,
) -> np.float32:
    r0, r1, c0, c1 = tile[0], tile[1], tile[2], tile[3]
    rows = scratch_for(c1 - c0)
    for i in range(r1 - r0 + 3):
        r = r0 - 1 + i
        _flows_in_row(now, bed, rows, i, r, c0 - 1, c1 + 1, step)
        carry(now, then, rest, rows, i, r, c0, c1, step)
        if i > 2:
            note_deepest(rows.deepest, then.depth_m[r - 2, c0:c1])
    peak: np.float32 = rows.deepest.max()
    return peak


@apart
def _flows_in_row(
    now: Water, bed: Bed, rows: Scratch, i: int, r: int, a: int, b: int, step: Step
) -> None:
    h, z, qx, qy = now.depth_m, bed.height_m, now.qx, now.qy
    _flow_x(
        rows.x[i % 3],
        h[r, a - 1 : b + 1],
        z[r, a - 1 : b + 1],
        bed.n2_x[r, a : b + 1],
        qx[r, a - 1 : b + 2],
        qy[r, a - 1 : b + 1],
        qy[r + 1, a - 1 : b + 1],
        step,
    )
    size = b - a
    mean, speed = rows.mean[:size], rows.speed[:size]
    mean_y(mean, qy[r, a:b], qy[r - 1, a:b], qy[r + 1, a:b], step)
    speed_y(speed, qy[r, a:b], qx[r - 1, a : b + 1], qx[r, a : b + 1])
    _flow_y(
        rows.y[i % 3],
        mean,
        speed,
        h[r - 1, a:b],
        h[r, a:b],
        z[r - 1, a:b],
        z[r, a:b],
        bed.n2_y[r, a:b],
        step,
    )


@shared
def flow(
    tiles: Tiles,
    now: Water,
    then: Water,
    rest: Cells,
    bed: Bed,
    step: Step,
    peaks: Cells,
) -> None:
    """Let water flow during one step in some tiles; ``peaks`` gets their greatest depths.

    ``tiles`` holds first row, end of rows, first column and end of columns of each;
    ``rest`` what single precision could not yet add to the depths.
    """
    for t in prange(len(tiles)):
        peaks[t] = _flow_in_tile(now, then, rest, bed, tiles[t], step)


@alone
def keep_held(
    depth_m: Cells, rows: Places, columns: Places, held_m: Cells
) -> np.float64:
    """Put back the depth of cells that do not change; give what they had gained."""
    gained = np.float64(0)
    for k in range(len(rows)):
        gained += np.float64(depth_m[rows[k], columns[k]]) - np.float64(held_m[k])
        depth_m[rows[k], columns[k]] = held_m[k]
    return gained
