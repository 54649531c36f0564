"""A plan as money looks at it: what is made, how much of it, where, when and by whom.

It comes from a plan in memory, or from the files of one.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, ClassVar

import pyogrio

from werklandschap.core.errors import WerklandschapError
from werklandschap.core.text import Text
from werklandschap.measures import MEASURES, Measure, Place, Step
from werklandschap.study.plan.outcome import Part, Plan

_LAYERS = ("points", "lines", "areas")
_SCHEMA = "urn:werklandschap:plan:1"


@dataclass(eq=False)
class NoPlan(WerklandschapError):
    """A folder or file that holds no plan."""

    code: ClassVar[str] = "business_case.no_plan"
    message: ClassVar[Text] = Text(
        nl="In {place} staat geen plan: {problem}. Maak eerst een plan met "
        "`werklandschap plan`.",
        en="{place} holds no plan: {problem}. Make a plan first, with "
        "`werklandschap plan`.",
    )

    place: str
    problem: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """What a plan does to an indicator, and what was asked of it.

    ``before``, ``predicted`` and ``simulated`` are in the unit of the indicator.
    """

    indicator: str
    year: int
    before: float
    predicted: float
    simulated: float
    operator: str | None = None
    target: float | None = None
    is_met: bool = True


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PlannedPart:
    """A measure in a year: ``quantity`` in its unit, and who pays and must agree.

    ``invest_eur`` is what is spent beyond the maintenance that it replaces. ``payer``
    and ``consent`` name parties of measures. Without ``places`` nothing can be simulated.
    """

    id: str
    measure: str
    quantity: float
    year: int
    invest_eur: float
    payer: str
    consent: tuple[str, ...] = ()
    needs_study: bool = False
    places: tuple[Place, ...] = field(default=(), repr=False)

    @property
    def kind(self) -> Measure:
        """The measure itself."""
        return MEASURES[self.measure]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Planned:
    """A plan for one park, as an appraisal takes it."""

    park_id: str
    name: str
    on: date
    is_generated: bool
    parts: tuple[PlannedPart, ...]
    figures: tuple[Figure, ...] = ()
    decided_eur: float = 0.0

    @property
    def first_year(self) -> int:
        """The calendar year of year 0: that of the first work."""
        return min((part.year for part in self.parts), default=self.on.year + 1)

    @property
    def last_year(self) -> int:
        """The calendar year of the last work."""
        return max((part.year for part in self.parts), default=self.first_year)

    def steps(self, *, until: int) -> list[Step]:
        """List what is carried out up to and with a year, measure by measure.

        Parameters
        ----------
        until : int
            The calendar year.
        """
        places: dict[str, list[Place]] = {}
        for part in self.parts:
            if part.year <= until and part.places:
                places.setdefault(part.measure, []).extend(part.places)
        return [Step(name, tuple(found)) for name, found in places.items()]


def planned_of(plan: Plan) -> Planned:
    """Look at a plan with an eye for money.

    Parameters
    ----------
    plan : Plan
        The plan.
    """
    return Planned(
        park_id=plan.park_id,
        name=plan.name,
        on=plan.on,
        is_generated=plan.is_generated,
        parts=tuple(_part_of(part) for part in plan.parts),
        figures=tuple(
            Figure(
                indicator=each.row.indicator,
                year=each.row.year,
                before=each.before,
                predicted=each.predicted,
                simulated=each.simulated,
                operator=str(each.row.target.operator) if each.row.target else None,
                target=each.row.target.value if each.row.target else None,
                is_met=each.is_met,
            )
            for each in plan.checked
        ),
        decided_eur=plan.decided_eur,
    )


def _part_of(part: Part) -> PlannedPart:
    candidate = part.candidate
    return PlannedPart(
        id=candidate.id,
        measure=candidate.measure.name,
        quantity=sum(work.quantity for work in candidate.works),
        year=part.year,
        invest_eur=part.invest_eur,
        payer=str(candidate.payer),
        consent=tuple(str(party) for party in candidate.consent),
        needs_study=str(candidate.sites[0].verdict) == "needs_study",
        places=tuple(site.place for site in candidate.sites),
    )


def planned_from(
    facts: Mapping[str, Any], places: Mapping[str, tuple[Place, ...]] | None = None
) -> Planned:
    """Look at the facts of ``plan.json`` with an eye for money.

    Parameters
    ----------
    facts : mapping
        As the schema of plans has them.
    places : mapping of str to tuple of Place, optional
        Where each part is, by its ``id``.

    Raises
    ------
    NoPlan
        If something is missing, or a measure is not known.
    """
    places = places or {}
    try:
        return Planned(
            park_id=facts["park_id"],
            name=facts["name"],
            on=date.fromisoformat(facts["on"]),
            is_generated=facts["is_generated"],
            parts=tuple(
                _part_from(each, places.get(each["id"], ())) for each in facts["parts"]
            ),
            figures=tuple(_figure_from(each) for each in facts["figures"]),
            decided_eur=facts["decided_eur"],
        )
    except (KeyError, TypeError, ValueError) as problem:
        raise NoPlan("plan.json", repr(problem)) from None


def _part_from(facts: Mapping[str, Any], places: tuple[Place, ...]) -> PlannedPart:
    return PlannedPart(
        id=facts["id"],
        measure=MEASURES[facts["measure"]].name,
        quantity=float(facts["quantity"]),
        year=int(facts["year"]),
        invest_eur=float(facts["invest_eur"]),
        payer=facts["payer"],
        consent=tuple(facts["consent"]),
        needs_study=facts["verdict"] == "needs_study",
        places=places,
    )


def _figure_from(facts: Mapping[str, Any]) -> Figure:
    names = ("indicator", "year", "before", "predicted", "simulated")
    asked = ("operator", "target", "is_met")
    return Figure(**{name: facts[name] for name in (*names, *asked)})


def read_planned(place: Path) -> Planned:
    """Read a plan back from its files.

    Parameters
    ----------
    place : Path
        The folder with ``plan.json`` and ``plan.gpkg``, or ``plan.json`` itself.

    Raises
    ------
    NoPlan
        If there is none, or it is of another version.
    """
    file = place / "plan.json" if place.is_dir() else place
    try:
        facts = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError) as problem:
        raise NoPlan(str(place), str(problem)) from None
    if not isinstance(facts, dict) or facts.get("schema") != _SCHEMA:
        raise NoPlan(str(place), _SCHEMA)
    drawn = file.with_name("plan.gpkg")
    return planned_from(facts, _places(drawn) if drawn.exists() else None)


def _places(file: Path) -> dict[str, tuple[Place, ...]]:
    """Read where each part is; measures find again what a place lies on."""
    found: dict[str, list[Place]] = {}
    for part, place in _drawn(file):
        found.setdefault(part, []).append(place)
    return {part: tuple(places) for part, places in found.items()}


def _drawn(file: Path) -> Iterator[tuple[str, Place]]:
    known = {str(name) for name, _ in pyogrio.list_layers(file)}
    for layer in _LAYERS:
        if layer in known:
            frame = pyogrio.read_dataframe(file, layer=layer)
            for part, shape in zip(frame["part_id"], frame.geometry, strict=True):
                yield str(part), Place(_single(shape))


def _single(shape: Any) -> Any:  # noqa: ANN401 - shapely has no types
    """Undo that a map holds every shape as several."""
    parts = list(getattr(shape, "geoms", ()))
    return parts[0] if len(parts) == 1 else shape
