"""How one park goes on: its steps, commitments, suggestions and examples to follow."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from django.db.models import Prefetch

from werklandschap.core.text import Text
from werklandschap.governance.following import Finding, Followed, Missed, Pace, look
from werklandschap.governance.ladder import IN_SWARM, Status
from werklandschap.governance.programme import steps
from werklandschap.governance.recommend import rules
from werklandschap.governance.similar import most_similar
from werklandschap.web.parks import figures
from werklandschap.web.parks.models import Park
from werklandschap.web.plans.queries import planning
from werklandschap.web.programme.models import (
    Commitment,
    Partnership,
    Recommendation,
    StepEvent,
)
from werklandschap.web.scans.queries import page
from werklandschap.web.scans.queries.words import catalogue
from werklandschap.web.theme.queries import told, written

_FEATURES = ("paved_share", "green_share", "extreme_heat_share", "canopy_share")
_EXAMPLES = 3
_MOST_MEASURES = 4


@dataclass(frozen=True, slots=True)
class StepOf:
    """A step of the toolbox, and how a park stands in it."""

    name: str
    label: Text
    kind: str
    since: date | None
    days: int | None
    note: str
    times: int

    @property
    def state(self) -> Text:
        """Whether it was begun, done, skipped or not yet."""
        return _STATES[self.kind]


_STATES = {
    "": Text("nog niet begonnen", "not begun yet"),
    "STARTED": Text("mee bezig", "going on"),
    "DONE": Text("gedaan", "done"),
    "SKIPPED": Text("overgeslagen", "skipped"),
}


@dataclass(frozen=True, slots=True)
class Suggested:
    """A suggestion in words."""

    row: Recommendation
    text: Text
    step: Text


@dataclass(frozen=True, slots=True)
class Example:
    """A similar park that is a step further, and what it did.

    ``ahead`` are the steps that it has done and the other has not; ``measures`` are in the
    plan that it accepted, with ``label``, ``quantity`` and ``unit``.
    """

    park: Park
    status: Text
    ahead: Sequence[Text]
    measures: Sequence[Mapping[str, Any]]


def partnership_of(park: Park) -> Partnership | None:
    """Find the partnership of a park, if it ever applied."""
    return (
        Partnership.objects.filter(park=park)
        .exclude(status="")
        .select_related("park", "contact", "deal")
        .first()
    )


def in_short(park: Park) -> Sequence[Text]:
    """Tell what the newest scan says in a few sentences; nothing where there is none."""
    scan = page.scan_for(park)
    return page.page_of(scan).in_short if scan else []


def plan_of(park: Park) -> dict[str, Any] | None:
    """Give the plan that counts: what it costs, within which range, and its measures."""
    plan = planning.accepted(park)
    if plan is None:
        return None
    package = planning.package_of(plan)
    return {
        "plan": plan,
        "package": package,
        "cost_eur": plan.result["cost_eur"],
        "low_eur": sum(row["low_eur"] for row in package),
        "high_eur": sum(row["high_eur"] for row in package),
    }


def label_of(status: str) -> Text:
    """Give the name of a status."""
    return Status(status).label


def is_in_swarm(partnership: Partnership | None) -> bool:
    """Tell whether a park takes part."""
    return partnership is not None and partnership.status in IN_SWARM


def history_of(partnership: Partnership) -> list[dict[str, Any]]:
    """List the steps on the ladder, newest first, with reason and evidence."""
    return [
        {"change": each, "label": label_of(each.after)}
        for each in reversed(partnership.changes.all())
    ]


def lineage_of(park: Park) -> list[Park]:
    """List the parks that went into a park, nearest first."""
    found: list[Park] = []
    to_do = [park]
    while to_do:
        for each in to_do.pop(0).origins.select_related("former"):
            if each.former not in found and each.former != park:
                found.append(each.former)
                to_do.append(each.former)
    return found


def steps_of(partnership: Partnership, *, on: date) -> list[StepOf]:
    """Tell of every step of the toolbox how it stands, with the days in it.

    Parameters
    ----------
    partnership : Partnership
        The park.
    on : date
        Today.
    """
    events: dict[str, list[StepEvent]] = {}
    for each in partnership.step_events.all():
        events.setdefault(each.step, []).append(each)
    return [
        _step(name, step.label, events.get(name, []), on)
        for name, step in steps().items()
    ]


def by_state(found: Sequence[StepOf]) -> list[tuple[Text, list[StepOf]]]:
    """Group steps by how they stand, for a page with little room: done ones first."""
    groups = [
        (_STATES[kind], [each for each in found if each.kind == kind])
        for kind in ("DONE", "STARTED", "SKIPPED", "")
    ]
    return [(state, own) for state, own in groups if own]


def _step(name: str, label: Text, events: Sequence[StepEvent], on: date) -> StepOf:
    if not events:
        return StepOf(name, label, "", None, None, "", 0)
    newest = events[-1]
    is_busy = newest.kind == StepEvent.Kind.STARTED
    times = sum(each.kind == StepEvent.Kind.DONE for each in events)
    days = (on - newest.on).days if is_busy else None
    return StepOf(name, label, newest.kind, newest.on, days, newest.note, times)


def commitments_of(partnership: Partnership) -> list[Commitment]:
    """List the commitments of a park and of those that went into it, first due first."""
    parks = [partnership.park, *lineage_of(partnership.park)]
    return list(Commitment.objects.filter(partnership__park__in=parks))


def pace_of(partnership: Partnership, *, on: date) -> Finding:
    """Find out whether a park fades.

    Parameters
    ----------
    partnership : Partnership
        The park.
    on : date
        Today.
    """
    return _paces([partnership], on=on)[partnership.pk]


def fading(
    partnerships: Sequence[Partnership], *, on: date
) -> list[tuple[Partnership, Finding]]:
    """List the parks that are quiet or fade, worst first.

    Parameters
    ----------
    partnerships : sequence of Partnership
        Among these.
    on : date
        Today.
    """
    found = _paces(partnerships, on=on)
    order = (Pace.FADING, Pace.QUIET)
    slow = [
        (each, found[each.pk]) for each in partnerships if found[each.pk].pace in order
    ]
    return sorted(
        slow, key=lambda pair: (order.index(pair[1].pace), pair[0].last_heard_on)
    )


def _paces(partnerships: Sequence[Partnership], *, on: date) -> Mapping[int, Finding]:
    """Look at several parks, with the questions that all of them need asked once."""
    missed: dict[int, list[Missed]] = {}
    late = Commitment.objects.filter(
        partnership__in=[each.pk for each in partnerships],
        kept_on=None,
        dropped_on=None,
        due_on__lt=on,
    )
    for each in late:
        missed.setdefault(each.partnership_id, []).append(
            Missed(each.party, each.what, each.due_on)
        )
    busy = _busy_steps(partnerships)
    gaps = _gaps(on)
    return {
        each.pk: look(
            Followed(
                last_heard_on=each.last_heard_on,
                missed=missed.get(each.pk, ()),
                open_step=busy.get(each.pk),
                gaps_of_peers_day=[
                    days
                    for key, days in gaps.get(
                        (each.park.province_code, each.status), ()
                    )
                    if key != each.pk
                ],
            ),
            on=on,
        )
        for each in partnerships
    }


def _busy_steps(partnerships: Sequence[Partnership]) -> Mapping[int, Text]:
    newest: dict[tuple[int, str], str] = {}
    events = StepEvent.objects.filter(
        partnership__in=[each.pk for each in partnerships]
    )
    for key, step, kind in events.values_list("partnership", "step", "kind"):
        newest[key, step] = kind
    return {
        key: steps()[step].label
        for (key, step), kind in newest.items()
        if kind == StepEvent.Kind.STARTED
    }


def _gaps(on: date) -> Mapping[tuple[str, str], list[tuple[int, int]]]:
    """Tell how long parks have been quiet, by province and status, in days."""
    found: dict[tuple[str, str], list[tuple[int, int]]] = {}
    rows = Partnership.objects.filter(status__in=IN_SWARM).order_by()
    for key, province, status, heard in rows.values_list(
        "pk", "park__province_code", "status", "last_heard_on"
    ):
        found.setdefault((province, status), []).append((key, (on - heard).days))
    return found


def recommendations_of(partnership: Partnership) -> list[Suggested]:
    """List the suggestions of a park in words, what is open first."""
    order = {"BUSY": 0, "PROPOSED": 1, "BLOCKED": 2, "DONE": 3, "NOT_INTERESTED": 4}
    rows = sorted(
        partnership.recommendations.all(), key=lambda each: (order[each.state], each.pk)
    )
    return [
        Suggested(each, _in_words(each), steps()[rules()[each.rule].step].label)
        for each in rows
        if each.rule in rules()
    ]


def in_words(row: Recommendation) -> str:
    """Write a suggestion in the language of the reader."""
    return told(_in_words(row))


def _in_words(row: Recommendation) -> Text:
    values = {name: str(year) for name, year in row.years.items()} | {
        name: written(value, catalogue()[name].unit)
        for name, value in row.figures.items()
    }
    text = rules()[row.rule].text
    return Text(text.nl.format(**values), text.en.format(**values))


def examples_for(partnership: Partnership) -> list[Example]:
    """Find the three most similar public parks that are one step further.

    Further is who has done a step of the toolbox that this park has not; similar is by
    size, age and what was measured.

    Parameters
    ----------
    partnership : Partnership
        The park.
    """
    mine = _done(partnership)
    further = [each for each in _others(partnership) if set(_done(each)) - set(mine)]
    if not further:
        return []
    measured = {name: figures.values_of(name) for name in _FEATURES}
    rows = np.array([_features(each.park, measured) for each in further], dtype=float)
    near = most_similar(
        np.array(_features(partnership.park, measured), dtype=float),
        rows,
        count=_EXAMPLES,
    )
    return [_example(further[row], mine) for row in near]


def _others(partnership: Partnership) -> list[Partnership]:
    others = Partnership.objects.filter(
        status__in=IN_SWARM,
        park__is_public=True,
        park__is_generated=partnership.park.is_generated,
    ).exclude(pk=partnership.pk)
    done = StepEvent.objects.filter(kind=StepEvent.Kind.DONE)
    return list(
        others.select_related("park")
        .defer("park__outline_wkb")
        .prefetch_related(Prefetch("step_events", done, to_attr="steps_done"))
    )


def _done(partnership: Partnership) -> dict[str, None]:
    events = getattr(partnership, "steps_done", None)
    if events is None:
        events = partnership.step_events.filter(kind=StepEvent.Kind.DONE)
    return dict.fromkeys(each.step for each in events)


def _features(park: Park, measured: Mapping[str, Mapping[int, float]]) -> list[float]:
    unknown = float("nan")
    size = park.size_ha
    return [
        float(np.log(size)) if size else unknown,
        float(park.start_year) if park.start_year else unknown,
        *(values.get(park.pk, unknown) for values in measured.values()),
    ]


def _example(partnership: Partnership, mine: Mapping[str, None]) -> Example:
    done = _done(partnership)
    plan = planning.accepted(partnership.park)
    return Example(
        partnership.park,
        label_of(partnership.status),
        [steps()[name].label for name in done if name not in mine],
        planning.package_of(plan)[:_MOST_MEASURES] if plan else [],
    )
