"""Roof planes found in a grid of surface heights, where no model of the roofs exists."""

from dataclasses import dataclass
from typing import ClassVar, NamedTuple

import numpy as np
import pandas as pd
import shapely
from geopandas import GeoDataFrame
from numpy.typing import NDArray
from rasterio import Affine, features
from scipy import ndimage

from werklandschap.core.errors import WerklandschapError
from werklandschap.core.text import Text
from werklandschap.geo._compiled import compiled
from werklandschap.geo.burn import burn
from werklandschap.geo.grids import Grid, GridDefinition
from werklandschap.parameters import Assumptions

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

COARSEST_CELL_M = 2.0

_HYPOTHESES = 250
"""Patches per building that may start a plane; more find no more on a roof."""

_MOST_PLANES = 250
"""Planes per building, the largest first; a saw-tooth hall has dozens."""

_NEIGHBOURS = ndimage.generate_binary_structure(2, 1)


@dataclass(eq=False)
class CellsTooCoarse(WerklandschapError):
    """A grid on which a roof is only a few cells."""

    code: ClassVar[str] = "roof_fit.cells_too_coarse"
    message: ClassVar[Text] = Text(
        nl="Cellen van {cell_m:g} m zijn te grof om dakvlakken te vinden: gebruik cellen van "
        "hooguit 2 m.",
        en="Cells of {cell_m:g} m are too coarse to find roof planes: use cells of at most "
        "2 m.",
    )

    cell_m: float


class _Rules(NamedTuple):
    """What counts as a plane."""

    step_m: float
    steepest_rise: float
    least_cells: int
    flat_slope_deg: float
    cell_m: float


class _Part(NamedTuple):
    """A plane: its cells and its height as ``a + b x + c y`` from the first cell."""

    row: Integers
    column: Integers
    coefficients: Floats


def fit_planes(
    surface_m: Grid, footprints: GeoDataFrame, *, assumptions: Assumptions
) -> GeoDataFrame:
    """Find the planes of roofs in measured heights.

    Parameters
    ----------
    surface_m : Grid
        Height of the surface, roofs included, in cells of at most 2 m; NaN where it was
        not measured. [m NAP]
    footprints : GeoDataFrame
        Buildings; their index becomes ``building_id``. [m]
    assumptions : Assumptions
        Uses ``solar.plane_step_m``, ``solar.smallest_area_m2``,
        ``solar.steepest_roof_deg`` and ``roofs.flat_slope_deg``.

    Returns
    -------
    GeoDataFrame
        Roof planes from above with ``building_id``, ``area_m2`` along the slope,
        ``slope_deg``, ``azimuth_deg`` (missing if flat) and ``height_m``: the columns of
        the table of roof planes. A building without measured heights has none.

    Raises
    ------
    CellsTooCoarse
        If a roof would be a few cells.

    Notes
    -----
    Per building: every small patch that is even proposes a plane, the one on which most
    cells lie is fitted to those, and its largest connected part is kept; then again with
    the cells that are left [1]_. No chance is involved. What belongs to no plane (ridges,
    chimneys, trees above the roof) is left out.

    References
    ----------
    .. [1] Schnabel, R., R. Wahl & R. Klein (2007), Efficient RANSAC for point-cloud shape
       detection, Computer Graphics Forum 26(2).
    """
    here = surface_m.definition
    if not 0 < here.cell_m <= COARSEST_CELL_M:
        raise CellsTooCoarse(here.cell_m)
    rules = _Rules(
        assumptions["solar.plane_step_m"],
        float(np.tan(np.radians(assumptions["solar.steepest_roof_deg"]))),
        max(4, int(assumptions["solar.smallest_area_m2"] / here.cell_area_m2)),
        assumptions["roofs.flat_slope_deg"],
        here.cell_m,
    )
    shapes = np.asarray(footprints.geometry.values)
    owner = burn(shapes.tolist(), here)
    owner[~np.isfinite(surface_m.values)] = -1
    found = []
    windows = ndimage.find_objects(owner + 1)
    for building in np.unique(owner[owner >= 0]).tolist():
        window = windows[building]
        heights = surface_m.values[window].astype(np.float64)
        parts = _parts(heights, owner[window] == building, rules)
        corner = (window[0].start, window[1].start)
        found += [_described(part, building, corner, here, rules) for part in parts]
    return _table(found, footprints)


def _parts(heights: Floats, is_roof: NDArray[np.bool_], rules: _Rules) -> list[_Part]:
    """Take the largest plane of a building, again and again."""
    left = is_roof.copy()
    slopes = _patches(np.where(is_roof, heights, np.nan), rules.cell_m)
    # What spans a step has a lean of its own that no roof has.
    slopes[:2, slopes[2] >= rules.step_m] = np.nan
    is_even = np.hypot(slopes[0], slopes[1]) < rules.steepest_rise
    parts: list[_Part] = []
    while len(parts) < _MOST_PLANES and left.sum() >= rules.least_cells:
        part = _largest(heights, left, is_even & left, slopes, rules)
        if part is None:
            break
        parts.append(part)
        left[part.row, part.column] = False
    return parts


def _largest(
    heights: Floats,
    left: NDArray[np.bool_],
    starts: NDArray[np.bool_],
    slopes: Floats,
    rules: _Rules,
) -> _Part | None:
    if not starts.any():
        return None
    row, column = np.nonzero(left)
    cells = np.column_stack([column * rules.cell_m, -row * rules.cell_m])
    z = heights[row, column]
    proposals = _proposals(starts, slopes, rules.cell_m)
    best = proposals[_most_cells(proposals, cells, z, rules.step_m)]
    patch_slopes = slopes[:2, row, column]
    for _ in range(3):
        on_plane = _on_plane(best, cells, z, patch_slopes, rules)
        if on_plane.sum() < rules.least_cells:
            return None
        best = _fitted(cells[on_plane], z[on_plane])
    is_core = _masked(row, column, _on_plane(best, cells, z, patch_slopes, rules), left)
    is_near = _masked(row, column, _is_near(best, cells, z, rules.step_m), left)
    is_part = _connected(is_core, is_near)
    if is_part.sum() < rules.least_cells:
        return None
    where = np.nonzero(is_part)
    inside = np.column_stack([where[1] * rules.cell_m, -where[0] * rules.cell_m])
    coefficients = _fitted(inside, heights[where])
    if np.hypot(coefficients[1], coefficients[2]) > rules.steepest_rise:
        return None
    return _Part(where[0], where[1], coefficients)


def _proposals(starts: NDArray[np.bool_], slopes: Floats, cell_m: float) -> Floats:
    """Stretch the plane of some patches, spread over the building, to its first cell."""
    row, column = np.nonzero(starts)
    some = np.unique(np.linspace(0, len(row) - 1, _HYPOTHESES).astype(np.int64))
    row, column = row[some], column[some]
    east, north, _, height = slopes[:, row, column]
    first = height - east * column * cell_m + north * row * cell_m
    return np.column_stack([first, east, north])


def _on_plane(
    plane: Floats, cells: Floats, z: Floats, patch_slopes: Floats, rules: _Rules
) -> NDArray[np.bool_]:
    """Tell which cells lie on a plane and do not lean another way."""
    is_near = _is_near(plane, cells, z, rules.step_m)
    lean = np.hypot(patch_slopes[0] - plane[1], patch_slopes[1] - plane[2])
    # Along edges and steps there is no even patch; nearness must do there.
    is_alike: NDArray[np.bool_] = is_near & ~(lean > 0.35)
    return is_alike


def _is_near(
    plane: Floats, cells: Floats, z: Floats, step_m: float
) -> NDArray[np.bool_]:
    is_near: NDArray[np.bool_] = np.abs(plane[0] + cells @ plane[1:] - z) < step_m
    return is_near


def _masked(
    row: Integers, column: Integers, chosen: NDArray[np.bool_], like: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    mask = np.zeros(like.shape, np.bool_)
    mask[row[chosen], column[chosen]] = True
    return mask


def _connected(
    is_core: NDArray[np.bool_], is_near: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """Keep the largest connected part, and what lies close to it at its height."""
    names, count = ndimage.label(is_core, _NEIGHBOURS)
    if not count:
        return is_core
    is_part = names == np.bincount(names.ravel())[1:].argmax() + 1
    # Patches across a ridge lean half-way; its cells belong to the planes beside it.
    grown: NDArray[np.bool_] = ndimage.binary_dilation(
        is_part, _NEIGHBOURS, iterations=2, mask=is_part | is_near
    )
    return grown


def _fitted(cells: Floats, z: Floats) -> Floats:
    middle = cells.mean(axis=0)
    design = np.column_stack([np.ones(len(z)), cells - middle])
    found: Floats = np.linalg.lstsq(design, z, rcond=None)[0]
    found[0] -= found[1:] @ middle
    return found


@compiled
def _most_cells(proposals: Floats, cells: Floats, z: Floats, step_m: float) -> int:
    """Choose the plane on which most cells lie."""
    best, most = 0, -1
    for k in range(len(proposals)):
        a, b, c = proposals[k]
        count = 0
        for i in range(len(z)):
            if abs(a + b * cells[i, 0] + c * cells[i, 1] - z[i]) < step_m:
                count += 1
        if count > most:
            best, most = k, count
    return best


@compiled
def _patches(heights: Floats, cell_m: float) -> Floats:
    """Fit a plane to the 3 x 3 cells around each cell.

    Gives the rise to the east and to the north, the largest deviation and the height in
    the middle; missing where one of the nine cells is.
    """
    rows, columns = heights.shape
    out = np.full((4, rows, columns), np.nan)
    for row in range(1, rows - 1):
        for column in range(1, columns - 1):
            east = north = total = 0.0
            for i in range(-1, 2):
                for j in range(-1, 2):
                    z = heights[row + i, column + j]
                    total += z
                    east += j * z
                    north -= i * z
            mean, east, north = total / 9, east / 6, north / 6
            worst = 0.0
            for i in range(-1, 2):
                for j in range(-1, 2):
                    z = heights[row + i, column + j]
                    worst = max(worst, abs(mean + j * east - i * north - z))
            if not np.isnan(total):
                out[0, row, column] = east / cell_m
                out[1, row, column] = north / cell_m
                out[2, row, column] = worst
                out[3, row, column] = mean
    return out


def _described(
    part: _Part,
    building: int,
    corner: tuple[int, int],
    here: GridDefinition,
    rules: _Rules,
) -> tuple[object, ...]:
    """Measure a plane and draw it from above."""
    _, east, north = part.coefficients
    rise = float(np.hypot(east, north))
    slope = float(np.degrees(np.arctan(rise)))
    azimuth = float(np.degrees(np.arctan2(-east, -north)) % 360)
    if slope < rules.flat_slope_deg or azimuth >= 360:
        azimuth = np.nan if slope < rules.flat_slope_deg else 0.0
    x, y = part.column * rules.cell_m, -part.row * rules.cell_m
    height = float((part.coefficients[0] + east * x + north * y).mean())
    top, left = corner[0] + part.row.min(), corner[1] + part.column.min()
    mask = np.zeros((np.ptp(part.row) + 1, np.ptp(part.column) + 1), np.uint8)
    mask[part.row - part.row.min(), part.column - part.column.min()] = 1
    place = Affine(
        here.cell_m,
        0.0,
        here.west_m + left * here.cell_m,
        0.0,
        -here.cell_m,
        here.north_m - top * here.cell_m,
    )
    outlines = features.shapes(mask, mask=mask == 1, transform=place)
    shape = shapely.union_all([shapely.geometry.shape(found) for found, _ in outlines])
    return building, slope, azimuth, height, shape


def _table(found: list[tuple[object, ...]], footprints: GeoDataFrame) -> GeoDataFrame:
    frame = pd.DataFrame(
        found, columns=["building", "slope_deg", "azimuth_deg", "height_m", "shape"]
    )
    building = frame["building"].to_numpy("int64")
    owners = footprints.index.to_numpy()[building].astype("str")
    within = np.asarray(footprints.geometry.values)[building]
    # Where a cell and a footprint only touch, a line would be left; this drops it.
    flats = shapely.buffer(shapely.intersection(frame["shape"].to_numpy(), within), 0)
    slope = frame["slope_deg"].to_numpy("float64")
    number = frame.groupby("building").cumcount().to_numpy()
    names = [f"{owner}-{k}" for owner, k in zip(owners, number, strict=True)]
    return GeoDataFrame(
        {
            "building_id": pd.Series(owners, dtype="str").to_numpy(),
            "area_m2": shapely.area(flats) / np.cos(np.radians(slope)),
            "slope_deg": slope,
            "azimuth_deg": frame["azimuth_deg"].to_numpy("float64"),
            "height_m": frame["height_m"].to_numpy("float64"),
        },
        geometry=flats,
        crs=footprints.crs,
        index=pd.Index(names, name="roof_plane_id", dtype="str"),
    )
