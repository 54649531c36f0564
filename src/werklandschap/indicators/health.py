"""A healthy place to work: green and trees near the door."""

import numpy as np
import pandas as pd
import shapely
from geopandas import GeoDataFrame

from werklandschap.core.text import Text
from werklandschap.core.units import Unit
from werklandschap.indicators._declare import Theme, indicator
from werklandschap.indicators._references import RULE_3_30_300
from werklandschap.indicators._zones import mean_per_zone, members, near
from werklandschap.landscape import RIJKSDRIEHOEK
from werklandschap.parameters import Assumptions

_M2_PER_HA = 10_000.0
_GAP_M = 0.25
"""Green on both sides of a border that is drawn with a gap is one patch."""


@indicator(
    label=Text(
        "Afstand van panden tot groen van minstens 0,5 ha",
        "Distance from buildings to green of at least 0.5 ha",
    ),
    theme=Theme.HEALTH,
    unit=Unit.METRE,
    references=(RULE_3_30_300,),
)
def green_distance_m(
    parks: GeoDataFrame,
    buildings: GeoDataFrame,
    surfaces: GeoDataFrame,
    assumptions: Assumptions,
    surroundings: GeoDataFrame | None = None,
) -> "pd.Series[float]":
    """Mean straight distance from buildings to the nearest large patch of green [1]_.

    Green in the surroundings counts too, as far as it was collected. Whether people may
    enter it is not known, and the way there is longer than a straight line.

    Parameters
    ----------
    parks : GeoDataFrame
        The zones. [m]
    buildings : GeoDataFrame
        Footprints. [m]
    surfaces : GeoDataFrame
        Partition of the ground. [m]
    assumptions : Assumptions
        A patch counts from ``health.green_patch_ha``.
    surroundings : GeoDataFrame, optional
        Ground cover around the park. [m]

    Returns
    -------
    Series
        Per zone; missing where there are no buildings or no such green. [m]

    References
    ----------
    .. [1] Konijnendijk: 300 m to the nearest green space, from home or workplace.
    """
    patches = _large_patches(surfaces, surroundings, assumptions)
    distance_m = np.full(len(buildings), np.nan)
    if len(patches) and len(buildings):
        (building, _), found_m = patches.sindex.nearest(
            buildings.geometry, return_all=False, return_distance=True
        )
        distance_m[building] = found_m
    own = members(buildings, parks)
    return mean_per_zone(
        distance_m[own["thing"].to_numpy()],
        own["zone"].to_numpy(),
        parks,
        "green_distance_m",
    )


def _large_patches(
    surfaces: GeoDataFrame, surroundings: GeoDataFrame | None, assumptions: Assumptions
) -> GeoDataFrame:
    green_from = assumptions["vegetation.green_from_share"]
    shapes = [
        np.asarray(frame[frame["green_fraction"] >= green_from].geometry.values)
        for frame in (surfaces, surroundings)
        if frame is not None
    ]
    joined = shapely.union_all(shapely.buffer(np.concatenate(shapes), _GAP_M))
    parts = shapely.get_parts(shapely.buffer(joined, -_GAP_M))
    smallest_m2 = assumptions["health.green_patch_ha"] * _M2_PER_HA
    large = parts[shapely.area(parts) >= smallest_m2]
    return GeoDataFrame(geometry=list(large), crs=RIJKSDRIEHOEK)


@indicator(
    label=Text("Bomen bij een pand", "Trees near a building"),
    theme=Theme.HEALTH,
    unit=Unit.COUNT,
    references=(RULE_3_30_300,),
)
def near_trees_count(
    parks: GeoDataFrame,
    buildings: GeoDataFrame,
    trees: GeoDataFrame,
    assumptions: Assumptions,
) -> "pd.Series[float]":
    """Mean number of registered trees within 25 m of a building [1]_.

    Parameters
    ----------
    parks : GeoDataFrame
        The zones. [m]
    buildings : GeoDataFrame
        Footprints. [m]
    trees : GeoDataFrame
        Tree points, also around the zones. [m]
    assumptions : Assumptions
        A tree is near within ``health.near_tree_m``.

    Returns
    -------
    Series
        Per zone; missing where there are no buildings.

    References
    ----------
    .. [1] Konijnendijk: 3 trees in view of every home and workplace; 25 m is how it is
       made countable in the Netherlands.
    """
    pairs = near(trees, buildings, assumptions["health.near_tree_m"])
    number = np.bincount(pairs["place"], minlength=len(buildings)).astype(np.float64)
    own = members(buildings, parks)
    return mean_per_zone(
        number[own["thing"].to_numpy()],
        own["zone"].to_numpy(),
        parks,
        "near_trees_count",
    )
