"""What is asked of a plan: a goal file, read and checked."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from importlib import resources
from pathlib import Path
from typing import Any, ClassVar, Literal

import jsonschema
import shapely

from werklandschap.ambitions import AmbitionSet, Operator, Target, stacked
from werklandschap.ambitions.targets import shipped_set
from werklandschap.core.errors import WerklandschapError
from werklandschap.core.references import Reference
from werklandschap.core.text import Text
from werklandschap.indicators import INDICATORS
from werklandschap.measures import MEASURES, Party, Place, Step

SCHEMA = "urn:werklandschap:goal:1"

Objective = Literal["cheapest", "most", "better_off"]


@dataclass(frozen=True, slots=True)
class Budget:
    """The most that is invested: in a year and by a party, or in all and by all."""

    eur: float
    year: int | None = None
    party: Party | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """What is asked of a plan; see ``goal.schema.json`` for what each part means."""

    name: str = ""
    objective: Objective = "cheapest"
    targets: tuple[Target, ...] = ()
    weights: tuple[tuple[str, float], ...] = ()
    budgets: tuple[Budget, ...] = ()
    only_public_ground: bool = False
    without_consent_of: frozenset[Party] = frozenset()
    measures: frozenset[str] = frozenset()
    excluded: frozenset[str] = frozenset()
    exclusives: tuple[tuple[str, ...], ...] = ()
    drawn: tuple[Step, ...] = ()

    @property
    def indicators(self) -> tuple[str, ...]:
        """The indicators that it is about, each once."""
        names = [t.indicator for t in self.targets] + [n for n, _ in self.weights]
        return tuple(dict.fromkeys(names))


@dataclass(eq=False)
class UnreadableGoal(WerklandschapError):
    """A goal file that is no JSON, or not as the schema says."""

    code: ClassVar[str] = "goal.unreadable"
    message: ClassVar[Text] = Text(
        nl="Het doel in {file} is niet te lezen, bij ‘{where}’: {problem}.",
        en="The goal in {file} cannot be read, at ‘{where}’: {problem}.",
    )

    file: str
    where: str
    problem: str


@dataclass(eq=False)
class ContradictoryGoal(WerklandschapError):
    """Two targets of which at most one can be met."""

    code: ClassVar[str] = "goal.contradicts_itself"
    message: ClassVar[Text] = Text(
        nl="Het doel spreekt zichzelf tegen: ‘{indicator}’ moet minstens {low:g} en "
        "hoogstens {high:g} zijn.",
        en="The goal contradicts itself: ‘{indicator}’ must be at least {low:g} and at "
        "most {high:g}.",
    )

    indicator: str
    low: float
    high: float


@dataclass(eq=False)
class NothingAsked(WerklandschapError):
    """A goal without a target or weight."""

    code: ClassVar[str] = "goal.nothing_asked"
    message: ClassVar[Text] = Text(
        nl="Het doel vraagt niets: noem doelen, een ambitie, of gewichten bij ‘most’.",
        en="The goal asks nothing: name targets, an ambition, or weights with ‘most’.",
    )


@dataclass(eq=False)
class NothingToSpend(WerklandschapError):
    """A budget of zero for everything."""

    code: ClassVar[str] = "goal.nothing_to_spend"
    message: ClassVar[Text] = Text(
        nl="Het budget is nul: er is niets te kiezen. Noem een bedrag, of laat het budget "
        "weg om te zien wat het doel kost.",
        en="The budget is zero: there is nothing to choose. Name an amount, or leave the "
        "budget out to see what the goal costs.",
    )


@dataclass(eq=False)
class TargetTooLate(WerklandschapError):
    """A target for a year that has gone by, or is this one."""

    code: ClassVar[str] = "goal.target_in_the_past"
    message: ClassVar[Text] = Text(
        nl="Het doel voor ‘{indicator}’ geldt voor {year}; een plan begint in {first}.",
        en="The target for ‘{indicator}’ is for {year}; a plan begins in {first}.",
    )

    indicator: str
    year: int
    first: int


def read_goal(file: Path, *, on: date) -> Goal:
    """Read and check a goal file.

    Parameters
    ----------
    file : Path
        JSON, as ``goal.schema.json`` says.
    on : date
        The day on which the plan is made; it begins in the next year.

    Raises
    ------
    WerklandschapError
        If it cannot be read, contradicts itself or names what does not exist.
    """
    try:
        told = json.loads(file.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, json.JSONDecodeError) as problem:
        raise UnreadableGoal(file.name, "…", str(problem)) from None
    return goal_of(told, file=file.name, on=on)


def goal_of(told: Mapping[str, Any], *, file: str = "JSON", on: date) -> Goal:
    """Make a goal of what a file or form tells.

    Parameters
    ----------
    told : mapping
        As ``goal.schema.json`` says.
    file : str
        What to call it in messages.
    on : date
        See `read_goal`.
    """
    _check_schema(told, file)
    exclude = told.get("exclude", {})
    goal = Goal(
        name=told.get("name", ""),
        objective=told.get("objective", "cheapest"),
        targets=_targets(told),
        weights=tuple(told.get("weights", {}).items()),
        budgets=tuple(_budget(each) for each in told.get("budgets", ())),
        only_public_ground=told.get("only_public_ground", False),
        without_consent_of=frozenset(map(Party, told.get("without_consent_of", ()))),
        measures=frozenset(told.get("measures", ())),
        excluded=frozenset(exclude.get("measures", ())) | set(exclude.get("sites", ())),
        exclusives=tuple(map(tuple, told.get("exclusives", ()))),
        drawn=_drawn(told.get("drawn", ()), file),
    )
    _check_names(goal, exclude.get("measures", ()))
    _check_sense(goal, first=on.year + 1)
    return goal


def schema() -> dict[str, Any]:
    """Read the JSON Schema of a goal file."""
    file = resources.files(__package__) / "goal.schema.json"
    found: dict[str, Any] = json.loads(file.read_text("utf-8"))
    return found


def _check_schema(told: Mapping[str, Any], file: str) -> None:
    validator = jsonschema.Draft202012Validator(schema())
    for error in sorted(validator.iter_errors(told), key=lambda each: each.json_path):
        raise UnreadableGoal(file, error.json_path, error.message)


def _targets(told: Mapping[str, Any]) -> tuple[Target, ...]:
    own = tuple(
        Target(
            indicator=each["indicator"],
            operator=Operator(each["operator"]),
            value=float(each["value"]),
            year=int(each["year"]),
            reference=_OWN,
            mark="choice",
            from_set=told.get("name", ""),
        )
        for each in told.get("targets", ())
    )
    none = Text("", "")
    sets = [shipped_set(name) for name in told.get("ambition", ())]
    mine = AmbitionSet(name="", version="1", label=none, status=none, targets=own)
    both = stacked([mine, *sets])
    for conflict in both.conflicts:
        low, high = conflict.at_least, conflict.at_most
        raise ContradictoryGoal(low.indicator, low.value, high.value)
    return both.targets


_OWN = Reference(title="Goal file", publisher="", year=0, url="")


def _budget(told: Mapping[str, Any]) -> Budget:
    party = told.get("party")
    return Budget(float(told["eur"]), told.get("year"), Party(party) if party else None)


def _drawn(told: Sequence[Mapping[str, Any]], file: str) -> tuple[Step, ...]:
    """Gather what is drawn per measure: thousands of shapes are one step."""
    places: dict[str, list[Place]] = {}
    for number, each in enumerate(told):
        try:
            shape = shapely.from_geojson(json.dumps(each["geometry"]))
        except shapely.errors.GEOSException as problem:
            where = f"$.drawn[{number}]"
            raise UnreadableGoal(file, where, str(problem)) from None
        place = Place(shape, each.get("host", ""))
        places.setdefault(each["measure"], []).append(place)
    return tuple(Step(name, tuple(found)) for name, found in places.items())


def _check_names(goal: Goal, excluded: Iterable[str]) -> None:
    """Look every name up: one that does not exist has a sentence of its own."""
    for indicator in goal.indicators:
        INDICATORS[indicator]
    steps = (step.measure for step in goal.drawn)
    for measure in (*goal.measures, *excluded, *steps):
        MEASURES[measure]


def _check_sense(goal: Goal, *, first: int) -> None:
    if not goal.targets and not (goal.objective == "most" and goal.weights):
        raise NothingAsked
    if goal.budgets and not any(budget.eur for budget in goal.budgets):
        raise NothingToSpend
    for target in goal.targets:
        if target.year < first:
            raise TargetTooLate(target.indicator, target.year, first)
