"""How far a park can get, in words and drawings beside its ambition."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from uuid import UUID

from werklandschap.core.text import Text
from werklandschap.web.jobs.models import Run
from werklandschap.web.plans.actions.reach import KIND
from werklandschap.web.plans.queries import landscape
from werklandschap.web.scans.models import Scan
from werklandschap.web.scans.queries import store, words
from werklandschap.web.theme.queries import written

if TYPE_CHECKING:
    from werklandschap.ambitions import Stacked
    from werklandschap.study.plan.reach import Reach

_WIDTH, _HEIGHT, _EDGE = 160, 60, 4
_FIRST_Y, _BAR_PX = 2, 10
_ROUND_TO = -4
_ENDS = 2
"""The points of a curve of which only both ends are known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known of how far a park can get; ``open`` is what is still being found.

    ``is_guess`` tells that no run found the reaches, but the page itself, from the map.
    """

    falls: Sequence[dict[str, Any]]
    reaches: Sequence[dict[str, Any]]
    open: Run | None
    is_guess: bool = False

    @property
    def is_asked(self) -> bool:
        """Whether anybody asked."""
        return bool(self.falls or self.reaches or self.open)


def known_of(scan: Scan | None) -> Known:
    """Gather what runs found for a scan: the newest of each kind."""
    runs = _runs(scan) if scan else []
    told = [found for run in runs if (found := _told(run)) is not None]
    return Known(
        falls=[_fall(each) for found in told for each in found["falls"]],
        reaches=[_reach(each) for found in told for each in found["reaches"]],
        open=next((run for run in runs if run.is_open), None),
    )


def or_guessed(known: Known, scan: Scan, stack: "Stacked") -> Known:
    """Guess from the map alone what no run found yet; takes a few seconds the first time."""
    if known.reaches:
        return known
    wanted = tuple((name, side) for name, side in wanted_of(stack))
    told = [_reach(dict(each)) for each in _guessed(scan.pk, wanted)]
    return replace(known, reaches=told, is_guess=True)


@lru_cache(maxsize=16)
def _guessed(
    scan_id: UUID, wanted: tuple[tuple[str, str], ...]
) -> tuple[Mapping[str, Any], ...]:
    from werklandschap.ambitions import Operator
    from werklandschap.study.plan.first_reach import first_reaches

    composed = {each.name for each in landscape.composed()}
    asked = [(name, Operator(side)) for name, side in wanted if name in composed]
    known = landscape.landscape_of(Scan.objects.get(pk=scan_id))
    found = first_reaches(known, asked)
    return tuple(_rounded(each) for each in found if len(each.points) == _ENDS)


def _rounded(each: "Reach") -> dict[str, Any]:
    """Tell a guess no more exactly than it is."""
    from werklandschap.study.plan.reach import as_told

    told = as_told(each)
    for point in told["points"]:
        point["invest_eur"] = round(point["invest_eur"], _ROUND_TO)
    return told


def wanted_of(stack: "Stacked") -> list[list[str]]:
    """List of what the range is asked: all targets that count or come with the platform."""
    from werklandschap.ambitions import shipped

    every = [
        *stack.targets,
        *(each for one in shipped().values() for each in one.targets),
    ]
    pairs = dict.fromkeys(
        (each.indicator, str(each.operator))
        for each in every
        if each.indicator in words.catalogue()
    )
    return [list(pair) for pair in pairs]


def for_form(known: Known) -> dict[str, dict[str, Any]]:
    """Tell per indicator and side what a field says beside it."""
    return {
        f"{each['indicator']} {each['operator']}": {
            "scale": 100 if each["unit"] == "share" else 1,
            "today": each["today"],
            "best": each["best"],
            "points": [
                [point["value"], point["invest_eur"]] for point in each["points"]
            ],
            "told": _in_words(each),
            "is_guess": known.is_guess,
        }
        for each in known.reaches
    }


def _in_words(each: Mapping[str, Any]) -> list[str]:
    return [written(each[name], each["unit"]) for name in ("today", "best")]


def _runs(scan: Scan) -> list[Run]:
    """Find the newest run from the map alone, and the newest with simulations."""
    runs = Run.objects.filter(kind=KIND, parameters__scan=str(scan.pk))
    newest: dict[bool, Run] = {}
    for run in runs.order_by("asked_at"):
        newest[run.parameters["is_simulated"]] = run
    return [newest[each] for each in sorted(newest)]


def _told(run: Run) -> dict[str, Any] | None:
    return _read(run.result_hash) if run.status == Run.Status.DONE else None


@lru_cache(maxsize=32)
def _read(digest: str) -> dict[str, Any] | None:
    from werklandschap.store.results import NoSuchResult

    try:
        place = store.the_results().file(digest, "reach.json")
    except NoSuchResult:
        return None
    told: dict[str, Any] = json.loads(place.read_text("utf-8"))
    return told


def _named(told: Mapping[str, Any]) -> dict[str, Any]:
    indicator = words.catalogue().get(told["indicator"])
    label = indicator.label if indicator else Text(told["indicator"], told["indicator"])
    return {
        **told,
        "label": label,
        "unit": str(indicator.unit) if indicator else "",
        "sign": "≥" if told["operator"] == ">=" else "≤",
    }


def _fall(told: Mapping[str, Any]) -> dict[str, Any]:
    """Place the steps of a waterfall, in % of the width of a drawing."""
    ends = (told["today"], told["anyway"], told["planned"], told["value"])
    place = _scale((0.0, *ends))
    bars = [
        _bar("today", 0.0, told["today"], place),
        _bar("anyway", told["today"], told["anyway"], place),
        _bar("planned", told["anyway"], told["planned"], place),
    ]
    if told["open"]:
        bars.append(_bar("open", told["planned"], told["value"], place))
    for row, bar in enumerate(bars):
        bar["y"] = _FIRST_Y + row * _BAR_PX
    return {
        **_named(told),
        "added_anyway": told["anyway"] - told["today"],
        "added_by_plan": told["planned"] - told["anyway"],
        "bars": bars,
        "target_x": place(told["value"]),
    }


def _bar(name: str, start: float, end: float, place: Any) -> dict[str, Any]:
    left, right = sorted((place(start), place(end)))
    return {"name": name, "x": left, "width": round(right - left, 2)}


def _reach(told: Mapping[str, Any]) -> dict[str, Any]:
    """Draw the curve of what a figure costs: away from today to the right, euros upwards."""
    points = told["points"]
    way = _scale([point["value"] for point in points] or [0.0])
    across = way if told["best"] >= told["today"] else lambda value: 100 - way(value)
    up = _scale([point["invest_eur"] for point in points] or [0.0])
    line = " ".join(
        f"{across(point['value']) / 100 * (_WIDTH - 2 * _EDGE) + _EDGE:.1f},"
        f"{_HEIGHT - _EDGE - up(point['invest_eur']) / 100 * (_HEIGHT - 2 * _EDGE):.1f}"
        for point in points
    )
    can_change = len(points) > 1 and told["best"] != told["today"]
    return {
        **_named(told),
        "line": line,
        "can_change": can_change,
        "invest_eur": points[-1]["invest_eur"] if points else 0.0,
        "half": points[len(points) // 2]
        if len(points) > _ENDS and can_change
        else None,
    }


def _scale(values: Iterable[float]) -> Any:
    known = list(values)
    low, span = min(known), (max(known) - min(known)) or 1.0

    def place(value: float) -> float:
        return round(100 * (value - low) / span, 2)

    return place
