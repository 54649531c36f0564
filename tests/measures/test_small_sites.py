"""What is told of sites that no cell of a simulation has its middle in."""

import numpy as np
import shapely

from werklandschap.geo.grids import Grid, GridDefinition
from werklandschap.measures._pools import deepest

CELLS = GridDefinition(0.0, 30.0, 10.0, 3, 3)
GRID = Grid(CELLS, np.arange(9, dtype=np.float32).reshape(3, 3))


def told(*shapes, grid=GRID):
    return deepest(grid, np.array(shapes, object)).tolist()


def test_a_site_smaller_than_a_cell_is_told_as_the_cell_it_lies_in():
    corner = shapely.box(21, 1, 22, 2)
    assert told(corner) == [8.0]


def test_where_that_cell_is_a_building_the_open_ground_around_it_counts():
    values = GRID.values.copy()
    values[1, 1] = np.nan
    strip = shapely.box(11, 11, 12, 12)
    (found,) = told(strip, grid=GRID.with_values(values))
    assert found == np.nanmean(values)


def test_outside_of_what_was_simulated_nothing_is_known():
    assert np.isnan(told(shapely.box(100, 100, 101, 101))).all()
