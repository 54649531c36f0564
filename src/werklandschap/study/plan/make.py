"""Making a plan: find candidates and their effects, choose, simulate again, correct."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pandas as pd

from werklandschap.core.errors import WerklandschapError
from werklandschap.core.text import Text
from werklandschap.indicators import INDICATORS
from werklandschap.landscape import Landscape
from werklandschap.measures.maintenance import PlannedWork
from werklandschap.study.plan.asked import Asked, needed_parts, place_of, with_decided
from werklandschap.study.plan.calendar import years_of
from werklandschap.study.plan.candidates import candidates
from werklandschap.study.plan.choice import binding
from werklandschap.study.plan.explain import next_steps, offers, parts_of
from werklandschap.study.plan.goal import Goal
from werklandschap.study.plan.model import rows_of
from werklandschap.study.plan.outcome import Checked, Plan
from werklandschap.study.plan.proof import Solved, solved
from werklandschap.study.plan.trained import trained
from werklandschap.study.plan.worth import with_worth
from werklandschap.study.progress import Tell, nobody
from werklandschap.study.simulate import lacking
from werklandschap.study.what_if import CELL_M, Part, Standing

_NOT_PLANNED = frozenset({"solar_roofs", "plot_water", "pond_origins"})


_FIRST = Text("eerste antwoord, van de kaart", "first answer, from the map")
_TODAY = Text("het terrein zoals het is", "the park as it is")
_SITES = Text("plekken voor maatregelen", "sites of measures")
_WHY = Text("waarom, en wat anders", "why, and what else")


@dataclass(eq=False)
class NothingMeasured(WerklandschapError):
    """None of the indicators of a goal has a value here."""

    code: ClassVar[str] = "plan.nothing_measured"
    message: ClassVar[Text] = Text(
        nl="Geen van de doelen is hier te meten ({names}): er ontbreken gegevens of een "
        "simulatie.",
        en="None of the targets can be measured here ({names}): data or a simulation are "
        "missing.",
    )

    names: str


@dataclass(eq=False)
class NowhereToGo(WerklandschapError):
    """No measure fits anywhere."""

    code: ClassVar[str] = "plan.nowhere_to_go"
    message: ClassVar[Text] = Text(
        nl="Op dit terrein past geen enkele maatregel die bijdraagt aan dit doel, binnen "
        "wat mag.",
        en="No measure that helps this goal fits on this park, within what is allowed.",
    )


def make_plan(
    landscape: Landscape,
    goal: Goal,
    *,
    parts: Collection[Part] = ("heat", "water"),
    weather: pd.DataFrame | None = None,
    planned: Sequence[PlannedWork] = (),
    cell_m: float = CELL_M,
    tell: Tell = nobody,
    answer: Callable[[Plan], None] = lambda _: None,
) -> Plan:
    """Make the best plan for a park.

    Parameters
    ----------
    landscape : Landscape
        The place; its table ``parks`` has one row.
    goal : Goal
        What is asked.
    parts : collection of {"heat", "water"}
        What may be simulated; only what the goal looks at is.
    weather : DataFrame, optional
        Table ``weather_hours``.
    planned : sequence of PlannedWork
        Planned maintenance.
    cell_m : float
        Size of the cells of simulations. [m]
    tell : callable
        Is told each step when it begins.
    answer : callable
        Is given a first plan, from the map alone, before simulations begin.

    Raises
    ------
    WerklandschapError
        If nothing of the goal can be measured, nothing fits, or everything that was
        drawn lies outside.
    """
    asked = with_decided(
        Asked(
            landscape=landscape,
            goal=goal,
            parts=needed_parts(goal.indicators, parts),
            weather=weather,
            planned=planned,
            cell_m=cell_m,
            tell=tell,
        )
    )
    if asked.parts:
        tell(_FIRST)
        first = _first_plan(asked)
        if first is not None:
            answer(first)
    tell(_TODAY)
    return _plan(asked, place_of(asked, asked.parts), stage="whole")


def _first_plan(asked: Asked) -> Plan | None:
    """Answer from the map alone, out of some candidates; None if it cannot tell."""
    place = place_of(asked, ())
    few = int(asked.landscape.assumptions["plan.first_candidates_count"])
    try:
        return _plan(asked, place, stage="first", most=few)
    except (NothingMeasured, NowhereToGo):
        return None


def _plan(
    asked: Asked, place: Standing, *, stage: str, most: int | None = None
) -> Plan:
    goal, figures = asked.goal, dict(place.figures)
    known = [name for name in goal.indicators if not np.isnan(figures[name])]
    first = asked.landscape.on.year + 1
    years = years_of(goal, asked.planned, first=first)
    rows = rows_of(goal, known, last=years[-1])
    if not rows:
        raise NothingMeasured(", ".join(goal.indicators))
    asked.tell(_SITES)
    found = candidates(place.landscape, goal, most=most)
    if not found:
        raise NowhereToGo
    offered = trained(
        place,
        found,
        goal,
        rows,
        years=years,
        planned=asked.planned,
        tell=asked.tell,
    )
    if goal.objective == "better_off":
        offered = with_worth(offered, place.landscape)
    best = solved(place, offered, goal, tell=asked.tell)
    return _told(asked, place, best, stage)


def _told(asked: Asked, place: Standing, found: Solved, stage: str) -> Plan:
    """Put everything about a package together."""
    asked.tell(_WHY)
    rows, package, wish = found.menu.rows, found.package, found.wish
    signs = np.array([row.sign for row in rows], np.float64)
    before = np.array([place.figures[row.indicator] for row in rows], np.float64)
    predicted = before + signs * package.gain
    limits = asked.landscape.assumptions
    is_whole = stage == "whole"
    names = asked.goal.indicators
    return Plan(
        stage="whole" if is_whole else "first",
        park_id=str(asked.landscape.parks.index[0]),
        name=str(asked.landscape.parks["name"].iloc[0]),
        on=asked.landscape.on,
        goal=asked.goal,
        checked=tuple(
            Checked(
                row=row,
                before=float(before[k]),
                predicted=float(predicted[k]),
                simulated=float(before[k] + found.added[k]),
                error_share=float(found.error[k]),
                lacks=float(package.shortfall[k]),
            )
            for k, row in enumerate(rows)
        ),
        parts=parts_of(
            found.menu,
            wish,
            package,
            explained=int(limits["plan.explained_count"]) if is_whole else 0,
        ),
        decided_eur=asked.decided_eur,
        next_steps=next_steps(found.menu, wish, package),
        front=offers(found.menu, wish, before.tolist()) if is_whole else (),
        rounds=found.rounds,
        binding=() if package.is_enough else tuple(binding(found.menu.options, wish)),
        candidates=len(found.menu.found),
        gap_share=package.gap,
        drawn_outside=asked.drawn_outside,
        is_generated=asked.landscape.is_generated,
        lacks=frozenset()
        if place.scene is None
        else lacking(place.landscape, place.scene),
        worth_eur=_worth_of(found),
        not_measured=tuple(n for n in names if np.isnan(place.figures[n])),
        not_planned=tuple(n for n in names if _looks_at(n, _NOT_PLANNED)),
        before=place.landscape,
        after=found.seen[max(found.seen)] if found.seen else place.landscape,
    )


def _worth_of(found: Solved) -> dict[str, float]:
    """Add up what a package is worth to each party, if anybody asked."""
    worth = found.menu.worth_eur
    if worth is None:
        return {}
    total = worth[found.package.chosen].sum(axis=0)
    return dict(zip(found.menu.parties, total.tolist(), strict=True))


def _looks_at(indicator: str, layers: Collection[str]) -> bool:
    return bool(set(INDICATORS[indicator].layers) & set(layers))
