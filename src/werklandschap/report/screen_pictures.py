"""Cells of a place as pictures that a map on screen can lay down."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from pyproj import Transformer
from rasterio import Affine
from rasterio.crs import CRS
from rasterio.warp import Resampling, reproject

from werklandschap.geo.burn import burn
from werklandschap.geo.grids import Grid, GridDefinition
from werklandschap.landscape import RIJKSDRIEHOEK
from werklandschap.report.class_pictures import Codes, MapClass, Opacity, painted
from werklandschap.report.simulated_maps import coded, shares_of

MERCATOR, DEGREES = "EPSG:3857", "EPSG:4326"
_AROUND_M = 60.0
_MOST_DOTS = 2_400
_FADED = 90
"""How opaque cells outside the park are, of 255."""


@dataclass(frozen=True, slots=True)
class ScreenPicture:
    """A picture in Web Mercator, where its corners lie, and what share of the park has which class.

    ``corners`` are longitude and latitude of the upper left, upper right, lower right and
    lower left. ``shares`` counts the cells in the park with a value, class by class;
    they add up to less than 1 where some have no class.
    """

    png: bytes
    corners: list[list[float]]
    shares: list[float]


def screen_picture(
    grid: Grid,
    classes: Sequence[MapClass],
    outline: shapely.Geometry,
    *,
    least_dots: int = 1,
) -> ScreenPicture:
    """Paint the classes of a grid around a park; what lies outside is faded.

    Parameters
    ----------
    grid : Grid
        The values.
    classes : sequence of MapClass
        Their classes.
    outline : Geometry
        The park. [m]
    least_dots : int
        How many dots the picture is wide at least; patterns need more than one to a cell
        where cells are large.
    """
    around = GridDefinition.around(
        outline.buffer(_AROUND_M).bounds, cell_m=grid.definition.cell_m
    )
    values = grid.on(around).values
    codes = coded(values, classes)
    is_inside = burn([outline], around) >= 0
    opacity = np.where(is_inside, 255, _FADED).astype(np.uint8)
    warped, faded, corners = _in_mercator(codes, opacity, around, least_dots)
    known = is_inside & np.isfinite(values)
    return ScreenPicture(
        painted(warped, classes, opacity=faded),
        corners,
        list(shares_of(codes[known], len(classes))),
    )


def _in_mercator(
    codes: Codes, opacity: Opacity, here: GridDefinition, least_dots: int
) -> tuple[Codes, Opacity, list[list[float]]]:
    """Lay cells over the grid of web maps; gives the corners in degrees as well."""
    to_web = Transformer.from_crs(RIJKSDRIEHOEK, MERCATOR, always_xy=True)
    west, south, east, north = to_web.transform_bounds(*here.bounds)
    step = (east - west) / min(max(here.columns, least_dots), _MOST_DOTS)
    columns, rows = round((east - west) / step), round((north - south) / step)
    there = Affine(step, 0, west, 0, -step, north)
    moved = [
        _moved(band.astype(np.uint8), here, there, (rows, columns))
        for band in (codes, opacity)
    ]
    to_degrees = Transformer.from_crs(MERCATOR, DEGREES, always_xy=True)
    right, low = west + columns * step, north - rows * step
    corners = ((west, north), (right, north), (right, low), (west, low))
    told = [[round(x, 7) for x in to_degrees.transform(*each)] for each in corners]
    return moved[0].astype(np.int64), moved[1], told


def _moved(
    band: Opacity,
    here: GridDefinition,
    there: Affine,
    shape: tuple[int, int],
) -> Opacity:
    out = np.zeros(shape, np.uint8)
    cell = here.cell_m
    reproject(
        band,
        out,
        src_transform=Affine(cell, 0, here.west_m, 0, -cell, here.north_m),
        src_crs=CRS.from_string(RIJKSDRIEHOEK),
        dst_transform=there,
        dst_crs=CRS.from_string(MERCATOR),
        resampling=Resampling.nearest,
    )
    return out
