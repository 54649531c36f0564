"""What the asker does: ask, write, choose, withdraw, tell how it went."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from werklandschap.governance import Party
from werklandschap.web.audit import actions as audit
from werklandschap.web.helpdesk.actions import letters
from werklandschap.web.helpdesk.actions.changing import changing, take_over
from werklandschap.web.helpdesk.actions.uploads import Taken
from werklandschap.web.helpdesk.actions.working import agree
from werklandschap.web.helpdesk.languages import ANSWERED, language_of
from werklandschap.web.helpdesk.models import (
    Attachment,
    Evaluation,
    Note,
    Partner,
    Question,
)
from werklandschap.web.helpdesk.queries import routing, standing


class _Asker:
    pseudonym = "asker"


ASKER = _Asker()
"""Whoever follows a question by its link; the record knows no more of them."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody asks, about where, and how to reach them."""

    asker: str
    level: str
    text: str
    place: routing.Place | None = None
    step: str = ""
    name: str = ""
    email: str = ""
    language: str = "nl"
    files: Sequence[Taken] = field(default=())


@transaction.atomic
def receive(*, asked: Asked, at: datetime, is_generated: bool = False) -> Question:
    """Take a question in; writes to the asker and to the regisseur of its region.

    Parameters
    ----------
    asked : Asked
        What is asked.
    at : datetime
        Now.
    is_generated : bool
        Whether nobody asked it: it belongs to an example.
    """
    place, written_in = asked.place, language_of(asked.text)
    question = Question.objects.create(
        asker=asked.asker,
        level=asked.level,
        text=asked.text,
        step=asked.step,
        needs=[asked.step] if asked.step else [],
        outside=routing.outside_key(asked.text),
        name=asked.name,
        email=asked.email,
        language=written_in if written_in in ANSWERED else asked.language,
        text_language=written_in,
        region_code=place.region_code if place else "",
        municipality_code=place.municipality_code if place else "",
        municipality=place.municipality if place else "",
        province_code=place.province_code if place else "",
        park_id=place.park_id if place else None,
        received_at=at,
        is_generated=is_generated,
    )
    for each in asked.files:
        Attachment.objects.create(
            question=question,
            name=each.name,
            kind=each.kind,
            size_bytes=len(each.content),
            content=each.content,
        )
    audit.record("helpdesk.receive", question, actor=ASKER, at=at, asker=asked.asker)
    is_other = question.is_in_another_language
    letters.to_asker("received_other" if is_other else "received", question, at=at)
    people = letters.regisseurs_of(question, at=at)
    letters.to_people("arrived", question, people, at=at)
    return question


def write(*, question: Question, text: str, at: datetime) -> Note:
    """Add a note by the asker; it sets no clock back."""
    with changing(question) as locked:
        note = Note.objects.create(question=locked, by=Note.By.ASKER, text=text, at=at)
        audit.record("helpdesk.write", locked, actor=ASKER, at=at)
        people = letters.regisseurs_of(locked, at=at)
        letters.to_people("noted", locked, people, at=at)
    return note


def choose(*, question: Question, partner: Partner, seen: int, at: datetime) -> None:
    """Say which proposal the asker wants."""
    agree(
        question=question,
        partner=partner,
        by=Party.ASKER,
        seen=seen,
        actor=ASKER,
        at=at,
    )


def withdraw(*, question: Question, at: datetime) -> None:
    """Ask no longer."""
    from werklandschap.web.helpdesk.actions.working import take_back_all

    with changing(question) as locked:
        case = standing.case_of(locked).withdraw(by=Party.ASKER)
        take_back_all(locked, at=at)
        take_over(locked, case, at=at)
        audit.record("helpdesk.withdraw", locked, actor=ASKER, at=at)


def evaluate(
    *, question: Question, months: int, rating: int, remark: str, at: datetime
) -> None:
    """Tell how it went, 3 or 12 months after it was carried out."""
    with changing(question) as locked:
        case = standing.case_of(locked).evaluate(months, by=Party.ASKER, at=at)
        Evaluation.objects.create(
            question=locked, months=months, rating=rating, remark=remark, at=at
        )
        take_over(locked, case, at=at)
        audit.record("helpdesk.evaluate", locked, actor=ASKER, at=at, months=months)


def send_new_link(*, question: Question, at: datetime) -> None:
    """Write a new link to the address that we know, and to no other."""
    with changing(question) as locked:
        audit.record("helpdesk.send_new_link", locked, actor=ASKER, at=at)
        letters.to_asker("new_link", locked, at=at)
