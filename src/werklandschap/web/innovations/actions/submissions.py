"""What anybody may tell us, and how two people decide on it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from django.db import transaction
from django.utils.text import slugify

from werklandschap.core.errors import WerklandschapError
from werklandschap.core.text import Text
from werklandschap.web.accounts.models import User
from werklandschap.web.audit import actions as audit
from werklandschap.web.audit.actions import Actor
from werklandschap.web.innovations.actions import records
from werklandschap.web.innovations.models import Innovation, Maturity, Submission


class _WhoeverTells:
    pseudonym = "visitor"


VISITOR: Actor = _WhoeverTells()
"""Who submits without an account."""


@dataclass(eq=False)
class CannotDecide(WerklandschapError):
    """A submission that cannot go on like this."""

    code: ClassVar[str] = "innovations.cannot_decide"


@dataclass(eq=False)
class AlreadyDecided(CannotDecide):
    """Somebody else decided on it."""

    code: ClassVar[str] = "innovations.already_decided"
    message: ClassVar[Text] = Text(
        nl="Een collega heeft dit al afgehandeld.",
        en="A colleague has dealt with this already.",
    )


@dataclass(eq=False)
class SamePerson(CannotDecide):
    """The second look must be somebody else's."""

    code: ClassVar[str] = "innovations.same_person"
    message: ClassVar[Text] = Text(
        nl="U hebt dit zelf als eerste bekeken. Een ander plaatst het.",
        en="You were the first to look at this. Somebody else publishes it.",
    )


@transaction.atomic
def submit(
    *, told: Mapping[str, Any], actor: Actor = VISITOR, at: datetime
) -> Submission:
    """Keep what somebody tells about an innovation."""
    submission = Submission.objects.create(**told, received_at=at)
    audit.record("innovations.submit", submission, actor=actor, at=at)
    return submission


@transaction.atomic
def check(*, submission: Submission, actor: User, at: datetime) -> Submission:
    """Look at it first: it must be true, neutral to suppliers, and name no people.

    Raises
    ------
    AlreadyDecided
        If it was checked or decided on before.
    """
    submission = _locked(submission, Submission.Status.RECEIVED)
    submission.status = Submission.Status.CHECKED
    submission.checked_by, submission.checked_at = actor, at
    submission.save()
    audit.record("innovations.check", submission, actor=actor, at=at)
    return submission


@transaction.atomic
def publish(*, submission: Submission, actor: User, at: datetime) -> Innovation:
    """Look at it second, and make it an entry.

    Raises
    ------
    AlreadyDecided
        If it was not checked yet, or decided on before.
    SamePerson
        If the same person checked it.
    """
    submission = _locked(submission, Submission.Status.CHECKED)
    if submission.checked_by_id == actor.pk:
        raise SamePerson
    innovation = records.add(
        code=_free_code(submission.title),
        content=_content(submission, at),
        note="submission",
        actor=actor,
        at=at,
    )
    if submission.may_be_shown and submission.email:
        records.add_contact(
            innovation=innovation,
            name=submission.name,
            email=submission.email,
            actor=actor,
            at=at,
        )
    submission.innovation = innovation
    _end(submission, Submission.Status.PUBLISHED, "", actor, at)
    return innovation


@transaction.atomic
def refuse(*, submission: Submission, reason: str, actor: User, at: datetime) -> None:
    """Do not publish it, and say why.

    Raises
    ------
    AlreadyDecided
        If it was decided on before.
    """
    submission = _locked(
        submission, Submission.Status.RECEIVED, Submission.Status.CHECKED
    )
    _end(submission, Submission.Status.REFUSED, reason, actor, at)


def _locked(submission: Submission, *expected: str) -> Submission:
    locked = Submission.objects.select_for_update().get(pk=submission.pk)
    if locked.status not in expected:
        raise AlreadyDecided
    return locked


def _end(
    submission: Submission, status: str, reason: str, actor: User, at: datetime
) -> None:
    """Note the decision; who told it is known no longer than needed to decide."""
    submission.status, submission.reason = status, reason
    submission.ended_by, submission.ended_at = actor, at
    submission.name = submission.email = ""
    submission.save()
    audit.record(
        "innovations.decide", submission, actor=actor, at=at, status=str(status)
    )


def _free_code(title: str) -> str:
    stem = slugify(title)[:50] or "innovatie"
    taken = set(
        Innovation.objects.filter(code__startswith=stem).values_list("code", flat=True)
    )
    codes = (stem if not n else f"{stem}-{n + 1}" for n in range(len(taken) + 1))
    return next(code for code in codes if code not in taken)


def _content(submission: Submission, at: datetime) -> dict[str, Any]:
    said = {"title": submission.title, "summary": submission.summary}
    told = {name: {"nl": text} for name, text in said.items()}
    return {
        "kind": submission.kind,
        **told,
        "how": {"nl": submission.how},
        "themes": [],
        "maturity": Maturity.TRIED,
        "conditions": list(submission.conditions),
        "effects": [],
        "failed": [{"nl": line} for line in submission.failed.splitlines() if line],
        "lessons": [],
        "cases": [{"text": {"nl": submission.where}}] if submission.where else [],
        "pays": [],
        "gains": [],
        "sources": [],
        "review_on": (at + records.REVIEWED_EVERY).date().isoformat(),
    }
