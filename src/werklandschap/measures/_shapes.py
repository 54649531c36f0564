"""Shapes that people and finders give, made fit to cut the ground with."""

from collections.abc import Iterable, Sequence

import numpy as np
import shapely
from geopandas import GeoDataFrame
from numpy.typing import NDArray

from werklandschap.landscape import Landscape
from werklandschap.measures._words import Place

GRID_M = 1e-6
"""Cuts are noded on a micrometre, like the ground itself."""

_LEAST_M2 = 1e-3

Shapes = NDArray[np.object_]


def shapes_of(frame: GeoDataFrame) -> Shapes:
    """Return the shapes of a frame as an array."""
    return np.asarray(frame.geometry.values)


def outline_of(landscape: Landscape) -> shapely.Geometry:
    """Join the parks into one shape."""
    return shapely.union_all(shapes_of(landscape.parks))


def polygons_of(shape: shapely.Geometry) -> list[shapely.Polygon]:
    """Take the polygons out of a shape, without specks."""
    parts: Iterable[shapely.Geometry] = shapely.get_parts(shape)
    return [
        part
        for whole in parts
        for part in shapely.get_parts(whole)
        if part.geom_type == "Polygon" and part.area > _LEAST_M2
    ]


def mended(places: Sequence[Place]) -> list[Place]:
    """Make the shapes of places valid and of one kind; leave out those without any."""
    found = []
    for place in places:
        shape = _of_one_kind(shapely.make_valid(place.geometry))
        if not shape.is_empty:
            found.append(Place(shape, place.host))
    return found


def _of_one_kind(shape: shapely.Geometry) -> shapely.Geometry:
    """Keep the polygons of a mixed shape, or else its lines, or else its points."""
    if shape.geom_type != "GeometryCollection":
        return shape
    parts = list(shapely.get_parts(shape))
    most = max((part for part in parts), key=shapely.get_dimensions, default=shape)
    kept = [
        part
        for part in parts
        if shapely.get_dimensions(part) == shapely.get_dimensions(most)
    ]
    return shapely.union_all(kept)


def footprint(places: Sequence[Place]) -> list[shapely.Geometry]:
    """Give the ground of each place, as far as no place before it has it."""
    given = [shapely.set_precision(place.geometry, GRID_M) for place in places]
    shapes = np.array([_ground_of(shape) for shape in given], object)
    later, earlier = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    is_before = earlier < later
    free = shapes.copy()
    for place in np.unique(later[is_before]):
        taken = shapely.union_all(shapes[earlier[is_before & (later == place)]])
        rest = shapely.difference(shapes[place], taken, grid_size=GRID_M)
        free[place] = _ground_of(rest)
    return list(free)


def _ground_of(shape: shapely.Geometry) -> shapely.MultiPolygon:
    return shapely.MultiPolygon(polygons_of(shape))


def is_inside(landscape: Landscape, places: Sequence[Place]) -> NDArray[np.bool_]:
    """Tell of which places the middle lies in a park."""
    given = np.array([place.geometry for place in places], object)
    outline = outline_of(landscape)
    shapely.prepare(outline)
    inside: NDArray[np.bool_] = shapely.intersects(
        outline, shapely.point_on_surface(given)
    )
    return inside


def points_of(landscape: Landscape, places: Sequence[Place]) -> list[shapely.Point]:
    """Take the middle of each place that lies in a park."""
    given = np.array([place.geometry for place in places], object)
    points = shapely.point_on_surface(given)
    return list(points[is_inside(landscape, places)]) if len(points) else []


def lines_within(
    landscape: Landscape, places: Sequence[Place]
) -> list[shapely.Geometry]:
    """Take the lines of places as far as they lie in a park."""
    return [line for line in lines_of(landscape, places) if line.length > 0]


def lines_of(landscape: Landscape, places: Sequence[Place]) -> Shapes:
    """Take the line of each place as far as it lies in a park; empty if it is none."""
    given = np.array([place.geometry for place in places], object)
    inside = shapely.intersection(given, outline_of(landscape))
    lines: Shapes = np.where(shapely.area(given) > 0, shapely.LineString(), inside)
    return lines
