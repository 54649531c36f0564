"""Reading maintenance plans (MJOP) from spreadsheets, and writing a template.

Plans come as people keep them: titles above the table, merged cells, years as text,
amounts the Dutch way. Whatever cannot be read is told row by row.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import pandas as pd
import pyogrio

from werklandschap.core.errors import WerklandschapError
from werklandschap.core.money import amount_eur
from werklandschap.core.text import Text
from werklandschap.measures._cells import kind_of
from werklandschap.measures.maintenance import PlannedWork
from werklandschap.measures.sheets import Rows, sheets_of

_NAMES: Mapping[str, tuple[str, ...]] = {
    "asset": ("object", "onderdeel", "element", "asset", "locatie", "gebouwdeel"),
    "kind": ("soort", "categorie", "type", "kind"),
    "work": ("werkzaamheden", "werk", "omschrijving", "activiteit", "work"),
    "year": ("jaar", "planjaar", "uitvoeringsjaar", "year"),
    "cost": ("kosten", "bedrag", "raming", "begroot", "cost"),
    "party": ("beheerder", "partij", "verantwoordelijk", "eigenaar", "party"),
}
_NEEDED = ("asset", "work", "year")
_HEADER_WITHIN = 20
_YEARS_AHEAD = 100
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_SHORT_YEAR = re.compile(r"^'(\d\d)$")


@dataclass(frozen=True, slots=True)
class RowNote:
    """What is wrong with a row, or what was made of it; ``row`` counts from 1."""

    row: int
    column: str
    text: Text


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan as it was read: its work, the rows that were left out, and repairs."""

    works: tuple[PlannedWork, ...]
    problems: tuple[RowNote, ...]
    repairs: tuple[RowNote, ...]


@dataclass(eq=False)
class PlanWithoutHeader(WerklandschapError):
    """A spreadsheet without a row that names the columns."""

    code: ClassVar[str] = "maintenance.no_header"
    message: ClassVar[Text] = Text(
        nl="In {file} staat geen rij met de kolommen Object, Werkzaamheden en Jaar. "
        "Gebruik het sjabloon.",
        en="{file} has no row with the columns Object, Werkzaamheden and Jaar. Use the "
        "template.",
    )

    file: str


def read_plan(path: Path, *, year: int) -> Plan:
    """Read a maintenance plan.

    Parameters
    ----------
    path : Path
        CSV (``;``, ``,`` or tab) or XLSX; of a workbook the first sheet with a table
        counts.
    year : int
        The present year: what is planned long ago or far ahead is doubted.

    Returns
    -------
    Plan
        Work in the order of the file. A row that lacks an asset has that of the row
        above it, as merged cells do.

    Raises
    ------
    UnreadableSheet, PlanWithoutHeader
        If the file as a whole cannot be used.
    """
    for rows in sheets_of(path):
        header = _header(rows)
        if header is not None:
            place, columns = header
            return _read(rows[place + 1 :], columns, year)
    raise PlanWithoutHeader(path.name)


def write_template(path: Path) -> None:
    """Write an empty plan with the columns and two rows as an example.

    Parameters
    ----------
    path : Path
        Ends in ``.csv`` or ``.xlsx``.
    """
    columns = ["Object", "Soort", "Werkzaamheden", "Jaar", "Kosten", "Beheerder"]
    rows = [
        [
            "Voorbeeld: hal 1",
            "dak",
            "dakbedekking vervangen",
            "2031",
            "48.500,00",
            "eigenaar",
        ],
        [
            "Voorbeeld: Handelsweg",
            "verharding",
            "herstraten",
            "2029",
            "120.000,00",
            "gemeente",
        ],
    ]
    if path.suffix.lower() == ".csv":
        lines = [";".join(row) for row in [columns, *rows]]
        path.write_text("\n".join(lines) + "\n", "utf-8-sig")
        return
    frame = pd.DataFrame(rows, columns=columns)
    pyogrio.write_dataframe(frame, path, layer="Onderhoudsplan", driver="XLSX")


def _header(rows: Rows) -> tuple[int, dict[str, int]] | None:
    for place, (_, cells) in enumerate(rows[:_HEADER_WITHIN]):
        columns = _columns(cells)
        if all(name in columns for name in _NEEDED):
            return place, columns
    return None


def _columns(cells: Sequence[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for place, cell in enumerate(cells):
        words = re.split(r"[^a-z]+", cell.lower())
        for name, known in _NAMES.items():
            if name not in found and any(word in known for word in words):
                found[name] = place
                break
    return found


class _Reader:
    """Reads rows one after the other; remembers what merged cells and doubles need."""

    def __init__(self, columns: Mapping[str, int], year: int) -> None:
        self.columns, self.year = columns, year
        self.asset = ""
        self.seen: dict[tuple[str, str, int], int] = {}
        self.works: list[PlannedWork] = []
        self.problems: list[RowNote] = []
        self.repairs: list[RowNote] = []

    def read(self, row: int, cells: Sequence[str]) -> None:
        def cell(name: str) -> str:
            place = self.columns.get(name)
            return cells[place] if place is not None and place < len(cells) else ""

        asset, work = self._asset(row, cell("asset")), cell("work")
        year = self._year(row, cell("year"))
        cost = self._cost(row, cell("cost"))
        if not asset or year is None or cost is None:
            return
        kind = kind_of(cell("kind")) or kind_of(f"{work} {asset}")
        if kind is None:
            self._problem(
                row,
                "kind",
                "Soort niet herkend. Kies dak, verharding, riool of groen.",
                "Kind not recognised. Choose roof, paving, sewer or green.",
            )
        elif not self._is_double(row, asset, work, year):
            party = cell("party").lower()
            self.works.append(
                PlannedWork(
                    asset=asset,
                    kind=kind,
                    work=work,
                    year=year,
                    cost_eur=cost,
                    party=party,
                    row=row,
                )
            )

    def _asset(self, row: int, told: str) -> str:
        if told:
            self.asset = " ".join(told.split())
        elif self.asset:
            self._repair(
                row,
                "asset",
                f"Object is leeg; dat van de rij erboven geldt: {self.asset}.",
                f"Object is empty; that of the row above counts: {self.asset}.",
            )
        else:
            self._problem(row, "asset", "Object ontbreekt.", "Object is missing.")
        return self.asset

    def _year(self, row: int, told: str) -> int | None:
        years = [int(year) for year in _YEAR.findall(told)]
        short = _SHORT_YEAR.match(told)
        if short:
            years = [2000 + int(short[1])]
        if not years:
            self._problem(
                row,
                "year",
                f"Jaar ‘{told}’ is niet te lezen. Schrijf vier cijfers, zoals 2031.",
                f"Year ‘{told}’ cannot be read. Write four digits, such as 2031.",
            )
            return None
        if not self.year - 1 <= years[0] <= self.year + _YEARS_AHEAD:
            self._problem(
                row,
                "year",
                f"Jaar {years[0]} ligt in het verleden of te ver vooruit.",
                f"Year {years[0]} lies in the past or too far ahead.",
            )
            return None
        if told.removesuffix(".0") != str(years[0]):
            self._repair(
                row,
                "year",
                f"Jaar ‘{told}’ is gelezen als {years[0]}.",
                f"Year ‘{told}’ was read as {years[0]}.",
            )
        return years[0]

    def _cost(self, row: int, told: str) -> float | None:
        if not told:
            return float("nan")
        amount = amount_eur(told)
        if amount is None or amount < 0:
            self._problem(
                row,
                "cost",
                f"Bedrag ‘{told}’ is niet te lezen. Schrijf het als 1.234,56.",
                f"Amount ‘{told}’ cannot be read. Write it like 1.234,56.",
            )
            return None
        return amount

    def _is_double(self, row: int, asset: str, work: str, year: int) -> bool:
        key = (asset.lower(), work.lower(), year)
        first = self.seen.setdefault(key, row)
        if first != row:
            self._problem(
                row,
                "asset",
                f"Staat al in rij {first}: zelfde object, werk en jaar.",
                f"Is in row {first} already: the same object, work and year.",
            )
        return first != row

    def _problem(self, row: int, column: str, nl: str, en: str) -> None:
        self.problems.append(RowNote(row, column, Text(nl, en)))

    def _repair(self, row: int, column: str, nl: str, en: str) -> None:
        self.repairs.append(RowNote(row, column, Text(nl, en)))


def _read(rows: Rows, columns: Mapping[str, int], year: int) -> Plan:
    reader = _Reader(columns, year)
    for row, cells in rows:
        filled = [cell for cell in cells if cell]
        is_total = bool(filled) and filled[0].lower().startswith(
            ("totaal", "subtotaal")
        )
        if filled and not is_total:
            reader.read(row, cells)
    return Plan(tuple(reader.works), tuple(reader.problems), tuple(reader.repairs))
