"""Parks that ask to take part, are let in, rise on the ladder or leave."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from werklandschap.core.text import Text
from werklandschap.governance.ladder import (
    CHECKS,
    EXAMPLES,
    IN_SWARM,
    Status,
    not_this_step,
)
from werklandschap.governance.ladder import check_step as check_ladder
from werklandschap.web.accounts.models import User
from werklandschap.web.audit import actions as audit
from werklandschap.web.audit.actions import Actor
from werklandschap.web.parks.models import Park
from werklandschap.web.programme import letters
from werklandschap.web.programme.actions import scans
from werklandschap.web.programme.actions.places import take_place
from werklandschap.web.programme.models import (
    Deal,
    PartnerApplication,
    Partnership,
    StatusChange,
)
from werklandschap.web.programme.models.partners import OrganisationForm
from werklandschap.web.programme.problems import (
    AlreadyDecided,
    AlreadyPartner,
    NoLongerThere,
    NotScreened,
    OneCompany,
    OwnApplication,
    ReasonsMissing,
)

Outcome = PartnerApplication.Outcome


@transaction.atomic
def apply(
    *,
    park: Park,
    organisation: str,
    organisation_form: str,
    speaks_for_all: bool,
    commitment: str,
    brings: Sequence[int] = (),
    intake: Mapping[str, Any] | None = None,
    actor: Actor,
    at: datetime,
) -> PartnerApplication:
    """Ask to take part with a park; a second request joins the one that is open.

    Parameters
    ----------
    park : Park
        The park, from the register.
    organisation, organisation_form : str
        Who asks, and what kind of organisation that is.
    speaks_for_all : bool
        Whether they declare to speak for the whole park.
    commitment : str
        What they will do.
    brings : sequence of int
        Numbers of the contributions that they subscribe to.
    intake : mapping, optional
        ``worries`` (list), ``roofs_year`` and ``paving_year``.
    actor, at
        Who, when.

    Raises
    ------
    OneCompany
        If it is one firm that does not speak for all.
    AlreadyPartner, NoLongerThere
        If there is nothing to ask for.
    """
    if organisation_form == OrganisationForm.COMPANY and not speaks_for_all:
        raise OneCompany
    partnership = _partnership_of(park, at=at)
    _check_may_apply(partnership)
    first = partnership.applications.filter(outcome=Outcome.OPEN).first()
    application = PartnerApplication.objects.create(
        partnership=partnership,
        outcome=Outcome.JOINED if first else Outcome.OPEN,
        joins=first,
        organisation=organisation,
        organisation_form=organisation_form,
        speaks_for_all=speaks_for_all,
        commitment=commitment,
        brings=list(brings),
        intake=dict(intake or {}),
        made_by=actor if isinstance(actor, User) else None,
        made_at=at,
    )
    if first is None:
        change_status(partnership, Status.APPLIED, actor=actor, at=at)
    audit.record("programme.apply", application, actor=actor, at=at, joins=bool(first))
    return application


def _partnership_of(park: Park, *, at: datetime) -> Partnership:
    Park.objects.select_for_update().get(pk=park.pk)
    partnership, _new = Partnership.objects.get_or_create(
        park=park, defaults={"since": at, "last_heard_on": timezone.localdate(at)}
    )
    return partnership


def _check_may_apply(partnership: Partnership) -> None:
    park = partnership.park
    if partnership.status in IN_SWARM:
        since = timezone.localdate(partnership.since)
        raise AlreadyPartner(park.name, f"{since:%d-%m-%Y}")
    successors = [each.successor.name for each in park.successions.all()]
    if successors:
        raise NoLongerThere(park.name, ", ".join(successors))


@transaction.atomic
def screen(
    *,
    application: PartnerApplication,
    checks: Mapping[str, Mapping[str, Any]],
    actor: Actor,
    at: datetime,
) -> PartnerApplication:
    """Write down per check whether it is met (``met``, ``note``).

    Raises
    ------
    AlreadyDecided
        If it is too late for that.
    """
    application = _open(application)
    application.screening = {
        name: {"met": bool(told.get("met")), "note": str(told.get("note", ""))[:500]}
        for name, told in checks.items()
        if name in CHECKS
    }
    application.save(update_fields=["screening"])
    audit.record("programme.screen", application, actor=actor, at=at)
    return application


@transaction.atomic
def accept(
    *, application: PartnerApplication, reasons: str, actor: Actor, at: datetime
) -> Partnership:
    """Let a park in; its free scan begins as soon as there is a place for it.

    Raises
    ------
    AlreadyDecided, OwnApplication, ReasonsMissing
        If this person cannot decide this, now, without reasons.
    NotScreened
        If a check is open or not met.
    """
    application = _decidable(application, reasons, actor)
    _check_screened(application)
    _close(application, Outcome.ACCEPTED, reasons, actor, at)
    partnership = application.partnership
    partnership.organisation = application.organisation
    partnership.organisation_form = application.organisation_form
    partnership.contact = application.made_by
    partnership.intake = application.intake
    partnership.save(
        update_fields=["organisation", "organisation_form", "contact", "intake"]
    )
    change_status(
        partnership,
        Status.PARTNER,
        reason=reasons,
        evidence=reasons,
        actor=actor,
        at=at,
    )
    scans.ask_place(partnership=partnership, actor=actor, at=at)
    return partnership


@transaction.atomic
def reject(
    *, application: PartnerApplication, reasons: str, actor: Actor, at: datetime
) -> Partnership:
    """Turn a park down, with reasons; it may apply again.

    Raises
    ------
    AlreadyDecided, OwnApplication, ReasonsMissing
        If this person cannot decide this, now, without reasons.
    """
    application = _decidable(application, reasons, actor)
    _close(application, Outcome.REJECTED, reasons, actor, at)
    return change_status(
        application.partnership, Status.REJECTED, reason=reasons, actor=actor, at=at
    )


@transaction.atomic
def withdraw(
    *, application: PartnerApplication, actor: Actor, at: datetime
) -> Partnership:
    """Take a request back before anybody decided.

    Raises
    ------
    AlreadyDecided
        If it is too late.
    """
    application = _open(application)
    _close(application, Outcome.WITHDRAWN, "", actor, at)
    return change_status(application.partnership, Status.WITHDRAWN, actor=actor, at=at)


@transaction.atomic
def move(
    *,
    partnership: Partnership,
    to: Status,
    reason: str,
    evidence: str = "",
    deal: Deal | None = None,
    actor: Actor,
    at: datetime,
) -> Partnership:
    """Move a park on the ladder; an example site takes a place of its Green Deal.

    Raises
    ------
    NotThisStep, EvidenceMissing
        If the ladder has no such step, or it was not shown to be earned.
    NoPlaceInDeal
        If no signed deal of the province has a free place.
    ReasonsMissing
        If nobody wrote why.
    """
    if not reason.strip():
        raise ReasonsMissing
    partnership = _locked(partnership)
    if partnership.status not in IN_SWARM or to not in IN_SWARM | {Status.LEFT}:
        # Whether a park comes in is decided on its application, with its checks.
        raise not_this_step(_status(partnership), to)
    check_ladder(_status(partnership), to, evidence=evidence)
    partnership.deal = take_place(partnership, to, deal) if to in EXAMPLES else None
    partnership.save(update_fields=["deal"])
    return change_status(
        partnership, to, reason=reason, evidence=evidence, actor=actor, at=at
    )


def change_status(
    partnership: Partnership,
    to: Status,
    *,
    reason: str = "",
    evidence: str = "",
    actor: Actor,
    at: datetime,
) -> Partnership:
    """Write a step on the ladder down; within the transaction of whoever decided it.

    Parameters
    ----------
    partnership : Partnership
        The park, locked.
    to : Status
        What it becomes.
    reason, evidence : str
        Why, and what shows it.
    actor, at
        Who, when.
    """
    check_ladder(_status(partnership), to, evidence=evidence or reason)
    change = StatusChange.objects.create(
        partnership=partnership,
        before=partnership.status,
        after=to,
        at=at,
        by=actor if isinstance(actor, User) else None,
        reason=reason,
        evidence=evidence,
    )
    partnership.status, partnership.since = to, at
    partnership.last_heard_on = max(partnership.last_heard_on, timezone.localdate(at))
    partnership.save(update_fields=["status", "since", "last_heard_on"])
    audit.record(
        "programme.status", partnership, actor=actor, at=at, after=to, change=change.pk
    )
    return partnership


def _status(partnership: Partnership) -> Status | None:
    return Status(partnership.status) if partnership.status else None


def _locked(partnership: Partnership) -> Partnership:
    return (
        Partnership.objects.select_for_update(of=("self",))
        .select_related("park")
        .get(pk=partnership.pk)
    )


def _open(application: PartnerApplication) -> PartnerApplication:
    found = (
        PartnerApplication.objects.select_for_update(of=("self",))
        .select_related("partnership__park")
        .get(pk=application.pk)
    )
    if not found.is_open:
        raise AlreadyDecided
    found.partnership = _locked(found.partnership)
    return found


def _decidable(
    application: PartnerApplication, reasons: str, actor: Actor
) -> PartnerApplication:
    application = _open(application)
    if not reasons.strip():
        raise ReasonsMissing
    joined = application.joined.values_list("made_by", flat=True)
    if isinstance(actor, User) and actor.pk in {application.made_by_id, *joined}:
        raise OwnApplication
    return application


def _check_screened(application: PartnerApplication) -> None:
    lacks = [
        text
        for name, text in CHECKS.items()
        if not application.screening.get(name, {}).get("met")
    ]
    if lacks:
        raise NotScreened(
            Text(
                " ".join(each.nl for each in lacks), " ".join(each.en for each in lacks)
            )
        )


def _close(
    application: PartnerApplication,
    outcome: str,
    reasons: str,
    actor: Actor,
    at: datetime,
) -> None:
    application.outcome, application.reasons = outcome, reasons
    application.decided_at = at
    application.decided_by = actor if isinstance(actor, User) else None
    application.save(update_fields=["outcome", "reasons", "decided_at", "decided_by"])
    audit.record(
        "programme.decide", application, actor=actor, at=at, outcome=str(outcome)
    )
    if outcome in {Outcome.ACCEPTED, Outcome.REJECTED}:
        letters.decided(application, at=at)
