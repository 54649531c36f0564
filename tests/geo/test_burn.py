"""Painting polygons onto cells."""

import numpy as np
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely import Polygon, box

from werklandschap.geo.burn import burn
from werklandschap.geo.grids import GridDefinition

WHERE = GridDefinition(0.0, 40.0, 1.0, 40, 60)


def test_the_last_shape_lies_on_top():
    cells = burn([box(0, 0, 60, 40), box(10, 10, 20, 20), Polygon()], WHERE)
    assert (cells == 1).sum() == 100
    assert (cells == 0).sum() == 60 * 40 - 100
    assert (cells[20:30, 10:20] == 1).all()


def test_cells_without_a_shape_are_told():
    assert (burn([], WHERE) == -1).all()
    cells = burn([box(-10, -10, 5, 5)], WHERE)
    assert (cells == 0).sum() == 25
    assert (cells == -1).sum() == 60 * 40 - 25


@given(st.integers(3, 9), st.floats(3, 30), st.floats(0, 6), st.floats(0.01, 0.49))
def test_paints_the_cells_whose_centre_lies_inside(corners, radius, turn, shift):
    angle = np.linspace(0, 2 * np.pi, corners, endpoint=False) + turn
    shape = Polygon(
        np.stack([30 + shift + radius * np.cos(angle), 20 + radius * np.sin(angle)], 1)
    ).difference(box(28, 18, 33.3, 21.7))
    x, y = np.meshgrid(*WHERE.centres_m())
    inside = shapely.contains_xy(shape, x, y)
    near = shapely.dwithin(shape.boundary, shapely.points(x, y), 1e-9)
    painted = burn([shape], WHERE) == 0
    assert (painted == inside)[~near].all()
