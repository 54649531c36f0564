"""Reading polygons from GeoJSON and GeoPackage, whatever they are of."""

import json
import re
from collections.abc import Callable, Collection, Iterable
from typing import Any

import numpy as np
import pandas as pd
import pyogrio
import shapely
from geopandas import GeoDataFrame
from numpy.typing import NDArray
from pyogrio.errors import DataLayerError, DataSourceError, FeatureError
from shapely import Polygon

from werklandschap.landscape import RIJKSDRIEHOEK
from werklandschap.sources._documents import Document
from werklandschap.sources.errors import NoReferenceSystem, TruncatedFile

_LOOK_AHEAD = 1 << 23
"""How far into a GeoJSON is looked for the properties behind its first geometry."""

_PROPERTIES = re.compile(r'"properties"\s*:\s*(?=\{)')

_SAYS_RD = re.compile(r"EPSG(?:/0/|:+|%2F0%2F)28992", re.IGNORECASE)
_TAIL = 8_192

Columns = frozenset[str]


def layers_where(
    document: Document, is_wanted: Callable[[Columns], bool]
) -> list[str | None]:
    """List the layers of a file by their columns.

    Parameters
    ----------
    document : Document
        Any file; only GeoJSON and SQLite files (GeoPackage) have layers.
    is_wanted : callable
        Tells by its columns, in lower case, whether a layer is wanted.

    Returns
    -------
    list of str or None
        Names of tables; ``[None]`` for a GeoJSON, that has one layer without a name.
    """
    if document.kind == "sqlite":
        return [
            name
            for name, columns in document.layers.items()
            if is_wanted(frozenset(column.lower() for column in columns))
        ]
    if document.kind == "json" and '"FeatureCollection"' in document.head:
        return [None] if is_wanted(_columns(document)) else []
    return []


def _columns(document: Document) -> Columns:
    """Look up the properties of the first feature of a GeoJSON."""
    found = _first_properties(document.head)
    if found is None:
        with document.path.open("rb") as stream:
            start = stream.read(_LOOK_AHEAD).decode("utf-8", "replace")
        found = _first_properties(start)
    return frozenset(name.lower() for name in found or ())


def _first_properties(start: str) -> Iterable[str] | None:
    # A reference system has properties too; those of features come after "features".
    _, _, features = start.partition('"features"')
    if not (found := _PROPERTIES.search(features)):
        return None
    try:
        properties, _ = json.JSONDecoder().raw_decode(features, found.end())
    except json.JSONDecodeError:
        return None
    return list(properties)


def read_layer(document: Document, layer: str | None) -> GeoDataFrame:
    """Read a layer in RD New, without rows that have no geometry.

    Raises
    ------
    TruncatedFile
        If the file ends before it should, or cannot be read at all.
    NoReferenceSystem
        If it names no reference system, or has metres where it should have degrees.
    """
    frame = read_rows(document, layer, None)
    frame = frame[~(frame.geometry.isna() | frame.geometry.is_empty)]
    return frame.reset_index(drop=True)


def read_rows(
    document: Document, layer: str | None, area: Polygon | None
) -> GeoDataFrame:
    """Read all rows of a layer in RD New, also those without geometry.

    Rows wholly outside the bounds of ``area`` may be left out; errors as `read_layer`.
    """
    try:
        crs = pyogrio.read_info(document.path, layer=layer)["crs"]
        bounds = area.bounds if area is not None and crs == RIJKSDRIEHOEK else None
        frame = pyogrio.read_dataframe(document.path, layer=layer, bbox=bounds)
    except (DataSourceError, DataLayerError, FeatureError):
        raise TruncatedFile(document.origin) from None
    if _lies_on_earth(frame):
        return frame.to_crs(RIJKSDRIEHOEK)
    # OGC API Features says its reference system in the reply, not in the page: GeoJSON
    # then counts as degrees. The links of the page repeat what was asked for.
    if not _SAYS_RD.search(around_features(document)):
        raise NoReferenceSystem(document.origin)
    return frame.set_crs(RIJKSDRIEHOEK, allow_override=True)


def _lies_on_earth(frame: GeoDataFrame) -> bool:
    if frame.crs is None:
        return False
    if not frame.crs.is_geographic or frame.geometry.isna().all():
        return True
    west, south, east, north = frame.total_bounds
    return bool(west >= -180 and east <= 180 and south >= -90 and north <= 90)


def first_of(frame: GeoDataFrame, names: Collection[str]) -> "pd.Series[str]":
    """Take the first of the columns that has a value, row by row, as text."""
    values: pd.Series[str] = pd.Series(None, index=frame.index, dtype="str")
    for name in names:
        for column in frame.columns:
            if plain(column) == name:
                values = values.fillna(_as_text(frame[column]))
    return values


def _as_text(values: "pd.Series[Any]") -> "pd.Series[str]":
    is_float = pd.api.types.is_float_dtype(values)
    # A number with gaps: 503100000018603.0 is an identification.
    is_whole = is_float and bool((values.dropna() % 1 == 0).all())
    text = (values.astype("Int64") if is_whole else values).astype("str").str.strip()
    return text.mask(text.eq(""))


def plain(name: str) -> str:
    """Reduce a column name to its letters and digits, in lower case."""
    return re.sub(r"[^a-z0-9]", "", name.lower())


def around_features(document: Document) -> str:
    """Read the begin and end of a page, where its links stand."""
    with document.path.open("rb") as stream:
        stream.seek(max(document.path.stat().st_size - _TAIL, 0))
        return document.head + stream.read().decode("utf-8", "replace")


def mend(frame: GeoDataFrame) -> tuple[GeoDataFrame, int]:
    """Make every polygon flat and valid; tell how many had to be mended.

    Only what has an area is kept of a mended polygon; a row that has none left, or had
    none to begin with, is left out and counts as well.
    """
    shapes = shapely.force_2d(frame.geometry.values)
    is_broken = ~shapely.is_valid(shapes) | (shapely.get_dimensions(shapes) != 2)
    shapes[is_broken] = _polygonal(shapely.make_valid(shapes[is_broken]))
    mended = frame.set_geometry(shapes, crs=frame.crs)
    return mended[~shapely.is_empty(shapes)], int(is_broken.sum())


def _polygonal(shapes: NDArray[Any]) -> NDArray[Any]:
    """Keep what has an area."""
    out = np.empty(len(shapes), dtype=object)
    for number, shape in enumerate(shapes):
        parts = shapely.get_parts(shapely.get_parts(shape))
        out[number] = shapely.union_all(parts[shapely.get_dimensions(parts) == 2])
    return out


def touching(frame: GeoDataFrame, area: Polygon | None) -> NDArray[np.bool_]:
    """Tell which rows lie at least partly in ``area``; all of them when it is None."""
    if area is None:
        return np.ones(len(frame), dtype=bool)
    shapely.prepare(area)
    inside: NDArray[np.bool_] = shapely.intersects(frame.geometry.values, area)
    return inside
