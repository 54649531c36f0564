"""Lists of questions: whose they are, what is due, and the filters on them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.urls import reverse

from werklandschap.governance.clock import HERE
from werklandschap.web.accounts.models import User
from werklandschap.web.accounts.rules import Person, may
from werklandschap.web.helpdesk.models import (
    Approach,
    Partner,
    Question,
    Questions,
    SavedFilter,
    Stage,
)
from werklandschap.web.helpdesk.queries.absence import replaced_by

OPEN = (Stage.RECEIVED, Stage.SHARPENED, Stage.OUT, Stage.CHOSEN, Stage.CARRIED_OUT)


def at_the_desk_of(person: Person, *, at: datetime) -> Questions:
    """Give the questions that somebody works on: their own, and of whom they replace."""
    own = Question.objects.worked_by(person)
    if not isinstance(person, User):
        return own
    on = at.astimezone(HERE).date()
    for away in replaced_by(person, on=on):
        own = own | Question.objects.worked_by(away)
    return own.select_related("park", "handler").distinct()


def question_for(person: Person, number: int, *, at: datetime) -> Question | None:
    """Find a question for who works on it."""
    return at_the_desk_of(person, at=at).filter(pk=number).first()


def partner_of(person: Person) -> Partner | None:
    """Find the partner for which somebody answers."""
    if not isinstance(person, User) or person.organisation_id is None:
        return None
    if not may(person, "desk.answer"):
        return None
    return Partner.objects.filter(organisation_id=person.organisation_id).first()


def approaches_of(partner: Partner | None) -> QuerySet[Approach]:
    """Give what lies or lay with a partner; of others it sees nothing."""
    mine = Approach.objects.select_related("question", "question__park", "partner")
    return mine.filter(partner=partner) if partner else mine.none()


def approach_seen_by(
    person: Person, approach_id: int, *, at: datetime
) -> Approach | None:
    """Find how a question lies with a partner, for that partner or who works on it.

    Those at the desk see it once it was sent: a draft is the partner's own.
    """
    approach = (
        Approach.objects.select_related(
            "question", "question__park", "partner", "partner__organisation"
        )
        .filter(pk=approach_id)
        .first()
    )
    if approach is None:
        return None
    if approach.partner == partner_of(person):
        return approach
    is_sent = approach.sent_at is not None
    is_seen = is_sent and question_for(person, approach.question_id, at=at)
    return approach if is_seen else None


def chosen(questions: Questions, asked: Mapping[str, str]) -> Questions:
    """Leave the questions that filters ask for."""
    for field in ("stage", "region_code", "asker", "step"):
        if value := asked.get(field):
            questions = questions.filter(**{field: value})
    if asked.get("open"):
        questions = questions.filter(stage__in=OPEN)
    if words := asked.get("q", "").strip():
        number = Q(pk=int(words)) if words.isdecimal() and len(words) < 10 else Q()
        text = Q(text__icontains=words) | Q(sharpened__icontains=words)
        park = Q(park__name__icontains=words) | Q(municipality__icontains=words)
        questions = questions.filter(text | park | number if number else text | park)
    return questions


def filters_of(user: User) -> Sequence[SavedFilter]:
    """List the filters that somebody saved."""
    return list(user.desk_filters.all())


@dataclass(frozen=True, slots=True)
class Task:
    """Something to do: what, by when and where."""

    question: Question
    what: str
    due_on: date | None
    url: str
    is_late: bool


def tasks_of(user: User, *, at: datetime) -> list[Task]:
    """List what is due for somebody, soonest first; what has no day comes last."""
    today = at.astimezone(HERE).date()
    found = []
    for question in at_the_desk_of(user, at=at).filter(stage__in=OPEN)[:500]:
        url = reverse("question", args=[question.pk])
        found.append(_task(question, question.stage, url, today))
    mine = approaches_of(partner_of(user)).filter(state=Approach.State.ASKED)
    for approach in mine.filter(question__stage=Stage.OUT):
        url = reverse("proposal", args=[approach.pk])
        found.append(_task(approach.question, "PROPOSE", url, today))
    return sorted(found, key=_urgency)


def _urgency(task: Task) -> tuple[date, int, datetime]:
    """Sort by last day; without one, what is at the start of its way comes first."""
    stages = [stage.value for stage in OPEN]
    at = stages.index(task.question.stage)
    return task.due_on or date.max, at, task.question.received_at


def _task(question: Question, what: str, url: str, today: date) -> Task:
    due = question.due_on if question.stage == Stage.OUT else None
    is_late = due is not None and due < today and question.first_answer_at is None
    return Task(question, what, due, url, is_late)
