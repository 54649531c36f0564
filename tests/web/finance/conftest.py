"""A plan for a park with works and effects, and what is known of its money."""

from uuid import uuid4

import pytest

from tests.web.made import AT, make_park
from werklandschap.study.business_case import make
from werklandschap.web.accounts.models import Role
from werklandschap.web.finance.models import Ground
from werklandschap.web.finance.queries import outcome
from werklandschap.web.jobs.models import Run
from werklandschap.web.plans.models import Plan
from werklandschap.web.scans.models import Scan

PACKAGE = [
    ("depaving", 1_200.0, 2027, 60_000.0, "municipality"),
    ("wadi", 400.0, 2028, 30_000.0, "collective"),
    ("sedum_roof", 900.0, 2029, 58_000.0, "owner"),
    ("tree", 25.0, 2029, 20_000.0, "tenant"),
]
"""Measure, quantity, year, cost in euros and whose consent is needed."""

EFFECTS = {
    "flooded_floor_avoided_m2": (2028, 45.0),
    "water_storage_m3": (2028, 180.0),
    "disconnected_m2": (2027, 1_200.0),
    "green_roof_on_cooled_building_m2": (2029, 500.0),
    "biodiversity_ha": (2029, 0.4),
}
"""What comes of it in which year."""


def make_run(park, kind="plan", **more):
    return Run.objects.create(
        kind=kind,
        key=uuid4().hex,
        parameters={"park": park.code},
        engine="test",
        heartbeat_at=AT,
        asked_at=AT,
        status=more.pop("status", "DONE"),
        **more,
    )


def make_plan(park, package=PACKAGE):
    """Add a plan without effects."""
    scan = Scan.objects.create(
        park=park,
        run=make_run(park, "scan"),
        on=AT.date(),
        made_at=AT,
        engine="test",
        cell_m=1,
    )
    parts = [
        {
            "id": f"{measure}/{n}",
            "measure": measure,
            "geometries": [],
            "quantity": quantity,
            "works_quantity": quantity,
            "cost_eur": cost,
            "low_eur": 0.8 * cost,
            "high_eur": 1.3 * cost,
            "year": year,
            "consent": [consent],
            "reasons": [],
            "why": [],
            "instead": None,
        }
        for n, (measure, quantity, year, cost, consent) in enumerate(package)
    ]
    result = {
        "stage": "whole",
        "cost_eur": sum(each["cost_eur"] for each in parts),
        "is_enough": True,
        "targets": [],
        "front": [],
        "sentences": [],
        "package": parts,
    }
    return Plan.objects.create(
        park=park, scan=scan, run=make_run(park), result=result, made_at=AT
    )


def add_ground(plan, effects=EFFECTS):
    """Add what the plan does, as a run would have kept it."""
    facts = {
        "found": {
            name: {
                "comes": [[year, amount]],
                "grows_years": 1,
                "later": [],
                "is_simulated": True,
            }
            for name, (year, amount) in effects.items()
        },
        "missing": {"gas_saved_m3": {"nl": "Geen gas bekend.", "en": "No gas known."}},
        "near_green_share": 0.4,
    }
    run = make_run(plan.park, "finance_ground")
    return Ground.objects.create(plan=plan, run=run, facts=facts, made_at=AT)


@pytest.fixture(autouse=True)
def _few_draws(monkeypatch):
    """Throw the dice less often: what is promised here holds for any number of draws."""
    monkeypatch.setattr(make, "_DRAWS", 512)
    monkeypatch.setattr(outcome, "DRAWS_SHOWN", 512)
    outcome.forget()


@pytest.fixture
def bare_plan(park):
    """A plan of which only the works are known."""
    return make_plan(park)


@pytest.fixture
def plan(bare_plan):
    """A plan with its effects."""
    add_ground(bare_plan)
    return bare_plan


@pytest.fixture
def manager(people):
    """The manager of the park."""
    return people[Role.PARK_MANAGER]


@pytest.fixture
def entrepreneur(people):
    """An entrepreneur on the park."""
    return people[Role.ENTREPRENEUR]


@pytest.fixture
def generated(db):
    """A made-up park."""
    return make_park(is_generated=True)
