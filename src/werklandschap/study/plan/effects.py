"""What candidates do to figures: many local effects out of one simulation.

What can be read from the map is measured for each candidate on its own. Simulations run
on batches of candidates that lie far apart; in each cell the difference is put down to
the candidate that is nearest. The figures of a candidate are then measured on a place
with its own map and only its own cells of what was simulated.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy import ndimage

from werklandschap.core.text import Text
from werklandschap.geo.burn import burn
from werklandschap.geo.grids import Grid, GridDefinition
from werklandschap.indicators import INDICATORS, Indicator
from werklandschap.landscape import SIMULATED, Landscape
from werklandschap.measures import carry_out
from werklandschap.study.cloudburst import cells_per_side
from werklandschap.study.plan.candidates import Candidate
from werklandschap.study.progress import Tell, nobody
from werklandschap.study.rain_year import rain_year
from werklandschap.study.what_if import (
    BEARS_ON,
    FOUND_BY,
    Part,
    Standing,
    measured,
    outcome,
    standing,
    what_if,
)

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Item = tuple[Candidate, ...]
"""What is looked at as one: a candidate, or a pair."""

PLANNABLE = frozenset().union(*FOUND_BY.values())
"""The simulated layers of which effects can be put down to candidates."""

_LABELS: Mapping[Part, Text] = {
    "heat": Text("hitte en schaduw", "heat and shade"),
    "water": Text("water", "water"),
}


def needs_simulation(indicator: Indicator) -> bool:
    """Tell whether an indicator looks at anything that is simulated."""
    return bool(set(indicator.layers) & PLANNABLE)


def map_effects(
    place: Standing, items: Sequence[Item], indicators: Sequence[str]
) -> Floats:
    """Measure on the map alone what each item adds to figures.

    Parameters
    ----------
    place : Standing
        The place as it is.
    items : sequence of tuple of Candidate
        Candidates, or pairs.
    indicators : sequence of str
        The figures.

    Returns
    -------
    array of shape (items, indicators)
        What is added; 0 for figures that need a simulation.
    """
    return np.array(
        [_map_effect(place, item, indicators) for item in items], np.float64
    ).reshape(len(items), len(indicators))


def _map_effect(place: Standing, item: Item, indicators: Sequence[str]) -> list[float]:
    first = next(what_if(place, [each.step for each in item]))
    return [
        0.0
        if needs_simulation(INDICATORS[name])
        else _difference(first.figures[name], place.figures[name])
        for name in indicators
    ]


def simulated_effects(
    place: Standing,
    items: Sequence[Item],
    indicators: Sequence[str],
    *,
    tell: Tell = nobody,
) -> Floats:
    """Find by simulation what each item adds to figures.

    Parameters
    ----------
    place : Standing
        The place as it is, simulated.
    items : sequence of tuple of Candidate
        Candidates, or pairs.
    indicators : sequence of str
        The figures.
    tell : callable
        Is told each batch when it begins.

    Returns
    -------
    array of shape (items, indicators)
        What is added; 0 for figures that need no simulation.
    """
    effects = np.zeros((len(items), len(indicators)))
    for part, bears, asked in _by_part(place, items, indicators):
        alone = _quick(place, part)
        batches = list(far_apart([items[n] for n in bears], _apart_m(place, part)))
        for number, batch in enumerate(batches, 1):
            tell(_step(part, number, len(batches)))
            own = [items[bears[n]] for n in batch]
            together = outcome(alone, [each.step for item in own for each in item])
            added = _shares(
                alone, own, [indicators[k] for k in asked], together.landscape
            )
            effects[np.ix_([bears[n] for n in batch], asked)] = added
    return effects


def _quick(place: Standing, part: Part) -> Standing:
    """Give a place of which one part is simulated, water in larger coarse cells.

    Which candidate does much and which little hardly differs; what a package does in all
    is simulated in the cells of a scan, and the guess corrected by it.
    """
    limits = place.landscape.assumptions
    assert place.scene is not None  # it is simulated
    if part != "water" or cells_per_side(place.scene.definition, limits) == 1:
        return replace(place, parts=frozenset({part}))
    return standing(
        place.landscape,
        parts=(part,),
        showers=place.showers,
        weather=place.weather,
        cell_m=place.scene.definition.cell_m,
        indicators=place.figures,
        coarser=round(limits["plan.guess_coarser_times"]),
    )


def shares_of(
    place: Standing,
    items: Sequence[Item],
    indicators: Sequence[str],
    together: Landscape,
) -> Floats:
    """Put what was simulated with all items carried out down to each of them.

    Parameters
    ----------
    place : Standing
        The place as it is, simulated.
    items : sequence of tuple of Candidate
        What was carried out.
    indicators : sequence of str
        The figures.
    together : Landscape
        What came out, with its simulated layers.

    Returns
    -------
    array of shape (items, indicators)
        What each adds, among the others; 0 for figures that need no simulation.
    """
    effects = np.zeros((len(items), len(indicators)))
    for part, bears, asked in _by_part(place, items, indicators):
        alone = replace(place, parts=frozenset({part}))
        own = [items[n] for n in bears]
        added = _shares(alone, own, [indicators[k] for k in asked], together)
        effects[np.ix_(bears, asked)] = added
    return effects


def _by_part(
    place: Standing, items: Sequence[Item], indicators: Sequence[str]
) -> Iterator[tuple[Part, list[int], list[int]]]:
    """List per part of the simulations the items that bear on it, and its figures."""
    for part in sorted(place.parts):
        bears = [n for n, item in enumerate(items) if _touches(item) & BEARS_ON[part]]
        asked = [
            k
            for k, name in enumerate(indicators)
            if set(INDICATORS[name].layers) & FOUND_BY[part]
        ]
        if bears and asked:
            yield part, bears, asked


def _touches(item: Item) -> frozenset[str]:
    return frozenset().union(*(each.touches for each in item))


def _apart_m(place: Standing, part: Part) -> float:
    """Say how far apart candidates must be: water runs, shade stays near."""
    name = "plan.wet_apart_m" if part == "water" else "plan.apart_m"
    return place.landscape.assumptions[name]


def _step(part: Part, number: int, total: int) -> Text:
    label = _LABELS[part]
    return Text(
        f"effecten op {label.nl}, simulatie {number} van {total}",
        f"effects on {label.en}, simulation {number} of {total}",
    )


def _shares(
    place: Standing,
    items: Sequence[Item],
    indicators: Sequence[str],
    together: Landscape,
) -> list[list[float]]:
    return [
        [
            _difference(measured(INDICATORS[name], known), place.figures[name])
            for name in indicators
        ]
        for known in _apart(place, items, together)
    ]


def far_apart(items: Sequence[Item], apart_m: float) -> Iterator[Ints]:
    """Divide items into batches within which all lie so far apart.

    Parameters
    ----------
    items : sequence of tuple of Candidate
        Candidates, or pairs.
    apart_m : float
        The least distance between two of a batch. [m]
    """
    shapes = np.array([_shape(item) for item in items], object)
    near: list[set[int]] = [set() for _ in items]
    if len(items):
        one, other = shapely.STRtree(shapes).query(
            shapes, predicate="dwithin", distance=apart_m
        )
        for a, b in zip(one.tolist(), other.tolist(), strict=True):
            near[a].add(b)
    batches: list[list[int]] = []
    # The most crowded first: that takes the fewest batches.
    for n in sorted(range(len(items)), key=lambda each: -len(near[each])):
        free = next((b for b in batches if not near[n] & set(b)), None)
        if free is None:
            free = []
            batches.append(free)
        free.append(n)
    for batch in batches:
        yield np.array(sorted(batch), np.int64)


def _shape(item: Item) -> shapely.Geometry:
    return shapely.union_all([each.shape for each in item])


def _apart(
    place: Standing, items: Sequence[Item], together: Landscape
) -> Iterator[Landscape]:
    """Give for each of what was simulated together the place with only its own effect."""
    layers = [
        name
        for part in place.parts
        for name in sorted(FOUND_BY[part])
        if isinstance(getattr(together, name), Grid)
        and getattr(together, name) is not getattr(place.landscape, name)
        and getattr(place.landscape, name) is not None
    ]
    assert place.scene is not None  # it is simulated
    nearest = _nearest([_shape(item) for item in items], place.scene.definition)
    for n, item in enumerate(items):
        known = carry_out(place.landscape, [each.step for each in item]).landscape
        own: dict[str, Any] = {
            name: getattr(place.landscape, name) for name in SIMULATED
        }
        for name in layers:
            own[name] = _patched(
                getattr(place.landscape, name),
                getattr(together, name),
                nearest == n,
            )
        if place.weather is not None and place.landscape.rain_year is not None:
            own["rain_year"] = rain_year(known, place.weather)
        yield known.having(**own, simulated=place.landscape.simulated)


def _nearest(
    shapes: Sequence[shapely.Geometry], definition: GridDefinition
) -> NDArray[np.int32]:
    """Tell for each cell which shape is nearest."""
    # A point or line covers no cell's middle: give it some body.
    bodies = [shape.buffer(definition.cell_m) for shape in shapes]
    codes = burn(bodies, definition)
    if len(shapes) == 1 or (codes < 0).all():
        return np.zeros_like(codes)
    where = ndimage.distance_transform_edt(
        codes < 0, return_distances=False, return_indices=True
    )
    nearest: NDArray[np.int32] = codes[tuple(where)]
    return nearest


def _patched(before: Grid, after: Grid, is_own: NDArray[np.bool_]) -> Grid:
    return before.with_values(np.where(is_own, after.values, before.values))


def _difference(after: float, before: float) -> float:
    """Subtract; a figure that lacks before or after does not count."""
    return float(np.nan_to_num(after - before))
