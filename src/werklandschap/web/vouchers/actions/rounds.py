"""Rounds: preparing, fixing their rules, drawing lots, and their budget."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Q, Sum

from werklandschap.core.text import Text
from werklandschap.governance import lottery
from werklandschap.governance.vouchers import Treatment, Waiting, in_order, payable_eur
from werklandschap.web.accounts.models import User
from werklandschap.web.audit import actions as audit
from werklandschap.web.audit.actions import Actor
from werklandschap.web.programme.models import Deal
from werklandschap.web.vouchers.models import Application, Executor, Round, Voucher
from werklandschap.web.vouchers.problems import (
    BudgetBelowGranted,
    NotNow,
    RoundFixed,
    RuleMissing,
    TooLateToFix,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What a province offers, to whom, and in which order; fixed before it opens.

    ``own_share`` is what the park pays itself; there are ``budget_eur`` for all, and at
    most ``quota`` vouchers. Where points count ``criteria`` have ``label`` and ``most``;
    where lots are drawn ``public_source`` names the value, unknown until after closing,
    that goes into the seed. ``deal`` is the Green Deal that pays, if one does.
    """

    title: str
    province_code: str
    province: str
    amount_eur: Decimal
    budget_eur: Decimal
    eligible: str
    opens_at: datetime
    closes_at: datetime
    treatment: str
    scheme: str = ""
    own_share: Decimal = Decimal(0)
    quota: int | None = None
    criteria: Sequence[Mapping[str, Any]] = ()
    public_source: str = ""
    deal: Deal | None = None


@transaction.atomic
def prepare_round(*, rules: Rules, actor: Actor, at: datetime) -> Round:
    """Prepare a round; nobody can apply before its rules are fixed and it opens.

    Parameters
    ----------
    rules : Rules
        What is offered and how.
    actor, at
        Who, when.
    """
    facts = {each.name: getattr(rules, each.name) for each in fields(rules)}
    facts["criteria"] = [dict(each) for each in rules.criteria]
    row = Round.objects.create(
        **facts | {"treatment": Round.Treatment(rules.treatment)},
        made_by=actor if isinstance(actor, User) else None,
        made_at=at,
    )
    audit.record("vouchers.prepare", row, actor=actor, at=at, treatment=rules.treatment)
    return row


@transaction.atomic
def fix_round(
    *, voucher_round: Round, secret: str = "", actor: Actor, at: datetime
) -> Round:
    """Fix the rules of a round for good, before it opens.

    Where lots are drawn a secret is made (or taken) and its hash published.

    Raises
    ------
    RoundFixed
        If that was done before.
    TooLateToFix
        If it would be open already.
    RuleMissing
        If points have no criteria, or lots no public value.
    """
    row = _locked(voucher_round)
    if row.fixed_at is not None:
        raise RoundFixed
    if at >= row.opens_at:
        raise TooLateToFix
    if row.treatment == Treatment.POINTS and not row.criteria:
        raise RuleMissing(Text("waarvoor punten worden gegeven", "what earns points"))
    if row.treatment == Treatment.LOTTERY:
        if not row.public_source:
            raise RuleMissing(
                Text(
                    "een openbaar getal dat pas na sluiting bekend is",
                    "a public number that is only known after closing",
                )
            )
        row.secret = secret or secrets.token_hex(16)
        row.secret_hash = lottery.commitment(row.secret)
    row.fixed_at = at
    row.save(update_fields=["fixed_at", "secret", "secret_hash"])
    audit.record("vouchers.fix", row, actor=actor, at=at, secret_hash=row.secret_hash)
    return row


@transaction.atomic
def draw_lots(
    *, voucher_round: Round, public_value: str, actor: Actor, at: datetime
) -> Round:
    """Publish the seed after closing; the order of all applications follows from it.

    Raises
    ------
    NotNow
        If no lots are drawn in this round, it is not closed, or they were drawn.
    """
    row = _locked(voucher_round)
    is_due = row.treatment == Treatment.LOTTERY and at >= row.closes_at
    if not is_due or row.fixed_at is None or row.drawn_at is not None:
        raise NotNow(str(row.get_treatment_display()))
    row.public_value, row.drawn_at = public_value.strip(), at
    row.save(update_fields=["public_value", "drawn_at"])
    audit.record(
        "vouchers.draw", row, actor=actor, at=at, public_value=row.public_value
    )
    return row


@transaction.atomic
def change_budget(
    *, voucher_round: Round, budget_eur: Decimal, actor: Actor, at: datetime
) -> Round:
    """Raise a budget, or lower it to no less than what was granted.

    Raises
    ------
    BudgetBelowGranted
        If more was granted already.
    """
    row = _locked(voucher_round)
    if budget_eur < (granted_eur := held_eur(row)):
        raise BudgetBelowGranted(granted_eur)
    before_eur, row.budget_eur = row.budget_eur, budget_eur
    row.save(update_fields=["budget_eur"])
    audit.record(
        "vouchers.budget",
        row,
        actor=actor,
        at=at,
        before_eur=str(before_eur),
        budget_eur=str(budget_eur),
    )
    return row


@transaction.atomic
def list_executor(
    *, province_code: str, name: str, since: date, actor: Actor, at: datetime
) -> Executor:
    """Put a firm on the list of a province; who left it comes back."""
    row, _new = Executor.objects.update_or_create(
        province_code=province_code,
        name=name,
        defaults={"since": since, "until": None},
    )
    audit.record("vouchers.list_executor", row, actor=actor, at=at)
    return row


@transaction.atomic
def strike_executor(
    *, executor: Executor, until: date, actor: Actor, at: datetime
) -> Executor:
    """Take a firm off the list from a day on; vouchers that it has go on."""
    executor.until = until
    executor.save(update_fields=["until"])
    audit.record("vouchers.strike_executor", executor, actor=actor, at=at)
    return executor


def held_eur(voucher_round: Round) -> Decimal:
    """Add up what the vouchers of a round take of its budget. [€]."""
    found = Voucher.objects.filter(application__round=voucher_round)
    return found.aggregate(sum=Sum("held_eur"))["sum"] or Decimal(0)


def ordered(voucher_round: Round, *, with_refused: bool = False) -> list[Waiting]:
    """Put what is complete or granted in the order in which the round treats it.

    Parameters
    ----------
    voucher_round : Round
        The round.
    with_refused : bool
        Also what was complete and got nothing, or whose voucher lapsed: it takes no
        budget any more, but everybody must be able to see where it stood.
    """
    state = Application.State
    asks = Q(state__in=[state.COMPLETE, state.GRANTED])
    if with_refused:
        asks |= Q(state=state.REJECTED, completed_at__isnull=False)
    else:
        asks &= ~Q(voucher__state=Voucher.State.LAPSED)
    rows = (
        voucher_round.applications.filter(asks)
        .select_related("voucher")
        .order_by("received_at", "number")
    )
    waiting = [
        Waiting(each.number, place, _takes_eur(each, voucher_round), sum(each.points))
        for place, each in enumerate(rows, 1)
    ]
    seed = (
        lottery.seed_of(voucher_round.secret, voucher_round.public_value)
        if voucher_round.drawn_at
        else ""
    )
    return in_order(Treatment(voucher_round.treatment), waiting, seed=seed)


def promised_eur(application: Application, voucher_round: Round) -> Decimal:
    """Work out what an application would be granted. [€]."""
    return payable_eur(
        granted_eur=voucher_round.amount_eur,
        costs_eur=application.costs_eur,
        own_share=voucher_round.own_share,
    )


def _takes_eur(application: Application, voucher_round: Round) -> Decimal:
    voucher = getattr(application, "voucher", None)
    if voucher is not None:
        return Decimal(voucher.held_eur)
    return promised_eur(application, voucher_round)


def _locked(voucher_round: Round) -> Round:
    return Round.objects.select_for_update(of=("self",)).get(pk=voucher_round.pk)
