"""Subsidies for heat and power."""

from datetime import date
from decimal import Decimal

from werklandschap.core.money import to_cents
from werklandschap.core.text import Text
from werklandschap.funding._declare import number, scheme
from werklandschap.funding._references import ENERGY
from werklandschap.funding._words import (
    NOTHING,
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


@scheme(
    label=Text(
        "Investeringssubsidie duurzame energie (ISDE)", "Subsidy for heat (ISDE)"
    ),
    level=Level.STATE,
    form=Form.SUBSIDY,
    applicants=[Applicant.FIRM, Applicant.OWNER],
    works=[Kind.HEATING, Kind.ENERGY_SAVING],
    opens=date(2024, 1, 1),
    closes=None,
    known_until=date(2027, 1, 1),
    order=Order.APPLY_FIRST,
    effort=Effort.MIDDLE,
    mark="verified",
    reference=ENERGY,
    excludes=["eia", "sde_plus_plus"],
)
def isde(case: Case) -> Grant:
    """Pay the amount that the list of devices names."""
    if case.listed_amount_eur is None:
        return unknown(
            "Zoek het apparaat op in de lijst van dit jaar; daar staat het bedrag.",
            "Look the device up in this year's list; that names the amount.",
        )
    return Grant(
        to_cents(min(case.listed_amount_eur, case.eligible_costs_eur)),
        (Text("Het bedrag uit de lijst.", "The amount on the list."),),
    )


@scheme(
    label=Text("Exploitatiesubsidie (SDE++)", "Operating subsidy (SDE++)"),
    level=Level.STATE,
    form=Form.SUBSIDY,
    applicants=[Applicant.FIRM, Applicant.OWNER, Applicant.COLLECTIVE],
    works=[Kind.SOLAR],
    opens=date(2024, 1, 1),
    closes=None,
    known_until=date(2027, 1, 1),
    order=Order.APPLY_FIRST,
    effort=Effort.HIGH,
    mark="verified",
    reference=ENERGY,
    excludes=["isde", "eia"],
)
def sde_plus_plus(case: Case) -> Grant:
    """Pay each year what power costs above what the market gives for it."""
    for is_met, nl, en in _sde_conditions(case):
        if not is_met:
            return refused(nl, en)
    if case.base_price_eur_per_kwh is None:
        return unknown(
            "Het basisbedrag van deze ronde is niet opgegeven.",
            "The base amount of this round has not been given.",
        )
    years = int(number("sde_year", on=case.applied_on))
    market = number("sde_market_eur_per_kwh", on=case.applied_on)
    gap = max(case.base_price_eur_per_kwh - market, NOTHING)
    return Grant(
        to_cents(gap * Decimal(str(case.yearly_kwh)) * years),
        (
            Text(
                f"Het verschil met de marktprijs, {years} jaar; het beweegt daarmee.",
                f"The gap to the market price for {years} years; it moves with it.",
            ),
        ),
        years,
    )


def _sde_conditions(case: Case) -> list[tuple[bool, str, str]]:
    least = float(number("sde_least_kwp", on=case.applied_on))
    study = float(number("sde_study_kwp", on=case.applied_on))
    return [
        (
            case.solar_kwp >= least,
            f"De installatie moet minstens {least:g} kWp zijn.",
            f"The installation must be at least {least:g} kWp.",
        ),
        (
            case.has_large_connection,
            "Er is een grootverbruikaansluiting nodig (meer dan 3 x 80 A).",
            "A large connection is needed (above 3 x 80 A).",
        ),
        (
            case.has_transport_indication,
            "Er is een transportindicatie van de netbeheerder nodig.",
            "A transport indication of the grid operator is needed.",
        ),
        (
            case.solar_kwp < study or case.has_feasibility_study,
            f"Vanaf {study:g} kWp is een haalbaarheidsstudie nodig.",
            f"From {study:g} kWp a feasibility study is needed.",
        ),
    ]
