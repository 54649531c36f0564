"""Reading CityJSON 1.0 to 2.0: whole files, sequences and pages of the 3DBAG API."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, ClassVar, NamedTuple

import numpy as np

from werklandschap.core.text import Text
from werklandschap.geo.planes import Faces, Floats
from werklandschap.sources._documents import HEAD, Document
from werklandschap.sources.errors import CannotRead, NoReferenceSystem, TruncatedFile

Json = dict[str, Any]
Ring = list[int]

_SPACE = 3
_SMALLEST_RING = 3
_EPSG = re.compile(r"EPSG(?:/[^/]*/|:+)(\d+)", re.IGNORECASE)
_VERSION = re.compile(r"v(20\d\d|\d\d)\.?(\d\d)\.?(\d\d)(?!\d)")
_NESTING = {
    "MultiSurface": 0,
    "CompositeSurface": 0,
    "Solid": 1,
    "MultiSolid": 2,
    "CompositeSolid": 2,
}
"""How deep the surfaces of each kind of geometry lie."""

_IS_CITY = re.compile(r'"(?:CityObjects|CityJSON\w*|vertices)"')
_IN_METRES = {7415, 28992}
"""RD New with and without heights to NAP."""

_COUNTRY_M = (0.0, 289_000.0, 300_000.0, 629_000.0)
"""West, south, east and north of the Netherlands in RD New, rounded outwards."""

_FARTHEST_M = 1e8
"""No coordinate on earth is larger, in whatever system."""

NOT_SOUND = (
    TypeError,
    ValueError,
    KeyError,
    IndexError,
    AttributeError,
    OverflowError,
)
"""What Python says of something that is not what it should be."""


@dataclass(eq=False)
class BrokenCityModel(CannotRead):
    """A CityJSON file that does not hold together: points lack, or are no numbers."""

    code: ClassVar[str] = "cityjson.broken_model"
    message: ClassVar[Text] = Text(
        nl="Het CityJSON-bestand {file} klopt niet: er wordt verwezen naar punten of "
        "vlakken die er niet zijn. Download het opnieuw.",
        en="The CityJSON file {file} is not sound: it refers to points or surfaces that "
        "are not there. Download it again.",
    )


class Model(NamedTuple):
    """Objects with the points that they share.

    ``points`` has shape (n, 3) in the reference system with number ``epsg``, None where
    it is not named [m]; ``published`` is the day of the whole file, if it tells.
    """

    objects: Mapping[str, Json]
    points: Floats
    epsg: int | None
    published: date | None


class Surface(NamedTuple):
    """One surface of a geometry: what it is of, and its rings, the outer first."""

    role: str | None
    rings: list[Ring]


def mentions(document: Document, mark: str) -> bool:
    """Tell whether a file is CityJSON of any form and has ``mark`` anywhere in it."""
    is_city = document.kind in {"cityjson", "cityjsonseq", "json"} and bool(
        _IS_CITY.search(document.head)
    )
    return is_city and (mark in document.head or _has(mark.encode(), document.path))


def _has(mark: bytes, file: Path) -> bool:
    """Look past the points, that may stand first."""
    before = b""
    with file.open("rb") as stream:
        while block := stream.read(HEAD):
            if mark in before + block:
                return True
            before = block[-len(mark) :]
    return False


def models(document: Document) -> Iterator[Model]:
    """Read a file, feature by feature if it is a sequence.

    Raises
    ------
    TruncatedFile
        If the JSON breaks off or is not JSON.
    BrokenCityModel
        If it is not CityJSON, or its points are no numbers.
    """
    header: Json = {}
    for told in _values(document):
        try:
            if _is_header(told):
                header = told
            page = told.get("metadata")
            if "CityObjects" not in told and isinstance(page, dict):
                # A page of the 3DBAG API: the header stands beside the features.
                header = page
            for one in _features(told):
                yield _model(one, header)
        except NOT_SOUND:
            raise BrokenCityModel(document.origin) from None


def _is_header(told: Json) -> bool:
    return told.get("type") == "CityJSON"


def _features(told: Json) -> list[Json]:
    if "CityObjects" in told:
        return [told]
    if "feature" in told:
        return [told["feature"]]
    return list(told["features"])


def _values(document: Document) -> Iterator[Json]:
    """Give the one value of a file, or those of its lines."""
    try:
        if document.kind == "cityjsonseq":
            yield from _lines(document)
            return
        text = document.path.read_text("utf-8-sig")
        try:
            values = [json.loads(text)]
        except json.JSONDecodeError as problem:
            if not problem.msg.startswith("Extra data"):
                raise
            # The first line of a sequence may be longer than what is looked at.
            values = [json.loads(line) for line in text.splitlines() if line.strip()]
        yield from values
    except (json.JSONDecodeError, UnicodeDecodeError):
        raise TruncatedFile(document.origin) from None
    except RecursionError:
        raise BrokenCityModel(document.origin) from None


def _lines(document: Document) -> Iterator[Json]:
    with document.path.open(encoding="utf-8-sig") as stream:
        for line in stream:
            if line.strip():
                yield json.loads(line)


def _model(told: Json, header: Json) -> Model:
    transform = told.get("transform") or header.get("transform") or {}
    points = np.asarray(told["vertices"], dtype=np.float64).reshape(-1, _SPACE)
    points = points * np.array(transform.get("scale", [1.0] * _SPACE), np.float64)
    points = points + np.array(transform.get("translate", [0.0] * _SPACE), np.float64)
    if not (np.abs(points) < _FARTHEST_M).all():
        message = "coordinates should be on earth"
        raise ValueError(message)
    objects = told["CityObjects"]
    if not all(isinstance(one, dict) for one in objects.values()):
        message = "an object should be an object"
        raise TypeError(message)
    about = _about(header or told)
    found = _EPSG.search(str(about.get("referenceSystem", "")))
    epsg = int(found[1]) if found else None
    return Model(objects, points, epsg, _published(about))


def _about(header: Json) -> Json:
    """Find the metadata: in a member of its own, or among the rest on an API page."""
    metadata = header.get("metadata")
    return metadata if isinstance(metadata, dict) else header


def _published(about: Json) -> date | None:
    for name in ("referenceDate", "datasetReferenceDate"):
        try:
            return date.fromisoformat(str(about.get(name))[:10])
        except ValueError:
            continue
    for name in ("version", "fullMetadataUrl", "identifier", "citymodelIdentifier"):
        # "2.0" is the version of CityJSON, "v2024.12.16" and "v210908" are of the data.
        if found := _VERSION.search(str(about.get(name, ""))):
            year, month, day = (int(number) for number in found.groups())
            try:
                return date(year % 100 + 2000, month, day)
            except ValueError:
                continue
    return None


def is_assumed_rd(model: Model, origin: str) -> bool:
    """Tell whether points are taken for RD New because that is where they would lie.

    Raises
    ------
    NoReferenceSystem
        If they are in another system, or in none that we know.
    """
    if model.epsg in _IN_METRES:
        return False
    west, south, east, north = _COUNTRY_M
    x, y = model.points[:, 0], model.points[:, 1]
    inside = (x >= west) & (x <= east) & (y >= south) & (y <= north)
    if model.epsg is not None or not inside.all():
        raise NoReferenceSystem(origin)
    return len(model.points) > 0


def level_of_detail(geometry: Json) -> str:
    """Tell the level of detail, that older files give as a number: ``2.2``."""
    told = geometry.get("lod")
    try:
        return f"{float(str(told)):g}"
    except ValueError:
        return str(told)


def has_surfaces(geometry: Json) -> bool:
    """Tell a geometry with surfaces from points, lines, templates and extensions."""
    return geometry.get("type") in _NESTING


def rings_of(
    geometries: Sequence[Json], level: str, role: str | None
) -> list[list[Ring]]:
    """List the rings of the surfaces in a level of detail.

    Parameters
    ----------
    geometries : sequence of dict
        Geometry objects of CityJSON that `has_surfaces`.
    level : str
        The level of detail, such as ``2.2``.
    role : str or None
        What the surfaces should be of, such as ``RoofSurface``; None for all.

    Raises
    ------
    ValueError, TypeError, KeyError, IndexError, AttributeError
        If a geometry is not what the specification says.
    """
    return [
        surface.rings
        for geometry in geometries
        if level_of_detail(geometry) == level
        for surface in surfaces(geometry)
        if role in {None, surface.role}
    ]


def surfaces(geometry: Json) -> list[Surface]:
    """List the surfaces of a geometry with what they are of.

    Parameters
    ----------
    geometry : dict
        A geometry object of CityJSON that `has_surfaces`.

    Returns
    -------
    list of Surface
        Surfaces of all shells and solids.

    Raises
    ------
    ValueError, TypeError, KeyError, IndexError, AttributeError
        If it is not what the specification says.
    """
    nesting = _NESTING[geometry["type"]]
    semantics = geometry.get("semantics") or {}
    roles = [one.get("type") for one in semantics.get("surfaces") or []]
    return list(
        _unpacked(geometry["boundaries"], semantics.get("values"), nesting, roles)
    )


def _unpacked(
    boundaries: list[Any], values: list[Any] | None, nesting: int, roles: list[Any]
) -> Iterator[Surface]:
    # A value may be null for a surface, a shell or a solid as a whole.
    told = [None] * len(boundaries) if values is None else values
    for boundary, value in zip(boundaries, told, strict=True):
        if nesting:
            yield from _unpacked(boundary, value, nesting - 1, roles)
            continue
        if value is not None and not 0 <= value < len(roles):
            message = f"there is no semantic surface {value}"
            raise IndexError(message)
        yield Surface(None if value is None else roles[value], boundary)


def faces(rings_of_faces: list[list[Ring]], points: Floats) -> tuple[Faces, int]:
    """Look up the points of surfaces.

    Parameters
    ----------
    rings_of_faces : list of list of list of int
        The rings of each surface, as numbers of points.
    points : array of shape (n, 3)
        The points. [m]

    Returns
    -------
    Faces
        The surfaces that have an outer ring of three points, in the same order, without
        holes of fewer.
    int
        How many surfaces were left out.

    Raises
    ------
    IndexError, ValueError, TypeError
        If a point does not exist, or its number is no number.
    """
    whole = [[_open(ring) for ring in rings] for rings in rings_of_faces]
    kept = [
        [rings[0], *(ring for ring in rings[1:] if len(ring) >= _SMALLEST_RING)]
        for rings in whole
        if rings and len(rings[0]) >= _SMALLEST_RING
    ]
    numbers = np.array([i for rings in kept for ring in rings for i in ring], dtype="O")
    if not all(type(number) is int for number in numbers):
        message = "the number of a point should be whole"
        raise TypeError(message)
    order = numbers.astype(np.int64)
    if len(order) and (order.min() < 0 or order.max() >= len(points)):
        message = "there are fewer points"
        raise IndexError(message)
    sizes = [len(ring) for rings in kept for ring in rings]
    found = Faces(
        points[order], _starts(sizes), _starts([len(rings) for rings in kept])
    )
    return found, len(whole) - len(kept)


def _open(ring: Ring) -> Ring:
    """Leave out the first point where it is repeated at the end."""
    return ring[:-1] if len(ring) > 1 and ring[0] == ring[-1] else ring


def _starts(sizes: list[int]) -> "np.ndarray[tuple[int], np.dtype[np.int64]]":
    starts = np.zeros(len(sizes) + 1, np.int64)
    np.cumsum(sizes, out=starts[1:])
    return starts
