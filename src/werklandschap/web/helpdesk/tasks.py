"""What workers do at the desk: warn whoever is late, and ask how it went."""

from datetime import datetime, timedelta

from werklandschap.governance import level_of
from werklandschap.governance.case import EVALUATED_AFTER, later
from werklandschap.governance.clock import HERE
from werklandschap.web.audit import actions as audit
from werklandschap.web.audit.actions import PLATFORM
from werklandschap.web.helpdesk.actions import letters, working
from werklandschap.web.helpdesk.actions.changing import ChangedMeanwhile, changing
from werklandschap.web.helpdesk.models import Approach, Question, Stage
from werklandschap.web.helpdesk.queries import standing

KEPT_AFTER_THE_END = timedelta(days=365)
"""So long after its end a question keeps who asked it."""


def warn_who_is_late(at: datetime) -> int:
    """Warn partner, regisseur and programme team in turn; returns how many were warned.

    Parameters
    ----------
    at : datetime
        Now.
    """
    warned = 0
    waiting = Question.objects.filter(stage=Stage.OUT, first_answer_at=None)
    for question in waiting:
        clock = standing.clock_of(question)
        assert clock is not None  # put out means that the clock started
        days_off = standing.holidays_near(clock.started.year)
        level = level_of(clock, days_off, at=at)
        if level > question.warned_level:
            warned += _warn(question, level, at=at)
    return warned + _ask_how_it_went(at)


def _warn(question: Question, level: int, *, at: datetime) -> int:
    try:
        with changing(question) as locked:
            locked.warned_level = level
            audit.record("helpdesk.warn", locked, actor=PLATFORM, at=at, level=level)
            kind = f"late_{level}"
            if level == 1:
                for each in locked.approaches.filter(state=Approach.State.ASKED):
                    working.tell_partner(kind, locked, each, at=at)
            elif level == 2:
                people = letters.regisseurs_of(locked, at=at)
                letters.to_people(kind, locked, people, at=at)
            else:
                letters.to_people(kind, locked, letters.programme_team(at=at), at=at)
    except ChangedMeanwhile:  # another worker was first, or somebody works on it
        return 0
    return 1


def _ask_how_it_went(at: datetime) -> int:
    """Write to askers of whom an evaluation is due, once for each."""
    on, asked = at.astimezone(HERE).date(), 0
    done = Question.objects.filter(carried_out_on__isnull=False).exclude(email="")
    for question in done:
        assert question.carried_out_on is not None  # so they were chosen
        told = {each.months for each in question.evaluations.all()}
        for months in EVALUATED_AFTER:
            is_due = later(question.carried_out_on, months) <= on
            if is_due and months not in told and question.asked_months < months:
                asked += _ask(question, months, at=at)
    return asked


def _ask(question: Question, months: int, *, at: datetime) -> int:
    try:
        with changing(question) as locked:
            locked.asked_months = months
            audit.record(
                "helpdesk.ask_how_it_went", locked, actor=PLATFORM, at=at, months=months
            )
            letters.to_asker("evaluate", locked, at=at)
    except ChangedMeanwhile:
        return 0
    return 1


def forget_askers(at: datetime) -> int:
    """Erase names, addresses and files of questions that ended a year ago.

    Parameters
    ----------
    at : datetime
        Now.
    """
    over = Question.objects.filter(ended_at__lt=at - KEPT_AFTER_THE_END)
    forgotten = 0
    for question in over.exclude(email=""):
        try:
            with changing(question) as locked:
                locked.name = locked.email = ""
                locked.attachments.all().delete()
                audit.record("helpdesk.forget_asker", locked, actor=PLATFORM, at=at)
        except ChangedMeanwhile:
            continue
        forgotten += 1
    return forgotten
