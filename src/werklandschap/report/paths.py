"""Geometry as short SVG paths, no finer than the paper can show."""

from dataclasses import dataclass, replace

import numpy as np
import shapely
from numpy.typing import NDArray

UNITS_PER_MM = 20
"""The grid on which drawings are made: a twentieth of a millimetre on paper."""

FOOT_MM = 8.0
"""Room at the foot of a drawing for its scale bar and north arrow."""

_MARGIN_MM = 2.5
_CORNERS_PER_GRAIN = 250_000
_COARSEST = 4

Geometries = NDArray[np.object_]
_Integers = NDArray[np.int64]
_CLOSED_TRIANGLE = 4
"""Points of the smallest ring: three corners and the first again."""


@dataclass(frozen=True, slots=True)
class Frame:
    """The piece of country that a drawing shows, and its size on paper.

    ``grain`` is the distance between places where a corner may lie, in units; more
    than one makes a crowded drawing lighter.
    """

    west_m: float
    north_m: float
    metres_per_unit: float
    width: int
    height: int
    grain: int = 1

    @classmethod
    def around(
        cls,
        bounds: tuple[float, float, float, float],
        *,
        width_mm: float,
        height_mm: float,
    ) -> "Frame":
        """Fit bounds (west, south, east, north; m) into a drawing.

        A narrow margin stays free around them, and a strip at the foot for what
        belongs to the drawing itself.
        """
        west, south, east, north = bounds
        width, height = round(width_mm * UNITS_PER_MM), round(height_mm * UNITS_PER_MM)
        margin, foot = _MARGIN_MM * UNITS_PER_MM, FOOT_MM * UNITS_PER_MM
        room_x, room_y = width - 2 * margin, height - margin - foot
        scale = max((east - west) / room_x, (north - south) / room_y) or 1.0
        return cls(
            (west + east) / 2 - scale * width / 2,
            (south + north) / 2 + scale * (margin + room_y / 2),
            scale,
            width,
            height,
        )

    @property
    def bounds_m(self) -> tuple[float, float, float, float]:
        """West, south, east and north of what is shown, in metres."""
        return (
            self.west_m,
            self.north_m - self.height * self.metres_per_unit,
            self.west_m + self.width * self.metres_per_unit,
            self.north_m,
        )

    def on_paper(self, coordinates: NDArray[np.float64]) -> _Integers:
        """Turn coordinates in metres into whole units from the upper left corner."""
        x = (coordinates[:, 0] - self.west_m) / self.metres_per_unit
        y = (self.north_m - coordinates[:, 1]) / self.metres_per_unit
        steps = np.rint(np.column_stack([x, y]) / self.grain)
        return steps.astype(np.int64) * self.grain

    def for_corners(self, count: int) -> "Frame":
        """Return the frame with a grain fit for drawing so many corners."""
        return replace(self, grain=min(_COARSEST, 1 + count // _CORNERS_PER_GRAIN))


def polygon_path(geometries: Geometries, frame: Frame) -> str:
    """Write polygons as one path.

    Corners are moved to the grid of the drawing. Neighbours share their corners, so
    they keep touching; rings that shrink to nothing are left out.

    Parameters
    ----------
    geometries : array of Polygon or MultiPolygon
        What to draw. [m]
    frame : Frame
        Where on paper.
    """
    rings = shapely.get_rings(shapely.get_parts(geometries))
    coordinates, ring_of = shapely.get_coordinates(rings, return_index=True)
    points = frame.on_paper(coordinates)
    points, ring_of = _without_idle_points(points, ring_of)
    starts = np.flatnonzero(np.diff(ring_of, prepend=-1))
    if not len(starts):
        return ""
    pieces = np.split(points, starts[1:])
    return "".join(_closed(ring) for ring in pieces if len(ring) >= _CLOSED_TRIANGLE)


def dots_path(points: Geometries, frame: Frame) -> str:
    """Write points as strokes of no length, which round caps turn into dots."""
    places = np.unique(frame.on_paper(shapely.get_coordinates(points)), axis=0)
    return "".join(f"M{x} {y}h0" for x, y in places.tolist())


def _without_idle_points(
    points: _Integers, ring_of: NDArray[np.int64]
) -> tuple[_Integers, NDArray[np.int64]]:
    """Leave out points on the spot of the former one and those on a straight line."""
    is_first = np.diff(ring_of, prepend=-1) != 0
    moves = is_first | (np.diff(points, axis=0, prepend=points[:1]) != 0).any(axis=1)
    points, ring_of = points[moves], ring_of[moves]
    if len(points) < 3:
        return points, ring_of
    before, after = points[1:-1] - points[:-2], points[2:] - points[1:-1]
    turns = np.ones(len(points), bool)
    turns[1:-1] = (
        (before[:, 0] * after[:, 1] != before[:, 1] * after[:, 0])
        | ((before * after).sum(axis=1) < 0)
        | (ring_of[1:-1] != ring_of[:-2])
        | (ring_of[1:-1] != ring_of[2:])
    )
    return points[turns], ring_of[turns]


def _closed(ring: _Integers) -> str:
    x, y = ring[0].tolist()
    steps = np.diff(ring[:-1], axis=0).ravel().tolist()
    return f"M{x} {y}l{' '.join(map(str, steps))}z"
