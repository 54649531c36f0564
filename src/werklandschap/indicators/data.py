"""What the data say of themselves: gaps in the map and registers that disagree."""

import pandas as pd
from geopandas import GeoDataFrame

from werklandschap.core.text import Text
from werklandschap.core.units import Unit
from werklandschap.geo.overlay import area_within
from werklandschap.indicators._declare import Theme, indicator
from werklandschap.indicators._references import BAG, BGT
from werklandschap.indicators._zones import members, per_zone, share_of
from werklandschap.landscape.ground import UNMAPPED


@indicator(
    label=Text("Grond waarvan de kaart niets zegt", "Ground the map says nothing of"),
    theme=Theme.DATA,
    unit=Unit.SHARE,
    references=(BGT,),
    has_interval=False,
)
def unmapped_share(parks: GeoDataFrame, surfaces: GeoDataFrame) -> "pd.Series[float]":
    """Share of the ground that no object of the map covers [1]_.

    Parameters
    ----------
    parks : GeoDataFrame
        The zones. [m]
    surfaces : GeoDataFrame
        Partition of the ground. [m]

    Returns
    -------
    Series
        0–1 per zone; missing where no ground was looked at.

    Notes
    -----
    It has no interval: a guess at what lies there does not put it on the map.

    References
    ----------
    .. [1] Geonovum: Gegevenscatalogus BGT, which is meant to cover all ground.
    """
    gaps = surfaces[surfaces["theme"] == UNMAPPED]
    return share_of(
        area_within(gaps, parks), area_within(surfaces, parks), "unmapped_share"
    )


@indicator(
    label=Text(
        "Panden die in meer dan één register staan",
        "Buildings that more than one register knows",
    ),
    theme=Theme.DATA,
    unit=Unit.SHARE,
    references=(BAG, BGT),
    has_interval=False,
)
def register_agreement_share(
    parks: GeoDataFrame, buildings: GeoDataFrame
) -> "pd.Series[float]":
    """Share of the buildings that at least two registers know [1]_ [2]_.

    Parameters
    ----------
    parks : GeoDataFrame
        The zones. [m]
    buildings : GeoDataFrame
        Footprints with ``registers``, separated by a semicolon. [m]

    Returns
    -------
    Series
        0–1 per zone; missing where no building stands, and everywhere if only one
        register was collected, for then there is nothing to compare.

    Notes
    -----
    3DBAG is built from the footprints of the BAG: that these two agree says that they
    are of about the same day, not that the building is there.

    References
    ----------
    .. [1] Kadaster: Catalogus BAG.
    .. [2] Geonovum: Gegevenscatalogus BGT.
    """
    name = "register_agreement_share"
    known_by = buildings["registers"].str.split(";").map(set)
    if len(set().union(*known_by)) < 2:
        return pd.Series(float("nan"), index=parks.index, name=name)
    held = members(buildings, parks)
    agrees = known_by.map(len).to_numpy("float64")[held["thing"]] >= 2
    agreeing = per_zone(agrees, held["zone"].to_numpy(), parks, name)
    return share_of(agreeing, _count(held, parks), name)


def _count(held: pd.DataFrame, parks: GeoDataFrame) -> "pd.Series[float]":
    zone = held["zone"].to_numpy()
    ones = pd.Series(1.0, index=held.index)
    return per_zone(ones, zone, parks, "count")
