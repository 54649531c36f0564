"""Splits of what parties make together."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, ClassVar

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from werklandschap.core.errors import WerklandschapError
from werklandschap.core.text import Text
from werklandschap.web.accounts.models import User
from werklandschap.web.audit import actions as audit
from werklandschap.web.finance.models import Split
from werklandschap.web.finance.queries import areas, splitting, tables
from werklandschap.web.plans.models import Plan


@dataclass(eq=False)
class TooManyMembers(WerklandschapError):
    """More members than a page can show."""

    code: ClassVar[str] = "finance.too_many_members"
    message: ClassVar[Text] = Text(
        nl="Er zijn {members} deelnemers; dit kan tot en met {most}. Voeg ze samen.",
        en="There are {members} parties; this goes up to {most}. Put them together.",
    )

    members: int
    most: int


@dataclass(eq=False)
class NoPlots(WerklandschapError):
    """A plan whose scan knows of no plots with a building."""

    code: ClassVar[str] = "finance.no_plots"
    message: ClassVar[Text] = Text(
        nl="Van dit terrein zijn geen kavels met een pand bekend. Lees een bestand in.",
        en="No plots with a building are known of this park. Bring a file.",
    )


@transaction.atomic
def begin_split(
    *, plan: Plan, name: str, costs: Mapping[str, float], actor: User, at: datetime
) -> Split:
    """Begin a split, without members yet; only its maker sees it."""
    split = Split.objects.create(
        plan=plan, name=name, costs=dict(costs), made_by=actor, changed_at=at
    )
    audit.record("finance.begin_split", split, actor=actor, at=at)
    return split


@transaction.atomic
def change_costs(
    *, split: Split, name: str, costs: Mapping[str, float], actor: User, at: datetime
) -> Split:
    """Change what it is called and costs."""
    return _kept(split, "finance.change_costs", actor, at, name=name, costs=dict(costs))


def bring_members(
    *, split: Split, file: "UploadedFile[Any]", actor: User, at: datetime
) -> Split:
    """Read who takes part from a file; rows with faults are told.

    Raises
    ------
    UnreadableSheet, NoHeader, TooManyRows, TooManyMembers
        If the file as a whole cannot be used; what was there stays.
    """
    with TemporaryDirectory() as folder:
        place = tables.laid_down(file.read(), Path(folder))
        read = splitting.members_from(place)
    if len(read.rows) > splitting.MOST_MEMBERS:
        raise TooManyMembers(len(read.rows), splitting.MOST_MEMBERS)
    with transaction.atomic():
        return _kept(
            split,
            "finance.bring_members",
            actor,
            at,
            members=read.rows,
            notes=read.notes,
        )


def take_plots(*, split: Split, actor: User, at: datetime) -> Split:
    """Let every plot with a building take part, with its area; the rest is not known.

    Raises
    ------
    NoPlots, TooManyMembers
        If the map of the plan has none, or more than a page can show; what was there
        stays.
    """
    members = splitting.members_of_plots(areas.plots_on(split.plan.scan))
    if not members:
        raise NoPlots
    if len(members) > splitting.MOST_MEMBERS:
        raise TooManyMembers(len(members), splitting.MOST_MEMBERS)
    with transaction.atomic():
        return _kept(split, "finance.take_plots", actor, at, members=members, notes=[])


@transaction.atomic
def share_split(*, split: Split, is_shared: bool, actor: User, at: datetime) -> Split:
    """Let all who fill in money of the park see a split, or only its maker again."""
    return _kept(split, "finance.share_split", actor, at, is_shared=is_shared)


def _kept(
    split: Split, action: str, actor: User, at: datetime, **changed: Any
) -> Split:
    locked = Split.objects.select_for_update().get(pk=split.pk)
    for name, value in changed.items():
        setattr(locked, name, value)
    locked.version += 1
    locked.changed_at = at
    locked.save()
    audit.record(action, locked, actor=actor, at=at, version=locked.version)
    return locked
