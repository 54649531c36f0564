"""Water and drought: where rain can go."""

import pandas as pd
from geopandas import GeoDataFrame

from werklandschap.core.text import Text
from werklandschap.core.units import Unit
from werklandschap.geo.overlay import area_within
from werklandschap.indicators._declare import Theme, indicator
from werklandschap.indicators._references import BGT, GREEN_FRACTIONS
from werklandschap.indicators._zones import share_of, weighted_area
from werklandschap.indicators.ground import mapped


@indicator(
    label=Text("Open water", "Open water"),
    theme=Theme.WATER,
    unit=Unit.SHARE,
    references=(GREEN_FRACTIONS, BGT),
)
def water_share(parks: GeoDataFrame, surfaces: GeoDataFrame) -> "pd.Series[float]":
    """Share of the mapped ground that is water [1]_.

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
    .. [1] Deltares, PBL: green, water and bare fractions per BGT class.
    """
    known = mapped(surfaces)
    water = weighted_area(known, parks, known["water_fraction"])
    return share_of(water, area_within(known, parks), "water_share")


@indicator(
    label=Text("Grond waar regen in kan zakken", "Ground where rain can soak in"),
    theme=Theme.WATER,
    unit=Unit.SHARE,
    references=(GREEN_FRACTIONS, BGT),
)
def infiltrating_share(
    parks: GeoDataFrame, surfaces: GeoDataFrame
) -> "pd.Series[float]":
    """Share of the mapped ground where rain can soak in [1]_.

    All unpaved land, and the green part of paved classes. How fast it soaks in depends
    on the soil, which this does not tell.

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
    .. [1] Deltares, PBL: green, water and bare fractions per BGT class.
    """
    known = mapped(surfaces)
    land = known["green_fraction"] + known["bare_fraction"]
    open_part = land.where(~known["is_paved"], known["green_fraction"])
    soaking = weighted_area(known, parks, open_part)
    return share_of(soaking, area_within(known, parks), "infiltrating_share")
