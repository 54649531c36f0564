"""Terms of the law: the last day on which something is still in time."""

from datetime import date, timedelta
from functools import cache

import holidays

_SATURDAY = 5


def last_day(start: date, *, days: int) -> date:
    """Find the last day of a term that begins on the day after ``start``.

    Parameters
    ----------
    start : date
        The day of the event that starts the term.
    days : int
        Its length. [d]

    Returns
    -------
    date
        Moved on to the first working day if it would end on a Saturday, a Sunday or a
        holiday.

    References
    ----------
    .. [1] Algemene termijnenwet, art. 1 and 3 (from memory).

    Examples
    --------
    >>> last_day(date(2026, 10, 30), days=56)
    datetime.date(2026, 12, 28)
    """
    return _next_working_day(start + timedelta(days=days))


def suspended(term_ends: date, *, days: int) -> date:
    """Move the end of a term by the days for which it stood still.

    Parameters
    ----------
    term_ends : date
        The end without the suspension.
    days : int
        How long it stood still. [d]
    """
    return _next_working_day(term_ends + timedelta(days=days))


def _next_working_day(day: date) -> date:
    while day.weekday() >= _SATURDAY or day in _holidays(day.year):
        day += timedelta(days=1)
    return day


@cache
def _holidays(year: int) -> frozenset[date]:
    # Liberation day and Good Friday count in this law, although most people work.
    found = holidays.country_holidays(
        "NL", years=year, categories=("public", "optional")
    )
    return frozenset({*found, date(year, 5, 5)})
