"""Carrying out runs, in a worker."""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.db import connections
from django.utils import timezone
from django_tasks import task

from werklandschap.core.errors import WerklandschapError
from werklandschap.core.text import Text
from werklandschap.web.jobs import actions
from werklandschap.web.jobs.models import SILENCE
from werklandschap.web.jobs.registry import JOBS

log = logging.getLogger(__name__)

_FAULT = Text(
    "Er ging iets mis bij ons. Wat er al was is bewaard. Noem bij vragen dit nummer: {run}.",
    "Something went wrong on our side. What was there has been kept. If you ask about it, "
    "mention this number: {run}.",
)


@task()
def carry_out(run_id: str, attempt: int) -> None:
    """Do the work of a run, once; whoever comes too late does nothing."""
    mine = UUID(run_id), attempt
    try:
        run = actions.begin(run_id=mine[0], attempt=attempt, at=timezone.now())
    except actions.NotTheLatest:
        return
    job = JOBS[run.kind]

    def progress(step: Text, done: int, total: int) -> None:
        actions.tell(
            run_id=mine[0],
            attempt=attempt,
            step=step,
            done=done,
            total=total,
            at=timezone.now(),
        )

    try:
        with _heart(*mine):
            outcome = job.work(run.parameters, progress)
        actions.finish(
            run_id=mine[0], attempt=attempt, outcome=outcome, at=timezone.now()
        )
    except actions.NotTheLatest:
        job.clean_up(run.parameters)
    except WerklandschapError as problem:
        job.clean_up(run.parameters)
        _fail(*mine, problem.code, Text(problem.say("nl"), problem.say("en")))
    except Exception:  # whatever it is: the one who waits must hear of it
        log.exception("run %s failed", run_id)
        job.clean_up(run.parameters)
        nl, en = (text.format(run=run_id[:8]) for text in (_FAULT.nl, _FAULT.en))
        _fail(*mine, "jobs.fault", Text(nl, en))


def _fail(run_id: UUID, attempt: int, code: str, why: Text) -> None:
    try:
        actions.fail(
            run_id=run_id, attempt=attempt, code=code, why=why, at=timezone.now()
        )
    except actions.NotTheLatest:
        log.info("run %s was taken over before it failed", run_id)


@contextmanager
def _heart(run_id: UUID, attempt: int) -> Iterator[None]:
    """Say every few seconds that the worker lives, whatever it is busy with."""
    stop = threading.Event()

    def beat() -> None:
        while not stop.wait(SILENCE.total_seconds() / 6):
            try:
                actions.beat(run_id=run_id, attempt=attempt, at=timezone.now())
            except Exception:  # a busy database must not stop the heart
                log.warning("run %s: a heartbeat was lost", run_id, exc_info=True)
            finally:
                connections.close_all()

    thread = threading.Thread(target=beat, name=f"heart of {run_id}", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()
