"""Areas that strangers send in: nothing in them is believed before it was looked at.

What a file is, is told by its content and never by its name; names in archives are never
used as a path; only the kinds named here come before a library that reads them, each in a
folder of its own under a name of ours.
"""

import json
import lzma
import re
import sqlite3
import struct
import tempfile
import zipfile
import zlib
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import ClassVar

import geopandas as gpd
import numpy as np
import pyogrio
import shapely
from geopandas import GeoDataFrame
from pyogrio.errors import DataLayerError, DataSourceError, FeatureError

from werklandschap.core.text import Text
from werklandschap.landscape._gml_area import HostileXml, read_gml
from werklandschap.landscape.areas import (
    AboutArea,
    Area,
    AreaWithoutReference,
    UnreadableArea,
    as_area,
    read_area,
)
from werklandschap.landscape.table import RIJKSDRIEHOEK
from werklandschap.parameters import Assumptions

__all__ = [
    "HostileXml",
    "NoCorners",
    "NotOneArea",
    "NotThisKind",
    "SuspiciousArchive",
    "read_text",
    "read_upload",
    "shown_name",
]

_MOST_BYTES = 100 << 20
_MOST_MEMBERS = 40
_MOST_RATIO = 200
"""More growth than this no outline has (a choice); a bomb grows a thousand times."""

_FREE_BYTES = 1 << 20
_LOCKED = 0x1
_DEGREES = "EPSG:4326"
_AREA_SUFFIXES = (".shp", ".gml", ".gpkg", ".geojson", ".json", ".parquet")
_SHAPEFILE_SUFFIXES = (".shp", ".shx", ".dbf", ".prj", ".cpg")
_SHAPEFILE = b"\0\0\x27\x0a"
_SQLITE = b"SQLite format 3\0"
_ZIP = b"PK"
_UNPRINTABLE = re.compile(r"[^\w .()-]+")
_NUMBER = r"[+-]?\d+(?:\.\d+)?"
_CORNER = re.compile(rf"\s*({_NUMBER})\s*[,;\s]\s*({_NUMBER})\s*[,;]?\s*")
_CORNERS = 3


@dataclass(eq=False)
class NotThisKind(AboutArea):
    """A file of a kind that is not read."""

    code: ClassVar[str] = "area.not_this_kind"
    message: ClassVar[Text] = Text(
        nl="{file} is geen bestand dat we lezen. Geef een GeoPackage, GeoJSON of "
        "GeoParquet, of een ZIP met een shapefile of GML.",
        en="{file} is not a file that we read. Give a GeoPackage, GeoJSON or GeoParquet, "
        "or a ZIP with a shapefile or GML.",
    )


@dataclass(eq=False)
class SuspiciousArchive(AboutArea):
    """An archive that would grow too large, is locked or damaged."""

    code: ClassVar[str] = "area.suspicious_archive"
    message: ClassVar[Text] = Text(
        nl="{file} kan niet worden uitgepakt: het is beschadigd, op slot of wordt veel te "
        "groot. Maak een nieuwe ZIP met alleen de grens.",
        en="{file} cannot be unpacked: it is damaged, locked or grows far too large. Make "
        "a new ZIP with the outline only.",
    )


@dataclass(eq=False)
class NotOneArea(AboutArea):
    """An archive with no file, or more than one, that could be the area."""

    code: ClassVar[str] = "area.not_one_in_archive"
    message: ClassVar[Text] = Text(
        nl="In {file} zitten {count} bestanden met een gebied. Stop er precies één in.",
        en="{file} holds {count} files with an area. Put exactly one in it.",
    )

    count: int


@dataclass(eq=False)
class NoCorners(AboutArea):
    """A text in which no outline is found."""

    code: ClassVar[str] = "area.no_corners"
    message: ClassVar[Text] = Text(
        nl="In de tekst staat geen grens. Plak GeoJSON, of minstens drie hoekpunten: op "
        "elke regel twee getallen.",
        en="The text holds no outline. Paste GeoJSON, or at least three corners: two "
        "numbers on each line.",
    )


def shown_name(name: str) -> str:
    """Make the name of a stranger's file fit to be shown."""
    return _UNPRINTABLE.sub("_", PurePath(name.replace("\\", "/")).name)[:60] or "?"


def read_upload(content: bytes, *, name: str, assumptions: Assumptions) -> Area:
    """Read the area in a file that somebody sent.

    Parameters
    ----------
    content : bytes
        The file.
    name : str
        What they call it; only ever shown.
    assumptions : Assumptions
        See `read_area`.

    Raises
    ------
    AboutArea
        If it is not what it should be; each kind says why.
    """
    called = shown_name(name)
    with tempfile.TemporaryDirectory(prefix="area-") as folder:
        try:
            if content.startswith(_ZIP):
                place = _unpacked(content, Path(folder), called)
            else:
                place = _placed(content, Path(folder), called)
            return _read(place, called, assumptions)
        except AboutArea as problem:
            problem.file = called
            raise


def read_text(text: str, *, name: str, assumptions: Assumptions) -> Area:
    """Read an area that somebody drew or wrote: GeoJSON, or a corner on each line.

    Parameters
    ----------
    text : str
        In degrees (longitude first) or in metres of RD New; the size of the numbers
        tells which.
    name : str
        What the text is called.
    assumptions : Assumptions
        See `read_area`.

    Raises
    ------
    NoCorners
        If there is no outline in it.
    AboutArea
        If it is no Dutch business park.
    """
    shape = _shape_in(text)
    if shape is None or shape.is_empty:
        raise NoCorners(name)
    west, south, east, north = shape.bounds
    is_degrees = max(abs(west), abs(east), abs(south), abs(north)) <= 180
    crs = _DEGREES if is_degrees else RIJKSDRIEHOEK
    frame = gpd.GeoDataFrame(geometry=[shape], crs=crs)
    return as_area(frame, file=name, assumptions=assumptions)


def _shape_in(text: str) -> shapely.Geometry | None:
    if text.lstrip().startswith(("{", "[")):
        try:
            return shapely.from_geojson(json.dumps(json.loads(text)))
        except (ValueError, RecursionError, shapely.errors.GEOSException):
            return None
    lines = [line for line in text.splitlines() if line.strip()]
    found = [_CORNER.fullmatch(line) for line in lines]
    corners = [(float(each[1]), float(each[2])) for each in found if each]
    if len(corners) < max(_CORNERS, len(lines)) or not np.isfinite(corners).all():
        return None
    return shapely.Polygon(corners)


def _placed(content: bytes, folder: Path, called: str) -> Path:
    """Write a file under a name of ours that goes with what it is."""
    suffix = _suffix_of(content)
    if suffix is None or suffix == ".shp":
        raise NotThisKind(called)
    place = folder / f"area{suffix}"
    place.write_bytes(content)
    return place


def _suffix_of(content: bytes) -> str | None:
    start = content[:64].lstrip(b"\xef\xbb\xbf \t\r\n")
    kinds = (
        (_SQLITE, ".gpkg"),
        (b"PAR1", ".parquet"),
        (_SHAPEFILE, ".shp"),
        (b"{", ".geojson"),
        (b"<", ".gml"),
    )
    return next((suffix for head, suffix in kinds if start.startswith(head)), None)


def _unpacked(content: bytes, folder: Path, called: str) -> Path:
    """Take the one area out of an archive."""
    packed = folder / "packed.zip"
    packed.write_bytes(content)
    try:
        with zipfile.ZipFile(packed) as archive:
            members = _members(archive, called)
            _check_growth(members, len(content), called)
            areas = [m for m in members if _suffix(m) in _AREA_SUFFIXES]
            if len(areas) != 1:
                raise NotOneArea(called, len(areas))
            return _taken(archive, members, areas[0], folder)
    except _DAMAGE:
        raise SuspiciousArchive(called) from None


_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    RuntimeError,  # of another kind of packing, or wants a password after all
)


def _members(archive: zipfile.ZipFile, called: str) -> list[zipfile.ZipInfo]:
    members = [m for m in archive.infolist() if not m.is_dir()]
    members = [m for m in members if not m.filename.startswith("__MACOSX")]
    if not members or any(member.flag_bits & _LOCKED for member in members):
        raise SuspiciousArchive(called)
    return members


def _check_growth(
    members: list[zipfile.ZipInfo], packed_bytes: int, called: str
) -> None:
    size = sum(member.file_size for member in members)
    allowed = min(_MOST_BYTES, max(packed_bytes * _MOST_RATIO, _FREE_BYTES))
    if len(members) > _MOST_MEMBERS or size > allowed:
        raise SuspiciousArchive(called)


def _taken(
    archive: zipfile.ZipFile,
    members: list[zipfile.ZipInfo],
    area: zipfile.ZipInfo,
    folder: Path,
) -> Path:
    wanted = {_suffix(area): area}
    if _suffix(area) == ".shp":
        stem = PurePath(area.filename).with_suffix("")
        wanted = {
            _suffix(member): member
            for member in members
            if PurePath(member.filename).with_suffix("") == stem
            and _suffix(member) in _SHAPEFILE_SUFFIXES
        }
    for suffix, member in wanted.items():
        _copy(archive, member, folder / f"area{suffix}")
    return folder / f"area{_suffix(area)}"


def _copy(archive: zipfile.ZipFile, member: zipfile.ZipInfo, place: Path) -> None:
    """Unpack no more than was promised: what is written in an archive may be a lie."""
    with archive.open(member) as packed:
        content = packed.read(member.file_size + 1)
    if len(content) > member.file_size:
        raise zipfile.BadZipFile
    place.write_bytes(content)


def _suffix(member: zipfile.ZipInfo) -> str:
    return PurePath(member.filename).suffix.lower()


def _read(place: Path, called: str, assumptions: Assumptions) -> Area:
    with place.open("rb") as stream:
        kind = _suffix_of(stream.read(64))
    if kind is None:
        raise NotThisKind(called)
    if kind == ".gml":
        frame = read_gml(place.read_bytes(), called)
        return as_area(frame, file=called, assumptions=assumptions)
    if kind == ".shp":
        if place.suffix != ".shp":
            raise NotThisKind(called)
        return as_area(_read_shapefile(place), file=called, assumptions=assumptions)
    if kind == ".gpkg":
        _check_tables(place, called)
    return read_area(place, assumptions=assumptions)


def _read_shapefile(place: Path) -> GeoDataFrame:
    if not place.with_suffix(".prj").exists():
        raise AreaWithoutReference(place.name)
    try:
        return pyogrio.read_dataframe(place, layer="area")
    except (DataSourceError, DataLayerError, FeatureError, ValueError, OSError):
        raise UnreadableArea(place.name) from None


def _check_tables(place: Path, called: str) -> None:
    """Refuse a database with tables that lie elsewhere, before GDAL opens it."""
    uri = f"{place.absolute().as_uri()}?mode=ro&immutable=1"
    try:
        with closing(sqlite3.connect(uri, uri=True)) as database:
            rows = database.execute(
                "select sql from sqlite_master where sql is not null"
            ).fetchall()
    except sqlite3.DatabaseError:
        raise UnreadableArea(called) from None
    for (sql,) in rows:
        words = " ".join(str(sql).lower().split())
        if "create virtual table" in words and "using rtree" not in words:
            raise NotThisKind(called)
        if words.startswith("create view"):
            raise NotThisKind(called)
