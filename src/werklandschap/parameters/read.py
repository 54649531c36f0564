"""Read the parameter files."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches
from functools import cache
from importlib import resources
from typing import Any, ClassVar, Literal

from werklandschap.core.errors import WerklandschapError
from werklandschap.core.references import Reference
from werklandschap.core.text import Text
from werklandschap.core.units import Unit

Level = Literal["low", "central", "high"]
Mark = Literal["seed", "verified", "memory", "derived", "choice"]
"""How sure the source is: a ``memory`` shows as an assumption that may be edited, a
``choice`` is a decision of our own method, written down in an ADR."""


_BEYOND_SCANS = frozenset(
    {
        "appraisal",
        "costs",
        "funding",
        "measures",
        "plan",
        "programme",
        "vouchers",
    }
)
"""Subjects of what could be done; nothing that is measured depends on them."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """One number as it held on one day."""

    name: str
    label: Text
    value: float
    low: float
    high: float
    unit: Unit
    mark: Mark
    range_mark: Mark
    since: date
    reference: Reference
    price_level: int | None = None
    """The year in whose money it is; None for what is no money."""

    def at(self, level: Level) -> float:
        """Return the low, central or high value."""
        return {"low": self.low, "central": self.value, "high": self.high}[level]


@dataclass(eq=False)
class ParameterNotYetInForce(WerklandschapError):
    """The parameter exists, but had no value yet on that day."""

    code: ClassVar[str] = "parameter.not_yet_in_force"
    message: ClassVar[Text] = Text(
        nl="Voor ‘{name}’ is op {on} nog geen waarde vastgesteld.",
        en="‘{name}’ has no value yet on {on}.",
    )

    name: str
    on: date


@dataclass(eq=False)
class UnknownParameter(WerklandschapError):
    """A name of a parameter that does not exist."""

    code: ClassVar[str] = "parameter.unknown"
    message: ClassVar[Text] = Text(
        nl="Er is geen parameter ‘{name}’. Bedoelt u {suggestion}?",
        en="There is no parameter ‘{name}’. Did you mean {suggestion}?",
    )

    name: str
    suggestion: str


@dataclass(frozen=True, slots=True)
class Assumptions:
    """The parameters as they hold on a day, all at one level.

    A user's ``own`` values stand in front of the published ones; a result that
    used them says so.
    """

    on: date
    level: Level = "central"
    own: tuple[tuple[str, float], ...] = ()

    def __getitem__(self, name: str) -> float:
        """Look up a number by its path, such as ``"roofs.flat_slope_deg"``."""
        for known, value in self.own:
            if known == name:
                return value
        return parameter(name, on=self.on).at(self.level)

    def with_level(self, level: Level, *names: str) -> "Assumptions":
        """Return the same assumptions with some of them at another level.

        A value of the user's own stays what it is.
        """
        known = {name for name, _ in self.own}
        moved = {name: parameter(name, on=self.on).at(level) for name in names}
        more = tuple((name, at) for name, at in moved.items() if name not in known)
        return replace(self, own=self.own + more)

    def at_level(self, level: Level) -> "Assumptions":
        """Return the same assumptions at another level."""
        return replace(self, level=level)


def parameter(name: str, *, on: date) -> Parameter:
    """Look up the value of a parameter on a day.

    Parameters
    ----------
    name : str
        The parameter's path, such as ``"roofs.flat_slope_deg"``.
    on : date
        The day on which the value must hold.

    Raises
    ------
    ParameterNotYetInForce
        If no value held yet on that day.
    """
    entry = _entries()[name]
    in_force = [start for start in entry["values"] if start <= on]
    if not in_force:
        raise ParameterNotYetInForce(name, on)
    since = max(in_force)
    numbers = entry["values"][since]
    return Parameter(
        name=name,
        label=Text(**entry["label"]),
        value=numbers["value"],
        low=numbers.get("low", numbers["value"]),
        high=numbers.get("high", numbers["value"]),
        unit=Unit(entry["unit"]),
        mark=entry["mark"],
        range_mark=entry.get("range_mark", entry["mark"]),
        since=since,
        reference=Reference(**entry["reference"]),
        price_level=entry.get("price_level"),
    )


def check_known(names: Iterable[str]) -> None:
    """Make sure that every name is that of a parameter.

    Raises
    ------
    UnknownParameter
        If one is not; it suggests the name that is most like it.
    """
    for name in names:
        if name not in _entries():
            close = get_close_matches(name, _entries(), n=1, cutoff=0.0)
            raise UnknownParameter(name, close[0])


def every_parameter(*, on: date) -> Iterator[Parameter]:
    """Give every parameter that holds on a day, in order of name."""
    for name in sorted(_entries()):
        if min(_entries()[name]["values"]) <= on:
            yield parameter(name, on=on)


def scan_parameters(*, on: date) -> Iterator[Parameter]:
    """Give the parameters that a scan can depend on; not what plans and euros ask."""
    for found in every_parameter(on=on):
        if found.name.partition(".")[0] not in _BEYOND_SCANS:
            yield found


@cache
def _entries() -> Mapping[str, Mapping[str, Any]]:
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    entries: dict[str, Mapping[str, Any]] = {}
    for file in resources.files(__package__).iterdir():
        if not file.name.endswith(".yml"):
            continue
        subject = file.name.removesuffix(".yml")
        for name, entry in yaml.load(file.read_text("utf-8"), Loader=loader).items():  # noqa: S506 - a safe loader, in C
            entries[f"{subject}.{name}"] = entry
    return entries
