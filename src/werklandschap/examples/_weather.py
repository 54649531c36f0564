"""A year of weather that never was, for places that nobody ever saw."""

import numpy as np
import pandas as pd
from numpy.random import Generator
from numpy.typing import NDArray

from werklandschap.landscape import WEATHER_HOURS

Floats = NDArray[np.float64]

STATION = "gegenereerd"
"""Where KNMI has a number; no station has this one."""

_YEAR, _HOURS, _DAYS = 2025, 8_760, 365
_LATITUDE_DEG, _LONGITUDE_DEG = 52.0, 5.0
_RAIN_MM = 850.0
_SPELL_H, _WET_SHARE = 3.0, 0.075


def weather_hours() -> pd.DataFrame:
    """Make up a year of hours that looks like the Netherlands; always the same one.

    Returns
    -------
    DataFrame
        Table ``weather_hours`` of 2025, UTC.

    Notes
    -----
    Nothing in it was measured; its numbers are choices. Of each day the clearness of the
    sky is drawn, and the sun of 52° N shines through it. Temperature follows the season,
    the hour and slow swings. Rain comes in spells of some hours, sooner on dull days, and
    adds up to 850 mm. Wind, humidity and pressure wander around usual values. All
    generated places have this weather in common.
    """
    rng = np.random.default_rng([_YEAR, _HOURS])
    begins = pd.date_range(f"{_YEAR}-01-01", periods=_HOURS, freq="h", tz="UTC")
    clear = np.repeat(0.25 + 0.75 * rng.beta(1.1, 1.2, _DAYS), 24)
    temperature = _temperature_c(clear, rng)
    gusts = rng.gamma(9.0, 1 / 9.0, _HOURS)
    told = {
        "temperature_c": temperature.round(1),
        "wind_speed_m_per_s": (3.7 * np.exp(0.35 * _slow(rng)) * gusts).round(1),
        "wind_direction_deg": (220 + 70 * _slow(rng)).round(-1) % 360,
        "global_radiation_w_per_m2": (clear * _clear_sky_w_per_m2()).round(),
        "rain_mm": _rain_mm(clear, rng),
        "relative_humidity_share": _humidity_share(temperature, clear).round(2),
        "pressure_hpa": (1_015 + 9 * _slow(rng)).round(1),
    }
    names = begins.strftime(f"{STATION}-%Y%m%d%H")
    hours = pd.DataFrame(told, index=pd.Index(names, name=WEATHER_HOURS.key))
    ends_at = begins.as_unit("s") + pd.Timedelta(hours=1)
    whole: pd.DataFrame = WEATHER_HOURS.complete(
        hours.assign(station_code=STATION, ends_at=ends_at)
    )
    return whole


def _of_year() -> tuple[Floats, Floats]:
    """Give the day of the year and the hour of the day of the middle of every hour."""
    hour = np.arange(_HOURS, dtype=np.float64) + 0.5
    return np.divide(hour, 24), np.mod(hour, 24)


def _slow(rng: Generator) -> Floats:
    """Wander around 0 with a spread of 1, over some days."""
    swings = np.convolve(rng.standard_normal(_DAYS + 8), np.hanning(8), "same")
    swings = swings[4:-4] / np.sqrt((np.hanning(8) ** 2).sum())
    days = np.arange(_DAYS) + 0.5
    wandering: Floats = np.interp(_of_year()[0], days, swings)
    return wandering


def _clear_sky_w_per_m2() -> Floats:
    """Let the sun shine through clear air, by the formula of Haurwitz (1945)."""
    day, hour = _of_year()
    declination = np.radians(-23.44) * np.cos(2 * np.pi * (day + 10) / _DAYS)
    turned = np.radians(15 * (hour + _LONGITUDE_DEG / 15 - 12))
    latitude = np.radians(_LATITUDE_DEG)
    height = np.sin(latitude) * np.sin(declination)
    height = height + np.cos(latitude) * np.cos(declination) * np.cos(turned)
    up = height.clip(1e-3)
    light: Floats = np.where(height > 0, 1_098 * up * np.exp(-0.057 / up), 0.0)
    return light


def _temperature_c(clear: Floats, rng: Generator) -> Floats:
    day, hour = _of_year()
    season = -np.cos(2 * np.pi * (day - 20) / _DAYS)
    swing = (1.5 + 1.5 * (1 + season)) * (clear + 0.2)
    of_hour = -np.cos(2 * np.pi * (hour - 3) / 24)
    degrees: Floats = 10.8 + 7.3 * season + swing * of_hour + 2.8 * _slow(rng)
    return degrees


def _humidity_share(temperature_c: Floats, clear: Floats) -> Floats:
    """Let the air be drier when it is warmer than the day, and under a clear sky."""
    mean_c = np.repeat(temperature_c.reshape(-1, 24).mean(axis=1), 24)
    share: Floats = 0.95 - 0.2 * clear - 0.025 * (temperature_c - mean_c)
    return share.clip(0.3, 1.0)


def _rain_mm(clear: Floats, rng: Generator) -> Floats:
    """Let spells of rain come and go; the year adds up to what is usual."""
    mean_clear = clear.mean()
    begins = (_WET_SHARE / (1 - _WET_SHARE) / _SPELL_H) * (
        1.6 - 0.6 * clear / mean_clear
    )
    chance = rng.uniform(size=_HOURS)
    is_wet, wet = np.zeros(_HOURS, bool), False
    for hour in range(_HOURS):
        wet = chance[hour] > 1 / _SPELL_H if wet else chance[hour] < begins[hour]
        is_wet[hour] = wet
    depth = np.where(is_wet, rng.gamma(0.7, 1.0, _HOURS), 0.0)
    shown: Floats = (depth * _RAIN_MM / depth.sum()).round(1)
    return shown
