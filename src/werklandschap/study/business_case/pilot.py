"""Whether a plan could be a pilot of the state: what it would get, and what blocks that."""

from dataclasses import dataclass
from decimal import Decimal

from werklandschap.funding import SCHEMES, Applicant, Case
from werklandschap.funding.programme import (
    Condition,
    pilot_amount_eur,
    pilot_conditions,
)
from werklandschap.study.business_case.choices import Choices
from werklandschap.study.business_case.money import kind_of
from werklandschap.study.business_case.planned import Planned

_SCHEME = "pilot_contribution"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pilot:
    """A plan against the rules for a pilot.

    ``amount_eur`` is what it would get, more than half of which must go to the
    unprofitable top, ``top_eur``.
    """

    amount_eur: float
    top_eur: float
    conditions: tuple[Condition, ...]

    @property
    def is_met(self) -> bool:
        """Whether no rule blocks it."""
        return all(each.is_met for each in self.conditions)


def pilot_of(planned: Planned, choices: Choices, top_eur: float) -> Pilot:
    """Hold a plan as a whole against the rules for a pilot.

    Parameters
    ----------
    planned : Planned
        The plan; all works that the scheme pays for count, whoever pays for them.
    choices : Choices
        With the zone, its environmental category and what the region puts in.
    top_eur : float
        What those who invest are short of. [€]
    """
    works = SCHEMES[_SCHEME].works
    own = [part for part in planned.parts if kind_of(part) in works]
    case = Case(
        applied_on=planned.on,
        applicant=Applicant.PROVINCE,
        works=frozenset(kind_of(part) for part in own),
        eligible_costs_eur=_eur(sum(part.invest_eur for part in own)),
        co_finance_eur=_eur(choices.co_finance_eur),
        unprofitable_top_eur=_eur(top_eur),
        zone_ha=choices.zone_ha,
        environmental_category=choices.environmental_category,
        is_mixed_at_city_edge=choices.is_mixed_at_city_edge,
    )
    return Pilot(
        amount_eur=float(pilot_amount_eur(case)),
        top_eur=top_eur,
        conditions=pilot_conditions(case),
    )


def _eur(amount: float) -> Decimal:
    return Decimal(str(round(amount, 2)))
