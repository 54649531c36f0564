"""Measures with trees: one by one, in rows, and as young wood."""

from collections.abc import Sequence

import numpy as np
import shapely
from geopandas import GeoDataFrame

from werklandschap.core.text import Text
from werklandschap.core.units import Unit
from werklandschap.landscape import Landscape
from werklandschap.measures._declare import measure
from werklandschap.measures._ground import Cover, laid, raised
from werklandschap.measures._line_pools import (
    paved_tree_spots,
    strips_by_hot_walks,
    tree_spots,
)
from werklandschap.measures._placed import planted, works
from werklandschap.measures._pools import greens
from werklandschap.measures._rules import (
    away_from_trees,
    away_from_walls,
    large_enough,
    no_cables,
    trucks_can_turn,
    wide_enough,
)
from werklandschap.measures._shapes import lines_within, outline_of, points_of
from werklandschap.measures._words import Change, Family, Place


@measure(
    label=Text("Boom", "Tree"),
    family=Family.TREES,
    unit=Unit.COUNT,
    consent=(),
    pool=tree_spots,
    rules=(away_from_walls, away_from_trees, no_cables),
)
def tree(landscape: Landscape, places: Sequence[Place]) -> Change:
    """Plant trees in open ground."""
    return _trees(landscape, _free(landscape, points_of(landscape, places)), "tree")


@measure(
    label=Text("Boom in verharding", "Tree in paving"),
    family=Family.TREES,
    unit=Unit.COUNT,
    consent=(),
    pool=paved_tree_spots,
    rules=(away_from_walls, away_from_trees, trucks_can_turn, no_cables),
    costs="tree",
)
def tree_in_paving(landscape: Landscape, places: Sequence[Place]) -> Change:
    """Open paving up for trees, and plant them."""
    points = _free(landscape, points_of(landscape, places))
    radius_m = np.sqrt(landscape.assumptions["measures.tree_pit_m2"]) / 2
    pits = [
        Place(shapely.buffer(point, radius_m, cap_style="square")) for point in points
    ]
    cover = Cover(cover_class="planting", theme="vegetated")
    cut = laid(landscape, pits, cover, name="tree_in_paving")
    return _trees(cut.landscape, points, "tree_in_paving")


@measure(
    label=Text("Bomenrij langs een route", "Row of trees along a route"),
    family=Family.TREES,
    unit=Unit.METRE,
    consent=(),
    pool=strips_by_hot_walks,
    rules=(wide_enough("measures.narrowest_site_m"), no_cables),
)
def tree_row(landscape: Landscape, places: Sequence[Place]) -> Change:
    """Plant a row of trees that gives a route shade."""
    lines = lines_within(landscape, places)
    spacing_m = landscape.assumptions["measures.tree_spacing_m"]
    points = [
        point
        for line in lines
        for part in shapely.get_parts(line)
        for point in shapely.line_interpolate_point(
            part, np.arange(spacing_m / 2, max(part.length, spacing_m), spacing_m)
        )
    ]
    free = _free(landscape, points)
    if not free:
        return Change(landscape)
    length_m = sum(line.length for line in lines)
    return Change(
        planted(landscape, free, name="tree_row"), works("tree_row", length_m)
    )


@measure(
    label=Text("Tiny Forest", "Tiny Forest"),
    family=Family.TREES,
    unit=Unit.COUNT,
    consent=(),
    pool=lambda landscape: _forest_grounds(landscape),
    rules=(large_enough("measures.tiny_forest_m2"), no_cables),
)
def tiny_forest(landscape: Landscape, places: Sequence[Place]) -> Change:
    """Plant a dense wood of native kinds, as large as a tennis court."""
    area_m2 = landscape.assumptions["measures.tiny_forest_m2"]
    return _wood(landscape, places, "tiny_forest", per_m2=area_m2)


@measure(
    label=Text("Houtsingel", "Belt of trees and shrubs"),
    family=Family.TREES,
    unit=Unit.SQUARE_METRE,
    consent=(),
    pool=greens,
    rules=(wide_enough("measures.narrowest_wood_m"), no_cables),
)
def wooded_bank(landscape: Landscape, places: Sequence[Place]) -> Change:
    """Plant a belt of native trees and shrubs."""
    return _wood(landscape, places, "wooded_bank", per_m2=1.0)


def _wood(
    landscape: Landscape, places: Sequence[Place], name: str, *, per_m2: float
) -> Change:
    """Plant wood on ground, counted per so many square metres."""
    cover = Cover(cover_class="forest", theme="vegetated")
    cut = laid(landscape, places, cover, name=name)
    if not cut.pieces:
        return Change(landscape)
    height_m = landscape.assumptions["measures.young_wood_m"]
    grown = raised(cut.landscape, cut.pieces, height_m)
    return Change(grown, works(name, cut.area_m2 / per_m2))


def _forest_grounds(landscape: Landscape) -> GeoDataFrame:
    """Take from each green a square of the size of a Tiny Forest."""
    pool = greens(landscape)
    if pool.empty:
        return pool
    size_m2 = landscape.assumptions["measures.tiny_forest_m2"]
    middle = shapely.point_on_surface(np.asarray(pool.geometry.values))
    # A little more, as what lies outside the green is cut off.
    squares = shapely.buffer(middle, np.sqrt(size_m2) / 2 * 1.05, cap_style="square")
    inside = shapely.intersection(np.asarray(pool.geometry.values), squares)
    some = pool.set_geometry(inside, crs=pool.crs)
    return some.assign(quantity=some.geometry.area / size_m2)


def _trees(landscape: Landscape, points: Sequence[shapely.Point], name: str) -> Change:
    if not points:
        return Change(landscape)
    return Change(planted(landscape, points, name=name), works(name, len(points)))


def _free(landscape: Landscape, points: Sequence[shapely.Point]) -> list[shapely.Point]:
    """Leave out points on buildings and outside the parks."""
    outline = outline_of(landscape)
    inside = [point for point in points if outline.intersects(point)]
    if landscape.buildings is None or landscape.buildings.empty or not inside:
        return inside
    built, _ = landscape.buildings.sindex.query(
        np.asarray(inside, object), predicate="intersects"
    )
    return [point for n, point in enumerate(inside) if n not in set(built)]
