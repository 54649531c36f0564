"""What a result hangs on: assumptions that move it, and what it is worth to know them."""

from collections.abc import Iterator

import numpy as np

from werklandschap.appraisal import BENEFITS, Appraisal, Line, Proposal, appraise
from werklandschap.appraisal.chances import (
    Chances,
    Swing,
    tornado,
    worth_of_knowing_all_eur,
    worth_of_knowing_eur,
)
from werklandschap.appraisal.discounting import discount_factors
from werklandschap.appraisal.uncertainty import EFFECT
from werklandschap.core.references import Reference
from werklandschap.parameters import Assumptions, parameter
from werklandschap.study.business_case.effects import Effect
from werklandschap.study.business_case.outcome import AssumptionRow, SwingRow
from werklandschap.study.business_case.propose import counted
from werklandschap.study.business_case.rows import Asked
from werklandschap.study.business_case.sizes import (
    LABELS,
    effect_of,
    range_of,
    unit_of,
)

_MOST = 10
"""So many assumptions are shown: those that matter most."""

_DISCOUNT = "appraisal.discount_share"


def swings(
    asked: Asked, proposal: Proposal, whole: Appraisal, social: Chances
) -> list[SwingRow]:
    """Move assumptions and effects one by one and see what becomes of society's result.

    Parameters
    ----------
    asked : Asked
        The plan, its effects and the numbers, where the others stay.
    proposal : Proposal
        The same as an appraisal takes it.
    whole : Appraisal
        What was found with them.
    social : Chances
        Draws by the social rate.

    Returns
    -------
    list of SwingRow
        The ten that matter most, the most first.
    """
    given = asked.given

    def result(moved: Assumptions) -> float:
        found = appraise(proposal, moved, horizon_years=whole.horizon_years)
        return _social_eur(found, moved[_DISCOUNT])

    known = {name for name, _ in given.own}
    names = [n for n in (*whole.parameters, _DISCOUNT) if n not in known]
    found = tornado(result, given, names=names)
    found += _of_effects(proposal, whole, known)
    found.sort(key=lambda swing: -swing.width_eur)
    sizes = counted(asked.planned, asked.effects, asked.choices)
    return [_row(each, asked, sizes, social) for each in found[:_MOST]]


def _of_effects(
    proposal: Proposal, whole: Appraisal, known: set[str]
) -> Iterator[Swing]:
    """Move the size of each effect from its low to its high end."""
    rate = whole.assumptions[_DISCOUNT]
    total = _social_eur(whole, rate)
    worth: dict[str, float] = {}
    for line in whole.lines:
        if line.what in BENEFITS:
            effect = BENEFITS[line.what].effect
            worth[effect] = worth.get(effect, 0.0) + _value_eur(line, rate)
    for effect, spread in proposal.spreads.items():
        if effect in worth and EFFECT + effect not in known:
            at_low, at_high = (
                total + (part - 1) * worth[effect] for part in (spread.low, spread.high)
            )
            yield Swing(EFFECT + effect, at_low, at_high)


def _row(
    swing: Swing, asked: Asked, sizes: dict[str, Effect], social: Chances
) -> SwingRow:
    told = _told(swing.parameter, asked.given, sizes)
    drawn = social.draws.values.get(swing.parameter)
    knowing = 0.0 if drawn is None else worth_of_knowing_eur(social.social_eur, drawn)
    return SwingRow(
        parameter=told.parameter,
        label=told.label,
        low=told.low,
        central=told.value,
        high=told.high,
        unit=told.unit,
        mark=told.mark,
        at_low_eur=swing.at_low_eur,
        at_high_eur=swing.at_high_eur,
        worth_of_knowing_eur=knowing,
    )


def _social_eur(found: Appraisal, rate: float) -> float:
    """Add up what society is left with, without writing every cent down."""
    return sum(_value_eur(line, rate) for line in found.lines if not line.is_transfer)


def _value_eur(line: Line, rate: float) -> float:
    factors = discount_factors(rate, len(line.quantity) - 1)
    sign = 1.0 if "outside" in line.payers else -1.0
    return sign * float(line.price_eur) * float(line.quantity @ factors)


def knowing_all_eur(social: Chances) -> float:
    """Tell what it is worth to know everything before deciding.

    Parameters
    ----------
    social : Chances
        Draws by the social rate.
    """
    return worth_of_knowing_all_eur(np.asarray(social.social_eur))


def assumption_rows(asked: Asked, whole: Appraisal) -> Iterator[AssumptionRow]:
    """List every number that the result hangs on: prices, rates and sizes of effects.

    Parameters
    ----------
    asked : Asked
        The plan, its effects and the numbers, with values of the user's own.
    whole : Appraisal
        What was found.
    """
    own = dict(asked.given.own)
    rates = (_DISCOUNT, "appraisal.discount_sunk_share", "appraisal.firm_rate_share")
    rest = ("appraisal.public_rate_share", "appraisal.profit_tax_share")
    sizes = counted(asked.planned, asked.effects, asked.choices)
    effects = [
        EFFECT + BENEFITS[line.what].effect
        for line in whole.lines
        if line.what in BENEFITS and sizes[BENEFITS[line.what].effect].most
    ]
    for name in dict.fromkeys((*whole.parameters, *rates, *rest, *own, *effects)):
        effect = effect_of(name)
        if effect is None or (effect in sizes and sizes[effect].most):
            yield _told(name, asked.given, sizes)


def _rounded(size: float) -> float:
    """Keep the digits that a simulation deserves."""
    return float(f"{size:.{_DIGITS}g}")


_DIGITS = 3
_MARKS = {True: "simulated", False: "derived"}


def _told(name: str, given: Assumptions, sizes: dict[str, Effect]) -> AssumptionRow:
    """Tell of a number what it is, between what it lies and who says so."""
    own = dict(given.own).get(name)
    effect = effect_of(name)
    if effect is not None:
        low, high = range_of(sizes[effect])
        return AssumptionRow(
            parameter=name,
            label=LABELS[effect],
            unit=str(unit_of(effect)),
            value=_rounded(sizes[effect].most),
            low=_rounded(low),
            high=_rounded(high),
            mark=_MARKS[sizes[effect].is_simulated],
            source="werklandschap, ADR 0038",
            price_level=None,
            own=own,
        )
    told = parameter(name, on=given.on)
    return AssumptionRow(
        parameter=name,
        label=told.label,
        unit=str(told.unit),
        value=told.value,
        low=told.low,
        high=told.high,
        mark=told.mark,
        source=_cited(told.reference),
        price_level=told.price_level,
        own=own,
    )


def _cited(reference: Reference) -> str:
    """Name a source as people cite it: what stands in brackets is for ourselves."""
    return f"{reference.publisher}, {reference.title.partition(' (project')[0]}"
