"""Reading a workbook from its own XML, and working every formula out anew.

The formulas are parsed and calculated by `formulas`, an engine that knows nothing of
ours; what we wrote beside a formula as its outcome is never looked at.
"""

import re
import warnings
import zipfile
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

import formulas
import numpy as np

with warnings.catch_warnings():
    # Its functions are imported late, and compile with a warning of Python itself.
    warnings.simplefilter("ignore")
    formulas.get_functions()

_NS = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
_CELL = re.compile(r"([A-Z]+)(\d+)")


class Recalculated:
    """A workbook by sheet and cell, as it was written: numbers, words and formulas."""

    def __init__(self, file: Path) -> None:
        with zipfile.ZipFile(file) as packed:
            tree = ElementTree.fromstring(packed.read("xl/workbook.xml"))
            names = [s.get("name") for s in tree.findall(".//m:sheet", _NS)]
            shared = ElementTree.fromstring(packed.read("xl/sharedStrings.xml"))
            words = ["".join(si.itertext()) for si in shared.findall("m:si", _NS)]
            self.sheets = {
                name: dict(_cells(packed.read(f"xl/worksheets/sheet{n}.xml"), words))
                for n, name in enumerate(names, 1)
            }
        self._known = {}
        self._by_upper = {name.upper(): name for name in names}

    def rows(self, sheet: str) -> dict[str, int]:
        """Find in which row each label of the first column stands."""
        found = {}
        for cell, said in self.sheets[sheet].items():
            column, row = _CELL.match(cell).groups()
            if column == "A" and int(row) > 4:
                found[str(said)] = int(row)
        return found

    def value(self, sheet: str, cell: str) -> float:
        """Work a cell out, and whatever it needs."""
        if (sheet, cell) not in self._known:
            said = self.sheets[sheet].get(cell, 0.0)
            is_formula = isinstance(said, str) and said.startswith("=")
            self._known[sheet, cell] = (
                self._worked_out(said, sheet) if is_formula else said
            )
        return self._known[sheet, cell]

    def _worked_out(self, formula: str, own: str) -> float:
        function = _compiled(formula)
        given = [self._range(reference, own) for reference in function.inputs]
        return float(np.asarray(function(*given)).ravel()[0])

    def _range(self, reference: str, own: str) -> np.ndarray:
        sheet, _, cells = reference.rpartition("!")
        name = self._by_upper[sheet.strip("'")] if sheet else own
        first, _, last = cells.partition(":")
        (left, top), (right, bottom) = (_place(c) for c in (first, last or first))
        return np.array(
            [
                [self.value(name, f"{_letters(c)}{r}") for c in range(left, right + 1)]
                for r in range(top, bottom + 1)
            ],
            float,
        )


@cache
def _compiled(formula: str):
    return formulas.Parser().ast(formula)[1].compile()


def _cells(xml: bytes, words: list[str]):
    for cell in ElementTree.fromstring(xml).iter(f"{{{_NS['m']}}}c"):
        formula, value = cell.find("m:f", _NS), cell.find("m:v", _NS)
        if formula is not None:
            yield cell.get("r"), f"={formula.text}"
        elif value is not None:
            is_words = cell.get("t") == "s"
            yield (
                cell.get("r"),
                words[int(value.text)] if is_words else float(value.text),
            )


def _place(cell: str) -> tuple[int, int]:
    letters, row = _CELL.match(cell).groups()
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return column, int(row)


def _letters(column: int) -> str:
    found = ""
    while column:
        column, rest = divmod(column - 1, 26)
        found = chr(65 + rest) + found
    return found
