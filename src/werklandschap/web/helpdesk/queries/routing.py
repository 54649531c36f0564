"""From what somebody typed as a place to park, municipality, region and seat."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from django.utils.translation import gettext as _

from werklandschap.core.text import Text
from werklandschap.governance import (
    UnknownMunicipality,
    expertise_labels,
    fields,
    municipalities,
    municipality_named,
    outside_of,
    outsides,
    region_of,
    regions,
    steps,
)
from werklandschap.governance.regions import today_of
from werklandschap.web.accounts.queries import energy_region_of
from werklandschap.web.accounts.rules import Person
from werklandschap.web.fulltext import fold
from werklandschap.web.helpdesk.models import Question
from werklandschap.web.parks.models import Park

_MOST = 8


@dataclass(frozen=True, slots=True)
class Place:
    """Where a question is about; ``value`` is how a form names it."""

    value: str
    label: str
    municipality_code: str
    municipality: str
    region_code: str
    province_code: str = ""
    park_id: int | None = None


def places_named(typed: str, person: Person) -> list[Place]:
    """List the parks and municipalities that may be meant, the likeliest first.

    Parameters
    ----------
    typed : str
        Name of a park or municipality, a former one too.
    person : User or AnonymousUser
        Who asks; private parks of others are not among them.
    """
    found = []
    with suppress(UnknownMunicipality):
        found.append(place_of_municipality(municipality_named(typed).code))
    word = fold(typed).strip()
    if len(word) >= 3:
        seen = Park.objects.visible_to(person)
        parks = seen.filter(name__icontains=typed.strip())[:_MOST]
        found += [place_of_park(park) for park in parks]
    return found


def place_of(value: str, person: Person) -> Place | None:
    """Find the place that a form named; None if there is no such place for this person."""
    kind, _, code = value.partition(":")
    if kind == "gemeente":
        try:
            return place_of_municipality(code)
        except UnknownMunicipality:
            return None
    if kind == "regio" and code in regions():
        region = regions()[code]
        return Place(value, region.name, "", "", code)
    park = Park.objects.visible_to(person).filter(code=code).first()
    return place_of_park(park) if kind == "terrein" and park else None


def place_of_municipality(code: str) -> Place:
    """Give a municipality, or the one that it is part of now, as a place."""
    found = today_of(code)
    region = region_of(found.code)
    return Place(
        value=f"gemeente:{found.code}",
        label=_("%(name)s (gemeente, regio %(region)s)")
        % {"name": found.name, "region": region.name},
        municipality_code=found.code,
        municipality=found.name,
        region_code=region.code,
    )


def place_of_park(park: Park) -> Place:
    """Give a park as a place."""
    return Place(
        value=f"terrein:{park.code}",
        label=", ".join(filter(None, (park.name, park.municipality))),
        municipality_code=park.municipality_code,
        municipality=park.municipality,
        region_code=energy_region_of(park.municipality_code),
        province_code=park.province_code,
        park_id=park.pk,
    )


def region_name(code: str) -> str:
    """Give the name of a region; empty if we do not know it."""
    return regions()[code].name if code in regions() else ""


def region_told(question: Question) -> str:
    """Name the region of a question; of a generated park it is the park's own."""
    own = question.park.region if question.park else ""
    return region_name(question.region_code) or own


def seat_of(code: str) -> str:
    """Give the organisation that holds the seat of regisseur of a region."""
    return regions()[code].seat if code in regions() else ""


def region_choices() -> list[tuple[str, str]]:
    """List all regions for a form, by name."""
    return sorted(((code, each.name) for code, each in regions().items()), key=_name)


def _name(choice: tuple[str, str]) -> str:
    return choice[1]


def municipality_names() -> Sequence[str]:
    """List all present municipalities by name."""
    return sorted(each.name for each in municipalities().values() if not each.ends)


def places_in(region_code: str) -> list[str]:
    """List the present municipalities of a region, as forms name them."""
    return [
        f"gemeente:{each.code}"
        for each in municipalities().values()
        if each.region == region_code
    ]


def step_labels() -> dict[str, Text]:
    """Give the steps of the toolbox."""
    return dict(steps())


def need_labels() -> dict[str, Text]:
    """Give everything that a question may need: steps and fields."""
    return dict(expertise_labels())


def field_labels() -> dict[str, Text]:
    """Give the fields of expertise."""
    return dict(fields())


def outside_key(text: str) -> str:
    """Tell which thing that the desk does not do is asked; empty if none seems so."""
    found = outside_of(text)
    return found.key if found else ""


def referral(key: str) -> tuple[Text, Text] | None:
    """Give what it is that the desk does not do, and where to go instead."""
    for each in outsides():
        if each.key == key:
            return each.label, each.referral
    return None
