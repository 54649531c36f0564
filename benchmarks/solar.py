"""The light on roof planes over a year."""

from collections.abc import Iterator
from functools import partial

import numpy as np
import pandas as pd
import pvlib

from benchmarks._compare import Row, compared, medians, timed
from werklandschap.simulation.solar import Sky, plane_irradiance_w_per_m2, sky

ALBEDO = 0.2


def run(*, quick: bool) -> Iterator[Row]:
    """Compare with ``pvlib``, which takes the planes one by one."""
    count = 50 if quick else 500
    light = sky(_weather(), latitude_deg=52.1, longitude_deg=5.18)
    chance = np.random.default_rng(0)
    slope, azimuth = chance.uniform(0, 60, count), chance.uniform(0, 360, count)
    ours = partial(_ours, light, slope, azimuth)
    theirs = partial(_theirs, light, slope, azimuth)
    apart = np.abs(ours() - theirs()).max()  # and compile
    seconds = medians([timed(ours), timed(theirs)], rounds=3 if quick else 5)
    work = f"light on {count} planes, {len(light.hour):,} hours"
    yield compared(work, "pvlib", *seconds, f"{apart:.0e} W/m2")


def _weather() -> pd.DataFrame:
    ends = pd.date_range("2025-01-01 01:00", periods=8_760, freq="h", tz="UTC")
    middle = ends - pd.Timedelta(minutes=30)
    zenith = pvlib.solarposition.get_solarposition(middle, 52.1, 5.18)["zenith"]
    light = 700 * np.maximum(np.cos(np.radians(zenith.to_numpy())), 0)
    return pd.DataFrame(
        {"ends_at": ends, "global_radiation_w_per_m2": light, "temperature_c": 10.0}
    )


def _ours(light: Sky, slope: np.ndarray, azimuth: np.ndarray) -> np.ndarray:
    return plane_irradiance_w_per_m2(
        light, slope_deg=slope, azimuth_deg=azimuth, albedo=ALBEDO
    )


def _theirs(light: Sky, slope: np.ndarray, azimuth: np.ndarray) -> np.ndarray:
    with np.errstate(divide="ignore", invalid="ignore"):
        extra = light.beam_w_per_m2 / light.circumsolar_share
    found = [
        pvlib.irradiance.get_total_irradiance(
            tilt,
            direction,
            np.degrees(np.arccos(light.cos_zenith)),
            np.degrees(light.azimuth_rad),
            light.beam_w_per_m2,
            light.global_w_per_m2,
            light.diffuse_w_per_m2,
            dni_extra=np.where(np.isfinite(extra), extra, 1_400.0),
            albedo=ALBEDO,
            model="haydavies",
        )["poa_global"]
        for tilt, direction in zip(slope, azimuth, strict=True)
    ]
    return np.array(found)
