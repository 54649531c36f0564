"""What is new for one reader of the newsletter."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q

from werklandschap.core.text import Text
from werklandschap.web.innovations.models import Innovation
from werklandschap.web.network.models import Lesson, Meeting, Subscriber
from werklandschap.web.theme.queries import told

_EVERY = {
    Subscriber.Every.WEEK: timedelta(days=7),
    Subscriber.Every.MONTH: timedelta(days=30),
    Subscriber.Every.QUARTER: timedelta(days=91),
}
_MOST = 8


@dataclass(frozen=True, slots=True)
class News:
    """New meetings, lessons and innovations."""

    meetings: Sequence[Meeting]
    lessons: Sequence[Lesson]
    innovations: Sequence[Innovation]

    def __bool__(self) -> bool:
        return bool(self.meetings or self.lessons or self.innovations)

    def first(self) -> str:
        """Give the title of what comes first."""
        for each in self.meetings:
            return each.title
        texts: Iterable[Text] = (
            *(each.text for each in self.lessons),
            *(each.title for each in self.innovations),
        )
        return told(next(iter(texts)))


def is_due(subscriber: Subscriber, at: datetime) -> bool:
    """Tell whether so much time went by as the reader chose."""
    last = subscriber.last_sent_at
    if subscriber.confirmed_at is None or last is None:
        return False
    return at - last >= _EVERY[Subscriber.Every(subscriber.every)]


def news_for(subscriber: Subscriber, *, at: datetime) -> News:
    """Gather what is new since the last letter, of the regions and themes they chose.

    Who chose no region or theme gets all of them; what is for the whole country everybody
    gets.
    """
    since = subscriber.last_sent_at or at
    meetings = Meeting.objects.filter(
        made_at__gt=since, starts_at__gt=at, is_cancelled=False
    )
    lessons = Lesson.objects.filter(Q(made_at__gt=since) | Q(raised_at__gt=since))
    if subscriber.regions:
        near = Q(region_code__in=[*subscriber.regions, ""])
        meetings = meetings.filter(near)
        lessons = lessons.filter(
            Q(meeting__region_code__in=[*subscriber.regions, ""])
            | ~Q(level=Lesson.Level.REGIONAL)
        )
    innovations = Innovation.objects.filter(
        is_published=True, versions__number=1, versions__made_at__gt=since
    )
    return News(
        [each for each in meetings if _about(each, subscriber)][:_MOST],
        [each for each in lessons if _about(each.meeting, subscriber)][:_MOST],
        list(innovations[:_MOST]),
    )


def _about(meeting: Meeting, subscriber: Subscriber) -> bool:
    wanted = set(subscriber.themes)
    return not wanted or not meeting.themes or bool(wanted & set(meeting.themes))
