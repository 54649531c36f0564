"""Sun on roofs, and roofs found in heights."""

from datetime import date
from importlib import resources

import geopandas as gpd
import numpy as np
import pandas as pd
import pvlib
import pytest
import rasterio
from geopandas import GeoDataFrame
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import affinity, box

from werklandschap.geo.grids import Grid, GridDefinition
from werklandschap.landscape import ROOF_PLANES, WEATHER_HOURS
from werklandschap.parameters import Assumptions
from werklandschap.simulation.roof_fit import CellsTooCoarse, fit_planes
from werklandschap.simulation.solar import (
    NoWholeYears,
    Shading,
    UnusableRoofs,
    UnusableWeather,
    hourly_profile,
    plane_irradiance_w_per_m2,
    roof_yield,
    sky,
    usable_area_m2,
)
from werklandschap.simulation.typical_year import as_yaml, mean_days, typical_year
from werklandschap.sources import SOURCES, documents

ASSUMPTIONS = Assumptions(date(2026, 11, 1))
DE_BILT = {"latitude_deg": 52.1, "longitude_deg": 5.18}


def planes(*slopes_and_azimuths, side_m=10.0) -> GeoDataFrame:
    slope, azimuth = np.array(slopes_and_azimuths, float).T
    return GeoDataFrame(
        {
            "area_m2": side_m**2 / np.cos(np.radians(slope)),
            "slope_deg": slope,
            "azimuth_deg": azimuth,
        },
        geometry=[box(0, 0, side_m, side_m)] * len(slope),
        crs="EPSG:28992",
    )


def yields(roofs, weather, **more):
    whole = DE_BILT | {"assumptions": ASSUMPTIONS} | more
    return roof_yield(roofs, weather, **whole)


def clear_weather(linke_turbidity, on_share=1.0) -> pd.DataFrame:
    """A year in which no cloud, or the same cloud every hour, hangs before the sun."""
    ends = pd.date_range("2025-01-01 01:00", periods=8_760, freq="h", tz="UTC")
    middle = ends - pd.Timedelta(minutes=30)
    position = pvlib.solarposition.get_solarposition(middle, 52.1, 5.18)
    mass = pvlib.atmosphere.get_absolute_airmass(
        pvlib.atmosphere.get_relative_airmass(position["apparent_zenith"])
    )
    light = pvlib.clearsky.ineichen(
        position["apparent_zenith"], mass, linke_turbidity, dni_extra=1_412
    )
    return pd.DataFrame(
        {
            "ends_at": ends,
            "global_radiation_w_per_m2": on_share * light["ghi"].to_numpy(),
            "temperature_c": 10.0,
        }
    )


CLEAR, CLOUDED = clear_weather(2.0), clear_weather(3.0, on_share=0.6)
CLEAR_SKY, CLOUDED_SKY = sky(CLEAR, **DE_BILT), sky(CLOUDED, **DE_BILT)


@pytest.fixture
def weather():
    return CLOUDED


def test_the_example_of_nrel():
    # Reda & Andreas (2004): 17 October 2003, 12:30:30 in Golden, Colorado.
    ends = pd.to_datetime(["2003-10-17 20:00:30"], utc=True)
    hour = pd.DataFrame(
        {"ends_at": ends, "global_radiation_w_per_m2": 500.0, "temperature_c": 11.0}
    )
    light = sky(hour, latitude_deg=39.742476, longitude_deg=-105.1786)
    assert np.degrees(light.azimuth_rad[0]) == pytest.approx(194.34024, abs=2e-4)
    assert np.degrees(np.arccos(light.cos_zenith[0])) == pytest.approx(50.128, abs=2e-4)
    slope, off = np.radians(30), light.azimuth_rad[0] - np.radians(180 - 10)
    cos_incidence = light.cos_zenith[0] * np.cos(slope)
    cos_incidence += light.sin_zenith[0] * np.sin(slope) * np.cos(off)
    # The published angle counts the bending of light by the air, 0.016 degrees here.
    assert np.degrees(np.arccos(cos_incidence)) == pytest.approx(25.187, abs=0.016)


def test_the_example_of_nrel_with_the_bending_of_light():
    found = pvlib.solarposition.get_solarposition(
        pd.DatetimeIndex(["2003-10-17 12:30:30-07:00"]),
        39.742476,
        -105.1786,
        altitude=1_830.14,
        pressure=82_000,
        temperature=11,
        delta_t=67,
    ).iloc[0]
    incidence = pvlib.irradiance.aoi(
        30, 180 - 10, found["apparent_zenith"], found["azimuth"]
    )
    assert found["azimuth"] == pytest.approx(194.34024, abs=1e-5)
    assert incidence == pytest.approx(25.18700, abs=1e-5)


@settings(max_examples=25)
@given(st.floats(0, 90), st.floats(0, 360), st.floats(0, 0.5))
def test_the_light_is_that_of_pvlib(slope, azimuth, albedo):
    year, light = CLOUDED, CLOUDED_SKY
    ours = plane_irradiance_w_per_m2(
        light, slope_deg=slope, azimuth_deg=azimuth, albedo=albedo
    )
    middle = pd.DatetimeIndex(year["ends_at"])[light.hour] - pd.Timedelta(minutes=30)
    day = middle.day_of_year.to_numpy(float)
    theirs = pvlib.irradiance.get_total_irradiance(
        slope,
        azimuth,
        np.degrees(np.arccos(light.cos_zenith)),
        np.degrees(light.azimuth_rad),
        light.beam_w_per_m2,
        light.global_w_per_m2,
        light.diffuse_w_per_m2,
        dni_extra=pvlib.irradiance.get_extra_radiation(day),
        albedo=albedo,
        model="haydavies",
    )
    np.testing.assert_allclose(ours[0], theirs["poa_global"], rtol=1e-6, atol=1e-6)


def test_light_adds_up(weather):
    light = sky(weather, **DE_BILT)
    added = light.beam_w_per_m2 * light.cos_zenith + light.diffuse_w_per_m2
    np.testing.assert_allclose(added, light.global_w_per_m2, rtol=1e-6, atol=1e-6)
    flat = plane_irradiance_w_per_m2(light, slope_deg=0, azimuth_deg=0, albedo=0.2)
    is_high = light.cos_zenith > 0.02
    np.testing.assert_allclose(
        flat[0, is_high], light.global_w_per_m2[is_high], rtol=1e-6, atol=1e-6
    )


def test_south_is_best_and_east_like_west(weather):
    roofs = planes((35, 180), (35, 90), (35, 270), (0, np.nan), (35, 0))
    south, east, west, flat, north = yields(roofs, weather)["kwh_per_kwp"]
    assert south > flat > (east + west) / 2
    assert east == pytest.approx(west, rel=0.03)
    assert np.isnan(north)


def test_a_roof_of_unknown_direction_is_between_east_and_west(weather):
    roofs = planes((35, 90), (35, 270), (35, np.nan))
    east, west, unknown = yields(roofs, weather)["kwh_per_kwp"]
    assert unknown == pytest.approx((east + west) / 2)


@settings(max_examples=20)
@given(st.floats(0, 80), st.floats(0, 360), st.floats(0.05, 1))
def test_no_more_energy_than_from_a_clear_sky(slope, azimuth, on_share):
    clear = CLEAR.assign(
        global_radiation_w_per_m2=CLEAR["global_radiation_w_per_m2"] * on_share
    )
    roofs = planes((slope, azimuth))
    clouded, most = (yields(roofs, year).iloc[0] for year in (clear, CLEAR))
    if most["kwp"] > 0:
        assert clouded["kwh_per_kwp"] <= sunshine_kwh_per_m2()
    if most["kwp"] > 0 and slope > 5:
        on_plane = plane_irradiance_w_per_m2(
            CLEAR_SKY, slope_deg=slope, azimuth_deg=azimuth, albedo=0.2
        )
        assert most["kwh_per_kwp"] < on_plane.sum() / 1_000


def sunshine_kwh_per_m2() -> float:
    """The beam of a very clear year on a panel that follows the sun, and all the rest."""
    light = CLEAR_SKY
    most = light.beam_w_per_m2 + light.diffuse_w_per_m2 * 2 + light.global_w_per_m2
    return float(most.sum() / 1_000)


def test_the_hours_add_up_to_the_year(weather):
    roofs = planes((35, 180), (2, np.nan), (20, 100))
    profile = hourly_profile(roofs, weather, **DE_BILT, assumptions=ASSUMPTIONS)
    year = yields(roofs, weather)
    assert profile.sum().to_numpy() == pytest.approx(year["kwh_per_year"].to_numpy())
    assert (profile.to_numpy() >= 0).all()
    assert (profile.max() <= 1.1 * year["kwp"]).all()
    is_night = profile.index.hour.isin([23, 0, 1])
    assert (profile[is_night] == 0).all(axis=None)


def test_more_shade_never_yields_more(weather):
    roofs = planes((35, 180), (0, np.nan))
    free, ones = yields(roofs, weather), np.ones(2)
    half = yields(roofs, weather, shading=Shading(0.5 * ones, ones))
    hourly = yields(
        roofs, weather, shading=Shading(np.full((2, len(weather)), 0.5), ones)
    )
    dark = yields(roofs, weather, shading=Shading(0 * ones, 0 * ones))
    open_sky = yields(roofs, weather, shading=Shading(ones, ones))
    pd.testing.assert_frame_equal(free, open_sky)
    pd.testing.assert_frame_equal(half, hourly)
    assert (half["kwh_per_year"] < free["kwh_per_year"]).all()
    # What is left in the dark comes from the ground.
    assert (dark["kwh_per_year"] < 0.05 * free["kwh_per_year"]).all()


def test_edges_and_obstacles_stay_free():
    setback = ASSUMPTIONS["solar.edge_setback_m"]
    roof = planes((35, 180))
    nothing = GeoDataFrame(geometry=[], crs=roof.crs)
    middle = GeoDataFrame(geometry=[box(4, 4, 6, 6)], crs=roof.crs)
    slanted = 1 / np.cos(np.radians(35))
    free = usable_area_m2(roof, obstacles=nothing, assumptions=ASSUMPTIONS)
    assert free == pytest.approx((10 - 2 * setback) ** 2 * slanted)
    left = usable_area_m2(roof, obstacles=middle, assumptions=ASSUMPTIONS)
    around = 4 + 4 * 2 * setback + np.pi * setback**2
    assert left == pytest.approx(free - around * slanted, rel=0.01)
    usual = usable_area_m2(roof, assumptions=ASSUMPTIONS)
    assert usual < free
    tiny = planes((35, 180), side_m=2)
    assert usable_area_m2(tiny, assumptions=ASSUMPTIONS) == 0


@given(st.floats(0, 60), st.floats(0, 360), st.floats(3, 200))
def test_panels_fit_on_their_roof(slope, azimuth, side):
    roof = planes((slope, azimuth), side_m=side)
    room = usable_area_m2(roof, assumptions=ASSUMPTIONS)
    assert 0 <= room <= roof["area_m2"].item()


def test_nothing_is_calculated_with_what_is_not_there(weather):
    roof = planes((35, 180))
    with pytest.raises(NoWholeYears):
        yields(roof, weather.head(5_000))
    gap = weather.assign(
        temperature_c=weather["temperature_c"].where(weather.index > 5)
    )
    with pytest.raises(UnusableWeather, match="temperature_c"):
        yields(roof, gap)
    with pytest.raises(UnusableWeather, match="ends_at"):
        yields(roof, weather.iloc[::-1])
    with pytest.raises(UnusableRoofs, match="slope_deg"):
        yields(roof.assign(slope_deg=np.nan), weather)
    with pytest.raises(UnusableRoofs, match="beam_share"):
        yields(roof, weather, shading=Shading(np.array([1.5]), np.ones(1)))
    with pytest.raises(UnusableRoofs, match="sky_view"):
        yields(roof, weather, shading=Shading(np.ones(1), np.ones(2)))


@pytest.fixture(scope="module")
def ten_years(real_data, tmp_path_factory):
    source, work = SOURCES["knmi_hours"], tmp_path_factory.mktemp("knmi")
    archive = real_data / "stat" / "knmi_uurgegevens" / "uurgeg_260_2011-2020.zip"
    found = source.recognise(list(documents([archive], workspace=work)))
    return source.tidy(source.read(found, None).frame)


@pytest.mark.real
def test_ten_years_in_de_bilt(ten_years):
    roofs = planes((35, 180), (35, 90), (35, 270), (0, np.nan))
    south, east, west, flat = yields(roofs, ten_years)["kwh_per_kwp"]
    # Dutch practice: 850-1,050 kWh/kWp facing south, 867 over all roofs (Quintel, Energy
    # Transition Model: full-load hours of solar panels in the Netherlands).
    assert 850 < south < 1_050
    assert (south + east + west + flat) / 4 == pytest.approx(867, rel=0.05)
    assert south > flat > min(east, west)


@pytest.mark.real
def test_the_typical_year_yields_what_ten_years_do(ten_years):
    roofs = planes((35, 180), (35, 90), (35, 270), (0, np.nan), (60, 180))
    record = yields(roofs, ten_years)["kwh_per_kwp"].to_numpy()
    typical = yields(roofs, typical_year())["kwh_per_kwp"].to_numpy()
    assert typical == pytest.approx(record, rel=0.015)
    assert typical[0] == pytest.approx(record[0], rel=0.005)


@pytest.mark.real
def test_the_typical_year_was_made_from_the_record(ten_years):
    file = resources.files("werklandschap.simulation") / "typical_year.yml"
    assert file.read_text("utf-8").endswith(as_yaml(mean_days(ten_years)))


def test_the_typical_year_is_a_table_of_weather_without_gaps():
    year = WEATHER_HOURS.check(typical_year())
    assert (year["ends_at"].diff().dropna() == pd.Timedelta(hours=1)).all()
    light = year["global_radiation_w_per_m2"]
    # De Bilt 2011-2020: about 1,050 kWh/m2 a year.
    assert 1_000 < light.sum() / 1_000 < 1_100
    dark = light[year["ends_at"].dt.hour.isin([0, 1, 2])]
    assert (dark < 1).all()


def gable(slope_deg, turned_deg, cell_m=0.5, noise_m=0.03) -> tuple[Grid, GeoDataFrame]:
    """A house of 16 by 24 m whose ridge has been turned clockwise from east-west."""
    definition = GridDefinition.around((-20, -20, 20, 20), cell_m=cell_m)
    x, y = np.meshgrid(*definition.centres_m())
    turn = np.radians(turned_deg)
    across = x * np.sin(turn) + y * np.cos(turn)
    height = 12 - np.abs(across) * np.tan(np.radians(slope_deg))
    chance = np.random.default_rng(7)
    height = height + chance.normal(0, noise_m, height.shape)
    outline = affinity.rotate(box(-12, -8, 12, 8), -turned_deg, origin=(0, 0))
    house = GeoDataFrame(geometry=[outline], index=["huis"], crs="EPSG:28992")
    return Grid(definition, height.astype(np.float32)), house


@settings(max_examples=25)
@given(st.floats(12, 55), st.floats(0, 180))
def test_a_gable_roof_is_found(slope, turned):
    surface, house = gable(slope, turned)
    found = fit_planes(surface, house, assumptions=ASSUMPTIONS)
    large = found[found["area_m2"] > 100]
    assert len(large) == 2
    assert large["slope_deg"].to_numpy() == pytest.approx([slope] * 2, abs=2)
    down = np.sort(large["azimuth_deg"].to_numpy())
    wanted = np.array([turned % 360, (turned + 180) % 360])
    off = (down[:, None] - wanted + 180) % 360 - 180
    assert (np.abs(off).min(axis=1) < 2).all()
    assert (np.abs(off).min(axis=0) < 2).all()
    whole = 16 * 24 / np.cos(np.radians(slope))
    assert large["area_m2"].sum() == pytest.approx(whole, rel=0.06)


def test_a_flat_roof_is_one_plane_without_a_direction():
    surface, house = gable(0, 30)
    (plane,) = fit_planes(surface, house, assumptions=ASSUMPTIONS).itertuples()
    assert plane.slope_deg < 0.5
    assert np.isnan(plane.azimuth_deg)
    assert plane.height_m == pytest.approx(12, abs=0.02)
    assert plane.building_id == "huis"


def test_every_tooth_of_a_saw_tooth_roof_is_a_plane():
    definition = GridDefinition.around((0, 0, 80, 60), cell_m=0.5)
    _, y = np.meshgrid(*definition.centres_m())
    surface = Grid(definition, (8 + (y % 10) * 0.3).astype(np.float32))
    hall = GeoDataFrame(geometry=[box(10, 10, 70, 50)], index=["hal"], crs="EPSG:28992")
    found = fit_planes(surface, hall, assumptions=ASSUMPTIONS)
    assert len(found) == 4
    slope = np.degrees(np.arctan(0.3))
    assert found["slope_deg"].to_numpy() == pytest.approx([slope] * 4, abs=0.5)
    assert found["azimuth_deg"].to_numpy() == pytest.approx([180] * 4, abs=1)


def test_a_machine_on_the_roof_leaves_a_hole():
    surface, house = gable(0, 0)
    heights = surface.values.copy()
    heights[38:44, 38:44] += 2
    found = fit_planes(surface.with_values(heights), house, assumptions=ASSUMPTIONS)
    roof, machine = found.sort_values("area_m2", ascending=False).iloc[:2].itertuples()
    assert roof.area_m2 == pytest.approx(16 * 24 - 9)
    assert machine.height_m - roof.height_m == pytest.approx(2, abs=0.05)


def test_the_planes_are_a_table_of_roof_planes():
    surface, house = gable(30, 0)
    found = fit_planes(surface, house, assumptions=ASSUMPTIONS)
    assert set(ROOF_PLANES.complete(found).columns) >= {"building_id", "slope_deg"}
    assert not found.index.duplicated().any()
    blind = Grid.filled(surface.definition, np.nan)
    assert fit_planes(blind, house, assumptions=ASSUMPTIONS).empty


def test_planes_of_a_building_do_not_overlap():
    surface, house = gable(30, 20)
    found = fit_planes(surface, house, assumptions=ASSUMPTIONS)
    assert found.union_all().area == pytest.approx(found.area.sum())
    assert found.union_all().within(house.union_all().buffer(1e-6))


def test_coarse_cells_are_refused():
    surface, house = gable(30, 0, cell_m=5)
    with pytest.raises(CellsTooCoarse):
        fit_planes(surface, house, assumptions=ASSUMPTIONS)


@pytest.mark.real
def test_large_roofs_of_delft_are_those_of_the_3dbag(real_data, tmp_path_factory):
    folder = real_data / "geo" / "delft-centrum"
    with rasterio.open(folder / "ahn3_dsm_05m_afgeleid.tif") as file:
        heights = file.read(1, masked=True).filled(np.nan).astype(np.float32)
        west, north = file.transform.c, file.transform.f
        where = GridDefinition(west, north, file.transform.a, *file.shape)
    work = tmp_path_factory.mktemp("3dbag")
    city = folder / "3dbag_v210908_tile5908_subset.city.jsonl"

    def table(name):
        source = SOURCES[name]
        found = source.recognise(list(documents([city], workspace=work)))
        return source.tidy(source.read(found, None).frame)

    houses, published = table("bag3d_buildings"), table("bag3d_roof_planes")
    inside = houses[houses.within(box(*where.bounds))]
    found = fit_planes(Grid(where, heights), inside, assumptions=ASSUMPTIONS)
    large = published[
        published["building_id"].isin(inside.index)
        & published["area_m2"].gt(30)
        & published["slope_deg"].lt(60)
    ]
    pairs = gpd.overlay(
        large.reset_index(names="one"),
        found.reset_index(names="two"),
        keep_geom_type=True,
    )
    pairs = pairs[pairs["building_id_1"] == pairs["building_id_2"]]
    pairs = pairs.assign(shared_m2=pairs.area).sort_values("shared_m2")
    best = pairs.groupby("one").tail(1)
    # Old roofs full of dormers: a model fills in what the cells do not show.
    best = best[best["shared_m2"] > 0.5 * large.area.reindex(best["one"]).to_numpy()]
    assert len(large) >= 15
    assert len(best) >= 0.7 * len(large)
    off_deg = (best["slope_deg_1"] - best["slope_deg_2"]).abs()
    assert off_deg.median() < 1
    assert off_deg.max() < 5
    assert (best["height_m_1"] - best["height_m_2"]).abs().median() < 0.3
    is_steep = best["slope_deg_1"] > 15
    turned = (best["azimuth_deg_1"] - best["azimuth_deg_2"] + 180) % 360 - 180
    assert is_steep.sum() >= 5
    assert (turned[is_steep].abs() < 3).all()
