"""Ways to the next grade: which criteria would have to rise, and to what."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations_with_replacement

from werklandschap.governance.label import (
    CriteriaSet,
    Criterion,
    Grade,
    only,
    put_together,
)
from werklandschap.governance.prescore import Prescore

_MOST_STEPS = 6
"""Further than so many steps of one grade nothing is looked for."""

MOVABLE = frozenset(
    {
        "green_share",
        "canopy_share",
        "paved_share",
        "infiltrating_share",
        "noon_shade_share",
        "habitat_groups_count",
        "near_trees_count",
        "cool_place_distance_m",
        "extreme_heat_share",
        "touched_70mm_count",
        "infiltrated_share",
    }
)
"""Indicators that measures of the catalogue can move."""


@dataclass(frozen=True, slots=True)
class Rise:
    """A criterion that must get another grade; ``value`` is in the indicator's unit."""

    criterion: Criterion
    before: Grade
    after: Grade
    value: float


@dataclass(frozen=True, slots=True)
class Route:
    """Criteria that together bring the next grade."""

    grade: Grade
    rises: tuple[Rise, ...]

    @property
    def steps(self) -> int:
        """By how many grades criteria rise, together."""
        return sum(each.after.points - each.before.points for each in self.rises)

    def targets(self, *, year: int) -> list[dict[str, object]]:
        """Give the targets that a plan takes.

        Parameters
        ----------
        year : int
            By when.
        """
        return [
            {
                "indicator": rise.criterion.indicator,
                "operator": ">=" if rise.criterion.better == "high" else "<=",
                "value": rise.value,
                "year": year,
            }
            for rise in self.rises
        ]


def routes(
    criteria: CriteriaSet, score: Prescore, *, most: int = 3
) -> tuple[Route, ...]:
    """Find the ways to the next grade that ask the fewest steps of one grade.

    Which of them is cheapest only a plan can tell; it is made for each.

    Parameters
    ----------
    criteria : CriteriaSet
        The set.
    score : Prescore
        Where the park stands; its values count, not their intervals.
    most : int
        At most so many ways, each with other criteria.

    Returns
    -------
    tuple of Route
        Empty at grade A, without a grade, or if measures cannot bring it.
    """
    wanted = score.central.better if score.central else None
    if wanted is None:
        return ()
    grades = {
        each.criterion.name: each.grade
        for each in score.scored
        if each.grade is not None
    }
    themes = only(criteria.themes, grades)
    found: list[Route] = []
    for risen in _rising(score, grades):
        if put_together(themes, risen).grade.points < wanted.points:
            continue
        if found and _steps(grades, risen) > found[0].steps + 1:
            break
        route = Route(wanted, tuple(_rises(score, grades, risen)))
        own = {rise.criterion.name for rise in route.rises}
        if all(not _names(other) <= own for other in found):
            found.append(route)
        if len(found) == most:
            break
    return tuple(found)


def _names(route: Route) -> set[str]:
    return {rise.criterion.name for rise in route.rises}


def _rising(score: Prescore, grades: Mapping[str, Grade]) -> Iterator[dict[str, Grade]]:
    """Give what grades could become, fewest steps first."""
    movable = [
        each.criterion.name
        for each in score.scored
        if each.criterion.name in grades and each.criterion.indicator in MOVABLE
    ]
    for count in range(1, _MOST_STEPS + 1):
        for lifted in combinations_with_replacement(movable, count):
            risen = dict(grades)
            for name in lifted:
                risen[name] = risen[name].better or risen[name]
            if _steps(grades, risen) == count:
                yield risen


def _steps(before: Mapping[str, Grade], after: Mapping[str, Grade]) -> int:
    return sum(after[name].points - before[name].points for name in before)


def _rises(
    score: Prescore, before: Mapping[str, Grade], after: Mapping[str, Grade]
) -> Iterator[Rise]:
    for each in score.scored:
        name = each.criterion.name
        if name in before and after[name] is not before[name]:
            value = each.criterion.thresholds[after[name]] * each.divisor
            yield Rise(each.criterion, before[name], after[name], value)
