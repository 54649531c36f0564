"""A healthy place to work: green and trees near the door."""

import numpy as np
import pandas as pd
import shapely
from geopandas import GeoDataFrame
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from werklandschap.core.text import Text
from werklandschap.core.units import Unit
from werklandschap.indicators._declare import Theme, indicator
from werklandschap.indicators._once import once
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
    limits = (
        assumptions["vegetation.green_from_share"],
        assumptions["health.green_patch_ha"] * _M2_PER_HA,
    )
    patches = once(
        (("green",), surfaces, surroundings, limits),
        lambda: _large_patches(surfaces, surroundings, *limits),
    )
    own = members(buildings, parks)
    distance_m = np.full(len(own), np.nan)
    if len(patches) and len(own):
        (place, _), found_m = patches.sindex.nearest(
            buildings.geometry.values[own["thing"].to_numpy()],
            return_all=False,
            return_distance=True,
        )
        distance_m[place] = found_m
    return mean_per_zone(distance_m, own["zone"].to_numpy(), parks, "green_distance_m")


def _large_patches(
    surfaces: GeoDataFrame,
    surroundings: GeoDataFrame | None,
    green_from: float,
    smallest_m2: float,
) -> GeoDataFrame:
    """Find the green that is part of a large enough patch, as the pieces it is of."""
    pieces = np.concatenate(
        [
            np.asarray(frame.geometry.values)[frame["green_fraction"] >= green_from]
            for frame in (surfaces, surroundings)
            if frame is not None
        ]
    )
    one, other = shapely.STRtree(pieces).query(
        pieces, predicate="dwithin", distance=_GAP_M
    )
    touches = coo_array((np.ones(len(one)), (one, other)), shape=(len(pieces),) * 2)
    _, patch = connected_components(touches, directed=False)
    area_m2 = np.bincount(patch, shapely.area(pieces))
    is_large = area_m2[patch] >= smallest_m2
    return GeoDataFrame(geometry=list(pieces[is_large]), crs=RIJKSDRIEHOEK)


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
