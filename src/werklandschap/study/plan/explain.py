"""Why a plan is as it is: what parts add, what replaces them, and what to do first."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from werklandschap.study.plan.calendar import why_year
from werklandschap.study.plan.choice import instead
from werklandschap.study.plan.front import front
from werklandschap.study.plan.model import Menu
from werklandschap.study.plan.options import Options, Package, Wish
from werklandschap.study.plan.outcome import Instead, Offer, Part

Floats = NDArray[np.float64]

_PACKAGES = 12
"""To look for; some may turn out to be the same."""

_NEXT = 5
_ROUGHLY = 5e-3
"""How far what replaces a part may be from the best."""


def parts_of(
    known: Menu, wish: Wish, package: Package, *, explained: int
) -> tuple[Part, ...]:
    """List the parts of a package by year, each with why it is in.

    Parameters
    ----------
    known : Menu
        The options.
    wish : Wish
        What was asked.
    package : Package
        What was chosen.
    explained : int
        Of how many parts, the most expensive first, it is found what replaces them.
    """
    chosen = np.flatnonzero(package.chosen)
    costly = set(chosen[np.argsort(-known.options.cost_eur[chosen])][:explained])
    parts = [
        replace(
            part_of(known, package, int(option)),
            instead=_instead(known, wish, package, int(option))
            if option in costly
            else None,
        )
        for option in chosen
    ]
    return tuple(sorted(parts, key=lambda part: (part.year, -part.invest_eur)))


def part_of(known: Menu, package: Package, option: int) -> Part:
    """Tell of an option what it costs, and adds to a package (that may have it)."""
    signs = np.array([row.sign for row in known.rows], np.float64)
    return Part(
        candidate=known.of(option),
        year=int(known.year[option]),
        invest_eur=float(known.invest_eur[option]),
        cost_eur=float(known.options.cost_eur[option]),
        adds=tuple((signs * _adds(known.options, package, option)).tolist()),
        why_year=why_year(known, option),
    )


def _adds(options: Options, package: Package, option: int) -> Floats:
    having, lacking = package.chosen.copy(), package.chosen.copy()
    having[option], lacking[option] = True, False
    added: Floats = options.total_gain(having) - options.total_gain(lacking)
    return added


def _instead(known: Menu, wish: Wish, package: Package, option: int) -> Instead:
    """Refuse a candidate in every year."""
    same = known.candidate == known.candidate[option]
    allowed = np.ones(len(same), bool) if wish.is_allowed is None else wish.is_allowed
    reached = replace(
        wish,
        is_allowed=allowed & (~same | package.chosen),
        needed=np.minimum(wish.needed, package.gain),
    )
    other = instead(known.options, reached, package, option, gap=_ROUGHLY)
    fresh = set(known.candidate[other.chosen]) - set(known.candidate[package.chosen])
    return Instead(
        parts=tuple(known.found[int(each)].id for each in sorted(fresh)),
        more_eur=other.cost_eur - package.cost_eur,
        is_enough=other.is_enough,
    )


def next_steps(known: Menu, wish: Wish, package: Package) -> tuple[Part, ...]:
    """Name the five steps that bring most per euro: of the package first.

    Parameters
    ----------
    known : Menu
        The options.
    wish : Wish
        What was asked.
    package : Package
        What was chosen.
    """
    worth = _worth(known.options, wish)
    per_eur = worth / np.maximum(known.options.cost_eur, 1.0)
    order = np.lexsort((-per_eur, ~package.chosen))
    steps: dict[int, int] = {}
    for option in order:
        if worth[option] > 0:
            steps.setdefault(int(known.candidate[option]), int(option))
        if len(steps) == _NEXT:
            break
    return tuple(part_of(known, package, option) for option in steps.values())


def _worth(options: Options, wish: Wish) -> Floats:
    """Weigh gains: as asked, or as shares of what is needed."""
    if wish.weights is not None:
        worth: Floats = options.gain @ wish.weights
        return worth
    is_open = np.isfinite(wish.needed) & (wish.needed > 0)
    share = np.divide(1.0, wish.needed, out=np.zeros(len(is_open)), where=is_open)
    return np.asarray(options.gain @ share, np.float64)


def offers(known: Menu, wish: Wish, before: Sequence[float]) -> tuple[Offer, ...]:
    """Find packages from cheap to complete.

    Parameters
    ----------
    known : Menu
        The options.
    wish : Wish
        The whole wish.
    before : sequence of float
        Today's figure of each row.
    """
    found = front(known.options, wish, packages=_PACKAGES)
    signs = np.array([row.sign for row in known.rows], np.float64)
    return tuple(
        Offer(
            cost_eur=package.cost_eur,
            invest_eur=float(known.invest_eur[package.chosen].sum()),
            figures=tuple((np.asarray(before) + signs * package.gain).tolist()),
            parts=tuple(known.of(int(n)).id for n in np.flatnonzero(package.chosen)),
        )
        for package in found
        if package.chosen.any()
    )
