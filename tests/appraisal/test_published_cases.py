"""Cases that are known, held against what we calculate; docs/how-to/documents.md tells."""

from datetime import date

import pytest

from werklandschap.appraisal.claims import claims
from werklandschap.appraisal.discounting import annuity_factor
from werklandschap.measures import MEASURES
from werklandschap.parameters import Assumptions, parameter

ON = date(2026, 11, 26)
GIVEN = Assumptions(ON)


def test_a_revolving_fund_like_hmo_makes_its_portfolio_but_not_free_of_charge():
    fund, portfolio, back = 58e6, 160e6, GIVEN["funding.revolving_share"]
    assert back == 0.994
    turns = portfolio / fund
    made = sum(fund * back**turn for turn in range(2)) + fund * (turns - 2) * back**2
    assert made == pytest.approx(portfolio, rel=0.01)
    assert fund * (1 - back**turns) == pytest.approx(1e6, rel=0.05)
    # What the figure leaves out: money that is away for six years costs interest.
    years_per_turn = 16 / turns
    worth = back * (1 + GIVEN["appraisal.discount_share"]) ** -years_per_turn
    assert worth == pytest.approx(0.875, abs=0.01)


def test_absence_at_zkd_stays_far_below_what_brochures_claim():
    worked = 9_000 * GIVEN["appraisal.worked_day"]

    def worth(fall):
        sick = worked * GIVEN["appraisal.absence_share"]
        return sick * fall * GIVEN["appraisal.sick_day_eur_per_day"]

    fall = parameter("appraisal.absence_fall_share", on=ON)
    assert worth(fall.value) == pytest.approx(0.29e6, rel=0.02)
    assert worth(fall.low) == 0
    claimed = worth(claims()["absence_23"].value)
    assert claimed == pytest.approx(6.7e6, rel=0.02)
    assert claimed > 3 * worth(fall.high)


def test_five_thousand_euros_is_a_small_yard():
    price = GIVEN[MEASURES["depaving"].investment]
    assert 5_000 / price == pytest.approx(111, abs=1)


@pytest.mark.parametrize(
    ("name", "least", "most"),
    [("wadi", 0.1, 0.6), ("tree", 0.1, 0.6), ("sedum_roof", 0.1, 0.6)],
)
def test_upkeep_is_a_part_of_all_costs_as_in_the_region_of_amsterdam(name, least, most):
    measure = MEASURES[name]
    rate = GIVEN["appraisal.discount_share"]
    kept = GIVEN[measure.upkeep] * annuity_factor(rate, 30)
    life = annuity_factor(rate, round(GIVEN[measure.lifetime]))
    made = GIVEN[measure.investment] / life * annuity_factor(rate, 30)
    assert least < kept / (kept + made) < most
