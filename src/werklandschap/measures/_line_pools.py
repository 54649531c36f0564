"""Candidates along lines and at points: trees, hedges, paths and banks."""

from functools import lru_cache

import numpy as np
import pandas as pd
import shapely
import shapely.ops
from geopandas import GeoDataFrame

from werklandschap.landscape import Landscape
from werklandschap.measures._pools import (
    distances_m,
    empty_pool,
    greens,
    parking,
    pool_of,
    walks,
    yards,
)
from werklandschap.measures._say import said
from werklandschap.measures._shapes import shapes_of


@lru_cache(maxsize=2)
def tree_spots(landscape: Landscape) -> GeoDataFrame:
    """Find spots for trees in open green, as far apart as trees stand.

    Facts: ``wall_m`` and ``tree_m``, the distance to buildings and to other trees.
    """
    return _spots(landscape, greens(landscape), "open groen", "open green")


@lru_cache(maxsize=2)
def paved_tree_spots(landscape: Landscape) -> GeoDataFrame:
    """Find spots for trees in car parks and paved yards; facts as of `tree_spots`."""
    pools = [pool for pool in (parking(landscape), yards(landscape)) if len(pool)]
    if not pools:
        return empty_pool()
    return _spots(
        landscape,
        GeoDataFrame(pd.concat(pools), crs=pools[0].crs),
        "de verharding",
        "the paving",
    )


def _spots(
    landscape: Landscape, grounds: GeoDataFrame, nl: str, en: str
) -> GeoDataFrame:
    if grounds.empty:
        return empty_pool()
    spacing = landscape.assumptions["measures.tree_spacing_m"]
    found = [
        (key, number, point)
        for key, shape in zip(grounds.index, grounds.geometry.values, strict=True)
        for number, point in enumerate(_spread(shape, spacing))
    ]
    hosts = [key for key, _, _ in found]
    points = np.array([point for _, _, point in found], object)
    facts = grounds.loc[hosts]
    away = distances_m(landscape.trees, points)
    return pool_of(
        list(points),
        [f"{key}#{number}" for key, number, _ in found],
        host=list(facts["host"]),
        is_public=facts["is_public"].array,
        wall_m=distances_m(landscape.buildings, points),
        tree_m=away,
        why=[
            said(f"Plek in {nl}.", f"A spot in {en}.")
            if np.isnan(each)
            else said(
                f"Plek in {nl}, {{m}} m van de dichtstbijzijnde boom.",
                f"A spot in {en}, {{m}} m from the nearest tree.",
                m=each,
            )
            for each in away
        ],
    )


def _spread(shape: shapely.Polygon, spacing_m: float) -> list[shapely.Point]:
    """Spread points over a shape: along the middle of a strip, else in a pattern."""
    width_m = 2 * shape.area / shape.length
    if width_m < spacing_m:
        middle = midline(shape)
        steps = np.arange(spacing_m / 2, middle.length, spacing_m)
        return list(shapely.line_interpolate_point(middle, steps))
    west, south, east, north = shape.bounds
    x, y = np.meshgrid(
        np.arange(west + spacing_m / 2, east, spacing_m),
        np.arange(south + spacing_m / 2, north, spacing_m),
    )
    inside = shapely.contains_xy(shape, x.ravel(), y.ravel())
    return list(shapely.points(x.ravel()[inside], y.ravel()[inside]))


def midline(shape: shapely.Polygon) -> shapely.LineString:
    """Draw the longest straight line along a shape that lies in it."""
    box = shapely.get_coordinates(shapely.oriented_envelope(shape))
    if len(box) < 5:
        return shapely.LineString()
    sides = np.hypot(*np.diff(box[:3], axis=0).T)
    turn = 0 if sides[0] < sides[1] else 1
    start = (box[turn] + box[turn + 1]) / 2
    end = (box[turn + 2] + box[(turn + 3) % 4]) / 2
    inside = shapely.intersection(shapely.LineString([start, end]), shape)
    parts = [p for p in shapely.get_parts(inside) if p.geom_type == "LineString"]
    return max(parts, key=lambda part: part.length, default=shapely.LineString())


@lru_cache(maxsize=2)
def strips(landscape: Landscape) -> GeoDataFrame:
    """Find lines along the middle of long green strips; fact: ``width_m``."""
    pool = greens(landscape)
    if pool.empty:
        return pool
    lines = np.array([midline(shape) for shape in pool.geometry.values], object)
    is_long = shapely.length(lines) >= landscape.assumptions["measures.strip_from_m"]
    some, lines = pool[is_long], lines[is_long]
    longest = landscape.assumptions["measures.path_longest_m"]
    lines = np.array([shapely.ops.substring(line, 0, longest) for line in lines])
    return pool_of(
        list(lines),
        list(some.index),
        host=list(some["host"]),
        is_public=some["is_public"].array,
        width_m=some["width_m"].to_numpy(),
        why=[
            said("Groene strook van {m} m lang.", "Green strip of {m} m long.", m=each)
            for each in shapely.length(lines)
        ],
    )


@lru_cache(maxsize=2)
def strips_by_hot_walks(landscape: Landscape) -> GeoDataFrame:
    """Find green strips beside what people walk on, the hottest where that is known."""
    pool, paths = strips(landscape), walks(landscape)
    if pool.empty or paths.empty:
        return empty_pool()
    strong = landscape.assumptions["heat.strong_from_degc"]
    hot = paths[~(paths["pet_degc"] < strong).to_numpy()]
    away = distances_m(hot, shapes_of(pool))
    return pool[away <= landscape.assumptions["measures.route_shade_m"]]


@lru_cache(maxsize=2)
def banks(landscape: Landscape) -> GeoDataFrame:
    """Find the lines along which open green meets water."""
    pool, surfaces = greens(landscape), landscape.surfaces
    if surfaces is None or pool.empty:
        return empty_pool()
    ground = surfaces[surfaces["cover_class"].isin(["bank", "verge", "grassland"])]
    water = surfaces[surfaces["theme"] == "water"]
    if water.empty or ground.empty:
        return empty_pool()
    edge = shapely.union_all(shapely.boundary(shapes_of(water)))
    lines = shapely.intersection(shapely.boundary(shapes_of(ground)), edge)
    merged = [_joined(line) for line in lines]
    keys = list(ground.index.astype("str"))
    found = [
        (key, line, public)
        for key, line, public in zip(keys, merged, ground["is_public"], strict=True)
        if line.length >= landscape.assumptions["measures.strip_from_m"]
    ]
    return pool_of(
        [line for _, line, _ in found],
        [key for key, _, _ in found],
        host=[key for key, _, _ in found],
        is_public=pd.array([public for *_, public in found], dtype="boolean"),
        why=[
            said("Oever van {m} m lang.", "Bank of {m} m long.", m=line.length)
            for _, line, _ in found
        ],
    )


def _joined(shape: shapely.Geometry) -> shapely.Geometry:
    """Make one line, or several, of what two outlines share; without single points."""
    parts = shapely.get_parts(shape)
    lines = [part for part in parts if part.geom_type == "LineString" and part.length]
    return shapely.line_merge(shapely.MultiLineString(lines)) if lines else shape
