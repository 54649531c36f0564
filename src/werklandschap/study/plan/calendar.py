"""In which years a plan is carried out, and why in those."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from werklandschap.measures.maintenance import PlannedWork
from werklandschap.study.plan.choice import choose
from werklandschap.study.plan.goal import Goal
from werklandschap.study.plan.model import Menu
from werklandschap.study.plan.options import Options, Package, Wish

_MOST_YEARS = 10
_EXACT = 1e-6


class YearReason(StrEnum):
    """Why something is done in a year and in no other."""

    RIDES_ALONG = "rides_along"
    BUDGET = "budget"
    IN_TIME = "in_time"


@dataclass(frozen=True, slots=True)
class WhyYear:
    """The reason, and what planned maintenance is saved in that year, in euros."""

    reason: YearReason
    saved_eur: float = 0.0


def years_of(goal: Goal, planned: Iterable[PlannedWork], *, first: int) -> list[int]:
    """List the years in which parts of a plan may be carried out.

    The first year, those of targets and of budgets; and, as far as there is room, the
    years up to the last of those in which most maintenance is planned.

    Parameters
    ----------
    goal : Goal
        With its targets and budgets.
    planned : iterable of PlannedWork
        Planned maintenance.
    first : int
        The first year of a plan.
    """
    asked = {first, *(target.year for target in goal.targets)}
    budgets = {each.year for each in goal.budgets if each.year is not None} - asked
    last = max(asked | budgets)
    years = sorted(asked)[:_MOST_YEARS]
    years += sorted(year for year in budgets if year >= first)
    rides = [work.year for work in planned if first <= work.year <= last]
    busy = sorted(set(rides) - set(years), key=lambda year: (-rides.count(year), year))
    return sorted([*years, *busy][:_MOST_YEARS])


def in_good_years(options: Options, wish: Wish, package: Package) -> Package:
    """Do the same for the least money: each part in its best year.

    Parameters
    ----------
    options, wish
        See `werklandschap.study.plan.choice.choose`.
    package : Package
        What was chosen.

    Returns
    -------
    Package
        Of the same sites, or fewer, with the gains that were asked; where weights count
        with as much gain. Budgets hold as before.
    """
    if wish.worth_eur is not None:
        return package  # it is the cheapest in all years already
    gain = package.gain - _EXACT * np.abs(package.gain)
    needed = gain if wish.weights is not None else np.minimum(wish.needed, gain)
    same = np.isin(options.site, options.site[package.chosen])
    if wish.is_allowed is not None:
        same &= wish.is_allowed
    asked = replace(wish, needed=needed, weights=None, is_allowed=same)
    found = choose(options, asked, gap=_EXACT)
    if not found.is_enough or found.cost_eur > package.cost_eur:
        return package
    return replace(found, gap=package.gap, shortfall=package.shortfall)


def why_year(known: Menu, option: int) -> WhyYear:
    """Say why a part of a plan is carried out in its year.

    Parameters
    ----------
    known : Menu
        The options.
    option : int
        The part: a candidate in a year.

    Returns
    -------
    WhyYear
        It rides along with maintenance; or a budget keeps it from a cheaper year that
        is in time too; or it is the cheapest year that is in time, as costs that come
        later weigh less.
    """
    options = known.options
    same = np.flatnonzero(known.candidate == known.candidate[option])
    saved = float(known.invest_eur[same].max() - known.invest_eur[option])
    if saved > 0:
        return WhyYear(YearReason.RIDES_ALONG, saved)
    as_good = (options.gain[same] >= options.gain[option]).all(axis=1)
    if (
        options.cost_eur[same[as_good]] < options.cost_eur[option] * (1 - _EXACT)
    ).any():
        return WhyYear(YearReason.BUDGET)
    return WhyYear(YearReason.IN_TIME)
