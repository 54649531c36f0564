"""GML geometries, in all ways in which Dutch registers write them."""

import numpy as np
import pytest
import shapely
from hypothesis import assume, given
from hypothesis import strategies as st
from lxml import etree
from shapely import LineString, MultiPoint, Point, Polygon, box

from werklandschap.geo.gml import parse_geometry

NAMESPACES = ["http://www.opengis.net/gml", "http://www.opengis.net/gml/3.2", ""]
SQUARE = "0 0 4 0 4 4 0 4 0 0"


def element(text, namespace=NAMESPACES[0]):
    prefix = f' xmlns="{namespace}"' if namespace else ""
    return etree.fromstring(f"<outer{prefix}>{text}</outer>")[0]


def parsed(text, namespace=NAMESPACES[0], **options):
    return parse_geometry(element(text, namespace), **options)


def ring(positions, role="exterior"):
    return f"<{role}><LinearRing><posList>{positions}</posList></LinearRing></{role}>"


def curved(*segments, role="exterior"):
    written = "".join(
        f"<{kind}><posList>{positions}</posList></{kind}>"
        for kind, positions in segments
    )
    curve = f"<Curve><segments>{written}</segments></Curve>"
    return f"<{role}><Ring><curveMember>{curve}</curveMember></Ring></{role}>"


def polygon(*rings):
    return f"<Polygon>{''.join(rings)}</Polygon>"


def line(kind, positions):
    segment = f"<{kind}><posList>{positions}</posList></{kind}>"
    return f"<Curve><segments>{segment}</segments></Curve>"


def positions(*points):
    return " ".join(f"{float(x)!r} {float(y)!r}" for x, y in points)


KINDS = {
    "point": ("<Point><pos>1 2</pos></Point>", Point(1, 2)),
    "line": (
        "<LineString><posList>0 0 1 1</posList></LineString>",
        LineString([(0, 0), (1, 1)]),
    ),
    "line of positions": (
        "<LineString><pos>0 0</pos><pos>1 1</pos></LineString>",
        LineString([(0, 0), (1, 1)]),
    ),
    "curve of two segments": (
        "<Curve><segments>"
        "<LineStringSegment><posList>0 0 1 1</posList></LineStringSegment>"
        "<LineStringSegment><posList>1 1 2 0</posList></LineStringSegment>"
        "</segments></Curve>",
        LineString([(0, 0), (1, 1), (2, 0)]),
    ),
    "polygon": (polygon(ring(SQUARE)), box(0, 0, 4, 4)),
    "polygon with a hole": (
        polygon(ring(SQUARE), ring("1 1 2 1 2 2 1 2 1 1", "interior")),
        box(0, 0, 4, 4) - box(1, 1, 2, 2),
    ),
    "hole without area": (
        polygon(ring(SQUARE), ring("1 1 2 1 1 1", "interior")),
        box(0, 0, 4, 4),
    ),
    "surface": (
        f"<Surface><patches><PolygonPatch>{ring(SQUARE)}</PolygonPatch></patches>"
        "</Surface>",
        box(0, 0, 4, 4),
    ),
    "surface of two patches": (
        f"<Surface><patches><PolygonPatch>{ring(SQUARE)}</PolygonPatch>"
        f"<PolygonPatch>{ring('4 0 8 0 8 4 4 4 4 0')}</PolygonPatch></patches>"
        "</Surface>",
        box(0, 0, 8, 4),
    ),
    "composite surface": (
        f"<CompositeSurface><surfaceMember>{polygon(ring(SQUARE))}</surfaceMember>"
        f"<surfaceMember>{polygon(ring('4 0 8 0 8 4 4 4 4 0'))}</surfaceMember>"
        "</CompositeSurface>",
        box(0, 0, 8, 4),
    ),
    "multi surface": (
        f"<MultiSurface><surfaceMember>{polygon(ring(SQUARE))}</surfaceMember>"
        f"<surfaceMember>{polygon(ring('9 0 10 0 10 1 9 0'))}</surfaceMember>"
        "</MultiSurface>",
        shapely.MultiPolygon([box(0, 0, 4, 4), Polygon([(9, 0), (10, 0), (10, 1)])]),
    ),
    "members together": (
        f"<MultiSurface><surfaceMembers>{polygon(ring(SQUARE))}"
        f"{polygon(ring('9 0 10 0 10 1 9 0'))}</surfaceMembers></MultiSurface>",
        shapely.MultiPolygon([box(0, 0, 4, 4), Polygon([(9, 0), (10, 0), (10, 1)])]),
    ),
    "multi point": (
        "<MultiPoint><pointMember><Point><pos>1 2</pos></Point></pointMember>"
        "<pointMember><Point><pos>3 4</pos></Point></pointMember></MultiPoint>",
        MultiPoint([(1, 2), (3, 4)]),
    ),
    "oldest coordinates": (
        '<LineString><coordinates decimal="," cs=";" ts="|">0,5;0|1;1</coordinates>'
        "</LineString>",
        LineString([(0.5, 0), (1, 1)]),
    ),
}


@pytest.mark.parametrize("namespace", NAMESPACES)
@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_is_read_whatever_the_version(kind, namespace):
    text, expected = KINDS[kind]
    found = parsed(text, namespace)
    assert found.geometry.geom_type == expected.geom_type
    assert found.geometry.equals(expected)
    assert found.arcs == 0


def test_comments_between_elements_are_no_geometry():
    found = parsed(f"<Polygon><!-- made by hand -->{ring(SQUARE)}</Polygon>")
    assert found.geometry.equals(box(0, 0, 4, 4))


def test_a_multi_geometry_of_one_is_that_one():
    one = f"<MultiSurface><surfaceMember>{polygon(ring(SQUARE))}</surfaceMember>"
    assert parsed(f"{one}</MultiSurface>").geometry.geom_type == "Polygon"


def test_the_property_around_a_geometry_will_do():
    inside = f"<geometrie2dGrondvlak>{polygon(ring(SQUARE))}</geometrie2dGrondvlak>"
    assert parsed(inside).geometry.equals(box(0, 0, 4, 4))


@pytest.mark.parametrize(
    "text",
    [
        '<Point><pos srsDimension="3">1 2 9</pos></Point>',
        "<Point><pos>1 2 9</pos></Point>",
        '<LineString srsDimension="3"><posList>1 2 9 3 4 9</posList></LineString>',
        '<LineString><posList srsDimension="3">1 2 9 3 4 9</posList></LineString>',
        "<LineString><posList>1 2 9 3 4 9 5 6 9</posList></LineString>",
        "<LineString><coordinates>1,2,9 3,4,9</coordinates></LineString>",
        f'<MultiSurface srsDimension="3"><surfaceMember>'
        f"{polygon(ring('0 0 9 4 0 9 4 4 9 0 0 9'))}</surfaceMember></MultiSurface>",
    ],
)
def test_heights_are_dropped(text):
    geometry = parsed(text).geometry
    assert not shapely.has_z(geometry)
    assert 9 not in shapely.get_coordinates(geometry)


CROOKED = {
    "an unknown geometry": ("unknown geometry", "<Solid/>"),
    "a property around nothing": ("unknown geometry", "<geometrie2d/>"),
    "an empty point": ("no points", "<Point><pos/></Point>"),
    "a point of nothing": ("one position", "<Point/>"),
    "a line of one point": (
        "two different",
        "<LineString><posList>1 1 1 1</posList></LineString>",
    ),
    "a ring of two points": ("three different", polygon(ring("0 0 1 1 0 0"))),
    "a polygon without an outer ring": ("outer ring", "<Polygon/>"),
    "an empty surface": ("empty", "<MultiSurface/>"),
    "an odd number of coordinates": (
        "no points",
        polygon(
            '<exterior><LinearRing><posList srsDimension="2">0 0 1</posList>'
            "</LinearRing></exterior>"
        ),
    ),
    "four dimensions": (
        "dimension",
        '<Point><pos srsDimension="4">1 2 3 4</pos></Point>',
    ),
    "words": ("convert", "<Point><pos>one two</pos></Point>"),
    "no number": ("finite", "<Point><pos>NaN 1</pos></Point>"),
    "infinity": ("finite", "<Point><pos>inf 1</pos></Point>"),
    "an arc of two points": ("2 points", line("Arc", "0 0 1 1")),
    "an arc of four points": ("4 points", line("ArcString", "0 0 1 1 2 0 3 0")),
    "an arc of one point": ("one point", line("Arc", "0 0 0 0 0 0")),
    "a circle on a line": ("on a line", line("Circle", "0 0 1 1 2 2")),
    "an unknown segment": ("unknown curve", line("Clothoid", "0 0 1 1 2 0")),
}


@pytest.mark.parametrize(("why", "text"), CROOKED.values(), ids=CROOKED)
def test_what_is_no_geometry_is_refused(why, text):
    with pytest.raises(ValueError, match=why):
        parsed(text)


@pytest.mark.parametrize("tolerance_m", [0.0, -0.01])
def test_a_tolerance_of_nothing_is_refused(tolerance_m):
    with pytest.raises(ValueError, match="tolerance"):
        parsed(KINDS["point"][0], arc_tolerance_m=tolerance_m)


@pytest.mark.parametrize("kind", ["Circle", "ArcString", "Arc"])
@pytest.mark.parametrize("radius_m", [0.05, 1.0, 30.0, 4_000.0])
def test_the_area_of_a_circle_converges_to_pi_r_squared(kind, radius_m):
    x, y, r = 136_000.0, 451_000.0, radius_m
    points = {
        "Circle": [(x + r, y), (x, y + r), (x - r, y)],
        "ArcString": [(x + r, y), (x, y + r), (x - r, y), (x, y - r), (x + r, y)],
        # An arc that ends where it begins has its middle on the other side.
        "Arc": [(x + r, y), (x - r, y), (x + r, y)],
    }[kind]
    text = polygon(curved((kind, positions(*points))))
    missing_m2 = []
    for tolerance_m in (0.1, 0.01, 0.001):
        found = parsed(text, arc_tolerance_m=tolerance_m)
        assert found.arcs == 1
        missing_m2.append(np.pi * r**2 - found.geometry.area)
        assert 0 <= missing_m2[-1] <= tolerance_m * 2 * np.pi * r
    assert missing_m2 == sorted(missing_m2, reverse=True)
    assert missing_m2[-1] < missing_m2[0] or radius_m < 0.1


def test_arcs_and_straight_sides_make_one_ring():
    half_disc = curved(("Arc", "2 0 0 2 -2 0"), ("LineStringSegment", "-2 0 2 0"))
    found = parsed(polygon(half_disc), arc_tolerance_m=1e-6)
    assert found.geometry.is_valid
    assert found.geometry.area == pytest.approx(2 * np.pi, abs=1e-5)
    assert found.arcs == 1


def test_curved_rings_are_counted_not_their_arcs():
    arcs = ("ArcString", "2 0 0 2 -2 0 0 -2 2 0")
    hole = ("Circle", "1 0 0 1 -1 0")
    found = parsed(polygon(curved(arcs), curved(hole, role="interior")))
    assert found.arcs == 2
    assert parsed(line("Arc", "0 0 1 1 2 0")).arcs == 1


def test_three_points_on_a_line_are_no_arc():
    found = parsed(line("Arc", "0 0 1 0 2 0"))
    assert found.arcs == 0
    assert shapely.get_coordinates(found.geometry).tolist() == [[0, 0], [1, 0], [2, 0]]


metres = st.integers(0, 300_000_000).map(lambda mm: mm / 1_000)
steps = st.integers(-80_000, 80_000).map(lambda mm: mm / 1_000)


@given(metres, metres, *[steps] * 4, st.sampled_from([0.001, 0.01, 0.25]))
def test_every_chord_lies_within_the_tolerance_of_its_arc(
    x, y, dx1, dy1, dx2, dy2, tolerance_m
):
    begin, middle, end = (x, y), (x + dx1, y + dy1), (x + dx2, y + dy2)
    centre, radius_m = circle_through((dx1, dy1), (dx2, dy2))
    assume(radius_m is not None and 0.01 < radius_m < 1e5)
    found = parsed(
        line("Arc", positions(begin, middle, end)), arc_tolerance_m=tolerance_m
    )
    points = shapely.get_coordinates(found.geometry)
    assert found.arcs == 1
    assert tuple(points[0]) == begin
    assert tuple(points[-1]) == end
    assert middle in {tuple(point) for point in points}
    away_m = np.hypot(*(points - (x, y) - centre).T)
    assert np.abs(away_m - radius_m).max() < 1e-4
    halfway = (points[1:] + points[:-1]) / 2 - (x, y) - centre
    assert (radius_m - np.hypot(*halfway.T)).max() < tolerance_m + 1e-4


@given(metres, metres, *[steps] * 4)
def test_an_arc_written_backwards_gives_the_same_points(x, y, dx1, dy1, dx2, dy2):
    points = [(x, y), (x + dx1, y + dy1), (x + dx2, y + dy2)]
    assume(len(set(points)) == 3)
    there = parsed(line("Arc", positions(*points))).geometry
    back = parsed(line("Arc", positions(*points[::-1]))).geometry
    assert (shapely.get_coordinates(there) == shapely.get_coordinates(back)[::-1]).all()


def circle_through(one, two):
    """Solve for the point as far from the origin as from two others."""
    points = np.array([one, two])
    if abs(np.linalg.det(points)) < 1e-3:
        return None, None
    centre = np.linalg.solve(2 * points, (points**2).sum(axis=1))
    return centre, float(np.hypot(*centre))
