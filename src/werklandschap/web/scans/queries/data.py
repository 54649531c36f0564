"""Which data there are about a park, and how fresh they are."""

from dataclasses import dataclass
from datetime import date

from werklandschap.core.text import Text
from werklandschap.web.accounts.rules import Person
from werklandschap.web.parks.models import Park
from werklandschap.web.scans.queries import store

_OLD, _FRESH = 0.5, 0.99
_HALF_WIDTH_DEG = 0.015, 0.008
"""About a kilometre to each side."""


@dataclass(frozen=True, slots=True)
class Held:
    """What is there of one kind of data."""

    label: Text
    title: Text | None
    published: date | None
    covered_share: float
    freshness: Text

    @property
    def is_there(self) -> bool:
        """Whether there is anything."""
        return self.title is not None


def holdings_of(park: Park, *, on: date) -> list[Held]:
    """List what there is about a park on a day; nothing if nobody knows where it lies."""
    if not park.outline_wkb:
        return []
    return [
        Held(
            each.label,
            each.title,
            each.published,
            each.covered_share,
            _freshness(each.currency),
        )
        for each in store.holdings(park, on=on)
    ]


def bounds_for(person: Person) -> list[float] | None:
    """Choose where a map to draw on begins: around a park of this reader, in degrees.

    Parameters
    ----------
    person : User or AnonymousUser
        The reader; None for somebody without a park.
    """
    mine = Park.objects.within_reach(person, "scans.start")
    park = mine.filter(longitude_deg__isnull=False).order_by("pk").first()
    if park is None or park.longitude_deg is None or park.latitude_deg is None:
        return None
    east, north = _HALF_WIDTH_DEG
    x, y = park.longitude_deg, park.latitude_deg
    return [x - east, y - north, x + east, y + north]


def _freshness(currency: float) -> Text:
    if currency >= _FRESH:
        return Text("vers", "fresh")
    if currency >= _OLD:
        return Text("wat ouder", "somewhat older")
    return Text("oud", "old")
