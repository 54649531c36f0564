"""Correcting the model by what a package did when it was simulated in full."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import shapely
from numpy.typing import NDArray

from werklandschap.landscape import Landscape
from werklandschap.study.plan.candidates import Candidate
from werklandschap.study.plan.effects import shares_of
from werklandschap.study.plan.model import Menu
from werklandschap.study.plan.options import Package
from werklandschap.study.what_if import Standing

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_TINY = 1e-12
_RATIOS = (0.0, 3.0)
_OWN_WEIGHT = 0.5
"""How much a candidate's own simulation counts beside its chosen neighbours."""


def corrected(
    place: Standing,
    known: Menu,
    package: Package,
    won: Floats,
    seen: Mapping[int, Landscape],
) -> Menu:
    """Put what a package did down to its parts, and let neighbours learn from them.

    Parameters
    ----------
    place : Standing
        The place as it is.
    known : Menu
        The options.
    package : Package
        What was carried out.
    won : array of shape (rows,)
        The gains that came out.
    seen : mapping of int to Landscape
        The simulated place by year, for the years of the rows.

    Returns
    -------
    Menu
        In which the same package has exactly the gains that were simulated. What both
        of a pair do beyond the sum is part of that where both were chosen.

    Notes
    -----
    Each cell of the difference is put down to the nearest part; what a part did among
    the others replaces what it did alone. What was not chosen is scaled by how the
    chosen parts around it did, less so where they are further away.
    """
    options = known.options
    gain, together = options.gain.copy(), options.together.copy()
    years = np.array([row.year for row in known.rows], np.int64)
    for year, landscape in seen.items():
        rows, in_time = np.flatnonzero(years == year), known.year <= year
        chosen = np.flatnonzero(package.chosen & in_time)
        before = options.gain[np.ix_(chosen, rows)]
        own = _own(place, known, chosen, rows, landscape)
        own = _fitted(np.where(own.any(axis=0), own, before), before, won[rows])
        factor = _learned(known, chosen, own, before)
        gain[:, rows] *= np.where(in_time[:, None], factor[known.candidate], 1.0)
        for option, gains in zip(chosen, own, strict=True):
            same = in_time & (known.candidate == known.candidate[option])
            gain[np.ix_(np.flatnonzero(same), rows)] = gains
        if len(options.pairs):
            done = np.isin(known.candidate, known.candidate[chosen])
            both = [done[a].any() and done[b].any() for a, b in options.pairs]
            together[np.ix_(np.flatnonzero(both), rows)] = 0.0
    return replace(known, options=replace(options, gain=gain, together=together))


def _own(
    place: Standing, known: Menu, chosen: Ints, rows: Ints, landscape: Landscape
) -> Floats:
    """Tell what each chosen part did among the others; 0 for what the map tells."""
    items = [(known.of(int(option)),) for option in chosen]
    counting = [known.rows[k] for k in rows]
    signs = np.array([row.sign for row in counting], np.float64)
    names = [row.indicator for row in counting]
    return np.asarray(signs * shares_of(place, items, names, landscape), np.float64)


def _fitted(own: Floats, before: Floats, total: Floats) -> Floats:
    """Divide what is left over by size, so that it adds up to the total."""
    size = np.abs(own)
    size = np.where(size.sum(axis=0) > _TINY, size, np.abs(before))
    size = np.where(size.sum(axis=0) > _TINY, size, 1.0)
    fitted: Floats = own + size / size.sum(axis=0) * (total - own.sum(axis=0))
    return fitted


def _learned(known: Menu, chosen: Ints, own: Floats, before: Floats) -> Floats:
    """Say by how much candidates do what they did alone: as the chosen around them."""
    ratio = np.divide(
        own, before, out=np.ones_like(own), where=np.abs(before) > _TINY
    ).clip(*_RATIOS)
    largest = np.abs(before).max(axis=0)
    size = np.divide(np.abs(before), largest, out=np.zeros_like(own), where=largest > 0)
    weight = _nearness(known.found, known.candidate[chosen])
    counts = weight @ size
    learned: Floats = (_OWN_WEIGHT + weight @ (size * ratio)) / (_OWN_WEIGHT + counts)
    return learned


def _nearness(found: Sequence[Candidate], chosen: Ints) -> Floats:
    """Weigh chosen candidates by how near they are to each of all."""
    assert found  # a menu has candidates
    shapes = shapely.envelope(np.array([each.shape for each in found], object))
    away = shapely.distance(shapes[:, None], shapes[chosen][None, :])
    near: Floats = np.exp(-away / _REACH_M)
    return near


_REACH_M = 100.0
"""At this distance a neighbour counts for 37 % (a choice)."""
