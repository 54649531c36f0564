"""All parks in memory, to search, filter and draw them within milliseconds.

Every process keeps one catalogue of all parks, private ones too; whoever reads from it
asks `Catalogue.visible_to` first. It is read again once the parks have changed.
"""

import hashlib
import threading
from collections.abc import Mapping, Set
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Max, Q
from django.utils.translation import gettext_lazy as _

from werklandschap.web.accounts.rules import Person
from werklandschap.web.parks.models import Park
from werklandschap.web.parks.search import Index, in_order

Stamp = tuple[str, ...]

GROUPS = {
    "A": _("zeehaventerrein"),
    "B": _("bedrijventerrein"),
    "C": _("economische zone"),
    "X": _("onbekend"),
}
"""Kinds of work location (IBIS), without their subdivisions."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What lists and maps show of a park."""

    pk: int
    code: str
    name: str
    place: str
    municipality_code: str
    municipality: str
    province_code: str
    province: str
    kind: str
    size_ha: float | None
    net_ha: float | None
    start_year: int | None
    reference_year: int | None
    longitude_deg: float | None
    latitude_deg: float | None
    is_placed_by_municipality: bool
    is_public: bool
    is_generated: bool
    url: str

    @property
    def group(self) -> str:
        """The kind of work location as people tell them apart: A, B, C or X."""
        first = self.kind[:1]
        return first if first in GROUPS and "/" not in self.kind else "X"


@dataclass(frozen=True, slots=True, eq=False)
class Catalogue:
    """The parks as they were at one moment."""

    stamp: Stamp
    entries: Mapping[int, Entry]
    """By their key, in the order of their names."""

    index: Index
    public: Set[int]
    provinces: Mapping[str, str]
    """Names by code of the provinces that have public parks, in their order."""

    def visible_to(self, person: Person) -> Set[int]:
        """Give the keys of the parks that somebody may see."""
        if isinstance(person, AnonymousUser):
            return self.public
        own = private_of(person)
        return self.public | own if own else self.public

    @property
    def version(self) -> str:
        """A short text that changes whenever a park does, for addresses and headers."""
        return hashlib.sha256("|".join(self.stamp).encode()).hexdigest()[:16]


_LOCK = threading.Lock()
_kept: list[Catalogue] = []


def current() -> Catalogue:
    """Give the catalogue, read again if any park changed."""
    stamp = _stamp()
    with _LOCK:
        if not _kept or _kept[0].stamp != stamp:
            _kept[:] = [_read(stamp)]
        return _kept[0]


def forget() -> None:
    """Read all parks again next time, for a test that turns back the database."""
    with _LOCK:
        _kept.clear()


def private_of(person: Person) -> Set[int]:
    """Give the keys of the private parks that somebody may see."""
    private = Park.objects.visible_to(person).filter(is_public=False)
    return frozenset(private.order_by().values_list("pk", flat=True))


def _stamp() -> Stamp:
    """Sum up in one quick query what changes whenever a park does."""
    facts = Park.objects.aggregate(
        Max("changed_at"),
        parks=Count("pk"),
        public=Count("pk", filter=Q(is_public=True)),
    )
    return tuple(str(fact) for fact in facts.values())


def _read(stamp: Stamp) -> Catalogue:
    parks = [_entry(park) for park in Park.objects.defer("outline_wkb")]
    parks.sort(key=lambda park: (in_order(park.name), park.code))
    public = [park for park in parks if park.is_public]
    provinces = {park.province_code: park.province for park in public}
    return Catalogue(
        stamp,
        {park.pk: park for park in parks},
        Index(
            {
                park.pk: (park.name, park.place, park.municipality, park.code)
                for park in parks
            }
        ),
        frozenset(park.pk for park in public),
        {
            code: provinces[code]
            for code in sorted(
                filter(None, provinces), key=lambda code: provinces[code]
            )
        },
    )


def _entry(park: Park) -> Entry:
    facts = {name: getattr(park, name) for name in Entry.__slots__ if name != "url"}
    return Entry(**facts, url=park.get_absolute_url())
