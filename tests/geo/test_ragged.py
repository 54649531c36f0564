"""Laying out polygons as arrays keeps every ring, its order and whether it is a hole."""

import numpy as np
import shapely
from shapely import GeometryCollection, LineString, MultiPolygon, Point, Polygon, box

from werklandschap.geo._ragged import rings_of

SQUARE = box(0, 0, 10, 10)
PIERCED = Polygon(SQUARE.exterior, [box(1, 1, 2, 2).exterior, box(4, 4, 6, 6).exterior])
SEVERAL = MultiPolygon([PIERCED, box(20, 0, 21, 1)])
THROUGH_ITS_START = Polygon([(0, 0), (1, 1), (1, 0), (0, 0), (-1, -1), (-1, 0)])
BACK_AND_FORTH = Polygon([(0, 0), (2, 0), (0, 0), (0, 2)])
STAMMERING = Polygon([(0, 0), (0, 0), (0, 0), (2, 0), (2, 2), (0, 0)])
MIXED = GeometryCollection([Point(0, 0), SEVERAL, LineString([(0, 0), (1, 1)])])

SHAPES = [
    SQUARE,
    None,
    PIERCED,
    Polygon(),
    SEVERAL,
    THROUGH_ITS_START,
    BACK_AND_FORTH,
    STAMMERING,
    MIXED,
    Point(1, 1),
    SQUARE.exterior,
    MultiPolygon(),
    SQUARE,
]


def expected_rings(shape) -> list[tuple[bool, list]]:
    if shape is None:
        return []
    parts = shapely.get_parts(shapely.get_parts(shape))
    return [
        (number > 0, list(ring.coords))
        for part in parts
        if isinstance(part, Polygon) and not part.is_empty
        for number, ring in enumerate([part.exterior, *part.interiors])
    ]


def test_every_ring_is_there_in_its_place():
    rings = rings_of(np.array(SHAPES, dtype=object))
    assert len(rings.first_ring) == len(SHAPES) + 1
    for number, shape in enumerate(SHAPES):
        numbers = range(rings.first_ring[number], rings.first_ring[number + 1])
        found = [
            (
                bool(rings.is_hole[ring]),
                list(
                    zip(
                        rings.x[rings.start[ring] : rings.start[ring + 1]],
                        rings.y[rings.start[ring] : rings.start[ring + 1]],
                        strict=True,
                    )
                ),
            )
            for ring in numbers
        ]
        assert found == expected_rings(shape), shape


def test_heights_are_left_out():
    shape = shapely.from_wkt("POLYGON Z((0 0 5, 1 0 6, 1 1 7, 0 0 5))")
    rings = rings_of(np.array([shape], dtype=object))
    assert rings.x.tolist() == [0, 1, 1, 0]


def test_nothing_has_no_rings():
    for shapes in ([], [None], [Polygon(), Point(0, 0)]):
        rings = rings_of(np.array(shapes, dtype=object))
        assert rings.first_ring.tolist() == [0] * (len(shapes) + 1)
        assert len(rings.x) == len(rings.is_hole) == 0
