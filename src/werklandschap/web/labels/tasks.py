"""Scoring all scans that lack a score."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from werklandschap.core.text import Text
from werklandschap.web.audit import actions as audit
from werklandschap.web.audit.actions import PLATFORM
from werklandschap.web.jobs.models import Run
from werklandschap.web.jobs.registry import Job, Outcome, Progress
from werklandschap.web.labels.actions import scores
from werklandschap.web.labels.queries import scoring

_STEP = Text("voorscores berekenen", "working out pre-scores")
_AT_ONCE = 200


def score_all(_parameters: Mapping[str, Any], progress: Progress) -> Outcome:
    """Score the current scans without a score of this version, some hundred at a time."""
    lacking = list(scoring.lacking())
    for start in range(0, len(lacking), _AT_ONCE):
        progress(_STEP, start, len(lacking))
        with transaction.atomic():
            for scan in lacking[start : start + _AT_ONCE]:
                found = scoring.prescore_of(scan)
                scores.keep_score(
                    scan=scan, found=found, actor=PLATFORM, at=timezone.now()
                )
    return Outcome("", facts=len(lacking))


def keep(run: Run, outcome: Outcome) -> None:
    """Record how many were scored."""
    audit.record(
        "labels.score_all",
        run,
        actor=PLATFORM,
        at=run.ended_at or run.asked_at,
        scored=outcome.facts,
    )


PRESCORE = Job(scores.KIND, Text("Voorscores", "Pre-scores"), score_all, keep)
