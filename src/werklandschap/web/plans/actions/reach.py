"""Asking how far a park can get: per target what is feasible, what it costs, and the way."""

from collections.abc import Sequence
from datetime import datetime

from werklandschap.web.accounts.models import User
from werklandschap.web.jobs import actions as jobs
from werklandschap.web.jobs.models import Run
from werklandschap.web.plans.models import Maintenance, Plan
from werklandschap.web.scans.models import Scan

KIND = "reach"
"""The kind of run that finds how far a park can get."""


def ask_reach(
    *,
    scan: Scan,
    targets: list[dict[str, object]],
    wanted: list[list[str]],
    measures: Sequence[str] = (),
    actor: User,
    at: datetime,
) -> list[Run]:
    """Ask twice: what the map tells comes soon, what takes simulations comes later.

    Parameters
    ----------
    scan : Scan
        The park as it was found.
    targets : list of dict
        The targets that count: ``indicator``, ``operator``, ``value`` and ``year``.
    wanted : list of [indicator, operator]
        Of what the feasible range is asked.
    measures : sequence of str
        Which measures count; all if none are named.
    actor, at
        Who, when.
    """
    from werklandschap.web.scans.queries import store

    maintenance = Maintenance.objects.filter(park=scan.park, is_current=True).first()
    plan = Plan.objects.filter(park=scan.park, is_accepted=True).first()
    common = {
        "park": scan.park.code,
        "scan": str(scan.pk),
        "targets": targets,
        "wanted": wanted,
        "measures": list(measures),
        "maintenance": maintenance.pk if maintenance else None,
        "plan": str(plan.pk) if plan else None,
    }
    return [
        jobs.ask(
            kind=KIND,
            parameters={**common, "is_simulated": is_simulated},
            inputs={
                "scan": scan.result_hash,
                "parameters": store.parameters_hash(scan.on),
            },
            engine=store.engine_version(),
            actor=actor,
            at=at,
        )
        for is_simulated in ((False, True) if scan.parts else (False,))
    ]
