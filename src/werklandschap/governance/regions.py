"""From municipality to region to the seat of a regisseur, mergers of municipalities included."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib import resources
from types import MappingProxyType
from typing import ClassVar

import yaml

from werklandschap.core.errors import WerklandschapError
from werklandschap.core.text import Text

_REFERENCE = resources.files("werklandschap.governance") / "reference"


@dataclass(eq=False)
class UnknownMunicipality(WerklandschapError):
    """A code or name that no municipality has or had."""

    code: ClassVar[str] = "governance.unknown_municipality"
    message: ClassVar[Text] = Text(
        nl="Wij kennen geen gemeente ‘{name}’.",
        en="We know no municipality ‘{name}’.",
    )

    name: str


@dataclass(frozen=True, slots=True)
class Region:
    """A region of a regional energy strategy; ``seat`` names the organisation of its regisseur."""

    code: str
    name: str
    seat: str
    mark: str


@dataclass(frozen=True, slots=True)
class Municipality:
    """A municipality as long as it existed; a former one has a successor.

    ``mark`` tells how its region or successor is known: ``verified``, ``derived`` (its name
    is a place within the successor, or only one began on the day it ended) or ``memory``.
    """

    code: str
    name: str
    region: str
    begins: date
    ends: date | None
    successor: str
    mark: str


@lru_cache(maxsize=1)
def regions() -> Mapping[str, Region]:
    """Give the thirty regions by their CBS code, such as ``ES07``."""
    told = yaml.safe_load((_REFERENCE / "regions.yml").read_text("utf-8"))["regions"]
    return MappingProxyType(
        {
            code: Region(code, each["name"], each["seat"], each["mark"])
            for code, each in told.items()
        }
    )


@lru_cache(maxsize=1)
def municipalities() -> Mapping[str, Municipality]:
    """Give all municipalities since 1970, present and former, by code (``GM0344``).

    Source: CBS, "Gebieden in Nederland" and the history of municipalities (CC BY 4.0);
    regions 2023, unchanged on 1 January of 2023 to 2026.
    """
    told = (_REFERENCE / "municipalities.csv").read_text("utf-8")
    rows = [_read(row) for row in csv.DictReader(told.splitlines())]
    return MappingProxyType({each.code: each for each in rows})


def _read(row: Mapping[str, str]) -> Municipality:
    return Municipality(
        code=row["code"],
        name=row["name"],
        region=row["region"],
        begins=date.fromisoformat(row["begins"]),
        ends=date.fromisoformat(row["ends"]) if row["ends"] else None,
        successor=row["successor"],
        mark=row["mark"],
    )


def region_of(code: str) -> Region:
    """Find the region in which a municipality lies, or lay before it was merged.

    Parameters
    ----------
    code : str
        ``GM0344``, or without its letters.

    Raises
    ------
    UnknownMunicipality
        If no municipality has or had that code.
    """
    return regions()[today_of(code).region]


@lru_cache(maxsize=64)
def municipalities_in(code: str) -> frozenset[str]:
    """Give the codes of all municipalities of a region, former ones too.

    Parameters
    ----------
    code : str
        Of the region, such as ``ES14``; of an unknown one there are none.
    """
    return frozenset(each for each in municipalities() if today_of(each).region == code)


def today_of(code: str) -> Municipality:
    """Follow a municipality to the one that it is part of now.

    Parameters
    ----------
    code : str
        ``GM0344``, or without its letters.

    Raises
    ------
    UnknownMunicipality
        If no municipality has or had that code.
    """
    known = municipalities()
    told = code.strip().upper()
    found = known.get(told if told.startswith("GM") else f"GM{told.zfill(4)}")
    if found is None:
        raise UnknownMunicipality(code[:40])
    while found.successor:
        found = known[found.successor]
    return found


def municipality_named(name: str) -> Municipality:
    """Find a municipality by its present or former name.

    Parameters
    ----------
    name : str
        In any capitals; a present name goes before a former one, the latest first.

    Raises
    ------
    UnknownMunicipality
        If none has or had that name, or several present ones have.
    """
    found = _by_name().get(_folded(name))
    if found is None:
        raise UnknownMunicipality(name[:40])
    return today_of(found.code)


@lru_cache(maxsize=1)
def _by_name() -> Mapping[str, Municipality]:
    eldest_first = sorted(
        municipalities().values(), key=lambda each: each.ends or date.max
    )
    named = {_folded(each.name): each for each in eldest_first}
    for (
        each
    ) in eldest_first:  # Bergen (NH.) is told apart, and found without brackets too
        named.setdefault(_folded(each.name.partition("(")[0]), each)
    return named


def _folded(name: str) -> str:
    return "".join(letter for letter in name.casefold() if letter.isalnum())
