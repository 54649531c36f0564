"""Reads for programs: the catalogue of indicators, and figures of many parks."""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from werklandschap.core.text import Text
from werklandschap.web.parks.models import Park
from werklandschap.web.scans.models import Figure, Scan

Figures = dict[str, Figure]


@dataclass(frozen=True, slots=True)
class IndicatorFacts:
    """What programs are told of an indicator."""

    name: str
    label: Text
    theme: str
    theme_label: Text
    unit: str
    symbol: str
    has_interval: bool
    layers: tuple[str, ...]
    references: tuple[Mapping[str, Any], ...]


@cache
def catalogue() -> Mapping[str, IndicatorFacts]:
    """Give every indicator by name; the first call takes seconds, the next ones none."""
    from werklandschap.indicators import INDICATORS

    return {
        each.name: IndicatorFacts(
            name=each.name,
            label=each.label,
            theme=each.theme.value,
            theme_label=each.theme.label,
            unit=each.unit.value,
            symbol=each.unit.symbol,
            has_interval=each.has_interval,
            layers=each.layers,
            references=tuple(
                {
                    "title": one.title,
                    "publisher": one.publisher,
                    "year": one.year,
                    "url": one.url,
                }
                for one in each.references
            ),
        )
        for each in INDICATORS.values()
    }


def current_scans(parks: Iterable[Park]) -> dict[int, Scan]:
    """Find the current scan of each park that has one, by key of the park."""
    keys = [park.pk for park in parks]
    return {
        scan.park_id: scan
        for scan in Scan.objects.filter(park__in=keys, is_current=True)
    }


def figures_of(
    scans: Iterable[Scan], names: Collection[str] | None = None
) -> dict[Any, Figures]:
    """Collect the figures of scans, by scan and indicator; all or those that are named.

    Parameters
    ----------
    scans : iterable of Scan
        Whose figures.
    names : collection of str, optional
        Which indicators.
    """
    rows = Figure.objects.filter(scan__in=[scan.pk for scan in scans])
    if names is not None:
        rows = rows.filter(indicator__in=names)
    found: dict[Any, Figures] = defaultdict(dict)
    for row in rows:
        found[row.scan_id][row.indicator] = row
    return found


def version_of_public_parks() -> str:
    """Give a text that changes when a public park or its current scan does."""
    parks = Park.objects.filter(is_public=True).order_by("pk")
    scans = Scan.objects.filter(park__is_public=True, is_current=True).order_by("pk")
    told = repr(
        [
            list(parks.values_list("pk", "changed_at")),
            list(scans.values_list("pk", "made_at")),
        ]
    )
    return hashlib.sha256(told.encode()).hexdigest()[:32]


def days_of_scans() -> tuple[date, date] | None:
    """Give the first and last day of scans of public parks; None if there is none."""
    days = Scan.objects.filter(park__is_public=True).order_by("on")
    first, last = days.first(), days.last()
    return (first.on, last.on) if first and last else None
