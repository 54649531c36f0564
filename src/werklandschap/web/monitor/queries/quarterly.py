"""The figures of a quarter, gathered for the report."""

from datetime import date, datetime, timedelta

from werklandschap.core.units import Unit
from werklandschap.report.quarterly import (
    Changed,
    Counted,
    Expected,
    Quarterly,
    report_pdf,
    slides_pdf,
)
from werklandschap.web.monitor.queries import ahead, course, story
from werklandschap.web.scans.queries.words import language

_MONTHS = 3


def is_quarter(year: int, quarter: int, *, today: date) -> bool:
    """Tell whether there is something to tell of a quarter: it has begun."""
    known = course.FIRST_YEAR <= year <= course.LAST_YEAR and 1 <= quarter <= 4
    return known and date(year, 1 + _MONTHS * (quarter - 1), 1) <= today


def figures_of(year: int, quarter: int, *, now: datetime) -> Quarterly:
    """Gather the figures of a quarter, as far as it went.

    Parameters
    ----------
    year, quarter : int
        Which one; a quarter that is over is counted as of its last day.
    now : datetime
        The moment of asking.
    """
    told = story.read()
    at = min(story.moment(_last_day(year, quarter)), now)
    before = told.counts(story.moment(_last_day(year, quarter, earlier=1)))
    shown = course.course(at, story=told)
    coming = ahead.ahead(told, at=at, levers={})
    return Quarterly(
        year=year,
        quarter=quarter,
        day=at.date(),
        counted=[
            Counted(
                row.target.label,
                before[row.target.name],
                row.count,
                row.target.target,
                row.target.source,
                row.target.note,
            )
            for row in shown.rows
        ],
        money=[(each["label"], each["amount"]) for each in shown.money],
        changed=[
            Changed(
                each.label,
                each.measured,
                each.planned,
                Unit(each.unit),
                each.kind.source,
                each.assumption,
            )
            for each in shown.works
        ],
        expected=[
            Expected(each.label, each.target, each.chance, each.low, each.high)
            for each in coming.goals
        ],
        notes=shown.notes,
        is_generated=shown.is_generated,
    )


def _last_day(year: int, quarter: int, *, earlier: int = 0) -> date:
    """Give the last day of a quarter, or of one some quarters earlier."""
    number = year * 4 + quarter - earlier
    after, months = divmod(number, 4)
    return date(after, 1 + _MONTHS * months, 1) - timedelta(days=1)


def report(year: int, quarter: int, *, now: datetime) -> bytes:
    """Set the report of a quarter."""
    return report_pdf(figures_of(year, quarter, now=now), language())


def slides(year: int, quarter: int, *, now: datetime) -> bytes:
    """Set the slides of a quarter."""
    return slides_pdf(figures_of(year, quarter, now=now), language())


def quarters(*, today: date) -> list[tuple[int, int]]:
    """List the quarters of which there is a report, newest first."""
    found = [
        (year, quarter)
        for year in range(course.FIRST_YEAR, course.LAST_YEAR + 1)
        for quarter in range(1, 5)
        if is_quarter(year, quarter, today=today)
    ]
    return found[::-1]
