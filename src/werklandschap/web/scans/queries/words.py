"""Figures from rows, in the words of the engine."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from werklandschap.core.text import Language, Text
from werklandschap.web.scans.models import Figure, Scan

if TYPE_CHECKING:
    from werklandschap.indicators import Indicator
    from werklandschap.report.facts import Facts
    from werklandschap.study.outcome import Estimate

_M2_PER_HA = 10_000.0


@dataclass(slots=True, kw_only=True)
class Shown:
    """A figure with all that is told of it; what the shared components ask for."""

    indicator: str
    theme: str
    label: Text
    unit: str
    value: float | None
    low: float | None
    high: float | None
    reliability: float | None
    reason: Text | None
    meaning: Text | None
    formula: str
    formula_url: str
    sources: Sequence[Mapping[str, Any]]
    why_reliability: str
    most_sensitive: str
    target: float | None = None
    peers: tuple[float, ...] = field(default=())
    axis: tuple[float, float] | None = None
    place: str = ""
    change: str = ""

    @property
    def is_measured(self) -> bool:
        """Whether there is a value."""
        return self.value is not None


def language() -> Language:
    """Tell in which of our languages somebody reads."""
    return "en" if (get_language() or "nl").startswith("en") else "nl"


@cache
def catalogue() -> "dict[str, Indicator]":
    """List the indicators there are, theme by theme."""
    from werklandschap.study.baseline import in_order

    return {each.name: each for each in in_order()}


def shown(scan: Scan, figures: Iterable[Figure]) -> dict[str, Shown]:
    """Make figures of rows ready to be shown, theme by theme.

    Parameters
    ----------
    scan : Scan
        Whose figures they are.
    figures : iterable of Figure
        The rows; of indicators that no longer exist nothing is shown.
    """
    rows = {each.indicator: each for each in figures}
    sources = {source["key"]: _source(source) for source in scan.sources}
    return {
        name: _shown(indicator, rows[name], sources)
        for name, indicator in catalogue().items()
        if name in rows
    }


def _source(source: Mapping[str, Any]) -> dict[str, Any]:
    published = source["published"]
    return {
        "title": source["title"][language()],
        "publisher": source["publisher"],
        "licence": source["licence"],
        "url": source["url"],
        "date": date.fromisoformat(published) if published else None,
    }


def _shown(
    indicator: "Indicator", row: Figure, sources: Mapping[str, Mapping[str, Any]]
) -> Shown:
    from werklandschap.report.meanings import meaning_of

    reference = indicator.references[0] if indicator.references else None
    is_measured = row.value is not None
    return Shown(
        indicator=indicator.name,
        theme=str(indicator.theme),
        label=indicator.label,
        unit=str(indicator.unit),
        value=row.value,
        low=row.low,
        high=row.high,
        reliability=row.reliability if is_measured else None,
        reason=row.reason if row.reason_nl else None,
        meaning=meaning_of(indicator.name),
        formula=f"{reference.title} ({reference.publisher}, {reference.year})"
        if reference
        else "",
        formula_url=reference.url if reference else "",
        sources=[sources[key] for key in row.sources if key in sources],
        why_reliability=_why(row) if is_measured else "",
        most_sensitive=_most_sensitive(row),
    )


def _why(row: Figure) -> str:
    return _(
        "Dekking %(coverage)s, actualiteit %(currency)s, detail %(fit)s; de "
        "betrouwbaarheid is het product van de drie."
    ) % {
        "coverage": per_cent(row.coverage),
        "currency": per_cent(row.currency),
        "fit": per_cent(row.fit),
    }


def per_cent(share: float) -> str:
    """Write a share in whole per cents; what is less than one is said to be less."""
    from werklandschap.core.units import Unit
    from werklandschap.report.numbers import notation, unit_mark

    is_little = 0 < share < 0.01
    number = notation(1 if is_little else 100 * share, decimals=0, language=language())
    return ("<" if is_little else "") + number + unit_mark(Unit.SHARE, language())


def _most_sensitive(row: Figure) -> str:
    """Tell which other landscape moves the figure furthest from its value."""
    from werklandschap.landscape import ALTERNATIVES

    if row.value is None or row.low is None or row.high is None:
        return ""
    down, up = row.value - row.low, row.high - row.value
    name = row.low_from if down > up else row.high_from
    if max(down, up) <= 0 or name not in ALTERNATIVES:
        return _("Geen van de andere aannames verandert dit cijfer.")
    label = ALTERNATIVES[name].label.in_language(language())
    return _("Het meest zou het veranderen als dit waar was: %(what)s.") % {
        "what": label
    }


def facts_of(scan: Scan, rows: Iterable[Figure]) -> "Facts":
    """Gather what sentences can be made of."""
    from werklandschap.core.units import Unit
    from werklandschap.parameters import Assumptions
    from werklandschap.report.facts import Facts
    from werklandschap.report.numbers import Quantity

    measured = [row for row in rows if row.value is not None]
    known = [row for row in measured if row.indicator in catalogue()]
    return Facts(
        (scan.park.size_ha or 0.0) * _M2_PER_HA,
        {
            row.indicator: Quantity(
                number(row.value),
                number(row.low),
                number(row.high),
                Unit(catalogue()[row.indicator].unit),
            )
            for row in known
        },
        {row.indicator: row.reliability for row in known},
        Assumptions(scan.on),
    )


def estimates_of(rows: Iterable[Figure]) -> "list[Estimate]":
    """Make of rows what the engine made them from, without the sources."""
    from werklandschap.study.outcome import Estimate, Reliability

    return [
        Estimate(
            indicator=catalogue()[row.indicator],
            value=number(row.value),
            low=number(row.low),
            high=number(row.high),
            low_from=row.low_from,
            high_from=row.high_from,
            reliability=Reliability(row.coverage, row.currency, row.fit),
            reason=row.reason if row.reason_nl else None,
            sources=(),
        )
        for row in rows
        if row.indicator in catalogue()
    ]


def number(number: float | None) -> float:
    """Give a number of a row as the engine counts: NaN where there is none."""
    return math.nan if number is None else number
