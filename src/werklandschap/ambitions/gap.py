"""How far a park is from what people want of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import isnan, nan

from werklandschap.ambitions.targets import Operator, Target
from werklandschap.core.text import Text


@dataclass(frozen=True, slots=True)
class Figure:
    """What an indicator measures, and between which ends; NaN if not measured."""

    value: float
    low: float
    high: float


NOT_MEASURED = Figure(nan, nan, nan)


class Outcome(StrEnum):
    """Whether a target is met, as far as is known."""

    MET = "met"
    NOT_MET = "not_met"
    UNKNOWN = "unknown"

    @property
    def label(self) -> Text:
        """The outcome for people."""
        return _OUTCOMES[self]


_OUTCOMES = {
    Outcome.MET: Text("gehaald", "met"),
    Outcome.NOT_MET: Text("niet gehaald", "not met"),
    Outcome.UNKNOWN: Text("niet zeker", "not certain"),
}


@dataclass(frozen=True, slots=True)
class Gap:
    """What is still to be done for a target, in the unit of its indicator.

    ``least`` and ``most`` are for the better and the worse end of the figure's
    interval; 0 where there is nothing to do, NaN where the indicator is not measured.
    """

    target: Target
    figure: Figure
    outcome: Outcome
    open: float
    least: float
    most: float


def gap(figures: Mapping[str, Figure], targets: Sequence[Target]) -> list[Gap]:
    """Compare what was measured with what is wanted.

    A target is met if all of the interval is on the right side, not met if none of it
    is, and unknown otherwise.

    Parameters
    ----------
    figures : mapping of str to Figure
        By name of the indicator.
    targets : sequence of Target
        What is wanted.
    """
    return [
        _one(target, figures.get(target.indicator, NOT_MEASURED)) for target in targets
    ]


def _one(target: Target, figure: Figure) -> Gap:
    is_up = target.operator is Operator.AT_LEAST
    best, worst = (figure.high, figure.low) if is_up else (figure.low, figure.high)
    return Gap(
        target,
        figure,
        _outcome(target, best, worst),
        _open(target, figure.value),
        _open(target, best),
        _open(target, worst),
    )


def _outcome(target: Target, best: float, worst: float) -> Outcome:
    if isnan(best) or isnan(worst):
        return Outcome.UNKNOWN
    if target.operator.holds(worst, target.value):
        return Outcome.MET
    if not target.operator.holds(best, target.value):
        return Outcome.NOT_MET
    return Outcome.UNKNOWN


def _open(target: Target, figure: float) -> float:
    if isnan(figure):
        return nan
    short = target.value - figure
    return max(short if target.operator is Operator.AT_LEAST else -short, 0.0)
