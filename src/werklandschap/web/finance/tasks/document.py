"""Writing the green vision and the financing plan of a plan."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from werklandschap.core.text import Language, Text
from werklandschap.web.audit.actions import PLATFORM
from werklandschap.web.finance.actions import documents as actions
from werklandschap.web.finance.queries import grounds, outcome
from werklandschap.web.jobs.models import Run
from werklandschap.web.jobs.registry import Job, Outcome, Progress
from werklandschap.web.plans.models import Plan
from werklandschap.web.plans.queries import landscape
from werklandschap.web.scans.queries import store

if TYPE_CHECKING:
    from werklandschap.landscape import Landscape
    from werklandschap.report.documents.make import Kind

_EUROS = Text("de bedragen worden uitgerekend", "the amounts are worked out")
_PLACE = Text("de kaarten worden opgezocht", "the maps are looked up")
_WRITE = Text("de documenten worden opgemaakt", "the documents are typeset")
_STEPS = 3
_KINDS: "Mapping[str, tuple[Kind, ...]]" = {
    "vision": ("vision",),
    "finance": ("finance",),
    "both": ("vision", "finance"),
}


def write(parameters: Mapping[str, Any], progress: Progress) -> Outcome:
    """Write documents as PDF, Word and a workbook.

    Parameters
    ----------
    parameters : mapping
        ``plan``, ``kind`` and ``language``.
    progress : Progress
        Told each step; stops the work if nobody waits for it.
    """
    progress(_EUROS, 0, _STEPS)
    from werklandschap.report.documents.told import Told
    from werklandschap.report.documents.write import write_documents

    plan = Plan.objects.select_related("scan__park", "park").get(pk=parameters["plan"])
    assumed = grounds.assumed_of(plan)
    worth = outcome.worth_of(plan, assumed)
    language: Language = "en" if parameters["language"] == "en" else "nl"
    progress(_PLACE, 1, _STEPS)
    told = Told(
        case=worth.case,
        language=language,
        engine=store.engine_version(),
        landscape=_place(plan),
    )
    progress(_WRITE, 2, _STEPS)
    results = store.the_results()
    with results.workspace() as folder:
        files = write_documents(told, folder, kinds=_KINDS[parameters["kind"]])
        facts = {"files": [each.name for each in files], "version": assumed.version}
        return Outcome(results.keep(folder), facts=facts)


def _place(plan: Plan) -> "Landscape | None":
    """Gather the park for its maps; a park of which nothing was collected has none."""
    found = landscape.landscape_of(plan.scan)
    return None if found.surfaces is None else found


def keep(run: Run, outcome: Outcome) -> None:
    """Make a row of what came out."""
    actions.keep_document(
        run=run,
        files=outcome.facts["files"],
        version=outcome.facts["version"],
        actor=PLATFORM,
        at=run.ended_at or run.asked_at,
    )


def clean_up(_parameters: Mapping[str, Any]) -> None:
    """Remove what killed or cancelled work left."""
    store.the_results().sweep()


DOCUMENT = Job(
    actions.KIND,
    Text("Documenten opmaken", "Writing documents"),
    write,
    keep,
    clean_up,
)
