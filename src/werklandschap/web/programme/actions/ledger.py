"""The money of Green Deals, booked to the cent in a ledger that always balances."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import ClassVar

from django.db import transaction
from django.db.models import Max, Sum

from werklandschap.core.errors import WerklandschapError
from werklandschap.core.money import split_in_cents, to_cents
from werklandschap.core.text import Text
from werklandschap.governance import deals as rules
from werklandschap.governance.deals import Account, Line
from werklandschap.web.accounts.models import User
from werklandschap.web.audit import actions as audit
from werklandschap.web.audit.actions import Actor
from werklandschap.web.programme.models import (
    Deal,
    DealParty,
    Entry,
    EntryLine,
    Instalment,
)

Kind = Entry.Kind


@dataclass(eq=False)
class InstalmentsDiffer(WerklandschapError):
    """Instalments that do not add up to what was pledged."""

    code: ClassVar[str] = "deals.instalments_differ"
    message: ClassVar[Text] = Text(
        nl="De termijnen tellen op tot {sum} en de toezegging is {pledged}.",
        en="The instalments add up to {sum} and the pledge is {pledged}.",
    )

    sum: str
    pledged: str


@dataclass(eq=False)
class AlreadyReversed(WerklandschapError):
    """An entry that was turned back before, or that turns another back."""

    code: ClassVar[str] = "deals.already_reversed"
    message: ClassVar[Text] = Text(
        nl="Boeking {number} is al teruggedraaid.",
        en="Entry {number} was reversed already.",
    )

    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Booking:
    kind: str
    lines: Sequence[Line]
    on: date
    text: str
    evidence: str = ""
    reverses: Entry | None = None


@transaction.atomic
def pledge(
    *,
    party: DealParty,
    amount_cents: int,
    instalments: Sequence[tuple[date, int]] = (),
    on: date,
    text: str,
    actor: Actor,
    at: datetime,
) -> Entry:
    """Book that a party promises money, in instalments if it says so.

    Parameters
    ----------
    party : DealParty
        Who.
    amount_cents : int
        How much; negative takes back what it did not pay yet.
    instalments : sequence of (date, int)
        By which days, and how many cents.
    on, text
        The day and what it is.
    actor, at
        Who books it, when.

    Raises
    ------
    InstalmentsDiffer
        If they do not add up to the amount.
    NotEnough
        If more would be taken back than is open.
    """
    total = sum(cents for _day, cents in instalments)
    if instalments and total != amount_cents:
        raise InstalmentsDiffer(rules.in_euros(total), rules.in_euros(amount_cents))
    lines = rules.pledge(str(party.pk), amount_cents)
    entry = _book(
        party.deal, _Booking(kind=Kind.PLEDGE, lines=lines, on=on, text=text), actor, at
    )
    Instalment.objects.bulk_create(
        Instalment(party=party, amount_cents=cents, due_on=day)
        for day, cents in instalments
    )
    return entry


@transaction.atomic
def receive(
    *,
    party: DealParty,
    amount_cents: int,
    on: date,
    text: str,
    evidence: str = "",
    actor: Actor,
    at: datetime,
) -> Entry:
    """Book that a party pays; the oldest instalments that it covers are drawn down.

    Raises
    ------
    NotEnough
        If it pays more than it promised.
    """
    lines = rules.receive(str(party.pk), amount_cents)
    booking = _Booking(
        kind=Kind.RECEIVE, lines=lines, on=on, text=text, evidence=evidence
    )
    entry = _book(party.deal, booking, actor, at)
    first = party.instalments.filter(entry=None).first()
    # An entry draws one instalment down; a sum that covers several is booked in several.
    if first is not None and first.amount_cents == amount_cents:
        first.entry = entry
        first.save(update_fields=["entry"])
    return entry


@transaction.atomic
def award(
    *,
    party: DealParty,
    amount_cents: int,
    on: date,
    text: str,
    evidence: str = "",
    actor: Actor,
    at: datetime,
) -> Entry:
    """Book that a party is promised money out of the deal; negative takes it back.

    Raises
    ------
    NotEnough
        If more would be taken back than was not paid yet.
    """
    lines = rules.award(str(party.pk), amount_cents)
    booking = _Booking(
        kind=Kind.AWARD, lines=lines, on=on, text=text, evidence=evidence
    )
    return _book(party.deal, booking, actor, at)


@transaction.atomic
def pay(
    *,
    party: DealParty,
    amount_cents: int,
    on: date,
    text: str,
    evidence: str = "",
    actor: Actor,
    at: datetime,
) -> Entry:
    """Book that a party gets what it was promised.

    Raises
    ------
    NotEnough
        If it was not promised so much, or so much did not come in.
    """
    lines = rules.pay(str(party.pk), amount_cents)
    booking = _Booking(kind=Kind.PAY, lines=lines, on=on, text=text, evidence=evidence)
    return _book(party.deal, booking, actor, at)


@transaction.atomic
def repay(
    *,
    party: DealParty,
    amount_cents: int,
    on: date,
    text: str,
    actor: Actor,
    at: datetime,
) -> Entry:
    """Book that a party gives money back.

    Raises
    ------
    NotEnough
        If it was not given so much.
    """
    lines = rules.repay(str(party.pk), amount_cents)
    booking = _Booking(kind=Kind.REPAY, lines=lines, on=on, text=text)
    return _book(party.deal, booking, actor, at)


@transaction.atomic
def reverse(*, entry: Entry, on: date, text: str, actor: Actor, at: datetime) -> Entry:
    """Put an entry right by its opposite; both stay in the books.

    Raises
    ------
    AlreadyReversed
        If that was done before, or it is such an opposite itself.
    NotEnough
        If what it booked was used in the meantime.
    """
    Deal.objects.select_for_update().get(pk=entry.deal_id)
    if entry.reverses_id or Entry.objects.filter(reverses=entry).exists():
        raise AlreadyReversed(entry.number)
    Instalment.objects.filter(entry=entry).update(entry=None)
    booking = _Booking(
        kind=Kind.REVERSE,
        lines=rules.reversed_lines(_lines_of(entry)),
        on=on,
        text=text,
        reverses=entry,
    )
    return _book(entry.deal, booking, actor, at)


def balance_of(party: DealParty, account: Account) -> int:
    """Add up what stands on an account of a party, in cents."""
    found = EntryLine.objects.filter(party=party, account=account)
    return found.aggregate(sum=Sum("amount_cents"))["sum"] or 0


def balances_of(deal: Deal) -> dict[tuple[Account, str], int]:
    """Add up what stands on every account of a deal, in cents."""
    rows = (
        EntryLine.objects.filter(entry__deal=deal)
        .order_by()
        .values_list("account", "party")
        .annotate(sum=Sum("amount_cents"))
    )
    return {
        (Account(account), str(party or "")): cents for account, party, cents in rows
    }


def _book(deal: Deal, booking: _Booking, actor: Actor, at: datetime) -> Entry:
    # Whoever holds the deal sees every entry before this one, and no other.
    deal = Deal.objects.select_for_update().get(pk=deal.pk)
    rules.check_entry(booking.lines, balances_of(deal))
    newest = Entry.objects.filter(deal=deal).aggregate(number=Max("number"))["number"]
    entry = Entry.objects.create(
        deal=deal,
        number=(newest or 0) + 1,
        kind=booking.kind,
        booked_on=booking.on,
        text=booking.text,
        evidence=booking.evidence,
        reverses=booking.reverses,
        at=at,
        by=actor if isinstance(actor, User) else None,
    )
    EntryLine.objects.bulk_create(
        EntryLine(
            entry=entry,
            account=each.account,
            party_id=int(each.party) if each.party else None,
            amount_cents=each.amount_cents,
        )
        for each in booking.lines
    )
    audit.record(
        "deals.book",
        entry,
        actor=actor,
        at=at,
        kind=str(booking.kind),
        debit_cents=sum(max(each.amount_cents, 0) for each in booking.lines),
    )
    return entry


def _lines_of(entry: Entry) -> list[Line]:
    return [
        Line(Account(each.account), str(each.party_id or ""), each.amount_cents)
        for each in entry.lines.all()
    ]


def book(
    *,
    kind: str,
    party: DealParty,
    amount_eur: Decimal,
    instalments: int | None,
    on: date,
    text: str,
    actor: Actor,
    at: datetime,
) -> Entry:
    """Book what somebody filled in; a pledge can be spread over years.

    Parameters
    ----------
    kind : {"pledge", "receive", "award", "pay", "repay"}
        What happened.
    party : DealParty
        Whose money.
    amount_eur : Decimal
        How much. [€]
    instalments : int, optional
        Over so many years, from the day on.
    on, text
        The day and what it is.
    actor, at
        Who books it, when.

    Raises
    ------
    NotEnough
        If an account would be overdrawn.
    """
    cents = int(to_cents(amount_eur) * 100)
    if kind == "pledge":
        return pledge(
            party=party,
            amount_cents=cents,
            instalments=_spread(cents, on, instalments or 1),
            on=on,
            text=text,
            actor=actor,
            at=at,
        )
    does = {"receive": receive, "award": award, "pay": pay, "repay": repay}[kind]
    return does(party=party, amount_cents=cents, on=on, text=text, actor=actor, at=at)


def _spread(cents: int, on: date, count: int) -> list[tuple[date, int]]:
    parts = split_in_cents(Decimal(cents) / 100, [1 / count] * count)
    # The 29th of February has no anniversary in most years.
    day = on if (on.month, on.day) != (2, 29) else on.replace(day=28)
    return [
        (day.replace(year=on.year + number), int(part * 100))
        for number, part in enumerate(parts)
        if part > 0
    ]
