"""Scores of scans."""

import math
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from werklandschap.web.audit import actions as audit
from werklandschap.web.audit.actions import Actor
from werklandschap.web.jobs import actions as jobs
from werklandschap.web.jobs.models import Run
from werklandschap.web.labels.models import Score
from werklandschap.web.labels.queries import scoring
from werklandschap.web.scans.models import Scan

if TYPE_CHECKING:
    from werklandschap.governance.prescore import Prescore

KIND = "prescore"


@transaction.atomic
def score_scan(*, scan: Scan, actor: Actor, at: datetime) -> Score:
    """Keep what the criteria of today say of a scan; once per version of the criteria."""
    score = keep_score(scan=scan, found=scoring.prescore_of(scan), actor=actor, at=at)
    audit.record("labels.score", scan, actor=actor, at=at, grade=score.grade)
    return score


def keep_score(*, scan: Scan, found: "Prescore", actor: Actor, at: datetime) -> Score:
    """Make a row of a score; whoever worked it out records that."""
    criteria = scoring.criteria_now()
    score, _made = Score.objects.update_or_create(
        scan=scan,
        criteria=criteria.name,
        version=criteria.version,
        defaults={
            "grade": found.grade or "",
            "central": found.central or "",
            "points": None if math.isnan(found.points) else found.points,
            "measured_share": found.measured_share,
            "chances": {
                str(grade): round(chance, 6) for grade, chance in found.chances.items()
            },
            "made_at": at,
        },
    )
    return score


def ask_scores(*, actor: Actor, at: datetime) -> Run:
    """Ask for the scores that lack, as after a new version of the criteria."""
    criteria = scoring.criteria_now()
    return jobs.ask(
        kind=KIND,
        parameters={"criteria": criteria.name, "version": criteria.version},
        inputs={"lacking": scoring.count_lacking(), "newest": scoring.stamp()},
        engine="prescore",
        actor=actor,
        at=at,
    )
