"""Setting up the desk: partners, days away, saved filters and the words of letters."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import transaction

from werklandschap.web.accounts.actions import add_organisation
from werklandschap.web.accounts.models import User
from werklandschap.web.audit import actions as audit
from werklandschap.web.audit.actions import Actor
from werklandschap.web.helpdesk.models import (
    Absence,
    LetterText,
    Partner,
    SavedFilter,
)
from werklandschap.web.helpdesk.queries.matching import known_partners


@transaction.atomic
def add_partners(
    *, names: Mapping[str, str] | None = None, actor: Actor, at: datetime
) -> list[Partner]:
    """Add the partners of the expertise matrix that are not there yet.

    Parameters
    ----------
    names : mapping of str to str, optional
        What they are called by key; their own names if not given.
    actor, at
        Who, when.
    """
    added = []
    for key, own_name in known_partners():
        name = own_name if names is None else names[key]
        if Partner.objects.filter(key=key).exists():
            continue
        organisation = add_organisation(name=name, actor=actor, at=at)
        partner = Partner.objects.create(key=key, organisation=organisation)
        audit.record("helpdesk.add_partner", partner, actor=actor, at=at)
        added.append(partner)
    return added


@transaction.atomic
def set_partner(
    *,
    partner: Partner,
    is_active: bool,
    regions: Sequence[str],
    conflicts: Sequence[str],
    actor: Actor,
    at: datetime,
) -> None:
    """Set whether a partner takes part, where it works and where it has an interest."""
    partner.is_active = is_active
    partner.regions, partner.conflicts = list(regions), list(conflicts)
    partner.save()
    audit.record("helpdesk.set_partner", partner, actor=actor, at=at, active=is_active)


@transaction.atomic
def be_away(
    *,
    user: User | None = None,
    partner: Partner | None = None,
    since: date,
    until: date,
    replacement: User | None,
    actor: Actor,
    at: datetime,
) -> Absence:
    """Note on which days somebody or a partner is away, and who stands in."""
    absence = Absence.objects.create(
        user=user, partner=partner, since=since, until=until, replacement=replacement
    )
    audit.record("helpdesk.be_away", absence, actor=actor, at=at)
    return absence


@transaction.atomic
def be_back(*, absence: Absence, actor: Actor, at: datetime) -> None:
    """Take an absence away: somebody is back sooner, or it was a mistake."""
    audit.record("helpdesk.be_back", absence, actor=actor, at=at)
    absence.delete()


@transaction.atomic
def save_filter(*, name: str, query: str, actor: User, at: datetime) -> SavedFilter:
    """Keep a choice of questions under a name; the same name is overwritten."""
    saved, _ = SavedFilter.objects.update_or_create(
        user=actor, name=name, defaults={"query": query}
    )
    audit.record("helpdesk.save_filter", saved, actor=actor, at=at)
    return saved


@transaction.atomic
def set_letter(
    *, kind: str, language: str, subject: str, body: str, actor: Actor, at: datetime
) -> LetterText:
    """Change the words of a letter."""
    text, _ = LetterText.objects.update_or_create(
        kind=kind, language=language, defaults={"subject": subject, "body": body}
    )
    audit.record("helpdesk.set_letter", text, actor=actor, at=at, kind=kind)
    return text
