"""Faces in space: a plane that is turned keeps its area and looks where it is turned."""

import numpy as np
import pytest
import shapely
from hypothesis import assume, given
from hypothesis import strategies as st

from werklandschap.geo.planes import (
    FLAT_BELOW_DEG,
    Faces,
    joined,
    no_faces,
    planes,
    polygons,
)

CORNER = np.array([120_000.0, 480_000.0, 3.0])
"""Somewhere in RD New, where metres are small numbers behind large ones."""

SQUARE = [(0, 0, 0), (4, 0, 0), (4, 4, 0), (0, 4, 0)]
HOLE = [(1, 1, 0), (1, 3, 0), (3, 3, 0), (3, 1, 0)]
HOOK = [(0, 0, 0), (6, 0, 0), (6, 1, 0), (1, 1, 0), (1, 5, 0), (0, 5, 0)]


def face(*rings, at=CORNER):
    points = np.concatenate([np.asarray(ring, dtype=float) for ring in rings])
    starts = np.cumsum([0, *map(len, rings)])
    return Faces(points + at, starts, np.array([0, len(rings)]))


def tilted(ring, slope_deg, azimuth_deg):
    """Lift the points so that the ring slopes down towards ``azimuth_deg``."""
    x, y, z = np.array(ring, dtype=float).T
    along = np.radians(azimuth_deg)
    downhill = x * np.sin(along) + y * np.cos(along)
    return np.column_stack([x, y, z - downhill * np.tan(np.radians(slope_deg))])


slopes = st.floats(FLAT_BELOW_DEG + 0.01, 80)
azimuths = st.floats(0, 359.99)


@given(slopes, azimuths, st.sampled_from([(SQUARE,), (SQUARE, HOLE), (HOOK,)]))
def test_a_tilted_plane_tells_how_it_was_tilted(slope, azimuth, rings):
    faces = face(*(tilted(ring, slope, azimuth) for ring in rings))
    flat = polygons(face(*rings))[0].area
    found = planes(faces)
    assert found.area_m2[0] == pytest.approx(flat / np.cos(np.radians(slope)))
    assert found.slope_deg[0] == pytest.approx(slope, abs=1e-4)
    turn = (found.azimuth_deg[0] - azimuth + 180) % 360 - 180
    assert turn == pytest.approx(0, abs=1e-3)
    # The plane is straight: its mean height is that at the middle.
    middle = polygons(face(*rings, at=0 * CORNER))[0].centroid
    there = tilted([(middle.x, middle.y, 0)], slope, azimuth)[0, 2]
    assert found.height_m[0] == pytest.approx(CORNER[2] + there, abs=1e-6)


def rotation(seed):
    """Make a turn in space, any as likely as another."""
    turn, _ = np.linalg.qr(np.random.default_rng(seed).normal(size=(3, 3)))
    return turn * np.sign(np.linalg.det(turn))


@given(st.integers(0, 2**32 - 1))
def test_turning_in_space_keeps_the_area(seed):
    turn = rotation(seed)
    turned = [np.array(ring) @ turn.T for ring in (SQUARE, HOLE)]
    found = planes(face(*turned))
    assert found.area_m2[0] == pytest.approx(12)
    assert 0 <= found.slope_deg[0] <= 90
    assert found.slope_deg[0] == pytest.approx(
        np.degrees(np.arccos(np.clip(abs(turn[2, 2]), 0, 1))), abs=1e-4
    )


@given(slopes, azimuths, st.floats(0, 360))
def test_turning_about_the_vertical_turns_the_direction_alike(slope, azimuth, by):
    ring = tilted(SQUARE, slope, azimuth)
    angle = np.radians(-by)
    turn = np.array(
        [
            [np.cos(angle), -np.sin(angle), 0],
            [np.sin(angle), np.cos(angle), 0],
            [0, 0, 1],
        ]
    )
    before, after = planes(face(ring)), planes(face(ring @ turn.T))
    assert after.slope_deg == pytest.approx(before.slope_deg, abs=1e-4)
    change = (after.azimuth_deg - before.azimuth_deg - by + 180) % 360 - 180
    assert change == pytest.approx(0, abs=1e-3)


@given(st.integers(0, 3), st.booleans(), st.booleans(), slopes)
def test_it_does_not_matter_how_the_rings_are_written(first, back, hole_back, slope):
    ring, hole = tilted(SQUARE, slope, 200), tilted(HOLE, slope, 200)
    outer = np.roll(ring, first, axis=0)[:: -1 if back else 1]
    closed = np.vstack([outer, outer[:1]])
    usual = planes(face(ring, hole))
    other = planes(face(closed, hole[:: -1 if hole_back else 1]))
    for one, two in zip(usual, other, strict=True):
        assert one == pytest.approx(two, abs=1e-6)


def test_the_four_winds():
    for azimuth in (0, 90, 180, 270):
        found = planes(face(tilted(SQUARE, 30, azimuth)))
        turn = (found.azimuth_deg[0] - azimuth + 180) % 360 - 180
        assert turn == pytest.approx(0, abs=1e-6)


@given(st.floats(0, FLAT_BELOW_DEG - 0.01))
def test_what_is_flat_looks_nowhere(slope):
    found = planes(face(tilted(SQUARE, slope, 90)))
    assert found.slope_deg[0] == pytest.approx(slope, abs=1e-4)
    assert np.isnan(found.azimuth_deg[0])


def test_an_upright_face_has_a_slope_of_90():
    found = planes(face([(0, 0, 0), (4, 0, 0), (4, 0, 3), (0, 0, 3)]))
    assert found.area_m2[0] == pytest.approx(12)
    assert found.slope_deg[0] == pytest.approx(90)
    assert found.height_m[0] == pytest.approx(CORNER[2] + 1.5)


def test_a_face_without_area_has_no_slope():
    found = planes(face([(0, 0, 0), (1, 0, 1), (2, 0, 2)]))
    assert found.area_m2[0] == 0
    for values in (found.slope_deg, found.azimuth_deg, found.height_m):
        assert np.isnan(values[0])


@given(st.lists(st.sampled_from([(SQUARE,), (SQUARE, HOLE), (HOOK,)]), max_size=6))
def test_faces_together_are_as_they_are_alone(many):
    parts = [face(*(tilted(r, 5 + n, 40 * n) for r in f)) for n, f in enumerate(many)]
    together = planes(joined(parts))
    alone = [planes(part) for part in parts]
    for name, values in together._asdict().items():
        expected = [getattr(one, name)[0] for one in alone]
        assert values.tolist() == pytest.approx(expected)
    shapes = polygons(joined(parts))
    assert [shape.area for shape in shapes] == pytest.approx(
        [polygons(part)[0].area for part in parts]
    )


@given(st.integers(0, 1000), slopes, azimuths)
def test_from_above_an_area_shrinks_by_the_cosine(seed, slope, azimuth):
    corners = np.random.default_rng(seed).uniform(0, 30, (8, 2))
    hull = shapely.convex_hull(shapely.multipoints(corners))
    ring = [(x, y, 0) for x, y in shapely.get_coordinates(hull)]
    assume(hull.area > 1)
    faces = face(tilted(ring, slope, azimuth))
    found = planes(faces)
    above = found.area_m2 * np.cos(np.radians(found.slope_deg))
    assert above == pytest.approx(shapely.area(polygons(faces)))


def test_nothing_is_nothing():
    assert len(joined([])) == len(no_faces()) == len(polygons(no_faces())) == 0
    assert all(len(values) == 0 for values in planes(no_faces()))


def test_faces_need_rings_and_rings_points():
    for rings, starts in (([0, 0], [0, 1]), ([0, 3], [0, 0, 1])):
        with pytest.raises(ValueError, match="needs a ring"):
            planes(Faces(np.zeros((rings[-1], 3)), np.array(rings), np.array(starts)))
    with pytest.raises(ValueError, match="three points"):
        polygons(face(SQUARE[:2]))
