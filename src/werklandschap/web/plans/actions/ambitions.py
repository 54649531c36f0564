"""What people want of a park: making ambitions, and agreeing on them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from django.db import transaction

from werklandschap.core.errors import WerklandschapError
from werklandschap.core.text import Text
from werklandschap.web.accounts.models import User
from werklandschap.web.audit import actions as audit
from werklandschap.web.audit.actions import Actor
from werklandschap.web.parks.models import Park
from werklandschap.web.plans.models import Ambition, Session, Voice

HIGHEST_LEVEL = 4
"""Levels of an ambition session: 0 (nothing) to 4 (front-runner)."""


@dataclass(eq=False)
class NoVoices(WerklandschapError):
    """A session in which nobody spoke."""

    code: ClassVar[str] = "plans.no_voices"
    message: ClassVar[Text] = Text(
        nl="Er heeft nog niemand iets ingevuld. Deel eerst de link.",
        en="Nobody has filled in anything yet. Share the link first.",
    )


@dataclass(eq=False)
class SessionClosed(WerklandschapError):
    """A voice that comes after the end."""

    code: ClassVar[str] = "plans.session_closed"
    message: ClassVar[Text] = Text(
        nl="Deze ronde is afgesloten; er kan niets meer bij.",
        en="This round is closed; nothing can be added.",
    )


class _WhoHasTheLink:
    pseudonym = "link"


BY_LINK: Actor = _WhoHasTheLink()
"""Who speaks in a session without an account."""


@transaction.atomic
def set_ambition(
    *,
    park: Park,
    name: str,
    sets: Sequence[str],
    targets: Sequence[Mapping[str, Any]],
    for_municipality: bool = False,
    actor: User,
    at: datetime,
) -> Ambition:
    """Make a new version of the ambition of a park, or of its whole municipality.

    Parameters
    ----------
    park : Park
        The park, or one of the municipality.
    name : str
        What people call it.
    sets : sequence of str
        Names of the sets that count.
    targets : sequence of mapping
        Their own: ``indicator``, ``operator``, ``value`` and ``year``.
    for_municipality : bool
        Whether it counts for all parks of the municipality.
    actor, at
        Who, when.

    Raises
    ------
    UnreadableAmbition
        If a target of their own is impossible.
    """
    from werklandschap.ambitions.targets import shipped_set
    from werklandschap.web.plans.queries.ambition import own_set

    for known in sets:
        shipped_set(known)
    own_set(name, targets)
    scope: dict[str, Any] = (
        {"park": None, "municipality_code": park.municipality_code}
        if for_municipality
        else {"park": park, "municipality_code": ""}
    )
    Park.objects.select_for_update().get(pk=park.pk)
    former = Ambition.objects.filter(**scope)
    version = former.count() + 1
    former.filter(is_current=True).update(is_current=False)
    ambition = Ambition.objects.create(
        **scope,
        name=name,
        version=version,
        sets=list(sets),
        targets=[dict(target) for target in targets],
        made_by=actor,
        made_at=at,
    )
    audit.record("plans.set_ambition", ambition, actor=actor, at=at, version=version)
    return ambition


@transaction.atomic
def open_session(
    *, park: Park, name: str, themes: Sequence[str], actor: User, at: datetime
) -> Session:
    """Begin a round in which parties say what they want per theme."""
    session = Session.objects.create(
        park=park, name=name, themes=list(themes), made_by=actor, made_at=at
    )
    audit.record("plans.open_session", session, actor=actor, at=at)
    return session


@transaction.atomic
def speak(
    *,
    session: Session,
    party: str,
    levels: Mapping[str, int],
    weights: Mapping[str, float],
    actor: Actor = BY_LINK,
    at: datetime,
) -> Voice:
    """Say what a party wants; who speaks again changes what it said.

    Raises
    ------
    SessionClosed
        If the round is over.
    UnusableVoice
        If a theme is missing, or a level or weight is impossible.
    """
    from werklandschap.ambitions import Voice as Said
    from werklandschap.ambitions import agreement

    session = Session.objects.select_for_update().get(pk=session.pk)
    if not session.is_open:
        raise SessionClosed
    wanted = {theme: levels.get(theme, -1) for theme in session.themes}
    agreement([Said(party, wanted, weights)], highest_level=HIGHEST_LEVEL)
    voice, _ = Voice.objects.update_or_create(
        session=session,
        party=party,
        defaults={"levels": wanted, "weights": dict(weights), "given_at": at},
    )
    audit.record("plans.speak", voice, actor=actor, at=at)
    return voice


@transaction.atomic
def close_session(*, session: Session, actor: User, at: datetime) -> Session:
    """End a round and write its outcome down.

    Raises
    ------
    NoVoices
        If nobody spoke.
    """
    from werklandschap.web.plans.queries.sessions import agreed

    session = Session.objects.select_for_update().get(pk=session.pk)
    found = agreed(session)
    if found is None:
        raise NoVoices
    session.is_open = False
    session.outcome = {
        "common": dict(found.common),
        "disagreements": [list(each) for each in found.disagreements],
        "compromise": dict(found.compromise),
        "regret": dict(found.regret),
    }
    session.save(update_fields=["is_open", "outcome"])
    audit.record(
        "plans.close_session",
        session,
        actor=actor,
        at=at,
        voices=session.voices.count(),
    )
    return session
