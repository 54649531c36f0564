"""Proof: a package is simulated in full, the model corrected, and it is chosen again."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from werklandschap.core.text import Text
from werklandschap.landscape import Landscape
from werklandschap.measures import Step
from werklandschap.parameters import Assumptions
from werklandschap.study.plan.calendar import in_good_years
from werklandschap.study.plan.choice import choose
from werklandschap.study.plan.correct import corrected
from werklandschap.study.plan.goal import Goal
from werklandschap.study.plan.model import Menu, wish_of
from werklandschap.study.plan.options import Package, Wish
from werklandschap.study.plan.outcome import Round
from werklandschap.study.progress import Tell
from werklandschap.study.what_if import Standing, outcome

Floats = NDArray[np.float64]

_GAP = 1e-3


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Solved:
    """A package of a menu, and what simulating it in full gave; and all rounds.

    ``seen`` is the simulated place in the years of the rows.
    """

    menu: Menu
    wish: Wish
    package: Package
    added: Floats
    error: Floats
    seen: Mapping[int, Landscape]
    rounds: tuple[Round, ...] = ()

    @property
    def won(self) -> Floats:
        """The gains that were simulated: what was added, in the direction that counts."""
        signs = np.array([row.sign for row in self.menu.rows], np.float64)
        found: Floats = signs * self.added
        return found

    @property
    def lacks(self) -> float:
        """What is short of targets, simulated, as shares of what is needed, added up."""
        needed = self.wish.needed
        is_asked = np.isfinite(needed) & (needed > 0)
        short = np.maximum(needed - self.won, 0)[is_asked]
        return float((short / needed[is_asked]).sum())


def solved(place: Standing, offered: Menu, goal: Goal, *, tell: Tell) -> Solved:
    """Choose and simulate in full, correct the model, and choose again.

    Parameters
    ----------
    place : Standing
        The place as it is.
    offered : Menu
        The options.
    goal : Goal
        What is asked.
    tell : callable
        Is told each round when it begins.
    """
    limits = place.landscape.assumptions
    figures = dict(place.figures)
    tried: list[Solved] = []
    for number in range(1, int(limits["plan.most_rounds_count"]) + 1):
        tell(
            Text(
                f"kiezen en narekenen, ronde {number}",
                f"choosing and simulating, round {number}",
            )
        )
        wish = wish_of(
            goal, offered, figures, better_from_eur=limits["plan.better_off_from_eur"]
        )
        package = choose(offered.options, wish, gap=_GAP)
        package = in_good_years(offered.options, wish, package)
        last = _simulated(place, offered, wish, package)
        tried.append(last)
        if _is_close(last, limits) and (not package.is_enough or last.lacks < _GAP):
            break
        offered = corrected(place, offered, package, last.won, last.seen)
    close = [each for each in tried if _is_close(each, limits)] or tried
    best = min(close, key=lambda each: (round(each.lacks, 4), each.package.cost_eur))
    return replace(best, rounds=tuple(_round(each, figures) for each in tried))


def _is_close(found: Solved, limits: Assumptions) -> bool:
    """Tell whether prediction and simulation agree as far as is asked."""
    return bool(found.error.max() <= limits["plan.close_enough_share"])


def _simulated(place: Standing, offered: Menu, wish: Wish, package: Package) -> Solved:
    """Carry a package out as it stands in each year that counts, and measure."""
    added, seen = np.zeros(len(offered.rows)), {}
    for year in sorted({row.year for row in offered.rows}):
        steps = steps_of(offered, package, until=year)
        if not steps:
            continue
        last = outcome(place, steps)
        seen[year] = last.landscape
        for k, row in enumerate(offered.rows):
            if row.year == year:
                name = row.indicator
                added[k] = last.figures[name] - place.figures[name]
    signs = np.array([row.sign for row in offered.rows], np.float64)
    asked = np.where(np.isfinite(wish.needed), np.abs(wish.needed), 0)
    size = np.maximum(np.abs(added), np.maximum(asked / 10, 1e-12))
    error = np.abs(signs * package.gain - added) / size
    return Solved(
        menu=offered,
        wish=wish,
        package=package,
        added=added,
        error=error,
        seen=seen,
    )


def steps_of(offered: Menu, package: Package, *, until: int) -> list[Step]:
    """List what is carried out, measure by measure, up to a year."""
    chosen = np.flatnonzero(package.chosen & (offered.year <= until))
    places: dict[str, list[Step]] = {}
    for option in chosen:
        step = offered.of(int(option)).step
        places.setdefault(step.measure, []).append(step)
    return [
        Step(name, tuple(place for step in steps for place in step.places))
        for name, steps in places.items()
    ]


def _round(solved: Solved, figures: Mapping[str, float]) -> Round:
    rows = solved.menu.rows
    signs = np.array([row.sign for row in rows], np.float64)
    before = np.array([figures[row.indicator] for row in rows], np.float64)
    return Round(
        cost_eur=solved.package.cost_eur,
        predicted=tuple((before + signs * solved.package.gain).tolist()),
        simulated=tuple((before + solved.added).tolist()),
        error_share=float(solved.error.max()),
    )
