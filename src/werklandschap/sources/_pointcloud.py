"""Laying the points of LAS and LAZ files in the cells of a grid.

Files are read in chunks, so that memory does not grow with the number of points.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

import laspy
import numpy as np
from laspy.errors import LaspyException
from numpy.typing import NDArray
from pyproj import CRS
from pyproj.exceptions import CRSError

from werklandschap.core.text import Text
from werklandschap.geo.grids import Bounds, Grid, GridDefinition, Mask
from werklandschap.sources._documents import Document
from werklandschap.sources.errors import (
    CannotRead,
    NoGroundPoints,
    NoReferenceSystem,
    TruncatedFile,
)

HIGHEST_ABOVE_GROUND_M = 120.0
"""What floats higher above the ground is a bird, a cloud or an error (a choice)."""

NETHERLANDS = (-10_000.0, 290_000.0, 300_000.0, 640_000.0)
"""Around the Netherlands, in RD New: west, south, east, north (a choice, roomy). [m]"""

GROUND = 2
NOISE = (7, 18)
"""Classes of LAS 1.4: low and high noise; the AHN uses 7 for both."""

_RD_HORIZONTAL = (28992, 7415)
_RD_NAME = "Amersfoort / RD New"
_POINTS_PER_CHUNK = 1_000_000
_EDGE = 1e-6
"""Coordinates are whole millimetres: what is a rounding error off an edge is on it."""

# What laspy and lazrs raise when bytes lack or make no sense.
_DAMAGE = (
    LaspyException,
    RuntimeError,
    OSError,
    EOFError,
    ValueError,
    IndexError,
    OverflowError,
    struct.error,
)


@dataclass(eq=False)
class OtherReferenceSystem(CannotRead):
    """A file in another reference system than RD New."""

    code: ClassVar[str] = "file.other_reference_system"
    message: ClassVar[Text] = Text(
        nl="Het bestand {file} ligt niet in het Rijksdriehoekstelsel. Zet het om naar "
        "EPSG:28992.",
        en="The file {file} does not lie in the Dutch national system. Convert it to "
        "EPSG:28992.",
    )


@dataclass(frozen=True, slots=True)
class PointCloud:
    """A LAS or LAZ file in RD New, and what its header says."""

    document: Document
    bounds: Bounds
    made: date | None

    def around(self, cell_m: float) -> GridDefinition:
        """Lay a grid around all points, those on its outer edges included."""
        west, south, east, north = self.bounds
        # A point on an edge is in the cell to its right or below.
        return GridDefinition.around(
            (west, south - _EDGE, east + _EDGE, north), cell_m=cell_m
        )


@dataclass(frozen=True, slots=True)
class _Points:
    x: NDArray[np.float64]
    y: NDArray[np.float64]
    z: NDArray[np.float64]
    class_: NDArray[np.uint8]
    is_first: Mask


def open_cloud(document: Document) -> PointCloud:
    """Read the header of a point cloud.

    A header without a reference system is accepted when its coordinates lie in the
    Netherlands: the AHN itself was published that way.

    Raises
    ------
    TruncatedFile
        If the file is damaged.
    NoReferenceSystem
        If it names none and does not lie in the Netherlands.
    OtherReferenceSystem
        If it names another one than RD New.
    """
    try:
        with laspy.open(document.path) as reader:
            header = reader.header
            (west, south, _), (east, north, _) = header.mins, header.maxs
            made, system = header.creation_date, _system_of(header)
    except _DAMAGE:
        raise TruncatedFile(document.origin) from None
    bounds = (float(west), float(south), float(east), float(north))
    if system is not None and not _is_national(system):
        raise OtherReferenceSystem(document.origin)
    if not _is_in_netherlands(bounds):
        problem = NoReferenceSystem if system is None else OtherReferenceSystem
        raise problem(document.origin)
    return PointCloud(document, bounds, made)


def _system_of(header: laspy.LasHeader) -> CRS | None:
    try:
        system: CRS | None = header.parse_crs()
    except (CRSError, *_DAMAGE):
        # Names a system that cannot be understood; the coordinates decide.
        return None
    return system


def _is_national(system: CRS) -> bool:
    return system.to_epsg() in _RD_HORIZONTAL or system.name.startswith(_RD_NAME)


def _is_in_netherlands(bounds: Bounds) -> bool:
    west, south, east, north = NETHERLANDS
    return bool(
        west <= bounds[0] <= bounds[2] <= east
        and south <= bounds[1] <= bounds[3] <= north
    )


def mean_ground(cloud: PointCloud, definition: GridDefinition) -> Grid:
    """Compute the mean height of the ground points in each cell.

    Parameters
    ----------
    cloud : PointCloud
        The points.
    definition : GridDefinition
        The cells; points outside are left out.

    Returns
    -------
    Grid
        Height above NAP, the mean of class 2; NaN in cells without such a point, as
        under buildings and on water. [m]

    Raises
    ------
    NoGroundPoints
        If not one point of the whole file is of class 2.
    TruncatedFile
        If the file ends before it should.
    """
    total_m = np.zeros(definition.rows * definition.columns)
    count = np.zeros(total_m.size, np.uint32)
    has_ground = False
    for points in _chunks(cloud):
        is_ground = points.class_ == GROUND
        has_ground |= bool(is_ground.any())
        cell, is_inside = _cells_of(points, definition, is_ground)
        np.add.at(total_m, cell, points.z[is_inside])
        np.add.at(count, cell, 1)
    if not has_ground:
        raise NoGroundPoints(cloud.document.origin)
    with np.errstate(invalid="ignore"):
        mean_m = (total_m / count).astype(np.float32)
    return Grid(definition, mean_m.reshape(definition.shape))


def highest_first_return(cloud: PointCloud, definition: GridDefinition) -> Grid:
    """Find the height of the highest first return in each cell.

    Parameters
    ----------
    cloud : PointCloud
        The points.
    definition : GridDefinition
        The cells; points outside are left out.

    Returns
    -------
    Grid
        Height above NAP; NaN in cells without a first return, as on water. Noise and
        what is over `HIGHEST_ABOVE_GROUND_M` above the ground do not count. [m]

    Raises
    ------
    TruncatedFile
        If the file ends before it should.
    """
    highest_m = np.full(definition.rows * definition.columns, -np.inf)
    ground_m: float | None = None
    for points in _chunks(cloud):
        ground_m = _ground_level_m(points, ground_m)
        is_wanted = (
            points.is_first
            & ~np.isin(points.class_, NOISE)
            & (points.z < ground_m + HIGHEST_ABOVE_GROUND_M)
        )
        cell, is_inside = _cells_of(points, definition, is_wanted)
        np.maximum.at(highest_m, cell, points.z[is_inside])
    highest_m[np.isneginf(highest_m)] = np.nan
    return Grid(definition, highest_m.astype(np.float32).reshape(definition.shape))


def _ground_level_m(points: _Points, previous_m: float | None) -> float:
    """Estimate the ground of a chunk; points near in the file are near in the field.

    Not a height above NAP for the whole country: South Limburg lies above 120 m.
    """
    ground = points.z[points.class_ == GROUND]
    if len(ground):
        return float(np.median(ground))
    if previous_m is not None:
        return previous_m
    return float(np.median(points.z)) if len(points.z) else 0.0


def _cells_of(
    points: _Points, definition: GridDefinition, is_wanted: Mask
) -> tuple[NDArray[np.intp], Mask]:
    """Find the cell of each point that is wanted and lies inside."""
    cell_m = definition.cell_m
    column = np.floor((points.x - definition.west_m) / cell_m + _EDGE)
    row = np.floor((definition.north_m - points.y) / cell_m + _EDGE)
    is_inside = (
        is_wanted
        & (column >= 0)
        & (column < definition.columns)
        & (row >= 0)
        & (row < definition.rows)
    )
    number = row[is_inside] * definition.columns + column[is_inside]
    return number.astype(np.intp), is_inside


def _chunks(cloud: PointCloud) -> Iterator[_Points]:
    found = 0
    try:
        with laspy.open(cloud.document.path) as reader:
            promised = reader.header.point_count
            for points in reader.chunk_iterator(_POINTS_PER_CHUNK):
                found += len(points)
                yield _Points(
                    np.asarray(points.x),
                    np.asarray(points.y),
                    np.asarray(points.z),
                    np.asarray(points.classification),
                    np.asarray(points.return_number) == 1,
                )
    except _DAMAGE:
        raise TruncatedFile(cloud.document.origin) from None
    if found != promised:
        raise TruncatedFile(cloud.document.origin)
