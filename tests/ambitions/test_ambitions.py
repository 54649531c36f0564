"""Promises of ambitions: sets, stacks, gaps and sessions."""

from itertools import product
from math import isnan, nan

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from werklandschap.ambitions import (
    Figure,
    Outcome,
    Voice,
    agreement,
    ambition_set,
    gap,
    shipped,
    stacked,
)
from werklandschap.ambitions.session import UnusableVoice
from werklandschap.ambitions.targets import (
    Operator,
    UnknownAmbition,
    UnreadableAmbition,
    shipped_set,
)
from werklandschap.core.units import Unit
from werklandschap.indicators import INDICATORS

every_set = pytest.mark.parametrize("each", shipped().values(), ids=list(shipped()))

SOURCE = {"title": "a", "publisher": "b", "year": 2026, "url": "https://example.org"}


def made(name, *targets):
    return ambition_set(
        name,
        {
            "version": 1,
            "label": {"nl": name, "en": name},
            "status": {"nl": "proef", "en": "trial"},
            "reference": SOURCE,
            "targets": [
                {"indicator": i, "operator": o, "value": v, "year": y, "mark": "choice"}
                for i, o, v, y in targets
            ],
        },
    )


@every_set
def test_a_set_says_what_it_is_worth_and_asks_what_can_be_measured(each):
    assert each.targets
    assert each.status.nl != each.status.en
    for target in each.targets:
        indicator = INDICATORS[target.indicator]
        assert target.reference.title
        assert target.mark in {"verified", "memory", "choice"}
        if indicator.unit is Unit.SHARE:
            assert 0 <= target.value <= 1


def test_the_national_yardstick_is_guiding_and_for_new_development():
    assert shipped_set("national_yardstick").status.nl == "richtinggevend, nieuwbouw"
    with pytest.raises(UnknownAmbition, match="front_runner"):
        shipped_set("frontrunner")


def test_the_strictest_wins_and_the_rest_is_shown():
    one = made(
        "one", ("green_share", ">=", 0.2, 2030), ("paved_share", "<=", 0.6, 2030)
    )
    two = made(
        "two", ("green_share", ">=", 0.3, 2030), ("paved_share", "<=", 0.8, 2030)
    )
    found = stacked([one, two])
    assert [(t.from_set, t.value) for t in found.targets] == [
        ("two", 0.3),
        ("one", 0.6),
    ]
    assert [(t.from_set, t.value) for t in found.overruled] == [
        ("one", 0.2),
        ("two", 0.8),
    ]
    assert not found.conflicts


def test_a_stricter_target_later_does_not_overrule_an_earlier_one():
    soon = made("soon", ("green_share", ">=", 0.2, 2030))
    later = made("later", ("green_share", ">=", 0.3, 2040))
    assert len(stacked([soon, later]).targets) == 2


def test_a_conflict_is_shown_and_not_solved():
    one = made("one", ("green_share", ">=", 0.5, 2030))
    two = made("two", ("green_share", "<=", 0.4, 2030))
    (conflict,) = stacked([one, two]).conflicts
    assert (conflict.at_least.from_set, conflict.at_most.from_set) == ("one", "two")
    assert len(stacked([one, two]).targets) == 2


def test_a_stack_of_a_set_with_itself_is_that_set():
    for each in shipped().values():
        assert set(stacked([each, each]).targets) == set(each.targets)


def test_what_lacks_is_told():
    with pytest.raises(UnreadableAmbition, match="version"):
        ambition_set("half", {"label": {"nl": "a", "en": "b"}})


@pytest.mark.parametrize(
    ("low", "value", "high", "outcome", "still"),
    [
        (0.31, 0.4, 0.5, Outcome.MET, 0.0),
        (0.1, 0.2, 0.29, Outcome.NOT_MET, 0.1),
        (0.2, 0.25, 0.3, Outcome.UNKNOWN, 0.05),
        (nan, nan, nan, Outcome.UNKNOWN, nan),
    ],
)
def test_an_interval_across_the_target_is_not_certain(low, value, high, outcome, still):
    targets = made("t", ("green_share", ">=", 0.3, 2030)).targets
    (found,) = gap({"green_share": Figure(value, low, high)}, targets)
    assert found.outcome is outcome
    assert found.open == pytest.approx(still, nan_ok=True)


def test_what_was_not_measured_is_not_certain():
    (found,) = gap({}, made("t", ("paved_share", "<=", 0.3, 2030)).targets)
    assert found.outcome is Outcome.UNKNOWN
    assert isnan(found.most)


shares = st.floats(0, 1)


@given(
    st.lists(shares, min_size=3, max_size=3), shares, st.sampled_from(list(Operator))
)
def test_nothing_is_open_where_a_target_is_met(ends, wanted, operator):
    low, value, high = sorted(ends)
    targets = made("t", ("green_share", operator.value, wanted, 2030)).targets
    (found,) = gap({"green_share": Figure(value, low, high)}, targets)
    assert found.least <= found.open <= found.most
    assert (found.outcome is Outcome.MET) == (found.most == 0)
    assert (found.outcome is Outcome.NOT_MET) == (found.least > 0)


THEMES = ("water", "heat", "green")
HIGHEST = 3
voices = st.lists(
    st.tuples(
        st.tuples(*[st.integers(0, HIGHEST)] * 3), st.tuples(*[st.integers(1, 5)] * 3)
    ),
    min_size=1,
    max_size=4,
)


def spoken(told):
    return [
        Voice(
            f"party {n}",
            dict(zip(THEMES, levels, strict=True)),
            dict(zip(THEMES, weights, strict=False)),
        )
        for n, (levels, weights) in enumerate(told)
    ]


def regrets(voice, outcome):
    total = sum(voice.weights.values())
    return sum(
        voice.weights[t] / total * abs(outcome[t] - voice.levels[t]) / HIGHEST
        for t in THEMES
    )


@given(voices)
def test_no_other_outcome_has_a_smaller_largest_regret(told):
    parties = spoken(told)
    found = agreement(parties, highest_level=HIGHEST)
    worst = max(found.regret.values())
    every = [
        dict(zip(THEMES, levels, strict=True))
        for levels in product(range(HIGHEST + 1), repeat=3)
    ]
    best = min(max(regrets(v, outcome) for v in parties) for outcome in every)
    assert worst == pytest.approx(best, abs=1e-9)
    for voice in parties:
        assert found.regret[voice.party] == pytest.approx(
            regrets(voice, found.compromise)
        )


@given(voices)
def test_common_ground_is_what_all_want_at_least(told):
    parties = spoken(told)
    found = agreement(parties, highest_level=HIGHEST)
    for theme, level in found.common.items():
        assert level == min(voice.levels[theme] for voice in parties)
    spreads = [spread for _, spread in found.disagreements]
    assert spreads == sorted(spreads, reverse=True)
    assert all(spreads)


def test_parties_that_agree_give_up_nothing():
    found = agreement(spoken([((1, 2, 3), (1, 1, 1))] * 3), highest_level=HIGHEST)
    assert found.compromise == found.common == dict(zip(THEMES, (1, 2, 3), strict=True))
    assert set(found.regret.values()) == {0.0}
    assert found.disagreements == ()


def test_many_parties_and_themes_are_soon_agreed_on():
    rng = np.random.default_rng(1)
    themes = [f"theme {n}" for n in range(8)]
    parties = [
        Voice(
            f"party {n}",
            dict(zip(themes, rng.integers(0, 5, 8).tolist(), strict=True)),
            dict(
                zip(themes, rng.integers(1, 6, 8).astype(float).tolist(), strict=True)
            ),
        )
        for n in range(6)
    ]
    found = agreement(parties, highest_level=4)
    assert 0 < max(found.regret.values()) < 0.5


def test_a_voice_that_misses_a_theme_is_named():
    parties = [
        Voice("gemeente", {"water": 1}, {"water": 1.0}),
        Voice("vereniging", {}, {"water": 1.0}),
    ]
    with pytest.raises(UnusableVoice, match="vereniging"):
        agreement(parties, highest_level=HIGHEST)
