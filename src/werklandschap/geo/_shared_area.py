r"""The area that two polygons share, without constructing their intersection.

A polygon is a sum of trapezoids: with the ground below each of its edges counted
positive under its upper edges and negative under its lower ones, what is left is the
polygon itself. The product of two such sums is what two polygons share, and the ground
below two edges at once is the ground below the lower of them:

.. math:: |P \cap Q| = \sum_{e \in P} \sum_{f \in Q} s_e s_f \int \min(y_e, y_f)\,dx

There is no special case in it: holes, parts, concave corners and edges that coincide
need no attention, and nothing can fail. Only edges above each other count, so edges of
zones are kept in columns.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from werklandschap.geo._boxes import Boxes, Pairs
from werklandschap.geo._compiled import compiled
from werklandschap.geo._ragged import Floats, Integers, Rings

_ROUNDING = 1e-14
"""A sum smaller than this part of its terms is rounding: the polygons only touch."""


class Edges(NamedTuple):
    """The edges of the zones, each from left to right, in columns of each zone.

    Zone ``z`` has columns ``first_column[z]:first_column[z + 1]`` of width
    ``column_m[z]``, and column ``c`` the edges ``start[c]:start[c + 1]``: those that
    lie at least partly in it. An edge is written down in each of its columns, and
    ``is_new`` in the first of them.
    """

    x1: Floats
    y1: Floats
    x2: Floats
    y2: Floats
    sign: Floats
    is_new: NDArray[np.bool_]
    start: Integers
    column_m: Floats
    first_column: Integers


@compiled
def signs_of(rings: Rings) -> Floats:
    """Tell for each ring whether its edges to the right (1) or left (-1) are upper."""
    signs = np.empty(len(rings.is_hole))
    for ring in range(len(signs)):
        begin, end = rings.start[ring], rings.start[ring + 1]
        x0, y0 = rings.x[begin], rings.y[begin]
        twice = 0.0
        for i in range(begin, end - 1):
            twice += (rings.x[i] - x0) * (rings.y[i + 1] - y0)
            twice -= (rings.x[i + 1] - x0) * (rings.y[i] - y0)
        signs[ring] = 1.0 if (twice > 0.0) == rings.is_hole[ring] else -1.0
    return signs


@compiled
def _column(x: float, west: float, column_m: float, columns: int) -> int:
    return min(columns - 1, max(0, int((x - west) / column_m)))


@compiled
def _columns_of(zone: int, rings: Rings, boxes: Boxes) -> tuple[float, int]:
    """Choose the width and number of columns: about as wide as an edge is long."""
    length, edges = 0.0, 0
    for ring in range(rings.first_ring[zone], rings.first_ring[zone + 1]):
        for i in range(rings.start[ring], rings.start[ring + 1] - 1):
            length += abs(rings.x[i + 1] - rings.x[i])
            edges += 1
    width = boxes.east[zone] - boxes.west[zone]
    if edges == 0 or width <= 0.0:
        return 1.0, 1
    column_m = max(length, width) / edges
    return column_m, max(1, int(np.ceil(width / column_m)))


@compiled
def edges_of(rings: Rings, signs: Floats, boxes: Boxes) -> Edges:
    """Sort the edges of the zones into columns; vertical ones have no ground below."""
    zones = len(boxes.west)
    column_m, first_column = np.empty(zones), np.zeros(zones + 1, np.int64)
    for z in range(zones):
        column_m[z], columns = _columns_of(z, rings, boxes)
        first_column[z + 1] = first_column[z] + columns
    start = np.zeros(first_column[-1] + 1, np.int64)
    edges = Edges(*_room(0), start, column_m, first_column)
    _visit(rings, signs, boxes, edges, start[1:], True)
    start = np.cumsum(start)
    edges = Edges(*_room(start[-1]), start, column_m, first_column)
    _visit(rings, signs, boxes, edges, start[:-1].copy(), False)
    return edges


@compiled
def _room(
    n: int,
) -> tuple[Floats, Floats, Floats, Floats, Floats, NDArray[np.bool_]]:
    return (
        np.empty(n),
        np.empty(n),
        np.empty(n),
        np.empty(n),
        np.empty(n),
        np.empty(n, np.bool_),
    )


@compiled
def _visit(
    rings: Rings,
    signs: Floats,
    boxes: Boxes,
    edges: Edges,
    place: Integers,
    is_counting: bool,
) -> None:
    """Count the edges of each column in ``place``, or write them down from there."""
    for z in range(len(boxes.west)):
        first = edges.first_column[z]
        columns = edges.first_column[z + 1] - first
        for ring in range(rings.first_ring[z], rings.first_ring[z + 1]):
            for i in range(rings.start[ring], rings.start[ring + 1] - 1):
                if rings.x[i] == rings.x[i + 1]:
                    continue
                is_right = rings.x[i] < rings.x[i + 1]
                a, b = (i, i + 1) if is_right else (i + 1, i)
                west, width = boxes.west[z], edges.column_m[z]
                begin = first + _column(rings.x[a], west, width, columns)
                end = first + _column(rings.x[b], west, width, columns)
                for column in range(begin, end + 1):
                    k = place[column]
                    place[column] += 1
                    if not is_counting:
                        edges.x1[k], edges.y1[k] = rings.x[a], rings.y[a]
                        edges.x2[k], edges.y2[k] = rings.x[b], rings.y[b]
                        edges.sign[k] = signs[ring] if is_right else -signs[ring]
                        edges.is_new[k] = column == begin


@compiled
def _below_both(
    u: float, v: float, e: tuple[float, float, float], f: tuple[float, float, float]
) -> float:
    """Integrate from u to v the lower of two lines, each (x, y, slope)."""
    e_u, e_v = e[1] + (u - e[0]) * e[2], e[1] + (v - e[0]) * e[2]
    f_u, f_v = f[1] + (u - f[0]) * f[2], f[1] + (v - f[0]) * f[2]
    d_u, d_v = e_u - f_u, e_v - f_v
    if d_u <= 0.0 and d_v <= 0.0:
        height = 0.5 * (e_u + e_v)
    elif d_u >= 0.0 and d_v >= 0.0:
        height = 0.5 * (f_u + f_v)
    elif d_u < 0.0:
        height = 0.5 * (f_u + f_v + d_u * (d_u / (d_u - d_v)))
    else:
        height = 0.5 * (f_u + f_v + d_v * (d_v / (d_v - d_u)))
    return height * (v - u)


@compiled
def _shared_area(
    zone: int,
    piece: int,
    edges: Edges,
    zones: Boxes,
    pieces: Rings,
    signs: Floats,
    boxes: Boxes,
) -> float:
    x0, y0, west = boxes.west[piece], boxes.south[piece], zones.west[zone]
    left, right = max(west, x0) - x0, min(zones.east[zone], boxes.east[piece]) - x0
    first, column_m = edges.first_column[zone], edges.column_m[zone]
    columns = edges.first_column[zone + 1] - first
    total, terms = 0.0, 0.0
    for ring in range(pieces.first_ring[piece], pieces.first_ring[piece + 1]):
        for i in range(pieces.start[ring], pieces.start[ring + 1] - 1):
            e_x, e_y = pieces.x[i] - x0, pieces.y[i] - y0
            end_x, end_y = pieces.x[i + 1] - x0, pieces.y[i + 1] - y0
            a, b = max(min(e_x, end_x), left), min(max(e_x, end_x), right)
            if a >= b:
                continue
            slope = (end_y - e_y) / (end_x - e_x)
            sign = signs[ring] if e_x < end_x else -signs[ring]
            column = first + _column(a + x0, west, column_m, columns)
            last = first + _column(b + x0, west, column_m, columns)
            known = edges.start[column + 1]
            for f in range(edges.start[column], edges.start[last + 1]):
                if f >= known and not edges.is_new[f]:
                    continue
                f_x, f_y = edges.x1[f] - x0, edges.y1[f] - y0
                g_x, g_y = edges.x2[f] - x0, edges.y2[f] - y0
                u, v = max(a, f_x), min(b, g_x)
                # Edges below the whole piece cancel out: leaving them out saves digits.
                if u >= v or (f_y <= 0.0 and g_y <= 0.0):
                    continue
                f_slope = (g_y - f_y) / (g_x - f_x)
                area = _below_both(u, v, (e_x, e_y, slope), (f_x, f_y, f_slope))
                total += sign * edges.sign[f] * area
                terms += abs(area)
    return total if total > _ROUNDING * terms else 0.0


@compiled
def shared_areas(
    pairs: Pairs,
    begin: int,
    end: int,
    edges: Edges,
    zones: Boxes,
    pieces: Rings,
    signs: Floats,
    boxes: Boxes,
    out: Floats,
) -> None:
    """Fill ``out[begin:end]`` with the area that each pair shares, in m²."""
    for i in range(begin, end):
        out[i] = _shared_area(
            pairs.zone[i], pairs.piece[i], edges, zones, pieces, signs, boxes
        )
