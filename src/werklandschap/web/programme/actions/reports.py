"""Reports to the fund: a query as of a moment, frozen with its hash."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from werklandschap.web.accounts.models import User
from werklandschap.web.audit import actions as audit
from werklandschap.web.audit.actions import Actor
from werklandschap.web.programme.models import FundReport
from werklandschap.web.programme.queries import fund


@transaction.atomic
def freeze_report(
    *, title: str, as_of: datetime, actor: Actor, at: datetime
) -> FundReport:
    """Ask the figures as of a moment and keep them as they are told to the fund."""
    figures = fund.figures_as_of(as_of)
    newest = FundReport.objects.aggregate(number=Max("number"))["number"] or 0
    report = FundReport.objects.create(
        number=newest + 1,
        title=title,
        as_of=as_of,
        figures=figures,
        figures_hash=fund.hash_of(figures),
        made_at=at,
        made_by=actor if isinstance(actor, User) else None,
    )
    audit.record(
        "programme.report", report, actor=actor, at=at, hash=report.figures_hash
    )
    return report
