"""Hectares: what was measured twice, and what is only planned; never added together."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Max, Min

from werklandschap.core.text import Text
from werklandschap.web.plans.models import Plan
from werklandschap.web.scans.models import Figure, Scan

_M2_PER_HA = 10_000.0


@dataclass(frozen=True, slots=True)
class Work:
    """One kind of change: measured between two scans, and expected of accepted plans.

    ``measured`` and ``planned`` are None where no park has two scans, or no plan says so.
    """

    label: Text
    unit: str
    measured: float | None
    measured_parks: int
    planned: float | None
    planned_parks: int


_KINDS = (
    (Text("Vergroend", "Greened"), "green_share", 1.0),
    (Text("Onthard", "Depaved"), "paved_share", -1.0),
    (Text("Onder boomkronen", "Under tree crowns"), "canopy_share", 1.0),
    (Text("Grond waar regen in zakt", "Ground that takes in rain"), "infiltrating_share", 1.0),
)  # fmt: skip
"""What is told in hectares: the indicator, and on which side more is better."""


def works(park_ids: Sequence[int], *, at: datetime) -> list[Work]:
    """Add up what changed in parks that take part, and what their plans expect.

    Parameters
    ----------
    park_ids : sequence of int
        Keys of the parks.
    at : datetime
        Until when; scans and plans of later do not count.
    """
    sizes = _sizes(park_ids)
    pairs = scan_pairs(park_ids, at=at)
    accepted = Plan.objects.filter(is_accepted=True, accepted_at__lte=at)
    plans = list(accepted.filter(park__in=park_ids))
    found = []
    for label, indicator, sign in _KINDS:
        changes = changes_of(pairs, indicator)
        measured = [sign * c * sizes[p] for p, (_, c) in changes.items() if p in sizes]
        planned = [
            sign * (each["after"] - each["before"]) * sizes[plan.park_id]
            for plan in plans
            if plan.park_id in sizes
            for each in plan.result.get("targets", ())
            if each["indicator"] == indicator and each["after"] is not None
        ]
        found.append(
            Work(
                label,
                "ha",
                sum(measured) if measured else None,
                len(measured),
                sum(planned) if planned else None,
                len(planned),
            )
        )
    return found


def _sizes(park_ids: Sequence[int]) -> dict[int, float]:
    from werklandschap.web.parks.models import Park

    known = Park.objects.filter(pk__in=park_ids).defer("outline_wkb")
    return {each.pk: each.size_ha for each in known if each.size_ha is not None}


def scan_pairs(
    park_ids: Sequence[int] | None = None, *, at: datetime
) -> dict[int, tuple[UUID, UUID]]:
    """Find per park its first and newest full scan; parks with one scan are left out.

    Parameters
    ----------
    park_ids : sequence of int, optional
        Only these parks.
    at : datetime
        Until when.
    """
    scans = Scan.objects.filter(is_degraded=False, made_at__lte=at)
    if park_ids is not None:
        scans = scans.filter(park__in=park_ids)
    ends = scans.order_by().values("park").annotate(first=Min("on"), last=Max("on"))
    wanted = {each["park"]: each for each in ends if each["first"] < each["last"]}
    found: dict[int, dict[str, UUID]] = {}
    rows = scans.filter(park__in=wanted).order_by("made_at")
    for key, park, on in rows.values_list("pk", "park", "on"):
        for end in ("first", "last"):
            if on == wanted[park][end]:
                found.setdefault(park, {})[end] = key
    return {park: (each["first"], each["last"]) for park, each in found.items()}


def changes_of(
    pairs: dict[int, tuple[UUID, UUID]], indicator: str
) -> dict[int, tuple[float, float]]:
    """Give per park the first value of a figure, and how much it changed.

    Parameters
    ----------
    pairs : dict
        As `scan_pairs` gives them.
    indicator : str
        Which figure.
    """
    keys = [key for pair in pairs.values() for key in pair]
    rows = Figure.objects.filter(
        scan__in=keys, indicator=indicator, value__isnull=False
    )
    told = rows.values_list("scan", "value")
    values = {scan: value for scan, value in told if value is not None}
    return {
        park: (values[one], values[other] - values[one])
        for park, (one, other) in pairs.items()
        if one in values and other in values
    }
