"""Criteria, grades and the pre-score: laws, and an independent recomputation."""

import copy
import math

import numpy as np
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

import werklandschap.governance as package
from werklandschap.governance import label
from werklandschap.governance.agreement import agreement
from werklandschap.governance.label import (
    Grade,
    UnreadableCriteria,
    criteria_set,
    current,
    put_together,
)
from werklandschap.governance.prescore import Measured, prescore, scored_criterion
from werklandschap.governance.routes import MOVABLE, routes
from werklandschap.indicators import INDICATORS

SET = current()
MEASURED = [each for each in SET.criteria() if each.is_measured]
FILE = next(
    iter(__import__("pathlib").Path(package.__path__[0]).glob("criteria/*.yml"))
)
every_measured = pytest.mark.parametrize("criterion", MEASURED, ids=lambda c: c.name)
GRADES = st.sampled_from(list(Grade))


def figures_at(grade, spread=0.0, reliability=1.0):
    """Give figures that lie exactly on the threshold of a grade, for every criterion."""
    found = {"buildings_count": Measured(40, 40, 40, 1.0)}
    for each in MEASURED:
        value = each.thresholds[grade] * (40 if each.per else 1)
        wide = spread * abs(value)
        found[each.indicator] = Measured(value, value - wide, value + wide, reliability)
    return found


# -- Criteria ----------------------------------------------------------------------------
@every_measured
def test_a_criterion_grades_what_lies_on_a_threshold_and_just_beyond_it(criterion):
    for grade in list(Grade)[:-1]:
        at = criterion.thresholds[grade]
        worse = -1e-6 if criterion.better == "high" else 1e-6
        assert criterion.grade_of(at) is grade
        assert criterion.grade_of(at + worse).points == grade.points - 1


@every_measured
def test_a_criterion_measures_something_that_exists_in_its_own_unit(criterion):
    indicator = INDICATORS[criterion.indicator]
    assert criterion.per or criterion.unit == indicator.unit
    assert not criterion.per or criterion.per in INDICATORS


@every_measured
def test_a_source_is_named_where_a_threshold_is_not_our_own(criterion):
    for anchor in criterion.anchors.values():
        assert anchor.mark in {"verified", "memory", "seed"}
        assert anchor.reference.publisher
        assert anchor.reference.locator


def test_the_set_says_that_it_is_nobody_elses():
    for told in (SET.label.nl, SET.label.en):
        assert "Gebiedslabel" not in told
        assert "Werklandschap Label" not in told
    assert "geen NL Gebiedslabel en geen Werklandschap Label" in SET.status.nl


def test_measures_can_move_only_what_exists():
    assert set(INDICATORS) >= MOVABLE


@pytest.mark.parametrize(
    "spoil",
    [
        lambda told: told.pop("version"),
        lambda told: told["themes"][0]["criteria"][0].pop("unit"),
        lambda told: told["themes"][0]["criteria"][0]["thresholds"].pop("C"),
        lambda told: told["themes"][0]["criteria"][0]["thresholds"].update(C=0.9),
        lambda told: told["themes"][-1]["criteria"][0].pop("rubric"),
    ],
)
def test_a_set_in_which_something_is_wrong_says_so(spoil):
    told = copy.deepcopy(yaml.safe_load(FILE.read_text("utf-8")))
    spoil(told)
    with pytest.raises(UnreadableCriteria):
        criteria_set(told)


# -- Putting grades together -------------------------------------------------------------
@given(grade=GRADES)
def test_the_same_grade_everywhere_is_that_grade(grade):
    all_same = {each.name: grade for each in SET.criteria()}
    assert put_together(SET.themes, all_same).grade is grade


@given(st.data())
def test_a_better_grade_never_lowers_the_whole(data):
    grades = {each.name: data.draw(GRADES) for each in SET.criteria()}
    risen = dict(grades)
    name = data.draw(st.sampled_from(sorted(grades)))
    risen[name] = risen[name].better or risen[name]
    before, after = (put_together(SET.themes, each) for each in (grades, risen))
    assert after.grade.points >= before.grade.points


def test_a_theme_below_its_minimum_holds_the_whole_back():
    grades = {each.name: Grade.A for each in SET.criteria()}
    grades |= {each.name: Grade.G for each in SET.themes[1].criteria}
    found = put_together(SET.themes, grades)
    assert Grade.of_points(found.points) is Grade.B
    assert found.grade is Grade.D
    assert found.held_back == ("heat",)


# -- The pre-score -----------------------------------------------------------------------
@pytest.mark.parametrize("grade", list(Grade)[:-1])
def test_certain_figures_give_one_grade_for_certain(grade):
    found = prescore(SET, figures_at(grade))
    assert found.grade is found.central is grade
    assert found.chances[grade] == pytest.approx(1)


@given(
    grade=st.sampled_from(list(Grade)[:-1]),
    spread=st.floats(0, 2),
    reliability=st.floats(0, 1),
)
def test_chances_add_up_to_one(grade, spread, reliability):
    found = prescore(SET, figures_at(grade, spread, reliability))
    assert sum(found.chances.values()) == pytest.approx(1)
    assert all(each >= 0 for each in found.chances.values())


def test_the_exact_chances_are_those_of_many_throws_of_dice():
    found = prescore(SET, figures_at(Grade.C, spread=0.3, reliability=0.7))
    dice = np.random.default_rng(8)
    count = 4000
    thrown = {
        each.criterion.name: dice.choice(
            list(each.chances), size=count, p=list(each.chances.values())
        )
        for each in found.scored
    }
    seen = [
        put_together(
            SET.measured(), {name: Grade(own[n]) for name, own in thrown.items()}
        ).grade
        for n in range(count)
    ]
    for grade in Grade:
        assert found.chances[grade] == pytest.approx(
            seen.count(grade) / count, abs=0.03
        )


def test_the_triangle_of_a_figure_is_that_of_many_throws_of_dice():
    criterion = SET.criterion("green")
    figure = Measured(0.22, 0.08, 0.35, 1.0)
    found = scored_criterion(criterion, {"green_share": figure})
    thrown = np.random.default_rng(5).triangular(0.08, 0.22, 0.35, size=20_000)
    seen = [criterion.grade_of(value) for value in thrown]
    for grade in Grade:
        assert found.chances[grade] == pytest.approx(
            seen.count(grade) / 20_000, abs=0.01
        )


def test_less_reliable_figures_make_the_grade_less_certain():
    sure = [
        prescore(SET, figures_at(Grade.C, 0.05, each)).chances[Grade.C]
        for each in (1.0, 0.6, 0.2)
    ]
    assert sure == sorted(sure, reverse=True)
    assert sure[0] > sure[-1]


def test_too_little_measured_gives_no_grade_and_says_how_much_was():
    few = {name: each for name, each in figures_at(Grade.B).items() if "share" in name}
    few = dict(list(few.items())[:3])
    found = prescore(SET, few)
    assert found.grade is None
    assert 0 < found.measured_share < SET.fewest_measured_share
    assert prescore(SET, {}).measured_share == 0


@pytest.mark.parametrize(
    ("count", "grade"), [(0, "G"), (1, "E"), (2, "D"), (3, "C"), (4, "B"), (5, "A")]
)
def test_a_number_of_kinds_is_whole(count, grade):
    found = scored_criterion(
        SET.criterion("habitats"),
        {"habitat_groups_count": Measured(count, count, count, 1.0)},
    )
    assert found.grade == grade
    assert found.chances[Grade(grade)] == pytest.approx(1)


# -- The way up --------------------------------------------------------------------------
@pytest.mark.parametrize("grade", [Grade.F, Grade.D, Grade.B])
def test_a_route_brings_the_next_grade_and_no_shorter_one_does(grade):
    score = prescore(SET, figures_at(grade))
    found = routes(SET, score)
    assert found
    for route in found:
        assert route.grade is grade.better
        risen = figures_at(grade)
        for rise, target in zip(route.rises, route.targets(year=2030), strict=True):
            old = risen[rise.criterion.indicator]
            risen[rise.criterion.indicator] = Measured(
                target["value"], target["value"], target["value"], old.reliability
            )
        assert prescore(SET, risen).central is grade.better
        for left_out in route.rises:
            without = dict(risen)
            name = left_out.criterion.indicator
            without[name] = figures_at(grade)[name]
            assert prescore(SET, without).central is not grade.better


def test_at_the_top_and_without_a_grade_there_is_no_way_up():
    assert routes(SET, prescore(SET, figures_at(Grade.A))) == ()
    assert routes(SET, prescore(SET, {})) == ()


# -- Assessors ---------------------------------------------------------------------------
def test_kappa_is_that_of_a_table_worked_out_by_hand():
    # 10 things: both A six times, both B twice, once each the other way round.
    one = [Grade.A] * 6 + [Grade.B] * 2 + [Grade.A, Grade.B]
    other = [Grade.A] * 6 + [Grade.B] * 2 + [Grade.B, Grade.A]
    found = agreement(one, other)
    assert found.share == pytest.approx(0.8)
    assert found.kappa == pytest.approx((0.8 - 0.58) / (1 - 0.58))
    assert found.weighted == pytest.approx(found.kappa)


@given(st.lists(GRADES, min_size=1, max_size=12))
def test_who_agree_always_have_a_kappa_of_one_or_none_at_all(grades):
    found = agreement(grades, grades)
    assert found.share == pytest.approx(1)
    assert math.isnan(found.kappa) or found.kappa == pytest.approx(1)


def test_further_apart_counts_more_when_weighted():
    one = [Grade.A, Grade.C, Grade.E, Grade.G]
    near = agreement(one, [Grade.B, Grade.C, Grade.E, Grade.G])
    far = agreement(one, [Grade.G, Grade.C, Grade.E, Grade.G])
    assert far.weighted < near.weighted
    with pytest.raises(ValueError, match="same things"):
        agreement(one, one[1:])


def test_a_grade_of_points_is_the_nearest():
    assert [label.Grade.of_points(each) for each in (0, 0.49, 0.5, 5.5, 6)] == [
        Grade.G, Grade.G, Grade.F, Grade.A, Grade.A,
    ]  # fmt: skip
