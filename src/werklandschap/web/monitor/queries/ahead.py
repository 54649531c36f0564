"""The forecast: what happened per quarter, what may come, and what holds it back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from werklandschap.core.text import Text
from werklandschap.governance.forecast import (
    Forecast,
    History,
    Limits,
    Stage,
    Tested,
    back_tested,
    bottleneck,
    forecast,
)
from werklandschap.governance.ladder import IN_SWARM
from werklandschap.governance.programme import REALISATION
from werklandschap.web.monitor.queries.course import LAST_YEAR
from werklandschap.web.monitor.queries.story import Park, Story, moment
from werklandschap.web.parks import models as parks

_STAGES = ("voucher", "voucher_delivered", REALISATION)
_LABELS: Mapping[str, Text] = {
    "present": Text("Terreinen die meedoen", "Parks that take part"),
    "voucher": Text("Terreinen met een voucher", "Parks with a voucher"),
    "voucher_delivered": Text("Groenvisie en financieringsplan klaar", "Plans ready"),
    REALISATION: Text("Terreinen waar iets is gerealiseerd", "Something realised"),
}
_GOALS = (("present", 1000), (REALISATION, 1000), ("voucher", 150), ("voucher_delivered", 150))  # fmt: skip
_HINDRANCES: Mapping[str, Text] = {
    "joined": Text("regisseurs", "regisseurs"),
    "voucher": Text("vouchers", "vouchers"),
    "voucher_delivered": Text("begeleiding", "guidance"),
    REALISATION: Text("stroomnet", "power grid"),
}
LEVERS = ("joined", "voucher", "voucher_delivered", REALISATION)
_QUARTERS, _DAYS_PER_QUARTER = 4, 91.3
_LATELY = timedelta(days=2 * 365)
"""Rates are those of so long: a choice, short enough to follow, long enough to count."""
_WIDTH, _HEIGHT, _FOOT = 100.0, 60.0, 8.0


@dataclass(frozen=True, slots=True)
class Goal:
    """A target: its chance, and the band at the end."""

    label: Text
    target: int
    chance: float
    low: float
    middle: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Ahead:
    """What the page of the forecast shows."""

    goals: Sequence[Goal]
    hinders: Sequence[tuple[Text, float]]
    tested: Sequence[Tested]
    chart: Mapping[str, Any]
    rows: Sequence[Mapping[str, Any]]
    known_quarters: int

    @property
    def within_share(self) -> float | None:
        """How many of the tested forecasts came out within their band."""
        if not self.tested:
            return None
        return sum(each.is_within for each in self.tested) / len(self.tested)


def quarter_of(at: date) -> int:
    """Give the number of a quarter, counted from the year nought."""
    return at.year * _QUARTERS + (at.month - 1) // 3


def history_of(story: Story, *, at: datetime) -> History:
    """Count who joined per quarter, and how long parks wait for each stage.

    Parameters
    ----------
    story : Story
        What happened.
    at : datetime
        Until when; the quarter that is under way counts as far as it went.
    """
    joined = [each for park in story.parks if (each := park.joined_at()) and each <= at]
    first = min((quarter_of(each) for each in joined), default=quarter_of(at))
    counts = [0] * (quarter_of(at) - first + 1)
    for each in joined:
        counts[quarter_of(each) - first] += 1
    before, stages = "joined", []
    for name in _STAGES:
        stages.append(_stage(story, before, name, at))
        before = name
    leaving = _leaving(story, at)
    known = parks.Park.objects.filter(is_public=True).count()
    return History(max(known, len(joined)), tuple(counts), tuple(stages), leaving)


def _leaving(story: Story, at: datetime) -> Stage:
    """Tell how many that joined take part no more, and how long all of them did."""
    left = there = 0
    waited_days = 0.0
    for park in story.parks:
        start = park.joined_at()
        if start is None or start > at:
            continue
        left_at = _left_at(park, at)
        left += left_at is not None
        there += left_at is None
        waited_days += max(((left_at or at) - start).days, 1)
    return Stage("left", left, there, waited_days / _DAYS_PER_QUARTER)


def _present(story: Story, quarters: int, at: datetime) -> list[int]:
    """Count who took part at the end of each of the last quarters."""
    last = quarter_of(at)
    ends = (_end_of(number) for number in range(last - quarters + 1, last + 1))
    return [len(story.taking_part(min(end, at))) for end in ends]


def _end_of(quarter: int) -> datetime:
    year, number = divmod(quarter + 1, _QUARTERS)
    return moment(date(year, 1 + 3 * number, 1) - timedelta(days=1))


def _stage(story: Story, before: str, name: str, at: datetime) -> Stage:
    """Tell how long parks wait between two moments, those that skipped the first included.

    Who left waits no more. Only the last years count: what a province has for vouchers, or
    a grid has room for, does not grow with the number of parks that wait for it.
    """
    since = at - _LATELY
    done = waiting = lately = 0
    waited_days = 0.0
    for park in story.parks:
        joined, end = park.joined_at(), park.first(name, at)
        start = joined if before == "joined" else park.first(before, at)
        if end is not None:
            done += 1
            lately += end > since
            until = end
        elif start is not None and start <= at:
            left_at = _left_at(park, at)
            waiting += left_at is None
            until = left_at or at
        else:
            continue
        waited_days += max((until - max(start or until, since)).days, 0)
    return Stage(name, done, waiting, waited_days / _DAYS_PER_QUARTER, lately)


def _left_at(park: Park, at: datetime) -> datetime | None:
    """Give the moment from which a park took part no more; None if it does."""
    known = [change for change in park.changes if change[0] <= at]
    return None if known and known[-1][1] in IN_SWARM else known[-1][0]


def limits_from(levers: Mapping[str, float | None]) -> Limits:
    """Make limits of what people set: parks a year, and for realisation a share in %.

    Parameters
    ----------
    levers : mapping
        By name of `LEVERS`; what is empty has no limit.
    """
    per_quarter = {
        name: value / _QUARTERS
        for name in LEVERS[:-1]
        if (value := levers.get(name)) is not None
    }
    held = levers.get(REALISATION)
    return Limits(per_quarter, {} if held is None else {REALISATION: held / 100})


def ahead(story: Story, *, at: datetime, levers: Mapping[str, float | None]) -> Ahead:
    """Forecast to the end of the programme.

    Parameters
    ----------
    story : Story
        What happened.
    at : datetime
        Until when it is known.
    levers : mapping
        See `limits_from`.
    """
    at = _last_whole_quarter(at)
    history, limits = history_of(story, at=at), limits_from(levers)
    quarters = max((LAST_YEAR + 1) * _QUARTERS - 1 - quarter_of(at), 1)
    found = forecast(history, quarters=quarters, limits=limits)
    gains = bottleneck(history, limits, quarters=quarters, name="present", target=1000)
    if limits.per_quarter or limits.held_share:
        for name, target in _GOALS[1:]:
            others = bottleneck(
                history, limits, quarters=quarters, name=name, target=target
            )
            gains = {each: max(gains[each], others[each]) for each in gains}
    hinders = sorted(gains.items(), key=lambda each: -each[1])
    return Ahead(
        goals=[_goal(found, name, target) for name, target in _GOALS],
        hinders=[(_HINDRANCES[name], gain) for name, gain in hinders if gain > 0],
        tested=back_tested(history),
        chart=_chart(_present(story, len(history.joined), at), found, quarter_of(at)),
        rows=_rows(found, at.year),
        known_quarters=len(history.joined),
    )


def _last_whole_quarter(at: datetime) -> datetime:
    """Give the end of the last quarter that is over; half a quarter says too little."""
    first = date(at.year, 1 + 3 * ((at.month - 1) // 3), 1)
    return min(moment(first - timedelta(days=1)), at)


def _goal(found: Forecast, name: str, target: int) -> Goal:
    low, middle, high = (float(each[-1]) for each in found.band(name))
    return Goal(_LABELS[name], target, found.chance(name, target), low, middle, high)


def _rows(found: Forecast, year: int) -> list[dict[str, Any]]:
    low, middle, high = found.band("present")
    last = len(middle) - 1
    return [
        {
            "year": each,
            "low": float(low[at]),
            "middle": float(middle[at]),
            "high": float(high[at]),
        }
        for each in range(year, LAST_YEAR + 1)
        if 0 <= (at := last - _QUARTERS * (LAST_YEAR - each)) <= last
    ]


def _chart(known: Sequence[int], found: Forecast, quarter: int) -> dict[str, Any]:
    """Draw the past as a line and the future as a band, up to the target of a thousand."""
    low, middle, high = found.band("present")
    steps = len(known) + len(middle)
    most = max(1100.0, float(high.max()))

    def point(step: int, value: float) -> str:
        x = _WIDTH * step / max(steps - 1, 1)
        y = _FOOT / 2 + (_HEIGHT - _FOOT) * (1 - value / most)
        return f"{x:.1f},{y:.1f}"

    start = len(known)
    last = point(start - 1, known[-1] if known else 0.0)
    ends = range(len(middle))
    upper = [point(start + n, float(high[n])) for n in ends]
    lower = [point(start + n, float(low[n])) for n in reversed(ends)]
    return {
        "past": " ".join(point(n, value) for n, value in enumerate(known)),
        "middle": " ".join([last, *(point(start + n, float(middle[n])) for n in ends)]),
        "band": " ".join([last, *upper, *lower]),
        "target_y": point(0, 1000.0).split(",")[1],
        "height": _HEIGHT,
        "first_year": (quarter - len(known) + 1) // _QUARTERS,
        "last_year": LAST_YEAR,
    }
