"""Everything that can happen to a letter."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.db.models import F, Q

from werklandschap.core.errors import WerklandschapError
from werklandschap.core.text import Text
from werklandschap.web.mail.models import FIRST_WAIT, LEASE, LONGEST_WAIT, Letter

_LONGEST_SUBJECT = 250
_DOUBLINGS = 10


@dataclass(eq=False)
class NoAddress(WerklandschapError):
    """A letter was meant for something that is no address."""

    code: ClassVar[str] = "mail.no_address"
    message: ClassVar[Text] = Text(
        nl="Dit is geen e-mailadres.", en="This is not an e-mail address."
    )


def site() -> str:
    """Give the address of this site, from its settings: what a browser says is not believed."""
    return next(iter(settings.CSRF_TRUSTED_ORIGINS), "http://127.0.0.1:8000")


def queue(
    *,
    to: str,
    subject: str,
    body: str,
    at: datetime,
    key: str | None = None,
    headers: Mapping[str, str] | None = None,
) -> Letter:
    """Write a letter, in the transaction of whatever it tells of.

    Parameters
    ----------
    to : str
        One address.
    subject, body : str
        Plain text, in the language of the reader; an HTML part is made of it.
    at : datetime
        Now.
    key : str, optional
        Names what the letter tells; of one key one letter is written, ever.
    headers : mapping, optional
        Such as ``List-Unsubscribe``.

    Raises
    ------
    NoAddress
        If ``to`` is no address.
    """
    try:
        validate_email(to)
    except ValidationError as problem:
        raise NoAddress from problem
    letter = Letter(
        key=key,
        to=to,
        subject=" ".join(subject.split())[:_LONGEST_SUBJECT],
        body=body,
        headers={
            name: " ".join(told.split()) for name, told in (headers or {}).items()
        },
        queued_at=at,
        due_at=at,
    )
    if key is None:
        letter.save()
        return letter
    return Letter.objects.filter(key=key).first() or _once(letter)


def _once(letter: Letter) -> Letter:
    try:
        with transaction.atomic():
            letter.save()
    except IntegrityError:  # somebody wrote the same letter in the meantime
        return Letter.objects.get(key=letter.key)
    return letter


def claim(*, at: datetime) -> Letter | None:
    """Take the letter that waits longest, for as long as a lease; None if none is due."""
    is_free = Q(leased_until=None) | Q(leased_until__lt=at)
    due = Letter.objects.filter(is_free, status=Letter.Status.WAITING, due_at__lte=at)
    for letter in due.order_by("due_at", "pk")[:5]:
        mine = due.filter(pk=letter.pk, attempt=letter.attempt)
        if mine.update(attempt=F("attempt") + 1, leased_until=at + LEASE):
            letter.attempt += 1
            return letter
    return None


def deliver(*, letter: Letter, at: datetime) -> bool:
    """Note that the server has it, and forget what it said; False if it was taken over."""
    return _end(letter, Letter.Status.SENT, "", at)


def refuse(*, letter: Letter, trouble: str, at: datetime) -> bool:
    """Note that the server will never take it, and forget what it said."""
    return _end(letter, Letter.Status.REFUSED, trouble, at)


def _end(letter: Letter, status: Letter.Status, trouble: str, at: datetime) -> bool:
    ended = Letter.objects.filter(
        pk=letter.pk, attempt=letter.attempt, status=Letter.Status.WAITING
    ).update(
        status=status,
        trouble=trouble,
        ended_at=at,
        leased_until=None,
        to="",
        subject="",
        body="",
        headers={},
    )
    return bool(ended)


def postpone(*, letter: Letter, trouble: str, at: datetime) -> bool:
    """Try again later, each time after a longer wait."""
    doubled = FIRST_WAIT * 2 ** min(letter.attempt - 1, _DOUBLINGS)
    return bool(
        Letter.objects.filter(
            pk=letter.pk, attempt=letter.attempt, status=Letter.Status.WAITING
        ).update(
            trouble=trouble, leased_until=None, due_at=at + min(doubled, LONGEST_WAIT)
        )
    )
