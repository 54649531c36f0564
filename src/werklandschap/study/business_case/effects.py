"""What two simulated runs differ in, per year: the physical effects that euros price."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from werklandschap.appraisal import ramp
from werklandschap.core.text import Text

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """An effect: how much of it comes in which calendar year.

    Each step of ``comes`` grows in a straight line over ``grows_years``. ``later`` gives
    factors of later calendar years, between which it changes evenly: damage that grows
    with the weather. ``is_simulated`` tells a simulation from what is read off the map.
    ``ends`` tells which part of it there is where assumptions are low, and where they are
    high.
    """

    comes: tuple[tuple[int, float], ...]
    grows_years: int = 1
    later: tuple[tuple[int, float], ...] = ()
    is_simulated: bool = False
    ends: tuple[float, float] = (1.0, 1.0)

    @property
    def full(self) -> float:
        """All of it together, once it is there; in the climate of today."""
        return sum(added for _, added in self.comes)

    @property
    def most(self) -> float:
        """All that ever comes, whatever goes again later."""
        came = sum(max(added, 0.0) for _, added in self.comes)
        return came or self.full

    def by_year(self, first_year: int, horizon_years: int) -> Floats:
        """Tell how much there is in each year of an appraisal.

        Parameters
        ----------
        first_year : int
            The calendar year of year 0.
        horizon_years : int
            The last year.

        Returns
        -------
        array of shape (horizon_years + 1,)
            In the unit of the effect.
        """
        grown = np.zeros(horizon_years + 1)
        for year, added in self.comes:
            grown += ramp(
                added,
                horizon_years,
                first_year=year - first_year,
                years=self.grows_years,
            )
        if self.later:
            years, factors = zip(*self.later, strict=True)
            calendar = first_year + np.arange(horizon_years + 1)
            grown *= np.interp(calendar, years, factors)
        return grown


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """An indicator in the reference and with the plan, each with its range.

    A range is None where it was not calculated.
    """

    indicator: str
    before: float
    after: float
    before_range: tuple[float, float] | None = None
    after_range: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shower:
    """What a shower does to the floors of buildings of one use, without and with the plan.

    ``return_period_year`` is of today, ``return_period_2050_year`` of 2050; floors
    count for the part that is ruined.
    """

    rain_mm: float
    duration_min: float
    return_period_year: float
    return_period_2050_year: float
    use: str
    before_m2: float
    after_m2: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Effects:
    """Everything that was found between the park as it is and with the plan.

    ``found`` and ``missing`` are by the names that benefits know effects by: what is
    missing is not counted, with the reason. ``near_green_share`` is the part of all floor
    near new green, with ``near_green_ends`` as `Effect` has them; ``damage`` is the floor
    that is ruined a year in the reference.
    """

    found: Mapping[str, Effect]
    missing: Mapping[str, Text]
    compared: tuple[Compared, ...] = ()
    showers: tuple[Shower, ...] = ()
    near_green_share: float | None = None
    near_green_ends: tuple[float, float] = (1.0, 1.0)
    damage: Effect | None = None
    seconds: Mapping[str, float] = field(default_factory=dict)
