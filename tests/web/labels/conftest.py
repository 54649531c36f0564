"""A park with a scan of made-up figures, and people to assess it."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.web.made import AT
from werklandschap.web.accounts.actions import add_user
from werklandschap.web.accounts.models import Role, Scope
from werklandschap.web.audit.actions import PLATFORM
from werklandschap.web.jobs.models import Run
from werklandschap.web.labels.actions import assessments
from werklandschap.web.labels.queries import assessing, scoring
from werklandschap.web.scans.models import Figure, Scan

PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n%%EOF\n"


def pdf(name="plan.pdf", more=b""):
    return SimpleUploadedFile(name, PDF + more, content_type="application/pdf")


def figures_at(grade, spread=0.0):
    """Give figures on the threshold of a grade."""
    found = {"buildings_count": (40.0, 0.0)}
    for each in scoring.criteria_now().criteria():
        if each.is_measured:
            value = each.thresholds[grade] * (40 if each.per else 1)
            found[each.indicator] = (value, spread * abs(value))
    return found


def keep_figures(park, grade="D", *, spread=0.0, at=AT):
    """Keep a scan whose figures lie on the threshold of a grade."""
    Scan.objects.filter(park=park).update(is_current=False)
    run = Run.objects.create(
        kind="scan", key=uuid4().hex, parameters={"park": park.code}, engine="test",
        heartbeat_at=at, asked_at=at, status="DONE",
    )  # fmt: skip
    scan = Scan.objects.create(
        park=park, run=run, on=at.date(), made_at=at, engine="test", cell_m=1,
        result_hash=uuid4().hex * 2,
    )  # fmt: skip
    Figure.objects.bulk_create(
        Figure(
            scan=scan, indicator=name, value=value, low=value - wide, high=value + wide,
            coverage=1, currency=1, fit=1,
        )
        for name, (value, wide) in figures_at(grade, spread).items()
    )  # fmt: skip
    return scan


@pytest.fixture(autouse=True)
def _own_vault(settings, tmp_path):
    settings.RESULTS = str(tmp_path / "results")


@pytest.fixture
def measured(park):
    """A scan of the park, on the threshold of a D."""
    return keep_figures(park)


@pytest.fixture
def manager(people):
    return people[Role.PARK_MANAGER]


@pytest.fixture
def team(people):
    return people[Role.PROGRAMME]


def make_assessor(number):
    return add_user(
        email=f"assessor{number}@example.org",
        name=f"Beoordelaar {number}",
        role=Role.PARTNER,
        scope=Scope.PROGRAMME,
        code="",
        password=None,
        actor=PLATFORM,
        at=AT,
    )


@pytest.fixture
def assessors(db):
    return make_assessor(1), make_assessor(2)


@pytest.fixture
def submitted(measured, manager):
    """An assessment that was filled in, proven and handed in."""
    found = assessments.start_assessment(
        park=measured.park, scan=measured, moment="BASELINE", actor=manager, at=AT
    )
    declared = assessing.declared_of(found)
    assessments.fill_in(
        assessment=found,
        grades={each.name: "C" for each in declared},
        notes={},
        actor=manager,
        at=AT,
    )
    for each in declared:
        assessments.add_evidence(
            assessment=found, criterion=each.name, file=pdf(), actor=manager, at=AT
        )
    return assessments.submit(assessment=found, actor=manager, at=AT)


@pytest.fixture
def judged(submitted, assessors, team):
    """Give a function: both judge; ``other`` are the grades in which the second differs."""

    def judge(**other):
        assessments.assign(assessment=submitted, assessors=assessors, actor=team, at=AT)
        grades = {
            each.name: submitted.computed.get(each.name, "C")
            for each in assessing.criteria_of(submitted)
        }
        for person, own in zip(assessors, (grades, grades | other), strict=True):
            assessments.judge(
                judgement=assessing.judgement_of(person, submitted),
                grades=own,
                notes=dict.fromkeys(own, "gezien"),
                actor=person,
                at=AT,
            )
        submitted.refresh_from_db()
        return submitted

    return judge
