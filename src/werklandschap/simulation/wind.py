"""Wind at the height of people, between buildings and trees (Macdonald 2000)."""

from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

from werklandschap.geo.grids import Cells
from werklandschap.parameters import Assumptions
from werklandschap.simulation._heat_arrays import (
    Floats,
    Reach,
    Window,
    check_same_shape,
    checked,
    checked_single,
    quadrant_of,
    reach_of,
    round_reach,
    summed_area,
    window_sum,
)

C = TypeVar("C", bound=np.generic)

HIGHEST_M = 400.0
_KARMAN = 0.4
_GRASS_Z0_M = 0.03
_BODY_M, _MEASURED_M, _BLENDING_M = 1.2, 10.0, 60.0

# Macdonald 2000: frontal density up to which a row holds; z0, d, zw and A over H; and B.
_DENSITY = np.array([0.08, 0.135, 0.18, 0.265])
_PROFILE = np.array(
    [
        [0.048, 0.066, 2.0, -0.35, 0.56],
        [0.071, 0.26, 2.5, -0.35, 0.50],
        [0.084, 0.32, 2.7, -0.34, 0.48],
        [0.080, 0.42, 1.5, -0.56, 0.66],
        [0.077, 0.57, 1.2, -0.85, 0.92],
    ]
)


class _Obstacles(NamedTuple):
    """Buildings or trees around each block: the share with them, height and front."""

    share: Floats
    height_m: Floats
    front_m2: Floats


def macdonald_factor(frontal_density: ArrayLike, height_m: ArrayLike) -> Floats:
    r"""Calculate the wind at 1.2 m between obstacles, relative to open grass at 1.2 m.

    Parameters
    ----------
    frontal_density : array of shape (n,)
        Front of the obstacles over the ground area, above 0 and at most 0.33. [-]
    height_m : array of shape (n,)
        Height of the obstacles, 4 or more. [m]

    Returns
    -------
    array of shape (n,)
        At most 1. [-]

    Raises
    ------
    UnusableHeatInput
        If a value is missing or outside those bounds.

    Notes
    -----
    Above the roughness layer a logarithmic profile, fitted to the wind at 60 m over grass;
    within it the profile of Macdonald; among the obstacles
    :math:`u = u_H \exp(9.6 \lambda (z/H - 1))` [1]_. The steps in :math:`\lambda` are
    those of the table in the standard [2]_.

    References
    ----------
    .. [1] Macdonald, R.W. (2000), Modelling the mean velocity profile in the urban canopy
       layer, Boundary-Layer Meteorology 97(1), 25-45.
    .. [2] Koopmans, S. et al. (2020), A standardized Physical Equivalent Temperature urban
       heat map at 1-m spatial resolution, Urban Climate 31, 100537.
    """
    density = checked("frontal_density", frontal_density, 1e-6, 0.33)
    height = checked("height_m", height_m, 4.0, HIGHEST_M)
    reference = np.log(_MEASURED_M / _GRASS_Z0_M) / np.log(_BODY_M / _GRASS_Z0_M)
    at_60 = np.log(_MEASURED_M / _GRASS_Z0_M) / np.log(_BLENDING_M / _GRASS_Z0_M)
    row = _PROFILE[np.searchsorted(_DENSITY, density, side="right")]
    z0, d, zw, a = (row[..., column] * height for column in range(4))
    b = row[..., 4]
    # Obstacles of over 100 m displace the wind beyond the 60 m at which it is known.
    above = np.maximum(_BLENDING_M - d, 2 * z0)
    friction = reference / at_60 * _KARMAN / np.log(above / z0)
    at_zw = friction / _KARMAN * np.log((zw - d) / z0)
    at_top = at_zw - friction / b * np.log((a + b * zw) / (a + b * height))
    below: Floats = np.minimum(
        at_top * np.exp(9.6 * density * (_BODY_M / height - 1)), 1.0
    )
    return below


def wind_factor(
    building_height_m: Cells,
    tree_height_m: Cells,
    *,
    cell_m: float,
    direction_deg: float,
    is_calm: bool,
    assumptions: Assumptions,
) -> Cells:
    """Calculate the wind at 1.2 m relative to that at 10 m over open grass.

    Parameters
    ----------
    building_height_m, tree_height_m : array of shape (rows, columns)
        Height above the ground, 0 where there is none. [m]
    cell_m : float
        Size of the cells. [m]
    direction_deg : float
        Where the wind comes from, clockwise from north; of no use when calm. [degrees]
    is_calm : bool
        Whether there is no wind to speak of, or none with a direction.
    assumptions : Assumptions
        ``heat.wind_*``: the window, the block and how obstacles count.

    Returns
    -------
    array of shape (rows, columns)
        The factor; 0.635 over open grass. The part of the window beyond the grid is
        taken to be like the part on it. [-]

    Raises
    ------
    UnusableHeatInput
        If a height is missing, negative or above 400 m.

    References
    ----------
    .. [1] Koopmans, S. et al. (2020), A standardized Physical Equivalent Temperature urban
       heat map at 1-m spatial resolution, Urban Climate 31, 100537.
    """
    buildings = checked_single("building_height_m", building_height_m, 0, HIGHEST_M)
    trees = checked_single("tree_height_m", tree_height_m, 0, HIGHEST_M)
    check_same_shape(buildings.shape, tree_height_m=trees)
    size = max(1, round(assumptions["heat.wind_block_m"] / cell_m))
    reach = _reach(direction_deg, size * cell_m, is_calm, assumptions)
    axis = None if is_calm else quadrant_of(direction_deg) % 2
    least_m = assumptions["heat.wind_obstacle_from_m"]
    buildings_around, trees_around = (
        _around(
            np.where(heights < least_m, 0, heights),
            size,
            cell_m,
            axis,
            reach,
            assumptions["heat.wind_filled_from_share"],
        )
        for heights in (buildings, trees)
    )
    area_m2 = reach.cells * (size * cell_m) ** 2
    factor = _sheltered(buildings_around, trees_around, area_m2, assumptions)
    blown = np.repeat(np.repeat(factor.astype(np.float32), size, 0), size, 1)
    return np.ascontiguousarray(blown[: buildings.shape[0], : buildings.shape[1]])


def _reach(
    direction_deg: float, block_m: float, is_calm: bool, assumptions: Assumptions
) -> Reach:
    if is_calm:
        return round_reach(assumptions["heat.wind_calm_m"], block_m)
    window = Window(
        assumptions["heat.wind_upwind_m"],
        assumptions["heat.wind_side_m"],
        assumptions["heat.wind_downwind_m"],
    )
    return reach_of(window, quadrant_of(direction_deg), block_m)


def _around(
    heights: Cells,
    size: int,
    cell_m: float,
    axis: int | None,
    reach: Reach,
    filled_from: float,
) -> _Obstacles:
    """Describe the obstacles in the window around each block."""
    front = _blocks(_front_m2(heights, cell_m, axis), size).sum(axis=(1, 3))
    filled = _blocks(heights > 0, size).sum(axis=(1, 3))
    volume = _blocks(heights, size).sum(axis=(1, 3), dtype=np.float64)
    is_filled = filled > filled_from * size**2
    mean_m = np.where(is_filled, volume / np.maximum(filled, 1), 0)
    known = window_sum(summed_area(np.ones(front.shape)), reach)
    blocks = window_sum(summed_area(is_filled), reach)
    # Differences of sums may come out a hair below 0, of which there is no root.
    total_m = np.maximum(window_sum(summed_area(mean_m), reach), 0)
    front_m2 = np.maximum(window_sum(summed_area(front), reach), 0)
    return _Obstacles(
        blocks / known,
        np.where(blocks > 0, total_m / np.maximum(blocks, 1), 0),
        front_m2 / known * reach.cells,
    )


def _front_m2(heights: Cells, cell_m: float, axis: int | None) -> Cells:
    """Measure the walls that stand across the wind; in a calm those both ways."""
    front = np.zeros_like(heights)
    if axis != 1:
        front[:-1] += np.abs(np.diff(heights, axis=0))
    if axis != 0:
        front[:, :-1] += np.abs(np.diff(heights, axis=1))
    # Each obstacle has a wall at the front and one at the back.
    front *= np.float32(0.5 * cell_m)
    return front


def _blocks(cells: NDArray[C], size: int) -> NDArray[C]:
    """Cut an array into blocks, of shape (block rows, size, block columns, size)."""
    rows, columns = (-(-length // size) for length in cells.shape)
    padding = (
        (0, rows * size - cells.shape[0]),
        (0, columns * size - cells.shape[1]),
    )
    whole = np.pad(cells, padding) if any(map(any, padding)) else cells
    return whole.reshape(rows, size, columns, size)


def _sheltered(
    buildings: _Obstacles, trees: _Obstacles, area_m2: float, assumptions: Assumptions
) -> Floats:
    """Turn obstacles into the wind at 1.2 m over the wind at 10 m."""
    of_building = assumptions["heat.wind_building_front_ratio"]
    of_tree = assumptions["heat.wind_tree_front_ratio"]
    trees_m2 = assumptions["heat.wind_tree_regression_m"] * np.sqrt(
        trees.front_m2 * of_tree
    )
    front_m2 = buildings.front_m2 * of_building + trees_m2
    tree_m = assumptions["heat.wind_tree_height_root_m"] * np.sqrt(trees.height_m)
    tree_share = trees.share * of_tree / of_building
    share = buildings.share + tree_share
    mean_m = np.divide(
        buildings.height_m * buildings.share + tree_m * tree_share,
        share,
        out=np.zeros_like(share),
        where=share > 0,
    )
    height_m = np.maximum(mean_m, assumptions["heat.wind_least_height_m"])
    density = np.minimum(
        front_m2 / area_m2 + assumptions["heat.wind_density_added_ratio"],
        assumptions["heat.wind_density_most_ratio"],
    )
    is_open = (front_m2 <= assumptions["heat.wind_open_front_m2"]) | (share == 0)
    return _body_over_measured(
        np.where(is_open, 1.0, macdonald_factor(density, height_m)), assumptions
    )


def _body_over_measured(factor: Floats, assumptions: Assumptions) -> Floats:
    """Bring a factor closer to a middle, and relate it to the wind at 10 m."""
    middle = assumptions["heat.wind_middle_ratio"]
    slope = assumptions["heat.wind_slope_ratio"]
    corrected: Floats = (factor - middle) * slope + middle
    return corrected
