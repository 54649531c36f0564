"""The documents of a plan, and where their files lie."""

from collections.abc import Mapping
from pathlib import Path, PurePath
from typing import Any

from werklandschap.core.text import Text
from werklandschap.web.accounts.rules import Person, may
from werklandschap.web.finance.models import Document
from werklandschap.web.finance.queries import access
from werklandschap.web.parks.models import Park
from werklandschap.web.plans.models import Plan

_KINDS: Mapping[str, Text] = {
    "vision": Text("Groenvisie", "Green vision"),
    "finance": Text("Financieringsplan", "Financing plan"),
    "both": Text("Groenvisie en financieringsplan", "Green vision and financing plan"),
}
_MEDIA_TYPES = {
    ".json": "application/json",
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def documents_of(person: Person, plan: Plan) -> list[dict[str, Any]]:
    """List the documents of a plan for who makes plans for its park."""
    if not may(person, access.EDIT, plan.park):
        return []
    found = Document.objects.filter(plan=plan)
    return [{"document": each, "label": _KINDS[each.kind]} for each in found]


def file_for(person: Person, document_id: Any, name: str) -> tuple[Path, str] | None:
    """Find a file of a document; for whom it is not, there is none."""
    from werklandschap.store.results import NoSuchResult
    from werklandschap.web.scans.queries.store import the_results

    seen = Park.objects.visible_to(person)
    found = Document.objects.filter(pk=document_id, plan__park__in=seen)
    document = found.select_related("plan__park", "run").first()
    media_type = _MEDIA_TYPES.get(PurePath(name).suffix)
    if document is None or name not in document.files or media_type is None:
        return None
    if not may(person, access.EDIT, document.plan.park):
        return None
    try:
        return the_results().file(document.run.result_hash, name), media_type
    except NoSuchResult:
        return None
