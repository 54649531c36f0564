"""Laws of sun and heat in two places of Delft: the inner city, and the campus."""

import numpy as np
import pytest
from scipy import ndimage
from tests.real.conftest import ASSUMPTIONS, ON, collect, rectangle

from werklandschap.landscape import gather
from werklandschap.simulation.heat import HeatScene, hot_day
from werklandschap.simulation.sky_view import sky_view
from werklandschap.store import Lake
from werklandschap.study.hot_day import HOT_DAY, hot_day_layers, hot_day_weather
from werklandschap.study.scene import scene_of
from werklandschap.study.sunlight import sky_views, sunlight

pytestmark = pytest.mark.real

PLACES = {
    "delft-centrum": ((84808, 447413, 85073, 447642), 0.5),
    "delft-wippolder-campus": ((84995, 446317, 85645, 446996), 5.0),
}
"""Folder, bounds in RD New and size of the cells in m."""


@pytest.fixture(scope="module", params=list(PLACES))
def place(request, real_data, tmp_path_factory):
    bounds, cell_m = PLACES[request.param]
    folder = tmp_path_factory.mktemp(request.param)
    area = rectangle(bounds, request.param, folder / "area.gpkg")
    lake = Lake.create(folder / "lake")
    parks, _ = collect(area, [real_data / "geo" / request.param], lake)
    landscape = gather(lake, parks, on=ON, assumptions=ASSUMPTIONS)
    scene = scene_of(landscape, cell_m=cell_m, halo_m=50.0)
    found = sunlight(scene, landscape) | hot_day_layers(scene, landscape)
    return scene, {name: grid.values for name, grid in found.items()}


def test_all_of_the_ground_and_nothing_of_the_roofs_is_measured(place):
    scene, found = place
    for name in ("sky_view", "shade_noon", "shade_afternoon", "pet"):
        assert (np.isnan(found[name]) == scene.is_building).all()
    assert 0 <= np.nanmin(found["sky_view"]) <= np.nanmax(found["sky_view"]) <= 1
    assert 20 < np.nanmin(found["pet"]) < np.nanmax(found["pet"]) < 60
    assert np.nansum(found["shade_afternoon"]) > np.nansum(found["shade_noon"])


def test_it_is_cooler_in_the_shade(place):
    _, found = place
    both = (found["shade_noon"] == 1) & (found["shade_afternoon"] == 1)
    never = (found["shade_noon"] == 0) & (found["shade_afternoon"] == 0)
    assert found["pet"][never].mean() - found["pet"][both].mean() > 5


def test_the_closer_to_a_wall_the_less_sky(place):
    scene, found = place
    away_m = (
        ndimage.distance_transform_edt(~scene.is_building) * scene.definition.cell_m
    )
    is_bare = ~scene.is_building & (scene.tree_height_m == 0)
    means = [
        found["sky_view"][is_bare & (away_m > low) & (away_m <= high)].mean()
        for low, high in ((0, 5), (5, 15), (15, 60))
    ]
    assert means == sorted(means)
    assert means[-1] - means[0] > 0.1


def test_the_sky_is_what_rays_find_at_some_places(place):
    scene, _ = place
    cell_m = scene.definition.cell_m
    roofs, crowns = scene.roofs_m, scene.crowns_m
    found = sky_view(roofs, cell_m, directions=64, definition="flat", canopy_m=crowns)
    is_bare = ~scene.is_building & (scene.tree_height_m == 0)
    rows, columns = np.nonzero(is_bare)
    some = np.random.default_rng(0).choice(len(rows), 60, replace=False)
    apart = [
        found[row, column]
        - _sky_by_rays(roofs[row, column], crowns, row, column, cell_m)
        for row, column in zip(rows[some], columns[some], strict=True)
    ]
    assert abs(np.mean(apart)) < 0.015
    assert np.sqrt(np.mean(np.square(apart))) < 0.03


def _sky_by_rays(eye_m, tops, row, column, cell_m, directions=180):
    """Look along every ray in steps of a fifth of a cell."""
    steps = np.arange(0.6, np.hypot(*tops.shape), 0.2)
    seen = 0.0
    for angle in 2 * np.pi * (np.arange(directions) + 0.5) / directions:
        rows = np.floor(row + 0.5 - np.cos(angle) * steps).astype(int)
        columns = np.floor(column + 0.5 + np.sin(angle) * steps).astype(int)
        is_on = (rows >= 0) & (rows < tops.shape[0])
        is_on &= (columns >= 0) & (columns < tops.shape[1])
        is_on &= (rows != row) | (columns != column)
        rise_m = tops[rows[is_on], columns[is_on]] - eye_m
        steepest = max(0.0, (rise_m / (steps[is_on] * cell_m)).max(initial=0.0))
        seen += 1 / (1 + steepest**2)
    return seen / directions


def test_no_cell_feels_cooler_without_any_shade(place):
    scene, found = place
    sky_view = sky_views(scene, ASSUMPTIONS, below_crowns=False)
    open_ground = HeatScene(
        cell_m=scene.definition.cell_m,
        sky_view=np.where(scene.is_building, 1.0, sky_view).astype(np.float32),
        vegetation=np.where(
            scene.tree_height_m > 0, 1.0, scene.ground.green_fraction
        ).astype(np.float32),
        building_height_m=scene.building_height_m,
        tree_height_m=scene.tree_height_m,
        is_water=scene.ground.water_fraction >= 0.5,
        is_building=scene.is_building,
    )
    day = hot_day(
        open_ground,
        hot_day_weather(),
        on=HOT_DAY,
        latitude_deg=52.0,
        longitude_deg=4.37,
        shade_at=lambda *_: np.zeros(scene.definition.shape, bool),
        assumptions=ASSUMPTIONS,
    )
    apart = (day.pet_degc - found["pet"])[~scene.is_building]
    assert (apart >= -0.05).all()
    assert np.percentile(apart, 99) > 5
