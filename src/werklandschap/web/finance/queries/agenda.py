"""What is to be done for the money of a plan, for calendars of people."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from icalendar import Alarm, Calendar, Event

from werklandschap.web.finance.queries.mixing import Todo
from werklandschap.web.plans.models import Plan

_PRODUCT = "-//werklandschap//financiering//NL"
_TOLD_BEFORE = timedelta(days=-30)


def calendar_of(plan: Plan, todo: Iterable[Todo], *, name: str, at: datetime) -> bytes:
    """Write what is to be done as iCalendar: a day each, with a reminder before.

    Parameters
    ----------
    plan : Plan
        The plan; an event keeps its identity as long as plan and scheme do.
    todo : iterable of Todo
        What is to be done, and by when.
    name : str
        What the calendar is called.
    at : datetime
        Now.
    """
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    for each in todo:
        calendar.add_component(_event(plan, each, at))
    return bytes(calendar.to_ical())


def _event(plan: Plan, each: Todo, at: datetime) -> Event:
    event = Event()
    event.add("uid", f"funding-{plan.pk}-{each.scheme}@werklandschap")
    event.add("dtstamp", at)
    event.add("dtstart", each.due)
    event.add("dtend", each.due + timedelta(days=1))
    event.add("summary", each.what)
    event.add("description", f"{plan.park.name}. {each.why}")
    event.add("transp", "TRANSPARENT")
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", each.what)
    alarm.add("trigger", _TOLD_BEFORE)
    event.add_component(alarm)
    return event
