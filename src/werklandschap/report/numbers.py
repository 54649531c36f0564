"""Numbers and dates as people read them, with no more digits than they deserve."""

import math
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from werklandschap.core.text import Language, Text
from werklandschap.core.units import Unit

NARROW_SPACE = "\u202f"
"""Stands between a number and its unit; no line ends there."""

FIRM_SPACE = "\u00a0"
"""Stands between words that belong on one line."""

_TO = Text(nl="tot", en="to")
_STEPS_PER_INTERVAL = 4
_M2_PER_HA = 10_000
_FINEST_DECIMALS = {
    Unit.SHARE: 1,
    Unit.COUNT: 1,
    Unit.METRE: 0,
    Unit.SQUARE_METRE: 0,
    Unit.HECTARE: 2,
    Unit.MILLIMETRE: 0,
    Unit.DEGREE: 0,
    Unit.YEAR: 0,
    Unit.PER_HECTARE: 1,
    Unit.RATIO: 2,
    Unit.KILOWATT_PEAK: 0,
    Unit.KILOWATT_PEAK_PER_SQUARE_METRE: 3,
    Unit.DEGREE_CELSIUS: 1,
    Unit.CUBIC_METRE: 0,
    Unit.KILOWATT_HOUR: 0,
    Unit.MEGAWATT_HOUR: 0,
    Unit.MILLIMETRE_PER_HOUR: 1,
    Unit.METRE_PER_SECOND: 1,
    Unit.WATT_PER_SQUARE_METRE: 0,
    Unit.HOUR: 0,
    Unit.MINUTE: 0,
    Unit.KILOWATT: 0,
    Unit.EURO: 0,
    Unit.TONNE: 1,
}
_UNIT_WORDS = {
    Unit.METRE: Text("meter", "metres"),
    Unit.HECTARE: Text("hectare", "hectares"),
}
_MONTHS = (
    Text("januari", "January"),
    Text("februari", "February"),
    Text("maart", "March"),
    Text("april", "April"),
    Text("mei", "May"),
    Text("juni", "June"),
    Text("juli", "July"),
    Text("augustus", "August"),
    Text("september", "September"),
    Text("oktober", "October"),
    Text("november", "November"),
    Text("december", "December"),
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A value with its interval and unit; NaN where it was not measured."""

    value: float
    low: float
    high: float
    unit: Unit

    @property
    def is_measured(self) -> bool:
        """Whether there is a value at all."""
        return not math.isnan(self.value)

    def readable(self) -> "Quantity":
        """Return it in the unit in which it is easiest to picture.

        Areas of a hectare and more are told in hectares.
        """
        if self.unit is not Unit.SQUARE_METRE or not self.value >= _M2_PER_HA:
            return self
        return replace(self.scaled(1 / _M2_PER_HA), unit=Unit.HECTARE)

    def scaled(self, factor: float) -> "Quantity":
        """Return it multiplied by a positive factor."""
        return replace(
            self,
            value=self.value * factor,
            low=self.low * factor,
            high=self.high * factor,
        )


@dataclass(frozen=True, slots=True)
class Written:
    """A quantity in words of one language.

    ``value`` has its unit (``44 %``), ``interval`` stands beside it and has none
    (``41 tot 47``); it is empty where rounding leaves nothing between its ends.
    """

    value: str
    interval: str


def write(quantity: Quantity, language: Language) -> Written:
    """Write a measured quantity with its unit, rounded as its interval allows.

    Parameters
    ----------
    quantity : Quantity
        Value and interval; not NaN.
    language : {"nl", "en"}
        Decides the marks (``1.234,5`` or ``1,234.5``) and the words.
    """
    digits, interval = _digits(quantity, language)
    return Written(with_unit(digits, quantity.unit, language), interval)


def write_out(quantity: Quantity, language: Language) -> Written:
    """Write a measured quantity for use in a sentence: units as words where usual.

    Parameters
    ----------
    quantity : Quantity
        Value and interval; not NaN.
    language : {"nl", "en"}
        Decides the marks and the words.
    """
    if word := _UNIT_WORDS.get(quantity.unit):
        digits, interval = _digits(quantity, language)
        return Written(f"{digits} {word.in_language(language)}", interval)
    return write(quantity, language)


def _digits(quantity: Quantity, language: Language) -> tuple[str, str]:
    decimals = decimals_allowed(quantity)
    shown = _as_shown(quantity)
    value, low, high = (
        notation(number, decimals=decimals, language=language, unit=quantity.unit)
        for number in (shown.value, shown.low, shown.high)
    )
    words = (low, _TO.in_language(language), high)
    return value, FIRM_SPACE.join(words) if low != high else ""


def decimals_allowed(quantity: Quantity) -> int:
    """Tell how many decimals may be shown; negative for tens, hundreds and so on.

    The last digit shown is the largest power of ten that goes four times into the
    interval, so that rounding moves no end by more than an eighth of it. A number
    that is not zero never becomes zero by it, and no unit is shown finer than people
    use it: shares in tenths of a per cent, distances in metres.
    """
    shown = _as_shown(quantity)
    numbers = (shown.value, shown.low, shown.high)
    finest = _FINEST_DECIMALS[quantity.unit]
    if quantity.unit is Unit.COUNT and all(number == int(number) for number in numbers):
        finest = 0
    if quantity.unit is Unit.SHARE and shown.low == shown.high == 100:
        finest = 0  # as nothing at all is 0 and not 0,0
    step = (shown.high - shown.low) / _STEPS_PER_INTERVAL
    if not step > 0:
        return finest
    visible = [abs(number) for number in numbers if abs(number) >= 10.0**-finest]
    return min(finest, -_magnitude(min([step, *visible])))


def notation(
    number: float, *, decimals: int, language: Language, unit: Unit | None = None
) -> str:
    """Write a number with the marks of a language.

    Parameters
    ----------
    number : float
        The number, not NaN.
    decimals : int
        Digits behind the decimal mark; negative to round to tens and more.
    language : {"nl", "en"}
        Dutch writes ``1.234,5``, English ``1,234.5``.
    unit : Unit, optional
        Years are written without a thousands mark.

    Returns
    -------
    str
        Nothing at all is ``0``, whatever the decimals: ``0,0`` means nearly nothing.

    Examples
    --------
    >>> notation(1234.5, decimals=1, language="nl")
    '1.234,5'
    >>> notation(1234.5, decimals=-2, language="en")
    '1,200'
    """
    if number == 0:
        return "0"
    step = Decimal(1).scaleb(-decimals)
    rounded = Decimal(repr(float(number))).quantize(step, ROUND_HALF_UP)
    text = f"{abs(rounded):,.{max(decimals, 0)}f}"
    if unit is Unit.YEAR:
        text = text.replace(",", "")
    if language == "nl":
        text = text.translate({ord(","): ".", ord("."): ","})
    return f"−{text}" if rounded < 0 else text


def plain(number: float, language: Language, *, unit: Unit | None = None) -> str:
    """Write a number that has no interval with the digits that it came with.

    Parameters
    ----------
    number : float
        The number, not NaN.
    language : {"nl", "en"}
        Decides the marks.
    unit : Unit, optional
        Years are written without a thousands mark.

    Examples
    --------
    >>> plain(0.175, "nl")
    '0,175'
    """
    exponent = Decimal(f"{number:.12g}").normalize().as_tuple().exponent
    decimals = max(0, -exponent) if isinstance(exponent, int) else 0
    return notation(number, decimals=min(decimals, 6), language=language, unit=unit)


def long_date(day: date, language: Language) -> str:
    """Write a day out.

    Examples
    --------
    >>> long_date(date(2026, 3, 1), "nl")
    '1 maart 2026'
    """
    return f"{day.day} {_MONTHS[day.month - 1].in_language(language)} {day.year}"


def _as_shown(quantity: Quantity) -> Quantity:
    return quantity.scaled(100) if quantity.unit is Unit.SHARE else quantity


def _magnitude(number: float) -> int:
    """Return the power of ten of the first digit: 0 for 1–9, 1 for 10–99."""
    return Decimal(f"{number:.12g}").adjusted()  # 0.99… from a subtraction is 1


def with_unit(digits: str, unit: Unit, language: Language) -> str:
    """Put a number and its unit together: the mark of euros comes first.

    Examples
    --------
    >>> with_unit("−1.200", Unit.EURO, "nl").replace(FIRM_SPACE, " ")
    '−€ 1.200'
    """
    if unit is not Unit.EURO:
        return digits + unit_mark(unit, language)
    sign = "−" if digits.startswith("−") else ""
    return f"{sign}€{FIRM_SPACE}{digits.removeprefix('−')}"


def unit_mark(unit: Unit, language: Language) -> str:
    """Write what follows a number: a space and the symbol; empty for a bare number."""
    if not unit.symbol:
        return ""
    is_close = unit is Unit.DEGREE or (unit is Unit.SHARE and language == "en")
    return f"{'' if is_close else NARROW_SPACE}{unit.symbol}"
