"""Finding how far a park can get: from the map at once, or with simulations."""

import json
import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from werklandschap.core.text import Text
from werklandschap.web.jobs.models import Run
from werklandschap.web.jobs.registry import Job, Outcome, Progress
from werklandschap.web.plans.actions.reach import KIND
from werklandschap.web.plans.models import Maintenance, Plan
from werklandschap.web.plans.queries import landscape
from werklandschap.web.plans.tasks.steps import Counted
from werklandschap.web.scans.models import Scan
from werklandschap.web.scans.queries import store

if TYPE_CHECKING:
    from werklandschap.ambitions import Target
    from werklandschap.measures import Step
    from werklandschap.study.waterfall import Waterfall
    from werklandschap.study.what_if import Standing

FOUND = "reach.json"
_BEGIN = Text("het rekenwerk begint", "the work begins")
_STEPS = 12


def find_reach(parameters: Mapping[str, Any], progress: Progress) -> Outcome:
    """Find the feasible range, the cost curve and the way to each target.

    Parameters
    ----------
    parameters : mapping
        See `werklandschap.web.plans.actions.reach.ask_reach`; ``is_simulated`` says
        whether the figures are those that need simulations, or all others.
    progress : Progress
        Told each step; stops the work if nobody waits for it.
    """
    progress(_BEGIN, 0, 0)
    from werklandschap.ambitions import Operator
    from werklandschap.study.plan.goal import Goal
    from werklandschap.study.plan.reach import as_told, reaches
    from werklandschap.study.waterfall import waterfalls

    scan = Scan.objects.select_related("park").get(pk=parameters["scan"])
    place = _place(scan, is_simulated=parameters["is_simulated"])
    own = {each for each in place.figures if not math.isnan(place.figures[each])}
    composed = {each.name for each in landscape.composed()}
    own = own - composed if parameters["is_simulated"] else own & composed
    targets = [
        each for each in _targets(parameters["targets"]) if each.indicator in own
    ]
    wanted = [
        (name, Operator(operator))
        for name, operator in parameters["wanted"]
        if name in own
    ]
    tell = Counted(progress, _STEPS)
    anyway, planned = _steps(parameters, place, targets)
    falls = waterfalls(place, targets, anyway=anyway, planned=planned)
    goal = Goal(measures=frozenset(parameters["measures"]))
    found = reaches(place, wanted, goal=goal, tell=tell)
    told = {
        "falls": [_fall(each) for each in falls],
        "reaches": [as_told(each) for each in found],
    }
    results = store.the_results()
    with results.workspace() as folder:
        (folder / FOUND).write_text(json.dumps(told), "utf-8")
        return Outcome(results.keep(folder))


def _place(scan: Scan, *, is_simulated: bool) -> "Standing":
    from werklandschap.study.what_if import standing

    if is_simulated:
        return landscape.standing_of(scan)
    names = [each.name for each in landscape.composed()]
    return standing(landscape.landscape_of(scan), parts=(), indicators=names)


def _targets(told: list[Mapping[str, Any]]) -> "list[Target]":
    from werklandschap.web.plans.queries.ambition import own_set

    return list(own_set("own", told).targets) if told else []


def _steps(
    parameters: Mapping[str, Any], place: "Standing", targets: "list[Target]"
) -> "tuple[list[Step], list[Step]]":
    """Give what happens anyway until the last target, and what the plan adds."""
    from werklandschap.study.waterfall import steps_anyway
    from werklandschap.web.plans.tasks.package import planned_works

    until = max((each.year for each in targets), default=0)
    maintenance = Maintenance.objects.filter(pk=parameters["maintenance"]).first()
    anyway = steps_anyway(place.landscape, planned_works(maintenance), until=until)
    plan = Plan.objects.filter(pk=parameters["plan"]).first()
    parts = plan.result.get("package", ()) if plan else ()
    placed = [
        {"measure": part["measure"], "geometry": geometry}
        for part in parts
        if part["year"] <= until
        for geometry in part["geometries"]
    ]
    return anyway, landscape.steps_of(placed)


def _fall(each: "Waterfall") -> dict[str, Any]:
    return {
        "indicator": each.target.indicator,
        "operator": str(each.target.operator),
        "value": each.target.value,
        "year": each.target.year,
        "today": each.today,
        "anyway": each.anyway,
        "planned": each.planned,
        "open": each.open,
    }


def keep(_run: Run, _outcome: Outcome) -> None:
    """Nothing more to keep: the page reads the results of the run."""


def clean_up(_parameters: Mapping[str, Any]) -> None:
    """Remove what killed or cancelled work left."""
    store.the_results().sweep()


REACH = Job(
    KIND,
    Text("Uitzoeken wat haalbaar is", "Finding what is feasible"),
    find_reach,
    keep,
    clean_up,
)
