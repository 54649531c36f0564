"""Green Deals: preparing, signing, renewing and ending them."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from django.db import transaction

from werklandschap.core.errors import WerklandschapError
from werklandschap.core.text import Text
from werklandschap.governance import deals as rules
from werklandschap.web.audit import actions as audit
from werklandschap.web.audit.actions import Actor
from werklandschap.web.parks.models import Park
from werklandschap.web.programme.actions import ledger
from werklandschap.web.programme.models import Deal, DealParty, DealPromise

State = Deal.State
Kind = DealParty.Kind


@dataclass(eq=False)
class PackageGone(WerklandschapError):
    """A package of which no further deal can be signed."""

    code: ClassVar[str] = "deals.package_gone"
    message: ClassVar[Text] = Text(
        nl="Van pakket {package} zijn alle deals vergeven.",
        en="All deals of package {package} have been taken.",
    )

    package: str


@dataclass(eq=False)
class NotNow(WerklandschapError):
    """A deal that is not in the state for this."""

    code: ClassVar[str] = "deals.not_now"
    message: ClassVar[Text] = Text(
        nl="Dit kan nu niet met ‘{deal}’.",
        en="This cannot be done with ‘{deal}’ now.",
    )

    deal: str


@dataclass(eq=False)
class NameTaken(WerklandschapError):
    """A deal or a party with a name that is there already."""

    code: ClassVar[str] = "deals.name_taken"
    message: ClassVar[Text] = Text(
        nl="‘{name}’ staat er al.", en="‘{name}’ is there already."
    )

    name: str


@transaction.atomic
def prepare_deal(
    *,
    name: str,
    province_code: str,
    province: str,
    package: str,
    actor: Actor,
    at: datetime,
) -> Deal:
    """Begin a deal; the programme and the province are its first parties.

    Raises
    ------
    NameTaken
        If a deal of that name exists.
    """
    if Deal.objects.filter(name=name).exists():
        raise NameTaken(name)
    deal = Deal.objects.create(
        name=name,
        province_code=province_code,
        province=province,
        package=Deal.Package(package),
        made_at=at,
    )
    audit.record("deals.prepare", deal, actor=actor, at=at, package=package)
    add_party(
        deal=deal,
        kind=Kind.PROGRAMME,
        name=str(Kind.PROGRAMME.label),
        actor=actor,
        at=at,
    )
    add_party(
        deal=deal,
        kind=Kind.PROVINCE,
        name=province,
        code=province_code,
        actor=actor,
        at=at,
    )
    return deal


@transaction.atomic
def add_party(
    *, deal: Deal, kind: str, name: str, code: str = "", actor: Actor, at: datetime
) -> DealParty:
    """Let a party take part in a deal.

    Raises
    ------
    NameTaken
        If it does already.
    """
    if deal.parties.filter(name=name).exists():
        raise NameTaken(name)
    party = DealParty.objects.create(
        deal=deal, kind=DealParty.Kind(kind), name=name, code=code
    )
    audit.record("deals.add_party", party, actor=actor, at=at, kind=str(kind))
    return party


@transaction.atomic
def party_of_park(*, deal: Deal, park: Park, actor: Actor, at: datetime) -> DealParty:
    """Find a park among the parties of a deal, or let it take part."""
    name = f"{park.name} ({park.code})"[:120]
    known = deal.parties.filter(name=name).first()
    return known or add_party(
        deal=deal, kind=Kind.PARK, name=name, code=park.code, actor=actor, at=at
    )


@transaction.atomic
def promise(
    *,
    party: DealParty,
    kind: str,
    what: str,
    due_on: date | None = None,
    actor: Actor,
    at: datetime,
) -> DealPromise:
    """Write down what a party brings besides money."""
    row = DealPromise.objects.create(
        party=party, kind=DealPromise.Kind(kind), what=what, due_on=due_on, made_at=at
    )
    audit.record("deals.promise", row, actor=actor, at=at, kind=str(kind))
    return row


@transaction.atomic
def keep_promise(
    *, promise: DealPromise, on: date, evidence: str, actor: Actor, at: datetime
) -> DealPromise:
    """Note that a party did what it promised, and what shows it."""
    promise.kept_on, promise.evidence = on, evidence
    promise.save(update_fields=["kept_on", "evidence"])
    audit.record("deals.keep_promise", promise, actor=actor, at=at)
    return promise


@transaction.atomic
def sign_deal(
    *, deal: Deal, on: date, ends_on: date, actor: Actor, at: datetime
) -> Deal:
    """Sign a deal; from now on its places can be given and its money moves.

    Raises
    ------
    NotNow
        If it was signed before.
    PackageGone
        If all deals of the package have been taken.
    """
    # All deals are held, so that two signatures cannot take the last package.
    held = {each.pk: each for each in Deal.objects.select_for_update().order_by("pk")}
    deal = held[deal.pk]
    if deal.state != State.PREPARED:
        raise NotNow(deal.name)
    signed = [rules.Package(each.package) for each in held.values() if each.is_signed]
    if rules.Package(deal.package) not in rules.free_packages(signed):
        raise PackageGone(deal.package)
    deal.state, deal.signed_on, deal.ends_on = State.SIGNED, on, ends_on
    deal.save(update_fields=["state", "signed_on", "ends_on"])
    audit.record("deals.sign", deal, actor=actor, at=at, ends_on=ends_on.isoformat())
    return deal


@transaction.atomic
def set_phase(
    *, deal: Deal, phase: str, ends_on: date, actor: Actor, at: datetime
) -> Deal:
    """Let a signed deal go on to a next phase, or on to a later day.

    Raises
    ------
    NotNow
        If it is not signed.
    """
    deal = _locked(deal)
    if not deal.is_signed:
        raise NotNow(deal.name)
    deal.phase, deal.ends_on = phase, ends_on
    deal.save(update_fields=["phase", "ends_on"])
    audit.record("deals.renew", deal, actor=actor, at=at, ends_on=ends_on.isoformat())
    return deal


@transaction.atomic
def end_deal(
    *, deal: Deal, on: date, reason: str, has_left: bool, actor: Actor, at: datetime
) -> Deal:
    """End a deal because it is over, or because the province left.

    What came in and what was promised to others stays; what parties still owed is taken
    off the books by an entry each, so that the ledger tells what was never paid. Its
    example sites stay what they are.

    Raises
    ------
    NotNow
        If it does not hold.
    """
    deal = _locked(deal)
    if not deal.is_signed:
        raise NotNow(deal.name)
    for party in deal.parties.all():
        owed_cents = ledger.balance_of(party, rules.Account.RECEIVABLE)
        if owed_cents:
            ledger.pledge(
                party=party,
                amount_cents=-owed_cents,
                on=on,
                text=reason,
                actor=actor,
                at=at,
            )
    deal.state = State.LEFT if has_left else State.ENDED
    deal.ended_on, deal.reason = on, reason
    deal.save(update_fields=["state", "ended_on", "reason"])
    audit.record("deals.end", deal, actor=actor, at=at, has_left=has_left)
    return deal


def _locked(deal: Deal) -> Deal:
    return Deal.objects.select_for_update().get(pk=deal.pk)
