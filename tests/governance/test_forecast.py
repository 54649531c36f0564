"""The forecast: bands that hold, limits that bind, and futures that add up."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from werklandschap.governance.forecast import (
    History,
    Limits,
    Stage,
    back_tested,
    bottleneck,
    forecast,
)

PARKS = 3_800
KNOWN, AHEAD = 10, 16
HISTORY = History(
    PARKS,
    (4, 6, 9, 8, 12, 14, 13, 18, 17, 22),
    (Stage("voucher", 20, 103, 300.0), Stage("realised", 5, 15, 40.0)),
)


def made_up(dice, quarters):
    """Let parks join, by the model written out again in plain Python."""
    own, others = dice.uniform(0.002, 0.02), dice.uniform(0.2, 0.8)
    pool = dice.choice([0.2, 0.35, 0.6]) * PARKS
    steadiness = dice.choice([4.0, 16.0])
    joined, total = [], 0
    for _ in range(quarters):
        mean = (own + others * total / pool) / 4 * max(pool - total, 0)
        count = dice.poisson(mean * dice.gamma(steadiness, 1 / steadiness))
        count = min(int(count), int(pool) - total)
        joined.append(count)
        total += count
    return joined


def test_bands_of_80_per_cent_hold_what_comes_in_70_to_90_per_cent_of_histories():
    dice = np.random.default_rng(2032)
    within = []
    for _ in range(80):
        joined = made_up(dice, KNOWN + AHEAD)
        then = History(PARKS, tuple(joined[:KNOWN]))
        low, _, high = forecast(then, quarters=AHEAD).band("joined")
        within.append(low[-1] <= sum(joined) <= high[-1])
    assert 0.7 <= np.mean(within) <= 0.9


def test_the_rate_of_a_stage_is_found_back():
    dice = np.random.default_rng(4)
    rate, waiting, done, waited = 0.15, 200, 0, 0.0
    for _ in range(12):
        ready = dice.binomial(waiting, 1 - np.exp(-rate))
        waited += waiting - ready / 2
        waiting, done = waiting - ready, done + ready
    stage = Stage("plan", done, waiting, waited)
    found = forecast(History(PARKS, (0,) * 8, (stage,)), quarters=4)
    low, _, high = found.band("plan")
    assert low[-1] <= done + waiting * (1 - np.exp(-4 * rate)) <= high[-1]


@settings(max_examples=20)
@given(
    joined=st.lists(st.integers(0, 40), min_size=1, max_size=12),
    room=st.floats(0, 30),
    quarters=st.integers(1, 12),
)
def test_counts_only_grow_and_never_pass_what_there_is(joined, room, quarters):
    history = History(PARKS, tuple(joined), (Stage("plan", 1, 3, 9.0),))
    limits = Limits(per_quarter={"joined": room, "plan": room})
    found = forecast(history, quarters=quarters, limits=limits)
    for counts in found.counts.values():
        assert (np.diff(counts, axis=1) >= 0).all()
    ends = found.counts["joined"][:, -1]
    assert (ends <= PARKS).all()
    assert (ends - sum(joined) <= np.floor(room * quarters + 1e-6)).all()
    assert (found.counts["plan"][:, -1] <= ends - sum(joined) + 4).all()


def test_the_same_history_gives_the_same_forecast():
    one, other = (forecast(HISTORY, quarters=8) for _ in range(2))
    assert (one.counts["realised"] == other.counts["realised"]).all()


def test_the_limit_that_binds_is_named():
    limits = Limits(per_quarter={"joined": 200.0, "voucher": 1.0})
    gains = bottleneck(HISTORY, limits, quarters=16, name="voucher", target=150)
    assert next(iter(gains)) == "voucher"
    assert gains["voucher"] > 0.5
    assert abs(gains["joined"]) < 0.1


def test_a_full_grid_slows_realisation_down():
    free = forecast(HISTORY, quarters=12).band("realised")[1][-1]
    held = Limits(held_share={"realised": 0.8})
    assert forecast(HISTORY, quarters=12, limits=held).band("realised")[1][-1] < free


def test_a_forecast_is_held_against_what_happened():
    found = back_tested(HISTORY)
    assert [each.known_quarters for each in found] == [6]
    assert found[0].actual == HISTORY.total
    assert found[0].low <= found[0].middle <= found[0].high


def test_a_chance_is_the_share_of_futures():
    found = forecast(HISTORY, quarters=8)
    assert found.chance("joined", HISTORY.total) == 1
    assert found.chance("joined", PARKS + 1) == 0
    chances = [found.chance("joined", target) for target in range(100, 900, 100)]
    assert chances == sorted(chances, reverse=True)


@pytest.mark.parametrize("joined", [(), (0,), (0, 0, 0)])
def test_without_any_history_there_is_a_wide_band_and_no_error(joined):
    low, _, high = forecast(History(PARKS, joined), quarters=24).band("joined")
    assert high[-1] > low[-1]


def test_who_left_is_not_there_and_leaving_goes_on_as_it_did():
    leaving = Stage("left", 40, 60, 800.0)  # one in twenty per quarter
    history = replace(HISTORY, joined=(50, 50, 0, 0), leaving=leaving)
    assert history.present == 60
    found = forecast(history, quarters=20)
    there, joined = found.counts["present"], found.counts["joined"]
    assert (there <= joined - 40).all()
    closed = forecast(
        history, quarters=20, limits=Limits(per_quarter={"joined": 0.0})
    ).counts["present"]
    assert (np.diff(closed, axis=1) <= 0).all()
    assert closed[:, -1].mean() == pytest.approx(60 * np.exp(-20 * 0.05), rel=0.15)


def test_where_nobody_left_all_who_joined_are_there():
    found = forecast(HISTORY, quarters=8)
    assert (found.counts["present"] == found.counts["joined"]).all()
