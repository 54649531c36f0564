"""Which cells of a grid lie in a polygon, row by row."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from werklandschap.geo._compiled import compiled
from werklandschap.geo._ragged import Integers, Rings


class Spans(NamedTuple):
    """Rows of cells, as runs from a first column up to, not including, a last one."""

    row: Integers
    begin: Integers
    end: Integers


class Window(NamedTuple):
    """Part of a grid: its first row and column and how many there are.

    The corner and the cell size are those of the whole grid, so that a cell has the
    same centre, to the last bit, in every window.
    """

    west_m: float
    north_m: float
    cell_m: float
    row: int
    column: int
    rows: int
    columns: int


@compiled
def _row_below(y: float, window: Window) -> int:
    """Find the uppermost row of which the centre lies at or below ``y``."""
    row = int(np.ceil((window.north_m - y) / window.cell_m - 0.5)) - window.row
    return min(window.rows, max(0, row))


@compiled
def _cross(
    shape: int, rings: Rings, window: Window, place: Integers, columns: Integers
) -> None:
    """Count the edges that cross each row, or note in which column they do."""
    for ring in range(rings.first_ring[shape], rings.first_ring[shape + 1]):
        for i in range(rings.start[ring], rings.start[ring + 1] - 1):
            # Always from the top down: neighbours must agree on the edge they share.
            a, b = (i, i + 1) if rings.y[i] > rings.y[i + 1] else (i + 1, i)
            x1, y1, x2, y2 = rings.x[a], rings.y[a], rings.x[b], rings.y[b]
            for row in range(_row_below(y1, window), _row_below(y2, window)):
                k = place[row]
                place[row] += 1
                if len(columns):
                    y = window.north_m - (window.row + row + 0.5) * window.cell_m
                    x = x1 + (y - y1) * ((x2 - x1) / (y2 - y1))
                    column = int(np.ceil((x - window.west_m) / window.cell_m - 0.5))
                    columns[k] = column - window.column


@compiled
def spans_of(shape: int, rings: Rings, window: Window) -> Spans:
    """Find the cells of a window whose centre lies in a polygon.

    A centre on the boundary belongs to what lies right of it or below it, so that
    neighbours share out every cell exactly once.
    """
    count = np.zeros(window.rows + 1, np.int64)
    _cross(shape, rings, window, count[1:], np.empty(0, np.int64))
    start = np.cumsum(count)
    column = np.empty(start[-1], np.int64)
    if len(column):
        _cross(shape, rings, window, start[:-1].copy(), column)
    row_of = np.empty(len(column) // 2, np.int64)
    begin, end = np.empty_like(row_of), np.empty_like(row_of)
    n = 0
    for row in range(window.rows):
        _sort(column, start[row], start[row + 1])
        for k in range(start[row], start[row + 1] - 1, 2):
            begin[n], end[n] = max(0, column[k]), min(window.columns, column[k + 1])
            row_of[n] = row
            n += begin[n] < end[n]
    return Spans(row_of[:n], begin[:n], end[:n])


@compiled
def _sort(values: Integers, begin: int, end: int) -> None:
    """Sort a few values in place: a row is mostly crossed twice."""
    for i in range(begin + 1, end):
        value, k = values[i], i
        while k > begin and values[k - 1] > value:
            values[k] = values[k - 1]
            k -= 1
        values[k] = value


@compiled
def count_codes(
    cells: NDArray[np.integer], spans: Spans, lowest: int, codes: int
) -> Integers:
    """Count how often each of ``codes`` codes from ``lowest`` up occurs in the spans."""
    # Four counts take turns: a processor waits before it adds to the number that it has
    # just written, and neighbours mostly have the same code.
    one, two = np.zeros(codes + 1, np.int64), np.zeros(codes + 1, np.int64)
    three, four = np.zeros(codes + 1, np.int64), np.zeros(codes + 1, np.int64)
    for k in range(len(spans.row)):
        run = cells[spans.row[k], spans.begin[k] : spans.end[k]]
        whole = len(run) - len(run) % 4
        for i in range(0, whole, 4):
            one[_place(run[i], lowest, codes)] += 1
            two[_place(run[i + 1], lowest, codes)] += 1
            three[_place(run[i + 2], lowest, codes)] += 1
            four[_place(run[i + 3], lowest, codes)] += 1
        for i in range(whole, len(run)):
            one[_place(run[i], lowest, codes)] += 1
    return (one + two + three + four)[:codes]


@compiled
def _place(value: int, lowest: int, codes: int) -> np.uint64:
    """Tell where a code is counted; all that nobody asked for together at the end."""
    # Without a sign a code below the lowest is very high, and one question is enough.
    return min(np.uint64(value - lowest), np.uint64(codes))


@compiled
def add_up(cells: NDArray[np.float32], spans: Spans) -> tuple[float, int]:
    """Sum the numbers in the spans and count them, leaving out what is missing."""
    total, count = 0.0, 0
    for k in range(len(spans.row)):
        for value in cells[spans.row[k], spans.begin[k] : spans.end[k]]:
            if not np.isnan(value):
                total += value
                count += 1
    return total, count


@compiled
def fill_spans(
    cells: NDArray[np.int32], spans: Spans, window: Window, number: int
) -> None:
    """Write a number in the cells of the spans; ``cells`` is the whole grid."""
    for k in range(len(spans.row)):
        begin = window.column + spans.begin[k]
        end = window.column + spans.end[k]
        cells[window.row + spans.row[k], begin:end] = number
