"""A first guess of how far a park can get, from the map alone and within a few seconds."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from werklandschap.ambitions import Operator
from werklandschap.landscape import Landscape
from werklandschap.measures import MEASURES, Step, Verdict, Works, carry_out
from werklandschap.study.plan.costs import investment_eur, present_cost_eur
from werklandschap.study.plan.reach import Point, Reach
from werklandschap.study.what_if import standing

_PACKAGES = (
    (
        "depaving",
        "green_parking",
        "tiny_forest",
        "shrub_bed",
        "tree_row",
        "tree_in_paving",
    ),
    ("pond", "natural_bank"),
)
"""As green as it gets, and as wet as it gets: of all measures these change the map most."""


@dataclass(frozen=True, slots=True)
class _Seen:
    """What a package makes of the figures, and what it costs."""

    figures: Mapping[str, float]
    works: tuple[Works, ...]
    parts: int


def first_reaches(
    landscape: Landscape, wanted: Iterable[tuple[str, Operator]]
) -> tuple[Reach, ...]:
    """Guess per indicator how far a park can get, with two simple packages.

    Parameters
    ----------
    landscape : Landscape
        The place as it is.
    wanted : iterable of (str, Operator)
        Indicators, and on which side their values should get; those that look at a
        simulation are not measured.

    Returns
    -------
    tuple of Reach
        In the order of ``wanted``, each with today and the better of both packages, put
        on every site that is not unfit.

    Notes
    -----
    The whole package is paid for whatever the target, and a better one may exist:
    `werklandschap.study.plan.reach.reaches` finds the cheapest way and takes minutes.
    """
    asked = list(dict.fromkeys(wanted))
    names = list(dict.fromkeys(name for name, _ in asked))
    today = standing(landscape, parts=(), indicators=names)
    seen = [_seen(today.landscape, package, names) for package in _PACKAGES]
    return tuple(
        _reach(name, operator, today.figures[name], seen, landscape)
        for name, operator in asked
    )


def _seen(landscape: Landscape, package: Iterable[str], names: list[str]) -> _Seen:
    steps = []
    for name in package:
        sites = MEASURES[name].sites(landscape)
        fit = tuple(s.place for s in sites if s.verdict is not Verdict.UNFIT)
        steps += [Step(name, fit)] if fit else []
    change = carry_out(landscape, steps)
    figures = standing(change.landscape, parts=(), indicators=names).figures
    return _Seen(figures, change.works, sum(len(step.places) for step in steps))


def _reach(
    name: str,
    operator: Operator,
    today: float,
    seen: Iterable[_Seen],
    landscape: Landscape,
) -> Reach:
    sign = 1 if operator is Operator.AT_LEAST else -1
    best = max(
        seen, key=lambda each: np.nan_to_num(sign * (each.figures[name] - today))
    )
    points = [] if np.isnan(today) else [Point(today, 0.0, 0.0, 0)]
    if sign * (best.figures[name] - today) > 0:
        year, given = landscape.on.year + 1, landscape.assumptions
        points.append(
            Point(
                best.figures[name],
                present_cost_eur(best.works, year=year, start=year, assumptions=given),
                investment_eur(best.works, given),
                best.parts,
            )
        )
    return Reach(
        indicator=name,
        operator=operator,
        today=today,
        best=points[-1].value if points else float("nan"),
        points=tuple(points),
    )
