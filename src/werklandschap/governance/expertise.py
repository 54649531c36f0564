"""What coalition partners offer: the expertise matrix of the programme."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from types import MappingProxyType
from typing import Any

import yaml

from werklandschap.core.text import Text

_FILE = resources.files("werklandschap.governance") / "reference" / "expertise.yml"


@dataclass(frozen=True, slots=True)
class Partner:
    """A coalition partner with its offers: certainty (high, medium, low) by expertise."""

    key: str
    name: str
    offers: Mapping[str, str]


@lru_cache(maxsize=1)
def _told() -> Mapping[str, Any]:
    told: Mapping[str, Any] = yaml.safe_load(_FILE.read_text("utf-8"))
    return told


@lru_cache(maxsize=1)
def partners() -> Mapping[str, Partner]:
    """Give all partners of the matrix by key."""
    return MappingProxyType(
        {
            key: Partner(key, each["name"], MappingProxyType(each["offers"]))
            for key, each in _told()["partners"].items()
        }
    )


def steps() -> Mapping[str, Text]:
    """Give the eight steps of the toolbox, in the order in which it tells them."""
    return {key: Text(**label) for key, label in _told()["steps"].items()}


def fields() -> Mapping[str, Text]:
    """Give the fields of expertise besides the steps."""
    return {key: Text(**label) for key, label in _told()["fields"].items()}


def expertise_labels() -> Mapping[str, Text]:
    """Give the label of every step and field."""
    return {**steps(), **fields()}
