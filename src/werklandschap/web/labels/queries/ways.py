"""Ways to the next grade, with the plans that were made for them and what they cost."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from werklandschap.web.jobs.models import Run
from werklandschap.web.labels.queries import scoring
from werklandschap.web.parks.models import Park
from werklandschap.web.plans.actions.plans import KIND
from werklandschap.web.plans.models import Plan
from werklandschap.web.plans.queries import planning
from werklandschap.web.scans.models import Scan
from werklandschap.web.scans.queries.words import catalogue

if TYPE_CHECKING:
    from werklandschap.governance.prescore import Prescore
    from werklandschap.governance.routes import Route

_PLANNED_YEARS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """A plan as a grade looks at it: what it costs, and the grade after it.

    ``is_whole`` once everything was simulated; ``likely`` are the grades with their
    chances. Of a first answer neither the cost nor the grade is sure.
    """

    plan: Plan
    cost_eur: float
    low_eur: float
    high_eur: float
    is_whole: bool
    is_enough: bool
    grade: str
    likely: Sequence[tuple[str, float]]
    package: Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class WayUp:
    """A way to the next grade, how far its plan is, and what came out."""

    number: int
    route: "Route"
    run: Run | None
    planned: Planned | None
    is_cheapest: bool

    @property
    def is_asked(self) -> bool:
        """Whether a plan was asked for that did not fail."""
        return self.run is not None and self.run.status not in {
            Run.Status.FAILED,
            Run.Status.CANCELLED,
        }


def ways_of(park: Park, scan: Scan, score: "Prescore") -> list[WayUp]:
    """Find the ways to the next grade, with the plans that were made for them.

    The cheapest is only named once the plan of every way was worked out or failed: before
    that another one may be cheaper.
    """
    from werklandschap.governance.routes import routes

    found = routes(scoring.criteria_now(), score)
    runs = _runs(park, scan)
    known = {
        plan.run_id: planned(plan)
        for plan in Plan.objects.filter(run__in=runs.values()).select_related("scan")
    }
    rows = []
    for number, route in enumerate(found, start=1):
        run = runs.get(name_of(route))
        rows.append((number, route, run, known.get(run.pk) if run else None))
    costs = [own.cost_eur for *_, own in rows if own and own.is_whole and own.is_enough]
    is_settled = all(run is not None and not run.is_open for _, _, run, _ in rows)
    return [
        WayUp(
            number=number,
            route=route,
            run=run,
            planned=own,
            is_cheapest=is_settled
            and own is not None
            and own.is_whole
            and own.is_enough
            and own.cost_eur == min(costs),
        )
        for number, route, run, own in rows
    ]


def _runs(park: Park, scan: Scan) -> dict[str, Run]:
    """Give the newest run for each way, by its name."""
    rows = Run.objects.filter(
        kind=KIND, parameters__park=park.code, parameters__scan=str(scan.pk)
    )
    return {
        told["route"]: run
        for run in rows.order_by("asked_at")
        if (told := run.parameters["goal"].get("label"))
    }


def planned(plan: Plan) -> Planned:
    """Look at a plan as a grade does.

    Parameters
    ----------
    plan : Plan
        The plan.
    """
    package = planning.package_of(plan)
    after = scoring.prescore_after(plan)
    return Planned(
        plan=plan,
        cost_eur=plan.result["cost_eur"],
        low_eur=sum(row["low_eur"] for row in package),
        high_eur=sum(row["high_eur"] for row in package),
        is_whole=plan.result.get("stage") == "whole",
        is_enough=bool(plan.result.get("is_enough")),
        grade=str(after.central or ""),
        likely=[(str(grade), chance) for grade, chance in after.likely()],
        package=package,
    )


def planned_of(park: Park) -> Planned | None:
    """Look at the plan that counts for a park, once the park was simulated with it."""
    plan = planning.accepted(park)
    if plan is None or not scoring.is_simulated(plan):
        return None
    return planned(plan)


def name_of(route: "Route") -> str:
    """Name a way by what it asks."""
    asked = (f"{rise.criterion.name}={rise.after}" for rise in route.rises)
    return f"{route.grade}:{','.join(sorted(asked))}"


def goal_of(route: "Route", *, on: date) -> dict[str, Any]:
    """Make of a way the goal that a plan takes, with the measures that move it."""
    return {
        "targets": route.targets(year=on.year + _PLANNED_YEARS),
        "measures": measures_for(route),
        "objective": "cheapest",
        "budget_eur": None,
        "per_year_eur": None,
        "only_public": False,
        "no_tenants": False,
        "drawn": [],
        "variant": "",
        "label": {
            "criteria": scoring.criteria_now().name,
            "version": scoring.criteria_now().version,
            "grade": str(route.grade),
            "route": name_of(route),
        },
    }


_BY_THEME = {
    "heat": ("tree", "depaving", "wadi"),
    "biodiversity": ("tree", "flower_meadow", "sedum_roof", "depaving"),
    "ground": ("depaving", "wadi", "flower_meadow", "sedum_roof"),
    "water": ("wadi", "depaving", "sedum_roof"),
    "health": ("tree",),
}
"""Measures that move the figures of a theme (a choice: the first ones of the catalogue)."""


def measures_for(route: "Route") -> list[str]:
    """List the measures that can move what a way asks."""
    from werklandschap.measures import MEASURES

    themes = {str(catalogue()[r.criterion.indicator].theme) for r in route.rises}
    found = [name for theme in sorted(themes) for name in _BY_THEME.get(theme, ())]
    return [name for name in dict.fromkeys(found) if name in MEASURES]
