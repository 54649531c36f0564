"""Cutting a large grid into tiles that each see some of what lies around them."""

from collections.abc import Iterator
from typing import NamedTuple

from werklandschap.geo.grids import GridDefinition

Part = tuple[slice, slice]


class Tile(NamedTuple):
    """A tile as parts of the whole: with its halo, and alone; and alone in its halo."""

    wide: Part
    own: Part
    own_in_wide: Part


def tiles_of(
    definition: GridDefinition, *, tile_m: float, halo_m: float, block_m: float = 0.0
) -> Iterator[Tile]:
    """Cut a grid into tiles, so that no more than one need be worked on at a time.

    Parameters
    ----------
    definition : GridDefinition
        The grid.
    tile_m, halo_m : float
        Size of a tile, and how far it sees around itself. [m]
    block_m : float
        Tiles begin at a multiple of this from the corner of the grid. [m]
    """
    block = max(1, round(block_m / definition.cell_m))
    tile, halo = (
        max(1, -(-round(size_m / definition.cell_m) // block)) * block
        for size_m in (tile_m, halo_m)
    )
    for row in range(0, definition.rows, tile):
        for column in range(0, definition.columns, tile):
            down = _stretch(row, tile, halo, definition.rows)
            along = _stretch(column, tile, halo, definition.columns)
            yield Tile(*zip(down, along, strict=True))


def _stretch(start: int, tile: int, halo: int, length: int) -> tuple[slice, ...]:
    stop = min(start + tile, length)
    low, high = max(start - halo, 0), min(stop + halo, length)
    return slice(low, high), slice(start, stop), slice(start - low, stop - low)
