from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from werklandschap.appraisal import OUTSIDE, PARTIES, Book, Flow, Line, appraise
from werklandschap.appraisal.flows import book_of
from werklandschap.appraisal.parties import NoShare, SharesDoNotAddUp, check_shares
from werklandschap.core.money import rounded_together, split_in_cents
from werklandschap.core.text import Text

NAMES = [*PARTIES, OUTSIDE]
CENTS = st.decimals(0, 10**7, places=2)
FLOWS = st.builds(
    Flow,
    payer=st.sampled_from(NAMES),
    receiver=st.sampled_from(NAMES),
    year=st.integers(0, 30),
    amount_eur=CENTS,
    what=st.just("work"),
)
BOOKS = st.lists(FLOWS, max_size=40).map(lambda flows: Book(tuple(flows), 30))
RATES = st.sampled_from([0.0, 0.016, 0.0225, 0.08])


@given(book=BOOKS, rate=RATES)
def test_the_parties_add_up_to_society_to_the_cent(book, rate):
    assert sum(book.values_eur(rate).values()) == book.social_value_eur(rate)
    for year, social in enumerate(book.social_eur):
        assert sum(years[year] for years in book.net_eur.values()) == social


@given(book=BOOKS)
def test_transfers_add_up_to_nothing(book):
    transfers = tuple(f for f in book.flows if OUTSIDE not in {f.payer, f.receiver})
    assert set(Book(transfers, 30).social_eur) == {Decimal(0)}


@given(book=BOOKS, rate=RATES, chance=st.randoms(use_true_random=False))
def test_the_order_of_flows_does_not_matter(book, rate, chance):
    flows = list(book.flows)
    chance.shuffle(flows)
    assert Book(tuple(flows), 30).values_eur(rate) == book.values_eur(rate)


@given(book=BOOKS, rate=RATES, share=st.floats(0.01, 0.99))
def test_splitting_a_party_changes_nothing_for_the_others(book, rate, share):
    parts = {"owner_a": share, "owner_b": 1 - share}
    split = book.with_split("owner", parts)
    assert split.social_value_eur(rate) == book.social_value_eur(rate)
    for party in set(book.parties) - {"owner"}:
        assert split.net_eur[party] == book.net_eur[party]
    if "owner" in book.parties:
        for year, whole in enumerate(book.net_eur["owner"]):
            halves = (split.net_eur.get(part) for part in parts)
            assert sum(half[year] for half in halves if half) == whole


@given(
    total=st.decimals(-(10**7), 10**7, places=2),
    weights=st.lists(st.integers(1, 99), min_size=1, max_size=9),
)
def test_parts_in_cents_add_up_and_are_near_the_exact_ones(total, weights):
    shares = [weight / sum(weights) for weight in weights]
    parts = split_in_cents(total, shares)
    assert sum(parts) == total
    for part, share in zip(parts, shares, strict=True):
        assert abs(float(part) - float(total) * share) <= 0.0100001


@given(parts=st.lists(st.decimals(-1000, 1000, places=5), max_size=9))
def test_rounding_together_keeps_the_total(parts):
    assert abs(sum(rounded_together(parts)) - sum(parts)) <= Decimal("0.005")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=10)
@given(chance=st.randoms(use_true_random=False))
def test_the_order_of_measures_does_not_matter(proposal, assumptions, chance):
    works = list(proposal.works)
    chance.shuffle(works)
    other = appraise(replace(proposal, works=tuple(works)), assumptions)
    mine = appraise(proposal, assumptions)
    assert other.book.values_eur(0.0225) == mine.book.values_eur(0.0225)


def test_a_line_becomes_a_flow_per_year_payer_and_receiver(quantity):
    line = Line(
        "work",
        Text("werk", "work"),
        quantity,
        np.asarray(1.0),
        {"owner": 0.5, "entrepreneur": 0.5},
        {OUTSIDE: 1.0},
    )
    assert line.net_shares(["owner", "municipality"]).tolist() == [-0.5, 0.0]
    assert not line.is_transfer
    flows = book_of([line], 30).flows
    assert len(flows) == 2 * len(quantity)
    assert {flow.amount_eur for flow in flows} == {Decimal("0.50")}


def test_shares_that_are_none_or_not_whole_are_refused():
    with pytest.raises(NoShare):
        check_shares("wadi", {"owner": 1.0, "insurer": 0.0})
    with pytest.raises(SharesDoNotAddUp) as refused:
        check_shares("wadi", {"owner": 0.6, "insurer": 0.3})
    assert "90.0 %" in refused.value.say("nl")
