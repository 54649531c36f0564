"""How far two assessors agree, beyond what chance would bring."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import nan

import numpy as np

from werklandschap.governance.label import Grade


@dataclass(frozen=True, slots=True)
class Agreement:
    """Agreement of two assessors over ``count`` grades.

    ``share`` is how often they gave the same grade, ``kappa`` Cohen's kappa and
    ``weighted`` the same with squared distances between grades; NaN if chance alone would
    make them agree always.
    """

    count: int
    share: float
    kappa: float
    weighted: float


def agreement(one: Sequence[Grade], other: Sequence[Grade]) -> Agreement:
    """Compare the grades that two assessors gave for the same things.

    Parameters
    ----------
    one, other : sequence of Grade
        In the same order.

    Raises
    ------
    ValueError
        If they are not as many, or none at all.

    References
    ----------
    .. [1] J. Cohen, Weighted kappa, Psychological Bulletin 70 (1968) 213-220.
    """
    if len(one) != len(other) or not one:
        message = "both assessors must grade the same things"
        raise ValueError(message)
    seen = np.zeros((len(Grade), len(Grade)))
    for first, second in zip(one, other, strict=True):
        seen[first.points, second.points] += 1 / len(one)
    by_chance = np.outer(seen.sum(axis=1), seen.sum(axis=0))
    distance = np.subtract.outer(np.arange(len(Grade)), np.arange(len(Grade)))
    return Agreement(
        count=len(one),
        share=float(np.trace(seen)),
        kappa=_kappa(seen, by_chance, (distance != 0).astype(float)),
        weighted=_kappa(seen, by_chance, distance.astype(float) ** 2),
    )


def _kappa(
    seen: "np.ndarray[tuple[int, ...], np.dtype[np.float64]]",
    by_chance: "np.ndarray[tuple[int, ...], np.dtype[np.float64]]",
    weights: "np.ndarray[tuple[int, ...], np.dtype[np.float64]]",
) -> float:
    expected = float((weights * by_chance).sum())
    return 1 - float((weights * seen).sum()) / expected if expected > 0 else nan
