"""Promises of the flow of rain over the ground."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from werklandschap.simulation.flooding import (
    Flood,
    Ground,
    Hyetograph,
    Inflow,
    UnusableGround,
    UnusableRain,
    flood,
    shed,
)

SHOWER = Hyetograph(600.0, (12.0, 30.0, 6.0))


def hills(seed: int, rows: int = 24, columns: int = 30) -> Ground:
    """Make rolling ground with a building, grass and a sewer, all different per seed."""
    chance = np.random.default_rng(seed)
    y, x = np.mgrid[:rows, :columns]
    waves = chance.uniform(-0.25, 0.25, (4, 2)), chance.uniform(0, 6, 4)
    terrain = sum(
        0.3 * np.sin(a * x + b * y + c) for (a, b), c in zip(*waves, strict=True)
    )
    is_building = np.zeros((rows, columns), bool)
    row, column = chance.integers(2, rows - 12), chance.integers(2, columns - 12)
    is_building[row : row + 8, column : column + 9] = True
    green = chance.random((rows, columns)) < 0.4
    return Ground(
        cell_m=float(chance.choice([0.5, 1.0, 2.0])),
        terrain_m=(terrain + chance.normal(0, 0.02, terrain.shape)).astype(np.float32),
        roughness=np.where(green, 0.1, 0.02).astype(np.float32),
        is_building=is_building,
        interception_mm=np.where(green, 2.0, 0.5).astype(np.float32),
        infiltration_mm_per_h=np.where(green, 20.0, 0.0).astype(np.float32),
        soil_mm=np.where(green, 15.0, 0.0).astype(np.float32),
        sewer_mm_per_h=np.where(green, 0.0, 10.0).astype(np.float32),
        is_border_open=bool(chance.integers(2)),
    )


@pytest.mark.parametrize("side", [1, 2, 4])
@settings(max_examples=8)
@given(seed=st.integers(0, 10_000))
def test_no_water_is_made_or_lost(side: int, seed: int) -> None:
    found = flood(hills(seed), SHOWER, until_s=2400, cells_per_side=side)
    assert abs(found.balance.error_share) < 1e-6
    assert found.balance.rain_m3 == pytest.approx(
        0.048 * found.depth_m.size * hills(seed).cell_m ** 2, rel=1e-5
    )
    assert (found.depth_m >= 0).all()
    assert (found.max_depth_m >= found.depth_m - 1e-4).all()


def test_a_lake_at_rest_stays_at_rest() -> None:
    chance = np.random.default_rng(3)
    # Heights in 1/1024 m are exact in binary, and so are their differences.
    terrain = np.round(chance.uniform(-2, 1, (40, 50)) * 1024) / 1024
    lake = np.maximum(0.25 - terrain, 0.0).astype(np.float32)
    found = flood(Ground.bare(terrain, 1.0), until_s=120, start_depth_m=lake)
    assert np.array_equal(found.depth_m, lake)
    assert (found.max_speed_m_per_s == 0).all()


@pytest.mark.parametrize("side", [1, 4])
def test_a_plot_with_a_pit_fills_it_with_the_right_volume(side: int) -> None:
    terrain = np.full((32, 32), 1.0, np.float32)
    terrain[12:20, 12:20] = 0.0
    ground = Ground.bare(terrain, 1.0)
    found = flood(
        ground, Hyetograph(1800, (20.0,)), until_s=3 * 3600, cells_per_side=side
    )
    fallen_m3 = 0.020 * 32 * 32
    in_pit_m3 = float(found.depth_m[12:20, 12:20].sum())
    film_m3 = float(found.depth_m.sum()) - in_pit_m3
    assert in_pit_m3 + film_m3 == pytest.approx(fallen_m3, rel=1e-4)
    # All but a film of less than a millimetre has found the pit.
    assert film_m3 < 0.001 * 32 * 32
    pool = found.depth_m[13:19, 13:19]
    assert np.ptp(pool) < 2e-3


def test_without_rain_nothing_happens() -> None:
    found = flood(hills(1), Hyetograph(600.0, (0.0, 0.0)), until_s=1800)
    assert found.balance.rain_m3 == found.balance.stored_m3 == 0
    assert found.steps == 0
    assert (found.max_depth_m == 0).all()


def test_dry_tiles_cost_nothing() -> None:
    ground = Ground.bare(np.zeros((400, 1200), np.float32), 1.0)
    corner = np.zeros((400, 1200), np.float32)
    corner[:5, :5] = 0.1
    found = flood(ground, until_s=20, start_depth_m=corner)
    assert found.cell_updates < 0.2 * found.steps * corner.size


@settings(max_examples=3)
@given(seed=st.integers(0, 10_000))
def test_more_infiltration_never_means_more_runoff(seed: int) -> None:
    ground = hills(seed)
    more = replace(ground, infiltration_mm_per_h=ground.infiltration_mm_per_h * 2)

    def runoff_m3(found: Flood) -> float:
        left = found.balance
        return left.outflow_m3 + left.stored_m3 + left.sewer_m3

    assert runoff_m3(flood(more, SHOWER, until_s=2400)) <= (
        runoff_m3(flood(ground, SHOWER, until_s=2400)) * (1 + 1e-5)
    )


def test_the_way_a_map_lies_makes_no_difference() -> None:
    ground = replace(hills(5, 26, 26), is_border_open=True)

    def turned(cells: np.ndarray) -> np.ndarray:
        return np.ascontiguousarray(np.rot90(cells))

    other = replace(
        ground,
        **{
            name: turned(getattr(ground, name))
            for name in (
                "terrain_m",
                "roughness",
                "is_building",
                "interception_mm",
                "infiltration_mm_per_h",
                "soil_mm",
                "sewer_mm_per_h",
            )
        },
    )
    one, two = (flood(each, SHOWER, until_s=1800) for each in (ground, other))
    difference = np.abs(turned(one.max_depth_m) - two.max_depth_m)
    # Roofs at equal distance of two eaves shed on one of them.
    assert np.median(difference) < 1e-5
    assert difference.mean() < 2e-3


def test_smaller_cells_and_steps_converge() -> None:
    def hollow(cells: int) -> np.ndarray:
        place = (np.arange(cells) + 0.5) / cells
        y, x = np.meshgrid(place, place, indexing="ij")
        return (0.5 * ((x - 0.4) ** 2 + (y - 0.6) ** 2)).astype(np.float32)

    def depths(cells: int, courant: float = 0.5) -> np.ndarray:
        ground = Ground.bare(hollow(cells), 64 / cells)
        found = flood(ground, SHOWER, until_s=3600, courant=courant).max_depth_m
        return found.reshape(16, cells // 16, 16, cells // 16).mean(axis=(1, 3))

    coarse, middle, fine = depths(16), depths(32), depths(64)
    assert np.abs(middle - fine).mean() < 0.6 * np.abs(coarse - fine).mean()
    assert np.abs(depths(32, 0.25) - middle).max() < 2e-3


def test_coarse_cells_pond_as_fine_ones_do() -> None:
    ground = replace(hills(11, 96, 120), cell_m=0.5)
    fine = flood(ground, SHOWER, until_s=3600)
    coarse = flood(ground, SHOWER, until_s=3600, cells_per_side=4)
    difference = (fine.max_depth_m - coarse.max_depth_m)[~ground.is_building]
    assert np.sqrt((difference**2).mean()) < 0.01
    assert coarse.steps * 4 < fine.steps * 3
    ours, theirs = coarse.balance, fine.balance
    assert ours.infiltrated_m3 == pytest.approx(theirs.infiltrated_m3, rel=0.15)


@pytest.mark.parametrize("column", [14, 15, 16, 17])
def test_a_kerb_within_coarse_cells_holds_water_back(column: int) -> None:
    terrain = np.zeros((16, 32), np.float32)
    terrain[:, column] = 0.2
    pool = np.where(np.arange(32) < column, 0.1, 0.0) * np.ones((16, 1))
    found = flood(
        Ground.bare(terrain, 1.0),
        until_s=300,
        start_depth_m=pool.astype(np.float32),
        cells_per_side=4,
    )
    # What a cell on the kerb has on both sides it holds as one; beyond it all is dry.
    beyond = 4 * (column // 4 + 1)
    assert (found.max_depth_m[:, beyond:] == 0).all()
    assert found.depth_m[:, : beyond - 4] == pytest.approx(0.1, abs=0.04)


def test_a_slope_of_coarse_cells_keeps_no_more_than_a_film() -> None:
    slope = np.tile(-0.2 * np.arange(48, dtype=np.float32), (16, 1))
    ground = replace(Ground.bare(slope, 0.5), is_border_open=True)
    left_m3 = [
        flood(ground, SHOWER, until_s=5400, cells_per_side=side).balance.stored_m3
        for side in (1, 4)
    ]
    # 48 mm fell; a cell with its sill halfway up the slope would keep some 50 mm.
    assert max(left_m3) < 0.001 * slope.size * 0.25


def test_roofs_shed_all_their_rain_beside_them() -> None:
    is_building = hills(4).is_building
    share = shed(is_building)
    assert share.sum() == is_building.size
    assert (share[is_building] == 0).all()
    far = np.ones_like(is_building)
    rows, columns = np.nonzero(is_building)
    far[rows.min() - 1 : rows.max() + 2, columns.min() - 1 : columns.max() + 2] = False
    assert (share[far] == 1).all()


def test_water_from_elsewhere_is_counted() -> None:
    ground = Ground.bare(np.zeros((30, 30), np.float32), 2.0)
    spring = Inflow(np.array([15]), np.array([15]), (0.0, 60.0, 120.0), (0.0, 1.0, 0.0))
    found = flood(ground, until_s=300, inflows=[spring])
    assert found.balance.inflow_m3 == pytest.approx(60.0, rel=0.01)
    assert abs(found.balance.error_share) < 1e-6


def test_what_passed_explains_what_is_left() -> None:
    ground = replace(Ground.bare(hills(2).terrain_m, 1.0), is_border_open=False)
    found = flood(ground, SHOWER, until_s=1800, follow=True)
    assert found.passed is not None
    x, y = found.passed.x_m2, found.passed.y_m2
    came = 0.048 * found.passed.rain_share
    left = came - np.diff(x, axis=1) - np.diff(y, axis=0)
    assert np.allclose(left, found.depth_m, atol=1e-4)


@pytest.mark.parametrize("depth", [-1.0, float("nan"), float("inf")])
def test_a_shower_that_cannot_be_is_refused(depth: float) -> None:
    with pytest.raises(UnusableRain) as error:
        Hyetograph(60.0, (1.0, depth))
    assert "onmogelijke hoeveelheid" in error.value.say("nl")


@pytest.mark.parametrize("value", [float("nan"), 1e30, float("-inf")])
def test_ground_with_a_hole_is_refused(value: float) -> None:
    ground = hills(1)
    holed = ground.terrain_m.copy()
    holed[3, 4] = value
    with pytest.raises(UnusableGround) as error:
        flood(replace(ground, terrain_m=holed), SHOWER, until_s=60)
    assert "terrain_m" in error.value.say("nl")


def test_ground_of_one_cell_fills_up() -> None:
    found = flood(Ground.bare(np.zeros((1, 1), np.float32), 1.0), SHOWER, until_s=3600)
    assert found.depth_m[0, 0] == pytest.approx(0.048, rel=1e-5)
