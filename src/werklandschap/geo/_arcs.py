"""Arcs as chords: the points of circles through three points."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]

_WIDEST_STEP_RAD = np.pi / 8
"""No arc is drawn coarser than sixteen sides to the circle, however small it is."""


def arcs(points: Points, tolerance_m: float) -> Iterator[tuple[Points, bool]]:
    """Linearise arcs that follow one another.

    Parameters
    ----------
    points : array of shape (2 n + 1, 2)
        The begin of the first arc, then the middle and end of each. [m]
    tolerance_m : float
        How far a chord may lie from its arc. [m]

    Yields
    ------
    tuple of array and bool
        The points of each arc, and whether it is one: three points on a line are not.

    Raises
    ------
    ValueError
        If the number of points is even or less than three.
    """
    if len(points) < 3 or len(points) % 2 == 0:
        message = f"an arc cannot have {len(points)} points"
        raise ValueError(message)
    for first in range(0, len(points) - 1, 2):
        begin, middle, end = points[first : first + 3]
        if (begin == end).all():
            yield _whole_circle(begin, middle, tolerance_m), True
        else:
            arc = _arc(begin, middle, end, tolerance_m)
            yield (points[first : first + 3], False) if arc is None else (arc, True)


def circle(points: Points, tolerance_m: float) -> Points:
    """Linearise the whole circle through three points, from the first to itself.

    Raises
    ------
    ValueError
        If there are not three points, or if they lie on a line.
    """
    if len(points) != 3:
        message = f"a circle has three points, not {len(points)}"
        raise ValueError(message)
    first, second, third = points
    there = _arc(first, second, third, tolerance_m)
    centre = _centre(first, second, third)
    if there is None or centre is None:
        message = "the points of a circle lie on a line"
        raise ValueError(message)
    # The other half goes through the point opposite to the second.
    back = _arc(third, 2 * centre - second, first, tolerance_m)
    if back is None:
        message = "the points of a circle lie on a line"
        raise ValueError(message)
    return joined([there, back])


def _whole_circle(begin: Points, opposite: Points, tolerance_m: float) -> Points:
    """Linearise an arc that ends where it begins: its middle lies on the other side."""
    if (begin == opposite).all():
        message = "an arc of one point"
        raise ValueError(message)
    centre, radius = (begin + opposite) / 2, (opposite - begin) / 2
    quarter = np.array([-radius[1], radius[0]])
    there = _arc(begin, centre + quarter, opposite, tolerance_m)
    back = _arc(opposite, centre - quarter, begin, tolerance_m)
    return joined([half for half in (there, back) if half is not None])


def _arc(
    begin: Points, middle: Points, end: Points, tolerance_m: float
) -> Points | None:
    """Linearise the arc through three points; None where they lie on a line."""
    if tuple(end) < tuple(begin):
        # From one fixed side, so that both neighbours get the very same points.
        backwards = _arc(end, middle, begin, tolerance_m)
        return None if backwards is None else backwards[::-1]
    centre = _centre(begin, middle, end)
    if centre is None:
        return None
    radius_m = float(np.hypot(*(begin - centre)))
    # A chord over an angle a lies at most r (1 - cos a/2) = 2 r sin² a/4 from its arc.
    widest = 4 * np.arcsin(np.sqrt(min(tolerance_m / (2 * radius_m), 0.5)))
    step_rad = min(float(widest), _WIDEST_STEP_RAD)
    turn = _side(begin, middle, end)
    halves = [
        _between(centre, begin, middle, turn, step_rad),
        _between(centre, middle, end, turn, step_rad),
    ]
    return np.concatenate([begin[None], halves[0], middle[None], halves[1], end[None]])


def _between(
    centre: Points, begin: Points, end: Points, turn: float, step_rad: float
) -> Points:
    """Points on the circle between two others, without those two."""
    first = np.arctan2(*(begin - centre)[::-1])
    last = np.arctan2(*(end - centre)[::-1])
    sweep = (
        (last - first) % (2 * np.pi) if turn > 0 else -((first - last) % (2 * np.pi))
    )
    steps = int(np.ceil(abs(sweep) / step_rad))
    angles = first + sweep * np.arange(1, steps) / steps
    radius = np.hypot(*(begin - centre))
    points: Points = centre + radius * np.column_stack([np.cos(angles), np.sin(angles)])
    return points


def _side(begin: Points, middle: Points, end: Points) -> float:
    """Twice the area of the triangle; positive where the points turn left."""
    one, two = middle - begin, end - begin
    return float(one[0] * two[1] - one[1] * two[0])


def _centre(begin: Points, middle: Points, end: Points) -> Points | None:
    """Find the middle of the circle through three points, if there is one."""
    one, two = middle - begin, end - begin
    cross = _side(begin, middle, end)
    longest = max(float(one @ one), float(two @ two))
    # Flatter than this, the centre is lost in the rounding of coordinates.
    if abs(cross) <= 1e-9 * longest:
        return None
    offset = np.array(
        [
            two[1] * (one @ one) - one[1] * (two @ two),
            one[0] * (two @ two) - two[0] * (one @ one),
        ]
    ) / (2 * cross)
    centre: Points = begin + offset
    return centre


def joined(pieces: list[Points]) -> Points:
    """Put pieces behind one another; each begins where the one before it ended."""
    if not pieces:
        return np.empty((0, 2))
    course = [pieces[0]]
    for piece in pieces[1:]:
        meets = len(piece) and len(course[-1]) and (piece[0] == course[-1][-1]).all()
        course.append(piece[1:] if meets else piece)
    return np.concatenate(course)
