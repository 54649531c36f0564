"""The filters that stand, in words, each with the choice without it."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from werklandschap.core.text import Language
from werklandschap.web.parks.catalogue import GROUPS, Catalogue
from werklandschap.web.parks.choice import Choice, Range
from werklandschap.web.parks.classes import written
from werklandschap.web.parks.measures import Measure, measures

_NO_BREAK = "\u202f"


def without_each(
    asked: Choice, catalogue: Catalogue, language: Language
) -> Iterator[tuple[str, Choice]]:
    """Give each filter of a choice in words, with the choice that lacks it.

    Parameters
    ----------
    asked : Choice
        What was asked.
    catalogue : Catalogue
        All parks, for the names of places.
    language : {"nl", "en"}
        The language of the reader.
    """
    yield from _without_words(asked, catalogue)
    yield from _without_ranges(asked, language)


def _without_words(asked: Choice, catalogue: Catalogue) -> Iterator[tuple[str, Choice]]:
    names = catalogue.provinces
    if asked.query:
        yield f"‘{asked.query}’", asked.having(query="")
    for code in asked.provinces:
        yield names[code], asked.having(provinces=_but(code, asked.provinces))
    for code in asked.kinds:
        yield str(GROUPS[code]), asked.having(kinds=_but(code, asked.kinds))
    if asked.municipality:
        name = _municipality(catalogue, asked.municipality)
        yield name, asked.having(municipality="")


def _without_ranges(asked: Choice, language: Language) -> Iterator[tuple[str, Choice]]:
    known = measures()
    if asked.size_ha:
        label = in_words(asked.size_ha, known["oppervlakte"], language)
        yield label, asked.having(size_ha=Range())
    if asked.start_year:
        label = in_words(asked.start_year, known["startjaar"], language)
        yield label, asked.having(start_year=Range())
    for name, limits in asked.ranges.items():
        left = {n: r for n, r in asked.ranges.items() if n != name}
        yield in_words(limits, known[name], language), asked.having(ranges=left)


def _but(code: str, codes: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(each for each in codes if each != code)


def _municipality(catalogue: Catalogue, code: str) -> str:
    names = (
        park.municipality
        for park in catalogue.entries.values()
        if park.municipality_code == code and park.is_public
    )
    return next(names, code)


def in_words(limits: Range, measure: Measure, language: Language) -> str:
    """Say a range of a measure.

    Parameters
    ----------
    limits : Range
        At least one of its ends is known.
    measure : Measure
        What it is of.
    language : {"nl", "en"}
        The language of the reader.
    """
    low, high = (
        "" if end is None else _with_unit(end, measure, language)
        for end in (limits.low, limits.high)
    )
    facts = {"what": measure.label.in_language(language), "low": low, "high": high}
    if not high:
        return _("%(what)s vanaf %(low)s") % facts
    if not low:
        return _("%(what)s tot en met %(high)s") % facts
    return _("%(what)s van %(low)s tot en met %(high)s") % facts


def _with_unit(value: float, measure: Measure, language: Language) -> str:
    number = written(value, measure, language)
    return f"{number}{_NO_BREAK}{measure.unit}" if measure.unit else number
