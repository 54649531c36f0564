"""Whether something that works elsewhere would work here, with reasons."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from werklandschap.core.text import Text

FITS, DOUBTFUL = 0.7, 0.4
"""From these scores on something fits, or might: our choice, not a norm."""


class Verdict(StrEnum):
    """What comes of all conditions together."""

    FITS = "fits"
    DOUBTFUL = "doubtful"
    UNLIKELY = "unlikely"
    CANNOT = "cannot"
    UNKNOWN = "unknown"

    @property
    def label(self) -> Text:
        """Say it."""
        return _VERDICTS[self]


_VERDICTS: Mapping[Verdict, Text] = {
    Verdict.FITS: Text("Past waarschijnlijk", "Probably fits"),
    Verdict.DOUBTFUL: Text("Past misschien", "May fit"),
    Verdict.UNLIKELY: Text("Past waarschijnlijk niet", "Probably does not fit"),
    Verdict.CANNOT: Text("Past hier niet", "Does not fit here"),
    Verdict.UNKNOWN: Text("Te weinig bekend", "Too little is known"),
}


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a park: a word, or a number with its interval."""

    value: float | str
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Condition:
    """Under which an innovation works.

    Attributes
    ----------
    fact : str
        What must be known.
    at_least, at_most : float, optional
        Where a number must lie.
    one_of : tuple of str
        Which words will do, if it is no number.
    weight : float
        How much it counts.
    is_needed : bool
        Whether nothing else makes up for it.
    met, unmet : Text
        Why it helps when met, and why not when it is not.
    """

    fact: str
    met: Text
    unmet: Text
    at_least: float | None = None
    at_most: float | None = None
    one_of: tuple[str, ...] = ()
    weight: float = 1.0
    is_needed: bool = False


@dataclass(frozen=True, slots=True)
class Reason:
    """A condition and how far a park meets it, from 0 to 1; None if nobody knows."""

    condition: Condition
    degree: float | None
    known: Known | None

    @property
    def text(self) -> Text:
        """Say why it helps or not."""
        is_met = self.degree is not None and self.degree >= 0.5
        return self.condition.met if is_met else self.condition.unmet


@dataclass(frozen=True, slots=True)
class Fit:
    """How well something fits: between the worst and the best of what is unknown."""

    low: float
    high: float
    verdict: Verdict
    reasons: tuple[Reason, ...]

    @property
    def score(self) -> float:
        """The middle of what is possible, from 0 to 1."""
        return (self.low + self.high) / 2

    @property
    def pros(self) -> list[Reason]:
        """Give the reasons for, the weightiest first."""
        return _sorted(
            r for r in self.reasons if r.degree is not None and r.degree >= 0.5
        )

    @property
    def cons(self) -> list[Reason]:
        """Give the reasons against, the weightiest first."""
        return _sorted(
            r for r in self.reasons if r.degree is not None and r.degree < 0.5
        )

    @property
    def open(self) -> list[Reason]:
        """Give the conditions of which nobody knows, the weightiest first."""
        return _sorted(r for r in self.reasons if r.degree is None)


def fit(conditions: Sequence[Condition], known: Mapping[str, Known]) -> Fit:
    """Judge how well an innovation fits a park.

    Parameters
    ----------
    conditions : sequence of Condition
        Under which it works.
    known : mapping of str to Known
        What is known of the park, by fact.

    Returns
    -------
    Fit
        The score is the weighted share of conditions that are met. What is unknown counts
        as unmet in ``low`` and as met in ``high``. Of a number with an interval counts the
        share of the interval on the right side.

    Notes
    -----
    A needed condition that is certainly not met makes both scores 0. An innovation without
    conditions says nothing about parks: its verdict is unknown.

    Examples
    --------
    >>> flat = Condition("flat_roof_share", Text("a", "a"), Text("b", "b"), at_least=0.5)
    >>> fit([flat], {"flat_roof_share": Known(0.7, 0.4, 0.9)}).score
    0.8
    >>> fit([flat], {}).verdict.value
    'unknown'
    """
    reasons = tuple(
        Reason(each, _degree(each, known.get(each.fact)), known.get(each.fact))
        for each in conditions
    )
    if any(r.condition.is_needed and r.degree == 0 for r in reasons):
        return Fit(0.0, 0.0, Verdict.CANNOT, reasons)
    total = sum(r.condition.weight for r in reasons)
    if total <= 0:
        return Fit(0.0, 1.0, Verdict.UNKNOWN, reasons)
    met = sum(r.condition.weight * (r.degree or 0.0) for r in reasons) / total
    unknown = sum(r.condition.weight for r in reasons if r.degree is None) / total
    low, high = round(met, 9), round(min(met + unknown, 1.0), 9)
    return Fit(low, high, _verdict(low, high), reasons)


def _verdict(low: float, high: float) -> Verdict:
    if high < DOUBTFUL:
        return Verdict.UNLIKELY
    if low >= FITS:
        return Verdict.FITS
    if high - low > 0.5:
        return Verdict.UNKNOWN
    middle = (low + high) / 2
    if middle >= FITS:
        return Verdict.FITS
    return Verdict.DOUBTFUL if middle >= DOUBTFUL else Verdict.UNLIKELY


def _degree(condition: Condition, known: Known | None) -> float | None:
    if known is None:
        return None
    if isinstance(known.value, str):
        return float(known.value in condition.one_of) if condition.one_of else None
    low = known.value if known.low is None else min(known.low, known.value)
    high = known.value if known.high is None else max(known.high, known.value)
    floor = -float("inf") if condition.at_least is None else condition.at_least
    ceiling = float("inf") if condition.at_most is None else condition.at_most
    if high == low:
        return float(floor <= low <= ceiling)
    inside = min(high, ceiling) - max(low, floor)
    return max(0.0, min(1.0, inside / (high - low)))


def _sorted(reasons: Iterable[Reason]) -> list[Reason]:
    return sorted(reasons, key=lambda r: (-r.condition.is_needed, -r.condition.weight))
