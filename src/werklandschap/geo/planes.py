"""Flat faces in space, such as roof planes: area, slope and where they look."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

FLAT_BELOW_DEG = 1.0
"""Below this slope a face looks nowhere: its direction would be that of the noise."""


@dataclass(frozen=True, slots=True, eq=False)
class Faces:
    """Polygons in space, each a row of rings (the outer first), each a row of points.

    Face ``f`` has rings ``face_start[f]:face_start[f + 1]`` and ring ``r`` the points
    ``ring_start[r]:ring_start[r + 1]``, of shape (p, 3). [m] Rings are closed by
    themselves; a first point that is repeated at the end does no harm.
    """

    points: Floats
    ring_start: Integers
    face_start: Integers

    def __len__(self) -> int:
        """Return how many faces there are."""
        return len(self.face_start) - 1


class Planes(NamedTuple):
    """What `planes` tells of each face; arrays of shape (n,)."""

    area_m2: Floats
    slope_deg: Floats
    azimuth_deg: Floats
    height_m: Floats


def no_faces() -> Faces:
    """Return faces of which there are none."""
    return Faces(np.empty((0, 3)), np.zeros(1, np.int64), np.zeros(1, np.int64))


def joined(parts: Sequence[Faces]) -> Faces:
    """Put faces one after another, in the order of ``parts``."""
    if not parts:
        return no_faces()
    return Faces(
        np.concatenate([part.points for part in parts]),
        _chained([part.ring_start for part in parts]),
        _chained([part.face_start for part in parts]),
    )


def planes(faces: Faces) -> Planes:
    """Measure faces that are flat, or nearly so.

    The normal is that of Newell: the sum over the sides of each ring, so that points
    which do not lie exactly in one plane are averaged. Holes are subtracted, whichever
    way round they are written. A face is taken to look up.

    Parameters
    ----------
    faces : Faces
        Faces in a system with x to the east, y to the north and z up. [m]

    Returns
    -------
    Planes
        The area along the slope [m²], the slope (0 is flat, 90 vertical) [degrees], the
        downhill direction clockwise from north [degrees] and the mean height over the
        face [m]. The direction is missing (NaN) below `FLAT_BELOW_DEG`; of a face
        without area everything but the area is.

    Raises
    ------
    ValueError
        If a face has no ring, or a ring no point.

    References
    ----------
    Sutherland, I.E., R.F. Sproull & R.A. Schumacker (1974), A characterization of ten
    hidden-surface algorithms, ACM Computing Surveys 6(1), 1-55 (Newell's method).
    """
    ring_of_point, face_of_ring = _owners(faces)
    face_of_point = face_of_ring[ring_of_point]
    origin = faces.points[faces.ring_start[faces.face_start[:-1]]]
    # Near the origin, or metres of roof drown in the kilometres of the system.
    here = faces.points - origin[face_of_point]
    there = here[_following(faces.ring_start)]
    halves = np.cross(here, there) / 2
    of_ring = _summed(halves, ring_of_point, len(face_of_ring))
    sign = _signs(of_ring, faces.face_start, face_of_ring)
    normal = _summed(of_ring * sign[:, None], face_of_ring, len(faces))
    area = np.linalg.norm(normal, axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        unit = normal / area[:, None]
        share = np.einsum("ij,ij->i", halves, unit[face_of_point])
        weight = share * sign[ring_of_point] / area[face_of_point]
    # Each side and the origin span a triangle: its middle is at a third of the two.
    lift = weight * (here[:, 2] + there[:, 2]) / 3
    height = origin[:, 2] + np.bincount(face_of_point, lift, len(faces))
    slope, azimuth = _directions(normal, area)
    return Planes(area, slope, azimuth, height)


def polygons(faces: Faces) -> NDArray[np.object_]:
    """Look at faces from above.

    Parameters
    ----------
    faces : Faces
        Faces of which every ring has at least three points. [m]

    Returns
    -------
    array of shape (n,)
        Polygons in the plane, just as they are written: one of a vertical face has no
        area, and others may be invalid (see `geo.rings.repaired`).

    Raises
    ------
    ValueError
        If a face has no ring, or a ring fewer than three points.
    """
    ring_of_point, face_of_ring = _owners(faces)
    if not len(faces):
        return np.empty(0, dtype=object)
    if np.diff(faces.ring_start).min() < 3:
        message = "a ring needs three points"
        raise ValueError(message)
    rings = len(face_of_ring)
    start = faces.ring_start + np.arange(rings + 1)
    order = np.empty(start[-1], np.int64)
    order[np.arange(len(faces.points)) + ring_of_point] = np.arange(len(faces.points))
    order[start[1:] - 1] = faces.ring_start[:-1]
    closed = shapely.linearrings(
        faces.points[order, :2], indices=np.repeat(np.arange(rings), np.diff(start))
    )
    shapes: NDArray[np.object_] = shapely.polygons(closed, indices=face_of_ring)
    return shapes


def _chained(starts: Sequence[Integers]) -> Integers:
    """Let each part count on where the one before it ended."""
    offsets = np.cumsum([0, *(part[-1] for part in starts)])
    pieces = [part[:-1] + by for part, by in zip(starts, offsets[:-1], strict=True)]
    return np.concatenate([*pieces, offsets[-1:]]).astype(np.int64)


def _owners(faces: Faces) -> tuple[Integers, Integers]:
    """Tell the ring of each point and the face of each ring."""
    sizes, counts = np.diff(faces.ring_start), np.diff(faces.face_start)
    if (sizes < 1).any() or (counts < 1).any():
        message = "a face needs a ring, and a ring points"
        raise ValueError(message)
    return np.repeat(np.arange(len(sizes)), sizes), np.repeat(
        np.arange(len(counts)), counts
    )


def _following(ring_start: Integers) -> Integers:
    """Tell which point comes next; the first after the last of a ring."""
    following = np.arange(1, ring_start[-1] + 1)
    following[ring_start[1:] - 1] = ring_start[:-1]
    return following


def _summed(vectors: Floats, owner: Integers, count: int) -> Floats:
    out = np.empty((count, 3))
    for axis in range(3):
        out[:, axis] = np.bincount(owner, vectors[:, axis], count)
    return out


def _signs(of_ring: Floats, face_start: Integers, face_of_ring: Integers) -> Floats:
    """Turn round the holes that are written the same way round as their outer ring."""
    outer = face_start[:-1][face_of_ring]
    is_hole = outer != np.arange(len(face_of_ring))
    is_alike = np.einsum("ij,ij->i", of_ring, of_ring[outer]) > 0
    return np.where(is_hole & is_alike, -1.0, 1.0)


def _directions(normal: Floats, area: Floats) -> tuple[Floats, Floats]:
    upward = np.where(normal[:, 2:] < 0, -normal, normal)
    level = np.hypot(upward[:, 0], upward[:, 1])
    slope = np.degrees(np.arctan2(level, upward[:, 2]))
    slope[~(area > 0)] = np.nan
    # What looks up and to the east goes down to the east.
    azimuth = np.degrees(np.arctan2(upward[:, 0], upward[:, 1])) % 360
    # A hair west of north would round to 360.
    azimuth[azimuth >= 360] = 0.0
    azimuth[~(slope >= FLAT_BELOW_DEG)] = np.nan
    return slope, azimuth
