"""From today to a target: what happens anyway, what is planned, and what stays open."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from werklandschap.ambitions import Operator, Target
from werklandschap.landscape import Landscape
from werklandschap.measures import MEASURES, Measure, Step
from werklandschap.measures.maintenance import PlannedWork
from werklandschap.study.what_if import Figures, Standing, outcome

_NOT_MEASURED = float("nan")
_WORD = re.compile(r"\w+")
_MAKING = frozenset(
    [
        "aanleg",
        "aanleggen",
        "aanbrengen",
        "plaatsen",
        "planten",
        "realiseren",
        "bouwen",
        "ontharden",
        "lay",
        "make",
        "plant",
        "place",
        "build",
        "fit",
        "depave",
        "depaving",
    ]
)
"""Words of making something, and not of keeping it: a pond is dredged, too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waterfall:
    """The way of one indicator to a target, in its unit; NaN where it is not measured.

    ``today`` is as it is, ``anyway`` after what happens without a plan, ``planned``
    after the measures that are planned as well.
    """

    target: Target
    today: float
    anyway: float
    planned: float

    @property
    def added_anyway(self) -> float:
        """What happens anyway adds; below 0 where it takes away."""
        return self.anyway - self.today

    @property
    def added_by_plan(self) -> float:
        """What planned measures add to that."""
        return self.planned - self.anyway

    @property
    def open(self) -> float:
        """What still lacks; never below 0."""
        short = self.target.value - self.planned
        short = short if self.target.operator is Operator.AT_LEAST else -short
        # Of NaN and 0 the first argument of max counts: not measured stays so.
        return max(short, 0.0)


def waterfalls(
    place: Standing,
    targets: Iterable[Target],
    *,
    anyway: Sequence[Step] = (),
    planned: Sequence[Step] = (),
) -> tuple[Waterfall, ...]:
    """Measure a park today, after what happens anyway, and after what is planned.

    Parameters
    ----------
    place : Standing
        The place as it is.
    targets : iterable of Target
        What is wanted.
    anyway : sequence of Step
        What is carried out without a plan; see `steps_anyway`.
    planned : sequence of Step
        The measures of a plan or design.

    Returns
    -------
    tuple of Waterfall
        In the order of ``targets``.
    """
    asked = list(targets)
    names = {each.indicator for each in asked} & set(place.figures)
    seen = replace(place, figures={name: place.figures[name] for name in names})
    first = _after(seen, anyway)
    both = _after(seen, [*anyway, *planned]) if planned else first
    return tuple(
        Waterfall(
            target=each,
            today=seen.figures.get(each.indicator, _NOT_MEASURED),
            anyway=first.get(each.indicator, _NOT_MEASURED),
            planned=both.get(each.indicator, _NOT_MEASURED),
        )
        for each in asked
    )


def _after(place: Standing, steps: Sequence[Step]) -> Figures:
    return outcome(place, steps).figures if steps else place.figures


def steps_anyway(
    landscape: Landscape, works: Iterable[PlannedWork], *, until: int
) -> list[Step]:
    """List the planned maintenance that changes what is there.

    Parameters
    ----------
    landscape : Landscape
        The place as it is.
    works : iterable of PlannedWork
        Planned maintenance.
    until : int
        The last year that counts.

    Returns
    -------
    list of Step
        Works whose description says that a measure is made (“Sedumdak aanleggen”), in
        Dutch or English, on the asset that they are planned for. What is renewed as it was changes no figure: it is left
        out, and so is what no site of that measure is found for.
    """
    hosts: dict[str, set[str]] = {}
    for work in works:
        named = _named(work.work) if work.year <= until else None
        if named is not None:
            hosts.setdefault(named.name, set()).add(work.asset)
    steps = []
    for name, assets in hosts.items():
        sites = MEASURES[name].sites(landscape)
        places = tuple(site.place for site in sites if site.host in assets)
        if places:
            steps.append(Step(name, places))
    return steps


def _named(work: str) -> Measure | None:
    """Find the measure that a description says is made; the longest name counts."""
    said = f" {' '.join(_WORD.findall(work.casefold()))} "
    if not any(f" {word} " in said for word in _MAKING):
        return None
    found = [
        (len(word), measure.name)
        for measure in MEASURES.values()
        for word in (measure.label.nl, measure.label.en)
        if f" {' '.join(_WORD.findall(word.casefold()))} " in said
    ]
    return MEASURES[max(found)[1]] if found else None
