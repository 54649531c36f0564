"""What the sky view promises: closed forms, and what rays find one by one."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numba import njit

from werklandschap.examples import model_park
from werklandschap.simulation.sky_view import (
    UnknownSkyView,
    UnusableHeights,
    sky_view,
)

DEFINITIONS = ("slope", "flat", "solid_angle")


@pytest.mark.parametrize("definition", DEFINITIONS)
def test_flat_ground_sees_all_of_the_sky(definition):
    flat = np.full((40, 30), 7.0, np.float32)
    assert (sky_view(flat, 1.0, definition=definition) == 1).all()


@pytest.mark.parametrize("definition", ["slope", "flat"])
@pytest.mark.parametrize("height_over_width", [0.25, 0.5, 1.0, 2.0])
def test_the_middle_of_an_endless_street(height_over_width, definition):
    """The closed form is cos(arctan(2 H/W)) on level ground (Oke 1981)."""
    width = 41
    walls = np.full((1_601, width + 20), width * height_over_width, np.float32)
    walls[:, 10 : 10 + width] = 0
    found = sky_view(walls, 1.0, directions=64, definition=definition)
    middle = found[600:1_000, 10 + width // 2]
    expected = math.cos(math.atan(2 * height_over_width))
    assert middle.mean() == pytest.approx(expected, abs=0.002)
    assert np.abs(middle - expected).max() < 0.002


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize(
    ("definition", "expected"),
    [("flat", 0.8), ("slope", 0.8), ("solid_angle", 1 - math.sin(math.atan(0.5)))],
)
def test_the_middle_of_a_round_pit(definition, expected, turned):
    y, x = np.mgrid[-130:131, -120:121]
    pit = np.where(x**2 + y**2 <= 100**2, 0.0, 50.0).astype(np.float32)
    found = sky_view(
        pit.T if turned else pit, 1.0, directions=32, definition=definition
    )
    middle = found[120, 130] if turned else found[130, 120]
    assert middle == pytest.approx(expected, abs=0.002)


@pytest.mark.parametrize("depth_m", [60.0, 100.0])
def test_everywhere_on_the_slopes_of_a_bowl_as_much_sky(depth_m):
    """A spherical cap sees the rest of its sphere: 1 - depth / diameter, anywhere."""
    radius = 200.0
    y, x = np.mgrid[-185:186, -185:186]
    away = (x**2 + y**2).astype(np.float64)
    cap = radius - np.sqrt(np.maximum(radius**2 - away, 0))
    rim = radius**2 - (radius - depth_m) ** 2
    bowl = np.where(away < rim, cap, depth_m).astype(np.float32)
    found = sky_view(bowl, 1.0, directions=64)
    # Steeper than 1 in 2 is a wall.
    inside = found[away < (0.3 * radius) ** 2]
    assert np.abs(inside - (1 - depth_m / radius / 2)).max() < 0.002


@njit
def _rays(ground, lows, highs, rows, columns, directions, is_solid_angle):
    """Follow every ray in steps of a tenth of a cell, in 400 heights where crowns hang."""
    seen = np.zeros(len(rows))
    heights = 400
    for number in range(len(rows)):
        eye = ground[rows[number], columns[number]]
        for direction in range(directions):
            angle = 2 * np.pi * (direction + 0.5) / directions
            hidden = np.zeros(heights, np.bool_)
            steepest, away = 0.0, 0.1
            while True:
                row = int(np.floor(rows[number] + 0.5 - np.cos(angle) * away))
                column = int(np.floor(columns[number] + 0.5 + np.sin(angle) * away))
                if not (0 <= row < len(ground) and 0 <= column < ground.shape[1]):
                    break
                steepest = max(steepest, (ground[row, column] - eye) / away)
                if highs[row, column] > max(lows[row, column], eye):
                    first = np.arctan((lows[row, column] - eye) / away)
                    last = np.arctan((highs[row, column] - eye) / away)
                    band = heights / (np.pi / 2)
                    hidden[max(0, int(first * band)) : int(last * band) + 1] = True
                away += 0.1
            for k in range(heights):
                low = max(k * np.pi / 2 / heights, np.arctan(steepest))
                high = (k + 1) * np.pi / 2 / heights
                if not hidden[k] and high > low:
                    if is_solid_angle:
                        seen[number] += np.sin(high) - np.sin(low)
                    else:
                        seen[number] += np.cos(low) ** 2 - np.cos(high) ** 2
    return seen / directions


@pytest.fixture(scope="module")
def park():
    """A quarter of a made-up park: its surface without and with crowns, and places."""
    place = model_park(seed=3, area_ha=12.0, cell_m=1.0)
    terrain = place.grids["terrain_m"].values
    tops = place.grids["surface_m"].values[:300, :300]
    above = tops - np.where(np.isnan(terrain), np.nanmean(terrain), terrain)[:300, :300]
    return tops, above


def _where_people_stand(above, count=250):
    rows, columns = np.nonzero(np.abs(above[20:-20, 20:-20]) < 0.3)
    some = np.random.default_rng(0).choice(len(rows), count, replace=False)
    return rows[some] + 20, columns[some] + 20


@pytest.mark.parametrize("definition", ["flat", "solid_angle"])
def test_in_a_made_up_park_it_is_what_rays_find(park, definition):
    tops, above = park
    rows, columns = _where_people_stand(above)
    none = np.zeros_like(tops) - 99
    rays = _rays(tops, none, none, rows, columns, 180, definition == "solid_angle")
    found = sky_view(tops, 1.0, directions=64, definition=definition)
    error = found[rows, columns] - rays
    assert np.sqrt(np.mean(error**2)) <= 0.010
    assert abs(error.mean()) <= 0.005


def test_below_crowns_it_is_what_rays_find():
    rng = np.random.default_rng(4)
    y, x = np.mgrid[:160, :160]
    ground = np.zeros((160, 160), np.float32)
    ground[100:130, 20:70] = 8
    tops, trunks = ground.copy(), np.full_like(ground, 1_000)
    for row, column in rng.integers(10, 150, (40, 2)):
        crown = ((y - row) ** 2 + (x - column) ** 2 <= 9) & (ground == 0)
        tops[crown], trunks[crown] = rng.uniform(6, 12), rng.uniform(2, 4)
    rows, columns = _where_people_stand(ground)
    rays = _rays(ground, trunks, tops, rows, columns, 180, False)
    found = sky_view(
        ground, 1.0, directions=64, definition="flat", canopy_m=tops, trunk_m=trunks
    )
    error = found[rows, columns] - rays
    assert np.sqrt(np.mean(error**2)) <= 0.015


def test_a_crown_without_room_below_is_solid_and_one_without_top_is_none():
    rng = np.random.default_rng(1)
    ground = np.zeros((50, 50), np.float32)
    tops = np.where(rng.random((50, 50)) < 0.05, 6, 0).astype(np.float32)
    here = tops == 0
    options = {"directions": 32, "definition": "flat", "canopy_m": tops}
    down_to_earth = sky_view(ground, 1.0, trunk_m=np.zeros_like(tops), **options)
    solid = sky_view(ground, 1.0, **options)
    assert np.abs(down_to_earth - solid)[here].max() < 0.02
    nothing = sky_view(ground, 1.0, trunk_m=tops, **options)
    assert (nothing == 1).all()


small_towns = st.builds(
    lambda seed, share: np.where(
        np.random.default_rng(seed).random((24, 19)) < share,
        np.random.default_rng(seed).uniform(0, 20, (24, 19)),
        0,
    ).astype(np.float32),
    st.integers(0, 10_000),
    st.floats(0, 0.5),
)


# The first call compiles.
@given(small_towns, st.sampled_from(DEFINITIONS))
def test_it_is_a_share(heights, definition):
    found = sky_view(heights, 1.0, definition=definition)
    assert ((found >= 0) & (found <= 1)).all()


@given(small_towns, st.sampled_from(["flat", "solid_angle"]), st.floats(1, 5))
def test_a_town_that_grows_never_opens_the_sky_above_its_streets(
    heights, definition, times
):
    before, after = (
        sky_view(town, 1.0, definition=definition)
        for town in (heights, heights * np.float32(times))
    )
    assert (after <= before + 1e-5)[heights == 0].all()


@given(small_towns, st.sampled_from(DEFINITIONS), st.sampled_from([0.5, 2.0, 4.0]))
def test_size_and_sea_level_do_not_matter(heights, definition, scale):
    before = sky_view(heights, 1.0, definition=definition)
    larger = sky_view(heights * np.float32(scale), scale, definition=definition)
    lifted = sky_view(heights + np.float32(64), 1.0, definition=definition)
    np.testing.assert_allclose(larger, before, atol=1e-5)
    np.testing.assert_allclose(lifted, before, atol=1e-3)


@given(small_towns, st.sampled_from(["flat", "solid_angle"]))
def test_more_crowns_never_open_the_sky(heights, definition):
    ground = np.zeros_like(heights)
    half = np.where(np.arange(19) % 2, heights, 0).astype(np.float32)
    few, many = (
        sky_view(ground, 1.0, definition=definition, canopy_m=tops)
        for tops in (half, heights)
    )
    assert (many <= few + 1e-5).all()


@pytest.mark.parametrize("shape", [(1, 1), (1, 7), (7, 1), (2, 2)])
@pytest.mark.parametrize("definition", DEFINITIONS)
def test_the_smallest_places_have_a_sky(shape, definition):
    assert (
        sky_view(np.zeros(shape, np.float32), 1.0, definition=definition) == 1
    ).all()


@pytest.mark.parametrize("wrong", [np.nan, np.inf, -1e5, 3e38])
def test_missing_and_absurd_heights_are_refused(wrong):
    heights = np.zeros((5, 5), np.float32)
    absurd = heights.copy()
    absurd[2, 3] = wrong
    with pytest.raises(UnusableHeights, match="surface_m"):
        sky_view(absurd, 1.0)
    with pytest.raises(UnusableHeights, match="canopy_m"):
        sky_view(heights, 1.0, canopy_m=absurd)
    with pytest.raises(UnusableHeights, match="trunk_m"):
        sky_view(heights, 1.0, trunk_m=absurd)
    with pytest.raises(UnusableHeights, match="cell_m"):
        sky_view(heights, wrong)
    with pytest.raises(UnusableHeights, match="canopy_m"):
        sky_view(heights, 1.0, canopy_m=heights[1:])


def test_what_does_not_exist_is_told_in_two_languages():
    heights = np.zeros((5, 5), np.float32)
    with pytest.raises(UnknownSkyView) as caught:
        sky_view(heights, 1.0, directions=12)
    assert "12 richtingen" in caught.value.say("nl")
    with pytest.raises(UnknownSkyView, match="round"):
        sky_view(heights, 1.0, definition="round")
