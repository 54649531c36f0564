"""Everything that can happen to a run."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from werklandschap.core.errors import WerklandschapError
from werklandschap.core.text import Text
from werklandschap.web.accounts.models import User
from werklandschap.web.audit import actions as audit
from werklandschap.web.audit.actions import PLATFORM, Actor
from werklandschap.web.jobs.models import ATTEMPTS, SILENCE, Run, RunNote, Worker
from werklandschap.web.jobs.registry import JOBS, Outcome

GAVE_UP = Text(
    "Het werk is {attempts} keer afgebroken. Het is gestopt; wat er al was is bewaard.",
    "The work broke off {attempts} times. It was stopped; what was there has been kept.",
)
PICKED_UP = Text(
    "De computer die dit deed antwoordde niet meer; een ander gaat verder (poging {attempt}).",
    "The computer that did this no longer answered; another goes on (attempt {attempt}).",
)


@dataclass(eq=False)
class NotTheLatest(WerklandschapError):
    """A worker that was given up on came back, or the run was cancelled."""

    code: ClassVar[str] = "jobs.not_the_latest"
    message: ClassVar[Text] = Text(
        nl="Dit werk is gestopt of door een ander overgenomen.",
        en="This work was cancelled or taken over by another.",
    )


def key_of(kind: str, parameters: Mapping[str, Any], inputs: Mapping[str, Any]) -> str:
    """Give the same key for the same work on the same input."""
    told = json.dumps([kind, parameters, inputs], sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()


def ask(
    *,
    kind: str,
    parameters: Mapping[str, Any],
    inputs: Mapping[str, Any],
    engine: str,
    actor: Actor,
    at: datetime,
) -> Run:
    """Ask for long work, or find who asked for the same before.

    Parameters
    ----------
    kind : str
        A key of `JOBS`.
    parameters : mapping
        What the work needs to know; plain JSON.
    inputs : mapping
        Hashes of what it reads.
    engine : str
        Version of the program.
    actor, at
        Who asks, when.
    """
    key = key_of(kind, parameters, {**inputs, "engine": engine})
    if (known := _same(key)) is not None:
        return known
    run = Run(
        kind=kind,
        key=key,
        parameters=dict(parameters),
        input_hashes=dict(inputs),
        engine=engine,
        asked_by=actor if isinstance(actor, User) else None,
        asked_at=at,
        heartbeat_at=at,
    )
    try:
        with transaction.atomic():
            run.save(force_insert=True)
            audit.record("jobs.ask", run, actor=actor, at=at, kind=kind)
            _enqueue(run)
    except IntegrityError:
        # Somebody asked for the same in the meantime.
        if (known := _same(key)) is None:
            raise
        return known
    return run


def _same(key: str) -> Run | None:
    same = Run.objects.filter(key=key).exclude(
        status__in=[Run.Status.FAILED, Run.Status.CANCELLED]
    )
    return same.filter(is_degraded=False).first()


def _enqueue(run: Run) -> None:
    from werklandschap.web.jobs.tasks import carry_out

    # The queue lies in the same database: the task exists if and only if the run does.
    carry_out.enqueue(run_id=str(run.pk), attempt=run.attempt)


@transaction.atomic
def begin(*, run_id: UUID, attempt: int, at: datetime) -> Run:
    """Start an attempt.

    Raises
    ------
    NotTheLatest
        If somebody else has it, or nobody waits for it.
    """
    run = _latest(run_id, attempt, Run.Status.QUEUED)
    run.status, run.heartbeat_at = Run.Status.RUNNING, at
    run.started_at = run.started_at or at
    run.save(update_fields=["status", "heartbeat_at", "started_at"])
    return run


def beat(*, run_id: UUID, attempt: int, at: datetime) -> bool:
    """Say that the worker lives; False if nobody waits for this attempt any more."""
    return bool(_mine(run_id, attempt).update(heartbeat_at=at))


def tell(
    *, run_id: UUID, attempt: int, step: Text, done: int, total: int, at: datetime
) -> None:
    """Note the step that begins.

    Raises
    ------
    NotTheLatest
        If nobody waits for this attempt any more.
    """
    is_mine = _mine(run_id, attempt).update(
        heartbeat_at=at, step_nl=step.nl, step_en=step.en, done=done, total=total
    )
    if not is_mine:
        raise NotTheLatest
    RunNote.objects.create(
        run_id=run_id, at=at, attempt=attempt, nl=step.nl, en=step.en
    )


def _mine(run_id: UUID, attempt: int) -> QuerySet[Run]:
    return Run.objects.filter(pk=run_id, attempt=attempt, status=Run.Status.RUNNING)


@transaction.atomic
def finish(*, run_id: UUID, attempt: int, outcome: Outcome, at: datetime) -> Run:
    """Keep what came out and end the run, both or neither.

    Raises
    ------
    NotTheLatest
        If nobody waits for this attempt any more.
    """
    run = _latest(run_id, attempt, Run.Status.RUNNING)
    run.status, run.ended_at = Run.Status.DONE, at
    run.result_hash, run.is_degraded = outcome.result_hash, outcome.is_degraded
    run.done = run.total
    run.save()
    JOBS[run.kind].keep(run, outcome)
    audit.record("jobs.finish", run, actor=PLATFORM, at=at, result=run.result_hash)
    return run


@transaction.atomic
def fail(*, run_id: UUID, attempt: int, code: str, why: Text, at: datetime) -> None:
    """End a run that cannot be done, with the reason.

    Raises
    ------
    NotTheLatest
        If nobody waits for this attempt any more.
    """
    run = _latest(run_id, attempt, Run.Status.RUNNING)
    _end_badly(run, code, why, at)


def _end_badly(run: Run, code: str, why: Text, at: datetime) -> None:
    run.status, run.ended_at = Run.Status.FAILED, at
    run.problem_code, run.problem_nl, run.problem_en = code, why.nl, why.en
    run.save()
    _note(run, why, at)
    audit.record("jobs.fail", run, actor=PLATFORM, at=at, code=code)


@transaction.atomic
def cancel(*, run: Run, actor: Actor, at: datetime) -> None:
    """Stop work that nobody waits for; what has ended stays as it is."""
    locked = Run.objects.select_for_update().get(pk=run.pk)
    if not locked.is_open:
        return
    locked.status, locked.ended_at = Run.Status.CANCELLED, at
    locked.save(update_fields=["status", "ended_at"])
    audit.record("jobs.cancel", locked, actor=actor, at=at)


@transaction.atomic
def sweep(*, at: datetime) -> int:
    """Give work of dead workers to others; returns how many pieces.

    Work that was queued long ago and whose task got lost is queued once more as well.
    """
    silent = Run.objects.select_for_update().filter(
        status__in=Run.OPEN, heartbeat_at__lt=at - SILENCE
    )
    swept = 0
    for run in silent:
        if run.status == Run.Status.QUEUED and _has_task(run):
            continue
        swept += 1
        _give_to_another(run, at)
    return swept


def _give_to_another(run: Run, at: datetime) -> None:
    if run.attempt >= ATTEMPTS:
        nl, en = (
            text.format(attempts=run.attempt) for text in (GAVE_UP.nl, GAVE_UP.en)
        )
        _end_badly(run, "jobs.gave_up", Text(nl, en), at)
        return
    run.attempt += 1
    run.status, run.heartbeat_at = Run.Status.QUEUED, at
    run.save(update_fields=["attempt", "status", "heartbeat_at"])
    nl, en = (text.format(attempt=run.attempt) for text in (PICKED_UP.nl, PICKED_UP.en))
    _note(run, Text(nl, en), at)
    audit.record("jobs.pick_up", run, actor=PLATFORM, at=at, attempt=run.attempt)
    _enqueue(run)


def _has_task(run: Run) -> bool:
    from django_tasks_db.models import DBTaskResult

    waiting = DBTaskResult.objects.ready()
    told = {"run_id": str(run.pk), "attempt": run.attempt}
    return any(each.args_kwargs["kwargs"] == told for each in waiting)


def _note(run: Run, text: Text, at: datetime) -> None:
    RunNote.objects.create(run=run, at=at, attempt=run.attempt, nl=text.nl, en=text.en)


def _latest(run_id: UUID, attempt: int, status: Run.Status) -> Run:
    run = Run.objects.select_for_update().filter(pk=run_id).first()
    if run is None or run.attempt != attempt or run.status != status:
        raise NotTheLatest
    return run


def be_seen(*, name: str, at: datetime) -> None:
    """Note that a worker lives."""
    Worker.objects.update_or_create(name=name, defaults={"seen_at": at})
