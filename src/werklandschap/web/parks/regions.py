"""Parks by province and municipality, with their totals."""

from collections.abc import Sequence
from dataclasses import dataclass

from werklandschap.web.accounts.rules import Person
from werklandschap.web.parks import catalogue as catalogues
from werklandschap.web.parks.catalogue import Entry
from werklandschap.web.parks.selection import Total, totals, whole


@dataclass(frozen=True, slots=True)
class Region:
    """A border with the parks in it that the reader may see, and their totals."""

    code: str
    name: str
    parts: Sequence[Total]
    parks: Sequence[Entry]
    above: Total | None = None

    @property
    def total(self) -> Total:
        """All parts together."""
        return whole(self.parts)


def country(person: Person) -> Region:
    """Give all provinces.

    Parameters
    ----------
    person : User or AnonymousUser
        Who asks.
    """
    parks = _visible(person)
    return Region("", "", totals(parks, "province"), parks)


def province(code: str, person: Person) -> Region | None:
    """Give the municipalities of a province; None if it has no parks to be seen.

    Parameters
    ----------
    code : str
        The CBS code, such as ``PV23``.
    person : User or AnonymousUser
        Who asks.
    """
    parks = [park for park in _visible(person) if park.province_code == code]
    if not parks:
        return None
    return Region(code, parks[0].province, totals(parks, "municipality"), parks)


def municipality(code: str, person: Person) -> Region | None:
    """Give the parks of a municipality; None if it has none to be seen.

    Parameters
    ----------
    code : str
        The CBS code, such as ``GM1742``.
    person : User or AnonymousUser
        Who asks.
    """
    parks = [park for park in _visible(person) if park.municipality_code == code]
    if not parks:
        return None
    above = totals(parks[:1], "province")[0]
    return Region(
        code, parks[0].municipality, totals(parks, "municipality"), parks, above
    )


def _visible(person: Person) -> list[Entry]:
    known = catalogues.current()
    visible = known.visible_to(person)
    return [park for pk, park in known.entries.items() if pk in visible]
