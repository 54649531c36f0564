"""Money that is paid back: from profit, from resale or from savings."""

from datetime import date
from decimal import Decimal

from werklandschap.core.money import to_cents
from werklandschap.core.text import Text
from werklandschap.funding._declare import number, scheme
from werklandschap.funding._references import PERFORMANCE, PRACTICE, SPACE_FOR_ECONOMY
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


@scheme(
    label=Text("Groene lening", "Green loan"),
    level=Level.MARKET,
    form=Form.LOAN,
    applicants=[Applicant.FIRM, Applicant.OWNER, Applicant.COLLECTIVE],
    works=PHYSICAL,
    opens=date(2015, 1, 1),
    closes=None,
    order=Order.FREE,
    effort=Effort.MIDDLE,
    mark="memory",
    reference=PRACTICE,
)
def green_loan(case: Case) -> Grant:
    """Lend what is not paid for otherwise; a bank sets the interest."""
    if case.loan_years < 1:
        return refused(
            "Noem in hoeveel jaar u de lening terugbetaalt.",
            "Name in how many years you pay the loan back.",
        )
    return Grant(
        to_cents(max(case.eligible_costs_eur - case.co_finance_eur, Decimal(0))),
        (Text("Een bank bepaalt de rente.", "A bank sets the interest."),),
        case.loan_years,
    )


@scheme(
    label=Text("Revolverend fonds", "Revolving fund"),
    level=Level.PROVINCE,
    form=Form.LOAN,
    applicants=[Applicant.MUNICIPALITY, Applicant.OWNER, Applicant.COLLECTIVE],
    works=[Kind.REDEVELOPMENT],
    opens=date(2010, 1, 1),
    closes=None,
    order=Order.APPLY_FIRST,
    effort=Effort.HIGH,
    mark="seed",
    reference=SPACE_FOR_ECONOMY,
)
def revolving_fund(case: Case) -> Grant:
    """Put money in a redevelopment that comes back when it is sold."""
    most = number("revolving_fund_eur", on=case.applied_on)
    back = number("revolving_share", on=case.applied_on)
    return Grant(
        to_cents(min(case.eligible_costs_eur, most)),
        (
            Text(
                f"Van elke euro kwam elders {100 * back:.1f} cent terug.",
                f"Elsewhere {100 * back:.1f} cents of each euro came back.",
            ),
        ),
        max(case.loan_years, 1),
    )


@scheme(
    label=Text("Energieprestatiecontract", "Energy performance contract"),
    level=Level.MARKET,
    form=Form.SAVINGS,
    applicants=[Applicant.FIRM, Applicant.OWNER, Applicant.COLLECTIVE],
    works=[Kind.ENERGY_SAVING, Kind.HEATING, Kind.SOLAR],
    opens=date(2015, 1, 1),
    closes=None,
    order=Order.FREE,
    effort=Effort.HIGH,
    mark="verified",
    reference=PERFORMANCE,
)
def energy_performance_contract(case: Case) -> Grant:
    """Let a contractor invest, who is paid out of what is saved."""
    share = number("performance_share", on=case.applied_on)
    earned = case.yearly_savings_eur * share * case.contract_years
    if earned < case.eligible_costs_eur:
        return refused(
            "De besparing is te klein: de investeerder verdient zijn geld niet terug.",
            "The saving is too small: the investor does not get the money back.",
        )
    return Grant(
        to_cents(case.eligible_costs_eur),
        (Text("De investeerder betaalt alles vooraf.", "The investor pays it all."),),
        case.contract_years,
    )
