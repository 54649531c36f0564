"""What happens while a park goes on: steps, commitments, notes, suggestions."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from django.db import transaction
from django.utils import timezone

from werklandschap.core.errors import WerklandschapError
from werklandschap.core.text import Text
from werklandschap.governance.programme import steps
from werklandschap.governance.recommend import suggestions
from werklandschap.web.accounts.models import User
from werklandschap.web.audit import actions as audit
from werklandschap.web.audit.actions import Actor
from werklandschap.web.programme.models import (
    Commitment,
    Note,
    Partnership,
    Recommendation,
    StepEvent,
)
from werklandschap.web.programme.queries.known import known_of


@dataclass(eq=False)
class NoSuchStep(WerklandschapError):
    """A step that the toolbox does not have."""

    code: ClassVar[str] = "programme.no_such_step"
    message: ClassVar[Text] = Text(
        nl="De toolbox heeft geen stap ‘{step}’.",
        en="The toolbox has no step ‘{step}’.",
    )

    step: str


@dataclass(eq=False)
class CommitmentClosed(WerklandschapError):
    """A commitment that was kept or dropped before."""

    code: ClassVar[str] = "programme.commitment_closed"
    message: ClassVar[Text] = Text(
        nl="Deze afspraak is al nagekomen of vervallen.",
        en="This commitment was kept or dropped already.",
    )


@transaction.atomic
def note_step(
    *,
    partnership: Partnership,
    step: str,
    kind: str,
    on: date,
    note: str = "",
    actor: Actor,
    at: datetime,
) -> StepEvent:
    """Note that a step was begun, done or skipped; steps come in any order, and again.

    Raises
    ------
    NoSuchStep
        If the toolbox does not have it.
    """
    if step not in steps():
        raise NoSuchStep(step)
    event = StepEvent.objects.create(
        partnership=partnership,
        step=step,
        kind=StepEvent.Kind(kind),
        on=on,
        note=note,
        at=at,
        by=_person(actor),
    )
    _heard(partnership, on)
    audit.record("programme.step", event, actor=actor, at=at, step=step, kind=kind)
    return event


@transaction.atomic
def commit_to(
    *,
    partnership: Partnership,
    party: str,
    what: str,
    due_on: date,
    actor: Actor,
    at: datetime,
) -> Commitment:
    """Write down what a party will do by when."""
    commitment = Commitment.objects.create(
        partnership=partnership,
        party=party,
        what=what,
        due_on=due_on,
        made_at=at,
        made_by=_person(actor),
    )
    _heard(partnership, timezone.localdate(at))
    audit.record("programme.commit", commitment, actor=actor, at=at)
    return commitment


@transaction.atomic
def keep_commitment(
    *, commitment: Commitment, on: date, note: str = "", actor: Actor, at: datetime
) -> Commitment:
    """Note that somebody did what they said.

    Raises
    ------
    CommitmentClosed
        If that was noted before, or it was dropped.
    """
    commitment = _open(commitment)
    commitment.kept_on, commitment.note = on, note
    commitment.save(update_fields=["kept_on", "note"])
    _heard(commitment.partnership, on)
    audit.record("programme.keep", commitment, actor=actor, at=at)
    return commitment


@transaction.atomic
def drop_commitment(
    *, commitment: Commitment, on: date, note: str, actor: Actor, at: datetime
) -> Commitment:
    """Note that something will not be done, and why.

    Raises
    ------
    CommitmentClosed
        If it was kept or dropped before.
    """
    commitment = _open(commitment)
    commitment.dropped_on, commitment.note = on, note
    commitment.save(update_fields=["dropped_on", "note"])
    _heard(commitment.partnership, on)
    audit.record("programme.drop", commitment, actor=actor, at=at)
    return commitment


@transaction.atomic
def add_note(
    *,
    partnership: Partnership,
    kind: str,
    text: str,
    url: str = "",
    on: date,
    actor: Actor,
    at: datetime,
) -> Note:
    """Remember a contact, a document or something else."""
    note = Note.objects.create(
        partnership=partnership,
        kind=Note.Kind(kind),
        text=text,
        url=url,
        on=on,
        at=at,
        by=_person(actor),
    )
    _heard(partnership, on)
    audit.record("programme.note", note, actor=actor, at=at, kind=kind)
    return note


@transaction.atomic
def renew_recommendations(
    *, partnership: Partnership, actor: Actor, at: datetime
) -> list[Recommendation]:
    """Suggest what the rules find in the intake and the newest scan.

    What nobody answered follows the newest facts, and goes if its rule no longer holds;
    what somebody answered stays as it is.
    """
    found = {
        each.rule.name: each
        for each in suggestions(known_of(partnership), on=timezone.localdate(at))
    }
    held = {each.rule: each for each in partnership.recommendations.all()}
    for name, each in held.items():
        if name not in found and each.state == Recommendation.State.PROPOSED:
            each.delete()
    for name, suggestion in found.items():
        kept = held.get(name) or Recommendation(partnership=partnership, rule=name)
        if kept.state == Recommendation.State.PROPOSED:
            kept.years, kept.figures = dict(suggestion.years), dict(suggestion.figures)
            kept.changed_at = at
            kept.save()
    audit.record(
        "programme.recommend", partnership, actor=actor, at=at, count=len(found)
    )
    return list(partnership.recommendations.all())


@transaction.atomic
def answer_recommendation(
    *,
    recommendation: Recommendation,
    state: str,
    note: str = "",
    actor: Actor,
    at: datetime,
) -> Recommendation:
    """Say what the park does with a suggestion."""
    recommendation.state = Recommendation.State(state)
    recommendation.note = note
    recommendation.changed_at, recommendation.changed_by = at, _person(actor)
    recommendation.save()
    _heard(recommendation.partnership, timezone.localdate(at))
    audit.record(
        "programme.answer", recommendation, actor=actor, at=at, state=str(state)
    )
    return recommendation


def _open(commitment: Commitment) -> Commitment:
    found = (
        Commitment.objects.select_for_update(of=("self",))
        .select_related("partnership")
        .get(pk=commitment.pk)
    )
    if not found.is_open:
        raise CommitmentClosed
    return found


def _heard(partnership: Partnership, on: date) -> None:
    Partnership.objects.filter(pk=partnership.pk, last_heard_on__lt=on).update(
        last_heard_on=on
    )


def _person(actor: Actor) -> User | None:
    return actor if isinstance(actor, User) else None
