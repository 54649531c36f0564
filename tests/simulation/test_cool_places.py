"""What cool places promise: large enough to stay in, and reached on foot."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import coo_array
from scipy.sparse.csgraph import dijkstra

from werklandschap.simulation._heat_arrays import UnequalHeatGrids
from werklandschap.simulation.cool_places import (
    ImpossiblePatch,
    cool_patches,
    distance_to_cool_m,
)

SQRT_2 = np.sqrt(2)


def _mask(*rows: str) -> np.ndarray:
    return np.array([[cell == "#" for cell in row] for row in rows])


def _by_scipy(is_walkable: np.ndarray, is_cool: np.ndarray, cell_m: float):
    """Find the same with the graph of all steps, one by one."""
    number = np.arange(is_walkable.size).reshape(is_walkable.shape)
    start, end, length = [], [], []
    rows, columns = is_walkable.shape
    for row, column in np.argwhere(is_walkable):
        for down, right in ((0, 1), (1, 0), (1, 1), (1, -1)):
            to_row, to_column = row + down, column + right
            if not (0 <= to_row < rows and 0 <= to_column < columns):
                continue
            corners = [(to_row, to_column), (to_row, column), (row, to_column)]
            if all(is_walkable[corner] for corner in corners):
                start.append(number[row, column])
                end.append(number[to_row, to_column])
                length.append(cell_m * np.hypot(down, right))
    size = is_walkable.size
    graph = coo_array((length, (start, end)), shape=(size, size)).tocsr()
    sources = number[is_cool & is_walkable]
    if not len(sources):
        return np.full(is_walkable.shape, np.nan)
    far = dijkstra(graph, directed=False, indices=sources, min_only=True)
    far = far.reshape(is_walkable.shape)
    return np.where(is_walkable & np.isfinite(far), far, np.nan)


@settings(max_examples=60)
@given(seed=st.integers(0, 10_000), open_share=st.floats(0.4, 1))
def test_distances_are_those_of_the_shortest_path(seed: int, open_share: float) -> None:
    rng = np.random.default_rng(seed)
    shape = tuple(rng.integers(1, 22, 2))
    walkable, cool = rng.random(shape) < open_share, rng.random(shape) < 0.03
    found = distance_to_cool_m(walkable, cool, 2.0, smallest_m2=4.0)
    np.testing.assert_allclose(found, _by_scipy(walkable, cool, 2.0), rtol=1e-5)


def test_a_wall_has_to_be_walked_around() -> None:
    walkable = _mask("#####", "#.###", "#.###", "#.###")
    cool = _mask(".....", ".....", ".....", "#....")
    found = distance_to_cool_m(walkable, cool, 10.0, smallest_m2=100.0)
    # Straight across it would be 20 m: up three, along two and down three.
    assert found[3, 2] == pytest.approx(80)
    assert np.isnan(found[2, 1])


def test_who_is_shut_in_reaches_nothing() -> None:
    walkable = np.ones((7, 7), bool)
    walkable[2:5, 2:5] = False
    walkable[3, 3] = True
    cool = np.zeros((7, 7), bool)
    cool[0, 0] = True
    found = distance_to_cool_m(walkable, cool, 1.0, smallest_m2=1.0)
    assert np.isnan(found[3, 3])
    assert np.isfinite(found).sum() == 49 - 9


def test_the_corner_of_an_obstacle_is_not_cut() -> None:
    walkable = _mask("#.", "##")
    cool = _mask("#.", "..")
    found = distance_to_cool_m(walkable, cool, 1.0, smallest_m2=1.0)
    assert found[1, 1] == pytest.approx(2)
    open_ground = distance_to_cool_m(np.ones((2, 2), bool), cool, 1.0, smallest_m2=1.0)
    assert open_ground[1, 1] == pytest.approx(SQRT_2)


def test_open_ground_is_at_most_8_percent_further_than_the_straight_line() -> None:
    cool = np.zeros((101, 101), bool)
    cool[50, 50] = True
    found = distance_to_cool_m(np.ones_like(cool), cool, 1.0, smallest_m2=1.0)
    row, column = np.indices(cool.shape) - 50
    straight = np.hypot(row, column)
    assert (found >= straight - 1e-3).all()
    assert (found <= 1.0824 * straight + 1e-3).all()


def test_a_kilometre_of_corridor_is_a_kilometre() -> None:
    walkable = np.ones((1, 1_001), bool)
    cool = np.zeros_like(walkable)
    cool[0, 0] = True
    found = distance_to_cool_m(walkable, cool, 1.0, smallest_m2=1.0)
    np.testing.assert_array_equal(found[0], np.arange(1_001))


def test_places_touch_at_corners_and_count_from_their_smallest_area() -> None:
    cool = _mask("##...", "##...", "..#..", ".....", "....#")
    assert cool_patches(cool, 2.0, 20.0).sum() == 5
    assert cool_patches(cool, 2.0, 20.1).sum() == 0
    assert cool_patches(cool, 2.0, 4.0).sum() == 6


def test_cool_ground_where_nobody_can_walk_does_not_count() -> None:
    walkable = np.ones((20, 20), bool)
    cool = np.zeros((20, 20), bool)
    cool[:10, :20] = True
    assert np.nanmax(distance_to_cool_m(walkable, cool, 1.0)) == 10
    walkable[:1] = False
    assert np.isnan(distance_to_cool_m(walkable, cool, 1.0)).all()


def test_nothing_cool_is_nowhere_near() -> None:
    never = np.zeros((4, 4), bool)
    assert np.isnan(distance_to_cool_m(~never, never, 1.0)).all()
    assert not cool_patches(never, 1.0, 200.0).any()


@pytest.mark.parametrize("wrong", [0.0, -1.0, np.nan, np.inf])
def test_sizes_that_cannot_be_are_refused(wrong: float) -> None:
    mask = np.ones((3, 3), bool)
    with pytest.raises(ImpossiblePatch):
        cool_patches(mask, wrong, 200.0)
    with pytest.raises(ImpossiblePatch) as caught:
        distance_to_cool_m(mask, mask, 1.0, smallest_m2=wrong)
    assert "plekken" in caught.value.say("nl")


def test_maps_of_another_size_are_refused() -> None:
    with pytest.raises(UnequalHeatGrids, match="is_cool"):
        distance_to_cool_m(np.ones((3, 3), bool), np.ones((3, 4), bool), 1.0)
