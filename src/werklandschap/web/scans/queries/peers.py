"""Parks with which a park can be compared, and its place among them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce

from werklandschap.web.parks.models import Park
from werklandschap.web.scans.models import Figure

FEWEST = 5
"""Among fewer parks a place says nothing (a choice)."""

_SIZE_FACTOR = 2.0
"""Comparable parks are at least half and at most twice as large (a choice)."""

_YEARS = 15
"""Comparable parks began at most so many years earlier or later (a choice)."""

_DECILES = 10


@dataclass(frozen=True, slots=True)
class Place:
    """The values of other parks, and how many of them are lower."""

    values: tuple[float, ...] = ()
    lower: int = 0

    @property
    def is_known(self) -> bool:
        """Whether there are enough parks to say anything."""
        return len(self.values) >= FEWEST

    @property
    def tenths(self) -> int:
        """Of every ten parks so many have a lower value."""
        return round(_DECILES * self.lower / len(self.values)) if self.values else 0

    def deciles(self) -> tuple[float, ...]:
        """Give the values that divide the parks in ten equal groups, with both ends."""
        if not self.is_known:
            return ()
        last = len(self.values) - 1
        return tuple(
            self.values[round(last * step / _DECILES)] for step in range(_DECILES + 1)
        )


@dataclass(frozen=True, slots=True)
class Places:
    """The place of a park among comparable ones and in the country, per indicator."""

    near: Mapping[str, Place] = field(default_factory=dict)
    country: Mapping[str, Place] = field(default_factory=dict)


def places_of(park: Park, figures: Iterable[Figure]) -> Places:
    """Find the place of the figures of a park among those of other public parks.

    Parameters
    ----------
    park : Park
        The park. Parks that are made up are compared with each other only.
    figures : iterable of Figure
        Its figures.
    """
    own = {each.indicator: each.value for each in figures if each.value is not None}
    others = Park.objects.filter(
        is_public=True, is_generated=park.is_generated
    ).exclude(pk=park.pk)
    near = set(_comparable(park, others).values_list("pk", flat=True))
    rows = Figure.objects.filter(
        scan__is_current=True,
        scan__park__in=others,
        value__isnull=False,
        indicator__in=own,
    ).values_list("indicator", "scan__park_id", "value")
    country: dict[str, list[float]] = {}
    close: dict[str, list[float]] = {}
    for indicator, park_id, value in rows:
        if value is None:
            continue
        country.setdefault(indicator, []).append(value)
        if park_id in near:
            close.setdefault(indicator, []).append(value)
    return Places(_placed(close, own), _placed(country, own))


def _placed(
    values: Mapping[str, Sequence[float]], own: Mapping[str, float]
) -> dict[str, Place]:
    return {
        name: Place(tuple(sorted(found)), sum(value < own[name] for value in found))
        for name, found in values.items()
    }


def _comparable(park: Park, others: QuerySet[Park]) -> QuerySet[Park]:
    """Leave parks of the same kind and about the same size and age."""
    alike = Q(kind=park.kind)
    if (size := park.size_ha) is not None:
        others = others.annotate(any_ha=Coalesce(F("area_ha"), F("gross_ha")))
        alike &= Q(any_ha__gte=size / _SIZE_FACTOR, any_ha__lte=size * _SIZE_FACTOR)
    if (year := park.start_year) is not None:
        alike &= Q(start_year__gte=year - _YEARS, start_year__lte=year + _YEARS)
    return others.filter(alike)
