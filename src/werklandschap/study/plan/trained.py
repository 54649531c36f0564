"""Training the quick model of a plan: simulations tell what candidates do."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from werklandschap.core.text import Text
from werklandschap.measures.maintenance import PlannedWork
from werklandschap.study.plan.candidates import Candidate, in_each_others_way
from werklandschap.study.plan.effects import map_effects, simulated_effects
from werklandschap.study.plan.flow_paths import same_water
from werklandschap.study.plan.goal import Goal
from werklandschap.study.plan.model import Menu, Row, menu, with_pairs
from werklandschap.study.plan.pairs import likely_pairs
from werklandschap.study.progress import Tell, nobody
from werklandschap.study.what_if import Standing

Floats = NDArray[np.float64]

_MAP = Text("effecten op de kaart", "effects on the map")
_PAIRS = Text("wat onderdelen samen doen", "what parts do together")


def trained(
    place: Standing,
    found: Sequence[Candidate],
    goal: Goal,
    rows: Sequence[Row],
    *,
    years: Sequence[int],
    planned: Sequence[PlannedWork] = (),
    tell: Tell = nobody,
) -> Menu:
    """Find what candidates do, alone and in pairs, and offer them.

    Parameters
    ----------
    place : Standing
        The place as it is.
    found : sequence of Candidate
        The candidates.
    goal : Goal
        With its budgets and what excludes each other.
    rows : sequence of Row
        What counts.
    years : sequence of int
        See `werklandschap.study.plan.calendar.years_of`.
    planned : sequence of PlannedWork
        Planned maintenance.
    tell : callable
        Is told each step when it begins.
    """
    names = [row.indicator for row in rows]
    assumptions = place.landscape.assumptions
    tell(_MAP)
    alone = _effects(place, [(each,) for each in found], names, tell)
    groups = in_each_others_way(found, goal)
    offered = menu(
        found,
        alone,
        goal,
        rows,
        years=years,
        groups=groups,
        planned=planned,
        assumptions=assumptions,
    )
    pairs = likely_pairs(
        found,
        alone,
        groups,
        most=int(assumptions["plan.pairs_count"]),
        share_water=same_water(place, found),
    )
    if not len(pairs):
        return offered
    tell(_PAIRS)
    items = [(found[a], found[b]) for a, b in pairs.tolist()]
    both = _effects(place, items, names, tell)
    return with_pairs(offered, pairs, both - alone[pairs].sum(axis=1))


def _effects(
    place: Standing,
    items: Sequence[tuple[Candidate, ...]],
    names: Sequence[str],
    tell: Tell,
) -> Floats:
    by_map = map_effects(place, items, names)
    by_simulation = simulated_effects(place, items, names, tell=tell)
    total: Floats = by_map + by_simulation
    return total
