"""The quarterly report of the programme, and its slides: tables and sentences of figures.

Every sentence is composed from the same figures as the tables; nothing is written twice.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from werklandschap.core.text import Language, Text
from werklandschap.core.units import Unit
from werklandschap.parameters import Parameter
from werklandschap.report import palette
from werklandschap.report.numbers import plain
from werklandschap.report.typesetting import as_pdf
from werklandschap.report.words import WORDS

_TITLE = Text("Kwartaalrapport", "Quarterly report")
_TABLES = {
    "counters": Text("Tellers en doelen", "Counters and targets"),
    "what": Text("Wat telt", "What counts"),
    "before": Text("Vorig kwartaal", "Previous quarter"),
    "now": Text("Nu", "Now"),
    "target": Text("Doel", "Target"),
    "source": Text("Bron", "Source"),
    "money": Text("Geld", "Money"),
    "amount": Text("Bedrag", "Amount"),
    "works": Text(
        "Groen, water en CO2: gemeten en gepland",
        "Green, water and CO2: measured and planned",
    ),
    "measured": Text("Gemeten", "Measured"),
    "planned": Text("Gepland", "Planned"),
    "ahead": Text("Verwachting tot en met 2032", "Forecast up to 2032"),
    "chance": Text("Kans", "Chance"),
    "band": Text("80 van de 100 keer", "80 times in 100"),
    "notes": Text(
        "Waar de documenten elkaar tegenspreken", "Where the documents differ"
    ),
    "short": Text("In het kort", "In short"),
    "none": Text("niet geteld", "not counted"),
    "assumed": Text("aanname", "assumption"),
}


@dataclass(frozen=True, slots=True)
class Counted:
    """A promise: how many at the end of the quarter before and of this one."""

    label: Text
    before: int
    now: int
    target: int
    source: str
    note: Text | None = None


@dataclass(frozen=True, slots=True)
class Changed:
    """What was measured twice and what is planned, in a unit; None where not counted.

    ``source`` tells what it comes from, ``assumption`` the number that it hangs on.
    """

    label: Text
    measured: float | None
    planned: float | None
    unit: Unit = Unit.HECTARE
    source: Text | None = None
    assumption: Parameter | None = None


@dataclass(frozen=True, slots=True)
class Expected:
    """A target with its chance and band."""

    label: Text
    target: int
    chance: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Quarterly:
    """All figures of a quarter."""

    year: int
    quarter: int
    day: date
    counted: Sequence[Counted]
    money: Sequence[tuple[Text, str]]
    changed: Sequence[Changed]
    expected: Sequence[Expected]
    notes: Sequence[Text]
    is_generated: bool


def report_pdf(found: Quarterly, language: Language) -> bytes:
    """Set the report as a tagged PDF (PDF/UA-1); the same figures give the same bytes.

    Parameters
    ----------
    found : Quarterly
        The figures.
    language : {"nl", "en"}
        In which language.
    """
    return as_pdf("quarterly.typ", _data(found, language))


def slides_pdf(found: Quarterly, language: Language) -> bytes:
    """Set the slides, with the same sentences and tables.

    Parameters
    ----------
    found : Quarterly
        The figures.
    language : {"nl", "en"}
        In which language.
    """
    return as_pdf("slides.typ", _data(found, language))


def sentences(found: Quarterly, language: Language) -> list[str]:
    """Tell the quarter in a few sentences, composed of its figures.

    Parameters
    ----------
    found : Quarterly
        The figures.
    language : {"nl", "en"}
        In which language.
    """
    first = found.counted[0]
    told = [
        _SENTENCES["now"]
        .in_language(language)
        .format(
            what=first.label.in_language(language),
            now=plain(first.now, language),
            target=plain(first.target, language),
        ),
        _growth(first.now - first.before, language),
    ]
    told.extend(_chance(each, language) for each in found.expected[:1])
    return told


_SENTENCES = {
    "now": Text("{what}: {now} van de {target}.", "{what}: {now} of {target}."),
    "more": Text(
        "Dat zijn er {count} meer dan een kwartaal eerder.",
        "That is {count} more than a quarter earlier.",
    ),
    "less": Text(
        "Dat zijn er {count} minder dan een kwartaal eerder.",
        "That is {count} fewer than a quarter earlier.",
    ),
    "same": Text(
        "Dat zijn er evenveel als een kwartaal eerder.",
        "That is as many as a quarter earlier.",
    ),
    "chance": Text(
        "De kans dat het er eind 2032 ten minste {target} zijn, is {chance} %; in 80 van de "
        "100 keer worden het er {low} tot {high}.",
        "The chance of at least {target} by the end of 2032 is {chance} %; 80 times in 100 "
        "there will be {low} to {high}.",
    ),
}


def _chance(each: Expected, language: Language) -> str:
    return (
        _SENTENCES["chance"]
        .in_language(language)
        .format(
            target=plain(each.target, language),
            chance=plain(round(100 * each.chance), language),
            low=plain(round(each.low), language),
            high=plain(round(each.high), language),
        )
    )


def _growth(more: int, language: Language) -> str:
    name = "more" if more > 0 else "less" if more < 0 else "same"
    told = _SENTENCES[name].in_language(language)
    return told.format(count=plain(abs(more), language))


def _amount(value: float | None, unit: Unit, language: Language) -> str:
    if value is None:
        return _TABLES["none"].in_language(language)
    digits = 1 if unit is Unit.HECTARE else 0
    return f"{plain(round(value, digits), language)} {unit.symbol}"


def _source(each: Changed, language: Language) -> str:
    """Tell where a figure comes from, with the number that it hangs on."""
    assert each.source is not None
    told = f"{each.label.in_language(language)}: {each.source.in_language(language)}"
    known = each.assumption
    if known is None:
        return f"{told}."
    low, value, high = (
        plain(number, language) for number in (known.low, known.value, known.high)
    )
    mark = _TABLES["assumed"].in_language(language) if known.mark == "memory" else ""
    facts = f"{value} {known.unit.symbol}, {low} – {high}"
    return f"{told} ({facts}{'; ' if mark else ''}{mark})."


def _data(found: Quarterly, language: Language) -> dict[str, Any]:
    def told(text: Text | None) -> str:
        return text.in_language(language) if text else ""

    return {
        "language": language,
        "words": {name: text.in_language(language) for name, text in WORDS.items()},
        "tables": {name: told(text) for name, text in _TABLES.items()},
        "palette": palette.FOR_TEMPLATES,
        "is_generated": found.is_generated,
        "title": f"{told(_TITLE)} {found.year}-{found.quarter}",
        "day": [found.day.year, found.day.month, found.day.day],
        "sentences": sentences(found, language),
        "counted": [
            [
                told(each.label),
                plain(each.before, language),
                plain(each.now, language),
                plain(each.target, language),
                each.source,
            ]
            for each in found.counted
        ],
        "money": [[told(label), amount] for label, amount in found.money],
        "changed": [
            [
                told(each.label),
                _amount(each.measured, each.unit, language),
                _amount(each.planned, each.unit, language),
            ]
            for each in found.changed
        ],
        "sources": [_source(each, language) for each in found.changed if each.source],
        "expected": [
            [
                told(each.label),
                plain(each.target, language),
                f"{plain(round(100 * each.chance), language)} %",
                f"{plain(round(each.low), language)} – {plain(round(each.high), language)}",
            ]
            for each in found.expected
        ],
        "notes": [
            *dict.fromkeys(told(each.note) for each in found.counted if each.note),
            *map(told, found.notes),
        ],
    }
