"""Geometry as registers write it: GML 3.1 and 3.2, whichever of the two.

Elements are known by their local name, so that the version of the namespace does not
matter. Heights are dropped: the landscape is flat, with heights in columns.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import shapely
from lxml import etree
from shapely import (
    LineString,
    MultiLineString,
    MultiPoint,
    MultiPolygon,
    Point,
    Polygon,
)
from shapely.geometry.base import BaseGeometry

from werklandschap.geo._arcs import Points, arcs, circle, joined

_SMALLEST_RING = 3
_PLANE, _SPACE = 2, 3
_OUTER = {"exterior", "outerBoundaryIs"}
_INNER = {"interior", "innerBoundaryIs"}


@dataclass(frozen=True, slots=True)
class Parsed:
    """A geometry in the plane, and how many of its rings and lines were curved."""

    geometry: BaseGeometry
    arcs: int


def parse_geometry(element: etree._Element, *, arc_tolerance_m: float = 0.01) -> Parsed:
    """Turn a GML geometry into a flat one with straight sides.

    Polygons are given as they are written: they may cross themselves (see
    `werklandschap.geo.rings.repaired`). The patches of a surface are merged; a multi
    geometry with one member gives that member. A hole without area is left out.

    Parameters
    ----------
    element : etree._Element
        A point, (composite) curve, polygon, (composite) surface, or several of one kind;
        or the property directly around it, such as ``geometrie2dGrondvlak``.
    arc_tolerance_m : float
        How far the chords that replace an arc may lie from it. [m] The points through
        which the arc is given are kept exactly, and an arc written backwards gives the
        same points backwards, so that neighbours still touch.

    Returns
    -------
    Parsed
        The geometry, in the coordinates and axis order of the element, and how many
        rings and lines held at least one arc.

    Raises
    ------
    ValueError
        If the tolerance is not above zero, or if the geometry is of a kind not named
        here, is empty or degenerate (a ring of fewer than three different points), or
        has coordinates that are no numbers.
    """
    if arc_tolerance_m <= 0:
        message = "the tolerance should be above zero"
        raise ValueError(message)
    name = _local(element)
    if name not in _READERS:
        inner = list(_children(element))
        if len(inner) != 1 or _local(inner[0]) not in _READERS:
            message = f"unknown geometry {name!r}"
            raise ValueError(message)
        (element,) = inner
    reader = _Reader(arc_tolerance_m)
    geometry = reader.read(element, _declared_dimension(element))
    return Parsed(geometry, reader.arcs)


class _Reader:
    """Reads one geometry, and counts what is curved on the way."""

    def __init__(self, tolerance_m: float) -> None:
        self.arcs = 0
        self._tolerance_m = tolerance_m

    def read(self, element: etree._Element, dimension: int | None) -> BaseGeometry:
        name = _local(element)
        if name not in _READERS:
            message = f"unknown geometry {name!r}"
            raise ValueError(message)
        return _READERS[name](self, element, _declared_dimension(element) or dimension)

    def point(self, element: etree._Element, dimension: int | None) -> Point:
        points = _positions(element, dimension)
        if len(points) != 1:
            message = f"a point has one position, not {len(points)}"
            raise ValueError(message)
        return Point(points[0])

    def line(self, element: etree._Element, dimension: int | None) -> LineString:
        points = self._course(element, dimension)
        if _different(points) < _PLANE:
            message = "a line needs two different points"
            raise ValueError(message)
        return LineString(points)

    def polygon(self, element: etree._Element, dimension: int | None) -> Polygon:
        shell, holes = None, []
        for boundary in _children(element):
            role = _local(boundary)
            if role not in _OUTER | _INNER:
                continue
            for ring in _children(boundary):
                points = self._course(ring, dimension)
                if role in _OUTER:
                    shell = points
                elif _different(points) >= _SMALLEST_RING:
                    holes.append(points)
        if shell is None or _different(shell) < _SMALLEST_RING:
            message = "a polygon needs an outer ring of three different points"
            raise ValueError(message)
        return Polygon(shell, holes)

    def surface(self, element: etree._Element, dimension: int | None) -> BaseGeometry:
        whole = self._together(element, dimension, MultiPolygon)
        # Patches share their sides, which a multipolygon may not; but merging polygons
        # that cross themselves loses ground, so that is left to who repairs them.
        parts = shapely.get_parts(whole)
        return shapely.union_all(parts) if shapely.is_valid(parts).all() else whole

    def multi_surface(
        self, element: etree._Element, dimension: int | None
    ) -> BaseGeometry:
        return self._together(element, dimension, MultiPolygon)

    def multi_curve(
        self, element: etree._Element, dimension: int | None
    ) -> BaseGeometry:
        return self._together(element, dimension, MultiLineString)

    def multi_point(
        self, element: etree._Element, dimension: int | None
    ) -> BaseGeometry:
        return self._together(element, dimension, MultiPoint)

    def _together(
        self,
        element: etree._Element,
        dimension: int | None,
        kind: Callable[[list[BaseGeometry]], BaseGeometry],
    ) -> BaseGeometry:
        members = [
            self.read(member, dimension)
            for role in _children(element)
            if _local(role) in _MEMBERS
            for member in _children(role)
        ]
        parts = shapely.get_parts(np.array(members, dtype=object))
        if not len(parts):
            message = f"{_local(element)!r} is empty"
            raise ValueError(message)
        return parts[0] if len(parts) == 1 else kind(list(parts))

    def _course(self, element: etree._Element, dimension: int | None) -> Points:
        """Follow a ring or line from its first point to its last."""
        pieces = list(self._pieces(element, dimension))
        if any(is_curved for _, is_curved in pieces):
            self.arcs += 1
        return joined([points for points, _ in pieces])

    def _pieces(
        self, element: etree._Element, dimension: int | None
    ) -> Iterator[tuple[Points, bool]]:
        dimension = _declared_dimension(element) or dimension
        name = _local(element)
        if name in {"LinearRing", "LineString", "LineStringSegment"}:
            yield _positions(element, dimension), False
        elif name in {"Arc", "ArcString"}:
            points = _positions(element, dimension)
            yield from arcs(points, self._tolerance_m)
        elif name == "Circle":
            points = _positions(element, dimension)
            yield circle(points, self._tolerance_m), True
        elif name in {"Ring", "Curve", "CompositeCurve"}:
            for role in _children(element):
                if _local(role) in {"curveMember", "segments"}:
                    for piece in _children(role):
                        yield from self._pieces(piece, dimension)
        else:
            message = f"unknown curve {name!r}"
            raise ValueError(message)


_READERS: dict[str, Callable[[_Reader, etree._Element, int | None], BaseGeometry]] = {
    "Point": _Reader.point,
    "LineString": _Reader.line,
    "Curve": _Reader.line,
    "CompositeCurve": _Reader.line,
    "Polygon": _Reader.polygon,
    "PolygonPatch": _Reader.polygon,
    "Surface": _Reader.surface,
    "CompositeSurface": _Reader.surface,
    "MultiPoint": _Reader.multi_point,
    "MultiCurve": _Reader.multi_curve,
    "MultiLineString": _Reader.multi_curve,
    "MultiSurface": _Reader.multi_surface,
    "MultiPolygon": _Reader.multi_surface,
}
_MEMBERS = {
    "pointMember",
    "pointMembers",
    "curveMember",
    "curveMembers",
    "lineStringMember",
    "surfaceMember",
    "surfaceMembers",
    "polygonMember",
    "patches",
}


def _local(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _children(element: etree._Element) -> Iterator[etree._Element]:
    """Give the child elements, without comments and processing instructions."""
    return element.iterchildren("*")


def _declared_dimension(element: etree._Element) -> int | None:
    declared = element.get("srsDimension") or element.get("dimension")
    if declared is None:
        return None
    if declared not in {"2", "3"}:
        message = f"coordinates of dimension {declared!r}"
        raise ValueError(message)
    return int(declared)


def _positions(element: etree._Element, dimension: int | None) -> Points:
    """List the points of an element, in whichever of the three ways they are written."""
    pieces = []
    for child in _children(element):
        name = _local(child)
        if name == "posList":
            declared = _declared_dimension(child) or dimension
            pieces.append(_points(_numbers(child.text), declared))
        elif name == "pos":
            numbers = _numbers(child.text)
            pieces.append(_points(numbers, len(numbers)))
        elif name == "coordinates":
            pieces += _tuples(child)
    return np.concatenate(pieces) if pieces else np.empty((0, _PLANE))


def _points(numbers: list[float], dimension: int | None) -> Points:
    if dimension is None:
        # Nothing is declared: an odd count cannot be of the plane.
        dimension = _SPACE if len(numbers) % _PLANE else _PLANE
    if dimension not in {_PLANE, _SPACE} or len(numbers) % dimension:
        message = f"{len(numbers)} coordinates are no points of dimension {dimension}"
        raise ValueError(message)
    points = np.array(numbers, dtype=np.float64).reshape(-1, dimension)[:, :_PLANE]
    if not np.isfinite(points).all():
        message = "coordinates should be finite"
        raise ValueError(message)
    return points


def _numbers(text: str | None) -> list[float]:
    return [float(number) for number in (text or "").split()]


def _tuples(coordinates: etree._Element) -> Iterator[Points]:
    """Read the oldest way of writing: ``1,2 3,4``, with signs of one's own choice."""
    decimal = coordinates.get("decimal", ".")
    within, between = coordinates.get("cs", ","), coordinates.get("ts", " ")
    for point in (coordinates.text or "").replace(between, " ").split():
        numbers = [float(n.replace(decimal, ".")) for n in point.split(within)]
        yield _points(numbers, len(numbers))


def _different(points: Points) -> int:
    return len(np.unique(points, axis=0))
