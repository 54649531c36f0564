"""The part of a grid that lies around a shape."""

import numpy as np

from werklandschap.geo._boxes import boxes_of
from werklandschap.geo._cells import Window
from werklandschap.geo._ragged import Rings
from werklandschap.geo.grids import GridDefinition


def windows_of(rings: Rings, grid: GridDefinition) -> list[tuple[int, Window]]:
    """Lay a window of cells around each shape that meets the grid."""
    boxes = boxes_of(rings)
    found = []
    for shape in np.flatnonzero(boxes.west <= boxes.east).tolist():
        left = max(0, int((boxes.west[shape] - grid.west_m) // grid.cell_m))
        top = max(0, int((grid.north_m - boxes.north[shape]) // grid.cell_m))
        right = int((boxes.east[shape] - grid.west_m) // grid.cell_m) + 1
        bottom = int((grid.north_m - boxes.south[shape]) // grid.cell_m) + 1
        rows = min(grid.rows, bottom) - top
        columns = min(grid.columns, right) - left
        if rows > 0 and columns > 0:
            corner = (grid.west_m, grid.north_m, grid.cell_m)
            found.append((shape, Window(*corner, top, left, rows, columns)))
    return found
