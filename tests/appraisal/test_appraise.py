from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from werklandschap.appraisal import (
    BENEFITS,
    OUTSIDE,
    PARTIES,
    Central,
    PlanWithoutCosts,
    Timing,
    appraise,
    ramp,
)
from werklandschap.appraisal.appraise import EffectOfOtherLength
from werklandschap.appraisal.claims import claims
from werklandschap.appraisal.flood_damage import (
    damaged_share,
    damaged_share_ssm,
    expected_a_year,
    flooded_floor_m2,
    most_damage_ssm,
)
from werklandschap.appraisal.parties import check_shares
from werklandschap.appraisal.pathways import CONTAINS, without_double_counting
from werklandschap.appraisal.views import (
    business_case,
    public_budget,
    social_case,
    with_profit_tax,
)
from werklandschap.parameters import Assumptions, parameter

ON = date(2026, 11, 26)
every_benefit = pytest.mark.parametrize(
    "benefit", BENEFITS.values(), ids=list(BENEFITS)
)


@every_benefit
def test_benefits_go_to_parties_that_exist_in_shares_of_one(benefit):
    shares = benefit.shares(Assumptions(on=ON))
    check_shares(benefit.name, shares)
    assert set(shares) <= set(PARTIES)


@every_benefit
def test_prices_are_made_of_the_parameters_that_they_name(benefit):
    class Noted(dict):
        def __missing__(self, name):
            self[name] = np.asarray(parameter(name, on=ON).value)
            return self[name]

    asked = Noted()
    price = benefit.price(asked)
    assert tuple(asked) == benefit.parameters
    assert np.isnan(price) == (not benefit.is_priced)


@every_benefit
def test_what_comes_once_is_paid_once_and_given_back_when_it_goes(benefit):
    paid = benefit.quantity(np.array([0.0, 4, 4, 1]))
    yearly = benefit.timing is Timing.YEARLY
    assert paid.tolist() == ([0, 4, 4, 1] if yearly else [0, 4, 0, -3])


def test_claims_are_about_benefits_and_never_counted_with():
    for claim in claims().values():
        benefit = BENEFITS[claim.benefit]
        used = [parameter(name, on=ON).value for name in benefit.parameters]
        assert claim.value not in used
    assert {claim.value for claim in claims().values()} >= {0.16, 0.23}


def test_a_benefit_without_its_effect_is_visibly_not_counted(proposal, assumptions):
    found = appraise(proposal, assumptions)
    missing = {each.benefit: each.why for each in found.not_counted}
    assert "co2_avoided_t" in missing["co2"].nl
    assert "eigen eenheid" in missing["biodiversity"].nl
    assert found.in_own_unit["biodiversity"][-1] == pytest.approx(0.4)
    counted = {line.what for line in found.lines}
    assert not counted & set(missing)
    left_out = {each.benefit for each in found.left_out}
    assert counted | set(missing) | left_out >= set(BENEFITS)


def test_the_value_of_property_does_not_count_what_it_is_made_of(proposal, assumptions):
    found = appraise(proposal, assumptions)
    (left_out,) = found.left_out
    assert left_out.benefit == "property_value"
    assert set(left_out.counted) >= {"cooling_energy", "absence"}
    assert without_double_counting(["property_value", "co2"])[1] == []


def test_a_benefit_that_a_plan_has_none_of_pushes_no_other_out(proposal, assumptions):
    some, none = np.full(31, 100.0), np.zeros(31)

    def told(storage):
        effects = {"disconnected_m2": some, "water_storage_m3": storage}
        return appraise(replace(proposal, effects=effects), assumptions)

    whats = [{line.what for line in told(each).lines} for each in (some, none)]
    assert "sewer_relief" not in whats[0]
    assert {"sewer_relief", "storage"} <= whats[1]
    assert not told(none).left_out


def test_pathways_run_between_benefits_and_in_no_circle():
    def inside(name):
        below = CONTAINS.get(name, (frozenset(), None))[0]
        return below | {deeper for each in below for deeper in inside(each)}

    for name in CONTAINS:
        assert inside(name) <= set(BENEFITS)
        assert name not in inside(name)


def test_a_plan_without_works_or_with_short_effects_is_refused(proposal, assumptions):
    with pytest.raises(PlanWithoutCosts) as refused:
        appraise(replace(proposal, works=()), assumptions)
    assert "Kies eerst maatregelen" in refused.value.say("nl")
    with pytest.raises(EffectOfOtherLength):
        appraise(proposal, assumptions, horizon_years=40)


def test_an_investment_by_hand(assumptions, proposal):
    (roof, _) = proposal.works
    bare = replace(proposal, works=(roof,), effects={}, planned=(), transfers=())
    book = appraise(bare, assumptions).book
    price = float(Central(assumptions)["costs.sedum_roof_eur_per_m2"])
    left = 1 - 30 / assumptions["costs.sedum_roof_lifetime_year"]
    assert float(book.net_eur["owner"][0]) == -2_000 * price
    assert float(book.net_eur["owner"][30]) == pytest.approx(2_000 * price * left)
    assert float(book.net_eur["entrepreneur"][1]) == -2_000 * 3


def test_the_money_of_which_years_is_told(proposal, assumptions):
    assert appraise(proposal, assumptions).price_levels == (2024, 2026)


@pytest.mark.parametrize("years", [30, 40])
def test_the_views_agree(proposal, assumptions, years):
    effects = {
        name: ramp(effect[-1], years, first_year=0, years=3)
        for name, effect in proposal.effects.items()
    }
    book = appraise(
        replace(proposal, effects=effects), assumptions, horizon_years=years
    ).book
    social = social_case(book, rate=0.0225)
    assert sum(social.by_party_eur.values()) == social.value_eur
    assert social.benefits_eur - social.costs_eur == social.value_eur
    assert set(public_budget(book)) == {"municipality", "water_board"}
    firm = business_case(book, "entrepreneur", rate=0.08)
    assert firm.is_better_off == (firm.value_eur > 0)
    assert business_case(book, "insurer", rate=0.08).value_eur == 0


def test_tax_moves_money_to_the_state_and_makes_society_no_richer(
    proposal, assumptions
):
    book = appraise(proposal, assumptions).book
    taxed = with_profit_tax(book, "entrepreneur", tax_share=0.19, write_off_years=10)
    assert taxed.social_eur == book.social_eur
    before = sum(book.net_eur["entrepreneur"])
    paid = before - sum(taxed.net_eur["entrepreneur"])
    assert float(paid) == pytest.approx(0.19 * float(before), abs=1)
    assert {f.payer for f in taxed.flows if f.what == "profit_tax"} <= {
        "entrepreneur",
        "state",
    }


def test_expected_damage_is_the_area_under_damage_over_chance():
    assert expected_a_year({2: 0.0, 1_000: 0.0}) == 0
    assert expected_a_year({10: 100.0, 100: 100.0}) == pytest.approx(10.0)
    # Damage that falls in a straight line from 1 at chance 0.01 to 0 at chance 0.1.
    chance = np.linspace(0.01, 0.1, 200_001)
    by_hand = np.trapezoid(np.log10(0.1 / chance), chance) + 0.01
    assert expected_a_year({10: 0.0, 100: 1.0}) == pytest.approx(by_hand)


def test_depths_do_the_damage_of_the_published_factors():
    depths = [-0.01, 0.01, 0.05, 0.15, 0.30, 2.0]
    assert damaged_share(depths).tolist() == [0, 0.1, 0.5, 1, 1, 1]
    assert flooded_floor_m2([0.0, 0.05, -1.0], [100.0, 200.0, 300.0]) == pytest.approx(
        105
    )
    found = damaged_share_ssm([0.05, 0.1, 0.2, 0.3])
    assert found.tolist() == [0.01, 0.03, 0.08, 0.15]
    assert parameter(most_damage_ssm("industry"), on=ON).value == 1_497


def test_effects_reach_parties_only_from_outside(proposal, assumptions):
    for line in appraise(proposal, assumptions).lines:
        if line.what in BENEFITS:
            assert line.payers == {OUTSIDE: 1.0}
