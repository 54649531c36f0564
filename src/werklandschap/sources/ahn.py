"""Heights of the terrain and of the surface: Actueel Hoogtebestand Nederland (AHN).

Rasters of any cell size and point clouds are read. The terrain is the ground without
buildings and trees; the surface is what is seen from above. In metres above NAP.

The AHN does not say in its files on which day was flown, so that readings have no date.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import ClassVar

import numpy as np
import shapely
from rasterio.errors import RasterioIOError
from shapely import Polygon

from werklandschap.core.errors import WerklandschapError
from werklandschap.core.text import Text
from werklandschap.geo.grids import Bounds, Grid, GridDefinition
from werklandschap.geo.rasters import mosaic, read_grid
from werklandschap.sources._declare import SOURCES, Asset, GridReading, GridSource
from werklandschap.sources._documents import Document
from werklandschap.sources._elevation_kinds import Kind, Raster, kinds_of, look_at
from werklandschap.sources._pointcloud import (
    OtherReferenceSystem,
    PointCloud,
    highest_first_return,
    mean_ground,
    open_cloud,
)
from werklandschap.sources.errors import NoReferenceSystem, TruncatedFile

CELL_M = 0.5
"""The cells of the AHN, and those in which we lay points."""

MOST_CELLS = 200_000_000
"""Cells that are held in memory at once: 800 MB, 50 km² at half a metre (a choice)."""

SERVICE = "https://service.pdok.nl/rws/ahn/wcs/v1_0"
TILE_M = 1_000.0
"""Side of what is asked of the service at once (a choice): 4 million cells, 16 MB."""

_COVERAGES: dict[Kind, str] = {"terrain_m": "dtm_05m", "surface_m": "dsm_05m"}
_LAY_POINTS: dict[Kind, Callable[[PointCloud, GridDefinition], Grid]] = {
    "terrain_m": mean_ground,
    "surface_m": highest_first_return,
}


@dataclass(eq=False)
class TooManyCells(WerklandschapError):
    """Heights over more land than fits in memory."""

    code: ClassVar[str] = "ahn.too_many_cells"
    message: ClassVar[Text] = Text(
        nl="De hoogtes beslaan {cells} cellen van {cell_m} m, meer dan in één keer past "
        "({most_cells}). Vraag een kleiner gebied.",
        en="The heights take {cells} cells of {cell_m} m, more than fits at once "
        "({most_cells}). Ask for a smaller area.",
    )

    cells: int
    cell_m: float
    most_cells: int


@dataclass(frozen=True, slots=True)
class _Piece:
    """Something with heights: where it lies, how fine it is, and how it is read."""

    bounds: Bounds
    cell_m: float
    is_cloud: bool
    made: date
    cells_in: Callable[[Bounds], Grid]

    @property
    def rank(self) -> tuple[float, bool, int]:
        """Order pieces: the finest, then what the publisher gridded, then the newest."""
        return self.cell_m, self.is_cloud, -self.made.toordinal()


def locate(area: Polygon, _on: date, kind: Kind) -> list[Asset]:
    """Ask the service of PDOK for the cells around ``area``, per square kilometre."""
    west, south, east, north = GridDefinition.around(area.bounds, cell_m=CELL_M).bounds
    shapely.prepare(area)
    assets = []
    for low in np.arange(south // TILE_M * TILE_M, north, TILE_M):
        for left in np.arange(west // TILE_M * TILE_M, east, TILE_M):
            right, high = left + TILE_M, low + TILE_M
            if area.intersects(shapely.box(left, low, right, high)):
                edges = (
                    max(left, west),
                    max(low, south),
                    min(right, east),
                    min(high, north),
                )
                bounds = ",".join(f"{edge:.1f}" for edge in edges)
                settings = {"coverage": _COVERAGES[kind], "bounds": bounds}
                assets.append(Asset(SERVICE, "coverage", settings))
    return assets


def recognise(documents: Sequence[Document], kind: Kind) -> list[Document]:
    """Pick the point clouds, and the rasters that are of the terrain or the surface.

    A point cloud gives both. Rasters are told apart by comparing those that overlap: the
    surface lies above the terrain; one alone by words, see `kinds_of`. A raster that
    cannot be told is nobody's, so that it is reported as not used.
    """
    looked = [look_at(found) for found in documents if found.kind == "geotiff"]
    rasters = [raster for raster in looked if raster is not None]
    own = {
        id(raster.document)
        for raster, told in zip(rasters, kinds_of(rasters), strict=True)
        if told == kind
    }
    return [found for found in documents if found.kind == "laz" or id(found) in own]


def read(
    documents: Sequence[Document], area: Polygon | None, kind: Kind
) -> GridReading:
    """Lay the heights in or around ``area`` in cells as fine as the finest of them.

    In each cell counts the finest raster or cloud that has a height there; of equally
    fine ones a raster before a cloud, and of clouds the newest. The grid has the cells
    that touch the bounds of ``area``, or of all files.

    Parameters
    ----------
    documents : sequence of Document
        GeoTIFF, LAS and LAZ files.
    area : Polygon, optional
        The area that is asked for, in RD New; everything if None. [m]
    kind : "terrain_m" or "surface_m"
        What is wanted.

    Returns
    -------
    GridReading
        Heights above NAP; NaN where not measured, such as on water, and for the terrain
        under buildings. Without any cell if the files are about another place. [m]

    Raises
    ------
    NoReferenceSystem
        If a file does not say where it lies.
    OtherReferenceSystem
        If a file does not lie in RD New.
    NoGroundPoints
        If terrain is asked of a point cloud without class 2.
    TruncatedFile
        If a file is damaged.
    TooManyCells
        If the files lie too far apart for one grid.
    """
    pieces = [_piece(document, kind) for document in documents]
    wanted = area.bounds if area is not None else _around(pieces)
    near = sorted(
        (piece for piece in pieces if _do_overlap(piece.bounds, wanted)),
        key=lambda piece: piece.rank,
    )
    if not near:
        nowhere = GridDefinition(wanted[0], wanted[3], CELL_M, 0, 0)
        return GridReading(Grid.filled(nowhere, np.nan))
    definition = GridDefinition.around(wanted, cell_m=near[0].cell_m)
    _check_size(definition)
    bounds = definition.bounds
    return GridReading(mosaic((piece.cells_in(bounds) for piece in near), definition))


def _piece(document: Document, kind: Kind) -> _Piece:
    if document.kind == "laz":
        return _piece_of_cloud(open_cloud(document), _LAY_POINTS[kind])
    raster = look_at(document)
    if raster is None or raster.definition is None:
        raise TruncatedFile(document.origin)
    if raster.system == "none":
        raise NoReferenceSystem(document.origin)
    if raster.system == "other":
        raise OtherReferenceSystem(document.origin)
    here = raster.definition
    cells_in = partial(_cells_of_raster, raster)
    return _Piece(here.bounds, here.cell_m, False, date.min, cells_in)


def _cells_of_raster(raster: Raster, bounds: Bounds) -> Grid:
    try:
        return read_grid(raster.document.path, bounds=bounds)
    except RasterioIOError:
        raise TruncatedFile(raster.document.origin) from None


def _piece_of_cloud(
    cloud: PointCloud, lay: Callable[[PointCloud, GridDefinition], Grid]
) -> _Piece:
    whole = cloud.around(CELL_M).bounds

    def cells_in(bounds: Bounds) -> Grid:
        part = (
            max(whole[0], bounds[0]),
            max(whole[1], bounds[1]),
            min(whole[2], bounds[2]),
            min(whole[3], bounds[3]),
        )
        definition = GridDefinition.around(part, cell_m=CELL_M)
        _check_size(definition)
        return lay(cloud, definition)

    return _Piece(whole, CELL_M, True, cloud.made or date.min, cells_in)


def _check_size(definition: GridDefinition) -> None:
    cells = definition.rows * definition.columns
    if cells > MOST_CELLS:
        raise TooManyCells(cells, definition.cell_m, MOST_CELLS)


def _around(pieces: Sequence[_Piece]) -> Bounds:
    west, south, east, north = zip(*(piece.bounds for piece in pieces), strict=True)
    return min(west), min(south), max(east), max(north)


def _do_overlap(one: Bounds, other: Bounds) -> bool:
    return (
        one[0] < other[2]
        and other[0] < one[2]
        and one[1] < other[3]
        and other[1] < one[3]
    )


def _declare(name: str, kind: Kind, title: Text) -> GridSource:
    return GridSource(
        name=name,
        title=title,
        publisher="Rijkswaterstaat, Actueel Hoogtebestand Nederland (AHN)",
        licence="CC0-1.0",
        landing_page="https://www.ahn.nl",
        # From memory: the country is flown in about three years.
        refreshed_every=timedelta(days=3 * 365),
        resolution_m=CELL_M,
        delivers=kind,
        locate=partial(locate, kind=kind),
        recognise=partial(recognise, kind=kind),
        read=partial(read, kind=kind),
    )


SOURCES.add(
    _declare(
        "ahn_terrain",
        "terrain_m",
        Text(nl="Maaiveldhoogte (AHN)", en="Height of the terrain (AHN)"),
    )
)
SOURCES.add(
    _declare(
        "ahn_surface",
        "surface_m",
        Text(nl="Oppervlaktehoogte (AHN)", en="Height of the surface (AHN)"),
    )
)
