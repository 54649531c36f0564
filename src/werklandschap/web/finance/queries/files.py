"""Everything of an outcome as files: CSV for spreadsheets, JSON for programs."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from werklandschap.web.finance.models import Assumed
from werklandschap.web.finance.queries import mixing, register, shown
from werklandschap.web.finance.queries.outcome import Worth
from werklandschap.web.theme.queries import told

Rows = Iterator[Sequence[Any]]
Writer = Callable[[Worth, frozenset[str]], Rows]


def _parties(worth: Worth, _cases: frozenset[str]) -> Rows:
    yield (
        "partij",
        "legt_in_eur",
        "baten_eur",
        "houdt_over_eur",
        "laag_eur",
        "hoog_eur",
        "kans_op_voordeel",
        "discontovoet",
    )
    for row in worth.case.parties:
        yield (
            told(row.label),
            row.invest_eur,
            row.gains_eur,
            row.value_eur,
            row.low_eur,
            row.high_eur,
            row.chance,
            row.rate,
        )


def _flows(worth: Worth, cases: frozenset[str]) -> Rows:
    """Give the cash flow of each party that the reader may see, and of no other."""
    yield "partij", "jaar", "bedrag_eur"
    for row in worth.case.parties:
        if row.party in cases:
            for year, amount in enumerate(row.by_year_eur, worth.basis.first_year):
                yield told(row.label), year, amount


def _posts(worth: Worth, _cases: frozenset[str]) -> Rows:
    yield "soort", "post", "jaar", "hoeveel", "eenheid", "bedrag_eur", "toelichting"
    for cost in worth.case.costs:
        yield (
            "aanleg",
            told(cost.label),
            cost.year,
            cost.quantity,
            cost.unit,
            cost.invest_eur,
            shown.payers_words(cost.payers),
        )
    for gain in worth.case.gains:
        yield "bate", told(gain.label), "", gain.size, gain.unit, gain.value_eur, ""
    for left in (*worth.case.not_counted, *worth.case.left_out):
        size = "" if left.size is None else left.size
        yield (
            "niet meegeteld",
            told(left.label),
            "",
            size,
            left.unit,
            "",
            told(left.why),
        )


def _assumptions(worth: Worth, _cases: frozenset[str]) -> Rows:
    yield (
        "naam",
        "aanname",
        "waarde",
        "zelf_ingevuld",
        "laag",
        "hoog",
        "eenheid",
        "hoe_zeker",
        "bron",
        "prijspeil",
    )
    for each in register.rows_of(worth):
        row = each.row
        yield (
            row.parameter,
            told(row.label),
            row.value,
            "" if row.own is None else row.own,
            row.low,
            row.high,
            row.unit,
            told(each.mark),
            row.source,
            row.price_level or "",
        )


def _funding(worth: Worth, _cases: frozenset[str]) -> Rows:
    years = mixing.years_of(worth)
    yield "bron", "vorm", "volgorde", *years, "samen_eur"
    for row in mixing.paid_of(worth):
        yield told(row.label), told(row.form), told(row.order), *row.years, row.total


_WRITERS: Mapping[str, Writer] = {
    "partijen.csv": _parties,
    "kasstromen.csv": _flows,
    "kosten-en-baten.csv": _posts,
    "aannames.csv": _assumptions,
    "financiering.csv": _funding,
}
NAMES = (*_WRITERS, "uitkomst.json")


def file_of(
    name: str, worth: Worth, assumed: Assumed, cases: frozenset[str]
) -> tuple[bytes, str] | None:
    """Write one of the files.

    Parameters
    ----------
    name : str
        One of `NAMES`; of others there is none.
    worth : Worth
        What the plan is worth.
    assumed : Assumed
        The version that it was worked out with.
    cases : frozenset of str
        The parties whose cash flow the reader may see.

    Returns
    -------
    tuple of (bytes, str) or None
        The file and its media type.
    """
    if name == "uitkomst.json":
        return _json(worth, assumed, cases), "application/json"
    if name not in _WRITERS:
        return None
    return table(_WRITERS[name](worth, cases)), "text/csv; charset=utf-8"


def table(rows: Iterable[Sequence[Any]]) -> bytes:
    """Write rows as spreadsheets in the Netherlands open them: ``;`` and a comma.

    Texts that a spreadsheet would take for a formula begin with an apostrophe.
    """
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    for row in rows:
        writer.writerow([_cell(each) for each in row])
    return out.getvalue().encode("utf-8-sig")


def _cell(value: Any) -> str:
    if isinstance(value, bool) or not isinstance(value, int | float):
        text = str(value)
        return f"'{text}" if text[:1] in "=+-@\t\r" and len(text) > 1 else text
    return f"{value:.10g}".replace(".", ",") if isinstance(value, float) else str(value)


def _json(worth: Worth, assumed: Assumed, cases: frozenset[str]) -> bytes:
    from werklandschap.report.case_json import case_as_json
    from werklandschap.web.scans.queries import store

    return case_as_json(
        worth.case,
        engine=store.engine_version(),
        parties=cases,
        is_whole=worth.basis.is_whole,
        assumed_version=assumed.version,
    ).encode()
