"""A landscape as arrays: what simulations of heat, water and sun calculate with."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
import shapely
from geopandas import GeoDataFrame
from numpy.typing import NDArray
from scipy import ndimage

from werklandschap.geo.burn import burn
from werklandschap.geo.grids import Cells, Grid, GridDefinition, Mask
from werklandschap.landscape import Landscape
from werklandschap.landscape.uses import is_stayed, is_walked

Codes = NDArray[np.int32]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class GroundCells:
    """What the ground is in each cell; ``is_walked`` and ``is_stayed`` by its function."""

    green_fraction: Cells
    water_fraction: Cells
    is_paved: Mask
    is_mapped: Mask
    is_walked: Mask
    is_stayed: Mask


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Scene:
    """The arrays of a place, all in the same cells and without a missing value.

    Heights are in m NAP, heights of things in m above the terrain. ``filled`` counts
    the cells that had no height: holes under buildings, crowns and water.
    """

    definition: GridDefinition
    terrain_m: Cells
    building_height_m: Cells
    tree_height_m: Cells
    building: Codes
    ground: GroundCells
    filled: Mapping[str, int]

    @property
    def is_building(self) -> Mask:
        """Whether a cell is under a building."""
        return self.building >= 0

    @property
    def roofs_m(self) -> Cells:
        """Terrain with buildings on it, without trees. [m NAP]."""
        return self.terrain_m + self.building_height_m

    @property
    def crowns_m(self) -> Cells:
        """Everything that casts shade: terrain, buildings and crowns. [m NAP]."""
        return self.terrain_m + np.maximum(self.building_height_m, self.tree_height_m)


def scene_of(landscape: Landscape, *, cell_m: float, halo_m: float) -> Scene:
    """Lay a landscape out in cells.

    Parameters
    ----------
    landscape : Landscape
        The place. Without grids the terrain is flat, and buildings and trees stand on
        it as high as their tables say, or as the parameters ``scene.*`` assume.
    cell_m : float
        Size of the cells. [m]
    halo_m : float
        How far around the parks. [m]
    """
    outline = shapely.union_all(np.asarray(landscape.parks.geometry.values))
    definition = GridDefinition.around(outline.buffer(halo_m).bounds, cell_m=cell_m)
    building = _burned(landscape.buildings, definition)
    terrain, filled = _terrain(landscape.terrain_m, definition)
    built, trees = _heights(landscape, definition, terrain, building >= 0)
    return Scene(
        definition=definition,
        terrain_m=terrain,
        building_height_m=built,
        tree_height_m=trees,
        building=building,
        ground=_ground(landscape, definition),
        filled=filled,
    )


def _burned(frame: GeoDataFrame | None, definition: GridDefinition) -> Codes:
    if frame is None or frame.empty:
        return np.full(definition.shape, -1, np.int32)
    return burn(list(frame.geometry.values), definition)


def _terrain(
    grid: Grid | None, definition: GridDefinition
) -> tuple[Cells, dict[str, int]]:
    if grid is None:
        return np.zeros(definition.shape, np.float32), {"flat": 1}
    heights = grid.on(definition).values
    is_missing = np.isnan(heights)
    if is_missing.all():
        return np.zeros(definition.shape, np.float32), {"flat": 1}
    counted = {"terrain": int(is_missing.sum())} if is_missing.any() else {}
    return nearest_filled(heights), counted


def nearest_filled(heights: Cells) -> Cells:
    """Fill cells without a height with the nearest measured one."""
    is_missing = np.isnan(heights)
    if not is_missing.any():
        return heights
    nearest = ndimage.distance_transform_edt(
        is_missing, return_distances=False, return_indices=True
    )
    filled: Cells = heights[tuple(nearest)]
    return filled


def _heights(
    landscape: Landscape, definition: GridDefinition, terrain: Cells, is_built: Mask
) -> tuple[Cells, Cells]:
    limits = landscape.assumptions
    if landscape.surface_m is None or landscape.terrain_m is None:
        return _assumed_heights(landscape, definition, is_built)
    surface = landscape.surface_m.on(definition).values
    above = np.where(np.isnan(surface), 0.0, surface - terrain).astype(np.float32)
    built = np.where(is_built, np.maximum(above, 0.0), 0.0).astype(np.float32)
    # A border of one cell around buildings is wall, not tree.
    beside = ndimage.binary_dilation(is_built, np.ones((3, 3), bool))
    is_tree = ~beside & (above > limits["scene.tree_from_m"])
    labels, _ = ndimage.label(is_tree)
    sizes = np.bincount(labels.ravel())
    smallest = limits["vegetation.smallest_crown_m2"] / definition.cell_area_m2
    is_large = sizes >= smallest
    is_large[0] = False
    trees = np.where(is_large[labels], above, 0.0).astype(np.float32)
    return built, trees


def _assumed_heights(
    landscape: Landscape, definition: GridDefinition, is_built: Mask
) -> tuple[Cells, Cells]:
    """Stand buildings and trees as high as their tables say, or as is assumed."""
    limits, shape = landscape.assumptions, definition.shape
    built = np.zeros(shape, np.float32)
    if landscape.buildings is not None and is_built.any():
        rows = landscape.buildings
        known = (rows["roof_m"] - rows["ground_m"]).clip(lower=0)
        height = known.fillna(limits["scene.building_height_m"]).to_numpy(np.float32)
        codes = _burned(rows, definition)
        built = np.where(codes >= 0, height[codes], 0.0).astype(np.float32)
    trees = np.zeros(shape, np.float32)
    if landscape.trees is not None and len(landscape.trees):
        points = landscape.trees
        crown = points["crown_diameter_m"].fillna(limits["vegetation.crown_diameter_m"])
        circles = shapely.buffer(np.asarray(points.geometry.values), crown / 2)
        codes = burn(list(circles), definition)
        height = points["height_m"].fillna(limits["scene.tree_height_m"])
        tall = height.to_numpy(np.float32)
        trees = np.where((codes >= 0) & ~is_built, tall[codes], 0.0).astype(np.float32)
    return built, trees


def _ground(landscape: Landscape, definition: GridDefinition) -> GroundCells:
    frames = [
        frame
        for frame in (_largest_first(landscape.surroundings), landscape.surfaces)
        if frame is not None and len(frame)
    ]
    if not frames:
        none, nowhere = (
            np.zeros(definition.shape, np.float32),
            np.zeros(definition.shape, bool),
        )
        return GroundCells(
            green_fraction=none,
            water_fraction=none,
            is_paved=nowhere,
            is_mapped=nowhere,
            is_walked=nowhere,
            is_stayed=nowhere,
        )
    rows = pd.concat(frames)
    code = burn(list(rows.geometry.values), definition)
    return GroundCells(
        green_fraction=_looked_up(rows["green_fraction"], code),
        water_fraction=_looked_up(rows["water_fraction"], code),
        is_paved=_told(rows["is_paved"].to_numpy(dtype=bool), code),
        is_mapped=_told((rows["cover_class"] != "unmapped").to_numpy(bool), code),
        is_walked=_told(is_walked(rows).to_numpy(bool), code),
        is_stayed=_told(is_stayed(rows).to_numpy(bool), code),
    )


def _largest_first(frame: GeoDataFrame | None) -> GeoDataFrame | None:
    """Put large objects below small ones, where they overlap."""
    if frame is None:
        return None
    order = np.argsort(-frame.geometry.area.to_numpy(), kind="stable")
    return frame.iloc[order]


def _looked_up(values: "pd.Series[float]", code: Codes) -> Cells:
    numbers = values.to_numpy(np.float32)
    return np.where(code >= 0, numbers[code], 0.0).astype(np.float32)


def _told(values: NDArray[np.bool_], code: Codes) -> Mask:
    told: Mask = (code >= 0) & values[code]
    return told
