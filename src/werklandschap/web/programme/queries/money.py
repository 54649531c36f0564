"""Deals and their money, as the pages show them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Sum

from werklandschap.core.text import Text
from werklandschap.governance.deals import (
    Account,
    Package,
    free_packages,
    in_euros,
    places,
)
from werklandschap.governance.ladder import EXAMPLES, Status
from werklandschap.governance.programme import steps
from werklandschap.web.parks.models import Park
from werklandschap.web.programme.actions.ledger import balances_of
from werklandschap.web.programme.actions.places import free_places
from werklandschap.web.programme.models import Deal, DealParty, EntryLine

ACCOUNTS: Mapping[Account, Text] = {
    Account.RECEIVABLE: Text("nog te ontvangen", "still to come in"),
    Account.PLEDGED: Text("toegezegd door partijen", "pledged by parties"),
    Account.BANK: Text("in kas", "in the bank"),
    Account.PAYABLE: Text("nog uit te betalen", "still to pay out"),
    Account.SPENT: Text("toegekend aan partijen", "awarded to parties"),
}
_CREDIT = (Account.PLEDGED, Account.PAYABLE)


@dataclass(frozen=True, slots=True)
class PartyRow:
    """A party with what it promised and owes, and what it was promised and is owed."""

    party: DealParty
    pledged: str
    owes: str
    awarded: str
    is_owed: str


@dataclass(frozen=True, slots=True)
class PlacesRow:
    """Places for a status in a deal."""

    label: Text
    total: int
    free: int
    parks: list[Park]


def is_generated(province_code: str) -> bool:
    """Tell whether the parks of a province are made up, and so what is told of it."""
    return Park.objects.filter(province_code=province_code, is_generated=True).exists()


def overview() -> list[dict[str, Any]]:
    """List all deals with what is in the bank and what is open."""
    sums: dict[Any, dict[str, int]] = {}
    rows = (
        EntryLine.objects.order_by()
        .values_list("entry__deal", "account")
        .annotate(sum=Sum("amount_cents"))
    )
    for deal, account, cents in rows:
        sums.setdefault(deal, {})[account] = cents
    return [
        {
            "deal": each,
            **{
                account.lower(): in_euros(
                    _shown(account, sums.get(each.pk, {}).get(account, 0))
                )
                for account in Account
            },
        }
        for each in Deal.objects.all()
    ]


def _shown(account: Account, cents: int) -> int:
    return -cents if account in _CREDIT else cents


def open_packages() -> list[dict[str, Any]]:
    """List per package how many deals there can be, are, and whether one is free."""
    signed = [
        Package(each)
        for each in Deal.objects.filter(state=Deal.State.SIGNED).values_list(
            "package", flat=True
        )
    ]
    free = free_packages(signed)
    return [
        {
            "label": Deal.Package(package).label,
            "available": offered.available,
            "signed": signed.count(package),
            "is_free": package in free,
        }
        for package, offered in places().items()
    ]


def places_of(deal: Deal) -> list[PlacesRow]:
    """List the places of a deal and who has them."""
    offered = places()[Package(deal.package)]
    rows = []
    for status in sorted(EXAMPLES, reverse=True):
        total = offered.of(status)
        if total:
            parks = Park.objects.filter(
                partnership__deal=deal, partnership__status=status
            )
            rows.append(
                PlacesRow(
                    Status(status).label, total, free_places(deal, status), list(parks)
                )
            )
    return rows


def parties_of(deal: Deal) -> dict[str, list[PartyRow]]:
    """List with both sides of their account who pays (``parties``) and the ``parks``."""
    held = balances_of(deal)

    def on(account: Account, party: DealParty) -> str:
        return in_euros(_shown(account, held.get((account, str(party.pk)), 0)))

    rows = [
        PartyRow(
            party,
            on(Account.PLEDGED, party),
            on(Account.RECEIVABLE, party),
            on(Account.SPENT, party),
            on(Account.PAYABLE, party),
        )
        for party in deal.parties.all()
    ]
    parks = [each for each in rows if each.party.kind == DealParty.Kind.PARK]
    return {"parties": [each for each in rows if each not in parks], "parks": parks}


def totals_of(deal: Deal) -> list[dict[str, Any]]:
    """Add up every account of a deal; debit and credit are the same in all."""
    held = balances_of(deal)
    return [
        {
            "label": label,
            "amount": in_euros(
                _shown(
                    account,
                    sum(cents for (each, _p), cents in held.items() if each == account),
                )
            ),
        }
        for account, label in ACCOUNTS.items()
    ]


def promises_of(deal: Deal, *, on: date) -> list[dict[str, Any]]:
    """List what parties bring besides money."""
    return [
        {"row": each, "party": party.name, "is_missed": each.is_missed(on)}
        for party in deal.parties.prefetch_related("promises")
        for each in party.promises.all()
    ]


def instalments_of(deal: Deal, *, on: date) -> list[dict[str, Any]]:
    """List the instalments by day: come in, late, or dropped with the deal."""
    has_ended = deal.ended_on is not None
    rows = [
        {
            "row": each,
            "party": party.name,
            "amount": in_euros(each.amount_cents),
            "is_late": each.entry_id is None and not has_ended and each.due_on < on,
            "is_dropped": each.entry_id is None and has_ended,
        }
        for party in deal.parties.prefetch_related("instalments")
        for each in party.instalments.all()
    ]
    return sorted(rows, key=lambda each: each["row"].due_on)


def entries_of(deal: Deal, *, newest: int | None = None) -> list[dict[str, Any]]:
    """List the ledger, or only the newest entries; the lines of each add up to nothing."""
    rows = deal.entries.select_related("reversed_by").prefetch_related("lines__party")
    return [
        {
            "row": entry,
            "is_reversed": hasattr(entry, "reversed_by"),
            "lines": [
                {
                    "label": ACCOUNTS[Account(line.account)],
                    "party": line.party,
                    "debit": in_euros(line.amount_cents)
                    if line.amount_cents > 0
                    else "",
                    "credit": in_euros(-line.amount_cents)
                    if line.amount_cents < 0
                    else "",
                }
                for line in entry.lines.all()
            ],
        }
        for entry in reversed(rows.order_by("-number")[:newest])
    ]


def choices_of_provinces() -> list[tuple[str, str]]:
    """List the provinces of which parks are known."""
    rows = Park.objects.exclude(province_code="").order_by("province")
    return list(rows.values_list("province_code", "province").distinct())


def report_in_words(figures: Mapping[str, Any]) -> dict[str, Any]:
    """Put names and amounts to the frozen figures of a report."""
    kinds = dict(DealParty.Kind.choices)
    return {
        "statuses": [
            (Status(name).label, count)
            for name, count in figures["parks_by_status"].items()
        ],
        "steps": [
            (steps()[name].label, count)
            for name, count in figures["parks_by_step_done"].items()
        ],
        "deals": figures["deals"],
        "money": [
            {
                "deal": each["deal"],
                "party": kinds.get(each["party"], ""),
                "account": ACCOUNTS[Account(each["account"])],
                "amount": in_euros(each["cents"]),
            }
            for each in figures["money_cents"]
        ],
    }
