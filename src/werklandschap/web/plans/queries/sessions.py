"""Ambition sessions: the link to speak by, and what came of them."""

from typing import TYPE_CHECKING, Any

from django.core import signing

from werklandschap.core.errors import WerklandschapError
from werklandschap.web.plans.actions.ambitions import HIGHEST_LEVEL
from werklandschap.web.plans.models import Session
from werklandschap.web.plans.queries.catalogue import choices_of_themes

if TYPE_CHECKING:
    from werklandschap.ambitions import Agreement

_SALT = "ambition session"


def secret_of(session: Session) -> str:
    """Give the word in the link by which parties speak."""
    return signing.dumps(str(session.pk), salt=_SALT, compress=False)


def session_by(secret: str) -> Session | None:
    """Find the session of a link; nothing for a link that we did not make."""
    try:
        key = signing.loads(secret, salt=_SALT)
    except signing.BadSignature:
        return None
    return Session.objects.select_related("park").filter(pk=key).first()


def agreed(session: Session) -> "Agreement | None":
    """Find what the parties of a session share, and a compromise; None without voices."""
    from werklandschap.ambitions import Voice, agreement

    voices = [
        Voice(each.party, each.levels, each.weights) for each in session.voices.all()
    ]
    if not voices:
        return None
    try:
        return agreement(voices, highest_level=HIGHEST_LEVEL)
    except WerklandschapError:
        return None


def outcome_of(session: Session) -> list[dict[str, Any]]:
    """Tell by theme what all want, what the compromise is and how far they differ."""
    found = agreed(session)
    if found is None:
        return []
    apart = dict(found.disagreements)
    labels = dict(choices_of_themes())
    return [
        {
            "label": labels.get(theme, theme),
            "common": found.common[theme],
            "compromise": found.compromise[theme],
            "apart": apart.get(theme, 0),
            "voices": [
                (each.party, each.levels[theme]) for each in session.voices.all()
            ],
        }
        for theme in session.themes
    ]


def regret_of(session: Session) -> list[tuple[str, float]]:
    """Tell how much each party gives up in the compromise, from 0 to 1."""
    found = agreed(session)
    return sorted(found.regret.items(), key=lambda each: -each[1]) if found else []
