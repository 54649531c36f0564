"""Figures of the desk: how long it takes, how often in time, how content people are."""

import csv
import io
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from statistics import mean, median

from werklandschap.governance.clock import HERE
from werklandschap.parameters import parameter
from werklandschap.web.helpdesk.models import Approach, Asker, Question, Questions
from werklandschap.web.helpdesk.queries.routing import (
    region_name,
    region_told,
    step_labels,
)
from werklandschap.web.theme.queries import told


@dataclass(frozen=True, slots=True)
class Fact:
    """What counts of one question, or of how it lay with one partner."""

    group: str
    days: int | None
    is_answered: bool
    is_late: bool
    ratings: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """Figures of a group; None where there is nothing or too little to tell."""

    label: str
    count: int
    answered: int
    in_time_share: float | None
    median_days: float | None
    rating: float | None
    ratings: int

    @property
    def has_few_ratings(self) -> bool:
        """Whether there are answers, but too few to show an average."""
        return self.rating is None and self.ratings > 0


@dataclass(frozen=True, slots=True)
class Table:
    """Rows by one kind of group."""

    key: str
    rows: Sequence[Row]


def figures_of(questions: Questions, *, at: datetime) -> tuple[Row, list[Table]]:
    """Give the figures of some questions, all together and by region, type, step and partner.

    Parameters
    ----------
    questions : Questions
        Which ones; of others nothing is told.
    at : datetime
        Now.
    """
    told_of = list(
        questions.select_related("park").prefetch_related(
            "evaluations", "approaches__partner__organisation"
        )
    )
    least = round(parameter("desk.smallest_group_count", on=_day(at)).value)
    steps = {key: told(label) for key, label in step_labels().items()}
    askers = dict(Asker.choices)
    by: dict[str, Callable[[Question], str]] = {
        "region": lambda each: region_told(each) or "–",
        "asker": lambda each: str(askers[each.asker]),
        "step": lambda each: steps.get(each.step, "–"),
    }
    facts = {
        key: [_fact(each, name(each)) for each in told_of] for key, name in by.items()
    }
    facts["partner"] = [
        _fact_of_partner(each, approach)
        for each in told_of
        for approach in each.approaches.all()
    ]
    tables = [Table(key, _rows(each, least)) for key, each in facts.items()]
    return _row("", facts["region"], least), tables


def _day(at: datetime) -> date:
    return at.astimezone(HERE).date()


def _fact(question: Question, group: str) -> Fact:
    sent = [each for each in question.approaches.all() if each.sent_at]
    first = min(
        sent, key=lambda each: each.sent_at or question.received_at, default=None
    )
    return Fact(
        group=group,
        days=_days(question.put_out_at, question.first_answer_at),
        is_answered=question.first_answer_at is not None,
        is_late=first.is_late if first else False,
        ratings=tuple(each.rating for each in question.evaluations.all()),
    )


def _fact_of_partner(question: Question, approach: Approach) -> Fact:
    was_chosen = question.wanted_by_regisseur_id == approach.partner_id
    is_chosen = was_chosen and question.chosen_at is not None
    ratings = (each.rating for each in question.evaluations.all())
    return Fact(
        group=approach.partner.organisation.name,
        days=_days(approach.asked_at, approach.sent_at),
        is_answered=approach.sent_at is not None,
        is_late=approach.is_late,
        ratings=tuple(ratings) if is_chosen else (),
    )


def _days(begin: datetime | None, end: datetime | None) -> int | None:
    return (_day(end) - _day(begin)).days if begin and end else None


def _rows(facts: Iterable[Fact], least: int) -> list[Row]:
    groups: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        groups[fact.group].append(fact)
    rows = [_row(label, each, least) for label, each in groups.items()]
    return sorted(rows, key=lambda row: (-row.count, row.label))


def _row(label: str, facts: Sequence[Fact], least: int) -> Row:
    answered = [each for each in facts if each.is_answered]
    days = [each.days for each in facts if each.days is not None]
    ratings = [rating for each in facts for rating in each.ratings]
    in_time = sum(not each.is_late for each in answered)
    return Row(
        label=label,
        count=len(facts),
        answered=len(answered),
        in_time_share=in_time / len(answered) if answered else None,
        median_days=median(days) if days else None,
        rating=mean(ratings) if len(ratings) >= least else None,
        ratings=len(ratings),
    )


_COLUMNS = [
    "number",
    "received",
    "region",
    "municipality",
    "asker",
    "level",
    "step",
    "stage",
    "put_out",
    "due",
    "first_answer",
    "chosen",
    "carried_out",
    "partners",
    "proposals",
    "cost_eur",
    "own_eur",
]


def as_csv(questions: Questions) -> str:
    """Write questions as CSV: no names, no addresses, no words that people wrote."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    for each in questions.prefetch_related("approaches").order_by("pk"):
        sent = sum(approach.sent_at is not None for approach in each.approaches.all())
        writer.writerow(
            [
                each.pk,
                _iso(each.received_at),
                region_name(each.region_code),
                each.municipality,
                each.asker,
                each.level,
                each.step,
                each.stage,
                _iso(each.put_out_at),
                each.due_on or "",
                _iso(each.first_answer_at),
                _iso(each.chosen_at),
                each.carried_out_on or "",
                len(each.approaches.all()),
                sent,
                "" if each.cost_eur is None else each.cost_eur,
                "" if each.own_eur is None else each.own_eur,
            ]
        )
    return file.getvalue()


def _iso(moment: datetime | None) -> str:
    return _day(moment).isoformat() if moment else ""
