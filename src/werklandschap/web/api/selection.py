"""Which parks and scans somebody asks for, among those that they may see."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from werklandschap.web.accounts.rules import Person
from werklandschap.web.parks.models import Park, Parks
from werklandschap.web.scans.models import Figure, Scan

if TYPE_CHECKING:
    from shapely import Geometry

Period = tuple[date | None, date | None]


@dataclass(frozen=True, slots=True)
class Range:
    """Least and greatest value of an indicator, both included; None is no limit."""

    indicator: str
    least: float | None
    greatest: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """What somebody asks for; what is not given does not limit.

    ``area`` is a shape in RD New; ``equal`` holds fields of a park and their values;
    ``scanned`` is a period, both days included.
    """

    words: str = ""
    area: "Geometry | None" = None
    equal: Mapping[str, object] = field(default_factory=dict)
    least_ha: float | None = None
    greatest_ha: float | None = None
    ranges: Sequence[Range] = ()
    scanned: Period | None = None


def parks_for(person: Person, selection: Selection) -> Parks:
    """Choose parks; what somebody may not see cannot be found by any filter.

    Parameters
    ----------
    person : User or AnonymousUser
        Who asks.
    selection : Selection
        What they ask for.
    """
    parks = Park.objects.visible_to(person).filter(**selection.equal)
    parks = parks.filter(_called(selection.words), _sized(selection))
    for each in selection.ranges:
        parks = parks.filter(pk__in=_measured(each))
    if selection.scanned is not None:
        scans = Scan.objects.filter(_in_period(selection.scanned), is_current=True)
        parks = parks.filter(pk__in=scans.values("park"))
    if selection.area is not None:
        parks = _within(parks, selection.area)
    return parks


def scans_for(person: Person, selection: Selection) -> QuerySet[Scan]:
    """Choose scans of parks that somebody may see.

    Parameters
    ----------
    person : User or AnonymousUser
        Who asks.
    selection : Selection
        What they ask for; ``equal`` holds fields of a scan.
    """
    parks = Park.objects.visible_to(person)
    if selection.area is not None:
        parks = _within(parks, selection.area)
    scans = Scan.objects.filter(park__in=parks, **selection.equal)
    if selection.scanned is not None:
        scans = scans.filter(_in_period(selection.scanned))
    return scans.select_related("park")


def _called(words: str) -> Q:
    found = Q()
    for word in words.split():
        found &= (
            Q(name__icontains=word)
            | Q(place__icontains=word)
            | Q(municipality__icontains=word)
            | Q(code__iexact=word)
        )
    return found


def _sized(selection: Selection) -> Q:
    """Compare the area by the outline or, without one, that in the register."""
    limits = {"gte": selection.least_ha, "lte": selection.greatest_ha}
    sized = Q()
    for which, limit in limits.items():
        if limit is not None:
            sized &= Q(**{f"area_ha__{which}": limit}) | Q(
                area_ha=None, **{f"gross_ha__{which}": limit}
            )
    return sized


def _measured(asked: Range) -> QuerySet[Figure]:
    figures = Figure.objects.filter(
        scan__is_current=True, indicator=asked.indicator, value__isnull=False
    )
    if asked.least is not None:
        figures = figures.filter(value__gte=asked.least)
    if asked.greatest is not None:
        figures = figures.filter(value__lte=asked.greatest)
    return figures.values("scan__park")  # type: ignore[return-value]


def _in_period(period: Period) -> Q:
    first, last = period
    found = Q()
    if first is not None:
        found &= Q(on__gte=first)
    if last is not None:
        found &= Q(on__lte=last)
    return found


def _within(parks: Parks, area: "Geometry") -> Parks:
    """Leave parks whose outline touches an area; without an outline none does."""
    if area.is_empty:
        return parks.none()
    near = parks.touching(*area.bounds).filter(outline_wkb__isnull=False)
    return near.exclude(pk__in=_beside(near, area))


def _beside(parks: Parks, area: "Geometry") -> list[int]:
    """List the parks near an area that do not touch it."""
    import numpy as np
    import shapely

    rows = list(parks.order_by().values_list("pk", "outline_wkb"))
    shapely.prepare(area)
    outlines = [bytes(wkb) for _, wkb in rows if wkb is not None]
    shapes = shapely.from_wkb(np.array(outlines, dtype=np.object_))
    touches = shapely.intersects(area, shapes)
    return [pk for (pk, _), is_in in zip(rows, touches, strict=True) if not is_in]
