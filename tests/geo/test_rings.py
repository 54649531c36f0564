"""Rings are mended and counted; nothing disappears without a trace."""

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely import (
    GeometryCollection,
    LineString,
    MultiPolygon,
    Point,
    Polygon,
    box,
)

from werklandschap.geo.rings import repaired

SQUARE = box(0, 0, 4, 4)
BOW_TIE = Polygon([(0, 0), (2, 2), (2, 0), (0, 2)])
LEFT_OUT = ("missing_geometry", "not_a_polygon", "ring_without_area")


def mended(*shapes):
    return repaired(np.array(shapes, dtype=object))


def with_nan():
    ring = Polygon([(0, 0), (7, 1), (2, 2)])
    return shapely.transform(ring, lambda xy: np.where(xy == 7, np.nan, xy))


BROKEN = {
    "nothing": (None, "missing_geometry", None),
    "an empty polygon": (Polygon(), "missing_geometry", None),
    "a point": (Point(1, 1), "not_a_polygon", None),
    "a line": (LineString([(0, 0), (1, 1)]), "not_a_polygon", None),
    "a ring on a line": (Polygon([(0, 0), (1, 1), (2, 2)]), "ring_without_area", None),
    "not a number": (with_nan(), "ring_without_area", None),
    "a hole as large as its ring": (
        Polygon(SQUARE.exterior, [SQUARE.exterior]),
        "ring_without_area",
        None,
    ),
    "a bow tie": (BOW_TIE, "invalid_ring", 2.0),
    "overlapping parts": (
        MultiPolygon([SQUARE, box(2, 2, 6, 6)]),
        "invalid_ring",
        28.0,
    ),
    "parts side by side": (
        MultiPolygon([SQUARE, box(4, 0, 8, 4)]),
        "invalid_ring",
        32.0,
    ),
    "a spike": (
        Polygon([(0, 0), (4, 0), (4, 4), (9, 4), (4, 4), (0, 4)]),
        "invalid_ring",
        16.0,
    ),
    "a polygon with a point": (
        GeometryCollection([SQUARE, Point(9, 9)]),
        "loose_part",
        16.0,
    ),
    "polygons in a collection": (
        GeometryCollection([MultiPolygon([SQUARE]), box(2, 2, 6, 6)]),
        "loose_part",
        28.0,
    ),
}


@pytest.mark.parametrize(("shape", "kind", "area_m2"), BROKEN.values(), ids=BROKEN)
def test_each_fault_is_mended_in_its_place_and_counted_once(shape, kind, area_m2):
    shapes, counts = mended(SQUARE, shape, SQUARE)
    assert counts == {kind: 1}
    assert shapes[0].equals(SQUARE)
    assert shapes[2].equals(SQUARE)
    if area_m2 is None:
        assert shapes[1] is None
    else:
        assert shapes[1].is_valid
        assert shapes[1].area == pytest.approx(area_m2)


def test_all_faults_together_are_each_counted():
    shapes, counts = mended(*(shape for shape, _, _ in BROKEN.values()))
    assert sum(counts.values()) == len(BROKEN)
    left_out = sum(counts.get(kind, 0) for kind in LEFT_OUT)
    assert sum(shape is None for shape in shapes) == left_out == 7


def test_what_is_whole_stays_as_it_is():
    ring = SQUARE - box(1, 1, 2, 2)
    shapes, counts = mended(ring, MultiPolygon([SQUARE, box(9, 9, 10, 10)]))
    assert counts == {}
    assert shapely.equals_identical(shapes[0], ring)


def test_heights_are_dropped():
    shapes, counts = mended(shapely.force_3d(SQUARE, 5.0))
    assert counts == {}
    assert not shapely.has_z(shapes[0])


def test_nothing_gives_nothing():
    shapes, counts = mended()
    assert len(shapes) == 0
    assert counts == {}


def test_what_was_given_is_not_touched():
    given_shapes = np.array([BOW_TIE, None, Point(1, 1)], dtype=object)
    repaired(given_shapes)
    assert given_shapes.tolist() == [BOW_TIE, None, Point(1, 1)]


corners = st.tuples(st.integers(0, 9), st.integers(0, 9))
rings = st.lists(corners, min_size=3, max_size=9).map(Polygon)


@given(st.lists(rings, min_size=1, max_size=5))
def test_any_ring_becomes_valid_ground_or_is_counted(given_rings):
    shapes, counts = mended(*given_rings)
    left = [shape for shape in shapes if shape is not None]
    assert len(left) == len(given_rings) - counts.get("ring_without_area", 0)
    for shape in left:
        assert shape.is_valid
        assert shape.geom_type in {"Polygon", "MultiPolygon"}
        assert shape.area > 0
    again, faults = mended(*left)
    assert faults == {}
    assert all(shapely.equals_identical(again, np.array(left, dtype=object)))


@given(rings)
def test_no_ground_is_made_up(ring):
    (shape,), _ = mended(ring)
    if shape is not None:
        assert shape.area <= ring.convex_hull.area + 1e-9
        assert ring.convex_hull.buffer(1e-9).covers(shape)
