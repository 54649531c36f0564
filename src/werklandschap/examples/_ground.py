"""What covers the ground of a made-up park and the fields around it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.random import Generator
from shapely import LineString, Polygon, box
from shapely.geometry.base import BaseGeometry
from shapely.ops import substring

from werklandschap.examples._buildings import Development
from werklandschap.examples._layout import EDGE_M, ROUNDABOUT_M, Layout, Street, along
from werklandschap.examples._paint import Layer

_PAVEMENT_M = 1.8
_UNMAPPED_SHARE = 0.018
_FIELD_M = 75.0


@dataclass(frozen=True, slots=True)
class _Brush:
    theme: str
    cover_class: str
    function: str | None = None

    def __call__(self, shape: BaseGeometry) -> Layer:
        return Layer(
            shape=shape,
            theme=self.theme,
            cover_class=self.cover_class,
            function=self.function,
        )


_GRASS = _Brush("vegetated", "grassland")
_ARABLE = _Brush("vegetated", "arable")
_PLANTING = _Brush("vegetated", "planting")
_SHRUBS = _Brush("vegetated", "shrubs")
_FOREST = _Brush("vegetated", "forest")
_VERGE = _Brush("road_support", "verge", "berm")
_ISLAND = _Brush("road_support", "traffic_island", "verkeerseiland")
_ROAD = _Brush("road", "closed_paving", "rijbaan lokale weg")
_PAVEMENT = _Brush("road", "open_paving", "voetpad")
_CYCLING = _Brush("road", "closed_paving", "fietspad")
_PARKING = _Brush("road", "open_paving", "parkeervlak")
_DRIVE = _Brush("road", "open_paving", "inrit")
_WATER = _Brush("water", "water")
_BANK = _Brush("water_support", "bank")
_BUILDING = _Brush("building", "building")
_SHED = _Brush("structure", "structure")
_UNPAVED = _Brush("bare", "unpaved")
_SAND = _Brush("bare", "sand")
_ASPHALT = _Brush("bare", "closed_paving")
_BRICKS = _Brush("bare", "open_paving")
_YARD = _Brush("bare", "yard")
_UNMAPPED = _Brush("", "")


def ground_layers(
    layout: Layout,
    developments: Sequence[Development],
    surroundings: Polygon,
    rng: Generator,
) -> list[Layer]:
    """List what covers the ground, from the fields up to the buildings."""
    corridor = layout.corridor
    layers = [
        *_fields(layout, surroundings, rng),
        *_edge(layout, rng),
        *(_PLANTING(block) for block in layout.blocks),
        _GRASS(layout.green),
        _BANK(layout.pond.buffer(2.5)),
        _WATER(layout.pond),
    ]
    for development in developments:
        layers += _plot(development, corridor, rng)
    layers += _unmapped(layout, developments, corridor, rng)
    layers += _public(layout, developments, rng)
    for development in developments:
        layers += [_ASPHALT(dock.shape) for dock in development.docks]
        layers += [_SHED(shed) for shed in development.sheds]
        layers += [_BUILDING(building.footprint) for building in development.buildings]
    return [layer for layer in layers if not layer.shape.is_empty]


def _fields(layout: Layout, surroundings: Polygon, rng: Generator) -> Iterator[Layer]:
    """Cut the land around the park into long fields with ditches between them."""
    run = along(layout.axis_rad)
    across = np.array([-run[1], run[0]])
    middle = shapely.get_coordinates(surroundings.centroid)[0]
    reach = 1.2 * surroundings.length / 4
    yield _GRASS(surroundings)
    for offset in np.arange(-reach, reach, _FIELD_M):
        start = middle + offset * across
        width = _FIELD_M / 2
        strip = LineString([start - reach * run, start + reach * run])
        field = strip.buffer(width, cap_style="flat").intersection(surroundings)
        if rng.uniform() < 0.3:
            yield _ARABLE(field)
        ditch = LineString(
            [start - reach * run + width * across, start + reach * run + width * across]
        )
        yield _BANK(ditch.buffer(2.0, cap_style="flat").intersection(surroundings))
        yield _WATER(ditch.buffer(1.1, cap_style="flat").intersection(surroundings))


def _edge(layout: Layout, rng: Generator) -> Iterator[Layer]:
    """Close the park off: trees on the side of the entrance, a ditch on the others."""
    outline = layout.outline
    run = along(layout.axis_rad)
    west = np.array([layout.roundabout.x, layout.roundabout.y])
    reach = 3_000.0
    across = np.array([-run[1], run[0]])
    front = Polygon(
        [
            west - reach * across,
            west - reach * across - reach * run,
            west + reach * across - reach * run,
            west + reach * across,
        ]
    )
    yield _BANK(outline)
    ditch = outline.buffer(-1.6).difference(outline.buffer(2.2 - EDGE_M))
    yield _WATER(ditch)
    yield (_FOREST if rng.uniform() < 0.5 else _SHRUBS)(outline.intersection(front))
    yield _BANK(outline.buffer(-EDGE_M, join_style="mitre"))


def _public(
    layout: Layout, developments: Sequence[Development], rng: Generator
) -> Iterator[Layer]:
    """Lay out the streets: verge, pavement, parking bays, driveways, carriageway."""
    corridor = layout.corridor
    yield _VERGE(corridor)
    yield _CYCLING(layout.cycle_path.buffer(1.75, cap_style="flat"))
    for street in layout.streets:
        yield _PAVEMENT(_pavement(street))
        for bay in _bays(street, rng):
            yield _PARKING(bay.intersection(layout.outline))
    for development in developments:
        yield _DRIVE(_drive(development, corridor, rng))
    for street in layout.streets:
        yield _ROAD(street.band(street.half_road_m))
    yield _ROAD(layout.circle(ROUNDABOUT_M))
    yield _ISLAND(layout.circle(ROUNDABOUT_M - 6.0))


def _pavement(street: Street) -> BaseGeometry:
    """Lay a pavement along one side, at the back of the verge."""
    outer, inner = street.half_corridor_m, street.half_corridor_m - _PAVEMENT_M
    return _side(street, outer).difference(street.band(inner))


def _side(street: Street, width_m: float) -> BaseGeometry:
    """Return the ground on one side of a street; of a ring, the inside."""
    line = street.line
    if line.is_closed:
        return street.band(width_m).intersection(Polygon(line))
    return line.buffer(-width_m, quad_segs=6, single_sided=True)


def _bays(street: Street, rng: Generator) -> Iterator[BaseGeometry]:
    """Lay bays for parking along stretches of the other side."""
    width_m = 2.2
    place = rng.uniform(20, 60)
    while place + 50 < street.line.length:
        stretch = rng.uniform(22, 48)
        line = substring(street.line, place, place + stretch)
        outer = line.buffer(
            street.half_road_m + width_m, cap_style="flat", single_sided=True
        )
        yield outer.difference(line.buffer(street.half_road_m, single_sided=True))
        place += stretch + rng.uniform(40, 130)


def _drive(
    development: Development, corridor: BaseGeometry, rng: Generator
) -> BaseGeometry:
    """Connect a plot to its street, once or twice."""
    plot = development.plot
    if development.state == "unbuilt":
        return Polygon()
    front = plot.frame.to_local(plot.shape.intersection(corridor.buffer(0.3)))
    left, _, right, _ = front.bounds
    width_m = 10.0 if plot.shape.area > 6_000 else 6.5
    shares = (0.12, 0.78) if right - left > 60 else (rng.uniform(0.1, 0.6),)
    drives = [
        box(x, -11.0, x + width_m, 0.5)
        for x in (left + share * (right - left) for share in shares)
    ]
    return plot.frame.to_rd(shapely.union_all(drives)).intersection(corridor)


def _plot(
    development: Development, corridor: BaseGeometry, rng: Generator
) -> Iterator[Layer]:
    """Lay out a plot: its floor, a green front and perhaps a green back."""
    shape = development.plot.shape
    if development.state == "unbuilt":
        yield (_GRASS, _GRASS, _UNPAVED, _SAND)[int(rng.integers(4))](shape)
        return
    floors = (_BRICKS, _BRICKS, _BRICKS, _YARD, _YARD, _ASPHALT)
    yield floors[int(rng.integers(len(floors)))](shape)
    greens = (_PLANTING, _GRASS, _GRASS)
    front = shape.intersection(corridor.buffer(rng.uniform(1.0, 3.5)))
    drive = _entry(development, corridor, front, rng)
    yield greens[int(rng.integers(3))](front.difference(drive))
    if rng.uniform() < 0.55:
        depth_m = rng.uniform(1.5, 5.0)
        back = _back(shape, corridor, depth_m)
        yield (_PLANTING, _GRASS, _SHRUBS)[int(rng.integers(3))](back)


def _entry(
    development: Development,
    corridor: BaseGeometry,
    front: BaseGeometry,
    rng: Generator,
) -> BaseGeometry:
    """Leave out of the green front what is driven over."""
    if rng.uniform() < 0.2:
        return front
    plot = development.plot
    left, _, right, _ = plot.frame.to_local(front).bounds
    width_m, share = min(30.0, 0.4 * (right - left)), rng.uniform(0.05, 0.5)
    begin = left + share * (right - left)
    return plot.frame.to_rd(box(begin, -30.0, begin + width_m, 30.0))


def _back(shape: Polygon, corridor: BaseGeometry, depth_m: float) -> BaseGeometry:
    inner = shape.buffer(-depth_m, join_style="mitre")
    return shape.difference(inner).difference(corridor.buffer(14.0))


def _unmapped(
    layout: Layout,
    developments: Sequence[Development],
    corridor: BaseGeometry,
    rng: Generator,
) -> Iterator[Layer]:
    """Leave some corners of plots out of the map, as every survey does."""
    missing_m2, enough_m2 = 0.0, _UNMAPPED_SHARE * layout.outline.area
    for number in rng.permutation(len(developments)):
        if missing_m2 >= enough_m2:
            return
        development = developments[int(number)]
        strip = _back(development.plot.shape, corridor, rng.uniform(2.0, 6.0))
        built = [b.footprint for b in development.buildings]
        rest = strip.difference(shapely.union_all(built))
        parts = sorted(shapely.get_parts(rest), key=lambda part: -part.area)
        if parts and parts[0].area < enough_m2 / 3:
            missing_m2 += parts[0].area
            yield _UNMAPPED(parts[0])
