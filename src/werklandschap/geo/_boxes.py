"""Finding which boxes overlap, for a few zones and very many pieces."""

from typing import NamedTuple

import numpy as np

from werklandschap.geo._compiled import compiled
from werklandschap.geo._ragged import Floats, Integers, Rings


class Boxes(NamedTuple):
    """The box around each shape, in metres; around nothing it is inside out."""

    west: Floats
    south: Floats
    east: Floats
    north: Floats


class Pairs(NamedTuple):
    """Zones and pieces of which the boxes overlap, in the order of the pieces."""

    zone: Integers
    piece: Integers


class _Raster(NamedTuple):
    """Square cells over all zones; cell ``c`` meets ``zone[start[c]:start[c + 1]]``."""

    west: float
    south: float
    east: float
    north: float
    width: float
    height: float
    side: int
    start: Integers
    zone: Integers


@compiled
def boxes_of(rings: Rings) -> Boxes:
    """Find the box around each shape."""
    count = len(rings.first_ring) - 1
    west, south = np.full(count, np.inf), np.full(count, np.inf)
    east, north = np.full(count, -np.inf), np.full(count, -np.inf)
    for shape in range(count):
        begin = rings.start[rings.first_ring[shape]]
        end = rings.start[rings.first_ring[shape + 1]]
        for i in range(begin, end):
            west[shape] = min(west[shape], rings.x[i])
            south[shape] = min(south[shape], rings.y[i])
            east[shape] = max(east[shape], rings.x[i])
            north[shape] = max(north[shape], rings.y[i])
    return Boxes(west, south, east, north)


@compiled
def _cell(x: float, west: float, width: float, side: int) -> int:
    return min(side - 1, max(0, int((x - west) / width)))


@compiled
def _raster_over(zones: Boxes) -> _Raster:
    """Lay about two cells per zone, and list the zones that each cell meets."""
    count = len(zones.west)
    side = int(np.ceil(np.sqrt(2.0 * count)))
    west, south = zones.west.min(), zones.south.min()
    east, north = zones.east.max(), zones.north.max()
    width, height = max((east - west) / side, 1e-6), max((north - south) / side, 1e-6)
    start = np.zeros(side * side + 1, np.int64)
    fill, zone = start, np.empty(0, np.int64)
    for turn in range(2):  # once to count, once to write down
        if turn == 1:
            start = np.cumsum(start)
            fill, zone = start[:-1].copy(), np.empty(start[-1], np.int64)
        for z in range(count):
            left = _cell(zones.west[z], west, width, side)
            right = _cell(zones.east[z], west, width, side)
            low = _cell(zones.south[z], south, height, side)
            high = _cell(zones.north[z], south, height, side)
            for row in range(low, high + 1):
                for cell in range(row * side + left, row * side + right + 1):
                    if turn == 0:
                        start[cell + 1] += 1
                    else:
                        zone[fill[cell]] = z
                        fill[cell] += 1
    return _Raster(west, south, east, north, width, height, side, start, zone)


@compiled
def _zones_at(
    p: int, zones: Boxes, pieces: Boxes, raster: _Raster, found: Integers
) -> int:
    """Write the zones that one piece meets to ``found``, and tell how many."""
    n, side = 0, raster.side
    if not (
        pieces.west[p] < raster.east
        and pieces.east[p] > raster.west
        and pieces.south[p] < raster.north
        and pieces.north[p] > raster.south
    ):
        return 0
    left = _cell(pieces.west[p], raster.west, raster.width, side)
    right = _cell(pieces.east[p], raster.west, raster.width, side)
    low = _cell(pieces.south[p], raster.south, raster.height, side)
    high = _cell(pieces.north[p], raster.south, raster.height, side)
    for row in range(low, high + 1):
        for column in range(left, right + 1):
            cell = row * side + column
            for i in range(raster.start[cell], raster.start[cell + 1]):
                z = raster.zone[i]
                x, y = (
                    max(zones.west[z], pieces.west[p]),
                    max(zones.south[z], pieces.south[p]),
                )
                if (
                    x < min(zones.east[z], pieces.east[p])
                    and y < min(zones.north[z], pieces.north[p])
                    # Of the cells in which both lie, only the first one counts.
                    and _cell(x, raster.west, raster.width, side) == column
                    and _cell(y, raster.south, raster.height, side) == row
                ):
                    found[n] = z
                    n += 1
    return n


@compiled
def pairs_of(zones: Boxes, pieces: Boxes) -> Pairs:
    """Find all pairs of a zone and a piece of which the boxes overlap."""
    raster = _raster_over(zones)
    found = np.empty(len(zones.west), np.int64)
    start = np.zeros(len(pieces.west) + 1, np.int64)
    for p in range(len(pieces.west)):
        start[p + 1] = start[p] + _zones_at(p, zones, pieces, raster, found)
    zone, piece = np.empty(start[-1], np.int64), np.empty(start[-1], np.int64)
    for p in range(len(pieces.west)):
        if start[p + 1] > start[p]:
            _zones_at(p, zones, pieces, raster, zone[start[p] :])
            piece[start[p] : start[p + 1]] = p
    return Pairs(zone, piece)
