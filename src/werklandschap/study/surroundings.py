"""What lies around parks: how far one must look to measure them."""

import numpy as np
import shapely
from geopandas import GeoDataFrame

from werklandschap.parameters import Assumptions


def neighbourhoods(
    parks: GeoDataFrame, *, assumptions: Assumptions
) -> list[shapely.Polygon]:
    """Find the ground of which the data are needed to scan parks.

    Parameters
    ----------
    parks : GeoDataFrame
        Table ``parks``. [m]
    assumptions : Assumptions
        The parameters in force; ``scan.surroundings_m`` tells how far to look.

    Returns
    -------
    list of Polygon
        Rectangles around the parks; those of parks near each other are one. They do
        not overlap, so that no ground is asked for twice. [m]
    """
    shapes = np.asarray(parks.geometry.values)
    boxes = shapely.box(*_widened(shapes, assumptions["scan.surroundings_m"]).T)
    while True:
        parts = shapely.get_parts(shapely.union_all(boxes))
        merged = shapely.envelope(parts)
        if len(merged) == len(boxes):
            return sorted(merged, key=lambda box: tuple(box.bounds))
        boxes = merged


def _widened(
    shapes: "np.typing.NDArray[np.object_]", margin_m: float
) -> "np.typing.NDArray[np.float64]":
    bounds = shapely.bounds(shapes)
    # Whole metres: the same park asks for the same ground, however it was drawn.
    low = np.floor(bounds[:, :2] - margin_m)
    high = np.ceil(bounds[:, 2:] + margin_m)
    return np.concatenate([low, high], axis=1)
