"""What the programme promised, read from its documents, and how it is counted."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any

import yaml

from werklandschap.core.text import Text
from werklandschap.governance.ladder import Status

REALISATION = "realisation"
BASELINE = "baseline"


@dataclass(frozen=True, slots=True)
class Target:
    """One promise: what counts for it, how many, and where it is written.

    Exactly one of ``statuses``, ``step`` and ``attribute`` says what is counted.
    """

    name: str
    label: Text
    target: int
    year: int
    source: str
    statuses: frozenset[Status] = frozenset()
    step: str = ""
    attribute: str = ""
    note: Text | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the toolbox."""

    name: str
    label: Text


@dataclass(frozen=True, slots=True)
class Standing:
    """What a park is, has done and has, as far as counts ask for it."""

    status: Status
    steps_done: frozenset[str] = frozenset()
    attributes: frozenset[str] = field(default=frozenset())


def count(target: Target, parks: Iterable[Standing]) -> int:
    """Count the parks that fulfil a promise as it defines them.

    Parameters
    ----------
    target : Target
        The promise.
    parks : iterable of Standing
        All parks that ever applied.
    """
    return sum(_fulfils(target, park) for park in parks)


def _fulfils(target: Target, park: Standing) -> bool:
    if target.statuses:
        return park.status in target.statuses
    if target.step:
        return target.step in park.steps_done
    return target.attribute in park.attributes


@cache
def targets() -> tuple[Target, ...]:
    """List the promises, in the order in which they are told."""
    return tuple(_target(each) for each in read()["targets"])


def _target(told: Mapping[str, Any]) -> Target:
    counts = told["counts"]
    note = told.get("note")
    return Target(
        name=told["name"],
        label=Text(**told["label"]),
        target=told["target"],
        year=told["year"],
        source=told["source"],
        statuses=frozenset(Status(each) for each in counts.get("statuses", ())),
        step=counts.get("step", ""),
        attribute=counts.get("attribute", ""),
        note=Text(**note) if note else None,
    )


@cache
def steps() -> Mapping[str, Step]:
    """List the steps of the toolbox by name; their order binds nobody."""
    return {
        each["name"]: Step(each["name"], Text(each["nl"], each["en"]))
        for each in read()["steps"]
    }


def texts(name: str) -> tuple[Text, ...]:
    """Read a list of sentences: ``gets``, ``brings``, ``yields`` or ``notes``.

    Parameters
    ----------
    name : str
        Which list.
    """
    return tuple(Text(**each) for each in read()[name])


@cache
def read() -> Mapping[str, Any]:
    """Read the file with the promises of the programme."""
    file = resources.files(__package__) / "programme.yml"
    found: Mapping[str, Any] = yaml.safe_load(file.read_text("utf-8"))
    return found
