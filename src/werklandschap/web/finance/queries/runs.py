"""Runs about the money of a plan."""

from werklandschap.web.finance.actions import documents, grounds
from werklandschap.web.jobs.models import Run
from werklandschap.web.plans.models import Plan

KINDS = (grounds.KIND, documents.KIND)


def run_of(plan: Plan, kind: str = grounds.KIND) -> Run | None:
    """Find the newest run of a kind about a plan."""
    return (
        Run.objects.filter(kind=kind, parameters__plan=str(plan.pk))
        .order_by("-asked_at")
        .first()
    )
