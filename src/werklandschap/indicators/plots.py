"""Space: plots that are unbuilt or large, and room for parked cars."""

import numpy as np
import pandas as pd
from geopandas import GeoDataFrame

from werklandschap.core.text import Text
from werklandschap.core.units import Unit
from werklandschap.geo.overlay import area_within
from werklandschap.indicators._declare import Theme, indicator
from werklandschap.indicators._references import BAG, BGT, CADASTRE, METHOD
from werklandschap.indicators._zones import area_ha, members, per_zone, share_of
from werklandschap.landscape.uses import is_parking
from werklandschap.parameters import Assumptions

_ROAD_OR_WATER = ("road", "road_support", "water", "water_support")
"""Themes that make a parcel part of a road or watercourse, verges and banks included."""


@indicator(
    label=Text("Aantal percelen", "Number of parcels"),
    theme=Theme.SPACE,
    unit=Unit.COUNT,
    references=(CADASTRE,),
    is_per_plot=False,
)
def parcels_count(parks: GeoDataFrame, parcels: GeoDataFrame) -> "pd.Series[float]":
    """Count the cadastral parcels [1]_; one on a border counts where its middle lies.

    Parameters
    ----------
    parks : GeoDataFrame
        The zones. [m]
    parcels : GeoDataFrame
        Cadastral parcels. [m]

    Returns
    -------
    Series
        Number per zone; 0 where none lies.

    References
    ----------
    .. [1] Kadaster: Kadastrale kaart.
    """
    zone = members(parcels, parks)["zone"].to_numpy()
    return per_zone(np.ones(len(zone)), zone, parks, "parcels_count")


@indicator(
    label=Text("Onbebouwde kavels", "Unbuilt plots"),
    theme=Theme.SPACE,
    unit=Unit.COUNT,
    references=(METHOD, CADASTRE, BAG),
    is_per_plot=False,
)
def unbuilt_plots_count(
    parks: GeoDataFrame,
    parcels: GeoDataFrame,
    buildings: GeoDataFrame,
    surfaces: GeoDataFrame,
    assumptions: Assumptions,
) -> "pd.Series[float]":
    """Count the parcels of some size with next to no building on them [1]_.

    Parameters
    ----------
    parks : GeoDataFrame
        The zones. [m]
    parcels : GeoDataFrame
        Cadastral parcels. [m]
    buildings : GeoDataFrame
        Footprints. [m]
    surfaces : GeoDataFrame
        Partition of the ground, to leave out parcels that are mostly road or water.
        [m]
    assumptions : Assumptions
        Uses ``plots.smallest_unbuilt_m2``, ``plots.unbuilt_cover_share`` and
        ``plots.road_or_water_share``.

    Returns
    -------
    Series
        Number per zone; 0 where every plot is built on.

    Notes
    -----
    Unbuilt is not vacant and not for sale: a storage yard, a car park or a meadow of
    a neighbour counts too. A parcel is not always the plot that was issued.

    References
    ----------
    .. [1] Method of werklandschap: how a park is measured.
    """
    area_m2 = parcels.geometry.area
    built_m2 = area_within(buildings, parcels)
    is_unbuilt = (
        (area_m2 >= assumptions["plots.smallest_unbuilt_m2"])
        & (built_m2 < assumptions["plots.unbuilt_cover_share"] * area_m2)
        & is_plot(parcels, surfaces, assumptions)
    )
    zone = members(parcels[is_unbuilt], parks)["zone"].to_numpy()
    return per_zone(np.ones(len(zone)), zone, parks, "unbuilt_plots_count")


@indicator(
    label=Text("Grond in grote kavels", "Land in large plots"),
    theme=Theme.SPACE,
    unit=Unit.SHARE,
    references=(METHOD, CADASTRE),
    is_per_plot=False,
)
def large_plots_share(
    parks: GeoDataFrame,
    parcels: GeoDataFrame,
    assumptions: Assumptions,
    surfaces: GeoDataFrame | None = None,
) -> "pd.Series[float]":
    """Share of the zone in parcels of at least 5 ha [1]_.

    Parameters
    ----------
    parks : GeoDataFrame
        The zones. [m]
    parcels : GeoDataFrame
        Cadastral parcels. [m]
    assumptions : Assumptions
        Uses ``plots.large_ha`` and ``plots.road_or_water_share``.
    surfaces : GeoDataFrame, optional
        Partition of the ground, to leave out parcels that are mostly road or water.
        [m]

    Returns
    -------
    Series
        0–1 per zone; missing where no parcel overlaps the zone.

    Notes
    -----
    A parcel is as large as it is, also outside the zone; only what lies inside counts.

    References
    ----------
    .. [1] Method of werklandschap: how a park is measured.
    """
    is_large = area_ha(parcels) >= assumptions["plots.large_ha"]
    if surfaces is not None:
        is_large &= is_plot(parcels, surfaces, assumptions)
    large_m2 = area_within(parcels[is_large], parks)
    has_parcels = area_within(parcels, parks) > 0
    whole_m2 = parks.geometry.area.where(has_parcels)
    return share_of(large_m2, whole_m2, "large_plots_share")


@indicator(
    label=Text("Ingetekende parkeerplaatsen", "Mapped parking spaces"),
    theme=Theme.SPACE,
    unit=Unit.COUNT,
    references=(BGT, METHOD),
)
def parking_spaces_count(
    parks: GeoDataFrame, surfaces: GeoDataFrame, assumptions: Assumptions
) -> "pd.Series[float]":
    """Parking spaces that fit on the ground that the map calls parking [1]_.

    Parameters
    ----------
    parks : GeoDataFrame
        The zones. [m]
    surfaces : GeoDataFrame
        Partition of the ground. [m]
    assumptions : Assumptions
        Uses ``plots.parking_space_m2``.

    Returns
    -------
    Series
        Number per zone, not rounded; missing where nothing is mapped as parking, for
        cars on private yards are seldom mapped.

    References
    ----------
    .. [1] Geonovum: Gegevenscatalogus BGT (wegdeel, functie parkeervlak).
    """
    parking_m2 = area_within(surfaces[is_parking(surfaces)], parks)
    spaces = parking_m2 / assumptions["plots.parking_space_m2"]
    return spaces.where(parking_m2 > 0).rename("parking_spaces_count")


def is_plot(
    parcels: GeoDataFrame, surfaces: GeoDataFrame, assumptions: Assumptions
) -> "pd.Series[bool]":
    """Tell which parcels are not mostly road or water, verges and banks included.

    Parameters
    ----------
    parcels : GeoDataFrame
        Cadastral parcels. [m]
    surfaces : GeoDataFrame
        Partition of the ground. [m]
    assumptions : Assumptions
        Uses ``plots.road_or_water_share``.

    Returns
    -------
    Series
        True or False per parcel; True where no ground was looked at.
    """
    other = surfaces[surfaces["theme"].isin(_ROAD_OR_WATER)]
    part = share_of(area_within(other, parcels), area_within(surfaces, parcels), "part")
    found: pd.Series[bool] = ~(part > assumptions["plots.road_or_water_share"])
    return found
