"""From a plan to euros: nothing is lost on the way, and what is missing is told."""

import json
from dataclasses import replace

import numpy as np
import pytest
from tests.study.business_case.conftest import plan_json

from werklandschap.appraisal import PlanWithoutCosts
from werklandschap.appraisal.discounting import NegativeDiscountRate
from werklandschap.parameters import UnknownParameter
from werklandschap.study.business_case import (
    Choices,
    Effects,
    business_case,
    nothing_simulated,
    read_planned,
)
from werklandschap.study.business_case.choices import NotAShare, OtherHorizon
from werklandschap.study.business_case.facts import (
    UnreadableChoices,
    choices_from,
    effects_from,
    facts_of,
    read_choices,
)
from werklandschap.study.business_case.planned import NoPlan
from werklandschap.study.business_case.worlds import _NO_GEOMETRY


@pytest.fixture(scope="module")
def case(planned, effects):
    return business_case(planned, effects, Choices(worker_count=400.0))


def test_parties_add_up_to_society_and_subsidies_are_nobodys_gain(case):
    together = np.sum([row.by_year_eur for row in case.parties], axis=0)
    rate = case.social[0].rate
    value = together @ (1 + rate) ** -np.arange(len(together))
    assert value == pytest.approx(case.social[0].value_eur, abs=0.05)
    assert case.funding.used  # or subsidies would not be tried
    assert case.social[0].value_eur == pytest.approx(
        sum(row.value_eur for row in case.gains) - case.splits.cost_eur, abs=1
    )


def test_what_is_saved_on_planned_maintenance_is_not_paid(case, planned):
    roof = next(row for row in case.costs if row.measure == "sedum_roof")
    assert roof.saved_eur == pytest.approx(roof.invest_eur - 80_000)
    assert case.invest_eur == pytest.approx(sum(p.invest_eur for p in planned.parts))
    spent = sum(sum(own.values()) for own in case.spend_by_year.values())
    assert spent == pytest.approx(case.invest_eur)


def test_a_missing_effect_is_not_counted_and_says_why(planned, case):
    told = {row.benefit: row for row in case.not_counted}
    assert "gasverbruik" in told["gas_saved"].why.nl
    assert "WOZ" in told["property_value"].why.nl
    assert told["biodiversity"].size == pytest.approx(0.2)
    bare = business_case(planned, nothing_simulated(_NO_GEOMETRY))
    assert not bare.gains
    assert all(row.value_eur <= 0 for row in bare.parties if row.invest_eur)


def test_a_new_value_of_one_assumption_leaves_all_other_draws_alone(planned, effects):
    name = "appraisal.storage_eur_per_m3"
    usual = business_case(planned, effects)
    same = business_case(
        planned, effects, Choices(own=((name, 300.0),)), paid_by=usual.funding
    )
    # Owners have no part in storage: not one of their draws moves.
    assert same.party("owner").low_eur == usual.party("owner").low_eur
    storage = next(row for row in same.assumptions if row.parameter == name)
    assert storage.own == 300
    assert name not in {row.parameter for row in same.tornado}


_FLOODS = "effect.flooded_floor_avoided_m2"


def unsure(effects, low, high):
    """The same effects, of which the one of floods is not sure."""
    name = "flooded_floor_avoided_m2"
    flood = replace(effects.found[name], ends=(low, high))
    return replace(effects, found={**effects.found, name: flood})


def test_chances_hold_how_sure_effects_are(planned, effects):
    sure = business_case(planned, effects)
    paid_by = sure.funding
    case = business_case(planned, unsure(effects, 0.2, 3.0), paid_by=paid_by)
    assert case.social[0] == sure.social[0]  # the central case is what it was
    wide, narrow = (
        found.social_high_eur - found.social_low_eur for found in (case, sure)
    )
    assert wide > narrow
    swing = next(row for row in case.tornado if row.parameter == _FLOODS)
    assert (swing.low, swing.central, swing.high) == pytest.approx((2.4, 12, 36))
    damage = next(row for row in case.gains if row.benefit == "flood_damage")
    both = damage.value_eur + next(
        row.value_eur for row in case.gains if row.benefit == "flood_interruption"
    )
    assert swing.at_high_eur - swing.at_low_eur == pytest.approx(2.8 * both)
    assert damage.size_range == pytest.approx((2.4, 36))
    told = next(row for row in case.assumptions if row.parameter == _FLOODS)
    assert told.mark == "simulated"
    assert not any(row.parameter == _FLOODS for row in sure.tornado)


def test_who_knows_the_size_of_an_effect_is_calculated_with_it(planned, effects):
    vague = unsure(effects, 0.2, 3.0)
    usual = business_case(planned, vague)
    case = business_case(
        planned, vague, Choices(own=((_FLOODS, 24.0),)), paid_by=usual.funding
    )
    values = [
        next(row for row in found.gains if row.benefit == "flood_damage").value_eur
        for found in (usual, case)
    ]
    assert values[1] == pytest.approx(2 * values[0])
    assert next(r for r in case.assumptions if r.parameter == _FLOODS).own == 24
    assert _FLOODS not in {row.parameter for row in case.tornado}
    with pytest.raises(UnknownParameter):
        business_case(planned, vague, Choices(own=(("effect.happiness", 1.0),)))


def test_owners_in_their_own_building_move_money_but_add_none(planned, effects):
    apart = business_case(planned, effects)
    paid_by = apart.funding
    both = business_case(
        planned, effects, Choices(owner_occupied_share=1.0), paid_by=paid_by
    )
    assert both.party("owner") is None or both.party("owner").invest_eur == 0
    assert both.social[0].value_eur == pytest.approx(
        apart.social[0].value_eur, abs=0.05
    )


def test_damage_grows_with_the_weather_and_so_does_what_is_avoided(case, effects):
    damage = case.damage_by_year_eur
    assert damage[-1] > 1.3 * damage[0] > 0
    avoided = effects.found["flooded_floor_avoided_m2"].by_year(2028, 30)
    assert avoided[:2].tolist() == [0, 0]
    assert avoided[2:].tolist() == sorted(avoided[2:])


def test_trees_grow_and_roofs_come_at_once(effects):
    trees = effects.found["large_tree_count"].by_year(2028, 40)
    assert trees[3] == 0
    assert trees[18] == pytest.approx(15)
    assert trees[33:].tolist() == [30.0] * 8


def test_the_order_of_parts_does_not_matter(planned, effects, case):
    other = replace(planned, parts=planned.parts[::-1])
    again = business_case(other, effects, case.choices)
    assert again.social == case.social
    assert {r.party: r.value_eur for r in again.parties} == {
        r.party: r.value_eur for r in case.parties
    }


def test_both_horizons_and_rates_are_told(case):
    assert [(row.horizon_years, row.rate) for row in case.social] == [
        (30, 0.0225),
        (30, 0.016),
        (40, 0.0225),
        (40, 0.016),
    ]
    assert set(case.public_by_year) >= {"municipality", "water_board"}
    assert case.party("owner").value_after_tax_eur > case.party("owner").value_eur


def test_a_split_is_of_the_whole_cost_and_names_who_would_leave(case):
    for row in case.splits.rows:
        assert sum(row.pays_eur.values()) == pytest.approx(case.splits.cost_eur)
        loses = {(p,) for p, kept in row.keeps_eur.items() if kept < 0}
        assert loses <= set(row.leavers) or len(row.leavers) == 5
    assert "employees" not in case.splits.parties


def test_effects_and_choices_are_kept_as_facts(effects, case):
    for record, read in ((effects, effects_from), (case.choices, choices_from)):
        kept = json.loads(json.dumps(facts_of(record)))
        assert facts_of(read(kept)) == kept
    whole = json.loads(json.dumps(facts_of(case), allow_nan=False))
    assert whole["parties"][0]["label"]["nl"]


def test_dutch_numbers_are_read_and_nonsense_is_told(tmp_path):
    file = tmp_path / "keuzes.json"
    file.write_text('{"worker_count": "1.250", "woz_eur": "48.500.000,50"}', "utf-8")
    read = read_choices(file)
    assert (read.worker_count, read.woz_eur) == (1_250, 48_500_000.5)
    for wrong in (
        "[]",
        "{",
        '{"wrokers": 1}',
        '{"worker_count": "veel"}',
        '{"has_support": "nee"}',
    ):
        file.write_text(wrong, "utf-8")
        with pytest.raises(UnreadableChoices) as found:
            read_choices(file)
        assert "1.234,56" in found.value.say("nl")


def test_bad_choices_are_told_in_one_sentence(planned, effects):
    with pytest.raises(OtherHorizon):
        business_case(planned, effects, Choices(horizon_years=7))
    with pytest.raises(NotAShare):
        business_case(planned, effects, Choices(owner_occupied_share=1.2))
    with pytest.raises(UnknownParameter):
        business_case(planned, effects, Choices(own=(("appraisal.nothing", 1.0),)))
    with pytest.raises(NegativeDiscountRate):
        business_case(planned, effects, Choices().with_own(discount_share=-0.01))
    with pytest.raises(PlanWithoutCosts):
        business_case(replace(planned, parts=()), Effects(found={}, missing={}))


def test_a_plan_read_from_its_files_gives_the_same_euros(planned, effects, tmp_path):
    (tmp_path / "plan.json").write_text(json.dumps(plan_json(planned)), "utf-8")
    read = read_planned(tmp_path)
    assert facts_of(read) == facts_of(planned)
    usual = business_case(planned, effects)
    again = business_case(read, effects, paid_by=usual.funding)
    assert again.social == usual.social


@pytest.mark.parametrize("told", ["", "[]", '{"schema": "other"}', "{"])
def test_what_is_no_plan_is_told(told, tmp_path):
    (tmp_path / "plan.json").write_text(told, "utf-8")
    with pytest.raises(NoPlan) as found:
        read_planned(tmp_path)
    assert "werklandschap plan" in found.value.say("nl")
    with pytest.raises(NoPlan):
        read_planned(tmp_path / "nowhere")
