"""The park that was really scanned for the tests of scans, and what people make of it."""

from contextlib import nullcontext

import pytest

from tests.web.made import AT
from werklandschap.web.accounts.models import Role
from werklandschap.web.jobs import tasks
from werklandschap.web.jobs.models import Run
from werklandschap.web.plans.actions import ambitions, variants
from werklandschap.web.plans.queries import landscape
from werklandschap.web.plans.queries.parts import address


@pytest.fixture(autouse=True)
def _places_read_anew():
    """Forget places: a test turns back the database."""
    landscape.forget()


@pytest.fixture
def manager(people):
    """The manager of the park."""
    return people[Role.PARK_MANAGER]


@pytest.fixture
def url(modelled):
    """Give the address of a page of the park."""
    return lambda name: address(name, modelled)


@pytest.fixture
def variant(scan, manager):
    """An empty design."""
    return variants.start_variant(
        park=scan.park, scan=scan, name="Eerste", actor=manager, at=AT
    )


@pytest.fixture
def ambition(scan, manager):
    """Targets that the park does not meet yet, and can."""
    return ambitions.set_ambition(
        park=scan.park,
        name="Groener",
        sets=[],
        targets=[
            {"indicator": "green_share", "operator": ">=", "value": 0.4, "year": 2030}
        ],
        actor=manager,
        at=AT,
    )


@pytest.fixture
def carry_out(monkeypatch):
    """Carry out the runs that wait, here and now.

    A worker has threads of its own, which see no more of the database than was committed:
    tests of it would have to empty all tables afterwards, and wait for each other.
    """
    monkeypatch.setattr(tasks, "_heart", lambda *_: nullcontext())

    def all_that_wait() -> None:
        for run in Run.objects.filter(status=Run.Status.QUEUED).order_by("asked_at"):
            tasks.carry_out.call(run_id=str(run.pk), attempt=run.attempt)

    return all_that_wait
