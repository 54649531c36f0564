"""Targets, and versioned sets of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Any, ClassVar

import yaml

from werklandschap.core.errors import WerklandschapError
from werklandschap.core.references import Reference
from werklandschap.core.text import Text
from werklandschap.parameters import Mark


class Operator(StrEnum):
    """On which side of a value a figure must lie."""

    AT_LEAST = ">="
    AT_MOST = "<="

    def holds(self, figure: float, value: float) -> bool:
        """Tell whether a figure is on the right side; one that is missing is not."""
        return figure >= value if self is Operator.AT_LEAST else figure <= value

    def strictest(self, one: float, other: float) -> float:
        """Return the value that asks most."""
        return max(one, other) if self is Operator.AT_LEAST else min(one, other)


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What an indicator should be in a year, by whose word, and how sure that word is."""

    indicator: str
    operator: Operator
    value: float
    year: int
    reference: Reference
    mark: Mark
    from_set: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AmbitionSet:
    """A version of a set of targets; ``status`` says what it is worth."""

    name: str
    version: str
    label: Text
    status: Text
    targets: tuple[Target, ...]


@dataclass(eq=False)
class UnknownAmbition(WerklandschapError):
    """A set of targets that does not exist."""

    code: ClassVar[str] = "ambition.unknown"
    message: ClassVar[Text] = Text(
        nl="Er is geen ambitie ‘{name}’. Bedoelt u {suggestion}?",
        en="There is no ambition ‘{name}’. Did you mean {suggestion}?",
    )

    name: str
    suggestion: str


@dataclass(eq=False)
class UnreadableAmbition(WerklandschapError):
    """A set of targets in which something lacks or is impossible."""

    code: ClassVar[str] = "ambition.unreadable"
    message: ClassVar[Text] = Text(
        nl="De ambitie ‘{name}’ is niet te lezen: {problem}.",
        en="The ambition ‘{name}’ cannot be read: {problem}.",
    )

    name: str
    problem: str


@cache
def shipped() -> Mapping[str, AmbitionSet]:
    """Give the sets that come with the package, by name.

    Returns
    -------
    mapping of str to AmbitionSet
        The latest version of each.
    """
    found = {}
    for file in resources.files(__package__).joinpath("sets").iterdir():
        if file.name.endswith(".yml"):
            name = file.name.removesuffix(".yml")
            found[name] = ambition_set(name, yaml.safe_load(file.read_text("utf-8")))
    return dict(sorted(found.items()))


def shipped_set(name: str) -> AmbitionSet:
    """Look up a set that comes with the package.

    Raises
    ------
    UnknownAmbition
        If there is none of that name; it suggests the name that is most like it.
    """
    try:
        return shipped()[name]
    except KeyError:
        close = get_close_matches(name, shipped(), n=1, cutoff=0.0)
        raise UnknownAmbition(name, close[0]) from None


def ambition_set(name: str, told: Mapping[str, Any]) -> AmbitionSet:
    """Make a set of what a file or a form tells.

    Parameters
    ----------
    name : str
        What the set is called.
    told : mapping
        ``version``, ``label``, ``status``, ``reference`` and ``targets``: a list of
        ``indicator``, ``operator``, ``value``, ``year``, ``mark`` and, where it differs
        from that of the set, ``reference``.

    Raises
    ------
    UnreadableAmbition
        If something lacks or is impossible.
    """
    try:
        return AmbitionSet(
            name=name,
            version=str(told["version"]),
            label=Text(**told["label"]),
            status=Text(**told["status"]),
            targets=tuple(
                Target(
                    indicator=str(each["indicator"]),
                    operator=Operator(each["operator"]),
                    value=float(each["value"]),
                    year=int(each["year"]),
                    reference=Reference(**each.get("reference", told["reference"])),
                    mark=each["mark"],
                    from_set=name,
                )
                for each in told["targets"]
            ),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise UnreadableAmbition(name, str(error)) from None
