import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from werklandschap.appraisal.discounting import (
    NegativeDiscountRate,
    annuity_factor,
    investments,
    payback_year,
    present_value_eur,
    yearly_payment_eur,
)


@pytest.mark.parametrize(
    ("rate", "years", "factor"),
    [
        (0.0225, 15, 12.612),
        (0.0225, 25, 18.962),
        (0.0225, 30, 21.645),
        (0.0225, 40, 26.194),
        (0.016, 30, 23.679),
    ],
)
def test_annuities_are_those_of_the_published_table(rate, years, factor):
    assert annuity_factor(rate, years) == pytest.approx(factor, abs=1e-3)


def test_an_annuity_without_interest_is_the_number_of_years():
    assert annuity_factor(0.0, 12) == 12


@given(rate=st.floats(0, 0.2), years=st.integers(1, 40))
def test_what_is_paid_on_a_loan_is_worth_the_loan(rate, years):
    paid = [0.0, *[yearly_payment_eur(1_000.0, rate, years=years)] * years]
    assert present_value_eur(paid, rate) == pytest.approx(1_000.0)


@given(life=st.integers(1, 60), horizon=st.integers(1, 60), first=st.integers(0, 10))
def test_what_is_written_off_is_the_time_that_it_stood(life, horizon, first):
    used = investments(life, horizon, first_year=first).sum() * life
    assert used == pytest.approx(max(horizon - first, 0))


def test_payback_is_the_year_from_which_it_stays_earned_back():
    assert payback_year([-100, 60, 60, -50, 40]) == 4
    assert payback_year([-100, 60, 39]) is None
    assert payback_year([0, 1]) == 0
    assert payback_year([-100, 50, 50, 50]) == 2
    assert payback_year([-100, 50, 50, 50], rate=0.1) == 3


def test_a_negative_rate_is_refused_in_both_languages():
    with pytest.raises(NegativeDiscountRate) as refused:
        annuity_factor(-0.01, 10)
    assert "-1.0 %" in refused.value.say("nl")
    assert np.isfinite(refused.value.percent)
