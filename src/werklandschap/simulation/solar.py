"""Sun on roofs: how much power solar panels have room for and what they yield."""

from dataclasses import dataclass
from typing import ClassVar, NamedTuple

import numpy as np
import pandas as pd
from geopandas import GeoDataFrame
from numpy.typing import ArrayLike, NDArray

from werklandschap.core.errors import WerklandschapError
from werklandschap.core.text import Text
from werklandschap.geo._compiled import compiled
from werklandschap.parameters import Assumptions
from werklandschap.simulation._solar_panels import (
    Panels,
    UnusableRoofs,
    checked,
    panels_on,
    usable_area_m2,
)
from werklandschap.simulation._sunlight import Sky, UnusableWeather, sky

__all__ = [
    "NoWholeYears",
    "Shading",
    "Sky",
    "UnusableRoofs",
    "UnusableWeather",
    "hourly_profile",
    "plane_irradiance_w_per_m2",
    "roof_yield",
    "sky",
    "usable_area_m2",
]


Floats = NDArray[np.float64]


_HOURS_A_YEAR = 8_766


_LEAST_COS_ZENITH = 0.01745
"""Keeps the ratio of beams finite when the sun sets, as pvlib does (89°)."""


@dataclass(eq=False)
class NoWholeYears(WerklandschapError):
    """A record that would count one season more often than another."""

    code: ClassVar[str] = "solar.no_whole_years"
    message: ClassVar[Text] = Text(
        nl="Het weer loopt over {hours} uur; een jaaropbrengst vraagt hele jaren.",
        en="The weather runs over {hours} hours; a yearly yield needs whole years.",
    )

    hours: int


@dataclass(frozen=True, slots=True)
class Shading:
    """What is left of the light; 1 where nothing stands in the way.

    ``beam_share`` holds the part of the beam that arrives, per plane or per plane and
    hour of the weather; ``sky_view`` the part of the sky that a plane sees of what it
    would see in the open.
    """

    beam_share: Floats
    sky_view: Floats


class _Module(NamedTuple):
    """How panels turn light into power."""

    reflection: float
    warming_c_per_w_per_m2: float
    loss_per_degree: float
    kept_share: float
    albedo: float


def plane_irradiance_w_per_m2(
    light: Sky, *, slope_deg: ArrayLike, azimuth_deg: ArrayLike, albedo: float
) -> Floats:
    """Calculate the light on unshaded planes.

    Parameters
    ----------
    light : Sky
        Hours with the sun up.
    slope_deg, azimuth_deg : array of shape (n,)
        Slope (0 is flat) and downhill direction clockwise from north. [degrees]
    albedo : float
        Part of the light that the ground sends back. [-]

    Returns
    -------
    array of shape (n, hours of the sky)
        Mean irradiance in each hour. [W/m²]

    Raises
    ------
    UnusableRoofs
        If a slope or direction is missing or impossible.

    Notes
    -----
    Transposition after Hay & Davies [1]_: what is diffuse around the sun goes with the
    beam, the rest comes evenly from the sky.

    References
    ----------
    .. [1] Hay, J.E. & J.A. Davies (1980), Calculations of the solar radiation incident on
       an inclined surface, Proc. First Canadian Solar Radiation Data Workshop.
    """
    slope = checked("slope_deg", np.atleast_1d(slope_deg), 0.0, 90.0)
    azimuth = checked("azimuth_deg", np.atleast_1d(azimuth_deg), 0.0, 360.0)
    # Panels that neither reflect nor warm up nor lose: a kilowatt is a kilowatt of sun.
    ideal = _Module(0.0, 0.0, 0.0, 1.0, albedo)
    panels = Panels(
        np.arange(len(slope)), np.radians(slope), np.radians(azimuth), 0 * slope + 1_000
    )
    whole = np.ones((len(slope), 1))
    return _profile(light, panels, ideal, whole, whole[:, 0], len(light.hour), True)


def roof_yield(
    planes: GeoDataFrame,
    weather: pd.DataFrame,
    *,
    latitude_deg: float,
    longitude_deg: float,
    shading: Shading | None = None,
    obstacles: GeoDataFrame | None = None,
    assumptions: Assumptions,
) -> pd.DataFrame:
    """Estimate the power and the yearly yield of solar panels on roof planes.

    Parameters
    ----------
    planes : GeoDataFrame
        Roof planes from above with ``area_m2``, ``slope_deg`` and ``azimuth_deg``. [m]
    weather : DataFrame
        Hours of whole years of one station, see `sky`.
    latitude_deg, longitude_deg : float
        The place, in WGS 84. [degrees]
    shading : Shading, optional
        What is left of the light; without it, everything.
    obstacles : GeoDataFrame, optional
        What stands on the roofs, see `usable_area_m2`.
    assumptions : Assumptions
        Uses the parameters of ``solar``, those of `usable_area_m2`,
        ``roofs.solar_off_south_deg`` and ``roofs.solar_module_kwp_per_m2``.

    Returns
    -------
    DataFrame
        Per plane ``kwp``, ``kwh_per_year`` and ``kwh_per_kwp``; the last is missing (NaN)
        where there is no room. A plane that faces north gets no panels.

    Raises
    ------
    UnusableWeather, NoWholeYears, UnusableRoofs
        If values are missing or absurd, or the record does not span whole years.

    Notes
    -----
    On a flat roof the panels stand in pairs that face east and west; so do those on a
    pitched roof of which the direction is unknown. Power follows the light after
    reflection [1]_ and falls with the temperature of the cell [2]_.

    References
    ----------
    .. [1] Souka, A.F. & H.H. Safwat (1966), Determination of the optimum orientations for
       the double-exposure flat-plate collector and its reflections, Solar Energy 10.
    .. [2] Ross, R.G. (1980), Flat-plate photovoltaic array design optimization, 14th IEEE
       Photovoltaic Specialists Conference.
    """
    years = round(len(weather) / _HOURS_A_YEAR)
    if years < 1 or abs(len(weather) / _HOURS_A_YEAR / years - 1) > 0.005:
        raise NoWholeYears(len(weather))
    light = sky(weather, latitude_deg=latitude_deg, longitude_deg=longitude_deg)
    panels = panels_on(planes, obstacles, assumptions)
    beam, view = _shade(shading, planes, weather)
    sums = _sums(light, panels, _module(assumptions), beam, view)
    kwp = np.bincount(panels.plane, panels.power_kwp, len(planes))
    kwh = np.bincount(panels.plane, sums, len(planes)) / years
    per_kwp = np.divide(kwh, kwp, out=np.full_like(kwh, np.nan), where=kwp > 0)
    return pd.DataFrame(
        {"kwp": kwp, "kwh_per_year": kwh, "kwh_per_kwp": per_kwp}, index=planes.index
    )


def hourly_profile(
    planes: GeoDataFrame,
    weather: pd.DataFrame,
    *,
    latitude_deg: float,
    longitude_deg: float,
    shading: Shading | None = None,
    obstacles: GeoDataFrame | None = None,
    assumptions: Assumptions,
) -> pd.DataFrame:
    """Estimate what solar panels on roof planes yield in every hour [1]_.

    Parameters
    ----------
    planes, weather, latitude_deg, longitude_deg, shading, obstacles, assumptions
        See `roof_yield`; the weather may be of any length.

    Returns
    -------
    DataFrame
        A row per hour of the weather, named by when it ends (UTC), and a column per plane;
        0 at night. [kWh]

    Raises
    ------
    UnusableWeather, UnusableRoofs
        If values are missing or absurd.

    References
    ----------
    .. [1] See `roof_yield`, which is the sum of this over a mean year.
    """
    light = sky(weather, latitude_deg=latitude_deg, longitude_deg=longitude_deg)
    panels = panels_on(planes, obstacles, assumptions)
    beam, view = _shade(shading, planes, weather)
    module = _module(assumptions)
    kwh = np.zeros((len(planes), len(weather)))
    part = _profile(light, panels, module, beam, view, len(weather), False)
    np.add.at(kwh, panels.plane, part)
    return pd.DataFrame(
        kwh.T,
        index=pd.DatetimeIndex(weather["ends_at"], name="ends_at"),
        columns=planes.index,
    )


@compiled
def _power_kw(
    light: Sky, t: int, slope: float, azimuth: float, module: _Module, shade: Floats
) -> float:
    """Give the power of one kWp of panels; ``shade`` holds beam share and sky view."""
    cos_slope, cos_zenith = np.cos(slope), light.cos_zenith[t]
    facing = np.cos(light.azimuth_rad[t] - azimuth)
    cos_incidence = cos_slope * cos_zenith
    cos_incidence += np.sin(slope) * light.sin_zenith[t] * facing
    cos_incidence = max(cos_incidence, 0.0)
    diffuse = light.diffuse_w_per_m2[t]
    around_sun = diffuse * light.circumsolar_share[t]
    beam = light.beam_w_per_m2[t] * cos_incidence
    beam += around_sun * cos_incidence / max(cos_zenith, _LEAST_COS_ZENITH)
    passed = 1.0
    if cos_incidence > 0:
        passed -= module.reflection * (1 / cos_incidence - 1)
    beam *= max(passed, 0.0) * shade[0]
    from_sky = (diffuse - around_sun) * (1 + cos_slope) / 2 * shade[1]
    from_ground = light.global_w_per_m2[t] * module.albedo * (1 - cos_slope) / 2
    arriving = beam + from_sky + from_ground
    cell_c = light.temperature_c[t] + module.warming_c_per_w_per_m2 * arriving
    of_cell = max(1 - module.loss_per_degree * (cell_c - 25), 0.0)
    power: float = arriving / 1_000 * of_cell * module.kept_share
    return power


@compiled
def _sums(
    light: Sky, panels: Panels, module: _Module, beam: Floats, view: Floats
) -> Floats:
    """Sum the energy of panels over all hours, in kWh."""
    out = np.zeros(len(panels.plane))
    shade = np.ones(2)
    for i in range(len(out)):
        plane = panels.plane[i]
        slope, azimuth = panels.slope_rad[i], panels.azimuth_rad[i]
        shade[1] = view[plane]
        if panels.power_kwp[i] > 0:
            for t in range(len(light.hour)):
                shade[0] = beam[plane, light.hour[t] if beam.shape[1] > 1 else 0]
                out[i] += _power_kw(light, t, slope, azimuth, module, shade)
            out[i] *= panels.power_kwp[i]
    return out


@compiled
def _profile(
    light: Sky,
    panels: Panels,
    module: _Module,
    beam: Floats,
    view: Floats,
    hours: int,
    is_packed: bool,
) -> Floats:
    """Give the energy of panels per hour, or per hour of daylight, in kWh."""
    out = np.zeros((len(panels.plane), hours))
    shade = np.ones(2)
    for i in range(len(out)):
        plane = panels.plane[i]
        slope, azimuth = panels.slope_rad[i], panels.azimuth_rad[i]
        shade[1] = view[plane]
        for t in range(len(light.hour)):
            shade[0] = beam[plane, light.hour[t] if beam.shape[1] > 1 else 0]
            power = _power_kw(light, t, slope, azimuth, module, shade)
            out[i, t if is_packed else light.hour[t]] = panels.power_kwp[i] * power
    return out


def _module(assumptions: Assumptions) -> _Module:
    nominal_c = assumptions["solar.nominal_cell_temperature_degc"]
    return _Module(
        assumptions["solar.reflection_ratio"],
        # The nominal temperature is that at 20 °C and 800 W/m².
        (nominal_c - 20) / 800,
        assumptions["solar.loss_per_degree_share"],
        assumptions["solar.system_kept_share"],
        assumptions["solar.albedo_share"],
    )


def _shade(
    shading: Shading | None, planes: GeoDataFrame, weather: pd.DataFrame
) -> tuple[Floats, Floats]:
    if shading is None:
        return np.ones((len(planes), 1)), np.ones(len(planes))
    beam = checked("beam_share", shading.beam_share, 0.0, 1.0)
    beam = np.ascontiguousarray(beam.reshape(len(beam), -1))
    view = np.ascontiguousarray(checked("sky_view", shading.sky_view, 0.0, 1.0))
    if beam.shape not in {(len(planes), 1), (len(planes), len(weather))}:
        raise UnusableRoofs("beam_share")
    if view.shape != (len(planes),):
        raise UnusableRoofs("sky_view")
    return beam, view
