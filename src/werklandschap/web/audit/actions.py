"""Writing the audit record."""

from datetime import datetime
from typing import Protocol

from django.db.models import Model

from werklandschap.web.audit.models import AuditEntry


class Actor(Protocol):
    """Who can do something: a person, or the platform itself."""

    @property
    def pseudonym(self) -> object:
        """The name under which the record knows them."""


class _Platform:
    pseudonym = "platform"


PLATFORM: Actor = _Platform()
"""The actor of what no person asked for, such as picking up work of a dead worker."""


def record(
    action: str,
    subject: Model,
    *,
    actor: Actor,
    at: datetime,
    **facts: str | int | float | bool | None,
) -> AuditEntry:
    """Record that ``actor`` did ``action`` to ``subject``; no personal data in facts."""
    return AuditEntry.objects.create(
        at=at,
        actor=str(actor.pseudonym),
        action=action,
        subject=f"{subject._meta.label}:{subject.pk}",
        facts=facts,
    )
