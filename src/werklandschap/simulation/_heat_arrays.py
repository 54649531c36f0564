"""What the heat simulations share: checked arrays and sums over windows around cells."""

from dataclasses import dataclass
from typing import ClassVar, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from werklandschap.core.errors import WerklandschapError
from werklandschap.core.text import Text

Floats = NDArray[np.float64]
Single = NDArray[np.float32]


@dataclass(eq=False)
class UnusableHeatInput(WerklandschapError):
    """A value that is missing or lies beyond what can exist."""

    code: ClassVar[str] = "heat.unusable_input"
    message: ClassVar[Text] = Text(
        nl="‘{name}’ heeft ontbrekende waarden of waarden buiten {lowest} tot {highest}.",
        en="‘{name}’ has values that are missing or lie outside {lowest} to {highest}.",
    )

    name: str
    lowest: float
    highest: float


@dataclass(eq=False)
class UnequalHeatGrids(WerklandschapError):
    """Arrays that should lie on the same grid and do not."""

    code: ClassVar[str] = "heat.unequal_grids"
    message: ClassVar[Text] = Text(
        nl="‘{name}’ heeft {found} cellen; de andere lagen hebben er {expected}.",
        en="‘{name}’ has {found} cells; the other layers have {expected}.",
    )

    name: str
    found: tuple[int, ...]
    expected: tuple[int, ...]


def checked(name: str, values: ArrayLike, lowest: float, highest: float) -> Floats:
    """Return ``values`` as float64, or raise `UnusableHeatInput`."""
    numbers = np.asarray(values, np.float64)
    _check_range(name, numbers, lowest, highest)
    return numbers


def checked_single(
    name: str, values: ArrayLike, lowest: float, highest: float
) -> Single:
    """Return ``values`` as contiguous float32, or raise `UnusableHeatInput`."""
    numbers = np.ascontiguousarray(values, np.float32)
    _check_range(name, numbers, lowest, highest)
    return numbers


def check_same_shape(expected: tuple[int, ...], **arrays: NDArray[np.generic]) -> None:
    """Make sure that arrays lie on one grid, or raise `UnequalHeatGrids`."""
    for name, array in arrays.items():
        if array.shape != expected:
            raise UnequalHeatGrids(name, array.shape, expected)


def _check_range(
    name: str, numbers: Floats | Single, lowest: float, highest: float
) -> None:
    # Two comparisons catch NaN as well: any comparison with it is false.
    if numbers.size and not (
        float(numbers.min()) >= lowest and float(numbers.max()) <= highest
    ):
        raise UnusableHeatInput(name, lowest, highest)


class Reach(NamedTuple):
    """How many cells a window reaches to each side of its middle cell."""

    north: int
    east: int
    south: int
    west: int

    @property
    def cells(self) -> int:
        """How many cells the whole window has."""
        return (self.north + self.south + 1) * (self.east + self.west + 1)


class Window(NamedTuple):
    """How far a window reaches, seen along the wind. [m]."""

    upwind_m: float
    side_m: float
    downwind_m: float


_EAST, _SOUTH, _WEST = 1, 2, 3


def quadrant_of(direction_deg: float) -> int:
    """Round the direction that the wind comes from to N, E, S or W (0 to 3)."""
    return int((direction_deg % 360 + 45) // 90) % 4


def reach_of(window: Window, quadrant: int, cell_m: float) -> Reach:
    """Turn a window along the wind into cells to each side.

    The middle cell is one of the cells along the wind and one of those across it, so
    that a window of 210 and 70 m has 28 cells of 10 m.
    """
    up, down = round(window.upwind_m / cell_m), round(window.downwind_m / cell_m)
    side = round(window.side_m / cell_m)
    # The middle cell takes the place of one cell downwind and of one at one side.
    down, other = max(down - 1, 0), max(side - 1, 0)
    return {
        0: Reach(up, side, down, other),
        _EAST: Reach(other, up, side, down),
        _SOUTH: Reach(down, other, up, side),
        _WEST: Reach(side, down, other, up),
    }[quadrant]


def round_reach(radius_m: float, cell_m: float) -> Reach:
    """Reach equally far to all sides, for when there is no wind to speak of."""
    radius = round(radius_m / cell_m)
    return Reach(radius, radius, radius, radius)


def summed_area(values: NDArray[np.generic]) -> Floats:
    """Sum everything above and left of each corner (Crow 1984, summed-area tables)."""
    table = np.zeros((values.shape[0] + 1, values.shape[1] + 1))
    np.cumsum(values, axis=0, dtype=np.float64, out=table[1:, 1:])
    np.cumsum(table[1:, 1:], axis=1, out=table[1:, 1:])
    return table


def window_sum(table: Floats, reach: Reach) -> Floats:
    """Sum over the part of the window around each cell that lies on the grid."""
    rows, columns = table.shape[0] - 1, table.shape[1] - 1
    row, column = np.arange(rows), np.arange(columns)
    top = np.maximum(row - reach.north, 0)
    bottom = np.minimum(row + reach.south + 1, rows)
    left = np.maximum(column - reach.west, 0)
    right = np.minimum(column + reach.east + 1, columns)
    strip = table[bottom] - table[top]
    total: Floats = strip[:, right] - strip[:, left]
    return total
