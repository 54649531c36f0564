"""A cloudburst: which roads it blocks, how much stays; and the rain of a year."""

import numpy as np
import pandas as pd
from geopandas import GeoDataFrame

from werklandschap.core.references import Reference
from werklandschap.core.text import Text
from werklandschap.core.units import Unit
from werklandschap.geo.burn import burn
from werklandschap.geo.grids import Grid
from werklandschap.geo.zonal import zonal_sum
from werklandschap.indicators._declare import Member, Theme, family, indicator
from werklandschap.indicators._references import STRESS_TEST
from werklandschap.indicators._zones import members, per_zone, share_of, weighted_area
from werklandschap.indicators.ground import mapped
from werklandschap.landscape.uses import is_basin
from werklandschap.parameters import Assumptions

_RAIN_YEAR = Reference(
    title="ADR 0017: where the rain of an ordinary year goes",
    publisher="werklandschap",
    year=2026,
    url="docs/decisions/0017-rain-year.md",
)


_BLOCKED = {
    "car_blocked_share": Member(
        Text("Weg te nat voor auto's, 70 mm", "Road too wet for cars, 70 mm"),
        given={"limit": "cloudburst.car_m"},
    ),
    "emergency_blocked_share": Member(
        Text(
            "Weg te nat voor hulpdiensten, 70 mm",
            "Road too wet for emergency services, 70 mm",
        ),
        given={"limit": "cloudburst.emergency_m"},
    ),
}


@family(
    _BLOCKED,
    theme=Theme.WATER,
    unit=Unit.SHARE,
    references=(STRESS_TEST,),
    needs_resolution_m=1.0,
)
def blocked(
    parks: GeoDataFrame,
    surfaces: GeoDataFrame,
    flood_70: Grid,
    assumptions: Assumptions,
    limit: str,
) -> "pd.Series[float]":
    """Share of the roads that are too deep for a vehicle after 70 mm in an hour [1]_.

    Parameters
    ----------
    parks : GeoDataFrame
        The zones. [m]
    surfaces : GeoDataFrame
        Partition of the ground. [m]
    flood_70 : Grid
        Greatest depth. [m]
    assumptions : Assumptions
        ``cloudburst.car_m`` or ``cloudburst.emergency_m``.
    limit : str
        Name of the depth that is too deep.

    Returns
    -------
    Series
        0–1 per zone, by area; missing where no road is mapped.

    References
    ----------
    .. [1] STOWA: standard stress test.
    """
    roads = surfaces[surfaces["theme"] == "road"]
    own = members(roads, parks)
    thing, zone = own["thing"].to_numpy(), own["zone"].to_numpy()
    is_deep = np.nan_to_num(flood_70.values) > assumptions[limit]
    deep = flood_70.with_values(is_deep.astype("f4"))
    wet = np.nan_to_num(zonal_sum(roads, deep).to_numpy()[thing])
    cell_m2 = flood_70.definition.cell_area_m2
    area = per_zone(roads.geometry.area.to_numpy()[thing], zone, parks, "roads")
    share = per_zone(wet * cell_m2, zone, parks, "wet") / area.where(area > 0)
    return share.clip(0, 1)


@indicator(
    label=Text("Water dat blijft staan, 70 mm", "Ponding water, 70 mm"),
    theme=Theme.WATER,
    unit=Unit.CUBIC_METRE,
    references=(STRESS_TEST,),
    needs_resolution_m=1.0,
)
def ponding_m3(
    parks: GeoDataFrame,
    flood_70: Grid,
    assumptions: Assumptions,
    surfaces: GeoDataFrame | None = None,
) -> "pd.Series[float]":
    """Volume of the water deeper than a film, at its deepest, after 70 mm [1]_.

    Water in basins that are made for it, such as wadis, does not count.

    Parameters
    ----------
    parks : GeoDataFrame
        The zones. [m]
    flood_70 : Grid
        Greatest depth. [m]
    assumptions : Assumptions
        From ``cloudburst.ponding_from_m`` on water counts.
    surfaces : GeoDataFrame, optional
        Partition of the ground, which tells where basins are. [m]

    Returns
    -------
    Series
        Per zone; missing where the grid does not reach. [m³]

    References
    ----------
    .. [1] STOWA: standard stress test.
    """
    return _ponding(parks, flood_70, surfaces, assumptions).rename("ponding_m3")


@indicator(
    label=Text("Plas per verharde vierkante meter", "Ponding per paved square metre"),
    theme=Theme.WATER,
    unit=Unit.MILLIMETRE,
    references=(STRESS_TEST,),
    needs_resolution_m=1.0,
)
def ponding_per_paved_mm(
    parks: GeoDataFrame,
    surfaces: GeoDataFrame,
    flood_70: Grid,
    assumptions: Assumptions,
) -> "pd.Series[float]":
    """Ponding water after 70 mm spread over all paved ground [1]_.

    Parameters
    ----------
    parks : GeoDataFrame
        The zones. [m]
    surfaces : GeoDataFrame
        Partition of the ground. [m]
    flood_70 : Grid
        Greatest depth. [m]
    assumptions : Assumptions
        From ``cloudburst.ponding_from_m`` on water counts.

    Returns
    -------
    Series
        Per zone; missing where nothing is paved. [mm]

    References
    ----------
    .. [1] STOWA: standard stress test.
    """
    known = mapped(surfaces)
    hard = known[known["is_paved"]]
    paved = weighted_area(hard, parks, hard["bare_fraction"])
    volume = _ponding(parks, flood_70, surfaces, assumptions)
    return (1000 * volume / paved.where(paved > 0)).rename("ponding_per_paved_mm")


def _ponding(
    zones: GeoDataFrame,
    depth: Grid,
    surfaces: GeoDataFrame | None,
    assumptions: Assumptions,
) -> "pd.Series[float]":
    deep = depth.values >= assumptions["cloudburst.ponding_from_m"]
    basins = surfaces[is_basin(surfaces)] if surfaces is not None else None
    if basins is not None and len(basins):
        deep &= burn(list(basins.geometry.values), depth.definition) < 0
    pools = np.where(deep, depth.values, np.where(np.isnan(depth.values), np.nan, 0))
    total = zonal_sum(zones, depth.with_values(pools.astype(np.float32)))
    return total * depth.definition.cell_area_m2


@indicator(
    label=Text(
        "Deel van de jaarlijkse regen dat infiltreert",
        "Part of the annual rain that infiltrates",
    ),
    theme=Theme.WATER,
    unit=Unit.SHARE,
    references=(_RAIN_YEAR,),
    is_per_plot=False,
)
def infiltrated_share(
    parks: GeoDataFrame, rain_year: GeoDataFrame
) -> "pd.Series[float]":
    """Share of the rain of ordinary years that seeps below the roots of plants [1]_.

    Parameters
    ----------
    parks : GeoDataFrame
        The parks. [m]
    rain_year : GeoDataFrame
        Where the rain goes, per park and kind of surface.

    Returns
    -------
    Series
        0–1 per park, by area; missing where no ground is known.

    References
    ----------
    .. [1] ADR 0017: where the rain of an ordinary year goes.
    """
    # In one order, so that sums do not depend on that of the rows.
    rows = rain_year.sort_index()
    park = rows["park_id"].to_numpy()
    area = rows["area_m2"].groupby(park).sum().reindex(parks.index)
    soaked = (rows["area_m2"] * rows["infiltrated_share"]).groupby(park).sum()
    return share_of(soaked.reindex(parks.index), area, "infiltrated_share")
