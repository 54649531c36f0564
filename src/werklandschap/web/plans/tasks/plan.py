"""Making a plan: a first answer from the map, then everything simulated in full."""

import json
from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from werklandschap.core.text import Text
from werklandschap.web.audit.actions import PLATFORM
from werklandschap.web.jobs.models import Run
from werklandschap.web.jobs.registry import Job, Outcome, Progress
from werklandschap.web.plans.actions import plans as actions
from werklandschap.web.plans.queries import landscape, planning
from werklandschap.web.plans.tasks.steps import Counted
from werklandschap.web.scans.models import Scan
from werklandschap.web.scans.queries import store

_BEGIN = Text("het rekenwerk begint", "the work begins")
_STEPS = 12
"""About so many: how many rounds there will be is not known before."""


def make_a_plan(parameters: Mapping[str, Any], progress: Progress) -> Outcome:
    """Find the best package for a goal.

    Parameters
    ----------
    parameters : mapping
        ``scan`` and ``goal``.
    progress : Progress
        Told each step; stops the work if nobody waits for it.
    """
    progress(_BEGIN, 0, 0)
    from werklandschap.study.plan.make import make_plan
    from werklandschap.study.weather import weather_in
    from werklandschap.web.plans.tasks import package

    scan = Scan.objects.select_related("park").get(pk=parameters["scan"])
    plan = make_plan(
        landscape.landscape_of(scan),
        package.goal_from(parameters["goal"], on=scan.on),
        parts=landscape.parts_of(scan),
        weather=weather_in(store.the_lake(), on=scan.on),
        planned=package.planned_works(planning.maintenance_of(scan.park)),
        cell_m=landscape.cell_of(scan),
        tell=Counted(progress, _STEPS),
        answer=lambda first: _keep_first(parameters, package.facts_of(first)),
    )
    facts = package.facts_of(plan)
    results = store.the_results()
    with results.workspace() as folder:
        (folder / "plan.json").write_text(json.dumps(facts), "utf-8")
        digest = results.keep(folder)
    return Outcome(digest, facts=facts)


def _keep_first(parameters: Mapping[str, Any], facts: Mapping[str, Any]) -> None:
    """Show a first answer while simulations go on."""
    run = Run.objects.filter(
        kind=actions.KIND, status=Run.Status.RUNNING, parameters=parameters
    ).first()
    if run is not None:
        actions.keep_plan(run=run, result=facts, actor=PLATFORM, at=timezone.now())


def keep(run: Run, outcome: Outcome) -> None:
    """Make a row of what came out."""
    actions.keep_plan(
        run=run,
        result=outcome.facts,
        actor=PLATFORM,
        at=run.ended_at or run.asked_at,
    )


def clean_up(_parameters: Mapping[str, Any]) -> None:
    """Remove what killed or cancelled work left."""
    store.the_results().sweep()


PLAN = Job(
    actions.KIND, Text("Plan maken", "Making a plan"), make_a_plan, keep, clean_up
)
