"""Municipalities, COROP regions and provinces: their names, and where they lie."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class Place:
    """A region by its middle in RD New, and the regions that it lies in. [m]."""

    name: str
    x_m: int
    y_m: int
    region_code: str = ""
    province_code: str = ""


@cache
def places() -> Mapping[str, Place]:
    """List all regions by their CBS code: ``GM1742``, ``CR12``, ``PV23``."""
    text = resources.files(__package__).joinpath("places.json").read_text("utf-8")
    return {code: Place(**facts) for code, facts in json.loads(text)["places"].items()}


def first_known(codes: Iterable[str]) -> Place | None:
    """Find the first of some codes that is known."""
    return next((places()[code] for code in codes if code in places()), None)


def name_of(code: str) -> str:
    """Give the name of a region; empty if it is not known."""
    place = places().get(code)
    return place.name if place else ""
