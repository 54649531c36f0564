"""What a park brings together by itself."""

from datetime import date
from decimal import Decimal

from werklandschap.core.money import to_cents
from werklandschap.core.text import Text
from werklandschap.funding._declare import number, scheme
from werklandschap.funding._references import BIZ_LAW, PRACTICE
from werklandschap.funding._words import (
    PHYSICAL,
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

_TOGETHER = (Kind.GREENING, Kind.PUBLIC_SPACE, Kind.WATER_STORAGE, Kind.GUIDANCE)


@scheme(
    label=Text("BIZ-bijdrage", "BIZ levy"),
    level=Level.PARK,
    form=Form.LEVY,
    applicants=[Applicant.COLLECTIVE],
    works=_TOGETHER,
    opens=date(2015, 1, 1),
    closes=None,
    order=Order.FREE,
    effort=Effort.HIGH,
    mark="verified",
    reference=BIZ_LAW,
)
def biz_levy(case: Case) -> Grant:
    """Let everyone in the zone pay, after a vote, for at most five years."""
    most = int(number("biz_most_year", on=case.applied_on))
    if not case.has_support:
        return refused(
            "Eerst moet de stemming onder alle bijdrageplichtigen genoeg steun geven.",
            "The vote among all who pay must give enough support first.",
        )
    if not 1 <= case.levy_years <= most:
        return refused(
            f"Een BIZ duurt 1 tot {most} jaar; daarna is een nieuwe stemming nodig.",
            f"A BIZ lasts 1 to {most} years; after that a new vote is needed.",
        )
    kept = number("biz_collecting_share", on=case.applied_on)
    return Grant(
        to_cents(case.levy_yearly_eur * case.levy_years * (1 - kept)),
        (Text("De heffing, na kosten van inning.", "The levy, less collecting it."),),
        case.levy_years,
    )


@scheme(
    label=Text("Ondernemersfonds", "Business fund"),
    level=Level.PARK,
    form=Form.LEVY,
    applicants=[Applicant.COLLECTIVE],
    works=_TOGETHER,
    opens=date(2015, 1, 1),
    closes=None,
    order=Order.FREE,
    effort=Effort.MIDDLE,
    mark="memory",
    reference=PRACTICE,
)
def business_fund(case: Case) -> Grant:
    """Let a surcharge on the property tax pay, year by year."""
    rate = number("fund_of_woz_share", on=case.applied_on)
    yearly = case.woz_eur * rate
    return Grant(
        to_cents(yearly * max(case.levy_years, 1)),
        (Text("Een opslag op de OZB.", "A surcharge on the property tax."),),
        max(case.levy_years, 1),
    )


@scheme(
    label=Text("Bijdrage aan parkmanagement", "Park management contribution"),
    level=Level.PARK,
    form=Form.LEVY,
    applicants=[Applicant.COLLECTIVE],
    works=[*PHYSICAL, Kind.GUIDANCE],
    opens=date(2000, 1, 1),
    closes=None,
    order=Order.FREE,
    effort=Effort.MIDDLE,
    mark="memory",
    reference=PRACTICE,
)
def park_management_contribution(case: Case) -> Grant:
    """Let members pay by the size of their plot."""
    rate = number("park_management_eur_per_m2", on=case.applied_on)
    yearly = Decimal(str(case.plots_m2)) * rate
    return Grant(
        to_cents(yearly * max(case.levy_years, 1)),
        (Text("Een bijdrage per m² kavel.", "A contribution per m² of plot."),),
        max(case.levy_years, 1),
    )
