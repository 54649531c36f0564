"""Writing numbers and sentences of a business case; tables and sentences write alike."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from werklandschap.appraisal import PARTIES
from werklandschap.core.text import Language, Text
from werklandschap.core.units import Unit
from werklandschap.indicators import INDICATORS
from werklandschap.report.numbers import (
    FIRM_SPACE,
    NARROW_SPACE,
    Quantity,
    notation,
    plain,
    unit_mark,
    with_unit,
    write,
)

_AND = Text("en", "and")
_TO = Text("tot", "to")
_NEARLY_ALL, _NEARLY_NONE = 0.99, 0.01
_JOINED = "\u2060"
"""Keeps a minus and its amount on one line."""

_DIGITS = 3
"""So many does the size of an effect deserve."""

_IN_WORDS = {"/d": ("/dag", "/day"), "/st": ("/stuk", "/item")}
"""Symbols that not everybody reads."""

_THOUSANDS_FROM, _HUNDREDS_FROM = 100_000, 1_000


@dataclass(frozen=True, slots=True)
class Say:
    """Words and numbers in one language."""

    language: Language

    def __call__(self, nl: str, en: str) -> str:
        """Choose the words of the language."""
        return nl if self.language == "nl" else en

    def columns(self, *words: tuple[str, str]) -> tuple[str, ...]:
        """Choose the words of the language for each column of a table."""
        return tuple(self(nl, en) for nl, en in words)

    def years(self, count: float) -> str:
        """Write how many years something lasts."""
        number = round(count)
        return self.count(number, ("jaar", "year"), ("jaar", "years"))

    def text(self, text: Text) -> str:
        """Give a text in the language."""
        return text.in_language(self.language)

    def euros(self, amount: float) -> str:
        """Write an amount as people read it: no finer than it deserves.

        Parameters
        ----------
        amount : float
            To thousands from 100,000 on, to hundreds from 1,000. [€]
        """
        size = abs(amount)
        decimals = (
            -3 if size >= _THOUSANDS_FROM else -2 if size >= _HUNDREDS_FROM else 0
        )
        number = notation(abs(amount), decimals=decimals, language=self.language)
        sign = f"−{_JOINED}" if amount < 0 and number != "0" else ""
        return f"{sign}€{FIRM_SPACE}{number}"

    def euros_between(self, low: float, high: float) -> str:
        """Write what an amount lies between."""
        return f"{self.euros(low)}{FIRM_SPACE}{self.text(_TO)}{FIRM_SPACE}{self.euros(high)}"

    def percent(self, share: float, *, decimals: int = 0) -> str:
        """Write a share as a percentage."""
        number = notation(100 * share, decimals=decimals, language=self.language)
        return f"{number}{NARROW_SPACE}%"

    def chance(self, chance: float) -> str:
        """Write a chance; what is nearly sure is not called sure."""
        if chance >= _NEARLY_ALL:
            return self("meer dan 99 %", "more than 99 %").replace(
                " %", f"{NARROW_SPACE}%"
            )
        if chance <= _NEARLY_NONE:
            return self("minder dan 1 %", "less than 1 %").replace(
                " %", f"{NARROW_SPACE}%"
            )
        return self.percent(chance)

    def short_chance(self, chance: float) -> str:
        """Write a chance in a table."""
        if chance >= _NEARLY_ALL:
            return f">{NARROW_SPACE}99{NARROW_SPACE}%"
        if chance <= _NEARLY_NONE:
            return f"<{NARROW_SPACE}1{NARROW_SPACE}%"
        return self.percent(chance)

    def indicator(self, name: str, value: float) -> str:
        """Write a value of an indicator with its unit."""
        unit = INDICATORS[name].unit
        return write(Quantity(value, value, value, unit), self.language).value

    def indicator_between(self, name: str, ends: tuple[float, float] | None) -> str:
        """Write what a value of an indicator lies between; a dash where not known."""
        if ends is None:
            return "–"
        low, high = ends
        unit = INDICATORS[name].unit
        found = write(Quantity((low + high) / 2, low, high, unit), self.language)
        return found.interval or found.value

    def amount(self, size: float, unit: str) -> str:
        """Write how much there is of something, with its unit."""
        known = Unit(unit)
        if known is Unit.SHARE:
            return self.percent(size, decimals=1)
        small = abs(size) < 10 and size != round(size)
        number = notation(size, decimals=1 if small else 0, language=self.language)
        return number + self.unit(known, size)

    def unit(self, unit: Unit, number: float) -> str:
        """Write what follows a number: days in a word, other units by their symbol."""
        if unit is Unit.DAY:
            words = ("dag", "day") if number == 1 else ("dagen", "days")
            return FIRM_SPACE + self(*words)
        mark = unit_mark(unit, self.language)
        for symbol, words in _IN_WORDS.items():
            mark = mark.replace(symbol, self(*words)) if mark.endswith(symbol) else mark
        return mark

    def sized(self, size: float, ends: tuple[float, float], unit: str) -> str:
        """Write how much there is of something, and between what that lies."""
        words, low, high = (
            self.amount(float(f"{each:.{_DIGITS}g}"), unit) for each in (size, *ends)
        )
        if low == high:
            return words
        least = low.removesuffix(self.unit(Unit(unit), ends[0]))
        return f"{words} ({least}{FIRM_SPACE}{self.text(_TO)}{FIRM_SPACE}{high})"

    def plain(self, number: float, unit: str) -> str:
        """Write a number of an assumption with the digits that it came with."""
        known = Unit(unit)
        shown = round(100 * number, 9) if known is Unit.SHARE else number
        digits = plain(shown, self.language, unit=known)
        if known is Unit.EURO:
            return with_unit(digits, known, self.language)
        return digits + self.unit(known, number)

    def party(self, name: str) -> str:
        """Name a party."""
        return self.text(PARTIES[name].label)

    def shares(self, shares: Mapping[str, float]) -> str:
        """Name parties with their shares; one party alone without."""
        if len(shares) == 1:
            return self.party(next(iter(shares)))
        return ", ".join(
            f"{self.party(p)} {self.percent(s)}" for p, s in shares.items()
        )

    def together(self, words: Iterable[str]) -> str:
        """Put words in a row: a, b and c."""
        found = list(words)
        if len(found) < 2:
            return "".join(found)
        return f"{', '.join(found[:-1])} {self.text(_AND)} {found[-1]}"

    def joined(self, words: Iterable[str]) -> str:
        """Put parties together that act as one."""
        found = list(words)
        both = self(" samen", " together") if len(found) > 1 else ""
        return self.together(found) + both

    def count(self, number: int, one: tuple[str, str], more: tuple[str, str]) -> str:
        """Write how many there are, with the word for one or for more."""
        word = one if number == 1 else more
        return f"{notation(number, decimals=0, language=self.language)} {self(*word)}"


def capital(sentence: str) -> str:
    """Begin a sentence with a capital."""
    return sentence[:1].upper() + sentence[1:]


def small(label: str) -> str:
    """Begin a label without a capital, inside a sentence; abbreviations keep theirs."""
    return label[:1].lower() + label[1:]
