"""What others claim of green; shown beside our numbers, never counted with."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

import yaml

from werklandschap.core.text import Text


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement of a size, by whom, and what is to be said of it."""

    name: str
    says: Text
    benefit: str
    value: float
    source: str
    remark: Text


@cache
def claims() -> Mapping[str, Claim]:
    """Read the claims, by name."""
    file = resources.files(__package__).joinpath("claims.yml")
    entries = yaml.safe_load(file.read_text("utf-8"))
    return {name: _claim(name, **entry) for name, entry in entries.items()}


def _claim(
    name: str,
    *,
    says: dict[str, str],
    benefit: str,
    value: float,
    source: str,
    remark: dict[str, str],
) -> Claim:
    return Claim(name, Text(**says), benefit, value, source, Text(**remark))
