"""What parks found out about an innovation."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from django.db import transaction

from werklandschap.core.errors import WerklandschapError
from werklandschap.core.text import Text
from werklandschap.web.accounts.models import User
from werklandschap.web.audit import actions as audit
from werklandschap.web.innovations.models import Innovation, RealisedEffect
from werklandschap.web.parks.models import Park


@dataclass(eq=False)
class UnknownEffect(WerklandschapError):
    """An effect that the record does not speak of."""

    code: ClassVar[str] = "innovations.unknown_effect"
    message: ClassVar[Text] = Text(
        nl="Dit effect staat niet bij deze innovatie.",
        en="This innovation has no such effect.",
    )


@dataclass(eq=False)
class FarOff(WerklandschapError):
    """A figure so far from what is known that it is probably a slip."""

    code: ClassVar[str] = "innovations.far_off"
    message: ClassVar[Text] = Text(
        nl="{value} ligt heel ver van wat bekend is ({low} tot {high}). Controleer de "
        "eenheid.",
        en="{value} is very far from what is known ({low} to {high}). Check the unit.",
    )

    value: float
    low: float
    high: float


_SPANS_OFF = 20.0


@transaction.atomic
def add_effect(
    *,
    innovation: Innovation,
    effect: str,
    park: Park,
    value: float,
    measured_on: date,
    note: str,
    actor: User,
    at: datetime,
) -> RealisedEffect:
    """Tell what a park measured.

    Raises
    ------
    UnknownEffect
        If the record does not speak of it.
    FarOff
        If it cannot be in that unit.
    """
    told = next((each for each in innovation.effects if each["name"] == effect), None)
    if told is None:
        raise UnknownEffect
    span = max(told["high"] - told["low"], abs(told["central"]), 1e-9)
    if not abs(value - told["central"]) <= _SPANS_OFF * span:
        raise FarOff(value, told["low"], told["high"])
    realised = RealisedEffect.objects.create(
        innovation=innovation,
        effect=effect,
        park=park,
        value=value,
        measured_on=measured_on,
        note=note,
        given_by=actor,
        given_at=at,
    )
    audit.record(
        "innovations.add_effect",
        realised,
        actor=actor,
        at=at,
        innovation=innovation.code,
        effect=effect,
        value=value,
    )
    return realised


@transaction.atomic
def withdraw_effect(*, realised: RealisedEffect, actor: User, at: datetime) -> None:
    """Take back what was told wrongly; it stays to be seen, and counts no more."""
    realised = RealisedEffect.objects.select_for_update().get(pk=realised.pk)
    if realised.withdrawn_at is not None:
        return
    realised.withdrawn_by, realised.withdrawn_at = actor, at
    realised.save(update_fields=["withdrawn_by", "withdrawn_at"])
    audit.record("innovations.withdraw_effect", realised, actor=actor, at=at)
