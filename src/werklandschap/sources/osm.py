"""Roads and paths as lines, by the contributors of OpenStreetMap."""

import hashlib
from collections.abc import Sequence
from datetime import date, timedelta

import pandas as pd
import pyogrio
import shapely
from geopandas import GeoDataFrame
from pyogrio.errors import DataLayerError, DataSourceError
from shapely import Polygon, box

from werklandschap.core.text import Text
from werklandschap.landscape import PATHS, RIJKSDRIEHOEK
from werklandschap.sources._declare import SOURCES, Asset, Reading, Source
from werklandschap.sources._documents import Document
from werklandschap.sources._layers import layers_where, read_layer, touching

_IDS = ("osm_id", "@id", "osmid", "id")
_LINES = ["LineString", "MultiLineString"]
_OF_THE_FORMAT = {"fid", "ogc_fid", "geom", "geometry"}


def locate(_area: Polygon, _on: date) -> list[Asset]:
    """Find nothing: there is no stable public service for bulk use.

    Those of OpenStreetMap are run by volunteers and ask not to be used by programs for
    many areas. Get an extract, and adopt the file.
    """
    return []


def recognise(documents: Sequence[Document]) -> list[Document]:
    """Pick the files with lines of roads, see `read` for what tells them."""
    return [document for document in documents if _layers(document)]


def read(documents: Sequence[Document], area: Polygon | None) -> Reading:
    """Read the lines of roads and paths, each once.

    Layers with a column ``highway`` are of roads. So is a layer of lines without any
    attribute, in a GeoPackage of which another layer has an ``osm_id``: streets that
    lost their attributes on the way; their kind is missing.

    Parameters
    ----------
    documents : sequence of Document
        GeoJSON or GeoPackage; what is in several of them is taken once.
    area : Polygon or None
        Lines wholly outside its bounds are left out. [m, RD New]

    Returns
    -------
    Reading
        Lines with ``path_id`` and ``highway``. A line without a number gets one that is
        made of its course, the same in every file. Its repairs count what is left out:
        ``not_a_line`` (crossings, squares), ``not_a_road`` (no value of ``highway``) and
        ``line_repeated``.

    Raises
    ------
    TruncatedFile, NoReferenceSystem
        If a file cannot be read, or does not say where it lies.
    """
    frames = [
        _from_layer(document, layer)
        for document in documents
        for layer in _layers(document)
    ]
    everything = pd.concat([_nothing(), *frames], ignore_index=True)
    is_repeated = everything.duplicated(["path_id", "course"])
    once = _told_apart(everything[~is_repeated])
    within = box(*area.bounds) if area is not None else None
    found = once[touching(once, within)]
    is_line = found.geom_type.isin(_LINES)
    is_road = found["highway"].notna() | ~found["has_kinds"]
    counts = {
        "not_a_line": int((~is_line).sum()),
        "not_a_road": int((is_line & ~is_road).sum()),
        "line_repeated": int(is_repeated.sum()),
    }
    return Reading(
        found[is_line & is_road],
        repairs={repair: count for repair, count in counts.items() if count},
    )


def tidy(roads: GeoDataFrame) -> GeoDataFrame:
    """Take the value of ``highway`` for the kind."""
    return roads.rename(columns={"highway": "kind"}).set_index(PATHS.key).sort_index()


def _layers(document: Document) -> list[str | None]:
    named = layers_where(document, lambda columns: "highway" in columns)
    is_of_osm = bool(layers_where(document, lambda columns: "osm_id" in columns))
    if document.kind != "sqlite" or not is_of_osm:
        return named
    bare = layers_where(document, lambda columns: columns <= _OF_THE_FORMAT)
    return named + [layer for layer in bare if _has_lines(document, layer)]


def _has_lines(document: Document, layer: str | None) -> bool:
    try:
        info = pyogrio.read_info(document.path, layer=layer)
    except (DataSourceError, DataLayerError):
        return False
    return info["geometry_type"] in _LINES


def _nothing() -> GeoDataFrame:
    text = pd.Series([], dtype="str")
    columns = dict.fromkeys(["path_id", "course", "highway"], text)
    has_kinds = pd.Series([], dtype="bool")
    return GeoDataFrame(
        {**columns, "has_kinds": has_kinds}, geometry=[], crs=RIJKSDRIEHOEK
    )


def _told_apart(roads: GeoDataFrame) -> GeoDataFrame:
    """Give parts of one way, such as those between its crossings, a number each."""
    is_part = roads["path_id"].duplicated(keep=False)
    of_part = roads["path_id"] + "-" + roads["course"]
    return roads.assign(path_id=roads["path_id"].where(~is_part, of_part))


def _from_layer(document: Document, layer: str | None) -> GeoDataFrame:
    found = read_layer(document, layer)
    shapes = shapely.force_2d(found.geometry.values)
    text = [_course(shape) for shape in shapes]
    course = pd.Series(text, index=found.index, dtype="str")
    has_kinds = "highway" in found
    nothing: pd.Series[str] = pd.Series(None, index=found.index, dtype="str")
    return GeoDataFrame(
        {
            "path_id": _own_ids(found).fillna(course),
            "course": course,
            "highway": found["highway"].astype("str") if has_kinds else nothing,
            "has_kinds": has_kinds,
        },
        geometry=shapes,
        crs=found.crs,
        index=found.index,
    )


def _own_ids(found: GeoDataFrame) -> "pd.Series[str]":
    name = next((name for name in _IDS if name in found), None)
    if name is None:
        return pd.Series(None, index=found.index, dtype="str")
    own: pd.Series[str] = found[name]
    # A column of numbers with gaps comes as broken numbers: 12.0.
    is_float = pd.api.types.is_float_dtype(own)
    text: pd.Series[str] = (own.astype("Int64") if is_float else own).astype("str")
    return text


def _course(line: shapely.Geometry) -> str:
    """Make a number of where a line goes, to the centimetre."""
    places = shapely.to_wkt(line, rounding_precision=2)
    return hashlib.sha256(places.encode()).hexdigest()[:16]


SOURCES.add(
    Source(
        name="osm_paths",
        title=Text(nl="Wegen en paden (OpenStreetMap)", en="Roads and paths (OSM)"),
        publisher="OpenStreetMap contributors",
        licence="ODbL-1.0",
        landing_page="https://www.openstreetmap.org/copyright",
        # A choice: the map changes every minute; a year later much of it is different.
        refreshed_every=timedelta(days=366),
        # A choice: drawn by hand from aerial photographs.
        resolution_m=5.0,
        delivers=PATHS,
        locate=locate,
        recognise=recognise,
        read=read,
        tidy=tidy,
    )
)
