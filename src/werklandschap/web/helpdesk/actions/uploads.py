"""Files that strangers send: only what they are by their content, and not too large."""

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import ClassVar

from django.core.files.uploadedfile import UploadedFile

from werklandschap.core.errors import WerklandschapError
from werklandschap.core.text import Text

MOST_FILES, MOST_BYTES = 3, 5 * 1024 * 1024
_LONGEST_NAME = 120
_SIGNS: Sequence[tuple[bytes, str]] = (
    (b"%PDF-", "pdf"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpg"),
)
_OFFICE = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx"}
_MOST_UNZIPPED_BYTES = 50 * 1024 * 1024
MEDIA_TYPES = {
    "pdf": "application/pdf",
    "png": "image/png",
    "jpg": "image/jpeg",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@dataclass(eq=False)
class BadAttachment(WerklandschapError):
    """A file that is too large, one too many, or of a kind that we do not take."""

    code: ClassVar[str] = "helpdesk.bad_attachment"
    message: ClassVar[Text] = Text(
        nl="‘{name}’ kunnen wij niet aannemen. Stuur hoogstens drie bestanden van 5 MB: "
        "PDF, Word of Excel zonder macro’s, of een foto (JPG, PNG).",
        en="We cannot take ‘{name}’. Send at most three files of 5 MB: PDF, Word or Excel "
        "without macros, or a photo (JPG, PNG).",
    )

    name: str


@dataclass(frozen=True, slots=True)
class Taken:
    """A file that was looked at: name, kind by content, and the content."""

    name: str
    kind: str
    content: bytes


def look_at(files: Sequence["UploadedFile[bytes]"]) -> list[Taken]:
    """Look at files before anything is kept of them.

    Raises
    ------
    BadAttachment
        If one is too large, one too many, or not what we take, whatever its name says.
    """
    for number, file in enumerate(files):
        if number >= MOST_FILES or (file.size or 0) > MOST_BYTES:
            raise BadAttachment(_name(file))
    return [_taken(file) for file in files]


def _taken(file: "UploadedFile[bytes]") -> Taken:
    content = file.read()
    name, kind = _name(file), _kind(content)
    if kind is None:
        raise BadAttachment(name)
    return Taken(f"{PurePosixPath(name).stem[:100] or 'bijlage'}.{kind}", kind, content)


def _name(file: "UploadedFile[bytes]") -> str:
    name = "".join(
        letter if letter.isalnum() or letter in " ._-" else "_"
        for letter in (file.name or "")
    )
    return name[-_LONGEST_NAME:].strip(". ") or "bijlage"


def _kind(content: bytes) -> str | None:
    for sign, kind in _SIGNS:
        if content.startswith(sign):
            return kind
    return _office_kind(content) if content.startswith(b"PK\x03\x04") else None


def _office_kind(content: bytes) -> str | None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            inside = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError):
        return None
    names = {each.filename for each in inside}
    is_bomb = sum(each.file_size for each in inside) > _MOST_UNZIPPED_BYTES
    if is_bomb or any("vbaproject" in name.casefold() for name in names):
        return None
    return next((kind for name, kind in _OFFICE.items() if name in names), None)
