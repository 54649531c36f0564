"""The weather of a hot day, hour by hour, with the sun of that moment."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

import numpy as np
import pandas as pd
import pvlib

from werklandschap.core.errors import WerklandschapError
from werklandschap.core.text import Text
from werklandschap.parameters import Assumptions
from werklandschap.simulation._heat_arrays import checked
from werklandschap.simulation.urban_heat import course_share, day_strength_degc

LOCAL_TIME = "Europe/Amsterdam"
_RANGE_BEGINS_H, _HOURS_A_DAY = 8, 24
_BOUNDS = {
    "temperature_c": (-20, 50),
    "relative_humidity_share": (0.01, 1),
    "global_radiation_w_per_m2": (0, 1_400),
    "wind_speed_m_per_s": (0, 60),
    "pressure_hpa": (850, 1_100),
}


@dataclass(eq=False)
class IncompleteHotDay(WerklandschapError):
    """A weather record that lacks hours or values of the day that is asked for."""

    code: ClassVar[str] = "heat.incomplete_hot_day"
    message: ClassVar[Text] = Text(
        nl="Voor {on} ontbreken weergegevens, of staan ze er dubbel in: {missing} uren van 8 uur "
        "tot 7 uur de volgende dag.",
        en="Weather for {on} is missing or doubled: {missing} hours from 8 h "
        "to 7 h the next day.",
    )

    on: date
    missing: int


@dataclass(frozen=True, slots=True)
class PetHour:
    """What is the same everywhere at one moment; radiation is the mean of its hour."""

    at: pd.Timestamp
    temperature_degc: float
    humidity_percent: float
    global_w_per_m2: float
    wind_m_per_s: float
    direction_deg: float
    elevation_deg: float
    azimuth_deg: float
    course: float

    def is_calm(self, assumptions: Assumptions) -> bool:
        """Whether there is hardly wind, or none with a direction."""
        is_weak = self.wind_m_per_s < assumptions["heat.calm_below_m_per_s"]
        return is_weak or bool(np.isnan(self.direction_deg))


def hours_of(
    weather: pd.DataFrame,
    on: date,
    latitude_deg: float,
    longitude_deg: float,
    assumptions: Assumptions,
) -> tuple[PetHour, ...]:
    """Pick the hours of the hot afternoon, which is in local time.

    The sun is that of the moment at which the hour of the record ends, as in the
    standard: at 12:00 for the first one.
    """
    first, last = (
        int(assumptions[name]) for name in ("heat.first_hour_h", "heat.last_hour_h")
    )
    noon = [
        pd.Timestamp(on) + pd.Timedelta(hours=hour) for hour in range(first, last + 1)
    ]
    moments = pd.DatetimeIndex(noon).tz_localize(LOCAL_TIME).tz_convert("UTC")
    return hours_at(weather, moments, on, latitude_deg, longitude_deg)


def day_of(moment: pd.Timestamp) -> date:
    """Tell to which day an hour belongs: from 8 h UTC to 7 h the next."""
    start: date = (moment - pd.Timedelta(hours=_RANGE_BEGINS_H)).date()
    return start


def hours_at(
    weather: pd.DataFrame,
    moments: pd.DatetimeIndex,
    on: date,
    latitude_deg: float,
    longitude_deg: float,
) -> tuple[PetHour, ...]:
    """Pick the hours of a record that end at some moments (UTC), with the sun of then."""
    sun = pvlib.solarposition.get_solarposition(moments, latitude_deg, longitude_deg)
    course = course_share(on)
    rows = _at(weather, moments, on)
    return tuple(
        PetHour(
            at=moment,
            temperature_degc=float(rows["temperature_c"].iloc[n]),
            humidity_percent=100 * float(rows["relative_humidity_share"].iloc[n]),
            global_w_per_m2=float(rows["global_radiation_w_per_m2"].iloc[n]),
            wind_m_per_s=float(rows["wind_speed_m_per_s"].iloc[n]),
            direction_deg=float(rows["wind_direction_deg"].iloc[n]),
            elevation_deg=float(sun["elevation"].iloc[n]),
            azimuth_deg=float(sun["azimuth"].iloc[n]),
            course=float(course[moment.hour]),
        )
        for n, moment in enumerate(moments)
    )


def day_strength_of(weather: pd.DataFrame, on: date) -> float:
    """Work out how strongly a day drives urban heat; all means over the same 24 hours."""
    start = pd.Timestamp(on, tz="UTC") + pd.Timedelta(hours=_RANGE_BEGINS_H)
    rows = _at(weather, pd.date_range(start, periods=_HOURS_A_DAY, freq="h"), on)
    mean = rows[list(_BOUNDS)].mean()
    temperature = rows["temperature_c"]
    return day_strength_degc(
        radiation_w_per_m2=float(mean["global_radiation_w_per_m2"]),
        temperature_range_degc=float(temperature.max() - temperature.min()),
        wind_m_per_s=float(mean["wind_speed_m_per_s"]),
        temperature_degc=float(mean["temperature_c"]),
        pressure_hpa=float(mean["pressure_hpa"]),
    )


def _at(weather: pd.DataFrame, moments: pd.DatetimeIndex, on: date) -> pd.DataFrame:
    """Find the rows of some moments, each exactly once and with all that is asked."""
    ends_at = pd.DatetimeIndex(weather["ends_at"])
    found = weather[ends_at.isin(moments)].set_index("ends_at").sort_index()
    missing = int((~moments.isin(found.index)).sum()) + int(
        found.index.duplicated().sum()
    )
    missing += int(found[list(_BOUNDS)].isna().any(axis=1).sum())
    if missing:
        raise IncompleteHotDay(on, missing)
    for name, (lowest, highest) in _BOUNDS.items():
        checked(name, found[name].to_numpy(np.float64), lowest, highest)
    # The direction may be missing: there is none in a calm or when it varies.
    direction = found["wind_direction_deg"].dropna()
    checked("wind_direction_deg", direction.to_numpy(np.float64), 0, 360)
    return found
