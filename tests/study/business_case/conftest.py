"""A plan by hand with its effects; and a small place in which a plan can be simulated."""

from datetime import date

import jsonschema
import pytest

from werklandschap.report.plan_files import schema
from werklandschap.study.business_case import Effect, Effects, Planned, PlannedPart
from werklandschap.study.business_case.planned import Figure
from werklandschap.study.business_case.worlds import NOT_LOOKED_AT

ON = date(2026, 11, 26)


def part(measure, quantity, year, *, payer="owner", invest_eur=None, **given):
    from werklandschap.measures import MEASURES
    from werklandschap.parameters import Assumptions

    price = Assumptions(ON)[MEASURES[measure].investment]
    return PlannedPart(
        id=f"{measure}/{year}",
        measure=measure,
        quantity=quantity,
        year=year,
        invest_eur=price * quantity if invest_eur is None else invest_eur,
        payer=payer,
        consent=(payer, "tenant"),
        **given,
    )


@pytest.fixture(scope="session")
def planned():
    return Planned(
        park_id="p1",
        name="Hand <& gemaakt>",
        on=ON,
        is_generated=True,
        parts=(
            part("sedum_roof", 2_000.0, 2028, invest_eur=80_000.0),
            part("wadi", 400.0, 2029, payer="municipality", needs_study=True),
            part("tree", 30.0, 2031, payer="collective"),
        ),
        figures=(
            Figure(
                indicator="green_share",
                year=2031,
                before=0.2,
                predicted=0.3,
                simulated=0.29,
                operator=">=",
                target=0.3,
                is_met=False,
            ),
        ),
    )


@pytest.fixture(scope="session")
def effects():
    return Effects(
        found={
            "flooded_floor_avoided_m2": Effect(
                comes=((2029, 12.0),),
                later=((2029, 1.0), (2050, 1.5)),
                is_simulated=True,
            ),
            "water_storage_m3": Effect(comes=((2028, 40.0), (2029, 120.0))),
            "green_roof_on_cooled_building_m2": Effect(comes=((2028, 1_500.0),)),
            "large_tree_count": Effect(comes=((2031, 30.0),), grows_years=30),
            "biodiversity_ha": Effect(comes=((2029, 0.2),)),
            "solar_own_use_kwh": Effect(comes=((2029, 0.0),)),
        },
        missing=dict(NOT_LOOKED_AT),
        near_green_share=0.5,
        damage=Effect(comes=((2027, 40.0),), later=((2028, 1.0), (2050, 1.5))),
    )


def plan_json(planned):
    """Write by hand what ``werklandschap plan`` writes."""
    text = {"nl": "x", "en": "x"}
    figure = planned.figures[0]
    facts = {
        "schema": "urn:werklandschap:plan:1",
        "notice": text,
        "engine": "werklandschap",
        "stage": "whole",
        "park_id": planned.park_id,
        "name": planned.name,
        "on": planned.on.isoformat(),
        "is_generated": True,
        "goal": {"name": "", "objective": "cheapest"},
        "is_reached": False,
        "invest_eur": 1.0,
        "cost_eur": 1.0,
        "decided_eur": 0.0,
        "gap_share": 0.0,
        "candidates": 3,
        "figures": [
            {
                **{f: getattr(figure, f) for f in ("indicator", "year", "before")},
                **{f: getattr(figure, f) for f in ("predicted", "simulated", "target")},
                **{f: getattr(figure, f) for f in ("operator", "is_met")},
                "label": text,
                "unit": "share",
                "weight": 0.0,
                "error_share": 0.0,
                "lacks": 0.01,
            }
        ],
        "parts": [
            {
                **{f: getattr(p, f) for f in ("id", "measure", "quantity", "year")},
                **{f: getattr(p, f) for f in ("invest_eur", "payer")},
                "consent": list(p.consent),
                "verdict": "needs_study" if p.needs_study else "promising",
                "label": text,
                "sites": [p.id],
                "reasons": [],
                "unit": str(p.kind.unit),
                "cost_eur": 1.0,
                "adds": {},
                "instead": None,
                "why_year": {"reason": "in_time", "saved_eur": 0.0, "text": text},
            }
            for p in planned.parts
        ],
        "calendar": [],
        "parties": [],
        "next_steps": [],
        "front": [],
        "rounds": [
            {"cost_eur": 1.0, "predicted": {}, "simulated": {}, "error_share": 0.0}
        ],
        "sentences": [],
    }
    jsonschema.Draft202012Validator(schema()).validate(facts)
    return facts
