"""Physical effects are differences of two worlds; no measure says what it does."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
import shapely
from geopandas import GeoDataFrame

from werklandschap.examples import mini_park
from werklandschap.geo.grids import Grid, GridDefinition
from werklandschap.landscape import BUILDINGS, RIJKSDRIEHOEK
from werklandschap.measures import MEASURES, Place
from werklandschap.parameters import Assumptions
from werklandschap.study.business_case import Planned, PlannedPart, physical_effects
from werklandschap.study.business_case.effects import Effect, Effects, Shower
from werklandschap.study.business_case.elsewhere import with_ends
from werklandschap.study.business_case.floods import (
    damage_effects,
    expected_m2,
    mean_at_walls,
    use_of,
)

ON = date(2026, 11, 1)


@pytest.fixture(scope="module")
def park():
    """The miniature park as a bowl, with a building at the bottom of it."""
    bare = mini_park()
    block = shapely.box(20, 40, 40, 60)
    buildings = GeoDataFrame(
        {
            "building_id": ["b1"],
            "built_year": [1995],
            "uses": ["industriefunctie;kantoorfunctie"],
            "registers": ["bag"],
        },
        geometry=[block],
        crs=RIJKSDRIEHOEK,
    ).set_index("building_id")
    definition = GridDefinition(0.0, 100.0, 2.0, 50, 50)
    x, y = definition.centres_m()
    ground = 0.02 * (np.abs(x - 30) + np.abs(y - 50)[:, None])
    is_block = ((x > 20) & (x < 40)) & ((y > 40) & (y < 60))[:, None]
    return bare.having(
        on=ON,
        buildings=BUILDINGS.complete(buildings),
        terrain_m=Grid(definition, ground.astype(np.float32)),
        surface_m=Grid(definition, (ground + 6.0 * is_block).astype(np.float32)),
        assumptions=Assumptions(ON, own=(("scene.halo_m", 10.0),)),
    )


@pytest.fixture(scope="module")
def plan(park):
    shapes = {
        ("sedum_roof", 2028): shapely.box(20, 40, 40, 60),
        ("wadi", 2030): shapely.box(76, 10, 90, 90),
    }
    parts = []
    for (name, year), shape in shapes.items():
        places = (Place(shape),)
        works = MEASURES[name].carry_out(park, places).works
        parts.append(
            PlannedPart(
                id=name,
                measure=name,
                quantity=sum(work.quantity for work in works),
                year=year,
                invest_eur=50_000.0,
                payer="owner",
                places=places,
            )
        )
    return Planned(park_id="p", name="p", on=ON, is_generated=True, parts=tuple(parts))


@pytest.fixture(scope="module")
def found(park, plan):
    return physical_effects(park, plan, parts=("water",), cell_m=5.0)


def test_roofs_come_in_their_year_and_basins_in_theirs(found, park, plan):
    roof_m3 = (
        plan.parts[0].quantity * park.assumptions["measures.sedum_roof_storage_mm"]
    )
    by_year = dict(found.found["water_storage_m3"].comes)
    assert by_year[2028] == pytest.approx(roof_m3 / 1_000, rel=1e-6)
    depth_m = park.assumptions["measures.wadi_depth_m"]
    assert by_year[2030] == pytest.approx(depth_m * plan.parts[1].quantity, rel=0.1)
    green = dict(found.found["biodiversity_ha"].comes)
    assert green[2028] == pytest.approx(plan.parts[0].quantity / 10_000, rel=1e-6)


def test_what_was_simulated_counts_and_what_was_not_says_so(found):
    assert found.found["flooded_floor_avoided_m2"].is_simulated
    assert "disconnected_m2" in found.missing  # there was no weather of a year
    assert "gas_saved_m3" in found.missing
    assert "large_tree_count" in found.missing  # nobody counted trees
    assert 0 < found.near_green_share <= 1
    assert {row.rain_mm for row in found.showers} == {70, 90, 160}
    # The building lies at the bottom of the bowl; the basin is far and a little helps.
    assert all(row.before_m2 > 0 and row.use == "industry" for row in found.showers)
    assert all(row.after_m2 <= row.before_m2 for row in found.showers)
    assert found.damage.full > 0


def test_a_roof_below_plants_is_renewed_later(found, plan):
    steps = found.found["roof_renewal_put_off_m2"].comes
    away, back = sorted(steps)
    assert away[1] == -back[1] == pytest.approx(plan.parts[0].quantity)
    assert back[0] - away[0] == 15


def test_figures_lie_within_their_range(found):
    ranged = [row for row in found.compared if row.before_range is not None]
    assert ranged
    for row in ranged:
        assert row.before_range[0] <= row.before <= row.before_range[1]
        assert row.after_range[0] <= row.after <= row.after_range[1]
    simulated = next(row for row in found.compared if row.indicator == "ponding_m3")
    # Soil that takes up more, or less, than assumed: it was simulated again.
    assert simulated.before_range[0] < simulated.before_range[1]


def test_what_was_simulated_has_ends_and_what_a_map_tells_for_sure_has_none(found):
    low, high = found.found["flooded_floor_avoided_m2"].ends
    assert low != high
    assert min(low, high) >= 0  # it did no harm on any of the worlds
    assert found.found["biodiversity_ha"].ends == (1.0, 1.0)


def test_worse_data_put_the_ends_further_apart_but_do_no_harm():
    def effects(size):
        return Effects(
            found={"water_storage_m3": Effect(comes=((2028, size),))}, missing={}
        )

    def ends(reliability):
        here, low, high = effects(100.0), effects(80.0), effects(150.0)
        told = {"water_storage_m3": reliability}
        return (
            with_ends(here, low, high, reliability=told).found["water_storage_m3"].ends
        )

    assert ends(1.0) == pytest.approx((0.8, 1.5))
    assert ends(0.5) == pytest.approx((0.6, 2.0))
    assert ends(0.1) == pytest.approx((0.0, 6.0))


def test_a_wall_in_water_for_a_quarter_counts_for_a_quarter():
    cells = np.zeros((12, 12), np.float32)
    definition = GridDefinition(0.0, 12.0, 1.0, 12, 12)
    block = GeoDataFrame(geometry=[shapely.box(4, 4, 8, 8)], crs=RIJKSDRIEHOEK)
    cells[:, :] = 0
    cells[4:8, 3] = 1  # the whole west side
    mean = mean_at_walls(block, Grid(definition, cells))
    assert mean.item() == pytest.approx(4 / 20, abs=0.06)
    cells[:] = 1
    assert mean_at_walls(block, Grid(definition, cells)).item() == 1


def shower(rain, period, later, before, after):
    return Shower(
        rain_mm=rain,
        duration_min=60.0,
        return_period_year=period,
        return_period_2050_year=later,
        use="office",
        before_m2=before,
        after_m2=after,
    )


def test_damage_is_larger_in_2050_and_avoided_only_as_far_as_the_plan_stands():
    rows = [shower(70, 200, 156, 1_000, 400), shower(90, 487, 382, 2_000, 1_500)]
    now = expected_m2(rows, 2, later=False, world="before")
    assert expected_m2(rows, 2, later=True, world="before") > 1.15 * now
    damage, avoided = damage_effects(rows, 2, comes=((2028, 0.25), (2030, 0.75)))
    assert damage.full == pytest.approx(now)
    saved = now - expected_m2(rows, 2, later=False, world="after")
    assert avoided.full == pytest.approx(saved)
    assert avoided.by_year(2028, 30)[1] < 0.3 * avoided.by_year(2028, 30)[3]


def test_nothing_flooded_is_no_damage_and_rare_showers_do_not_count():
    rows = [shower(160, np.inf, np.inf, 5_000, 0)]
    damage, avoided = damage_effects(rows, 2, comes=((2028, 1.0),))
    assert (damage.full, avoided.full) == (0, 0)
    assert avoided.by_year(2028, 30).sum() == 0


def test_uses_are_recognised():
    told = ["industriefunctie;kantoorfunctie", "kantoorfunctie", "winkelfunctie", None]
    assert [use_of(each) for each in told] == ["industry", "office", "shop", "other"]


def test_a_plan_without_places_simulates_nothing(park, plan):
    bare = replace(plan, parts=tuple(replace(p, places=()) for p in plan.parts))
    assert not physical_effects(park, bare).found


def test_a_place_drawn_outside_does_nothing(park, plan):
    far = replace(plan.parts[1], places=(Place(shapely.box(-90, -90, -50, -50)),))
    found = physical_effects(park, replace(plan, parts=(far,)), parts=())
    assert found.found["water_storage_m3"].full == 0
    assert "flooded_floor_avoided_m2" in found.missing
