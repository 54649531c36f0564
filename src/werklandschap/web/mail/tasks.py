"""Handing letters to the mail server, in a worker."""

import logging
import smtplib
import threading
from collections.abc import Callable
from datetime import datetime

from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connections
from django.utils import timezone
from django.utils.html import linebreaks, urlize

from werklandschap.web.mail import actions
from werklandschap.web.mail.models import Letter

log = logging.getLogger(__name__)

_LOOK_EVERY_S = 2.0
_FOR_EVER = range(500, 600)
"""Answers of a mail server that will not change."""


def send_due(*, clock: Callable[[], datetime] = timezone.now) -> int:
    """Send what is due until nothing is or the server fails; returns how many it took.

    Parameters
    ----------
    clock : callable
        Tells what time it is.
    """
    sent, connection = 0, None
    try:
        while (letter := actions.claim(at=clock())) is not None:
            connection = connection or get_connection()
            if not _send(letter, connection, clock):
                break
            sent += 1
    finally:
        if connection is not None:
            connection.close()
    return sent


def _send(
    letter: Letter, connection: BaseEmailBackend, clock: Callable[[], datetime]
) -> bool:
    """Send one; False if the server cannot be reached, so that others wait as well."""
    try:
        connection.open()
        connection.send_messages([_message(letter)])
    except smtplib.SMTPRecipientsRefused as problem:
        codes = [code for code, _ in problem.recipients.values()]
        _not_taken(letter, max(codes, default=0), clock())
    except smtplib.SMTPSenderRefused as problem:
        # That is about us, not about the letter: it must not be lost.
        actions.postpone(letter=letter, trouble=_word(problem), at=clock())
        return False
    except smtplib.SMTPDataError as problem:
        _not_taken(letter, problem.smtp_code, clock())
    except (smtplib.SMTPException, OSError) as problem:
        log.warning("letter %s was not sent: %s", letter.pk, type(problem).__name__)
        actions.postpone(letter=letter, trouble=_word(problem), at=clock())
        return False
    else:
        actions.deliver(letter=letter, at=clock())
    return True


def _word(problem: Exception) -> str:
    return type(problem).__name__


def _not_taken(letter: Letter, code: int, at: datetime) -> None:
    trouble = f"SMTP {code}"
    log.warning("letter %s was not taken: %s", letter.pk, trouble)
    if code in _FOR_EVER:
        actions.refuse(letter=letter, trouble=trouble, at=at)
    else:
        actions.postpone(letter=letter, trouble=trouble, at=at)


def _message(letter: Letter) -> EmailMultiAlternatives:
    """Make the message; the same letter has the same number however often it is sent."""
    number = f"<{letter.pk}.{letter.queued_at:%Y%m%d%H%M%S%f}@letters.werklandschap>"
    message = EmailMultiAlternatives(
        letter.subject,
        letter.body,
        to=[letter.to],
        headers={"Message-ID": number, **letter.headers},
    )
    html = linebreaks(urlize(letter.body, autoescape=True))
    message.attach_alternative(html, "text/html")
    return message


def send_until(stop: threading.Event) -> None:
    """Send letters as they come, in a thread of a worker, until told to stop."""
    while True:
        try:
            send_due()
        except Exception:  # the next look tries again
            log.warning("sending letters failed", exc_info=True)
        finally:
            connections.close_all()
        if stop.wait(_LOOK_EVERY_S):
            return
