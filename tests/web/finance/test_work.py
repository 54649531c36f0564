"""The long work: what a plan does, and its documents."""

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from tests.web.finance.conftest import add_ground
from tests.web.made import AT
from werklandschap.web.accounts.models import Role
from werklandschap.web.finance.actions import grounds as actions
from werklandschap.web.finance.models import Document, Ground
from werklandschap.web.finance.queries import grounds
from werklandschap.web.jobs.models import Run
from werklandschap.web.jobs.registry import JOBS, Outcome

pytestmark = pytest.mark.django_db


def test_what_a_run_found_is_kept_and_read_back(bare_plan, manager):
    add_ground(bare_plan)
    effects = grounds.basis_of(bare_plan).effects
    assert effects.found["water_storage_m3"].full == 180.0
    assert effects.missing["gas_saved_m3"].nl == "Geen gas bekend."
    assert effects.near_green_share == 0.4


def test_asking_twice_is_one_run(bare_plan, manager, browser_of):
    there = reverse("ask_money", kwargs={"plan_id": bare_plan.pk})
    for _ in range(2):
        assert browser_of(manager).post(there).status_code == 302
    run = Run.objects.get(kind=actions.KIND)
    page = browser_of(manager).get(reverse("money", kwargs={"plan_id": bare_plan.pk}))
    state = reverse("money_state", kwargs={"run_id": run.pk})
    assert state in page.content.decode()
    assert browser_of(manager).get(state).json()["is_open"]


def test_a_newer_ground_takes_the_place_of_the_older(plan):
    run = plan.ground.run
    run.parameters |= {"plan": str(plan.pk)}
    facts = {"found": {}, "missing": {}}
    JOBS[actions.KIND].keep(run, Outcome("x", facts=facts))
    assert Ground.objects.get().facts == facts


def test_documents_are_for_who_makes_plans(
    plan, people, browser_of, settings, tmp_path
):
    from werklandschap.web.scans.queries import store

    settings.RESULTS = str(tmp_path)
    results = store.the_results()
    with results.workspace() as folder:
        (folder / "plan.pdf").write_bytes(ContentFile(b"%PDF").read())
        digest = results.keep(folder)
    run = plan.ground.run
    run.result_hash = digest
    run.save()
    document = Document.objects.create(
        plan=plan, run=run, kind="both", language="nl", files=["plan.pdf"], made_at=AT
    )
    there = reverse(
        "document_file", kwargs={"document_id": document.pk, "name": "plan.pdf"}
    )
    answer = browser_of(people[Role.PARK_MANAGER]).get(there)
    assert b"".join(answer.streaming_content) == b"%PDF"
    assert browser_of(people[Role.ENTREPRENEUR]).get(there).status_code == 403
    other = there.replace("plan.pdf", "effects.json")
    assert browser_of(people[Role.PARK_MANAGER]).get(other).status_code == 404
