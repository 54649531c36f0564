"""Whose water it is: following what passed from cell to cell back to where it fell."""

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse import linalg

from werklandschap.geo.grids import Cells
from werklandschap.simulation.flooding import Passed

Codes = NDArray[np.int32]
Floats = NDArray[np.float64]


class Origins:
    r"""Where the water of each cell came from, over a whole shower.

    Parameters
    ----------
    passed : Passed
        What went through faces, and the rain that arrived.
    rain_m : float
        What fell. [m]

    Notes
    -----
    All water of a cell is one mixture, with the composition of everything that came in:
    :math:`(R_c + \sum_f Q_f)\,m_c = R_c\,e_c + \sum_f Q_f\,m_{n(f)}`, with rain
    :math:`R` and net volumes :math:`Q` through faces. What is there is made of rain, so
    that shares of all origins add up to 1; water from over the border has none.
    """

    def __init__(self, passed: Passed, rain_m: float) -> None:
        x = passed.x_m2.astype(np.float64) * passed.cell_m
        y = passed.y_m2.astype(np.float64) * passed.cell_m
        self.rain_m3 = passed.rain_share.astype(np.float64) * rain_m * passed.cell_m**2
        self.came_m3 = np.maximum(x[:, :-1], 0) - np.minimum(x[:, 1:], 0)
        self.came_m3 += np.maximum(y[:-1], 0) - np.minimum(y[1:], 0)
        self.went_m3 = np.maximum(x[:, 1:], 0) - np.minimum(x[:, :-1], 0)
        self.went_m3 += np.maximum(y[1:], 0) - np.minimum(y[:-1], 0)
        self._x, self._y = x, y
        numbers = np.arange(self.rain_m3.size).reshape(self.rain_m3.shape)
        pairs = [
            (numbers[:, :-1], numbers[:, 1:], x[:, 1:-1]),
            (numbers[:-1], numbers[1:], y[1:-1]),
        ]
        # Backward: from where water is to where it fell.
        self._back = linalg.splu(sparse.csc_matrix(self._matrix(pairs).T))

    def _matrix(
        self, pairs: list[tuple[NDArray[np.intp], NDArray[np.intp], Floats]]
    ) -> "sparse.csc_matrix":
        into, out_of, volume = [], [], []
        for first, second, flow in pairs:
            for to, source, sign in ((second, first, 1), (first, second, -1)):
                is_so = sign * flow > 0
                into.append(to[is_so])
                out_of.append(source[is_so])
                volume.append(np.abs(flow[is_so]))
        total = (self.rain_m3 + self.came_m3).ravel()
        size = len(total)
        # Dry cells, such as buildings, mix nothing.
        diagonal = sparse.diags(np.where(total > 0, total, 1.0))
        flows = sparse.coo_matrix(
            (np.concatenate(volume), (np.concatenate(into), np.concatenate(out_of))),
            (size, size),
        )
        return sparse.csc_matrix(diagonal - flows)

    def of(self, water_m3: Floats) -> Floats:
        """Tell how much of some water fell on each cell, as rain [m³].

        Parameters
        ----------
        water_m3 : array of shape (rows, columns)
            The water, where it is now.

        Returns
        -------
        array of shape (rows, columns)
            Adds up to the water, less what came over the border.
        """
        weight: Floats = self._back.solve(water_m3.ravel())
        found: Floats = weight.reshape(self.rain_m3.shape) * self.rain_m3
        return found

    def across(self, codes: Codes, count: int) -> tuple[Floats, Floats]:
        """Add up what entered and what left each of ``count`` zones [m³].

        Parameters
        ----------
        codes : array of int of shape (rows, columns)
            The zone of each cell; -1 for none.
        count : int
            How many zones there are.
        """
        outside = np.full((codes.shape[0] + 2, codes.shape[1] + 2), -1, np.int32)
        outside[1:-1, 1:-1] = codes
        came, went = np.zeros(count), np.zeros(count)
        for first, second, flow in (
            (outside[1:-1, :-1], outside[1:-1, 1:], self._x),
            (outside[:-1, 1:-1], outside[1:, 1:-1], self._y),
        ):
            is_border = first != second
            source = np.where(flow > 0, first, second)[is_border]
            to = np.where(flow > 0, second, first)[is_border]
            volume = np.abs(flow[is_border])
            np.add.at(came, to[to >= 0], volume[to >= 0])
            np.add.at(went, source[source >= 0], volume[source >= 0])
        return came, went


def coarse_sum(cells: Cells, side: int) -> Floats:
    """Add up blocks of cells; the last may stick out."""
    rows, columns = (-length % side for length in cells.shape)
    whole = np.pad(cells, ((0, rows), (0, columns))).astype(np.float64)
    shape = whole.shape[0] // side, side, whole.shape[1] // side, side
    total: Floats = whole.reshape(shape).sum(axis=(1, 3))
    return total


def summed(values: Floats, codes: Codes, count: int) -> Floats:
    """Add up values per zone; those in none are left out."""
    inside = codes >= 0
    total: Floats = np.zeros(count)
    np.add.at(total, codes[inside], values[inside])
    return total
