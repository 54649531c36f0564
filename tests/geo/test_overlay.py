"""The overlay measures what shapely's intersections measure, without making them."""

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from geopandas import GeoDataFrame
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import MultiPolygon, Point, Polygon, box

from werklandschap.geo.overlay import area_per_class, area_within

CRS = "EPSG:28992"
CORNER_M = np.array([155_000.0, 463_000.0])


def frame(*shapes, **columns) -> GeoDataFrame:
    return GeoDataFrame(columns, geometry=list(shapes), crs=CRS)


def by_shapely(pieces: GeoDataFrame, zones: GeoDataFrame) -> list[float]:
    return [
        float(shapely.area(shapely.intersection(pieces.geometry.values, zone)).sum())
        for zone in zones.geometry
    ]


@st.composite
def stars(draw, *, holes: bool = True) -> Polygon:
    """A polygon with 3 to 12 corners, mostly concave, perhaps with a hole."""
    corners = draw(st.integers(3, 12))
    radius_m = draw(
        st.lists(st.floats(5, 60), min_size=corners, max_size=corners).map(np.array)
    )
    centre = CORNER_M + draw(st.tuples(st.floats(-60, 60), st.floats(-60, 60)))
    angle = np.linspace(0, 2 * np.pi, corners, endpoint=False) + draw(st.floats(0, 6))
    around = np.stack([np.cos(angle), np.sin(angle)], axis=1)
    shell = centre + radius_m[:, None] * around
    star = Polygon(shell)
    if holes and draw(st.booleans()):
        star = star.difference(Polygon(centre + 0.4 * radius_m[:, None] * around))
    return star.reverse() if draw(st.booleans()) else star


@st.composite
def blocks(draw) -> Polygon | MultiPolygon:
    """Boxes on whole metres, so that edges and corners coincide all the time."""
    numbers = st.integers(0, 6)
    parts = []
    for _ in range(draw(st.integers(1, 4))):
        x, y, width, height = (draw(numbers) for _ in range(4))
        parts.append(box(x, y, x + width + 1, y + height + 1))
    return shapely.transform(shapely.union_all(parts), lambda xy: xy + CORNER_M)


@settings(max_examples=150)
@given(st.lists(stars(), min_size=1, max_size=5), st.lists(stars(), min_size=1))
def test_measures_what_shapely_measures(pieces, zones):
    pieces, zones = frame(*pieces), frame(*zones)
    assert area_within(pieces, zones).tolist() == pytest.approx(
        by_shapely(pieces, zones), rel=1e-9, abs=1e-6
    )


@settings(max_examples=150)
@given(st.lists(blocks(), min_size=1, max_size=5), st.lists(blocks(), min_size=1))
def test_edges_that_coincide_need_no_special_care(pieces, zones):
    pieces, zones = frame(*pieces), frame(*zones)
    assert area_within(pieces, zones).tolist() == pytest.approx(
        by_shapely(pieces, zones), rel=1e-9, abs=1e-6
    )


@settings(max_examples=50)
@given(stars(), blocks())
def test_what_is_shared_is_shared_both_ways(one, other):
    there = area_within(frame(one), frame(other)).item()
    back = area_within(frame(other), frame(one)).item()
    assert there == pytest.approx(back, rel=1e-9, abs=1e-6)
    assert 0 <= there <= min(one.area, other.area) * (1 + 1e-9)


@settings(max_examples=50)
@given(stars(holes=False), st.floats(3, 40))
def test_the_pieces_of_a_partition_add_up_to_the_zone(zone, side_m):
    west, south, east, north = zone.bounds
    tiles = [
        box(x, y, x + side_m, y + side_m)
        for x in np.arange(west - 1, east + 1, side_m)
        for y in np.arange(south - 1, north + 1, side_m)
    ]
    areas = area_within(frame(*tiles), frame(zone))
    assert areas.item() == pytest.approx(zone.area, rel=1e-9)


@pytest.mark.parametrize("x", [-5.0, 1.0, 7.3])
def test_zones_that_only_touch_share_exactly_nothing(x):
    left = box(x, 0, x + 1, 1)
    touching = [box(x + 1, 0, x + 2, 1), box(x + 1, 1, x + 2, 2), box(x, 1, x + 1, 3)]
    triangle = Polygon([(x + 1, 0.1), (x + 2, 0), (x + 2, 0.7)])
    assert area_within(frame(left), frame(*touching, triangle)).tolist() == [0.0] * 4


def test_pieces_that_overlap_each_count():
    zone, piece = box(0, 0, 10, 10), box(5, 5, 15, 15)
    assert area_within(frame(piece, piece, piece), frame(zone)).item() == 75.0


def test_only_what_has_an_area_counts():
    zone = box(0, 0, 10, 10)
    mixed = shapely.GeometryCollection(
        [Point(1, 1), MultiPolygon([box(0, 0, 1, 1), box(4, 4, 6, 6)])]
    )
    pieces = frame(Point(5, 5), zone.exterior, None, Polygon(), mixed)
    assert area_within(pieces, frame(zone)).item() == 5.0


def test_answers_for_every_zone_in_its_own_order():
    zones = frame(box(20, 0, 30, 10), None, Polygon(), box(0, 0, 10, 10))
    zones.index = pd.Index(["far", "missing", "empty", "here"], name="zone")
    areas = area_within(frame(box(0, 0, 1, 1)), zones)
    assert areas.to_dict() == {"far": 0.0, "missing": 0.0, "empty": 0.0, "here": 1.0}
    assert areas.index.equals(zones.index)


@pytest.mark.parametrize(
    ("pieces", "zones"),
    [(frame(), frame(box(0, 0, 1, 1))), (frame(box(0, 0, 1, 1)), frame())],
    ids=["no pieces", "no zones"],
)
def test_nothing_on_either_side_gives_nothing(pieces, zones):
    areas = area_within(pieces, zones)
    assert areas.tolist() == [0.0] * len(zones)
    assert areas.dtype == "float64"


@pytest.fixture(scope="module")
def many() -> tuple[GeoDataFrame, GeoDataFrame]:
    """120,000 quadrilaterals on 300 zones: more than one block of pairs."""
    rng = np.random.default_rng(7)
    angle = np.sort(rng.uniform(0, 2 * np.pi, (300, 24)), axis=1)
    radius = rng.uniform(60, 140, (300, 24))
    zones = rng.uniform(0, 3_000, (300, 1, 2)) + np.stack(
        [radius * np.cos(angle), radius * np.sin(angle)], axis=2
    )
    corners = np.array([[0, 0], [1, 0], [1, 1], [0, 1]]) * 20.0
    pieces = rng.uniform(0, 3_000, (120_000, 1, 2)) + corners
    pieces = pieces + rng.uniform(-6, 6, pieces.shape)
    classes = rng.choice(["grass", "roof", "water"], len(pieces))
    return (
        frame(*shapely.polygons(pieces), cover=classes),
        frame(*shapely.polygons(zones)),
    )


def test_two_threads_give_the_bits_that_one_gives(many):
    pieces, zones = many
    one, two = (area_within(pieces, zones, threads=n) for n in (1, 2))
    assert one.to_numpy().tobytes() == two.to_numpy().tobytes()


def test_agrees_with_the_overlay_of_geopandas(many):
    pieces, zones = many
    pieces, zones = pieces[:6_000], zones.assign(zone=range(len(zones)))
    overlay = gpd.overlay(zones, pieces, how="intersection")
    expected = overlay.area.groupby([overlay["zone"], overlay["cover"]]).sum()
    found = area_per_class(pieces, zones, "cover").stack()
    expected = expected.reindex(found.index, fill_value=0.0)
    np.testing.assert_allclose(found, expected, rtol=1e-9, atol=1e-6)


def test_classes_share_out_the_area_within(many):
    pieces, zones = many
    per_class = area_per_class(pieces, zones, "cover")
    assert per_class.columns.tolist() == ["grass", "roof", "water"]
    for name, areas in per_class.items():
        alone = area_within(pieces[pieces["cover"] == name], zones)
        np.testing.assert_allclose(areas, alone, rtol=1e-12, atol=1e-9)


def test_a_piece_without_a_class_is_of_no_class():
    pieces = frame(box(0, 0, 1, 1), box(2, 0, 4, 1), cover=["grass", None])
    found = area_per_class(pieces, frame(box(0, 0, 9, 9)), "cover")
    assert found.to_dict("list") == {"grass": [1.0]}


def test_without_pieces_there_are_no_classes():
    pieces = frame(cover=np.array([], dtype=str))
    assert area_per_class(pieces, frame(box(0, 0, 1, 1)), "cover").shape == (1, 0)
