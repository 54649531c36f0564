"""A question as the rules see it: its stage, its clock, who has it."""

from collections.abc import Collection
from datetime import date, datetime
from functools import lru_cache

import holidays

from werklandschap.governance import (
    Case,
    Clock,
    Deadline,
    Party,
    Pause,
    Proposed,
    Stage,
    deadline,
    moves_of,
)
from werklandschap.governance.case import EVALUATED_AFTER, later
from werklandschap.governance.clock import HERE
from werklandschap.web.helpdesk.models import Approach, Question


def case_of(question: Question) -> Case:
    """Read a question as a case of the rules."""
    having = [
        each
        for each in question.approaches.select_related("partner")
        if each.state in Approach.HAVE_IT
    ]
    wanted = {
        Party.ASKER: question.wanted_by_asker,
        Party.REGISSEUR: question.wanted_by_regisseur,
    }
    return Case(
        stage=Stage(question.stage),
        asked=frozenset(each.partner.key for each in having),
        proposals={
            each.partner.key: Proposed(each.pages, each.cost_eur, each.own_eur)
            for each in having
            if each.sent_at
        },
        clock=clock_of(question),
        chosen_by={party: each.key for party, each in wanted.items() if each},
        carried_out_on=question.carried_out_on,
        evaluated=frozenset(each.months for each in question.evaluations.all()),
    )


def clock_of(question: Question) -> Clock | None:
    """Read the clock of a question; None before it was put out."""
    if question.put_out_at is None:
        return None
    pauses = tuple(
        Pause(each.since, each.until, each.reason) for each in question.pauses.all()
    )
    return Clock(question.put_out_at, pauses)


def deadline_of(question: Question, *, at: datetime) -> Deadline | None:
    """Tell the last day of a question now; None before it was put out."""
    clock = clock_of(question)
    if clock is None:
        return None
    return deadline(clock, holidays_near(clock.started.year), at=at)


@lru_cache(maxsize=8)
def holidays_near(year: int) -> Collection[date]:
    """List the public holidays of the Netherlands in a year and the next two."""
    return frozenset(holidays.country_holidays("NL", years=range(year, year + 3)))


def moves(question: Question, party: str) -> set[str]:
    """Tell what a party may try with a question now."""
    return {each.value for each in moves_of(Stage(question.stage), Party(party))}


def evaluation_due(question: Question, *, at: datetime) -> int | None:
    """Tell after how many months the asker can tell now how it went; None if not now."""
    if question.carried_out_on is None:
        return None
    told = {each.months for each in question.evaluations.all()}
    today = at.astimezone(HERE).date()
    due = [
        months
        for months in EVALUATED_AFTER
        if months not in told and later(question.carried_out_on, months) <= today
    ]
    return due[0] if due else None
