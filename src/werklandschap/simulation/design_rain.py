"""Heavy showers: how much rain falls how often, and how it falls over the minutes."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from werklandschap.core.references import Reference
from werklandschap.core.text import Text
from werklandschap.parameters import Assumptions
from werklandschap.simulation._rain_statistics import (
    CLIMATES,
    LONGEST_MIN,
    MOST_OFTEN_YEAR,
    RAREST_YEAR,
    SHORTEST_MIN,
    RainOutOfReach,
    UnknownClimate,
    check_reach,
    climate_factor,
    rain_mm,
    rain_now_mm,
    return_period_year,
)

__all__ = [
    "CLIMATES",
    "EVENTS",
    "Event",
    "RainOutOfReach",
    "Shape",
    "UnknownClimate",
    "climate_factor",
    "hyetograph",
    "rain_mm",
    "return_period_year",
    "stowa_event",
]


Floats = NDArray[np.float64]


Shape = Literal["block", "peaked"]


STOWA = Reference(
    title="Neerslagstatistieken en -reeksen voor het waterbeheer (2019-19), "
    "actualisatie KNMI'23 (2024)",
    publisher="STOWA",
    year=2024,
    url="https://www.stowa.nl",
)


STRESS_TEST = Reference(
    title="Gestandaardiseerde stresstest wateroverlast, Deltaplan Ruimtelijke Adaptatie",
    publisher="STOWA",
    year=2018,
    url="https://klimaatadaptatienederland.nl",
    locator="amounts from memory, to be confirmed",
)


CLIMATE_ATLAS = Reference(
    title="Bijsluiter waterdiepte bij kortdurende hevige neerslag",
    publisher="Klimaateffectatlas",
    year=2018,
    url="https://www.klimaateffectatlas.nl",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A shower: how much falls in how long."""

    label: Text
    rain_mm: float
    duration_min: float
    reference: Reference

    @property
    def return_period_year(self) -> float:
        """How often it falls at a place today; infinite if rarer than the statistics."""
        return return_period_year(self.rain_mm, self.duration_min)


def stowa_event(
    duration_min: float, return_period_year: float, *, climate: str = "now"
) -> Event:
    """Make the shower of a duration and return period in a climate [1]_.

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
    Event
        With a label that says what it is; its own return period is that of today.

    Raises
    ------
    RainOutOfReach, UnknownClimate
        If the statistics do not hold there.

    References
    ----------
    .. [1] STOWA 2019-19 with the climate factors of 2024 (KNMI'23).
    """
    depth_mm = rain_mm(duration_min, return_period_year, climate=climate)
    years, minutes = f"{return_period_year:g}", f"{duration_min:g}"
    then = ("", "") if climate == "now" else (f" ({climate})", f" ({climate})")
    return Event(
        label=Text(
            nl=f"Bui van {minutes} minuten, eens per {years} jaar{then[0]}",
            en=f"Shower of {minutes} minutes, once in {years} years{then[1]}",
        ),
        rain_mm=depth_mm,
        duration_min=duration_min,
        reference=STOWA,
    )


def hyetograph(
    event: Event,
    *,
    step_min: float = 5.0,
    shape: Shape = "block",
    assumptions: Assumptions | None = None,
) -> Floats:
    """Spread a shower over time.

    Parameters
    ----------
    event : Event
        The shower.
    step_min : float
        Length of a step; the last one may be cut short by the end. [min]
    shape : {"block", "peaked"}
        Equally much in every step, or with a peak: around it, every duration has the
        share that the statistics give it at the event's own return period.
    assumptions : Assumptions, optional
        Must be given for a peaked shower: uses ``rain.peak_position_share``.

    Returns
    -------
    array of shape (steps,)
        Depth per step, adding up to the event. [mm]

    Raises
    ------
    RainOutOfReach
        If the step is not above zero and at most the event, or the duration of a
        peaked shower is beyond the statistics.

    Notes
    -----
    The peaked shape is the design storm of Keifer & Chu [1]_ on the curve of STOWA.
    Within the ten minutes below which there are no statistics it falls evenly.

    References
    ----------
    .. [1] Keifer, C.J. & H.H. Chu (1957), Synthetic storm pattern for drainage design,
       Journal of the Hydraulics Division 83(4).
    """
    check_reach("duration_min", event.duration_min, 1.0, LONGEST_MIN)
    check_reach("step_min", step_min, 1e-3, event.duration_min)
    steps = math.ceil(event.duration_min / step_min - 1e-9)
    ends_min = np.minimum(np.arange(steps + 1) * step_min, event.duration_min)
    if shape == "block":
        fallen = ends_min / event.duration_min
    else:
        if assumptions is None:
            message = "a peaked shower needs assumptions"
            raise ValueError(message)
        fallen = _peaked(event, ends_min, assumptions["rain.peak_position_share"])
    depths_mm: Floats = event.rain_mm * np.diff(fallen)
    return depths_mm


def _peaked(event: Event, at_min: Floats, peak_share: float) -> Floats:
    """Tell which share has fallen by each moment, before and after the peak alike."""
    check_reach("duration_min", event.duration_min, SHORTEST_MIN, LONGEST_MIN)
    often = min(max(event.return_period_year, MOST_OFTEN_YEAR), RAREST_YEAR)
    whole_mm = rain_now_mm(event.duration_min, often)

    def share(within_min: float) -> float:
        if within_min <= SHORTEST_MIN:
            first = rain_now_mm(SHORTEST_MIN, often) / whole_mm
            return min(first, 1.0) * within_min / SHORTEST_MIN
        return min(rain_now_mm(within_min, often) / whole_mm, 1.0)

    peak_min = peak_share * event.duration_min
    fallen = np.empty(len(at_min))
    for i, minute in enumerate(at_min.tolist()):
        if minute <= peak_min:
            part = 0.0 if peak_share == 0 else (peak_min - minute) / peak_share
            fallen[i] = peak_share * (1 - share(part))
        else:
            part = (minute - peak_min) / (1 - peak_share)
            fallen[i] = peak_share + (1 - peak_share) * share(part)
    # Where the statistics of two ranges of duration meet they can step back a hair.
    steady: Floats = np.maximum.accumulate(fallen)
    return steady


def _standard(depth_mm: float, minutes: float, reference: Reference) -> Event:
    hours = f"{minutes / 60:g}"
    return Event(
        label=Text(
            nl=f"{depth_mm:g} mm in {hours} uur",
            en=f"{depth_mm:g} mm in {hours} hour{'s' * (minutes != 60)}",
        ),
        rain_mm=depth_mm,
        duration_min=minutes,
        reference=reference,
    )


EVENTS: Mapping[str, Event] = MappingProxyType(
    {
        "standard_70mm_1h": _standard(70.0, 60.0, STRESS_TEST),
        "standard_90mm_1h": _standard(90.0, 60.0, STRESS_TEST),
        "standard_160mm_2h": _standard(160.0, 120.0, STRESS_TEST),
        "atlas_70mm_2h": _standard(70.0, 120.0, CLIMATE_ATLAS),
        "atlas_140mm_2h": _standard(140.0, 120.0, CLIMATE_ATLAS),
    }
)
"""The showers that everybody uses; their amounts are their names."""
