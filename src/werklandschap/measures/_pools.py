"""Candidates: where in a landscape a measure might go, with facts that rules look at.

A pool is a frame with a row per candidate: ``host`` (what it is on), ``is_public``,
``why`` (a sentence: how it was found) and facts of its own; ``quantity`` where the unit
of the measure does not follow from the shape.
"""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import pandas as pd
import shapely
from geopandas import GeoDataFrame
from numpy.typing import NDArray

from werklandschap.core.text import Text
from werklandschap.geo.burn import burn
from werklandschap.geo.grids import Cells, Grid
from werklandschap.landscape import RIJKSDRIEHOEK, Landscape
from werklandschap.landscape.uses import is_parking, is_walked
from werklandschap.measures._ground import SOLID
from werklandschap.measures._say import said
from werklandschap.measures._shapes import outline_of, shapes_of
from werklandschap.measures._words import Pool

Floats = NDArray[np.float64]

_GREEN = ("verge", "grassland", "planting", "unpaved", "sand", "semi_paving")
_LAWN = ("verge", "grassland")
_NO_GROUND = SOLID | {"unmapped"}


def pool_of(
    shapes: Sequence[shapely.Geometry], index: Sequence[str], **columns: object
) -> GeoDataFrame:
    """Make a pool; without ``is_public`` it is not known whose the ground is."""
    frame = pd.DataFrame(dict(columns), index=pd.Index(list(index), dtype="str"))
    if "is_public" not in frame:
        frame["is_public"] = pd.array([pd.NA] * len(frame), dtype="boolean")
    return GeoDataFrame(frame, geometry=list(shapes), crs=RIJKSDRIEHOEK)


def empty_pool() -> GeoDataFrame:
    """Give a pool without candidates."""
    return pool_of([], [], host=[], why=[])


def narrowed(pool: GeoDataFrame, is_kept: object) -> GeoDataFrame:
    """Keep some of the candidates."""
    return pool[np.asarray(is_kept, bool)]


@lru_cache(maxsize=2)
def ground(landscape: Landscape) -> GeoDataFrame:
    """Find all ground that is no building and no water, piece by piece.

    Facts: ``theme``, ``cover_class``, ``function``, ``is_paved``, ``width_m``,
    ``depth_m`` (water after 70 mm in an hour) and ``pet_degc``; missing where it was not
    simulated.
    """
    surfaces = landscape.surfaces
    if surfaces is None:
        return empty_pool()
    pieces = surfaces[~surfaces["theme"].isin(list(_NO_GROUND))]
    pieces = pieces.explode(index_parts=False)
    least_m2 = landscape.assumptions["measures.smallest_site_m2"]
    pieces = pieces[pieces.geometry.area >= least_m2]
    host = pieces.index.astype("str")
    number = pieces.groupby(level=0).cumcount().astype("str")
    facts = pieces[["theme", "cover_class", "function", "is_paved", "is_public"]]
    shapes = shapes_of(pieces)
    return pool_of(
        list(shapes),
        list(host + "#" + number.to_numpy()),
        **{name: facts[name].to_numpy() for name in facts if name != "is_public"},
        is_public=facts["is_public"].array,
        host=list(host),
        width_m=2 * shapely.area(shapes) / shapely.length(shapes),
        depth_m=deepest(landscape.flood_70, shapes),
        pet_degc=_mean(landscape.pet, shapes),
    ).assign(why=None)


def deepest(grid: Grid | None, shapes: NDArray[np.object_]) -> Floats:
    """Find the highest value of a grid in each shape; missing where it has none.

    A shape in which no cell has its middle is told as the cells it lies in.
    """
    found = np.full(len(shapes), np.nan)
    if grid is not None:
        codes = burn(list(shapes), grid.definition)
        inside = (codes >= 0) & np.isfinite(grid.values)
        np.fmax.at(found, codes[inside], grid.values[inside])
        found = _or_where_it_lies(found, grid, shapes)
    return found


def _or_where_it_lies(found: Floats, grid: Grid, shapes: NDArray[np.object_]) -> Floats:
    """Fill what is missing with the mean of the cell of a shape, or else of those around it."""
    small = np.flatnonzero(np.isnan(found))
    where, (rows, columns) = grid.definition, grid.values.shape
    middle = shapely.point_on_surface(shapes[small])
    row = np.floor((where.north_m - shapely.get_y(middle)) / where.cell_m)
    column = np.floor((shapely.get_x(middle) - where.west_m) / where.cell_m)
    for n, r, c in zip(small, row, column, strict=True):
        if 0 <= r < rows and 0 <= c < columns:
            found[n] = _here_or_around(grid.values, int(r), int(c))
    return found


def _here_or_around(values: Cells, row: int, column: int) -> float:
    for reach in (0, 1):
        top, left = max(row - reach, 0), max(column - reach, 0)
        near = values[top : row + reach + 1, left : column + reach + 1]
        if np.isfinite(near).any():
            return float(np.nanmean(near))
    return float("nan")


def _mean(grid: Grid | None, shapes: NDArray[np.object_]) -> Floats:
    """Find the mean of a grid in each shape; see `deepest`."""
    if grid is None:
        return np.full(len(shapes), np.nan)
    codes = burn(list(shapes), grid.definition)
    inside = (codes >= 0) & np.isfinite(grid.values)
    count = np.bincount(codes[inside], minlength=len(shapes))
    total = np.bincount(codes[inside], grid.values[inside], minlength=len(shapes))
    nowhere = np.full(len(shapes), np.nan)
    mean: Floats = np.divide(total, count, out=nowhere, where=count > 0)
    return _or_where_it_lies(mean, grid, shapes)


def _told(pool: GeoDataFrame, nl: str, en: str) -> GeoDataFrame:
    """Say of each candidate what it is and how large."""
    sizes = pool.geometry.area.to_numpy()
    return pool.assign(why=[said(nl, en, area=size) for size in sizes])


@lru_cache(maxsize=2)
def greens(landscape: Landscape) -> GeoDataFrame:
    """Find verges, grass and planting."""
    pool = ground(landscape)
    if pool.empty:
        return pool
    return _told(
        narrowed(pool, pool["cover_class"].isin(_GREEN)),
        "Open groen van {area} m².",
        "Open green of {area} m².",
    )


def lawns(landscape: Landscape) -> GeoDataFrame:
    """Find verges and grass."""
    pool = greens(landscape)
    return pool if pool.empty else narrowed(pool, pool["cover_class"].isin(_LAWN))


@lru_cache(maxsize=2)
def parking(landscape: Landscape) -> GeoDataFrame:
    """Find car parks that are on the map."""
    pool = ground(landscape)
    if pool.empty:
        return pool
    return _told(
        narrowed(pool, is_parking(pool)),
        "Parkeervlak van {area} m².",
        "Car park of {area} m².",
    )


@lru_cache(maxsize=2)
def streets(landscape: Landscape) -> GeoDataFrame:
    """Find carriageways."""
    pool = ground(landscape)
    if pool.empty:
        return pool
    function = pool["function"].fillna("").str.lower()
    return _told(
        narrowed(pool, (pool["theme"] == "road") & function.str.contains("rijbaan")),
        "Rijbaan van {area} m².",
        "Carriageway of {area} m².",
    )


@lru_cache(maxsize=2)
def walks(landscape: Landscape) -> GeoDataFrame:
    """Find what people walk and cycle on; hot stretches say how hot they feel."""
    pool = ground(landscape)
    if pool.empty:
        return pool
    some = narrowed(pool, is_walked(pool))
    why = [
        _hot(area, pet)
        for area, pet in zip(some.geometry.area, some["pet_degc"], strict=True)
    ]
    return some.assign(why=why)


def _hot(area: float, pet: float) -> Text:
    if np.isnan(pet):
        return said(
            "Pad van {area} m²; hitte is hier nog niet berekend.",
            "Path of {area} m²; heat was not calculated here yet.",
            area=area,
        )
    return said(
        "Pad van {area} m² dat op een hete middag aanvoelt als {pet} °C.",
        "Path of {area} m² that feels like {pet} °C on a hot afternoon.",
        area=area,
        pet=pet,
    )


def hot_walks(landscape: Landscape) -> GeoDataFrame:
    """Find stretches of path with strong heat stress; all where it is not known."""
    pool = walks(landscape)
    if pool.empty:
        return pool
    strong = landscape.assumptions["heat.strong_from_degc"]
    return narrowed(pool, ~(pool["pet_degc"] < strong))


@lru_cache(maxsize=2)
def yards(landscape: Landscape) -> GeoDataFrame:
    """Find paved yards, without a lane for the fire brigade along buildings.

    Fact: ``wall_m``, the distance to the nearest building.
    """
    pool = ground(landscape)
    if pool.empty:
        return pool
    is_yard = pool["is_paved"].astype(bool) & ~pool["theme"].isin(
        ["road", "road_support"]
    )
    some = narrowed(pool, is_yard)
    if landscape.buildings is not None and len(landscape.buildings):
        lane_m = landscape.assumptions["measures.fire_lane_m"]
        kept = _away(shapes_of(some), shapes_of(landscape.buildings), lane_m)
        some = _largest_parts(some.set_geometry(kept, crs=RIJKSDRIEHOEK))
    least_m2 = landscape.assumptions["measures.smallest_site_m2"]
    some = some[some.geometry.area >= least_m2]
    shapes = shapes_of(some)
    some = some.assign(
        wall_m=distances_m(landscape.buildings, shapes),
        width_m=2 * shapely.area(shapes) / shapely.length(shapes),
    )
    return _told(
        some,
        "Verharding op eigen terrein van {area} m², buiten de rijstrook van de brandweer.",
        "Paving of {area} m² on private ground, outside the lane of the fire brigade.",
    )


def _away(
    shapes: NDArray[np.object_], others: NDArray[np.object_], by_m: float
) -> NDArray[np.object_]:
    """Take from each shape what lies within some distance of others."""
    around = shapely.buffer(others, by_m, quad_segs=2)
    tree = shapely.STRtree(around)
    found = shapes.copy()
    place, other = tree.query(shapes, predicate="intersects")
    for each in np.unique(place):
        near = shapely.union_all(around[other[place == each]])
        found[each] = shapely.difference(shapes[each], near)
    return found


def _largest_parts(pool: GeoDataFrame) -> GeoDataFrame:
    """Keep the largest polygon of each candidate."""
    parts = pool.explode(index_parts=False)
    parts = parts[parts.geom_type == "Polygon"]
    order = np.argsort(-parts.geometry.area.to_numpy(), kind="stable")
    largest = parts.iloc[order]
    return largest[~largest.index.duplicated()].sort_index()


def distances_m(things: GeoDataFrame | None, shapes: NDArray[np.object_]) -> Floats:
    """Measure how far each shape is from the nearest thing; missing without things."""
    found = np.full(len(shapes), np.nan)
    if things is not None and len(things) and len(shapes):
        (place, _), away = things.sindex.nearest(
            shapes, return_all=False, return_distance=True
        )
        found[place] = away
    return found


@lru_cache(maxsize=2)
def low_places(landscape: Landscape) -> GeoDataFrame:
    """Find ground where a basin may be dug: where water stands first, or open green."""
    limits = landscape.assumptions
    green, yard = greens(landscape), yards(landscape)
    if green.empty and yard.empty:
        return empty_pool()
    low_m = limits["measures.low_place_m"]
    wet_yards = yard[(yard["depth_m"] >= low_m).to_numpy()] if len(yard) else yard
    some = GeoDataFrame(pd.concat([green, wet_yards]), crs=RIJKSDRIEHOEK)
    shapes = _compact(shapes_of(some), limits["measures.largest_wadi_m2"])
    some = some.set_geometry(shapes, crs=RIJKSDRIEHOEK)
    why = [
        _wet(area, depth, low_m)
        for area, depth in zip(some.geometry.area, some["depth_m"], strict=True)
    ]
    return some.assign(why=why)


def compact_yards(landscape: Landscape) -> GeoDataFrame:
    """Find paved yards, of a large one the part around its middle."""
    pool = yards(landscape)
    if pool.empty:
        return pool
    largest_m2 = landscape.assumptions["measures.largest_wadi_m2"]
    shapes = _compact(shapes_of(pool), largest_m2)
    return pool.set_geometry(shapes, crs=RIJKSDRIEHOEK)


def _compact(shapes: NDArray[np.object_], largest_m2: float) -> NDArray[np.object_]:
    """Keep of a large shape what lies around its middle."""
    radius_m = np.sqrt(largest_m2 / np.pi)
    middle = shapely.point_on_surface(shapes)
    near = shapely.intersection(shapes, shapely.buffer(middle, radius_m))
    found: NDArray[np.object_] = np.where(
        shapely.area(shapes) > largest_m2, near, shapes
    )
    return found


def _wet(area: float, depth: float, low_m: float) -> Text:
    if np.isnan(depth):
        return said(
            "Open grond van {area} m²; waar water blijft staan is nog niet berekend.",
            "Open ground of {area} m²; where water stands was not calculated yet.",
            area=area,
        )
    if depth < low_m:
        return said(
            "Open grond van {area} m² waar bij 70 mm in een uur geen water blijft staan.",
            "Open ground of {area} m² where no water stands after 70 mm in an hour.",
            area=area,
        )
    return said(
        "Lage plek van {area} m² met {depth} cm water bij 70 mm in een uur.",
        "Low place of {area} m² with {depth} cm of water after 70 mm in an hour.",
        area=area,
        depth=100 * depth,
    )


@lru_cache(maxsize=2)
def unused(landscape: Landscape) -> GeoDataFrame:
    """Find parcels without buildings that are mostly open ground."""
    parcels = landscape.parcels
    if parcels is None or landscape.buildings is None:
        return empty_pool()
    outline = outline_of(landscape)
    inside = parcels[parcels.geometry.representative_point().within(outline)]
    built = shapely.STRtree(shapes_of(landscape.buildings))
    has_building = np.zeros(len(inside), bool)
    has_building[built.query(shapes_of(inside), predicate="intersects")[0]] = True
    free = inside[~has_building]
    least_m2 = landscape.assumptions["plots.smallest_unbuilt_m2"]
    free = free[free.geometry.area >= least_m2]
    why = [
        said("Onbebouwd perceel van {area} m².", "Unbuilt parcel of {area} m².", area=a)
        for a in free.geometry.area
    ]
    ids = list(free.index.astype("str"))
    return pool_of(list(free.geometry.values), ids, host=ids, why=why, function=None)


def first_of(pool: Pool, count: int) -> Pool:
    """Make a pool of the largest candidates of another."""

    def largest(landscape: Landscape) -> GeoDataFrame:
        some = pool(landscape)
        order = np.argsort(-some.geometry.area.to_numpy(), kind="stable")
        return some.iloc[order[:count]]

    return largest
