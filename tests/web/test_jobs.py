import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_tasks_db.models import DBTaskResult

from tests.web.made import AT
from werklandschap.core.errors import WerklandschapError
from werklandschap.core.text import Text
from werklandschap.web.audit.actions import PLATFORM
from werklandschap.web.jobs import actions, worker
from werklandschap.web.jobs.models import ATTEMPTS, SILENCE, Run
from werklandschap.web.jobs.registry import JOBS, Job, Outcome
from werklandschap.web.jobs.worker import work

pytestmark = pytest.mark.django_db(transaction=True)
LATER = AT + SILENCE + timedelta(seconds=1)
STEP = Text("optellen", "adding")


@pytest.fixture
def kept(monkeypatch):
    """A kind of work that tells, and what was kept of it."""
    kept = []

    def work_on(parameters, progress):
        progress(STEP, 1, 2)
        if parameters.get("fails") == "known":
            raise WerklandschapError
        if parameters.get("fails"):
            raise RuntimeError
        return Outcome(
            "abc", facts=parameters, is_degraded=parameters.get("poor", False)
        )

    job = Job("test", STEP, work_on, lambda run, outcome: kept.append(outcome))
    monkeypatch.setitem(JOBS, "test", job)
    return kept


def ask(**parameters):
    return actions.ask(
        kind="test", parameters=parameters, inputs={}, engine="1", actor=PLATFORM, at=AT
    )


def test_a_run_is_carried_out_with_its_steps(kept):
    run = ask(n=1)
    work(batch=True)
    run.refresh_from_db()
    assert (run.status, run.result_hash, run.done) == ("DONE", "abc", 2)
    assert [note.nl for note in run.notes.all()] == ["optellen"]
    assert len(kept) == 1


def test_the_same_work_is_done_once(kept):
    first = ask(n=1)
    assert ask(n=1) == first
    work(batch=True)
    assert ask(n=1).pk == first.pk
    assert ask(n=2).pk != first.pk


def test_degraded_work_may_be_done_again(kept):
    first = ask(poor=True)
    work(batch=True)
    assert ask(poor=True).pk != first.pk


@pytest.mark.parametrize(
    ("fails", "code"), [("known", "error"), ("fault", "jobs.fault")]
)
def test_work_that_fails_says_why(kept, fails, code):
    run = ask(fails=fails)
    work(batch=True)
    run.refresh_from_db()
    assert (run.status, run.problem_code) == ("FAILED", code)
    assert run.problem_nl
    assert not kept


def test_work_of_a_dead_worker_goes_to_another(kept):
    run = ask(n=1)
    actions.begin(run_id=run.pk, attempt=1, at=AT)
    assert actions.sweep(at=LATER) == 1
    run.refresh_from_db()
    assert (run.status, run.attempt) == ("QUEUED", 2)
    work(batch=True)
    run.refresh_from_db()
    assert run.status == "DONE"


def test_a_worker_that_was_given_up_changes_nothing(kept):
    run = ask(n=1)
    actions.begin(run_id=run.pk, attempt=1, at=AT)
    actions.sweep(at=LATER)
    for late in (
        lambda: actions.begin(run_id=run.pk, attempt=1, at=LATER),
        lambda: actions.tell(
            run_id=run.pk, attempt=1, step=STEP, done=1, total=2, at=LATER
        ),
        lambda: actions.finish(
            run_id=run.pk, attempt=1, outcome=Outcome("x"), at=LATER
        ),
    ):
        with pytest.raises(actions.NotTheLatest):
            late()
    assert not kept


def test_work_that_kills_its_workers_is_given_up(kept):
    run = ask(n=1)
    at = AT
    for attempt in range(1, ATTEMPTS + 1):
        actions.begin(run_id=run.pk, attempt=attempt, at=at)
        at += SILENCE + timedelta(seconds=1)
        actions.sweep(at=at)
    run.refresh_from_db()
    assert (run.status, run.problem_code) == ("FAILED", "jobs.gave_up")


def test_waiting_work_is_left_alone_and_lost_work_is_found(kept):
    run = ask(n=1)
    assert actions.sweep(at=LATER) == 0
    DBTaskResult.objects.all().delete()
    assert actions.sweep(at=LATER) == 1
    work(batch=True)
    run.refresh_from_db()
    assert run.status == "DONE"


def test_cancelled_work_is_not_done(kept):
    run = ask(n=1)
    actions.cancel(run=run, actor=PLATFORM, at=AT)
    work(batch=True)
    run.refresh_from_db()
    assert run.status == "CANCELLED"
    assert not kept


def test_two_who_ask_at_once_get_the_same_run(kept):
    found, start = [], threading.Barrier(2)

    def one():
        start.wait()
        try:
            found.append(ask(n=1).pk)
        finally:
            connection.close()

    threads = [threading.Thread(target=one) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(found)) == 1
    assert Run.objects.count() == 1


def test_a_chore_that_fails_stops_no_other(monkeypatch, caplog):
    done, stop = [], threading.Event()

    def fails(at):
        raise RuntimeError

    def works(at):
        done.append(at)
        stop.set()

    monkeypatch.setattr(worker, "_CHORES_EVERY_S", 0.01)
    monkeypatch.setattr(worker, "CHORES", [fails, works])
    worker._chores_until(stop)
    assert len(done) == 1
    assert "a chore failed" in caplog.text


@pytest.mark.skipif(connection.vendor != "sqlite", reason="plans of SQLite")
def test_asking_never_reads_all_work_that_was_ever_done(kept):
    with CaptureQueriesContext(connection) as asked:
        ask()
    looks = [
        each["sql"]
        for each in asked.captured_queries
        if each["sql"].startswith("SELECT") and "jobs_run" in each["sql"]
    ]
    assert looks
    with connection.cursor() as cursor:
        for sql in looks:
            cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
            steps = [step for *_, step in cursor.fetchall()]
            assert not [each for each in steps if each.startswith("SCAN")], sql
