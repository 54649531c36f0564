"""What the desk does not do, and how to see it in a question."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

import yaml

from werklandschap.core.text import Text

_FILE = resources.files("werklandschap.governance") / "reference" / "scope.yml"


@dataclass(frozen=True, slots=True)
class Outside:
    """Something that the desk does not do, and where to go instead."""

    key: str
    label: Text
    referral: Text
    signs: tuple[str, ...]


@lru_cache(maxsize=1)
def outsides() -> Sequence[Outside]:
    """List what the desk does not do."""
    told = yaml.safe_load(_FILE.read_text("utf-8"))["outside"]
    return tuple(
        Outside(
            key,
            Text(**each["label"]),
            Text(**each["referral"]),
            tuple(each["signs"]),
        )
        for key, each in told.items()
    )


def outside_of(text: str) -> Outside | None:
    """Tell what in a question the desk does not do; None if nothing seems so.

    Parameters
    ----------
    text : str
        The question, Dutch or English. A sign is a run of words; a regisseur may judge
        otherwise.
    """
    words = " ".join(re.findall(r"\w+", text.casefold()))
    for each in outsides():
        if any(re.search(rf"\b{sign}\b", words) for sign in each.signs):
            return each
    return None
