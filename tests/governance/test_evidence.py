"""Learning from parks: the closed form against integration, and laws."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from werklandschap.governance.evidence import (
    PART_BETWEEN,
    Prior,
    UnusableRange,
    learned,
)

numbers = st.floats(-50, 50).map(lambda x: round(x, 3))
ranges = st.lists(numbers, min_size=3, max_size=3, unique=True).map(sorted)
some = st.lists(numbers, min_size=1, max_size=12)


def test_without_anything_found_it_is_what_the_source_says():
    belief = learned(Prior(0, 2, 8, worth_parks=3), [])

    assert (belief.low, belief.central, belief.high) == pytest.approx((0, 2, 8))
    assert belief.parks == 0


def test_the_closed_form_is_what_integration_over_all_beliefs_gives():
    """Weigh a grid of means and variances by prior times likelihood, without algebra."""
    worth, found = 3.0, [2.5, 4.0, 3.1, 5.2]
    prior = Prior(-2, 2, 6, worth_parks=worth)
    edge = 0.5 + PART_BETWEEN / 2
    scale2 = (4 / (stats.t.ppf(edge, worth) * np.sqrt(1 + 1 / worth))) ** 2
    mean, log_var = np.meshgrid(np.linspace(-12, 18, 1201), np.linspace(-5, 8, 901))
    var = np.exp(log_var)
    told = stats.norm.logpdf(mean, 2, np.sqrt(var / worth))
    told += stats.invgamma.logpdf(var, worth / 2, scale=worth * scale2 / 2) + log_var
    for each in found:
        told += stats.norm.logpdf(each, mean, np.sqrt(var))
    weight = np.exp(told - told.max())
    weight /= weight.sum()
    belief = learned(prior, found)

    assert belief.central == pytest.approx((weight * mean).sum(), abs=0.01)
    for end, part in ((belief.low, 1 - edge), (belief.high, edge)):
        below = (weight * stats.norm.cdf(end, mean, np.sqrt(var))).sum()
        assert below == pytest.approx(part, abs=0.003)
    inside = (mean >= belief.mean_low) & (mean <= belief.mean_high)
    assert weight[inside].sum() == pytest.approx(PART_BETWEEN, abs=0.01)


@settings(max_examples=40, deadline=None)
@given(ends=ranges, found=some, worth=st.floats(0.5, 10))
def test_order_makes_no_difference_and_the_centre_lies_between(ends, found, worth):
    prior = Prior(*ends, worth_parks=worth)
    belief, back = learned(prior, found), learned(prior, found[::-1])
    average = sum(found) / len(found)

    assert belief == back
    assert belief.low <= belief.central <= belief.high
    assert belief.mean_low <= belief.central <= belief.mean_high
    between = sorted((prior.central, average))
    assert between[0] - 1e-9 <= belief.central <= between[1] + 1e-9


@given(ends=ranges, value=numbers)
@settings(max_examples=20, deadline=None)
def test_many_parks_outweigh_any_source(ends, value):
    belief = learned(Prior(*ends, worth_parks=3), [value] * 20_000)

    assert belief.central == pytest.approx(value, abs=0.05)


@settings(deadline=None)
@given(ends=ranges)
def test_a_park_that_found_just_that_makes_it_surer(ends):
    prior = Prior(*ends, worth_parks=3)
    one, more = learned(prior, [prior.central]), learned(prior, [prior.central] * 5)

    assert more.high - more.low < one.high - one.low < prior.high - prior.low


def test_a_surprise_makes_it_less_sure():
    prior = Prior(0, 2, 4, worth_parks=3)
    calm, shaken = learned(prior, [2.0]), learned(prior, [-20.0])

    assert shaken.high - shaken.low > calm.high - calm.low


@pytest.mark.parametrize("ends", [(2, 1, 3), (0, 5, 4), (0, float("nan"), 1)])
def test_a_range_that_does_not_ascend_is_refused(ends):
    with pytest.raises(UnusableRange):
        Prior(*ends, worth_parks=3)
