"""What the page needs on which people correct the facts of a park."""

from django.urls import reverse
from django.utils.text import slugify

from werklandschap.web.accounts.rules import Person, may
from werklandschap.web.parks.models import Park
from werklandschap.web.scans.queries.words import language


def kinds_of_park() -> list[tuple[str, str]]:
    """List the kinds that a register knows, each with its name."""
    from werklandschap.register.kinds import KINDS

    return [(code, kind.label.in_language(language())) for code, kind in KINDS.items()]


def correction_url(person: Person, park: Park) -> str | None:
    """Give the address where somebody corrects the facts of a park, if they may."""
    if not may(person, "parks.correct", park):
        return None
    return reverse("correct_park", args=[park.code, slugify(park.name)])
