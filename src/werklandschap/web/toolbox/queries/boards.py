"""The board of a park: every step with its state, its next decision and where to go."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from django.urls import NoReverseMatch, reverse
from django.utils.text import slugify

from werklandschap.core.text import Text
from werklandschap.web.parks.models import Park
from werklandschap.web.plans.models import Ambition, Plan, Variant
from werklandschap.web.scans.queries.page import scan_for
from werklandschap.web.toolbox.models import StepState
from werklandschap.web.toolbox.queries import reading
from werklandschap.web.toolbox.queries.reading import StepShown

_EVIDENCE = {
    "baseline": Text("Er is een nulmeting.", "There is a baseline."),
    "ambition": Text("Er is een ambitie vastgelegd.", "An ambition was set."),
    "design": Text("Er is een ontwerp.", "There is a design."),
    "costs": Text("Er is een plan met kosten.", "There is a plan with costs."),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One step on the board of a park."""

    step: StepShown
    state: StepState | None
    status: str
    seen: Text | None
    url: str


def rows_of(park: Park, on: date) -> list[Row]:
    """List the eight steps of a park.

    Parameters
    ----------
    park : Park
        Which park. What the platform sees itself (a scan, an ambition, a design, a plan)
        is told beside what people say; it decides nothing.
    on : date
        Today.
    """
    states = {each.step: each for each in park.steps.select_related("changed_by")}
    seen = _seen(park)
    return [_row(step, states.get(step.name), seen, park) for step in reading.steps(on)]


def next_decisions(rows: Sequence[Row]) -> list[Row]:
    """Give what is to be decided, by day; steps without a day come last."""
    due = [
        row
        for row in rows
        if row.state and row.status in {"BUSY", "AGAIN"} and row.state.decision
    ]
    return sorted(due, key=lambda row: (row.state and row.state.decide_on) or date.max)


def _row(step: StepShown, state: StepState | None, seen: set[str], park: Park) -> Row:
    told = _EVIDENCE.get(step.name) if step.name in seen else None
    status = state.status if state else StepState.Status.OPEN
    return Row(step, state, status, told, _address(step.page, park))


def _seen(park: Park) -> set[str]:
    facts = {
        "baseline": scan_for(park) is not None,
        "ambition": Ambition.objects.filter(park=park, is_current=True).exists(),
        "design": Variant.objects.filter(park=park).exists(),
        "costs": Plan.objects.filter(park=park).exists(),
    }
    return {name for name, is_there in facts.items() if is_there}


def _address(names: str, park: Park) -> str:
    """Give the first of some pages of a park that this installation has."""
    told = {"code": park.code, "slug": slugify(park.name) or "terrein"}
    for name in names.split():
        with suppress(NoReverseMatch):
            return reverse(name, kwargs=told)
    return ""
