"""The chance that each party is better off, and what that hangs on."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from werklandschap.appraisal.appraise import Appraisal, Proposal, appraise
from werklandschap.appraisal.discounting import discount_factors
from werklandschap.appraisal.flows import Line
from werklandschap.appraisal.parties import PARTIES
from werklandschap.appraisal.uncertainty import Draws, draw
from werklandschap.parameters import Assumptions, parameter

Floats = NDArray[np.float64]

_DRAWS_AT_ONCE = 64
"""So few that what they come to stays in the cache of one processor: pieces that are
shared among processors wait for each other on a busy machine."""


@dataclass(frozen=True, slots=True, eq=False)
class Chances:
    """What may come of a plan.

    ``values_eur`` (draws, parties) is the present value of each draw, ``better_off``
    (years, parties) the chance that a party is not worse off by the end of each year.
    """

    parties: tuple[str, ...]
    values_eur: Floats
    better_off: Floats
    draws: Draws

    @property
    def social_eur(self) -> Floats:
        """What society is left with in each draw, by the rates of the parties."""
        total: Floats = self.values_eur.sum(axis=1)
        return total

    def of(self, party: str) -> Floats:
        """Give the present values of one party, one per draw.

        Parameters
        ----------
        party : str
            Its name.
        """
        values: Floats = self.values_eur[:, self.parties.index(party)]
        return values

    def chance(self, party: str, *, within_years: int) -> float:
        """Tell how likely it is that a party is better off within some years.

        Parameters
        ----------
        party : str
            Its name.
        within_years : int
            By the end of which year.
        """
        return float(self.better_off[within_years, self.parties.index(party)])


def chances(
    proposal: Proposal,
    assumptions: Assumptions,
    *,
    rates: Mapping[str, float],
    horizon_years: int = 30,
    count: int = 8_192,
    seed: int = 1,
) -> Chances:
    """Find what may come of a plan for each party.

    Parameters
    ----------
    proposal : Proposal
        The plan with its effects.
    assumptions : Assumptions
        The numbers; each but the user's own is drawn between its low and high, and so is
        the size of each effect.
    rates : mapping of str to float
        The discount rate of each party; the social one for who is not named. [-]
    horizon_years : int
        The last year.
    count, seed : int
        How many draws, and which.
    """
    names = appraise(proposal, assumptions, horizon_years=horizon_years).parameters
    drawn = draw(names, assumptions, spreads=proposal.spreads, count=count, seed=seed)
    appraisal = appraise(
        proposal, assumptions, horizon_years=horizon_years, prices=drawn
    )
    social = assumptions["appraisal.discount_share"]
    parties = _parties(appraisal)
    return of_lines(
        appraisal.lines,
        drawn,
        parties=parties,
        rates=[rates.get(p, social) for p in parties],
    )


def _parties(appraisal: Appraisal) -> tuple[str, ...]:
    named = {
        party for line in appraisal.lines for party in (*line.payers, *line.receivers)
    }
    return tuple(party for party in PARTIES if party in named)


def of_lines(
    lines: Sequence[Line],
    draws: Draws,
    *,
    parties: tuple[str, ...],
    rates: Sequence[float],
) -> Chances:
    """Find what may come of lines whose prices have been drawn.

    Parameters
    ----------
    lines : sequence of Line
        With one price, or one per draw.
    draws : Draws
        Where the prices come from.
    parties : tuple of str
        Whose values are asked.
    rates : sequence of float
        Discount rate of each party. [-]
    """
    count = len(draws)
    prices = np.stack([np.broadcast_to(line.price_eur, count) for line in lines])
    flows = worths(lines, parties, rates=rates)
    until = flows.reshape(len(lines), -1, len(parties)).cumsum(axis=1)
    values, better = _balances(prices, until)
    return Chances(parties, values, better / count, draws)


def _balances(prices_eur: Floats, until: Floats) -> tuple[Floats, Floats]:
    """Add up what each party is left with, and count how often that is no loss.

    Parameters
    ----------
    prices_eur : array of shape (lines, draws)
        What one unit of each line costs. [€]
    until : array of shape (lines, years, parties)
        What a euro of price has been worth to each party by the end of each year.

    Returns
    -------
    tuple of (array of shape (draws, parties), array of shape (years, parties))
        Present value over all years [€], and in how many draws the party is not worse
        off by the end of each year.
    """
    lines, years, parties = until.shape
    draws = prices_eur.shape[1]
    worth = np.ascontiguousarray(until.reshape(lines, -1).T)
    values = np.empty((parties, draws))
    counts = np.zeros(years * parties, np.int64)
    for first in range(0, draws, _DRAWS_AT_ONCE):
        some = slice(first, first + _DRAWS_AT_ONCE)
        balance = worth @ prices_eur[:, some]
        counts += np.count_nonzero(balance >= 0, axis=1)
        values[:, some] = balance[-parties:]
    return values.T, counts.reshape(years, parties)


def worths(
    lines: Sequence[Line], parties: Sequence[str], *, rates: Sequence[float]
) -> Floats:
    """Tell what a euro of price of each line is worth to each party in each year.

    Parameters
    ----------
    lines : sequence of Line
        The quantities and shares.
    parties : sequence of str
        The parties.
    rates : sequence of float
        Discount rate of each. [-]

    Returns
    -------
    array of shape (lines, years * parties)
        Parties within years.
    """
    years = len(lines[0].quantity)
    factors = np.stack([discount_factors(rate, years - 1) for rate in rates], axis=1)
    rows = [
        (line.quantity[:, None] * factors * line.net_shares(parties)).ravel()
        for line in lines
    ]
    return np.stack(rows)


def exceedance(values_eur: Floats, *, points: int = 101) -> tuple[Floats, Floats]:
    """Draw the curve of how likely it is to gain at least so much.

    Parameters
    ----------
    values_eur : array of shape (draws,)
        Present values. [€]
    points : int
        How many points of the curve.

    Returns
    -------
    tuple of two arrays of shape (points,)
        Amounts that rise [€], and the chance of at least that, falling from 1 to 0.
    """
    chance = np.linspace(1, 0, points)
    return np.quantile(values_eur, 1 - chance), chance


@dataclass(frozen=True, slots=True)
class Swing:
    """What one parameter does to a result on its own, from its low to its high."""

    parameter: str
    at_low_eur: float
    at_high_eur: float

    @property
    def width_eur(self) -> float:
        """How much the result moves."""
        return abs(self.at_high_eur - self.at_low_eur)


def tornado(
    result: Callable[[Assumptions], float],
    assumptions: Assumptions,
    *,
    names: Sequence[str],
) -> list[Swing]:
    """Move parameters one by one, the one that matters most first.

    Parameters
    ----------
    result : callable
        What comes of assumptions. [€]
    assumptions : Assumptions
        Where the others stay.
    names : sequence of str
        The parameters to move.
    """
    moving = [
        name for name in names if (p := parameter(name, on=assumptions.on)).low < p.high
    ]
    swings = [
        Swing(
            name,
            result(assumptions.with_level("low", name)),
            result(assumptions.with_level("high", name)),
        )
        for name in moving
    ]
    return sorted(swings, key=lambda swing: -swing.width_eur)


def worth_of_knowing_all_eur(values_eur: Floats) -> float:
    """Calculate what it is worth to know the outcome before deciding.

    Parameters
    ----------
    values_eur : array of shape (draws,)
        Present value of going ahead; not going ahead is worth nothing. [€]

    Returns
    -------
    float
        What is saved by not doing what would fail, or gained by doing what would not;
        0 where every draw gives the same advice. [€]
    """
    return float(np.maximum(values_eur, 0).mean() - max(values_eur.mean(), 0.0))


def worth_of_knowing_eur(
    values_eur: Floats, drawn: Floats, *, slices: int = 64
) -> float:
    """Calculate what it is worth to know one parameter before deciding.

    Parameters
    ----------
    values_eur : array of shape (draws,)
        Present value of going ahead. [€]
    drawn : array of shape (draws,)
        The parameter in each draw.
    slices : int
        Draws are put in so many slices of like values of it.

    Returns
    -------
    float
        Never more than `worth_of_knowing_all_eur`. [€]
    """
    parts = np.array_split(values_eur[np.argsort(drawn, kind="stable")], slices)
    means = np.array([part.mean() for part in parts if len(part)])
    sizes = np.array([len(part) for part in parts if len(part)])
    with_it = float(np.maximum(means, 0) @ sizes) / len(values_eur)
    return max(with_it - max(float(values_eur.mean()), 0.0), 0.0)
