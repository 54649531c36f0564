"""The felt temperature of a hot hour, and a whole hot afternoon."""

from collections.abc import Iterator
from datetime import date
from functools import partial

import numpy as np
import pandas as pd

from benchmarks._compare import Row, compared, medians, timed
from werklandschap.parameters import Assumptions
from werklandschap.simulation.heat import (
    HeatScene,
    PetHour,
    diffuse_w_per_m2,
    hot_day,
    pet_degc,
    wet_bulb_degc,
)

HOUR = PetHour(
    at=pd.Timestamp("2015-07-01 12:00", tz="UTC"),
    temperature_degc=31.0,
    humidity_percent=36.0,
    global_w_per_m2=872.0,
    wind_m_per_s=6.0,
    direction_deg=140.0,
    elevation_deg=60.0,
    azimuth_deg=185.0,
    course=0.07,
)
SIGMA_W_PER_M2_K4 = 5.67e-8


def run(*, quick: bool) -> Iterator[Row]:
    """Compare with the same formulas written down in numpy, and time a whole day."""
    side = 300 if quick else 1_000
    fields = _fields(side)
    ours, single, double = (
        partial(_ours, fields),
        partial(_numpy, fields, np.float32),
        partial(_numpy, fields, np.float64),
    )
    apart = [np.abs(ours() - peer()).max() for peer in (double, single)]  # and compile
    seconds = medians([timed(ours), timed(double), timed(single)], rounds=9)
    work = f"PET of an hour, {side**2 / 1e6:.2g} Mcell"
    for number, name in enumerate(("numpy, 64 bits", "numpy, 32 bits")):
        equal = f"{apart[number]:.0e} °C"
        yield compared(work, name, seconds[0], seconds[1 + number], equal)
    yield _whole_day(side)


def _whole_day(side: int) -> Row:
    """Time a hot afternoon of 7 hours; there is nothing to compare it with."""
    scene, weather = _scene(side), _weather()
    shade = np.random.default_rng(1).random((side, side)) < 0.2
    work = partial(
        hot_day,
        scene,
        weather,
        on=date(2015, 7, 1),
        latitude_deg=52.1,
        longitude_deg=5.18,
        shade_at=lambda elevation_deg, azimuth_deg: shade,
        assumptions=Assumptions(on=date(2026, 1, 1)),
    )
    work()
    (seconds,) = medians([timed(work)], rounds=3)
    name = f"hot afternoon, 7 hours, {side**2 / 1e6:.2g} Mcell"
    return Row(name, f"{seconds:.3f} s", "aim", "4 s", f"{4 / seconds:.1f}x", "")


def _fields(side: int) -> dict[str, np.ndarray]:
    rng = np.random.default_rng(0)
    shape = (side, side)
    return {
        "air_degc": rng.uniform(25, 35, shape).astype(np.float32),
        "wind_m_per_s": rng.uniform(0.5, 4, shape).astype(np.float32),
        "sky_view": rng.uniform(0, 1, shape).astype(np.float32),
        "bowen_ratio": rng.choice([0.4, 3.0], shape).astype(np.float32),
        "is_shaded": rng.random(shape) < 0.3,
    }


def _ours(fields: dict[str, np.ndarray]) -> np.ndarray:
    return pet_degc(HOUR, **fields)


def _numpy(fields: dict[str, np.ndarray], kind: type[np.floating]) -> np.ndarray:
    """Calculate the same as it stands in the standard, an array at a time."""
    ta, u, svf, bowen = (
        fields[name].astype(kind, copy=False)
        for name in ("air_degc", "wind_m_per_s", "sky_view", "bowen_ratio")
    )
    light = HOUR.global_w_per_m2
    sine = float(np.sin(np.radians(HOUR.elevation_deg)))
    wet = float(wet_bulb_degc(HOUR.temperature_degc, HOUR.humidity_percent))
    diffuse = float(diffuse_w_per_m2(light, HOUR.elevation_deg))
    sun = (
        -13.26
        + 1.25 * ta
        + 0.011 * light
        - 3.37 * np.log(u)
        + 0.078 * wet
        + 0.0055 * light * np.log(u)
        + 5.56 * sine
        - 0.0103 * light * np.log(u) * sine
        + 0.546 * bowen
        + 1.94 * svf
    )
    shade = (
        -12.14
        + 1.25 * ta
        - 1.47 * np.log(u)
        + 0.060 * wet
        + 0.015 * svf * diffuse
        + 0.0060 * (1 - svf) * SIGMA_W_PER_M2_K4 * (ta + 273.15) ** 4
    )
    return np.where(fields["is_shaded"], shade, sun)


def _scene(side: int) -> HeatScene:
    """Make halls and trees on ground that is a third green."""
    rng = np.random.default_rng(0)
    halls, trees = np.zeros((2, side, side), np.float32)
    for heights, length, count in ((halls, 60, side // 16), (trees, 8, side)):
        for row, column in rng.integers(0, side - length, (count, 2)):
            place = slice(row, row + length), slice(column, column + length)
            heights[place] = rng.uniform(4, 16)
    trees[halls > 0] = 0
    return HeatScene(
        cell_m=1.0,
        sky_view=rng.uniform(0.4, 1, (side, side)).astype(np.float32),
        vegetation=(rng.random((side, side)) < 0.3).astype(np.float32),
        building_height_m=halls,
        tree_height_m=trees,
        is_water=np.zeros((side, side), bool),
        is_building=halls > 0,
    )


def _weather() -> pd.DataFrame:
    ends_at = pd.date_range("2015-07-01", periods=48, freq="h", tz="UTC")
    height = np.sin((np.asarray(ends_at.hour) - 4) / 16 * np.pi).clip(0)
    return pd.DataFrame(
        {
            "ends_at": ends_at,
            "temperature_c": 18 + 14 * height,
            "wind_speed_m_per_s": 5.0,
            "wind_direction_deg": 130.0,
            "global_radiation_w_per_m2": 850 * height,
            "relative_humidity_share": 0.4,
            "pressure_hpa": 1_016.0,
        }
    )
