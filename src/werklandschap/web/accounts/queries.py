"""Reads about people."""

from datetime import date
from typing import Any

from werklandschap.governance import (
    UnknownMunicipality,
    municipalities_in,
    region_of,
    regions,
)
from werklandschap.web.accounts.actions import hash_of
from werklandschap.web.accounts.models import Token, User
from werklandschap.web.audit.models import AuditEntry


def energy_region_of(municipality_code: str) -> str:
    """Give the code of the energy region of a municipality; empty if we know none.

    Parameters
    ----------
    municipality_code : str
        Such as ``GM0344``; one that was merged since lies in the region of its successor.
    """
    try:
        return region_of(municipality_code).code
    except UnknownMunicipality:
        return ""


def municipalities_of_region(code: str) -> frozenset[str]:
    """Give the codes of all municipalities of an energy region, former ones too."""
    return municipalities_in(code)


def is_energy_region(code: str) -> bool:
    """Tell whether a code is that of one of the thirty energy regions."""
    return code in regions()


def everything_about(user: User) -> dict[str, Any]:
    """Collect all that the platform keeps about somebody, for them to read."""
    return {
        "pseudonym": str(user.pseudonym),
        "email": user.email,
        "name": user.name,
        "organisation": user.organisation.name if user.organisation else None,
        "language": user.language,
        "last_login": user.last_login.isoformat() if user.last_login else None,
        "roles": list(user.assignments.values("role", "scope", "code")),
        "tokens": [
            {
                "name": each.name,
                "may": each.may,
                "created_at": each.created_at.isoformat(),
            }
            for each in user.tokens.all()
        ],
        "actions": [
            {
                "at": entry.at.isoformat(),
                "action": entry.action,
                "subject": entry.subject,
                "facts": entry.facts,
            }
            for entry in AuditEntry.objects.filter(actor=str(user.pseudonym))
        ],
    }


def by_token(secret: str, *, on: date) -> Token | None:
    """Find a key that is in use, and note the day of its use."""
    token = (
        Token.objects.select_related("user")
        .filter(secret_hash=hash_of(secret), user__is_active=True)
        .first()
    )
    if token is not None and token.last_used_on != on:
        Token.objects.filter(pk=token.pk).update(last_used_on=on)
    return token
