"""How hot a hot day feels: the felt temperature (PET) by the Dutch standard."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from werklandschap.geo.grids import Cells, Mask
from werklandschap.parameters import Assumptions
from werklandschap.simulation._heat_arrays import (
    Single,
    UnequalHeatGrids,
    UnusableHeatInput,
    check_same_shape,
    checked,
    checked_single,
    quadrant_of,
)
from werklandschap.simulation._hot_day_weather import (
    IncompleteHotDay,
    PetHour,
    day_of,
    day_strength_of,
    hours_at,
    hours_of,
)
from werklandschap.simulation._pet import (
    diffuse_w_per_m2,
    hour_terms,
    pet_cells,
    pet_shade_degc,
    pet_sun_degc,
    wet_bulb_degc,
)
from werklandschap.simulation.heat_classes import (
    class_labels,
    class_shares,
    pet_classes,
)
from werklandschap.simulation.urban_heat import (
    SourceArea,
    highest_excess_degc,
    source_area,
)
from werklandschap.simulation.wind import HIGHEST_M, wind_factor

__all__ = [
    "HeatScene",
    "HotDay",
    "IncompleteHotDay",
    "PetHour",
    "UnequalHeatGrids",
    "UnusableHeatInput",
    "class_labels",
    "class_shares",
    "diffuse_w_per_m2",
    "hot_day",
    "pet_at",
    "pet_classes",
    "pet_degc",
    "pet_shade_degc",
    "pet_sun_degc",
    "wet_bulb_degc",
]

ShadeAt = Callable[[float, float], Mask]
"""Gives the cells in the shade for the sun's height and direction. [degrees]"""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class HeatScene:
    """A place on one grid; all arrays of shape (rows, columns), none with NaN.

    Heights are above the ground [m]; ``sky_view`` and ``vegetation`` run from 0 to 1.
    """

    cell_m: float
    sky_view: Cells
    vegetation: Cells
    building_height_m: Cells
    tree_height_m: Cells
    is_water: Mask
    is_building: Mask

    def __post_init__(self) -> None:
        checked("cell_m", self.cell_m, 0.1, 100)
        for name, lowest, highest in (
            ("sky_view", -0.01, 1.01),
            ("vegetation", 0, 1),
            ("building_height_m", 0, HIGHEST_M),
            ("tree_height_m", 0, HIGHEST_M),
        ):
            layer = checked_single(name, getattr(self, name), lowest, highest)
            object.__setattr__(self, name, layer)
            check_same_shape(self.sky_view.shape, **{name: layer})
        check_same_shape(
            self.sky_view.shape, is_water=self.is_water, is_building=self.is_building
        )


@dataclass(frozen=True, slots=True, eq=False)
class HotDay:
    """The felt temperature on a hot afternoon, and how it came about.

    ``pet_degc`` is the mean over ``hours``, NaN on buildings [°C]; ``strength_degc`` is
    what the day's weather drives, see `day_strength_degc`.
    """

    pet_degc: Cells
    hours: tuple[PetHour, ...]
    strength_degc: float


def pet_degc(
    hour: PetHour,
    *,
    air_degc: Cells,
    wind_m_per_s: Cells,
    sky_view: Cells,
    bowen_ratio: Cells,
    is_shaded: Mask,
) -> Cells:
    """Calculate the felt temperature of every cell at one moment [1]_.

    Parameters
    ----------
    hour : PetHour
        Weather and sun.
    air_degc : array of shape (rows, columns)
        Air temperature with urban heat. [°C]
    wind_m_per_s : array of shape (rows, columns)
        Wind at 1.2 m. [m/s]
    sky_view, bowen_ratio : array of shape (rows, columns)
        Sky view factor, and Bowen ratio of the ground. [-]
    is_shaded : array of bool of shape (rows, columns)
        In the shade of whatever; without global radiation it is night and all are.

    Returns
    -------
    array of shape (rows, columns)
        The felt temperature (PET). [°C]

    Raises
    ------
    UnusableHeatInput
        If a value is missing or absurd.
    UnequalHeatGrids
        If the arrays are not of one shape.

    References
    ----------
    .. [1] Koopmans, S. et al. (2020), A standardized Physical Equivalent Temperature urban
       heat map at 1-m spatial resolution, Urban Climate 31, 100537.
    """
    air = checked_single("air_degc", air_degc, -20, 60)
    wind = checked_single("wind_m_per_s", wind_m_per_s, 0.05, 60)
    sky = checked_single("sky_view", sky_view, -0.01, 1.01)
    bowen = checked_single("bowen_ratio", bowen_ratio, 0, 20)
    is_night = hour.global_w_per_m2 <= 0 or hour.elevation_deg <= 0
    dark: NDArray[np.bool_] = np.ones(air.shape, bool) if is_night else is_shaded
    check_same_shape(
        air.shape, wind_m_per_s=wind, sky_view=sky, bowen_ratio=bowen, is_shaded=dark
    )
    same = hour_terms(
        wet_bulb=float(wet_bulb_degc(hour.temperature_degc, hour.humidity_percent)),
        global_w_per_m2=hour.global_w_per_m2,
        elevation_deg=hour.elevation_deg,
    )
    out = np.empty(air.shape, np.float32)
    pet_cells(
        air.ravel(),
        wind.ravel(),
        sky.ravel(),
        bowen.ravel(),
        np.ascontiguousarray(dark).ravel(),
        same,
        out.reshape(-1),
    )
    return out


def hot_day(
    scene: HeatScene,
    weather: pd.DataFrame,
    *,
    on: date,
    latitude_deg: float,
    longitude_deg: float,
    shade_at: ShadeAt,
    assumptions: Assumptions,
) -> HotDay:
    """Calculate how hot the afternoon of a day feels [1]_.

    Parameters
    ----------
    scene : HeatScene
        The place.
    weather : DataFrame
        One station in the columns of ``WEATHER_HOURS``, at least from 8 h UTC on the day
        to 7 h the next.
    on : date
        A day from April to September; that of the standard is 1 July 2015.
    latitude_deg, longitude_deg : float
        Where the place is. [degrees]
    shade_at : callable
        Gives the cells in the shade for the sun's height and direction. [degrees]
    assumptions : Assumptions
        ``heat.*``.

    Returns
    -------
    HotDay
        Mean over the hours from 12 to 18 h local time, both included. [°C]

    Raises
    ------
    IncompleteHotDay
        If an hour is missing, occurs twice or has a missing value.
    OutsideSummerHalfYear
        If it is another time of the year.
    UnusableHeatInput
        If a value is absurd.

    References
    ----------
    .. [1] De Nijs, T. et al. (2019), Ontwikkeling standaard stresstest hitte, RIVM
       2019-0008.
    """
    hours = hours_of(weather, on, latitude_deg, longitude_deg, assumptions)
    strength = day_strength_of(weather, on)
    fields = _pet_by_hour(
        scene, hours, strength, shade_at=shade_at, assumptions=assumptions
    )
    total = np.zeros(scene.sky_view.shape, np.float32)
    for _, field in fields:
        total += field
    mean = total / np.float32(len(hours))
    mean[scene.is_building] = np.nan
    return HotDay(mean, hours, strength)


def pet_at(
    scene: HeatScene,
    weather: pd.DataFrame,
    at: pd.Timestamp,
    *,
    latitude_deg: float,
    longitude_deg: float,
    shade_at: ShadeAt,
    assumptions: Assumptions,
) -> Cells:
    """Calculate the felt temperature of any hour of a record, by day or by night [1]_.

    Parameters
    ----------
    scene : HeatScene
        The place.
    weather : DataFrame
        One station in the columns of ``WEATHER_HOURS``, with that hour and the whole day
        it belongs to: from 8 h UTC to 7 h the next.
    at : Timestamp
        When the hour of the record ends, with a time zone, from April to September.
    latitude_deg, longitude_deg : float
        Where the place is. [degrees]
    shade_at : callable
        Gives the cells in the shade for the sun's height and direction. [degrees]
    assumptions : Assumptions
        ``heat.*``.

    Returns
    -------
    array of shape (rows, columns)
        NaN on buildings. [°C]

    Raises
    ------
    IncompleteHotDay
        If an hour is missing, occurs twice or has a missing value.
    OutsideSummerHalfYear
        If it is another time of the year.
    UnusableHeatInput
        If a value is absurd.

    References
    ----------
    .. [1] De Nijs, T. et al. (2019), see `hot_day`.
    """
    moment = at.tz_convert("UTC")
    on = day_of(moment)
    hours = hours_at(
        weather, pd.DatetimeIndex([moment]), on, latitude_deg, longitude_deg
    )
    strength = day_strength_of(weather, on)
    ((_, pet),) = _pet_by_hour(
        scene, hours, strength, shade_at=shade_at, assumptions=assumptions
    )
    pet[scene.is_building] = np.nan
    return pet


def _pet_by_hour(
    scene: HeatScene,
    hours: tuple[PetHour, ...],
    strength_degc: float,
    *,
    shade_at: ShadeAt,
    assumptions: Assumptions,
) -> Iterator[tuple[PetHour, Cells]]:
    """Give the felt temperature of one moment after another, see `hot_day`. [°C]."""
    source = source_area(
        scene.sky_view,
        scene.vegetation,
        is_building=scene.is_building,
        cell_m=scene.cell_m,
    )
    is_under_tree = scene.tree_height_m >= assumptions["heat.tree_from_m"]
    bowen = _bowen_ratio(scene, assumptions)
    around: dict[int, tuple[Single, Single]] = {}
    for hour in hours:
        key = -1 if hour.is_calm(assumptions) else quadrant_of(hour.direction_deg)
        if key not in around:
            around[key] = _surroundings(scene, hour, source, assumptions)
        factor, openness = around[key]
        least = np.float32(assumptions["heat.least_wind_m_per_s"])
        excess = openness * np.float32(strength_degc * hour.course)
        yield (
            hour,
            pet_degc(
                hour,
                air_degc=np.float32(hour.temperature_degc) + excess,
                wind_m_per_s=np.maximum(factor * np.float32(hour.wind_m_per_s), least),
                sky_view=scene.sky_view,
                bowen_ratio=bowen,
                is_shaded=is_under_tree
                | shade_at(hour.elevation_deg, hour.azimuth_deg),
            ),
        )


def _bowen_ratio(scene: HeatScene, assumptions: Assumptions) -> Single:
    """Mix the Bowen ratio of each cell from what grows there; that of water by day."""
    other = np.float32(assumptions["heat.bowen_other_ratio"])
    green = np.float32(assumptions["heat.bowen_vegetation_ratio"])
    mixed = other + (green - other) * scene.vegetation
    mixed[scene.is_water] = assumptions["heat.bowen_water_ratio"]
    return mixed


def _surroundings(
    scene: HeatScene, hour: PetHour, source: SourceArea, assumptions: Assumptions
) -> tuple[Single, Single]:
    """Work out the wind factor and the openness to urban heat for a wind direction."""
    is_calm = hour.is_calm(assumptions)
    direction = 0.0 if is_calm else hour.direction_deg
    factor = wind_factor(
        scene.building_height_m,
        scene.tree_height_m,
        cell_m=scene.cell_m,
        direction_deg=direction,
        is_calm=is_calm,
        assumptions=assumptions,
    )
    sky, green = source.means(direction, is_calm=is_calm, assumptions=assumptions)
    return factor, highest_excess_degc(sky, green, 1.0).astype(np.float32)
