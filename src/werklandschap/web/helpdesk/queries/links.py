"""Links by which an asker follows a question without an account: signed, and they expire."""

from datetime import timedelta

from django.core import signing

from werklandschap.web.helpdesk.models import Question

LASTS = timedelta(days=120)
"""So long a link works; every letter brings a new one."""

_SALT = "question at the desk"


class LinkExpired(Exception):
    """A link of ours that is too old; ``question`` is whose it was."""

    def __init__(self, question: Question | None) -> None:
        super().__init__()
        self.question = question


def secret_of(question: Question) -> str:
    """Give the word in a link that works from now on."""
    return signing.dumps(question.pk, salt=_SALT, compress=False)


def question_by(secret: str) -> Question | None:
    """Find the question of a link; None for a link that we did not make.

    Raises
    ------
    LinkExpired
        If it is older than links live.
    """
    try:
        key = signing.loads(secret, salt=_SALT, max_age=LASTS)
    except signing.SignatureExpired:
        raise LinkExpired(_found(signing.loads(secret, salt=_SALT))) from None
    except signing.BadSignature:
        return None
    return _found(key)


def _found(key: int) -> Question | None:
    return Question.objects.select_related("park").filter(pk=key).first()
