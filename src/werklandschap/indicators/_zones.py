"""What belongs to which zone, and how much of it."""

import numpy as np
import pandas as pd
import shapely
from geopandas import GeoDataFrame
from numpy.typing import NDArray

from werklandschap.geo.grids import Grid
from werklandschap.geo.overlay import area_within
from werklandschap.geo.zonal import zonal_cells, zonal_sum

_M2_PER_HA = 10_000.0


def area_ha(zones: GeoDataFrame) -> "pd.Series[float]":
    """Measure the area of zones, in ha."""
    area: pd.Series[float] = zones.geometry.area / _M2_PER_HA
    return area


def weighted_area(
    pieces: GeoDataFrame, zones: GeoDataFrame, weight: "pd.Series[float]"
) -> "pd.Series[float]":
    """Add up the area of pieces within each zone, each times its weight.

    Parameters
    ----------
    pieces : GeoDataFrame
        Polygons. [m]
    zones : GeoDataFrame
        Polygons. [m]
    weight : Series
        One number per piece, often a fraction.

    Returns
    -------
    Series
        One area per zone. [m²]
    """
    total = pd.Series(0.0, index=zones.index)
    for value, part in pieces.groupby(weight.to_numpy()):
        if value:
            total += float(value) * area_within(part, zones)
    return total


def share_of(
    part: "pd.Series[float]", whole: "pd.Series[float]", name: str
) -> "pd.Series[float]":
    """Divide, within 0 and 1; missing where the whole is nothing."""
    share = (part / whole.where(whole > 0)).clip(0.0, 1.0)
    return share.astype("float64").rename(name)


def members(things: GeoDataFrame, zones: GeoDataFrame) -> pd.DataFrame:
    """Pair each zone with the things that belong to it.

    A thing belongs to the zone that holds a point inside it; a thing on the border of
    two zones belongs to one.

    Returns
    -------
    DataFrame
        Columns ``zone`` and ``thing`` with positions, in order of zone and thing.
    """
    points = things.geometry.representative_point()
    zone, thing = points.sindex.query(zones.geometry, predicate="contains")
    border_zone, border_thing = points.sindex.query(
        zones.geometry, predicate="intersects"
    )
    is_on_border = ~np.isin(border_thing, thing)
    border = pd.DataFrame(
        {"zone": border_zone[is_on_border], "thing": border_thing[is_on_border]}
    )
    first = border.sort_values(["thing", "zone"]).drop_duplicates("thing")
    both = pd.concat([pd.DataFrame({"zone": zone, "thing": thing}), first])
    return both.sort_values(["zone", "thing"], ignore_index=True)


def near(things: GeoDataFrame, places: GeoDataFrame, distance_m: float) -> pd.DataFrame:
    """Pair each place with the things within a distance of it.

    Returns
    -------
    DataFrame
        Columns ``place`` and ``thing`` with positions.
    """
    place, thing = things.sindex.query(
        places.geometry, predicate="dwithin", distance=distance_m
    )
    return pd.DataFrame({"place": place, "thing": thing})


def per_zone(
    values: "pd.Series[float] | NDArray[np.float64]",
    positions: NDArray[np.intp],
    zones: GeoDataFrame,
    name: str,
) -> "pd.Series[float]":
    """Add up one value per pair for each zone; 0 for a zone without pairs."""
    sums = np.bincount(
        positions, np.asarray(values, np.float64), minlength=len(zones)
    ).astype(np.float64)
    return pd.Series(sums, index=zones.index, name=name)


def mean_per_zone(
    values: "pd.Series[float] | NDArray[np.float64]",
    positions: NDArray[np.intp],
    zones: GeoDataFrame,
    name: str,
) -> "pd.Series[float]":
    """Average one value per pair for each zone; missing for a zone without any."""
    numbers = np.asarray(values, np.float64)
    is_known = ~np.isnan(numbers)
    total = per_zone(numbers[is_known], positions[is_known], zones, name)
    count = per_zone(is_known[is_known], positions[is_known], zones, name)
    return total / count.where(count > 0)


def parts_within(
    pieces: GeoDataFrame, zones: GeoDataFrame
) -> list[NDArray[np.object_]]:
    """Cut pieces by each zone and merge what touches into patches.

    Returns
    -------
    list of arrays of Polygon
        The patches of each zone, in the order of ``zones``.
    """
    shapes = np.asarray(pieces.geometry.values)
    patches = []
    for outline in zones.geometry.values:
        found = np.sort(pieces.sindex.query(outline, predicate="intersects"))
        cut = shapely.intersection(shapes[found], outline)
        parts = shapely.get_parts(shapely.union_all(cut))
        patches.append(parts[shapely.get_dimensions(parts) == 2])
    return patches


def mean_on(
    pieces: GeoDataFrame, zones: GeoDataFrame, grid: Grid, name: str
) -> "pd.Series[float]":
    """Average the cells of a grid that lie on the pieces of each zone.

    Parameters
    ----------
    pieces : GeoDataFrame
        Polygons, each within one zone, such as surfaces. [m]
    zones : GeoDataFrame
        Polygons. [m]
    grid : Grid
        A number in every cell; missing ones are left out.
    name : str
        The name of the outcome.

    Returns
    -------
    Series
        One mean per zone, in the unit of the grid; missing where no cell lies.
    """
    own = members(pieces, zones)
    thing, zone = own["thing"].to_numpy(), own["zone"].to_numpy()
    cells = zonal_cells(pieces, grid).to_numpy()[thing]
    sums = np.nan_to_num(zonal_sum(pieces, grid).to_numpy()[thing])
    whole = per_zone(cells, zone, zones, name)
    return per_zone(sums, zone, zones, name) / whole.where(whole > 0)
