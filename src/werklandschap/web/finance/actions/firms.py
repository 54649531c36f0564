"""Figures of firms: kept by the firm, seen by whom it chooses, and gone when it says so."""

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
from werklandschap.web.finance.models import Firm, Helper
from werklandschap.web.finance.queries import access, firms, tables
from werklandschap.web.parks.models import Park


@dataclass(eq=False)
class CannotHelp(WerklandschapError):
    """Somebody who does not make plans for the park."""

    code: ClassVar[str] = "finance.cannot_help"
    message: ClassVar[Text] = Text(
        nl="Kies iemand die plannen maakt voor dit terrein.",
        en="Choose somebody who makes plans for this park.",
    )


@transaction.atomic
def keep_firm(
    *, park: Park, facts: Mapping[str, Any], actor: User, at: datetime
) -> Firm:
    """Keep what a firm tells of itself; what it tells is not in the audit record.

    Parameters
    ----------
    park : Park
        Where it is.
    facts : mapping
        ``name``, ``is_owner``, ``plot_m2`` and ``rate``.
    actor, at
        Its holder, when.
    """
    Park.objects.select_for_update().get(pk=park.pk)
    firm = Firm.objects.filter(park=park, held_by=actor).first()
    if firm is None:
        firm = Firm(park=park, held_by=actor, version=0)
    for name in ("name", "is_owner", "plot_m2", "rate"):
        setattr(firm, name, facts[name])
    firm.version += 1
    firm.changed_at = at
    firm.save()
    audit.record("finance.keep_firm", firm, actor=actor, at=at)
    return firm


def bring_lines(
    *, firm: Firm, file: "UploadedFile[Any]", actor: User, at: datetime
) -> Firm:
    """Read own costs and gains of a firm from a file; rows with faults are told.

    Raises
    ------
    UnreadableSheet, NoHeader, TooManyRows
        If the file as a whole cannot be used; what was there stays.
    """
    with TemporaryDirectory() as folder:
        place = tables.laid_down(file.read(), Path(folder))
        read = firms.lines_from(place)
    return _keep_lines(firm=firm, read=read, actor=actor, at=at)


@transaction.atomic
def _keep_lines(*, firm: Firm, read: Any, actor: User, at: datetime) -> Firm:
    locked = Firm.objects.select_for_update().get(pk=firm.pk)
    locked.lines, locked.notes = read.rows, read.notes
    locked.version += 1
    locked.changed_at = at
    locked.save()
    audit.record(
        "finance.bring_lines",
        locked,
        actor=actor,
        at=at,
        lines=len(read.rows),
        problems=len(read.notes),
    )
    return locked


@transaction.atomic
def give_leave(*, firm: Firm, person: User, actor: User, at: datetime) -> Helper:
    """Let one person see the figures of a firm.

    Raises
    ------
    CannotHelp
        If that person does not make plans for the park.
    """
    if person not in access.who_can_help(firm.park, besides=firm.held_by):
        raise CannotHelp
    helper, _ = Helper.objects.get_or_create(
        firm=firm, person=person, defaults={"given_at": at}
    )
    audit.record(
        "finance.give_leave", firm, actor=actor, at=at, to=str(person.pseudonym)
    )
    return helper


@transaction.atomic
def take_leave_back(*, firm: Firm, person: User, actor: User, at: datetime) -> None:
    """Let a person no longer see the figures of a firm, from now on."""
    Helper.objects.filter(firm=firm, person=person).delete()
    audit.record(
        "finance.take_leave_back", firm, actor=actor, at=at, to=str(person.pseudonym)
    )


@transaction.atomic
def remove_firm(*, firm: Firm, actor: User, at: datetime) -> None:
    """Remove all that a firm told of itself, and all leave that it gave."""
    audit.record("finance.remove_firm", firm, actor=actor, at=at)
    firm.delete()
