"""Totals of the register, and its summary for the terminal."""

import math
from collections.abc import Sequence
from itertools import groupby

import pandas as pd

from werklandschap.core.text import Text
from werklandschap.register._declare import Finding
from werklandschap.register._written import number, written
from werklandschap.register.regions import REGION_NAMES
from werklandschap.register.validate import unchecked_rules

NATIONAL = "NL"

_AREAS = ["gross_ha", "net_ha", "issuable_ha"]
_COUNTRY = Text("Totaal", "Total")
_UNKNOWN = Text("onbekend", "unknown")
_HEADINGS = (
    Text("provincie", "province"),
    Text("terreinen", "parks"),
    Text("bruto ha", "gross ha"),
    Text("netto ha", "net ha"),
    Text("uitgeefbaar ha", "issuable ha"),
)
_TITLE = Text(
    "Register van bedrijventerreinen: {parks} terreinen, peiljaar {years}",
    "Register of business parks: {parks} parks, reference year {years}",
)
_SILENT = Text(
    "* meldt overal 0 uitgeefbaar: niet opgegeven, en zo ook niet in het totaal.",
    "* reports 0 issuable everywhere: not reported, nor in the total.",
)
_FOUND = Text(
    "Wat opvalt (signalerend, geen oordeel)", "What stands out (signals, no verdict)"
)
_NOTHING = Text("Niets dat opvalt.", "Nothing stands out.")
_UNCHECKED = Text("Niet te controleren: {rules}.", "Could not be checked: {rules}.")
_WIDTHS = (16, 10, 11, 11, 15)
_SHOWN_RINS = 5


def totals(register: pd.DataFrame) -> pd.DataFrame:
    """Add up the register per province and for the whole.

    Parameters
    ----------
    register : DataFrame
        The register as `canonical` gives it, one row per park.

    Returns
    -------
    DataFrame
        By province code, in order, and ``NL`` for the whole: the number of ``parks``
        and their ``gross_ha``, ``net_ha`` and ``issuable_ha``. Parks without a province
        are under ``""``. Areas that nobody reported are missing, and left out of sums.
    """
    groups = register.groupby(register["province_code"].fillna(""))
    sums = groups[_AREAS].sum(min_count=1)
    sums.insert(0, "parks", groups.size())
    whole = register[_AREAS].sum(min_count=1)
    sums.loc[NATIONAL] = [len(register), *whole]
    return sums.astype({"parks": "int64"}).rename_axis("province_code")


def summary_text(
    register: pd.DataFrame, findings: Sequence[Finding], language: str
) -> str:
    """Write the register and what was found in it as a compact text.

    Parameters
    ----------
    register : DataFrame
        The register as `canonical` gives it, one row per park.
    findings : sequence of Finding
        What `validate` found in it.
    language : str
        ``nl`` or ``en``.

    Returns
    -------
    str
        A title, a table with one line per province, and one line per rule with the
        number of findings and the first RIN numbers.
    """
    silent = {
        str(finding.facts["region"])
        for finding in findings
        if finding.rule.name == "region_silent"
    }
    lines = [_title(register, language), "", *_table(register, silent, language)]
    if silent:
        lines.append(_SILENT.in_language(language))
    lines += ["", *_found(findings, language)]
    if unchecked := unchecked_rules(register):
        labels = ", ".join(rule.label.in_language(language) for rule in unchecked)
        lines += ["", _UNCHECKED.in_language(language).format(rules=labels)]
    return "\n".join(lines) + "\n"


def _title(register: pd.DataFrame, language: str) -> str:
    counts = register["reference_year"].value_counts().sort_index()
    years = " + ".join(f"{year} ({number(n, language)})" for year, n in counts.items())
    return _TITLE.in_language(language).format(
        parks=number(len(register), language),
        years=years or _UNKNOWN.in_language(language),
    )


def _table(register: pd.DataFrame, silent: set[str], language: str) -> list[str]:
    headings = [heading.in_language(language) for heading in _HEADINGS]
    rows = [
        [
            _region(str(code), language),
            number(row["parks"], language),
            *(_area(row[area], language) for area in _AREAS),
        ]
        for code, row in totals(register).iterrows()
    ]
    marked = [_line(row) + (" *" if row[0] in silent else "") for row in rows]
    return [_line(headings), *marked]


def _line(cells: Sequence[str]) -> str:
    name, *numbers = cells
    aligned = zip(numbers, _WIDTHS[1:], strict=True)
    return f"{name:<{_WIDTHS[0]}}" + "".join(f"{n:>{width}}" for n, width in aligned)


def _region(code: str, language: str) -> str:
    if code == NATIONAL:
        return _COUNTRY.in_language(language)
    return REGION_NAMES.get(code, code) or _UNKNOWN.in_language(language)


def _area(area_ha: float, language: str) -> str:
    return "–" if math.isnan(area_ha) else number(area_ha, language)


def _found(findings: Sequence[Finding], language: str) -> list[str]:
    if not findings:
        return [_NOTHING.in_language(language)]
    lines = [_FOUND.in_language(language)]
    for rule, group in groupby(findings, key=lambda finding: finding.rule):
        found = list(group)
        severity = rule.severity.label.in_language(language)
        label = rule.label.in_language(language)
        count = written(len(found), language)
        lines.append(f"{severity:<13}{count:>6}  {label}: {_examples(found, language)}")
    return lines


def _examples(findings: Sequence[Finding], language: str) -> str:
    rins = [finding.rin for finding in findings if finding.rin]
    if not rins:
        return " ".join(finding.say(language) for finding in findings)
    more = ", …" if len(rins) > _SHOWN_RINS else ""
    return ", ".join(rins[:_SHOWN_RINS]) + more
