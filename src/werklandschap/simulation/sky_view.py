"""How much of the sky one sees: the sky view factor, from unlimited horizons."""

from dataclasses import dataclass
from typing import ClassVar, Literal, NamedTuple, get_args

import numpy as np

from werklandschap.core.errors import WerklandschapError
from werklandschap.core.text import Text
from werklandschap.geo.grids import Cells
from werklandschap.simulation import _sky_lines, _sweep

Definition = Literal["slope", "flat", "solid_angle"]

_FORMS: dict[Definition, int] = {
    "flat": _sky_lines.FLAT,
    "solid_angle": _sky_lines.SOLID_ANGLE,
    "slope": _sky_lines.TILTED,
}
_DIRECTIONS = (16, 32, 64)
_HIGHEST_M = 10_000.0


@dataclass(eq=False)
class UnusableHeights(WerklandschapError):
    """Heights with which neither horizons nor shadows can be found."""

    code: ClassVar[str] = "sky_view.unusable_heights"
    message: ClassVar[Text] = Text(
        nl="In de hoogtes ({what}) ontbreken waarden of staan onmogelijke getallen. Vul "
        "gaten eerst.",
        en="Heights ({what}) are missing or impossible. Fill holes first.",
    )

    what: str


@dataclass(eq=False)
class UnknownSkyView(WerklandschapError):
    """A way of looking at the sky that does not exist."""

    code: ClassVar[str] = "sky_view.unknown"
    message: ClassVar[Text] = Text(
        nl="Zicht op de hemel wordt bepaald in 16, 32 of 64 richtingen, als {known}; niet "
        "in {directions} richtingen als ‘{definition}’.",
        en="Sky view is found in 16, 32 or 64 directions, as {known}; not in {directions} "
        "directions as ‘{definition}’.",
    )

    directions: int
    definition: str
    known: tuple[str, ...] = get_args(Definition)


def sky_view(
    surface_m: Cells,
    cell_m: float,
    *,
    directions: int = 16,
    definition: Definition = "slope",
    canopy_m: Cells | None = None,
    trunk_m: Cells | None = None,
    corner: tuple[int, int] = (0, 0),
) -> Cells:
    r"""Calculate the sky view factor of every cell, with horizons as far as the grid goes.

    Parameters
    ----------
    surface_m : array of shape (rows, columns)
        Terrain with buildings, on which one stands. [m]
    cell_m : float
        Size of the cells. [m]
    directions : int
        In how many directions one looks; 16, 32 or 64.
    definition : {"slope", "flat", "solid_angle"}
        ``slope`` is that of the KNMI map and the Dutch standard: the light of an even sky
        on the slope of the cell [1]_ [2]_; ``flat`` the same on a flat receiver,
        :math:`\overline{\cos^2\theta}`; ``solid_angle`` the part of the half sphere,
        :math:`\overline{1-\sin\theta}` [3]_.
    canopy_m : array of shape (rows, columns), optional
        Tops of crowns where there are any, elsewhere the surface. Without ``trunk_m``
        crowns block the view down to the ground, as on the KNMI map, and what is
        straight overhead does not count. [m]
    trunk_m : array of shape (rows, columns), optional
        Undersides of the crowns: one sees the sky below them and none through them, not
        overhead either. No crown where it is not below ``canopy_m``. [m]
    corner : tuple of int
        Row and column of the first cell in a larger grid of which this is a piece; lines
        then run through the same cells as in the whole.

    Returns
    -------
    array of shape (rows, columns)
        0–1.

    Raises
    ------
    UnusableHeights
        If a height is missing or absurd.
    UnknownSkyView
        If there is no such definition or number of directions.

    Notes
    -----
    Horizons come from the convex hull of the tops along each of the parallel lines of a
    direction, in time linear in cells. What rises steeper than 1 in 2 is a wall, and stands
    at the near face of its cell: half a cell nearer than its middle. Crowns with an
    underside are seen in 64 bands of height each, to the nearest band.

    References
    ----------
    .. [1] Dozier, J. & J. Frew (1990), Rapid calculation of terrain parameters for
       radiation modeling, IEEE Trans. Geosci. Remote Sensing 28(5).
    .. [2] KNMI, SVF_NL, with package ``horizon`` of R.
    .. [3] Zakšek, K. et al. (2011), Sky-view factor as a relief visualization technique,
       Remote Sensing 3(2).
    """
    if directions not in _DIRECTIONS or definition not in _FORMS:
        raise UnknownSkyView(directions, definition)
    if not 0 < cell_m < _HIGHEST_M:
        raise UnusableHeights("cell_m")
    view = _view(surface_m, cell_m, canopy_m, trunk_m, tilted=definition == "slope")
    ways = {False: view, True: _View(*map(_turned, view))}
    for number in range(directions):
        azimuth_deg = 360.0 * number / directions
        course = _sweep.course_towards(azimuth_deg)
        way = ways[course.is_turned]
        angle = np.radians(azimuth_deg)
        look = (
            course.slope,
            course.from_end,
            corner[0] if course.is_turned else corner[1],
            course.step * cell_m,
            _FORMS[definition],
            float(np.sin(angle)),
            float(np.cos(angle)),
        )
        rises = way.rise_east, way.rise_north
        if trunk_m is None:
            _sky_lines.add_sky(way.ground, way.tops, rises, look, way.total)
        else:
            crowns = way.undersides, way.tops
            _sky_lines.add_sky_among_crowns(way.ground, crowns, rises, look, way.total)
    mean = (view.total + ways[True].total.T) / np.float32(directions)
    return np.asarray(np.clip(mean, 0, 1), np.float32)


class _View(NamedTuple):
    """What a sweep needs, all of one shape; ``total`` is what it has seen so far."""

    ground: Cells
    tops: Cells
    undersides: Cells
    rise_east: Cells
    rise_north: Cells
    total: Cells


def _view(
    surface_m: Cells,
    cell_m: float,
    canopy_m: Cells | None,
    trunk_m: Cells | None,
    *,
    tilted: bool,
) -> _View:
    """Check heights and lay them out; arrays that are of no use have no cells."""
    none = np.zeros((0, 0), np.float32)
    ground = checked_heights("surface_m", surface_m)
    tops = ground if canopy_m is None else checked_heights("canopy_m", canopy_m)
    undersides = none if trunk_m is None else checked_heights("trunk_m", trunk_m)
    if tops.shape != ground.shape:
        raise UnusableHeights("canopy_m")
    if undersides.size and undersides.shape != ground.shape:
        raise UnusableHeights("trunk_m")
    rises = _rises(ground, cell_m) if tilted else (none, none)
    return _View(
        ground, np.maximum(tops, ground), undersides, *rises, np.zeros_like(ground)
    )


def _turned(cells: Cells) -> Cells:
    return np.ascontiguousarray(cells.T)


def _rises(ground: Cells, cell_m: float) -> tuple[Cells, Cells]:
    """Measure how the ground rises to the east and to the north, per metre."""
    to_south, to_east = (
        np.gradient(ground, cell_m, axis=axis)
        if ground.shape[axis] > 1
        else np.zeros_like(ground)
        for axis in (0, 1)
    )
    return np.asarray(to_east, np.float32), np.asarray(-to_south, np.float32)


def checked_heights(what: str, heights: Cells) -> Cells:
    """Give heights as single precision in one piece.

    Raises
    ------
    UnusableHeights
        If one is missing or absurd.
    """
    whole = np.ascontiguousarray(heights, np.float32)
    if whole.ndim != 2 or not whole.size or not (np.abs(whole) < _HIGHEST_M).all():
        raise UnusableHeights(what)
    return whole
