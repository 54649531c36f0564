"""What showers do to floors of buildings, and what of that is expected in a year."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
import shapely
from geopandas import GeoDataFrame
from numpy.typing import NDArray

from werklandschap.appraisal.flood_damage import damaged_share, expected_a_year
from werklandschap.core.text import Text
from werklandschap.geo.burn import burn
from werklandschap.geo.grids import Grid
from werklandschap.landscape import Landscape
from werklandschap.simulation.design_rain import EVENTS, rain_mm, return_period_year
from werklandschap.study.business_case.effects import Effect, Shower
from werklandschap.study.cloudburst import SHOWERS

Floats = NDArray[np.float64]

DAMAGING = ("flood_70", "flood_90", "flood_160")
"""The showers whose damage counts: those of the standard stress test."""

CLIMATE_LATER = "2050H"
LATER_YEAR = 2050
_HOUR_MIN = 60.0

USES: Mapping[str, Text] = {
    "industry": Text("bedrijfshal", "industry"),
    "office": Text("kantoor", "office"),
    "shop": Text("winkel", "shop"),
    "other": Text("anders", "other"),
}
_WORDS = (("industrie", "industry"), ("kantoor", "office"), ("winkel", "shop"))


def use_of(uses: object) -> str:
    """Name the use of a building by which its damage is told.

    Parameters
    ----------
    uses : object
        Uses as registers name them, separated by ``;``; the first that is known counts.
    """
    told = str(uses).lower()
    return next((use for word, use in _WORDS if word in told), "other")


def showers(before: Landscape, after: Landscape) -> tuple[Shower, ...]:
    """Work out what showers ruin in two worlds, per use of buildings.

    Parameters
    ----------
    before, after : Landscape
        The same buildings, with the grids of `DAMAGING`; a shower that was not simulated
        in both is left out.
    """
    there = [
        name
        for name in DAMAGING
        if getattr(before, name) is not None and getattr(after, name) is not None
    ]
    return tuple(row for name in there for row in _shower(name, before, after))


def _shower(name: str, before: Landscape, after: Landscape) -> list[Shower]:
    event = EVENTS[SHOWERS[name]]
    floors = [_ruined_m2(world, name, before) for world in (before, after)]
    later = return_period_year(event.rain_mm, event.duration_min, climate=CLIMATE_LATER)
    return [
        Shower(
            rain_mm=event.rain_mm,
            duration_min=event.duration_min,
            return_period_year=event.return_period_year,
            return_period_2050_year=later,
            use=use,
            before_m2=float(floors[0].get(use, 0.0)),
            after_m2=float(floors[1].get(use, 0.0)),
        )
        for use in sorted({*floors[0].index, *floors[1].index})
    ]


def _ruined_m2(world: Landscape, name: str, reference: Landscape) -> "pd.Series[float]":
    """Add up floors at street level by use, for the part that water ruins."""
    buildings = world.buildings
    if buildings is None or buildings.empty:
        return pd.Series(dtype=float)
    inside = buildings[buildings.intersects(world.parks.geometry.union_all())]
    depth: Grid = getattr(world, name)
    # Floors stay where they are when a basin is dug beside them; and what stays below
    # the doorstep does not get in.
    above_m = depth.values - _dug_m(world, reference, depth)
    limit_m = world.assumptions["cloudburst.touching_m"]
    ruined = damaged_share(np.nan_to_num(above_m) - limit_m)
    share = mean_at_walls(inside, depth.with_values(ruined.astype(np.float32)))
    uses = inside["uses"].map(use_of).to_numpy()
    floor = share * inside.geometry.area.to_numpy()
    total: pd.Series[float] = pd.Series(floor).groupby(uses).sum()
    return total


def _dug_m(world: Landscape, reference: Landscape, like: Grid) -> Floats:
    """Tell how far the ground lies lower than it did, in the cells of a grid."""
    if world.terrain_m is None or reference.terrain_m is None:
        return np.zeros(like.values.shape)
    was, is_now = (
        each.on(like.definition).values
        for each in (reference.terrain_m, world.terrain_m)
    )
    found: Floats = np.nan_to_num(np.maximum(was - is_now, 0.0)).astype(np.float64)
    return found


def mean_at_walls(buildings: GeoDataFrame, cells: Grid) -> Floats:
    """Average what is in the cells around each building.

    Parameters
    ----------
    buildings : GeoDataFrame
        Footprints. [m]
    cells : Grid
        What is averaged.

    Returns
    -------
    array of shape (buildings,)
        Of a building in water with a quarter of its walls a quarter counts; 0 where no
        cell is near.
    """
    definition = cells.definition
    footprints = np.asarray(buildings.geometry.values)
    around = shapely.buffer(footprints, 1.5 * definition.cell_m, quad_segs=2)
    rings = shapely.difference(around, footprints)
    total, count = np.zeros((2, len(buildings)))
    # Neighbours share cells: those of one building at a time, the second time around
    # from the other end, so that a shared cell counts for both.
    for order in (slice(None), slice(None, None, -1)):
        numbers = np.arange(len(buildings))[order]
        codes = burn(list(rings[order]), definition)
        found = codes >= 0
        np.add.at(total, numbers[codes[found]], cells.values[found])
        np.add.at(count, numbers[codes[found]], 1.0)
    mean: Floats = np.divide(total, count, out=np.zeros_like(total), where=count > 0)
    return mean


def expected_m2(
    rows: Sequence[Shower], no_damage_year: float, *, later: bool, world: str
) -> float:
    """Work out how much floor is expected to be ruined in a year.

    Parameters
    ----------
    rows : sequence of Shower
        See `showers`.
    no_damage_year : float
        How often the shower falls that does no damage yet. [year]
    later : bool
        In the climate of 2050 instead of today's.
    world : {"before", "after"}
        Without or with the plan.

    Returns
    -------
    float
        A shower that is rarer than the statistics reach does not count. [m² a year]
    """
    none_year = no_damage_later(no_damage_year) if later else no_damage_year
    by_period: dict[float, float] = {none_year: 0.0}
    for row in rows:
        period = row.return_period_2050_year if later else row.return_period_year
        if np.isfinite(period) and period > none_year:
            floor = row.before_m2 if world == "before" else row.after_m2
            by_period[period] = by_period.get(period, 0.0) + floor
    return expected_a_year(by_period)


def no_damage_later(no_damage_year: float) -> float:
    """Tell how often the shower falls in 2050 that does no damage yet.

    Parameters
    ----------
    no_damage_year : float
        How often it falls today, within an hour. [year]
    """
    depth_mm = rain_mm(_HOUR_MIN, no_damage_year)
    return return_period_year(depth_mm, _HOUR_MIN, climate=CLIMATE_LATER)


def growing(
    now: float, later: float, *, from_year: int
) -> tuple[tuple[int, float], ...]:
    """Give the factors by which what is expected grows with the weather.

    Parameters
    ----------
    now, later : float
        In the climate of today and of 2050.
    from_year : int
        The calendar year of today.
    """
    if not now > 0:
        return ()
    return ((from_year, 1.0), (LATER_YEAR, later / now))


def damage_effects(
    rows: Sequence[Shower], no_damage_year: float, *, comes: Sequence[tuple[int, float]]
) -> tuple[Effect, Effect]:
    """Work out the damage in the reference, and what of it is avoided.

    Parameters
    ----------
    rows : sequence of Shower
        See `showers`.
    no_damage_year : float
        See `expected_m2`.
    comes : sequence of (year, share)
        Which part of the plan comes in which calendar year.

    Returns
    -------
    tuple of Effect
        Floor that is ruined a year without the plan, and what the plan saves of it. [m²]
    """
    today = comes[0][0]

    def expected(world: str, *, later: bool) -> float:
        return expected_m2(rows, no_damage_year, later=later, world=world)

    before = [expected("before", later=later) for later in (False, True)]
    avoided = [
        amount - expected("after", later=later)
        for amount, later in zip(before, (False, True), strict=True)
    ]
    return (
        Effect(
            comes=((today - 1, before[0]),),
            later=growing(*before, from_year=today),
            is_simulated=True,
        ),
        Effect(
            comes=tuple((year, share * avoided[0]) for year, share in comes),
            later=growing(*avoided, from_year=today),
            is_simulated=True,
        ),
    )
