"""Which sources together pay for a plan: a mixed-integer programme over years.

Money must be there in the year that it is spent. What may go together, how much minor
state aid fits, what is put in by oneself and what debts can be carried are limits; the answer
names the one that stands in the way of a better mix.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, OptimizeResult, milp

from werklandschap.core.errors import WerklandschapError
from werklandschap.core.text import Text
from werklandschap.funding.worth import loan_payment_share

Floats = NDArray[np.float64]

_DE_MINIMIS_YEARS = 3
_TIE = 1e-6
_SLACK_EUR = 0.01


class Limit(StrEnum):
    """What a mix must obey."""

    STACKING = "stacking"
    DE_MINIMIS = "de_minimis"
    OWN_LEAST = "own_least"
    OWN_MOST = "own_most"
    CASH_FLOW = "cash_flow"
    DEBT_COVER = "debt_cover"

    @property
    def label(self) -> Text:
        """The limit for people."""
        return _LIMITS[self]


_LIMITS = {
    Limit.STACKING: Text("regels voor samenloop", "rules of stacking"),
    Limit.DE_MINIMIS: Text("grens voor kleine staatssteun", "limit of minor state aid"),
    Limit.OWN_LEAST: Text("verplichte eigen bijdrage", "own contribution required"),
    Limit.OWN_MOST: Text("eigen geld dat er is", "own money that there is"),
    Limit.CASH_FLOW: Text("geld op tijd in kas", "money in hand on time"),
    Limit.DEBT_COVER: Text("schuld die te dragen is", "debt that can be carried"),
}


class Aim(StrEnum):
    """What makes one mix better than another."""

    CHEAPEST = "cheapest"
    LEAST_PUBLIC = "least_public"
    LEAST_EFFORT = "least_effort"

    @property
    def label(self) -> Text:
        """The aim for people."""
        return _AIMS[self]


_AIMS = {
    Aim.CHEAPEST: Text("goedkoopst voor ondernemers", "cheapest for entrepreneurs"),
    Aim.LEAST_PUBLIC: Text("minste geld van overheden", "least public money"),
    Aim.LEAST_EFFORT: Text("minste werk", "least effort"),
}


@dataclass(eq=False)
class NothingToPay(WerklandschapError):
    """A mix for a plan that spends nothing."""

    code: ClassVar[str] = "funding.nothing_to_pay"
    message: ClassVar[Text] = Text(
        nl="Het plan geeft niets uit. Vul eerst de kosten per jaar in.",
        en="The plan spends nothing. Fill in the costs per year first.",
    )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Source:
    """Money that can be had: at most ``available_eur`` (years,) and ``most_eur`` in all.

    ``public_share`` is the part that public bodies will not see back, ``borne_share``
    the part that entrepreneurs pay at once (a levy); a loan is paid back with
    ``interest`` in ``loan_years``.
    """

    name: str
    label: Text
    available_eur: Floats
    most_eur: float = np.inf
    public_share: float = 0.0
    borne_share: float = 0.0
    interest: float = 0.0
    loan_years: int = 0
    effort: float = 0.0
    is_de_minimis: bool = False
    excludes: frozenset[str] = frozenset()
    needs: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Demand:
    """What is to be paid, and what there is to pay with; arrays are (years,).

    ``income_eur`` is what the plan brings in for debts, ``cover`` how often a year's debt
    must go into it. ``rate`` is what money of later years is discounted with.
    """

    spend_eur: Floats
    own_most_eur: Floats
    income_eur: Floats
    own_least_share: float = 0.0
    de_minimis_eur: float = 300_000.0
    de_minimis_received_eur: float = 0.0
    cover: float = 1.2
    rate: float = 0.0


@dataclass(frozen=True, slots=True, eq=False)
class Mix:
    """How a plan is paid: ``by_source_eur`` (sources, years) and ``own_eur`` (years,).

    ``unpaid_eur`` is what no source covers; ``score`` is what was made small.
    """

    by_source_eur: Floats
    own_eur: Floats
    debt_service_eur: Floats
    unpaid_eur: float
    score: float

    @property
    def is_paid(self) -> bool:
        """Whether all of it is paid."""
        return self.unpaid_eur <= _SLACK_EUR


@dataclass(frozen=True, slots=True)
class Block:
    """A limit that stands in the way of a better mix, and how much better it would be."""

    limit: Limit
    gain: float
    newly_paid_eur: float


def mix(
    sources: Sequence[Source],
    demand: Demand,
    *,
    aim: Aim = Aim.CHEAPEST,
    without: frozenset[Limit] = frozenset(),
) -> Mix:
    """Find the best set of sources per year that obeys every limit.

    Parameters
    ----------
    sources : sequence of Source
        What can be had.
    demand : Demand
        What is to be paid.
    aim : Aim
        What is made small, once as much as possible is paid.
    without : frozenset of Limit
        Limits that are looked away from, to see what they cost.

    Raises
    ------
    NothingToPay
        If the plan spends nothing.
    """
    if not demand.spend_eur.sum() > 0:
        raise NothingToPay
    programme = _Programme(sources, demand, without)
    unpaid = programme.unpaid(programme.solve(programme.unpaid_weights()))
    weights = programme.weights(aim) + programme.ties(aim)
    found = programme.solve(weights, unpaid_most_eur=unpaid + _SLACK_EUR)
    return programme.told(found, aim)


def blocks(
    sources: Sequence[Source], demand: Demand, *, aim: Aim = Aim.CHEAPEST
) -> list[Block]:
    """Tell which single limits stand in the way of a better mix, the costliest first.

    Parameters
    ----------
    sources, demand, aim
        As in `mix`.
    """
    best = mix(sources, demand, aim=aim)
    found = []
    for limit in Limit:
        freed = mix(sources, demand, aim=aim, without=frozenset({limit}))
        paid = best.unpaid_eur - freed.unpaid_eur
        gain = best.score - freed.score
        if paid > 2 * _SLACK_EUR or (paid > -_SLACK_EUR and gain > 1.0):
            found.append(Block(limit, gain, max(paid, 0.0)))
    return sorted(found, key=lambda block: (-block.newly_paid_eur, -block.gain))


class _Programme:
    """Variables: amounts (sources x years), own (years), unpaid (years), used (sources)."""

    def __init__(
        self, sources: Sequence[Source], demand: Demand, without: frozenset[Limit]
    ) -> None:
        self._sources, self._demand, self._without = sources, demand, without
        self._s, self._y = len(sources), len(demand.spend_eur)
        self._own = self._s * self._y
        self._unpaid = self._own + self._y
        self._used = self._unpaid + self._y
        self._size = self._used + self._s
        self._factors = (1 + demand.rate) ** -np.arange(float(self._y))
        self._limits = list(self._all_limits())

    def weights(self, aim: Aim) -> Floats:
        """Weigh what the aim makes small."""
        if aim is Aim.CHEAPEST:
            return self._cost_to_entrepreneurs()
        weights = np.zeros(self._size)
        for s, source in enumerate(self._sources):
            if aim is Aim.LEAST_PUBLIC:
                weights[self._amounts(s)] = source.public_share
            else:
                weights[self._used + s] = source.effort
        return weights

    def ties(self, aim: Aim) -> Floats:
        """Prefer, among equals, what costs entrepreneurs less."""
        worth = 1.0 if aim is Aim.LEAST_PUBLIC else self._demand.spend_eur.sum()
        return (
            self._cost_to_entrepreneurs() * (_TIE / worth) * (aim is not Aim.CHEAPEST)
        )

    def unpaid_weights(self) -> Floats:
        weights = np.zeros(self._size)
        weights[self._unpaid : self._used] = 1
        return weights

    def solve(
        self, weights: Floats, *, unpaid_most_eur: float = np.inf
    ) -> OptimizeResult:
        """Solve it; leaving all unpaid is always possible."""
        limits = self._limits
        if np.isfinite(unpaid_most_eur):
            row = self.unpaid_weights()
            limits = [*limits, LinearConstraint(row, -np.inf, unpaid_most_eur)]
        whole = np.zeros(self._size, np.int64)
        whole[self._used :] = 1
        upper = self._upper()
        found = milp(
            weights, integrality=whole, bounds=Bounds(0, upper), constraints=limits
        )
        assert found.x is not None, found.message
        return found

    def unpaid(self, found: OptimizeResult) -> float:
        return float(np.asarray(found.x)[self._unpaid : self._used].sum())

    def told(self, found: OptimizeResult, aim: Aim) -> Mix:
        x = np.asarray(found.x)
        amounts = x[: self._own].reshape(self._s, self._y)
        service = sum(
            (
                amounts[s] @ self._service(source)
                for s, source in enumerate(self._sources)
            ),
            np.zeros(self._y),
        )
        return Mix(
            amounts,
            x[self._own : self._unpaid],
            np.asarray(service),
            self.unpaid(found),
            float(self.weights(aim) @ x),
        )

    def _cost_to_entrepreneurs(self) -> Floats:
        cost = np.zeros(self._size)
        cost[self._own : self._unpaid] = self._factors
        for s, source in enumerate(self._sources):
            cost[self._amounts(s)] = source.borne_share * self._factors
            if source.loan_years:
                paid = loan_payment_share(source.interest, source.loan_years)
                after = (1 + self._demand.rate) ** -np.arange(
                    1.0, source.loan_years + 1
                )
                cost[self._amounts(s)] += paid * after.sum() * self._factors
        return cost

    def _service(self, source: Source) -> Floats:
        """Tell what a euro lent in a year costs in each later one, (years, years)."""
        if not source.loan_years:
            return np.zeros((self._y, self._y))
        paid = loan_payment_share(source.interest, source.loan_years)
        later = np.arange(self._y) - np.arange(self._y)[:, None]
        return np.where((later >= 1) & (later <= source.loan_years), paid, 0.0)

    def _upper(self) -> Floats:
        upper = np.ones(self._size)
        for s, source in enumerate(self._sources):
            upper[self._amounts(s)] = source.available_eur
        is_limited = Limit.OWN_MOST not in self._without
        upper[self._own : self._unpaid] = (
            self._demand.own_most_eur if is_limited else np.inf
        )
        upper[self._unpaid : self._used] = self._demand.spend_eur
        return upper

    def _amounts(self, source: int) -> slice:
        return slice(source * self._y, (source + 1) * self._y)

    def _row(self) -> Floats:
        return np.zeros(self._size)

    def _all_limits(self) -> Iterator[LinearConstraint]:
        yield from self._paid_on_time()
        yield from self._only_when_used()
        for limit, rows in (
            (Limit.STACKING, self._stacked),
            (Limit.DE_MINIMIS, self._minor_aid),
            (Limit.OWN_LEAST, self._enough_own),
            (Limit.DEBT_COVER, self._covered),
        ):
            if limit not in self._without:
                yield from rows()

    def _paid_on_time(self) -> Iterator[LinearConstraint]:
        """Have in hand what is spent by the end of each year; nothing is left over."""
        first = 0 if Limit.CASH_FLOW not in self._without else self._y - 1
        for year in range(first, self._y):
            row = self._row()
            for block in range(self._s + 2):
                row[block * self._y : block * self._y + year + 1] = 1
            spent = self._demand.spend_eur[: year + 1].sum()
            yield LinearConstraint(row, spent, spent if year == self._y - 1 else np.inf)

    def _only_when_used(self) -> Iterator[LinearConstraint]:
        total = self._demand.spend_eur.sum()
        for s, source in enumerate(self._sources):
            row = self._row()
            row[self._amounts(s)] = 1
            row[self._used + s] = -min(source.most_eur, total)
            yield LinearConstraint(row, -np.inf, 0)

    def _stacked(self) -> Iterator[LinearConstraint]:
        place = {source.name: s for s, source in enumerate(self._sources)}
        for one, other in combinations(self._sources, 2):
            if other.name in one.excludes or one.name in other.excludes:
                row = self._row()
                row[[self._used + place[one.name], self._used + place[other.name]]] = 1
                yield LinearConstraint(row, -np.inf, 1)
        for s, source in enumerate(self._sources):
            for needed in source.needs:
                row = self._row()
                row[self._used + s] = 1
                if needed in place:
                    row[self._used + place[needed]] = -1
                yield LinearConstraint(row, -np.inf, 0)

    def _minor_aid(self) -> Iterator[LinearConstraint]:
        for first in range(self._y):
            row = self._row()
            for s, source in enumerate(self._sources):
                if source.is_de_minimis:
                    row[self._amounts(s)][first : first + _DE_MINIMIS_YEARS] = 1
            # What was received before counts as received at the start.
            before = self._demand.de_minimis_received_eur if first == 0 else 0.0
            yield LinearConstraint(
                row, -np.inf, max(self._demand.de_minimis_eur - before, 0.0)
            )

    def _enough_own(self) -> Iterator[LinearConstraint]:
        row = self._row()
        row[self._own : self._unpaid] = 1
        row[self._unpaid : self._used] = self._demand.own_least_share
        least = self._demand.own_least_share * self._demand.spend_eur.sum()
        yield LinearConstraint(row, least, np.inf)

    def _covered(self) -> Iterator[LinearConstraint]:
        service = [self._service(source) for source in self._sources]
        for year in range(self._y):
            row = self._row()
            for s in range(self._s):
                row[self._amounts(s)] = service[s][:, year]
            if row.any():
                yield LinearConstraint(
                    self._demand.cover * row, -np.inf, self._demand.income_eur[year]
                )
