"""What workers look after: reminders, digests and forgetting."""

from datetime import datetime, timedelta

from django.db import transaction

from werklandschap.web.network import letters
from werklandschap.web.network.actions import newsletter
from werklandschap.web.network.models import SignUp, Subscriber
from werklandschap.web.network.queries.news import is_due, news_for

_DAYS_BEFORE = (1, 7)
_SEND_FROM_HOUR, _FORGET_HOUR = 8, 2


def remind(at: datetime) -> None:
    """Remind who comes a week and a day before; twice comes to the same."""
    coming = SignUp.objects.filter(
        status=SignUp.Status.COMING,
        meeting__is_cancelled=False,
        meeting__starts_at__gt=at,
        meeting__starts_at__lte=at + timedelta(days=max(_DAYS_BEFORE)),
    )
    for sign_up in coming.select_related("meeting"):
        left = sign_up.meeting.starts_at - at
        days = next(days for days in _DAYS_BEFORE if left <= timedelta(days=days))
        if at - sign_up.at > timedelta(days=1):
            letters.reminder(sign_up, days=days, at=at)


def send_digests(at: datetime) -> None:
    """Send each reader what is new, no more often than they chose; never an empty letter."""
    if at.hour < _SEND_FROM_HOUR:
        return
    readers = Subscriber.objects.exclude(confirmed_at=None)
    for key in [each.pk for each in readers if is_due(each, at)]:
        _send_one(key, at)


@transaction.atomic
def _send_one(key: int, at: datetime) -> None:
    reader = Subscriber.objects.select_for_update().filter(pk=key).first()
    if reader is None or not is_due(reader, at):
        return
    if news := news_for(reader, at=at):
        letters.digest(reader, news, at=at)
        reader.last_sent_at = at
        reader.save(update_fields=["last_sent_at"])


def forget(at: datetime) -> None:
    """Forget people whom we no longer need to know, and contacts whose consent ran out."""
    from werklandschap.web.audit.actions import PLATFORM
    from werklandschap.web.innovations.actions import records

    if at.hour == _FORGET_HOUR:
        newsletter.forget(at=at)
        records.forget_contacts(actor=PLATFORM, at=at)
