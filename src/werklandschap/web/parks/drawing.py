"""What the map asks for once it is in the page: colours, private parks, suggestions."""

from collections.abc import Mapping, Sequence, Set
from typing import Any

from django.http import QueryDict

from werklandschap.web.accounts.rules import Person
from werklandschap.web.parks import catalogue as catalogues
from werklandschap.web.parks.catalogue import Catalogue, Entry
from werklandschap.web.parks.choice import Choice
from werklandschap.web.parks.classes import borders_of, class_of, colours
from werklandschap.web.parks.measures import measures, values_of
from werklandschap.web.parks.overview import read_choice
from werklandschap.web.parks.selection import matching


def values_for_map(address: QueryDict) -> dict[str, Any]:
    """Give the colours of the public parks and which of them pass the filters.

    Parameters
    ----------
    address : QueryDict
        The query of the page's address.

    Returns
    -------
    dict
        ``classes`` by the key of the park, ``colours`` and ``borders`` of the classes,
        ``matches``, the keys that pass the filters, and their ``bounds`` in degrees;
        both None if there are no filters.
    """
    catalogue = catalogues.current()
    choice = read_choice(address, catalogue, measures())
    return _answer(catalogue, choice, catalogue.public)


def _answer(catalogue: Catalogue, choice: Choice, visible: Set[int]) -> dict[str, Any]:
    measure = measures().get(choice.colour)
    known = values_of(choice.colour, catalogue) if measure else {}
    public = {pk: value for pk, value in known.items() if pk in catalogue.public}
    borders = borders_of(public.values(), is_year=bool(measure and measure.is_year))
    shown = {pk: value for pk, value in known.items() if pk in visible}
    matches = matching(catalogue, choice, visible) if choice.is_filtered else None
    return {
        "colours": colours(len(borders) + 1) if public else [],
        "borders": borders,
        "unit": measure.unit if measure else "",
        "classes": {pk: class_of(value, borders) for pk, value in shown.items()},
        "matches": matches,
        "bounds": _bounds([catalogue.entries[pk] for pk in matches or ()]),
    }


def _bounds(parks: Sequence[Entry]) -> list[float] | None:
    """Give the box in degrees around parks: west, south, east, north."""
    places = [
        (park.longitude_deg, park.latitude_deg)
        for park in parks
        if park.longitude_deg is not None and park.latitude_deg is not None
    ]
    if not places:
        return None
    longitudes, latitudes = zip(*places, strict=True)
    return [min(longitudes), min(latitudes), max(longitudes), max(latitudes)]


def private_for_map(address: QueryDict, person: Person) -> dict[str, Any]:
    """Give the private parks that somebody may see, as GeoJSON in degrees.

    Parameters
    ----------
    address : QueryDict
        The query of the page's address.
    person : User
        Who asks.
    """
    catalogue = catalogues.current()
    own = catalogue.visible_to(person) - catalogue.public
    choice = read_choice(address, catalogue, measures())
    answer = _answer(catalogue, choice, own)
    return {
        "type": "FeatureCollection",
        "features": [_feature(catalogue.entries[pk], answer) for pk in sorted(own)],
    }


def _feature(park: Entry, answer: Mapping[str, Any]) -> dict[str, Any]:
    matches = answer["matches"]
    return {
        "type": "Feature",
        "id": park.pk,
        "geometry": {
            "type": "Point",
            "coordinates": [park.longitude_deg, park.latitude_deg],
        }
        if park.longitude_deg is not None
        else None,
        "properties": {
            "pk": park.pk,
            "code": park.code,
            "name": park.name,
            "class": answer["classes"].get(park.pk),
            "matches": matches is None or park.pk in matches,
        },
    }


def suggestions(query: str, person: Person) -> Sequence[Entry]:
    """Find the ten parks that somebody most likely means, of those they may see.

    Parameters
    ----------
    query : str
        What they typed so far.
    person : User or AnonymousUser
        Who asks.
    """
    catalogue = catalogues.current()
    visible = catalogue.visible_to(person)
    found = (pk for pk in catalogue.index.find(query[:100]) if pk in visible)
    return [catalogue.entries[pk] for pk, _rank in zip(found, range(10), strict=False)]
