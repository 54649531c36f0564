"""Costs over the years, checked by hand."""

import pytest
from tests.study.plan.conftest import ON

from werklandschap.core.units import Unit
from werklandschap.measures import Works
from werklandschap.parameters import Assumptions
from werklandschap.study.plan.costs import annuity_factor, present_cost_eur

TREES = (Works("costs.tree_eur_per_count", 10.0, Unit.COUNT),)


def limits(**own):
    named = {"plan.discount_rate_share": 0.0225, "plan.horizon_year": 30.0}
    return Assumptions(ON, own=tuple((named | own).items()))


@pytest.mark.parametrize(
    ("rate", "years", "factor"),
    [
        (0.0225, 15, 12.612),
        (0.0225, 25, 18.962),
        (0.0225, 40, 26.194),
        (0.016, 30, 23.679),
        (0.0, 30, 30.0),
    ],
)
def test_annuity_factors_are_those_of_the_tables(rate, years, factor):
    assert annuity_factor(rate, years) == pytest.approx(factor, abs=5e-4)


def cost(year=2027, **own):
    assumptions = limits(
        **{
            "costs.tree_eur_per_count": 1_000.0,
            "costs.tree_yearly_eur_per_count": 0.0,
            "costs.tree_lifetime_year": 30.0,
        }
        | own
    )
    return present_cost_eur(TREES, year=year, start=2027, assumptions=assumptions)


def test_what_lives_as_long_as_we_look_costs_its_investment():
    assert cost() == pytest.approx(10_000)


def test_what_wears_out_is_made_again():
    again = 10_000 * (1 + 1.0225**-15)
    assert cost(**{"costs.tree_lifetime_year": 15.0}) == pytest.approx(again)


def test_upkeep_counts_every_year():
    kept = cost(**{"costs.tree_yearly_eur_per_count": 10.0})
    assert kept == pytest.approx(10_000 + 100 * annuity_factor(0.0225, 30))


def test_later_is_cheaper_by_the_rate():
    assert cost(year=2030) == pytest.approx(10_000 / 1.0225**3)
