"""Painting polygons over each other into a map without gaps or overlaps."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from shapely import Polygon
from shapely.geometry.base import BaseGeometry

_MILLIMETRE = 0.001


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """Ground of one kind, in the words of the cover table; ``""`` is unmapped."""

    shape: BaseGeometry
    theme: str
    cover_class: str
    function: str | None = None


def paint(layers: Sequence[Layer]) -> list[list[Polygon]]:
    """Paint layers over each other, the last one on top.

    All borders are cut where they meet, on a grid of a millimetre, so that neighbours
    share their corners exactly.

    Returns
    -------
    list of lists of Polygon
        For each layer what is left to be seen of it, in connected parts.
    """
    shapes = np.array([layer.shape for layer in layers], dtype=object)
    borders = shapely.node(
        shapely.union_all(
            shapely.set_precision(shapely.boundary(shapes), _MILLIMETRE),
            grid_size=_MILLIMETRE,
        )
    )
    faces = shapely.get_parts(shapely.polygonize([borders]))
    points = shapely.point_on_surface(faces)
    point, layer = shapely.STRtree(shapes).query(points, predicate="within")
    top = np.full(len(faces), -1)
    np.maximum.at(top, point, layer)
    return [_merged(faces[top == number]) for number in range(len(layers))]


def _merged(faces: np.ndarray) -> list[Polygon]:
    """Join faces that share borders; in a fixed order, so that it can be repeated."""
    whole = shapely.normalize(shapely.coverage_union_all(faces))
    parts = [part for part in shapely.get_parts(whole) if isinstance(part, Polygon)]
    return sorted(parts, key=lambda part: part.bounds)
