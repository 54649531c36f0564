"""Packages from cheap to complete."""

from dataclasses import replace

import numpy as np

from werklandschap.study.plan.choice import choose
from werklandschap.study.plan.options import Floats, Options, Package, Wish


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
    wish = replace(wish, worth_eur=None)
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
