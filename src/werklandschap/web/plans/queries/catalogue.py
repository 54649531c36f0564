"""Measures and indicators, as forms and tables name them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from werklandschap.core.text import Text
from werklandschap.web.scans.queries.words import language

if TYPE_CHECKING:
    from werklandschap.measures import Works


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A measure as people choose it."""

    name: str
    label: Text
    family: Text
    unit: str
    shape: str
    not_measured: Text | None


@cache
def kinds() -> Mapping[str, Kind]:
    """List the measures, family by family."""
    from werklandschap.measures import MEASURES, Family

    families = list(Family)
    ordered = sorted(MEASURES.values(), key=lambda each: families.index(each.family))
    return {
        each.name: Kind(
            name=each.name,
            label=each.label,
            family=each.family.label,
            unit=str(each.unit),
            shape=_SHAPES.get(str(each.unit), "point"),
            not_measured=each.not_measured,
        )
        for each in ordered
    }


_SHAPES = {"m2": "polygon", "ha": "polygon", "m": "linestring"}
"""What is drawn of a measure that is counted in a unit; a point for all others."""


def choices_of_measures() -> list[tuple[str, list[tuple[str, str]]]]:
    """List the measures for a form, by family."""
    families: dict[str, list[tuple[str, str]]] = {}
    for kind in kinds().values():
        family = kind.family.in_language(language())
        families.setdefault(family, []).append(
            (kind.name, kind.label.in_language(language()))
        )
    return list(families.items())


def flat_choices_of_measures() -> list[tuple[str, str]]:
    """List the measures for a form of ticks, family after family."""
    return [each for _family, kinds in choices_of_measures() for each in kinds]


def choices_of_indicators() -> list[tuple[str, list[tuple[str, str]]]]:
    """List the indicators for a form, by theme, with their units."""
    from werklandschap.core.units import Unit
    from werklandschap.study.baseline import in_order

    themes: dict[str, list[tuple[str, str]]] = {}
    for each in in_order():
        theme = each.theme.label.in_language(language())
        label = each.label.in_language(language())
        symbol = Unit(each.unit).symbol
        told = f"{label} ({symbol})" if symbol else label
        themes.setdefault(theme, []).append((each.name, told))
    return list(themes.items())


def choices_of_sets() -> list[tuple[str, str]]:
    """List the sets of targets that come with the platform."""
    from werklandschap.ambitions import shipped

    return [
        (
            each.name,
            f"{each.label.in_language(language())}: "
            f"{each.status.in_language(language())}",
        )
        for each in shipped().values()
    ]


def choices_of_themes() -> list[tuple[str, str]]:
    """List the themes that people can want something of."""
    from werklandschap.indicators import Theme

    return [
        (str(theme), theme.label.in_language(language()))
        for theme in Theme
        if theme is not Theme.DATA
    ]


@dataclass(frozen=True, slots=True)
class Cost:
    """What something costs, from low to high, with what it takes a year to keep, in €."""

    value: float
    low: float
    high: float
    yearly: float
    is_from_memory: bool
    unit: str = "eur"


def cost_of(works: "Iterable[Works]", *, on: date) -> Cost:
    """Add up what works cost, from the dated parameters."""
    from werklandschap.parameters import parameter

    central = low = high = yearly = 0.0
    from_memory = False
    for work in works:
        price = parameter(work.parameter, on=on)
        central += work.quantity * price.value
        low += work.quantity * min(price.low, price.high)
        high += work.quantity * max(price.low, price.high)
        upkeep = work.parameter.replace("_eur_per_", "_yearly_eur_per_")
        yearly += work.quantity * parameter(upkeep, on=on).value
        from_memory |= price.mark != "verified"
    return Cost(central, low, high, yearly, from_memory)


def counted(placements: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Count the placements of a design by measure."""
    counts: dict[str, int] = {}
    for each in placements:
        counts[each["measure"]] = counts.get(each["measure"], 0) + 1
    known = kinds()
    return [
        {"label": known[name].label, "count": count}
        for name, count in counts.items()
        if name in known
    ]


def unit_of(indicator: str) -> str:
    """Tell in what an indicator is counted; nothing for one that does not exist."""
    from werklandschap.web.scans.queries.words import catalogue

    known = catalogue().get(indicator)
    return str(known.unit) if known else ""
