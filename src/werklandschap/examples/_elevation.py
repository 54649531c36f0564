"""The heights of a made-up park: gentle relief, cambered roads, ditches, docks, roofs."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray
from scipy import ndimage
from shapely import Polygon

from werklandschap.examples._buildings import Building, Development, Dock, built_on
from werklandschap.examples._paint import Layer
from werklandschap.examples._trees import Tree
from werklandschap.geo.burn import burn
from werklandschap.geo.grids import Grid, GridDefinition

_GROUND_M_NAP, _WATER_M_NAP = 2.1, 1.15
_WAVES_M = ((420.0, 0.11), (260.0, 0.08), (150.0, 0.05), (95.0, 0.03))
"""Length and height of the waves that make the relief."""

_PARK_M, _PLOT_M, _FLOOR_M = 0.55, 0.2, 0.15
"""How much a park is raised above the fields, a plot above the street, a floor above
its plot."""

_SLOPES_M = 2.5
"""Over which width such a rise is spread."""

_KERBS_M = {"open_paving": 0.12, "verge": 0.08, "traffic_island": 0.25}
_CAMBER, _CROWN_M, _GUTTER_M = 0.025, 3.5, 0.04
_BANK_SLOPE = 1.0
_SHED_M = 2.7
_VEGETATION_M: Mapping[str, tuple[float, float]] = {
    "grassland": (0.02, 0.1),
    "verge": (0.02, 0.1),
    "arable": (0.1, 0.5),
    "planting": (0.5, 1.6),
    "shrubs": (1.2, 3.2),
    "forest": (8.0, 14.0),
}

Cells = NDArray[np.float32]
Floats = NDArray[np.float64]
Indices = NDArray[np.integer]


@dataclass(frozen=True, slots=True, kw_only=True)
class Heights:
    """Terrain and surface, in m NAP, and the floor level of each building."""

    terrain_m: Grid
    surface_m: Grid
    floors_m: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class _Ground:
    """The painted map on the grid: for each cell its part, and of what layer it is."""

    at: Indices
    layers: tuple[Layer, ...]

    def where(self, *themes: str, cover_class: str | None = None) -> NDArray[np.bool_]:
        """Tell which cells have one of the themes, and that class if one is given."""
        is_so = [
            layer.theme in themes and cover_class in {None, layer.cover_class}
            for layer in self.layers
        ]
        # Ground that nobody mapped has index -1, and so takes the last answer.
        return np.array([*is_so, False])[self.at]

    def number(self, of: Sequence[float], unmapped: float) -> Cells:
        """Give each cell the number of its part."""
        cells: Cells = np.array([*of, unmapped], np.float32)[self.at]
        return cells


def heights(
    definition: GridDefinition,
    *,
    outline: Polygon,
    parts: Sequence[tuple[Layer, Polygon]],
    developments: Sequence[Development],
    footprints: Sequence[Polygon],
    trees: Sequence[Tree],
    rng: Generator,
) -> Heights:
    """Compute the terrain and the surface of a park from what stands on it.

    ``footprints`` are those of the buildings of ``developments`` as painted.
    """
    buildings = built_on(developments)
    docks = [dock for development in developments for dock in development.docks]
    at = burn([shape for _, shape in parts], definition)
    ground = _Ground(at, tuple(layer for layer, _ in parts))
    raised = _raised(definition, outline, ground, rng)
    terrain = _with_streets(raised, ground, definition)
    _flood(terrain, raised, ground, definition)
    _dig(terrain, docks, definition)
    floors_m = tuple(_floors(raised, buildings, definition))
    surface = terrain + _vegetation(ground, rng)
    surface[ground.where("structure")] += np.float32(_SHED_M)
    _grow(surface, terrain, trees, definition)
    roofs = list(zip(footprints, buildings, floors_m, strict=True))
    _build(terrain, surface, roofs, definition)
    return Heights(
        terrain_m=Grid(definition, terrain),
        surface_m=Grid(definition, surface),
        floors_m=floors_m,
    )


def _raised(
    definition: GridDefinition, outline: Polygon, ground: _Ground, rng: Generator
) -> Cells:
    """Compute the relief, with the park above the fields and plots above streets."""
    x, y = definition.centres_m()
    relief = np.full(definition.shape, _GROUND_M_NAP, np.float32)
    for length_m, height_m in _WAVES_M:
        direction, phase = rng.uniform(0, 2 * math.pi, 2)
        turn = 2 * math.pi / length_m
        # cos(a + b), so that cosines are taken of rows and columns only.
        a = (turn * math.cos(direction) * (x - x[0]) + phase).astype(np.float32)
        b = (turn * math.sin(direction) * (y - y[0])).astype(np.float32)
        wave = np.outer(np.cos(b), np.cos(a)) - np.outer(np.sin(b), np.sin(a))
        relief += np.float32(height_m) * wave
    is_park = burn([outline], definition) == 0
    is_plot = is_park & ~ground.where("road", "road_support")
    steps = _PARK_M * is_park.astype(np.float32) + np.float32(_PLOT_M) * is_plot
    width = max(1, round(_SLOPES_M / definition.cell_m))
    raised: Cells = relief + ndimage.uniform_filter(steps, width)
    return raised


def _with_streets(raised: Cells, ground: _Ground, definition: GridDefinition) -> Cells:
    """Add kerbs, and give carriageways a camber that leads rain to their gutters."""
    kerbs = [
        _KERBS_M.get(layer.cover_class, 0.0)
        if layer.theme in {"road", "road_support"}
        else 0.0
        for layer in ground.layers
    ]
    is_road = ground.where("road", cover_class="closed_paving")
    terrain = raised + ground.number(kerbs, 0.0)
    from_gutter_m = _depth_inside(is_road, definition)
    camber = np.minimum(from_gutter_m, np.float32(_CROWN_M)) * np.float32(_CAMBER)
    terrain[is_road] += camber - np.float32(_GUTTER_M)
    return terrain


def _flood(
    terrain: Cells, raised: Cells, ground: _Ground, definition: GridDefinition
) -> None:
    """Let banks slope down to the water, and make the water level."""
    is_wet = ground.where("water", "water_support")
    bank = raised[is_wet] - np.float32(_BANK_SLOPE) * _depth_inside(is_wet, definition)
    terrain[is_wet] = np.maximum(bank, np.float32(_WATER_M_NAP))
    terrain[ground.where("water")] = np.float32(_WATER_M_NAP)


def _depth_inside(mask: NDArray[np.bool_], definition: GridDefinition) -> Cells:
    """Tell for the cells of a mask how far they are from its border, in m."""
    depth = ndimage.distance_transform_edt(mask, sampling=definition.cell_m)
    inside: Cells = np.asarray(depth, np.float32)[mask]
    return inside


def _dig(terrain: Cells, docks: Sequence[Dock], definition: GridDefinition) -> None:
    """Lower the ramps of loading docks towards the wall."""
    for dock, row, column, x, y in _cells_of(docks, definition):
        from_wall_m = (x - dock.wall[0]) * dock.away[0]
        from_wall_m += (y - dock.wall[1]) * dock.away[1]
        share = np.clip(1 - from_wall_m / dock.length_m, 0, 1)
        terrain[row, column] -= (dock.depth_m * share).astype(np.float32)


def _cells_of(
    docks: Sequence[Dock], definition: GridDefinition
) -> Iterator[tuple[Dock, Indices, Indices, Floats, Floats]]:
    at = burn([dock.shape for dock in docks], definition)
    x, y = definition.centres_m()
    for number, dock in enumerate(docks):
        row, column = np.nonzero(at == number)
        yield dock, row, column, x[column], y[row]


def _floors(
    raised: Cells, buildings: Sequence[Building], definition: GridDefinition
) -> Iterator[float]:
    """Lay the floor of each building a little above its plot, to the centimetre."""
    for building in buildings:
        middle = building.footprint.representative_point()
        row = int((definition.north_m - middle.y) // definition.cell_m)
        column = int((middle.x - definition.west_m) // definition.cell_m)
        yield round(float(raised[row, column]) + _FLOOR_M, 2)


def _vegetation(ground: _Ground, rng: Generator) -> Cells:
    """Give green a height of its own per object, uneven from cell to cell."""
    tops = [
        rng.uniform(*_VEGETATION_M.get(layer.cover_class, (0.0, 0.0)))
        for layer in ground.layers
    ]
    uneven = rng.random(ground.at.shape, dtype=np.float32)
    smooth = ndimage.uniform_filter(uneven, 3)
    height: Cells = ground.number(tops, 0.0) * (np.float32(0.5) + smooth)
    return height


def _grow(
    surface: Cells, terrain: Cells, trees: Sequence[Tree], definition: GridDefinition
) -> None:
    """Raise the surface to the crowns of the trees: half ellipsoids on a trunk."""
    cell_m, (x, y) = definition.cell_m, definition.centres_m()
    for tree in trees:
        reach = tree.crown_m / 2
        left = max(0, math.ceil((tree.x - reach - x[0]) / cell_m))
        right = max(0, math.floor((tree.x + reach - x[0]) / cell_m) + 1)
        top = max(0, math.ceil((y[0] - tree.y - reach) / cell_m))
        low = max(0, math.floor((y[0] - tree.y + reach) / cell_m) + 1)
        here = surface[top:low, left:right]
        if not here.size:
            continue
        away = (x[left:right] - tree.x) ** 2 + (y[top:low, None] - tree.y) ** 2
        dome = np.sqrt(np.clip(1 - away / reach**2, 0, None))
        crown = terrain[top:low, left:right] + tree.height_m * (0.55 + 0.45 * dome)
        np.maximum(here, np.where(dome > 0, crown, 0).astype(np.float32), out=here)


def _build(
    terrain: Cells,
    surface: Cells,
    roofs: Sequence[tuple[Polygon, Building, float]],
    definition: GridDefinition,
) -> None:
    """Level the ground under buildings and raise the surface to their roofs."""
    # Footprints come first, for the odd cell between planes.
    whole = [(shape, b.planes[0], floor_m) for shape, b, floor_m in roofs]
    parts = [(p.shape, p, floor_m) for _, b, floor_m in roofs for p in b.planes]
    shapes, planes, floors_m = zip(*whole, *parts, strict=True)
    at = burn(shapes, definition)
    row, column = np.nonzero(at >= 0)
    number = at[row, column]
    x, y = definition.centres_m()
    anchor = np.array([plane.anchor for plane in planes])[number]
    rise = np.array([plane.rise for plane in planes])[number]
    height_m = np.array([plane.height_m for plane in planes])[number]
    floor_m = np.array(floors_m)[number]
    east_m, north_m = x[column] - anchor[:, 0], y[row] - anchor[:, 1]
    slope_m = east_m * rise[:, 0] + north_m * rise[:, 1]
    terrain[row, column] = floor_m
    surface[row, column] = floor_m + height_m + slope_m
