"""Checking certificates, and the list of those that were revoked."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from werklandschap.core.text import Language, Text
from werklandschap.web.accounts.rules import Person
from werklandschap.web.labels.models import Assessment, Certificate
from werklandschap.web.labels.queries import keys
from werklandschap.web.parks.models import Park

if TYPE_CHECKING:
    from werklandschap.governance.certificate import Checked

_LIST_HOLDS = timedelta(days=7)


def checked(told: str, *, on: date) -> "Checked":
    """Check a certificate as anybody could, with the list of today."""
    from werklandschap.governance.certificate import check

    return check(told, keys.public_keys(), on=on, revoked=revoked_numbers())


def revoked_numbers() -> set[str]:
    """List the numbers that were revoked."""
    found = Certificate.objects.exclude(revoked_at=None)
    return set(found.values_list("number", flat=True))


def revoked_list(*, on: date) -> dict[str, Any]:
    """Sign the list of what was revoked; it holds for a week."""
    from werklandschap.governance.certificate import sign

    facts = {
        "number": f"revoked-{on.isoformat()}",
        "revoked": sorted(revoked_numbers()),
        "issued_on": on.isoformat(),
        "expires_on": (on + _LIST_HOLDS).isoformat(),
    }
    return sign(facts, keys.signing_key())


def offline(*, on: date, language: Language) -> dict[str, Any]:
    """Gather all that a page needs to check certificates without us.

    Parameters
    ----------
    on : date
        Today; the list of revoked numbers holds from now.
    language : {"nl", "en"}
        Of its words.
    """
    from werklandschap.governance.certificate import SCHEMA, Verdict

    return {
        "schema": SCHEMA,
        "keys": keys.published(),
        "revoked": revoked_list(on=on),
        "verdicts": {each.value: each.label.in_language(language) for each in Verdict},
        "moments": {each.value: str(each.label) for each in Assessment.Moment},
        "words": {
            name: text.in_language(language) for name, text in _OFFLINE_WORDS.items()
        },
    }


_OFFLINE_WORDS = {
    "until": Text("geldig tot en met", "valid up to and including"),
    "generated": Text(
        "Dit is een gegenereerd voorbeeldterrein.", "This is a generated example park."
    ),
    "old": Text(
        "De lijst van ingetrokken certificaten in deze bladzijde is verouderd.",
        "The list of revoked certificates in this page is out of date.",
    ),
    "unable": Text(
        "Uw browser kan deze handtekening niet controleren. Gebruik een nieuwere browser.",
        "Your browser cannot check this signature. Use a newer browser.",
    ),
}


def certificate_for(person: Person, number: str) -> Certificate | None:
    """Find a certificate of a park that somebody may see."""
    return (
        Certificate.objects.filter(
            number=number, assessment__park__in=Park.objects.visible_to(person)
        )
        .select_related("assessment__park")
        .first()
    )
