"""The open pre-score: how likely each grade is, given what a scan knows and does not know.

The rule, exact and without chance (decision 0036):

1. Within its interval a figure lies as a triangle with its top at the value.
2. A reliability of r means: in a part r of the cases the grade is the one that follows from
   that triangle; in the others it is as likely one better, the same, or one worse.
3. What was not measured may be any grade, each as likely.
4. Criteria are independent of each other; the sums of points are worked out exactly.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from math import isnan, lcm

import numpy as np
import numpy.typing as npt

from werklandschap.governance.label import (
    CriteriaSet,
    Criterion,
    Grade,
    Theme,
    only,
    put_together,
)

Chances = npt.NDArray[np.float64]
"""Of grades by their points, 0 to 6."""

_GRADES = len(Grade)


@dataclass(frozen=True, slots=True)
class Measured:
    """A figure with its interval and its reliability, 0 to 1; NaN if not measured."""

    value: float
    low: float
    high: float
    reliability: float


NOT_MEASURED = Measured(math.nan, math.nan, math.nan, 0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """A criterion: its figure, the grade of its value (if measured) and all chances.

    ``divisor`` is what the indicator was divided by, 1 where by nothing.
    """

    criterion: Criterion
    figure: Measured
    divisor: float
    grade: Grade | None
    chances: Mapping[Grade, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Prescore:
    """What a scan says of the grade of a park.

    ``grade`` is the likeliest one, None where too little was measured; ``chances`` add up
    to 1. ``measured_share`` is the part of the weight that was measured. ``central`` is
    the grade of the values alone, with its points per theme.
    """

    grade: Grade | None
    chances: Mapping[Grade, float]
    measured_share: float
    central: Grade | None
    points: float
    themes: Mapping[str, float]
    held_back: tuple[str, ...]
    scored: tuple[Scored, ...]

    def likely(self) -> list[tuple[Grade, float]]:
        """List the grades with a chance of at least 1 in 20, likeliest first."""
        known = [each for each in self.chances.items() if each[1] >= 0.05]
        return sorted(known, key=lambda each: -each[1])


def prescore(criteria: CriteriaSet, figures: Mapping[str, Measured]) -> Prescore:
    """Work out how likely each grade is.

    Parameters
    ----------
    criteria : CriteriaSet
        The set.
    figures : mapping of str to Measured
        By indicator; one that lacks counts as not measured.
    """
    themes = criteria.measured()
    scored = tuple(
        scored_criterion(each, figures) for theme in themes for each in theme.criteria
    )
    by_name = {each.criterion.name: each for each in scored}
    share = _measured_share(themes, by_name)
    is_enough = share >= criteria.fewest_measured_share
    chances = grade_chances(themes, {n: _array(s) for n, s in by_name.items()})
    grades = {name: each.grade for name, each in by_name.items() if each.grade}
    central = put_together(only(themes, grades), grades) if grades else None
    return Prescore(
        grade=_likeliest(chances) if is_enough else None,
        chances=chances if is_enough else {},
        measured_share=share,
        central=central.grade if central and is_enough else None,
        points=central.points if central else math.nan,
        themes=central.themes if central else {},
        held_back=central.held_back if central else (),
        scored=scored,
    )


def scored_criterion(criterion: Criterion, figures: Mapping[str, Measured]) -> Scored:
    """Grade one criterion, with the chance of each grade.

    Parameters
    ----------
    criterion : Criterion
        One that a scan tells.
    figures : mapping of str to Measured
        By indicator.
    """
    figure, divisor = figure_of(criterion, figures)
    if isnan(figure.value):
        equal = dict.fromkeys(Grade, 1 / _GRADES)
        return Scored(
            criterion=criterion,
            figure=NOT_MEASURED,
            divisor=divisor,
            grade=None,
            chances=equal,
        )
    within = _within_interval(criterion, figure)
    sure = figure.reliability * within + (1 - figure.reliability) * _blurred(within)
    return Scored(
        criterion=criterion,
        figure=figure,
        divisor=divisor,
        grade=criterion.grade_of(figure.value),
        chances={grade: float(sure[grade.points]) for grade in Grade},
    )


def figure_of(
    criterion: Criterion, figures: Mapping[str, Measured]
) -> tuple[Measured, float]:
    """Give the figure that a criterion grades, in its unit, and what it was divided by.

    Parameters
    ----------
    criterion : Criterion
        The criterion; with ``per`` the figure is divided by the value of another.
    figures : mapping of str to Measured
        By indicator.
    """
    figure = figures.get(criterion.indicator, NOT_MEASURED)
    if not criterion.per:
        return figure, 1.0
    other = figures.get(criterion.per, NOT_MEASURED)
    if isnan(other.value) or other.value <= 0:
        return NOT_MEASURED, 1.0
    shared = Measured(
        figure.value / other.value,
        figure.low / other.value,
        figure.high / other.value,
        min(figure.reliability, other.reliability),
    )
    return shared, other.value


def grade_chances(
    themes: tuple[Theme, ...], chances: Mapping[str, Chances]
) -> dict[Grade, float]:
    """Put chances per criterion together to the chance of each grade overall.

    Parameters
    ----------
    themes : tuple of Theme
        What counts, with minimums per theme.
    chances : mapping of str to array of shape (7,)
        By name of the criterion; of points 0 to 6.
    """
    sums = {theme.name: _sums(theme, chances) for theme in themes}
    at_least = {
        grade: 1.0 if grade is Grade.G else _reaching(themes, sums, grade)
        for grade in Grade
    }
    found, above = {}, 0.0
    for grade in Grade:
        found[grade] = max(0.0, at_least[grade] - above)
        above = max(above, at_least[grade])
    return found


def _sums(theme: Theme, chances: Mapping[str, Chances]) -> Chances:
    """Give the chance of every weighted sum of points of a theme."""
    total = np.ones(1)
    for each in theme.criteria:
        spread = np.zeros((_GRADES - 1) * each.weight + 1)
        spread[:: each.weight] = chances[each.name]
        total = np.convolve(total, spread)
    return total


def _reaching(
    themes: tuple[Theme, ...], sums: Mapping[str, Chances], grade: Grade
) -> float:
    """Give the chance that points and all minimums are enough for a grade."""
    common = lcm(*(theme.criteria_weight for theme in themes))
    all_weights = sum(theme.weight for theme in themes)
    total = np.ones(1)
    for theme in themes:
        own = sums[theme.name]
        step = theme.weight * common // theme.criteria_weight
        added = np.zeros(len(total) + step * (len(own) - 1))
        least = theme.minimum_for(grade) * theme.criteria_weight
        for points in range(math.ceil(least - 1e-9), len(own)):
            if own[points]:
                start = points * step
                added[start : start + len(total)] += own[points] * total
        total = added
    least = math.ceil(grade.lowest_points * all_weights * common - 1e-9)
    return float(total[max(least, 0) :].sum())


def _within_interval(criterion: Criterion, figure: Measured) -> Chances:
    half = criterion.step / 2
    low, high = figure.low - half, figure.high + half
    low = min(low, figure.value - half) if not isnan(low) else figure.value
    high = max(high, figure.value + half) if not isnan(high) else figure.value
    at_least = np.ones(_GRADES)
    for grade in Grade:
        if grade is Grade.G:
            continue
        at = _whole(criterion, criterion.thresholds[grade])
        if high <= low:
            reached = float(criterion.reaches(figure.value, grade))
        elif criterion.better == "high":
            reached = 1 - _below(at - half, low, figure.value, high)
        else:
            reached = _below(at + half, low, figure.value, high)
        at_least[grade.points] = reached
    exactly: Chances = at_least - np.append(at_least[1:], 0.0)
    return exactly


def _whole(criterion: Criterion, threshold: float) -> float:
    """Give the first whole number that is good enough, for what comes in whole numbers."""
    if not criterion.step:
        return threshold
    is_high = criterion.better == "high"
    return float(math.ceil(threshold) if is_high else math.floor(threshold))


def _below(at: float, low: float, top: float, high: float) -> float:
    """Give the part of a triangle that lies below a value."""
    if at <= low:
        return 0.0
    if at >= high:
        return 1.0
    if at <= top:
        return (at - low) ** 2 / ((high - low) * (top - low))
    return 1 - (high - at) ** 2 / ((high - low) * (high - top))


def _blurred(chances: Chances) -> Chances:
    """Let a third move one grade down and a third one up; nothing passes A or G."""
    down, up = np.append(chances[1:], 0.0), np.append(0.0, chances[:-1])
    down[0] += chances[0]
    up[-1] += chances[-1]
    blurred: Chances = (chances + down + up) / 3
    return blurred


def _array(scored: Scored) -> Chances:
    return np.array([scored.chances[grade] for grade in reversed(Grade)])


def _measured_share(themes: tuple[Theme, ...], scored: Mapping[str, Scored]) -> float:
    weights = [
        (theme.weight * each.weight / theme.criteria_weight, scored[each.name])
        for theme in themes
        for each in theme.criteria
    ]
    known = sum(weight for weight, each in weights if each.grade is not None)
    return known / sum(weight for weight, _ in weights)


def _likeliest(chances: Mapping[Grade, float]) -> Grade:
    """Choose the likeliest grade; of two that are as likely the worse one."""
    return max(reversed(Grade), key=lambda grade: round(chances[grade], 9))
