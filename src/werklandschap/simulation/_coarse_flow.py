"""Shallow water between coarse cells that know the terrain within them: the loops.

See `_flow`, whose loops these build on. numba does not see changes in compiled functions
of other files: after a change there, clear its cache (the files ``*.nbi`` and ``*.nbc``).
"""

from typing import NamedTuple

import numpy as np
from numba import prange
from numpy.typing import NDArray

from werklandschap.geo.grids import Cells
from werklandschap.simulation._flow import (
    GRAVITY,
    ONE,
    QUARTER,
    ZERO,
    Scratch,
    Step,
    Table,
    Tables,
    Tiles,
    Water,
    carry,
    flow_through,
    mean_y,
    note_deepest,
    scratch_for,
    size_of,
    smoothed,
    speed_y,
)
from werklandschap.simulation._loops import alone, inlined, shared


@inlined
def _filled(out: Cells, depth: Cells, full: Cells, parts: np.float32) -> None:
    for j in range(len(out)):
        out[j] = depth[j] / full[j] * parts


@inlined
def _over(out: Cells, depth: Cells, full: Cells, per_open: Cells) -> None:
    for j in range(len(out)):
        out[j] += max(depth[j] - full[j], ZERO) * per_open[j]


@inlined
def _add_part(
    out: Cells, place: Cells, steps: Cells, begins: np.float32, width: np.float32
) -> None:
    """Add the part of a step that is behind a place."""
    for j in range(len(out)):
        part = min(max((place[j] - begins) / width, ZERO), ONE)
        out[j] += part * steps[j]


@inlined
def _slope_from(
    out: Cells, place: Cells, steps: Cells, begins: np.float32, width: np.float32
) -> None:
    """Note the slope of a step where the place is in it, or beyond."""
    for j in range(len(out)):
        out[j] = steps[j] / width if place[j] >= begins else out[j]


@inlined
def _per_depth(out: Cells, full: Cells, parts: np.float32) -> None:
    for j in range(len(out)):
        out[j] = out[j] * parts / full[j]


@inlined
def _beyond(out: Cells, place: Cells, per_open: Cells, parts: np.float32) -> None:
    for j in range(len(out)):
        out[j] = per_open[j] if place[j] >= parts else out[j]


@inlined
def _stages(
    stage: Cells,
    rise: Cells,
    place: Cells,
    depth: Cells,
    dry_m: Cells,
    full: Cells,
    per_open: Cells,
    steps: Table,
    r: int,
    a: int,
) -> None:
    """Find how high water stands in a row of coarse cells, and how fast it rises."""
    levels, b = len(steps), a + len(stage)
    parts = np.float32(levels * levels)
    _filled(place, depth, full, parts)
    stage[:] = dry_m
    _over(stage, depth, full, per_open)
    rise[:] = ZERO
    for k in range(levels):
        begins, width = np.float32(k * k), np.float32(2 * k + 1)
        # A slice of one row is known to be in one piece, which is faster.
        row = steps[k, r, a:b]
        _add_part(stage, place, row, begins, width)
        _slope_from(rise, place, row, begins, width)
    _per_depth(rise, full, parts)
    _beyond(rise, place, per_open, parts)


@inlined
def _above_sill(out: Cells, stage_a: Cells, stage_b: Cells, low: Cells) -> None:
    for j in range(len(out)):
        out[j] = max(max(stage_a[j], stage_b[j]) - low[j], ZERO)


@inlined
def _over_span(out: Cells, above: Cells, span: Cells, open_share: Cells) -> None:
    for j in range(len(out)):
        out[j] = max(above[j] - span[j], ZERO) * open_share[j]


@inlined
def _as_levels(above: Cells, span: Cells, levels: np.float32) -> None:
    for j in range(len(above)):
        above[j] = above[j] / span[j] * levels


@inlined
def _depths_at(
    hf: Cells,
    rough: Cells,
    place: Cells,
    stage_a: Cells,
    stage_b: Cells,
    low: Cells,
    span: Cells,
    n2: Cells,
    open_share: Cells,
    deeper: Table,
    rougher: Table,
    r: int,
    a: int,
) -> None:
    """Find the mean depth and the roughness at a row of faces."""
    levels, b = len(deeper), a + len(hf)
    _above_sill(place, stage_a, stage_b, low)
    _over_span(hf, place, span, open_share)
    _as_levels(place, span, np.float32(levels))
    rough[:] = n2
    for k in range(levels):
        _add_part(hf, place, deeper[k, r, a:b], np.float32(k), ONE)
        _add_part(rough, place, rougher[k, r, a:b], np.float32(k), ONE)


@inlined
def _mean_x(out: Cells, q: Cells, step: Step) -> None:
    for i in range(len(out)):
        out[i] = smoothed(q[i + 1], q[i], q[i + 2], step.theta)


@inlined
def _speed_x(out: Cells, q: Cells, across_a: Cells, across_b: Cells) -> None:
    for i in range(len(out)):
        across = across_a[i] + across_a[i + 1] + across_b[i] + across_b[i + 1]
        out[i] = size_of(q[i + 1], across)


@inlined
def _falls(out: Cells, stage_a: Cells, stage_b: Cells) -> None:
    for j in range(len(out)):
        out[j] = stage_a[j] - stage_b[j]


@inlined
def _inertias(out: Cells, hf: Cells, rise_a: Cells, rise_b: Cells, step: Step) -> None:
    """Find the inertia to add so that no wave outruns a step; steady flow stays the same.

    In a cell that is hardly wet the surface rises fast, and so would waves in it.
    """
    per_m2 = GRAVITY * step.dt_per_m * step.dt_per_m / QUARTER
    for j in range(len(out)):
        out[j] = max(per_m2 * hf[j] * max(rise_a[j], rise_b[j]) - ONE, ZERO)


@inlined
def _flow_at(
    out: Cells,
    hf: Cells,
    fall: Cells,
    rough: Cells,
    mean: Cells,
    speed: Cells,
    inertia: Cells,
    step: Step,
) -> None:
    for j in range(len(out)):
        out[j] = flow_through(
            hf[j], fall[j], rough[j], mean[j], speed[j], inertia[j], step
        )


@alone
def _row_of_stages(
    tables: Tables, depth_m: Cells, r: int, a: int, b: int, stage: Cells, rise: Cells
) -> None:
    _stages(
        stage,
        rise,
        np.empty(b - a, np.float32),
        depth_m[r, a:b],
        tables.stage_m[r, a:b],
        tables.full_m[r, a:b],
        tables.per_open[r, a:b],
        tables.rise_m,
        r,
        a,
    )


class Surface(NamedTuple):
    """Stages in rows of a tile and how fast they rise, and room to work on faces.

    Stages have two rows, used in turn, which begin two cells before the tile.
    """

    stage: Cells
    rise: Cells
    hf: Cells
    rough: Cells
    place: Cells
    fall: Cells
    inertia: Cells


@alone
def _surface_for(columns: int) -> Surface:
    stage, rise = np.empty((2, 2, columns + 4), np.float32)
    work = np.empty((5, columns + 3), np.float32)
    return Surface(stage, rise, work[0], work[1], work[2], work[3], work[4])


@alone
def _flows_in_x(
    now: Water,
    tables: Tables,
    surface: Surface,
    rows: Scratch,
    i: int,
    r: int,
    a: int,
    b: int,
    step: Step,
) -> None:
    """Calculate the flow through western faces of a row.

    Rows are done in short loops over few arrays, which a compiler can turn into vector
    instructions.
    """
    stage, rise = surface.stage[i % 2], surface.rise[i % 2]
    hf, rough, mean, speed = surface.hf, surface.rough, rows.mean, rows.speed
    fall, inertia = surface.fall, surface.inertia
    before, after = stage[:-1], stage[1:]
    _depths_at(
        hf,
        rough,
        surface.place,
        before,
        after,
        tables.low_x[r, a:b],
        tables.span_x[r, a:b],
        tables.n2_x[r, a:b],
        tables.open_x[r, a:b],
        tables.deeper_x,
        tables.rougher_x,
        r,
        a,
    )
    qx, qy = now.qx, now.qy
    _mean_x(mean, qx[r, a - 1 : b + 1], step)
    _speed_x(speed, qx[r, a - 1 : b + 1], qy[r, a - 1 : b], qy[r + 1, a - 1 : b])
    _falls(fall, before, after)
    _inertias(inertia, hf, rise[:-1], rise[1:], step)
    _flow_at(rows.x[i % 3], hf, fall, rough, mean, speed, inertia, step)
    note_deepest(rows.deepest, hf)


@alone
def _flows_in_y(
    now: Water,
    tables: Tables,
    surface: Surface,
    rows: Scratch,
    i: int,
    r: int,
    a: int,
    b: int,
    step: Step,
) -> None:
    """Calculate the flow through northern faces of a row; see `_flows_in_x`."""
    before, after = surface.stage[(i + 1) % 2, 1:-1], surface.stage[i % 2, 1:-1]
    rise_a, rise_b = surface.rise[(i + 1) % 2, 1:-1], surface.rise[i % 2, 1:-1]
    size = b - a
    hf, rough = surface.hf[:size], surface.rough[:size]
    mean, speed = rows.mean[:size], rows.speed[:size]
    fall, inertia = surface.fall[:size], surface.inertia[:size]
    _depths_at(
        hf,
        rough,
        surface.place[:size],
        before,
        after,
        tables.low_y[r, a:b],
        tables.span_y[r, a:b],
        tables.n2_y[r, a:b],
        tables.open_y[r, a:b],
        tables.deeper_y,
        tables.rougher_y,
        r,
        a,
    )
    qx, qy = now.qx, now.qy
    mean_y(mean, qy[r, a:b], qy[r - 1, a:b], qy[r + 1, a:b], step)
    speed_y(speed, qy[r, a:b], qx[r - 1, a : b + 1], qx[r, a : b + 1])
    _falls(fall, before, after)
    _inertias(inertia, hf, rise_a, rise_b, step)
    _flow_at(rows.y[i % 3], hf, fall, rough, mean, speed, inertia, step)
    note_deepest(rows.deepest, hf)


@alone
def _coarse_flow_in_tile(
    now: Water,
    then: Water,
    rest: Cells,
    tables: Tables,
    tile: NDArray[np.int64],
    step: Step,
) -> np.float32:
    r0, r1, c0, c1 = tile[0], tile[1], tile[2], tile[3]
    rows, surface = scratch_for(c1 - c0), _surface_for(c1 - c0)
    stage, rise, a, b = surface.stage, surface.rise, c0 - 2, c1 + 2
    _row_of_stages(tables, now.depth_m, r0 - 2, a, b, stage[1], rise[1])
    for i in range(r1 - r0 + 3):
        r = r0 - 1 + i
        _row_of_stages(tables, now.depth_m, r, a, b, stage[i % 2], rise[i % 2])
        _flows_in_x(now, tables, surface, rows, i, r, c0 - 1, c1 + 2, step)
        _flows_in_y(now, tables, surface, rows, i, r, c0 - 1, c1 + 1, step)
        carry(now, then, rest, rows, i, r, c0, c1, step)
    head: np.float32 = rows.deepest.max()
    return head


@shared
def coarse_flow(
    tiles: Tiles,
    now: Water,
    then: Water,
    rest: Cells,
    tables: Tables,
    step: Step,
    peaks: Cells,
) -> None:
    """Let water flow between coarse cells; ``peaks`` gets the greatest depths at faces."""
    for t in prange(len(tiles)):
        peaks[t] = _coarse_flow_in_tile(now, then, rest, tables, tiles[t], step)


@shared
def stages(tables: Tables, depth_m: Cells, stage_m: Cells) -> None:
    """Find how high the water stands in coarse cells; dry ones keep what they had."""
    for r in prange(len(depth_m)):
        _stages_where_wet(tables, depth_m, r, stage_m)


@alone
def _stages_where_wet(tables: Tables, depth_m: Cells, r: int, stage_m: Cells) -> None:
    columns = depth_m.shape[1]
    stage, rise = np.empty(columns, np.float32), np.empty(columns, np.float32)
    _row_of_stages(tables, depth_m, r, 0, columns, stage, rise)
    for c in range(columns):
        if depth_m[r, c] > ZERO:
            stage_m[r, c] = stage[c]


@shared
def wet_shares(tiles: Tiles, tables: Tables, depth_m: Cells, share: Cells) -> None:
    """Find which part of coarse cells is under water, in some tiles."""
    for t in prange(len(tiles)):
        _wet_shares_in_tile(tables, depth_m, tiles[t], share)


@alone
def _wet_shares_in_tile(
    tables: Tables, depth_m: Cells, tile: NDArray[np.int64], share: Cells
) -> None:
    a, b = tile[2], tile[3]
    stage, rise = np.empty(b - a, np.float32), np.empty(b - a, np.float32)
    for r in range(tile[0], tile[1]):
        _row_of_stages(tables, depth_m, r, a, b, stage, rise)
        for c in range(b - a):
            share[r, a + c] = ONE / max(rise[c], ONE)
