"""Parks and scans beside each other, and why two scans of one park differ."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from werklandschap.core.text import Text
from werklandschap.web.accounts.rules import Person, may
from werklandschap.web.parks.models import Park
from werklandschap.web.scans.models import Scan
from werklandschap.web.scans.queries import words
from werklandschap.web.scans.queries.causes import (
    Cause,
    between,
    causes_of,
    differences,
)
from werklandschap.web.scans.queries.words import Shown

MOST = 4
"""More columns nobody can read beside each other."""

_FIRST = "paved_share"
_BAR, _GAP, _LABEL = 28, 14, 18


@dataclass(slots=True)
class Column:
    """A scan that is compared, and what was found; a park without a scan has none."""

    park: Park
    scan: Scan | None
    figures: Mapping[str, Shown]


@dataclass(slots=True)
class Row:
    """One indicator over all columns."""

    indicator: str
    label: Text
    theme: Text
    cells: Sequence[Shown | None]


@dataclass(slots=True)
class Bar:
    """A bar of the chart, in per cent of its width."""

    label: str
    value: Shown | None
    y: int
    width: str
    low: str
    high: str


@dataclass(slots=True)
class Comparison:
    """Everything that the page of a comparison shows."""

    columns: Sequence[Column]
    rows: Sequence[Row]
    indicator: str
    bars: Sequence[Bar]
    height: int
    causes: Sequence[Cause]
    again: Scan | None
    left_out: int

    @property
    def is_one_park(self) -> bool:
        """Whether the columns are scans of one and the same park."""
        return len({column.park.pk for column in self.columns}) == 1

    @property
    def chart_row(self) -> Row | None:
        """The indicator that the chart draws."""
        return next((row for row in self.rows if row.indicator == self.indicator), None)


def chosen(
    person: Person,
    *,
    parks: Sequence[str],
    scans: Sequence[str],
    indicator: str = "",
) -> Comparison:
    """Put parks and scans beside each other.

    Parameters
    ----------
    person : User or AnonymousUser
        Who asks; what they may not see is left out.
    parks, scans : sequence of str
        Numbers of parks, of which the current scan counts, and keys of scans.
    indicator : str
        What the chart draws.
    """
    seen = Park.objects.visible_to(person)
    found = [*_of_parks(seen, parks), *_of_scans(seen, scans)][:MOST]
    columns = [_column(park, scan) for park, scan in found]
    rows = list(_rows(columns))
    names = [row.indicator for row in rows]
    drawn = next((n for n in (indicator, _FIRST, *names) if n in names), "")
    bars = _bars(columns, drawn)
    pair = _pair(columns)
    return Comparison(
        columns=columns,
        rows=rows,
        indicator=drawn,
        bars=bars,
        height=len(bars) * (_BAR + _GAP + _LABEL),
        causes=causes_of(*pair) if pair else (),
        again=_again(person, *pair) if pair else None,
        left_out=max(0, len(parks) + len(scans) - len(found)),
    )


def _of_parks(
    seen: Iterable[Park], codes: Sequence[str]
) -> Iterable[tuple[Park, Scan | None]]:
    by_code = {park.code: park for park in seen.filter(code__in=codes)}  # type: ignore[attr-defined]
    for code in dict.fromkeys(codes):
        if (park := by_code.get(code)) is not None:
            yield park, Scan.objects.filter(park=park, is_current=True).first()


def _of_scans(
    seen: Iterable[Park], keys: Sequence[str]
) -> Iterable[tuple[Park, Scan | None]]:
    known = [key for key in map(_key, dict.fromkeys(keys)) if key is not None]
    found = Scan.objects.filter(pk__in=known, park__in=seen).select_related("park")
    by_key = {scan.pk: scan for scan in found}
    for key in known:
        if (scan := by_key.get(key)) is not None:
            yield scan.park, scan


def _key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _column(park: Park, scan: Scan | None) -> Column:
    if scan is None:
        return Column(park, None, {})
    return Column(park, scan, words.shown(scan, scan.figures.all()))


def _rows(columns: Sequence[Column]) -> Iterable[Row]:
    for name, indicator in words.catalogue().items():
        cells = [column.figures.get(name) for column in columns]
        if any(cell is not None and cell.is_measured for cell in cells):
            yield Row(name, indicator.label, indicator.theme.label, cells)


def _bars(columns: Sequence[Column], indicator: str) -> list[Bar]:
    cells = [column.figures.get(indicator) for column in columns]
    highest = max(
        (cell.high for cell in cells if cell is not None and cell.high is not None),
        default=0.0,
    )
    unit = words.catalogue()[indicator].unit.value if indicator else ""
    most = 1.0 if unit == "share" else (highest or 1.0)
    step = _BAR + _GAP + _LABEL
    return [
        Bar(
            label=_named(column, columns),
            value=cell if cell is not None and cell.is_measured else None,
            y=place * step,
            width=_part(cell.value if cell else None, most),
            low=_part(cell.low if cell else None, most),
            high=_part(cell.high if cell else None, most),
        )
        for place, (column, cell) in enumerate(zip(columns, cells, strict=True))
    ]


def _named(column: Column, columns: Sequence[Column]) -> str:
    from werklandschap.report.numbers import long_date

    if sum(each.park.pk == column.park.pk for each in columns) < 2 or not column.scan:
        return column.park.name
    return _("%(park)s, %(day)s") % {
        "park": column.park.name,
        "day": long_date(column.scan.on, words.language()),
    }


def _part(number: float | None, most: float) -> str:
    return f"{100 * max(0.0, min(1.0, (number or 0.0) / most)):.2f}"


def _pair(columns: Sequence[Column]) -> tuple[Scan, Scan] | None:
    """Give the two scans of one park, the former first, if that is what is compared."""
    if len(columns) != 2 or columns[0].park.pk != columns[1].park.pk:
        return None
    scans = [column.scan for column in columns if column.scan is not None]
    if len(scans) != 2:
        return None
    before, after = sorted(scans, key=lambda scan: (scan.on, scan.made_at))
    return before, after


def _again(person: Person, before: Scan, after: Scan) -> Scan | None:
    """Tell of which scan a new calculation would divide the change further."""
    differ = differences(before, after)
    is_open = differ.method and differ.land and between(before, after) is None
    return before if is_open and may(person, "scans.start", before.park) else None
