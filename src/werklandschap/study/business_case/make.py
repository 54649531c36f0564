"""Making a business case: quick enough to change an assumption and see what it does."""

import time
from dataclasses import replace

import numpy as np

from werklandschap.appraisal import (
    PARTIES,
    Appraisal,
    Proposal,
    appraise,
)
from werklandschap.appraisal.chances import Chances, exceedance, of_lines
from werklandschap.appraisal.uncertainty import draw
from werklandschap.appraisal.views import (
    public_budget,
    social_case,
)
from werklandschap.funding.worth import unprofitable_top_eur
from werklandschap.parameters import Assumptions
from werklandschap.study.business_case.choices import HORIZONS, Choices
from werklandschap.study.business_case.effects import Effects, Floats
from werklandschap.study.business_case.hangs_on import (
    assumption_rows,
    knowing_all_eur,
    swings,
)
from werklandschap.study.business_case.money import Funded, funded, transfers_of
from werklandschap.study.business_case.outcome import (
    BusinessCase,
    Social,
)
from werklandschap.study.business_case.pilot import pilot_of
from werklandschap.study.business_case.planned import Planned
from werklandschap.study.business_case.propose import (
    proposal_of,
)
from werklandschap.study.business_case.rows import (
    FIRMS,
    Asked,
    cost_rows,
    damage_by_year,
    gain_rows,
    left_out_rows,
    not_counted_rows,
    party_row,
    spend_by_year,
)
from werklandschap.study.business_case.split import splits_of

_NINE_IN_TEN = (0.05, 0.5, 0.95)
_DRAWS = 8_192


def business_case(
    planned: Planned,
    effects: Effects,
    choices: Choices | None = None,
    *,
    paid_by: Funded | None = None,
) -> BusinessCase:
    """Work out who pays for a plan, who gains, how sure that is and how it is financed.

    Parameters
    ----------
    planned : Planned
        The plan.
    effects : Effects
        What simulations found; see `physical_effects`.
    choices : Choices, optional
        What somebody chose.
    paid_by : Funded, optional
        A mix that was found before and stays, so that only euros are worked out anew.

    Returns
    -------
    BusinessCase
        The same input gives the same euros.

    Raises
    ------
    PlanWithoutCosts
        If nothing is made.
    """
    started = time.perf_counter()
    choices = choices or Choices()
    asked = Asked(
        planned=planned,
        effects=effects,
        choices=choices,
        given=choices.assumptions(planned.on),
    )
    bare = _appraised(asked, proposal_of(planned, effects, choices))
    top = _top_eur(bare, asked)
    money = paid_by or funded(
        planned, effects, choices, income_eur=_income_eur(bare), top_eur=top
    )
    proposal = proposal_of(
        planned, effects, choices, transfers=tuple(transfers_of(money))
    )
    whole = _appraised(asked, proposal)
    return _told(asked, bare, whole, proposal, money, top, started)


def _appraised(asked: Asked, proposal: Proposal) -> Appraisal:
    return appraise(proposal, asked.given, horizon_years=asked.choices.horizon_years)


def rates(given: Assumptions) -> dict[str, float]:
    """Give the discount rate of each party.

    Parameters
    ----------
    given : Assumptions
        The numbers as they hold.
    """
    firm, public = (
        given["appraisal.firm_rate_share"],
        given["appraisal.public_rate_share"],
    )
    return {name: firm if name in FIRMS else public for name in PARTIES}


def _income_eur(bare: Appraisal) -> Floats:
    """Add up what comes in for those who invest, apart from what they spend."""
    payers = {p for line in bare.lines for p in line.payers if p in PARTIES}
    total = np.zeros(bare.horizon_years + 1)
    for line in bare.lines:
        gain = float(np.maximum(line.net_shares(payers), 0).sum())
        total += line.quantity * float(line.price_eur) * gain
    return total


def _top_eur(bare: Appraisal, asked: Asked) -> float:
    """Work out what those who invest are short of, by the rate that firms ask."""
    payers = [p for p in bare.book.parties if _invests(bare, p)]
    net = np.sum([np.array(bare.book.net_eur[p], float) for p in payers], axis=0)
    return unprofitable_top_eur(net, asked.given["appraisal.firm_rate_share"])


def _invests(bare: Appraisal, party: str) -> bool:
    return any(party in line.payers for line in bare.lines)


def _told(
    asked: Asked,
    bare: Appraisal,
    whole: Appraisal,
    proposal: Proposal,
    money: Funded,
    top: float,
    started: float,
) -> BusinessCase:
    own_rates = rates(asked.given)
    drawn, social = _drawn(asked, whole, proposal, own_rates)
    low, _, high = np.quantile(social.social_eur, _NINE_IN_TEN)
    curve = exceedance(social.social_eur, points=41)
    return BusinessCase(
        planned=asked.planned,
        effects=asked.effects,
        choices=asked.choices,
        first_year=asked.planned.first_year,
        horizon_years=asked.choices.horizon_years,
        price_levels=whole.price_levels,
        costs=tuple(cost_rows(asked)),
        spend_by_year=spend_by_year(asked),
        gains=tuple(gain_rows(asked, whole)),
        not_counted=tuple(not_counted_rows(asked, whole)),
        left_out=tuple(left_out_rows(whole)),
        parties=tuple(
            party_row(asked, p, bare, whole, drawn, own_rates[p])
            for p in drawn.parties
            if any(whole.book.net_eur.get(p, ()))
        ),
        social=tuple(_social(asked, whole)),
        social_low_eur=float(low),
        social_high_eur=float(high),
        social_chance=float((social.social_eur > 0).mean()),
        curve=(tuple(curve[0].tolist()), tuple(curve[1].tolist())),
        public_by_year={
            party: tuple(float(each) for each in years)
            for party, years in public_budget(whole.book).items()
        },
        damage_by_year_eur=damage_by_year(asked),
        tornado=tuple(swings(asked, proposal, whole, social)),
        knowing_all_eur=knowing_all_eur(social),
        assumptions=tuple(assumption_rows(asked, whole)),
        top_eur=top,
        splits=splits_of(bare, asked.given),
        funding=money,
        pilot=pilot_of(asked.planned, asked.choices, top),
        lines=whole.lines,
        draws=_DRAWS,
        seconds=time.perf_counter() - started,
    )


def _drawn(
    asked: Asked, whole: Appraisal, proposal: Proposal, own_rates: dict[str, float]
) -> tuple[Chances, Chances]:
    """Find what may come of it by each party's own rate, and by that of society."""
    draws = draw(
        whole.parameters,
        asked.given,
        spreads=proposal.spreads,
        count=_DRAWS,
        seed=asked.choices.seed,
    )
    horizon = asked.choices.horizon_years
    many = appraise(proposal, asked.given, horizon_years=horizon, prices=draws)
    named = {p for line in many.lines for p in (*line.payers, *line.receivers)}
    parties = tuple(party for party in PARTIES if party in named)
    usual = asked.given["appraisal.discount_share"]
    by_own, by_society = (
        of_lines(many.lines, draws, parties=parties, rates=each)
        for each in ([own_rates[p] for p in parties], [usual] * len(parties))
    )
    return by_own, by_society


def _social(asked: Asked, whole: Appraisal) -> list[Social]:
    """Look ahead both ways, at the usual rate; and at that of sunk costs."""
    given = asked.given
    usual, sunk = (
        given["appraisal.discount_share"],
        given["appraisal.discount_sunk_share"],
    )
    rows = []
    for horizon in HORIZONS:
        found = (
            whole
            if horizon == asked.choices.horizon_years
            else appraise(
                proposal_of(asked.planned, asked.effects, _over(asked, horizon)),
                given,
                horizon_years=horizon,
            )
        )
        rows += [_social_row(found, horizon, rate) for rate in (usual, sunk)]
    return rows


def _over(asked: Asked, horizon: int) -> Choices:
    return replace(asked.choices, horizon_years=horizon)


def _social_row(found: Appraisal, horizon: int, rate: float) -> Social:
    case = social_case(found.book, rate=rate)
    return Social(
        horizon_years=horizon,
        rate=rate,
        value_eur=float(case.value_eur),
        benefits_eur=float(case.benefits_eur),
        costs_eur=float(case.costs_eur),
        ratio=case.benefit_cost_ratio if case.costs_eur else 0.0,
    )
