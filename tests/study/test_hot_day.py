"""Promises about sun and heat on whole places, however large, small or ill measured."""

from datetime import date

import numpy as np
import pytest
import shapely
from geopandas import GeoDataFrame

from werklandschap.examples import model_park
from werklandschap.geo.grids import Grid
from werklandschap.landscape import LAYERS, PARKS, RIJKSDRIEHOEK, Landscape, gather
from werklandschap.parameters import Assumptions
from werklandschap.sources import adopt
from werklandschap.store import Lake
from werklandschap.study.hot_day import HOT_DAY, hot_day_layers, hot_day_weather
from werklandschap.study.scene import scene_of
from werklandschap.study.sunlight import sunlight

ON = date(2026, 11, 1)
CELL_M = 2.0


@pytest.fixture(scope="module")
def landscape(tmp_path_factory):
    folder = tmp_path_factory.mktemp("park")
    place = model_park(seed=5, area_ha=15.0, cell_m=1.0)
    place.write(folder)
    lake = Lake.create(folder / "lake")
    adopt(place.parks.geometry.iloc[0].buffer(500), lake, places=[folder], on=ON)
    return gather(lake, place.parks, on=ON, assumptions=Assumptions(ON))


def simulated(landscape, cell_m=CELL_M, halo_m=50.0):
    scene = scene_of(landscape, cell_m=cell_m, halo_m=halo_m)
    return scene, sunlight(scene, landscape) | hot_day_layers(scene, landscape)


@pytest.fixture(scope="module")
def whole(landscape):
    return simulated(landscape)


def test_every_layer_is_measured_where_people_can_be(whole):
    scene, found = whole
    assert set(found) == {
        "sky_view", "shade_noon", "shade_afternoon", "pet", "cool_distance"
    }  # fmt: skip
    for name, grid in found.items():
        assert grid.definition == scene.definition
        is_missing = np.isnan(grid.values)
        assert is_missing[scene.is_building].all()
        if name != "cool_distance":
            assert not is_missing[~scene.is_building].any()


def test_values_are_what_they_can_be(whole):
    _, found = whole
    for name in ("sky_view", "shade_noon", "shade_afternoon"):
        assert 0 <= np.nanmin(found[name].values) <= np.nanmax(found[name].values) <= 1
    assert 20 < np.nanmin(found["pet"].values) < np.nanmax(found["pet"].values) < 60
    assert np.nanmin(found["cool_distance"].values) == 0


def test_the_nearer_crowns_are_to_the_ground_the_less_sky_and_sun(landscape):
    found = []
    for level in ("high", "central", "low"):
        told = landscape.assumptions.with_level(level, "scene.crown_base_share")
        scene = scene_of(landscape.having(assumptions=told), cell_m=CELL_M, halo_m=50.0)
        found.append(sunlight(scene, landscape))
    for name, sign in (("sky_view", -1), ("shade_noon", 1), ("shade_afternoon", 1)):
        means = [sign * np.nanmean(each[name].values) for each in found]
        assert means[0] < means[1] < means[2]


def test_under_a_crown_one_sees_less_sky_than_beside_it(whole):
    scene, found = whole
    sky, is_tree = found["sky_view"].values, scene.tree_height_m > 4
    beside = (scene.tree_height_m == 0) & ~scene.is_building
    assert np.nanmean(sky[is_tree]) < np.nanmean(sky[beside]) - 0.2


def test_the_standard_hot_day_knows_no_trunks(landscape, whole):
    other = landscape.assumptions.with_level("high", "scene.crown_base_share")
    place = landscape.having(assumptions=other)
    scene = scene_of(place, cell_m=CELL_M, halo_m=50.0)
    pet = hot_day_layers(scene, place)["pet"].values
    np.testing.assert_array_equal(pet, whole[1]["pet"].values)


def test_shade_is_longer_in_the_afternoon_and_cools(whole):
    _, found = whole
    noon, later, pet = (
        found[name].values for name in ("shade_noon", "shade_afternoon", "pet")
    )
    assert np.nansum(later) > np.nansum(noon)
    both, never = (noon == 1) & (later == 1), (noon == 0) & (later == 0)
    assert pet[never].mean() - pet[both].mean() > 5


@pytest.mark.parametrize("tile_m", [200.0, 330.0])
def test_a_place_cut_up_is_the_same_place(landscape, whole, tile_m):
    small = Assumptions(ON, own=(("scene.tile_m", tile_m),))
    _, cut = simulated(landscape.having(assumptions=small))
    for name, grid in whole[1].items():
        np.testing.assert_allclose(
            cut[name].values, grid.values, atol=2e-3, err_msg=name
        )


def test_horizons_beyond_the_halo_hardly_matter(landscape, whole):
    near = Assumptions(ON, own=(("scene.tile_m", 100.0), ("scene.sky_halo_m", 150.0)))
    scene, found = whole
    cut = sunlight(scene, landscape.having(assumptions=near))["sky_view"].values
    apart = np.abs(cut - found["sky_view"].values)[~scene.is_building]
    assert apart.mean() < 0.002
    assert apart.max() < 0.02


def test_a_park_of_two_square_metres(landscape):
    x, y = landscape.parks.geometry.iloc[0].centroid.coords[0]
    tiny = GeoDataFrame(
        {"park_id": ["tiny"], "name": ["Tiny"]},
        geometry=[shapely.box(x, y, x + 2, y + 1)],
        crs=RIJKSDRIEHOEK,
    ).set_index("park_id")
    for halo_m in (0.0, 20.0):
        for cell_m in (0.5, 5.0):
            place = landscape.having(parks=PARKS.complete(tiny))
            scene, found = simulated(place, cell_m=cell_m, halo_m=halo_m)
            measured = np.isfinite(found["pet"].values)
            assert (measured == ~scene.is_building).all()


def test_without_heights_it_still_is_a_hot_day(landscape):
    bare = landscape.having(terrain_m=None, surface_m=None)
    scene, found = simulated(bare)
    assert scene.filled == {"flat": 1, "assumed": 1}
    assert np.nanmean(found["shade_afternoon"].values[scene.tree_height_m > 0]) > 0.5
    assert np.nanmin(found["sky_view"].values) < 0.8


def test_a_place_of_which_nothing_is_known_is_an_open_field(landscape):
    nothing = landscape.having(**dict.fromkeys(LAYERS[1:]))
    _, found = simulated(nothing)
    assert (found["sky_view"].values == 1).all()
    assert (found["shade_noon"].values == 0).all()
    assert np.ptp(found["pet"].values) < 0.01


@pytest.mark.parametrize("absurd", [np.nan, 1e30, -9_999.0, 3_000.0])
def test_holes_and_absurd_heights_are_filled_and_counted(landscape, absurd):
    place = landscape
    for name in ("terrain_m", "surface_m"):
        values = getattr(place, name).values.copy()
        values[200:230, 210:260] = absurd
        values[250, 250] = np.inf
        place = place.having(**{name: getattr(place, name).with_values(values)})
    scene, found = simulated(place)
    assert scene.filled["terrain"] > 200
    assert scene.filled["surface"] > 200
    assert np.isfinite(found["pet"].values[~scene.is_building]).all()
    assert np.nanmax(found["pet"].values) < 60


def test_one_walks_on_a_viaduct_and_not_in_the_shade_of_it(landscape):
    plain = scene_of(landscape, cell_m=CELL_M, halo_m=0.0)
    surface = landscape.surface_m
    hard = _paved_square(landscape, plain)
    values = surface.values.copy()
    values[hard.on(surface.definition).values > 0] = 7.0
    scene = scene_of(
        landscape.having(surface_m=surface.with_values(values)),
        cell_m=CELL_M,
        halo_m=0.0,
    )
    deck = hard.values > 0
    assert scene.filled["decks"] >= 0.9 * deck.sum()
    assert (scene.tree_height_m[deck] > 0).mean() < 0.1
    assert np.median(scene.terrain_m[deck]) == pytest.approx(7.0, abs=1e-4)


def _paved_square(landscape: Landscape, scene) -> Grid:
    """Find a square of paved ground of 16 by 16 m without anything on it."""
    side = 8
    free = scene.ground.is_paved & ~scene.is_building & (scene.tree_height_m == 0)
    windows = np.lib.stride_tricks.sliding_window_view(free, (side, side))
    row, column = np.argwhere(windows.all(axis=(2, 3)))[0]
    cells = np.zeros(scene.definition.shape, np.float32)
    cells[row : row + side, column : column + side] = 1
    return Grid(scene.definition, cells)


def test_the_hot_day_is_whole():
    weather = hot_day_weather()
    assert weather["ends_at"].dt.date.min() == HOT_DAY
    assert not weather.drop(columns="wind_direction_deg").isna().any().any()
    assert (weather["ends_at"].diff().dropna().dt.total_seconds() == 3_600).all()
