"""The pages and steps that come with the platform."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from typing import Any

import yaml

_CONTENT = "werklandschap.web.toolbox.content"


def pages() -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Give the slug and what it says of every page, by file."""
    for file in sorted(resources.files(_CONTENT).iterdir(), key=lambda it: it.name):
        if file.name.endswith(".yml") and not file.name.startswith("_"):
            told = yaml.safe_load(file.read_text("utf-8"))
            yield file.name.removesuffix(".yml"), told


def hash_of(told: Mapping[str, Any]) -> str:
    """Give a hash that changes whenever a page does."""
    text = json.dumps(told, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


@cache
def steps_and_phases() -> Mapping[str, Any]:
    """Read the eight steps and the eight phases of a green expert."""
    file = resources.files(_CONTENT).joinpath("_steps.yml")
    found: dict[str, Any] = yaml.safe_load(file.read_text("utf-8"))
    return found
