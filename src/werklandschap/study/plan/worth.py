"""What parts of a plan are worth to whom: who is better off if they are carried out.

It is linear, so that a programme can add it up: no subsidies, and nothing that only a
simulation of the whole tells, such as the damage by water that is avoided.
"""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from werklandschap.appraisal import PARTIES, appraise
from werklandschap.appraisal.views import business_case
from werklandschap.landscape import Landscape
from werklandschap.measures import carry_out
from werklandschap.study.business_case.choices import Choices
from werklandschap.study.business_case.effects import Effect, Effects
from werklandschap.study.business_case.make import rates
from werklandschap.study.business_case.physics import READINGS, grows_years
from werklandschap.study.business_case.planned import Planned, PlannedPart
from werklandschap.study.business_case.propose import PARTY_OF, proposal_of
from werklandschap.study.plan.candidates import Candidate
from werklandschap.study.plan.costs import investment_eur
from werklandschap.study.plan.model import Menu

Floats = NDArray[np.float64]


def with_worth(known: Menu, landscape: Landscape) -> Menu:
    """Work out what each option is worth to each party.

    Parameters
    ----------
    known : Menu
        The options.
    landscape : Landscape
        The place as it is.

    Returns
    -------
    Menu
        With ``parties``, those whom any option costs or yields something, and
        ``worth_eur`` (options, parties): net present value by the party's own rate, in
        euros of the first year of the plan. [€]

    Notes
    -----
    Of each candidate the costs and benefits of `werklandschap.appraisal` count, over
    ``plan.horizon_year`` years from its own year. A part that is carried out later is
    worth as much less as the rate of a party says; maintenance that need not be done is
    worth something to whoever pays.
    """
    given = landscape.assumptions
    start = int(known.year.min())
    values = [party_values_eur(each, landscape, year=start) for each in known.found]
    parties = tuple(name for name in PARTIES if any(each.get(name) for each in values))
    alone = np.array([[each.get(name, 0.0) for name in parties] for each in values])
    rate = np.array([rates(given)[name] for name in parties])
    later = (1 + rate) ** -(known.year[:, None] - start)
    worth = (alone[known.candidate] + _saved_eur(known, parties, landscape)) * later
    return replace(known, parties=parties, worth_eur=worth)


def _saved_eur(known: Menu, parties: tuple[str, ...], landscape: Landscape) -> Floats:
    """Give whoever pays the planned maintenance that need not be done any more."""
    whole = np.array(
        [investment_eur(each.works, landscape.assumptions) for each in known.found]
    )
    payer = np.array([PARTY_OF[each.payer] for each in known.found])
    saved = whole[known.candidate] - known.invest_eur
    is_payer = payer[known.candidate][:, None] == np.array(parties)
    found: Floats = np.where(is_payer, saved[:, None], 0.0)
    return found


def party_values_eur(
    candidate: Candidate, landscape: Landscape, *, year: int
) -> dict[str, float]:
    """Tell what a candidate is worth to each party if it is carried out in a year.

    Parameters
    ----------
    candidate : Candidate
        A measure on some sites.
    landscape : Landscape
        The place as it is.
    year : int
        The calendar year; values are in euros of it.
    """
    given = landscape.assumptions
    after = carry_out(landscape, [candidate.step]).landscape
    found = {
        name: Effect(comes=((year, size),), grows_years=grows_years(name, given))
        for name, size in _sizes(landscape, after).items()
    }
    planned = _alone(candidate, landscape, year)
    proposal = proposal_of(planned, Effects(found=found, missing={}), Choices())
    told = appraise(proposal, given, horizon_years=round(given["plan.horizon_year"]))
    own = rates(given)
    return {
        name: float(business_case(told.book, name, rate=own[name]).value_eur)
        for name in told.book.parties
        if name in PARTIES
    }


def _alone(candidate: Candidate, landscape: Landscape, year: int) -> Planned:
    part = PlannedPart(
        id=candidate.id,
        measure=candidate.measure.name,
        quantity=sum(work.quantity for work in candidate.works),
        year=year,
        invest_eur=investment_eur(candidate.works, landscape.assumptions),
        payer=str(candidate.payer),
    )
    return Planned(
        park_id=str(landscape.parks.index[0]),
        name="",
        on=landscape.on,
        is_generated=landscape.is_generated,
        parts=(part,),
    )


def _sizes(before: Landscape, after: Landscape) -> dict[str, float]:
    """Read off the map what a change does, by the names of benefits."""
    found = {}
    for name, reading in READINGS.items():
        old, new = reading(before, before), reading(after, before)
        if old is not None and new is not None:
            found[name] = new - old
    return found
