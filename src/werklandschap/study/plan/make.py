"""Making a plan: find candidates and their effects, choose, simulate again, correct."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from typing import ClassVar

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from werklandschap.core.errors import WerklandschapError
from werklandschap.core.text import Text
from werklandschap.indicators import INDICATORS
from werklandschap.landscape import Landscape
from werklandschap.measures import Step, carry_out
from werklandschap.measures.maintenance import PlannedWork
from werklandschap.study.cloudburst import SHOWERS
from werklandschap.study.plan.candidates import (
    Candidate,
    candidates,
    in_each_others_way,
)
from werklandschap.study.plan.choice import Package, Wish, binding, choose
from werklandschap.study.plan.costs import investment_eur
from werklandschap.study.plan.effects import map_effects, simulated_effects
from werklandschap.study.plan.explain import next_steps, offers, parts_of
from werklandschap.study.plan.goal import Goal
from werklandschap.study.plan.model import (
    Menu,
    Row,
    corrected,
    menu,
    rows_of,
    wish_of,
    with_pairs,
    years_of,
)
from werklandschap.study.plan.outcome import Checked, Plan, Round
from werklandschap.study.plan.pairs import likely_pairs
from werklandschap.study.progress import Tell, nobody
from werklandschap.study.simulate import lacking
from werklandschap.study.what_if import CELL_M, Part, Standing, outcome, standing

Floats = NDArray[np.float64]

_GAP = 1e-3
_WARM = frozenset({"sky_view", "shade_noon", "shade_afternoon", "pet", "cool_distance"})
_NOT_PLANNED = frozenset({"solar_roofs", "plot_water", "pond_origins"})
_FACTORS = (0.1, 10.0)

_FIRST = Text("eerste antwoord, van de kaart", "first answer, from the map")
_TODAY = Text("het terrein zoals het is", "the park as it is")
_SITES = Text("plekken voor maatregelen", "sites of measures")
_MAP = Text("effecten op de kaart", "effects on the map")
_PAIRS = Text("wat onderdelen samen doen", "what parts do together")
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


@dataclass(eq=False)
class DrawnOutside(WerklandschapError):
    """Everything that was drawn lies outside the park."""

    code: ClassVar[str] = "plan.drawn_outside"
    message: ClassVar[Text] = Text(
        nl="Alle {number} getekende maatregelen liggen buiten het terrein. Teken in RD "
        "(EPSG:28992), binnen de grens.",
        en="All {number} measures that were drawn lie outside the park. Draw in RD New "
        "(EPSG:28992), within its border.",
    )

    number: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Asked:
    """A question for a plan: the place, the goal, and what to calculate with."""

    landscape: Landscape
    goal: Goal
    decided_eur: float = 0.0
    drawn_outside: int = 0
    parts: Collection[Part] = ("heat", "water")
    weather: pd.DataFrame | None = None
    planned: Sequence[PlannedWork] = ()
    cell_m: float = CELL_M
    tell: Tell = field(default=nobody)


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
    decided, decided_eur, outside = _decided(landscape, goal)
    asked = Asked(
        landscape=decided,
        goal=goal,
        decided_eur=decided_eur,
        drawn_outside=outside,
        parts=_needed_parts(goal, parts),
        weather=weather,
        planned=planned,
        cell_m=cell_m,
        tell=tell,
    )
    if asked.parts:
        tell(_FIRST)
        first = _first_plan(asked)
        if first is not None:
            answer(first)
    tell(_TODAY)
    place = _place(asked, asked.parts)
    return _plan(asked, place, stage="whole")


def _decided(landscape: Landscape, goal: Goal) -> tuple[Landscape, float, int]:
    """Carry out what is decided; give its cost, and how much lies outside."""
    if not goal.drawn:
        return landscape, 0.0, 0
    outline = landscape.parks.geometry.union_all()
    drawn = [place.geometry for step in goal.drawn for place in step.places]
    outside = sum(not outline.intersects(shape) for shape in drawn)
    if outside == len(drawn):
        raise DrawnOutside(outside)
    change = carry_out(landscape, goal.drawn)
    cost = investment_eur(change.works, landscape.assumptions)
    return change.landscape, cost, outside


def _layers(goal: Goal) -> set[str]:
    return {layer for name in goal.indicators for layer in INDICATORS[name].layers}


def _needed_parts(goal: Goal, parts: Collection[Part]) -> tuple[Part, ...]:
    layers = _layers(goal)
    is_wet = layers & {*SHOWERS, "flood_speed_70", "rain_year"}
    needed: dict[Part, bool] = {"heat": bool(layers & _WARM), "water": bool(is_wet)}
    return tuple(part for part in needed if needed[part] and part in parts)


def _showers(goal: Goal) -> tuple[str, ...]:
    layers = _layers(goal)
    if "flood_speed_70" in layers:
        layers.add("flood_70")
    return tuple(name for name in SHOWERS if name in layers)


def _place(asked: Asked, parts: Collection[Part]) -> Standing:
    return standing(
        asked.landscape,
        parts=parts,
        showers=_showers(asked.goal),
        weather=asked.weather,
        cell_m=asked.cell_m,
        indicators=asked.goal.indicators,
    )


def _first_plan(asked: Asked) -> Plan | None:
    """Answer from the map alone, out of some candidates; None if it cannot tell."""
    place = _place(asked, ())
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
    found = candidates(place.landscape, goal)[:most]
    if not found:
        raise NowhereToGo
    offered = _menu(asked, place, found, rows, years)
    solved = _solved(asked, place, offered)
    return _told(asked, place, solved, stage)


def _menu(
    asked: Asked,
    place: Standing,
    found: Sequence[Candidate],
    rows: Sequence[Row],
    years: Sequence[int],
) -> Menu:
    """Offer candidates with their effects, alone and in pairs."""
    names = [row.indicator for row in rows]
    asked.tell(_MAP)
    alone = _effects(asked, place, [(each,) for each in found], names)
    groups = in_each_others_way(found, asked.goal)
    offered = menu(
        found,
        alone,
        asked.goal,
        rows,
        years=years,
        groups=groups,
        planned=asked.planned,
        assumptions=asked.landscape.assumptions,
    )
    pairs = likely_pairs(
        found, alone, groups, most=int(place.landscape.assumptions["plan.pairs_count"])
    )
    if not len(pairs):
        return offered
    asked.tell(_PAIRS)
    items = [(found[a], found[b]) for a, b in pairs.tolist()]
    both = _effects(asked, place, items, names)
    return with_pairs(offered, pairs, both - alone[pairs].sum(axis=1))


def _effects(
    asked: Asked,
    place: Standing,
    items: Sequence[tuple[Candidate, ...]],
    names: Sequence[str],
) -> Floats:
    by_map = map_effects(place, items, names)
    by_simulation = simulated_effects(place, items, names, tell=asked.tell)
    total: Floats = by_map + by_simulation
    return total


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Solved:
    """A package of a menu, and what simulating it in full gave; and all rounds."""

    menu: Menu
    wish: Wish
    package: Package
    added: Floats
    error: Floats
    rounds: tuple[Round, ...] = ()

    @property
    def lacks(self) -> float:
        """What is short of targets, simulated, as shares of what is needed, added up."""
        needed = self.wish.needed
        is_asked = np.isfinite(needed) & (needed > 0)
        signs = np.array([row.sign for row in self.menu.rows], np.float64)
        short = np.maximum(needed - signs * self.added, 0)[is_asked]
        return float((short / needed[is_asked]).sum())


def _solved(asked: Asked, place: Standing, offered: Menu) -> _Solved:
    """Choose and simulate in full, correct the model, and choose again."""
    limits = asked.landscape.assumptions
    figures = dict(place.figures)
    tried: list[_Solved] = []
    for number in range(1, int(limits["plan.most_rounds_count"]) + 1):
        asked.tell(
            Text(
                f"kiezen en narekenen, ronde {number}",
                f"choosing and simulating, round {number}",
            )
        )
        wish = wish_of(asked.goal, offered, figures)
        package = choose(offered.options, wish, gap=_GAP)
        tried.append(_simulated(place, offered, wish, package))
        if tried[-1].error.max() <= limits["plan.close_enough_share"]:
            break
        offered = corrected(offered, _factors(tried[-1]))
    best = min(tried, key=lambda each: (round(each.lacks, 4), each.package.cost_eur))
    if tried[-1].error.max() <= limits["plan.close_enough_share"]:
        best = tried[-1]
    return replace(best, rounds=tuple(_round(each, figures) for each in tried))


def _simulated(place: Standing, offered: Menu, wish: Wish, package: Package) -> _Solved:
    """Carry a package out as it stands in each year that counts, and measure."""
    added = np.zeros(len(offered.rows))
    for year in sorted({row.year for row in offered.rows}):
        steps = _steps(offered, package, until=year)
        figures = outcome(place, steps).figures if steps else place.figures
        for k, row in enumerate(offered.rows):
            if row.year == year:
                name = row.indicator
                added[k] = figures[name] - place.figures[name]
    signs = np.array([row.sign for row in offered.rows], np.float64)
    asked = np.where(np.isfinite(wish.needed), np.abs(wish.needed), 0)
    size = np.maximum(np.abs(added), np.maximum(asked / 10, 1e-12))
    error = np.abs(signs * package.gain - added) / size
    return _Solved(menu=offered, wish=wish, package=package, added=added, error=error)


def _steps(offered: Menu, package: Package, *, until: int) -> list[Step]:
    """List what is carried out, measure by measure, up to a year."""
    chosen = np.flatnonzero(package.chosen & (offered.year <= until))
    places: dict[str, list[Step]] = {}
    for option in chosen:
        step = offered.of(int(option)).step
        places.setdefault(step.measure, []).append(step)
    return [
        Step(name, tuple(place for step in steps for place in step.places))
        for name, steps in places.items()
    ]


def _factors(solved: _Solved) -> Floats:
    """Scale the gains of measures that were chosen to what was simulated, per row.

    Measures that are not in the package keep what their own simulation gave.
    """
    known, package = solved.menu, solved.package
    signs = np.array([row.sign for row in known.rows], np.float64)
    predicted, simulated = package.gain, signs * solved.added
    counts = np.abs(predicted) > 1e-12
    ratio = np.divide(simulated, predicted, out=np.ones_like(predicted), where=counts)
    names = np.array([each.measure.name for each in known.found])[known.candidate]
    chosen = np.isin(names, names[package.chosen])
    return np.where(chosen[:, None], np.clip(ratio, *_FACTORS), 1.0)


def _round(solved: _Solved, figures: dict[str, float]) -> Round:
    rows = solved.menu.rows
    signs = np.array([row.sign for row in rows], np.float64)
    before = np.array([figures[row.indicator] for row in rows], np.float64)
    return Round(
        cost_eur=solved.package.cost_eur,
        predicted=tuple((before + signs * solved.package.gain).tolist()),
        simulated=tuple((before + solved.added).tolist()),
        error_share=float(solved.error.max()),
    )


def _told(asked: Asked, place: Standing, solved: _Solved, stage: str) -> Plan:
    """Put everything about a package together."""
    asked.tell(_WHY)
    rows, package, wish = solved.menu.rows, solved.package, solved.wish
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
                simulated=float(before[k] + solved.added[k]),
                error_share=float(solved.error[k]),
                lacks=float(package.shortfall[k]),
            )
            for k, row in enumerate(rows)
        ),
        parts=parts_of(
            solved.menu,
            wish,
            package,
            explained=int(limits["plan.explained_count"]) if is_whole else 0,
        ),
        decided_eur=asked.decided_eur,
        next_steps=next_steps(solved.menu, wish, package),
        front=offers(solved.menu, wish, before.tolist()) if is_whole else (),
        rounds=solved.rounds,
        binding=() if package.is_enough else tuple(binding(solved.menu.options, wish)),
        candidates=len(solved.menu.found),
        gap_share=package.gap,
        drawn_outside=asked.drawn_outside,
        is_generated=asked.landscape.is_generated,
        lacks=frozenset()
        if place.scene is None
        else lacking(place.landscape, place.scene),
        not_measured=tuple(n for n in names if np.isnan(place.figures[n])),
        not_planned=tuple(n for n in names if _looks_at(n, _NOT_PLANNED)),
    )


def _looks_at(indicator: str, layers: Collection[str]) -> bool:
    return bool(set(INDICATORS[indicator].layers) & set(layers))
