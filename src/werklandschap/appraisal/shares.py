"""How to split the cost of what parties do together.

A game tells for every group of parties what it would cost them to do it on their own.
Groups are numbered by their members: party ``i`` is in group ``g`` if bit ``i`` of ``g``
is set. Splits of a cost are arrays over the parties.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

from werklandschap.core.errors import WerklandschapError
from werklandschap.core.text import Text

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

MOST_EXACT = 14
"""Above so many parties there are too many groups; the Shapley value is then sampled."""


@dataclass(eq=False)
class TooManyParties(WerklandschapError):
    """A question about every group, with too many groups to ask them all."""

    code: ClassVar[str] = "appraisal.too_many_parties"
    message: ClassVar[Text] = Text(
        nl="Dit kan tot en met {most} partijen; er zijn er {parties}. Voeg partijen samen.",
        en="This goes up to {most} parties; there are {parties}. Put parties together.",
    )

    parties: int
    most: int


@dataclass(eq=False)
class NothingToSplitBy(WerklandschapError):
    """A key for splitting in which nobody has anything."""

    code: ClassVar[str] = "appraisal.nothing_to_split_by"
    message: ClassVar[Text] = Text(
        nl="Niemand heeft een aandeel; zo valt {cost_eur} euro niet te verdelen.",
        en="Nobody has a share; {cost_eur} euros cannot be split like that.",
    )

    cost_eur: float


@dataclass(frozen=True, slots=True, eq=False)
class Game:
    """What doing something costs every group of parties; ``cost_eur`` (2^parties,)."""

    cost_eur: Floats

    @property
    def parties(self) -> int:
        """How many there are."""
        return int(self.cost_eur.size).bit_length() - 1

    @property
    def total_eur(self) -> float:
        """What it costs all of them together."""
        return float(self.cost_eur[-1])

    @property
    def members(self) -> Bools:
        """Who is in which group, (groups, parties)."""
        groups = np.arange(self.cost_eur.size)[:, None]
        found: Bools = (groups >> np.arange(self.parties)) & 1 == 1
        return found

    @property
    def alone_eur(self) -> Floats:
        """What it costs each party on its own, (parties,)."""
        found: Floats = self.cost_eur[1 << np.arange(self.parties)]
        return found


def game(parties: int, cost_eur: Callable[[Bools], float]) -> Game:
    """Ask what it costs every group.

    Parameters
    ----------
    parties : int
        How many there are.
    cost_eur : callable
        Cost for a group, given who is in it (parties,). [€]

    Raises
    ------
    TooManyParties
        If there are more than `MOST_EXACT`.
    """
    if parties > MOST_EXACT:
        raise TooManyParties(parties, MOST_EXACT)
    members = (np.arange(1 << parties)[:, None] >> np.arange(parties)) & 1 == 1
    costs = np.array([0.0, *(float(cost_eur(group)) for group in members[1:])])
    return Game(costs)


def equal(cost_eur: float, parties: int) -> Floats:
    """Split a cost in equal parts.

    Parameters
    ----------
    cost_eur : float
        What is split. [€]
    parties : int
        Among how many.
    """
    return np.full(parties, cost_eur / parties)


def by(key: ArrayLike, cost_eur: float) -> Floats:
    """Split a cost by a key: area, assessed value or benefit.

    Parameters
    ----------
    key : array of shape (parties,)
        How much of it each has; none pays for a negative.
    cost_eur : float
        What is split. [€]

    Raises
    ------
    NothingToSplitBy
        If nobody has any.
    """
    weights = np.maximum(np.asarray(key, np.float64), 0)
    if not weights.sum() > 0:
        raise NothingToSplitBy(cost_eur)
    split: Floats = cost_eur * weights / weights.sum()
    return split


def shapley(costs: Game) -> Floats:
    """Split by what each party adds to the cost, averaged over every order of joining.

    Parameters
    ----------
    costs : Game
        The cost of every group.

    Returns
    -------
    array of shape (parties,)
        Adds up to the total. [€]
    """
    count = costs.parties
    size = costs.members.sum(axis=1)
    weight = _weights(count)
    split = np.empty(count)
    groups = np.arange(costs.cost_eur.size)
    for party in range(count):
        without = groups[~costs.members[:, party]]
        added = costs.cost_eur[without | (1 << party)] - costs.cost_eur[without]
        split[party] = added @ weight[size[without]]
    return split


def _weights(count: int) -> Floats:
    """Give the chance that exactly a certain group of each size has come before."""
    weights = np.empty(count)
    weights[0] = 1 / count
    for size in range(1, count):
        weights[size] = weights[size - 1] * size / (count - size)
    return weights


@dataclass(frozen=True, slots=True, eq=False)
class Sampled:
    """A split that was sampled, and its standard error, both (parties,)."""

    split_eur: Floats
    error_eur: Floats


def sampled_shapley(
    parties: int,
    cost_eur: Callable[[Bools], float],
    *,
    orders: int = 2_000,
    seed: int = 1,
) -> Sampled:
    """Estimate the Shapley value from some orders of joining, each also in reverse.

    Parameters
    ----------
    parties : int
        How many there are.
    cost_eur : callable
        Cost for a group, given who is in it (parties,). [€]
    orders : int
        How many orders are tried.
    seed : int
        Of the orders.
    """
    chance = np.random.default_rng(seed)
    pairs = np.empty((max(orders // 2, 2), parties))
    for pair in pairs:
        order = chance.permutation(parties)
        pair[:] = (_added(order, cost_eur) + _added(order[::-1], cost_eur)) / 2
    error = pairs.std(axis=0, ddof=1) / np.sqrt(len(pairs))
    return Sampled(pairs.mean(axis=0), error)


def _added(order: NDArray[np.intp], cost_eur: Callable[[Bools], float]) -> Floats:
    inside, before = np.zeros(len(order), bool), 0.0
    added = np.empty(len(order))
    for party in order:
        inside[party] = True
        now = float(cost_eur(inside))
        added[party], before = now - before, now
    return added


def saved(worth_eur: Sequence[float]) -> Game:
    """Turn a game of gains into one of costs, to split gains by the same rules.

    Parameters
    ----------
    worth_eur : sequence of float, of length 2^parties
        What every group can have for itself. [€]

    Returns
    -------
    Game
        Of which each split is minus that of the gains.
    """
    return Game(-np.asarray(worth_eur, np.float64))
