"""The free scans of partner parks: a stock with a waiting list."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

from werklandschap.core.errors import WerklandschapError
from werklandschap.core.text import Text
from werklandschap.governance.programme import BASELINE
from werklandschap.web.accounts.models import User
from werklandschap.web.audit import actions as audit
from werklandschap.web.audit.actions import PLATFORM, Actor
from werklandschap.web.programme.models import (
    Partnership,
    ScanPlace,
    ScanStock,
    StepEvent,
)
from werklandschap.web.scans import actions as scans
from werklandschap.web.scans.models import Scan

State = ScanPlace.State


@dataclass(eq=False)
class PlacesUsed(WerklandschapError):
    """Places that would be taken out of the stock are used already."""

    code: ClassVar[str] = "programme.places_used"
    message: ClassVar[Text] = Text(
        nl="Er zijn al {used} nulmetingen gegeven; minder plaatsen kan niet.",
        en="{used} scans were given already; there cannot be fewer places.",
    )

    used: int


@transaction.atomic
def change_stock(
    *, places_count: int, reason: str, actor: Actor, at: datetime
) -> ScanStock:
    """Put places into the stock, or take some out; who waits gets a new place at once.

    Parameters
    ----------
    places_count : int
        So many more; negative for fewer.
    reason : str
        Why.
    actor, at
        Who, when.

    Raises
    ------
    PlacesUsed
        If fewer would be left than were given.
    """
    _lock()
    if stock_count() + places_count < (used := used_count()):
        raise PlacesUsed(used)
    stock = ScanStock.objects.create(
        places_count=places_count,
        reason=reason,
        at=at,
        by=actor if isinstance(actor, User) else None,
    )
    audit.record(
        "programme.scan_stock", stock, actor=actor, at=at, places_count=places_count
    )
    hand_out(actor=actor, at=at)
    return stock


@transaction.atomic
def ask_place(*, partnership: Partnership, actor: Actor, at: datetime) -> ScanPlace:
    """Put a park on the list for its free scan; it begins at once if there is a place.

    A park that was scanned already has what the scan would give, and takes no place.
    """
    place, is_new = ScanPlace.objects.get_or_create(
        partnership=partnership, defaults={"asked_at": at}
    )
    if not is_new:
        return place
    audit.record("programme.scan_place", place, actor=actor, at=at)
    known = Scan.objects.filter(park=partnership.park_id, is_current=True).first()
    if known is not None:
        _deliver(place, known, actor=actor, at=at)
    else:
        hand_out(actor=actor, at=at)
        place.refresh_from_db()
    return place


@transaction.atomic
def hand_out(*, actor: Actor, at: datetime) -> list[ScanPlace]:
    """Give the places that are free to who has waited longest, and start their scans."""
    _lock()
    free = stock_count() - used_count()
    started: list[ScanPlace] = []
    if free <= 0:
        return started
    waiting = ScanPlace.objects.filter(state=State.WAITING).select_related(
        "partnership__park"
    )
    for place in waiting.iterator():
        if len(started) >= free:
            break
        if _start(place, actor=actor, at=at):
            started.append(place)
    return started


@transaction.atomic
def try_again(*, place: ScanPlace, actor: Actor, at: datetime) -> ScanPlace:
    """Start a scan that failed or could not begin; it keeps its turn and its place."""
    place = ScanPlace.objects.select_for_update().get(pk=place.pk)
    if place.started_at is not None and place.state != State.DELIVERED:
        _start(place, actor=actor, at=at)
    elif place.state == State.BLOCKED:
        place.state = State.WAITING
        place.save(update_fields=["state"])
        hand_out(actor=actor, at=at)
        place.refresh_from_db()
    return place


@transaction.atomic
def arrived(*, scan: Scan, actor: Actor = PLATFORM, at: datetime) -> ScanPlace | None:
    """Note that the scan of a partner park is there; its step is done by that.

    Returns
    -------
    ScanPlace or None
        None for a park that does not take part, or that had its scan before.
    """
    place = (
        ScanPlace.objects.select_for_update()
        .filter(partnership__park=scan.park_id)
        .exclude(state=State.DELIVERED)
        .first()
    )
    if place is None:
        return None
    return _deliver(place, scan, actor=actor, at=at)


def stock_count() -> int:
    """Count the places that there are in all."""
    return ScanStock.objects.aggregate(sum=Sum("places_count"))["sum"] or 0


def used_count() -> int:
    """Count the places that were given."""
    return ScanPlace.objects.filter(started_at__isnull=False).count()


def _lock() -> None:
    # The first line of the stock stands for all of it.
    first = ScanStock.objects.order_by("pk").values("pk")[:1]
    list(
        ScanStock.objects.select_for_update().filter(
            pk__in=list(first.values_list("pk", flat=True))
        )
    )


def _start(place: ScanPlace, *, actor: Actor, at: datetime) -> bool:
    try:
        place.run = scans.start_scan(park=place.partnership.park, actor=actor, at=at)
    except scans.NoOutline as problem:
        place.state = State.BLOCKED
        place.problem_nl, place.problem_en = problem.say("nl"), problem.say("en")
    else:
        place.state, place.started_at = State.STARTED, place.started_at or at
        place.problem_nl = place.problem_en = ""
    place.save()
    audit.record(
        "programme.scan_start", place, actor=actor, at=at, state=str(place.state)
    )
    return place.state == State.STARTED


def _deliver(place: ScanPlace, scan: Scan, *, actor: Actor, at: datetime) -> ScanPlace:
    place.state, place.delivered_at = State.DELIVERED, at
    place.save(update_fields=["state", "delivered_at"])
    on = timezone.localdate(at)
    StepEvent.objects.create(
        partnership_id=place.partnership_id,
        step=BASELINE,
        kind=StepEvent.Kind.DONE,
        on=on,
        at=at,
    )
    Partnership.objects.filter(pk=place.partnership_id, last_heard_on__lt=on).update(
        last_heard_on=on
    )
    audit.record("programme.scan_arrived", place, actor=actor, at=at, scan=str(scan.pk))
    return place
