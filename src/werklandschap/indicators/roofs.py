"""Energy and roofs: how much roof there is and what its slope leaves room for."""

from enum import IntEnum

import numpy as np
import pandas as pd
import shapely
from geopandas import GeoDataFrame
from numpy.typing import NDArray

from werklandschap.core.references import Reference
from werklandschap.core.text import Text
from werklandschap.core.units import Unit
from werklandschap.indicators._declare import Theme, indicator
from werklandschap.indicators._references import BAG, BAG3D, METHOD
from werklandschap.indicators._zones import members, per_zone, share_of
from werklandschap.indicators.buildings import years_of
from werklandschap.parameters import Assumptions

Floats = NDArray[np.float64]

_SOUTH_DEG = 180.0

SOLAR_MODULES = Reference(
    title="Energy Transition Model, dataset nl2023",
    publisher="Quintel",
    year=2023,
    url="https://energytransitionmodel.com",
    locator="272 Wp per module of 1.6 m²",
)


class Grade(IntEnum):
    """What a look at slope, age and width says about a green roof; never a verdict."""

    PROMISING = 0
    STUDY = 1
    UNFIT = 2


@indicator(
    label=Text("Dakoppervlak", "Roof area"),
    theme=Theme.ENERGY,
    unit=Unit.SQUARE_METRE,
    references=(BAG3D, BAG),
)
def roof_area_m2(
    parks: GeoDataFrame,
    buildings: GeoDataFrame,
    roof_planes: GeoDataFrame | None = None,
) -> "pd.Series[float]":
    """Area of all roofs, along their slope where it is known [1]_.

    Parameters
    ----------
    parks : GeoDataFrame
        The zones. [m]
    buildings : GeoDataFrame
        Footprints; one without roof planes counts as a flat roof. [m]
    roof_planes : GeoDataFrame, optional
        Roof planes with ``building_id`` and ``area_m2``. [m]

    Returns
    -------
    Series
        Area per zone; 0 where no building stands. [m²]

    References
    ----------
    .. [1] Peters et al. (2022), the 3D BAG.
    """
    flat = buildings
    sloped = pd.Series(0.0, index=parks.index)
    if roof_planes is not None:
        flat = buildings[~_has_planes(buildings, roof_planes)]
        sloped = _sum_m2(roof_planes, parks, roof_planes["area_m2"].to_numpy())
    footprints = _sum_m2(flat, parks, flat.geometry.area.to_numpy())
    return (sloped + footprints).rename("roof_area_m2")


@indicator(
    label=Text("Deel van het dak dat plat is", "Part of the roof that is flat"),
    theme=Theme.ENERGY,
    unit=Unit.SHARE,
    references=(BAG3D, METHOD),
)
def flat_roof_share(
    parks: GeoDataFrame, roof_planes: GeoDataFrame, assumptions: Assumptions
) -> "pd.Series[float]":
    """Share of the area of the roof planes that is flat [1]_.

    Parameters
    ----------
    parks : GeoDataFrame
        The zones. [m]
    roof_planes : GeoDataFrame
        Roof planes with ``area_m2`` and ``slope_deg``. [m]
    assumptions : Assumptions
        Uses ``roofs.flat_slope_deg``.

    Returns
    -------
    Series
        0–1 per zone; missing where no roof plane is known.

    References
    ----------
    .. [1] Peters et al. (2022), the 3D BAG.
    """
    area_m2 = roof_planes["area_m2"].to_numpy()
    flat_m2 = np.where(_is_flat(roof_planes, assumptions), area_m2, 0.0)
    return share_of(
        _sum_m2(roof_planes, parks, flat_m2),
        _sum_m2(roof_planes, parks, area_m2),
        "flat_roof_share",
    )


@indicator(
    label=Text("Dak dat kansrijk is voor groen", "Roof that is promising for green"),
    theme=Theme.ENERGY,
    unit=Unit.SQUARE_METRE,
    references=(METHOD, BAG3D),
)
def green_roof_promising_m2(
    parks: GeoDataFrame,
    buildings: GeoDataFrame,
    roof_planes: GeoDataFrame,
    assumptions: Assumptions,
) -> "pd.Series[float]":
    """Roof of little slope, not on a wide building from before 1980 [1]_.

    Parameters
    ----------
    parks : GeoDataFrame
        The zones. [m]
    buildings : GeoDataFrame
        Footprints with ``built_year``. [m]
    roof_planes : GeoDataFrame
        Roof planes with ``building_id``, ``area_m2`` and ``slope_deg``. [m]
    assumptions : Assumptions
        Uses the parameters of `grades`.

    Returns
    -------
    Series
        Area per zone; 0 where no roof is promising; missing where too few roof planes
        are known. [m²]

    Notes
    -----
    A promise, not advice: whether a roof can bear the load is for a structural
    engineer. The three classes add up to the area of the roof planes.

    References
    ----------
    .. [1] Method of werklandschap: how a park is measured.
    """
    return _graded_m2(
        Grade.PROMISING, parks, buildings, roof_planes, assumptions
    ).rename("green_roof_promising_m2")


@indicator(
    label=Text("Dak waar groen onderzoek vraagt", "Roof where green needs study"),
    theme=Theme.ENERGY,
    unit=Unit.SQUARE_METRE,
    references=(METHOD, BAG3D),
)
def green_roof_study_m2(
    parks: GeoDataFrame,
    buildings: GeoDataFrame,
    roof_planes: GeoDataFrame,
    assumptions: Assumptions,
) -> "pd.Series[float]":
    """Roof that needs slip protection, or lies on a wide building of before 1980 [1]_.

    Parameters
    ----------
    parks : GeoDataFrame
        The zones. [m]
    buildings : GeoDataFrame
        Footprints with ``built_year``. [m]
    roof_planes : GeoDataFrame
        Roof planes with ``building_id``, ``area_m2`` and ``slope_deg``. [m]
    assumptions : Assumptions
        Uses the parameters of `grades`.

    Returns
    -------
    Series
        Area per zone; 0 where no roof needs study; missing where too few roof planes
        are known. [m²]

    References
    ----------
    .. [1] Method of werklandschap: how a park is measured.
    """
    return _graded_m2(Grade.STUDY, parks, buildings, roof_planes, assumptions).rename(
        "green_roof_study_m2"
    )


@indicator(
    label=Text("Dak dat te steil is voor groen", "Roof that is too steep for green"),
    theme=Theme.ENERGY,
    unit=Unit.SQUARE_METRE,
    references=(METHOD, BAG3D),
)
def green_roof_unfit_m2(
    parks: GeoDataFrame,
    buildings: GeoDataFrame,
    roof_planes: GeoDataFrame,
    assumptions: Assumptions,
) -> "pd.Series[float]":
    """Roof that is too steep for a green roof [1]_.

    Parameters
    ----------
    parks : GeoDataFrame
        The zones. [m]
    buildings : GeoDataFrame
        Footprints with ``built_year``. [m]
    roof_planes : GeoDataFrame
        Roof planes with ``building_id``, ``area_m2`` and ``slope_deg``. [m]
    assumptions : Assumptions
        Uses the parameters of `grades`.

    Returns
    -------
    Series
        Area per zone; 0 where no roof is too steep; missing where too few roof planes
        are known. [m²]

    References
    ----------
    .. [1] Method of werklandschap: how a park is measured.
    """
    return _graded_m2(Grade.UNFIT, parks, buildings, roof_planes, assumptions).rename(
        "green_roof_unfit_m2"
    )


@indicator(
    label=Text("Plaats voor zonnepanelen op daken", "Room for solar panels on roofs"),
    theme=Theme.ENERGY,
    unit=Unit.KILOWATT_PEAK,
    references=(SOLAR_MODULES, BAG3D, METHOD),
)
def solar_potential_kwp(
    parks: GeoDataFrame,
    buildings: GeoDataFrame,
    roof_planes: GeoDataFrame,
    assumptions: Assumptions,
) -> "pd.Series[float]":
    """Peak power of the solar panels for which the roofs have room [1]_.

    Parameters
    ----------
    parks : GeoDataFrame
        The zones. [m]
    buildings : GeoDataFrame
        Footprints. [m]
    roof_planes : GeoDataFrame
        Roof planes with ``building_id``, ``area_m2``, ``slope_deg`` and
        ``azimuth_deg``. [m]
    assumptions : Assumptions
        Uses ``roofs.flat_slope_deg``, ``roofs.solar_flat_usable_share``,
        ``roofs.solar_pitched_usable_share``, ``roofs.solar_off_south_deg`` and
        ``roofs.solar_module_kwp_per_m2``.

    Returns
    -------
    Series
        Peak power per zone; 0 where there is no roof; missing where too few roof
        planes are known. [kWp]

    Notes
    -----
    Potential, not advice: shade, strength, panels that lie there already and the grid
    are not looked at. Pitched roofs that face north do not count; a pitched roof of
    which the direction is unknown does.

    References
    ----------
    .. [1] Quintel: Energy Transition Model (power of a module).
    """
    is_flat = _is_flat(roof_planes, assumptions)
    azimuth = roof_planes["azimuth_deg"].to_numpy("float64")
    off_south = np.abs(azimuth - _SOUTH_DEG)
    faces_north = ~is_flat & (off_south > assumptions["roofs.solar_off_south_deg"])
    usable = np.where(
        is_flat,
        assumptions["roofs.solar_flat_usable_share"],
        assumptions["roofs.solar_pitched_usable_share"],
    )
    panels_m2 = roof_planes["area_m2"].to_numpy() * np.where(faces_north, 0.0, usable)
    density = assumptions["roofs.solar_module_kwp_per_m2"]
    power = density * _sum_m2(roof_planes, parks, panels_m2)
    enough = is_known(parks, buildings, roof_planes, assumptions)
    return power.where(enough).rename("solar_potential_kwp")


def grades(
    buildings: GeoDataFrame, roof_planes: GeoDataFrame, assumptions: Assumptions
) -> NDArray[np.int64]:
    """Tell of every roof plane what its slope and its building say of a green roof.

    Parameters
    ----------
    buildings : GeoDataFrame
        Footprints with ``built_year``. [m]
    roof_planes : GeoDataFrame
        Roof planes with ``building_id`` and ``slope_deg``. [m]
    assumptions : Assumptions
        Uses ``roofs.green_plain_slope_deg``, ``roofs.green_steepest_slope_deg``,
        ``roofs.light_until_year`` and ``roofs.wide_span_m``.

    Returns
    -------
    array of int
        A `Grade` per roof plane.

    Notes
    -----
    A building of unknown year counts as new; the interval shows what it could change.
    """
    slope = roof_planes["slope_deg"].to_numpy()
    is_unfit = slope > assumptions["roofs.green_steepest_slope_deg"]
    needs_study = slope > assumptions["roofs.green_plain_slope_deg"]
    suspects = _wide_and_old(buildings, assumptions)
    needs_study |= roof_planes["building_id"].isin(suspects).to_numpy()
    found: NDArray[np.int64] = np.select(
        [is_unfit, needs_study], [Grade.UNFIT, Grade.STUDY], Grade.PROMISING
    )
    return found


def span_m(footprints: GeoDataFrame) -> Floats:
    """Measure the short side of the smallest rectangle around each footprint, in m."""
    around = shapely.oriented_envelope(np.asarray(footprints.geometry.values))
    half, area = shapely.length(around) / 2, shapely.area(around)
    # The sides add up to half the circumference and multiply to the area.
    spans: Floats = (half - np.sqrt(np.maximum(half**2 - 4 * area, 0.0))) / 2
    return spans


def _wide_and_old(buildings: GeoDataFrame, assumptions: Assumptions) -> pd.Index:
    old = buildings[years_of(buildings) < assumptions["roofs.light_until_year"]]
    is_wide = span_m(old) > assumptions["roofs.wide_span_m"]
    found: pd.Index = old.index[is_wide]
    return found


def _graded_m2(
    grade: Grade,
    parks: GeoDataFrame,
    buildings: GeoDataFrame,
    roof_planes: GeoDataFrame,
    assumptions: Assumptions,
) -> "pd.Series[float]":
    is_grade = grades(buildings, roof_planes, assumptions) == grade
    area_m2 = np.where(is_grade, roof_planes["area_m2"].to_numpy(), 0.0)
    enough = is_known(parks, buildings, roof_planes, assumptions)
    return _sum_m2(roof_planes, parks, area_m2).where(enough)


def is_known(
    parks: GeoDataFrame,
    buildings: GeoDataFrame,
    roof_planes: GeoDataFrame,
    assumptions: Assumptions,
) -> "pd.Series[bool]":
    """Tell where enough of the footprints have roof planes to speak of the roofs."""
    footprint = buildings.geometry.area.to_numpy()
    has_planes = _has_planes(buildings, roof_planes)
    known = _sum_m2(buildings, parks, np.where(has_planes, footprint, 0.0))
    whole = _sum_m2(buildings, parks, footprint)
    return known >= assumptions["roofs.known_planes_share"] * whole


def _has_planes(
    buildings: GeoDataFrame, roof_planes: GeoDataFrame
) -> NDArray[np.bool_]:
    return np.asarray(buildings.index.isin(roof_planes["building_id"]), np.bool_)


def _is_flat(roof_planes: GeoDataFrame, assumptions: Assumptions) -> NDArray[np.bool_]:
    is_flat = roof_planes["slope_deg"] < assumptions["roofs.flat_slope_deg"]
    return np.asarray(is_flat, np.bool_)


def _sum_m2(
    things: GeoDataFrame, parks: GeoDataFrame, areas_m2: Floats
) -> "pd.Series[float]":
    """Add up the areas of the things that belong to each zone."""
    pairs = members(things, parks)
    held = areas_m2[pairs["thing"].to_numpy()]
    return per_zone(held, pairs["zone"].to_numpy(), parks, "area_m2")
