"""Reading tables that people bring, row by row: what cannot be read is told."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from werklandschap.core.errors import WerklandschapError
from werklandschap.core.text import Text

MOST_ROWS = 500
_LONGEST = 120
_HEADER_WITHIN = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: the words by which its head is known, and what its cells are."""

    name: str
    words: tuple[str, ...]
    is_needed: bool = True
    is_text: bool = False
    least: float | None = None
    most: float = 1e12


@dataclass(eq=False)
class NoHeader(WerklandschapError):
    """A sheet without a row that names the columns."""

    code: ClassVar[str] = "finance.no_header"
    message: ClassVar[Text] = Text(
        nl="Er staat geen rij met de kolommen {columns} in het bestand. Gebruik het sjabloon.",
        en="The file has no row with the columns {columns}. Use the template.",
    )

    columns: str


@dataclass(eq=False)
class TooManyRows(WerklandschapError):
    """A sheet that is longer than anybody fills in."""

    code: ClassVar[str] = "finance.too_many_rows"
    message: ClassVar[Text] = Text(
        nl="Het bestand heeft meer dan {most} regels. Voeg regels samen.",
        en="The file has more than {most} rows. Put rows together.",
    )

    most: int


@dataclass(frozen=True, slots=True)
class Read:
    """What was read, and per row what was wrong."""

    rows: list[dict[str, Any]]
    notes: list[dict[str, Any]]


def laid_down(content: bytes, folder: Path) -> Path:
    """Write what somebody brought to a file of our own naming: by what it is, not called."""
    place = folder / ("table.xlsx" if content.startswith(b"PK") else "table.csv")
    place.write_bytes(content)
    return place


def read_table(path: Path, columns: Sequence[Column]) -> Read:
    """Read the first sheet that has the columns.

    Parameters
    ----------
    path : Path
        CSV or XLSX.
    columns : sequence of Column
        What is looked for.

    Raises
    ------
    UnreadableSheet, NoHeader, TooManyRows
        If the file as a whole cannot be used.
    """
    from werklandschap.measures.sheets import sheets_of

    for rows in sheets_of(path):
        for place, (_number, cells) in enumerate(rows[:_HEADER_WITHIN]):
            found = _places(cells, columns)
            if found is not None:
                return _read(rows[place + 1 :], found, columns)
    needed = ", ".join(c.words[0].capitalize() for c in columns if c.is_needed)
    raise NoHeader(needed)


def _places(cells: Sequence[str], columns: Sequence[Column]) -> dict[str, int] | None:
    found: dict[str, int] = {}
    for place, cell in enumerate(cells):
        words = set(re.split(r"[^a-z0-9]+", cell.lower()))
        for column in columns:
            if column.name not in found and words & set(column.words):
                found[column.name] = place
                break
    needed = {column.name for column in columns if column.is_needed}
    return found if needed <= set(found) else None


def _read(
    rows: Sequence[tuple[int, list[str]]],
    places: Mapping[str, int],
    columns: Sequence[Column],
) -> Read:
    filled = [(n, cells) for n, cells in rows if any(cells)]
    if len(filled) > MOST_ROWS:
        raise TooManyRows(MOST_ROWS)
    read = Read([], [])
    for number, cells in filled:
        row, problems = _row(cells, places, columns)
        read.notes.extend(
            {"row": number, "nl": each.nl, "en": each.en} for each in problems
        )
        if not problems:
            read.rows.append(row)
    return read


def _row(
    cells: Sequence[str], places: Mapping[str, int], columns: Sequence[Column]
) -> tuple[dict[str, Any], list[Text]]:
    row: dict[str, Any] = {}
    problems = []
    for column in columns:
        place = places.get(column.name)
        told = cells[place] if place is not None and place < len(cells) else ""
        value, problem = _value(told, column)
        row[column.name] = value
        if problem is not None:
            problems.append(problem)
    return row, problems


def _value(told: str, column: Column) -> tuple[Any, Text | None]:
    from werklandschap.core.money import amount_eur

    head = column.words[0].capitalize()
    if not told:
        if not column.is_needed:
            return None, None
        return None, Text(f"{head} ontbreekt.", f"{head} is missing.")
    if column.is_text:
        return told[:_LONGEST], None
    number = amount_eur(told)
    if number is None:
        shown = told[:40]
        return None, Text(
            f"{head}: ‘{shown}’ is geen getal. Schrijf bijvoorbeeld 1.234,56.",
            f"{head}: ‘{shown}’ is no number. Write for example 1.234,56.",
        )
    if (column.least is not None and number < column.least) or number > column.most:
        return None, Text(
            f"{head}: {told[:40]} ligt buiten wat kan.",
            f"{head}: {told[:40]} is beyond what is possible.",
        )
    return number, None


def problems_of(notes: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """List what was wrong with rows of a file, as the component for files takes it."""
    return [
        {"row": each["row"], "text": Text(each["nl"], each["en"])} for each in notes
    ]
