"""Promises of a cloudburst on a place."""

from datetime import date

import numpy as np
import pandas as pd
import pytest
import shapely
from geopandas import GeoDataFrame

from werklandschap.geo.grids import Grid, GridDefinition
from werklandschap.landscape import (
    FLOOD_BALANCES,
    PARCELS,
    PARKS,
    PLOT_WATER,
    POND_ORIGINS,
    RAIN_YEAR,
    RIJKSDRIEHOEK,
    SURFACES,
    WEATHER_HOURS,
    Landscape,
    with_fractions,
)
from werklandschap.parameters import Assumptions
from werklandschap.simulation.flooding import Ground, Hyetograph, flood
from werklandschap.study._pond_origins import Origins
from werklandschap.study.cloudburst import (
    SHOWERS,
    cloudburst,
    flood_ground,
    return_periods_year,
)
from werklandschap.study.rain_year import rain_year
from werklandschap.study.scene import scene_of

ON = date(2026, 11, 1)
SIDE_M = 60
ASSUMPTIONS = Assumptions(ON, own=(("cloudburst.after_min", 20.0),))


def table(kind, shapes, names, **columns):
    frame = GeoDataFrame(columns, geometry=shapes, crs=RIJKSDRIEHOEK, index=names)
    return kind.complete(frame.rename_axis(kind.key))


def place(**changes):
    """Make two plots: a paved slope, and grass below it with a pit that holds water."""
    cells = GridDefinition(0.0, float(SIDE_M), 1.0, SIDE_M, SIDE_M)
    x = np.tile(np.arange(SIDE_M), (SIDE_M, 1))
    terrain = 3.0 - 0.02 * x
    terrain[20:40, 40:50] = 1.0
    whole, west, east = (
        shapely.box(a, 0, b, SIDE_M) for a, b in ((0, SIDE_M), (0, 30), (30, SIDE_M))
    )
    surfaces = GeoDataFrame(
        {
            "park_id": "p",
            "theme": ["road", "vegetated"],
            "cover_class": ["closed_paving", "grassland"],
            "is_public": [True, False],
        },
        geometry=[west, east],
        crs=RIJKSDRIEHOEK,
        index=["s1", "s2"],
    )
    grid = Grid(cells, terrain.astype(np.float32))
    landscape = Landscape(
        on=ON,
        assumptions=ASSUMPTIONS,
        parks=table(PARKS, [whole], ["p"], name=["Park"]),
        surfaces=with_fractions(
            surfaces.rename_axis(SURFACES.key), assumptions=ASSUMPTIONS
        ),
        parcels=table(PARCELS, [west, east], ["up", "down"]),
        terrain_m=grid,
        surface_m=grid,
    )
    return landscape.having(**changes)


def scene(landscape):
    return scene_of(landscape, cell_m=1.0, halo_m=0.0)


@pytest.fixture(scope="module")
def fallen():
    landscape = place()
    return cloudburst(scene(landscape), landscape)


def test_gives_every_shower_and_account(fallen):
    tables = {"plot_water", "pond_origins", "flood_balances"}
    assert set(fallen) == {*SHOWERS, "flood_speed_70", *tables}
    for name, kind in (
        ("plot_water", PLOT_WATER),
        ("pond_origins", POND_ORIGINS),
        ("flood_balances", FLOOD_BALANCES),
    ):
        assert kind.check(fallen[name]) is fallen[name]
        assert len(fallen[name])


def test_more_rain_stands_deeper(fallen):
    pit = (slice(25, 35), slice(42, 48))
    depths = [fallen[name].values[pit].mean() for name in SHOWERS]
    one_hour, ninety, hundred_sixty, two_hours, most = depths
    assert two_hours < one_hour < ninety < hundred_sixty
    assert two_hours < most < hundred_sixty


def test_every_balance_closes(fallen):
    told = fallen["flood_balances"]
    assert (told["error_share"].abs() < 1e-6).all()
    expected = np.array([70, 90, 160, 70, 140]) / 1000 * SIDE_M**2
    shown = told.set_index("shower")["rain_m3"].loc[list(SHOWERS.values())]
    assert np.allclose(shown, expected, rtol=1e-5)


def test_what_enters_a_plot_leaves_it_stays_or_is_taken(fallen):
    plots = fallen["plot_water"]
    assert (plots["kind"] == "parcel").all()
    assert plots["rain_m3"].to_numpy() == pytest.approx([0.070 * SIDE_M**2 / 2] * 2)
    came = plots["rain_m3"] + plots["received_m3"]
    went = plots["shed_m3"] + plots["stored_m3"] + plots["taken_m3"]
    assert np.allclose(came, went, rtol=1e-3)
    # All that the lower plot receives comes from the upper one: the border is open.
    assert plots.loc["down", "received_m3"] > 0.3 * plots.loc["up", "rain_m3"]
    assert plots.loc["down", "received_m3"] <= plots.loc["up", "shed_m3"] + 1e-6


def test_the_pond_is_made_of_water_of_both_plots(fallen):
    ponds = fallen["pond_origins"]
    deepest = ponds[ponds["volume_m3"] == ponds["volume_m3"].max()]
    assert deepest["share"].sum() == pytest.approx(1.0)
    share = deepest.set_index("plot_id")["share"]
    assert share["up"] > 0.3
    assert share["down"] > 0.1
    depth = fallen["flood_70"].values
    deep = depth[depth >= ASSUMPTIONS["cloudburst.ponding_from_m"]].sum()
    volumes = ponds.drop_duplicates("pond")["volume_m3"]
    assert 0.95 * deep < volumes.sum() <= deep * (1 + 1e-5)


def test_shares_of_origin_follow_the_water_through_a_channel():
    """Worked out by hand: three cells in a row, of which the last keeps everything."""
    terrain = np.array([[2.0, 1.0, 0.0]], np.float32)
    found = flood(
        Ground.bare(terrain, 1.0), Hyetograph(60.0, (10.0,)), until_s=600, follow=True
    )
    origins = Origins(found.passed, 0.010)
    came_from = origins.of(found.depth_m.astype(np.float64))
    assert came_from.sum() == pytest.approx(0.030, rel=1e-3)
    assert came_from[0] == pytest.approx([0.010] * 3, rel=0.02)
    received, shed = origins.across(np.array([[0, 1, 2]], np.int32), 3)
    assert received == pytest.approx([0, 0.010, 0.020], abs=2e-4)
    assert shed == pytest.approx([0.010, 0.020, 0], abs=2e-4)


def test_without_parcels_public_and_private_ground_are_the_plots():
    landscape = place(parcels=None)
    plots = cloudburst(scene(landscape), landscape)["plot_water"]
    assert list(plots.index) == ["p:public", "p:unknown"]
    assert (plots["kind"] == "ownership").all()


def test_without_ground_cover_parks_are_the_plots():
    landscape = place(parcels=None, surfaces=None)
    plots = cloudburst(scene(landscape), landscape)["plot_water"]
    assert list(plots.index) == ["p"]
    assert (plots["kind"] == "park").all()


def test_without_heights_nothing_is_measured():
    for nothing in (
        None,
        Grid(place().terrain_m.definition, np.full((60, 60), np.nan)),
    ):
        landscape = place(terrain_m=nothing)
        assert cloudburst(scene(landscape), landscape) == {}


def test_holes_and_impossible_heights_are_filled():
    grid = place().terrain_m
    holed = grid.values.copy()
    holed[3:6, 3:6], holed[10, 10], holed[11, 11] = np.nan, 1e30, -np.inf
    landscape = place(terrain_m=grid.with_values(holed))
    terrain = flood_ground(scene(landscape), landscape).terrain_m
    assert np.isfinite(terrain).all()
    assert np.abs(terrain - grid.values).max() < 0.1


def test_paving_sheds_and_grass_soaks():
    landscape = place()
    ground = flood_ground(scene(landscape), landscape)
    paved, grass = (30, 10), (30, 55)
    assert ground.roughness[paved] < ground.roughness[grass]
    assert ground.infiltration_mm_per_h[paved] < ground.infiltration_mm_per_h[grass]
    assert ground.sewer_mm_per_h[paved] == ASSUMPTIONS["cloudburst.sewer_mm_per_h"]
    assert ground.sewer_mm_per_h[grass] == 0
    assert ground.soil_mm[grass] == pytest.approx(
        ASSUMPTIONS["rain.planted_root_zone_mm"]
        * ASSUMPTIONS["cloudburst.free_soil_share"]
    )


def test_showers_are_rarer_the_more_falls():
    often = return_periods_year()
    assert set(often) == set(SHOWERS)
    assert 150 < often["flood_70"] < 250  # as STOWA 2024: 70.0 mm at once in 200 years
    assert often["flood_70_2h"] < often["flood_70"] < often["flood_90"]
    assert often["flood_160"] == float("inf")


def weather(hours=8_760, **changes):
    ends_at = pd.date_range("2020-01-01 01:00", periods=hours, freq="h", tz="UTC")
    frame = pd.DataFrame(
        {
            "station_code": "260",
            "ends_at": ends_at.astype("datetime64[s, UTC]"),
            "temperature_c": 10.0,
            "global_radiation_w_per_m2": 100.0,
            "rain_mm": np.where(np.arange(hours) % 50 == 0, 5.0, 0.0),
            **changes,
        },
        index=pd.Index(range(hours), name=WEATHER_HOURS.key),
    )
    return WEATHER_HOURS.complete(frame)


def test_a_year_of_rain_goes_into_soil_air_and_sewer():
    found = RAIN_YEAR.check(rain_year(place(), weather()))
    shares = found[["infiltrated_share", "evaporated_share", "discharged_share"]]
    assert np.allclose(shares.sum(axis=1), 1.0)
    assert found["rain_mm"].to_numpy() == pytest.approx(5.0 * 176)
    by_kind = found.set_index("surface")
    assert by_kind["area_m2"].sum() == pytest.approx(SIDE_M**2)
    assert by_kind.loc["closed_paving", "discharged_share"] > 0.5
    assert by_kind.loc["planted", "discharged_share"] < 0.01


@pytest.mark.parametrize(
    "hours",
    [None, weather(8_759), weather(rain_mm=np.nan)],
    ids=["none", "short", "dry of numbers"],
)
def test_without_a_whole_year_of_weather_nothing_is_measured(hours):
    assert rain_year(place(), hours) is None


def test_without_ground_cover_a_year_is_not_measured():
    assert rain_year(place(surfaces=None), weather()) is None
