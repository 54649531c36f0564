"""Painting polygons onto a grid."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from shapely import Geometry

from werklandschap.geo._cells import fill_spans, spans_of
from werklandschap.geo._ragged import rings_of
from werklandschap.geo._windows import windows_of
from werklandschap.geo.grids import GridDefinition

Numbers = NDArray[np.int32]


def burn(shapes: Sequence[Geometry], definition: GridDefinition) -> Numbers:
    """Tell in which shape the centre of each cell lies.

    Parameters
    ----------
    shapes : sequence of n polygons
        What to paint, in this order: the last one on top. [m]
    definition : GridDefinition
        The cells.

    Returns
    -------
    array of shape (rows, columns)
        The position of the topmost shape, from 0 to n - 1; -1 where there is none.
    """
    cells = np.full(definition.shape, -1, np.int32)
    rings = rings_of(np.asarray(shapes, dtype=object))
    for shape, window in windows_of(rings, definition):
        fill_spans(cells, spans_of(shape, rings, window), window, shape)
    return cells
