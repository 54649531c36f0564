"""What stands around a map: its legend, its sources and a description."""

from typing import Any

from werklandschap.core.text import Language, Text
from werklandschap.core.units import Unit
from werklandschap.report.map import ParkMap, boundary_swatch, swatch, tree_swatch
from werklandschap.report.numbers import notation, unit_mark
from werklandschap.report.sentences import NOT_MEASURED
from werklandschap.report.words import WORDS
from werklandschap.study.outcome import ParkScan

_CLASSES_IN_ALT = 5
_LEAST_PER_CENT = 0.1
"""What covers less than half of it is told as less: ``0,0 %`` would look like nothing."""

_MAP_OF = Text(
    nl="Kaart van de bodembedekking van {name}. {classes}.",
    en="Map of the ground cover of {name}. {classes}.",
)


def map_alt(park: ParkScan, drawn: ParkMap, language: Language) -> str:
    """Describe a map to who cannot see it: the classes that cover most."""
    classes = ", ".join(
        f"{cover.label.in_language(language)} {_share(share, language)}"
        for cover, share in drawn.classes[:_CLASSES_IN_ALT]
    )
    nothing = NOT_MEASURED.in_language(language).rstrip(".")
    return _MAP_OF.in_language(language).format(
        name=park.name, classes=classes or nothing
    )


def legend(drawn: ParkMap, language: Language) -> list[dict[str, Any]]:
    """Explain the colours and patterns of a map, largest class first."""
    entries = [
        {
            "svg": swatch(cover),
            "label": cover.label.in_language(language),
            "share": _share(share, language),
        }
        for cover, share in drawn.classes
    ]
    if drawn.has_trees:
        entries.append(_line(tree_swatch(), "tree", language))
    return [*entries, _line(boundary_swatch(), "boundary", language)]


def _line(svg: str, word: str, language: Language) -> dict[str, Any]:
    return {"svg": svg, "label": WORDS[word].in_language(language), "share": ""}


def _share(share: float, language: Language) -> str:
    per_cent = share * 100
    shown = max(per_cent, _LEAST_PER_CENT)
    number = notation(shown, decimals=0 if per_cent >= 1 else 1, language=language)
    less = "<" if per_cent < _LEAST_PER_CENT / 2 else ""
    return less + number + unit_mark(Unit.SHARE, language)
