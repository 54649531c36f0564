"""What people draw that cannot be: nothing breaks, and no ground gets lost."""

import numpy as np
import pytest
import shapely

from werklandschap.measures import MEASURES, Place
from werklandschap.measures._ground import partition_error_m2

every_measure = pytest.mark.parametrize(
    "measure", MEASURES.values(), ids=list(MEASURES)
)

STRANGE = [
    shapely.Point(0, 0),
    shapely.Polygon(),
    shapely.LineString(),
    shapely.Polygon([(0, 0), (50, 50), (50, 0), (0, 50)]),
    shapely.LineString([(0, 0), (100, 100)]),
    shapely.MultiPolygon([shapely.box(0, 0, 1, 1), shapely.box(90, 90, 140, 140)]),
    shapely.GeometryCollection([shapely.Point(5, 5), shapely.box(20, 20, 30, 30)]),
    shapely.box(0, 0, 1e-4, 1e-4),
]


@every_measure
def test_strange_shapes_break_nothing(measure, park):
    middle = park.parks.geometry.iloc[0].centroid
    moved = [
        shapely.transform(shape, lambda xy: xy + np.array([middle.x, middle.y]))
        for shape in STRANGE
    ]
    change = measure.carry_out(park, [Place(shape) for shape in moved])
    assert partition_error_m2(change.landscape) < 1e-3
    assert all(work.quantity > 0 for work in change.works)


@every_measure
def test_a_building_that_is_gone_gets_nothing(measure, park):
    buildings = park.buildings
    gone = Place(buildings.geometry.iloc[0], str(buildings.index[0]))
    later = park.having(
        buildings=buildings.iloc[1:],
        surfaces=park.surfaces[park.surfaces["cover_id"] != buildings.index[0]],
    )
    change = measure.carry_out(later, [gone])
    if measure.pool.__module__.endswith("_building_pools") and measure.unit != "count":
        assert change.works == ()


def test_five_thousand_wadis_and_trees_are_carried_out(park):
    rng = np.random.default_rng(1)
    west, south, east, north = park.parks.total_bounds
    x, y = rng.uniform(west, east, 5_000), rng.uniform(south, north, 5_000)
    trees = [Place(point) for point in shapely.points(x, y)]
    wadis = [Place(shapely.box(a, b, a + 4, b + 4)) for a, b in zip(x, y, strict=True)]
    planted = MEASURES["tree"].carry_out(park, trees)
    dug = MEASURES["wadi"].carry_out(park, wadis)
    assert planted.works[0].quantity > 2_000
    assert partition_error_m2(dug.landscape) < 0.01
