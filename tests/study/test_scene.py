"""Promises about the arrays that simulations get."""

from datetime import date

import numpy as np
import pytest
import shapely

from werklandschap.examples import model_park
from werklandschap.landscape import LAYERS, gather
from werklandschap.parameters import Assumptions
from werklandschap.sources import adopt
from werklandschap.store import Lake
from werklandschap.study.scene import scene_of

ON = date(2026, 11, 1)


@pytest.fixture(scope="module")
def landscape(tmp_path_factory):
    folder = tmp_path_factory.mktemp("park")
    place = model_park(seed=5, area_ha=30.0, cell_m=1.0)
    place.write(folder)
    lake = Lake.create(folder / "lake")
    adopt(place.parks.geometry.iloc[0].buffer(500), lake, places=[folder], on=ON)
    return gather(lake, place.parks, on=ON, assumptions=Assumptions(ON))


@pytest.fixture(scope="module")
def scene(landscape):
    return scene_of(landscape, cell_m=1.0, halo_m=50.0)


def arrays(scene):
    return [
        scene.terrain_m,
        scene.building_height_m,
        scene.tree_height_m,
        scene.ground.green_fraction,
        scene.ground.water_fraction,
    ]


def test_nothing_is_missing_and_all_have_the_same_cells(scene):
    for cells in arrays(scene):
        assert cells.shape == scene.definition.shape
        assert cells.dtype == np.float32
        assert np.isfinite(cells).all()


def test_it_holds_the_park_and_its_halo(scene, landscape):
    around = landscape.parks.geometry.iloc[0].buffer(50)
    assert shapely.box(*scene.definition.bounds).covers(around)


def test_buildings_cover_as_much_as_their_footprints(scene, landscape):
    inside = landscape.buildings.clip_by_rect(*scene.definition.bounds).area.sum()
    cells = scene.is_building.sum() * scene.definition.cell_area_m2
    assert cells == pytest.approx(inside, rel=0.01)


def test_a_cell_is_no_building_and_tree_at_once(scene):
    assert not ((scene.tree_height_m > 0) & scene.is_building).any()
    assert (scene.building_height_m[~scene.is_building] == 0).all()


def test_the_tops_are_the_surface_that_was_measured(scene, landscape):
    surface = landscape.surface_m.on(scene.definition).values
    tall = (scene.building_height_m > 3) | (scene.tree_height_m > 3)
    known = tall & np.isfinite(surface)
    assert np.allclose(scene.crowns_m[known], surface[known], atol=1e-3)


def test_crowns_begin_between_the_ground_and_their_tops(scene):
    is_tree = scene.tree_height_m > 0
    assert is_tree.any()
    begin = (scene.undersides_m - scene.terrain_m)[is_tree]
    expected = scene.crown_base_share * scene.tree_height_m[is_tree]
    assert np.allclose(begin, expected, atol=1e-3)
    assert (scene.undersides_m >= scene.crowns_m)[~is_tree].all()


def test_without_heights_buildings_and_trees_are_as_tall_as_their_tables_say(landscape):
    flat = scene_of(
        landscape.having(terrain_m=None, surface_m=None), cell_m=1.0, halo_m=50.0
    )
    assert flat.filled == {"flat": 1, "assumed": 1}
    assert (flat.terrain_m == 0).all()
    known = landscape.buildings["roof_m"] - landscape.buildings["ground_m"]
    assert flat.building_height_m.max() == pytest.approx(known.max(), abs=0.01)
    assert (flat.tree_height_m > 0).any()


def test_a_park_of_which_nothing_is_known_is_flat_and_empty(landscape):
    nothing = landscape.having(**dict.fromkeys(LAYERS[1:]))
    scene = scene_of(nothing, cell_m=2.0, halo_m=0.0)
    assert not scene.is_building.any()
    assert not scene.ground.is_mapped.any()
    assert all((cells == 0).all() for cells in arrays(scene))


def test_what_stands_up_where_nothing_is_mapped_is_counted(landscape, scene):
    unmapped = landscape.having(surfaces=None, surroundings=None, buildings=None)
    guessed = scene_of(unmapped, cell_m=1.0, halo_m=50.0)
    assert guessed.filled["unmapped"] == (guessed.tree_height_m > 0).sum()
    assert guessed.filled["unmapped"] > scene.filled.get("unmapped", 0)


def test_a_building_that_only_the_map_of_the_ground_knows_is_no_tree(landscape, scene):
    listed = landscape.having(buildings=landscape.buildings.iloc[:0])
    mapped = scene_of(listed, cell_m=1.0, halo_m=50.0)
    is_known = scene.is_building & mapped.ground.is_built
    assert is_known.sum() > 0.8 * scene.is_building.sum()
    assert (mapped.tree_height_m[is_known] == 0).all()
    assert np.allclose(
        mapped.building_height_m[is_known], scene.building_height_m[is_known]
    )
