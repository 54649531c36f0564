"""Decisions: who gets a voucher, who does not, and the record that is kept of it."""

import hashlib
import json
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from werklandschap.core.text import Text
from werklandschap.governance.terms import last_day
from werklandschap.governance.vouchers import that_fit
from werklandschap.parameters import parameter
from werklandschap.web.accounts.models import User
from werklandschap.web.audit import actions as audit
from werklandschap.web.audit.actions import Actor
from werklandschap.web.programme import letters
from werklandschap.web.programme.actions import deals, ledger
from werklandschap.web.programme.models import DealParty
from werklandschap.web.scans.models import Scan
from werklandschap.web.scans.queries import store
from werklandschap.web.vouchers.actions.rounds import held_eur, ordered, promised_eur
from werklandschap.web.vouchers.models import (
    Application,
    Decision,
    Delivery,
    Round,
    Voucher,
)
from werklandschap.web.vouchers.problems import (
    BudgetExhausted,
    DealOver,
    GroundsMissing,
    NoOrderYet,
    NotNow,
    OwnVoucher,
    StillTime,
)

State = Application.State
Kind = Decision.Kind


def days(name: str, on: date) -> int:
    """Look up a term of the law or of our own. [d]."""
    return int(parameter(f"vouchers.{name}_day", on=on).value)


@transaction.atomic
def grant(
    *, application: Application, grounds: str = "", actor: Actor, at: datetime
) -> Voucher:
    """Grant an application, if budget, quota and order leave room for it.

    Whoever holds the round sees all grants before this one, so that any number of
    grants at once never promise more than there is.

    Raises
    ------
    NotNow
        If it is not complete, or decided on.
    NoOrderYet
        If it is not known yet who comes first.
    BudgetExhausted
        If there is no room for it.
    DealOver
        If the deal that pays has ended.
    OwnVoucher
        If somebody would grant their own.
    """
    voucher_round = Round.objects.select_for_update(of=("self",)).get(
        pk=application.round_id
    )
    application = locked(application, actor)
    if application.state != State.COMPLETE:
        raise NotNow(str(application.get_state_display()))
    if not voucher_round.has_order(at):
        raise NoOrderYet
    amount_eur = promised_eur(application, voucher_round)
    _check_room(voucher_round, application, amount_eur)
    on = timezone.localdate(at)
    application.state = State.GRANTED
    application.save(update_fields=["state"])
    voucher = Voucher.objects.create(
        application=application,
        amount_eur=amount_eur,
        held_eur=amount_eur,
        granted_at=at,
        deliver_by=last_day(on, days=days("deliver", on)),
        party=_award(voucher_round, application, amount_eur, actor=actor, at=at),
    )
    decide(
        application,
        Kind.GRANT,
        [*_grounds_of_grant(voucher_round, amount_eur), *said(grounds)],
        facts={
            "amount_eur": str(amount_eur),
            "deliver_by": voucher.deliver_by.isoformat(),
        },
        actor=actor,
        at=at,
    )
    return voucher


def _check_room(
    voucher_round: Round, application: Application, amount_eur: Decimal
) -> None:
    left_eur = voucher_round.budget_eur - held_eur(voucher_round)
    fit = that_fit(
        ordered(voucher_round),
        budget_eur=voucher_round.budget_eur,
        quota=voucher_round.quota,
    )
    if application.number not in fit or amount_eur > left_eur:
        raise BudgetExhausted(left_eur, amount_eur)


def _award(
    voucher_round: Round,
    application: Application,
    amount_eur: Decimal,
    *,
    actor: Actor,
    at: datetime,
) -> DealParty | None:
    """Book the promise in the deal that pays, if there is one."""
    if voucher_round.deal is None:
        return None
    if voucher_round.deal.ended_on is not None:
        raise DealOver(voucher_round.deal.name)
    park = application.partnership.park
    party = deals.party_of_park(deal=voucher_round.deal, park=park, actor=actor, at=at)
    ledger.award(
        party=party,
        amount_cents=int(amount_eur * 100),
        on=timezone.localdate(at),
        text=f"{voucher_round.title}, {application.number}",
        actor=actor,
        at=at,
    )
    return party


def _grounds_of_grant(voucher_round: Round, amount_eur: Decimal) -> list[Text]:
    return [
        Text(
            "De aanvraag is compleet en het terrein is partnerterrein in deze provincie.",
            "The application is complete and the park is a partner park in this province.",
        ),
        Text(
            "Binnen het budget en de vooraf vastgelegde volgorde is er plaats.",
            "There is room within the budget and the order that was fixed beforehand.",
        ),
        Text(
            f"Van de kosten komt hoogstens € {_amount(voucher_round.amount_eur)} in aanmerking; "
            f"toegekend wordt € {_amount(amount_eur)}.",
            f"Of the costs at most € {_amount(voucher_round.amount_eur)} is eligible; "
            f"€ {_amount(amount_eur)} is granted.",
        ),
    ]


def _amount(amount_eur: Decimal) -> str:
    return f"{amount_eur:,.2f}".translate({ord(","): ".", ord("."): ","})


@transaction.atomic
def reject(
    *, application: Application, grounds: str, actor: Actor, at: datetime
) -> Decision:
    """Turn an application down, with grounds.

    Raises
    ------
    NotNow
        If it was decided on.
    GroundsMissing
        If nobody wrote why.
    OwnVoucher
        If somebody would decide on their own.
    """
    application = locked(application, actor)
    if not application.is_open:
        raise NotNow(str(application.get_state_display()))
    if not grounds.strip():
        raise GroundsMissing
    application.state = State.REJECTED
    application.save(update_fields=["state"])
    return decide(application, Kind.REJECT, said(grounds), actor=actor, at=at)


@transaction.atomic
def set_aside(*, application: Application, actor: Actor, at: datetime) -> Decision:
    """Leave an application untreated that was not completed in time.

    Raises
    ------
    NotNow
        If nothing is missing.
    StillTime
        If the term for completing it has not passed.
    """
    application = locked(application, actor)
    if application.state != State.SUSPENDED or application.complete_by is None:
        raise NotNow(str(application.get_state_display()))
    if timezone.localdate(at) <= application.complete_by:
        raise StillTime(application.complete_by)
    application.state = State.SET_ASIDE
    application.save(update_fields=["state"])
    grounds = Text(
        f"Op {application.complete_by:%d-%m-%Y} ontbrak nog: {application.missing}",
        f"On {application.complete_by:%d-%m-%Y} this was still missing: {application.missing}",
    )
    return decide(application, Kind.SET_ASIDE, [grounds], actor=actor, at=at)


def decide(
    application: Application,
    kind: str,
    grounds: Sequence[Text],
    *,
    facts: dict[str, Any] | None = None,
    actor: Actor,
    at: datetime,
) -> Decision:
    """Write a decision down with the record that is archived; part of a transaction.

    Parameters
    ----------
    application : Application
        What it is about.
    kind : str
        What was decided.
    grounds : sequence of Text
        Why.
    facts : dict, optional
        Amounts and days of the decision.
    actor, at
        Who, when.
    """
    on = timezone.localdate(at)
    archive = _archive(application, kind, grounds, facts or {}, at)
    years = int(parameter("vouchers.archive_year", on=on).value)
    decision = Decision.objects.create(
        application=application,
        kind=kind,
        on=on,
        grounds=[{"nl": each.nl, "en": each.en} for each in grounds],
        object_by=last_day(on, days=days("objection", on)),
        archive=archive,
        archive_hash=hash_of(archive),
        keep_until=date(on.year + years, 12, 31),
        at=at,
        by=actor if isinstance(actor, User) else None,
    )
    audit.record(
        f"vouchers.{str(kind).lower()}",
        decision,
        actor=actor,
        at=at,
        archive=decision.archive_hash,
    )
    letters.tell(
        application.made_by,
        application.partnership.park.name,
        reverse("voucher_application", args=[application.pk]),
        key=f"voucher decision {decision.pk}",
        at=at,
    )
    return decision


def hash_of(archive: dict[str, Any]) -> str:
    """Give the SHA-256 of an archive record, written in one way only."""
    told = json.dumps(archive, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(told.encode()).hexdigest()


def _archive(
    application: Application,
    kind: str,
    grounds: Sequence[Text],
    facts: dict[str, Any],
    at: datetime,
) -> dict[str, Any]:
    """Gather by which rules and on what facts it was decided; no names of people."""
    voucher_round, park = application.round, application.partnership.park
    scan = Scan.objects.filter(park=park, is_current=True).first()
    return {
        "engine": store.engine_version(),
        "parameters": store.parameters_hash(timezone.localdate(at)),
        "round": {
            "id": str(voucher_round.pk),
            "title": voucher_round.title,
            "treatment": voucher_round.treatment,
            "amount_eur": str(voucher_round.amount_eur),
            "own_share": str(voucher_round.own_share),
            "budget_eur": str(voucher_round.budget_eur),
            "fixed_at": voucher_round.fixed_at.isoformat()
            if voucher_round.fixed_at
            else None,
        },
        "park": {"code": park.code, "status": application.partnership.status},
        "scan": {"id": str(scan.pk), "hash": scan.result_hash} if scan else None,
        "deliveries": _delivered(application),
        "application": {
            "number": application.number,
            "plan": application.plan,
            "costs_eur": str(application.costs_eur),
            "other_support": application.other_support,
            "submitted_at": application.submitted_at.isoformat(),
            "received_at": application.received_at.isoformat(),
            "points": application.points,
        },
        "decision": {
            "kind": str(kind),
            "at": at.isoformat(),
            "grounds": [each.nl for each in grounds],
            **facts,
        },
    }


def _delivered(application: Application) -> list[dict[str, Any]]:
    """List what was brought, with its hash and what made it."""
    rows = Delivery.objects.filter(voucher__application=application)
    return [
        {
            "kind": each.kind,
            "sha256": each.document.sha256,
            "parts": each.parts,
            "origin": each.origin,
            "is_late": each.is_late,
            "verdict": each.verdict,
            "at": each.at.isoformat(),
        }
        for each in rows.select_related("document").defer("document__content")
    ]


def said(grounds: str) -> list[Text]:
    """Take what an official wrote; it is Dutch in either language."""
    return [Text(grounds.strip(), grounds.strip())] if grounds.strip() else []


def locked(application: Application, actor: Actor) -> Application:
    """Hold an application, for somebody who did not make it.

    Raises
    ------
    OwnVoucher
        If they did.
    """
    found = (
        Application.objects.select_for_update(of=("self",))
        .select_related("round__deal", "partnership__park")
        .get(pk=application.pk)
    )
    if isinstance(actor, User) and found.made_by_id == actor.pk:
        raise OwnVoucher
    return found
