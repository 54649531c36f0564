"""What can be chosen from, what is asked, and what was chosen: numbers alone.

Options, their costs and their predicted gains are numbers here; where they come from is
told in the other modules of this package.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Options:
    """What could be done: ``n`` options, ``k`` gains, ``b`` budgets.

    ``site`` (n,) says on which site an option stands; a site takes at most one.
    ``cost_eur`` (n,) is its net present cost, ``spend_eur`` (n, b) what it takes from
    each budget, ``gain`` (n, k) what it is predicted to add to each target alone.
    A pair in ``pairs`` is two groups of options, of each of which at most one can be:
    ``together`` (p, k) is what one of both adds beyond the sum. Of each group of options in ``excludes`` at most one can be.
    """

    site: Ints
    cost_eur: Floats
    spend_eur: Floats
    gain: Floats
    pairs: Sequence[tuple[Ints, Ints]] = ()
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
        both = np.array([chosen[a].any() and chosen[b].any() for a, b in self.pairs])
        total: Floats = alone + self.together[both].sum(axis=0)
        return total


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Wish:
    """What is asked of a package.

    ``needed`` (k,) is the least gain per target (minus infinity where none is asked),
    ``budget_eur`` (b,) the most that may be spent, ``weights`` (k,) what a unit of gain
    is worth; without weights the package costs as little as possible. ``is_allowed``
    (n,) leaves options out. ``worth_eur`` (n, q) is what each option is worth to each
    party: the package then makes as many parties as it can better off, each by at least
    ``better_from_eur``, and costs as little as possible beside that.
    """

    needed: Floats
    budget_eur: Floats
    weights: Floats | None = None
    is_allowed: Bools | None = None
    most_cost_eur: float = np.inf
    worth_eur: Floats | None = None
    better_from_eur: float = 0.0

    def better_off(self, chosen: Bools) -> Bools:
        """Tell which parties a package makes better off.

        Parameters
        ----------
        chosen : array of shape (n,)
            Which options are in it.

        Returns
        -------
        array of shape (q,)
            Without any party where nothing is known of worth.
        """
        if self.worth_eur is None:
            return np.zeros(0, bool)
        found: Bools = self.worth_eur[chosen].sum(axis=0) >= self.better_from_eur
        return found


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
