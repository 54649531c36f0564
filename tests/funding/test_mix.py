from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from werklandschap.core.text import Text
from werklandschap.funding import SCHEMES, Applicant, Case, Kind
from werklandschap.funding.mix import (
    Aim,
    Demand,
    Limit,
    NothingToPay,
    Source,
    blocks,
    mix,
)
from werklandschap.funding.sources import offer
from werklandschap.funding.worth import (
    NegativeInterest,
    is_mostly_for_top,
    loan_payment_share,
    unprofitable_top_eur,
)

YEARS = 2


def source(name, available, **more):
    return Source(
        name=name,
        label=Text(name, name),
        available_eur=np.array(available, float),
        **more,
    )


def demand(spend, own, **more):
    spend = np.array(spend, float)
    return Demand(
        spend_eur=spend,
        own_most_eur=np.array(own, float),
        income_eur=more.pop("income", np.zeros(len(spend))),
        **more,
    )


def brute_force(sources, wish, aim):
    """Try every amount in whole euros, year by year."""
    best = (np.inf, np.inf)
    ranges = [range(int(a) + 1) for s in sources for a in s.available_eur]
    ranges += [range(int(a) + 1) for a in wish.own_most_eur]
    for amounts in product(*ranges):
        table = np.array(amounts, float).reshape(-1, YEARS)
        if _is_allowed(table, sources, wish):
            unpaid = wish.spend_eur.sum() - table.sum()
            best = min(best, (unpaid, _score(table, sources, aim)))
    return best


def _is_allowed(table, sources, wish):
    given_eur, own = table[:-1], table[-1]
    used = {s.name for s, row in zip(sources, given_eur, strict=True) if row.any()}
    short = np.maximum(np.cumsum(wish.spend_eur - table.sum(axis=0)), 0)
    aid = sum(
        (
            row.sum()
            for s, row in zip(sources, given_eur, strict=True)
            if s.is_de_minimis
        ),
        0.0,
    )
    paid = table.sum()
    return (
        paid <= wish.spend_eur.sum()
        # What is unpaid in a year is unpaid for good: a later source cannot mend it.
        and short[0] <= wish.spend_eur.sum() - paid + 1e-9
        and not any(s.name in used and s.excludes & used for s in sources)
        and not any(s.name in used and s.needs - used for s in sources)
        and aid <= wish.de_minimis_eur - wish.de_minimis_received_eur
        and all(r.sum() <= s.most_eur for s, r in zip(sources, given_eur, strict=True))
        and own.sum() >= wish.own_least_share * paid - 1e-9
    )


def _score(table, sources, aim):
    given_eur, own = table[:-1], table[-1]
    rows = list(zip(sources, given_eur, strict=True))
    if aim is Aim.CHEAPEST:
        return own.sum() + sum(s.borne_share * row.sum() for s, row in rows)
    if aim is Aim.LEAST_PUBLIC:
        return sum(s.public_share * row.sum() for s, row in rows)
    return sum(s.effort for s, row in rows if row.any())


amount = st.integers(0, 3)
per_year = st.tuples(amount, amount)


@settings(max_examples=60)
@given(
    available=st.lists(per_year, min_size=2, max_size=2),
    own=per_year,
    spend=st.tuples(st.integers(1, 4), amount),
    aim=st.sampled_from(Aim),
    excludes=st.booleans(),
    room=st.integers(0, 6),
    least=st.sampled_from([0.0, 0.5]),
    most=st.integers(1, 6),
)
def test_no_mix_in_whole_euros_is_better(
    available, own, spend, aim, excludes, room, least, most
):
    one = source("one", available[0], public_share=1.0, effort=3, is_de_minimis=True)
    other = source(
        "other",
        available[1],
        borne_share=1.0,
        effort=1,
        most_eur=float(most),
        excludes=frozenset({"one"} if excludes else ()),
    )
    wish = demand(spend, own, de_minimis_eur=float(room), own_least_share=least)
    found = mix([one, other], wish, aim=aim)
    unpaid, score = brute_force([one, other], wish, aim)
    # Halves of euros may do better than whole ones where half must be one's own.
    assert found.unpaid_eur <= unpaid + 0.02
    if least == 0:
        assert found.unpaid_eur == pytest.approx(unpaid, abs=0.02)
        assert found.score == pytest.approx(score, abs=0.05)


def test_each_aim_makes_its_own_choice():
    sources = [
        source("subsidy", [60, 0], public_share=1.0, effort=9),
        source("levy", [60, 0], borne_share=1.0, effort=3),
    ]
    wish = demand([100, 0], [100, 0])
    subsidy, levy = mix(sources, wish).by_source_eur.sum(axis=1)
    # A levy costs entrepreneurs as much as own money does, so only the subsidy is sure.
    assert subsidy == pytest.approx(60, abs=0.05)
    assert levy <= 40.01
    assert mix(sources, wish, aim=Aim.LEAST_PUBLIC).score == pytest.approx(0, abs=0.05)
    least = mix(sources, wish, aim=Aim.LEAST_EFFORT)
    assert least.own_eur.sum() == pytest.approx(100, abs=0.05)


def test_money_that_comes_later_does_not_pay_now():
    late = [source("late", [0, 100], public_share=1.0)]
    found = mix(late, demand([100, 0], [40, 0]))
    assert found.unpaid_eur == pytest.approx(60, abs=0.02)
    (block,) = [
        b for b in blocks(late, demand([100, 0], [40, 0])) if b.limit is Limit.CASH_FLOW
    ]
    assert block.newly_paid_eur == pytest.approx(60, abs=0.05)


def test_minor_aid_fits_in_three_years_and_again_after():
    aid = [source("aid", [300_000] * 4, is_de_minimis=True)]
    found = mix(aid, demand([0, 0, 0, 700_000], [0] * 4))
    assert found.by_source_eur.sum() == pytest.approx(600_000, abs=0.05)
    less = demand([0, 0, 0, 700_000], [0] * 4, de_minimis_received_eur=100_000)
    assert mix(aid, less).is_paid is False
    for first in range(2):
        window = found.by_source_eur[0, first : first + 3].sum()
        assert window <= 300_000.01


def test_a_loan_is_as_large_as_income_can_carry():
    loan = [source("loan", [1_000] + [0] * 5, interest=0.04, loan_years=5)]
    income = np.full(6, 120.0)
    wish = demand([1_000] + [0] * 5, [1_000] * 6, income=income, cover=1.2)
    payment = loan_payment_share(0.04, 5)
    found = mix(loan, replace(wish, own_most_eur=np.zeros(6)))
    assert found.by_source_eur.sum() == pytest.approx(100 / payment, abs=0.05)
    assert found.debt_service_eur[1:] == pytest.approx(np.full(5, 100.0), abs=0.01)
    assert found.debt_service_eur[0] == 0


def test_the_rule_that_blocks_a_better_mix_is_named():
    sources = [
        source("one", [50, 0], public_share=1.0, excludes=frozenset({"other"})),
        source("other", [40, 0], public_share=1.0),
    ]
    wish = demand([100, 0], [100, 0])
    first = blocks(sources, wish)[0]
    assert first.limit is Limit.STACKING
    assert first.gain == pytest.approx(40, abs=0.05)
    asked = replace(wish, own_least_share=0.7)
    names = {block.limit for block in blocks(sources, asked)}
    assert Limit.OWN_LEAST in names
    assert Limit.STACKING not in names


def test_a_source_that_needs_another_comes_only_with_it():
    sources = [source("top_up", [50, 0], needs=frozenset({"base"}))]
    assert mix(sources, demand([50, 0], [0, 0])).unpaid_eur == pytest.approx(50)


def test_a_plan_that_spends_nothing_is_refused():
    with pytest.raises(NothingToPay) as refused:
        mix([], demand([0, 0], [0, 0]))
    assert "kosten per jaar" in refused.value.say("nl")


def test_the_unprofitable_top_is_what_is_short():
    assert unprofitable_top_eur([-100, 60, 60], 0.0) == 0
    assert unprofitable_top_eur([-100, 55], 0.1) == pytest.approx(50)
    assert is_mostly_for_top(2_500_000, 1_250_001)
    assert not is_mostly_for_top(2_500_000, 1_250_000)
    with pytest.raises(NegativeInterest):
        unprofitable_top_eur([1], -0.1)
    with pytest.raises(NegativeInterest) as refused:
        loan_payment_share(-0.01, 5)
    assert "-1.0 %" in refused.value.say("nl")


def park_case(**more):
    facts = {
        "applied_on": date(2026, 5, 1),
        "applicant": Applicant.COLLECTIVE,
        "works": frozenset({Kind.WATER_STORAGE, Kind.GREENING, Kind.GUIDANCE}),
        "eligible_costs_eur": Decimal(60_000),
        "storage_m3": 80.0,
        "plots_m2": 50_000.0,
        "levy_years": 3,
        "loan_years": 10,
    }
    return Case(**{**facts, **more})


def test_schemes_become_sources_and_what_is_not_known_is_told():
    found = offer([park_case()], first_year=2026, years=4)
    names = {source.name for source in found.sources}
    assert {
        "water_board_storage",
        "park_management_contribution",
        "green_loan",
    } <= names
    assert "programme_voucher" in found.refused
    assert names | set(found.not_known) | set(found.refused) == set(SCHEMES)
    later = offer([park_case(applied_on=date(2029, 5, 1))], first_year=2026, years=6)
    assert "water_board_storage" in later.not_known


def test_a_mix_of_real_schemes_obeys_them():
    found = offer([park_case()], first_year=2026, years=12)
    wish = Demand(
        spend_eur=np.array([60_000.0] + [0.0] * 11),
        own_most_eur=np.full(12, 10_000.0),
        income_eur=np.full(12, 3_000.0),
        own_least_share=0.1,
    )
    best = mix(found.sources, wish)
    assert best.is_paid
    used = {
        source.name
        for source, amounts in zip(found.sources, best.by_source_eur, strict=True)
        if amounts.sum() > 1
    }
    assert not {"water_board_storage", "water_board_share_of_storage"} <= used
    assert best.own_eur.sum() >= 6_000 - 0.05
    assert (1.2 * best.debt_service_eur <= wish.income_eur + 0.01).all()
