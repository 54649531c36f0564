"""What is asked of a plan, and the place that it is asked of."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import ClassVar

import pandas as pd

from werklandschap.core.errors import WerklandschapError
from werklandschap.core.text import Text
from werklandschap.indicators import INDICATORS
from werklandschap.landscape import Landscape
from werklandschap.measures import carry_out
from werklandschap.measures.maintenance import PlannedWork
from werklandschap.study.cloudburst import SHOWERS
from werklandschap.study.plan.costs import investment_eur
from werklandschap.study.plan.goal import Goal
from werklandschap.study.progress import Tell, nobody
from werklandschap.study.what_if import CELL_M, Part, Standing, standing

_WARM = frozenset({"sky_view", "shade_noon", "shade_afternoon", "pet", "cool_distance"})


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


def with_decided(asked: Asked) -> Asked:
    """Carry out what is decided; tell its cost, and how much lies outside.

    Parameters
    ----------
    asked : Asked
        A question; its goal may have measures that were drawn.

    Raises
    ------
    DrawnOutside
        If everything that was drawn lies outside the park.
    """
    drawn = asked.goal.drawn
    if not drawn:
        return asked
    outline = asked.landscape.parks.geometry.union_all()
    shapes = [place.geometry for step in drawn for place in step.places]
    outside = sum(not outline.intersects(shape) for shape in shapes)
    if outside == len(shapes):
        raise DrawnOutside(outside)
    change = carry_out(asked.landscape, drawn)
    return replace(
        asked,
        landscape=change.landscape,
        decided_eur=investment_eur(change.works, asked.landscape.assumptions),
        drawn_outside=outside,
    )


def needed_parts(
    indicators: Iterable[str], parts: Collection[Part]
) -> tuple[Part, ...]:
    """Name what of the parts that may be simulated indicators look at.

    Parameters
    ----------
    indicators : iterable of str
        Their names.
    parts : collection of {"heat", "water"}
        What may be simulated.
    """
    layers = _layers(indicators)
    is_wet = layers & {*SHOWERS, "flood_speed_70", "rain_year"}
    needed: dict[Part, bool] = {"heat": bool(layers & _WARM), "water": bool(is_wet)}
    return tuple(part for part in needed if needed[part] and part in parts)


def place_of(asked: Asked, parts: Collection[Part]) -> Standing:
    """Get the place of a question ready to be asked what if.

    Parameters
    ----------
    asked : Asked
        The question.
    parts : collection of {"heat", "water"}
        What to simulate of it.
    """
    looks_at_years = "rain_year" in _layers(asked.goal.indicators)
    return standing(
        asked.landscape,
        parts=parts,
        showers=_showers(asked.goal),
        weather=asked.weather if looks_at_years else None,
        cell_m=asked.cell_m,
        indicators=asked.goal.indicators,
    )


def _showers(goal: Goal) -> tuple[str, ...]:
    layers = _layers(goal.indicators)
    if "flood_speed_70" in layers:
        layers.add("flood_70")
    return tuple(name for name in SHOWERS if name in layers)


def _layers(indicators: Iterable[str]) -> set[str]:
    return {layer for name in indicators for layer in INDICATORS[name].layers}
