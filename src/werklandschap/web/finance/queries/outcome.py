"""What a plan means in euros, worked out from what is known and what people filled in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from werklandschap.web.finance.models import Assumed, Ground
from werklandschap.web.finance.queries import grounds
from werklandschap.web.finance.queries.grounds import Basis
from werklandschap.web.plans.models import Plan

if TYPE_CHECKING:
    from werklandschap.appraisal.chances import Chances
    from werklandschap.study.business_case import BusinessCase, Choices
    from werklandschap.study.business_case.outcome import PartyRow

WITHIN_YEARS = 8
DRAWS_SHOWN = 2_048
"""Enough for dots and for a slider: a chance is then sure to about one per cent."""

_KEPT = 8


@dataclass(frozen=True, slots=True, eq=False)
class Worth:
    """What a plan is worth by some choices; ``chances`` are those that pages draw."""

    basis: Basis
    choices: "Choices"
    case: "BusinessCase"
    chances: "Chances"

    @property
    def horizon_years(self) -> int:
        """The last year that is looked at."""
        return self.choices.horizon_years

    @property
    def last_year(self) -> int:
        """The calendar year of the last year."""
        return self.basis.first_year + self.horizon_years


def worth_of(
    plan: Plan,
    assumed: Assumed,
    *,
    horizon_years: int = grounds.HORIZONS[0],
    aim: str = "",
) -> Worth:
    """Work out what a plan is worth; what was asked last is kept for a while.

    Parameters
    ----------
    plan : Plan
        The plan.
    assumed : Assumed
        What people filled in.
    horizon_years : int
        The last year, one of `grounds.HORIZONS`.
    aim : str
        What the mix makes small; as was kept where it is empty.

    Raises
    ------
    PlanWithoutCosts
        If nothing is made.
    """
    from werklandschap.study.business_case import business_case

    choices = grounds.choices_of(assumed, horizon_years=horizon_years, aim=aim)
    ground = Ground.objects.filter(plan=plan).values_list("made_at", flat=True).first()
    key = (plan.pk, plan.made_at, ground, repr(choices))
    found = _worked_out.get(key)
    if found is None:
        basis = grounds.basis_of(plan)
        case = business_case(basis.planned, basis.effects, choices)
        found = Worth(basis, choices, case, _drawn(basis, choices, case))
        while len(_worked_out) >= _KEPT:
            _worked_out.pop(next(iter(_worked_out)), None)
        _worked_out[key] = found
    return found


_worked_out: dict[tuple[Any, ...], Worth] = {}
"""What was asked last: people look at several pages of the same outcome."""


def drawn(worth: Worth, tried: Mapping[str, float] | None = None) -> "Chances":
    """Throw the dice for each party, with the money of the mix that was found.

    Parameters
    ----------
    worth : Worth
        What the plan is worth.
    tried : mapping of str to float, optional
        Values of parameters that somebody tries out, in front of those kept.
    """
    if not tried:
        return worth.chances
    own = {**dict(worth.choices.own), **tried}
    choices = replace(worth.choices, own=tuple(sorted(own.items())))
    return _drawn(worth.basis, choices, worth.case)


def _drawn(basis: Basis, choices: "Choices", case: "BusinessCase") -> "Chances":
    from werklandschap.appraisal.chances import chances
    from werklandschap.study.business_case.make import rates
    from werklandschap.study.business_case.money import transfers_of
    from werklandschap.study.business_case.propose import proposal_of

    given = choices.assumptions(basis.planned.on)
    proposal = proposal_of(
        basis.planned,
        basis.effects,
        choices,
        transfers=tuple(transfers_of(case.funding)),
    )
    return chances(
        proposal,
        given,
        rates=rates(given),
        horizon_years=choices.horizon_years,
        count=DRAWS_SHOWN,
    )


def is_at_stake(row: "PartyRow") -> bool:
    """Tell whether a party ever pays more than it gets: who only gains runs no risk."""
    return min(row.by_year_eur) < 0


def claims() -> Sequence[Any]:
    """List what brochures claim, which is never counted with."""
    from werklandschap.appraisal.claims import claims as known

    return list(known().values())


def flows_of(worth: Worth, party: str) -> list[dict[str, Any]]:
    """List what a party pays and gains per post, added up over the years.

    Parameters
    ----------
    worth : Worth
        What the plan is worth.
    party : str
        Whose posts.
    """
    from werklandschap.appraisal import appraise
    from werklandschap.study.business_case.money import transfers_of
    from werklandschap.study.business_case.propose import proposal_of

    proposal = proposal_of(
        worth.basis.planned,
        worth.basis.effects,
        worth.choices,
        transfers=tuple(transfers_of(worth.case.funding)),
    )
    given = worth.choices.assumptions(worth.basis.planned.on)
    lines = appraise(proposal, given, horizon_years=worth.horizon_years).lines
    found: dict[tuple[str, bool], dict[str, Any]] = {}
    for line in lines:
        (share,) = line.net_shares([party]).tolist()
        years = line.quantity * float(line.price_eur) * share
        if not years.any():
            continue
        post = found.setdefault(
            (line.label.nl, is_upkeep(line.what)),
            {
                "label": line.label,
                "is_upkeep": is_upkeep(line.what),
                "years": [0.0] * len(years),
            },
        )
        post["years"] = [a + b for a, b in zip(post["years"], years, strict=True)]
    return [{**each, "total": sum(each["years"])} for each in found.values()]


def is_upkeep(what: str) -> bool:
    """Tell whether a post is upkeep, which has the label of its measure too."""
    return "_yearly_eur_per_" in what


def forget() -> None:
    """Forget what was worked out, as tests do that put other plans in their stead."""
    _worked_out.clear()
