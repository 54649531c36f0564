"""What follows a grant: executor, documents, settlement, payment, or its end."""

import hashlib
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from pathlib import PurePath

from django.db import transaction
from django.utils import timezone

from werklandschap.core.text import Text
from werklandschap.governance.vouchers import (
    deliverables,
    missing_parts,
    payable_eur,
)
from werklandschap.web.accounts.models import User
from werklandschap.web.audit import actions as audit
from werklandschap.web.audit.actions import Actor
from werklandschap.web.programme.actions import ledger
from werklandschap.web.vouchers.actions.decisions import Kind, decide, said
from werklandschap.web.vouchers.models import Delivery, Document, Executor, Voucher
from werklandschap.web.vouchers.problems import (
    ActivePdf,
    DeliveredElsewhere,
    DeliveriesMissing,
    GroundsMissing,
    MoreThanPaid,
    NoPdf,
    NotNow,
    NotQualified,
    OwnVoucher,
    PartsMissing,
    StillTime,
)

State = Voucher.State
_ACTIVE = (b"/JavaScript", b"/Launch", b"/EmbeddedFile", b"/RichMedia", b"/XFA")
_BEFORE_DELIVERY = (State.GRANTED, State.ORDERED)


@transaction.atomic
def choose_executor(
    *, voucher: Voucher, executor: Executor, actor: Actor, at: datetime
) -> Voucher:
    """Choose who carries it out, from the list of the province.

    Raises
    ------
    NotNow
        If the documents were approved, or the voucher has ended.
    NotQualified
        If the firm is not on the list on this day.
    """
    voucher = _locked(voucher)
    _must_be(voucher, *_BEFORE_DELIVERY)
    on, voucher_round = timezone.localdate(at), voucher.application.round
    is_listed = executor.province_code == voucher_round.province_code
    is_over = executor.until is not None and executor.until <= on
    if not is_listed or is_over or executor.since > on:
        raise NotQualified(executor.name, voucher_round.province)
    voucher.executor, voucher.state = executor, State.ORDERED
    voucher.save(update_fields=["executor", "state"])
    audit.record("vouchers.executor", voucher, actor=actor, at=at)
    return voucher


@transaction.atomic
def deliver(
    *,
    voucher: Voucher,
    kind: str,
    name: str,
    content: bytes,
    parts: Mapping[str, str],
    actor: Actor,
    at: datetime,
) -> Delivery:
    """Bring a green vision or a financing plan; what comes late is kept and marked.

    Parameters
    ----------
    voucher : Voucher
        For which.
    kind : {"green_vision", "financing_plan"}
        Which of the two.
    name, content
        The file: a PDF without programs in it.
    parts : mapping of str to str
        Where in it each required part stands.
    actor, at
        Who, when.

    Raises
    ------
    NotNow
        If there is no executor yet, or the voucher has ended.
    NoPdf, ActivePdf, DeliveredElsewhere
        If the file cannot be what it should be.
    PartsMissing
        If it lacks a required part.
    """
    voucher = _locked(voucher)
    _must_be(voucher, State.ORDERED)
    lacks = missing_parts(kind, parts)
    if lacks:
        raise PartsMissing(
            Text(
                "; ".join(each.nl for each in lacks),
                "; ".join(each.en for each in lacks),
            )
        )
    document = keep_pdf(name=name, content=content, actor=actor, at=at)
    same = Delivery.objects.filter(document__sha256=document.sha256)
    if same.exclude(voucher=voucher).exists():
        raise DeliveredElsewhere
    known = deliverables()[kind].parts
    delivery = Delivery.objects.create(
        voucher=voucher,
        kind=kind,
        document=document,
        parts={part: parts[part].strip()[:100] for part in known},
        is_late=timezone.localdate(at) > voucher.deliver_by,
        at=at,
        by=actor if isinstance(actor, User) else None,
    )
    audit.record(
        "vouchers.deliver",
        delivery,
        actor=actor,
        at=at,
        kind=kind,
        sha256=document.sha256,
        is_late=delivery.is_late,
    )
    return delivery


@transaction.atomic
def keep_pdf(*, name: str, content: bytes, actor: Actor, at: datetime) -> Document:
    """Keep a file that is what it says: a PDF, without programs or attachments.

    Raises
    ------
    NoPdf
        If it is something else.
    ActivePdf
        If it would do something when it is opened.
    """
    name = PurePath(name.replace("\\", "/")).name[:160] or "document.pdf"
    if not content.startswith(b"%PDF-") or b"%%EOF" not in content[-2048:]:
        raise NoPdf(name)
    if any(mark in content for mark in _ACTIVE):
        raise ActivePdf(name)
    document = Document.objects.create(
        name=name,
        sha256=hashlib.sha256(content).hexdigest(),
        size_bytes=len(content),
        content=content,
        kept_at=at,
    )
    audit.record("vouchers.keep", document, actor=actor, at=at, sha256=document.sha256)
    return document


@transaction.atomic
def judge(
    *, delivery: Delivery, is_good: bool, note: str, actor: Actor, at: datetime
) -> Delivery:
    """Approve a document or send it back; with both approved the voucher is.

    Raises
    ------
    NotNow
        If it was judged before.
    GroundsMissing
        If it is sent back without a reason.
    OwnVoucher
        If it is by who brought it.
    """
    voucher = _locked(delivery.voucher)
    delivery.refresh_from_db()
    verdict = Delivery.Verdict
    _must_be(voucher, State.ORDERED)
    if delivery.verdict != verdict.OPEN:
        raise NotNow(str(delivery.get_verdict_display()))
    if not is_good and not note.strip():
        raise GroundsMissing
    if isinstance(actor, User) and delivery.by_id == actor.pk:
        raise OwnVoucher
    delivery.verdict = verdict.APPROVED if is_good else verdict.REFUSED
    delivery.note = note
    delivery.save(update_fields=["verdict", "note"])
    good = voucher.deliveries.filter(verdict=verdict.APPROVED)
    if set(good.values_list("kind", flat=True)) == set(deliverables()):
        voucher.state = State.APPROVED
        voucher.save(update_fields=["state"])
    audit.record("vouchers.judge", delivery, actor=actor, at=at, is_good=is_good)
    return delivery


@transaction.atomic
def extend(
    *, voucher: Voucher, until: date, reason: str, actor: Actor, at: datetime
) -> Voucher:
    """Give more time for the documents.

    Raises
    ------
    NotNow
        If they are there, or the voucher has ended.
    GroundsMissing
        If nobody wrote why, or it would be less time.
    """
    voucher = _locked(voucher)
    _must_be(voucher, *_BEFORE_DELIVERY)
    if not reason.strip() or until <= voucher.deliver_by:
        raise GroundsMissing
    before, voucher.deliver_by = voucher.deliver_by, until
    voucher.save(update_fields=["deliver_by"])
    audit.record(
        "vouchers.extend",
        voucher,
        actor=actor,
        at=at,
        before=before.isoformat(),
        until=until.isoformat(),
    )
    return voucher


@transaction.atomic
def settle(
    *, voucher: Voucher, costs_eur: Decimal, actor: Actor, at: datetime
) -> Voucher:
    """Fix the final amount by the costs that were shown; the rest goes back.

    Raises
    ------
    DeliveriesMissing
        If a document was not approved.
    """
    voucher = _locked(voucher, actor)
    if voucher.state != State.APPROVED:
        raise DeliveriesMissing
    application = voucher.application
    settled_eur = payable_eur(
        granted_eur=voucher.amount_eur,
        costs_eur=costs_eur,
        own_share=application.round.own_share,
    )
    _give_back(voucher, voucher.held_eur - settled_eur, actor=actor, at=at)
    voucher.settled_eur = voucher.held_eur = settled_eur
    voucher.state = State.SETTLED
    voucher.save(update_fields=["settled_eur", "held_eur", "state"])
    grounds = Text(
        "Groenvisie en financieringsplan zijn goedgekeurd; het bedrag volgt uit de kosten.",
        "Green vision and financing plan were approved; the amount follows from the costs.",
    )
    facts = {"costs_eur": str(costs_eur), "amount_eur": str(settled_eur)}
    decide(application, Kind.SETTLE, [grounds], facts=facts, actor=actor, at=at)
    return voucher


@transaction.atomic
def pay(*, voucher: Voucher, actor: Actor, at: datetime) -> Voucher:
    """Note that the final amount was paid, in the ledger of the deal too if it pays.

    Raises
    ------
    NotNow
        If the amount is not fixed, or was paid.
    NotEnough
        If too little came into the deal.
    """
    voucher = _locked(voucher, actor)
    _must_be(voucher, State.SETTLED)
    amount_eur = voucher.settled_eur or Decimal(0)
    if voucher.party is not None and amount_eur:
        ledger.pay(
            party=voucher.party,
            amount_cents=int(amount_eur * 100),
            on=timezone.localdate(at),
            text=f"{voucher.application.round.title}, {voucher.application.number}",
            actor=actor,
            at=at,
        )
    voucher.state, voucher.paid_at = State.PAID, at
    voucher.save(update_fields=["state", "paid_at"])
    audit.record(
        "vouchers.pay", voucher, actor=actor, at=at, amount_eur=str(amount_eur)
    )
    return voucher


@transaction.atomic
def lapse(*, voucher: Voucher, grounds: str, actor: Actor, at: datetime) -> Voucher:
    """End a voucher for which nothing good came in time; its budget is free again.

    Raises
    ------
    NotNow
        If its documents were approved, or it has ended.
    StillTime
        If there is still time to deliver.
    GroundsMissing
        If nobody wrote why.
    """
    voucher = _locked(voucher, actor)
    _must_be(voucher, *_BEFORE_DELIVERY)
    if timezone.localdate(at) <= voucher.deliver_by:
        raise StillTime(voucher.deliver_by)
    if not grounds.strip():
        raise GroundsMissing
    _give_back(voucher, voucher.held_eur, actor=actor, at=at)
    voucher.state, voucher.held_eur = State.LAPSED, Decimal(0)
    voucher.save(update_fields=["state", "held_eur"])
    decide(voucher.application, Kind.LAPSE, said(grounds), actor=actor, at=at)
    return voucher


@transaction.atomic
def reclaim(
    *,
    voucher: Voucher,
    amount_eur: Decimal,
    grounds: str,
    actor: Actor,
    at: datetime,
) -> Voucher:
    """Claim back some or all of what was paid; what comes back is free again.

    Raises
    ------
    NotNow
        If nothing was paid.
    MoreThanPaid
        If it is more than that.
    GroundsMissing
        If nobody wrote why.
    """
    voucher = _locked(voucher, actor)
    _must_be(voucher, State.PAID)
    if not grounds.strip():
        raise GroundsMissing
    if amount_eur > (paid_eur := voucher.settled_eur or Decimal(0)):
        raise MoreThanPaid(paid_eur)
    if voucher.party is not None:
        ledger.repay(
            party=voucher.party,
            amount_cents=int(amount_eur * 100),
            on=timezone.localdate(at),
            text=f"{voucher.application.round.title}, {voucher.application.number}",
            actor=actor,
            at=at,
        )
    voucher.state, voucher.reclaimed_eur = State.RECLAIMED, amount_eur
    voucher.held_eur = paid_eur - amount_eur
    voucher.save(update_fields=["state", "reclaimed_eur", "held_eur"])
    facts = {"amount_eur": str(amount_eur)}
    decide(
        voucher.application,
        Kind.RECLAIM,
        said(grounds),
        facts=facts,
        actor=actor,
        at=at,
    )
    return voucher


def _give_back(
    voucher: Voucher, amount_eur: Decimal, *, actor: Actor, at: datetime
) -> None:
    """Take back in the ledger of the deal what will not be paid."""
    if voucher.party is not None and amount_eur:
        ledger.award(
            party=voucher.party,
            amount_cents=-int(amount_eur * 100),
            on=timezone.localdate(at),
            text=f"{voucher.application.round.title}, {voucher.application.number}",
            actor=actor,
            at=at,
        )


def _must_be(voucher: Voucher, *states: str) -> None:
    if voucher.state not in states:
        raise NotNow(str(voucher.get_state_display()))


def _locked(voucher: Voucher, decider: Actor | None = None) -> Voucher:
    """Hold a voucher; who decides on its money may not be who asked for it."""
    found = (
        Voucher.objects.select_for_update(of=("self",))
        .select_related(
            "application__round", "application__partnership__park", "party__deal"
        )
        .get(pk=voucher.pk)
    )
    if isinstance(decider, User) and found.application.made_by_id == decider.pk:
        raise OwnVoucher
    return found
