"""From a plan on a scanned park to its gains and its documents, by a worker."""

import hashlib

import pytest
import shapely
from django.urls import reverse
from shapely.geometry import mapping

from tests.web.finance.conftest import make_run
from tests.web.made import AT
from werklandschap.governance.vouchers import deliverables
from werklandschap.web.finance.models import Document, Ground
from werklandschap.web.jobs.models import Run
from werklandschap.web.jobs.worker import work
from werklandschap.web.plans.models import Plan
from werklandschap.web.plans.queries import landscape
from werklandschap.web.vouchers.papers import papers_of

pytestmark = [
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture
def scanned_plan(scan):
    """A plan of which the first wadi and the first ground to depave are real places."""
    landscape.forget()
    parts = []
    for year, measure in ((2027, "depaving"), (2028, "wadi")):
        site = landscape.sites_of(scan.pk, measure)[0]
        parts.append(
            {
                "id": site.id,
                "measure": measure,
                "geometries": [mapping(shapely.force_2d(site.geometry))],
                "quantity": site.largest_quantity,
                "works_quantity": site.largest_quantity,
                "cost_eur": 50.0 * site.largest_quantity,
                "year": year,
                "consent": [str(party) for party in site.consent],
                "why": [],
                "instead": None,
            }
        )
    return Plan.objects.create(
        park=scan.park,
        scan=scan,
        run=make_run(scan.park),
        result={"stage": "whole", "cost_eur": 0.0, "package": parts},
        made_at=AT,
    )


def test_gains_and_documents_are_made_by_a_worker(scanned_plan, manager, browser_of):
    browser = browser_of(manager)
    browser.post(reverse("ask_money", kwargs={"plan_id": scanned_plan.pk}))
    browser.post(
        reverse("ask_document", kwargs={"plan_id": scanned_plan.pk}),
        {"kind": "finance", "language": "nl"},
    )
    work(batch=True)
    assert {run.status for run in Run.objects.all()} == {"DONE"}, [
        run.problem_nl for run in Run.objects.all()
    ]
    assert Ground.objects.get().facts["found"]
    written = Document.objects.get()
    # By this apps below know papers: their kind, plan, time and what was written.
    run = Run.objects.get(kind="finance_document", status="DONE")
    assert run.parameters["plan"] == str(scanned_plan.pk)
    assert run.parameters["kind"] == "finance"
    assert run.ended_at
    assert run.result_hash == written.run.result_hash
    names = written.files
    assert sorted(name.rpartition(".")[2] for name in names) == [
        "docx",
        "json",
        "pdf",
        "xlsx",
    ]
    there = reverse("documents", kwargs={"plan_id": scanned_plan.pk})
    page = browser.get(there).content.decode()
    assert all(name in page for name in names)
    (paper,) = papers_of(scanned_plan.park)
    assert set(paper.parts) == set(deliverables()["financing_plan"].parts)
    assert hashlib.sha256(paper.read()).hexdigest() == paper.sha256
