"""Regular grids of square cells in the Dutch national system."""

import math
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

Cells = NDArray[np.float32]
Mask = NDArray[np.bool_]
Bounds = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class GridDefinition:
    """Where the cells of a grid lie: north-up, counted from the upper left corner."""

    west_m: float
    north_m: float
    cell_m: float
    rows: int
    columns: int

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns, the shape of its arrays."""
        return self.rows, self.columns

    @property
    def bounds(self) -> Bounds:
        """West, south, east and north, in metres."""
        return (
            self.west_m,
            self.north_m - self.rows * self.cell_m,
            self.west_m + self.columns * self.cell_m,
            self.north_m,
        )

    @property
    def cell_area_m2(self) -> float:
        """The area of one cell, in m²."""
        return self.cell_m**2

    @classmethod
    def around(cls, bounds: Bounds, *, cell_m: float) -> "GridDefinition":
        """Lay the smallest grid over ``bounds`` whose edges are multiples of the cell.

        Grids with the same cell size made here are aligned with each other.
        """
        west, south, east, north = bounds
        left, right = math.floor(west / cell_m), math.ceil(east / cell_m)
        bottom, top = math.floor(south / cell_m), math.ceil(north / cell_m)
        return cls(left * cell_m, top * cell_m, cell_m, top - bottom, right - left)

    def centres_m(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return the x of every column and the y of every row, at cell centres, in m."""
        x = (
            self.west_m
            + (np.arange(self.columns, dtype=np.float64) + 0.5) * self.cell_m
        )
        y = self.north_m - (np.arange(self.rows, dtype=np.float64) + 0.5) * self.cell_m
        return x, y


@dataclass(frozen=True, slots=True, eq=False)
class Grid:
    """A number in every cell; NaN where nothing was measured."""

    definition: GridDefinition
    values: Cells

    def __post_init__(self) -> None:
        if self.values.shape != self.definition.shape:
            message = f"{self.values.shape} cells do not fill {self.definition.shape}"
            raise ValueError(message)

    @classmethod
    def filled(cls, definition: GridDefinition, value: float) -> "Grid":
        """Make a grid with the same number everywhere."""
        return cls(definition, np.full(definition.shape, value, np.float32))

    def with_values(self, values: Cells) -> "Grid":
        """Return a grid at the same place with other numbers."""
        return replace(self, values=values.astype(np.float32, copy=False))

    def on(self, definition: GridDefinition) -> "Grid":
        """Read this grid in the cells of another one; NaN outside.

        Takes the value at each cell's centre (nearest cell), so that heights are
        never mixed across a wall.
        """
        x, y = definition.centres_m()
        here = self.definition
        column = np.floor((x - here.west_m) / here.cell_m + 1e-9).astype(np.intp)
        row = np.floor((here.north_m - y) / here.cell_m + 1e-9).astype(np.intp)
        inside_column = (column >= 0) & (column < here.columns)
        inside_row = (row >= 0) & (row < here.rows)
        out = np.full(definition.shape, np.nan, np.float32)
        out[np.ix_(inside_row, inside_column)] = self.values[
            np.ix_(row[inside_row], column[inside_column])
        ]
        return Grid(definition, out)
