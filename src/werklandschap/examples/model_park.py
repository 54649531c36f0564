"""The model park: a made-up Dutch business park with everything on it."""

import numpy as np
from numpy.random import Generator
from shapely import Polygon, box

from werklandschap.examples import _tables
from werklandschap.examples._buildings import Development, develop
from werklandschap.examples._elevation import heights
from werklandschap.examples._ground import ground_layers
from werklandschap.examples._layout import CENTRE_M, Layout, lay_out
from werklandschap.examples._paint import Layer, paint
from werklandschap.examples._plots import divide
from werklandschap.examples._trees import Tree, plant
from werklandschap.examples._weather import weather_hours
from werklandschap.examples.place import GeneratedPlace
from werklandschap.geo.grids import GridDefinition

Parts = list[tuple[Layer, Polygon]]

_SMALLEST_HA = 10.0
_HALO_M = 100.0
"""How far the map and the grids go on around the park."""


def model_park(
    *,
    seed: int = 1,
    area_ha: float = 40.0,
    cell_m: float = 0.5,
    centre_m: tuple[float, float] = CENTRE_M,
) -> GeneratedPlace:
    """Make up a plausible business park.

    Parameters
    ----------
    seed : int
        The park to draw; the same number gives the same park.
    area_ha : float
        Area of the park, at least 10 and most plausible from 30 to 60. [ha]
    cell_m : float
        Cell size of the grids. [m]
    centre_m : tuple of float
        Where it lies, in RD New. [m]

    Returns
    -------
    GeneratedPlace
        Tables ``parks``, ``cover``, ``buildings``, ``roof_planes``, ``trees``,
        ``parcels``, ``protected_areas``, ``regions``, ``paths`` and ``weather_hours``, and
        grids ``terrain_m`` and ``surface_m``, for the park and 100 m around it.

    Raises
    ------
    ValueError
        If the park is too small for a street.

    Notes
    -----
    The cover is a partition: no overlaps, and no gaps but for the one or two percent
    that nobody mapped. Nothing in it was measured; its sizes and shares are choices
    that look like a Dutch park.
    """
    if area_ha < _SMALLEST_HA:
        message = f"a model park has at least {_SMALLEST_HA} ha, not {area_ha}"
        raise ValueError(message)
    rng = np.random.default_rng([seed, round(area_ha * 100)])
    layout = lay_out(area_ha, centre_m, rng)
    definition = GridDefinition.around(
        layout.outline.buffer(_HALO_M).bounds, cell_m=cell_m
    )
    surroundings = box(*definition.bounds)
    developments = _developments(layout, rng)
    parts = _parts(ground_layers(layout, developments, surroundings, rng))
    footprints = _seen(parts, "building")
    planted = _planted(layout, parts, footprints, rng)
    found = heights(
        definition,
        outline=layout.outline,
        parts=parts,
        developments=developments,
        footprints=footprints,
        trees=planted,
        rng=rng,
    )
    buildings = _tables.buildings(developments, footprints, found.floors_m, seed, rng)
    return GeneratedPlace(
        seed=seed,
        tables={
            "parks": _tables.parks(layout, developments, seed),
            "cover": _tables.cover(parts, seed),
            "buildings": buildings,
            "roof_planes": _tables.roof_planes(buildings, developments, seed),
            "trees": _tables.trees(planted, seed),
            "parcels": _tables.parcels(layout, developments, seed),
            "protected_areas": _tables.protected_areas(layout, seed),
            "regions": _tables.regions(layout),
            "paths": _tables.paths(layout, surroundings, seed),
            "weather_hours": weather_hours(),
        },
        grids={"terrain_m": found.terrain_m, "surface_m": found.surface_m},
    )


def _developments(layout: Layout, rng: Generator) -> list[Development]:
    """Divide the blocks into plots and build on them."""
    corridor = layout.corridor
    plots = [plot for block in layout.blocks for plot in divide(block, corridor, rng)]
    return [develop(plot, corridor, rng) for plot in plots]


def _parts(layers: list[Layer]) -> Parts:
    """Paint the layers, and tell of every part what it is."""
    painted = zip(layers, paint(layers), strict=True)
    return [(layer, shape) for layer, shapes in painted for shape in shapes]


def _planted(
    layout: Layout, parts: Parts, buildings: list[Polygon], rng: Generator
) -> list[Tree]:
    """Plant the verges and the green within the park."""
    greens = _seen(parts, "grassland", "planting")
    inside = [green for green in greens if green.within(layout.outline)]
    return plant(layout, _seen(parts, "verge"), inside, buildings, rng)


def _seen(parts: Parts, *classes: str) -> list[Polygon]:
    """Pick the ground of some classes."""
    return [shape for layer, shape in parts if layer.cover_class in classes]
