"""Figures of current scans, for the map and the list of parks."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

from django.db.models import Count, Max

from werklandschap.web.parks.figures import Indicator, Provider
from werklandschap.web.scans.models import Figure, Scan


def stamp() -> str:
    """Give a text that changes whenever the current scan of any park does."""
    facts = Scan.objects.filter(is_current=True).aggregate(
        count=Count("pk"), newest=Max("made_at")
    )
    return f"{facts['count']} {facts['newest']}"


def values_of(indicator: str) -> Mapping[int, float]:
    """Give the values of an indicator in current scans, by the key of the park."""
    return _values(indicator, stamp())


def indicators() -> Sequence[Indicator]:
    """List the indicators of which any current scan has a value, theme by theme."""
    return _indicators(stamp())


@lru_cache(maxsize=128)
def _values(indicator: str, _stamp: str) -> Mapping[int, float]:
    rows = Figure.objects.filter(
        indicator=indicator, scan__is_current=True, value__isnull=False
    )
    found = rows.values_list("scan__park_id", "value")
    return {park: value for park, value in found if value is not None}


@lru_cache(maxsize=2)
def _indicators(_stamp: str) -> Sequence[Indicator]:
    from werklandschap.study.baseline import in_order

    rows = Figure.objects.filter(scan__is_current=True, value__isnull=False)
    known = set(rows.values_list("indicator", flat=True).distinct())
    return tuple(
        Indicator(each.name, each.label, each.unit.symbol)
        for each in in_order()
        if each.name in known
    )


def forget() -> None:
    """Read anew: a test turns back the database."""
    _values.cache_clear()
    _indicators.cache_clear()


PROVIDER = Provider(indicators, values_of, stamp)
