"""Small drawings beside a number: the interval bar and the dots of reliability."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from werklandschap.core.text import Language, Text
from werklandschap.core.units import Unit
from werklandschap.report import palette
from werklandschap.report.numbers import NARROW_SPACE, Quantity, plain

DOTS = 5

_BAR_WIDTH, _BAR_HEIGHT = 200.0, 29.0
_BAR_MIDDLE = 7.5
_LABEL_BASE = 25.5
_INSET = 6.0
_SMALLEST_END = 1e-6
_NICE = (1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0)
_YEARS_PER_STEP = 10
_WORDS = (
    Text(nl="laag", en="low"),
    Text(nl="laag", en="low"),
    Text(nl="laag", en="low"),
    Text(nl="matig", en="fair"),
    Text(nl="redelijk", en="good"),
    Text(nl="hoog", en="high"),
)


@dataclass(frozen=True, slots=True)
class Axis:
    """The range over which an interval bar runs."""

    start: float
    end: float
    unit: Unit

    @classmethod
    def over(cls, quantities: Sequence[Quantity]) -> "Axis":
        """Choose a round range that holds all measured quantities of one unit.

        Shares run from 0 to 100 %, years from decade to decade, everything else from
        0 to a round number (to 1 where all of them are 0).
        """
        unit = quantities[0].unit
        measured = [q for q in quantities if q.is_measured]
        lows, highs = [q.low for q in measured], [q.high for q in measured]
        if unit is Unit.SHARE or not measured:
            return cls(0.0, 1.0, unit)
        if unit is Unit.YEAR:
            first = math.floor(min(lows) / _YEARS_PER_STEP) * _YEARS_PER_STEP
            last = (math.floor(max(highs) / _YEARS_PER_STEP) + 1) * _YEARS_PER_STEP
            return cls(float(first), float(last), unit)
        start = -_round_up(-min(0.0, *lows, 0.0))
        end = _round_up(max(highs))
        return cls(start, end if end > start else 1.0, unit)

    def position(self, number: float) -> float:
        """Tell how far along the axis a number lies, from 0 to 1."""
        share = (number - self.start) / ((self.end - self.start) or 1.0)
        return min(1.0, max(0.0, share))

    def labels(self, language: Language) -> tuple[str, str]:
        """Write both ends."""
        if self.unit is Unit.SHARE:
            space = NARROW_SPACE if language == "nl" else ""
            return "0", f"100{space}%"
        if self.unit is Unit.YEAR:
            return f"{self.start:.0f}", f"{self.end:.0f}"
        return plain(self.start, language), plain(self.end, language)


def interval_bar(
    quantity: Quantity,
    axis: Axis,
    *,
    language: Language,
    others: tuple[float, float] | None = None,
    is_faint: bool = False,
) -> str:
    """Draw a value as a dot on a line from low to high.

    Parameters
    ----------
    quantity : Quantity
        A measured value with its interval.
    axis : Axis
        The range of the bar.
    language : {"nl", "en"}
        Language of the two numbers at the ends of the axis.
    others : tuple of float, optional
        The middle half of comparable parks, drawn as a quiet band.
    is_faint : bool
        Draw it lighter, an open dot on a thin line, as for a value of low reliability.

    Returns
    -------
    str
        An SVG of 200 by 29.
    """
    value, low, high = (
        _INSET + (_BAR_WIDTH - 2 * _INSET) * axis.position(number)
        for number in (quantity.value, quantity.low, quantity.high)
    )
    start, end = axis.labels(language)
    dot, edge = ("#fff", palette.SOFT_GREEN) if is_faint else (palette.GREEN, "#fff")
    right, y = _BAR_WIDTH - _INSET, _BAR_MIDDLE
    parts = [
        _band(others, axis),
        f'<path d="M{_INSET} {y}H{right}M{_INSET} {y - 4}v8M{right} {y - 4}v8" '
        f'stroke="{palette.HAIRLINE}" stroke-width="1.2"/>',
        f'<path d="M{low:.1f} {y}H{high:.1f}M{low:.1f} {y - 4}v8M{high:.1f} {y - 4}v8" '
        f'stroke="{palette.SOFT_GREEN}" stroke-width="{1.6 if is_faint else 3.2}" '
        'fill="none"/>',
        f'<circle cx="{value:.1f}" cy="{y}" r="5.2" fill="{dot}" stroke="{edge}" '
        'stroke-width="1.6"/>',
        _end_label(start, _INSET - 1, "start"),
        _end_label(end, right + 1, "end"),
    ]
    return _svg(_BAR_WIDTH, _BAR_HEIGHT, "".join(parts))


def reliability_dots(reliability: float) -> str:
    """Draw five dots of which as many are full as the reliability has fifths.

    Parameters
    ----------
    reliability : float
        From 0 to 1.

    Returns
    -------
    str
        An SVG of 92 by 18.
    """
    full = dots(reliability)
    circles = [
        f'<circle cx="{10 + 18 * place}" cy="9" r="6" fill="{palette.GREEN}"/>'
        if place < full
        else f'<circle cx="{10 + 18 * place}" cy="9" r="5.4" fill="#fff" '
        f'stroke="{palette.SOFT_GREEN}" stroke-width="1.2"/>'
        for place in range(DOTS)
    ]
    return _svg(92, 18, "".join(circles))


def dots(reliability: float) -> int:
    """Count the dots of a reliability: every fifth that it enters, 0 for none."""
    return min(DOTS, math.ceil(round(reliability * DOTS, 9)))


def reliability_word(reliability: float) -> Text:
    """Name a reliability: one word that goes with the number of dots."""
    return _WORDS[dots(reliability)]


def is_low(reliability: float) -> bool:
    """Tell whether a value is so uncertain that it is shown lighter."""
    return reliability_word(reliability) == _WORDS[0]


def _band(others: tuple[float, float] | None, axis: Axis) -> str:
    if others is None:
        return ""
    left, right = (
        _INSET + (_BAR_WIDTH - 2 * _INSET) * axis.position(number) for number in others
    )
    return (
        f'<rect x="{left:.1f}" y="{_BAR_MIDDLE - 6}" width="{right - left:.1f}" '
        f'height="12" fill="{palette.PALE_GREEN}"/>'
    )


def _end_label(text: str, x: float, anchor: str) -> str:
    return (
        f'<text x="{x}" y="{_LABEL_BASE}" font-family="Libertinus Serif" '
        f'font-size="12" text-anchor="{anchor}" fill="{palette.MUTED}">{text}</text>'
    )


def _svg(width: float, height: float, body: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}">'
        f"{body}</svg>"
    )


def _round_up(number: float) -> float:
    """Return the next round number above, so that a dot never sits on the edge."""
    if number <= 0:
        return 0.0
    number = max(number, _SMALLEST_END)
    power = 10.0 ** math.floor(math.log10(number))
    candidates = (float(f"{n * power:.12g}") for n in _NICE)
    return next(end for end in candidates if end >= number * (1 - 1e-12))
