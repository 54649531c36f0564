"""The report as data: every text, number and drawing that the templates set."""

from collections.abc import Iterable

import numpy as np

from werklandschap.core.references import Reference
from werklandschap.core.text import Language, Text
from werklandschap.core.units import Unit
from werklandschap.indicators import Theme
from werklandschap.parameters import Parameter, parameter, scan_parameters
from werklandschap.report import palette
from werklandschap.report.chapter import Data, Setting, chapter
from werklandschap.report.citations import Citations
from werklandschap.report.facts import Facts, quantity_of
from werklandschap.report.figures import DOTS, Axis, is_low, reliability_dots
from werklandschap.report.numbers import (
    NARROW_SPACE,
    Quantity,
    long_date,
    notation,
    plain,
    with_unit,
    write,
)
from werklandschap.report.sentences import theme_in_words
from werklandschap.report.words import METHOD, WORDS
from werklandschap.study.outcome import BaselineScan, ParkScan

PARKS_WITHOUT_OVERVIEW = 1
"""A report on more parks than this begins with a table of them."""

_PARKS_FOR_BAND = 5
_OVERVIEW_COLUMNS = 6
_NAMES_IN_TITLE = 3
_M2_PER_HA = 10_000
_FIRST_CALENDAR_YEAR = 1000
"""Fewer years than this are a span of time, not a year of the calendar."""
_YEARS = Text(nl="jaar", en="years")


def report_data(
    scan: BaselineScan, language: Language, *, with_chapters: bool = True
) -> Data:
    """Gather everything that the report prints.

    Parameters
    ----------
    scan : BaselineScan
        The outcome.
    language : {"nl", "en"}
        The language of the report.
    with_chapters : bool
        Whether there is a chapter on every park, or only the overview of them.
    """
    citations = Citations.of(scan)
    quantities = _by_indicator(scan.parks)
    day = long_date(scan.on, language)
    axes = {name: Axis.over(found) for name, found in quantities.items()}
    setting = Setting(language, day, citations, axes, _bands(quantities))
    return {
        **front(scan, language),
        "engine": scan.engine,
        "dots": [reliability_dots(count / DOTS) for count in range(DOTS + 1)],
        "has_bands": bool(setting.bands),
        "overview": _overview(scan, language),
        "parks": [
            chapter(park, setting) for park in (scan.parks if with_chapters else ())
        ],
        "sources": citations.listed(language),
        "method": [
            {
                "heading": heading.in_language(language),
                "text": text.in_language(language),
            }
            for heading, text in METHOD
        ],
        "definitions": [_definition(reference) for reference in _references(scan)],
        "assumptions": _assumptions(scan, language),
        "own_values": _own_values(scan, language),
    }


def front(scan: BaselineScan, language: Language) -> Data:
    """Gather what every page and every picture needs: language, day, words, colours."""
    return {
        "language": language,
        "title": _title(scan, language),
        "day": [scan.on.year, scan.on.month, scan.on.day],
        "day_written": long_date(scan.on, language),
        "is_generated": any(park.landscape.is_generated for park in scan.parks),
        "words": {name: text.in_language(language) for name, text in WORDS.items()},
        "palette": palette.FOR_TEMPLATES,
    }


def _title(scan: BaselineScan, language: Language) -> str:
    report = WORDS["report"].in_language(language)
    names = [park.name for park in scan.parks]
    if len(names) <= _NAMES_IN_TITLE:
        return f"{report}: {', '.join(names)}"
    return f"{report}: {len(names)} {WORDS['parks'].in_language(language)}"


def _by_indicator(parks: Iterable[ParkScan]) -> dict[str, list[Quantity]]:
    found: dict[str, list[Quantity]] = {}
    for park in parks:
        for estimate in park.estimates:
            quantity = quantity_of(estimate)
            found.setdefault(estimate.indicator.name, []).append(quantity)
    return found


def _bands(quantities: dict[str, list[Quantity]]) -> dict[str, tuple[float, float]]:
    """Find the middle half of the parks, for indicators measured in enough of them."""
    bands = {}
    for name, found in quantities.items():
        values = [quantity.value for quantity in found if quantity.is_measured]
        if len(values) >= _PARKS_FOR_BAND:
            low, high = np.percentile(values, [25, 75])
            bands[name] = (float(low), float(high))
    return bands


def _overview(scan: BaselineScan, language: Language) -> Data | None:
    if len(scan.parks) <= PARKS_WITHOUT_OVERVIEW:
        return None
    names = _telling_indicators(scan)
    labels = {
        e.indicator.name: e.indicator.label.in_language(language)
        for park in scan.parks
        for e in park.estimates
    }
    return {
        "columns": [labels[name] for name in names],
        "rows": [
            {
                "id": park.park_id,
                "name": park.name,
                "size": _hectares(park.area_m2, language),
                "cells": [_cell(park, name, language) for name in names],
            }
            for park in scan.parks
        ],
    }


def _telling_indicators(scan: BaselineScan) -> list[str]:
    """Choose one indicator per theme: the one that most parks are described by."""
    counts: dict[Theme, dict[str, int]] = {}
    for park in scan.parks:
        facts = Facts.of(park)
        for theme in Theme:
            own = [e for e in park.estimates if e.indicator.theme is theme]
            key = theme_in_words(theme, own, facts).key if own else None
            if key is not None:
                tally = counts.setdefault(theme, {})
                tally[key.indicator.name] = tally.get(key.indicator.name, 0) + 1
    chosen = [
        max(sorted(counts[theme]), key=counts[theme].__getitem__)
        for theme in Theme
        if theme in counts
    ]
    return chosen[:_OVERVIEW_COLUMNS]


def _cell(park: ParkScan, name: str, language: Language) -> Data:
    for estimate in park.estimates:
        quantity = quantity_of(estimate)
        if estimate.indicator.name == name and quantity.is_measured:
            return {
                "value": write(quantity, language).value,
                "is_faint": is_low(estimate.reliability.value),
            }
    return {"value": "–", "is_faint": True}


def _hectares(area_m2: float, language: Language) -> str:
    number = notation(area_m2 / _M2_PER_HA, decimals=1, language=language)
    return f"{number}{NARROW_SPACE}ha"


def _references(scan: BaselineScan) -> list[Reference]:
    found = {
        reference
        for park in scan.parks
        for estimate in park.estimates
        for reference in estimate.indicator.references
    }
    return sorted(found, key=lambda r: (r.publisher, r.title, r.year, r.locator))


def _definition(reference: Reference) -> Data:
    return {
        "title": reference.title,
        "publisher": reference.publisher,
        "year": str(reference.year),
        "locator": reference.locator,
        "url": reference.url,
    }


def _assumptions(scan: BaselineScan, language: Language) -> list[Data]:
    """List the numbers that come from memory, in the value or in its range."""
    return [
        {
            "label": found.label.in_language(language),
            "value": _with_unit(found.value, found, language),
            "range": _range(found, language),
        }
        for found in scan_parameters(on=scan.on)
        if "memory" in (found.mark, found.range_mark)
    ]


def _own_values(scan: BaselineScan, language: Language) -> list[Data]:
    own = {
        name: value
        for park in scan.parks
        for name, value in park.landscape.assumptions.own
    }
    rows = []
    for name in sorted(own):
        found = parameter(name, on=scan.on)
        rows.append(
            {
                "label": found.label.in_language(language),
                "value": _with_unit(own[name], found, language),
                "range": _with_unit(found.value, found, language),
            }
        )
    return rows


def _range(found: Parameter, language: Language) -> str:
    if found.low == found.high:
        return ""
    to = "tot" if language == "nl" else "to"
    low = plain(_shown(found.low, found.unit), language, unit=found.unit)
    return f"{low} {to} {_with_unit(found.high, found, language)}"


def _with_unit(number: float, found: Parameter, language: Language) -> str:
    text = plain(_shown(number, found.unit), language, unit=found.unit)
    if found.unit is Unit.YEAR and number < _FIRST_CALENDAR_YEAR:
        return f"{text}{NARROW_SPACE}{_YEARS.in_language(language)}"
    return with_unit(text, found.unit, language)


def _shown(number: float, unit: Unit) -> float:
    return round(number * 100, 9) if unit is Unit.SHARE else number
