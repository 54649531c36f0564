"""Relief of tax on investments."""

from datetime import date
from decimal import Decimal

from werklandschap.core.money import to_cents
from werklandschap.core.text import Text
from werklandschap.funding._declare import number, scheme
from werklandschap.funding._references import TAX
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
)

_FIRMS = (Applicant.FIRM, Applicant.OWNER)
_LISTED = (Kind.GREEN_ROOF, Kind.GREENING, Kind.WATER_STORAGE, Kind.ENERGY_SAVING)
_NOT_ON_LIST = (
    "Noem de klasse van de Milieulijst (1, 2 of 3) waar dit in staat.",
    "Name the class of the Milieulijst (1, 2 or 3) that lists this.",
)
_TOO_SMALL = (
    "Het bedrag is lager dan de drempel.",
    "The amount is below the threshold.",
)


@scheme(
    label=Text("Milieu-investeringsaftrek (MIA)", "Environmental deduction (MIA)"),
    level=Level.STATE,
    form=Form.TAX,
    applicants=_FIRMS,
    works=_LISTED,
    opens=date(2024, 1, 1),
    closes=None,
    known_until=date(2027, 1, 1),
    order=Order.REPORT_AFTER,
    effort=Effort.LOW,
    mark="memory",
    reference=TAX,
    excludes=["eia"],
)
def mia(case: Case) -> Grant:
    """Deduct a part of a listed investment from the profit that is taxed."""
    if case.list_class not in {1, 2, 3}:
        return refused(*_NOT_ON_LIST)
    if case.eligible_costs_eur < number("tax_least_eur", on=case.applied_on):
        return refused(*_TOO_SMALL)
    share = number(f"mia_class_{case.list_class}_share", on=case.applied_on)
    return _deducted(case, share)


@scheme(
    label=Text("Willekeurige afschrijving (Vamil)", "Free depreciation (Vamil)"),
    level=Level.STATE,
    form=Form.TAX,
    applicants=_FIRMS,
    works=_LISTED,
    opens=date(2024, 1, 1),
    closes=None,
    known_until=date(2027, 1, 1),
    order=Order.REPORT_AFTER,
    effort=Effort.LOW,
    mark="verified",
    reference=TAX,
)
def vamil(case: Case) -> Grant:
    """Write off most of a listed investment at once, and so pay tax later."""
    if case.list_class not in {1, 2, 3}:
        return refused(*_NOT_ON_LIST)
    if case.eligible_costs_eur < number("tax_least_eur", on=case.applied_on):
        return refused(*_TOO_SMALL)
    freed = _up_to_most(case) * number("vamil_share", on=case.applied_on)
    later = _worth_of_even_depreciation(case)
    return Grant(
        to_cents(freed * _tax(case) * (1 - later)),
        (
            Text(
                "De rente over later betaalde belasting.", "Interest on tax paid later."
            ),
        ),
    )


@scheme(
    label=Text("Energie-investeringsaftrek (EIA)", "Energy deduction (EIA)"),
    level=Level.STATE,
    form=Form.TAX,
    applicants=_FIRMS,
    works=[Kind.ENERGY_SAVING, Kind.HEATING],
    opens=date(2024, 1, 1),
    closes=None,
    known_until=date(2027, 1, 1),
    order=Order.REPORT_AFTER,
    effort=Effort.LOW,
    mark="memory",
    reference=TAX,
    excludes=["mia", "isde"],
)
def eia(case: Case) -> Grant:
    """Deduct a part of a listed saving of energy from the profit that is taxed."""
    if case.eligible_costs_eur < number("tax_least_eur", on=case.applied_on):
        return refused(*_TOO_SMALL)
    return _deducted(case, number("eia_share", on=case.applied_on))


def _deducted(case: Case, share: Decimal) -> Grant:
    return Grant(
        to_cents(_up_to_most(case) * share * _tax(case)),
        (
            Text(
                "Aftrek maal uw tarief; u moet genoeg winst maken.",
                "Deduction times your rate; you need enough profit.",
            ),
        ),
    )


def _up_to_most(case: Case) -> Decimal:
    return min(case.eligible_costs_eur, number("tax_most_eur", on=case.applied_on))


def _tax(case: Case) -> Decimal:
    return number("profit_tax_share", on=case.applied_on)


def _worth_of_even_depreciation(case: Case) -> Decimal:
    """Calculate what a euro is worth that is written off evenly instead of now."""
    years = int(number("write_off_year", on=case.applied_on))
    rate = number("interest_share", on=case.applied_on)
    return sum(((1 + rate) ** -year for year in range(years)), Decimal(0)) / years
