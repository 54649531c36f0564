"""Who reads the newsletter, and forgetting who does not."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction

from werklandschap.web.audit import actions as audit
from werklandschap.web.audit.actions import PLATFORM
from werklandschap.web.network import letters
from werklandschap.web.network.actions.meetings import PARTICIPANT
from werklandschap.web.network.links import CONFIRM_WITHIN
from werklandschap.web.network.models import SignUp, Subscriber

REMEMBERED_FOR = timedelta(days=90)
"""So long after a meeting we know who was there."""


@transaction.atomic
def subscribe(
    *,
    email: str,
    language: str,
    every: str,
    regions: Sequence[str],
    themes: Sequence[str],
    at: datetime,
) -> None:
    """Ask somebody to confirm that they want the newsletter.

    Who has confirmed before gets the link to their choices instead: an answer on the
    site would tell anybody who reads it.
    """
    address = email.strip().lower()
    known = Subscriber.objects.select_for_update().filter(email=address).first()
    if known is not None and known.confirmed_at is not None:
        letters.already_reads(known, at=at)
        return
    subscriber, _ = Subscriber.objects.update_or_create(
        email=address,
        defaults={
            "language": language,
            "every": every,
            "regions": list(regions),
            "themes": list(themes),
            "asked_at": at,
        },
    )
    letters.confirm(subscriber, at=at)
    audit.record("network.subscribe", subscriber, actor=PARTICIPANT, at=at)


@transaction.atomic
def confirm(*, subscriber_id: int, at: datetime) -> Subscriber | None:
    """Note that they want it; None if they were forgotten in the meantime."""
    found = Subscriber.objects.select_for_update().filter(pk=subscriber_id).first()
    if found is not None and found.confirmed_at is None:
        found.confirmed_at = found.last_sent_at = at
        found.save(update_fields=["confirmed_at", "last_sent_at"])
        audit.record("network.confirm", found, actor=PARTICIPANT, at=at)
    return found


@transaction.atomic
def choose(
    *,
    subscriber: Subscriber,
    language: str,
    every: str,
    regions: Sequence[str],
    themes: Sequence[str],
    at: datetime,
) -> None:
    """Change how often it comes, and about what."""
    subscriber.language, subscriber.every = language, every
    subscriber.regions, subscriber.themes = list(regions), list(themes)
    subscriber.save()
    audit.record("network.choose", subscriber, actor=PARTICIPANT, at=at)


@transaction.atomic
def unsubscribe(*, subscriber_id: int, at: datetime) -> None:
    """Forget somebody at once; doing it twice is no fault."""
    found = Subscriber.objects.filter(pk=subscriber_id).first()
    if found is not None:
        audit.record("network.unsubscribe", found, actor=PARTICIPANT, at=at)
        found.delete()


@transaction.atomic
def forget(*, at: datetime) -> int:
    """Forget who never confirmed, and who came to meetings long ago."""
    never = Subscriber.objects.filter(
        confirmed_at=None, asked_at__lt=at - CONFIRM_WITHIN
    )
    long_ago = SignUp.objects.filter(meeting__ends_at__lt=at - REMEMBERED_FOR)
    for each in [*never, *long_ago]:
        audit.record("network.forget", each, actor=PLATFORM, at=at)
    return never.delete()[0] + long_ago.delete()[0]
