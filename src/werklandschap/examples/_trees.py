"""Planting trees along streets, in green strips and around the pond."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.random import Generator
from shapely import Point, Polygon
from shapely.geometry.base import BaseGeometry

from werklandschap.examples._layout import Layout, Street

_APART_M = 11.0
_TRUNK_TO_EDGE_M = 0.6
_CLEAR_OF_WALL_M = 1.0
_GREEN_PER_TREE_M2 = 260.0


@dataclass(frozen=True, slots=True)
class Tree:
    """A tree: where it stands, how high it is and how wide its crown, in m."""

    x: float
    y: float
    height_m: float
    crown_m: float


def plant(
    layout: Layout,
    verges: Sequence[Polygon],
    greens: Sequence[Polygon],
    buildings: Sequence[Polygon],
    rng: Generator,
) -> list[Tree]:
    """Plant trees in verges in rows, in other green loosely; never against a wall.

    Parameters
    ----------
    layout : Layout
        The plan of the park.
    verges, greens, buildings : sequence of Polygon
        Ground for rows of trees, ground for loose trees, and what to stay clear of.
    rng : Generator
        Source of chance.
    """
    rows = shapely.union_all([verge.buffer(-_TRUNK_TO_EDGE_M) for verge in verges])
    candidates = [
        *_in_rows(layout.streets, rows, layout.outline, rng),
        *_loose(greens, rng),
    ]
    walls = shapely.STRtree(buildings)
    trees: list[Tree] = []
    for x, y, largest_m in candidates:
        tree = _grown(x, y, largest_m, rng)
        clear = tree.crown_m / 2 + _CLEAR_OF_WALL_M
        if not len(walls.query(Point(x, y), predicate="dwithin", distance=clear)):
            trees.append(tree)
    return trees


def _in_rows(
    streets: Sequence[Street], ground: BaseGeometry, outline: Polygon, rng: Generator
) -> Iterator[tuple[float, float, float]]:
    """Find places along both sides of the streets; of a row all trees are as old."""
    shapely.prepare(ground)
    shapely.prepare(outline)
    for street in streets:
        for side in (-1, 1):
            largest_m = rng.uniform(8, 17)
            offset = side * (street.half_road_m + 1.4)
            line = street.line.offset_curve(offset, quad_segs=6)
            places = np.arange(rng.uniform(2, 9), line.length, _APART_M)
            points = shapely.get_coordinates(line.interpolate(places))
            stands = shapely.contains_xy(ground, points)
            stands &= shapely.contains_xy(outline, points)
            stands &= rng.uniform(size=len(points)) < 0.92  # some have died
            for x, y in np.round(points[stands], 2).tolist():
                yield x, y, largest_m


def _loose(
    greens: Sequence[Polygon], rng: Generator
) -> Iterator[tuple[float, float, float]]:
    for green in greens:
        room = green.buffer(-_TRUNK_TO_EDGE_M)
        if room.is_empty:
            continue
        wanted = rng.poisson(green.area / _GREEN_PER_TREE_M2)
        west, south, east, north = room.bounds
        tries = rng.uniform((west, south), (east, north), (8 * wanted, 2))
        inside = tries[shapely.contains_xy(room, tries)][:wanted]
        for x, y in np.round(inside, 2).tolist():
            yield x, y, 18.0


def _grown(x: float, y: float, largest_m: float, rng: Generator) -> Tree:
    height_m = (
        largest_m * rng.uniform(0.82, 1.05) if largest_m < 18 else rng.uniform(4, 18)
    )
    crown_m = height_m * rng.uniform(0.4, 0.65)
    return Tree(x, y, round(height_m, 1), round(crown_m, 1))
