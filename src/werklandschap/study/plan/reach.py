"""How far a park can get: per indicator what all measures could reach, and at what cost."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from werklandschap.ambitions import Operator
from werklandschap.core.text import Text
from werklandschap.study.plan.asked import needed_parts
from werklandschap.study.plan.candidates import candidates
from werklandschap.study.plan.front import front
from werklandschap.study.plan.goal import Goal
from werklandschap.study.plan.model import Menu, Row
from werklandschap.study.plan.options import Package, Wish
from werklandschap.study.plan.proof import steps_of
from werklandschap.study.plan.trained import trained
from werklandschap.study.progress import Tell, nobody
from werklandschap.study.what_if import Standing, outcome

_PACKAGES = 8
_ROUGHLY = 5e-3
"""How far each point of a curve may be from the cheapest, as a share of its cost."""


@dataclass(frozen=True, slots=True)
class Point:
    """What an indicator can be for some money: net present cost, and investment."""

    value: float
    cost_eur: float
    invest_eur: float
    parts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """How far one indicator can get on one park.

    ``today`` is as it is, ``best`` what all fitting measures together reach in the
    direction of ``operator``; NaN where it is not measured. ``points`` run from today,
    at no cost, to the best; each is the cheapest package that gets so far.
    """

    indicator: str
    operator: Operator
    today: float
    best: float
    points: tuple[Point, ...]

    @property
    def is_measured(self) -> bool:
        """Whether anything can be said."""
        return bool(self.points)

    def is_feasible(self, value: float) -> bool:
        """Tell whether measures that fit can get an indicator so far."""
        return self.is_measured and self.operator.holds(
            self.operator.strictest(self.best, self.today), value
        )

    def cost_eur(self, value: float) -> float:
        """Say what it costs to get so far, between the points of the curve.

        Parameters
        ----------
        value : float
            What the indicator should be.

        Returns
        -------
        float
            Net present cost; 0 where today is enough, NaN where it cannot be had. [€]
        """
        return self._between(value, [point.cost_eur for point in self.points])

    def invest_eur(self, value: float) -> float:
        """Say what must be invested to get so far; see `cost_eur`. [€].

        Parameters
        ----------
        value : float
            What the indicator should be.
        """
        return self._between(value, [point.invest_eur for point in self.points])

    def _between(self, value: float, euros: Sequence[float]) -> float:
        if not self.is_feasible(value):
            return float("nan")
        sign = _sign(self.operator)
        gains = [sign * point.value for point in self.points]
        return float(np.interp(sign * value, gains, euros))


def as_told(each: Reach) -> dict[str, Any]:
    """Tell a reach in plain words and numbers, as files and pages hold it.

    Parameters
    ----------
    each : Reach
        The reach.
    """
    points = [
        {"value": point.value, "invest_eur": point.invest_eur, "parts": point.parts}
        for point in each.points
    ]
    return {
        "indicator": each.indicator,
        "operator": str(each.operator),
        "today": each.today,
        "best": each.best,
        "points": points,
    }


def reaches(
    place: Standing,
    wanted: Iterable[tuple[str, Operator]],
    *,
    goal: Goal | None = None,
    tell: Tell = nobody,
) -> tuple[Reach, ...]:
    """Find per indicator how far a park can get, and the cost curve to get there.

    Parameters
    ----------
    place : Standing
        The place as it is. What is not simulated in it is not measured: a place without
        simulations answers soon, for what can be read from the map.
    wanted : iterable of (str, Operator)
        Indicators, and on which side their values should get.
    goal : Goal, optional
        Whose limits count: only public ground, whose consent is not asked, and which
        measures and sites. What else it asks does not matter.
    tell : callable
        Is told each step when it begins.

    Returns
    -------
    tuple of Reach
        In the order of ``wanted``.

    Notes
    -----
    Effects of candidates come from the same model as those of plans, each indicator on
    its own, all work in the first year and without budgets. The package at the end of a
    curve is carried out and measured in full, and the curve scaled to what that gives.
    """
    asked = list(dict.fromkeys(wanted))
    rows = [
        Row(indicator=name, sign=_sign(operator), year=place.landscape.on.year + 1)
        for name, operator in asked
        if not np.isnan(place.figures.get(name, np.nan))
    ]
    limits = goal or Goal()
    own = replace(
        limits,
        objective="most",
        targets=(),
        budgets=(),
        weights=tuple((row.indicator, float(row.sign)) for row in rows),
    )
    known = _seen(place, {row.indicator for row in rows})
    offered = _offered(known, own, rows, tell) if rows else None
    return tuple(_reach(known, offered, each, tell) for each in asked)


def _sign(operator: Operator) -> int:
    return 1 if operator is Operator.AT_LEAST else -1


def _seen(place: Standing, names: Iterable[str]) -> Standing:
    """Look at some figures only, and simulate no more than they need."""
    figures = {name: place.figures[name] for name in names}
    parts = frozenset(needed_parts(figures, place.parts))
    return replace(place, figures=figures, parts=parts)


def _offered(
    place: Standing, goal: Goal, rows: Sequence[Row], tell: Tell
) -> Menu | None:
    found = candidates(place.landscape, goal)
    if not found:
        return None
    return trained(place, found, goal, rows, years=[rows[0].year], tell=tell)


def _reach(
    place: Standing,
    offered: Menu | None,
    asked: tuple[str, Operator],
    tell: Tell,
) -> Reach:
    name, operator = asked
    today = place.figures.get(name, float("nan"))
    if np.isnan(today):
        points: list[Point] = []
    elif offered is None:
        points = [Point(today, 0.0, 0.0, 0)]
    else:
        tell(Text(f"hoe ver {name} kan komen", f"how far {name} can get"))
        points = _curve(place, offered, asked)
    best = points[-1].value if points else float("nan")
    return Reach(
        indicator=name,
        operator=operator,
        today=today,
        best=best,
        points=tuple(points),
    )


def _curve(place: Standing, offered: Menu, asked: tuple[str, Operator]) -> list[Point]:
    name, operator = asked
    today, sign = place.figures[name], _sign(operator)
    alone = _alone(offered, name, sign)
    packages = [package for package in _packages(alone) if package.gain[0] > 0]
    if not packages:
        return [Point(today, 0.0, 0.0, 0)]
    factor = _factor(place, alone, packages[-1])
    return [Point(today, 0.0, 0.0, 0)] + [
        Point(
            today + sign * factor * float(package.gain[0]),
            package.cost_eur,
            float(offered.invest_eur[package.chosen].sum()),
            int(package.chosen.sum()),
        )
        for package in packages
    ]


def _alone(offered: Menu, name: str, sign: int) -> Menu:
    """Let only one indicator count."""
    row = next(r for r in offered.rows if (r.indicator, r.sign) == (name, sign))
    column = [offered.rows.index(row)]
    options = offered.options
    together = options.together
    return replace(
        offered,
        rows=(row,),
        options=replace(
            options,
            gain=options.gain[:, column],
            together=together[:, column] if len(options.pairs) else together,
        ),
    )


def _packages(alone: Menu) -> list[Package]:
    """Choose from cheap to complete; the last is the most that can be had."""
    most = Wish(
        needed=np.array([-np.inf]), budget_eur=np.empty(0), weights=np.array([1.0])
    )
    return front(alone.options, most, packages=_PACKAGES, gap=_ROUGHLY)


def _factor(place: Standing, alone: Menu, package: Package) -> float:
    """Tell how much of what the model predicts comes out when it is simulated."""
    row = alone.rows[0]
    seen = _seen(place, [row.indicator])
    after = outcome(seen, steps_of(alone, package, until=row.year))
    gained = row.sign * (after.figures[row.indicator] - seen.figures[row.indicator])
    return max(float(np.nan_to_num(gained)) / float(package.gain[0]), 0.0)
