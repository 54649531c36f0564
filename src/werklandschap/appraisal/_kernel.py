"""The loop over draws, in which nothing larger than one draw is ever kept."""

import numba
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_LINES_AT_ONCE = 4


@numba.njit(parallel=True, fastmath=True, cache=True)
def values_of_draws(
    prices_eur: Floats, flows: Floats, parties: int, blocks: int
) -> tuple[Floats, Ints]:
    """Add up what each party is left with, per draw and by year.

    Parameters
    ----------
    prices_eur : array of shape (draws, lines)
        What one unit of each line costs; a multiple of four lines. [€]
    flows : array of shape (lines, years * parties)
        Quantity x share x discount factor: what a euro of price is worth to each party.
    parties : int
        How many there are.
    blocks : int
        In how many pieces the draws are shared among processors.

    Returns
    -------
    tuple of (array of shape (draws, parties), array of shape (years, parties))
        Present value over all years [€], and in how many draws the party is not worse
        off by the end of each year.
    """
    draws, lines = prices_eur.shape
    width = flows.shape[1]
    years = width // parties
    values = np.zeros((draws, parties))
    counts = np.zeros((blocks, years, parties), np.int64)
    for block in numba.prange(blocks):
        net = np.empty(width)
        for draw in range(draws * block // blocks, draws * (block + 1) // blocks):
            net[:] = 0.0
            for line in range(0, lines, _LINES_AT_ONCE):
                a, b = prices_eur[draw, line], prices_eur[draw, line + 1]
                c, d = prices_eur[draw, line + 2], prices_eur[draw, line + 3]
                # Four lines for each time that the sum is fetched and put back.
                for at in range(width):
                    net[at] += (
                        a * flows[line, at]
                        + b * flows[line + 1, at]
                        + c * flows[line + 2, at]
                        + d * flows[line + 3, at]
                    )
            for year in range(years):
                for party in range(parties):
                    balance = values[draw, party] + net[year * parties + party]
                    values[draw, party] = balance
                    counts[block, year, party] += balance >= 0
    return values, counts.sum(axis=0)


def in_fours(table: Floats, axis: int) -> Floats:
    """Add lines of nothing until they go by four.

    Parameters
    ----------
    table : array of two axes
        Prices or flows.
    axis : int
        Which of them are the lines.
    """
    short = -table.shape[axis] % _LINES_AT_ONCE
    ends = [(0, short if each == axis else 0) for each in range(2)]
    return np.ascontiguousarray(np.pad(table, ends))
