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
from werklandschap.indicators._declare import Member, Theme, family
from werklandschap.indicators._once import once
from werklandschap.indicators._references import STRESS_TEST
from werklandschap.indicators._zones import members, per_zone
from werklandschap.parameters import Assumptions

_TOUCHED = {
    f"touched_{mm}mm_count": Member(
        Text(
            f"Panden met water tegen de gevel, {mm} mm", f"Buildings touched, {mm} mm"
        ),
        reads={"depth": f"flood_{mm}"},
    )
    for mm in (70, 90, 160)
}
_CLASSES = {
    "facade_shallow_count": Member(
        Text(
            "Panden met ondiep water tegen de gevel, 70 mm",
            "Buildings with shallow water at the wall, 70 mm",
        ),
        given={
            "from_limit": "cloudburst.touching_m",
            "to_limit": "cloudburst.facade_middle_m",
        },
    ),
    "facade_middle_count": Member(
        Text(
            "Panden met matig diep water tegen de gevel, 70 mm",
            "Buildings with moderately deep water at the wall, 70 mm",
        ),
        given={
            "from_limit": "cloudburst.facade_middle_m",
            "to_limit": "cloudburst.facade_deep_m",
        },
    ),
    "facade_deep_count": Member(
        Text(
            "Panden met diep water tegen de gevel, 70 mm",
            "Buildings with deep water at the wall, 70 mm",
        ),
        given={"from_limit": "cloudburst.facade_deep_m", "to_limit": ""},
    ),
}


@family(
    _TOUCHED,
    theme=Theme.WATER,
    unit=Unit.COUNT,
    references=(STRESS_TEST,),
    needs_resolution_m=1.0,
)
def touched(
    parks: GeoDataFrame, buildings: GeoDataFrame, depth: Grid, assumptions: Assumptions
) -> "pd.Series[float]":
    """Count buildings with water against the wall in a shower of the stress test [1]_.

    Parameters
    ----------
    parks : GeoDataFrame
        The zones. [m]
    buildings : GeoDataFrame
        Footprints. [m]
    depth : Grid
        Greatest depth, of the shower that the name of the indicator tells. [m]
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
    return _between(
        parks, buildings, depth, assumptions["cloudburst.touching_m"], np.inf
    )


@family(
    _CLASSES,
    theme=Theme.WATER,
    unit=Unit.COUNT,
    references=(STRESS_TEST,),
    needs_resolution_m=1.0,
)
def in_depth_class(
    parks: GeoDataFrame,
    buildings: GeoDataFrame,
    flood_70: Grid,
    assumptions: Assumptions,
    from_limit: str,
    to_limit: str,
) -> "pd.Series[float]":
    """Count buildings with water of a class of depth at the wall after 70 mm [1]_.

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
    from_limit, to_limit : str
        Names of the ends of the class; no upper end if empty.

    Returns
    -------
    Series
        Per zone; 0 where there are none. The three classes add up to
        ``touched_70mm_count``.

    References
    ----------
    .. [1] STOWA: standard stress test.
    """
    to_m = assumptions[to_limit] if to_limit else np.inf
    return _between(parks, buildings, flood_70, assumptions[from_limit], to_m)


def _between(
    zones: GeoDataFrame,
    buildings: GeoDataFrame,
    depth: Grid,
    from_m: float,
    to_m: float,
) -> "pd.Series[float]":
    """Count the buildings of which the deepest water at a wall is within limits."""
    deepest = once(
        (("at walls",), buildings, depth), lambda: _at_walls(buildings, depth)
    )
    is_so = (deepest >= from_m) & (deepest < to_m)
    own = members(buildings, zones)
    count = per_zone(
        is_so[own["thing"].to_numpy()].astype(np.float64),
        own["zone"].to_numpy(),
        zones,
        "buildings",
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
