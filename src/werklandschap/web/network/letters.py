"""The letters of the learning network, each in the language of who reads it."""

from datetime import datetime

from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import override

from werklandschap.web.mail import actions as mail
from werklandschap.web.network.links import address, whole
from werklandschap.web.network.models import SignUp, Subscriber
from werklandschap.web.network.queries.news import News


def signed_up(sign_up: SignUp, *, at: datetime) -> None:
    """Tell whether there is a place."""
    with override(sign_up.language):
        if sign_up.status == SignUp.Status.COMING:
            subject = _("U bent aangemeld: %(what)s op %(when)s")
        else:
            subject = _("U staat op de wachtlijst: %(what)s op %(when)s")
        _about(sign_up, subject, at=at)


def place_free(sign_up: SignUp, *, at: datetime) -> None:
    """Tell who waited that there is a place."""
    with override(sign_up.language):
        _about(sign_up, _("Er is plaats voor u: %(what)s op %(when)s"), at=at)


def called_off(sign_up: SignUp, *, at: datetime) -> None:
    """Tell that it does not go on."""
    with override(sign_up.language):
        _about(sign_up, _("Gaat niet door: %(what)s op %(when)s"), at=at)


def reminder(sign_up: SignUp, *, days: int, at: datetime) -> None:
    """Remind somebody, once per number of days before."""
    with override(sign_up.language):
        subject = _("Herinnering: %(what)s op %(when)s")
        _about(sign_up, subject, key=f"reminder {sign_up.pk} {days}", at=at)


def _about(
    sign_up: SignUp, subject: str, *, at: datetime, key: str | None = None
) -> None:
    meeting = sign_up.meeting
    when = date_format(localtime(meeting.starts_at), "j F Y, H:i")
    told = {
        "sign_up": sign_up,
        "meeting": meeting,
        "when": when,
        "url": whole(meeting.get_absolute_url()),
        "own_url": address("own_place", "place", sign_up.pk),
    }
    mail.queue(
        to=sign_up.email,
        subject=subject % {"what": meeting.title, "when": when},
        body=render_to_string("network/place.txt", told),
        key=key,
        at=at,
    )


def confirm(subscriber: Subscriber, *, at: datetime) -> None:
    """Ask whether they want the newsletter."""
    with override(subscriber.language):
        url = address("confirm_newsletter", "confirm", subscriber.pk)
        mail.queue(
            to=subscriber.email,
            subject=_("Bevestig binnen een week uw nieuwsbrief"),
            body=render_to_string("network/confirm.txt", {"url": url}),
            at=at,
        )


def already_reads(subscriber: Subscriber, *, at: datetime) -> None:
    """Tell who asks once more that they have it, and where to change it."""
    with override(subscriber.language):
        url = address("newsletter_choices", "reader", subscriber.pk)
        mail.queue(
            to=subscriber.email,
            subject=_("U krijgt de nieuwsbrief al"),
            body=render_to_string("network/already.txt", {"url": url}),
            at=at,
        )


def digest(subscriber: Subscriber, news: News, *, at: datetime) -> None:
    """Send what is new, with a way out that takes one click (RFC 8058)."""
    with override(subscriber.language):
        leave = address("unsubscribe", "reader", subscriber.pk)
        told = {
            "news": news,
            "leave": leave,
            "choices": address("newsletter_choices", "reader", subscriber.pk),
            "site": whole(""),
        }
        mail.queue(
            to=subscriber.email,
            subject=_("Nieuw bij werklandschap: %(first)s") % {"first": news.first()},
            body=render_to_string("network/digest.txt", told),
            key=f"digest {subscriber.pk} {at:%Y%m%d}",
            headers={
                "List-Unsubscribe": f"<{leave}>",
                "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            },
            at=at,
        )
