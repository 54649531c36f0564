"""The clock of the desk: two weeks, in days of the calendar of the Netherlands."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from werklandschap.parameters import parameter

HERE = ZoneInfo("Europe/Amsterdam")
_WEEKEND = (5, 6)


@dataclass(frozen=True, slots=True)
class Pause:
    """A time in which the clock stands still, with the reason; without an end it goes on."""

    since: datetime
    until: datetime | None
    reason: str


@dataclass(frozen=True, slots=True)
class Clock:
    """When a question was put out, and when the clock stood still.

    Notes of the asker are no part of it, so that none can set it back.
    """

    started: datetime
    pauses: tuple[Pause, ...] = ()

    @property
    def is_paused(self) -> bool:
        """Whether it stands still now."""
        return any(pause.until is None for pause in self.pauses)


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last day, the moment at which it is over, and what moved it."""

    day: date
    over_at: datetime
    paused_days: int
    moved_by: tuple[date, ...] = field(default=())


def deadline(clock: Clock, holidays: Collection[date], *, at: datetime) -> Deadline:
    """Compute the last day on which a reaction is in time.

    Days are those of the calendar in Amsterdam, so that a night in which the clock goes
    forward or back shifts nothing. A pause moves the last day by the days that it lasted;
    a last day in a weekend or on a holiday moves to the next working day.

    Parameters
    ----------
    clock : Clock
        When it started and stood still.
    holidays : collection of date
        Days on which nobody works.
    at : datetime
        Now: until then an open pause has lasted.
    """
    allowed = round(parameter("desk.response_day", on=_day(clock.started)).value)
    paused = sum(_lasted(pause, at) for pause in clock.pauses)
    day, moved = _working(
        _day(clock.started) + timedelta(days=allowed + paused), holidays
    )
    over = datetime.combine(day + timedelta(days=1), time.min, HERE)
    return Deadline(day, over, paused, moved)


def _lasted(pause: Pause, at: datetime) -> int:
    return max(0, (_day(pause.until or at) - _day(pause.since)).days)


def _day(moment: datetime) -> date:
    return moment.astimezone(HERE).date()


def _working(day: date, holidays: Collection[date]) -> tuple[date, tuple[date, ...]]:
    moved: Sequence[date] = ()
    while day.weekday() in _WEEKEND or day in holidays:
        moved = (*moved, day)
        day += timedelta(days=1)
    return day, tuple(moved)


def level_of(clock: Clock, holidays: Collection[date], *, at: datetime) -> int:
    """Tell who must be warned: 0 nobody, 1 partner, 2 regisseur, 3 programme team.

    Parameters
    ----------
    clock : Clock
        When it started and stood still; a clock that stands still warns nobody.
    holidays : collection of date
        Days on which nobody works.
    at : datetime
        Now.
    """
    if clock.is_paused:
        return 0
    last, today = deadline(clock, holidays, at=at).day, _day(at)
    before = round(parameter("desk.reminder_day", on=today).value)
    after = round(parameter("desk.overdue_day", on=today).value)
    if today > last + timedelta(days=after):
        return 3
    if today > last:
        return 2
    return 1 if today >= last - timedelta(days=before) else 0
