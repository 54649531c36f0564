"""What happened in the programme, so that any day can be counted again."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import lru_cache

from django.utils import timezone

from werklandschap.governance.ladder import IN_SWARM, Status
from werklandschap.governance.programme import REALISATION, Standing, count, targets
from werklandschap.web.labels.models import ForeignCertificate
from werklandschap.web.programme.models import Partnership, StatusChange, StepEvent
from werklandschap.web.vouchers.models import Decision, Delivery, Voucher

_LABELS = ("NL_AREA", "NL_SITE", "WERKLANDSCHAP")
"""Labels of others that count for the promise of 150; our own pre-score does not."""

_ENDS = (Decision.Kind.LAPSE, Decision.Kind.RECLAIM)
_DELIVERED = (
    Voucher.State.APPROVED,
    Voucher.State.SETTLED,
    Voucher.State.PAID,
    Voucher.State.RECLAIMED,
)


@dataclass(frozen=True, slots=True)
class Held:
    """Something that a park has from a moment on, until it lapsed if it did."""

    name: str
    since: datetime
    until: datetime | None = None

    def at(self, moment: datetime) -> bool:
        """Tell whether the park has it at a moment."""
        return self.since <= moment and (self.until is None or moment < self.until)


@dataclass(slots=True)
class Park:
    """What happened to one park, each with its moment, oldest first."""

    park_id: int
    province: str
    place: tuple[float, float] | None
    changes: list[tuple[datetime, Status]] = field(default_factory=list)
    steps: list[tuple[datetime, str]] = field(default_factory=list)
    attributes: list["Held"] = field(default_factory=list)

    def status(self, at: datetime) -> Status | None:
        """Give its status at a moment; None before its first application."""
        known = [status for moment, status in self.changes if moment <= at]
        return known[-1] if known else None

    def joined_at(self) -> datetime | None:
        """Give the moment at which it first took part."""
        return next((at for at, status in self.changes if status in IN_SWARM), None)

    def first(self, name: str, at: datetime) -> datetime | None:
        """Give the moment of a step, or of what it has at a moment; None without."""
        steps = [when for when, each in self.steps if each == name and when <= at]
        held = [
            each.since for each in self.attributes if each.name == name and each.at(at)
        ]
        return min((*steps, *held), default=None)


@dataclass(frozen=True, slots=True)
class Story:
    """All parks that ever applied."""

    parks: Sequence[Park]

    def counts(self, at: datetime) -> dict[str, int]:
        """Count by every definition of the documents, as of a moment.

        Parameters
        ----------
        at : datetime
            The moment; what came later does not count.
        """
        standings = [
            Standing(
                status,
                frozenset(step for when, step in park.steps if when <= at),
                frozenset(each.name for each in park.attributes if each.at(at)),
            )
            for park in self.parks
            if (status := park.status(at)) is not None
        ]
        return {each.name: count(each, standings) for each in targets()}

    def taking_part(self, at: datetime) -> list[tuple[Park, Status]]:
        """List the parks that take part at a moment, with their status."""
        known = [(park, park.status(at)) for park in self.parks]
        return [(park, at) for park, at in known if at in IN_SWARM and at is not None]


def read() -> Story:
    """Read what happened, in five questions to the database."""
    rows = Partnership.objects.order_by("pk").values_list(
        "pk", "park", "park__province", "park__longitude_deg", "park__latitude_deg"
    )
    parks = {
        key: Park(park, province, _place(longitude_deg, latitude_deg))
        for key, park, province, longitude_deg, latitude_deg in rows
    }
    changes = StatusChange.objects.order_by("at", "pk")
    for key, at, after in changes.values_list("partnership", "at", "after"):
        parks[key].changes.append((at, Status(after)))
    events = StepEvent.objects.filter(kind=StepEvent.Kind.DONE).order_by("on", "pk")
    for key, on, step in events.values_list("partnership", "on", "step"):
        parks[key].steps.append((moment(on), step))
    _read_vouchers(parks)
    by_park = {each.park_id: each for each in parks.values()}
    for park, on, expires_on in _labels():
        if park in by_park:
            until = moment(expires_on) if expires_on is not None else None
            by_park[park].attributes.append(Held("label", moment(on), until))
    return Story(list(parks.values()))


def _place(
    longitude_deg: float | None, latitude_deg: float | None
) -> tuple[float, float] | None:
    if longitude_deg is None or latitude_deg is None:
        return None
    return longitude_deg, latitude_deg


def _read_vouchers(parks: dict[int, Park]) -> None:
    approved: dict[int, datetime] = defaultdict(lambda: moment(date.min))
    deliveries = Delivery.objects.filter(verdict=Delivery.Verdict.APPROVED)
    for voucher, at in deliveries.values_list("voucher", "at"):
        approved[voucher] = max(approved[voucher], at)
    ends = Decision.objects.filter(kind__in=_ENDS).order_by("at")
    ended = dict(ends.values_list("application__voucher", "at"))
    told = Voucher.objects.order_by("granted_at").values_list(
        "pk", "application__partnership", "granted_at", "state"
    )
    for voucher, key, granted_at, state in told:
        until = ended.get(voucher)
        parks[key].attributes.append(Held("voucher", granted_at, until))
        if state in _DELIVERED:
            done = max(granted_at, approved[voucher])
            parks[key].attributes.append(Held("voucher_delivered", done, until))


def _labels() -> Iterable[tuple[int, date, date | None]]:
    rows = ForeignCertificate.objects.filter(label__in=_LABELS)
    return rows.values_list("park", "issued_on", "expires_on").order_by("issued_on")


def parks_with_label() -> set[int]:
    """List the parks of which a label of somebody else was recorded and still holds."""
    today = timezone.localdate()
    rows = ForeignCertificate.objects.filter(label__in=_LABELS)
    return {
        each.park_id
        for each in rows
        if each.expires_on is None or each.expires_on >= today
    }


@lru_cache(maxsize=10_000)
def moment(on: date) -> datetime:
    """Give the last moment of a day."""
    return (
        timezone.make_aware(datetime.combine(on, time.max))
        if on > date.min
        else (datetime.min.replace(tzinfo=timezone.get_current_timezone()))
    )


STEP_REALISED = REALISATION
