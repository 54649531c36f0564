"""Choosing as a mixed-integer programme, for HiGHS."""

from collections.abc import Iterator, Sequence

import numpy as np
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, OptimizeResult, milp

from werklandschap.study.plan._quiet import quietly
from werklandschap.study.plan.options import Floats, Ints, Options, Wish

_LONGEST_S = 60.0
"""After this the best that was found so far is the answer; its gap is told."""

Rows = sparse.csr_array[np.float64, tuple[int, int]]


class Programme:
    """The programme: options (n), pairs (p), what may lack (k) and parties (q).

    Parameters
    ----------
    options : Options
        What could be done.
    wish : Wish
        What is asked.
    may_lack : bool
        Whether targets may be missed; each then has a variable for by how much.
    least_better_off : int
        How many parties must be better off, where the wish says what options are worth.
    """

    def __init__(
        self,
        options: Options,
        wish: Wish,
        *,
        may_lack: bool = False,
        least_better_off: int = 0,
    ) -> None:
        self._options, self._wish = options, wish
        self._n, self._k = options.gain.shape
        self._p = len(options.pairs)
        self._lacks = self._k if may_lack else 0
        self._unit = _units(options.gain)
        self._q = 0 if wish.worth_eur is None else wish.worth_eur.shape[1]
        self._least_better_off = least_better_off
        self._size = self._n + self._p + self._lacks + self._q
        self._constraints = list(self._all_constraints())

    def objective(self) -> Floats:
        """Ask for the least cost, or the greatest weighted gain."""
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
        """Ask to lack the smallest shares of what is needed, added up."""
        cost = np.zeros(self._size)
        needed = np.abs(needed_of(self._wish)) / self._unit
        share = np.where(
            np.isfinite(needed) & (needed > 0), 1 / np.maximum(needed, 1e-12), 0
        )
        cost[self._of_lacks] = share
        return cost

    def objective_parties(self) -> Floats:
        """Ask for as many parties as possible that are better off."""
        cost = np.zeros(self._size)
        cost[self._of_parties] = -1.0
        return cost

    @property
    def _of_lacks(self) -> slice:
        return slice(self._n + self._p, self._n + self._p + self._lacks)

    @property
    def _of_parties(self) -> slice:
        return slice(self._size - self._q, self._size)

    def lacking(self, found: OptimizeResult) -> Floats:
        """Tell what a solution lacks of each target, in its unit."""
        lacking: Floats = np.maximum(found.x[self._of_lacks], 0.0) * self._unit
        return lacking

    def solve(self, objective: Floats, *, gap: float) -> OptimizeResult | None:
        """Solve it; None where nothing meets the constraints."""
        upper = np.ones(self._size)
        if self._wish.is_allowed is not None:
            upper[: self._n] = self._wish.is_allowed
        upper[self._of_lacks] = np.inf
        integrality = np.zeros(self._size)
        integrality[: self._n] = integrality[self._of_parties] = 1
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
        yield from self._parties_better_off()

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
        needed = needed_of(self._wish)
        asked = np.isfinite(needed)
        if not asked.any():
            return
        extra = np.zeros((self._k, self._size - self._n))
        if self._p:
            extra[:, : self._p] = self._options.together.T / self._unit[:, None]
        if self._lacks:
            extra[:, self._p : self._p + self._lacks] = np.eye(self._k)
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
        """Let a pair count exactly when one of both of its groups is chosen."""
        if not self._p:
            return
        pairs, p = self._options.pairs, self._p
        of_pair = sparse.csr_array(
            sparse.hstack(
                [sparse.eye_array(p), sparse.csr_array((p, self._lacks + self._q))]
            )
        )
        for place in (0, 1):
            one = _incidence([pair[place] for pair in pairs], self._n)
            yield LinearConstraint(self._rows(-one, of_pair), -np.inf, 0)
        both = _incidence([np.concatenate(pair) for pair in pairs], self._n)
        yield LinearConstraint(self._rows(both, -of_pair), -np.inf, 1)

    def _parties_better_off(self) -> Iterator[LinearConstraint]:
        """Let a party count only where the package is worth enough to it.

        What a party may lose at most is the large number that frees its row where it
        does not count.
        """
        worth = self._wish.worth_eur
        if worth is None or not self._q:
            return
        unit = _units(worth)
        least = self._wish.better_from_eur / unit
        lost = least + np.maximum(-worth, 0.0).sum(axis=0) / unit
        extra = np.zeros((self._q, self._size - self._n))
        extra[:, extra.shape[1] - self._q :] = np.diag(-lost)
        rows = self._rows(sparse.csr_array((worth / unit).T), sparse.csr_array(extra))
        yield LinearConstraint(rows, least - lost, np.inf)
        count = np.zeros((1, self._size))
        count[0, self._of_parties] = 1.0
        yield LinearConstraint(sparse.csr_array(count), self._least_better_off, np.inf)


def needed_of(wish: Wish) -> Floats:
    """Give what is needed; minus infinity where nothing is."""
    return np.where(np.isfinite(wish.needed), wish.needed, -np.inf)


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
