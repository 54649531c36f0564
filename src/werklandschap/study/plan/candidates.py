"""What could be part of a plan: sites of measures, near ones together in a lot."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, zip_longest

import numpy as np
import shapely
from numpy.typing import NDArray

from werklandschap.indicators import INDICATORS
from werklandschap.landscape import FOUND, SIMULATED, Landscape
from werklandschap.measures import (
    MEASURES,
    Measure,
    Party,
    Site,
    Step,
    Verdict,
    Works,
)
from werklandschap.study.plan.goal import Goal
from werklandschap.study.what_if import BEARS_ON, FOUND_BY

Ints = NDArray[np.int64]

_SHRUNK_M = 0.5
"""Places that share less than this along their edge do not get in each other's way."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Candidate:
    """A measure on one or a few sites, that is in a plan as a whole or not at all."""

    id: str
    measure: Measure
    sites: tuple[Site, ...]
    works: tuple[Works, ...]
    touches: frozenset[str]
    shape: shapely.Geometry = field(repr=False)

    @property
    def step(self) -> Step:
        """What is carried out."""
        return Step(self.measure.name, tuple(site.place for site in self.sites))

    @property
    def consent(self) -> tuple[Party, ...]:
        """Who must agree; the first is whoever the ground is of, and pays."""
        return self.sites[0].consent

    @property
    def payer(self) -> Party:
        """Who invests: the owner where it is not known whose the ground is."""
        return self.consent[0]

    @property
    def hosts(self) -> frozenset[str]:
        """The buildings and ground that it is on."""
        return frozenset(site.host for site in self.sites if site.host)

    @property
    def names(self) -> frozenset[str]:
        """By which a goal can mean it: itself, its measure, sites and hosts."""
        own = {self.id, self.measure.name}
        return frozenset(own | self.hosts | {site.id for site in self.sites})


def candidates(
    landscape: Landscape, goal: Goal, *, most: int | None = None
) -> list[Candidate]:
    """Find what could be part of a plan, the best of each measure first.

    Parameters
    ----------
    landscape : Landscape
        The place, with what was simulated in it.
    goal : Goal
        Whose indicators and demands say which measures and sites count.
    most : int, optional
        At most so many, with more sites in each; ``plan.most_candidates_count`` if not
        given.

    Returns
    -------
    list of Candidate
        Round by round over the measures, so
        that any first part of it holds the best of each. Where parties count, measures
        take part that touch no figure: they may be worth something to somebody.
    """
    wanted = _wanted_layers(goal)
    found = {
        measure.name: sites
        for measure in MEASURES.values()
        if _is_asked(measure, goal) and (sites := _sites(measure, landscape, goal))
    }
    useful = {
        name: sites
        for name, sites in found.items()
        if goal.objective == "better_off"
        or _touches(landscape, MEASURES[name], sites[0]) & wanted
    }
    if not useful:
        return []
    most = most or int(landscape.assumptions["plan.most_candidates_count"])
    each = max(1, most // len(useful))
    per_measure = [
        list(_lots(landscape, MEASURES[name], sites, each))
        for name, sites in useful.items()
    ]
    rounds = chain.from_iterable(zip_longest(*per_measure))
    return [one for one in rounds if one is not None][:most]


def _wanted_layers(goal: Goal) -> frozenset[str]:
    """Name the layers that bear on the indicators of a goal."""
    asked = {layer for name in goal.indicators for layer in INDICATORS[name].layers}
    simulated = (BEARS_ON[part] for part in BEARS_ON if asked & FOUND_BY[part])
    return frozenset(asked.union(*simulated))


def _is_asked(measure: Measure, goal: Goal) -> bool:
    if measure.name in goal.excluded:
        return False
    return not goal.measures or measure.name in goal.measures


def _sites(measure: Measure, landscape: Landscape, goal: Goal) -> list[Site]:
    return [
        site
        for site in measure.sites(landscape)
        if site.verdict is not Verdict.UNFIT
        and not goal.without_consent_of & set(site.consent)
        and not goal.excluded & {site.id, site.host}
        and (not goal.only_public_ground or Party.OWNER not in site.consent)
    ]


def _touches(landscape: Landscape, measure: Measure, site: Site) -> frozenset[str]:
    change = measure.carry_out(landscape, [site.place])
    return change.touched(landscape) - {*SIMULATED, *FOUND}


def _lots(
    landscape: Landscape, measure: Measure, sites: Sequence[Site], most: int
) -> Iterator[Candidate]:
    """Put near sites of the same standing together until there are few enough."""
    kinds: dict[object, list[Site]] = {}
    for site in sites:
        kinds.setdefault((site.consent, site.verdict), []).append(site)
    for own in kinds.values():
        share = max(1, round(most * len(own) / len(sites)))
        for lot in _divided(own, min(share, len(own))):
            change = measure.carry_out(landscape, [site.place for site in lot])
            if change.works:
                yield Candidate(
                    id=lot[0].id if len(lot) == 1 else f"{lot[0].id}+{len(lot) - 1}",
                    measure=measure,
                    sites=tuple(lot),
                    works=change.works,
                    touches=change.touched(landscape) - {*SIMULATED, *FOUND},
                    shape=shapely.union_all([site.geometry for site in lot]),
                )


def _divided(sites: Sequence[Site], lots: int) -> Iterator[list[Site]]:
    """Divide sites into lots of neighbours: halve the longest side, again and again."""
    if lots <= 1 or len(sites) <= 1:
        yield list(sites)
        return
    middles = shapely.centroid(np.array([site.geometry for site in sites], object))
    x, y = shapely.get_x(middles), shapely.get_y(middles)
    along = x if np.ptp(x) >= np.ptp(y) else y
    order = np.argsort(along, kind="stable")
    half = lots // 2
    cut = round(len(sites) * half / lots)
    yield from _divided([sites[n] for n in order[:cut]], half)
    yield from _divided([sites[n] for n in order[cut:]], lots - half)


def in_each_others_way(found: Sequence[Candidate], goal: Goal) -> list[Ints]:
    """List groups of candidates of which at most one can be in a plan.

    Parameters
    ----------
    found : sequence of Candidate
        All of them.
    goal : Goal
        With exclusives of its own.
    """
    edges = _overlaps(found)
    groups = [np.array(group, np.int64) for group in _cliques(edges, len(found))]
    for names in goal.exclusives:
        own = [n for n, each in enumerate(found) if each.names & set(names)]
        groups.append(np.array(own, np.int64))
    return [group for group in groups if len(group) > 1]


def _overlaps(found: Sequence[Candidate]) -> list[tuple[int, int]]:
    """Pair those that change the same layer on the same place."""
    shapes = np.array([_shrunk(each.shape) for each in found], object)
    if not len(shapes):
        return []
    one, other = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    return [
        (int(a), int(b))
        for a, b in zip(one, other, strict=True)
        if a < b and _compete(found[a], found[b])
    ]


def _compete(one: Candidate, other: Candidate) -> bool:
    both = one.touches & other.touches
    if both == {"fixtures"}:
        return one.measure is other.measure
    return bool(both)


def _shrunk(shape: shapely.Geometry) -> shapely.Geometry:
    small = shapely.buffer(shape, -_SHRUNK_M)
    return shape if small.is_empty else small


def _cliques(edges: Iterable[tuple[int, int]], count: int) -> Iterator[list[int]]:
    """Cover pairs with as few groups, in which all are paired, as is easily found."""
    near: Mapping[int, set[int]] = {n: set() for n in range(count)}
    open_pairs = set()
    for a, b in edges:
        near[a].add(b)
        near[b].add(a)
        open_pairs.add((a, b))
    for pair in sorted(open_pairs):
        if pair not in open_pairs:
            continue
        group = list(pair)
        for n in sorted(near[pair[0]] & near[pair[1]]):
            if near[n].issuperset(group):
                group.append(n)
        members = sorted(group)
        open_pairs -= {(a, b) for i, a in enumerate(members) for b in members[i + 1 :]}
        yield members
