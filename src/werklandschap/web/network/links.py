"""Links by which people without an account say what is theirs."""

from datetime import timedelta

from django.core import signing
from django.urls import reverse

from werklandschap.web.mail.actions import site

CONFIRM_WITHIN = timedelta(days=7)


def secret(kind: str, key: int) -> str:
    """Give the word in a link about something of one kind."""
    return signing.dumps(key, salt=f"network {kind}")


def key_in(kind: str, word: str, *, within: timedelta | None = None) -> int:
    """Read the key in a link; 0, which is no key, in one that is not ours, or too old."""
    try:
        key = signing.loads(word, salt=f"network {kind}", max_age=within)
    except signing.BadSignature:
        return 0
    return key if isinstance(key, int) else 0


def address(name: str, kind: str, key: int) -> str:
    """Give the whole address of a page by a link."""
    return whole(reverse(name, kwargs={"secret": secret(kind, key)}))


def whole(path: str) -> str:
    """Give an address with the name of this site."""
    return f"{site()}{path}"
