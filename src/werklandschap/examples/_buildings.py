"""Putting halls, offices and rows of units on plots."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
import shapely
from numpy.random import Generator
from shapely import Polygon, box
from shapely.geometry.base import BaseGeometry

from werklandschap.examples import _roofs
from werklandschap.examples._plots import Frame, Plot
from werklandschap.examples._roofs import Plane

_SIDE_M = 4.0
_STOREY_M = 3.6
_USABLE_SHARE = 0.93
_SMALLEST_M2, _LARGEST_M2 = 280.0, 19_500.0
_DOCK_LENGTH_M = 14.0
_SMALLEST_WITH_DOCK_M2 = 2_500.0
_UNBUILT_SHARE, _STORAGE_SHARE = 0.07, 0.05
_INDUSTRY, _OFFICE, _SHOP = "industriefunctie", "kantoorfunctie", "winkelfunctie"


@dataclass(frozen=True, slots=True, kw_only=True)
class Building:
    """A building as it stands on its plot; heights are above its floor."""

    footprint: Polygon
    planes: tuple[Plane, ...]
    uses: str
    floor_area_m2: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Dock:
    """A loading dock: a ramp that goes down to the wall of a hall.

    ``wall`` is a point of the wall and ``away`` the direction from it.
    """

    shape: Polygon
    wall: tuple[float, float]
    away: tuple[float, float]
    length_m: float = _DOCK_LENGTH_M
    depth_m: float = 1.2


@dataclass(frozen=True, slots=True, kw_only=True)
class Development:
    """What was done with a plot: ``state`` is built, storage or unbuilt."""

    plot: Plot
    state: str
    buildings: tuple[Building, ...] = ()
    docks: tuple[Dock, ...] = ()
    sheds: tuple[Polygon, ...] = field(default=())


def built_on(developments: Sequence[Development]) -> list[Building]:
    """List the buildings, plot by plot."""
    return [b for development in developments for b in development.buildings]


Builder = Callable[[Polygon, Frame, Generator], list[Building]]


def develop(plot: Plot, corridor: BaseGeometry, rng: Generator) -> Development:
    """Build on a plot, or leave it as it is."""
    fate = rng.uniform()
    room = _room(plot, corridor, rng)
    if fate < _UNBUILT_SHARE or room.area < _SMALLEST_M2:
        return Development(plot=plot, state="unbuilt")
    if fate < _UNBUILT_SHARE + _STORAGE_SHARE:
        return Development(plot=plot, state="storage", sheds=_sheds(plot, [], rng))
    rectangle = _footprint(plot, room, rng)
    build = _choose(rectangle, rng)
    buildings = build(rectangle, plot.frame, rng)
    return Development(
        plot=plot,
        state="built",
        buildings=tuple(buildings),
        docks=_docks(plot, rectangle, build, rng),
        sheds=_sheds(plot, buildings, rng),
    )


def _room(plot: Plot, corridor: BaseGeometry, rng: Generator) -> Polygon:
    """Find about the largest rectangle along the street that keeps its distance."""
    inset = plot.shape.buffer(-_SIDE_M, join_style="mitre")
    open_ground = inset.difference(corridor.buffer(rng.uniform(7, 13)))
    local = plot.frame.to_local(open_ground)
    if local.is_empty:
        return Polygon()
    left, low, right, high = local.bounds
    x, y = np.linspace(left, right, 13), np.linspace(low, high, 11)
    x1, x2 = (x[i] for i in np.triu_indices(len(x), 2))
    y1, y2 = (y[i] for i in np.triu_indices(len(y), 2))
    boxes = shapely.box(x1[:, None], y1, x2[:, None], y2).ravel()
    areas = shapely.area(boxes)
    order = np.argsort(-areas, kind="stable")
    shapely.prepare(local)
    for start in range(0, len(order), 64):
        some = order[start : start + 64]
        fits = shapely.contains(local, boxes[some])
        if fits.any():
            return boxes[some[int(fits.argmax())]]
    return Polygon()


def _footprint(plot: Plot, room: Polygon, rng: Generator) -> Polygon:
    """Take as much of the room as firms use, from the street inward."""
    left, low, right, high = room.bounds
    most_m2 = min(_LARGEST_M2, rng.uniform(0.48, 0.7) * plot.shape.area)
    share = min(1.0, most_m2 / room.area)
    width = (
        (right - left) * max(share, rng.uniform(0.8, 1.0))
        if share < 1
        else right - left
    )
    depth = min(high - low, max(most_m2, _SMALLEST_M2) / width)
    shift = rng.uniform(0, 1) * (right - left - width)
    corner = (round(left + shift, 1), round(low, 1))
    return box(*corner, round(corner[0] + width - 0.1, 1), round(low + depth - 0.1, 1))


def _choose(rectangle: Polygon, rng: Generator) -> Builder:
    left, low, right, high = rectangle.bounds
    area_m2, chance = rectangle.area, rng.uniform()
    if area_m2 > 6_000:
        return _hall_with_office if chance < 0.85 else _saw_tooth_hall
    if area_m2 < 1_800 and chance < 0.3 and high - low > 14:
        return _office
    if area_m2 < 3_500 and chance < 0.5 and right - left > 45:
        return _row_of_units
    if chance < 0.62:
        return _hall_with_office
    return _gabled_hall if chance < 0.85 else _saw_tooth_hall


def _hall_with_office(
    rectangle: Polygon, frame: Frame, rng: Generator
) -> list[Building]:
    """Build a flat hall with offices of two or three storeys on the street."""
    left, low, right, high = rectangle.bounds
    height_m = _hall_height_m(rectangle, rng)
    office_depth = min(12.0, 0.35 * (high - low))
    office_width = round(rng.uniform(0.3, 0.6) * (right - left), 1)
    begins = left if rng.uniform() < 0.5 else right - office_width
    office = box(begins, low, begins + office_width, low + office_depth)
    hall = box(left, low + office_depth, right, high)
    storeys = int(rng.integers(2, 4))
    # An office as high as the hall would not show.
    office_m = min(storeys * _STOREY_M + 0.3, height_m + 2.9)
    planes = _roofs.flat(hall, frame, height_m=height_m)
    planes += _roofs.flat(office, frame, height_m=round(office_m, 2))
    use = _SHOP if rng.uniform() < 0.12 else _INDUSTRY
    gross_m2 = hall.area + storeys * office.area
    return [_building([hall, office], frame, planes, f"{use};{_OFFICE}", gross_m2)]


def _gabled_hall(rectangle: Polygon, frame: Frame, rng: Generator) -> list[Building]:
    eaves_m = round(rng.uniform(5.5, 8.0), 2)
    slope_deg = round(rng.uniform(6, 14), 1)
    planes = _roofs.gables(
        rectangle, frame, eaves_m=eaves_m, slope_deg=slope_deg, span_m=24.0
    )
    return [_building([rectangle], frame, planes, _INDUSTRY, rectangle.area)]


def _saw_tooth_hall(rectangle: Polygon, frame: Frame, rng: Generator) -> list[Building]:
    planes = _roofs.saw_tooth(
        rectangle,
        frame,
        eaves_m=round(rng.uniform(6, 8), 2),
        slope_deg=round(rng.uniform(18, 26), 1),
        tooth_m=rng.uniform(7, 11),
    )
    return [_building([rectangle], frame, planes, _INDUSTRY, rectangle.area)]


def _office(rectangle: Polygon, frame: Frame, rng: Generator) -> list[Building]:
    left, low, right, high = rectangle.bounds
    slab = box(left, low, right, min(high, low + 24.0))
    storeys = int(rng.integers(3, 7))
    planes = _roofs.flat(slab, frame, height_m=round(storeys * _STOREY_M + 0.5, 2))
    return [_building([slab], frame, planes, _OFFICE, storeys * slab.area)]


def _row_of_units(rectangle: Polygon, frame: Frame, rng: Generator) -> list[Building]:
    """Build a row of small units, each a building of its own, wall to wall."""
    left, low, right, high = rectangle.bounds
    high = min(high, low + 32.0)
    units = max(2, round((right - left) / rng.uniform(14, 22)))
    edges = np.round(np.linspace(left, right, units + 1), 1).tolist()
    height_m = round(rng.uniform(6.2, 8.2), 2)
    uses = (_INDUSTRY, _INDUSTRY, f"{_INDUSTRY};{_OFFICE}")
    return [
        _building(
            [unit],
            frame,
            _roofs.flat(unit, frame, height_m=height_m),
            uses[int(rng.integers(3))],
            1.4 * unit.area,
        )
        for begin, end in pairwise(edges)
        for unit in [box(begin, low, end, high)]
    ]


def _hall_height_m(rectangle: Polygon, rng: Generator) -> float:
    low, high = (10.5, 13.5) if rectangle.area > 6_000 else (6.5, 10.5)
    return round(rng.uniform(low, high), 2)


def _building(
    rectangles: list[Polygon],
    frame: Frame,
    planes: list[Plane],
    uses: str,
    gross_m2: float,
) -> Building:
    return Building(
        footprint=frame.to_rd(shapely.union_all(rectangles)),
        planes=tuple(planes),
        uses=uses,
        floor_area_m2=round(_USABLE_SHARE * gross_m2),
    )


def _docks(
    plot: Plot, rectangle: Polygon, build: Builder, rng: Generator
) -> tuple[Dock, ...]:
    """Dig a ramp along a side or the back of a large hall, where there is room."""
    left, low, right, high = rectangle.bounds
    if build is not _hall_with_office or rectangle.area < _SMALLEST_WITH_DOCK_M2:
        return ()
    middle, centre = (low + high) / 2 + 5.0, (left + right) / 2
    deep, wide = min(0.25 * (high - low), 22.0), min(0.3 * (right - left), 30.0)
    out = _DOCK_LENGTH_M
    sides = (
        (
            box(right, middle - deep, right + out, middle + deep),
            (right, middle),
            (1, 0),
        ),
        (box(left - out, middle - deep, left, middle + deep), (left, middle), (-1, 0)),
        (box(centre - wide, high, centre + wide, high + out), (centre, high), (0, 1)),
    )
    inside = plot.frame.to_local(plot.shape).buffer(-1.0)
    axes = np.stack([plot.frame.along, plot.frame.inward])
    for shape, wall, away in (sides[i] for i in rng.permutation(len(sides))):
        if inside.contains(shape):
            at, direction = plot.frame.origin + np.array(wall) @ axes, away @ axes
            return (
                Dock(
                    shape=plot.frame.to_rd(shape),
                    wall=(float(at[0]), float(at[1])),
                    away=(float(direction[0]), float(direction[1])),
                ),
            )
    return ()


def _sheds(
    plot: Plot, buildings: list[Building], rng: Generator
) -> tuple[Polygon, ...]:
    """Put a bicycle shed, transformer or tank somewhere on the plot."""
    count = int(rng.integers(0, 3))
    taken = shapely.union_all([building.footprint for building in buildings])
    free = plot.shape.buffer(-2.0).difference(taken.buffer(4.0))
    sheds: list[Polygon] = []
    west, south, east, north = plot.shape.bounds
    for _ in range(12 * count):
        x, y = rng.uniform(west, east), rng.uniform(south, north)
        local = box(-0.5, -0.5, 0.5, 0.5)
        size = ((4.0, 3.0), (12.0, 2.5), (6.0, 6.0))[int(rng.integers(3))]
        shape = shapely.transform(local, lambda xy, size=size: xy * size)
        here = Frame(np.array([x, y]), plot.frame.along, plot.frame.inward).to_rd(shape)
        if free.contains(here) and not any(here.intersects(s.buffer(1)) for s in sheds):
            sheds.append(here)
            if len(sheds) == count:
                break
    return tuple(sheds)


def built_year(development: Development, start: Polygon, rng: Generator) -> int | None:
    """Date a plot by its distance from where the park began; a few are unknown."""
    if rng.uniform() < 0.03:
        return None
    distance_m = development.plot.shape.centroid.distance(start)
    year = 1974 + distance_m / 22 + 7 * rng.standard_normal()
    if rng.uniform() < 0.12:
        year = rng.uniform(2005, 2024)  # rebuilt since
    return int(min(2024, max(1962, math.floor(year))))
