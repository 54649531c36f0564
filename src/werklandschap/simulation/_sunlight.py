"""The light of the sun, split into beam and diffuse."""

from dataclasses import dataclass
from typing import ClassVar, NamedTuple

import numpy as np
import pandas as pd
import pvlib
from numpy.typing import NDArray

from werklandschap.core.errors import WerklandschapError
from werklandschap.core.text import Text

Floats = NDArray[np.float64]


Integers = NDArray[np.int64]


@dataclass(eq=False)
class UnusableWeather(WerklandschapError):
    """A record of weather with hours missing, doubled or out of order."""

    code: ClassVar[str] = "solar.unusable_weather"
    message: ClassVar[Text] = Text(
        nl="Met dit weer is geen opbrengst te berekenen: {what} ontbreekt in een uur of is "
        "onmogelijk.",
        en="No yield can be calculated with this weather: {what} is missing in an hour or "
        "is impossible.",
    )

    what: str


class Sky(NamedTuple):
    """The hours with the sun up: where it stands and what it sends."""

    hour: Integers
    cos_zenith: Floats
    sin_zenith: Floats
    azimuth_rad: Floats
    beam_w_per_m2: Floats
    diffuse_w_per_m2: Floats
    global_w_per_m2: Floats
    circumsolar_share: Floats
    temperature_c: Floats


def sky(weather: pd.DataFrame, *, latitude_deg: float, longitude_deg: float) -> Sky:
    """Find the sun and split its light into beam and diffuse.

    Parameters
    ----------
    weather : DataFrame
        Hours of one station: ``ends_at`` (UTC), ``global_radiation_w_per_m2`` and
        ``temperature_c``, as the table of hourly weather has them.
    latitude_deg, longitude_deg : float
        The place, in WGS 84. [degrees]

    Returns
    -------
    Sky
        The hours in which the sun stands above the horizon halfway.

    Raises
    ------
    UnusableWeather
        If a value is missing or absurd, or an hour occurs twice or out of order.

    Notes
    -----
    The position of the sun after NREL [1]_, halfway the hour; the split after Erbs [2]_.

    References
    ----------
    .. [1] Reda, I. & A. Andreas (2004), Solar position algorithm for solar radiation
       applications, Solar Energy 76(5).
    .. [2] Erbs, D.G., S.A. Klein & J.A. Duffie (1982), Estimation of the diffuse radiation
       fraction for hourly, daily and monthly-average global radiation, Solar Energy 28(4).
    """
    light, temperature = _checked_weather(weather)
    middle = pd.DatetimeIndex(weather["ends_at"]) - pd.Timedelta(minutes=30)
    position = pvlib.solarposition.get_solarposition(
        middle, latitude_deg, longitude_deg
    )
    zenith = position["zenith"].to_numpy()
    # As numbers: from dates pvlib asks pandas in a way that will be removed.
    day = middle.day_of_year.to_numpy(np.float64)
    split = pvlib.irradiance.erbs(light, zenith, day)
    extra = np.asarray(pvlib.irradiance.get_extra_radiation(day))
    hour = np.flatnonzero(zenith < 90)
    beam = np.asarray(split["dni"])[hour]
    return Sky(
        hour,
        np.cos(np.radians(zenith[hour])),
        np.sin(np.radians(zenith[hour])),
        np.radians(position["azimuth"].to_numpy()[hour]),
        beam,
        np.asarray(split["dhi"])[hour],
        light[hour],
        beam / extra[hour],
        temperature[hour],
    )


def _checked_weather(weather: pd.DataFrame) -> tuple[Floats, Floats]:
    light = weather["global_radiation_w_per_m2"].to_numpy("float64")
    temperature = weather["temperature_c"].to_numpy("float64")
    if not ((light >= 0) & (light < 1_500)).all():
        raise UnusableWeather("global_radiation_w_per_m2")
    if not ((temperature > -60) & (temperature < 60)).all():
        raise UnusableWeather("temperature_c")
    ends = weather["ends_at"]
    if ends.isna().any() or not ends.is_monotonic_increasing or not ends.is_unique:
        raise UnusableWeather("ends_at")
    return light, temperature
