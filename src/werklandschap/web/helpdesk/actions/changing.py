"""Changing a question: one at a time, by the rules."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from django.db import transaction
from django.db.models import F

from werklandschap.core.errors import WerklandschapError
from werklandschap.core.text import Text
from werklandschap.governance import Case, Stage
from werklandschap.web.helpdesk.models import Approach, Partner, Question
from werklandschap.web.helpdesk.queries import standing

ENDS = frozenset({Stage.LEARNED, Stage.REFERRED, Stage.WITHDRAWN, Stage.UNMATCHED})


@dataclass(eq=False)
class ChangedMeanwhile(WerklandschapError):
    """Two people changed a question at the same time; the second is told."""

    code: ClassVar[str] = "helpdesk.changed_meanwhile"
    message: ClassVar[Text] = Text(
        nl="Iemand anders heeft deze vraag net gewijzigd. Kijk wat er veranderde en probeer "
        "het opnieuw; wat u schreef staat er nog.",
        en="Somebody else has just changed this question. See what changed and try again; "
        "what you wrote is still there.",
    )


@contextmanager
def changing(question: Question, *, seen: int | None = None) -> Iterator[Question]:
    """Change a question in one transaction, if nobody else did since ``seen``.

    Raises
    ------
    ChangedMeanwhile
        If its version is not the one that was seen.
    """
    with transaction.atomic():
        version = question.version if seen is None else seen
        mine = Question.objects.filter(pk=question.pk, version=version)
        if not mine.update(version=F("version") + 1):
            raise ChangedMeanwhile
        locked = Question.objects.select_related("park").get(pk=question.pk)
        yield locked
        locked.save()
    question.refresh_from_db()


def take_over(question: Question, case: Case, *, at: datetime) -> None:
    """Write to a question what came of a move: stage, wishes, last day, end."""
    was = question.stage
    question.stage = case.stage.value
    wanted = {
        each.key: each
        for each in Partner.objects.filter(key__in=set(case.chosen_by.values()))
    }
    by = {party.value: wanted[key] for party, key in case.chosen_by.items()}
    question.wanted_by_asker = by.get("ASKER")
    question.wanted_by_regisseur = by.get("REGISSEUR")
    question.put_out_at = case.clock.started if case.clock else None
    last = standing.deadline_of(question, at=at)
    question.due_on = last.day if last else None
    if question.stage != was:
        question.ended_at = at if case.stage in ENDS else None


def approach_of(question: Question, partner: Partner) -> Approach | None:
    """Find how a question lies with a partner that has it."""
    return question.approaches.filter(
        partner=partner, state__in=Approach.HAVE_IT
    ).first()
