"""Polygons as plain arrays of coordinates."""

from typing import NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import Geometry, MultiPolygon

from werklandschap.geo._compiled import compiled

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Booleans = NDArray[np.bool_]
Shapes = NDArray[np.object_]

_MISSING, _POLYGON, _MULTIPOLYGON = -1, 3, 6


class Rings(NamedTuple):
    """Polygons, each a row of rings, each a row of points of which the last is the first.

    Shape ``s`` has rings ``first_ring[s]:first_ring[s + 1]`` and ring ``r`` the points
    ``start[r]:start[r + 1]`` of ``x`` and ``y``. [m]
    """

    x: Floats
    y: Floats
    start: Integers
    first_ring: Integers
    is_hole: Booleans


def rings_of(shapes: Shapes) -> Rings:
    """Lay out polygons as arrays.

    Parameters
    ----------
    shapes : array of shape (n,)
        Polygons and multipolygons; all else, and what is missing, has no rings. [m]

    Returns
    -------
    Rings
        Their rings, in the order of ``shapes``.
    """
    types = shapely.get_type_id(shapes)
    is_odd = ~np.isin(types, (_MISSING, _POLYGON, _MULTIPOLYGON))
    if is_odd.any():
        shapes, types = shapes.copy(), np.where(is_odd, _MULTIPOLYGON, types)
        shapes[is_odd] = [_areal(shape) for shape in shapes[is_odd]]
    points = shapely.get_num_coordinates(shapes)
    is_single = (types == _POLYGON) & (points > 0)
    rings = np.where(is_single, 1 + shapely.get_num_interior_rings(shapes), 0)
    multiple = np.flatnonzero(types == _MULTIPOLYGON)
    rings[multiple], sizes, holes = _measured(shapes[multiple])
    first_ring = _ends(rings)
    of_multiple = np.repeat(types == _MULTIPOLYGON, rings)
    size = np.empty(first_ring[-1], np.int64)
    is_hole = np.ones(first_ring[-1], np.bool_)
    is_hole[first_ring[:-1][is_single]] = False
    size[of_multiple], is_hole[of_multiple] = sizes, holes
    xy = shapely.get_coordinates(shapes)
    x, y = np.ascontiguousarray(xy[:, 0]), np.ascontiguousarray(xy[:, 1])
    doubtful = np.flatnonzero(
        _find_ends(x, y, _ends(points), first_ring, is_single, size)
    )
    _, sizes, _ = _measured(shapes[doubtful])
    size[np.repeat(np.isin(np.arange(len(shapes)), doubtful), rings)] = sizes
    return Rings(x, y, _ends(size), first_ring, is_hole)


def _areal(shape: Geometry) -> MultiPolygon:
    """Keep the polygons of a collection; points and lines have none."""
    parts = shapely.get_parts(shapely.get_parts(shape))
    return MultiPolygon(list(parts[shapely.get_type_id(parts) == _POLYGON]))


def _measured(shapes: Shapes) -> tuple[Integers, Integers, Booleans]:
    """Count the rings of shapes, and tell of each how long it is and if it is a hole."""
    parts, part_of = shapely.get_parts(shapes, return_index=True)
    rings, ring_of = shapely.get_rings(parts, return_index=True)
    counts = np.bincount(part_of[ring_of], minlength=len(shapes))
    is_hole = np.diff(ring_of, prepend=-1) == 0
    return counts, shapely.get_num_coordinates(rings), is_hole


@compiled
def _find_ends(
    x: Floats,
    y: Floats,
    start: Integers,
    first_ring: Integers,
    is_single: Booleans,
    size: Integers,
) -> Booleans:
    """Find the rings of polygons by where they come back to their first point.

    That is much faster than making an object of every ring; a polygon of which a ring
    passes its first point on the way, which is not valid, is told as doubtful.
    """
    is_doubtful = np.zeros(len(is_single), np.bool_)
    for shape in range(len(is_single)):
        if not is_single[shape]:
            continue
        ring, last = first_ring[shape], first_ring[shape + 1]
        begin, end = start[shape], start[shape + 1]
        for i in range(begin + 1, end):
            if x[i] == x[begin] and y[i] == y[begin] and i + 1 - begin > 3:
                if ring < last:
                    size[ring] = i + 1 - begin
                ring, begin = ring + 1, i + 1
        is_doubtful[shape] = ring != last or begin != end
    return is_doubtful


def _ends(counts: Integers) -> Integers:
    return np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
