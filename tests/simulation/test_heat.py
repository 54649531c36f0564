"""What the hot day promises: the published formulas, and a day that makes sense."""

from datetime import date
from zipfile import ZipFile

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from werklandschap.parameters import Assumptions
from werklandschap.simulation.heat import (
    HeatScene,
    IncompleteHotDay,
    PetHour,
    UnequalHeatGrids,
    UnusableHeatInput,
    class_labels,
    class_shares,
    diffuse_w_per_m2,
    hot_day,
    pet_at,
    pet_classes,
    pet_degc,
    pet_shade_degc,
    pet_sun_degc,
    wet_bulb_degc,
)
from werklandschap.simulation.urban_heat import OutsideSummerHalfYear
from werklandschap.sources import knmi

ON = date(2015, 7, 1)
NOW = Assumptions(on=date(2026, 1, 1))
DE_BILT = {"latitude_deg": 52.10, "longitude_deg": 5.18}

# Air, humidity, wind, radiation, sun, Bowen, sky view; wet bulb, diffuse, sun and shade.
VECTORS = [
    (28, 48, 3.81, 794.44, 55.3, 3.0, 1.0, 20.239, 158.9, 32.54, 24.49),
    (28, 48, 3.81, 794.44, 55.3, 0.4, 1.0, 20.239, 158.9, 31.13, 24.49),
    (28, 48, 1.00, 794.44, 55.3, 3.0, 0.5, 20.239, 158.9, 39.24, 26.67),
    (30, 40, 0.50, 700.00, 50.0, 3.0, 0.6, 20.449, 184.2, 44.09, 30.41),
    (33, 35, 1.00, 600.00, 45.0, 3.0, 0.8, 21.802, 215.1, 43.41, 33.60),
]


def _hour(**changes: float) -> PetHour:
    facts = {
        "at": pd.Timestamp("2015-07-01 12:00", tz="UTC"),
        "temperature_degc": 31.0,
        "humidity_percent": 36.0,
        "global_w_per_m2": 872.0,
        "wind_m_per_s": 4.0,
        "direction_deg": 100.0,
        "elevation_deg": 60.0,
        "azimuth_deg": 185.0,
        "course": 0.07,
    }
    return PetHour(**(facts | changes))


@pytest.mark.parametrize("vector", VECTORS)
def test_published_vectors_come_out_to_a_hundredth(vector: tuple[float, ...]) -> None:
    ta, rh, u, q, sun, bowen, sky, wet, diffuse, in_sun, in_shade = vector
    assert wet_bulb_degc(ta, rh) == pytest.approx(wet, abs=0.001)
    assert diffuse_w_per_m2(q, sun) == pytest.approx(diffuse, abs=0.06)
    lit = pet_sun_degc(
        ta,
        u,
        wet_bulb_degc=wet_bulb_degc(ta, rh),
        global_w_per_m2=q,
        elevation_deg=sun,
        sky_view=sky,
        bowen_ratio=bowen,
    )
    dim = pet_shade_degc(
        ta,
        u,
        wet_bulb_degc=wet_bulb_degc(ta, rh),
        diffuse_w_per_m2=diffuse_w_per_m2(q, sun),
        sky_view=sky,
    )
    assert lit == pytest.approx(in_sun, abs=0.01)
    assert dim == pytest.approx(in_shade, abs=0.01)


def test_wet_bulb_is_that_of_the_paper() -> None:
    assert wet_bulb_degc(20, 50) == pytest.approx(13.7, abs=0.05)


def test_diffuse_light_in_its_three_branches_and_without_sun() -> None:
    up = 1_367 * np.sin(np.radians(30))
    light = np.array([0.2, 0.5, 0.8]) * up
    assert diffuse_w_per_m2(light, 30) == pytest.approx(light * [1.0, 0.6, 0.2])
    assert diffuse_w_per_m2(5.0, -1.0) == pytest.approx(5.0)
    assert diffuse_w_per_m2(0.0, 0.0) == 0


def _fields(seed: int, shape: tuple[int, int]) -> dict[str, np.ndarray]:
    rng = np.random.default_rng(seed)
    return {
        "air_degc": rng.uniform(20, 38, shape).astype(np.float32),
        "wind_m_per_s": rng.uniform(0.5, 9, shape).astype(np.float32),
        "sky_view": rng.uniform(0, 1, shape).astype(np.float32),
        "bowen_ratio": rng.uniform(0.4, 3, shape).astype(np.float32),
        "is_shaded": rng.random(shape) < 0.4,
    }


def _plain(hour: PetHour, fields: dict[str, np.ndarray]) -> np.ndarray:
    wet = wet_bulb_degc(hour.temperature_degc, hour.humidity_percent)
    light, sun = hour.global_w_per_m2, hour.elevation_deg
    lit = pet_sun_degc(
        fields["air_degc"],
        fields["wind_m_per_s"],
        wet_bulb_degc=wet,
        global_w_per_m2=light,
        elevation_deg=sun,
        sky_view=fields["sky_view"],
        bowen_ratio=fields["bowen_ratio"],
    )
    dim = pet_shade_degc(
        fields["air_degc"],
        fields["wind_m_per_s"],
        wet_bulb_degc=wet,
        diffuse_w_per_m2=diffuse_w_per_m2(light, sun),
        sky_view=fields["sky_view"],
    )
    return np.where(fields["is_shaded"] | (light <= 0), dim, lit)


# The first call compiles.
@given(light=st.floats(0, 1_000), sun=st.floats(5, 62), seed=st.integers(0, 99))
def test_the_fused_kernel_is_the_plain_formula(
    light: float, sun: float, seed: int
) -> None:
    hour = _hour(global_w_per_m2=light, elevation_deg=sun)
    fields = _fields(seed, (13, 17))
    found = pet_degc(hour, **fields)
    np.testing.assert_allclose(found, _plain(hour, fields), atol=2e-4)


@given(seed=st.integers(0, 99), degc=st.floats(0.1, 5))
def test_warmer_air_feels_warmer_and_dry_ground_too(seed: int, degc: float) -> None:
    fields = _fields(seed, (5, 5))
    before = pet_degc(_hour(), **fields)
    warmer = fields | {"air_degc": fields["air_degc"] + np.float32(degc)}
    assert (pet_degc(_hour(), **warmer) - before >= 1.24 * degc).all()
    drier = fields | {"bowen_ratio": fields["bowen_ratio"] + np.float32(1)}
    change = pet_degc(_hour(), **drier) - before
    np.testing.assert_allclose(change[~fields["is_shaded"]], 0.546, atol=1e-3)
    assert (change[fields["is_shaded"]] == 0).all()


@given(
    sun=st.floats(3, 62),
    clearness=st.floats(0, 0.85),
    times=st.floats(1.01, 5),
    seed=st.integers(0, 99),
)
def test_more_wind_feels_cooler_in_any_light_there_can_be(
    sun: float, clearness: float, times: float, seed: int
) -> None:
    light = clearness * 1_367 * np.sin(np.radians(sun))
    hour, fields = (
        _hour(global_w_per_m2=light, elevation_deg=sun),
        _fields(seed, (4, 4)),
    )
    windier = fields | {"wind_m_per_s": fields["wind_m_per_s"] * np.float32(times)}
    assert (pet_degc(hour, **windier) < pet_degc(hour, **fields)).all()


def test_at_night_everything_is_in_the_shade() -> None:
    fields, hour = _fields(0, (4, 4)), _hour(global_w_per_m2=0.0, elevation_deg=-5.0)
    dark = fields | {"is_shaded": np.ones((4, 4), bool)}
    np.testing.assert_array_equal(pet_degc(hour, **fields), pet_degc(hour, **dark))


@pytest.mark.parametrize("wrong", [np.nan, np.inf, -100.0, 1e9])
def test_a_missing_or_absurd_cell_is_refused(wrong: float) -> None:
    for name in ("air_degc", "wind_m_per_s", "sky_view", "bowen_ratio"):
        fields = _fields(0, (4, 4))
        fields[name][1, 2] = wrong
        with pytest.raises(UnusableHeatInput, match=name):
            pet_degc(_hour(), **fields)


def test_layers_of_another_grid_are_refused_in_two_languages() -> None:
    fields = _fields(0, (4, 4)) | {"is_shaded": np.zeros((4, 5), bool)}
    with pytest.raises(UnequalHeatGrids) as caught:
        pet_degc(_hour(), **fields)
    assert "lagen" in caught.value.say("nl")
    assert "layers" in caught.value.say("en")


def test_class_shares_count_cells_from_their_lower_bound() -> None:
    pet = np.array([[20, 23, 28.9, 29], [34.9, 41, 57, np.nan]], np.float32)
    zones = np.array([[0, 0, 0, 0], [2, 2, 2, 2]])
    assert pet_classes(pet, NOW).tolist() == [[0, 1, 1, 2], [2, 4, 7, -1]]
    shares = class_shares(pet, zones, assumptions=NOW)
    assert shares.loc[0].tolist() == [0.25, 0.5, 0.25, 0, 0, 0, 0, 0]
    assert shares.loc[1].isna().all()
    assert shares.loc[2].sum() == pytest.approx(1)
    assert len(class_labels(date(2026, 1, 1))) == shares.shape[1]


def _weather() -> pd.DataFrame:
    """Make two clear summer days with a steady east wind."""
    ends_at = pd.date_range("2015-07-01", periods=48, freq="h", tz="UTC")
    height = np.sin((np.asarray(ends_at.hour) - 4) / 16 * np.pi).clip(0)
    return pd.DataFrame(
        {
            "ends_at": ends_at,
            "temperature_c": 18 + 14 * height,
            "wind_speed_m_per_s": 4.0,
            "wind_direction_deg": 90.0,
            "global_radiation_w_per_m2": 850 * height,
            "relative_humidity_share": 0.4,
            "pressure_hpa": 1_016.0,
        }
    )


def _scene(side: int = 60, **layers: np.ndarray) -> HeatScene:
    empty = np.zeros((side, side), np.float32)
    never = np.zeros((side, side), bool)
    plain = {
        "sky_view": empty + 1,
        "vegetation": empty,
        "building_height_m": empty,
        "tree_height_m": empty,
        "is_water": never,
        "is_building": never,
    }
    return HeatScene(cell_m=5.0, **(plain | layers))


def _no_shade(scene: HeatScene):
    return lambda elevation, azimuth: np.zeros(scene.sky_view.shape, bool)


def _run(scene: HeatScene, weather: pd.DataFrame, on: date = ON, shade=None):
    return hot_day(
        scene,
        weather,
        on=on,
        **DE_BILT,
        shade_at=shade or _no_shade(scene),
        assumptions=NOW,
    )


def test_an_open_field_is_the_formula_averaged_over_seven_hours() -> None:
    day = _run(_scene(), _weather())
    assert [hour.at.hour for hour in day.hours] == list(range(10, 17))
    expected = np.mean(
        [
            pet_sun_degc(
                hour.temperature_degc + day.strength_degc * hour.course,
                hour.wind_m_per_s * 0.635,
                wet_bulb_degc=wet_bulb_degc(
                    hour.temperature_degc, hour.humidity_percent
                ),
                global_w_per_m2=hour.global_w_per_m2,
                elevation_deg=hour.elevation_deg,
                sky_view=1.0,
                bowen_ratio=3.0,
            )
            for hour in day.hours
        ]
    )
    np.testing.assert_allclose(day.pet_degc, expected, atol=0.005)


def test_trees_water_and_grass_cool_and_roofs_are_not_measured() -> None:
    trees = np.zeros((60, 60), np.float32)
    trees[10:13, 10:13] = 9
    green = np.zeros((60, 60), np.float32)
    green[30, 30] = 1
    water, roof = np.zeros((60, 60), bool), np.zeros((60, 60), bool)
    water[40, 40], roof[50, 50] = True, True
    scene = _scene(
        tree_height_m=trees, vegetation=green, is_water=water, is_building=roof
    )
    pet = _run(scene, _weather()).pet_degc
    paved = pet[20, 20]
    assert 5 < paved - pet[11, 11] < 20
    assert paved - pet[30, 30] == pytest.approx(2.6 * 0.546, abs=0.15)
    assert paved - pet[40, 40] == pytest.approx(2.6 * 0.546, abs=0.15)
    assert np.isnan(pet[50, 50])
    assert np.isnan(pet).sum() == 1


def test_shade_is_asked_for_the_sun_of_each_hour() -> None:
    asked: list[tuple[float, float]] = []

    def shade(elevation: float, azimuth: float) -> np.ndarray:
        asked.append((elevation, azimuth))
        return np.ones((60, 60), bool)

    shaded = _run(_scene(), _weather(), shade=shade)
    assert (np.diff([azimuth for _, azimuth in asked]) > 0).all()
    assert max(elevation for elevation, _ in asked) == pytest.approx(60.9, abs=0.5)
    assert (shaded.pet_degc < _run(_scene(), _weather()).pet_degc - 5).all()


def test_weather_with_holes_and_winter_days_are_refused() -> None:
    scene, weather = _scene(10), _weather()
    with pytest.raises(IncompleteHotDay, match="1 hours"):
        _run(scene, weather.drop(index=14))
    with pytest.raises(IncompleteHotDay):
        _run(scene, pd.concat([weather, weather.iloc[[14]]]))
    with pytest.raises(IncompleteHotDay):
        _run(scene, weather.assign(pressure_hpa=np.nan))
    with pytest.raises(UnusableHeatInput, match="temperature_c"):
        _run(scene, weather.assign(temperature_c=280.0))
    with pytest.raises(UnusableHeatInput, match="wind_direction_deg"):
        _run(scene, weather.assign(wind_direction_deg=990.0))
    with pytest.raises(OutsideSummerHalfYear):
        _run(scene, weather, on=date(2015, 12, 1))


@pytest.mark.parametrize(
    ("layer", "wrong"),
    [("sky_view", np.nan), ("vegetation", 1.5), ("tree_height_m", -1.0)],
)
def test_a_scene_with_a_hole_or_an_absurd_cell_is_refused(layer, wrong) -> None:
    cells = np.zeros((60, 60), np.float32)
    cells[3, 4] = wrong
    with pytest.raises(UnusableHeatInput, match=layer):
        _scene(**{layer: cells})
    with pytest.raises(UnequalHeatGrids, match="is_water"):
        _scene(is_water=np.zeros((60, 61), bool))


def test_a_wind_without_direction_counts_as_calm() -> None:
    assert _hour(direction_deg=float("nan")).is_calm(NOW)
    assert _hour(wind_m_per_s=1.4).is_calm(NOW)
    assert not _hour().is_calm(NOW)
    day = _run(_scene(20), _weather().assign(wind_direction_deg=np.nan))
    assert np.isfinite(day.pet_degc).all()


def _at(scene: HeatScene, hour: str):
    return pet_at(
        scene,
        _weather(),
        pd.Timestamp(hour),
        **DE_BILT,
        shade_at=_no_shade(scene),
        assumptions=NOW,
    )


def test_the_hot_day_is_the_mean_of_its_hours() -> None:
    scene = _scene(20)
    hours = [_at(scene, f"2015-07-01 {hour}:00+02:00") for hour in range(12, 19)]
    np.testing.assert_allclose(
        np.mean(hours, axis=0), _run(scene, _weather()).pet_degc, atol=1e-4
    )


def test_an_hour_of_the_night_belongs_to_the_day_before() -> None:
    open_field, roofs = _scene(20), np.zeros((20, 20), bool)
    roofs[3, 4] = True
    town = _scene(20, sky_view=np.full((20, 20), 0.6, np.float32), is_building=roofs)
    night = "2015-07-02 01:00+02:00"
    field, street = _at(open_field, night), _at(town, night)
    assert np.isnan(street[3, 4])
    # Walls that shine on and a city that keeps its warmth.
    assert np.nanmean(street) - field.mean() > 1
    with pytest.raises(IncompleteHotDay):
        _at(open_field, "2015-07-02 12:00+02:00")


@pytest.mark.real
def test_the_first_of_july_2015_in_de_bilt(real_data, tmp_path) -> None:
    packed = real_data / "stat" / "knmi_uurgegevens" / "uurgeg_260_2011-2020.zip"
    with ZipFile(packed) as archive:
        (name,) = archive.namelist()
        lines = archive.read(name).decode("latin-1").splitlines()
    heading = next(n for n, line in enumerate(lines) if line.startswith("# STN,"))
    columns = [column.strip() for column in lines[heading].strip("# ").split(",")]
    days = [line.split(",") for line in lines if ",2015070" in line]
    hours = pd.DataFrame(days, columns=columns)[list(knmi.COLUMNS)]
    weather = knmi.tidy(hours.apply(pd.to_numeric, errors="coerce"))
    day = _run(_scene(), weather)
    assert [hour.at.hour for hour in day.hours] == list(range(10, 17))
    assert [hour.temperature_degc for hour in day.hours] == [
        29.6, 30.0, 31.0, 32.1, 32.5, 33.0, 32.9
    ]  # fmt: skip
    assert day.hours[0].elevation_deg == pytest.approx(55.0, abs=0.5)
    assert 2 < day.strength_degc < 4
    # Open paving in the sun: strong heat stress.
    assert (day.pet_degc > 35).all()
    assert (day.pet_degc < 41).all()
