"""The vault: files that people send, looked at before they are kept, and kept by hash."""

import hashlib
import unicodedata
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any, ClassVar

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from werklandschap.core.errors import WerklandschapError
from werklandschap.core.text import Text
from werklandschap.store import pdf
from werklandschap.web.labels.models import Assessment, Evidence, ForeignCertificate
from werklandschap.web.scans.queries.store import the_results

_KINDS = {
    ".pdf": ("application/pdf", (b"%PDF-",)),
    ".png": ("image/png", (b"\x89PNG\r\n\x1a\n",)),
    ".jpg": ("image/jpeg", (b"\xff\xd8\xff",)),
    ".jpeg": ("image/jpeg", (b"\xff\xd8\xff",)),
}
"""What is taken in, and how such a file begins."""

_MOST_BYTES = 10 * 1024 * 1024
_STORED = "evidence"


@dataclass(eq=False)
class RefusedFile(WerklandschapError):
    """A file that is not taken in."""

    code: ClassVar[str] = "labels.refused_file"
    message: ClassVar[Text] = Text(
        nl="Dit bestand kan niet worden gebruikt: {why}.",
        en="This file cannot be used: {why}.",
    )

    why: Text


@dataclass(eq=False)
class ChangedFile(WerklandschapError):
    """A file that is no longer what it was when it came in."""

    code: ClassVar[str] = "labels.changed_file"
    message: ClassVar[Text] = Text(
        nl="Dit bestand is niet meer wat het was toen het binnenkwam.",
        en="This file is no longer what it was when it came in.",
    )


@dataclass(frozen=True, slots=True)
class Kept:
    """A file in the vault."""

    name: str
    media_type: str
    bytes_count: int
    sha256: str
    result_hash: str


def keep(file: "UploadedFile[Any]") -> Kept:
    """Look at a file and keep it under the hash of its bytes.

    Parameters
    ----------
    file : UploadedFile
        What somebody sent.

    Raises
    ------
    RefusedFile
        If it is empty, too large, of another kind than its name says, or active.
    """
    most = min(_MOST_BYTES, settings.MAX_UPLOAD_BYTES)
    if (file.size or 0) > most:
        raise RefusedFile(Text("het is te groot", "it is too large"))
    content = file.read()
    name = plain_name(file.name or "")
    media_type = _kind_of(name, content)
    results = the_results()
    with results.workspace() as folder:
        (folder / _STORED).write_bytes(content)
        digest = results.keep(folder)
    return Kept(
        name, media_type, len(content), hashlib.sha256(content).hexdigest(), digest
    )


def plain_name(name: str) -> str:
    """Make a name plain: no folders, no signs that steer, at most 120 characters.

    Parameters
    ----------
    name : str
        As it was sent.
    """
    last = PurePath(name.replace("\\", "/")).name
    known = unicodedata.normalize("NFC", last)
    shown = "".join(each for each in known if each.isprintable() and each not in '"<>|')
    path = PurePath(shown.strip(". ") or "bestand")
    return path.stem[:100] + path.suffix[:20]


def _kind_of(name: str, content: bytes) -> str:
    if not content:
        raise RefusedFile(Text("het is leeg", "it is empty"))
    known = _KINDS.get(PurePath(name).suffix.lower())
    if known is None:
        raise RefusedFile(Text("stuur een PDF, PNG of JPG", "send a PDF, PNG or JPG"))
    media_type, beginnings = known
    if not content.startswith(beginnings):
        raise RefusedFile(
            Text("de inhoud past niet bij de naam", "the content does not fit the name")
        )
    if media_type == "application/pdf" and pdf.is_active(content):
        raise RefusedFile(
            Text(
                "de PDF bevat een programma, een bijlage of een slot",
                "the PDF holds a program, an attachment or a lock",
            )
        )
    return media_type


def file_of(kept: Evidence | ForeignCertificate) -> Path:
    """Find the bytes of a file, and see that they are still the same.

    Raises
    ------
    ChangedFile
        If they are not.
    """
    place = the_results().file(kept.result_hash, _STORED)
    if hashlib.sha256(place.read_bytes()).hexdigest() != kept.sha256:
        raise ChangedFile
    return place


def frozen_hash(assessment: Assessment) -> str:
    """Hash what was handed in: grades, notes, the scan, the criteria and the files."""
    from werklandschap.governance.certificate import canonical

    files = assessment.evidence.filter(is_after_freeze=False)
    facts = {
        "park": assessment.park.code,
        "moment": assessment.moment,
        "criteria": [assessment.criteria, assessment.version],
        "scan": assessment.scan.result_hash,
        **({"plan": assessment.plan.run.result_hash} if assessment.plan else {}),
        "grades": assessment.self_grades,
        "notes": assessment.notes,
        "computed": assessment.computed,
        "files": sorted(f"{each.criterion} {each.sha256}" for each in files),
    }
    return hashlib.sha256(canonical(facts)).hexdigest()


def is_unchanged(assessment: Assessment) -> bool:
    """Tell whether what was handed in is still what it was then."""
    return assessment.frozen_hash == frozen_hash(assessment)
