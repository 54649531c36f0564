"""Flows of money between parties, and the book in which they stand.

A `Line` is what an appraisal calculates with: a quantity per year, a price, and who pays
and receives which part. A `Flow` is one payment of it, in whole cents.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from werklandschap.appraisal.discounting import check_rate
from werklandschap.appraisal.parties import OUTSIDE, check_shares
from werklandschap.core.money import rounded_together, split_in_cents, to_cents
from werklandschap.core.text import Text

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """What is paid for one thing over the years.

    ``quantity`` (years,) is how much there is in each year, ``price_eur`` what one costs
    (a scalar, or one value per draw), ``payers`` and ``receivers`` who pays and gets
    which part.
    """

    what: str
    label: Text
    quantity: Floats
    price_eur: Floats
    payers: Mapping[str, float]
    receivers: Mapping[str, float]

    @property
    def is_transfer(self) -> bool:
        """Whether it only moves money between parties."""
        return OUTSIDE not in self.payers and OUTSIDE not in self.receivers

    def net_shares(self, parties: Iterable[str]) -> Floats:
        """Tell which part each party gains.

        Parameters
        ----------
        parties : iterable of str
            The parties asked for.

        Returns
        -------
        array of shape (parties,)
            Below zero for those who pay. [-]
        """
        return np.array(
            [self.receivers.get(p, 0.0) - self.payers.get(p, 0.0) for p in parties]
        )


@dataclass(frozen=True, slots=True)
class Flow:
    """One payment: who pays whom, when, how much and for what."""

    payer: str
    receiver: str
    year: int
    amount_eur: Decimal
    what: str


@dataclass(frozen=True)
class Book:
    """All flows of a plan, years counted from its start."""

    flows: tuple[Flow, ...]
    horizon_years: int

    @cached_property
    def parties(self) -> tuple[str, ...]:
        """Everyone who pays or receives, in order of name."""
        named = {f.payer for f in self.flows} | {f.receiver for f in self.flows}
        return tuple(sorted(named - {OUTSIDE}))

    @cached_property
    def net_eur(self) -> Mapping[str, tuple[Decimal, ...]]:
        """What each party is left with in each year."""
        net = {p: [Decimal(0)] * (self.horizon_years + 1) for p in self.parties}
        for flow in self.flows:
            if flow.payer in net:
                net[flow.payer][flow.year] -= flow.amount_eur
            if flow.receiver in net:
                net[flow.receiver][flow.year] += flow.amount_eur
        return {party: tuple(years) for party, years in net.items()}

    @cached_property
    def social_eur(self) -> tuple[Decimal, ...]:
        """What society as a whole is left with in each year."""
        total = [Decimal(0)] * (self.horizon_years + 1)
        for flow in self.flows:
            total[flow.year] += flow.amount_eur * (flow.payer == OUTSIDE)
            total[flow.year] -= flow.amount_eur * (flow.receiver == OUTSIDE)
        return tuple(total)

    def values_eur(self, rate: float) -> dict[str, Decimal]:
        """Calculate what each party is left with, in money of today.

        Parameters
        ----------
        rate : float
            Discount rate a year. [-]

        Returns
        -------
        dict of str to Decimal
            In whole cents, which add up to `social_value_eur` to the cent.
        """
        exact = [_discounted(self.net_eur[party], rate) for party in self.parties]
        return dict(zip(self.parties, rounded_together(exact), strict=True))

    def social_value_eur(self, rate: float) -> Decimal:
        """Calculate what society is left with, in money of today.

        Parameters
        ----------
        rate : float
            Discount rate a year. [-]
        """
        return to_cents(_discounted(self.social_eur, rate))

    def with_flows(self, flows: Iterable[Flow]) -> "Book":
        """Return a book that has more flows in it."""
        return Book((*self.flows, *flows), self.horizon_years)

    def with_split(self, party: str, parts: Mapping[str, float]) -> "Book":
        """Return a book in which a party has been split into several.

        Parameters
        ----------
        party : str
            Who is split.
        parts : mapping of str to float
            The names and shares of those who take its place. [-]
        """
        check_shares(party, parts)
        return Book(
            tuple(part for flow in self.flows for part in _split(flow, party, parts)),
            self.horizon_years,
        )


def book_of(lines: Iterable[Line], horizon_years: int) -> Book:
    """Write lines down as flows in whole cents.

    Parameters
    ----------
    lines : iterable of Line
        With a single price each.
    horizon_years : int
        The last year.
    """
    return Book(tuple(flow for line in lines for flow in _flows(line)), horizon_years)


def _flows(line: Line) -> Iterator[Flow]:
    amounts = line.quantity * float(line.price_eur)
    for year in np.flatnonzero(amounts):
        total = to_cents(float(amounts[year]))
        pairs = [(p, r) for p in line.payers for r in line.receivers]
        shares = [line.payers[p] * line.receivers[r] for p, r in pairs]
        for (payer, receiver), part in zip(
            pairs, split_in_cents(total, shares), strict=True
        ):
            if part:
                yield Flow(payer, receiver, int(year), part, line.what)


def _split(flow: Flow, party: str, parts: Mapping[str, float]) -> Iterator[Flow]:
    """Put the parts in the place of the party, as payer and as receiver."""
    if flow.payer == party:
        for name, amount in _parts(flow, parts):
            yield from _split(
                replace(flow, payer=name, amount_eur=amount), party, parts
            )
    elif flow.receiver == party:
        for name, amount in _parts(flow, parts):
            yield replace(flow, receiver=name, amount_eur=amount)
    else:
        yield flow


def _parts(flow: Flow, parts: Mapping[str, float]) -> Iterator[tuple[str, Decimal]]:
    amounts = split_in_cents(flow.amount_eur, list(parts.values()))
    yield from zip(parts, amounts, strict=True)


def _discounted(amounts_eur: Iterable[Decimal], rate: float) -> Decimal:
    """Discount exactly enough that no cent depends on the order of adding."""
    check_rate(rate)
    base = 1 + Decimal(str(rate))
    return sum(
        (amount / base**year for year, amount in enumerate(amounts_eur)), Decimal(0)
    )
