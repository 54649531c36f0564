import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from werklandschap.appraisal.shares import (
    Game,
    NothingToSplitBy,
    TooManyParties,
    by,
    equal,
    game,
    sampled_shapley,
    saved,
    shapley,
)
from werklandschap.appraisal.stability import least_core, nucleolus, standing


def airport(lengths):
    """A runway costs a group what its largest plane needs (Littlechild and Owen 1973)."""
    lengths = np.asarray(lengths, float)
    return lambda group: float(lengths[group].max(initial=0))


def bankruptcy(estate, claims):
    """What a group is sure of when the others have been paid (O'Neill 1982)."""
    claims = np.asarray(claims, float)
    return lambda group: max(estate - claims[~group].sum(), 0.0)


def gains(worth, parties):
    return saved(list(game(parties, worth).cost_eur))


def airport_shapley(lengths):
    """Each stretch of runway is paid by the planes that use it, in equal parts."""
    lengths = np.asarray(lengths, float)
    order = np.argsort(lengths)
    steps = np.diff(lengths[order], prepend=0) / np.arange(len(lengths), 0, -1)
    paid = np.empty(len(lengths))
    paid[order] = np.cumsum(steps)
    return paid


@given(lengths=st.lists(st.integers(1, 100), min_size=1, max_size=8))
def test_airport_planes_share_each_stretch_that_they_use(lengths):
    found = shapley(game(len(lengths), airport(lengths)))
    assert found == pytest.approx(airport_shapley(lengths))


def test_fourteen_parties_are_still_exact():
    lengths = np.arange(1, 15)
    assert shapley(game(14, airport(lengths))) == pytest.approx(
        airport_shapley(lengths)
    )


def test_more_parties_are_sampled_with_an_error_that_holds():
    lengths = np.arange(1, 31)
    found = sampled_shapley(30, airport(lengths), orders=2_000)
    apart = np.abs(found.split_eur - airport_shapley(lengths))
    assert found.split_eur.sum() == pytest.approx(30)
    assert (apart <= 4 * found.error_eur + 1e-9).all()
    with pytest.raises(TooManyParties):
        game(15, airport(np.arange(15)))


@pytest.mark.parametrize(
    ("estate", "paid"),
    [
        (100, [100 / 3, 100 / 3, 100 / 3]),
        (200, [50, 75, 75]),
        (300, [50, 100, 150]),
    ],
)
def test_the_nucleolus_divides_estates_as_the_talmud(estate, paid):
    """Aumann and Maschler 1985: claims of 100, 200 and 300."""
    found = nucleolus(gains(bankruptcy(estate, [100, 200, 300]), 3))
    assert -found == pytest.approx(paid, abs=1e-6)


def test_the_nucleolus_of_an_airport_by_littlechilds_rule():
    """Littlechild 1974: the lowest mean cost of a stretch, step by step."""
    found = nucleolus(game(3, airport([1, 2, 4])))
    assert found == pytest.approx([0.5, 0.75, 2.75], abs=1e-6)


def test_three_of_whom_any_two_can_have_all_have_no_stable_split():
    """The majority game: its core is empty, its fair split is a third each."""
    costs = saved([0, 0, 0, 1, 0, 1, 1, 1])
    core = least_core(costs)
    assert not core.exists
    assert core.most_loss_eur == pytest.approx(1 / 3)
    assert core.contribution_eur == pytest.approx(0.5)
    assert nucleolus(costs) == pytest.approx([-1 / 3] * 3)
    assert not standing(costs, equal(-1.0, 3)).is_stable


def test_a_contribution_of_that_size_keeps_everyone_in():
    costs = saved([0, 0, 0, 1, 0, 1, 1, 1])
    helped = Game(np.append(costs.cost_eur[:-1], costs.total_eur - 0.5))
    core = least_core(helped)
    assert core.exists
    assert core.most_loss_eur == pytest.approx(0, abs=1e-9)


def test_who_would_rather_leave_is_named_the_worst_off_first():
    costs = game(3, airport([1, 2, 10]))
    found = standing(costs, equal(costs.total_eur, 3))
    assert found.leavers[0] == (0, 1)
    assert (0,) in found.leavers
    assert found.worst_loss_eur == pytest.approx(2 * 10 / 3 - 2)
    assert found.gain_eur == pytest.approx([1 - 10 / 3, 2 - 10 / 3, 10 - 10 / 3])
    assert standing(costs, shapley(costs)).is_stable


def concave_costs(parties):
    """A shared thing and a part for each: doing it together always saves."""
    return st.tuples(
        st.integers(1, 1_000),
        st.lists(st.integers(0, 100), min_size=parties, max_size=parties),
    ).map(lambda drawn: game(parties, lambda g: drawn[0] + np.array(drawn[1])[g].sum()))


@settings(max_examples=25)
@given(costs=concave_costs(4))
def test_splits_add_up_and_the_nucleolus_lies_in_the_core(costs):
    for split in (shapley(costs), nucleolus(costs), least_core(costs).split_eur):
        assert split.sum() == pytest.approx(costs.total_eur)
    assert standing(costs, nucleolus(costs)).is_stable
    assert least_core(costs).exists


@settings(max_examples=25)
@given(values=st.lists(st.integers(0, 20), min_size=7, max_size=7))
def test_no_split_is_better_for_the_worst_off_than_the_nucleolus(values):
    costs = Game(np.array([0.0, *values]))
    loss = (costs.members @ nucleolus(costs) - costs.cost_eur)[1:-1].max()
    assert loss == pytest.approx(least_core(costs).most_loss_eur, abs=1e-6)


def test_keys_split_by_what_each_has():
    assert by([1, 3], 100.0).tolist() == [25, 75]
    assert by([-5, 3], 100.0).tolist() == [0, 100]
    with pytest.raises(NothingToSplitBy) as refused:
        by([0, 0], 100.0)
    assert "Niemand" in refused.value.say("nl")


def talmud(estate, claims):
    """Half of each claim first, as equally as can be; then losses likewise."""
    claims = np.asarray(claims, float)
    if estate <= claims.sum() / 2:
        return _as_equal_as_can_be(estate, claims / 2)
    return claims - _as_equal_as_can_be(claims.sum() - estate, claims / 2)


def _as_equal_as_can_be(amount, ceilings):
    low, high = 0.0, float(ceilings.max())
    for _ in range(200):
        middle = (low + high) / 2
        fits = np.minimum(ceilings, middle).sum() < amount
        low, high = (middle, high) if fits else (low, middle)
    return np.minimum(ceilings, high)


@settings(max_examples=20)
@given(
    claims=st.lists(st.integers(1, 100), min_size=2, max_size=5),
    part=st.floats(0.05, 0.95),
)
def test_the_nucleolus_of_any_bankruptcy_is_the_rule_of_the_talmud(claims, part):
    estate = part * sum(claims)
    found = nucleolus(gains(bankruptcy(estate, claims), len(claims)))
    assert -found == pytest.approx(talmud(estate, claims), abs=1e-4)
