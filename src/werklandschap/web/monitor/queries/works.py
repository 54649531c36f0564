"""Hectares, water and CO2: measured twice, or only planned; never added together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Max, Min
from django.utils import timezone

from werklandschap.core.text import Text
from werklandschap.parameters import Parameter, parameter
from werklandschap.web.plans.afterwards import Afterwards, afterwards_of
from werklandschap.web.plans.models import Plan
from werklandschap.web.scans.models import Figure, Scan

_NO_PAIR = Text("nog geen terrein met twee nulmetingen", "no park with two scans yet")
_NO_PLAN = Text("nog geen plan dat dit zegt", "no plan that tells this yet")


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """Something that is counted, from an indicator or from an effect of plans.

    Of an ``indicator`` that is a share the change is told in hectares; ``sign`` is -1
    where less is better. An ``effect`` is only known of plans: ``not_measured`` says why
    scans do not tell it. ``source`` tells what a figure comes from that is no indicator.
    """

    label: Text
    unit: str
    source: Text | None = None
    indicator: str = ""
    sign: float = 1.0
    effect: str = ""
    not_measured: Text = _NO_PAIR


def _hectares(nl: str, en: str, indicator: str, sign: float = 1.0) -> Kind:
    return Kind(label=Text(nl, en), unit="ha", indicator=indicator, sign=sign)


_KINDS = (
    _hectares("Vergroend", "Greened", "green_share"),
    _hectares("Onthard", "Depaved", "paved_share", -1.0),
    _hectares("Onder boomkronen", "Under tree crowns", "canopy_share"),
    _hectares(
        "Grond waar regen in zakt", "Ground that takes in rain", "infiltrating_share"
    ),
    Kind(
        label=Text(
            "Minder water dat blijft staan bij 70 mm", "Less ponding water at 70 mm"
        ),
        unit="m3",
        source=Text(
            "simulatie van een bui van 70 mm in een uur",
            "simulation of a shower of 70 mm in an hour",
        ),
        indicator="ponding_m3",
        sign=-1.0,
    ),
    Kind(
        label=Text("Waterberging erbij", "Water storage added"),
        unit="m3",
        source=Text(
            "inhoud van daken, wadi’s en andere plekken van het plan",
            "volume of roofs, wadis and other places of the plan",
        ),
        effect="water_storage_m3",
        not_measured=Text(
            "een nulmeting kent geen inhoud van bergingen",
            "a scan knows no volumes of storage",
        ),
    ),
    Kind(
        label=Text("Minder CO2 per jaar", "Less CO2 a year"),
        unit="t",
        source=Text(
            "zonnepanelen van het plan × vollasturen × CO2 van stroom uit het net",
            "solar panels of the plan × full-load hours × CO2 of power from the grid",
        ),
        effect="co2_avoided_t",
        not_measured=Text(
            "een nulmeting ziet niet welke zonnepanelen er liggen",
            "a scan does not see which solar panels there are",
        ),
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """One kind of change: measured between two scans, and expected of accepted plans.

    ``measured`` and ``planned`` are None where no park has two scans, or no plan says so;
    ``uncounted_plans`` were accepted, but do not tell this.
    """

    kind: Kind
    measured: float | None
    measured_parks: int
    planned: float | None
    planned_parks: int
    uncounted_plans: int
    assumption: Parameter | None = None

    @property
    def label(self) -> Text:
        """What is counted."""
        return self.kind.label

    @property
    def unit(self) -> str:
        """Its unit."""
        return self.kind.unit

    @property
    def not_planned(self) -> Text:
        """Why nothing is planned, where nothing is."""
        return _NO_PLAN


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
    known = afterwards_of(plans)
    after = [(plan.park_id, known[plan.pk]) for plan in plans]
    return [_work(kind, sizes, pairs, after, at) for kind in _KINDS]


def _work(
    kind: Kind,
    sizes: Mapping[int, float],
    pairs: dict[int, tuple[UUID, UUID]],
    after: Sequence[tuple[int, Afterwards]],
    at: datetime,
) -> Work:
    measured = _measured(kind, sizes, pairs)
    planned = [
        amount
        for park, found in after
        if (amount := _planned(kind, found, sizes.get(park))) is not None
    ]
    return Work(
        kind=kind,
        measured=sum(measured) if measured else None,
        measured_parks=len(measured),
        planned=sum(planned) if planned else None,
        planned_parks=len(planned),
        uncounted_plans=len(after) - len(planned),
        assumption=parameter(_ASSUMED[kind.effect], on=timezone.localdate(at))
        if kind.effect in _ASSUMED
        else None,
    )


_ASSUMED = {"co2_avoided_t": "appraisal.power_co2_kg_per_kwh"}
"""The number that an effect hangs on, with its own source and date."""


def _measured(
    kind: Kind, sizes: Mapping[int, float], pairs: dict[int, tuple[UUID, UUID]]
) -> list[float]:
    if not kind.indicator:
        return []
    changes = changes_of(pairs, kind.indicator)
    if kind.unit != "ha":
        return [kind.sign * change for _, change in changes.values()]
    return [kind.sign * c * sizes[p] for p, (_, c) in changes.items() if p in sizes]


def _planned(kind: Kind, found: Afterwards, size_ha: float | None) -> float | None:
    """Tell how much a plan brings; None where it does not say."""
    if kind.effect:
        return found.amounts.get(kind.effect)
    change = found.changes.get(kind.indicator)
    if change is None:
        return None
    if kind.unit != "ha":
        return kind.sign * (change.after - change.before)
    if size_ha is None:
        return None
    return kind.sign * (change.after - change.before) * size_ha


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
