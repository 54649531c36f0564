"""Dividing blocks into plots that each lie on a street."""

import math
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.random import Generator
from shapely import LineString, Polygon
from shapely.geometry.base import BaseGeometry

_FRONTAGE_M = 16.0
_NARROWEST_M = 24.0
_SMALLEST_M2 = 1_500.0
_MEDIAN_M2 = 6_200.0
_SPREAD = 0.85


@dataclass(frozen=True, slots=True)
class Frame:
    """A corner with a direction along a street and one away from it.

    Local coordinates are metres along the street and metres from it.
    """

    origin: np.ndarray
    along: np.ndarray
    inward: np.ndarray

    def to_local(self, shape: BaseGeometry) -> BaseGeometry:
        """Express a shape in metres along and away from the street."""
        axes = np.stack([self.along, self.inward], axis=1)
        return shapely.transform(shape, lambda xy: (xy - self.origin) @ axes)

    def to_rd(self, shape: BaseGeometry) -> BaseGeometry:
        """Express a local shape in RD New, to the millimetre."""
        axes = np.stack([self.along, self.inward])
        return shapely.transform(shape, lambda xy: np.round(self.origin + xy @ axes, 3))


@dataclass(frozen=True, slots=True)
class Plot:
    """A piece of land of one owner, and how it lies on its street."""

    shape: Polygon
    frame: Frame


def divide(block: Polygon, corridor: BaseGeometry, rng: Generator) -> list[Plot]:
    """Divide a block into plots of many sizes, each with a front on a street."""
    kerb = corridor.buffer(0.2)
    wanted_m2 = _MEDIAN_M2 * math.exp(_SPREAD * rng.standard_normal())
    pieces = _split(block, kerb, max(wanted_m2, _SMALLEST_M2), rng)
    framed = [(piece, _frame(piece, kerb)) for piece in pieces]
    return [Plot(piece, frame) for piece, frame in framed if frame is not None]


def _split(
    piece: Polygon, kerb: BaseGeometry, wanted_m2: float, rng: Generator
) -> list[Polygon]:
    if piece.area < 1.6 * wanted_m2:
        return [piece]
    for is_across_the_long_side in (True, False):
        halves = _cut(piece, rng.uniform(0.42, 0.58), is_across_the_long_side)
        if len(halves) == 2 and all(_is_plot(half, kerb) for half in halves):
            return [
                plot
                for half in halves
                for plot in _split(half, kerb, _varied(wanted_m2, rng), rng)
            ]
    return [piece]


def _varied(wanted_m2: float, rng: Generator) -> float:
    return max(_SMALLEST_M2, wanted_m2 * math.exp(0.35 * rng.standard_normal()))


def _cut(piece: Polygon, share: float, is_across_the_long_side: bool) -> list[Polygon]:
    corners = shapely.get_coordinates(piece.minimum_rotated_rectangle)[:4]
    sides = [corners[1] - corners[0], corners[3] - corners[0]]
    is_first_longer = np.hypot(*sides[0]) >= np.hypot(*sides[1])
    long, short = sides if is_first_longer else sides[::-1]
    run, cut = (long, short) if is_across_the_long_side else (short, long)
    start = corners[0] + share * run
    knife = LineString([start - 0.1 * cut, start + 1.1 * cut])
    pieces = shapely.get_parts(
        shapely.polygonize([shapely.union_all([piece.exterior, knife])])
    )
    return [part for part in pieces if part.representative_point().within(piece)]


def _is_plot(piece: Polygon, kerb: BaseGeometry) -> bool:
    has_front = piece.exterior.intersection(kerb).length >= _FRONTAGE_M
    return has_front and not piece.buffer(-_NARROWEST_M / 2).is_empty


def _frame(piece: Polygon, kerb: BaseGeometry) -> Frame | None:
    """Find the longest straight front and the direction away from the street."""
    ring = shapely.get_coordinates(shapely.normalize(piece).exterior.simplify(0.5))
    starts, ends = ring[:-1], ring[1:]
    is_front = shapely.intersects_xy(kerb, (starts + ends) / 2)
    lengths = np.where(is_front, np.hypot(*(ends - starts).T), 0.0)
    front = int(lengths.argmax())
    if lengths[front] == 0.0:
        return None
    along = (ends[front] - starts[front]) / lengths[front]
    inward = np.array([-along[1], along[0]])
    middle = shapely.get_coordinates(piece.representative_point())[0]
    if (middle - starts[front]) @ inward < 0:
        inward = -inward
    return Frame(starts[front], along, inward)
