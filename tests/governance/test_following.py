from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from werklandschap.core.text import Text
from werklandschap.governance.following import Followed, Missed, Pace, look
from werklandschap.governance.recommend import Known, rules, suggestions
from werklandschap.governance.similar import most_similar
from werklandschap.indicators import INDICATORS

ON = date(2026, 11, 2)


def heard(days, **more):
    return Followed(last_heard_on=ON - timedelta(days=days), **more)


def test_silence_alone_makes_quiet_and_then_fading():
    paces = [look(heard(days), on=ON).pace for days in (10, 100, 200)]
    assert paces == [Pace.MOVING, Pace.QUIET, Pace.FADING]


def test_a_missed_commitment_counts_more_when_it_is_quiet():
    missed = [Missed("Gemeente", "bomen planten", ON - timedelta(days=5))]
    assert look(heard(10, missed=missed), on=ON).pace is Pace.QUIET
    found = look(heard(100, missed=missed), on=ON)
    assert found.pace is Pace.FADING
    assert "Gemeente" in found.next_action.nl
    assert "bomen planten" in found.reasons[-1].nl


def test_who_is_as_quiet_as_similar_parks_does_not_stand_out():
    peers = [80, 85, 90, 95, 100]
    assert look(heard(100, gaps_of_peers_day=peers), on=ON).pace is Pace.MOVING
    assert look(heard(179, gaps_of_peers_day=peers), on=ON).pace is Pace.MOVING
    assert look(heard(181, gaps_of_peers_day=peers), on=ON).pace is Pace.FADING


@given(st.integers(0, 400), st.integers(0, 400), st.lists(st.integers(0, 400)))
def test_more_silence_never_looks_better(one, other, peers):
    order = list(Pace)
    paces = [
        order.index(look(heard(days, gaps_of_peers_day=peers), on=ON).pace)
        for days in sorted((one, other))
    ]
    assert paces == sorted(paces)


def test_a_park_that_moves_is_left_alone():
    found = look(heard(1, open_step=Text("Ambities", "Ambitions")), on=ON)
    assert found.next_action is None
    assert found.reasons == ()


def known(**more):
    facts = {"answers": {}, "years": {}, "worries": frozenset(), "figures": {}}
    return Known(**(facts | more))


def test_roofs_that_are_due_and_promising_are_suggested_with_their_numbers():
    park = known(
        years={"roofs_year": 2028},
        figures={"green_roof_promising_m2": 12_000.0, "roof_area_m2": 20_000.0},
    )
    (found,) = suggestions(park, on=ON)
    assert found.rule.name == "roofs_due"
    assert found.years == {"roofs_year": 2028}
    assert found.figures["green_roof_promising_m2"] == 12_000


def test_nothing_is_suggested_by_what_is_not_known():
    assert suggestions(known(), on=ON) == []
    late = known(years={"roofs_year": 2040}, figures={"green_roof_promising_m2": 9e9})
    assert suggestions(late, on=ON) == []


@pytest.mark.parametrize("rule", rules().values(), ids=lambda each: each.name)
def test_a_rule_asks_for_what_exists_and_can_be_said(rule):
    values = {}
    for asked in rule.asks:
        if "indicator" in asked:
            assert asked["indicator"] in INDICATORS
            values[asked["indicator"]] = "1"
        if "year" in asked:
            values[asked["year"]] = "2028"
    for language in ("nl", "en"):
        rule.text.in_language(language).format(**values)


def test_similar_is_near_in_units_of_spread_and_unknowns_do_not_help():
    others = np.array([[1.0, 100.0], [2.0, 900.0], [np.nan, np.nan], [9.0, 110.0]])
    own = np.array([1.1, 120.0])
    assert most_similar(own, others, count=3) == [0, 3, 1] or most_similar(
        own, others, count=3
    ) == [0, 1, 3]
    assert most_similar(own, others, count=3)[0] == 0
    assert 2 not in most_similar(own, others, count=4)
    assert most_similar(own, others[:0], count=3) == []


def test_what_nobody_knows_of_any_park_says_nothing():
    unknown = np.full((3, 1), np.nan)
    others = np.hstack([[[5.0], [1.0], [3.0]], unknown])
    assert most_similar(np.array([1.2, np.nan]), others, count=2) == [1, 2]
    assert most_similar(np.array([np.nan]), unknown, count=2) == []


@given(st.permutations(range(5)))
def test_the_order_of_the_others_does_not_matter(order):
    others = np.array([[0.0], [1.0], [2.5], [4.0], [8.0]])
    found = most_similar(np.array([0.2]), others[list(order)], count=3)
    assert [others[list(order)][row][0] for row in found] == [0.0, 1.0, 2.5]
