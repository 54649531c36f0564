"""The money of a voucher after its documents: settlement, payment, or its end."""

from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from werklandschap.core.text import Text
from werklandschap.governance.vouchers import payable_eur
from werklandschap.web.audit import actions as audit
from werklandschap.web.audit.actions import Actor
from werklandschap.web.programme.actions import ledger
from werklandschap.web.vouchers.actions.decisions import Kind, decide, said
from werklandschap.web.vouchers.actions.held import BEFORE_DELIVERY, held_voucher
from werklandschap.web.vouchers.models import Voucher
from werklandschap.web.vouchers.problems import (
    DeliveriesMissing,
    GroundsMissing,
    MoreThanPaid,
    StillTime,
)

State = Voucher.State


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
    voucher = held_voucher(voucher, decider=actor)
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
    voucher = held_voucher(voucher, State.SETTLED, decider=actor)
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
    voucher = held_voucher(voucher, *BEFORE_DELIVERY, decider=actor)
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
    voucher = held_voucher(voucher, State.PAID, decider=actor)
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
