"""Coarse cells that know the fine terrain within them: how much they hold at any stage."""

import numpy as np
from numba import prange
from numpy.typing import NDArray

from werklandschap.geo.grids import Cells, Mask
from werklandschap.simulation._flow import PAD, WALL_M, Tables
from werklandschap.simulation._loops import alone, shared

_LEVELS = 8
"""Steps of the tables; volumes and conveyances are interpolated between them."""

_FLAT_M = 1e-3
"""Relief that is no more counts as flat."""

Blocks = NDArray[np.float32]


def tables_of(terrain_m: Cells, n: Cells, is_closed: Mask, side: int) -> Tables:
    """Make the tables of coarse cells from the terrain within them.

    Parameters
    ----------
    terrain_m, n : array of shape (rows * side, columns * side)
        Height [m] and Manning's n of fine cells.
    is_closed : array of bool, same shape
        Fine cells where no water can be, such as buildings.
    side : int
        Fine cells along the side of a coarse one.

    Returns
    -------
    Tables
        For ``rows x columns`` cells with a border of ``PAD`` closed cells around.

    Notes
    -----
    Storage is tabled against volume [1]_, at steps that grow with it, so that the little
    water on a slope stands as high as it should. A face is a bundle of strands, one per
    row of fine cells. Water in a cell gathers at its lowest point; a strand opens when it
    has risen so far that it reaches the face there, on either side. So a wall or kerb
    inside a cell holds water back, and a slope does not.

    References
    ----------
    .. [1] Van Ormondt, M. et al. (2025), A subgrid method for the linear inertial
       equations of a compound flood model, Geoscientific Model Development 18.
    """
    open_m = np.where(is_closed, np.inf, terrain_m).astype(np.float32)
    blocks, rough = _blocks(open_m, side), _blocks(n.astype(np.float32), side)
    reached = np.empty_like(blocks)
    _reach(blocks, reached)
    stage, full, per_open = _storage(blocks)
    low_x, span_x, a_x, n2_x, open_x = _faces(reached, rough)
    low_y, span_y, a_y, n2_y, open_y = (
        np.swapaxes(table, 0, 1) for table in _faces(_turned(reached), _turned(rough))
    )
    return Tables(
        stage_m=_padded(stage[..., 0], 0.0),
        rise_m=_steps(stage),
        full_m=_padded(full, 1.0),
        per_open=_padded(per_open, 0.0),
        low_x=_padded(low_x, float(WALL_M)),
        span_x=_padded(span_x, 1.0),
        deeper_x=_steps(a_x),
        n2_x=_padded(n2_x[..., 0], 0.0),
        rougher_x=_steps(n2_x),
        open_x=_padded(open_x, 0.0),
        low_y=_padded(low_y, float(WALL_M)),
        span_y=_padded(span_y, 1.0),
        deeper_y=_steps(a_y),
        n2_y=_padded(n2_y[..., 0], 0.0),
        rougher_y=_steps(n2_y),
        open_y=_padded(open_y, 0.0),
    )


def _padded(table: NDArray[np.float32], value: float) -> NDArray[np.float32]:
    padded: NDArray[np.float32] = np.pad(table, PAD, constant_values=value)
    return padded.astype(np.float32)


def _steps(table: NDArray[np.float32]) -> NDArray[np.float32]:
    """Give what each level adds to the one before, level by level."""
    added = np.moveaxis(np.diff(table, axis=2), 2, 0)
    padded: NDArray[np.float32] = np.pad(added, ((0, 0), (PAD, PAD), (PAD, PAD)))
    return np.ascontiguousarray(padded, np.float32)


def _blocks(cells: Cells, side: int) -> Blocks:
    """Lay fine cells out as (rows, columns, side, side)."""
    rows, columns = cells.shape[0] // side, cells.shape[1] // side
    parts = cells.reshape(rows, side, columns, side)
    return np.ascontiguousarray(np.swapaxes(parts, 1, 2))


def _turned(blocks: Blocks) -> Blocks:
    """Swap rows and columns, of the blocks and within them."""
    return np.ascontiguousarray(blocks.transpose(1, 0, 3, 2))


@shared
def _reach(blocks: Blocks, reached: Blocks) -> None:
    """Find how high water must rise from the lowest point of a block to get to a cell."""
    rows, columns, side, _ = blocks.shape
    for r in prange(rows):
        for c in range(columns):
            _reach_in_block(blocks[r, c], reached[r, c], side)


@alone
def _reach_in_block(heights: Cells, reached: Cells, side: int) -> None:
    lowest = np.argmin(heights)
    reached[:] = np.inf
    reached[lowest // side, lowest % side] = heights[lowest // side, lowest % side]
    is_changing = True
    while is_changing:
        is_changing = False
        for i in range(side):
            for j in range(side):
                near = np.float32(np.inf)
                if i > 0:
                    near = min(near, reached[i - 1, j])
                if i + 1 < side:
                    near = min(near, reached[i + 1, j])
                if j > 0:
                    near = min(near, reached[i, j - 1])
                if j + 1 < side:
                    near = min(near, reached[i, j + 1])
                level = max(near, heights[i, j])
                if level < reached[i, j]:
                    reached[i, j] = level
                    is_changing = True


def _storage(blocks: Blocks) -> tuple[Blocks, Cells, Cells]:
    """Tabulate stage against mean depth, at steps that grow as those of squares."""
    rows, columns = blocks.shape[:2]
    heights = np.sort(blocks.reshape(rows, columns, -1), axis=2).astype(np.float64)
    size = heights.shape[2]
    is_open = np.isfinite(heights)
    count = is_open.sum(axis=2)
    finite = np.where(is_open, heights, 0.0)
    lowest = np.where(count > 0, heights[..., 0], 0.0)
    highest = np.where(count > 0, finite.max(axis=2, initial=-np.inf, where=is_open), 0)
    highest = np.maximum(highest, lowest + _FLAT_M)
    # The volume below the k-th height, of the lower heights: a broken line in the stage.
    ranks = np.arange(size)
    sums = np.cumsum(finite, axis=2) - finite
    at_heights = np.where(is_open, (ranks * finite - sums) / size, np.inf)
    full = (count * highest - finite.sum(axis=2)) / size
    stage = np.empty((rows, columns, _LEVELS + 1))
    for k in range(_LEVELS + 1):
        wanted = full * (k / _LEVELS) ** 2
        below = np.maximum((at_heights <= wanted[..., None]).sum(axis=2), 1)
        filled = np.take_along_axis(np.cumsum(finite, axis=2), below[..., None] - 1, 2)
        stage[..., k] = (wanted * size + filled[..., 0]) / below
    stage = np.where(count[..., None] > 0, stage, 0.0)
    full = np.where(count > 0, full, 1.0)
    per_open = np.where(count > 0, size / np.maximum(count, 1), 0.0)
    return (
        stage.astype(np.float32),
        full.astype(np.float32),
        per_open.astype(np.float32),
    )


def _faces(
    reached: Blocks, n: Blocks
) -> tuple[Cells, Cells, NDArray[np.float32], NDArray[np.float32], Cells]:
    """Tabulate depth and roughness of western faces against stage."""
    sills = np.full(reached.shape[:3], np.inf, np.float32)
    sills[:, 1:] = np.maximum(reached[:, :-1, :, -1], reached[:, 1:, :, 0])
    rough = np.full_like(sills, 0.03)
    rough[:, 1:] = 0.5 * (n[:, :-1].mean(axis=3) + n[:, 1:].mean(axis=3))
    is_open = np.isfinite(sills)
    share = is_open.mean(axis=2).astype(np.float32)
    low = np.where(share > 0, sills.min(axis=2), WALL_M).astype(np.float32)
    high = np.where(is_open, sills, -np.inf).max(axis=2)
    span = np.where(share > 0, np.maximum(high - low, _FLAT_M), 1.0).astype(np.float32)
    base = np.where(share > 0, low, 0.0)
    steps = np.arange(_LEVELS + 1) / _LEVELS
    depth = np.empty((*low.shape, _LEVELS + 1), np.float32)
    n2 = np.empty_like(depth)
    for k, step in enumerate(steps):
        # At the lowest stage there is no water yet; its roughness is that just above.
        stage = base + span * max(step, 0.05)
        above = np.where(is_open, np.maximum(stage[..., None] - sills, 0.0), 0.0)
        mean = above.mean(axis=2)
        conveyance = (above ** (5 / 3) / rough).mean(axis=2)
        n2[..., k] = np.where(
            conveyance > 0, (mean ** (5 / 3) / np.maximum(conveyance, 1e-12)) ** 2, 0.0
        )
        depth[..., k] = mean if step > 0 else 0.0
    return low, span, depth, n2, share
