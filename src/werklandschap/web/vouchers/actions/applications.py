"""Applications: handing in, completing, scoring and taking back."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from werklandschap.governance.ladder import IN_SWARM
from werklandschap.governance.terms import last_day, suspended
from werklandschap.web.accounts.models import User
from werklandschap.web.audit import actions as audit
from werklandschap.web.audit.actions import Actor
from werklandschap.web.programme.models import Partnership
from werklandschap.web.programme.queries.board import lineage_of
from werklandschap.web.vouchers.actions.decisions import days, locked
from werklandschap.web.vouchers.models import Application, Round, Voucher
from werklandschap.web.vouchers.problems import (
    AlreadyAsked,
    NotAPartner,
    NotNow,
    RoundClosed,
)

State = Application.State


@transaction.atomic
def submit(
    *,
    voucher_round: Round,
    partnership: Partnership,
    organisation: str,
    plan: str,
    costs_eur: Decimal,
    other_support: str = "",
    actor: Actor,
    at: datetime,
) -> Application:
    """Ask for a voucher for a partner park.

    Raises
    ------
    RoundClosed
        If the round is not open.
    NotAPartner
        If the park does not take part, or lies elsewhere.
    AlreadyAsked
        If it, or a park that it came from, has an application in this round or a voucher.
    """
    voucher_round = Round.objects.select_for_update(of=("self",)).get(
        pk=voucher_round.pk
    )
    if not voucher_round.is_open(at):
        opens, closes = map(
            timezone.localtime, (voucher_round.opens_at, voucher_round.closes_at)
        )
        raise RoundClosed(f"{opens:%d-%m-%Y %H:%M}", f"{closes:%d-%m-%Y %H:%M}")
    is_here = partnership.park.province_code == voucher_round.province_code
    if partnership.status not in IN_SWARM or not is_here:
        raise NotAPartner(voucher_round.province)
    _check_asks_once(voucher_round, partnership)
    newest = voucher_round.applications.aggregate(number=Max("number"))["number"] or 0
    on = timezone.localdate(at)
    is_first_come = voucher_round.treatment == Round.Treatment.FIRST_COME
    starts = on if is_first_come else timezone.localdate(voucher_round.closes_at)
    application = Application.objects.create(
        round=voucher_round,
        partnership=partnership,
        number=newest + 1,
        organisation=organisation,
        plan=plan,
        costs_eur=costs_eur,
        other_support=other_support,
        made_by=actor if isinstance(actor, User) else None,
        submitted_at=at,
        received_at=at,
        decide_by=last_day(starts, days=days("decision", on)),
    )
    audit.record(
        "vouchers.submit", application, actor=actor, at=at, number=application.number
    )
    return application


def _check_asks_once(voucher_round: Round, partnership: Partnership) -> None:
    asked = (*Application.OPEN, State.GRANTED)
    parks = [partnership.park, *lineage_of(partnership.park)]
    in_round = voucher_round.applications.filter(
        partnership__park__in=parks, state__in=asked
    )
    gone = (Voucher.State.LAPSED, Voucher.State.RECLAIMED)
    held = Voucher.objects.filter(application__partnership__park__in=parks)
    if in_round.exists() or held.exclude(state__in=gone).exists():
        raise AlreadyAsked


@transaction.atomic
def ask_more(
    *, application: Application, missing: str, actor: Actor, at: datetime
) -> Application:
    """Ask for what is missing; until it comes, the term for deciding stands still.

    Raises
    ------
    NotNow
        If it was found complete, or is waiting already.
    """
    application = locked(application, actor)
    if application.state != State.SUBMITTED:
        raise NotNow(str(application.get_state_display()))
    on = timezone.localdate(at)
    application.state, application.missing = State.SUSPENDED, missing
    application.suspended_on = on
    application.complete_by = last_day(on, days=days("complete", on))
    application.save()
    audit.record("vouchers.ask_more", application, actor=actor, at=at)
    return application


@transaction.atomic
def supplement(
    *,
    application: Application,
    plan: str,
    costs_eur: Decimal,
    other_support: str,
    actor: Actor,
    at: datetime,
) -> Application:
    """Bring what was missing; the application counts as received from now.

    Raises
    ------
    NotNow
        If nothing was asked.
    """
    application = Application.objects.select_for_update(of=("self",)).get(
        pk=application.pk
    )
    if application.state != State.SUSPENDED or application.suspended_on is None:
        raise NotNow(str(application.get_state_display()))
    stood_still = (timezone.localdate(at) - application.suspended_on).days
    application.decide_by = suspended(application.decide_by, days=stood_still)
    application.plan, application.costs_eur = plan, costs_eur
    application.other_support = other_support
    application.state, application.received_at = State.SUBMITTED, at
    application.suspended_on = application.complete_by = None
    application.save()
    audit.record(
        "vouchers.supplement", application, actor=actor, at=at, days=stood_still
    )
    return application


@transaction.atomic
def find_complete(
    *,
    application: Application,
    points: Sequence[int] = (),
    actor: Actor,
    at: datetime,
) -> Application:
    """Find that nothing is missing, and give points where they count.

    Raises
    ------
    NotNow
        If it is not waiting for that.
    """
    application = locked(application, actor)
    if application.state != State.SUBMITTED:
        raise NotNow(str(application.get_state_display()))
    most = [int(each["most"]) for each in application.round.criteria]
    given = [*points, *([0] * len(most))][: len(most)]
    application.points = [
        max(0, min(int(each), top)) for each, top in zip(given, most, strict=True)
    ]
    application.state, application.missing = State.COMPLETE, ""
    application.completed_at = at
    application.save(update_fields=["state", "missing", "points", "completed_at"])
    audit.record(
        "vouchers.find_complete",
        application,
        actor=actor,
        at=at,
        points=sum(application.points),
    )
    return application


@transaction.atomic
def withdraw(*, application: Application, actor: Actor, at: datetime) -> Application:
    """Take an application back before it is decided on.

    Raises
    ------
    NotNow
        If it was.
    """
    application = Application.objects.select_for_update(of=("self",)).get(
        pk=application.pk
    )
    if not application.is_open:
        raise NotNow(str(application.get_state_display()))
    application.state = State.WITHDRAWN
    application.save(update_fields=["state"])
    audit.record("vouchers.withdraw", application, actor=actor, at=at)
    return application
