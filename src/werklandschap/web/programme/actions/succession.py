"""Parks that the register merges or splits: what they are goes on, and can be traced."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from django.db import transaction
from django.utils import timezone

from werklandschap.core.errors import WerklandschapError
from werklandschap.core.text import Text
from werklandschap.governance.ladder import IN_SWARM, Status, rank
from werklandschap.web.accounts.models import User
from werklandschap.web.audit import actions as audit
from werklandschap.web.audit.actions import Actor
from werklandschap.web.parks.models import Park
from werklandschap.web.programme.actions.partners import change_status
from werklandschap.web.programme.models import (
    PartnerApplication,
    Partnership,
    StatusChange,
    Succession,
)


@dataclass(eq=False)
class NoSuccession(WerklandschapError):
    """A park that would follow itself, or follow one that it went before."""

    code: ClassVar[str] = "programme.no_succession"
    message: ClassVar[Text] = Text(
        nl="{park} kan zichzelf niet opvolgen.",
        en="{park} cannot succeed itself.",
    )

    park: str


@transaction.atomic
def succeed(
    *,
    former: Park,
    successors: Sequence[Park],
    on: date,
    note: str = "",
    actor: Actor,
    at: datetime,
) -> list[Succession]:
    """Let other parks take the place of one that the register no longer has.

    Each successor gets the highest status of what went into it; an example site keeps
    its place in the deal with its first successor only, as one place is one park. What
    was noted stays with the former park, to which its successors point.

    Parameters
    ----------
    former : Park
        The park that is no more.
    successors : sequence of Park
        What it is now: one for a merger, several for a split.
    on, note
        Since when, and why.
    actor, at
        Who, when.

    Raises
    ------
    NoSuccession
        If a park would follow itself.
    """
    for each in successors:
        if each == former or each.successions.filter(successor=former).exists():
            raise NoSuccession(each.name)
    kind = Succession.Kind.SPLIT if len(successors) > 1 else Succession.Kind.MERGED
    rows = [
        Succession.objects.create(
            former=former,
            successor=each,
            kind=kind,
            on=on,
            note=note,
            at=at,
            by=actor if isinstance(actor, User) else None,
        )
        for each in successors
    ]
    for row in rows:
        audit.record("programme.succeed", row, actor=actor, at=at, kind=str(kind))
    partnership = (
        Partnership.objects.select_for_update(of=("self",))
        .select_related("park")
        .filter(park=former)
        .first()
    )
    if partnership is not None and partnership.status:
        _hand_on(partnership, successors, actor=actor, at=at)
    return rows


def _hand_on(
    partnership: Partnership, successors: Sequence[Park], *, actor: Actor, at: datetime
) -> None:
    status, deal = Status(partnership.status), partnership.deal
    for position, park in enumerate(successors):
        heir, _new = Partnership.objects.get_or_create(
            park=park,
            defaults={
                "since": at,
                "last_heard_on": timezone.localdate(at),
                "organisation": partnership.organisation,
                "organisation_form": partnership.organisation_form,
                "contact": partnership.contact,
                "intake": partnership.intake,
            },
        )
        keeps_place = position == 0 or deal is None
        inherited = status if keeps_place else Status.SHOWCASE
        if inherited in IN_SWARM and rank(inherited) > rank(
            Status(heir.status) if heir.status else Status.LEFT
        ):
            heir.deal = deal if keeps_place else None
            heir.save(update_fields=["deal"])
            _inherit(heir, inherited, partnership.park, actor=actor, at=at)
        _move_open_application(partnership, heir, position, actor=actor, at=at)
    partnership.deal = None
    partnership.save(update_fields=["deal"])
    if status is not Status.SUCCEEDED and (
        status in IN_SWARM or status is Status.APPLIED
    ):
        names = ", ".join(park.name for park in successors)
        change_status(
            partnership, Status.SUCCEEDED, reason=names[:4000], actor=actor, at=at
        )


def _inherit(
    heir: Partnership, status: Status, former: Park, *, actor: Actor, at: datetime
) -> None:
    """Give a status without the steps before it: those were taken by the former park."""
    StatusChange.objects.create(
        partnership=heir,
        before=heir.status,
        after=status,
        at=at,
        by=actor if isinstance(actor, User) else None,
        reason=f"{former.name} ({former.code})",
        evidence=f"{former.name} ({former.code})",
    )
    heir.status, heir.since = status, at
    heir.save(update_fields=["status", "since"])
    audit.record(
        "programme.inherit", heir, actor=actor, at=at, after=status, former=former.code
    )


def _move_open_application(
    partnership: Partnership,
    heir: Partnership,
    position: int,
    *,
    actor: Actor,
    at: datetime,
) -> None:
    """Let an open request go on for the first successor, or join the one it has."""
    if position:
        return
    outcome = PartnerApplication.Outcome
    for each in partnership.applications.filter(outcome=outcome.OPEN):
        there = heir.applications.filter(outcome=outcome.OPEN).first()
        each.partnership = heir
        if there is not None or heir.status in IN_SWARM:
            each.outcome, each.joins = outcome.JOINED, there
        each.save(update_fields=["partnership", "outcome", "joins"])
        if each.outcome == outcome.OPEN and heir.status != Status.APPLIED:
            change_status(heir, Status.APPLIED, actor=actor, at=at)
        audit.record("programme.application_moved", each, actor=actor, at=at)
