"""Ground and paving: what covers the park."""

import pandas as pd
from geopandas import GeoDataFrame

from werklandschap.core.text import Text
from werklandschap.core.units import Unit
from werklandschap.geo.overlay import area_within
from werklandschap.indicators._declare import Theme, indicator
from werklandschap.indicators._references import BGT, GREEN_FRACTIONS
from werklandschap.indicators._zones import share_of, weighted_area
from werklandschap.landscape.uses import is_parking


def mapped(surfaces: GeoDataFrame) -> GeoDataFrame:
    """Leave out the ground of which nobody knows what it is."""
    return surfaces[surfaces["cover_class"] != "unmapped"]


@indicator(
    label=Text("Verhard, daken meegeteld", "Paved, roofs included"),
    theme=Theme.GROUND,
    unit=Unit.SHARE,
    references=(GREEN_FRACTIONS, BGT),
)
def paved_share(parks: GeoDataFrame, surfaces: GeoDataFrame) -> "pd.Series[float]":
    """Share of the mapped ground that is paved or built on [1]_.

    Of a paved class only its bare fraction counts: open paving has grass between it.

    Parameters
    ----------
    parks : GeoDataFrame
        The zones. [m]
    surfaces : GeoDataFrame
        Partition of the ground. [m]

    Returns
    -------
    Series
        0–1 per zone; missing where nothing is mapped.

    References
    ----------
    .. [1] Deltares, PBL: green fractions per BGT class.

    Examples
    --------
    >>> from werklandschap.examples import mini_park
    >>> park = mini_park()
    >>> float(paved_share(park.parks, park.surfaces).iloc[0])
    0.75
    """
    known = mapped(surfaces)
    hard = known[known["is_paved"]]
    paved = weighted_area(hard, parks, hard["bare_fraction"])
    return share_of(paved, area_within(known, parks), "paved_share")


@indicator(
    label=Text("Bebouwd, van wat is ingetekend", "Built on, of what is mapped"),
    theme=Theme.GROUND,
    unit=Unit.SHARE,
    references=(BGT,),
)
def roof_share(parks: GeoDataFrame, surfaces: GeoDataFrame) -> "pd.Series[float]":
    """Share of the mapped ground under buildings [1]_.

    Parameters
    ----------
    parks : GeoDataFrame
        The zones. [m]
    surfaces : GeoDataFrame
        Partition of the ground. [m]

    Returns
    -------
    Series
        0–1 per zone; missing where nothing is mapped.

    References
    ----------
    .. [1] Geonovum: Gegevenscatalogus BGT.
    """
    known = mapped(surfaces)
    roofs = known[known["cover_class"] == "building"]
    return share_of(area_within(roofs, parks), area_within(known, parks), "roof_share")


@indicator(
    label=Text(
        "Wegen en paden, van wat is ingetekend", "Roads and paths, of what is mapped"
    ),
    theme=Theme.GROUND,
    unit=Unit.SHARE,
    references=(BGT,),
)
def road_share(parks: GeoDataFrame, surfaces: GeoDataFrame) -> "pd.Series[float]":
    """Share of the mapped ground that is road, path or parking [1]_.

    Parameters
    ----------
    parks : GeoDataFrame
        The zones. [m]
    surfaces : GeoDataFrame
        Partition of the ground. [m]

    Returns
    -------
    Series
        0–1 per zone; missing where nothing is mapped.

    References
    ----------
    .. [1] Geonovum: Gegevenscatalogus BGT (wegdeel).
    """
    known = mapped(surfaces)
    roads = known[known["theme"] == "road"]
    return share_of(area_within(roads, parks), area_within(known, parks), "road_share")


@indicator(
    label=Text("Ingetekende parkeervlakken", "Mapped parking"),
    theme=Theme.GROUND,
    unit=Unit.SHARE,
    references=(BGT,),
)
def parking_share(parks: GeoDataFrame, surfaces: GeoDataFrame) -> "pd.Series[float]":
    """Share of the mapped ground that the map calls parking [1]_.

    Cars on private yards are not mapped as parking, so this is a lower bound.

    Parameters
    ----------
    parks : GeoDataFrame
        The zones. [m]
    surfaces : GeoDataFrame
        Partition of the ground. [m]

    Returns
    -------
    Series
        0–1 per zone; missing where nothing is mapped.

    References
    ----------
    .. [1] Geonovum: Gegevenscatalogus BGT (wegdeel, functie parkeervlak).
    """
    known = mapped(surfaces)
    parking = known[is_parking(known)]
    return share_of(
        area_within(parking, parks), area_within(known, parks), "parking_share"
    )
