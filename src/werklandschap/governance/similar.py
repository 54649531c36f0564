"""Which parks look most like one another."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def most_similar(own: Floats, others: Floats, *, count: int) -> list[int]:
    """Find the rows that are nearest to one, each column in units of its own spread.

    Parameters
    ----------
    own : array of shape (k,)
        Features of the one; NaN where unknown.
    others : array of shape (n, k)
        Features of the others; NaN where unknown.
    count : int
        So many at most.

    Returns
    -------
    list of int
        Row numbers, nearest first. A row without any feature in common is left out.

    Notes
    -----
    The distance is the root of the mean squared difference over the features that both
    know, so that a park of which little is known is neither near nor far because of it.
    """
    if not len(others):
        return []
    told = np.isfinite(np.vstack([others, own])).any(axis=0)
    own, others = own[told], others[:, told]
    spread = np.nanstd(np.vstack([others, own]), axis=0)
    scale = np.where(spread > 0, spread, 1.0)
    squares = ((others - own) / scale) ** 2
    known = ~np.isnan(squares)
    total = np.where(known, squares, 0.0).sum(axis=1)
    shared = known.sum(axis=1)
    distance = np.sqrt(
        np.divide(total, shared, out=np.full(len(others), np.inf), where=shared > 0)
    )
    order = np.lexsort((np.arange(len(others)), -shared, distance))
    return [int(row) for row in order[:count] if np.isfinite(distance[row])]
