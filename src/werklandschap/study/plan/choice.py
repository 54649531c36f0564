"""Choosing the best package out of many options: a mixed-integer programme.

Options, their costs and their predicted gains are numbers here; where they come from is
told in the other modules of this package.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, OptimizeResult, milp

from werklandschap.study.plan._quiet import quietly

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

_GAP = 1e-4
_FRACTION = 0.5
_LONGEST_S = 60.0
"""After this the best that was found so far is the answer; its gap is told."""

Rows = sparse.csr_array[np.float64, tuple[int, int]]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Options:
    """What could be done: ``n`` options, ``k`` gains, ``b`` budgets.

    ``site`` (n,) says on which site an option stands; a site takes at most one.
    ``cost_eur`` (n,) is its net present cost, ``spend_eur`` (n, b) what it takes from
    each budget, ``gain`` (n, k) what it is predicted to add to each target alone.
    ``pairs`` (p, 2) are options that influence each other, ``together`` (p, k) what both
    add beyond the sum. Of each group of options in ``excludes`` at most one can be.
    """

    site: Ints
    cost_eur: Floats
    spend_eur: Floats
    gain: Floats
    pairs: Ints = field(default_factory=lambda: np.empty((0, 2), np.int64))
    together: Floats = field(default_factory=lambda: np.empty((0, 0)))
    excludes: Sequence[Ints] = ()

    def total_gain(self, chosen: Bools) -> Floats:
        """Add up what a package is predicted to give.

        Parameters
        ----------
        chosen : array of shape (n,)
            Which options are in it.

        Returns
        -------
        array of shape (k,)
            Gain per target, in the unit of the target.
        """
        alone: Floats = self.gain[chosen].sum(axis=0)
        if not len(self.pairs):
            return alone
        both = chosen[self.pairs].all(axis=1)
        total: Floats = alone + self.together[both].sum(axis=0)
        return total


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Wish:
    """What is asked of a package.

    ``needed`` (k,) is the least gain per target (minus infinity where none is asked),
    ``budget_eur`` (b,) the most that may be spent, ``weights`` (k,) what a unit of gain
    is worth; without weights the package costs as little as possible. ``is_allowed``
    (n,) leaves options out.
    """

    needed: Floats
    budget_eur: Floats
    weights: Floats | None = None
    is_allowed: Bools | None = None
    most_cost_eur: float = np.inf


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Package:
    """A choice of options, its cost and its predicted gains.

    ``gap`` is how far it may be from the best, as a share of it. ``shortfall`` (k,) is
    what lacks of each target where the wish cannot be had.
    """

    chosen: Bools
    cost_eur: float
    gain: Floats
    gap: float
    shortfall: Floats

    @property
    def is_enough(self) -> bool:
        """Whether every target is reached."""
        return not self.shortfall.any()


def choose(options: Options, wish: Wish, *, gap: float = _GAP) -> Package:
    """Find the best package; the nearest one where the wish cannot be had.

    Parameters
    ----------
    options : Options
        What could be done.
    wish : Wish
        What is asked.
    gap : float
        How far from the best the answer may be, as a share of it. [-]

    Returns
    -------
    Package
        With ``shortfall`` above zero where even all that is allowed is too little; it
        then lacks as small a share of the targets, added up, as possible, and costs the
        least among those.
    """
    programme = _Programme(options, wish)
    found = programme.solve(programme.objective(), gap=gap)
    if found is None:
        return _nearest(options, wish, gap)
    return _package(options, found, np.zeros(options.gain.shape[1]))


def _nearest(options: Options, wish: Wish, gap: float) -> Package:
    """Lack as little as possible, and then spend as little as possible on that."""
    short = _Programme(options, wish, may_lack=True)
    least = short.solve(short.objective_lack(), gap=gap)
    assert least is not None  # nothing at all is always possible
    lacking = short.lacking(least)
    reachable = replace(
        wish, needed=_needed(wish) - lacking * (1 + 1e-9) - 1e-9, weights=None
    )
    again = _Programme(options, reachable)
    found = again.solve(again.objective(), gap=gap)
    lacking = np.where(lacking > 1e-9 * np.abs(wish.needed), lacking, 0.0)
    return _package(options, least if found is None else found, lacking)


def _package(options: Options, found: OptimizeResult, shortfall: Floats) -> Package:
    chosen: Bools = found.x[: len(options.site)] > _FRACTION
    return Package(
        chosen=chosen,
        cost_eur=float(options.cost_eur[chosen].sum()),
        gain=options.total_gain(chosen),
        gap=float(found.mip_gap or 0.0),
        shortfall=shortfall,
    )


def _needed(wish: Wish) -> Floats:
    return np.where(np.isfinite(wish.needed), wish.needed, -np.inf)


class _Programme:
    """The programme: options (n), pairs (p) and, if asked, what may lack (k)."""

    def __init__(self, options: Options, wish: Wish, *, may_lack: bool = False) -> None:
        self._options, self._wish = options, wish
        self._n, self._k = options.gain.shape
        self._p = len(options.pairs)
        self._lacks = self._k if may_lack else 0
        self._unit = _units(options.gain)
        self._size = self._n + self._p + self._lacks
        self._constraints = list(self._all_constraints())

    def objective(self) -> Floats:
        cost = np.zeros(self._size)
        weights = self._wish.weights
        if weights is None:
            cost[: self._n] = self._options.cost_eur
            return cost
        cost[: self._n] = -(self._options.gain @ weights)
        if self._p:
            cost[self._n : self._n + self._p] = -(self._options.together @ weights)
        return cost

    def objective_lack(self) -> Floats:
        cost = np.zeros(self._size)
        needed = np.abs(_needed(self._wish)) / self._unit
        share = np.where(
            np.isfinite(needed) & (needed > 0), 1 / np.maximum(needed, 1e-12), 0
        )
        cost[self._n + self._p :] = share
        return cost

    def lacking(self, found: OptimizeResult) -> Floats:
        lacking: Floats = np.maximum(found.x[self._n + self._p :], 0.0) * self._unit
        return lacking

    def solve(self, objective: Floats, *, gap: float) -> OptimizeResult | None:
        """Solve it; None where nothing meets the constraints."""
        upper = np.ones(self._size)
        if self._wish.is_allowed is not None:
            upper[: self._n] = self._wish.is_allowed
        upper[self._n + self._p :] = np.inf
        integrality = np.zeros(self._size)
        integrality[: self._n] = 1
        with quietly():
            found = milp(
                objective / max(np.abs(objective).max(), 1e-300),
                integrality=integrality,
                bounds=Bounds(np.zeros(self._size), upper),
                constraints=self._constraints,
                options={"mip_rel_gap": gap, "time_limit": _LONGEST_S},
            )
        return found if found.x is not None else None

    def _all_constraints(self) -> Iterator[LinearConstraint]:
        yield from self._one_per_site()
        yield from self._within_budgets()
        yield from self._enough()
        yield from self._not_both()
        yield from self._pairs_mean_both()

    def _rows(self, matrix: Rows, extra: Rows | None = None) -> Rows:
        """Widen rows over options to rows over all variables."""
        if extra is None:
            extra = sparse.csr_array((matrix.shape[0], self._size - self._n))
        return sparse.csr_array(sparse.hstack([matrix, extra]))

    def _one_per_site(self) -> Iterator[LinearConstraint]:
        _, site = np.unique(self._options.site, return_inverse=True)
        count = np.bincount(site)
        crowded = np.flatnonzero(count > 1)
        if len(crowded):
            rows = sparse.csr_array(
                (np.ones(self._n), (site, np.arange(self._n))), (len(count), self._n)
            )[crowded]
            yield LinearConstraint(self._rows(rows), -np.inf, 1)

    def _within_budgets(self) -> Iterator[LinearConstraint]:
        finite = np.isfinite(self._wish.budget_eur)
        if finite.any():
            unit = _units(self._options.spend_eur)[finite]
            rows = sparse.csr_array(self._options.spend_eur.T[finite] / unit[:, None])
            most = self._wish.budget_eur[finite] / unit
            yield LinearConstraint(self._rows(rows), -np.inf, most)
        if np.isfinite(self._wish.most_cost_eur):
            rows = sparse.csr_array(self._options.cost_eur[None, :])
            yield LinearConstraint(self._rows(rows), -np.inf, self._wish.most_cost_eur)

    def _enough(self) -> Iterator[LinearConstraint]:
        needed = _needed(self._wish)
        asked = np.isfinite(needed)
        if not asked.any():
            return
        extra = np.zeros((self._k, self._size - self._n))
        if self._p:
            extra[:, : self._p] = self._options.together.T / self._unit[:, None]
        if self._lacks:
            extra[:, self._p :] = np.eye(self._k)
        rows = self._rows(
            sparse.csr_array((self._options.gain / self._unit).T[asked]),
            sparse.csr_array(extra[asked]),
        )
        yield LinearConstraint(rows, (needed / self._unit)[asked], np.inf)

    def _not_both(self) -> Iterator[LinearConstraint]:
        if len(self._options.excludes):
            rows = _incidence(self._options.excludes, self._n)
            yield LinearConstraint(self._rows(rows), -np.inf, 1)

    def _pairs_mean_both(self) -> Iterator[LinearConstraint]:
        """Let a pair count exactly when both of its options are chosen."""
        if not self._p:
            return
        pairs, p = self._options.pairs, self._p
        of_pair = sparse.csr_array(
            sparse.hstack([sparse.eye_array(p), sparse.csr_array((p, self._lacks))])
        )
        for place in (0, 1):
            one = _incidence(pairs[:, place : place + 1], self._n)
            yield LinearConstraint(self._rows(-one, of_pair), -np.inf, 0)
        both = _incidence(pairs, self._n)
        yield LinearConstraint(self._rows(both, -of_pair), -np.inf, 1)


def _units(columns: Floats) -> Floats:
    """Give the greatest size in each column, so that the solver sees ones."""
    greatest = np.abs(columns).max(axis=0, initial=0.0)
    return np.where(greatest > 0, greatest, 1.0)


def _incidence(groups: Sequence[Ints] | Ints, size: int) -> Rows:
    """Make a row per group, with ones at its members."""
    rows = np.repeat(np.arange(len(groups)), [len(group) for group in groups])
    members = np.concatenate([np.asarray(group) for group in groups])
    ones = np.ones(len(members))
    return sparse.csr_array((ones, (rows, members)), (len(groups), size))


def front(
    options: Options, wish: Wish, *, packages: int = 8, gap: float = 1e-3
) -> list[Package]:
    """Find packages from cheap to complete, of which none is beaten by another.

    Each reaches a larger share of the targets (or of the weighted gains) for the least
    cost.

    Parameters
    ----------
    options : Options
        What could be done.
    wish : Wish
        The whole wish; its budgets hold for every package.
    packages : int
        How many to look for; fewer come back where fewer differ.
    gap : float
        How far each may be from its best. [-]
    """
    whole = choose(options, wish, gap=gap)
    goal = np.where(np.isfinite(wish.needed), whole.gain.clip(max=wish.needed), -np.inf)
    if wish.weights is not None or not np.isfinite(goal).any():
        goal = whole.gain
    found: list[Package] = []
    for share in np.linspace(0, 1, packages + 1)[1:]:
        part = replace(wish, needed=goal * share - 1e-9 * np.abs(goal), weights=None)
        found.append(choose(options, part, gap=gap))
    if len(_undominated(found)) < packages:
        found += _most_for_less(options, wish, goal, whole.cost_eur, packages, gap)
    return _undominated(found)


def _most_for_less(
    options: Options,
    wish: Wish,
    goal: Floats,
    cost_eur: float,
    packages: int,
    gap: float,
) -> list[Package]:
    """Find the most of all targets together for a part of what the whole costs.

    Where parts are large, the cheapest package for some share of the targets soon is the
    whole; what comes between does more for one target than for another.
    """
    counts = np.isfinite(goal) & (goal > 0)
    weights = np.divide(1.0, goal, out=np.zeros(len(goal)), where=counts)
    free = replace(wish, needed=np.full(len(goal), -np.inf), weights=weights)
    return [
        choose(options, replace(free, most_cost_eur=cost_eur * share), gap=gap)
        for share in np.linspace(0, 1, packages + 2)[1:-1]
    ]


def _undominated(packages: list[Package]) -> list[Package]:
    kept: list[Package] = []
    for package in sorted(packages, key=lambda each: each.cost_eur):
        if not any((other.gain >= package.gain - 1e-12).all() for other in kept):
            kept.append(package)
    return kept


def binding(options: Options, wish: Wish) -> list[tuple[str, int]]:
    """Tell which single demands keep a wish from being had.

    Parameters
    ----------
    options, wish
        As in `choose`, of a wish that cannot be had.

    Returns
    -------
    list of (str, int)
        ``("target", k)`` or ``("budget", b)``: without that one the rest can be had.
        Empty where more than one would have to go.
    """
    found = []
    for k in np.flatnonzero(np.isfinite(wish.needed)):
        needed = wish.needed.copy()
        needed[k] = -np.inf
        if choose(options, replace(wish, needed=needed)).is_enough:
            found.append(("target", int(k)))
    for b in np.flatnonzero(np.isfinite(wish.budget_eur)):
        budget = wish.budget_eur.copy()
        budget[b] = np.inf
        if choose(options, replace(wish, budget_eur=budget)).is_enough:
            found.append(("budget", int(b)))
    return found


def instead(
    options: Options, wish: Wish, package: Package, option: int, *, gap: float = _GAP
) -> Package:
    """Find the best package without one option: what replaces it if it is refused.

    Parameters
    ----------
    options, wish
        As in `choose`.
    package : Package
        The package that has it.
    option : int
        Which option is refused.
    gap : float
        See `choose`.
    """
    allowed = (
        np.ones(len(options.site), bool) if wish.is_allowed is None else wish.is_allowed
    )
    without = allowed.copy()
    without[option] = False
    assert package.chosen[option]
    return choose(options, replace(wish, is_allowed=without), gap=gap)
