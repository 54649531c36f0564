"""Three ways to look at the same flows: a party's, society's and the public purse's."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from werklandschap.appraisal.discounting import check_rate, payback_year
from werklandschap.appraisal.flows import Book, Flow
from werklandschap.appraisal.parties import OUTSIDE, PARTIES, STATE
from werklandschap.core.money import to_cents


@dataclass(frozen=True, slots=True)
class BusinessCase:
    """What a plan means for one party, by its own rate."""

    party: str
    rate: float
    by_year_eur: tuple[Decimal, ...]
    value_eur: Decimal
    payback_year: int | None

    @property
    def is_better_off(self) -> bool:
        """Whether it gains in the end."""
        return self.value_eur > 0


@dataclass(frozen=True, slots=True)
class SocialCase:
    """What a plan means for society, and how that falls among the parties."""

    rate: float
    value_eur: Decimal
    by_party_eur: Mapping[str, Decimal]
    benefits_eur: Decimal
    costs_eur: Decimal

    @property
    def benefit_cost_ratio(self) -> float:
        """Benefits over costs, infinite where nothing is paid."""
        return (
            float(self.benefits_eur / self.costs_eur)
            if self.costs_eur
            else float("inf")
        )


def business_case(book: Book, party: str, *, rate: float) -> BusinessCase:
    """Draw up the case of one party.

    Parameters
    ----------
    book : Book
        All flows, with tax among them where the party pays it.
    party : str
        Whose case it is; one who takes no part gains nothing.
    rate : float
        The party's own discount rate. [-]
    """
    check_rate(rate)
    years = book.net_eur.get(party, (Decimal(0),) * (book.horizon_years + 1))
    value = book.values_eur(rate).get(party, Decimal(0))
    return BusinessCase(
        party, rate, years, value, payback_year([float(each) for each in years])
    )


def social_case(book: Book, *, rate: float) -> SocialCase:
    """Draw up the cost-benefit analysis of society; transfers fall away in it.

    Parameters
    ----------
    book : Book
        All flows.
    rate : float
        The discount rate of society. [-]
    """
    gained = Book(
        tuple(f for f in book.flows if f.payer == OUTSIDE), book.horizon_years
    ).social_value_eur(rate)
    value = book.social_value_eur(rate)
    return SocialCase(rate, value, book.values_eur(rate), gained, gained - value)


def public_budget(book: Book) -> dict[str, tuple[Decimal, ...]]:
    """Tell what each public body pays and receives in each year.

    Parameters
    ----------
    book : Book
        All flows.
    """
    return {
        party: years
        for party, years in book.net_eur.items()
        if party in PARTIES and PARTIES[party].is_public
    }


def with_profit_tax(
    book: Book, party: str, *, tax_share: float, write_off_years: int
) -> Book:
    """Add the tax on what a party gains; what it invests is written off evenly.

    Parameters
    ----------
    book : Book
        All flows before tax.
    party : str
        Who pays tax; assumed to have enough other profit to set losses against.
    tax_share : float
        Part of the profit. [-]
    write_off_years : int
        Over how many years what is paid in a year with more costs than gains is spread.

    Returns
    -------
    Book
        With a flow to the state for every year, back where the party makes a loss.
    """
    profit = _profit_eur(book.net_eur[party], write_off_years)
    return book.with_flows(_tax(profit, party, Decimal(str(tax_share))))


def _profit_eur(net_eur: Iterable[Decimal], write_off_years: int) -> list[Decimal]:
    """Spread investments; the rest is profit of its year. Nothing is written off late."""
    years = list(net_eur)
    profit = [max(amount, Decimal(0)) for amount in years]
    for year, amount in enumerate(years):
        if amount < 0:
            span = min(write_off_years, len(years) - year)
            for each in range(year, year + span):
                profit[each] += amount / span
    return profit


def _tax(profit_eur: list[Decimal], party: str, tax: Decimal) -> Iterable[Flow]:
    for year, profit in enumerate(profit_eur):
        amount = to_cents(profit * tax)
        if amount > 0:
            yield Flow(party, STATE.name, year, amount, "profit_tax")
        elif amount < 0:
            yield Flow(STATE.name, party, year, -amount, "profit_tax")
