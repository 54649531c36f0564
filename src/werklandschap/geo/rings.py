"""Mending polygons: what is broken is repaired and counted, never dropped silently."""

import numpy as np
import shapely
from numpy.typing import NDArray

_AREAL = 2
_COLLECTION = int(shapely.GeometryType.GEOMETRYCOLLECTION)


def repaired(
    geometries: NDArray[np.object_],
) -> tuple[NDArray[np.object_], dict[str, int]]:
    """Make every polygon flat and valid, and tell what had to be done.

    A ring that crosses or touches itself is taken apart such that all ground within it,
    or within any of several overlapping polygons, is kept once; of what comes out only
    that which has an area.

    Parameters
    ----------
    geometries : array of shape (n,)
        Geometries of any kind; None where there is none. [m]

    Returns
    -------
    array of shape (n,)
        Valid polygons and multipolygons in the plane, in the order of ``geometries``;
        None where nothing with an area is left.
    dict of str to int
        How often each repair was needed, without those that were not:
        ``missing_geometry`` (none, or an empty one), ``not_a_polygon`` (a point or line)
        and ``ring_without_area`` are left out of the array; ``loose_part`` (a point or
        line beside polygons) and ``invalid_ring`` are mended.
    """
    shapes = shapely.force_2d(np.asarray(geometries, dtype=object))
    is_missing = shapely.is_missing(shapes) | shapely.is_empty(shapes)
    is_areal = (shapely.get_dimensions(shapes) == _AREAL) & ~is_missing
    is_finite = _has_finite_coordinates(shapes)
    is_loose = is_areal & (shapely.get_type_id(shapes) == _COLLECTION)
    usable = is_areal & is_finite
    shapes[~usable] = None
    is_invalid = usable & ~shapely.is_valid(shapes)
    is_mended = usable & (is_loose | is_invalid)
    shapes[is_mended] = _areal_parts(
        shapely.make_valid(shapes[is_mended], method="structure", keep_collapsed=False)
    )
    is_flat = usable & ~(shapely.area(shapes) > 0)
    shapes[is_flat] = None
    counts = {
        "missing_geometry": is_missing,
        "not_a_polygon": ~is_missing & ~is_areal,
        "ring_without_area": (is_areal & ~is_finite) | is_flat,
        "loose_part": is_loose & usable & ~is_flat,
        "invalid_ring": is_invalid & ~is_flat,
    }
    return shapes, {
        kind: int(is_it.sum()) for kind, is_it in counts.items() if is_it.any()
    }


def _has_finite_coordinates(shapes: NDArray[np.object_]) -> NDArray[np.bool_]:
    xy, owner = shapely.get_coordinates(shapes, return_index=True)
    is_finite = np.ones(len(shapes), dtype=bool)
    is_finite[owner[~np.isfinite(xy).all(axis=1)]] = False
    return is_finite


def _areal_parts(shapes: NDArray[np.object_]) -> NDArray[np.object_]:
    """Keep what has an area, without the points and lines beside it."""
    out = np.empty(len(shapes), dtype=object)
    for number, shape in enumerate(shapes):
        # A collection may hold multipolygons.
        parts = shapely.get_parts(shapely.get_parts(shape))
        out[number] = shapely.union_all(parts[shapely.get_dimensions(parts) == _AREAL])
    return out
