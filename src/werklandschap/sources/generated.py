"""Generated places: files that say themselves that they are made up."""

import math
from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial
from typing import Literal

import numpy as np
import pandas as pd
import pyogrio
import rasterio
from geopandas import GeoDataFrame
from pyogrio.errors import DataLayerError, DataSourceError, FeatureError
from rasterio.errors import RasterioIOError
from rasterio.windows import Window
from shapely import Polygon

from werklandschap.core.text import Text
from werklandschap.examples import MARK, PUBLISHED
from werklandschap.geo.grids import Bounds, Grid, GridDefinition
from werklandschap.landscape import COLLECTED, Table
from werklandschap.sources._declare import (
    SOURCES,
    Asset,
    GridReading,
    GridSource,
    Reading,
    Source,
)
from werklandschap.sources._documents import Document
from werklandschap.sources._layers import touching
from werklandschap.sources.errors import TruncatedFile

GENERATED = (
    "parks",
    "cover",
    "buildings",
    "roof_planes",
    "trees",
    "parcels",
    "protected_areas",
    "regions",
    "paths",
    "weather_hours",
)
"""The tables that a generated place has."""

_FROM_AFAR = ("protected_areas",)
"""Tables of which what lies outside the area counts too: one asks for the nearest."""

PUBLISHER = "werklandschap (gegenereerd / generated)"
LICENCE = "CC0-1.0"
LANDING_PAGE = "https://www.werklandschappen.nl"
NEVER_STALE = timedelta(days=36_500)
"""What was made up does not grow old."""

GridName = Literal["terrain_m", "surface_m"]


def locate(_area: Polygon, _on: date) -> list[Asset]:
    """Find nothing: a generated place is nowhere to be had."""
    return []


def recognise(documents: Sequence[Document], table: Table) -> list[Document]:
    """Pick the databases that say that they are generated and have the table."""
    return [
        document
        for document in documents
        if MARK in document.layers and table.name in document.layers
    ]


def read(documents: Sequence[Document], area: Polygon | None, table: Table) -> Reading:
    """Read the rows of a table that lie at least partly in ``area``.

    Protected areas are read wherever they are: what is asked is the nearest. Weather has
    no place: all of it is read.

    Raises
    ------
    TruncatedFile
        If a file ends before it should.
    """
    frames = [table.empty().reset_index()]
    for document in documents:
        try:
            frame = pyogrio.read_dataframe(document.path, layer=table.name)
        except (DataSourceError, DataLayerError, FeatureError):
            raise TruncatedFile(document.origin) from None
        is_anywhere = table.name in _FROM_AFAR or table.shape is None
        frames.append(frame[touching(frame, None if is_anywhere else area)])
    whole = _together(frames)
    # Generated places have their made-up regions and weather in common.
    return Reading(whole[~whole[table.key].duplicated()], published=PUBLISHED)


def _together(frames: Sequence[GeoDataFrame]) -> GeoDataFrame:
    """Put frames under each other; an empty one tells nothing about types."""
    filled = [frame for frame in frames if len(frame)] or [frames[0]]
    whole: GeoDataFrame = pd.concat(filled, ignore_index=True)
    return whole


def tidy(frame: GeoDataFrame, table: Table) -> GeoDataFrame:
    """Take the table as it is; it was written from one."""
    return table.complete(frame.set_index(table.key))


def recognise_grid(documents: Sequence[Document], name: GridName) -> list[Document]:
    """Pick the rasters that say that they are generated and hold the grid."""
    return [
        document
        for document in documents
        if document.kind == "geotiff" and _tags(document).get(MARK.upper()) == name
    ]


def _tags(document: Document) -> dict[str, str]:
    try:
        with rasterio.open(document.path) as file:
            tags: dict[str, str] = file.tags()
    except RasterioIOError:
        return {}
    return tags


def read_grid(documents: Sequence[Document], area: Polygon | None) -> GridReading:
    """Read the cells within the bounds of ``area``, or all cells.

    Where several places overlap, the first one counts; where there is none, the cells
    are missing.

    Raises
    ------
    TruncatedFile
        If a file ends before it should.
    """
    grids = [_cells(document, area) for document in documents]
    bounds = area.bounds if area is not None else _around(grids)
    definition = GridDefinition.around(bounds, cell_m=grids[0].definition.cell_m)
    values = np.full(definition.shape, np.nan, np.float32)
    for grid in grids:
        values = np.where(np.isnan(values), grid.on(definition).values, values)
    return GridReading(Grid(definition, values), published=PUBLISHED)


def _around(grids: Sequence[Grid]) -> Bounds:
    west, south, east, north = zip(*(g.definition.bounds for g in grids), strict=True)
    return min(west), min(south), max(east), max(north)


def _cells(document: Document, area: Polygon | None) -> Grid:
    """Read the part of a raster that lies within the bounds of the area."""
    try:
        with rasterio.open(document.path) as file:
            cell = file.transform
            whole = GridDefinition(cell.c, cell.f, cell.a, file.height, file.width)
            window = _window(whole, area)
            found = file.read(1, window=window, masked=True)
    except RasterioIOError:
        raise TruncatedFile(document.origin) from None
    here = GridDefinition(
        whole.west_m + window.col_off * whole.cell_m,
        whole.north_m - window.row_off * whole.cell_m,
        whole.cell_m,
        *found.shape,
    )
    return Grid(here, found.astype(np.float32).filled(np.nan))


def _window(whole: GridDefinition, area: Polygon | None) -> Window:
    """Cut out the rows and columns around the area, as far as there are any."""
    west, south, east, north = whole.bounds if area is None else area.bounds
    left = _between(math.floor((west - whole.west_m) / whole.cell_m), whole.columns)
    right = _between(math.ceil((east - whole.west_m) / whole.cell_m), whole.columns)
    top = _between(math.floor((whole.north_m - north) / whole.cell_m), whole.rows)
    low = _between(math.ceil((whole.north_m - south) / whole.cell_m), whole.rows)
    return Window(left, top, max(0, right - left), max(0, low - top))


def _between(number: int, most: int) -> int:
    return min(max(number, 0), most)


def _declare_table(table: Table) -> Source:
    return Source(
        name=f"generated_{table.name}",
        title=Text(
            nl=f"{table.label.nl} (gegenereerd voorbeeld)",
            en=f"{table.label.en} (generated example)",
        ),
        publisher=PUBLISHER,
        licence=LICENCE,
        landing_page=LANDING_PAGE,
        refreshed_every=NEVER_STALE,
        resolution_m=0.1,
        delivers=table,
        locate=locate,
        recognise=partial(recognise, table=table),
        read=partial(read, table=table),
        tidy=partial(tidy, table=table),
        is_generated=True,
    )


def _declare_grid(name: GridName, title: Text) -> GridSource:
    return GridSource(
        name=f"generated_{name}",
        title=title,
        publisher=PUBLISHER,
        licence=LICENCE,
        landing_page=LANDING_PAGE,
        refreshed_every=NEVER_STALE,
        resolution_m=0.5,
        delivers=name,
        locate=locate,
        recognise=partial(recognise_grid, name=name),
        read=read_grid,
        is_generated=True,
    )


for _name in GENERATED:
    SOURCES.add(_declare_table(COLLECTED[_name]))
SOURCES.add(
    _declare_grid(
        "terrain_m",
        Text(nl="Maaiveld (gegenereerd voorbeeld)", en="Terrain (generated example)"),
    )
)
SOURCES.add(
    _declare_grid(
        "surface_m",
        Text(nl="Oppervlak (gegenereerd voorbeeld)", en="Surface (generated example)"),
    )
)
