"""What the wind between obstacles promises: the published profile, and plain windows."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from werklandschap.parameters import Assumptions
from werklandschap.simulation._heat_arrays import (
    Reach,
    UnequalHeatGrids,
    UnusableHeatInput,
    Window,
    quadrant_of,
    reach_of,
    round_reach,
    summed_area,
    window_sum,
)
from werklandschap.simulation.wind import macdonald_factor, wind_factor

NOW = Assumptions(on=date(2026, 1, 1))
OPEN = 0.875 * 0.5829 + 0.125
"""Wind at 1.2 m over that at 10 m above grass, in the standard 0.635."""

reaches = st.builds(Reach, *[st.integers(0, 9)] * 4)


def _factor(buildings, trees=None, cell_m=5.0, direction_deg=90.0, is_calm=False):
    return wind_factor(
        buildings,
        np.zeros_like(buildings) if trees is None else trees,
        cell_m=cell_m,
        direction_deg=direction_deg,
        is_calm=is_calm,
        assumptions=NOW,
    )


def _flat(side: int = 120) -> np.ndarray:
    return np.zeros((side, side), np.float32)


@pytest.mark.parametrize(
    ("density", "height", "factor", "at_body"),
    [
        (0.05, 8, 0.665, 0.440),
        (0.10, 10, 0.358, 0.261),
        (0.20, 10, 0.136, 0.131),
        (0.30, 12, 0.052, 0.082),
    ],
)
def test_macdonald_gives_the_vectors_of_the_standard(
    density: float, height: float, factor: float, at_body: float
) -> None:
    found = macdonald_factor(density + 0.015, height)
    assert found == pytest.approx(factor, abs=0.001)
    assert (found - 0.125) * 0.5829 + 0.125 == pytest.approx(at_body, abs=0.001)


@given(
    density=st.floats(0.001, 0.33), height=st.floats(4, 400), more=st.floats(0.001, 0.1)
)
def test_wind_stays_between_still_and_open_grass(
    density: float, height: float, more: float
) -> None:
    found = macdonald_factor([density, min(density + more, 0.33)], height)
    assert (found >= 0).all()
    assert (found <= 1).all()


@pytest.mark.parametrize(
    ("density", "height"), [(0, 8), (0.34, 8), (0.1, 3), (np.nan, 8)]
)
def test_a_profile_that_was_never_fitted_is_refused(density, height) -> None:
    with pytest.raises(UnusableHeatInput):
        macdonald_factor(density, height)


@given(
    values=st.integers(0, 2**31).map(
        lambda seed: np.random.default_rng(seed).uniform(0, 9, (13, 17))
    ),
    reach=reaches,
)
def test_windows_from_sums_are_the_windows_summed(
    values: np.ndarray, reach: Reach
) -> None:
    found = window_sum(summed_area(values), reach)
    for row, column in np.ndindex(values.shape):
        window = values[
            max(row - reach.north, 0) : row + reach.south + 1,
            max(column - reach.west, 0) : column + reach.east + 1,
        ]
        assert found[row, column] == pytest.approx(window.sum(), abs=1e-9)


def test_the_window_of_the_standard_has_28_by_14_blocks_and_looks_upwind() -> None:
    window = Window(210, 70, 70)
    reaches = [reach_of(window, quadrant, 10) for quadrant in range(4)]
    assert {reach.cells for reach in reaches} == {28 * 14}
    assert [reach[quadrant] for quadrant, reach in enumerate(reaches)] == [21] * 4
    assert round_reach(88, 10).cells == 19**2


def test_wind_directions_round_to_four() -> None:
    angles = [0, 44, 45, 134, 135, 225, 315, 360]
    assert [quadrant_of(angle) for angle in angles] == [0, 0, 1, 1, 2, 3, 0, 0]


def test_open_ground_and_low_hedges_leave_the_wind_of_open_grass() -> None:
    assert pytest.approx(0.635, abs=1e-3) == OPEN
    np.testing.assert_allclose(_factor(_flat()), OPEN, rtol=1e-6)
    hedges = _flat()
    hedges[::6] = 1.9
    np.testing.assert_allclose(_factor(_flat(), hedges), OPEN, rtol=1e-6)


def _halls() -> np.ndarray:
    """Make ten halls in a row, of 10 by 50 m, 10 m high and 10 m apart."""
    heights = _flat()
    for column in range(40, 80, 4):
        heights[50:60, column : column + 2] = 10
    return heights


def _by_hand(front_m2: float, area_m2: float, height_m: float) -> float:
    density = front_m2 / area_m2 + 0.015
    return (macdonald_factor(density, height_m) - 0.125) * 0.5829 + 0.125


def test_halls_shelter_what_lies_behind_them() -> None:
    east, west = _factor(_halls()), _factor(_halls(), direction_deg=270.0)
    # East is to the right: all halls are within 210 m upwind of column 36 or 82.
    assert east[55, 36] < 0.9 * OPEN
    assert west[55, 82] < 0.9 * OPEN
    # Seen from there no more than four are within 70 m downwind.
    assert west[55, 36] > 0.97 * OPEN
    assert east[55, 82] > 0.97 * OPEN
    # And none is within 70 m to the side.
    assert east[20, 36] == pytest.approx(OPEN, rel=1e-6)


def test_turning_the_map_and_the_wind_turns_the_answer() -> None:
    rng = np.random.default_rng(1)
    heights = np.kron(
        np.where(rng.random((12, 12)) < 0.2, rng.uniform(4, 15, (12, 12)), 0),
        np.ones((10, 10)),
    ).astype(np.float32)
    # In the middle, where the whole window lies on the map.
    middle = slice(45, 75)
    north = _factor(heights, direction_deg=0.0)[middle, middle]
    west = _factor(np.rot90(heights), direction_deg=270.0)
    turned = np.rot90(west, -1)[middle, middle]
    south = _factor(heights, direction_deg=180.0)[middle, middle]
    # Not the same to a block: a window of an even width leans to one side.
    apart = np.abs(north - turned).mean()
    assert apart < 0.25 * np.abs(north - south).mean()


def test_halls_by_hand() -> None:
    # Ten walls of 50 x 10 m; they fill all of some of the blocks of 10 m.
    expected = _by_hand(5_000 * 0.16, 28 * 14 * 100, 10)
    assert expected < 0.9 * OPEN
    assert _factor(_halls())[54, 36] == pytest.approx(expected, rel=1e-5)


def test_trees_by_hand() -> None:
    trees = _halls() * np.float32(0.9)
    expected = _by_hand(
        45.45 * np.sqrt(4_500 * 0.27), 28 * 14 * 100, 7.721 * np.sqrt(9)
    )
    assert expected < 0.9 * OPEN
    assert _factor(_flat(), trees)[54, 36] == pytest.approx(expected, rel=1e-5)


def test_in_a_calm_both_fronts_count_and_no_direction_does() -> None:
    calm = _factor(_halls(), is_calm=True)
    # Halls of 50 x 10 m one way and of 10 x 10 m the other; a wall is counted in the
    # cell before it, so that the very first one is just outside the 19 blocks.
    expected = _by_hand((9.5 * 500 + 10 * 100) * 0.16, 19**2 * 100, 10)
    assert expected < 0.9 * OPEN
    assert calm[54, 58] == pytest.approx(expected, rel=1e-5)
    other = _factor(_halls(), is_calm=True, direction_deg=180.0)
    np.testing.assert_array_equal(calm, other)


def test_more_halls_give_less_wind() -> None:
    few, many = _flat(), _flat()
    few[::20, 10:110:20] = 8
    many[::5, 10:110:4] = 8
    assert _factor(many).mean() < _factor(few).mean() < OPEN


def test_the_answer_has_the_shape_of_an_odd_map() -> None:
    heights = np.zeros((31, 47), np.float32)
    heights[10:20, 10:20] = 9
    found = _factor(heights, cell_m=3.0)
    assert found.shape == (31, 47)
    assert np.isfinite(found).all()


def test_missing_heights_and_unequal_maps_are_refused() -> None:
    hole = _flat(20)
    hole[3, 4] = np.nan
    with pytest.raises(UnusableHeatInput, match="building_height_m"):
        _factor(hole)
    with pytest.raises(UnusableHeatInput, match="tree_height_m"):
        _factor(_flat(20), _flat(20) - 1)
    with pytest.raises(UnequalHeatGrids, match="tree_height_m"):
        _factor(_flat(20), _flat(21))
