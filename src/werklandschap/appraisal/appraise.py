"""From a plan and its physical effects to money per party and year."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from werklandschap.appraisal._declare import (
    BENEFITS,
    Benefit,
    Central,
    Prices,
    Spread,
)
from werklandschap.appraisal.costs import (
    PlannedCost,
    Transfer,
    Work,
    cost_lines,
    cost_parameters,
    planned_lines,
    transfer_lines,
)
from werklandschap.appraisal.flows import Book, Line, book_of
from werklandschap.appraisal.parties import OUTSIDE, check_shares
from werklandschap.appraisal.pathways import LeftOut, without_double_counting
from werklandschap.core.errors import WerklandschapError
from werklandschap.core.text import Text
from werklandschap.parameters import Assumptions, parameter

Floats = NDArray[np.float64]


@dataclass(eq=False)
class PlanWithoutCosts(WerklandschapError):
    """A plan in which nothing is made."""

    code: ClassVar[str] = "appraisal.no_costs"
    message: ClassVar[Text] = Text(
        nl="In dit plan staan geen werken. Kies eerst maatregelen; dan zijn er kosten.",
        en="This plan has no works. Choose measures first; then there are costs.",
    )


@dataclass(eq=False)
class EffectOfOtherLength(WerklandschapError):
    """An effect that is not given for every year."""

    code: ClassVar[str] = "appraisal.effect_years"
    message: ClassVar[Text] = Text(
        nl="‘{effect}’ heeft {given} jaren; het moeten er {needed} zijn.",
        en="‘{effect}’ has {given} years; there must be {needed}.",
    )

    effect: str
    given: int
    needed: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Proposal:
    """A plan as an appraisal takes it; years count from its start.

    ``effects`` (years,) are differences with the reference alternative, by the name that
    benefits know them by: how much there is in each year; ``spreads`` tell between what
    their sizes lie. ``planned`` is maintenance that falls away. ``shares`` stand in front
    of the default shares, per benefit.
    """

    works: tuple[Work, ...]
    effects: Mapping[str, Floats]
    spreads: Mapping[str, Spread] = field(default_factory=dict)
    planned: tuple[PlannedCost, ...] = ()
    transfers: tuple[Transfer, ...] = ()
    shares: Mapping[str, Mapping[str, float]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class NotCounted:
    """A benefit without a value in euros, and why."""

    benefit: str
    label: Text
    why: Text


@dataclass(frozen=True, kw_only=True, eq=False)
class Appraisal:
    """What a plan costs and yields, to whom, when; and what was not counted."""

    lines: tuple[Line, ...]
    horizon_years: int
    assumptions: Assumptions
    parameters: tuple[str, ...]
    not_counted: tuple[NotCounted, ...]
    left_out: tuple[LeftOut, ...]
    in_own_unit: Mapping[str, Floats]

    @cached_property
    def book(self) -> Book:
        """Everything as flows in whole cents; for a single price per line."""
        return book_of(self.lines, self.horizon_years)

    @property
    def price_levels(self) -> tuple[int, ...]:
        """In the money of which years the prices are; they are not indexed."""
        found = (
            parameter(name, on=self.assumptions.on).price_level
            for name in self.parameters
        )
        return tuple(sorted({year for year in found if year is not None}))


def ramp(full: float, horizon_years: int, *, first_year: int, years: int) -> Floats:
    """Let an effect grow in a straight line from nothing to full.

    Parameters
    ----------
    full : float
        The effect once it is there entirely.
    horizon_years : int
        The last year.
    first_year : int
        The year of the works; the effect begins after it.
    years : int
        How long it grows; 1 is at once.

    Returns
    -------
    array of shape (horizon_years + 1,)
        How much there is in each year.

    Examples
    --------
    >>> ramp(10.0, 4, first_year=0, years=2)
    array([ 0.,  5., 10., 10., 10.])
    """
    grown = (np.arange(horizon_years + 1) - first_year) / max(years, 1)
    return full * np.clip(grown, 0, 1)


def appraise(
    proposal: Proposal,
    assumptions: Assumptions,
    *,
    horizon_years: int = 30,
    prices: Prices | None = None,
) -> Appraisal:
    """Value a plan: costs, benefits and transfers, each with who pays and who gains.

    Parameters
    ----------
    proposal : Proposal
        The plan with its effects.
    assumptions : Assumptions
        Prices, rates, lives and shares as they hold on a day.
    horizon_years : int
        The last year that is looked at.
    prices : mapping of str to array, optional
        Other prices than those assumed, such as one per draw.

    Raises
    ------
    PlanWithoutCosts
        If nothing is made.
    EffectOfOtherLength
        If an effect is not given for every year.
    """
    if not proposal.works:
        raise PlanWithoutCosts
    _check_effects(proposal.effects, horizon_years)
    prices = prices or Central(assumptions)
    present = [b.name for b in BENEFITS.values() if b.effect in proposal.effects]
    priced = [name for name in present if BENEFITS[name].is_priced]
    # What a plan has none of holds no money of another benefit.
    there = [n for n in priced if proposal.effects[BENEFITS[n].effect].any()]
    counted, left_out = without_double_counting(there)
    benefits = [BENEFITS[n] for n in priced if n in counted or n not in there]
    lines = (
        *cost_lines(
            proposal.works,
            prices=prices,
            assumptions=assumptions,
            horizon_years=horizon_years,
        ),
        *planned_lines(proposal.planned, horizon_years),
        *(_benefit_line(each, proposal, prices, assumptions) for each in benefits),
        *transfer_lines(proposal.transfers, horizon_years),
    )
    return Appraisal(
        lines=lines,
        horizon_years=horizon_years,
        assumptions=assumptions,
        parameters=_parameters(proposal, benefits),
        not_counted=tuple(_not_counted(proposal.effects)),
        left_out=tuple(left_out),
        in_own_unit={
            name: proposal.effects[BENEFITS[name].effect]
            for name in present
            if not BENEFITS[name].is_priced
        },
    )


def _check_effects(effects: Mapping[str, Floats], horizon_years: int) -> None:
    for name, effect in effects.items():
        if len(effect) != horizon_years + 1:
            raise EffectOfOtherLength(name, len(effect), horizon_years + 1)


def _benefit_line(
    benefit: Benefit, proposal: Proposal, prices: Prices, assumptions: Assumptions
) -> Line:
    receivers = proposal.shares.get(benefit.name) or benefit.shares(assumptions)
    check_shares(benefit.label.nl, receivers)
    quantity = benefit.quantity(proposal.effects[benefit.effect])
    return Line(
        benefit.name,
        benefit.label,
        quantity,
        benefit.price(prices) * prices.size(benefit.effect),
        {OUTSIDE: 1.0},
        receivers,
    )


def _parameters(proposal: Proposal, benefits: list[Benefit]) -> tuple[str, ...]:
    names = [*cost_parameters(proposal.works)]
    names += [name for benefit in benefits for name in benefit.parameters]
    return tuple(dict.fromkeys(names))


def _not_counted(effects: Mapping[str, Floats]) -> list[NotCounted]:
    """Name the benefits without a figure in euros; leaving one out silently misleads."""
    found = []
    for each in BENEFITS.values():
        if each.effect not in effects:
            why = Text(
                f"Niet meegeteld: het effect is niet berekend ({each.effect}).",
                f"Not counted: the effect was not calculated ({each.effect}).",
            )
        elif not each.is_priced:
            why = Text(
                "Niet in euro’s: er is geen bron voor een prijs. Het staat in eigen eenheid.",
                "Not in euros: no source gives a price. It stands in its own unit.",
            )
        else:
            continue
        found.append(NotCounted(each.name, each.label, why))
    return found
