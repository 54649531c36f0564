"""Pictures of money: proportions only; the words and amounts stand in tables beside them."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from werklandschap.study.business_case.outcome import PartyRow

    Floats = NDArray[np.float64]

DOTS = 20
_MIDDLE, _RADIUS = 100.0, 78.0
_DOT = 14


@dataclass(frozen=True, slots=True)
class Axis:
    """An axis of the radar: its end, where its number stands, and the mark on it."""

    number: int
    x: str
    y: str
    text_x: str
    text_y: str
    mark_x: str
    mark_y: str


@dataclass(frozen=True, slots=True)
class Radar:
    """The chance of each party to be better off: the middle is 0 and the rim 100 %."""

    axes: tuple[Axis, ...]
    shape: str
    rings: tuple[str, ...]


def radar_of(parties: "Sequence[PartyRow]") -> Radar | None:
    """Draw the chances of parties around a middle; nothing for fewer than three.

    Parameters
    ----------
    parties : sequence of PartyRow
        In the order of the table, whose numbers stand at the axes.
    """
    count = len(parties)
    if count < 3:
        return None
    axes = []
    for place, party in enumerate(parties):
        ends = [_at(place / count, share) for share in (1.0, 1.16, party.chance)]
        axes.append(Axis(place + 1, *(told for pair in ends for told in pair)))
    return Radar(
        tuple(axes),
        " ".join(f"{axis.mark_x},{axis.mark_y}" for axis in axes),
        tuple(f"{_RADIUS * share:.1f}" for share in (0.25, 0.5, 0.75, 1.0)),
    )


def _at(turn: float, share: float) -> tuple[str, str]:
    angle = 2 * math.pi * turn - math.pi / 2
    reach = _RADIUS * share
    return (
        f"{_MIDDLE + reach * math.cos(angle):.1f}",
        f"{_MIDDLE + reach * math.sin(angle):.1f}",
    )


@dataclass(frozen=True, slots=True)
class Dot:
    """One of the equally likely outcomes."""

    x: str
    y: str
    is_gain: bool


@dataclass(frozen=True, slots=True)
class Dots:
    """Outcomes as dots on a line of money that holds zero, and how many are a gain."""

    dots: tuple[Dot, ...]
    zero_x: str
    height: int
    gains: int
    count: int
    low: float
    high: float


def dots_of(values_eur: "Floats", *, count: int = DOTS) -> Dots:
    """Draw outcomes as equally likely dots, each the middle of its share of the draws.

    Parameters
    ----------
    values_eur : array of shape (draws,)
        Present values. [€]
    count : int
        How many dots.
    """
    import numpy as np

    found = np.quantile(values_eur, (np.arange(count) + 0.5) / count)
    low, high = float(min(found[0], 0.0)), float(max(found[-1], 0.0))
    width = (high - low) or 1.0
    bins = np.minimum(((found - low) / width * count).astype(int), count - 1)
    levels: dict[int, int] = {}
    placed = []
    for value, place in zip(found.tolist(), bins.tolist(), strict=True):
        placed.append((place, levels.setdefault(place, 0), value >= 0))
        levels[place] += 1
    height = _DOT * max(levels.values()) + 2
    return Dots(
        tuple(
            Dot(
                f"{100 * (place + 0.5) / count:.2f}", f"{height - 8 - _DOT * up}", gains
            )
            for place, up, gains in placed
        ),
        f"{100 * -low / width:.2f}",
        height,
        sum(gains for _, _, gains in placed),
        count,
        float(found[0]),
        float(found[-1]),
    )


@dataclass(frozen=True, slots=True)
class Bar:
    """What comes in or goes out in a year, in the height of the chart."""

    year: int
    x: str
    width: str
    y: str
    height: str
    is_gain: bool
    amount: float
    total: float


@dataclass(frozen=True, slots=True)
class Flow:
    """A cash flow: bars per year, the line of what it all adds up to, and the zero."""

    bars: tuple[Bar, ...]
    line: str
    zero_y: str
    most: float
    least: float


def flow_of(amounts_eur: Sequence[float], *, first_year: int) -> Flow:
    """Draw what a party is left with in each year, and all years together.

    Parameters
    ----------
    amounts_eur : sequence of float
        Per year, from the first. [€]
    first_year : int
        The calendar year of the first.
    """
    totals, total = [], 0.0
    for amount in amounts_eur:
        total += amount
        totals.append(total)
    most = max(0.0, *amounts_eur, *totals)
    least = min(0.0, *amounts_eur, *totals)
    height = (most - least) or 1.0
    step = 100 / len(amounts_eur)

    def down(amount: float) -> float:
        return 100 * (most - amount) / height

    bars = tuple(
        Bar(
            first_year + place,
            f"{place * step + 0.15 * step:.2f}",
            f"{0.7 * step:.2f}",
            f"{min(down(amount), down(0)):.2f}",
            f"{abs(down(amount) - down(0)):.2f}",
            amount >= 0,
            amount,
            totals[place],
        )
        for place, amount in enumerate(amounts_eur)
    )
    line = " ".join(
        f"{(place + 0.5) * step:.2f},{down(each):.2f}"
        for place, each in enumerate(totals)
    )
    return Flow(bars, line, f"{down(0):.2f}", most, least)


@dataclass(frozen=True, slots=True)
class Curve:
    """How likely it is to gain at least so much: amounts to the right, chance upwards."""

    line: str
    zero_x: str
    low: float
    high: float


def exceedance_of(values_eur: "Floats") -> Curve:
    """Draw the curve of exceedance of outcomes.

    Parameters
    ----------
    values_eur : array of shape (draws,)
        Present values. [€]
    """
    from werklandschap.appraisal.chances import exceedance

    amounts, chance = exceedance(values_eur, points=51)
    low, high = min(float(amounts[0]), 0.0), max(float(amounts[-1]), 0.0)
    width = (high - low) or 1.0
    line = " ".join(
        f"{100 * (x - low) / width:.2f},{100 * (1 - y):.2f}"
        for x, y in zip(amounts.tolist(), chance.tolist(), strict=True)
    )
    return Curve(line, f"{100 * -low / width:.2f}", low, high)
