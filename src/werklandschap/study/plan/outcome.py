"""What a plan is: a package with its calendar, proof, reasons and alternatives."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from werklandschap.landscape import Landscape
from werklandschap.study.plan.calendar import WhyYear
from werklandschap.study.plan.candidates import Candidate
from werklandschap.study.plan.goal import Goal
from werklandschap.study.plan.model import Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What counts, before and after: as predicted, and as simulated again in full.

    ``error_share`` is their difference as a share of what was gained. ``lacks`` is what
    is short of a target by the model, in its unit; 0 if nothing.
    """

    row: Row
    before: float
    predicted: float
    simulated: float
    error_share: float
    lacks: float

    @property
    def is_met(self) -> bool:
        """Whether a target holds in what was simulated; true where none is asked."""
        target = self.row.target
        return target is None or target.operator.holds(self.simulated, target.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Instead:
    """What comes in the place of a part that is refused, and what that costs more.

    ``is_enough`` tells whether all targets that were reached still are.
    """

    parts: tuple[str, ...]
    more_eur: float
    is_enough: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of a plan: a candidate in a year.

    ``adds`` is what would be lost of each figure without it, by the model.
    """

    candidate: Candidate
    year: int
    invest_eur: float
    cost_eur: float
    adds: tuple[float, ...]
    why_year: WhyYear
    instead: Instead | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """One time of choosing and simulating in full."""

    cost_eur: float
    predicted: tuple[float, ...]
    simulated: tuple[float, ...]
    error_share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A package on the front: what it costs and, by the model, makes of the figures."""

    cost_eur: float
    invest_eur: float
    figures: tuple[float, ...]
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A plan for one park.

    ``stage`` is ``first`` for a quick answer from the map alone. ``binding`` names the
    single demands without which the rest can be had: ``("target", n)`` of the rows or
    ``("budget", n)`` of the goal. ``lacks`` is what simulations had to do without,
    ``not_measured`` the indicators of the goal that have no value, ``not_planned``
    those whose simulation plans cannot use. ``worth_eur`` is what the package is worth to
    each party, where the goal looks at that. ``before`` is the place as it is, with what
    is decided; ``after`` with the whole plan, both with what was simulated.
    """

    stage: Literal["first", "whole"]
    park_id: str
    name: str
    on: date
    goal: Goal
    checked: tuple[Checked, ...]
    parts: tuple[Part, ...]
    decided_eur: float
    next_steps: tuple[Part, ...]
    front: tuple[Offer, ...]
    rounds: tuple[Round, ...]
    binding: tuple[tuple[str, int], ...]
    candidates: int
    gap_share: float
    drawn_outside: int
    is_generated: bool
    lacks: frozenset[str]
    not_measured: tuple[str, ...]
    not_planned: tuple[str, ...]
    worth_eur: Mapping[str, float]
    before: Landscape = field(repr=False)
    after: Landscape = field(repr=False)

    @property
    def is_reached(self) -> bool:
        """Whether every target holds in what was simulated."""
        return all(each.is_met for each in self.checked)

    @property
    def better_off(self) -> tuple[str, ...]:
        """The parties that the package makes better off, where the goal looks at that."""
        least = self.before.assumptions["plan.better_off_from_eur"]
        return tuple(name for name, eur in self.worth_eur.items() if eur >= least)

    @property
    def invest_eur(self) -> float:
        """What is invested in all years together, in euros."""
        return sum(part.invest_eur for part in self.parts)

    @property
    def cost_eur(self) -> float:
        """Net present cost, in euros."""
        return sum(part.cost_eur for part in self.parts)

    @property
    def calendar(self) -> Mapping[tuple[int, str], float]:
        """What is invested per year and party, in order of year."""
        found: dict[tuple[int, str], float] = {}
        for part in self.parts:
            key = (part.year, part.candidate.payer.value)
            found[key] = found.get(key, 0.0) + part.invest_eur
        return dict(sorted(found.items()))
