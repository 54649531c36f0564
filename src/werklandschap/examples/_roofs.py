"""Roofs as planes of which the height is known everywhere."""

import math
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from shapely import Polygon, box

from werklandschap.examples._plots import Frame

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plane:
    """A part of a roof, seen from above, and the plane it lies in.

    ``rise`` is the upward slope in metres per metre eastward and northward; the plane
    is ``height_m`` above the building's floor at ``anchor``.
    """

    shape: Polygon
    anchor: tuple[float, float]
    height_m: float
    rise: tuple[float, float] = (0.0, 0.0)

    def heights_m(self, x: Floats, y: Floats) -> Floats:
        """Tell how high above the floor the roof is at each place, in m."""
        if self.rise == (0.0, 0.0):
            return np.full(np.broadcast(x, y).shape, self.height_m)
        run = (x - self.anchor[0]) * self.rise[0] + (y - self.anchor[1]) * self.rise[1]
        return self.height_m + run

    @property
    def mean_height_m(self) -> float:
        """The mean height above the floor: that of the middle."""
        middle = self.shape.centroid
        return float(self.heights_m(np.array(middle.x), np.array(middle.y)))

    @property
    def slope_deg(self) -> float:
        """The angle with the horizontal."""
        return math.degrees(math.atan(math.hypot(*self.rise)))

    @property
    def azimuth_deg(self) -> float:
        """The downhill direction, clockwise from north; NaN when flat."""
        east, north = self.rise
        if not (east or north):
            return math.nan
        return math.degrees(math.atan2(-east, -north)) % 360

    @property
    def area_m2(self) -> float:
        """The area along the slope."""
        return float(self.shape.area) * math.hypot(1.0, *self.rise)


def flat(rectangle: Polygon, frame: Frame, *, height_m: float) -> list[Plane]:
    """Cover a local rectangle with a flat roof."""
    return [_plane(rectangle, frame, height_m=height_m, slope=0.0)]


def gables(
    rectangle: Polygon, frame: Frame, *, eaves_m: float, slope_deg: float, span_m: float
) -> list[Plane]:
    """Cover a local rectangle with pairs of slopes that meet in ridges."""
    _, low, _, high = rectangle.bounds
    slope = math.tan(math.radians(slope_deg))
    planes = []
    for begin, end in _strips(rectangle, span_m):
        ridge = (begin + end) / 2
        up, down = box(begin, low, ridge, high), box(ridge, low, end, high)
        ridge_m = eaves_m + slope * (ridge - begin)
        planes.append(_plane(up, frame, height_m=eaves_m, slope=slope))
        planes.append(_plane(down, frame, height_m=ridge_m, slope=-slope))
    return planes


def saw_tooth(
    rectangle: Polygon,
    frame: Frame,
    *,
    eaves_m: float,
    slope_deg: float,
    tooth_m: float,
) -> list[Plane]:
    """Cover a local rectangle with slopes that all rise the same way."""
    _, low, _, high = rectangle.bounds
    slope = math.tan(math.radians(slope_deg))
    return [
        _plane(box(begin, low, end, high), frame, height_m=eaves_m, slope=slope)
        for begin, end in _strips(rectangle, tooth_m)
    ]


def _strips(rectangle: Polygon, width_m: float) -> list[tuple[float, float]]:
    """Cut a rectangle into strips of about a width."""
    left, _, right, _ = rectangle.bounds
    count = max(1, round((right - left) / width_m))
    return list(pairwise(np.linspace(left, right, count + 1).tolist()))


def _plane(rectangle: Polygon, frame: Frame, *, height_m: float, slope: float) -> Plane:
    """Lay a plane over a local rectangle that rises along the street."""
    left, low, _, _ = rectangle.bounds
    anchor = frame.origin + left * frame.along + low * frame.inward
    rise = slope * frame.along
    return Plane(
        shape=frame.to_rd(rectangle),
        anchor=(float(anchor[0]), float(anchor[1])),
        height_m=height_m,
        rise=(float(rise[0]), float(rise[1])),
    )
