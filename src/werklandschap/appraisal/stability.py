"""Whether a split of a cost holds: who would rather leave, and what keeps everyone in."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.optimize import OptimizeResult, linprog

from werklandschap.appraisal.shares import Floats, Game, equal

_TIGHT = 1e-7


@dataclass(frozen=True, slots=True, eq=False)
class Standing:
    """A split and whether it holds.

    ``gain_eur`` (parties,) is what each saves against doing it alone. ``leavers`` are the
    groups that would rather do it by themselves, the one that loses most first.
    """

    split_eur: Floats
    gain_eur: Floats
    leavers: tuple[tuple[int, ...], ...]
    worst_loss_eur: float

    @property
    def is_stable(self) -> bool:
        """Whether no group would rather leave."""
        return not self.leavers


def standing(costs: Game, split_eur: ArrayLike) -> Standing:
    """Find who gains by a split, and which groups would rather leave.

    Parameters
    ----------
    costs : Game
        The cost of every group.
    split_eur : array of shape (parties,)
        What each pays. [€]
    """
    split = np.asarray(split_eur, np.float64)
    loss = (costs.members @ split - costs.cost_eur)[1:-1]
    scale = _TIGHT * max(abs(costs.total_eur), 1.0)
    worst_first = np.argsort(-loss, kind="stable")
    groups = [int(g) + 1 for g in worst_first if loss[g] > scale]
    leavers = tuple(
        tuple(int(i) for i in np.flatnonzero(costs.members[g])) for g in groups
    )
    return Standing(
        split, costs.alone_eur - split, leavers, float(max(loss.max(initial=0), 0))
    )


@dataclass(frozen=True, slots=True, eq=False)
class Core:
    """The split that is hardest to leave.

    ``most_loss_eur`` is what the worst off group loses by staying (the least core): at or
    below zero there is a split that keeps everyone in. ``contribution_eur`` is what must
    come from outside before there is one.
    """

    split_eur: Floats
    most_loss_eur: float
    contribution_eur: float

    @property
    def exists(self) -> bool:
        """Whether some split keeps everyone in without help."""
        return self.contribution_eur == 0


def least_core(costs: Game) -> Core:
    """Find the split in which the group that is worst off loses least.

    Parameters
    ----------
    costs : Game
        The cost of every group.
    """
    limits = _Limits(costs)
    split, loss = limits.lowest()
    return Core(split, loss, _contribution_eur(costs))


def _contribution_eur(costs: Game) -> float:
    """Calculate what must be added so that no group is asked for more than its own cost."""
    members = costs.members[1:].astype(float)
    most = linprog(
        -np.ones(costs.parties),
        A_ub=members,
        b_ub=costs.cost_eur[1:],
        bounds=(None, None),
    )
    short = costs.total_eur - float(np.sum(np.asarray(most.x)))
    return short if short > _TIGHT * max(abs(costs.total_eur), 1.0) else 0.0


def nucleolus(costs: Game) -> Floats:
    """Make the worst off group lose least, then the next, until one split is left.

    Parameters
    ----------
    costs : Game
        The cost of every group.

    Returns
    -------
    array of shape (parties,)
        Adds up to the total; in the core if there is one. [€]

    References
    ----------
    .. [1] Schmeidler, "The nucleolus of a characteristic function game", SIAM Journal on
       Applied Mathematics 17, 1969.
    """
    limits = _Limits(costs)
    split = equal(costs.total_eur, costs.parties)
    while not limits.is_settled:
        split, loss = limits.lowest()
        limits.fix(loss)
    return split


class _Limits:
    """The programme of who may lose how much: groups with a fixed loss, and the rest."""

    def __init__(self, costs: Game) -> None:
        self._n = costs.parties
        self._rows = costs.members[1:-1].astype(float)
        self._cost = costs.cost_eur[1:-1]
        self._scale = max(float(np.abs(costs.cost_eur).max()), 1.0)
        self._fixed = np.ones((1, self._n))
        self._fixed_to = np.array([costs.total_eur])
        self._free = np.ones(len(self._rows), bool)

    @property
    def is_settled(self) -> bool:
        return bool(np.linalg.matrix_rank(self._fixed) == self._n)

    def lowest(self) -> tuple[Floats, float]:
        """Make the largest loss among the free groups as small as can be."""
        if not self._free.any():
            return np.linalg.lstsq(self._fixed, self._fixed_to)[0], 0.0
        found = self._solve()
        return np.asarray(found.x[:-1]), float(found.x[-1])

    def fix(self, loss: float) -> None:
        """Fix the groups that cannot lose less than that, and what follows of them."""
        weights = -np.asarray(self._solve().ineqlin.marginals)
        bound = np.flatnonzero(self._free)[weights > _TIGHT]
        for group in bound:
            widened = np.vstack([self._fixed, self._rows[group]])
            if np.linalg.matrix_rank(widened) == len(widened):
                self._fixed = widened
                self._fixed_to = np.append(self._fixed_to, self._cost[group] + loss)
        self._free[bound] = False
        self._drop_what_follows()

    def _solve(self) -> OptimizeResult:
        rows = np.column_stack([self._rows[self._free], -np.ones(self._free.sum())])
        return linprog(
            np.append(np.zeros(self._n), 1.0),
            A_ub=rows,
            b_ub=self._cost[self._free],
            A_eq=np.column_stack([self._fixed, np.zeros(len(self._fixed))]),
            b_eq=self._fixed_to,
            bounds=(None, None),
        )

    def _drop_what_follows(self) -> None:
        """Free no group whose payment is fixed by those of others."""
        basis = np.linalg.qr(self._fixed.T)[0]
        rest = self._rows - (self._rows @ basis) @ basis.T
        self._free &= np.abs(rest).max(axis=1, initial=0) > 1e-9
