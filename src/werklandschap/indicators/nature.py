"""Room for nature: kinds of habitat, patches and distance to protected areas."""

import numpy as np
import pandas as pd
import shapely
from geopandas import GeoDataFrame
from numpy.typing import NDArray

from werklandschap.core.text import Text
from werklandschap.core.units import Unit
from werklandschap.geo.overlay import area_within
from werklandschap.indicators._declare import Theme, indicator
from werklandschap.indicators._once import once
from werklandschap.indicators._references import (
    HABITAT_GROUPS,
    MESH_SIZE,
    NATURA_2000,
)
from werklandschap.indicators._zones import members, parts_within, per_zone
from werklandschap.indicators.ground import mapped
from werklandschap.parameters import Assumptions

_M2_PER_HA = 10_000.0

_HABITATS = {
    "wood": frozenset({"forest", "orchard", "hedgerow"}),
    "shrub": frozenset({"shrubs", "heath", "hedgerow"}),
    "grass and verge": frozenset({"grassland", "verge", "dike", "dune"}),
    "water and bank": frozenset({"water", "bank", "reed", "marsh", "salt_marsh"}),
}
"""Classes of ground cover that make a habitat group; buildings are the fifth."""


@indicator(
    label=Text("Soorten leefgebied aanwezig (van 5)", "Habitat groups present (of 5)"),
    theme=Theme.BIODIVERSITY,
    unit=Unit.COUNT,
    references=(HABITAT_GROUPS,),
)
def habitat_groups_count(
    parks: GeoDataFrame,
    surfaces: GeoDataFrame,
    assumptions: Assumptions,
    trees: GeoDataFrame | None = None,
) -> "pd.Series[float]":
    """Count the habitat groups that are there: building, tree, shrub, grass, water [1]_.

    A group counts from ``vegetation.habitat_m2`` of ground, trees also from
    ``vegetation.habitat_trees_count`` of them. Whether grass is rich in flowers is not
    in the data: grassland and verges count.

    Parameters
    ----------
    parks : GeoDataFrame
        The zones. [m]
    surfaces : GeoDataFrame
        Partition of the ground. [m]
    assumptions : Assumptions
        The parameters ``vegetation.*``.
    trees : GeoDataFrame, optional
        Tree points. [m]

    Returns
    -------
    Series
        0–5 per zone; missing where nothing is mapped.

    References
    ----------
    .. [1] Bouw Adaptief: habitat groups.
    """
    known, smallest_m2 = mapped(surfaces), assumptions["vegetation.habitat_m2"]
    area_m2 = {
        group: area_within(known[known["cover_class"].isin(classes)], parks)
        for group, classes in (_HABITATS | {"building": {"building"}}).items()
    }
    present = {group: area >= smallest_m2 for group, area in area_m2.items()}
    if trees is not None:
        found = members(trees, parks)["zone"].to_numpy()
        number = per_zone(np.ones(len(found)), found, parks, "trees")
        present["wood"] |= number >= assumptions["vegetation.habitat_trees_count"]
    count = pd.DataFrame(present).sum(axis=1).astype("float64")
    is_mapped = area_within(known, parks) > 0
    return count.where(is_mapped).rename("habitat_groups_count")


@indicator(
    label=Text("Grootste aaneengesloten groen", "Largest green patch"),
    theme=Theme.BIODIVERSITY,
    unit=Unit.HECTARE,
    references=(MESH_SIZE,),
)
def largest_green_patch_ha(
    parks: GeoDataFrame, surfaces: GeoDataFrame, assumptions: Assumptions
) -> "pd.Series[float]":
    """Area of the largest patch of green that touches itself, within the zone [1]_.

    Parameters
    ----------
    parks : GeoDataFrame
        The zones. [m]
    surfaces : GeoDataFrame
        Partition of the ground. [m]
    assumptions : Assumptions
        From ``vegetation.green_from_share`` on ground is green.

    Returns
    -------
    Series
        Per zone; 0 where there is no green, missing where nothing is mapped. [ha]

    References
    ----------
    .. [1] Jaeger (2000): landscape division.
    """
    patches = _green_patches(parks, surfaces, assumptions)
    largest = [shapely.area(zone).max(initial=0.0) / _M2_PER_HA for zone in patches]
    return _where_mapped(largest, parks, surfaces, "largest_green_patch_ha")


@indicator(
    label=Text("Samenhang van het groen (maaswijdte)", "Cohesion of green (mesh size)"),
    theme=Theme.BIODIVERSITY,
    unit=Unit.HECTARE,
    references=(MESH_SIZE,),
    is_per_plot=False,
)
def effective_mesh_size_ha(
    parks: GeoDataFrame, surfaces: GeoDataFrame, assumptions: Assumptions
) -> "pd.Series[float]":
    """Effective mesh size of green: the sum of squared patches over the area [1]_.

    It is the area that an animal can reach from an arbitrary point of the park without
    leaving green; equal to the area of the park when all of it is one green patch.

    Parameters
    ----------
    parks : GeoDataFrame
        The zones. [m]
    surfaces : GeoDataFrame
        Partition of the ground. [m]
    assumptions : Assumptions
        From ``vegetation.green_from_share`` on ground is green.

    Returns
    -------
    Series
        Per zone; 0 where there is no green, missing where nothing is mapped. [ha]

    References
    ----------
    .. [1] Jaeger (2000), Landscape Ecology 15: 115–130.
    """
    patches = _green_patches(parks, surfaces, assumptions)
    squares = np.array([(shapely.area(zone) ** 2).sum() for zone in patches])
    mesh_ha = squares / parks.geometry.area.to_numpy() / _M2_PER_HA
    return _where_mapped(mesh_ha, parks, surfaces, "effective_mesh_size_ha")


@indicator(
    label=Text("Afstand tot beschermde natuur", "Distance to protected nature"),
    theme=Theme.BIODIVERSITY,
    unit=Unit.METRE,
    references=(NATURA_2000,),
    needs_resolution_m=50.0,
)
def protected_nature_distance_m(
    parks: GeoDataFrame, protected_areas: GeoDataFrame
) -> "pd.Series[float]":
    """Straight distance from the border to the nearest Natura 2000 area [1]_.

    Parameters
    ----------
    parks : GeoDataFrame
        The zones. [m]
    protected_areas : GeoDataFrame
        Protected areas, also far around the zones. [m]

    Returns
    -------
    Series
        Per zone; 0 where it lies in one, missing where none was found nearby. [m]

    References
    ----------
    .. [1] Ministerie van LVVN: Natura 2000-gebieden.
    """
    distance_m = np.full(len(parks), np.nan)
    if len(protected_areas):
        (zone, _), found_m = protected_areas.sindex.nearest(
            parks.geometry, return_all=False, return_distance=True
        )
        distance_m[zone] = found_m
    return pd.Series(distance_m, parks.index, name="protected_nature_distance_m")


def _green_patches(
    zones: GeoDataFrame, surfaces: GeoDataFrame, assumptions: Assumptions
) -> list[NDArray[np.object_]]:
    known, limit = mapped(surfaces), assumptions["vegetation.green_from_share"]
    green = known[known["green_fraction"] >= limit]
    return once(
        (("patches",), zones, surfaces, (limit,)), lambda: parts_within(green, zones)
    )


def _where_mapped(
    values: "list[float] | np.typing.NDArray[np.float64]",
    zones: GeoDataFrame,
    surfaces: GeoDataFrame,
    name: str,
) -> "pd.Series[float]":
    is_mapped = area_within(mapped(surfaces), zones) > 0
    whole = pd.Series(np.asarray(values, np.float64), index=zones.index, name=name)
    return whole.where(is_mapped)
