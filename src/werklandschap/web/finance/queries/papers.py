"""The papers of plans as vouchers take them: what each holds, and what it was made of."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from werklandschap.web.finance.models import Document
from werklandschap.web.parks.models import Park
from werklandschap.web.scans.queries import store
from werklandschap.web.vouchers.papers import Paper

_DELIVERABLES = {"vision": "green_vision", "finance": "financing_plan"}


def papers_of(park: Park) -> list[Paper]:
    """List the papers of the plans of a park, the newest first; what is gone is left out."""
    rows = Document.objects.filter(plan__park=park).select_related("plan", "run")
    return [paper for row in rows for paper in _papers(row)]


def _papers(row: Document) -> Iterator[Paper]:
    from werklandschap.report.documents import contents
    from werklandschap.store.results import NoSuchResult

    results, digest = store.the_results(), row.run.result_hash
    try:
        told = contents.read(results.file(digest, contents.NAME))
        places = {each["file"]: results.file(digest, each["file"]) for each in told}
    except NoSuchResult:
        return
    for each in told:
        yield Paper(
            key=f"{row.run_id}:{each['kind']}",
            kind=_DELIVERABLES[each["kind"]],
            name=each["file"],
            made_at=row.made_at,
            is_of_accepted_plan=row.plan.is_accepted,
            sha256=each["sha256"],
            parts=each["parts"],
            origin=_origin(row, each),
            read=_reader(places[each["file"]]),
        )


def _reader(place: Path) -> Callable[[], bytes]:
    return lambda: place.read_bytes()


def _origin(row: Document, told: Mapping[str, Any]) -> dict[str, Any]:
    """Tell by what a paper was made, and from which data: enough to make it again."""
    run = row.run
    return {
        "run": str(run.pk),
        "engine": told["engine"],
        "result": run.result_hash,
        "inputs": run.input_hashes,
        "plan": str(row.plan_id),
        "assumed_version": row.assumed_version,
        "language": told["language"],
        "is_generated": told["is_generated"],
        "made_at": row.made_at.isoformat(),
    }
