"""Designs: placing measures, merging what several people did, and talking about it."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID, uuid4

from django.db import transaction

from werklandschap.core.errors import WerklandschapError
from werklandschap.core.text import Text
from werklandschap.web.accounts.models import User
from werklandschap.web.audit import actions as audit
from werklandschap.web.audit.actions import PLATFORM
from werklandschap.web.jobs import actions as jobs
from werklandschap.web.jobs.models import Run
from werklandschap.web.parks.models import Park
from werklandschap.web.plans.merging import Change, Merged, Placement, merged
from werklandschap.web.plans.models import Comment, Effect, Variant, VariantVersion
from werklandschap.web.scans.models import Scan

WHAT_IF = "what_if"
"""The kind of run that measures a design."""

MOST = 10_000
"""A design of more parts is a mistake of a program."""

_KEPT_VERSIONS = 40
_LONGEST = 200


@dataclass(eq=False)
class BadPlacement(WerklandschapError):
    """A measure that does not exist, or a shape that is none."""

    code: ClassVar[str] = "plans.bad_placement"
    message: ClassVar[Text] = Text(
        nl="Maatregel {number} is niet te plaatsen: de soort of de vorm klopt niet.",
        en="Measure {number} cannot be placed: its kind or its shape is not right.",
    )

    number: int


@dataclass(eq=False)
class TooMany(WerklandschapError):
    """More measures than a design can hold."""

    code: ClassVar[str] = "plans.too_many"
    message: ClassVar[Text] = Text(
        nl="Een ontwerp kan {most} maatregelen bevatten; dit zijn er {number}.",
        en="A design can hold {most} measures; these are {number}.",
    )

    most: int
    number: int


@dataclass(eq=False)
class VersionGone(WerklandschapError):
    """A change of a version that is not kept any more."""

    code: ClassVar[str] = "plans.version_gone"
    message: ClassVar[Text] = Text(
        nl="Het ontwerp is intussen te vaak veranderd om uw wijziging samen te voegen. "
        "Open het opnieuw; er is niets veranderd.",
        en="The design changed too often in the meantime to merge your change. Open it "
        "again; nothing was changed.",
    )


@transaction.atomic
def start_variant(
    *,
    park: Park,
    scan: Scan,
    name: str,
    placements: Sequence[Placement] = (),
    actor: User,
    at: datetime,
) -> Variant:
    """Begin a design on a scan, empty or with placements of another."""
    variant = Variant.objects.create(
        park=park,
        scan=scan,
        name=name,
        placements=_checked(placements),
        made_by=actor,
        made_at=at,
        changed_at=at,
    )
    _keep(variant, actor, at)
    audit.record("plans.start_variant", variant, actor=actor, at=at)
    return variant


@transaction.atomic
def save_variant(
    *, variant: Variant, version: int, change: Change, actor: User, at: datetime
) -> tuple[Variant, Merged]:
    """Bring a change into a design, also if others changed it since ``version``.

    Parameters
    ----------
    variant : Variant
        The design.
    version : int
        The version that was changed.
    change : Change
        What was placed, moved and taken away.
    actor, at
        Who, when.

    Returns
    -------
    tuple of (Variant, Merged)
        The design as it is now, and what two people did differently.

    Raises
    ------
    BadPlacement, TooMany, VersionGone
        If the change cannot be carried out; nothing is changed then.
    """
    variant = Variant.objects.select_for_update().get(pk=variant.pk)
    placed = _checked(change.placed)
    base = variant.versions.filter(version=version).first()
    if base is None:
        raise VersionGone
    result = merged(base.placements, variant.placements, Change(placed, change.removed))
    if len(result.placements) > MOST:
        raise TooMany(MOST, len(result.placements))
    _store(variant, result.placements, actor, at)
    audit.record(
        "plans.save_variant",
        variant,
        actor=actor,
        at=at,
        version=variant.version,
        placed=len(placed),
        removed=len(change.removed),
        is_smooth=result.is_smooth,
    )
    return variant, result


@transaction.atomic
def restore_variant(
    *, variant: Variant, version: int, actor: User, at: datetime
) -> Variant:
    """Make a design what it was at an earlier version; the versions since stay.

    Raises
    ------
    VersionGone
        If that version is not kept any more.
    """
    variant = Variant.objects.select_for_update().get(pk=variant.pk)
    former = variant.versions.filter(version=version).first()
    if former is None:
        raise VersionGone
    _store(variant, former.placements, actor, at)
    audit.record("plans.restore_variant", variant, actor=actor, at=at, version=version)
    return variant


@transaction.atomic
def share_variant(
    *, variant: Variant, is_shared: bool, actor: User, at: datetime
) -> None:
    """Let whoever may see the park see the design, or not any more."""
    variant.is_shared = is_shared
    variant.save(update_fields=["is_shared"])
    audit.record(
        "plans.share_variant", variant, actor=actor, at=at, is_shared=is_shared
    )


@transaction.atomic
def comment(*, variant: Variant, text: str, actor: User, at: datetime) -> Comment:
    """Say something about a design."""
    said = Comment.objects.create(variant=variant, text=text, by=actor, at=at)
    audit.record("plans.comment", said, actor=actor, at=at)
    return said


def ask_what_if(*, variant: Variant, actor: User, at: datetime) -> Run:
    """Ask what a design does to heat and water; the same question is computed once."""
    from werklandschap.web.scans.queries import store

    return jobs.ask(
        kind=WHAT_IF,
        parameters={
            "park": variant.park.code,
            "variant": str(variant.pk),
            "version": variant.version,
        },
        inputs={"scan": variant.scan.result_hash},
        engine=store.engine_version(),
        actor=actor,
        at=at,
    )


@transaction.atomic
def keep_stage(
    *,
    run_id: UUID,
    variant_id: UUID,
    version: int,
    stage: Mapping[str, Any],
    at: datetime,
) -> None:
    """Keep what is known of a design after a stage, so that it shows at once."""
    effect, _ = Effect.objects.select_for_update().get_or_create(
        variant_id=variant_id, version=version, run_id=run_id
    )
    others = [each for each in effect.stages if each["name"] != stage["name"]]
    effect.stages = [*others, dict(stage)]
    effect.save(update_fields=["stages"])
    audit.record(
        "plans.keep_stage", effect, actor=PLATFORM, at=at, stage=str(stage["name"])
    )


def _store(
    variant: Variant, placements: Sequence[Placement], actor: User, at: datetime
) -> None:
    variant.placements = [dict(each) for each in placements]
    variant.version += 1
    variant.changed_at = at
    variant.save(update_fields=["placements", "version", "changed_at"])
    _keep(variant, actor, at)


def _keep(variant: Variant, actor: User, at: datetime) -> None:
    VariantVersion.objects.create(
        variant=variant,
        version=variant.version,
        placements=variant.placements,
        saved_by=actor,
        saved_at=at,
    )
    variant.versions.filter(version__lte=variant.version - _KEPT_VERSIONS).delete()


def _checked(placements: Iterable[Placement]) -> list[dict[str, Any]]:
    return [_one(number, told) for number, told in enumerate(placements, start=1)]


def _one(number: int, told: Placement) -> dict[str, Any]:
    """Keep only what a placement is made of; refuse what is none."""
    import shapely
    from shapely.geometry import mapping, shape

    from werklandschap.measures import MEASURES

    try:
        geometry = shape(told["geometry"])
        is_usable = (
            str(told["measure"]) in MEASURES
            and not geometry.is_empty
            and all(math.isfinite(bound) for bound in geometry.bounds)
        )
    except (
        KeyError,
        TypeError,
        ValueError,
        AttributeError,
        IndexError,
        shapely.errors.ShapelyError,
    ):
        is_usable = False
    if not is_usable:
        raise BadPlacement(number)
    return {
        "id": str(told.get("id") or uuid4().hex)[:_LONGEST],
        "measure": str(told["measure"]),
        "geometry": mapping(shapely.set_precision(geometry, 0.001, mode="pointwise")),
        "host": str(told.get("host", ""))[:_LONGEST],
        "site": str(told.get("site", ""))[:_LONGEST],
    }
