"""What a design does: what can be measured at once, and what runs found."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from uuid import UUID

from werklandschap.core.text import Text
from werklandschap.web.jobs.models import Run
from werklandschap.web.plans.models import Effect, Variant
from werklandschap.web.plans.queries import catalogue, landscape
from werklandschap.web.scans.models import Figure, Scan
from werklandschap.web.scans.queries import words

_TENTH = 0.1
"""Of shares below this a change is small, however often it doubles them."""

FIRST = 8
"""As many figures as people take in at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """A figure before and after a design, with the interval of the scan around both."""

    indicator: str
    label: Text
    unit: str
    before: float | None
    after: float | None
    low: float | None
    high: float | None
    is_final: bool

    @property
    def change(self) -> float | None:
        """What the design adds."""
        if self.before is None or self.after is None:
            return None
        return self.after - self.before

    @property
    def weight(self) -> float:
        """How much it changes, as part of what it was or becomes; what is new counts whole."""
        if self.before is None or self.after is None:
            return 1.0
        least = _TENTH if self.unit == "share" else 0.0
        most = max(abs(self.before), abs(self.after), least)
        return abs(self.after - self.before) / most if most else 0.0

    @property
    def bar(self) -> Any:
        """The figure after the design, as the component for intervals takes it."""
        return _Bar(
            label=self.label,
            unit=self.unit,
            value=self.after,
            low=self.low,
            high=self.high,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Bar:
    label: Text
    unit: str
    value: float | None
    low: float | None
    high: float | None
    target: float | None = None
    reliability: float | None = None
    peers: tuple[float, ...] = ()
    axis: tuple[float, float] | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a design does and costs; ``outside`` counts what lies outside the park."""

    changed: Sequence[Changed]
    cost: catalogue.Cost
    outside: int
    not_measured: Sequence[tuple[Text, Text]]

    @property
    def first(self) -> Sequence[Changed]:
        """The figures that change most, the most first."""
        return sorted(self.changed, key=lambda each: -each.weight)[:FIRST]

    @property
    def more(self) -> Sequence[Changed]:
        """The other figures, theme by theme."""
        first = {each.indicator for each in self.first}
        return [each for each in self.changed if each.indicator not in first]


def effect_of(variant: Variant) -> Found:
    """Measure a version of a design at once, and add what runs found of it."""
    at_once = _at_once(variant.pk, variant.version)
    today, simulated, final = _simulated(variant)
    after = {**simulated, **at_once.after}
    before = {**today, **landscape.figures_before(variant.scan_id)}
    return Found(
        changed=_changed(variant.scan, before, after, final | set(at_once.after)),
        cost=at_once.cost,
        outside=at_once.outside,
        not_measured=_not_measured(variant),
    )


@dataclass(frozen=True, slots=True)
class _AtOnce:
    after: Mapping[str, float]
    cost: catalogue.Cost
    outside: int


@lru_cache(maxsize=32)
def _at_once(variant_id: UUID, version: int) -> _AtOnce:
    """Carry a design out and measure what needs no simulation."""
    from werklandschap.measures import carry_out

    variant = Variant.objects.select_related("scan").get(pk=variant_id)
    placements = _of_version(variant, version)
    place = landscape.landscape_of(variant.scan)
    change = carry_out(place, landscape.steps_of(placements))
    touched = change.touched(place)
    before = landscape.figures_before(variant.scan_id)
    after = {
        each.name: (
            float(each.measure(change.landscape).iloc[0])
            if touched & set(each.layers)
            else before[each.name]
        )
        for each in landscape.composed()
    }
    cost = catalogue.cost_of(change.works, on=variant.scan.on)
    return _AtOnce(after, cost, _outside(variant, placements))


def _of_version(variant: Variant, version: int) -> Sequence[Mapping[str, Any]]:
    if variant.version == version:
        found: Sequence[Mapping[str, Any]] = variant.placements
    else:
        found = variant.versions.get(version=version).placements
    return found


def _outside(variant: Variant, placements: Sequence[Mapping[str, Any]]) -> int:
    """Count what lies wholly outside the park: it changes nothing."""
    import shapely
    from shapely.geometry import shape

    if not placements:
        return 0
    outline = shapely.from_wkb(bytes(variant.park.outline_wkb or b""))
    shapely.prepare(outline)
    shapes = [shape(each["geometry"]) for each in placements]
    return int((~shapely.intersects(outline, shapes)).sum())


def _changed(
    scan: Scan,
    before: Mapping[str, float],
    after: Mapping[str, float],
    final: set[str],
) -> list[Changed]:
    """List what changes, theme by theme; the interval of the scan moves along."""
    rows = {row.indicator: row for row in scan.figures.all()}
    found = []
    for name, indicator in words.catalogue().items():
        if name not in after:
            continue
        row = rows.get(name)
        was = before.get(name, words.number(row.value if row else None))
        now = after[name]
        if _same(was, now):
            continue
        moved = now - was
        found.append(
            Changed(
                indicator=name,
                label=indicator.label,
                unit=str(indicator.unit),
                before=_or_none(was),
                after=_or_none(now),
                low=_end(row.low, row, moved, now) if row else _or_none(now),
                high=_end(row.high, row, moved, now) if row else _or_none(now),
                is_final=name in final,
            )
        )
    return found


def _end(end: float | None, row: Figure, moved: float, now: float) -> float | None:
    if math.isnan(now):
        return None
    if end is None or row.value is None or math.isnan(moved):
        return now
    return now + (end - row.value)


def _same(was: float, now: float) -> bool:
    both_unknown = math.isnan(was) and math.isnan(now)
    return both_unknown or math.isclose(was, now, rel_tol=1e-9, abs_tol=1e-12)


def _or_none(number: float) -> float | None:
    return None if math.isnan(number) else number


def _not_measured(variant: Variant) -> list[tuple[Text, Text]]:
    """Say of which measures no figure shows all that they are for."""
    known = catalogue.kinds()
    names = dict.fromkeys(each["measure"] for each in variant.placements)
    return [
        (known[name].label, text)
        for name in names
        if name in known and (text := known[name].not_measured) is not None
    ]


def run_of(variant: Variant, version: int | None = None) -> Run | None:
    """Find the newest run that measures a version; the current one if none is named."""
    return (
        Run.objects.filter(
            kind="what_if",
            parameters__variant=str(variant.pk),
            parameters__version=variant.version if version is None else version,
        )
        .order_by("-asked_at")
        .first()
    )


def _simulated(
    variant: Variant,
) -> tuple[dict[str, float], dict[str, float], set[str]]:
    """Give what runs found of this version: before, after, and what of it is final.

    Both come from the same simulation in the same cells, so that a difference comes from
    the design alone; figures that are not final yet are as they were before.
    """
    effect = (
        Effect.objects.filter(variant=variant, version=variant.version)
        .order_by("-pk")
        .first()
    )
    before: dict[str, float] = {}
    after: dict[str, float] = {}
    final = set[str]()
    for stage in effect.stages if effect else ():
        told = {name: words.number(each) for name, each in stage["figures"].items()}
        if stage["name"] == "today":
            before = told
        else:
            after.update(told)
            final |= set(stage["is_final"])
    return before, after, final


@dataclass(frozen=True, slots=True)
class Part:
    """A part of what is measured, and how far it is."""

    name: str
    label: Text
    state: Text


_FINAL = Text("definitief", "final")
_WAITS = Text("wordt berekend", "being calculated")
_ASK = Text("nog niet doorgerekend", "not calculated yet")
_LACKS = Text(
    "ontbreekt in de nulmeting van dit terrein", "missing in the scan of this park"
)
_PARTS = {
    "heat": Text("Hitte en schaduw", "Heat and shade"),
    "water": Text("Water bij een wolkbreuk", "Water in a cloudburst"),
}


def parts_of(variant: Variant) -> list[Part]:
    """Tell of each part of the figures whether it is final."""
    run = run_of(variant)
    effect = run.effects.filter(variant=variant).first() if run else None
    known = {stage["name"] for stage in effect.stages} if effect else set()
    has = set(landscape.parts_of(variant.scan))

    def state(name: str) -> Text:
        if name not in has:
            return _LACKS
        if name in known or (run is not None and run.status == Run.Status.DONE):
            return _FINAL
        return _WAITS if run is not None and run.is_open else _ASK

    ground = Part(
        "ground", Text("Groen, verharding, kosten", "Green, paving, costs"), _FINAL
    )
    return [ground, *(Part(name, label, state(name)) for name, label in _PARTS.items())]


def as_json(variant: Variant, found: Found) -> dict[str, Any]:
    """Tell a program what a design does; numbers as they are, words as people read them."""
    from werklandschap.web.theme.queries import written

    language = words.language()
    run = run_of(variant)
    return {
        "version": variant.version,
        "cost": written(found.cost.value, "eur"),
        "cost_range": f"{written(found.cost.low, 'eur')} – {written(found.cost.high, 'eur')}",
        "outside": found.outside,
        "figures": [
            {
                "indicator": each.indicator,
                "label": each.label.in_language(language),
                "before": written(each.before, each.unit),
                "after": written(each.after, each.unit),
                "is_final": each.is_final,
                "is_first": place < FIRST,
            }
            for place, each in enumerate([*found.first, *found.more])
        ],
        "parts": {
            each.name: each.state.in_language(language) for each in parts_of(variant)
        },
        "is_waiting": run is not None and run.is_open,
        "step": run.step.in_language(language) if run and run.is_open else "",
    }
