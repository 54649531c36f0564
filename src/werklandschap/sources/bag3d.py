"""3DBAG: buildings with their heights and roof planes, made from the BAG and AHN."""

import math
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

import numpy as np
import pandas as pd
import shapely
from geopandas import GeoDataFrame
from numpy.typing import NDArray
from shapely import Polygon

from werklandschap.core.text import Text
from werklandschap.geo.planes import Faces, joined, planes, polygons
from werklandschap.geo.rings import repaired
from werklandschap.landscape import BUILDINGS, RIJKSDRIEHOEK, ROOF_PLANES, Table
from werklandschap.sources._cityjson import (
    NOT_SOUND,
    BrokenCityModel,
    Json,
    Model,
    Ring,
    faces,
    has_surfaces,
    is_assumed_rd,
    mentions,
    models,
    rings_of,
)
from werklandschap.sources._declare import SOURCES, Asset, Reading, Source
from werklandschap.sources._documents import Document
from werklandschap.sources._layers import touching

# From memory, like its largest page: the address could not be reached when this was built.
ITEMS = "https://api.3dbag.nl/collections/pand/items"
_PAGE = "100"

_NUMBER = re.compile(r"NL\.IMBAG\.Pand\.(\d{16})")
_MARK = "NL.IMBAG.Pand."
_FOOTPRINTS = ("0", "1.2", "1.3", "2.2")
"""Levels of detail in which a footprint is looked for, the best first."""

_ROOFS = "2.2"
_FIRST_YEAR, _LAST_YEAR = 1006, 2100
"""The BAG writes 1005 and 9999 for years that nobody knows (from memory)."""

_HEIGHTS = {"h_maaiveld": "ground_m", "h_dak_50p": "roof_m"}
"""Their names in 2021; since 2022 they begin with ``b3_``."""


def locate(area: Polygon, _on: date) -> list[Asset]:
    """Ask the 3DBAG API, page by page; it gives buildings with their roofs at once."""
    bounds = ",".join(f"{metres:.3f}" for metres in area.bounds)
    return [Asset(ITEMS, "features", {"bbox": bounds, "limit": _PAGE})]


def recognise(documents: Sequence[Document]) -> list[Document]:
    """Pick the CityJSON of any form that has buildings with a number of the BAG."""
    return [document for document in documents if mentions(document, _MARK)]


class _Building(NamedTuple):
    """A building of the BAG with its geometries and those of its parts."""

    number: str
    attributes: Mapping[str, object]
    geometries: list[Json]


class _Found(NamedTuple):
    """A building as the newest file has it."""

    published: date
    attributes: Mapping[str, object]
    faces: Faces


@dataclass(slots=True)
class _Harvest:
    """What was found in all files; each building once."""

    buildings: dict[str, _Found] = field(default_factory=dict)
    repairs: Counter[str] = field(default_factory=Counter)

    def add(self, number: str, found: _Found) -> None:
        before = self.buildings.get(number)
        self.repairs["object_repeated"] += before is not None
        if before is None or found.published > before.published:
            self.buildings[number] = found

    def faces(self) -> tuple[list[str], Faces]:
        """Give the faces of all buildings, and of which building each is."""
        owners = [
            number
            for number, found in self.buildings.items()
            for _ in range(len(found.faces))
        ]
        return owners, joined([found.faces for found in self.buildings.values()])

    def reading(self, frame: GeoDataFrame) -> Reading:
        kept = set(frame["identificatie"])
        days = (self.buildings[number].published for number in kept)
        newest = max(days, default=date.min)
        return Reading(
            frame,
            published=None if newest == date.min else newest,
            repairs={name: count for name, count in self.repairs.items() if count},
        )


def read_buildings(documents: Sequence[Document], area: Polygon | None) -> Reading:
    """Read the buildings with their footprint and heights.

    The footprint is that of LoD 0, else the ground surfaces of all parts together.

    Parameters
    ----------
    documents : sequence of Document
        CityJSON; of a building in several of them the newest is kept.
    area : Polygon or None
        Buildings wholly outside it are left out. [m, RD New]

    Returns
    -------
    Reading
        Buildings with ``identificatie`` and attributes under their names of 2021. Its
        repairs count rings (`geo.rings.repaired`) and surfaces of fewer than three
        points (``ring_without_area``), buildings in several files (``object_repeated``),
        without a number of the BAG (``without_identification``) or without a footprint
        (``without_footprint``), years that stand for an unknown one (``year_unknown``),
        files that do not name their reference system but lie in the country in metres
        (``assumed_rd``), and what was skipped: ``unknown_object``, ``unknown_geometry``.

    Raises
    ------
    TruncatedFile, BrokenCityModel, NoReferenceSystem
        If a file breaks off, does not hold together or lies elsewhere.
    """
    harvest = _harvest(documents, _footprint)
    owners, outlines = harvest.faces()
    flat, mended = repaired(polygons(outlines))
    harvest.repairs.update(mended)
    is_left = ~shapely.is_missing(flat)
    numbers = np.array(owners, dtype=object)[is_left]
    shapes = _merged(flat[is_left], numbers)
    frame = GeoDataFrame(
        [
            {
                "identificatie": number,
                **_attributes(harvest.buildings[number].attributes),
            }
            for number in shapes
        ],
        columns=["identificatie", "oorspronkelijkbouwjaar", "status", *_HEIGHTS],
        geometry=list(shapes.values()),
        crs=RIJKSDRIEHOEK,
    )
    harvest.repairs["without_footprint"] += len(harvest.buildings) - len(frame)
    years = frame["oorspronkelijkbouwjaar"].astype("float64")
    harvest.repairs["year_unknown"] += int((years.notna() & ~_is_year(years)).sum())
    return harvest.reading(frame[touching(frame, area)])


def read_roof_planes(documents: Sequence[Document], area: Polygon | None) -> Reading:
    """Read the roof planes of LoD 2.2; see `read_buildings` for the parameters.

    The roof of a building is kept whole where any of it lies in ``area``. Its repairs
    also count buildings without a roof in LoD 2.2 (``without_roof``); planes that stand
    upright have no area from above and are among ``ring_without_area``.

    Raises
    ------
    TruncatedFile, BrokenCityModel, NoReferenceSystem
        If a file breaks off, does not hold together or lies elsewhere.
    """
    harvest = _harvest(documents, _roof)
    owners, roofs = harvest.faces()
    flat, mended = repaired(polygons(roofs))
    harvest.repairs.update(mended)
    harvest.repairs["without_roof"] += len(harvest.buildings) - len(set(owners))
    measured = planes(roofs)
    number = pd.Series(owners, dtype="str")
    frame = GeoDataFrame(
        {
            "identificatie": number,
            "plane": number.groupby(number).cumcount(),
            **measured._asdict(),
        },
        geometry=flat,
        crs=RIJKSDRIEHOEK,
    )
    frame = frame[~shapely.is_missing(flat)]
    inside = frame.loc[touching(frame, area), "identificatie"]
    return harvest.reading(frame[frame["identificatie"].isin(inside)])


def tidy_buildings(buildings: GeoDataFrame) -> GeoDataFrame:
    """Give the buildings our names; years that stand for an unknown one are missing."""
    years = buildings["oorspronkelijkbouwjaar"].astype("float64")
    return (
        buildings.rename(columns=_HEIGHTS)
        .assign(
            built_year=years.where(_is_year(years)).astype("Int16"),
            registers=pd.Series("3dbag", index=buildings.index, dtype="str"),
        )
        .set_index("identificatie")
        .rename_axis(BUILDINGS.key)
        .sort_index()
    )


def tidy_roof_planes(roofs: GeoDataFrame) -> GeoDataFrame:
    """Call each plane by its building and its place in the file."""
    number = roofs["identificatie"]
    key = number + "-" + roofs["plane"].astype("str").str.zfill(4)
    return (
        roofs.assign(building_id=number)
        .set_index(key.rename(ROOF_PLANES.key))
        .sort_index()
    )


def _harvest(
    documents: Sequence[Document],
    choose: Callable[[Sequence[Json]], list[list[Ring]]],
) -> _Harvest:
    """Gather the buildings of all files, with those surfaces that are wanted."""
    harvest = _Harvest()
    for document in documents:
        is_assumed = False
        for model in models(document):
            is_assumed |= is_assumed_rd(model, document.origin)
            try:
                for building in _buildings(model, harvest.repairs):
                    rings = choose(building.geometries)
                    found, left_out = faces(rings, model.points)
                    harvest.repairs["ring_without_area"] += left_out
                    day = model.published or date.min
                    harvest.add(
                        building.number, _Found(day, building.attributes, found)
                    )
            except NOT_SOUND:
                raise BrokenCityModel(document.origin) from None
        harvest.repairs["assumed_rd"] += is_assumed
    return harvest


def _buildings(model: Model, repairs: Counter[str]) -> Iterator[_Building]:
    """List the buildings with a number of the BAG."""
    parts: dict[str, list[Json]] = {}
    for one in model.objects.values():
        if one.get("type") == "BuildingPart":
            for parent in one.get("parents") or []:
                parts.setdefault(parent, []).append(one)
    for name, one in model.objects.items():
        if one.get("type") == "BuildingPart":
            continue
        if one.get("type") != "Building":
            repairs["unknown_object"] += 1
            continue
        attributes = one.get("attributes") or {}
        number = _number_of(name, attributes)
        if number is None:
            repairs["without_identification"] += 1
            continue
        geometries = [
            geometry
            for whole in (one, *parts.get(name, []))
            for geometry in whole.get("geometry") or []
        ]
        known = [geometry for geometry in geometries if has_surfaces(geometry)]
        repairs["unknown_geometry"] += len(geometries) - len(known)
        yield _Building(number, attributes, known)


def _number_of(name: str, attributes: Mapping[str, object]) -> str | None:
    for text in (name, str(attributes.get("identificatie"))):
        if found := _NUMBER.fullmatch(text):
            return found[1]
    return None


def _footprint(geometries: Sequence[Json]) -> list[list[Ring]]:
    """Choose the surfaces on the ground in the best level of detail that has any."""
    for level in _FOOTPRINTS:
        if chosen := rings_of(
            geometries, level, None if level == "0" else "GroundSurface"
        ):
            return chosen
    return []


def _roof(geometries: Sequence[Json]) -> list[list[Ring]]:
    return rings_of(geometries, _ROOFS, "RoofSurface")


def _merged(
    shapes: NDArray[np.object_], owners: NDArray[np.object_]
) -> dict[str, Polygon]:
    """Make one shape of those of each owner."""
    parts: dict[str, list[Polygon]] = {}
    for owner, shape in zip(owners, shapes, strict=True):
        parts.setdefault(owner, []).append(shape)
    return {
        owner: own[0] if len(own) == 1 else shapely.union_all(own)
        for owner, own in parts.items()
    }


def _attributes(told: Mapping[str, object]) -> dict[str, float | str | None]:
    """Take the attributes that we use, by their names of 2021."""
    status = told.get("status")
    return {
        "oorspronkelijkbouwjaar": _float(told.get("oorspronkelijkbouwjaar")),
        "status": status if isinstance(status, str) else None,
    } | {name: _float(told.get(f"b3_{name}", told.get(name))) for name in _HEIGHTS}


def _float(value: object) -> float:
    """Make a number of what may be one; what is none was not measured."""
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        return math.nan
    try:
        number = float(value)
    except (ValueError, OverflowError):
        return math.nan
    return number if math.isfinite(number) else math.nan


def _is_year(years: "pd.Series[float]") -> "pd.Series[bool]":
    return years.between(_FIRST_YEAR, _LAST_YEAR)


def _add(
    name: str,
    title: Text,
    delivers: Table,
    *,
    read: Callable[[Sequence[Document], Polygon | None], Reading],
    tidy: Callable[[GeoDataFrame], GeoDataFrame],
) -> None:
    SOURCES.add(
        Source(
            name=name,
            title=title,
            publisher="3DBAG (tudelft3d, 3DGI)",
            licence="CC-BY-4.0",
            landing_page="https://3dbag.nl",
            # From memory: there have been one or two editions a year since 2021.
            refreshed_every=timedelta(days=366),
            # From memory: the cells of AHN, of which the points give the heights.
            resolution_m=0.5,
            delivers=delivers,
            locate=locate,
            recognise=recognise,
            read=read,
            tidy=tidy,
        )
    )


_add(
    "bag3d_buildings",
    Text(nl="Panden met hoogte (3DBAG)", en="Buildings with heights (3DBAG)"),
    BUILDINGS,
    read=read_buildings,
    tidy=tidy_buildings,
)
_add(
    "bag3d_roof_planes",
    Text(nl="Dakvlakken (3DBAG)", en="Roof planes (3DBAG)"),
    ROOF_PLANES,
    read=read_roof_planes,
    tidy=tidy_roof_planes,
)
