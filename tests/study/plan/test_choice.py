from dataclasses import replace
from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from werklandschap.study.plan.choice import binding, choose, instead
from werklandschap.study.plan.front import front
from werklandschap.study.plan.options import Options, Wish

NO_BUDGET = np.array([np.inf])


@st.composite
def small(draw, with_pairs=True):
    n, k = draw(st.integers(2, 8)), draw(st.integers(1, 3))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    pairs = (
        [(np.array([0]), np.array([n - 1]))]
        if with_pairs and draw(st.booleans())
        else None
    )
    more = {}
    if pairs is not None:
        more = {"pairs": pairs, "together": rng.uniform(-0.5, 0.5, (1, k))}
    cost = rng.integers(1, 20, n).astype(float)
    options = Options(
        site=rng.integers(0, max(1, n - 2), n),
        cost_eur=cost,
        spend_eur=cost[:, None],
        gain=rng.uniform(0, 1, (n, k)),
        excludes=np.array([[0, 1]]),
        **more,
    )
    budget = draw(st.sampled_from([np.inf, 15.0, 30.0]))
    needed = rng.uniform(0, 1.5, k)
    return options, Wish(needed=needed, budget_eur=np.array([budget]))


def packages(options, wish):
    """Try every package."""
    for bits in product([False, True], repeat=len(options.site)):
        chosen = np.array(bits)
        sites = options.site[chosen]
        if len(set(sites)) < len(sites) or chosen[options.excludes].all(axis=1).any():
            continue
        if (options.spend_eur[chosen].sum(axis=0) > wish.budget_eur + 1e-9).any():
            continue
        yield chosen


@settings(max_examples=25)
@given(small())
def test_nothing_cheaper_reaches_the_targets(case):
    options, wish = case
    enough = [
        options.cost_eur[chosen].sum()
        for chosen in packages(options, wish)
        if (options.total_gain(chosen) >= wish.needed - 1e-9).all()
    ]
    found = choose(options, wish)
    assert found.is_enough == bool(enough)
    if enough:
        assert found.cost_eur == pytest.approx(min(enough), rel=1e-6)
        assert (found.gain >= wish.needed - 1e-6).all()


@settings(max_examples=25)
@given(small())
def test_what_cannot_be_had_is_missed_by_the_least(case):
    options, wish = case
    found = choose(options, wish)
    if found.is_enough:
        return
    least = min(
        (np.maximum(wish.needed - options.total_gain(chosen), 0) / wish.needed).sum()
        for chosen in packages(options, wish)
    )
    assert (found.shortfall / wish.needed).sum() == pytest.approx(least, abs=1e-5)


@settings(max_examples=25)
@given(small(), st.integers(0, 2**32 - 1))
def test_no_package_makes_more_parties_better_off_nor_as_many_for_less(case, seed):
    options, wish = case
    rng = np.random.default_rng(seed)
    worth = rng.integers(-60, 40, (len(options.site), 3)).astype(float)
    wish = replace(wish, worth_eur=worth, better_from_eur=5.0)
    counted = [
        (-int((worth[chosen].sum(axis=0) >= 5.0).sum()), options.cost_eur[chosen].sum())
        for chosen in packages(options, wish)
        if (options.total_gain(chosen) >= wish.needed - 1e-9).all()
    ]
    found = choose(options, wish)
    assert found.is_enough == bool(counted)
    if counted:
        assert (found.gain >= wish.needed - 1e-6).all()
        most, cheapest = min(counted)
        assert wish.better_off(found.chosen).sum() == -most
        assert found.cost_eur == pytest.approx(cheapest)


@settings(max_examples=25)
@given(small(with_pairs=False))
def test_the_most_for_a_budget_is_never_less_than_a_greedy_choice(case):
    options, wish = case
    k = options.gain.shape[1]
    wish = Wish(
        needed=np.full(k, -np.inf), budget_eur=np.array([20.0]), weights=np.ones(k)
    )
    value = options.gain.sum(axis=1)
    greedy = np.zeros(len(value), bool)
    for option in np.argsort(-value / options.cost_eur):
        trial = greedy.copy()
        trial[option] = True
        if any((trial == chosen).all() for chosen in packages(options, wish)):
            greedy = trial
    assert choose(options, wish).gain.sum() >= value[greedy].sum() - 1e-6


@settings(max_examples=25)
@given(small())
def test_no_package_of_the_front_beats_another(case):
    found = front(*case)
    for cheap, dear in pairwise(found):
        assert cheap.cost_eur <= dear.cost_eur
        assert not (cheap.gain >= dear.gain - 1e-12).all()


def two_sites(needed, budget):
    options = Options(
        site=np.array([0, 1]),
        cost_eur=np.array([10.0, 20.0]),
        spend_eur=np.array([[10.0], [20.0]]),
        gain=np.array([[1.0, 0.0], [0.0, 1.0]]),
    )
    return options, Wish(needed=np.array(needed), budget_eur=np.array([budget]))


def test_the_demand_that_stands_in_the_way_is_named():
    assert binding(*two_sites([1.0, 1.0], 25.0)) == [
        ("target", 0),
        ("target", 1),
        ("budget", 0),
    ]
    assert binding(*two_sites([1.0, 2.0], np.inf)) == [("target", 1)]


def test_a_budget_of_nothing_buys_nothing():
    found = choose(*two_sites([1.0, 1.0], 0.0))
    assert not found.chosen.any()
    assert found.shortfall.tolist() == pytest.approx([1.0, 1.0])


def test_what_is_refused_is_replaced_by_the_next_best():
    options = Options(
        site=np.arange(3),
        cost_eur=np.array([10.0, 15.0, 30.0]),
        spend_eur=np.zeros((3, 1)),
        gain=np.ones((3, 1)),
    )
    wish = Wish(needed=np.array([1.0]), budget_eur=NO_BUDGET)
    found = choose(options, wish)
    assert found.chosen.tolist() == [True, False, False]
    assert instead(options, wish, found, 0).chosen.tolist() == [False, True, False]
