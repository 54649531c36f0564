"""A year at the support desk: generated questions that go through the real actions.

``python -m werklandschap.web.example.desk_year HOME`` fills a home with it. Every question
is marked as generated; nobody's name or address is in it.
"""

import os
import sys
import time
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import cycle, islice
from random import Random
from typing import TYPE_CHECKING

from werklandschap.web.example.clock import Clock
from werklandschap.web.example.desk_life import Life

if TYPE_CHECKING:
    from werklandschap.web.helpdesk.queries.routing import Place


def simulate(
    *,
    until: datetime,
    days: int = 365,
    number: int = 400,
    places: Sequence["Place"] = (),
    seed: int = 7,
) -> Clock:
    """Run generated questions of a year, or fewer days, through the real actions.

    Parameters
    ----------
    until : datetime
        The end of the year, such as now.
    days : int
        So many days before it all begins.
    number : int
        How many questions come in.
    places : sequence of Place
        Where they are about, in turn; otherwise a municipality of each region in turn.
    seed : int
        The same seed gives the same year.
    """
    from werklandschap.web.audit.actions import PLATFORM
    from werklandschap.web.helpdesk import tasks
    from werklandschap.web.helpdesk.actions import people

    begin = until - timedelta(days=days)
    year = Clock(until, Random(seed))  # noqa: S311 - an example, no secret
    people.add_partners(names=_made_up_names(), actor=PLATFORM, at=begin)
    where = cycle(places) if places else _of_all_regions(year.random)
    for place in islice(where, number):
        at = begin + timedelta(days=year.random.uniform(0, days - 1))
        year.plan(at, Life(year, place).ask)
    for day in range(days):
        year.plan(begin + timedelta(days=day, hours=7), tasks.warn_who_is_late)
    year.run()
    return year


def _made_up_names() -> dict[str, str]:
    """Name partners by number: what a program made up is not told of real firms."""
    from werklandschap.web.helpdesk.queries.matching import known_partners

    return {
        key: f"Voorbeeldpartner {number} (gegenereerd)"
        for number, (key, _name) in enumerate(known_partners(), start=1)
    }


def _of_all_regions(random: Random) -> "Iterator[Place | None]":
    """Draw a municipality of each region in turn, without end."""
    from django.contrib.auth.models import AnonymousUser

    from werklandschap.web.helpdesk.queries import routing

    for code, _name in cycle(routing.region_choices()):
        yield routing.place_of(random.choice(routing.places_in(code)), AnonymousUser())


def broken_rules() -> list[str]:
    """List what a year left behind that the rules of the desk forbid: nothing."""
    from django.db.models import Count, F, Q

    from werklandschap.web.helpdesk.models import Approach, Question

    has_it = Q(approaches__state__in=Approach.HAVE_IT)
    sent = Approach.objects.exclude(sent_at=None)
    found = {
        "more than three partners": Question.objects.annotate(
            n=Count("approaches", filter=has_it)
        ).filter(n__gt=3),
        "a proposal of more than one page": sent.exclude(pages=1),
        "a proposal without costs": sent.filter(Q(cost_eur=None) | Q(own_eur=None)),
        "a proposal before it was asked": sent.filter(sent_at__lt=F("asked_at")),
        "chosen without costs": Question.objects.filter(
            stage__in=("CHOSEN", "CARRIED_OUT", "LEARNED"), cost_eur=None
        ),
        "with partners without a clock": Question.objects.filter(
            stage="OUT", due_on=None
        ),
        "a lesson without an evaluation": Question.objects.filter(
            stage="LEARNED", evaluations=None
        ),
    }
    return [rule for rule, against in found.items() if against.exists()]


def main(home: str) -> None:
    """Fill a home with a year and tell its figures."""
    os.environ["WERKLANDSCHAP_HOME"] = home
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "werklandschap.web.settings")
    import django

    django.setup()
    from django.conf import settings
    from django.utils import timezone

    from werklandschap.web.example.actions import NotForTheWorld
    from werklandschap.web.helpdesk.models import Question

    if settings.IS_PRODUCTION:
        raise NotForTheWorld
    begun = time.perf_counter()
    year = simulate(until=timezone.now())
    taken_s = time.perf_counter() - begun
    told = {
        "questions": Question.objects.filter(is_generated=True).count(),
        "events": year.actions,
        "seconds": round(taken_s, 1),
        "events per second": round(year.actions / taken_s, 1),
        "slowest event [ms]": round(1000 * year.slowest_s),
        "rules broken": broken_rules(),
    }
    for label, value in told.items():
        sys.stdout.write(f"{label}: {value}\n")


if __name__ == "__main__":
    main(sys.argv[1])
