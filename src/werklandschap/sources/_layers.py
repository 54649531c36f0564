"""Reading polygons from GeoJSON and GeoPackage, whatever they are of."""

import json
import re
from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
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
    try:
        frame = pyogrio.read_dataframe(document.path, layer=layer)
    except (DataSourceError, DataLayerError, FeatureError):
        raise TruncatedFile(document.origin) from None
    if frame.crs is None:
        raise NoReferenceSystem(document.origin)
    frame = frame[~(frame.geometry.isna() | frame.geometry.is_empty)]
    if frame.crs.is_geographic and not _lies_on_earth(frame):
        # GeoJSON is in degrees unless it says otherwise; metres give themselves away.
        raise NoReferenceSystem(document.origin)
    return frame.to_crs(RIJKSDRIEHOEK).reset_index(drop=True)


def _lies_on_earth(frame: GeoDataFrame) -> bool:
    if frame.empty:
        return True
    west, south, east, north = frame.total_bounds
    return bool(west >= -180 and east <= 180 and south >= -90 and north <= 90)


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
