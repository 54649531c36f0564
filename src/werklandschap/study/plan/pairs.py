"""Which candidates are likely to influence each other: a sample of pairs."""

from collections.abc import Sequence

import numpy as np
import shapely
from numpy.typing import NDArray

from werklandschap.study.plan.candidates import Candidate

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_HALFWAY_M = 25.0
"""At this distance a pair counts half (a choice)."""


def likely_pairs(
    found: Sequence[Candidate],
    effects: Floats,
    groups: Sequence[Ints],
    *,
    most: int,
    share_water: NDArray[np.bool_] | None = None,
) -> Ints:
    """Pick the pairs that are near each other, or share water, and both do much.

    Parameters
    ----------
    found : sequence of Candidate
        The candidates.
    effects : array of shape (candidates, rows)
        What each adds alone.
    groups : sequence of array
        Candidates of which at most one is chosen: no pair is taken from one.
    most : int
        How many pairs.
    share_water : array of shape (candidates, candidates), optional
        Which change the water of the same puddle: they count as being next to each
        other, however far apart they lie.

    Returns
    -------
    array of shape (p, 2)
        The most likely first.
    """
    if len(found) < 2 or most < 1:
        return np.empty((0, 2), np.int64)
    largest = np.abs(effects).max(axis=0)
    shares = np.divide(
        np.abs(effects), largest, out=np.zeros_like(effects), where=largest > 0
    )
    size = shares.max(axis=1)
    shapes = np.array([each.shape for each in found], object)
    one, other = np.triu_indices(len(found), 1)
    away = shapely.distance(
        shapely.envelope(shapes)[one], shapely.envelope(shapes)[other]
    )
    if share_water is not None:
        away = np.where(share_water[one, other], 0.0, away)
    score = size[one] * size[other] / (1 + away / _HALFWAY_M)
    score[_are_apart(one, other, groups, len(found))] = 0
    best = np.argsort(-score, kind="stable")[:most]
    best = best[score[best] > 0]
    return np.column_stack([one[best], other[best]]).astype(np.int64)


def _are_apart(
    one: Ints, other: Ints, groups: Sequence[Ints], count: int
) -> NDArray[np.bool_]:
    """Tell which pairs can never be together."""
    apart = np.zeros((count, count), bool)
    for group in groups:
        apart[np.ix_(group, group)] = True
    found: NDArray[np.bool_] = apart[one, other]
    return found
