"""Where shadows fall: geometry, laws, and what a year of hours adds up to."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from werklandschap.simulation.sky_view import UnusableHeights
from werklandschap.simulation.sun import (
    annual_sunlight,
    binned,
    shaded,
    shadow_height_m,
    sun_positions,
)

PLACE = {"latitude_deg": 52.1, "longitude_deg": 5.18}
suns = st.tuples(st.floats(1, 85), st.floats(0, 360))
seeds = st.integers(0, 2**32 - 1)


def town(seed, shape=(41, 37)):
    """Low ground with halls, and crowns on some of it."""
    chance = np.random.default_rng(seed)
    ground = chance.uniform(0, 1, shape).astype(np.float32)
    ground[chance.random(shape) < 0.1] += 8
    canopy = ground.copy()
    is_tree = chance.random(shape) < 0.1
    canopy[is_tree] += chance.uniform(2, 10, is_tree.sum()).astype(np.float32)
    return ground, canopy


def shade(ground, sun, **more):
    return shaded(ground, 1.0, elevation_deg=sun[0], azimuth_deg=sun[1], **more)


@pytest.mark.parametrize("azimuth", [0.0, 90.0, 180.0, 270.0])
@pytest.mark.parametrize("elevation", [10.0, 25.0, 45.0, 70.0])
def test_the_shadow_of_a_wall_is_as_long_as_geometry_says(azimuth, elevation):
    height, cell_m = 10.0, 0.5
    ground = np.zeros((301, 301), np.float32)
    ground[150] = height
    is_across = azimuth in {90.0, 270.0}
    found = shaded(
        ground.T if is_across else ground,
        cell_m,
        elevation_deg=elevation,
        azimuth_deg=azimuth,
    )
    line = found[200] if is_across else found[:, 200]
    # Measured from the face of the wall that is away from the sun.
    length = line.sum() * cell_m
    expected = min(height / np.tan(np.radians(elevation)), 150 * cell_m)
    assert length == pytest.approx(expected, abs=cell_m)
    away = line[:150] if azimuth in {90.0, 180.0} else line[151:]
    assert away.sum() == line.sum()


@settings(max_examples=30)
@given(st.floats(15, 60), st.floats(0, 360))
def test_the_shadow_of_a_mast_points_away_from_the_sun(elevation, azimuth):
    ground = np.zeros((121, 121), np.float32)
    ground[59:62, 59:62] = 12
    row, column = np.nonzero(shade(ground, (elevation, azimuth)))
    far = np.hypot(row - 60, column - 60)
    tip = far.argmax()
    # A corner of the mast, half a step of the line and the rounding of cells: 2.9 m.
    assert far[tip] == pytest.approx(12 / np.tan(np.radians(elevation)), abs=3)
    east, north = column[tip] - 60, 60 - row[tip]
    off = (np.degrees(np.arctan2(east, north)) - azimuth - 180 + 180) % 360 - 180
    assert abs(off) < np.degrees(3 / far[tip])


@settings(max_examples=60)
@given(seeds, suns)
def test_the_same_as_a_ray_from_every_cell(seed, sun):
    ground, _ = town(seed, (23, 29))
    found = shadow_height_m(ground, 1.0, *sun)
    # Independent of the sweep: for every cell, all cells on its line towards the sun.
    east, south = np.sin(np.radians(sun[1])), -np.cos(np.radians(sun[1]))
    is_down = abs(south) > abs(east)
    heights = ground if is_down else ground.T
    along, across = (south, east) if is_down else (east, south)
    slope, way = across / along, 1 if along > 0 else -1
    fall = np.hypot(1, slope) * np.tan(np.radians(sun[0]))
    reach = np.full(heights.shape, -1e9)
    for row, column in np.ndindex(heights.shape):
        line = column - int(np.floor(slope * row + 0.5))
        for steps in range(1, heights.shape[0]):
            there = row + way * steps
            beside = line + int(np.floor(slope * there + 0.5))
            if 0 <= there < heights.shape[0] and 0 <= beside < heights.shape[1]:
                lit = heights[there, beside] - (steps - 0.5) * fall
                reach[row, column] = max(reach[row, column], lit)
    expected = reach if is_down else reach.T
    has_any = expected > -1e8
    assert (found[~has_any] < -1e6).all()
    np.testing.assert_allclose(found[has_any], expected[has_any], atol=1e-3)


@settings(max_examples=60)
@given(seeds, suns, st.floats(0.1, 20))
def test_raising_a_wall_never_lights_another_cell(seed, sun, more_m):
    ground, _ = town(seed)
    chance = np.random.default_rng(seed + 1)
    is_raised = chance.random(ground.shape) < 0.05
    raised = ground + np.where(is_raised, more_m, 0).astype(np.float32)
    before, after = shade(ground, sun), shade(raised, sun)
    assert (after | is_raised)[before].all()


@settings(max_examples=60)
@given(seeds, suns, st.booleans())
def test_more_trees_never_give_less_shade(seed, sun, with_trunks):
    ground, canopy = town(seed)
    chance = np.random.default_rng(seed + 1)
    is_new = (chance.random(ground.shape) < 0.1) & (canopy == ground)
    more = np.where(is_new, ground + 6, canopy).astype(np.float32)
    trunks = {"trunk_m": ground + 2} if with_trunks else {}
    few = shade(ground, sun, canopy_m=canopy, **trunks)
    many = shade(ground, sun, canopy_m=more, **trunks)
    none = shade(ground, sun)
    assert few[none].all()
    assert many[few].all()


@settings(max_examples=60)
@given(seeds, suns)
def test_crowns_with_an_underside_shade_less_and_crowns_to_the_ground_the_same(
    seed, sun
):
    ground, canopy = town(seed)
    solid = shade(ground, sun, canopy_m=canopy)
    to_ground = shade(ground, sun, canopy_m=canopy, trunk_m=ground)
    raised = shade(ground, sun, canopy_m=canopy, trunk_m=ground + 2)
    assert (solid == to_ground).mean() > 0.999  # single against double precision
    assert solid[raised].all()


def test_light_passes_below_a_crown():
    ground = np.zeros((60, 60), np.float32)
    canopy, trunk = ground.copy(), ground.copy()
    canopy[28:32, 28:32], trunk[28:32, 28:32] = 10, 6
    low = shade(ground, (30.0, 180.0), canopy_m=canopy, trunk_m=trunk)
    # North of it the shade runs from 6 / tan 30 from its near to 10 / tan 30 from its
    # far face, and the foot of the tree is in the sun.
    (rows,) = np.nonzero(low[:, 30])
    assert 28 - rows.min() == pytest.approx(10 / np.tan(np.pi / 6), abs=1)
    assert 32 - rows.max() - 1 == pytest.approx(6 / np.tan(np.pi / 6), abs=1)
    assert not low[28:32, 28:32].any()


def test_nothing_is_lit_when_the_sun_is_down():
    ground, canopy = town(3)
    assert shade(ground, (-1.0, 180.0)).all()
    assert (shade(ground, (90.0, 0.0), canopy_m=canopy) == (canopy > ground)).all()
    with pytest.raises(UnusableHeights):
        shade(np.full((5, 5), np.nan, np.float32), (20.0, 180.0))


@pytest.fixture(scope="module")
def year():
    hours = pd.date_range("2025-01-01 00:30", periods=8_760, freq="h", tz="UTC")
    return sun_positions(hours, **PLACE)


def test_a_year_in_bins_is_a_year_of_hours(year):
    ground = np.zeros((80, 90), np.float32)
    canopy = ground.copy()
    for place, height in (((10, 10), 8.0), ((50, 40), 12.0), ((20, 60), 6.0)):
        block = slice(place[0], place[0] + 20), slice(place[1], place[1] + 15)
        ground[block], canopy[block] = height, height
    canopy[40:46, 20:26] = 9
    beam = np.sin(np.radians(year["elevation_deg"])).clip(0).to_numpy()
    bins = binned(year, beam)
    found = annual_sunlight(ground, 1.0, bins, canopy_m=canopy)
    total = np.zeros(ground.shape)
    for hour in np.flatnonzero(beam > 0):
        sun = tuple(year.iloc[hour][["elevation_deg", "azimuth_deg"]])
        total += beam[hour] * ~shade(ground, sun, canopy_m=canopy)
    direct = total / beam.sum()
    assert len(bins) < 400
    assert found.mean() == pytest.approx(direct.mean(), rel=0.005)
    roof = ground == 6.0
    assert found[roof].mean() == pytest.approx(direct[roof].mean(), rel=0.005)


def test_open_ground_gets_all_the_light_of_the_year(year):
    found = annual_sunlight(np.zeros((20, 30), np.float32), 1.0, binned(year))
    assert found == pytest.approx(1.0, abs=1e-5)
