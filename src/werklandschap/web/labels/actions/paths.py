"""Asking the optimiser for the cheapest way to the next grade."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.utils import timezone

from werklandschap.web.accounts.models import User
from werklandschap.web.jobs.models import Run
from werklandschap.web.labels.queries import scoring, ways
from werklandschap.web.parks.models import Park
from werklandschap.web.plans.actions.plans import ask_plan
from werklandschap.web.scans.models import Scan

if TYPE_CHECKING:
    from werklandschap.governance.routes import Route


def ask_way(
    *, park: Park, scan: Scan, route: "Route", actor: User, at: datetime
) -> Run:
    """Ask for the cheapest plan along one way; its goal are thresholds of the criteria.

    Parameters
    ----------
    park, scan
        The park, as a scan found it.
    route : Route
        What must rise to what.
    actor, at
        Who, when.
    """
    goal = ways.goal_of(route, on=timezone.localdate(at))
    return ask_plan(park=park, scan=scan, goal=goal, actor=actor, at=at)


def ask_all_ways(*, park: Park, scan: Scan, actor: User, at: datetime) -> list[Run]:
    """Ask for the cheapest plan along every way, so that the cheapest of all is known.

    Parameters
    ----------
    park, scan
        The park, as a scan found it.
    actor, at
        Who, when.
    """
    found = ways.ways_of(park, scan, scoring.prescore_of(scan))
    return [
        ask_way(park=park, scan=scan, route=each.route, actor=actor, at=at)
        for each in found
        if not each.is_asked
    ]
