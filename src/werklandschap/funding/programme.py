"""What the programme, the state and provinces put in."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from werklandschap.core.money import to_cents
from werklandschap.core.text import Text
from werklandschap.funding._declare import number, part_of_costs, scheme
from werklandschap.funding._references import (
    GUIDANCE,
    INVITATION,
    OFFER,
    SPACE_FOR_ECONOMY,
)
from werklandschap.funding._words import (
    Applicant,
    Case,
    Effort,
    Form,
    Grant,
    Kind,
    Level,
    Order,
    refused,
    unknown,
)

_STANDARD_PROVINCES = {"Utrecht", "Gelderland", "Zuid-Holland", "Noord-Brabant"}
_VISION_AND_PLAN = {Kind.GREEN_VISION, Kind.FINANCING_PLAN}
_CATEGORIES = {4, 5}


@scheme(
    label=Text("Voucher van het programma", "Programme voucher"),
    level=Level.PROGRAMME,
    form=Form.SUBSIDY,
    applicants=[Applicant.COLLECTIVE],
    works=_VISION_AND_PLAN,
    opens=date(2025, 1, 1),
    closes=date(2033, 1, 1),
    known_until=date(2028, 1, 1),
    order=Order.APPLY_FIRST,
    effort=Effort.LOW,
    mark="seed",
    reference=OFFER,
)
def programme_voucher(case: Case) -> Grant:
    """Pay for help with a green vision and a financing plan of a park, both together."""
    if not case.works >= _VISION_AND_PLAN:
        return refused(
            "De voucher is voor een groenvisie én een financieringsplan.",
            "The voucher is for a green vision and a financing plan, both.",
        )
    if case.province in _STANDARD_PROVINCES:
        most = number("voucher_eur", on=case.applied_on)
    elif case.province == "Overijssel":
        most = number("voucher_overijssel_eur", on=case.applied_on)
    else:
        return unknown(
            "Van deze provincie is nog geen bedrag bekend.",
            "No amount is known of this province yet.",
        )
    return Grant(
        to_cents(min(case.eligible_costs_eur, most)),
        (Text("De kosten tot het bedrag van de voucher.", "Costs up to the voucher."),),
    )


@scheme(
    label=Text("Bijdrage aan een Green Deal", "Green Deal contribution"),
    level=Level.PROGRAMME,
    form=Form.SUBSIDY,
    applicants=[Applicant.PROVINCE],
    works=[Kind.GREENING, Kind.GUIDANCE, Kind.PUBLIC_SPACE],
    opens=date(2023, 5, 10),
    closes=date(2033, 1, 1),
    known_until=date(2028, 1, 1),
    order=Order.APPLY_FIRST,
    effort=Effort.HIGH,
    mark="seed",
    reference=INVITATION,
)
def green_deal_contribution(case: Case) -> Grant:
    """Match what a province, its municipalities and parks put into a Green Deal."""
    most = number("green_deal_eur", on=case.applied_on)
    if not case.co_finance_eur > 0:
        return refused(
            "Provincie, gemeenten en terreinen leggen zelf ook geld in.",
            "The province, municipalities and parks put in money too.",
        )
    matched = min(case.co_finance_eur, case.eligible_costs_eur, most)
    return Grant(
        to_cents(matched), (Text("Even veel als u inlegt.", "As much as yours."),)
    )


@scheme(
    label=Text("Rijksbijdrage aan een pilot", "State contribution to a pilot"),
    level=Level.STATE,
    form=Form.SUBSIDY,
    applicants=[Applicant.PROVINCE, Applicant.MUNICIPALITY],
    works=[Kind.REDEVELOPMENT, Kind.PUBLIC_SPACE, Kind.GREENING],
    opens=date(2024, 1, 1),
    closes=None,
    known_until=date(2027, 1, 1),
    order=Order.APPLY_FIRST,
    effort=Effort.HIGH,
    mark="seed",
    reference=SPACE_FOR_ECONOMY,
)
def pilot_contribution(case: Case) -> Grant:
    """Pay for a zone that is too complex or unprofitable for the market."""
    for each in pilot_conditions(case):
        if not each.is_met:
            return refused(each.text.nl, each.text.en)
    amount = pilot_amount_eur(case)
    return Grant(to_cents(amount), (Text("Even veel als de regio.", "As the region."),))


@dataclass(frozen=True, slots=True)
class Condition:
    """A rule of a scheme, and whether a case meets it."""

    text: Text
    is_met: bool


def pilot_amount_eur(case: Case) -> Decimal:
    """Work out what a pilot would get if it meets all conditions.

    Parameters
    ----------
    case : Case
        As much as the region puts in, up to the costs and the largest contribution.
    """
    most = number("pilot_eur", on=case.applied_on)
    return min(case.co_finance_eur, case.eligible_costs_eur, most)


def pilot_conditions(case: Case) -> tuple[Condition, ...]:
    """List the rules for a state contribution to a pilot, and which are met.

    Parameters
    ----------
    case : Case
        The zone, its costs and what it is short of.
    """
    low = float(number("pilot_least_ha", on=case.applied_on))
    high = float(number("pilot_most_ha", on=case.applied_on))
    is_meant = case.environmental_category in _CATEGORIES or case.is_mixed_at_city_edge
    return (
        Condition(
            Text(
                f"De kansenzone moet {low:g} tot {high:g} hectare zijn.",
                f"The zone must be {low:g} to {high:g} hectares.",
            ),
            low <= case.zone_ha <= high,
        ),
        Condition(
            Text(
                "Het terrein is voor milieucategorie 4 of 5, of gemengd aan de stadsrand.",
                "The park is for environmental category 4 or 5, or mixed at the city's edge.",
            ),
            is_meant,
        ),
        Condition(
            Text(
                "Provincie en gemeente leggen minstens evenveel in.",
                "The province and municipality put in at least as much.",
            ),
            case.co_finance_eur > 0,
        ),
        Condition(
            Text(
                "Meer dan de helft van de bijdrage moet naar de onrendabele top gaan.",
                "More than half of the contribution must go to the unprofitable top.",
            ),
            case.unprofitable_top_eur > pilot_amount_eur(case) / 2,
        ),
    )


@scheme(
    label=Text("Begeleiding via de provincie", "Guidance through the province"),
    level=Level.PROVINCE,
    form=Form.SUBSIDY,
    applicants=[Applicant.COLLECTIVE],
    works=[Kind.GUIDANCE],
    opens=date(2024, 4, 1),
    closes=date(2027, 5, 1),
    order=Order.APPLY_FIRST,
    effort=Effort.LOW,
    mark="verified",
    reference=GUIDANCE,
)
def province_guidance(case: Case) -> Grant:
    """Pay for guidance of a park, never for works."""
    amount = part_of_costs(
        case,
        share=number("guidance_costs_share", on=case.applied_on),
        maximum_eur=number("guidance_eur", on=case.applied_on),
    )
    return Grant(amount, (Text("Gemiddelde per terrein.", "The mean per park."),))
