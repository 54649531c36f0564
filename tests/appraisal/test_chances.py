from datetime import date

import numpy as np
import pytest
from scipy.stats import norm

from werklandschap.appraisal import OUTSIDE, Line, Spread, appraise
from werklandschap.appraisal.chances import (
    chances,
    exceedance,
    of_lines,
    tornado,
    worth_of_knowing_all_eur,
    worth_of_knowing_eur,
)
from werklandschap.appraisal.discounting import present_value_eur
from werklandschap.appraisal.uncertainty import (
    CORRELATIONS,
    EFFECTS_TOGETHER,
    CorrelationsContradict,
    Draws,
    correlation_matrix,
    coupled_chances,
    draw,
    pert,
    split_normal,
)
from werklandschap.core.text import Text
from werklandschap.parameters import Assumptions, check_known

LABEL = Text("werk", "work")
RATES = {"owner": 0.06, "entrepreneur": 0.08}


def line(quantity, price, receivers):
    return Line(
        "gain", LABEL, np.asarray(quantity, float), price, {OUTSIDE: 1.0}, receivers
    )


def test_a_sum_of_normals_is_the_normal_that_it_must_be():
    score = norm.ppf(coupled_chances(np.eye(2), count=8_192, seed=3))
    cost, gain = 100 + 10 * score[:, 0], 30 + 6 * score[:, 1]
    draws = Draws({"cost": cost, "gain": gain}, Assumptions(on=date(2026, 1, 1)))
    lines = [
        line([-1, 0, 0, 0, 0], cost, {"owner": 1.0}),
        line([0, 1, 1, 1, 1], gain, {"owner": 1.0}),
    ]
    found = of_lines(lines, draws, parties=("owner",), rates=[0.05])
    factor = present_value_eur([0, 1, 1, 1, 1], 0.05)
    mean, deviation = 30 * factor - 100, np.hypot(10, 6 * factor)
    assert found.of("owner").mean() == pytest.approx(mean, abs=0.01)
    assert found.of("owner").std() == pytest.approx(deviation, rel=0.002)
    assert found.chance("owner", within_years=4) == pytest.approx(
        norm.cdf(mean / deviation), abs=0.002
    )


def test_coupled_variables_have_the_correlation_asked_for():
    asked = np.array([[1, 0.7, 0.0], [0.7, 1, 0.3], [0.0, 0.3, 1]])
    score = norm.ppf(coupled_chances(asked, count=4_096, seed=1))
    assert np.corrcoef(score.T) == pytest.approx(asked, abs=0.01)


def test_the_loop_over_draws_equals_adding_up_by_hand(proposal, assumptions):
    found = chances(proposal, assumptions, rates=RATES, count=37)
    appraisal = appraise(proposal, assumptions, prices=found.draws)
    for one in (0, 17, 36):
        for party in found.parties:
            rate = RATES.get(party, 0.0225)
            net = sum(
                each.quantity
                * np.broadcast_to(each.price_eur, 37)[one]
                * each.net_shares([party])[0]
                for each in appraisal.lines
            )
            assert found.of(party)[one] == pytest.approx(present_value_eur(net, rate))
    ends = found.values_eur >= 0
    assert found.better_off[-1] == pytest.approx(ends.mean(axis=0), abs=1e-9)


def test_without_uncertainty_every_draw_is_the_central_case(proposal):
    names = appraise(proposal, Assumptions(on=date(2026, 11, 26))).parameters
    base = Assumptions(on=date(2026, 11, 26))
    certain = Assumptions(on=base.on, own=tuple((name, base[name]) for name in names))
    found = chances(proposal, certain, rates={}, count=16)
    central = appraise(proposal, certain).book.values_eur(0.0225)
    for party in found.parties:
        assert found.of(party) == pytest.approx(float(central[party]), abs=0.5)


def test_more_gain_gives_a_better_chance_and_later_years_can_only_add(
    proposal, assumptions
):
    found = chances(proposal, assumptions, rates=RATES, count=1_024)
    assert 0 <= found.better_off.min() <= found.better_off.max() <= 1
    assert (
        found.chance("surroundings", within_years=30) == 1
        if "surroundings" in found.parties
        else True
    )
    amounts, chance = exceedance(found.of("entrepreneur"))
    assert (np.diff(amounts) >= 0).all()
    assert chance[0] == 1
    assert chance[-1] == 0


def test_draws_stay_between_low_and_high_and_lean_to_the_middle():
    chance = np.linspace(0.0005, 0.9995, 1_000)
    values = pert(chance, low=0.0, central=1.0, high=5.0)
    assert 0 <= values.min() <= values.max() <= 5
    assert values.mean() == pytest.approx((0 + 4 * 1 + 5) / 6, abs=0.01)
    assert pert(chance, low=2.0, central=2.0, high=2.0).tolist() == [2.0] * 1_000
    split = split_normal(np.array([0.05, 0.5, 0.95]), low=1.0, central=2.0, high=5.0)
    assert split == pytest.approx([1, 2, 5])


def test_effects_found_together_move_together_or_apart(assumptions):
    spreads = {
        "a": Spread(low=0.5, high=1.5, found_with="water"),
        "b": Spread(low=0.2, high=2.0, found_with="water"),
        "c": Spread(low=0.5, high=1.5, found_with="water", falls=True),
        "d": Spread(low=0.5, high=1.5, found_with="map"),
        "e": Spread(low=1.0, high=1.0, found_with="water"),
    }
    drawn = draw([], assumptions, spreads=spreads, count=4_096)
    a, b, c, d = (drawn.size(name) for name in "abcd")
    together = np.corrcoef([a, b, c, d])
    assert together[0, 1] == pytest.approx(EFFECTS_TOGETHER, abs=0.05)
    assert together[0, 2] == pytest.approx(-EFFECTS_TOGETHER, abs=0.05)
    assert together[0, 3] == pytest.approx(0, abs=0.02)
    assert b.min() >= 0.2
    assert drawn.size("e") == drawn.size("unheard of") == 1


def test_an_unsure_effect_gives_the_chance_that_it_must(assumptions):
    # A fixed cost of 100 against a gain of 0 to 200: it is even more often than not
    # a gain, since the sizes lean to neither side.
    spread = Spread(low=0.0, high=2.0, found_with="water")
    drawn = draw([], assumptions, spreads={"gain": spread}, count=8_192)
    lines = [
        line([-100.0], np.asarray(1.0), {"owner": 1.0}),
        line([100.0], drawn.size("gain"), {"owner": 1.0}),
    ]
    found = of_lines(lines, drawn, parties=("owner",), rates=[0.0])
    assert found.chance("owner", within_years=0) == pytest.approx(0.5, abs=0.001)
    # Of a PERT of 0, 1 and 2, a beta (3, 3), the deviation is 2 / sqrt(28).
    assert found.of("owner").std() == pytest.approx(200 / 28**0.5, rel=0.002)


def test_the_same_seed_gives_the_same_draws(assumptions):
    names = ["appraisal.co2_eur_per_t", "costs.wadi_eur_per_m2"]
    one, two = (draw(names, assumptions, count=64, seed=5) for _ in range(2))
    for name in names:
        assert (one[name] == two[name]).all()


def test_what_a_user_knows_is_not_drawn():
    own = Assumptions(on=date(2026, 11, 26), own=(("appraisal.co2_eur_per_t", 100.0),))
    drawn = draw(["appraisal.co2_eur_per_t"], own)
    assert not drawn.values
    assert drawn["appraisal.co2_eur_per_t"] == 100.0


def test_documented_correlations_are_about_parameters_and_can_hold():
    names = {name for pair in CORRELATIONS for name in pair}
    check_known(names)
    correlation_matrix(sorted(names))


def test_correlations_that_contradict_are_refused():
    with pytest.raises(CorrelationsContradict):
        correlation_matrix(
            ["a", "b", "c"], {("a", "b"): 0.9, ("b", "c"): 0.9, ("a", "c"): -0.9}
        )


def test_the_tornado_puts_first_what_matters_most(proposal, assumptions):
    names = appraise(proposal, assumptions).parameters

    def result(given):
        return float(appraise(proposal, given).book.social_value_eur(0.0225))

    swings = tornado(result, assumptions, names=names)
    widths = [swing.width_eur for swing in swings]
    assert widths == sorted(widths, reverse=True)
    assert all(swing.parameter in names for swing in swings)


def test_the_worth_of_knowing_a_normal_outcome_is_the_closed_form():
    score = norm.ppf(coupled_chances(np.eye(2), count=2**14, seed=2))
    values = 5 + 10 * score[:, 0] + 4 * score[:, 1]

    def closed(deviation):
        unit = 5 / deviation
        return deviation * (norm.pdf(unit) - unit * norm.sf(unit))

    everything = worth_of_knowing_all_eur(values)
    assert everything == pytest.approx(closed(np.hypot(10, 4)), rel=0.01)
    one = worth_of_knowing_eur(values, score[:, 0])
    assert one == pytest.approx(closed(10), rel=0.02)
    assert worth_of_knowing_eur(values, score[:, 1]) == pytest.approx(
        closed(4), abs=0.05
    )
    assert one < everything


def test_knowing_more_is_worth_nothing_where_it_changes_no_advice():
    assert worth_of_knowing_all_eur(np.array([1.0, 2.0])) == 0
