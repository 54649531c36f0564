"""The kinds of work location in the register (WLOC_TYPE)."""

from collections.abc import Mapping
from dataclasses import dataclass

from werklandschap.core.text import Text
from werklandschap.register.fields import load


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of work location; ``is_known`` is False for codes that mean "unknown"."""

    code: str
    label: Text
    is_known: bool


KINDS: Mapping[str, Kind] = {
    code: Kind(code, Text(facts["nl"], facts["en"]), facts.get("known", True))
    for code, facts in load("kinds.yml").items()
}
