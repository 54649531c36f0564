"""Following a scan: with a program, with a page, and after it ended."""

import pytest
from django.urls import reverse

from tests.web.made import AT
from werklandschap.core.text import Text
from werklandschap.web.accounts.models import Role
from werklandschap.web.audit.actions import PLATFORM
from werklandschap.web.jobs import actions as jobs
from werklandschap.web.jobs.models import Run
from werklandschap.web.scans import actions

pytestmark = pytest.mark.django_db
STEP = Text("waterdiepte bij 70 mm", "depth at 70 mm")


@pytest.fixture
def manager(people, browser_of):
    return browser_of(people[Role.PARK_MANAGER])


@pytest.fixture
def run(modelled, outcome):
    asked = actions.start_scan(park=modelled, parts=[], actor=PLATFORM, at=AT)
    begun = jobs.begin(run_id=asked.pk, attempt=1, at=AT)
    jobs.tell(run_id=begun.pk, attempt=1, step=STEP, done=2, total=7, at=AT)
    begun.refresh_from_db()
    return begun


def test_the_page_names_the_step_without_javascript(manager, run):
    text = manager.get(reverse("run", args=[run.pk])).content.decode()
    assert "<strong>3 van 7</strong>" in text
    assert STEP.nl in text
    assert 'http-equiv="refresh"' in text
    assert "Nulmeting stoppen" in text
    assert str(run.pk) in text


def test_a_program_hears_what_is_new_and_nothing_twice(manager, run):
    address = reverse("run_state", args=[run.pk])
    first = manager.get(address)
    assert first.json()["step"] == STEP.nl
    assert (first.json()["done"], first.json()["total"]) == (2, 7)
    tag = first.headers["ETag"]
    same = manager.get(address, headers={"If-None-Match": tag})
    assert (same.status_code, same.content) == (304, b"")
    jobs.tell(run_id=run.pk, attempt=1, step=STEP, done=3, total=7, at=AT)
    other = manager.get(address, headers={"If-None-Match": tag})
    assert other.json()["done"] == 3
    english = manager.get(address, headers={"Accept-Language": "en"})
    assert english.json()["step"] == STEP.en


def test_stopping_is_told_and_can_be_begun_again(manager, run, modelled):
    answer = manager.post(reverse("cancel_run", args=[run.pk]), follow=True)
    text = answer.content.decode()
    assert "Gestopt" in text
    assert f"{reverse('start_scan')}?terrein={modelled.code}" in text
    assert 'http-equiv="refresh"' not in text
    assert manager.get(reverse("run_state", args=[run.pk])).json()["is_open"] is False


def test_a_failure_says_why_and_what_to_do(manager, run):
    why = Text("Over dit terrein is niets te vinden.", "Nothing can be found.")
    jobs.fail(run_id=run.pk, attempt=1, code="x", why=why, at=AT)
    text = manager.get(reverse("run", args=[run.pk])).content.decode()
    assert why.nl in text
    assert "Opnieuw proberen" in text


def test_a_run_that_found_what_was_known_leads_to_it(manager, scan, modelled):
    run = Run.objects.create(
        kind="scan",
        key="again",
        parameters={"park": modelled.code},
        engine="1",
        status=Run.Status.DONE,
        result_hash=scan.result_hash,
        heartbeat_at=AT,
        asked_at=AT,
    )
    text = manager.get(reverse("run", args=[run.pk])).content.decode()
    assert "Bekijk de nulmeting" in text


def test_runs_of_another_kind_have_no_page_here(manager, run):
    Run.objects.filter(pk=run.pk).update(kind="other")
    assert manager.get(reverse("run", args=[run.pk])).status_code == 404


def test_the_park_leads_to_the_scan_that_goes_on(manager, client, run, modelled):
    address = reverse("run", args=[run.pk])
    assert address in manager.get(modelled.get_absolute_url()).content.decode()
    assert address not in client.get(modelled.get_absolute_url()).content.decode()


def test_who_starts_sees_which_data_there_are(manager, modelled, outcome):
    page = manager.get(f"{reverse('start_scan')}?terrein={modelled.code}")
    text = page.content.decode()
    for said in (
        "Panden (gegenereerd voorbeeld)",
        "1 januari 2026",
        "vers",
        "Weer per uur",
    ):
        assert said in text
    answer = manager.post(
        reverse("start_scan"),
        {"terrein": modelled.code, "parts": ["heat"], "cell_m": "2.0"},
    )
    run = Run.objects.latest("asked_at")
    assert answer.headers["Location"] == reverse("run", args=[run.pk])
    assert run.parameters["parts"] == ["heat"]
    assert run.asked_by is not None


@pytest.mark.parametrize(
    "wrong", [{"cell_m": "0.01"}, {"parts": ["ijs"]}, {"cell_m": "x"}]
)
def test_what_cannot_be_chosen_is_refused(manager, modelled, outcome, wrong):
    told = {"terrein": modelled.code, "parts": ["heat"], "cell_m": "1.0", **wrong}
    answer = manager.post(reverse("start_scan"), told)
    assert answer.status_code == 200
    assert "Dit klopt nog niet" in answer.content.decode()
    assert not Run.objects.exists()
