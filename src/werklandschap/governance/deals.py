"""Rules of Green Deals: packages with their places, and a ledger that always balances."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import ClassVar

from werklandschap.core.errors import WerklandschapError
from werklandschap.core.text import Text
from werklandschap.governance.ladder import Status
from werklandschap.governance.programme import read


class Package(StrEnum):
    """What a province signs for."""

    A = "A"
    B = "B"
    C = "C"


class Account(StrEnum):
    """An account of the ledger of a deal; each party has its own.

    RECEIVABLE is what a party promised and has not paid, PLEDGED what it promised in all.
    PAYABLE is what a party was promised and has not got, SPENT what it was promised in
    all. BANK is what lies there; it belongs to the deal as a whole.
    """

    RECEIVABLE = "RECEIVABLE"
    PLEDGED = "PLEDGED"
    BANK = "BANK"
    PAYABLE = "PAYABLE"
    SPENT = "SPENT"


@dataclass(frozen=True, slots=True)
class Places:
    """How many deals of a package there are, and the example sites in each."""

    available: int | None
    living_labs: int
    ambassadors: int

    def of(self, status: Status) -> int:
        """Give the places for a status.

        Parameters
        ----------
        status : Status
            Ambassador or living lab; others need no place.
        """
        return {
            Status.LIVING_LAB: self.living_labs,
            Status.AMBASSADOR: self.ambassadors,
        }.get(status, 0)


@dataclass(frozen=True, slots=True)
class Line:
    """An amount on an account, in whole cents; debit is positive, credit negative."""

    account: Account
    party: str
    amount_cents: int


@dataclass(eq=False)
class OutOfBalance(WerklandschapError):
    """An entry of which debit and credit differ: a fault of ours."""

    code: ClassVar[str] = "deals.out_of_balance"
    message: ClassVar[Text] = Text(
        nl="Deze boeking is niet in evenwicht: {difference_cents} cent verschil.",
        en="This entry does not balance: it is {difference_cents} cents off.",
    )

    difference_cents: int


@dataclass(eq=False)
class NotEnough(WerklandschapError):
    """An entry that would take more from an account than it holds."""

    code: ClassVar[str] = "deals.not_enough"
    message: ClassVar[Text] = Text(
        nl="Dit kan niet: er is {left} en nodig is {asked}.",
        en="This cannot be done: there is {left} and {asked} is needed.",
    )

    left: str
    asked: str


Lines = Sequence[Line]
Balances = Mapping[tuple[Account, str], int]


def pledge(party: str, cents: int) -> Lines:
    """Book that a party promises money.

    Parameters
    ----------
    party : str
        Who.
    cents : int
        How much; negative takes back what it promised.
    """
    return _pair(Account.RECEIVABLE, Account.PLEDGED, party, cents)


def receive(party: str, cents: int) -> Lines:
    """Book that a party pays what it promised.

    Parameters
    ----------
    party : str
        Who.
    cents : int
        How much.
    """
    return (
        Line(Account.BANK, "", cents),
        Line(Account.RECEIVABLE, party, -cents),
    )


def award(party: str, cents: int) -> Lines:
    """Book that a party is promised money out of the deal.

    Parameters
    ----------
    party : str
        Who.
    cents : int
        How much; negative takes the promise back.
    """
    return _pair(Account.SPENT, Account.PAYABLE, party, cents)


def pay(party: str, cents: int) -> Lines:
    """Book that a party gets what it was promised.

    Parameters
    ----------
    party : str
        Who.
    cents : int
        How much.
    """
    return (
        Line(Account.PAYABLE, party, cents),
        Line(Account.BANK, "", -cents),
    )


def repay(party: str, cents: int) -> Lines:
    """Book that a party gives back money that it got.

    Parameters
    ----------
    party : str
        Who.
    cents : int
        How much.
    """
    return (
        Line(Account.BANK, "", cents),
        Line(Account.SPENT, party, -cents),
    )


def reversed_lines(lines: Iterable[Line]) -> Lines:
    """Turn an entry round, so that both together do nothing.

    Parameters
    ----------
    lines : iterable of Line
        The entry.
    """
    return tuple(Line(each.account, each.party, -each.amount_cents) for each in lines)


def _pair(debit: Account, credit: Account, party: str, cents: int) -> Lines:
    return Line(debit, party, cents), Line(credit, party, -cents)


def balances(lines: Iterable[Line]) -> dict[tuple[Account, str], int]:
    """Add up what stands on each account of each party, in cents.

    Parameters
    ----------
    lines : iterable of Line
        All lines of a ledger.
    """
    found: dict[tuple[Account, str], int] = {}
    for each in lines:
        key = each.account, each.party
        found[key] = found.get(key, 0) + each.amount_cents
    return found


def check_entry(lines: Lines, held: Balances) -> None:
    """Make sure that an entry balances and that no account is overdrawn by it.

    Parameters
    ----------
    lines : sequence of Line
        The entry.
    held : mapping
        What stands on the accounts before it, in cents.

    Raises
    ------
    OutOfBalance
        If debit and credit differ.
    NotEnough
        If somebody would pay more than was promised or than there is.
    """
    if total := sum(each.amount_cents for each in lines):
        raise OutOfBalance(total)
    for each in lines:
        before = held.get((each.account, each.party), 0) * _SIGN[each.account]
        after = before + each.amount_cents * _SIGN[each.account]
        if after < 0:
            raise NotEnough(in_euros(before), in_euros(abs(each.amount_cents)))


_SIGN = {
    Account.RECEIVABLE: 1,
    Account.BANK: 1,
    Account.SPENT: 1,
    Account.PLEDGED: -1,
    Account.PAYABLE: -1,
}
"""On which side an account stands; none of them may ever stand on the other."""


def in_euros(cents: int) -> str:
    r"""Write an amount in the Dutch way.

    Parameters
    ----------
    cents : int
        The amount.

    Examples
    --------
    >>> in_euros(1234567)
    '€\xa012.345,67'
    """
    euros = f"{abs(cents) / 100:,.2f}".translate({ord(","): ".", ord("."): ","})
    return f"{'−' if cents < 0 else ''}€\N{NO-BREAK SPACE}{euros}"


@cache
def places() -> Mapping[Package, Places]:
    """List the packages with their places."""
    return {Package(name): Places(**told) for name, told in read()["packages"].items()}


def free_packages(signed: Iterable[Package]) -> list[Package]:
    """List the packages of which another deal can be signed.

    Parameters
    ----------
    signed : iterable of Package
        Packages of the deals that hold now.
    """
    held = list(signed)
    with_places = sum(
        places()[each].living_labs + places()[each].ambassadors > 0 for each in held
    )
    found = []
    for package, offered in places().items():
        has_places = offered.living_labs + offered.ambassadors > 0
        is_full = (
            offered.available is not None and held.count(package) >= offered.available
        )
        if not is_full and not (
            has_places and with_places >= read()["most_deals_with_places"]
        ):
            found.append(package)
    return found
