"""Planning meetings, coming to them, and what remains of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from django.db import transaction

from werklandschap.core.errors import WerklandschapError
from werklandschap.core.text import Text
from werklandschap.web.accounts.models import User
from werklandschap.web.audit import actions as audit
from werklandschap.web.audit.actions import PLATFORM, Actor
from werklandschap.web.innovations.actions import records
from werklandschap.web.innovations.models import Innovation
from werklandschap.web.network import letters
from werklandschap.web.network.models import Lesson, Material, Meeting, SignUp


class _WhoeverComes:
    pseudonym = "participant"


PARTICIPANT: Actor = _WhoeverComes()
"""Who signs up without an account."""


@dataclass(eq=False)
class CannotCome(WerklandschapError):
    """A meeting that one can no longer sign up for."""

    code: ClassVar[str] = "network.cannot_come"
    message: ClassVar[Text] = Text(
        nl="Voor deze bijeenkomst kunt u zich niet meer aanmelden.",
        en="You can no longer sign up for this meeting.",
    )


@dataclass(eq=False)
class AlreadyNational(WerklandschapError):
    """A lesson that cannot go further up."""

    code: ClassVar[str] = "network.already_national"
    message: ClassVar[Text] = Text(
        nl="Deze les geldt al voor heel Nederland.",
        en="This lesson holds for the whole country already.",
    )


@transaction.atomic
def plan(*, facts: Mapping[str, Any], actor: User, at: datetime) -> Meeting:
    """Put a meeting in the calendar."""
    meeting = Meeting.objects.create(**facts, made_by=actor, made_at=at, changed_at=at)
    audit.record("network.plan", meeting, actor=actor, at=at)
    return meeting


@transaction.atomic
def change(
    *, meeting: Meeting, facts: Mapping[str, Any], actor: User, at: datetime
) -> Meeting:
    """Change a meeting; more places are given to who waits."""
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    for name, value in facts.items():
        setattr(meeting, name, value)
    meeting.sequence += 1
    meeting.changed_at = at
    meeting.save()
    audit.record("network.change", meeting, actor=actor, at=at)
    _fill(meeting, at)
    return meeting


@transaction.atomic
def cancel(*, meeting: Meeting, actor: User, at: datetime) -> None:
    """Call a meeting off and tell everybody who would come or waits."""
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if meeting.is_cancelled:
        return
    meeting.is_cancelled = True
    meeting.sequence += 1
    meeting.changed_at = at
    meeting.save()
    for sign_up in meeting.sign_ups.all():
        letters.called_off(sign_up, at=at)
    audit.record("network.cancel", meeting, actor=actor, at=at)


@transaction.atomic
def sign_up(
    *, meeting: Meeting, name: str, email: str, language: str, at: datetime
) -> SignUp:
    """Take a place, or one on the waiting list; who is there already stays there.

    The meeting is locked first, so that of two people at once one gets the last place.

    Raises
    ------
    CannotCome
        If the meeting began or was called off.
    """
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if meeting.is_cancelled or meeting.starts_at <= at:
        raise CannotCome
    address = email.strip().lower()
    known = meeting.sign_ups.filter(email=address).first()
    if known is not None:
        letters.signed_up(known, at=at)
        return known
    has_place = _coming(meeting) < meeting.capacity
    status = SignUp.Status.COMING if has_place else SignUp.Status.WAITING
    made = SignUp.objects.create(
        meeting=meeting,
        name=name,
        email=address,
        language=language,
        status=status,
        at=at,
    )
    letters.signed_up(made, at=at)
    audit.record("network.sign_up", made, actor=PARTICIPANT, at=at, meeting=meeting.pk)
    return made


@transaction.atomic
def sign_off(*, sign_up_id: int, at: datetime) -> bool:
    """Give a place back and forget who had it; the first who waits gets it."""
    gone = SignUp.objects.filter(pk=sign_up_id).first()
    if gone is None:
        return False
    meeting = Meeting.objects.select_for_update().get(pk=gone.meeting_id)
    audit.record("network.sign_off", gone, actor=PARTICIPANT, at=at, meeting=meeting.pk)
    gone.delete()
    if meeting.starts_at > at and not meeting.is_cancelled:
        _fill(meeting, at)
    return True


def _coming(meeting: Meeting) -> int:
    return meeting.sign_ups.filter(status=SignUp.Status.COMING).count()


def _fill(meeting: Meeting, at: datetime) -> None:
    """Give free places to who waits longest."""
    free = meeting.capacity - _coming(meeting)
    waiting = meeting.sign_ups.filter(status=SignUp.Status.WAITING)
    for lucky in waiting[: max(free, 0)]:
        lucky.status = SignUp.Status.COMING
        lucky.save(update_fields=["status"])
        letters.place_free(lucky, at=at)
        audit.record("network.place_free", lucky, actor=PLATFORM, at=at)


@transaction.atomic
def add_material(
    *, meeting: Meeting, title: str, url: str, actor: User, at: datetime
) -> Material:
    """Put something to read with a meeting."""
    material = Material.objects.create(meeting=meeting, title=title, url=url)
    audit.record("network.add_material", material, actor=actor, at=at)
    return material


@transaction.atomic
def add_lesson(
    *,
    meeting: Meeting,
    text: Text,
    innovation: Innovation | None,
    actor: User,
    at: datetime,
) -> Lesson:
    """Write down what was learned; it holds for the region first."""
    lesson = Lesson.objects.create(
        meeting=meeting,
        text_nl=text.nl,
        text_en=text.en,
        innovation=innovation,
        made_at=at,
    )
    audit.record("network.add_lesson", lesson, actor=actor, at=at)
    return lesson


@transaction.atomic
def raise_lesson(*, lesson: Lesson, actor: User, at: datetime) -> Lesson:
    """Let a lesson hold for more: of any region it is added to its innovation.

    Raises
    ------
    AlreadyNational
        If it holds for the whole country.
    """
    lesson = Lesson.objects.select_for_update().get(pk=lesson.pk)
    levels: Sequence[str] = Lesson.Level.values
    here = levels.index(lesson.level)
    if here + 1 == len(levels):
        raise AlreadyNational
    lesson.level, lesson.raised_at = levels[here + 1], at
    lesson.save(update_fields=["level", "raised_at"])
    if lesson.level == Lesson.Level.GENERIC and lesson.innovation is not None:
        records.add_lesson(
            innovation=lesson.innovation,
            lesson=lesson.text,
            note=f"meeting {lesson.meeting_id}",
            actor=actor,
            at=at,
        )
    audit.record("network.raise_lesson", lesson, actor=actor, at=at, level=lesson.level)
    return lesson
