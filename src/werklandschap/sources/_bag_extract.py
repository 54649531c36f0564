"""Reading the BAG 2.0 extract: every object in all the states that it ever had.

A state of an object is called an occurrence (*voorkomen*). The extract has one file per
ten thousand of them, and says of each from which day to which it holds.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

import pandas as pd
from geopandas import GeoDataFrame
from lxml import etree
from shapely import Polygon, box
from shapely.geometry.base import BaseGeometry

from werklandschap.geo.gml import parse_geometry
from werklandschap.landscape import RIJKSDRIEHOEK
from werklandschap.sources._documents import Document
from werklandschap.sources.errors import TruncatedFile

ObjectType = Literal["PND", "VBO"]
"""Buildings and their units, as the extract calls them."""

_TAGS: dict[ObjectType, str] = {"PND": "Pand", "VBO": "Verblijfsobject"}
_SCHEMA = "kadaster.nl/schemas/lvbag/extract-deelbestand"
_OBJECT_TYPE = re.compile(r"<(?:\w+:)?objectType>\s*(\w+)\s*<")
_STAND = re.compile(r"StandTechnischeDatum>\s*(\d{4}-\d{2}-\d{2})")
_OTHER_FILES = ("kenmerkInOnderzoek>", "bagMutaties")
_WITHDRAWN = {"tijdstipInactief", "tijdstipInactiefLV", "tijdstipNietBagLV"}

_BUILDING_TYPES = {
    "building_id": "str",
    "feature_id": "str",
    "built_year": "float64",
    "status": "str",
    "uses": "str",
    "floor_area_m2": "float64",
    "day": "str",
    "occurrence": "float64",
    "delivery": "str",
}
_UNIT_TYPES = {
    "unit_id": "str",
    "building_ids": "str",
    "status": "str",
    "uses": "str",
    "area_m2": "float64",
    "day": "str",
    "occurrence": "float64",
}

Row = dict[str, object]


def object_type(document: Document) -> ObjectType | None:
    """Tell whether a file of the extract has buildings or units; None if neither.

    Files about what is being investigated, or with changes only, are not of these.
    """
    if document.kind != "xml" or _SCHEMA not in document.head:
        return None
    if any(mark in document.head for mark in _OTHER_FILES):
        return None
    found = _OBJECT_TYPE.search(document.head)
    types: dict[str, ObjectType] = {"PND": "PND", "VBO": "VBO"}
    return types.get(found[1]) if found else None


def lists_units(document: Document) -> bool:
    """Tell whether a file lists units of its delivery, and not withdrawn ones only."""
    is_withdrawn = any(mark in document.head for mark in _WITHDRAWN)
    has_any = "bagObject>" in document.head
    return object_type(document) == "VBO" and has_any and not is_withdrawn


def state_day(document: Document) -> date | None:
    """Return the day of which an extract tells the state, if it says so."""
    found = _STAND.search(document.head)
    return day_of(found[1]) if found else None


def day_of(text: str) -> date | None:
    """Read a day; None if there is no such day."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def read_extract_buildings(
    document: Document, area: Polygon | None, *, on: date | None = None
) -> GeoDataFrame:
    """Read the buildings as they were on a day, whatever their status.

    Parameters
    ----------
    document : Document
        A file of the extract with buildings.
    area : Polygon or None
        Buildings wholly outside its bounds are left out. [m, RD New]
    on : date, optional
        The day; by default that of the extract, and where it names none, only what has
        no end is given.

    Returns
    -------
    GeoDataFrame
        In RD New, with the columns of `no_buildings`. A geometry that cannot be read
        is missing.

    Raises
    ------
    TruncatedFile
        If the file ends before it should, or is not well-formed.
    """
    window = box(*area.bounds) if area is not None else None
    told = {"day": _iso(state_day(document)), "delivery": document.sha256}
    rows = [
        {**told, **row}
        for row in map(_building, _occurrences(document, "PND", on))
        if _is_within(row["geometry"], window)
    ]
    return _building_frame(rows)


def read_extract_units(
    document: Document, building_ids: Collection[str], *, on: date | None = None
) -> pd.DataFrame:
    """Read the units of some buildings as they were on a day, whatever their status.

    See `read_extract_buildings` for the day and the errors.

    Returns
    -------
    DataFrame
        With the columns of `no_units`; ``building_ids`` and ``uses`` are lists with
        semicolons.
    """
    day = _iso(state_day(document))
    rows = []
    for occurrence in _occurrences(document, "VBO", on):
        own = _all_of(occurrence.element, "maaktDeelUitVan/{*}PandRef")
        if any(number in building_ids for number in own):
            rows.append({"day": day, **_unit(occurrence, own)})
    return _unit_frame(rows)


def no_buildings() -> GeoDataFrame:
    """Return the frame of buildings without rows."""
    return _building_frame([])


def no_units() -> pd.DataFrame:
    """Return the frame of units without rows."""
    return _unit_frame([])


def _building_frame(rows: list[Row]) -> GeoDataFrame:
    return GeoDataFrame(
        pd.DataFrame(rows, columns=list(_BUILDING_TYPES)).astype(_BUILDING_TYPES),
        geometry=[row["geometry"] for row in rows],
        crs=RIJKSDRIEHOEK,
    )


def _unit_frame(rows: list[Row]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=list(_UNIT_TYPES)).astype(_UNIT_TYPES)


@dataclass(frozen=True, slots=True)
class _Occurrence:
    """An object in one of its states."""

    element: etree._Element
    number: float


def _occurrences(
    document: Document, wanted: ObjectType, on: date | None
) -> Iterator[_Occurrence]:
    """Go through the occurrences that hold on a day; each is forgotten after use."""
    day = on or state_day(document)
    try:
        for _, stand in etree.iterparse(
            str(document.path), tag="{*}stand", resolve_entities=False, no_network=True
        ):
            for element in stand.iterfind(f"{{*}}bagObject/{{*}}{_TAGS[wanted]}"):
                history = _history(element)
                if _holds(history, day):
                    number = _number(history.get("voorkomenidentificatie"))
                    yield _Occurrence(element, number)
            _forget(stand)
    except etree.XMLSyntaxError:
        raise TruncatedFile(document.origin) from None


def _forget(stand: etree._Element) -> None:
    """Let go of what has been read, so that a file of any size fits in memory."""
    stand.clear()
    parent = stand.getparent()
    if parent is not None:
        del parent[: parent.index(stand)]


def _history(element: etree._Element) -> dict[str, str]:
    return {
        _local(told): (told.text or "").strip()
        for told in element.iterfind("{*}voorkomen/{*}Voorkomen//*")
    }


def _holds(history: dict[str, str], day: date | None) -> bool:
    """Tell whether an occurrence holds on a day: from its first, until its last."""
    if _WITHDRAWN & set(history):
        return False
    # Days may have a time behind them.
    begin = history.get("beginGeldigheid", "")[:10]
    end = history.get("eindGeldigheid", "")[:10]
    if day is None:
        return not end
    return begin <= day.isoformat() and (not end or day.isoformat() < end)


def _building(occurrence: _Occurrence) -> Row:
    element = occurrence.element
    return {
        "building_id": _text(element, "identificatie"),
        "built_year": _number(_text(element, "oorspronkelijkBouwjaar")),
        "status": _text(element, "status"),
        "occurrence": occurrence.number,
        "geometry": _shape(element.find("{*}geometrie")),
    }


def _unit(occurrence: _Occurrence, building_ids: list[str]) -> Row:
    element = occurrence.element
    return {
        "unit_id": _text(element, "identificatie"),
        "building_ids": ";".join(building_ids),
        "status": _text(element, "status"),
        "uses": ";".join(_all_of(element, "gebruiksdoel")) or None,
        "area_m2": _number(_text(element, "oppervlakte")),
        "occurrence": occurrence.number,
    }


def _text(element: etree._Element, name: str) -> str | None:
    return (element.findtext(f"{{*}}{name}") or "").strip() or None


def _all_of(element: etree._Element, path: str) -> list[str]:
    found = (told.text or "" for told in element.iterfind(f"{{*}}{path}"))
    return sorted({text.strip() for text in found} - {""})


def _number(text: str | None) -> float:
    try:
        return float(text) if text else float("nan")
    except ValueError:
        return float("nan")


def _shape(element: etree._Element | None) -> BaseGeometry | None:
    if element is None:
        return None
    try:
        return parse_geometry(element).geometry
    except ValueError:
        return None


def _is_within(shape: object, window: Polygon | None) -> bool:
    # What cannot be read is kept, to be counted.
    return (
        window is None
        or not isinstance(shape, BaseGeometry)
        or shape.intersects(window)
    )


def _local(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
