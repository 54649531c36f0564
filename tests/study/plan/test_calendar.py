"""In which years a plan is carried out, and why."""

from collections import defaultdict

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.study.plan.test_make import goal, on_the_map

from werklandschap.measures import MEASURES
from werklandschap.measures.maintenance import AssetKind, PlannedWork
from werklandschap.report.plan_words import sentences, why_in_year
from werklandschap.study.plan.calendar import YearReason, in_good_years, years_of
from werklandschap.study.plan.choice import choose
from werklandschap.study.plan.make import make_plan
from werklandschap.study.plan.options import Options, Wish

FIRST = 2027


def planned(asset, year, cost_eur):
    return PlannedWork(
        asset=asset,
        kind=AssetKind.PAVING,
        work="Herstraten",
        year=year,
        cost_eur=cost_eur,
        party="",
        row=1,
    )


@settings(deadline=None)
@given(
    targets=st.lists(st.integers(2027, 2050), min_size=1, max_size=4),
    budgets=st.lists(st.integers(2020, 2060), max_size=20),
    works=st.lists(st.integers(2020, 2060), max_size=30),
)
def test_every_target_has_its_year_and_there_are_not_too_many(targets, budgets, works):
    told = [
        {"indicator": "green_share", "operator": ">=", "value": n / 10, "year": year}
        for n, year in enumerate(targets)
    ]
    asked = goal(targets=told, budgets=[{"eur": 9, "year": year} for year in budgets])
    rides = [planned("a", year, 1.0) for year in works]
    years = years_of(asked, rides, first=FIRST)
    assert years == sorted(set(years))
    assert {FIRST, *(target.year for target in asked.targets)} <= set(years)
    assert len(years) <= 10
    assert min(years) == FIRST


def test_without_budgets_work_comes_as_late_as_is_in_time_and_that_is_said(park):
    plan = make_plan(park, on_the_map(), parts=())
    assert {part.year for part in plan.parts} == {2030}
    assert {part.why_year.reason for part in plan.parts} == {YearReason.IN_TIME}
    assert any("no budget per year" in text.en for text in sentences(plan))


def test_budgets_per_year_spread_work_and_say_so(park):
    budgets = [{"eur": 200_000, "year": year} for year in range(FIRST, 2031)]
    plan = make_plan(park, on_the_map(0.45, budgets=budgets), parts=())
    spent = defaultdict(float)
    for part in plan.parts:
        spent[part.year] += part.invest_eur
    assert plan.is_reached
    assert len(spent) > 1
    assert max(spent.values()) <= 200_000 + 1e-6
    reasons = {part.year: part.why_year.reason for part in plan.parts}
    assert YearReason.BUDGET in {reasons[year] for year in reasons if year < 2030}
    assert not any("no budget per year" in text.en for text in sentences(plan))


def test_what_rides_along_with_maintenance_comes_in_its_year(park):
    works = [
        planned(site.host, 2028, 30_000.0) for site in MEASURES["depaving"].sites(park)
    ]
    plan = make_plan(park, on_the_map(0.45), parts=(), planned=works)
    rides = [part for part in plan.parts if part.candidate.measure.name == "depaving"]
    assert rides
    for part in rides:
        assert part.year == 2028
        assert part.why_year.reason is YearReason.RIDES_ALONG
        assert part.why_year.saved_eur > 0
        assert "2028" in why_in_year(part).en


def test_the_most_for_a_budget_is_had_in_the_cheapest_years():
    options = Options(
        site=np.array([0, 0, 1, 1]),
        cost_eur=np.array([10.0, 8.0, 20.0, 16.0]),
        spend_eur=np.array([[10.0], [10.0], [20.0], [20.0]]),
        gain=np.array([[1.0], [1.0], [2.0], [2.0]]),
    )
    wish = Wish(
        needed=np.array([-np.inf]),
        budget_eur=np.array([30.0]),
        weights=np.array([1.0]),
    )
    found = in_good_years(options, wish, choose(options, wish))
    assert found.gain.tolist() == [3.0]
    assert found.cost_eur == pytest.approx(24.0)
