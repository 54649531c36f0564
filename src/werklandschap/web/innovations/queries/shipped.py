"""The records that come with the platform, and the conditions that they name."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

import yaml

from werklandschap.core.text import Text
from werklandschap.web.innovations.models import text_of

if TYPE_CHECKING:
    from werklandschap.governance.transferability import Condition

_RECORDS = "werklandschap.web.innovations.records"


def records() -> Iterator[tuple[str, dict[str, Any]]]:
    """Give the code and the content of every record, by file."""
    for file in sorted(resources.files(_RECORDS).iterdir(), key=lambda it: it.name):
        if file.name.endswith(".yml") and not file.name.startswith("_"):
            content = yaml.safe_load(file.read_text("utf-8"))
            yield file.name.removesuffix(".yml"), content


def hash_of(content: Mapping[str, Any]) -> str:
    """Give a hash that changes whenever a record does."""
    told = json.dumps(content, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(told.encode()).hexdigest()


@cache
def vocabulary() -> Mapping[str, Any]:
    """Read the facts of parks, and the conditions by name."""
    file = resources.files(_RECORDS).joinpath("_conditions.yml")
    found: dict[str, Any] = yaml.safe_load(file.read_text("utf-8"))
    return found


def asked_facts() -> dict[str, tuple[Text, list[tuple[str, Text]]]]:
    """List the facts that no scan knows: label and options, each with its label."""
    return {
        name: (text_of(fact["label"]), _options(fact))
        for name, fact in vocabulary()["facts"].items()
        if "options" in fact
    }


def _options(fact: Mapping[str, Any]) -> list[tuple[str, Text]]:
    return [(name, text_of(label)) for name, label in fact["options"].items()]


def conditions_named(names: Sequence[str]) -> list[Text]:
    """Tell in words the conditions that somebody chose."""
    return [each.met for each in conditions_of({"conditions": names})]


def conditions_of(content: Mapping[str, Any]) -> "Sequence[Condition]":
    """Make the conditions of a record; each names one of the vocabulary, and may change it."""
    return [_condition(each) for each in content.get("conditions", ())]


def _condition(named: str | Mapping[str, Any]) -> "Condition":
    from werklandschap.governance.transferability import Condition

    changes = {"use": named} if isinstance(named, str) else dict(named)
    told = vocabulary()["conditions"][changes.pop("use")] | changes
    return Condition(
        fact=told["fact"],
        met=text_of(told["met"]),
        unmet=text_of(told["unmet"]),
        at_least=told.get("at_least"),
        at_most=told.get("at_most"),
        one_of=tuple(told.get("one_of", ())),
        weight=told.get("weight", 1.0),
        is_needed=told.get("is_needed", False),
    )
