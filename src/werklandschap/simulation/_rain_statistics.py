"""How much rain falls how often in the Netherlands, after STOWA."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import ClassVar

from werklandschap.core.errors import WerklandschapError
from werklandschap.core.text import Text

SHORTEST_MIN, LONGEST_MIN = 10.0, 14_400.0
"""Durations for which the statistics hold: ten minutes to ten days."""


MOST_OFTEN_YEAR, RAREST_YEAR = 0.5, 1_000.0
"""Return periods for which the statistics hold."""


CLIMATES: Mapping[str, float] = MappingProxyType(
    {
        "now": 0.4,
        "2033L": 0.6,
        "2050L": 0.8,
        "2050M": 1.1,
        "2050H": 1.5,
        "2100L": 0.8,
        "2100M": 1.9,
        "2100H": 4.0,
        "2150L": 0.8,
        "2150M": 2.1,
        "2150H": 5.5,
    }
)
"""Warming since 1991-2020 of each KNMI'23 scenario, in °C; STOWA counts now as 0.4."""


@dataclass(eq=False)
class RainOutOfReach(WerklandschapError):
    """A duration, amount or return period of which the statistics say nothing."""

    code: ClassVar[str] = "rain.out_of_reach"
    message: ClassVar[Text] = Text(
        nl="De neerslagstatistiek geldt niet voor {what} = {value:g}: kies een waarde "
        "van {lowest:g} tot en met {highest:g}.",
        en="The rain statistics do not hold for {what} = {value:g}: choose a value from "
        "{lowest:g} up to and including {highest:g}.",
    )

    what: str
    value: float
    lowest: float
    highest: float


@dataclass(eq=False)
class UnknownClimate(WerklandschapError):
    """A climate scenario that KNMI'23 does not have."""

    code: ClassVar[str] = "rain.unknown_climate"
    message: ClassVar[Text] = Text(
        nl="Er is geen klimaatscenario ‘{climate}’. Kies uit: {known}.",
        en="There is no climate scenario ‘{climate}’. Choose from: {known}.",
    )

    climate: str
    known: str


def rain_mm(
    duration_min: float, return_period_year: float, *, climate: str = "now"
) -> float:
    r"""Look up the rain that a place gets once in so many years.

    Parameters
    ----------
    duration_min : float
        How long it falls, 10 to 14,400. [min]
    return_period_year : float
        Mean time between two such showers, 0.5 to 1,000. [year]
    climate : str
        One of `CLIMATES`.

    Returns
    -------
    float
        Depth of the rain, in all seasons. [mm]

    Raises
    ------
    RainOutOfReach, UnknownClimate
        If the statistics do not hold there.

    Notes
    -----
    Up to 720 minutes a generalised logistic, above it a generalised extreme value
    distribution, both with parameters that follow the logarithm of the duration [1]_.
    A warming of :math:`\Delta T` °C multiplies the depth by
    :math:`1 + (v - 1)(\Delta T - 0.4)/3.6`, with :math:`v = 1.234` up to a day and less
    for longer rain.

    References
    ----------
    .. [1] STOWA 2019-19 with the climate factors of 2024 (KNMI'23).

    Examples
    --------
    >>> round(rain_mm(60, 100), 1)
    57.7
    >>> round(rain_mm(60, 100, climate="2100H"), 1)
    71.2
    """
    check_reach("duration_min", duration_min, SHORTEST_MIN, LONGEST_MIN)
    check_reach("return_period_year", return_period_year, MOST_OFTEN_YEAR, RAREST_YEAR)
    return rain_now_mm(duration_min, return_period_year) * climate_factor(
        duration_min, climate=climate
    )


def climate_factor(duration_min: float, *, climate: str) -> float:
    """Look up how much heavier the same shower is in a climate [1]_.

    Parameters
    ----------
    duration_min : float
        How long it falls. [min]
    climate : str
        One of `CLIMATES`.

    Returns
    -------
    float
        Factor on the depth of today; 1 for now. [-]

    Raises
    ------
    UnknownClimate
        If KNMI'23 has no such scenario.

    References
    ----------
    .. [1] STOWA (2024), climate factors after KNMI'23, all seasons.
    """
    if climate not in CLIMATES:
        raise UnknownClimate(climate, ", ".join(CLIMATES))
    log_h = math.log(min(max(duration_min / 60, 24.0), 120.0))
    by_four_degrees = 1.234
    if duration_min > 24 * 60:
        by_four_degrees = 0.009143 * log_h**2 - 0.1508 * log_h + 1.621
    if duration_min >= 120 * 60:
        by_four_degrees = 1.109
    return 1 + (by_four_degrees - 1) * (CLIMATES[climate] - 0.4) / 3.6


def return_period_year(
    rain_mm: float, duration_min: float, *, climate: str = "now"
) -> float:
    """Find how often so much rain falls at a place [1]_; the inverse of `rain_mm`.

    Parameters
    ----------
    rain_mm : float
        Depth of the rain. [mm]
    duration_min : float
        How long it falls, 10 to 14,400. [min]
    climate : str
        One of `CLIMATES`.

    Returns
    -------
    float
        Mean time between two such showers [year]; 0 when it falls more than twice a
        year, infinite when rarer than once in 1,000 years: the statistics reach no
        further. Where they stand still (longer than 90 minutes, just above 120 years)
        the shortest.

    Raises
    ------
    RainOutOfReach, UnknownClimate
        If the statistics do not hold there, or the depth is no positive number.

    References
    ----------
    .. [1] STOWA 2019-19 with the climate factors of 2024 (KNMI'23).

    Examples
    --------
    >>> round(return_period_year(70, 60))
    200
    """
    check_reach("duration_min", duration_min, SHORTEST_MIN, LONGEST_MIN)
    check_reach("rain_mm", rain_mm, 0.0, 2_000.0)
    wanted = rain_mm / climate_factor(duration_min, climate=climate)
    if wanted < rain_now_mm(duration_min, MOST_OFTEN_YEAR):
        return 0.0
    if wanted > rain_now_mm(duration_min, RAREST_YEAR):
        return math.inf
    low, high = math.log(MOST_OFTEN_YEAR), math.log(RAREST_YEAR)
    # Sixty halvings leave nothing to halve in a float.
    for _ in range(60):
        middle = (low + high) / 2
        if rain_now_mm(duration_min, math.exp(middle)) < wanted:
            low = middle
        else:
            high = middle
    return math.exp(high)


def rain_now_mm(duration_min: float, return_period_year: float) -> float:
    """Depth for a duration and return period today, in mm."""
    if duration_min > 720:
        return _long_mm(duration_min, return_period_year)
    depth_mm = _short_mm(duration_min, return_period_year)
    # The curve for rare rain starts a little below the end of the one for often.
    if duration_min > 90 and return_period_year > 120:
        return max(depth_mm, _short_mm(duration_min, 120.0))
    return depth_mm


def _short_mm(duration_min: float, years: float) -> float:
    """Generalised logistic distribution, up to 12 hours."""
    log_min = math.log10(duration_min)
    location = 1.02 * (7.339 + 0.848 * log_min + 2.844 * log_min**2)
    dispersion = (
        0.04704 + 0.1978 * log_min - 0.05729 * log_min**2
        if duration_min <= 104
        else 0.2801 - 0.0333 * log_min
    )
    shape = (
        -0.0336 - 0.264 * log_min + 0.0636 * log_min**2
        if duration_min <= 90 or years <= 120
        else -0.310 - 0.0544 * log_min + 0.0288 * log_min**2
    )
    odds = math.expm1(1 / years)
    # math.pow: a power of floats is a float, which ** does not promise.
    return location * (1 + dispersion / shape * (1 - math.pow(odds, shape)))


def _long_mm(duration_min: float, years: float) -> float:
    """Generalised extreme value distribution, above 12 hours."""
    log_min = math.log10(duration_min)
    location = 1.02 * math.pow(0.239 - 0.0250 * math.log(duration_min / 60), -1 / 0.512)
    dispersion = 0.478 - 0.0681 * log_min
    shape = 0.118 - 0.266 * log_min + 0.0586 * log_min**2
    return location * (1 + dispersion / shape * (1 - math.pow(years, -shape)))


def check_reach(what: str, value: float, lowest: float, highest: float) -> None:
    """Make sure that a number lies where the statistics hold."""
    # Written so that NaN fails too.
    if not lowest <= value <= highest:
        raise RainOutOfReach(what, value, lowest, highest)
