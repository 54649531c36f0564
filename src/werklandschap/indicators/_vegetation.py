"""The height of vegetation: the surface minus the terrain, outside buildings."""

import numpy as np
from geopandas import GeoDataFrame
from numpy.typing import NDArray
from scipy import ndimage

from werklandschap.geo.burn import burn
from werklandschap.geo.grids import Grid, GridDefinition
from werklandschap.indicators._once import once
from werklandschap.parameters import Assumptions

NONE, LOW, MIDDLE, HIGH = 0, 1, 2, 3
"""Codes of the layers of vegetation."""

Codes = NDArray[np.uint8]


def vegetation_layers(
    terrain_m: Grid,
    surface_m: Grid,
    buildings: GeoDataFrame | None,
    surfaces: GeoDataFrame | None,
    assumptions: Assumptions,
) -> tuple[GridDefinition, Codes]:
    """Tell in which layer of vegetation each cell is.

    High is everything above ``vegetation.high_m`` outside buildings and a cell around
    them, in connected patches of at least ``vegetation.smallest_crown_m2`` (masts and
    trucks are smaller). Middle and low are on green ground only. Terrain is missing
    under buildings and crowns; it is filled with the nearest measured height.

    Parameters
    ----------
    terrain_m, surface_m : Grid
        Heights in the same cells. [m NAP]
    buildings : GeoDataFrame, optional
        Footprints. [m]
    surfaces : GeoDataFrame, optional
        Partition of the ground; without it there is no low and middle layer. [m]
    assumptions : Assumptions
        The parameters ``vegetation.*``.

    Returns
    -------
    GridDefinition, array of shape (rows, columns)
        Where the cells lie, and ``NONE``, ``LOW``, ``MIDDLE`` or ``HIGH``.
    """
    limits = (
        assumptions["vegetation.high_m"],
        assumptions["vegetation.low_m"],
        assumptions["vegetation.smallest_crown_m2"],
        assumptions["vegetation.green_from_share"],
    )
    key = ("layers",), terrain_m, surface_m, buildings, surfaces, limits
    return surface_m.definition, once(
        key, lambda: _layers(terrain_m, surface_m, buildings, surfaces, limits)
    )


def _layers(
    terrain_m: Grid,
    surface_m: Grid,
    buildings: GeoDataFrame | None,
    surfaces: GeoDataFrame | None,
    limits: tuple[float, float, float, float],
) -> Codes:
    high_m, low_m, smallest_m2, green_from = limits
    definition = surface_m.definition
    ground = once((("filled",), terrain_m), lambda: _filled(terrain_m.values))
    is_built = once(
        (("built",), buildings, (definition,)), lambda: _is_built(buildings, definition)
    )
    height = surface_m.values - ground
    codes = np.zeros(height.shape, np.uint8)
    if surfaces is not None:
        is_green = _is_green(surfaces, definition, green_from) & ~is_built
        codes[is_green & (height < low_m)] = LOW
        codes[is_green & (height >= low_m) & (height <= high_m)] = MIDDLE
    codes[
        once(
            (("high",), terrain_m, surface_m, buildings, (high_m, smallest_m2)),
            lambda: _large_patches(
                ~is_built & (height > high_m), smallest_m2 / definition.cell_area_m2
            ),
        )
    ] = HIGH
    return codes


def _filled(heights: NDArray[np.float32]) -> NDArray[np.float32]:
    """Fill holes with the nearest measured height."""
    is_missing = np.isnan(heights)
    if not is_missing.any() or is_missing.all():
        return heights
    nearest = ndimage.distance_transform_edt(
        is_missing, return_distances=False, return_indices=True
    )
    filled: NDArray[np.float32] = heights[tuple(nearest)]
    return filled


def _is_built(
    buildings: GeoDataFrame | None, definition: GridDefinition
) -> NDArray[np.bool_]:
    if buildings is None or buildings.empty:
        return np.zeros(definition.shape, bool)
    footprints = burn(list(buildings.geometry.values), definition) >= 0
    around: NDArray[np.bool_] = ndimage.binary_dilation(
        footprints, np.ones((3, 3), bool)
    )
    return around


def _is_green(
    surfaces: GeoDataFrame, definition: GridDefinition, green_from: float
) -> NDArray[np.bool_]:
    green = surfaces[surfaces["green_fraction"] >= green_from]
    return burn(list(green.geometry.values), definition) >= 0


def _large_patches(
    is_high: NDArray[np.bool_], smallest_cells: float
) -> NDArray[np.bool_]:
    labels, _ = ndimage.label(is_high)
    sizes = np.bincount(labels.ravel())
    is_large = sizes >= smallest_cells
    is_large[0] = False
    large: NDArray[np.bool_] = is_large[labels]
    return large
