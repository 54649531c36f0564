"""Natura 2000 areas, published by the ministry of LVVN through PDOK."""

import codecs
import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

import numpy as np
import pandas as pd
import shapely
from geopandas import GeoDataFrame
from lxml import etree
from numpy.typing import NDArray
from shapely import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from werklandschap.core.text import Text
from werklandschap.geo.gml import parse_geometry
from werklandschap.geo.rings import repaired
from werklandschap.landscape import PROTECTED_AREAS, RIJKSDRIEHOEK
from werklandschap.parameters import parameter
from werklandschap.sources._declare import SOURCES, Asset, Reading, Source
from werklandschap.sources._documents import Document
from werklandschap.sources._layers import layers_where, read_layer
from werklandschap.sources.errors import TruncatedFile

# The address comes from public code that uses it; it could not be reached when this was
# built.
WFS = "https://service.pdok.nl/rvo/natura2000/wfs/v1_0"

_ETRS89 = "EPSG:4258"
_SITE = re.compile(r"<(?:[\w-]+:)?ProtectedSite[\s>]")
_IS_NATURA_2000 = re.compile(r"natura\s?2000|\bN2000\b", re.IGNORECASE)
_DECLARED = re.compile(rb"""<\?xml[^>]*encoding\s*=\s*["']([\w-]+)""")
_BLOCK = 1 << 20
_NAMES = ("naamn2k", "naam_n2k", "naam")
_REGIMES = ("beschermin", "bescherming", "designation")
_BIRDS = r"special\s?protection\s?area|\bVR\b"
_HABITATS = r"area\s?of\s?conservation|community\s?importance|\bHR\b"
_HREF = "{http://www.w3.org/1999/xlink}href"


def locate(_area: Polygon, _on: date) -> list[Asset]:
    """Find all areas of the country: about 200 features.

    An area may be several features; within bounds only some of them would be found, and
    it would seem to be smaller.
    """
    return [
        Asset(
            WFS,
            "wfs",
            {
                "typenames": "natura2000:natura2000",
                "output_format": "application/json",
                "srsName": RIJKSDRIEHOEK,
            },
        )
    ]


def recognise(documents: Sequence[Document]) -> list[Document]:
    """Pick INSPIRE Protected Sites of Natura 2000, and layers with names of areas."""
    return [document for document in documents if _has_areas(document)]


def read(documents: Sequence[Document], area: Polygon | None) -> Reading:
    """Read the polygons of all areas that lie in or near ``area``.

    Parameters
    ----------
    documents : sequence of Document
        INSPIRE XML, GeoJSON or GeoPackage. Of an area that is in several of them, that
        of the first file is kept.
    area : Polygon or None
        Areas of nature of which no part lies within ``nature.search_distance_m`` of it
        are left out; the others are kept whole. [m, RD New]

    Returns
    -------
    Reading
        Polygons with ``name`` and ``regime``, both in words of the publisher. Its
        repairs count rings (`geo.rings.repaired`), files in another encoding than they
        declare (``wrong_encoding``), polygons without a name, which are left out
        (``without_name``), and those of an area that an earlier file has already
        (``area_repeated``). The date in the XML is a dummy by its own word, hence none
        is given.

    Raises
    ------
    TruncatedFile, NoReferenceSystem
        If a file cannot be read, or does not say where it lies.
    """
    frames, wrongly_encoded = [_nothing()], 0
    for number, document in enumerate(documents):
        encoding = _encoding(document)
        wrongly_encoded += encoding is not None
        frames.append(_from_file(document, encoding).assign(file=number))
    everything = pd.concat(frames, ignore_index=True)
    has_name = everything["name"].notna()
    named = everything[has_name]
    is_first = named["file"].eq(named.groupby("name")["file"].transform("min"))
    once = named[is_first]
    nearby = once[once["name"].isin(once.loc[_near(once, area), "name"])]
    shapes, counts = repaired(nearby.geometry.values.to_numpy())
    is_left = ~shapely.is_missing(shapes)
    polygons = nearby[is_left].set_geometry(shapes[is_left], crs=RIJKSDRIEHOEK)
    counts |= {
        "wrong_encoding": wrongly_encoded,
        "without_name": int((~has_name).sum()),
        "area_repeated": int((~is_first).sum()),
    }
    return Reading(
        polygons,
        repairs={repair: count for repair, count in counts.items() if count},
    )


def tidy(polygons: GeoDataFrame) -> GeoDataFrame:
    """Make one area of all polygons with its name, which is also its key.

    The name is the only key that all files have. The kind is ``VR`` (birds directive),
    ``HR`` (habitats directive) or ``VR+HR``, whether it is designated or proposed;
    missing where no file tells it.
    """
    areas = polygons.groupby("name")
    shapes = areas["geometry"].agg(lambda parts: _multipolygon(parts.values))
    regimes = areas["regime"].agg(lambda told: " ".join(told.dropna()))
    kinds = _kinds(regimes)
    return GeoDataFrame(
        {"name": shapes.index.to_numpy(), "kind": kinds.to_numpy()},
        geometry=shapes.to_numpy(),
        crs=polygons.crs,
        index=shapes.index.astype("str").rename(PROTECTED_AREAS.key),
    )


def _kinds(regimes: "pd.Series[str]") -> "pd.Series[str]":
    regimes = regimes.astype("str")
    for_birds = regimes.str.contains(_BIRDS, case=False, regex=True)
    for_habitats = regimes.str.contains(_HABITATS, case=False, regex=True)
    kinds: pd.Series[str] = pd.Series(None, index=regimes.index, dtype="str")
    kinds = kinds.mask(for_birds, "VR").mask(for_habitats, "HR")
    return kinds.mask(for_birds & for_habitats, "VR+HR")


def _multipolygon(parts: NDArray[np.object_]) -> MultiPolygon:
    whole = shapely.union_all(parts)
    return MultiPolygon(list(shapely.get_parts(whole)))


def _near(polygons: GeoDataFrame, area: Polygon | None) -> NDArray[np.bool_]:
    if area is None:
        return np.ones(len(polygons), dtype=bool)
    # Files are read for a lake that serves any day: the newest value holds.
    distance_m = parameter("nature.search_distance_m", on=date.max).value
    shapely.prepare(area)
    near: NDArray[np.bool_] = shapely.dwithin(
        area, polygons.geometry.values, distance_m
    )
    return near


def _has_areas(document: Document) -> bool:
    if document.kind == "xml":
        head = document.head
        return bool(_SITE.search(head) and _IS_NATURA_2000.search(head))
    return bool(layers_where(document, _is_areas))


def _is_areas(columns: frozenset[str]) -> bool:
    """Tell areas by the name that only they have, or by a name and their protection."""
    has_code = bool(columns & {"sitecode", "designation"})
    return bool(columns & {"naamn2k", "naam_n2k"}) or ("naam" in columns and has_code)


def _nothing() -> GeoDataFrame:
    text = pd.Series([], dtype="str")
    file = pd.Series([], dtype="int64")
    columns = {"name": text, "regime": text, "file": file}
    return GeoDataFrame(columns, geometry=[], crs=RIJKSDRIEHOEK)


def _from_file(document: Document, encoding: str | None) -> GeoDataFrame:
    if document.kind == "xml":
        return _from_xml(document, encoding)
    layers = layers_where(document, _is_areas)
    frames = [_from_layer(document, layer) for layer in layers]
    return pd.concat(frames, ignore_index=True) if frames else _nothing()


def _from_layer(document: Document, layer: str | None) -> GeoDataFrame:
    found = read_layer(document, layer)
    columns = {column.lower(): found[column] for column in found.columns}
    return GeoDataFrame(
        {"name": _first(columns, _NAMES), "regime": _first(columns, _REGIMES)},
        geometry=found.geometry.values,
        crs=found.crs,
        index=found.index,
    )


def _first(columns: dict[str, "pd.Series[str]"], names: Sequence[str]) -> object:
    """Take the first of the columns that is there, without blanks around its texts."""
    for name in names:
        if name in columns:
            text = columns[name].astype("str").str.strip()
            return text.mask(text.eq(""))
    index = columns["geometry"].index
    return pd.Series(None, index=index, dtype="str")


def _encoding(document: Document) -> str | None:
    """Tell in which encoding a file is, if not in the one that it declares.

    A file that says to be UTF-8 and is not, is taken for Windows-1252, of which any
    Dutch text that was written on Windows is.
    """
    if document.kind != "xml":
        return None
    decoder = codecs.getincrementaldecoder("utf-8")()
    with document.path.open("rb") as stream:
        declared = _DECLARED.match(stream.read(_BLOCK))
        if declared and declared[1].lower() not in {b"utf-8", b"utf8"}:
            return None
        stream.seek(0)
        try:
            while block := stream.read(_BLOCK):
                decoder.decode(block)
        except UnicodeDecodeError:
            return "windows-1252"
    return None


def _from_xml(document: Document, encoding: str | None) -> GeoDataFrame:
    rows, shapes = [], []
    for site in _sites(document, encoding):
        rows.append((_name(site), _regime(site)))
        shapes.append(_shape(site))
    in_degrees = np.array([*shapes, None], dtype=object)[:-1]
    return GeoDataFrame(
        pd.DataFrame(rows, columns=["name", "regime"]).astype("str"),
        geometry=_east_first(in_degrees),
        crs=_ETRS89,
    ).to_crs(RIJKSDRIEHOEK)


def _sites(document: Document, encoding: str | None) -> Iterator[etree._Element]:
    """Give site after site; what was given is forgotten."""
    try:
        for _, site in etree.iterparse(
            str(document.path),
            tag="{*}ProtectedSite",
            encoding=encoding,
            resolve_entities=False,
            no_network=True,
            huge_tree=True,
        ):
            yield site
            site.clear()
            member = site.getparent()
            parent = None if member is None else member.getparent()
            if member is not None and parent is not None:
                del parent[: parent.index(member)]
    except etree.XMLSyntaxError:
        raise TruncatedFile(document.origin) from None


def _name(site: etree._Element) -> str | None:
    text = site.findtext("{*}siteName//{*}SpellingOfName/{*}text") or ""
    return " ".join(text.split()) or None


def _regime(site: etree._Element) -> str | None:
    """Read the designations: as text, or since version 4 as a link to a code list."""
    told = [
        designation.text or designation.get(_HREF) or ""
        for designation in site.iterfind("{*}siteDesignation//{*}designation")
    ]
    return " ".join(" ".join(told).split()) or None


def _shape(site: etree._Element) -> BaseGeometry | None:
    element = site.find("{*}geometry")
    if element is None:
        return None
    try:
        return parse_geometry(element).geometry
    except ValueError:
        return None


def _east_first(shapes: NDArray[np.object_]) -> NDArray[np.object_]:
    """Put longitudes first, whatever the order in the file.

    By the definition of the system latitudes come first; not all files follow it.
    """
    corners = shapely.total_bounds(shapes)
    # In the Netherlands any latitude (50 to 56) is larger than any longitude (2 to 8).
    if not corners[0] > corners[3]:
        return shapes
    swapped: NDArray[np.object_] = shapely.transform(shapes, lambda xy: xy[:, ::-1])
    return swapped


SOURCES.add(
    Source(
        name="natura2000_areas",
        title=Text(nl="Natura 2000-gebieden", en="Natura 2000 areas"),
        publisher="Ministerie van LVVN",
        licence="CC0-1.0",
        landing_page="https://www.pdok.nl/introductie/-/article/natura-2000",
        # From memory: decisions of designation change a few times per year.
        refreshed_every=timedelta(days=183),
        # A choice: the map is drawn on the topography of 1:10,000.
        resolution_m=10.0,
        delivers=PROTECTED_AREAS,
        locate=locate,
        recognise=recognise,
        read=read,
        tidy=tidy,
    )
)
