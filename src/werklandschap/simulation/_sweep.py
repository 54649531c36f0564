"""Sweeping a grid along parallel lines, in time linear in cells.

Every line runs from where one looks to (or from where the sun comes) across the grid, and
every cell lies on exactly one line of a direction.
"""

from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar

import numpy as np
from numba import njit

F = TypeVar("F", bound=Callable[..., Any])


class Course(NamedTuple):
    """How the lines of a direction run through an array.

    ``slope`` is the change of row per column; ``from_end`` tells that they begin at the
    last column; ``step`` is the distance per column, in cells.
    """

    is_turned: bool
    slope: float
    from_end: bool
    step: float


def course_towards(azimuth_deg: float) -> Course:
    """Find how lines run that come from a direction, clockwise from north."""
    angle = np.radians(azimuth_deg)
    east, south = float(np.sin(angle)), float(-np.cos(angle))
    is_turned = abs(south) > abs(east)
    along, across = (south, east) if is_turned else (east, south)
    slope = across / along
    return Course(is_turned, slope, along > 0, float(np.hypot(1.0, slope)))


def parallel(function: F) -> F:
    """Compile ``function`` such that its `prange` loops use all processors.

    Lines share no cell, so that the same input gives the same bits on any number.
    """
    # What numba gives back is called just like the function itself.
    return njit(parallel=True, cache=True, error_model="numpy", fastmath=False)(
        function
    )  # type: ignore[return-value]
