"""From a point on the map to the parks and municipalities that may be meant."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from math import dist
from pathlib import Path
from typing import Any

from django.conf import settings

from werklandschap.governance import UnknownMunicipality
from werklandschap.web.accounts.rules import Person
from werklandschap.web.helpdesk.queries import routing
from werklandschap.web.parks import outlines
from werklandschap.web.parks.models import Park
from werklandschap.web.parks.places import places
from werklandschap.web.parks.queries import municipality_at

_NEAR_M = 3_000.0
"""A park further away is hardly the one that is meant: a choice."""

_WEST_DEG, _SOUTH_DEG, _EAST_DEG, _NORTH_DEG = 3.2, 50.7, 7.3, 53.6
_FARTHEST_M = 30_000.0
"""Outside these borders, or so far from the middle of any municipality, it is abroad."""

_MOST_PARKS, _MOST_MUNICIPALITIES = 4, 3


@dataclass(frozen=True, slots=True)
class Point:
    """A place on the map, in RD New. [m]."""

    east_m: float
    north_m: float


def point_of(typed: str) -> Point | None:
    """Read ``longitude,latitude`` as the map writes it; None if that is no point here."""
    import shapely

    parts = typed.split(",")
    try:
        longitude, latitude = (float(part) for part in parts)
    except ValueError:
        return None
    is_here = _WEST_DEG <= longitude <= _EAST_DEG
    if not (is_here and _SOUTH_DEG <= latitude <= _NORTH_DEG):
        return None
    there = outlines.from_degrees(shapely.Point(longitude, latitude))
    return Point(there.x, there.y)


def places_at(point: Point, person: Person, *, on: date) -> list[routing.Place]:
    """List what may be meant by a point: the park there, or what is near.

    The park in whose outline the point lies is the answer. Else these are the nearest
    parks and the municipality by the borders that the platform has collected; without
    borders, the municipalities whose middle is nearest. Whoever asks chooses.

    Parameters
    ----------
    point : Point
        Where somebody pointed.
    person : User or AnonymousUser
        Who asks; private parks of others are not among them.
    on : date
        Today.
    """
    near = sorted(_parks_near(point, person), key=lambda each: each[0])
    if near and near[0][0] == 0:
        return [routing.place_of_park(near[0][1])]
    found = [routing.place_of_park(park) for _, park in near[:_MOST_PARKS]]
    return found + list(_municipalities_near(point, on))


def _parks_near(point: Point, person: Person) -> Iterator[tuple[float, Park]]:
    """Give the parks nearby, each with its distance. [m]."""
    import shapely

    here = shapely.Point(point.east_m, point.north_m)
    around: Any = here.buffer(_NEAR_M).bounds
    near = Park.objects.visible_to(person).touching(*around)
    for park in near.filter(outline_wkb__isnull=False):
        distance_m = here.distance(shapely.from_wkb(bytes(park.outline_wkb or b"")))
        if distance_m <= _NEAR_M:
            yield distance_m, park


def _municipalities_near(point: Point, on: date) -> Iterator[routing.Place]:
    here = (point.east_m, point.north_m)
    code = municipality_at(*here, lake=Path(settings.LAKE), on=on)
    middles = {
        each: dist(here, (place.x_m, place.y_m))
        for each, place in places().items()
        if each.startswith("GM")
    }
    nearest = sorted(middles, key=middles.__getitem__)[:_MOST_MUNICIPALITIES]
    is_abroad = not code and middles[nearest[0]] > _FARTHEST_M
    for each in [code] if code else [] if is_abroad else nearest:
        with suppress(UnknownMunicipality):
            yield routing.place_of_municipality(each)
