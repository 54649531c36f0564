"""Reading objects of the BGT, in every format in which they are passed on.

Files name the same things differently: ``LV-publicatiedatum``, ``lv_publicatiedatum``.
Names are compared by their letters only; see `FIELDS`.
"""

import re
from collections.abc import Collection, Iterator, Mapping

import pandas as pd
from geopandas import GeoDataFrame
from lxml import etree
from shapely import Polygon, box, intersects
from shapely.geometry.base import BaseGeometry

from werklandschap.geo.gml import parse_geometry
from werklandschap.landscape import RIJKSDRIEHOEK
from werklandschap.sources._bgt_classes import KINDS, TREES, kind_of, kinds_by_value
from werklandschap.sources._documents import Document
from werklandschap.sources._layers import (
    around_features,
    first_of,
    layers_where,
    plain,
    read_rows,
)
from werklandschap.sources.errors import NoReferenceSystem, TruncatedFile

FIELDS: Mapping[str, tuple[str, ...]] = {
    "local_id": ("lokaalid", "identificatielokaalid", "identificatie", "gmlid", "id"),
    "bag_id": ("identificatiebagpnd",),
    "physical": ("surfacematerial", "bgtfysiekvoorkomen", "fysiekvoorkomen"),
    "physical_plus": (
        "plusfysiekvoorkomen",
        "plusfysiekvoorkomenwegdeel",
        "plusfysiekvoorkomenondersteunendwegdeel",
    ),
    "function": ("function", "functie", "bgtfunctie"),
    "function_plus": (
        "plusfunctie",
        "plusfunctiewegdeel",
        "plusfunctieondersteunendwegdeel",
    ),
    "type": ("class", "type", "bgttype"),
    "type_plus": ("plustype",),
    "level": ("relatievehoogteligging",),
    "status": ("bgtstatus", "status"),
    "status_plus": ("plusstatus",),
    "ended": ("eindregistratie",),
    "terminated": ("terminationdate", "objecteindtijd"),
    "registered": ("tijdstipregistratie",),
    "published": ("lvpublicatiedatum",),
}
"""Our name for each property, and its names in files, the most telling first."""

_OUR_NAME = {theirs: ours for ours, names in FIELDS.items() for theirs in names}
_MEMBERS = ("{*}cityObjectMember", "{*}featureMember", "{*}member")
_NAMESPACE = "geostandaarden.nl/imgeo"
_MEMBER = re.compile(r"[mM]ember[^<>]*>\s*<(?:\w+:)?(\w+)")
_COLLECTION = re.compile(r"/collections/(\w+)/items")
_TITLE = re.compile(r'"name"\s*:\s*"(\w+)"')
_NOT_NOW = ["plan", "historie"]
_STATUSES = ["bestaand", *_NOT_NOW]


def kinds_in(document: Document) -> frozenset[str]:
    """Tell which kinds of objects of the BGT a file holds; none if it is another's.

    Parameters
    ----------
    document : Document
        GML, GeoPackage, SQLite or GeoJSON. Of a GML with several kinds, which nobody
        publishes, only the first are seen.
    """
    if document.kind == "xml":
        found = _MEMBER.findall(document.head) if _NAMESPACE in document.head else []
        kinds = {kind_of(name) for name in found}
    elif document.kind == "sqlite":
        kinds = {kind_of(layer or "") for layer in layers_where(document, _is_bgt)}
    elif layers_where(document, _is_bgt):
        kinds = {_kind_of_page(document)} - {None} or _kinds_of_rows(document)
    else:
        kinds = set()
    return frozenset(kind for kind in kinds if kind is not None)


def read_objects(
    document: Document, kinds: Collection[str], area: Polygon | None
) -> GeoDataFrame:
    """Read the objects of some kinds that exist today, at least partly in ``area``.

    Left out are objects of which the registration has ended, and planned ones.

    Returns
    -------
    GeoDataFrame
        In RD New, with ``kind`` (missing where nothing tells it), `FIELDS` as text, and
        ``arcs``: how many of its rings were curved. A geometry that cannot be read is
        missing.

    Raises
    ------
    TruncatedFile
        If the file ends before it should, or cannot be read at all.
    NoReferenceSystem
        If it says by nothing where it lies.
    """
    if document.kind == "xml":
        frames = [_from_gml(document, kinds)]
    else:
        frames = [
            _from_layer(document, layer, area)
            for layer in layers_where(document, _is_bgt)
            if layer is None or kind_of(layer) in kinds
        ]
    objects = pd.concat([nothing(), *frames], ignore_index=True)
    is_wanted = objects["kind"].isin(list(kinds)) | objects["kind"].isna()
    objects = objects[is_wanted & _exists(objects)]
    if area is None:
        return objects
    shapes = objects.geometry.values
    return objects[intersects(shapes, box(*area.bounds)) | objects.geometry.isna()]


def nothing() -> GeoDataFrame:
    """Return the frame of objects without rows."""
    text = pd.Series([], dtype="str")
    columns = {"kind": text, **dict.fromkeys(FIELDS, text)}
    arcs = pd.Series([], dtype="int64")
    return GeoDataFrame({**columns, "arcs": arcs}, geometry=[], crs=RIJKSDRIEHOEK)


def _exists(objects: GeoDataFrame) -> "pd.Series[bool]":
    is_current = objects["ended"].isna() & objects["terminated"].isna()
    # Buildings that are only planned have no status in the BGT itself, but a plus one.
    status = objects["status"].where(objects["status"].isin(_STATUSES))
    exists: pd.Series[bool] = is_current & ~status.fillna(objects["status_plus"]).isin(
        _NOT_NOW
    )
    return exists


def _is_bgt(columns: frozenset[str]) -> bool:
    """Tell the BGT by what each of its objects has, whoever converted it."""
    found = {_OUR_NAME.get(plain(name)) for name in columns}
    return found >= {"local_id", "status", "level", "registered"}


def _from_gml(document: Document, kinds: Collection[str]) -> GeoDataFrame:
    rows = list(_rows(document, kinds))
    return GeoDataFrame(
        pd.DataFrame(rows, columns=["kind", *FIELDS, "arcs"]).astype(_TYPES),
        geometry=[row["geometry"] for row in rows],
        crs=RIJKSDRIEHOEK,
    )


def _rows(document: Document, kinds: Collection[str]) -> Iterator[dict[str, object]]:
    try:
        for _, member in etree.iterparse(
            str(document.path), tag=_MEMBERS, resolve_entities=False, no_network=True
        ):
            for feature in member.iterchildren("*"):
                kind = kind_of(_local(feature))
                if kind in kinds:
                    yield from _row(feature, kind)
            member.clear()
            _forget_before(member)
    except etree.XMLSyntaxError:
        raise TruncatedFile(document.origin) from None


def _forget_before(member: etree._Element) -> None:
    """Let go of what has been read, so that a file of any size fits in memory."""
    parent = member.getparent()
    if parent is not None:
        del parent[: parent.index(member)]


def _row(feature: etree._Element, kind: str | None) -> Iterator[dict[str, object]]:
    row: dict[str, object] = {"kind": kind, "geometry": None}
    rank: dict[str, int] = {}
    for child in feature.iterchildren("*"):
        name = plain(_local(child))
        ours = _OUR_NAME.get(name)
        text = _text_of(child)
        if name.startswith("geometrie2d") and row["geometry"] is None:
            row["geometry"] = child
        elif ours is not None and text:
            place = FIELDS[ours].index(name)
            if place <= rank.get(ours, place):
                row[ours], rank[ours] = text, place
    if "ended" not in row:
        # Drawing arcs is most of the work: not for what is history.
        row["geometry"], row["arcs"] = _geometry(row["geometry"])
        yield row


def _local(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _text_of(element: etree._Element) -> str:
    """Read the text of a property; of an identification, the number within it."""
    if len(element) and _local(element) == "identificatie":
        return str(element.findtext(".//{*}lokaalID") or "").strip()
    return (element.text or "").strip()


def _geometry(element: object) -> tuple[BaseGeometry | None, int]:
    if not isinstance(element, etree._Element):
        return None, 0
    try:
        parsed = parse_geometry(element)
    except ValueError:
        return None, 0
    return parsed.geometry, parsed.arcs


def _from_layer(
    document: Document, layer: str | None, area: Polygon | None
) -> GeoDataFrame:
    frame = read_rows(document, layer, area)
    objects = GeoDataFrame(
        {name: first_of(frame, names) for name, names in FIELDS.items()},
        geometry=frame.geometry.values,
        crs=RIJKSDRIEHOEK,
    )
    kind = _kind_of_page(document) if layer is None else kind_of(layer)
    kinds = kinds_by_value(objects) if kind is None else kind
    return objects.assign(kind=kinds, arcs=0).astype(_TYPES)


def _kind_of_page(document: Document) -> str | None:
    """Tell the kind by the collection from which a GeoJSON comes, or by its title."""
    around = around_features(document)
    start = document.head.partition('"features"')[0]
    for found in (_COLLECTION.search(around), _TITLE.search(start)):
        kind = kind_of(found[1]) if found else None
        if kind is not None:
            return kind
    return None


def _kinds_of_rows(document: Document) -> set[str | None]:
    try:
        return set(_from_layer(document, None, None)["kind"].dropna())
    except (TruncatedFile, NoReferenceSystem):
        # It is of the BGT; what is wrong with it is told when it is read.
        return {*KINDS, TREES}


_TYPES = {**dict.fromkeys(["kind", *FIELDS], "str"), "arcs": "int64"}
