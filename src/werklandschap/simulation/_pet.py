"""The formulas of the felt temperature (PET) in the Dutch standard."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from werklandschap.geo._compiled import compiled
from werklandschap.simulation._heat_arrays import Floats, Single, checked

STEFAN_BOLTZMANN_W_PER_M2_K4 = 5.67e-8
_ZERO_C_K = 273.15
_SOLAR_CONSTANT_W_PER_M2 = 1_367.0
_LN_2 = np.float32(0.6931471805599453)
_SQRT_HALF = np.float32(0.7071067811865476)


def wet_bulb_degc(temperature_degc: ArrayLike, humidity_percent: ArrayLike) -> Floats:
    """Calculate the wet bulb temperature at sea level (Stull 2011) [1]_.

    Parameters
    ----------
    temperature_degc : array of shape (n,)
        Air temperature, -20 to 50. [°C]
    humidity_percent : array of shape (n,)
        Relative humidity, 1 to 100. [%]

    Returns
    -------
    array of shape (n,)
        Within about 0.3 °C from 5 % humidity up. [°C]

    Raises
    ------
    UnusableHeatInput
        If a value is missing or outside those bounds.

    References
    ----------
    .. [1] Stull, R. (2011), Wet-bulb temperature from relative humidity and air
       temperature, J. Applied Meteorology and Climatology 50(11), 2267-2269, eq. 1.

    Examples
    --------
    >>> wet_bulb_degc(20.0, 50.0).round(1).item()
    13.7
    """
    t = checked("temperature_degc", temperature_degc, -20, 50)
    rh = checked("humidity_percent", humidity_percent, 1, 100)
    wet: Floats = (
        t * np.arctan(0.151977 * np.sqrt(rh + 8.313659))
        + np.arctan(t + rh)
        - np.arctan(rh - 1.676331)
        + 0.00391838 * rh**1.5 * np.arctan(0.023101 * rh)
        - 4.686035
    )
    return wet


def diffuse_w_per_m2(global_w_per_m2: ArrayLike, elevation_deg: ArrayLike) -> Floats:
    r"""Calculate the diffuse part of global radiation as the standard does.

    Parameters
    ----------
    global_w_per_m2 : array of shape (n,)
        Global radiation. [W/m²]
    elevation_deg : array of shape (n,)
        Height of the sun. [degrees]

    Returns
    -------
    array of shape (n,)
        All of it where the sun is not above the horizon. [W/m²]

    Raises
    ------
    UnusableHeatInput
        If a value is missing or absurd.

    Notes
    -----
    With :math:`\tau = Q / (1367 \sin\phi)` all light is diffuse below 0.3, a fifth of it
    above 0.7 and :math:`1.6 - 2\tau` in between [1]_.

    References
    ----------
    .. [1] Koopmans, S. et al. (2020), A standardized Physical Equivalent Temperature urban
       heat map at 1-m spatial resolution, Urban Climate 31, 100537.
    """
    light = checked("global_w_per_m2", global_w_per_m2, 0, 1_400)
    sine = np.sin(np.radians(checked("elevation_deg", elevation_deg, -90, 90)))
    # A sun at or below the horizon: whatever light there is comes from the sky.
    outside = np.maximum(_SOLAR_CONSTANT_W_PER_M2 * sine, 1e-9)
    clearness = np.where(sine > 0, light / outside, 0)
    share = np.where(
        clearness < 0.3, 1.0, np.where(clearness > 0.7, 0.2, 1.6 - 2 * clearness)
    )
    diffuse: Floats = share * light
    return diffuse


def pet_sun_degc(
    temperature_degc: ArrayLike,
    wind_m_per_s: ArrayLike,
    *,
    wet_bulb_degc: ArrayLike,
    global_w_per_m2: ArrayLike,
    elevation_deg: ArrayLike,
    sky_view: ArrayLike,
    bowen_ratio: ArrayLike,
) -> Floats:
    """Calculate the felt temperature (PET) in the sun [1]_.

    Parameters
    ----------
    temperature_degc, wet_bulb_degc : array
        Temperature of the air, and the wet bulb. [°C]
    wind_m_per_s : array
        Wind at 1.2 m, 0.5 or more by definition of the standard. [m/s]
    global_w_per_m2 : array
        Global radiation, mean of the hour. [W/m²]
    elevation_deg : array
        Height of the sun. [degrees]
    sky_view, bowen_ratio : array
        Sky view factor 0-1, and warmth over evaporation of the ground. [-]

    Returns
    -------
    array
        Of the shape that the arguments broadcast to. [°C]

    Raises
    ------
    UnusableHeatInput
        If a value is missing or absurd.

    References
    ----------
    .. [1] Koopmans, S. et al. (2020), A standardized Physical Equivalent Temperature urban
       heat map at 1-m spatial resolution, Urban Climate 31, 100537.
    """
    ta = checked("temperature_degc", temperature_degc, -20, 60)
    tw = checked("wet_bulb_degc", wet_bulb_degc, -40, 50)
    q = checked("global_w_per_m2", global_w_per_m2, 0, 1_400)
    log_u = np.log(checked("wind_m_per_s", wind_m_per_s, 0.05, 60))
    sine = np.sin(np.radians(checked("elevation_deg", elevation_deg, -90, 90)))
    sky = checked("sky_view", sky_view, -0.01, 1.01)
    bowen = checked("bowen_ratio", bowen_ratio, 0, 20)
    pet: Floats = (
        -13.26
        + 1.25 * ta
        + 0.011 * q
        - 3.37 * log_u
        + 0.078 * tw
        + 0.0055 * q * log_u
        + 5.56 * sine
        - 0.0103 * q * log_u * sine
        + 0.546 * bowen
        + 1.94 * sky
    )
    return pet


def pet_shade_degc(
    temperature_degc: ArrayLike,
    wind_m_per_s: ArrayLike,
    *,
    wet_bulb_degc: ArrayLike,
    diffuse_w_per_m2: ArrayLike,
    sky_view: ArrayLike,
) -> Floats:
    """Calculate the felt temperature (PET) in the shade and at night [1]_.

    Parameters
    ----------
    temperature_degc, wet_bulb_degc : array
        Temperature of the air, and the wet bulb. [°C]
    wind_m_per_s : array
        Wind at 1.2 m, 0.5 or more by definition of the standard. [m/s]
    diffuse_w_per_m2 : array
        Diffuse radiation, see `diffuse_w_per_m2`. [W/m²]
    sky_view : array
        Sky view factor, 0-1. [-]

    Returns
    -------
    array
        Of the shape that the arguments broadcast to. [°C]

    Raises
    ------
    UnusableHeatInput
        If a value is missing or absurd.

    References
    ----------
    .. [1] Koopmans, S. et al. (2020), see `pet_sun_degc`.
    """
    ta = checked("temperature_degc", temperature_degc, -20, 60)
    tw = checked("wet_bulb_degc", wet_bulb_degc, -40, 50)
    log_u = np.log(checked("wind_m_per_s", wind_m_per_s, 0.05, 60))
    diffuse = checked("diffuse_w_per_m2", diffuse_w_per_m2, 0, 1_400)
    sky = checked("sky_view", sky_view, -0.01, 1.01)
    pet: Floats = (
        -12.14
        + 1.25 * ta
        - 1.47 * log_u
        + 0.060 * tw
        + 0.015 * sky * diffuse
        + 0.0060 * (1 - sky) * STEFAN_BOLTZMANN_W_PER_M2_K4 * (ta + _ZERO_C_K) ** 4
    )
    return pet


@compiled
def _log(x: np.float32) -> np.float32:
    """Take the logarithm so that a processor does eight at once (Cephes ``logf``)."""
    bits = np.float32(x).view(np.int32)
    exponent = np.int32((bits >> np.int32(23)) - np.int32(126))
    mantissa = np.int32((bits & np.int32(0x007FFFFF)) | np.int32(0x3F000000)).view(
        np.float32
    )
    is_low = mantissa < _SQRT_HALF
    m = (mantissa + mantissa if is_low else mantissa) - np.float32(1)
    e = np.float32(exponent - np.int32(1) if is_low else exponent)
    p = np.float32(7.0376836292e-2)
    p = p * m + np.float32(-1.1514610310e-1)
    p = p * m + np.float32(1.1676998740e-1)
    p = p * m + np.float32(-1.2420140846e-1)
    p = p * m + np.float32(1.4249322787e-1)
    p = p * m + np.float32(-1.6668057665e-1)
    p = p * m + np.float32(2.0000714765e-1)
    p = p * m + np.float32(-2.4999993993e-1)
    p = p * m + np.float32(3.3333331174e-1)
    squared = m * m
    return np.float32(m + m * squared * p - np.float32(0.5) * squared + e * _LN_2)


@compiled
def pet_cells(
    temperature: Single,
    wind: Single,
    sky_view: Single,
    bowen: Single,
    is_shaded: NDArray[np.bool_],
    hour: Single,
    out: Single,
) -> None:
    """Fill ``out`` with both formulas, each where it holds; all flat arrays.

    ``hour`` holds what is the same in every cell, see `hour_terms`.
    """
    sun0, sun_log, shade0, diffuse = hour[0], hour[1], hour[2], hour[3]
    radiated = np.float32(0.0060 * STEFAN_BOLTZMANN_W_PER_M2_K4)
    for i in range(len(out)):
        ta, sky, log_u = temperature[i], sky_view[i], _log(wind[i])
        warm = np.float32(1.25) * ta
        kelvin = ta + np.float32(_ZERO_C_K)
        squared = kelvin * kelvin
        shade = (
            shade0
            + warm
            - np.float32(1.47) * log_u
            + sky * diffuse
            + (np.float32(1) - sky) * radiated * squared * squared
        )
        sun = (
            sun0
            + warm
            + sun_log * log_u
            + np.float32(0.546) * bowen[i]
            + np.float32(1.94) * sky
        )
        out[i] = shade if is_shaded[i] else sun


def hour_terms(
    *, wet_bulb: float, global_w_per_m2: float, elevation_deg: float
) -> Single:
    """Work out the terms of both formulas that are the same in every cell."""
    sine = np.sin(np.radians(elevation_deg))
    diffuse = float(diffuse_w_per_m2(global_w_per_m2, elevation_deg))
    light = global_w_per_m2
    return np.array(
        [
            -13.26 + 0.011 * light + 0.078 * wet_bulb + 5.56 * sine,
            -3.37 + 0.0055 * light - 0.0103 * light * sine,
            -12.14 + 0.060 * wet_bulb,
            0.015 * diffuse,
        ],
        np.float32,
    )
