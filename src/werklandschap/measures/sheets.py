"""Rows of spreadsheets that people bring: CSV in any dress, or XLSX."""

import csv
import io
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import pyogrio
from pyogrio.errors import DataLayerError, DataSourceError

from werklandschap.core.errors import WerklandschapError
from werklandschap.core.text import Text

Rows = list[tuple[int, list[str]]]


@dataclass(eq=False)
class UnreadableSheet(WerklandschapError):
    """A file that is no spreadsheet."""

    code: ClassVar[str] = "sheet.unreadable"
    message: ClassVar[Text] = Text(
        nl="{file} is geen leesbaar CSV- of XLSX-bestand.",
        en="{file} is not a readable CSV or XLSX file.",
    )

    file: str


def sheets_of(path: Path) -> list[Rows]:
    """Read the sheets of a workbook, or the one of a CSV file.

    Parameters
    ----------
    path : Path
        CSV (``;``, ``,`` or tab) or XLSX.

    Returns
    -------
    list of Rows
        Rows with their number, counted from 1; cells as text without spaces around.

    Raises
    ------
    UnreadableSheet
        If it is neither.
    """
    try:
        start = path.read_bytes()
    except OSError:
        raise UnreadableSheet(path.name) from None
    if start.startswith(b"PK"):
        return _workbook(path)
    return [_separated(_decoded(start, path.name))]


def _decoded(told: bytes, file: str) -> str:
    if b"\0" in told:
        raise UnreadableSheet(file)
    try:
        return told.decode("utf-8-sig")
    except UnicodeDecodeError:
        return told.decode("cp1252", errors="replace")


def _separated(text: str) -> Rows:
    first = text[:4096]
    separator = max(";,\t", key=first.count)
    lines = csv.reader(io.StringIO(text), delimiter=separator)
    return [(n, [cell.strip() for cell in row]) for n, row in enumerate(lines, 1)]


def _workbook(path: Path) -> list[Rows]:
    try:
        names = [str(name) for name, _ in pyogrio.list_layers(path)]
        return [_sheet(path, name) for name in names]
    except (DataSourceError, DataLayerError, ValueError):
        raise UnreadableSheet(path.name) from None


def _sheet(path: Path, name: str) -> Rows:
    frame = pyogrio.read_dataframe(
        path,
        layer=name,
        fid_as_index=True,
        read_geometry=False,
        HEADERS="DISABLE",
        FIELD_TYPES="STRING",
    )
    cells = frame.astype("object").where(frame.notna(), "")
    return [
        (int(row), [str(cell).strip() for cell in values])
        for row, values in zip(cells.index, cells.to_numpy(), strict=True)
    ]
