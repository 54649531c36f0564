"""Laws of the ground: each square metre once, nothing dropped."""

from datetime import date

import numpy as np
import pytest
import shapely
from geopandas import GeoDataFrame
from hypothesis import given, settings
from hypothesis import strategies as st

from werklandschap.landscape import (
    BUILDINGS,
    COVER,
    COVER_CLASSES,
    PARKS,
    RIJKSDRIEHOEK,
    divide_ground,
)
from werklandschap.parameters import Assumptions

ASSUMPTIONS = Assumptions(date(2026, 11, 1))
PARK = shapely.box(100_000, 400_000, 100_200, 400_150)


def table(kind, shapes, **columns):
    index = [f"x{number}" for number in range(len(shapes))]
    frame = GeoDataFrame(columns, geometry=list(shapes), crs=RIJKSDRIEHOEK, index=index)
    return kind.complete(frame.rename_axis(kind.key))


def parks(*shapes):
    return table(PARKS, shapes, name="park")


def cover(*objects):
    shapes, classes, themes, levels = zip(*objects, strict=True)
    return table(
        COVER, shapes, cover_class=list(classes), theme=list(themes), level=list(levels)
    )


def divide(ground, buildings=(), park=PARK):
    footprints = table(BUILDINGS, buildings, registers="bgt")
    return divide_ground(parks(park), ground, footprints, assumptions=ASSUMPTIONS)


classes = st.sampled_from(sorted(set(COVER_CLASSES) - {"building", "unmapped"}))


@st.composite
def objects(draw):
    """Rings anywhere over the park, overlapping as they like, of any class."""
    x = draw(st.floats(99_950, 100_200))
    y = draw(st.floats(399_950, 400_150))
    width, height = draw(st.floats(0.01, 200)), draw(st.floats(0.01, 200))
    turn = draw(st.floats(0, 90))
    shape = shapely.affinity.rotate(shapely.box(x, y, x + width, y + height), turn)
    return shape, draw(classes), "vegetated", draw(st.sampled_from([0, 0, 0, 1, -1]))


@settings(max_examples=60)
@given(st.lists(objects(), min_size=1, max_size=12), st.lists(objects(), max_size=4))
def test_the_parts_are_a_partition_of_the_park(ground, on_top):
    surfaces = divide(cover(*ground), [shape for shape, *_ in on_top]).surfaces
    shapes = np.asarray(surfaces.geometry.values)

    assert shapely.is_valid(shapes).all()
    assert surfaces.area.sum() == pytest.approx(PARK.area, rel=1e-6)
    whole = shapely.union_all(shapes)
    assert whole.symmetric_difference(PARK).area == pytest.approx(0, abs=1e-3)
    assert whole.area == pytest.approx(surfaces.area.sum(), rel=1e-6)
    fractions = surfaces[["green_fraction", "water_fraction", "bare_fraction"]]
    assert fractions.ge(0).all().all()
    assert np.allclose(fractions.sum(axis=1), 1)


def test_buildings_lie_on_top_and_levels_above_or_below_do_not_count():
    building = shapely.box(100_010, 400_010, 100_050, 400_050)
    surfaces = divide(
        cover(
            (PARK, "grassland", "vegetated", 0),
            (PARK, "closed_paving", "road", 1),
            (PARK, "water", "water", -1),
        ),
        [building],
    ).surfaces
    areas = surfaces.area.groupby(surfaces["cover_class"]).sum()
    assert areas["building"] == pytest.approx(1_600)
    assert areas["grassland"] == pytest.approx(PARK.area - 1_600)
    assert set(areas.index) == {"building", "grassland"}


def test_of_two_objects_the_smaller_has_the_ground_and_it_is_counted():
    small = shapely.box(100_020, 400_020, 100_030, 400_030)
    ground = divide(
        cover((PARK, "grassland", "vegetated", 0), (small, "shrubs", "vegetated", 0))
    )
    areas = ground.surfaces.area.groupby(ground.surfaces["cover_class"]).sum()
    assert areas["shrubs"] == pytest.approx(100)
    assert ground.repairs["overlap"] == 1


def test_a_crack_goes_to_a_neighbour_and_a_gap_stays_unknown():
    west = shapely.box(100_000, 400_000, 100_099.99, 400_150)
    east = shapely.box(100_100, 400_000, 100_190, 400_150)
    ground = divide(
        cover((west, "grassland", "vegetated", 0), (east, "planting", "vegetated", 0))
    )
    areas = ground.surfaces.area.groupby(ground.surfaces["cover_class"]).sum()
    assert areas["unmapped"] == pytest.approx(10 * 150)
    assert areas["grassland"] + areas["planting"] == pytest.approx(190 * 150)
    assert ground.repairs["sliver"] == 1


def test_nothing_mapped_is_all_unmapped():
    elsewhere = shapely.affinity.translate(PARK, 10_000)
    surfaces = divide(cover((elsewhere, "grassland", "vegetated", 0))).surfaces
    assert surfaces["cover_class"].tolist() == ["unmapped"]
    assert surfaces.area.sum() == pytest.approx(PARK.area)


def test_the_order_in_which_objects_come_does_not_matter():
    chance = np.random.default_rng(5)
    things = []
    for _ in range(30):
        x, y = chance.uniform((100_000, 400_000), (100_190, 400_140))
        shape = shapely.box(x, y, x + chance.uniform(1, 60), y + chance.uniform(1, 60))
        things.append((shape, chance.choice(["grassland", "shrubs"]), "vegetated", 0))
    ground = cover(*things)
    one = divide(ground).surfaces
    other = divide(ground.iloc[::-1]).surfaces
    assert one.area.sum() == pytest.approx(other.area.sum())
    assert (
        one.area.groupby(one["cover_class"])
        .sum()
        .equals(other.area.groupby(other["cover_class"]).sum())
    )


def test_two_parks_next_to_each_other_do_not_disturb_each_other():
    next_to_it = shapely.affinity.translate(PARK, 200)
    ground = cover((PARK.union(next_to_it), "grassland", "vegetated", 0))
    surfaces = divide_ground(
        parks(PARK, next_to_it), ground, None, assumptions=ASSUMPTIONS
    ).surfaces
    assert surfaces.area.groupby(surfaces["park_id"]).sum().tolist() == pytest.approx(
        [PARK.area, next_to_it.area]
    )
