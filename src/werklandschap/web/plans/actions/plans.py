"""Plans: asking for one, accepting it, and the maintenance that it rides along with."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, ClassVar

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from werklandschap.core.errors import WerklandschapError
from werklandschap.core.text import Text
from werklandschap.web.accounts.models import User
from werklandschap.web.audit import actions as audit
from werklandschap.web.audit.actions import Actor
from werklandschap.web.jobs import actions as jobs
from werklandschap.web.jobs.models import Run
from werklandschap.web.parks.models import Park
from werklandschap.web.plans.models import Maintenance, Plan
from werklandschap.web.scans.models import Scan

KIND = "plan"
"""The kind of run that makes a plan."""


@dataclass(eq=False)
class NotSimulatedYet(WerklandschapError):
    """A first answer, that may still change."""

    code: ClassVar[str] = "plans.not_simulated_yet"
    message: ClassVar[Text] = Text(
        nl="Dit is een eerste antwoord. Wacht tot het hele plan is doorgerekend.",
        en="This is a first answer. Wait until the whole plan was simulated.",
    )


def ask_plan(
    *, park: Park, scan: Scan, goal: Mapping[str, Any], actor: User, at: datetime
) -> Run:
    """Ask for the best package for a goal, or find who asked for the same before.

    Parameters
    ----------
    park, scan
        The park, as a scan found it.
    goal : mapping
        ``targets``, ``measures``, ``objective``, ``budget_eur``, ``per_year_eur``,
        ``only_public``, ``no_tenants`` and ``drawn`` (placements that are decided).
    actor, at
        Who, when.
    """
    from werklandschap.web.scans.queries import store

    maintenance = Maintenance.objects.filter(park=park, is_current=True).first()
    return jobs.ask(
        kind=KIND,
        parameters={"park": park.code, "scan": str(scan.pk), "goal": dict(goal)},
        inputs={
            "scan": scan.result_hash,
            "maintenance": maintenance.pk if maintenance else None,
            "parameters": store.parameters_hash(scan.on),
        },
        engine=store.engine_version(),
        actor=actor,
        at=at,
    )


@transaction.atomic
def keep_plan(
    *, run: Run, result: Mapping[str, Any], actor: Actor, at: datetime
) -> Plan:
    """Make a row of what a run found: first from the map, and later in full."""
    scan = Scan.objects.get(pk=run.parameters["scan"])
    plan, _ = Plan.objects.update_or_create(
        run=run,
        defaults={
            "park": scan.park,
            "scan": scan,
            "goal": run.parameters["goal"],
            "result": dict(result),
            "made_at": at,
        },
    )
    audit.record("plans.keep_plan", plan, actor=actor, at=at)
    return plan


@transaction.atomic
def accept_plan(*, plan: Plan, actor: User, at: datetime) -> Plan:
    """Make a plan the one that counts for its park; a former one no longer does.

    Raises
    ------
    NotSimulatedYet
        If it is a first answer, of which nothing was simulated.
    """
    if plan.result.get("stage") != "whole":
        raise NotSimulatedYet
    Park.objects.select_for_update().get(pk=plan.park_id)
    plans = Plan.objects.filter(park=plan.park)
    plans.filter(is_accepted=True).update(is_accepted=False)
    plan.is_accepted, plan.accepted_at = True, at
    plan.save(update_fields=["is_accepted", "accepted_at"])
    audit.record("plans.accept_plan", plan, actor=actor, at=at)
    return plan


def bring_maintenance(
    *, park: Park, file: "UploadedFile[Any]", actor: User, at: datetime
) -> Maintenance:
    """Read a maintenance plan that somebody brought; rows with faults are told.

    Raises
    ------
    UnreadableSheet, PlanWithoutHeader
        If it is no spreadsheet, or no maintenance plan.
    """
    from werklandschap.measures.maintenance_file import read_plan

    name = Path(file.name or "plan.csv").name
    with TemporaryDirectory() as folder:
        place = Path(folder) / f"plan{Path(name).suffix.lower()}"
        place.write_bytes(file.read())
        found = read_plan(place, year=timezone.localdate(at).year)
    return _keep_maintenance(
        park=park, name=name[:160], found=found, actor=actor, at=at
    )


@transaction.atomic
def _keep_maintenance(
    *, park: Park, name: str, found: Any, actor: User, at: datetime
) -> Maintenance:
    works = [
        {
            "asset": work.asset,
            "kind": str(work.kind),
            "work": work.work,
            "year": work.year,
            "cost_eur": work.cost_eur if work.cost_eur == work.cost_eur else None,
            "party": work.party,
            "row": work.row,
        }
        for work in found.works
    ]
    notes = [
        {
            "row": note.row,
            "column": note.column,
            "nl": note.text.nl,
            "en": note.text.en,
            "is_problem": is_problem,
        }
        for is_problem, told in ((True, found.problems), (False, found.repairs))
        for note in told
    ]
    Park.objects.select_for_update().get(pk=park.pk)
    Maintenance.objects.filter(park=park, is_current=True).update(is_current=False)
    kept = Maintenance.objects.create(
        park=park,
        file_name=name,
        works=works,
        notes=notes,
        brought_by=actor,
        brought_at=at,
    )
    audit.record(
        "plans.bring_maintenance",
        kept,
        actor=actor,
        at=at,
        works=len(works),
        problems=len(found.problems),
    )
    return kept
