"""Deriving from its geometry in which regions a park lies."""

import pandas as pd
import shapely
from geopandas import GeoDataFrame

REGION_COLUMNS = {
    "municipality": "municipality_code",
    "corop": "corop_code",
    "province": "province_code",
}


def with_regions(parks: GeoDataFrame, regions: GeoDataFrame) -> GeoDataFrame:
    """Tell of every park in which municipality, COROP region and province it lies.

    Parameters
    ----------
    parks : GeoDataFrame
        Business parks. [m]
    regions : GeoDataFrame
        Regions by official code, with a column ``kind`` of ``municipality``, ``corop``
        and ``province``, in the same reference system. [m]

    Returns
    -------
    GeoDataFrame
        The parks with ``municipality_code``, ``corop_code`` and ``province_code``
        replaced. A park that lies in several regions of a kind belongs to the one with
        the largest part of it (the first by code when equal); missing where it lies in
        none. A kind of which there are no regions at all keeps its column.
    """
    codes = {
        column: _largest_overlap(parks, regions[regions["kind"] == kind])
        for kind, column in REGION_COLUMNS.items()
        if (regions["kind"] == kind).any()
    }
    return parks.assign(**codes)


def _largest_overlap(parks: GeoDataFrame, regions: GeoDataFrame) -> "pd.Series[str]":
    regions = regions.sort_index()
    park, region = regions.sindex.query(parks.geometry, predicate="intersects")
    overlap = shapely.area(
        shapely.intersection(
            parks.geometry.values[park], regions.geometry.values[region]
        )
    )
    pairs = pd.DataFrame({"park": park, "region": region, "overlap_m2": overlap})
    # A park that only touches a border has an edge in common with it and no ground.
    largest = (
        pairs[pairs["overlap_m2"] > 0]
        .sort_values(["park", "overlap_m2", "region"], ascending=[True, False, True])
        .drop_duplicates("park")
    )
    codes = pd.Series(None, index=parks.index, dtype="str")
    codes.iloc[largest["park"].to_numpy()] = regions.index[largest["region"]].to_numpy()
    return codes
