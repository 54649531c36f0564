"""What a result hangs on: assumptions that move it, and what it is worth to know them."""

from collections.abc import Iterator

import numpy as np

from werklandschap.appraisal import Appraisal, Proposal, appraise
from werklandschap.appraisal.chances import (
    Chances,
    tornado,
    worth_of_knowing_all_eur,
    worth_of_knowing_eur,
)
from werklandschap.appraisal.discounting import discount_factors
from werklandschap.parameters import Assumptions, parameter
from werklandschap.study.business_case.outcome import AssumptionRow, SwingRow

_MOST = 10
"""So many assumptions are shown: those that matter most."""

_DISCOUNT = "appraisal.discount_share"


def swings(
    proposal: Proposal, given: Assumptions, whole: Appraisal, social: Chances
) -> list[SwingRow]:
    """Move assumptions one by one and see what becomes of society's result.

    Parameters
    ----------
    proposal : Proposal
        The plan.
    given : Assumptions
        Where the others stay.
    whole : Appraisal
        What was found with them.
    social : Chances
        Draws by the social rate.

    Returns
    -------
    list of SwingRow
        The ten that matter most, the most first.
    """

    def result(moved: Assumptions) -> float:
        found = appraise(proposal, moved, horizon_years=whole.horizon_years)
        return _social_eur(found, moved[_DISCOUNT])

    known = {name for name, _ in given.own}
    names = [n for n in (*whole.parameters, _DISCOUNT) if n not in known]
    found = tornado(result, given, names=names)[:_MOST]
    values = social.social_eur
    rows = []
    for swing in found:
        told = parameter(swing.parameter, on=given.on)
        drawn = social.draws.values.get(swing.parameter)
        rows.append(
            SwingRow(
                parameter=swing.parameter,
                label=told.label,
                low=told.low,
                central=told.value,
                high=told.high,
                unit=str(told.unit),
                mark=told.mark,
                at_low_eur=swing.at_low_eur,
                at_high_eur=swing.at_high_eur,
                worth_of_knowing_eur=0.0
                if drawn is None
                else worth_of_knowing_eur(values, drawn),
            )
        )
    return rows


def _social_eur(found: Appraisal, rate: float) -> float:
    """Add up what society is left with, without writing every cent down."""
    factors = discount_factors(rate, found.horizon_years)
    total = 0.0
    for line in found.lines:
        if line.is_transfer:
            continue
        sign = 1.0 if "outside" in line.payers else -1.0
        total += sign * float(line.price_eur) * float(line.quantity @ factors)
    return total


def knowing_all_eur(social: Chances) -> float:
    """Tell what it is worth to know everything before deciding.

    Parameters
    ----------
    social : Chances
        Draws by the social rate.
    """
    return worth_of_knowing_all_eur(np.asarray(social.social_eur))


def assumption_rows(whole: Appraisal, given: Assumptions) -> Iterator[AssumptionRow]:
    """List every number that the result hangs on.

    Parameters
    ----------
    whole : Appraisal
        What was found.
    given : Assumptions
        With values of the user's own.
    """
    own = dict(given.own)
    rates = (_DISCOUNT, "appraisal.discount_sunk_share", "appraisal.firm_rate_share")
    rest = ("appraisal.public_rate_share", "appraisal.profit_tax_share")
    for name in dict.fromkeys((*whole.parameters, *rates, *rest, *own)):
        told = parameter(name, on=given.on)
        yield AssumptionRow(
            parameter=name,
            label=told.label,
            unit=str(told.unit),
            value=told.value,
            low=told.low,
            high=told.high,
            mark=told.mark,
            source=f"{told.reference.publisher}, {told.reference.title}",
            price_level=told.price_level,
            own=own.get(name),
        )
