"""What works cost over the years: net present cost by annuities."""

from collections.abc import Iterable, Sequence
from functools import cache

from werklandschap.measures import MEASURES, Measure, Works
from werklandschap.parameters import Assumptions


def annuity_factor(rate_share: float, years: float) -> float:
    """Work out what one euro a year, at the end of each, is worth at the start.

    Parameters
    ----------
    rate_share : float
        Real discount rate a year. [-]
    years : float
        For how long.

    Examples
    --------
    >>> round(annuity_factor(0.0225, 30), 3)
    21.645
    """
    if rate_share == 0:
        return years
    return float((1 - (1 + rate_share) ** -years) / rate_share)


def investment_eur(works: Iterable[Works], assumptions: Assumptions) -> float:
    """Add up what works cost to make.

    Parameters
    ----------
    works : iterable of Works
        What is to be done.
    assumptions : Assumptions
        The cost parameters.
    """
    return sum(assumptions[work.parameter] * work.quantity for work in works)


def present_cost_eur(
    works: Sequence[Works],
    *,
    year: int,
    start: int,
    assumptions: Assumptions,
    saved_eur: float = 0.0,
) -> float:
    """Work out the net present cost of works that are made in a year, and kept.

    Parameters
    ----------
    works : sequence of Works
        What is to be done.
    year, start : int
        In which year; and the year to which costs are brought back.
    assumptions : Assumptions
        ``plan.discount_rate_share``, ``plan.horizon_year`` and the cost parameters.
    saved_eur : float
        Planned maintenance that need not be done any more in that year. [€]

    Returns
    -------
    float
        In euros of ``start``. [€]

    Notes
    -----
    An investment counts as an equal yearly sum over its technical life, from the year
    in which it is made until ``plan.horizon_year`` years later: what wears out is made
    again, and what is worth something at the end counts only as far as it was used.
    """
    rate = assumptions["plan.discount_rate_share"]
    kept = annuity_factor(rate, assumptions["plan.horizon_year"])
    total = -saved_eur
    for work in works:
        measure = _measure_of()[work.parameter]
        life = annuity_factor(rate, assumptions[measure.lifetime])
        yearly = assumptions[work.parameter] / life + assumptions[measure.upkeep]
        total += yearly * kept * work.quantity
    return float(total / (1 + rate) ** (year - start))


@cache
def _measure_of() -> dict[str, Measure]:
    return {measure.investment: measure for measure in MEASURES.values()}
