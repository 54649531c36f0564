"""Simulating a park without and with a plan, for what euros hang on."""

import json
from collections.abc import Mapping
from typing import Any

from werklandschap.core.text import Text
from werklandschap.web.audit.actions import PLATFORM
from werklandschap.web.finance.actions import grounds as actions
from werklandschap.web.finance.queries import grounds
from werklandschap.web.jobs.models import Run
from werklandschap.web.jobs.registry import Job, Outcome, Progress
from werklandschap.web.plans.models import Plan
from werklandschap.web.plans.queries import landscape
from werklandschap.web.plans.tasks.steps import Counted
from werklandschap.web.scans.queries import store

_BEGIN = Text("het rekenwerk begint", "the work begins")
_STEPS = 8
"""About so many: how many there will be is not known before."""


def find_ground(parameters: Mapping[str, Any], progress: Progress) -> Outcome:
    """Find what a plan does in each year.

    Parameters
    ----------
    parameters : mapping
        ``plan``.
    progress : Progress
        Told each step; stops the work if nobody waits for it.
    """
    progress(_BEGIN, 0, 0)
    from werklandschap.study.business_case.facts import facts_of
    from werklandschap.study.business_case.worlds import physical_effects
    from werklandschap.study.weather import weather_in

    plan = Plan.objects.select_related("scan__park", "park").get(pk=parameters["plan"])
    effects = physical_effects(
        landscape.landscape_of(plan.scan),
        grounds.planned_of(plan),
        parts=landscape.parts_of(plan.scan),
        weather=weather_in(store.the_lake(), on=plan.scan.on),
        cell_m=landscape.cell_of(plan.scan),
        tell=Counted(progress, _STEPS),
    )
    facts = facts_of(effects)
    results = store.the_results()
    with results.workspace() as folder:
        (folder / "effects.json").write_text(json.dumps(facts), "utf-8")
        return Outcome(results.keep(folder), facts=facts)


def keep(run: Run, outcome: Outcome) -> None:
    """Make a row of what came out."""
    actions.keep_ground(
        run=run,
        facts=outcome.facts,
        actor=PLATFORM,
        at=run.ended_at or run.asked_at,
    )


def clean_up(_parameters: Mapping[str, Any]) -> None:
    """Remove what killed or cancelled work left."""
    store.the_results().sweep()


GROUND = Job(
    actions.KIND,
    Text("Kosten en baten berekenen", "Calculating costs and benefits"),
    find_ground,
    keep,
    clean_up,
)
