"""Colouring a map by classes: borders that people can read, colours for every eye."""

import math
from bisect import bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from werklandschap.core.text import Language
from werklandschap.web.parks.measures import Measure

CIVIDIS = ("#00224e", "#414d6b", "#7c7b78", "#bcae6c", "#fee838")
"""Five steps of cividis (Nuñez, Anderton and Renslow, 2018), dark for little."""

_DIGITS = 2


@dataclass(frozen=True, slots=True)
class Class:
    """One class of the legend: from ``low`` to just below ``high``."""

    colour: str
    low: float
    high: float
    parks: int


def borders_of(values: Collection[float], *, is_year: bool = False) -> list[float]:
    """Choose at most four borders that part values into classes of about equal size.

    Parameters
    ----------
    values : collection of float
        What is to be coloured.
    is_year : bool
        Years are whole numbers; all else is rounded to two digits.

    Returns
    -------
    list of float
        Ascending, each within the range of the values; none if all are equal.
    """
    ordered = sorted(values)
    if not ordered:
        return []
    steps = len(CIVIDIS)
    quantiles = (ordered[len(ordered) * step // steps] for step in range(1, steps))
    rounded = {float(round(q)) if is_year else _rounded(q) for q in quantiles}
    return sorted(b for b in rounded if ordered[0] < b <= ordered[-1])


def _rounded(number: float) -> float:
    if number == 0:
        return 0.0
    return round(number, _DIGITS - 1 - math.floor(math.log10(abs(number))))


def class_of(value: float, borders: Sequence[float]) -> int:
    """Give the class of a value, from 0; a border belongs to the class above it."""
    return bisect_right(borders, value)


def colours(count: int) -> list[str]:
    """Give so many colours, spread over the whole scale."""
    last = len(CIVIDIS) - 1
    return [CIVIDIS[round(i * last / max(count - 1, 1))] for i in range(count)]


def legend(values: Collection[float], borders: Sequence[float]) -> list[Class]:
    """List the classes with their borders and how many values each has."""
    if not values:
        return []
    ends = [min(values), *borders, max(values)]
    counts = [0] * (len(borders) + 1)
    for value in values:
        counts[class_of(value, borders)] += 1
    return [
        Class(colour, ends[i], ends[i + 1], counts[i])
        for i, colour in enumerate(colours(len(borders) + 1))
    ]


def written(value: float, measure: Measure, language: Language) -> str:
    """Write a value of a measure with two or three digits, without its unit.

    Parameters
    ----------
    value : float
        The value; a share from 0 to 1 is written as a percentage.
    measure : Measure
        What it is of.
    language : {"nl", "en"}
        Decides the marks.
    """
    shown = value * 100 if measure.is_share else value
    if measure.is_year:
        return f"{shown:.0f}"
    decimals = 0 if abs(shown) >= 100 or shown == int(shown) else 1
    if 0 < abs(shown) < 1:
        decimals = 2
    text = f"{shown:,.{decimals}f}"
    return text.translate({44: ".", 46: ","}) if language == "nl" else text
