"""The plots of a park: parcels as far as they lie in it, and those that are built on."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
import shapely
from geopandas import GeoSeries

from werklandschap.landscape import RIJKSDRIEHOEK, Landscape

_SMALLEST_PLOT_M2 = 100.0
"""Parts of parcels below this are borders drawn twice, not plots (a choice)."""


def plot_outlines(landscape: Landscape) -> GeoSeries | None:
    """Cut parcels at the border of a park.

    Parameters
    ----------
    landscape : Landscape
        The place; its table ``parks`` has one row.

    Returns
    -------
    GeoSeries or None
        By parcel, without slivers; None where no parcels were collected. [m]
    """
    parcels = landscape.parcels
    if parcels is None:
        return None
    outline = landscape.parks.geometry.values[0]
    inside = shapely.intersection(np.asarray(parcels.geometry.values), outline)
    is_plot = shapely.area(inside) >= _SMALLEST_PLOT_M2
    return GeoSeries(
        [_polygonal(shape) for shape in inside[is_plot]],
        index=parcels.index[is_plot],
        crs=RIJKSDRIEHOEK,
    )


def built_plots_m2(landscape: Landscape) -> "pd.Series[float] | None":
    """Tell how large the plots with a building on them are.

    Parameters
    ----------
    landscape : Landscape
        The place, with parcels and buildings.

    Returns
    -------
    Series or None
        By parcel, the largest first: roads and verges are parcels too, but nobody's
        plot. None where parcels or buildings were not collected. [m²]
    """
    outlines, buildings = plot_outlines(landscape), landscape.buildings
    if outlines is None or buildings is None:
        return None
    middles = shapely.point_on_surface(np.asarray(buildings.geometry.values))
    shapes = np.asarray(outlines.values)
    hit, _ = shapely.STRtree(middles).query(shapes, predicate="intersects")
    built = outlines.iloc[np.unique(hit)]
    found: pd.Series[float] = built.area.sort_values(ascending=False)
    return found


def _polygonal(shape: shapely.Geometry) -> shapely.Geometry:
    parts: Sequence[shapely.Geometry] = [
        part for part in shapely.get_parts(shape) if part.geom_type == "Polygon"
    ]
    return parts[0] if len(parts) == 1 else shapely.MultiPolygon(parts)
