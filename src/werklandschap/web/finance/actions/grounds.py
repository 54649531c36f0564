"""Asking what a plan does, and keeping it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from werklandschap.web.accounts.models import User
from werklandschap.web.audit import actions as audit
from werklandschap.web.audit.actions import Actor
from werklandschap.web.finance.models import Ground
from werklandschap.web.jobs import actions as jobs
from werklandschap.web.jobs.models import Run
from werklandschap.web.plans.models import Plan

KIND = "finance_ground"
"""The kind of run that finds what a plan does."""


def ask_ground(*, plan: Plan, actor: User, at: datetime) -> Run:
    """Ask what a plan does, or find who asked for the same before.

    Parameters
    ----------
    plan : Plan
        The plan.
    actor, at
        Who, when.
    """
    from werklandschap.web.scans.queries import store

    return jobs.ask(
        kind=KIND,
        parameters={"park": plan.park.code, "plan": str(plan.pk)},
        inputs={
            "plan": plan.run.result_hash,
            "scan": plan.scan.result_hash,
            "parameters": store.parameters_hash(plan.scan.on),
        },
        engine=store.engine_version(),
        actor=actor,
        at=at,
    )


@transaction.atomic
def keep_ground(
    *, run: Run, facts: Mapping[str, Any], actor: Actor, at: datetime
) -> Ground:
    """Make a row of what a run found; an earlier one gives way."""
    plan = Plan.objects.get(pk=run.parameters["plan"])
    ground, _ = Ground.objects.update_or_create(
        plan=plan, defaults={"run": run, "facts": dict(facts), "made_at": at}
    )
    audit.record("finance.keep_ground", ground, actor=actor, at=at)
    return ground
