"""Indicators of ground, green and trees, worked out by hand on two small parks."""

import math

import pytest

from werklandschap.indicators import INDICATORS


@pytest.fixture
def measured(two_parks):
    def measure(name):
        return INDICATORS[name].measure(two_parks).to_dict()

    return measure


MAPPED_M2 = 10_000 - 300


def test_roofs_and_roads(measured):
    assert measured("roof_share")["west"] == pytest.approx(1_600 / MAPPED_M2)
    assert measured("road_share") == pytest.approx(
        {"west": (2_000 + 400 + 800) / MAPPED_M2, "east": (400 + 800) / MAPPED_M2}
    )
    assert measured("parking_share")["west"] == pytest.approx(800 / MAPPED_M2)
    assert measured("unmapped_share")["west"] == pytest.approx(0.03)


def test_what_is_green_and_what_is_paved(measured, two_parks):
    yard = two_parks.assumptions["cover.yard_green_share"]
    tiles = two_parks.assumptions["cover.open_paving_green_share"]
    green = 1_800 + 1_000 + yard * 1_200 + tiles * 1_200
    paved = 1_600 + 2_000 + (1 - tiles) * 1_200 + (1 - yard) * 1_200
    assert measured("green_share")["west"] == pytest.approx(green / MAPPED_M2)
    assert measured("paved_share")["west"] == pytest.approx(paved / MAPPED_M2)
    assert measured("water_share")["west"] == pytest.approx(900 / MAPPED_M2)
    assert measured("infiltrating_share")["west"] == pytest.approx(green / MAPPED_M2)


def test_layers_of_vegetation_from_heights(measured):
    assert measured("canopy_share")["west"] == pytest.approx(20 * 20 / 10_000)
    assert measured("high_vegetation_share")["west"] == pytest.approx(0.04)
    # The hedge stands in the grass and in the planting.
    assert measured("mid_vegetation_share")["west"] == pytest.approx(160 / 10_000)
    assert measured("low_vegetation_share")["west"] == pytest.approx(
        (1_800 + 1_000 - 400 - 160) / 10_000
    )


def test_canopy_from_tree_points_where_there_are_no_heights(two_parks):
    without = two_parks.having(terrain_m=None, surface_m=None)
    usual_m = two_parks.assumptions["vegetation.crown_diameter_m"]
    circles = sum(math.pi * (d / 2) ** 2 for d in (6.0, usual_m, 4.0))
    found = INDICATORS["canopy_share"].measure(without)["west"]
    assert found == pytest.approx(circles / 10_000, rel=0.01)


def test_a_mast_is_no_tree(two_parks):
    values = two_parks.surface_m.values.copy()
    values[5, 5] = 30.0
    mast = two_parks.having(surface_m=two_parks.surface_m.with_values(values))
    for landscape in (two_parks, mast):
        assert INDICATORS["canopy_share"].measure(landscape)["west"] == pytest.approx(
            0.04
        )


def test_patches_of_green(measured):
    # Planting and grass touch along 36 m; in the east the grass joins nothing more.
    assert measured("largest_green_patch_ha")["west"] == pytest.approx(0.28)
    assert measured("effective_mesh_size_ha")["west"] == pytest.approx(0.28**2)
    assert measured("effective_mesh_size_ha")["east"] == pytest.approx(0.28**2 + 0.2**2)


def test_trees(measured):
    assert measured("trees_per_ha") == {"west": 3.0, "east": 1.0}
    assert measured("near_trees_count") == {"west": 1.0, "east": 0.0}


def test_distances(measured):
    assert measured("protected_nature_distance_m") == {"west": 900.0, "east": 700.0}
    # The planting counts, as part of a patch with the grass and what lies around it:
    # 24 m east and 10 m north of the corner of the hall.
    assert measured("green_distance_m")["west"] == pytest.approx(26.0)


def test_habitats(measured):
    # Building, grass and water in both; three trees only in the west.
    assert measured("habitat_groups_count") == {"west": 4.0, "east": 3.0}
