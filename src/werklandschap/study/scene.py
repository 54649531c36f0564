"""A landscape as arrays: what simulations of heat, water and sun calculate with."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

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
from werklandschap.parameters import Assumptions

Codes = NDArray[np.int32]

_MOSTLY = 0.5
_ALL_ROUND = np.ones((3, 3), bool)
_EVEN_M, _EVEN_RATIO = 0.2, 0.05
"""A deck is this even from cell to cell: noise of heights, and a slope of 5 %."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class GroundCells:
    """What the ground is in each cell; ``is_walked`` and ``is_stayed`` by its function.

    ``is_built`` is under a building by the map of the ground, whether or not the table of
    buildings knows it.
    """

    green_fraction: Cells
    water_fraction: Cells
    is_paved: Mask
    is_built: Mask
    is_mapped: Mask
    is_walked: Mask
    is_stayed: Mask


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Scene:
    """The arrays of a place, all in the same cells and without a missing value.

    Heights are in m NAP, heights of things in m above the terrain. ``filled`` counts
    the cells that had no height, or one that cannot be: ``terrain`` was taken from the
    nearest cell, ``surface`` from tables (buildings) or as bare; ``decks`` counts cells
    of bridges and viaducts, on which one walks; ``unmapped`` those that stand up where no
    map tells of what: they are taken for trees. ``flat`` tells that no height of the
    ground was known, ``assumed`` none of what stands on it. Crowns begin at
    ``crown_base_share`` of the height of a tree.
    """

    definition: GridDefinition
    terrain_m: Cells
    building_height_m: Cells
    tree_height_m: Cells
    shade_height_m: Cells
    building: Codes
    ground: GroundCells
    filled: Mapping[str, int]
    crown_base_share: float

    @property
    def is_building(self) -> Mask:
        """Whether a cell is under a building, of the table or on the map."""
        return (self.building >= 0) | self.ground.is_built

    @property
    def roofs_m(self) -> Cells:
        """Terrain with buildings on it, without trees. [m NAP]."""
        return self.terrain_m + self.building_height_m

    @property
    def crowns_m(self) -> Cells:
        """Everything that casts shade: terrain, buildings, crowns, sails. [m NAP]."""
        plants_m = np.maximum(self.tree_height_m, self.shade_height_m)
        return self.terrain_m + np.maximum(self.building_height_m, plants_m)

    @property
    def undersides_m(self) -> Cells:
        """Where crowns begin; roofs or ground elsewhere. [m NAP].

        A sail is solid down to the ground: how thin it is lies below what cells can show.
        """
        is_crown = self.tree_height_m > np.maximum(
            self.building_height_m, self.shade_height_m
        )
        bare_m = np.float32(1 - self.crown_base_share) * self.tree_height_m
        undersides: Cells = np.where(is_crown, self.crowns_m - bare_m, self.roofs_m)
        return undersides


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
    definition = _definition(landscape, cell_m, halo_m)
    building = _burned(landscape.buildings, definition)
    highest_m = landscape.assumptions["scene.highest_m"]
    terrain, filled = _terrain(landscape.terrain_m, definition, highest_m)
    ground = _ground(landscape, definition)
    is_hard = ground.is_paved | (ground.water_fraction >= _MOSTLY)
    is_built = (building >= 0) | ground.is_built
    things = _heights(landscape, definition, terrain, is_built, is_hard)
    is_guess = (things.tree_m > 0) & ~ground.is_mapped
    if things.is_measured and is_guess.any():
        filled["unmapped"] = int(is_guess.sum())
    return Scene(
        definition=definition,
        terrain_m=terrain + things.deck_m,
        building_height_m=things.building_m,
        tree_height_m=things.tree_m,
        shade_height_m=_sails(landscape.shade_objects, definition, is_built),
        building=building,
        ground=ground,
        filled=filled | things.filled,
        crown_base_share=landscape.assumptions["scene.crown_base_share"],
    )


def affordable_cell_m(
    landscape: Landscape, *, cell_m: float, halo_m: float, most_cells: float
) -> float:
    """Double the size of cells until a place has no more than so many.

    Parameters
    ----------
    landscape : Landscape
        The place.
    cell_m : float
        The size that is wanted. [m]
    halo_m : float
        How far around the parks. [m]
    most_cells : float
        How many cells memory has room for.

    Returns
    -------
    float
        The size of the cells. [m]
    """
    while True:
        definition = _definition(landscape, cell_m, halo_m)
        if definition.rows * definition.columns <= most_cells:
            return cell_m
        cell_m *= 2


def _definition(landscape: Landscape, cell_m: float, halo_m: float) -> GridDefinition:
    outline = shapely.union_all(np.asarray(landscape.parks.geometry.values))
    return GridDefinition.around(outline.buffer(halo_m).bounds, cell_m=cell_m)


def _burned(frame: GeoDataFrame | None, definition: GridDefinition) -> Codes:
    if frame is None or frame.empty:
        return np.full(definition.shape, -1, np.int32)
    return burn(list(frame.geometry.values), definition)


def _believed(grid: Grid, definition: GridDefinition, highest_m: float) -> Cells:
    """Read heights, without those that cannot be."""
    heights = grid.on(definition).values
    believed: Cells = np.where(np.abs(heights) <= highest_m, heights, np.nan)
    return believed.astype(np.float32)


def _terrain(
    grid: Grid | None, definition: GridDefinition, highest_m: float
) -> tuple[Cells, dict[str, int]]:
    flat = np.zeros(definition.shape, np.float32), {"flat": 1}
    if grid is None:
        return flat
    heights = _believed(grid, definition, highest_m)
    is_missing = np.isnan(heights)
    if is_missing.all():
        return flat
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


class _Things(NamedTuple):
    """How high things stand above the terrain [m], measured or not, and what was filled."""

    building_m: Cells
    tree_m: Cells
    deck_m: Cells
    filled: dict[str, int]
    is_measured: bool


def _heights(
    landscape: Landscape,
    definition: GridDefinition,
    terrain: Cells,
    is_built: Mask,
    is_hard: Mask,
) -> _Things:
    limits = landscape.assumptions
    assumed = _assumed_heights(landscape, definition, is_built)
    none = np.zeros(definition.shape, np.float32)
    if landscape.surface_m is None or landscape.terrain_m is None:
        return _Things(*assumed, none, {"assumed": 1}, is_measured=False)
    surface = _believed(landscape.surface_m, definition, limits["scene.highest_m"])
    above = surface - terrain
    is_missing = ~(above <= limits["scene.highest_m"])
    if is_missing.all():
        return _Things(*assumed, none, {"assumed": 1}, is_measured=False)
    above = np.where(is_missing, 0.0, above).astype(np.float32)
    built = np.where(is_missing, assumed[0], np.maximum(above, 0.0))
    is_tree, is_deck = _trees_and_decks(above, is_built, is_hard, definition, limits)
    counts = {"surface": int(is_missing.sum()), "decks": int(is_deck.sum())}
    return _Things(
        np.where(is_built, built, 0.0).astype(np.float32),
        np.where(is_tree, above, 0.0).astype(np.float32),
        np.where(is_deck, above, 0.0).astype(np.float32),
        {name: count for name, count in counts.items() if count},
        is_measured=True,
    )


def _trees_and_decks(
    above: Cells,
    is_built: Mask,
    is_hard: Mask,
    definition: GridDefinition,
    limits: Assumptions,
) -> tuple[Mask, Mask]:
    """Tell what stands up beside buildings: crowns, or even decks above hard ground."""
    # A border of one cell around buildings is wall, not tree.
    beside = ndimage.binary_dilation(is_built, _ALL_ROUND)
    is_high = ~beside & (above > limits["scene.tree_from_m"])
    area_m2 = definition.cell_area_m2
    unevenness = ndimage.maximum_filter(above, 3) - ndimage.minimum_filter(above, 3)
    even_m = _EVEN_M + _EVEN_RATIO * 2 * definition.cell_m
    is_even = is_high & is_hard & (unevenness < even_m)
    decks = _large(is_even, limits["scene.smallest_deck_m2"] / area_m2)
    # Its edges are uneven: they belong to it as well.
    is_deck = ndimage.binary_dilation(decks, _ALL_ROUND) & is_high & is_hard
    crowns = limits["vegetation.smallest_crown_m2"] / area_m2
    return _large(is_high & ~is_deck, crowns), is_deck


def _large(mask: Mask, least_cells: float) -> Mask:
    """Keep the patches of so many cells or more."""
    labels, _ = ndimage.label(mask)
    is_kept = np.bincount(labels.ravel()) >= least_cells
    is_kept[0] = False
    large: Mask = is_kept[labels]
    return large


def _assumed_heights(
    landscape: Landscape, definition: GridDefinition, is_built: Mask
) -> tuple[Cells, Cells]:
    """Stand buildings and trees as high as their tables say, or as is assumed."""
    limits, shape = landscape.assumptions, definition.shape
    usual = limits["scene.building_height_m"]
    built = np.where(is_built, usual, 0.0).astype(np.float32)
    if landscape.buildings is not None and len(landscape.buildings):
        rows = landscape.buildings
        known = (rows["roof_m"] - rows["ground_m"]).clip(lower=0)
        height = known.fillna(usual).to_numpy(np.float32)
        codes = _burned(rows, definition)
        built = np.where(codes >= 0, height[codes], built).astype(np.float32)
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


def _sails(
    objects: GeoDataFrame | None, definition: GridDefinition, is_built: Mask
) -> Cells:
    """Span what was put up for shade, beside buildings."""
    codes = _burned(objects, definition)
    if objects is None or objects.empty:
        return np.zeros(definition.shape, np.float32)
    tall = objects["height_m"].to_numpy(np.float32)
    return np.where((codes >= 0) & ~is_built, tall[codes], 0.0).astype(np.float32)


def _ground(landscape: Landscape, definition: GridDefinition) -> GroundCells:
    rows = ground_rows(landscape)
    if rows is None:
        none, nowhere = (
            np.zeros(definition.shape, np.float32),
            np.zeros(definition.shape, bool),
        )
        return GroundCells(
            green_fraction=none,
            water_fraction=none,
            is_paved=nowhere,
            is_built=nowhere,
            is_mapped=nowhere,
            is_walked=nowhere,
            is_stayed=nowhere,
        )
    code = burn(list(rows.geometry.values), definition)
    return GroundCells(
        green_fraction=_looked_up(rows["green_fraction"], code),
        water_fraction=_looked_up(rows["water_fraction"], code),
        is_paved=_told(rows["is_paved"].to_numpy(dtype=bool), code),
        is_built=_told((rows["theme"] == "building").to_numpy(bool), code),
        is_mapped=_told((rows["cover_class"] != "unmapped").to_numpy(bool), code),
        is_walked=_told(is_walked(rows).to_numpy(bool), code),
        is_stayed=_told(is_stayed(rows).to_numpy(bool), code),
    )


def ground_rows(landscape: Landscape) -> GeoDataFrame | None:
    """List the ground cover in and around the parks, in the order in which to burn it.

    Parameters
    ----------
    landscape : Landscape
        The place.

    Returns
    -------
    GeoDataFrame or None
        In the columns of ``surfaces``: what lies around first, as it may overlap, and
        there large before small; None where no cover is known. [m]
    """
    frames = [
        frame
        for frame in (_largest_first(landscape.surroundings), landscape.surfaces)
        if frame is not None and len(frame)
    ]
    return GeoDataFrame(pd.concat(frames)) if frames else None


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
