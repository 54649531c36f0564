"""Green: how much of it, and how high."""

import numpy as np
import pandas as pd
import shapely
from geopandas import GeoDataFrame

from werklandschap.core.text import Text
from werklandschap.core.units import Unit
from werklandschap.geo.grids import Grid
from werklandschap.geo.overlay import area_within
from werklandschap.geo.zonal import class_counts
from werklandschap.indicators._declare import Theme, indicator
from werklandschap.indicators._references import (
    BGT,
    GREEN_FRACTIONS,
    RULE_3_30_300,
    VEGETATION_LAYERS,
)
from werklandschap.indicators._vegetation import (
    HIGH,
    LOW,
    MIDDLE,
    vegetation_layers,
)
from werklandschap.indicators._zones import (
    area_ha,
    members,
    per_zone,
    share_of,
    weighted_area,
)
from werklandschap.indicators.ground import mapped
from werklandschap.landscape import RIJKSDRIEHOEK
from werklandschap.parameters import Assumptions

_HALF = 0.5
"""A zone of which the grid holds less than half is not measured by it."""


@indicator(
    label=Text("Groen", "Green"),
    theme=Theme.BIODIVERSITY,
    unit=Unit.SHARE,
    references=(GREEN_FRACTIONS, BGT),
)
def green_share(parks: GeoDataFrame, surfaces: GeoDataFrame) -> "pd.Series[float]":
    """Share of the mapped ground that is green [1]_.

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
    >>> float(green_share(park.parks, park.surfaces).iloc[0])
    0.25
    """
    known = mapped(surfaces)
    green = weighted_area(known, parks, known["green_fraction"])
    return share_of(green, area_within(known, parks), "green_share")


@indicator(
    label=Text("Onder boomkronen", "Under tree crowns"),
    theme=Theme.BIODIVERSITY,
    unit=Unit.SHARE,
    references=(RULE_3_30_300,),
    needs_resolution_m=1.0,
)
def canopy_share(
    parks: GeoDataFrame,
    assumptions: Assumptions,
    terrain_m: Grid | None = None,
    surface_m: Grid | None = None,
    buildings: GeoDataFrame | None = None,
    trees: GeoDataFrame | None = None,
) -> "pd.Series[float]":
    """Share of the ground under the crowns of trees [1]_.

    From heights above the terrain outside buildings where there are grids; otherwise
    from tree points with their crown, or a crown of ``vegetation.crown_diameter_m``.

    Parameters
    ----------
    parks : GeoDataFrame
        The zones. [m]
    assumptions : Assumptions
        The parameters ``vegetation.*``.
    terrain_m, surface_m : Grid, optional
        Heights. [m NAP]
    buildings : GeoDataFrame, optional
        Footprints. [m]
    trees : GeoDataFrame, optional
        Tree points. [m]

    Returns
    -------
    Series
        0–1 per zone; missing where there are neither grids nor trees.

    References
    ----------
    .. [1] Konijnendijk: the 3-30-300 rule.
    """
    name = "canopy_share"
    if terrain_m is not None and surface_m is not None:
        return _layer_share(
            HIGH, name, parks, terrain_m, surface_m, buildings, None, assumptions
        )
    if trees is None:
        return pd.Series(np.nan, index=parks.index, name=name)
    crowns = _crowns(trees, assumptions["vegetation.crown_diameter_m"])
    return share_of(area_within(crowns, parks), parks.geometry.area, name)


def _crowns(trees: GeoDataFrame, usual_m: float) -> GeoDataFrame:
    """Draw the crowns of trees, those that touch as one."""
    radius = trees["crown_diameter_m"].fillna(usual_m).to_numpy() / 2
    circles = shapely.buffer(np.asarray(trees.geometry.values), radius, quad_segs=16)
    merged = shapely.get_parts(shapely.union_all(circles))
    return GeoDataFrame(geometry=list(merged), crs=RIJKSDRIEHOEK)


def _layer_share(
    layer: int,
    name: str,
    zones: GeoDataFrame,
    terrain_m: Grid,
    surface_m: Grid,
    buildings: GeoDataFrame | None,
    surfaces: GeoDataFrame | None,
    assumptions: Assumptions,
) -> "pd.Series[float]":
    definition, codes = vegetation_layers(
        terrain_m, surface_m, buildings, surfaces, assumptions
    )
    found = class_counts(
        zones, codes, classes=(0, LOW, MIDDLE, HIGH), definition=definition
    )
    cells = pd.Series(found.sum(axis=1).astype(np.float64), index=zones.index)
    expected = zones.geometry.area / definition.cell_area_m2
    in_layer = pd.Series(found[:, layer].astype(np.float64), index=zones.index)
    return share_of(in_layer, cells.where(cells >= _HALF * expected), name)


@indicator(
    label=Text("Lage begroeiing", "Low vegetation"),
    theme=Theme.BIODIVERSITY,
    unit=Unit.SHARE,
    references=(VEGETATION_LAYERS,),
    needs_resolution_m=1.0,
)
def low_vegetation_share(
    parks: GeoDataFrame,
    surfaces: GeoDataFrame,
    terrain_m: Grid,
    surface_m: Grid,
    assumptions: Assumptions,
    buildings: GeoDataFrame | None = None,
) -> "pd.Series[float]":
    """Share of the ground with green below half a metre [1]_.

    Parameters
    ----------
    parks : GeoDataFrame
        The zones. [m]
    surfaces : GeoDataFrame
        Partition of the ground. [m]
    terrain_m, surface_m : Grid
        Heights. [m NAP]
    assumptions : Assumptions
        The parameters ``vegetation.*``.
    buildings : GeoDataFrame, optional
        Footprints. [m]

    Returns
    -------
    Series
        0–1 per zone; missing where the grids hold less than half of it.

    References
    ----------
    .. [1] Meliefste: 20 % high, 15 % middle and 20 % low.
    """
    return _layer_share(
        LOW,
        "low_vegetation_share",
        parks,
        terrain_m,
        surface_m,
        buildings,
        surfaces,
        assumptions,
    )


@indicator(
    label=Text("Middelhoge begroeiing", "Vegetation of middle height"),
    theme=Theme.BIODIVERSITY,
    unit=Unit.SHARE,
    references=(VEGETATION_LAYERS,),
    needs_resolution_m=1.0,
)
def mid_vegetation_share(
    parks: GeoDataFrame,
    surfaces: GeoDataFrame,
    terrain_m: Grid,
    surface_m: Grid,
    assumptions: Assumptions,
    buildings: GeoDataFrame | None = None,
) -> "pd.Series[float]":
    """Share of the ground with green between half a metre and 2.5 m [1]_.

    Parameters
    ----------
    parks : GeoDataFrame
        The zones. [m]
    surfaces : GeoDataFrame
        Partition of the ground. [m]
    terrain_m, surface_m : Grid
        Heights. [m NAP]
    assumptions : Assumptions
        The parameters ``vegetation.*``.
    buildings : GeoDataFrame, optional
        Footprints. [m]

    Returns
    -------
    Series
        0–1 per zone; missing where the grids hold less than half of it.

    References
    ----------
    .. [1] Meliefste: 20 % high, 15 % middle and 20 % low.
    """
    return _layer_share(
        MIDDLE,
        "mid_vegetation_share",
        parks,
        terrain_m,
        surface_m,
        buildings,
        surfaces,
        assumptions,
    )


@indicator(
    label=Text("Hoge begroeiing", "High vegetation"),
    theme=Theme.BIODIVERSITY,
    unit=Unit.SHARE,
    references=(VEGETATION_LAYERS,),
    needs_resolution_m=1.0,
)
def high_vegetation_share(
    parks: GeoDataFrame,
    terrain_m: Grid,
    surface_m: Grid,
    assumptions: Assumptions,
    buildings: GeoDataFrame | None = None,
) -> "pd.Series[float]":
    """Share of the ground with vegetation above 2.5 m, measured from the air [1]_.

    Parameters
    ----------
    parks : GeoDataFrame
        The zones. [m]
    terrain_m, surface_m : Grid
        Heights. [m NAP]
    assumptions : Assumptions
        The parameters ``vegetation.*``.
    buildings : GeoDataFrame, optional
        Footprints. [m]

    Returns
    -------
    Series
        0–1 per zone; missing where the grids hold less than half of it.

    References
    ----------
    .. [1] Meliefste: 20 % high, 15 % middle and 20 % low.
    """
    return _layer_share(
        HIGH,
        "high_vegetation_share",
        parks,
        terrain_m,
        surface_m,
        buildings,
        None,
        assumptions,
    )


@indicator(
    label=Text("Bomen per hectare", "Trees per hectare"),
    theme=Theme.BIODIVERSITY,
    unit=Unit.PER_HECTARE,
    references=(BGT,),
)
def trees_per_ha(parks: GeoDataFrame, trees: GeoDataFrame) -> "pd.Series[float]":
    """Count the registered trees per hectare [1]_.

    Parameters
    ----------
    parks : GeoDataFrame
        The zones. [m]
    trees : GeoDataFrame
        Tree points; trees on private ground are seldom registered. [m]

    Returns
    -------
    Series
        Per zone; 0 where none is registered.

    References
    ----------
    .. [1] Geonovum: Gegevenscatalogus IMGeo (vegetatieobject, boom).
    """
    found = members(trees, parks)
    count = per_zone(
        np.ones(len(found)), found["zone"].to_numpy(), parks, "trees_per_ha"
    )
    return (count / area_ha(parks)).rename("trees_per_ha")
