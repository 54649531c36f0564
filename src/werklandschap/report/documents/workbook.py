"""The cash flows as a workbook with live formulas: a controller can follow and change it."""

import io
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell

from werklandschap.appraisal import BENEFITS, PARTIES, Line
from werklandschap.report.documents.saying import capital
from werklandschap.report.documents.told import Told
from werklandschap.report.words import GENERATED, SIGNALLING
from werklandschap.study.business_case.outcome import AssumptionRow

Sheet = Any
"""A sheet of XlsxWriter."""

_FIRST_ROW = 4
_PRICE, _FIRST_YEAR = 1, 2
_EURO = "#,##0.00;[Red]−#,##0.00"


def workbook(told: Told) -> bytes:
    """Write the cash flows of a business case as a workbook.

    Parameters
    ----------
    told : Told
        The business case.

    Returns
    -------
    bytes
        XLSX: assumptions, quantities and shares as values; every euro a formula of them.
    """
    out = io.BytesIO()
    book = Workbook(out, {"in_memory": True, "nan_inf_to_errors": True})
    day = told.case.planned.on
    book.set_properties(
        {
            "title": told.say(
                f"Kasstroom: {told.case.planned.name}",
                f"Cash flow: {told.case.planned.name}",
            ),
            "author": told.engine,
            "created": _midnight(day),
        }
    )
    _Writer(book, told).write()
    book.close()
    return out.getvalue()


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day)  # noqa: DTZ001 - a day has no zone


class _Writer:
    """The sheets, one after the other; each finds the cells of the ones before."""

    def __init__(self, book: Workbook, told: Told) -> None:
        self._book, self._case, self._say = book, told.case, told.say
        self._bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        self._title = book.add_format({"bold": True, "font_size": 14})
        self._euro = book.add_format({"num_format": _EURO})
        self._sum = book.add_format({"num_format": _EURO, "bold": True, "top": 1})
        self._input = book.add_format({"bg_color": "#E4EDE7", "num_format": "General"})
        self._share = book.add_format({"bg_color": "#E4EDE7", "num_format": "0.0%"})
        self._lines = self._case.lines
        self._years = len(self._lines[0].quantity)
        named = {p for line in self._lines for p in (*line.payers, *line.receivers)}
        self._parties = tuple(p for p in PARTIES if p in named)

    def write(self) -> None:
        say = self._say
        names = {
            "read": say("Leeswijzer", "How to read"),
            "totals": say("Uitkomst", "Outcome"),
            "assumptions": say("Aannames", "Assumptions"),
            "quantities": say("Hoeveelheden", "Quantities"),
            "shares": say("Aandelen", "Shares"),
            "amounts": say("Bedragen", "Amounts"),
            "parties": say("Per partij", "Per party"),
        }
        sheets = {key: self._book.add_worksheet(name) for key, name in names.items()}
        self._explain(sheets["read"], names)
        cells = self._assumptions(sheets["assumptions"], names["assumptions"])
        self._quantities(sheets["quantities"], cells)
        self._shares(sheets["shares"])
        self._amounts(sheets["amounts"], names["quantities"])
        self._per_party(sheets["parties"], names)
        self._outcome(sheets["totals"], names, cells)

    def _explain(self, sheet: Sheet, names: Mapping[str, str]) -> None:
        say, case = self._say, self._case
        rows = [
            say(
                f"Kasstroom van het plan voor {case.planned.name}",
                f"Cash flow of the plan for {case.planned.name}",
            ),
            say.text(GENERATED) if case.planned.is_generated else "",
            say(
                f"Groene cellen kunt u veranderen: prijzen ({names['assumptions']}), hoeveelheden ({names['quantities']}) en wie wat betaalt of krijgt ({names['shares']}).",
                f"You can change green cells: prices ({names['assumptions']}), quantities ({names['quantities']}) and who pays or gets what ({names['shares']}).",
            ),
            say(
                f"Alle bedragen zijn formules. {names['amounts']} is hoeveelheid maal prijs; {names['parties']} is bedrag maal aandeel; {names['totals']} brengt dat terug naar geld van nu.",
                f"All amounts are formulas. {names['amounts']} is quantity times price; {names['parties']} is amount times share; {names['totals']} brings that back to money of today.",
            ),
            say(
                "Wat weggaat is negatief. Jaar 0 is het jaar van het eerste werk. Prijzen zijn zonder btw en niet geïndexeerd.",
                "What goes out is negative. Year 0 is that of the first work. Prices exclude VAT and are not indexed.",
            ),
            say.text(SIGNALLING),
        ]
        sheet.set_column(0, 0, 100)
        for number, words in enumerate(row for row in rows if row):
            sheet.write(number, 0, words, self._title if number == 0 else None)

    def _assumptions(self, sheet: Sheet, name: str) -> dict[str, str]:
        """Write every assumption; tell in which cell each stands."""
        say = self._say
        heads = (
            say("aanname", "assumption"),
            say("waarde", "value"),
            say("laag", "low"),
            say("hoog", "high"),
            say("eenheid", "unit"),
            say("bron", "source"),
        )
        self._head(sheet, name, heads, widths=(48, 14, 12, 12, 12, 60))
        cells = {}
        for n, row in enumerate(self._case.assumptions):
            at = _FIRST_ROW + n
            sheet.write(at, 0, capital(say.text(row.label)))
            sheet.write_number(at, 1, _value(row), self._input)
            sheet.write_number(at, 2, row.low)
            sheet.write_number(at, 3, row.high)
            sheet.write(at, 4, row.unit)
            sheet.write(at, 5, row.source)
            cells[row.parameter] = f"'{name}'!{xl_rowcol_to_cell(at, 1, True, True)}"
        return cells

    def _quantities(self, sheet: Sheet, cells: Mapping[str, str]) -> None:
        """Write how much there is of each line per year, and its price as a formula."""
        say = self._say
        heads = (say("regel", "line"), say("prijs", "price"), *self._calendar())
        self._head(sheet, say("Hoeveelheden per jaar", "Quantities per year"), heads)
        for n, line in enumerate(self._lines):
            at = _FIRST_ROW + n
            sheet.write(at, 0, self._label(line))
            formula = _price_formula(line, cells)
            if formula is None:
                sheet.write_number(at, _PRICE, float(line.price_eur), self._input)
            else:
                sheet.write_formula(
                    at, _PRICE, formula, self._euro, float(line.price_eur)
                )
            for year, quantity in enumerate(line.quantity.tolist()):
                sheet.write_number(at, _FIRST_YEAR + year, quantity, self._input)

    def _shares(self, sheet: Sheet) -> None:
        """Write which part of each line a party gains; below zero where it pays."""
        say = self._say
        heads = (say("regel", "line"), *(capital(say.party(p)) for p in self._parties))
        self._head(
            sheet,
            say(
                "Wie krijgt (+) of betaalt (−) welk deel",
                "Who receives (+) or pays (−) which part",
            ),
            heads,
        )
        for n, line in enumerate(self._lines):
            sheet.write(_FIRST_ROW + n, 0, self._label(line))
            for p, share in enumerate(line.net_shares(self._parties).tolist()):
                sheet.write_number(_FIRST_ROW + n, 1 + p, share, self._share)

    def _amounts(self, sheet: Sheet, quantities: str) -> None:
        say = self._say
        heads = (say("regel", "line"), "", *self._calendar())
        self._head(sheet, say("Bedragen per jaar", "Amounts per year"), heads)
        for n, line in enumerate(self._lines):
            at = _FIRST_ROW + n
            sheet.write(at, 0, self._label(line))
            price = f"'{quantities}'!{xl_rowcol_to_cell(at, _PRICE, False, True)}"
            for year in range(self._years):
                column = _FIRST_YEAR + year
                formula = f"='{quantities}'!{xl_rowcol_to_cell(at, column)}*{price}"
                value = float(line.quantity[year] * line.price_eur)
                sheet.write_formula(at, column, formula, self._euro, value)

    def _per_party(self, sheet: Sheet, names: Mapping[str, str]) -> None:
        say = self._say
        heads = (say("partij", "party"), "", *self._calendar())
        self._head(
            sheet,
            say(
                "Wat iedere partij per jaar overhoudt",
                "What each party is left with per year",
            ),
            heads,
        )
        last = _FIRST_ROW + len(self._lines) - 1
        for p, party in enumerate(self._parties):
            at = _FIRST_ROW + p
            sheet.write(at, 0, capital(say.party(party)))
            share = _column(names["shares"], 1 + p, last)
            for year in range(self._years):
                column = _FIRST_YEAR + year
                amounts = _column(names["amounts"], column, last)
                formula = f"=SUMPRODUCT({share},{amounts})"
                value = sum(
                    float(
                        line.net_shares([party])[0]
                        * line.quantity[year]
                        * line.price_eur
                    )
                    for line in self._lines
                )
                sheet.write_formula(at, column, formula, self._euro, value)
        self._yearly_sum(sheet)

    def _yearly_sum(self, sheet: Sheet) -> None:
        at, end = _FIRST_ROW + len(self._parties), _FIRST_ROW + len(self._parties) - 1
        sheet.write(at, 0, self._say("Samen", "Together"), self._bold)
        for year in range(self._years):
            column = xl_col_to_name(_FIRST_YEAR + year)
            formula = f"=SUM({column}{_FIRST_ROW + 1}:{column}{end + 1})"
            sheet.write_formula(at, _FIRST_YEAR + year, formula, self._sum)

    def _outcome(
        self, sheet: Sheet, names: Mapping[str, str], cells: Mapping[str, str]
    ) -> None:
        """Bring what each party is left with back to money of today, by two rates."""
        say, first, last = self._say, _FIRST_YEAR, _FIRST_YEAR + self._years - 1
        heads = (
            say("partij", "party"),
            say("eigen rente", "own rate"),
            say("resultaat bij eigen rente", "result at own rate"),
            say("resultaat bij maatschappelijke rente", "result at the social rate"),
            say("alle jaren, niet verdisconteerd", "all years, not discounted"),
        )
        self._head(
            sheet, say("Uitkomst", "Outcome"), heads, widths=(28, 14, 24, 24, 24)
        )
        social = cells["appraisal.discount_share"]
        sheet_name = names["parties"]
        for p, party in enumerate(self._parties):
            at, row = _FIRST_ROW + p, _FIRST_ROW + p
            flows = f"'{sheet_name}'!{xl_rowcol_to_cell(row, first)}:{xl_rowcol_to_cell(row, last)}"
            rest = f"'{sheet_name}'!{xl_rowcol_to_cell(row, first + 1)}:{xl_rowcol_to_cell(row, last)}"
            now = f"'{sheet_name}'!{xl_rowcol_to_cell(row, first)}"
            own = cells[_rate_name(party)]
            sheet.write(at, 0, capital(say.party(party)))
            sheet.write_formula(
                at, 1, f"={own}", self._book.add_format({"num_format": "0.00%"})
            )
            sheet.write_formula(at, 2, f"={now}+NPV({own},{rest})", self._euro)
            sheet.write_formula(at, 3, f"={now}+NPV({social},{rest})", self._euro)
            sheet.write_formula(at, 4, f"=SUM({flows})", self._euro)
        end = _FIRST_ROW + len(self._parties)
        sheet.write(end, 0, say("Samen", "Together"), self._bold)
        for column in (3, 4):
            name = xl_col_to_name(column)
            formula = f"=SUM({name}{_FIRST_ROW + 1}:{name}{end})"
            sheet.write_formula(end, column, formula, self._sum)

    def _head(
        self,
        sheet: Sheet,
        title: str,
        heads: Sequence[object],
        *,
        widths: Sequence[float] = (44, 12),
    ) -> None:
        sheet.write(0, 0, title, self._title)
        if self._case.planned.is_generated:
            sheet.write(1, 0, self._say.text(GENERATED))
        for column, head in enumerate(heads):
            sheet.write(_FIRST_ROW - 1, column, head, self._bold)
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        if len(heads) > len(widths):
            sheet.set_column(len(widths), len(heads), 13)
        sheet.freeze_panes(_FIRST_ROW, 1)

    def _calendar(self) -> list[int]:
        return [self._case.first_year + year for year in range(self._years)]

    def _label(self, line: Line) -> str:
        label = self._say.text(line.label)
        return f"{label} ({line.what})" if line.what.startswith("costs.") else label


def _value(row: AssumptionRow) -> float:
    return row.value if row.own is None else row.own


def _rate_name(party: str) -> str:
    is_firm = party in {"owner", "entrepreneur"}
    return "appraisal.firm_rate_share" if is_firm else "appraisal.public_rate_share"


def _price_formula(line: Line, cells: Mapping[str, str]) -> str | None:
    """Write a price as the product of the assumptions that it is made of."""
    if line.what in cells:
        return f"={cells[line.what]}"
    names = BENEFITS[line.what].parameters if line.what in BENEFITS else ()
    if not names or not all(name in cells for name in names):
        return None
    return "=" + "*".join(cells[name] for name in names)


def _column(sheet: str, column: int, last_row: int) -> str:
    top = xl_rowcol_to_cell(_FIRST_ROW, column, True, True)
    return f"'{sheet}'!{top}:{xl_rowcol_to_cell(last_row, column, True, True)}"
