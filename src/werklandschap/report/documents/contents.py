"""What a document holds, in a file beside it, so that nobody has to read it to know."""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from werklandschap.report.documents.blocks import Document, Heading, Picture, Table

NAME = "contents.json"
"""What the file is called."""

_SCHEMA = "urn:werklandschap:contents:1"


def parts_of(document: Document) -> dict[str, str]:
    """Tell in which chapter each part stands that a voucher asks; absent is not there.

    Parameters
    ----------
    document : Document
        A green vision or a financing plan.

    Returns
    -------
    dict of str to str
        The heading of the chapter, by the name of the part in ``voucher_schemes.yml``.
    """
    found: dict[str, str] = {}
    chapter = document.title
    for block in document.blocks:
        match block:
            case Heading(text, level=1):
                chapter = text
            case Table(holds=holds, rows=rows) if rows:
                found |= {part: chapter for part in holds if part not in found}
            case Picture(holds=holds):
                found |= {part: chapter for part in holds if part not in found}
    return found


def entry(kind: str, document: Document, name: str, content: bytes) -> dict[str, Any]:
    """Tell of one file what it is and holds.

    Parameters
    ----------
    kind : {"vision", "finance"}
        What it is.
    document : Document
        What was written.
    name, content
        The file.
    """
    return {
        "file": name,
        "kind": kind,
        "title": document.title,
        "language": document.language,
        "engine": document.engine,
        "is_generated": document.is_generated,
        "sha256": hashlib.sha256(content).hexdigest(),
        "parts": parts_of(document),
    }


def written(entries: list[dict[str, Any]]) -> bytes:
    """Write what a set of documents holds.

    Parameters
    ----------
    entries : list of dict
        As `entry` gives them.
    """
    facts = {"schema": _SCHEMA, "documents": entries}
    return json.dumps(facts, ensure_ascii=False, indent=1).encode()


def read(file: Path) -> list[Mapping[str, Any]]:
    """Read what a set of documents holds; of another schema nothing is known.

    Parameters
    ----------
    file : Path
        What `written` wrote.
    """
    facts = json.loads(file.read_text("utf-8"))
    found: list[Mapping[str, Any]] = facts["documents"]
    return found if facts.get("schema") == _SCHEMA else []
