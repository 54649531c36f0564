"""What must hold after any number of years, worked out anew from what was written down."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from hashlib import sha256

from django.db.models import Count, Max, Model

from werklandschap.governance.deals import Account
from werklandschap.web.audit.models import AuditEntry
from werklandschap.web.labels.models import (
    Assessment,
    Certificate,
    ForeignCertificate,
)
from werklandschap.web.programme.actions.ledger import balances_of
from werklandschap.web.programme.actions.places import free_places
from werklandschap.web.programme.actions.scans import stock_count, used_count
from werklandschap.web.programme.models import (
    Commitment,
    Deal,
    DealParty,
    DealPromise,
    Entry,
    FundReport,
    Note,
    PartnerApplication,
    Partnership,
    ScanPlace,
    ScanStock,
    StatusChange,
    StepEvent,
    Succession,
)
from werklandschap.web.programme.queries import fund
from werklandschap.web.scans.models import Scan
from werklandschap.web.vouchers.actions.rounds import held_eur
from werklandschap.web.vouchers.models import (
    Application,
    Decision,
    Delivery,
    Objection,
    Round,
    Voucher,
)
from werklandschap.web.vouchers.queries.page import draw_of

_TO_BANK = {"RECEIVE": 1, "REPAY": 1, "PAY": -1}
_RECORDED: Mapping[type[Model], tuple[str, ...]] = {
    PartnerApplication: ("programme.apply",),
    StatusChange: ("programme.status", "programme.inherit"),
    StepEvent: ("programme.step", "programme.scan_arrived"),
    Commitment: ("programme.commit",),
    Note: ("programme.note",),
    Deal: ("deals.prepare",),
    DealParty: ("deals.add_party",),
    DealPromise: ("deals.promise",),
    Entry: ("deals.book",),
    ScanPlace: ("programme.scan_place",),
    ScanStock: ("programme.scan_stock",),
    Succession: ("programme.succeed",),
    FundReport: ("programme.report",),
    Round: ("vouchers.prepare",),
    Application: ("vouchers.submit",),
    Decision: tuple(f"vouchers.{kind.lower()}" for kind in Decision.Kind.values),
    Delivery: ("vouchers.deliver",),
    Objection: ("vouchers.object",),
    Scan: ("scans.keep",),
    Assessment: ("labels.start",),
    Certificate: ("labels.issue",),
    ForeignCertificate: ("labels.record_foreign",),
}
"""Rows that each come of an action, and under which names the record has it."""


def broken() -> list[str]:
    """List what the rules forbid and happened all the same: nothing."""
    laws: tuple[Callable[[], Iterator[str]], ...] = (
        _ledger,
        _budgets,
        _lotteries,
        _terms,
        _places,
        _statuses,
        _record,
        _told_again,
    )
    return [each for law in laws for each in law()]


def _ledger() -> Iterator[str]:
    """Add the journal up by hand: every entry to nothing, the bank to what moved."""
    for deal in Deal.objects.all():
        accounts: Counter[tuple[str, str]] = Counter()
        bank_cents = 0
        entries = deal.entries.select_related("reverses").prefetch_related("lines")
        for entry in entries.order_by("number"):
            amounts = [each.amount_cents for each in entry.lines.all()]
            if sum(amounts):
                yield f"{deal}: entry {entry.number} does not balance"
            moved = _TO_BANK.get(entry.kind, 0) * max(amounts, default=0)
            if entry.reverses is not None:
                moved = -_TO_BANK.get(entry.reverses.kind, 0) * max(amounts, default=0)
            bank_cents += moved
            for line in entry.lines.all():
                accounts[line.account, str(line.party_id or "")] += line.amount_cents
            if bank_cents < 0:
                yield f"{deal}: overdrawn by entry {entry.number}"
        if bank_cents != accounts[Account.BANK, ""]:
            yield f"{deal}: the bank holds something else than what moved"
        kept = {
            (str(name), party): at for (name, party), at in balances_of(deal).items()
        }
        if {key: at for key, at in kept.items() if at} != {
            key: at for key, at in accounts.items() if at
        }:
            yield f"{deal}: balances differ from the journal"


def _budgets() -> Iterator[str]:
    for row in Round.objects.all():
        if held_eur(row) > row.budget_eur:
            yield f"{row}: more than the budget"
        granted = Voucher.objects.filter(application__round=row)
        if (
            row.quota is not None
            and granted.exclude(state="LAPSED").count() > row.quota
        ):
            yield f"{row}: more than the quota"
    for each in Voucher.objects.exclude(settled_eur=None):
        if not Decimal(0) <= (each.settled_eur or Decimal(0)) <= each.amount_eur:
            yield f"voucher {each.pk}: settled above its grant"


def _lotteries() -> Iterator[str]:
    """Draw again, as the guide tells everybody to (docs/how-to/check-a-lottery)."""
    for row in Round.objects.exclude(drawn_at=None):
        draw = draw_of(row)
        if draw is None:
            continue
        is_promised = (
            sha256(draw["secret"].encode()).hexdigest() == draw["secret_sha256"]
        )
        seed = f"{draw['secret']}:{draw['public_value']}"
        again = sorted(
            draw["numbers"],
            key=lambda number, seed=seed: sha256(
                f"{seed}:{number}".encode()
            ).hexdigest(),  # type: ignore[misc]
        )
        if not is_promised or again != draw["order"]:
            yield f"{row}: the draw cannot be done again"


def _terms() -> Iterator[str]:
    first: dict[object, Decision] = {}
    kinds = (Decision.Kind.GRANT, Decision.Kind.REJECT)
    rows = Decision.objects.filter(kind__in=kinds).select_related("application")
    for each in rows.order_by("at", "pk"):
        first.setdefault(each.application_id, each)
    for each in first.values():
        if each.on > each.application.decide_by:
            yield f"{each.application}: decided after {each.application.decide_by}"


def _places() -> Iterator[str]:
    from werklandschap.governance.ladder import EXAMPLES

    for deal in Deal.objects.all():
        for status in EXAMPLES:
            if free_places(deal, status) < 0:
                yield f"{deal}: more than its places for {status}"
    if used_count() > stock_count():
        yield "more scans were given than there were places"


def _statuses() -> Iterator[str]:
    """See that what a park is, is the newest of what it became."""
    newest = dict(
        StatusChange.objects.order_by("at", "pk").values_list("partnership", "after")
    )
    for key, status in Partnership.objects.values_list("pk", "status"):
        if newest.get(key, "") != status:
            yield f"partnership {key}: {status} is not its newest status"


def _record() -> Iterator[str]:
    """See that nothing went past the actions: each row has its entry in the record."""
    counts = dict(
        AuditEntry.objects.order_by().values_list("action").annotate(n=Count("pk"))
    )
    for model, names in _RECORDED.items():
        rows, entries = (
            model._default_manager.count(),
            sum(counts.get(n, 0) for n in names),
        )
        if rows != entries:
            yield f"{model.__name__}: {rows} rows and {entries} entries in the record"


def _told_again() -> Iterator[str]:
    for report in FundReport.objects.all():
        if found := fund.differences(report):
            yield f"report {report.number} would be told otherwise: {', '.join(found)}"


def history() -> str:
    """Give one hash of all that happened and when: the same seed, the same hash."""
    told = sha256()
    for at, action in AuditEntry.objects.order_by("at", "pk").values_list(
        "at", "action"
    ):
        told.update(f"{at.isoformat()} {action}\n".encode())
    return told.hexdigest()


def newest_entry() -> int:
    """Give the number of the newest entry in the record."""
    return AuditEntry.objects.aggregate(newest=Max("pk"))["newest"] or 0
