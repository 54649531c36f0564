"""Reading and writing grids as GeoTIFF."""

from collections.abc import Iterable
from pathlib import Path

import numpy as np
import rasterio
from rasterio import Affine
from rasterio.crs import CRS
from rasterio.errors import RasterioIOError
from rasterio.io import MemoryFile
from rasterio.shutil import copy as copy_raster
from rasterio.windows import Window

from werklandschap.geo.grids import Bounds, Cells, Grid, GridDefinition

_RD = CRS.from_epsg(28992)
_RD_HORIZONTAL = (28992, 7415)
"""RD New, alone or together with NAP heights."""

ABSURD_M = 10_000.0
"""No height on earth; the AHN writes 3.4e38 for "not measured", declared or not."""


class NotInRijksdriehoek(ValueError):
    """A raster that names no reference system, or another one than RD New."""


def read_grid(path: Path, *, bounds: Bounds | None = None) -> Grid:
    """Read the cells of a GeoTIFF, or the part of them inside ``bounds``.

    Parameters
    ----------
    path : Path
        A single-band raster in RD New with square cells.
    bounds : tuple of float, optional
        West, south, east and north; every cell that touches them is read. [m]

    Returns
    -------
    Grid
        The cells as they lie in the file; NaN where the file has no data or a height
        beyond 10 km. Without any row or column when the bounds lie outside.

    Raises
    ------
    NotInRijksdriehoek
        If the file names no reference system, or another one.
    rasterio.errors.RasterioIOError
        If the file is damaged.
    """
    with rasterio.open(path) as raster:
        if raster.crs is None or raster.crs.to_epsg() not in _RD_HORIZONTAL:
            raise NotInRijksdriehoek(str(path))
        definition = GridDefinition(
            raster.transform.c,
            raster.transform.f,
            raster.transform.a,
            raster.height,
            raster.width,
        )
        window = _window(definition, bounds)
        if window.width == 0 or window.height == 0:
            values = np.empty((int(window.height), int(window.width)), np.float32)
        else:
            values = raster.read(1, window=window, out_dtype=np.float32)
            if raster.nodata is not None:
                values[values == np.float32(raster.nodata)] = np.nan
    with np.errstate(invalid="ignore"):
        values[np.abs(values) > ABSURD_M] = np.nan
    return Grid(_part(definition, window), values)


def _window(definition: GridDefinition, bounds: Bounds | None) -> Window:
    if bounds is None:
        return Window(0, 0, definition.columns, definition.rows)
    west, south, east, north = bounds
    cell = definition.cell_m
    left = int(
        np.clip(np.floor((west - definition.west_m) / cell), 0, definition.columns)
    )
    right = int(
        np.clip(np.ceil((east - definition.west_m) / cell), left, definition.columns)
    )
    top = int(
        np.clip(np.floor((definition.north_m - north) / cell), 0, definition.rows)
    )
    bottom = int(
        np.clip(np.ceil((definition.north_m - south) / cell), top, definition.rows)
    )
    return Window(left, top, right - left, bottom - top)


def _part(definition: GridDefinition, window: Window) -> GridDefinition:
    return GridDefinition(
        definition.west_m + window.col_off * definition.cell_m,
        definition.north_m - window.row_off * definition.cell_m,
        definition.cell_m,
        int(window.height),
        int(window.width),
    )


def write_cog(grid: Grid, path: Path) -> None:
    """Write a grid as a Cloud Optimised GeoTIFF; the same grid gives the same bytes.

    Parameters
    ----------
    grid : Grid
        The cells; NaN is written as no data.
    path : Path
        Where to; what is there is overwritten.
    """
    definition = grid.definition
    profile = {
        "driver": "GTiff",
        "width": definition.columns,
        "height": definition.rows,
        "count": 1,
        "dtype": "float32",
        "nodata": float("nan"),
        "crs": _RD,
        "transform": _corner(definition),
    }
    with MemoryFile() as memory:
        with memory.open(**profile) as raster:
            raster.write(grid.values, 1)
        copy_raster(
            memory.name,
            path,
            driver="COG",
            compress="DEFLATE",
            predictor="FLOATING_POINT",
            blocksize=256,
            overview_resampling="AVERAGE",
            num_threads=1,
        )


def _corner(definition: GridDefinition) -> Affine:
    cell_m = definition.cell_m
    return Affine(cell_m, 0.0, definition.west_m, 0.0, -cell_m, definition.north_m)


def mosaic(grids: Iterable[Grid], definition: GridDefinition) -> Grid:
    """Lay grids over each other in the cells of ``definition``.

    Parameters
    ----------
    grids : iterable of Grid
        The grids, the best one first.
    definition : GridDefinition
        The cells to fill.

    Returns
    -------
    Grid
        In each cell the number of the first grid that has one there; NaN where none
        has.
    """
    values: Cells = np.full(definition.shape, np.nan, np.float32)
    for grid in grids:
        window = _window(definition, grid.definition.bounds)
        part = values[window.toslices()]
        there = grid.on(_part(definition, window)).values
        np.copyto(part, there, where=np.isnan(part))
    return Grid(definition, values)


__all__ = [
    "ABSURD_M",
    "NotInRijksdriehoek",
    "RasterioIOError",
    "mosaic",
    "read_grid",
    "write_cog",
]
