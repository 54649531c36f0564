"""The ambition of a park: what counts, what conflicts and how far it is."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from werklandschap.core.text import Text
from werklandschap.web.parks.models import Park
from werklandschap.web.plans.models import Ambition
from werklandschap.web.scans.models import Scan
from werklandschap.web.scans.queries import words
from werklandschap.web.scans.queries.words import Shown

if TYPE_CHECKING:
    from werklandschap.ambitions import AmbitionSet, Gap, Stacked, Target


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A target, today's figure and what is still open, ready to be shown."""

    target: "Target"
    figure: Shown | None
    label: Text
    unit: str
    sign: str
    outcome: str
    outcome_label: Text
    open: float | None
    least: float | None
    most: float | None
    wanted_x: float
    today_x: float | None
    low_x: float
    high_x: float
    set_label: Text

    @property
    def bar_x(self) -> float:
        """Where the bar of what is open begins, in %."""
        return min(self.wanted_x, self.today_x or 0.0)

    @property
    def bar_width(self) -> float:
        """How wide that bar is, in %."""
        return abs(self.wanted_x - (self.today_x or 0.0))

    @property
    def whisker_width(self) -> float:
        """How far today's figure may lie apart, in %."""
        return max(self.high_x - self.low_x, 0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """What the page of an ambition shows."""

    ambition: Ambition | None
    sets: "Sequence[AmbitionSet]"
    rows: Sequence[Row]
    conflicts: Sequence[Mapping[str, Any]]
    overruled: Sequence[Mapping[str, Any]]
    met: int
    not_met: int
    unknown: int


def current(park: Park) -> Ambition | None:
    """Find the ambition that counts for a park: its own, or that of its municipality."""
    now = Ambition.objects.filter(is_current=True)
    own = now.filter(park=park).first()
    if own is not None or not park.municipality_code:
        return own
    return now.filter(park=None, municipality_code=park.municipality_code).first()


def own_set(name: str, targets: Iterable[Mapping[str, Any]]) -> "AmbitionSet":
    """Make a set of the targets that people added themselves."""
    from werklandschap.ambitions import ambition_set

    reference = {
        "title": name,
        "publisher": "werklandschap",
        "year": 2026,
        "url": "docs/how-to/ambitions.md",
    }
    return ambition_set(
        "own",
        {
            "version": "1",
            "label": {"nl": name, "en": name},
            "status": {"nl": "eigen doel", "en": "own target"},
            "reference": reference,
            "targets": [{"mark": "choice", **target} for target in targets],
        },
    )


def sets_of(ambition: Ambition | None) -> "list[AmbitionSet]":
    """List the sets of an ambition: its own targets first."""
    from werklandschap.ambitions import shipped

    if ambition is None:
        return []
    own = [own_set(ambition.name, ambition.targets)] if ambition.targets else []
    known = shipped()
    return [*own, *(known[name] for name in ambition.sets if name in known)]


def stacked_of(ambition: Ambition | None) -> "Stacked":
    """Put the sets of an ambition on top of each other."""
    from werklandschap.ambitions import stacked

    return stacked(sets_of(ambition))


def shape_of(park: Park, scan: Scan | None) -> Shape:
    """Compare a park as a scan found it with what people want of it."""
    ambition = current(park)
    stack = stacked_of(ambition)
    sets = sets_of(ambition)
    figures = words.shown(scan, scan.figures.all()) if scan else {}
    rows = [
        _row(gap, figures.get(gap.target.indicator), sets)
        for gap in gaps_of(figures, stack.targets)
        if gap.target.indicator in words.catalogue()
    ]
    outcomes = [row.outcome for row in rows]
    return Shape(
        ambition=ambition,
        sets=sets,
        rows=rows,
        conflicts=[_conflict(each) for each in stack.conflicts],
        overruled=[_told(each, sets) for each in stack.overruled],
        met=outcomes.count("met"),
        not_met=outcomes.count("not_met"),
        unknown=outcomes.count("unknown"),
    )


def gaps_of(figures: Mapping[str, Shown], targets: "Sequence[Target]") -> "list[Gap]":
    """Compare figures with targets."""
    from werklandschap.ambitions import Figure, gap

    known = {
        name: Figure(
            words.number(each.value), words.number(each.low), words.number(each.high)
        )
        for name, each in figures.items()
    }
    return gap(known, targets)


def _row(gap: "Gap", figure: Shown | None, sets: "Sequence[AmbitionSet]") -> Row:
    target = gap.target
    indicator = words.catalogue()[target.indicator]
    ends = [
        each
        for each in (0.0, target.value, gap.figure.low, gap.figure.high)
        if not math.isnan(each)
    ]
    start, span = min(ends), (max(ends) - min(ends)) or 1.0

    def place(value: float) -> float:
        return round(100 * (value - start) / span, 2)

    is_known = not math.isnan(gap.figure.value)
    return Row(
        target=target,
        figure=figure,
        label=indicator.label,
        unit=str(indicator.unit),
        sign="≥" if target.operator == ">=" else "≤",
        outcome=str(gap.outcome),
        outcome_label=gap.outcome.label,
        open=_or_none(gap.open),
        least=_or_none(gap.least),
        most=_or_none(gap.most),
        wanted_x=place(target.value),
        today_x=place(gap.figure.value) if is_known else None,
        low_x=place(gap.figure.low) if is_known else 0.0,
        high_x=place(gap.figure.high) if is_known else 0.0,
        set_label=_set_label(target, sets),
    )


def _set_label(target: "Target", sets: "Sequence[AmbitionSet]") -> Text:
    return next(each.label for each in sets if each.name == target.from_set)


def _told(target: "Target", sets: "Sequence[AmbitionSet]") -> dict[str, Any]:
    indicator = words.catalogue().get(target.indicator)
    return {
        "label": indicator.label
        if indicator
        else Text(target.indicator, target.indicator),
        "unit": str(indicator.unit) if indicator else "",
        "sign": "≥" if target.operator == ">=" else "≤",
        "target": target,
        "set_label": _set_label(target, sets),
    }


def _conflict(conflict: Any) -> dict[str, Any]:
    indicator = words.catalogue()[conflict.at_least.indicator]
    return {
        "label": indicator.label,
        "unit": str(indicator.unit),
        "at_least": conflict.at_least,
        "at_most": conflict.at_most,
    }


def _or_none(number: float) -> float | None:
    return None if math.isnan(number) else number


def initial_of(park: Park) -> dict[str, Any]:
    """Give what stands in the form of an ambition before somebody changes it."""
    from werklandschap.core.units import Unit

    ambition = current(park)
    if ambition is None:
        return {"name": park.name, "sets": ["green_basis"]}
    told: dict[str, Any] = {
        "name": ambition.name,
        "sets": ambition.sets,
        "for_municipality": ambition.park_id is None,
    }
    for number, target in enumerate(ambition.targets, start=1):
        indicator = words.catalogue().get(target["indicator"])
        is_share = indicator is not None and indicator.unit is Unit.SHARE
        told[f"indicator_{number}"] = target["indicator"]
        told[f"operator_{number}"] = target["operator"]
        told[f"value_{number}"] = target["value"] * (100 if is_share else 1)
        told[f"year_{number}"] = target["year"]
    return told
