"""How much warmer the air is in a built-up place (Theeuwes 2017)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import Any, ClassVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

from werklandschap.core.errors import WerklandschapError
from werklandschap.core.text import Text
from werklandschap.geo.grids import Cells, Mask
from werklandschap.parameters import Assumptions
from werklandschap.simulation._heat_arrays import (
    Floats,
    Reach,
    Window,
    check_same_shape,
    checked,
    checked_single,
    quadrant_of,
    reach_of,
    round_reach,
    summed_area,
    window_sum,
)

_CP_J_PER_KG_K = 1_007.0
_GAS_CONSTANT_J_PER_KG_K = 287.058
_ZERO_C_K = 273.15


@dataclass(eq=False)
class OutsideSummerHalfYear(WerklandschapError):
    """A day for which the daily course of urban heat was never described."""

    code: ClassVar[str] = "heat.outside_summer_half_year"
    message: ClassVar[Text] = Text(
        nl="De hittekaart geldt voor dagen van april tot en met september, niet voor {on}.",
        en="The heat map holds for days from April to September, not for {on}.",
    )

    on: date


def day_strength_degc(
    *,
    radiation_w_per_m2: float,
    temperature_range_degc: float,
    wind_m_per_s: float,
    temperature_degc: float,
    pressure_hpa: float,
) -> float:
    r"""Calculate how strongly a day drives urban heat, :math:`(S DTR^3 / U)^{1/4}`.

    Parameters
    ----------
    radiation_w_per_m2 : float
        Mean global radiation over the 24 hours. [W/m²]
    temperature_range_degc : float
        Highest less lowest temperature from 8 h to 7 h the next day. [°C]
    wind_m_per_s : float
        Mean wind at 10 m, above 0. [m/s]
    temperature_degc, pressure_hpa : float
        Means, for the density of the air. [°C], [hPa]

    Returns
    -------
    float
        Multiplied by ``2 - sky view - vegetation`` it is the strongest heat island. [°C]

    Raises
    ------
    UnusableHeatInput
        If a value is missing or absurd.

    Notes
    -----
    S is a kinematic flux: radiation over :math:`\rho c_p` [1]_.

    References
    ----------
    .. [1] Theeuwes, N.E. et al. (2017), A diagnostic equation for the daily maximum urban
       heat island effect for cities in northwestern Europe, International Journal of
       Climatology 37(1), 443-454.
    """
    light = checked("radiation_w_per_m2", radiation_w_per_m2, 0, 1_400)
    span = checked("temperature_range_degc", temperature_range_degc, 0, 40)
    wind = checked("wind_m_per_s", wind_m_per_s, 0.05, 60)
    kelvin = checked("temperature_degc", temperature_degc, -40, 60) + _ZERO_C_K
    pressure_pa = checked("pressure_hpa", pressure_hpa, 850, 1_100) * 100
    density = pressure_pa / (_GAS_CONSTANT_J_PER_KG_K * kelvin)
    flux = light / (density * _CP_J_PER_KG_K)
    return float((flux * span**3 / wind) ** 0.25)


def highest_excess_degc(
    sky_view: ArrayLike, vegetation_share: ArrayLike, strength_degc: float
) -> Floats:
    """Calculate the strongest heat island of a day (Theeuwes 2017) [1]_.

    Parameters
    ----------
    sky_view, vegetation_share : array of shape (n,)
        Means over the ground upwind, 0-1. [-]
    strength_degc : float
        What the day drives, see `day_strength_degc`. [°C]

    Returns
    -------
    array of shape (n,)
        How much warmer than the station at most. [°C]

    Raises
    ------
    UnusableHeatInput
        If a value is missing or absurd.

    References
    ----------
    .. [1] Theeuwes, N.E. et al. (2017), see `day_strength_degc`.
    """
    sky = checked("sky_view", sky_view, -0.01, 1.01)
    green = checked("vegetation_share", vegetation_share, 0, 1)
    checked("strength_degc", strength_degc, 0, 30)
    excess: Floats = np.maximum(2 - sky - green, 0) * strength_degc
    return excess


def course_share(on: date) -> Floats:
    """Tell which part of the strongest heat island there is at each hour of a day [1]_.

    Parameters
    ----------
    on : date
        A day from April to September.

    Returns
    -------
    array of shape (24,)
        For 0 to 23 h UTC; slightly negative in the morning. [-]

    Raises
    ------
    OutsideSummerHalfYear
        If it is another time of the year.

    References
    ----------
    .. [1] Koopmans, S. et al. (2020), A standardized Physical Equivalent Temperature urban
       heat map at 1-m spatial resolution, Urban Climate 31, 100537.
    """
    table = _courses()
    for period in table["periods"]:
        first, last = period["first"], period["last"]
        if tuple(first) <= (on.month, on.day) <= tuple(last):
            return np.array(table["courses"][period["course"]], np.float64)
    raise OutsideSummerHalfYear(on)


@dataclass(frozen=True, slots=True, eq=False)
class SourceArea:
    """Sums of what lies around each cell, for any direction of the wind.

    Make it with `source_area`.
    """

    cell_m: float
    sky: Floats
    seen: Floats
    green: Floats
    ground: Floats

    def means(
        self, direction_deg: float, *, is_calm: bool, assumptions: Assumptions
    ) -> tuple[Floats, Floats]:
        """Return the mean sky view and vegetation share upwind of each cell.

        Where less than ``heat.urban_known_share`` of the window has a sky view, it is
        mixed with an open sky; below half of that the sky is open.
        """
        reach = self._reach(direction_deg, is_calm, assumptions)
        seen, ground = window_sum(self.seen, reach), window_sum(self.ground, reach)
        sky = window_sum(self.sky, reach) / np.maximum(seen, 1)
        enough = assumptions["heat.urban_known_share"]
        weight = np.clip(seen / reach.cells / enough * 2 - 1, 0, 1)
        mixed = np.clip(weight * sky + (1 - weight), 0, 1)
        green = np.clip(window_sum(self.green, reach) / ground, 0, 1)
        return mixed, green

    def _reach(
        self, direction_deg: float, is_calm: bool, assumptions: Assumptions
    ) -> Reach:
        if is_calm:
            return round_reach(assumptions["heat.urban_calm_m"], self.cell_m)
        window = Window(
            assumptions["heat.urban_upwind_m"],
            assumptions["heat.urban_side_m"],
            assumptions["heat.urban_downwind_m"],
        )
        return reach_of(window, quadrant_of(direction_deg), self.cell_m)


def source_area(
    sky_view: Cells, vegetation: Cells, *, is_building: Mask, cell_m: float
) -> SourceArea:
    """Prepare sums over the ground upwind of each cell [1]_.

    Parameters
    ----------
    sky_view, vegetation : array of shape (rows, columns)
        Sky view factor and vegetated part of each cell, 0-1. [-]
    is_building : array of bool of shape (rows, columns)
        Cells of which the sky view does not count: people are not on the roofs.
    cell_m : float
        Size of the cells. [m]

    Raises
    ------
    UnusableHeatInput
        If a value is missing or absurd.

    References
    ----------
    .. [1] Crow, F.C. (1984), Summed-area tables for texture mapping, SIGGRAPH 18(3).
    """
    sky = checked_single("sky_view", sky_view, -0.01, 1.01)
    green = checked_single("vegetation", vegetation, 0, 1)
    check_same_shape(sky.shape, vegetation=green, is_building=is_building)
    seen: NDArray[np.bool_] = ~is_building
    return SourceArea(
        cell_m,
        summed_area(np.where(seen, sky, 0)),
        summed_area(seen),
        summed_area(green),
        summed_area(np.ones(sky.shape, np.bool_)),
    )


@cache
def _courses() -> Mapping[str, Any]:
    import yaml

    file = resources.files(__package__).joinpath("urban_heat.yml")
    table: Mapping[str, Any] = yaml.safe_load(file.read_text("utf-8"))
    return table
