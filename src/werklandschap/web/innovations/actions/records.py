"""Loading and changing records."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, ClassVar

from django.db import transaction

from werklandschap.core.errors import WerklandschapError
from werklandschap.core.text import Text
from werklandschap.web.accounts.models import User
from werklandschap.web.audit import actions as audit
from werklandschap.web.audit.actions import Actor
from werklandschap.web.innovations.models import Contact, Innovation, Version
from werklandschap.web.innovations.queries import shipped

REVIEWED_EVERY = timedelta(days=365)
CONSENT_HOLDS = timedelta(days=2 * 365)
"""A person who may be asked is shown for two years, unless they agree again."""


@dataclass(eq=False)
class ChangedMeanwhile(WerklandschapError):
    """Somebody else changed the record while it was being edited."""

    code: ClassVar[str] = "innovations.changed_meanwhile"
    message: ClassVar[Text] = Text(
        nl="Iemand anders heeft deze innovatie net gewijzigd (versie {version}). Uw tekst "
        "staat hieronder nog; vergelijk hem met de nieuwe versie en bewaar opnieuw.",
        en="Somebody else has just changed this innovation (version {version}). Your text "
        "is still below; compare it with the new version and save again.",
    )

    version: int


@transaction.atomic
def load_shipped(*, actor: Actor, at: datetime) -> int:
    """Load the records of the package; returns how many are new or newer.

    A record that did not change since is left alone, and so is one that an editor
    changed: people go before the package.
    """
    known = {each.code: each for each in Innovation.objects.all()}
    return sum(
        _load(code, content, known.get(code), actor, at)
        for code, content in shipped.records()
    )


def _load(
    code: str,
    content: dict[str, Any],
    known: Innovation | None,
    actor: Actor,
    at: datetime,
) -> bool:
    mark = shipped.hash_of(content)
    if known is None:
        made = Innovation(code=code, version=0)
        _put(made, content, mark, at)
        _keep(made, actor, at, "")
        return True
    is_edited = known.versions.filter(made_by__isnull=False).exists()
    if known.shipped_hash == mark or is_edited:
        return False
    _put(known, content, mark, at)
    _keep(known, actor, at, "")
    return True


def _put(
    innovation: Innovation, content: Mapping[str, Any], mark: str, at: datetime
) -> None:
    innovation.content = dict(content)
    innovation.kind = content["kind"]
    innovation.maturity = content["maturity"]
    innovation.review_on = date.fromisoformat(content["review_on"])
    innovation.shipped_hash = mark
    innovation.changed_at = at
    innovation.version += 1


def _keep(innovation: Innovation, actor: Actor, at: datetime, note: str) -> None:
    innovation.save()
    Version.objects.create(
        innovation=innovation,
        number=innovation.version,
        content=innovation.content,
        made_at=at,
        made_by=actor if isinstance(actor, User) else None,
        note=note,
    )
    audit.record(
        "innovations.change",
        innovation,
        actor=actor,
        at=at,
        version=innovation.version,
    )


@transaction.atomic
def add(
    *, code: str, content: Mapping[str, Any], note: str, actor: User, at: datetime
) -> Innovation:
    """Add a record that people wrote."""
    innovation = Innovation(code=code, version=0, owner=actor)
    _put(innovation, content, "", at)
    _keep(innovation, actor, at, note)
    return innovation


@transaction.atomic
def edit(
    *,
    innovation: Innovation,
    changes: Mapping[str, Any],
    seen_version: int,
    note: str,
    actor: User,
    at: datetime,
) -> Innovation:
    """Change parts of a record; what was, stays in its versions.

    Raises
    ------
    ChangedMeanwhile
        If it has another version than was seen.
    """
    innovation = Innovation.objects.select_for_update().get(pk=innovation.pk)
    if innovation.version != seen_version:
        raise ChangedMeanwhile(innovation.version)
    content = {**innovation.content, **changes}
    _put(innovation, content, innovation.shipped_hash, at)
    innovation.owner = innovation.owner or actor
    _keep(innovation, actor, at, note)
    return innovation


@transaction.atomic
def add_lesson(
    *, innovation: Innovation, lesson: Text, note: str, actor: User, at: datetime
) -> Innovation:
    """Add what was learned elsewhere, such as at a meeting."""
    innovation = Innovation.objects.select_for_update().get(pk=innovation.pk)
    told = {"nl": lesson.nl, "en": lesson.en}
    return edit(
        innovation=innovation,
        changes={"lessons": [*innovation.content.get("lessons", ()), told]},
        seen_version=innovation.version,
        note=note,
        actor=actor,
        at=at,
    )


@transaction.atomic
def add_contact(
    *, innovation: Innovation, name: str, email: str, actor: Actor, at: datetime
) -> Contact:
    """Name somebody who agreed to be asked about it."""
    contact = Contact.objects.create(
        innovation=innovation,
        name=name,
        email=email,
        consent_at=at,
        expires_on=(at + CONSENT_HOLDS).date(),
    )
    audit.record("innovations.add_contact", innovation, actor=actor, at=at)
    return contact


@transaction.atomic
def forget_contacts(*, actor: Actor, at: datetime) -> int:
    """Forget whose consent has run out; returns how many."""
    over = Contact.objects.filter(expires_on__lt=at.date()).select_related("innovation")
    for contact in over:
        audit.record(
            "innovations.forget_contact", contact.innovation, actor=actor, at=at
        )
    return over.delete()[0]
