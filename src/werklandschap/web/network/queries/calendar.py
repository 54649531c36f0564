"""The calendar, on a page and for calendars of people."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Count, Q, QuerySet
from icalendar import Calendar, Event

from werklandschap.web.network.links import whole
from werklandschap.web.network.models import Meeting, SignUp

_PRODUCT = "-//werklandschap//leernetwerk//NL"


def upcoming(at: datetime, *, region: str = "", theme: str = "") -> list[Meeting]:
    """List meetings to come, of a region and the whole country, about a theme."""
    found = _with_counts(Meeting.objects.filter(ends_at__gt=at, is_cancelled=False))
    if region:
        found = found.filter(region_code__in=[region, ""])
    return [each for each in found if not theme or theme in each.themes]


def past(at: datetime) -> QuerySet[Meeting]:
    """List the last meetings, the newest first."""
    return Meeting.objects.filter(ends_at__lte=at, is_cancelled=False).order_by(
        "-starts_at"
    )


def _with_counts(meetings: QuerySet[Meeting]) -> QuerySet[Meeting]:
    coming = Q(sign_ups__status=SignUp.Status.COMING)
    return meetings.annotate(coming=Count("sign_ups", filter=coming))


def free_places(meeting: Meeting) -> int:
    """Tell how many places are left."""
    coming = meeting.sign_ups.filter(status=SignUp.Status.COMING).count()
    return max(0, meeting.capacity - coming)


def calendar_of(meetings: Iterable[Meeting], name: str) -> bytes:
    """Write meetings as iCalendar; those that were called off say so."""
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    for meeting in meetings:
        calendar.add_component(_event(meeting))
    return bytes(calendar.to_ical())


def _event(meeting: Meeting) -> Event:
    event = Event()
    event.add("uid", f"meeting-{meeting.pk}@werklandschap")
    event.add("dtstamp", meeting.changed_at)
    event.add("dtstart", meeting.starts_at)
    event.add("dtend", meeting.ends_at)
    event.add("summary", meeting.title)
    event.add("description", meeting.text)
    event.add("location", meeting.place)
    event.add("url", whole(meeting.get_absolute_url()))
    event.add("sequence", meeting.sequence)
    event.add("status", "CANCELLED" if meeting.is_cancelled else "CONFIRMED")
    return event
