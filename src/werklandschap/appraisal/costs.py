"""What a plan costs over the years, against what would have been done anyway."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from werklandschap.appraisal._declare import Prices
from werklandschap.appraisal.discounting import Floats, investments
from werklandschap.appraisal.flows import Line
from werklandschap.appraisal.parties import OUTSIDE, check_shares
from werklandschap.core.text import Text
from werklandschap.measures import Measure
from werklandschap.parameters import Assumptions


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """A measure that is made: how much of it, in which year, and who pays for it.

    ``keepers`` pay the upkeep; the payers do where none is named.
    """

    measure: Measure
    quantity: float
    payers: Mapping[str, float]
    year: int = 0
    keepers: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedCost:
    """Maintenance that the plan makes needless: what would have been paid, and when."""

    what: str
    label: Text
    year: int
    cost_eur: float
    payers: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer:
    """Money that moves between parties: rent, a levy, a subsidy or a tax."""

    what: str
    label: Text
    by_year_eur: Mapping[int, float]
    payers: Mapping[str, float]
    receivers: Mapping[str, float]


def cost_lines(
    works: Sequence[Work],
    *,
    prices: Prices,
    assumptions: Assumptions,
    horizon_years: int,
) -> Iterator[Line]:
    """Write down what making, replacing and keeping each work costs.

    Parameters
    ----------
    works : sequence of Work
        What is made.
    prices : mapping of str to array
        The cost parameters: one number each, or one per draw.
    assumptions : Assumptions
        For technical lives, which are the same in every draw.
    horizon_years : int
        The last year; what is left of a life then is a residual value.
    """
    for work in works:
        check_shares(work.measure.label.nl, work.payers)
        made = investments(
            assumptions[work.measure.lifetime], horizon_years, first_year=work.year
        )
        yield _cost(
            work, work.measure.investment, made * work.quantity, work.payers, prices
        )
        kept = _kept(work.year, horizon_years) * work.quantity
        keepers = work.keepers or work.payers
        yield _cost(work, work.measure.upkeep, kept, keepers, prices)


def _cost(
    work: Work, name: str, quantity: Floats, payers: Mapping[str, float], prices: Prices
) -> Line:
    return Line(
        name, work.measure.label, quantity, prices[name], payers, {OUTSIDE: 1.0}
    )


def _kept(year: int, horizon_years: int) -> Floats:
    """Tell the years in which something is kept: those after it was made."""
    kept: Floats = (np.arange(horizon_years + 1) > year).astype(np.float64)
    return kept


def planned_lines(planned: Sequence[PlannedCost], horizon_years: int) -> Iterator[Line]:
    """Write down maintenance that falls away, as money that is saved.

    Parameters
    ----------
    planned : sequence of PlannedCost
        The reference alternative, as far as the plan makes it needless.
    horizon_years : int
        What was planned after it does not count.
    """
    for each in planned:
        check_shares(each.label.nl, each.payers)
        quantity = np.zeros(horizon_years + 1)
        if each.year <= horizon_years:
            quantity[each.year] = each.cost_eur
        yield Line(
            each.what,
            each.label,
            quantity,
            np.asarray(1.0),
            {OUTSIDE: 1.0},
            each.payers,
        )


def transfer_lines(transfers: Sequence[Transfer], horizon_years: int) -> Iterator[Line]:
    """Write down what parties pay each other.

    Parameters
    ----------
    transfers : sequence of Transfer
        Between parties only.
    horizon_years : int
        The last year.
    """
    for each in transfers:
        check_shares(each.label.nl, each.payers)
        check_shares(each.label.nl, each.receivers)
        quantity = np.zeros(horizon_years + 1)
        for year, amount in each.by_year_eur.items():
            if year <= horizon_years:
                quantity[year] += amount
        yield Line(
            each.what,
            each.label,
            quantity,
            np.asarray(1.0),
            each.payers,
            each.receivers,
        )


def cost_parameters(works: Sequence[Work]) -> tuple[str, ...]:
    """Name the prices that works depend on, each once.

    Parameters
    ----------
    works : sequence of Work
        What is made.
    """
    names = (n for w in works for n in (w.measure.investment, w.measure.upkeep))
    return tuple(dict.fromkeys(names))
