"""Two simulated runs, the park as it is and with the plan, and what they differ in."""

import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from werklandschap.core.text import Text
from werklandschap.indicators import INDICATORS
from werklandschap.landscape import ALTERNATIVES, Landscape
from werklandschap.measures import Family, carry_out
from werklandschap.study.business_case import physics
from werklandschap.study.business_case.effects import Effect, Effects, Shower
from werklandschap.study.business_case.elsewhere import (
    WORLDS,
    reliabilities,
    with_ends,
)
from werklandschap.study.business_case.floods import (
    DAMAGING,
    damage_effects,
    showers,
)
from werklandschap.study.business_case.planned import Planned
from werklandschap.study.business_case.ranges import compared
from werklandschap.study.progress import Tell, nobody
from werklandschap.study.what_if import (
    CELL_M,
    FOUND_BY,
    Part,
    Stage,
    Standing,
    outcome,
    standing,
)

_GREEN = {Family.ROOFS, Family.FACADES, Family.SOIL, Family.TREES, Family.NATURE}
_WET_GREEN = {"wadi", "rain_garden", "pond", "infiltration_field", "natural_bank"}

_TODAY = Text("het terrein zonder het plan", "the park without the plan")
_WITH = Text("het terrein met het plan", "the park with the plan")

_NO_GEOMETRY = Text(
    "Van dit plan is niet bekend waar de maatregelen liggen.",
    "It is not known where the measures of this plan are.",
)
_NOT_SIMULATED = Text(
    "De simulatie van water is niet gedaan.", "Water was not simulated."
)
_NO_YEAR = Text(
    "De regen van een jaar is niet doorgerekend: er is geen weer van een heel jaar.",
    "Rain of a year was not simulated: there is no weather of a whole year.",
)
_NO_DATA = Text(
    "De gegevens die hiervoor nodig zijn, ontbreken.", "The data for this are missing."
)
NOT_LOOKED_AT: Mapping[str, Text] = {
    "gas_saved_m3": Text(
        "Er is geen simulatie van het gasverbruik.", "Use of gas is not simulated."
    ),
    "grid_capacity_avoided_kw": Text(
        "Er is geen simulatie van het stroomnet.", "The power grid is not simulated."
    ),
    "land_released_m2": Text(
        "Het plan maakt geen bouwgrond vrij, of dat is niet bekend.",
        "The plan frees no building land, or that is not known.",
    ),
    "greener_wages_eur": Text(
        "De loonsom op het terrein is niet bekend.", "Wages on the park are not known."
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ready:
    """What physical effects are found from, and where they are put."""

    planned: Planned
    worlds: tuple[tuple[int, Landscape], ...]
    reference: Landscape
    shares: tuple[tuple[int, float], ...]
    found: dict[str, Effect] = field(default_factory=dict)
    missing: dict[str, Text] = field(default_factory=dict)


def physical_effects(
    landscape: Landscape,
    planned: Planned,
    *,
    parts: Collection[Part] = ("heat", "water"),
    weather: pd.DataFrame | None = None,
    cell_m: float = CELL_M,
    tell: Tell = nobody,
) -> Effects:
    """Simulate a park without and with a plan, and find what they differ in.

    Parameters
    ----------
    landscape : Landscape
        The park as it is, with what was decided.
    planned : Planned
        The plan, with the places of its parts.
    parts : collection of {"heat", "water"}
        What is simulated.
    weather : DataFrame, optional
        Table ``weather_hours``, for the rain of a year.
    cell_m : float
        Size of the cells. [m]
    tell : callable
        Is told each step when it begins.

    Notes
    -----
    The water of both runs falls again on the `WORLDS` that the park may be instead: that
    tells between what each effect lies.
    """
    if not any(part.places for part in planned.parts):
        return nothing_simulated(_NO_GEOMETRY)
    tell(_TODAY)
    here = _runs(landscape, planned, parts, weather, cell_m, tell=tell)
    wet: list[Part] = [part for part in parts if part == "water"]
    figures, again = _wet_figures(), []
    for name in WORLDS:
        other = ALTERNATIVES[name]
        tell(_once_more(other.label))
        place = other.apply(landscape)
        again.append(_runs(place, planned, wet, weather, cell_m, figures=figures))
    steps = planned.steps(until=planned.last_year)
    found = with_ends(
        here.effects,
        *(each.effects for each in again),
        reliability=reliabilities(here.place, landscape) if wet else {},
    )
    return replace(
        found,
        compared=compared(
            here.figures, [each.figures for each in again], landscape, steps
        ),
        seconds={
            **here.effects.seconds,
            "again": sum(sum(each.effects.seconds.values()) for each in again),
        },
    )


def _wet_figures() -> tuple[str, ...]:
    """Name the figures that the runs on other worlds are about."""
    return tuple(
        name
        for name, indicator in INDICATORS.items()
        if set(indicator.layers) & FOUND_BY["water"]
    )


def _once_more(label: Text) -> Text:
    return Text(
        f"nog eens zonder en met het plan, als {label.nl}",
        f"once more without and with the plan, with {label.en}",
    )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Runs:
    """Two runs: a park without and with a plan, and what they differ in."""

    place: Standing
    last: Stage
    effects: Effects

    @property
    def figures(self) -> tuple[Mapping[str, float], Mapping[str, float]]:
        """Figures without and with the plan."""
        return self.place.figures, self.last.figures


def _runs(
    landscape: Landscape,
    planned: Planned,
    parts: Collection[Part],
    weather: pd.DataFrame | None,
    cell_m: float,
    *,
    figures: Sequence[str] = (),
    tell: Tell = nobody,
) -> _Runs:
    started = time.perf_counter()
    place = standing(
        landscape,
        parts=parts,
        showers=DAMAGING,
        weather=weather,
        cell_m=cell_m,
        indicators=figures,
    )
    known = time.perf_counter()
    tell(_WITH)
    last = outcome(place, planned.steps(until=planned.last_year))
    done = time.perf_counter()
    effects = _differences(place, last, planned)
    seconds = {
        "without": known - started,
        "with": done - known,
        "effects": time.perf_counter() - done,
    }
    return _Runs(place=place, last=last, effects=replace(effects, seconds=seconds))


def _differences(place: Standing, last: Stage, planned: Planned) -> Effects:
    ready = _ready(place, planned)
    _read_off(ready)
    _simulated(ready, place.landscape, last.landscape)
    rows = showers(place.landscape, last.landscape)
    damage = _damage(ready, rows)
    green = [shape for part in _green_parts(planned) for shape in part]
    return Effects(
        found=ready.found,
        missing=ready.missing,
        showers=rows,
        near_green_share=physics.near_green_share(
            place.landscape,
            green,
            within_m=place.landscape.assumptions["appraisal.near_green_m"],
        ),
        damage=damage,
    )


def nothing_simulated(why: Text) -> Effects:
    """Give effects of which none is known, for a plan that cannot be simulated.

    Parameters
    ----------
    why : Text
        The reason.
    """
    named = (*physics.READINGS, _BY_AGE, *_FROM_SIMULATION)
    missing = dict.fromkeys(named, why)
    return Effects(found={}, missing={**missing, **NOT_LOOKED_AT})


def _ready(place: Standing, planned: Planned) -> _Ready:
    """Carry the plan out up to each of its years, on the map alone."""
    years = sorted({part.year for part in planned.parts})
    worlds = tuple(
        (year, carry_out(place.landscape, planned.steps(until=year)).landscape)
        for year in years
    )
    invested = np.array(
        [sum(p.invest_eur for p in planned.parts if p.year == year) for year in years]
    )
    total = invested.sum()
    even = np.full(len(years), 1 / len(years))
    shares = invested / total if total > 0 else even
    return _Ready(
        planned=planned,
        worlds=worlds,
        reference=place.landscape,
        shares=tuple(zip(years, shares.tolist(), strict=True)),
        missing=dict(NOT_LOOKED_AT),
    )


_BY_AGE = "roof_renewal_put_off_m2"
_FROM_SIMULATION = ("flooded_floor_avoided_m2", "disconnected_m2")


def _read_off(ready: _Ready) -> None:
    """Find what the map tells, for each year of the plan."""
    reference = ready.reference
    for name, reading in physics.READINGS.items():
        worlds = (reference, *(world for _, world in ready.worlds))
        values = [reading(world, reference) for world in worlds]
        known = [value for value in values if value is not None]
        if len(known) < len(values):
            ready.missing[name] = _NO_DATA
            continue
        grows = physics.grows_years(name, reference.assumptions)
        years = [year for year, _ in ready.worlds]
        comes = tuple(zip(years, np.diff(known).tolist(), strict=True))
        ready.found[name] = Effect(comes=comes, grows_years=grows)
    _renewals(ready)


def _renewals(ready: _Ready) -> None:
    """Find which roofs are renewed later; each green roof from the year it is laid."""
    longer = ready.reference.assumptions["appraisal.roof_longer_year"]
    steps: list[tuple[int, float]] = []
    earlier: list[tuple[int, float]] = []
    for year, world in ready.worlds:
        now = physics.roof_renewals_put_off(world, made_year=year, longer_year=longer)
        if now is None:
            ready.missing[_BY_AGE] = _NO_DATA
            return
        fresh = list(now)
        for step in earlier:
            if step in fresh:
                fresh.remove(step)
        steps += fresh
        earlier = now
    ready.found[_BY_AGE] = Effect(comes=tuple(steps))


def _simulated(ready: _Ready, before: Landscape, after: Landscape) -> None:
    was, is_now = physics.discharged_m2(before), physics.discharged_m2(after)
    if was is None or is_now is None:
        ready.missing["disconnected_m2"] = _NO_YEAR
        return
    comes = tuple((year, share * (was - is_now)) for year, share in ready.shares)
    ready.found["disconnected_m2"] = Effect(comes=comes, is_simulated=True)


def _damage(ready: _Ready, rows: Sequence[Shower]) -> Effect | None:
    if not rows:
        ready.missing["flooded_floor_avoided_m2"] = _NOT_SIMULATED
        return None
    limits = ready.reference.assumptions
    damage, avoided = damage_effects(
        rows,
        limits["appraisal.flood_no_damage_year"],
        comes=ready.shares,
    )
    ready.found["flooded_floor_avoided_m2"] = avoided
    return damage


def _green_parts(planned: Planned) -> Iterator[list[object]]:
    for part in planned.parts:
        if part.kind.family in _GREEN or part.measure in _WET_GREEN:
            yield [place.geometry for place in part.places]
