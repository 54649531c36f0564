"""From candidates, their effects and a goal to options and a wish."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from werklandschap.ambitions import Operator, Target
from werklandschap.measures.maintenance import (
    PlannedWork,
    difference_eur,
    rides_along,
)
from werklandschap.parameters import Assumptions
from werklandschap.study.plan.candidates import Candidate
from werklandschap.study.plan.costs import investment_eur, present_cost_eur
from werklandschap.study.plan.goal import Budget, Goal
from werklandschap.study.plan.options import Options, Wish

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One thing that counts: a target, or an indicator with a weight.

    ``sign`` is 1 where more is better and -1 where less is; gains are counted in it.
    """

    indicator: str
    sign: int
    year: int
    target: Target | None = None
    weight: float = 0.0

    def gain(self, added: float) -> float:
        """Turn what is added to a figure into a gain."""
        return self.sign * added


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Menu:
    """All options of a plan: which candidate each is, in which year, at what price.

    ``worth_eur`` (options, parties) is what each is worth to each of ``parties``; None
    where nobody asked.
    """

    found: tuple[Candidate, ...]
    rows: tuple[Row, ...]
    candidate: Ints
    year: Ints
    invest_eur: Floats
    options: Options
    parties: tuple[str, ...] = ()
    worth_eur: Floats | None = None

    def of(self, option: int) -> Candidate:
        """Give the candidate of an option."""
        return self.found[int(self.candidate[option])]


def rows_of(goal: Goal, measurable: Iterable[str], *, last: int) -> tuple[Row, ...]:
    """List what counts, as far as it can be measured.

    Parameters
    ----------
    goal : Goal
        What is asked.
    measurable : iterable of str
        The indicators that have a value.
    last : int
        The last year, by which weights count.
    """
    known = set(measurable)
    targets = [
        Row(
            indicator=target.indicator,
            sign=1 if target.operator is Operator.AT_LEAST else -1,
            year=target.year,
            target=target,
        )
        for target in goal.targets
    ]
    weights = [
        Row(
            indicator=name,
            sign=1 if weight >= 0 else -1,
            year=last,
            weight=abs(weight),
        )
        for name, weight in goal.weights
        if goal.objective == "most"
    ]
    return tuple(row for row in (*targets, *weights) if row.indicator in known)


def menu(
    found: Sequence[Candidate],
    effects: Floats,
    goal: Goal,
    rows: Sequence[Row],
    *,
    years: Sequence[int],
    groups: Sequence[Ints],
    planned: Sequence[PlannedWork],
    assumptions: Assumptions,
) -> Menu:
    """Offer every candidate in every year.

    Parameters
    ----------
    found : sequence of Candidate
        The candidates.
    effects : array of shape (candidates, rows)
        What each adds to the figure of each row.
    goal : Goal
        With its budgets.
    rows : sequence of Row
        What counts.
    years : sequence of int
        See `werklandschap.study.plan.calendar.years_of`.
    groups : sequence of array
        Candidates of which at most one may be chosen.
    planned : sequence of PlannedWork
        Planned maintenance: what rides along with it costs only the difference.
    assumptions : Assumptions
        Costs and discounting.
    """
    candidate = np.repeat(np.arange(len(found)), len(years))
    year = np.tile(np.array(years, np.int64), len(found))
    gains = effects * np.array([row.sign for row in rows], np.float64)
    in_time = year[:, None] <= np.array([row.year for row in rows], np.int64)
    priced = [
        _price(found[int(c)], int(y), years[0], planned, assumptions)
        for c, y in zip(candidate, year, strict=True)
    ]
    cost, invest = np.array(priced, np.float64).reshape(-1, 2).T
    options = Options(
        site=candidate,
        cost_eur=cost,
        spend_eur=_spent(found, candidate, year, invest, goal.budgets),
        gain=np.where(in_time, gains[candidate], 0.0),
        excludes=[np.flatnonzero(np.isin(candidate, group)) for group in groups],
    )
    return Menu(
        found=tuple(found),
        rows=tuple(rows),
        candidate=candidate,
        year=year,
        invest_eur=invest,
        options=options,
    )


def with_pairs(known: Menu, pairs: Ints, together: Floats) -> Menu:
    """Add what pairs of candidates do beyond the sum.

    Parameters
    ----------
    known : Menu
        The options.
    pairs : array of shape (p, 2)
        Candidates.
    together : array of shape (p, rows)
        What both add to figures, beyond what each adds alone.
    """
    signs = np.array([row.sign for row in known.rows], np.float64)
    until = np.array([row.year for row in known.rows], np.int64)
    both, gains = [], []
    for (a, b), extra in zip(pairs, together * signs, strict=True):
        for year in np.unique(until[np.abs(extra) > 0]):
            one, other = (
                np.flatnonzero((known.candidate == each) & (known.year <= year))
                for each in (a, b)
            )
            both.append((one, other))
            gains.append(np.where(until == year, extra, 0.0))
    if not both:
        return known
    options = replace(known.options, pairs=both, together=np.array(gains, np.float64))
    return replace(known, options=options)


def wish_of(
    goal: Goal, known: Menu, figures: dict[str, float], *, better_from_eur: float
) -> Wish:
    """Say what is asked of a package, in gains from today's figures.

    Parameters
    ----------
    goal : Goal
        What is asked.
    known : Menu
        The options.
    figures : dict of str to float
        Today's figures.
    better_from_eur : float
        From how much on a party is better off. [€]
    """
    needed = np.array(
        [
            row.sign * (row.target.value - figures[row.indicator])
            if row.target
            else -np.inf
            for row in known.rows
        ],
        np.float64,
    )
    weights = None
    if goal.objective == "most":
        reach = known.options.gain.clip(min=0).sum(axis=0)
        own = np.array([row.weight for row in known.rows], np.float64)
        weights = np.divide(own, reach, out=np.zeros_like(own), where=reach > 0)
    return Wish(
        needed=needed,
        budget_eur=np.array([each.eur for each in goal.budgets], np.float64),
        weights=weights,
        worth_eur=known.worth_eur,
        better_from_eur=better_from_eur,
    )


def _price(
    candidate: Candidate,
    year: int,
    start: int,
    planned: Sequence[PlannedWork],
    assumptions: Assumptions,
) -> tuple[float, float]:
    """Give net present cost and investment; what rides along saves planned work."""
    alone = investment_eur(candidate.works, assumptions)
    kind = rides_along(candidate.measure)
    own = [work for work in planned if work.asset in candidate.hosts]
    invest = alone
    if kind is not None and own:
        invest = difference_eur(alone, own, kind=kind, year=year)
    cost = present_cost_eur(
        candidate.works,
        year=year,
        start=start,
        assumptions=assumptions,
        saved_eur=alone - invest,
    )
    return cost, invest


def _spent(
    found: Sequence[Candidate],
    candidate: Ints,
    year: Ints,
    invest: Floats,
    budgets: Sequence[Budget],
) -> Floats:
    spend = np.zeros((len(candidate), len(budgets)))
    for b, budget in enumerate(budgets):
        counts = np.array(
            [
                budget.year in {None, y} and budget.party in {None, found[c].payer}
                for c, y in zip(candidate.tolist(), year.tolist(), strict=True)
            ],
            bool,
        )
        spend[:, b] = np.where(counts, invest, 0.0)
    return spend
