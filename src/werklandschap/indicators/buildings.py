"""Space: how much is built, how old it is and whether it is in use."""

import numpy as np
import pandas as pd
from geopandas import GeoDataFrame
from numpy.typing import NDArray

from werklandschap.core.text import Text
from werklandschap.core.units import Unit
from werklandschap.geo.overlay import area_within
from werklandschap.indicators._declare import Theme, indicator
from werklandschap.indicators._references import BAG, COVERAGE_AND_FLOOR_AREA
from werklandschap.indicators._zones import (
    mean_per_zone,
    members,
    per_zone,
    share_of,
)
from werklandschap.parameters import Assumptions

Floats = NDArray[np.float64]

_OUT_OF_USE = "pand buiten gebruik"


@indicator(
    label=Text("Aantal panden", "Number of buildings"),
    theme=Theme.SPACE,
    unit=Unit.COUNT,
    references=(BAG,),
)
def buildings_count(parks: GeoDataFrame, buildings: GeoDataFrame) -> "pd.Series[float]":
    """Count the buildings [1]_; one on a border counts where its middle lies.

    Parameters
    ----------
    parks : GeoDataFrame
        The zones. [m]
    buildings : GeoDataFrame
        Footprints. [m]

    Returns
    -------
    Series
        Number per zone; 0 where none stands.

    References
    ----------
    .. [1] Kadaster: Catalogus BAG (pand).
    """
    zone = members(buildings, parks)["zone"].to_numpy()
    return per_zone(np.ones(len(zone)), zone, parks, "buildings_count")


@indicator(
    label=Text("Grootste pand", "Largest building"),
    theme=Theme.SPACE,
    unit=Unit.SQUARE_METRE,
    references=(BAG,),
)
def largest_building_m2(
    parks: GeoDataFrame, buildings: GeoDataFrame
) -> "pd.Series[float]":
    """Footprint of the largest building [1]_.

    Parameters
    ----------
    parks : GeoDataFrame
        The zones. [m]
    buildings : GeoDataFrame
        Footprints. [m]

    Returns
    -------
    Series
        Area per zone, also what lies outside the zone; missing where no building
        stands. [m²]

    References
    ----------
    .. [1] Kadaster: Catalogus BAG (pand).
    """
    zone, held = _held(buildings, parks)
    largest = np.full(len(parks), -np.inf)
    np.maximum.at(largest, zone, held.geometry.area.to_numpy())
    found = np.where(np.isinf(largest), np.nan, largest)
    return pd.Series(found, index=parks.index, name="largest_building_m2")


@indicator(
    label=Text("Bebouwing per m² grond (GSI)", "Ground space index (GSI)"),
    theme=Theme.SPACE,
    unit=Unit.RATIO,
    references=(COVERAGE_AND_FLOOR_AREA, BAG),
)
def building_coverage_ratio(
    parks: GeoDataFrame, buildings: GeoDataFrame
) -> "pd.Series[float]":
    """Footprint area inside the zone per area of the zone [1]_.

    Parameters
    ----------
    parks : GeoDataFrame
        The zones. [m]
    buildings : GeoDataFrame
        Footprints. [m]

    Returns
    -------
    Series
        Ratio per zone; 0 where nothing is built. [m²/m²]

    Notes
    -----
    Only the part of a footprint inside the zone counts. Buildings that the register
    draws on top of each other, such as a car park below a hall, count each.

    References
    ----------
    .. [1] Berghauser Pont and Haupt: Spacematrix (ground space index).
    """
    built_m2 = area_within(buildings, parks)
    ratio: pd.Series[float] = built_m2 / parks.geometry.area
    return ratio.rename("building_coverage_ratio")


@indicator(
    label=Text("Vloer per m² grond (FSI)", "Floor space index (FSI)"),
    theme=Theme.SPACE,
    unit=Unit.RATIO,
    references=(COVERAGE_AND_FLOOR_AREA, BAG),
)
def floor_area_ratio(
    parks: GeoDataFrame, buildings: GeoDataFrame, assumptions: Assumptions
) -> "pd.Series[float]":
    """Usable floor area per area of the zone [1]_.

    Parameters
    ----------
    parks : GeoDataFrame
        The zones. [m]
    buildings : GeoDataFrame
        Footprints with ``floor_area_m2``. [m]
    assumptions : Assumptions
        Uses ``buildings.known_floor_area_share``.

    Returns
    -------
    Series
        Ratio per zone; 0 where nothing is built; missing where the floor area is
        unknown of too much of the footprint. [m²/m²]

    Notes
    -----
    Spacematrix uses the gross floor area. The register has the usable floor area,
    which is smaller, and a building without a floor area counts as none: this is a
    lower bound.

    References
    ----------
    .. [1] Berghauser Pont and Haupt: Spacematrix (floor space index).
    """
    zone, held = _held(buildings, parks)
    footprint = held.geometry.area.to_numpy()
    floor = held["floor_area_m2"].to_numpy("float64")
    whole = per_zone(footprint, zone, parks, "footprint")
    known = per_zone(np.where(np.isnan(floor), 0, footprint), zone, parks, "known")
    enough = known >= assumptions["buildings.known_floor_area_share"] * whole
    total = per_zone(np.nan_to_num(floor), zone, parks, "floor_area_ratio")
    ratio: pd.Series[float] = total / parks.geometry.area
    return ratio.where(enough).rename("floor_area_ratio")


@indicator(
    label=Text("Vloer van vóór 1980", "Floor area from before 1980"),
    theme=Theme.SPACE,
    unit=Unit.SHARE,
    references=(BAG,),
)
def old_floor_area_share(
    parks: GeoDataFrame, buildings: GeoDataFrame, assumptions: Assumptions
) -> "pd.Series[float]":
    """Share of the floor area in buildings from before 1980 [1]_.

    Parameters
    ----------
    parks : GeoDataFrame
        The zones. [m]
    buildings : GeoDataFrame
        Footprints with ``built_year`` and ``floor_area_m2``. [m]
    assumptions : Assumptions
        Uses ``buildings.old_year``.

    Returns
    -------
    Series
        0–1 per zone; missing where no building has a year.

    Notes
    -----
    A building without a floor area counts with its footprint, as one storey. A
    building without a year is left out; the interval shows what it could change.

    References
    ----------
    .. [1] Kadaster: Catalogus BAG (oorspronkelijk bouwjaar, gebruiksoppervlakte).
    """
    zone, held = _held(buildings, parks)
    floor = held["floor_area_m2"].to_numpy("float64")
    size = np.where(np.isnan(floor), held.geometry.area.to_numpy(), floor)
    year = years_of(held)
    is_old = year < assumptions["buildings.old_year"]
    name = "old_floor_area_share"
    old = per_zone(np.where(is_old, size, 0.0), zone, parks, name)
    dated = per_zone(np.where(np.isnan(year), 0.0, size), zone, parks, name)
    return share_of(old, dated, name)


@indicator(
    label=Text("Gemiddeld bouwjaar", "Mean building year"),
    theme=Theme.SPACE,
    unit=Unit.YEAR,
    references=(BAG,),
)
def mean_built_year(parks: GeoDataFrame, buildings: GeoDataFrame) -> "pd.Series[float]":
    """Mean year in which the buildings were built, each counting once [1]_.

    Parameters
    ----------
    parks : GeoDataFrame
        The zones. [m]
    buildings : GeoDataFrame
        Footprints with ``built_year``. [m]

    Returns
    -------
    Series
        Year per zone; missing where no building has one. [year]

    References
    ----------
    .. [1] Kadaster: Catalogus BAG (oorspronkelijk bouwjaar).
    """
    zone, held = _held(buildings, parks)
    return mean_per_zone(years_of(held), zone, parks, "mean_built_year")


@indicator(
    label=Text("Panden buiten gebruik", "Buildings out of use"),
    theme=Theme.SPACE,
    unit=Unit.SHARE,
    references=(BAG,),
)
def out_of_use_share(
    parks: GeoDataFrame, buildings: GeoDataFrame
) -> "pd.Series[float]":
    """Share of the buildings that the register calls out of use [1]_.

    Parameters
    ----------
    parks : GeoDataFrame
        The zones. [m]
    buildings : GeoDataFrame
        Footprints with ``status``. [m]

    Returns
    -------
    Series
        0–1 per zone; missing where no building has a status.

    Notes
    -----
    Out of use means: not fit for use, as the municipality sees it. A building that is
    merely empty stays in use in the register, so this is not the vacancy.

    References
    ----------
    .. [1] Kadaster: Catalogus BAG (pandstatus ``Pand buiten gebruik``).
    """
    zone, held = _held(buildings, parks)
    is_out = held["status"].str.lower().eq(_OUT_OF_USE).fillna(value=False)
    out = per_zone(is_out.to_numpy("float64"), zone, parks, "out_of_use_share")
    has_status = held["status"].notna().to_numpy("float64")
    known = per_zone(has_status, zone, parks, "out_of_use_share")
    return share_of(out, known, "out_of_use_share")


def years_of(buildings: GeoDataFrame) -> Floats:
    """Give the years of construction as numbers; NaN where unknown."""
    years: Floats = buildings["built_year"].to_numpy("float64", na_value=np.nan)
    return years


def _held(
    buildings: GeoDataFrame, parks: GeoDataFrame
) -> tuple[NDArray[np.intp], GeoDataFrame]:
    """Give each building that belongs to a zone, with the position of that zone."""
    pairs = members(buildings, parks)
    return pairs["zone"].to_numpy(), buildings.iloc[pairs["thing"].to_numpy()]
