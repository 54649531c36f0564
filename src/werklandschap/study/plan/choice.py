"""Choosing the best package out of many options."""

from dataclasses import replace

import numpy as np
from scipy.optimize import OptimizeResult

from werklandschap.study.plan.options import Bools, Floats, Options, Package, Wish
from werklandschap.study.plan.programme import Programme, needed_of

_GAP = 1e-4
_EXACT = 1e-6
_FRACTION = 0.5


def choose(options: Options, wish: Wish, *, gap: float = _GAP) -> Package:
    """Find the best package; the nearest one where the wish cannot be had.

    Parameters
    ----------
    options : Options
        What could be done.
    wish : Wish
        What is asked.
    gap : float
        How far from the best the answer may be, as a share of it. [-]

    Returns
    -------
    Package
        With ``shortfall`` above zero where even all that is allowed is too little; it
        then lacks as small a share of the targets, added up, as possible, and costs the
        least among those.
    """
    found = _best(options, wish, gap)
    if found is None:
        return _nearest(options, wish, gap)
    return _package(options, found, np.zeros(options.gain.shape[1]))


def _best(options: Options, wish: Wish, gap: float) -> OptimizeResult | None:
    """Solve for what is asked; where parties count, for the least cost after that."""
    programme = Programme(options, wish)
    if wish.worth_eur is None:
        return programme.solve(programme.objective(), gap=gap)
    most = programme.solve(programme.objective_parties(), gap=_EXACT)
    if most is None:
        return None
    count = int(wish.better_off(_chosen(options, most)).sum())
    cheap = Programme(options, wish, least_better_off=count)
    return cheap.solve(cheap.objective(), gap=gap) or most


def _chosen(options: Options, found: OptimizeResult) -> Bools:
    chosen: Bools = found.x[: len(options.site)] > _FRACTION
    return chosen


def _nearest(options: Options, wish: Wish, gap: float) -> Package:
    """Lack as little as possible, and then spend as little as possible on that."""
    short = Programme(options, wish, may_lack=True)
    least = short.solve(short.objective_lack(), gap=gap)
    assert least is not None  # nothing at all is always possible
    lacking = short.lacking(least)
    reachable = replace(
        wish, needed=needed_of(wish) - lacking * (1 + 1e-9) - 1e-9, weights=None
    )
    found = _best(options, reachable, gap)
    lacking = np.where(lacking > 1e-9 * np.abs(wish.needed), lacking, 0.0)
    return _package(options, least if found is None else found, lacking)


def _package(options: Options, found: OptimizeResult, shortfall: Floats) -> Package:
    chosen = _chosen(options, found)
    return Package(
        chosen=chosen,
        cost_eur=float(options.cost_eur[chosen].sum()),
        gain=options.total_gain(chosen),
        gap=float(found.mip_gap or 0.0),
        shortfall=shortfall,
    )


def binding(options: Options, wish: Wish) -> list[tuple[str, int]]:
    """Tell which single demands keep a wish from being had.

    Parameters
    ----------
    options, wish
        As in `choose`, of a wish that cannot be had.

    Returns
    -------
    list of (str, int)
        ``("target", k)`` or ``("budget", b)``: without that one the rest can be had.
        Empty where more than one would have to go.
    """
    found = []
    for k in np.flatnonzero(np.isfinite(wish.needed)):
        needed = wish.needed.copy()
        needed[k] = -np.inf
        if choose(options, replace(wish, needed=needed)).is_enough:
            found.append(("target", int(k)))
    for b in np.flatnonzero(np.isfinite(wish.budget_eur)):
        budget = wish.budget_eur.copy()
        budget[b] = np.inf
        if choose(options, replace(wish, budget_eur=budget)).is_enough:
            found.append(("budget", int(b)))
    return found


def instead(
    options: Options, wish: Wish, package: Package, option: int, *, gap: float = _GAP
) -> Package:
    """Find the best package without one option: what replaces it if it is refused.

    Parameters
    ----------
    options, wish
        As in `choose`.
    package : Package
        The package that has it.
    option : int
        Which option is refused.
    gap : float
        See `choose`.
    """
    allowed = (
        np.ones(len(options.site), bool) if wish.is_allowed is None else wish.is_allowed
    )
    without = allowed.copy()
    without[option] = False
    assert package.chosen[option]
    return choose(options, replace(wish, is_allowed=without), gap=gap)
