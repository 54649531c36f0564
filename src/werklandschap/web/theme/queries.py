"""Figures in the words and proportions of the engine, for the language of the reader."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from werklandschap.core.text import Language, Text
from werklandschap.core.units import Unit
from werklandschap.report import figures, numbers

NOT_MEASURED = float("nan")
_FEWEST_PEERS = 2


@dataclass(frozen=True, slots=True)
class Band:
    """A part of the axis between two deciles of comparable parks, in per cent."""

    x: str
    width: str
    is_middle: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """An interval bar, ready to be drawn: words, and places along the axis in per cent."""

    name: str
    value: str
    interval: str
    words: str
    value_x: str
    low_x: str
    high_x: str
    target_x: str
    peers: tuple[Band, ...]
    start: str
    end: str
    is_faint: bool


@dataclass(frozen=True, slots=True)
class Dot:
    """One of the five dots of reliability."""

    x: float
    is_full: bool


def language() -> Language:
    """Give the language of the reader."""
    return "en" if (get_language() or "").startswith("en") else "nl"


def told(text: Any) -> str:
    """Tell a text of the engine in the language of the reader; leave others as they are."""
    if text is None:
        return ""
    return text.in_language(language()) if isinstance(text, Text) else str(text)


def written(number: float | None, unit: Unit | str = "") -> str:
    """Write a single number with its unit, in at most three digits that matter.

    Parameters
    ----------
    number : float, optional
        Not measured where it is None or NaN.
    unit : Unit or str
        A unit of the engine; without one it is a bare number.
    """
    if not isinstance(number, int | float) or math.isnan(number):
        return _("niet gemeten")
    if not unit:
        return numbers.plain(number, language())
    kind = Unit(unit)
    shown = 100 * number if kind is Unit.SHARE else number
    digits = numbers.notation(
        shown, decimals=_decimals(shown, kind), language=language(), unit=kind
    )
    return numbers.with_unit(digits, kind, language())


def written_exactly(number: float, unit: Unit | str = "") -> str:
    """Write a number with all the digits that it came with, as for an assumption."""
    if not unit:
        return numbers.plain(number, language())
    kind = Unit(unit)
    shown = 100 * number if kind is Unit.SHARE else number
    digits = numbers.plain(shown, language(), unit=kind)
    return numbers.with_unit(digits, kind, language())


def written_interval(
    value: float | None, low: float | None, high: float | None, unit: Unit | str
) -> numbers.Written:
    """Write a value and its interval, rounded as the interval allows.

    Parameters
    ----------
    value, low, high : float, optional
        Not measured where the value is None or NaN; an end that is None is the value.
    unit : Unit or str
        A unit of the engine.
    """
    quantity = _quantity(value, low, high, unit)
    if not quantity.is_measured:
        return numbers.Written(_("niet gemeten"), "")
    return numbers.write(quantity, language())


def bar_of(figure: Any) -> Bar | None:
    """Prepare the interval bar of a figure; nothing where it was not measured.

    Parameters
    ----------
    figure : object
        With ``value``, ``low``, ``high``, ``unit`` and ``label``; where known also
        ``target`` (in the same unit), ``peers`` (deciles of comparable parks as places
        on the axis, 0 to 1, in rising order), ``axis`` (its two ends, in the unit) and
        ``reliability`` (a low one makes the bar lighter).
    """
    quantity = _quantity(figure.value, figure.low, figure.high, figure.unit)
    if not quantity.is_measured:
        return None
    target = getattr(figure, "target", None)
    axis = _axis(figure, quantity, target)
    start, end = axis.labels(language())
    words = numbers.write(quantity, language())
    interval = f"({words.interval})" if words.interval else ""
    told_words = _bar_words(figure, axis, target)
    reliability = getattr(figure, "reliability", None)
    return Bar(
        name=f"{told(figure.label)}: {words.value} {interval}. {told_words}".strip(),
        value=words.value,
        interval=interval,
        words=told_words,
        value_x=_percent(axis.position(quantity.value)),
        low_x=_percent(axis.position(quantity.low)),
        high_x=_percent(axis.position(quantity.high)),
        target_x="" if target is None else _percent(axis.position(target)),
        peers=_bands(getattr(figure, "peers", None) or ()),
        start=start,
        end=end,
        is_faint=reliability is not None and figures.is_low(reliability),
    )


def dots_of(reliability: float) -> tuple[Dot, ...]:
    """Place the five dots of a reliability from 0 to 1."""
    full = figures.dots(reliability)
    return tuple(Dot(6 + 14 * place, place < full) for place in range(figures.DOTS))


def word_of(reliability: float) -> str:
    """Name a reliability from 0 to 1."""
    return told(figures.reliability_word(reliability))


def long_date(day: Any) -> str:
    """Write a day out; leave what is no date as it is."""
    return numbers.long_date(day, language()) if hasattr(day, "month") else str(day)


def _decimals(number: float, unit: Unit) -> int:
    """Count the decimals of a number that has no interval: no finer than people use.

    Amounts of money are estimates here: three digits, also of millions.
    """
    usual = numbers.decimals_allowed(numbers.Quantity(number, number, number, unit))
    digits = Decimal(f"{number:.3g}").normalize().as_tuple().exponent
    coarsest = -int(digits) if unit is Unit.EURO else 0
    return max(coarsest, min(usual, -int(digits)))


def _quantity(
    value: float | None, low: float | None, high: float | None, unit: Unit | str
) -> numbers.Quantity:
    middle = NOT_MEASURED if value is None else value
    return numbers.Quantity(
        middle,
        middle if low is None else low,
        middle if high is None else high,
        Unit(unit),
    )


def _axis(
    figure: Any, quantity: numbers.Quantity, target: float | None
) -> figures.Axis:
    if given := getattr(figure, "axis", None):
        start, end = given
        return figures.Axis(start, end, quantity.unit)
    held = [quantity]
    if target is not None:
        held.append(_quantity(target, None, None, quantity.unit))
    return figures.Axis.over(held)


def _bands(peers: Sequence[float]) -> tuple[Band, ...]:
    """Make a band from the first to the last decile and one of the middle half."""
    if len(peers) < _FEWEST_PEERS:
        return ()
    return _band((peers[0], peers[-1]), False), _band(_middle_half(peers), True)


def _band(ends: tuple[float, float], is_middle: bool) -> Band:
    left, right = ends
    return Band(_percent(left), _percent(max(right - left, 0.0)), is_middle)


def _middle_half(peers: Sequence[float]) -> tuple[float, float]:
    quarter = round((len(peers) - 1) / 4)
    return peers[quarter], peers[-1 - quarter]


def _bar_words(figure: Any, axis: figures.Axis, target: float | None) -> str:
    sentences = []
    peers = getattr(figure, "peers", None) or ()
    if len(peers) >= _FEWEST_PEERS:
        length = axis.end - axis.start
        low, high = (axis.start + place * length for place in _middle_half(peers))
        sentences.append(
            _("De helft van vergelijkbare terreinen ligt tussen %(low)s en %(high)s.")
            % {"low": written(low, axis.unit), "high": written(high, axis.unit)}
        )
    if target is not None:
        sentences.append(
            _("Doel: %(target)s.") % {"target": written(target, axis.unit)}
        )
    return " ".join(sentences)


def _percent(share: float) -> str:
    return f"{100 * min(1.0, max(0.0, share)):.2f}"
