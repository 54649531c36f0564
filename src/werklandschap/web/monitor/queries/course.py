"""The dashboard: counters by definition and year, the map, money, and provinces."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from werklandschap.core.text import Text
from werklandschap.governance.deals import in_euros
from werklandschap.governance.ladder import Status
from werklandschap.governance.programme import Target, targets, texts
from werklandschap.web.monitor.queries import story as stories
from werklandschap.web.monitor.queries import works
from werklandschap.web.monitor.queries.story import Story
from werklandschap.web.parks.models import Park
from werklandschap.web.programme.queries.fund import figures_as_of
from werklandschap.web.programme.queries.money import ACCOUNTS
from werklandschap.web.theme import land

FIRST_YEAR, LAST_YEAR = 2023, 2032
FEWEST = 5
"""Smaller numbers of parks in a cell are not told (a choice, as for firms)."""

_WEST, _EAST, _SOUTH, _NORTH = 3.3, 7.3, 50.7, 53.6
_WIDTH, _HEIGHT = 100.0, 116.0
_SHAPES: Mapping[Status, str] = {
    Status.PARTNER: "M-1 0a1 1 0 1 0 2 0a1 1 0 1 0 -2 0",
    Status.SHOWCASE: "M-1.1 -1.1h2.2v2.2h-2.2z",
    Status.AMBASSADOR: "M0 -1.7L1.6 1.2H-1.6z",
    Status.LIVING_LAB: "M0 -2L1.6 0L0 2L-1.6 0z",
}


@dataclass(frozen=True, slots=True)
class Row:
    """A promise: how many now, and at the end of each year."""

    target: Target
    count: int
    by_year: Sequence[int]

    @property
    def share(self) -> float:
        """The part of the target, from 0 to 1 and on."""
        return self.count / self.target.target


@dataclass(frozen=True, slots=True)
class Province:
    """How many of the parks of a province take part; None where too few to tell."""

    name: str
    parks: int
    taking_part: int | None

    @property
    def share(self) -> float | None:
        """The part that takes part."""
        return None if self.taking_part is None else self.taking_part / self.parks


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """Everything that the dashboard shows, as of a moment."""

    at: datetime
    years: Sequence[int]
    rows: Sequence[Row]
    notes: Sequence[Text]
    ground: str
    marks: Sequence[Mapping[str, Any]]
    legend: Sequence[Mapping[str, Any]]
    provinces: Sequence[Province]
    money: Sequence[Mapping[str, Any]]
    works: Sequence[works.Work]
    is_generated: bool


def course(at: datetime, *, story: Story | None = None) -> Course:
    """Count everything as of a moment.

    Parameters
    ----------
    at : datetime
        The moment.
    story : Story, optional
        What happened, if it was read already.
    """
    story = story or stories.read()
    taking_part = story.taking_part(at)
    years = list(range(FIRST_YEAR, min(at.year, LAST_YEAR) + 1))
    return Course(
        at=at,
        years=years,
        rows=_rows(story, at, years),
        notes=texts("notes"),
        ground=_ground(),
        marks=_marks(taking_part),
        legend=_legend(taking_part),
        provinces=provinces(taking_part),
        money=_money(at),
        works=works.works([park.park_id for park, _status in taking_part], at=at),
        is_generated=is_generated(taking_part),
    )


def _rows(story: Story, at: datetime, years: Sequence[int]) -> list[Row]:
    now = story.counts(at)
    ends = [story.counts(min(stories.moment(date(year, 12, 31)), at)) for year in years]
    return [
        Row(each, now[each.name], [end[each.name] for end in ends])
        for each in targets()
    ]


def _marks(taking_part: Sequence[tuple[stories.Park, Status]]) -> list[dict[str, Any]]:
    order = list(_SHAPES)
    shown = sorted(taking_part, key=lambda each: order.index(each[1]))
    return [
        {
            "x": _x(park.place[0]),
            "y": _y(park.place[1]),
            "path": _SHAPES[status],
            "kind": status.lower(),
        }
        for park, status in shown
        if park.place is not None
    ]


@cache
def _ground() -> str:
    """Draw the land under the map, as all maps of the site do."""
    told = json.loads(land.FILE.read_text("utf-8"))["geometry"]
    rings = told["coordinates"]
    if told["type"] == "MultiPolygon":
        rings = [ring for part in rings for ring in part]
    drawn = (" ".join(f"{_x(x)},{_y(y)}" for x, y in ring) for ring in rings)
    return "".join(f"M{each}z" for each in drawn)


def _x(longitude_deg: float) -> float:
    return round(_WIDTH * (longitude_deg - _WEST) / (_EAST - _WEST), 1)


def _y(latitude_deg: float) -> float:
    return round(_HEIGHT * (_NORTH - latitude_deg) / (_NORTH - _SOUTH), 1)


def _legend(taking_part: Sequence[tuple[stories.Park, Status]]) -> list[dict[str, Any]]:
    found = Counter(status for _park, status in taking_part)
    return [
        {
            "label": status.label,
            "path": path,
            "kind": status.lower(),
            "count": found[status],
        }
        for status, path in _SHAPES.items()
    ]


def provinces(taking_part: Sequence[tuple[stories.Park, Status]]) -> list[Province]:
    """Count who take part per province; small numbers are kept back.

    If one number alone is kept back, the next smallest is too: else it would follow from
    the total.

    Parameters
    ----------
    taking_part : sequence of (Park, Status)
        Who take part.
    """
    all_parks = Counter(
        Park.objects.filter(is_public=True).values_list("province", flat=True)
    )
    own = Counter(park.province for park, _status in taking_part)
    hidden = {name for name in all_parks if 0 < own[name] < FEWEST}
    rest = sorted((own[n], n) for n in all_parks if n not in hidden and own[n])
    if len(hidden) == 1 and rest:
        hidden.add(rest[0][1])
    return [
        Province(name or "–", all_parks[name], None if name in hidden else own[name])
        for name in sorted(all_parks)
    ]


def _money(at: datetime) -> list[dict[str, Any]]:
    cents: Counter[str] = Counter()
    for each in figures_as_of(at)["money_cents"]:
        cents[each["account"]] += each["cents"]
    return [
        {"label": label, "amount": in_euros(cents[account])}
        for account, label in ACCOUNTS.items()
    ]


def is_generated(taking_part: Sequence[tuple[stories.Park, Status]]) -> bool:
    """Tell whether any of the parks was made up."""
    keys = [park.park_id for park, _status in taking_part]
    return Park.objects.filter(is_generated=True, pk__in=keys).exists()


def open_data(found: Course) -> list[dict[str, Any]]:
    """List what anybody may have: counts by year, and provinces without small numbers."""
    counts = [
        {"what": row.target.name, "where": "NL", "year": year, "count": count}
        for row in found.rows
        for year, count in zip(found.years, row.by_year, strict=True)
    ]
    places = [
        {
            "what": "in_motion",
            "where": each.name,
            "year": found.at.year,
            "count": f"<{FEWEST}" if each.taking_part is None else each.taking_part,
        }
        for each in found.provinces
    ]
    return counts + places
