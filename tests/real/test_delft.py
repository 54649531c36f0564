"""Places in Delft where all sources overlap."""

import numpy as np
import pytest
from tests.real.conftest import values

from werklandschap.landscape import GRIDS

pytestmark = pytest.mark.real


def test_every_source_in_the_folder_is_taken(wippolder):
    _, report = wippolder
    taken = {collected.source for collected in report.collected}
    assert {
        "ahn_surface",
        "ahn_terrain",
        "bag3d_buildings",
        "bag3d_roof_planes",
        "bag_buildings",
        "bgt_buildings",
        "bgt_cover",
        "natura2000_areas",
        "osm_paths",
    } <= taken
    assert not report.failed


def test_roofs_of_3dbag_and_the_surface_of_ahn_agree(wippolder):
    park, _ = wippolder
    planes, surface = park.landscape.roof_planes, park.landscape.surface_m
    # Cells of 5 m that lie wholly on the roof, and enough of them.
    large = planes[planes["area_m2"] > 400]
    large = large.set_geometry(large.buffer(-surface.definition.cell_m / 2))
    cells = {name: _cells(shape, surface) for name, shape in large.geometry.items()}
    difference = [
        abs(np.median(on_roof) - large.loc[name, "height_m"])
        for name, on_roof in cells.items()
        if len(on_roof) >= 8
    ]
    assert len(difference) >= 10
    assert np.median(difference) < 0.1


def _cells(shape, grid):
    from shapely import contains_xy

    x, y = grid.definition.centres_m()
    xs, ys = np.meshgrid(x, y)
    return grid.values[contains_xy(shape, xs, ys)]


@pytest.mark.parametrize("place", ["wippolder", "delft_centre"])
def test_the_ground_adds_up(place, request):
    park, _ = request.getfixturevalue(place)
    surfaces = park.landscape.surfaces
    assert surfaces.area.sum() == pytest.approx(park.area_m2, rel=1e-6)


@pytest.mark.parametrize("place", ["wippolder", "delft_centre"])
def test_values_lie_in_their_interval(place, request):
    park, _ = request.getfixturevalue(place)
    for estimate in park.estimates:
        if not np.isnan(estimate.value):
            assert estimate.low <= estimate.value <= estimate.high
            assert 0 < estimate.reliability.value <= 1


def test_both_grids_lie_in_the_same_cells(delft_centre):
    park, _ = delft_centre
    terrain, surface = (getattr(park.landscape, name) for name in GRIDS)
    assert terrain.definition == surface.definition
    assert terrain.definition.cell_m == 0.5


def test_the_surface_is_nowhere_far_below_the_terrain(delft_centre):
    park, _ = delft_centre
    height = park.landscape.surface_m.values - park.landscape.terrain_m.values
    assert np.nanpercentile(height, 0.1) > -0.5
    assert np.nanmedian(height) >= 0


def test_layers_of_vegetation_do_not_overlap(delft_centre):
    found = values(delft_centre[0])
    layers = [found[f"{name}_vegetation_share"] for name in ("low", "mid", "high")]
    assert all(0 <= share <= 1 for share in layers)
    assert 0 < sum(layers) < 1
    assert found["high_vegetation_share"] == pytest.approx(found["canopy_share"])


def test_green_roof_classes_add_up_to_the_roof_planes(wippolder):
    park, _ = wippolder
    found, planes = values(park), park.landscape.roof_planes
    outline = park.landscape.parks.geometry.iloc[0]
    inside = planes[planes.representative_point().within(outline)]
    classes = ("promising", "study", "unfit")
    total = sum(found[f"green_roof_{name}_m2"] for name in classes)
    assert total == pytest.approx(inside["area_m2"].sum(), rel=1e-6)


def test_registers_contradict_each_other_and_that_is_told(wippolder):
    share = values(wippolder[0])["register_agreement_share"]
    assert 0.5 < share < 1


def test_protected_nature_is_found_from_afar(wippolder):
    distance_m = values(wippolder[0])["protected_nature_distance_m"]
    assert 1_000 < distance_m < 25_000
