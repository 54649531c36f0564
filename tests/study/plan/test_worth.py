"""What parts are worth to parties: the same euros as a business case of the whole."""

import json
from dataclasses import replace

import jsonschema
import numpy as np
import pytest
from tests.study.plan.conftest import ON

from werklandschap.measures import carry_out
from werklandschap.parameters import Assumptions
from werklandschap.report.plan_files import plan_as_json, schema
from werklandschap.report.plan_words import sentences
from werklandschap.study.business_case import Effect, Effects, business_case
from werklandschap.study.business_case.make import rates
from werklandschap.study.business_case.physics import panels_kwp, water_storage_m3
from werklandschap.study.business_case.planned import Planned, PlannedPart
from werklandschap.study.business_case.propose import PARTY_OF
from werklandschap.study.plan.candidates import candidates
from werklandschap.study.plan.costs import investment_eur
from werklandschap.study.plan.goal import goal_of
from werklandschap.study.plan.make import make_plan
from werklandschap.study.plan.model import menu, rows_of
from werklandschap.study.plan.worth import party_values_eur, with_worth

YEAR = 2030
GREEN = {"indicator": "green_share", "operator": ">=", "value": 0.38, "year": YEAR}
MEASURES = ["depaving", "wooded_bank", "wadi", "solar_roof"]


def asked(**told):
    return goal_of(
        {
            "schema": "urn:werklandschap:goal:1",
            "targets": [GREEN],
            "measures": MEASURES,
            "objective": "better_off",
        }
        | told,
        on=ON,
    )


@pytest.fixture(scope="module")
def plan(park):
    return make_plan(park, asked(), parts=())


def test_parts_add_up_to_the_business_case_of_all_of_them(park):
    first = {each.measure.name: each for each in reversed(candidates(park, asked()))}
    found = list(first.values())
    assert set(first) == set(MEASURES)
    alone = [party_values_eur(each, park, year=YEAR) for each in found]
    planned = Planned(
        park_id="",
        name="",
        on=ON,
        is_generated=True,
        parts=tuple(_part(each) for each in found),
    )
    after = carry_out(park, planned.steps(until=YEAR)).landscape
    kwh = panels_kwp(after) * park.assumptions["appraisal.solar_full_load_h"]
    own = park.assumptions["appraisal.solar_own_use_share"]
    sizes = {
        "water_storage_m3": water_storage_m3(after, park),
        "solar_own_use_kwh": own * kwh,
        "solar_fed_in_kwh": (1 - own) * kwh,
        "co2_avoided_t": park.assumptions["appraisal.power_co2_kg_per_kwh"] * kwh / 1e3,
    }
    effects = {name: Effect(comes=((YEAR, size),)) for name, size in sizes.items()}
    case = business_case(planned, Effects(found=effects, missing={}))
    assert {"owner", "entrepreneur", "water_board"} <= {p.party for p in case.parties}
    for party in case.parties:
        summed = sum(each.get(party.party, 0.0) for each in alone)
        assert summed == pytest.approx(party.without_funding_eur, abs=1.0), party.party


def _part(candidate):
    works = candidate.works
    return PlannedPart(
        id=candidate.id,
        measure=candidate.measure.name,
        quantity=sum(work.quantity for work in works),
        year=YEAR,
        invest_eur=investment_eur(works, Assumptions(ON)),
        payer=str(candidate.payer),
        places=tuple(site.place for site in candidate.sites),
    )


def test_no_fewer_parties_are_better_off_than_in_the_cheapest_plan(park, plan):
    cheapest = make_plan(park, replace(asked(), objective="cheapest"), parts=())
    assert plan.is_reached
    assert plan.cost_eur >= cheapest.cost_eur - 1e-6
    assert plan.better_off
    worth = {}
    for part in cheapest.parts:
        for party, eur in party_values_eur(
            part.candidate, park, year=part.year
        ).items():
            worth[party] = worth.get(party, 0.0) + eur
    assert len(plan.better_off) >= sum(eur >= 100 for eur in worth.values())


def test_who_is_better_off_is_told(plan):
    told = json.loads(plan_as_json(plan))
    jsonschema.validate(told, schema())
    better = [each["label"]["nl"] for each in told["parties"] if each["is_better_off"]]
    (said,) = (each.nl for each in sentences(plan) if each.nl.startswith("Beter af"))
    assert better
    assert all(name in said for name in better)


def test_later_is_worth_less_and_what_is_saved_is_worth_its_amount(park):
    found = candidates(park, asked())[:2]
    known = menu(
        found,
        np.zeros((2, 1)),
        asked(),
        rows_of(asked(), ["green_share"], last=YEAR),
        years=[2027, YEAR],
        groups=[],
        planned=(),
        assumptions=park.assumptions,
    )
    told = with_worth(known, park)
    rate = np.array([rates(park.assumptions)[name] for name in told.parties])
    soon, late = told.worth_eur[::2], told.worth_eur[1::2]
    assert late == pytest.approx(soon * (1 + rate) ** -3.0)
    saving = with_worth(replace(known, invest_eur=known.invest_eur - 1_000), park)
    payers = [told.parties.index(PARTY_OF[each.payer]) for each in found]
    more = (saving.worth_eur - told.worth_eur)[::2]
    assert more[[0, 1], payers] == pytest.approx([1_000, 1_000])
    assert more.sum() == pytest.approx(2_000)
