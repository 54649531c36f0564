"""Putting things at buildings, counted by what the building is."""

from collections.abc import Sequence

from werklandschap.landscape import Landscape
from werklandschap.measures._building_pools import facts_at
from werklandschap.measures._placed import fixed
from werklandschap.measures._words import Change, Place


def at_buildings(
    landscape: Landscape,
    places: Sequence[Place],
    column: str,
    *,
    name: str,
    times: str = "",
) -> Change:
    """Put something at the building of each place, as much as a fact of it says.

    Parameters
    ----------
    landscape : Landscape
        The landscape as it is.
    places : sequence of Place
        Places on buildings; one that was drawn is that of the building below it.
    column : str
        The fact of ``buildings`` that counts.
    name : str
        The measure.
    times : str
        A parameter to multiply with.
    """
    factor = landscape.assumptions[times] if times else 1.0
    hosts = [place.host or building_at(landscape, place) for place in places]
    amounts = facts_at(landscape, hosts, column) * factor
    named = [
        Place(place.geometry, host) for place, host in zip(places, hosts, strict=True)
    ]
    return fixed(landscape, named, list(amounts), name=name)


def one_each(landscape: Landscape, places: Sequence[Place], *, name: str) -> Change:
    """Put up one of something at each place."""
    return fixed(landscape, places, [1.0] * len(places), name=name)


def building_at(landscape: Landscape, place: Place) -> str:
    """Name the building below the middle of a place; empty if there is none."""
    buildings = landscape.buildings
    if buildings is None or buildings.empty:
        return ""
    middle = place.geometry.representative_point()
    found = buildings.sindex.query(middle, predicate="intersects")
    return str(buildings.index[found[0]]) if len(found) else ""
