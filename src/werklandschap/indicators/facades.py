"""Water against the walls of buildings after a cloudburst."""

import numpy as np
import pandas as pd
import shapely
from geopandas import GeoDataFrame

from werklandschap.core.text import Text
from werklandschap.core.units import Unit
from werklandschap.geo.burn import burn
from werklandschap.geo.grids import Grid
from werklandschap.geo.zonal import zonal_mean
from werklandschap.indicators._declare import Theme, indicator
from werklandschap.indicators._once import once
from werklandschap.indicators._references import STRESS_TEST
from werklandschap.indicators._zones import members, per_zone
from werklandschap.parameters import Assumptions


def _between(
    zones: GeoDataFrame,
    buildings: GeoDataFrame,
    depth: Grid,
    limits_m: tuple[float, float],
    name: str,
) -> "pd.Series[float]":
    """Count the buildings of which the deepest water at a wall is within limits."""
    deepest = once(
        (("at walls",), buildings, depth), lambda: _at_walls(buildings, depth)
    )
    is_so = (deepest >= limits_m[0]) & (deepest < limits_m[1])
    own = members(buildings, zones)
    count = per_zone(
        is_so[own["thing"].to_numpy()].astype(np.float64),
        own["zone"].to_numpy(),
        zones,
        name,
    )
    return count.where(zonal_mean(zones, depth).notna())


def _at_walls(buildings: GeoDataFrame, depth: Grid) -> "np.typing.NDArray[np.float64]":
    """Find the greatest depth in the cells around each building."""
    definition = depth.definition
    footprints = np.asarray(buildings.geometry.values)
    deepest = np.zeros(len(buildings))
    around = shapely.buffer(footprints, 1.5 * definition.cell_m, quad_segs=2)
    water = np.nan_to_num(depth.values)
    # Neighbours share cells: those of one building at a time, the second time around
    # from the other end, so that a shared cell counts for both.
    for order in (slice(None), slice(None, None, -1)):
        numbers = np.arange(len(buildings))[order]
        codes = burn(list(around[order]), definition)
        found = codes >= 0
        np.maximum.at(deepest, numbers[codes[found]], water[found])
    return deepest


def _touched(
    zones: GeoDataFrame,
    buildings: GeoDataFrame,
    depth: Grid,
    assumptions: Assumptions,
    name: str,
) -> "pd.Series[float]":
    """Count the buildings with water against their wall."""
    limits_m = assumptions["cloudburst.touching_m"], np.inf
    return _between(zones, buildings, depth, limits_m, name)


@indicator(
    label=Text("Panden met water tegen de gevel, 70 mm", "Buildings touched, 70 mm"),
    theme=Theme.WATER,
    unit=Unit.COUNT,
    references=(STRESS_TEST,),
    needs_resolution_m=1.0,
)
def touched_70mm_count(
    parks: GeoDataFrame,
    buildings: GeoDataFrame,
    flood_70: Grid,
    assumptions: Assumptions,
) -> "pd.Series[float]":
    """Count buildings with water against the wall after 70 mm in an hour [1]_.

    Parameters
    ----------
    parks : GeoDataFrame
        The zones. [m]
    buildings : GeoDataFrame
        Footprints. [m]
    flood_70 : Grid
        Greatest depth. [m]
    assumptions : Assumptions
        ``cloudburst.touching_m``.

    Returns
    -------
    Series
        Per zone; 0 where there are none.

    References
    ----------
    .. [1] STOWA: standard stress test.
    """
    return _touched(parks, buildings, flood_70, assumptions, "touched_70mm_count")


@indicator(
    label=Text("Panden met water tegen de gevel, 90 mm", "Buildings touched, 90 mm"),
    theme=Theme.WATER,
    unit=Unit.COUNT,
    references=(STRESS_TEST,),
    needs_resolution_m=1.0,
)
def touched_90mm_count(
    parks: GeoDataFrame,
    buildings: GeoDataFrame,
    flood_90: Grid,
    assumptions: Assumptions,
) -> "pd.Series[float]":
    """Count buildings with water against the wall after 90 mm in an hour [1]_.

    Parameters
    ----------
    parks : GeoDataFrame
        The zones. [m]
    buildings : GeoDataFrame
        Footprints. [m]
    flood_90 : Grid
        Greatest depth. [m]
    assumptions : Assumptions
        ``cloudburst.touching_m``.

    Returns
    -------
    Series
        Per zone; 0 where there are none.

    References
    ----------
    .. [1] STOWA: standard stress test.
    """
    return _touched(parks, buildings, flood_90, assumptions, "touched_90mm_count")


@indicator(
    label=Text("Panden met water tegen de gevel, 160 mm", "Buildings touched, 160 mm"),
    theme=Theme.WATER,
    unit=Unit.COUNT,
    references=(STRESS_TEST,),
    needs_resolution_m=1.0,
)
def touched_160mm_count(
    parks: GeoDataFrame,
    buildings: GeoDataFrame,
    flood_160: Grid,
    assumptions: Assumptions,
) -> "pd.Series[float]":
    """Count buildings with water against the wall after 160 mm in two hours [1]_.

    Parameters
    ----------
    parks : GeoDataFrame
        The zones. [m]
    buildings : GeoDataFrame
        Footprints. [m]
    flood_160 : Grid
        Greatest depth. [m]
    assumptions : Assumptions
        ``cloudburst.touching_m``.

    Returns
    -------
    Series
        Per zone; 0 where there are none.

    References
    ----------
    .. [1] STOWA: standard stress test.
    """
    return _touched(parks, buildings, flood_160, assumptions, "touched_160mm_count")


@indicator(
    label=Text(
        "Panden met ondiep water tegen de gevel, 70 mm",
        "Buildings with shallow water at the wall, 70 mm",
    ),
    theme=Theme.WATER,
    unit=Unit.COUNT,
    references=(STRESS_TEST,),
    needs_resolution_m=1.0,
)
def facade_shallow_count(
    parks: GeoDataFrame,
    buildings: GeoDataFrame,
    flood_70: Grid,
    assumptions: Assumptions,
) -> "pd.Series[float]":
    """Count buildings with water up to the middle class at the wall after 70 mm in an hour [1]_.

    Parameters
    ----------
    parks : GeoDataFrame
        The zones. [m]
    buildings : GeoDataFrame
        Footprints. [m]
    flood_70 : Grid
        Greatest depth. [m]
    assumptions : Assumptions
        The ends of the classes, of ``cloudburst``.

    Returns
    -------
    Series
        Per zone; 0 where there are none. The three classes add up to
        ``touched_70mm_count``.

    References
    ----------
    .. [1] STOWA: standard stress test.
    """
    limits_m = (
        assumptions["cloudburst.touching_m"],
        assumptions["cloudburst.facade_middle_m"],
    )
    return _between(parks, buildings, flood_70, limits_m, "facade_shallow_count")


@indicator(
    label=Text(
        "Panden met matig diep water tegen de gevel, 70 mm",
        "Buildings with moderately deep water at the wall, 70 mm",
    ),
    theme=Theme.WATER,
    unit=Unit.COUNT,
    references=(STRESS_TEST,),
    needs_resolution_m=1.0,
)
def facade_middle_count(
    parks: GeoDataFrame,
    buildings: GeoDataFrame,
    flood_70: Grid,
    assumptions: Assumptions,
) -> "pd.Series[float]":
    """Count buildings with water of the middle class at the wall after 70 mm in an hour [1]_.

    Parameters
    ----------
    parks : GeoDataFrame
        The zones. [m]
    buildings : GeoDataFrame
        Footprints. [m]
    flood_70 : Grid
        Greatest depth. [m]
    assumptions : Assumptions
        The ends of the classes, of ``cloudburst``.

    Returns
    -------
    Series
        Per zone; 0 where there are none. The three classes add up to
        ``touched_70mm_count``.

    References
    ----------
    .. [1] STOWA: standard stress test.
    """
    limits_m = (
        assumptions["cloudburst.facade_middle_m"],
        assumptions["cloudburst.facade_deep_m"],
    )
    return _between(parks, buildings, flood_70, limits_m, "facade_middle_count")


@indicator(
    label=Text(
        "Panden met diep water tegen de gevel, 70 mm",
        "Buildings with deep water at the wall, 70 mm",
    ),
    theme=Theme.WATER,
    unit=Unit.COUNT,
    references=(STRESS_TEST,),
    needs_resolution_m=1.0,
)
def facade_deep_count(
    parks: GeoDataFrame,
    buildings: GeoDataFrame,
    flood_70: Grid,
    assumptions: Assumptions,
) -> "pd.Series[float]":
    """Count buildings with water of the deepest class at the wall after 70 mm in an hour [1]_.

    Parameters
    ----------
    parks : GeoDataFrame
        The zones. [m]
    buildings : GeoDataFrame
        Footprints. [m]
    flood_70 : Grid
        Greatest depth. [m]
    assumptions : Assumptions
        The ends of the classes, of ``cloudburst``.

    Returns
    -------
    Series
        Per zone; 0 where there are none. The three classes add up to
        ``touched_70mm_count``.

    References
    ----------
    .. [1] STOWA: standard stress test.
    """
    limits_m = (
        assumptions["cloudburst.facade_deep_m"],
        np.inf,
    )
    return _between(parks, buildings, flood_70, limits_m, "facade_deep_count")
