"""How far a park can get, what that costs, and the way to a target."""

import itertools
from math import isnan, nan

import pytest
from tests.study.plan.conftest import ON

from werklandschap.ambitions import Operator
from werklandschap.indicators import INDICATORS
from werklandschap.measures import MEASURES, Step, carry_out
from werklandschap.measures.maintenance import AssetKind, PlannedWork
from werklandschap.study.plan.goal import Goal, goal_of
from werklandschap.study.plan.reach import reaches
from werklandschap.study.waterfall import steps_anyway, waterfalls
from werklandschap.study.what_if import standing

WANTED = [
    ("green_share", Operator.AT_LEAST),
    ("paved_share", Operator.AT_MOST),
    ("noon_shade_share", Operator.AT_LEAST),
    ("parcels_count", Operator.AT_LEAST),
]
MEASURES_ASKED = frozenset({"depaving", "wooded_bank", "sedum_roof"})


@pytest.fixture(scope="module")
def unsimulated(park):
    return standing(park, parts=(), indicators=[name for name, _ in WANTED])


@pytest.fixture(scope="module")
def reached(unsimulated):
    return reaches(unsimulated, WANTED, goal=Goal(measures=MEASURES_ASKED))


def test_a_curve_runs_from_today_to_the_best_and_further_costs_more(reached):
    for each in reached[:2]:
        signs = {Operator.AT_LEAST: 1, Operator.AT_MOST: -1}
        gains = [signs[each.operator] * point.value for point in each.points]
        assert each.points[0].value == each.today
        assert each.points[-1].value == each.best
        assert len(each.points) >= 6
        assert gains == sorted(gains)
        for near, far in itertools.pairwise(each.points):
            assert near.cost_eur <= far.cost_eur


def test_no_more_can_be_had_than_all_measures_on_all_their_sites_give(park, reached):
    green = reached[0]
    steps = [
        Step(name, tuple(site.place for site in MEASURES[name].sites(park)))
        for name in sorted(MEASURES_ASKED)
    ]
    everything = carry_out(park, steps).landscape
    most = float(INDICATORS["green_share"].measure(everything).iloc[0])
    assert green.today < green.best <= most + 1e-6


def test_money_is_told_for_what_can_be_had_only(reached):
    green, paved = reached[:2]
    assert green.cost_eur(green.today) == 0
    assert paved.cost_eur(paved.today + 0.01) == 0
    halfway = (green.today + green.best) / 2
    assert 0 < green.invest_eur(halfway) < green.points[-1].invest_eur
    assert not green.is_feasible(0.99)
    assert isnan(green.cost_eur(0.99))


def test_what_is_not_measured_has_no_curve_and_what_nothing_changes_stays(reached):
    shade, parcels = reached[2:]
    assert not shade.is_measured
    assert isnan(shade.best)
    assert parcels.best == parcels.today
    assert [point.cost_eur for point in parcels.points] == [0.0]


def targets(value):
    told = {"indicator": "green_share", "operator": ">=", "value": value, "year": 2030}
    return goal_of(
        {"schema": "urn:werklandschap:goal:1", "targets": [told]}, on=ON
    ).targets


def planned(asset, work, year=2028):
    return PlannedWork(
        asset=asset,
        kind=AssetKind.PAVING,
        work=work,
        year=year,
        cost_eur=nan,
        party="",
        row=1,
    )


def test_the_steps_of_a_waterfall_add_up(park, unsimulated):
    first, second = MEASURES["depaving"].sites(park)[:2]
    anyway = steps_anyway(
        park,
        [
            planned(first.host, "Herstraten; Ontharden en groen aanleggen"),
            planned(second.host, "Herstraten"),
            planned(second.host, "Ontharden en groen aanleggen", year=2040),
        ],
        until=2030,
    )
    own = [Step("depaving", (second.place,))]
    (fall,) = waterfalls(unsimulated, targets(0.6), anyway=anyway, planned=own)
    assert {place.host for step in anyway for place in step.places} == {first.host}
    assert fall.added_anyway > 0
    assert fall.added_by_plan > 0
    assert fall.open == pytest.approx(
        0.6 - fall.today - fall.added_anyway - fall.added_by_plan
    )
    done = carry_out(park, [*anyway, *own]).landscape
    assert fall.planned == pytest.approx(
        float(INDICATORS["green_share"].measure(done).iloc[0])
    )


@pytest.mark.parametrize(
    "work", ["Boomverzorging", "Boom snoeien", "Vijver baggeren", "Dak vervangen", ""]
)
def test_upkeep_makes_nothing_new(park, work):
    assets = {site.host for m in ("tree", "pond") for site in MEASURES[m].sites(park)}
    works = [planned(asset, work) for asset in assets]
    assert steps_anyway(park, works, until=2030) == []


def test_a_target_that_is_met_leaves_nothing_open(unsimulated):
    (fall,) = waterfalls(unsimulated, targets(0.1))
    assert fall.open == 0
    assert fall.today == fall.anyway == fall.planned
