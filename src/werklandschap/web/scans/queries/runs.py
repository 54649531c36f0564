"""How far a scan is."""

import hashlib
import json
from typing import Any

from werklandschap.web.jobs.models import Run
from werklandschap.web.scans.models import Scan
from werklandschap.web.scans.queries.words import language

_NOTES_SHOWN = 200
_WAIT_S = 3
"""Who has no JavaScript sees the page again after so many seconds."""


def scan_of(run: Run) -> Scan | None:
    """Find what a run found: a scan of its own, or the same one of before."""
    own = Scan.objects.filter(run=run).select_related("park").first()
    if own is not None or run.status != Run.Status.DONE:
        return own
    same = Scan.objects.filter(
        result_hash=run.result_hash, park__code=run.parameters["park"]
    )
    return same.select_related("park").first()


def wait_s(run: Run) -> int | None:
    """Tell after how many seconds to look again; None if nothing will change."""
    return _WAIT_S if run.is_open else None


def state_of(run: Run) -> tuple[dict[str, Any], str]:
    """Tell how far a run is, and give a mark that changes when it does."""
    spoken = language()
    notes = list(run.notes.all())[-_NOTES_SHOWN:]
    facts = {
        "status": run.status,
        "label": str(run.get_status_display()),
        "done": run.done,
        "total": run.total,
        "step": run.step.in_language(spoken),
        "problem": run.problem.in_language(spoken),
        "is_open": run.is_open,
        "log": [
            {"at": note.at.isoformat(), "text": note.text.in_language(spoken)}
            for note in notes
        ],
    }
    told = json.dumps(facts, sort_keys=True)
    return facts, f'"{hashlib.sha256(told.encode()).hexdigest()[:20]}"'
