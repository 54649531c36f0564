"""Sky view again, only around what changed.

Shade is quick enough to find anew everywhere, and its lines must begin at the same edge.
"""

import math
from dataclasses import fields, replace
from typing import NamedTuple

import numpy as np

from werklandschap.geo.grids import Cells, GridDefinition
from werklandschap.parameters import Assumptions
from werklandschap.simulation.sky_view import sky_view
from werklandschap.study.scene import Scene
from werklandschap.study.sunlight import sky_views


class Box(NamedTuple):
    """Rows and columns of a grid, from and to."""

    top: int
    bottom: int
    left: int
    right: int

    @property
    def cells(self) -> int:
        """How many cells there are in it."""
        return (self.bottom - self.top) * (self.right - self.left)

    @property
    def part(self) -> tuple[slice, slice]:
        """The same as slices."""
        return slice(self.top, self.bottom), slice(self.left, self.right)

    def wider(self, by: int, shape: tuple[int, int]) -> "Box":
        """Give the box so many cells more on each side, within the grid."""
        return Box(
            max(self.top - by, 0),
            min(self.bottom + by, shape[0]),
            max(self.left - by, 0),
            min(self.right + by, shape[1]),
        )

    def within(self, other: "Box") -> tuple[slice, slice]:
        """Say where it lies in a larger box."""
        return (
            slice(self.top - other.top, self.bottom - other.top),
            slice(self.left - other.left, self.right - other.left),
        )


def changed_box(before: Scene, after: Scene) -> Box | None:
    """Find the box around all heights that differ; None if none does."""
    is_other = (
        (before.crowns_m != after.crowns_m)
        | (before.roofs_m != after.roofs_m)
        | (before.undersides_m != after.undersides_m)
    )
    rows, columns = np.flatnonzero(is_other.any(1)), np.flatnonzero(is_other.any(0))
    if not len(rows):
        return None
    return Box(int(rows[0]), int(rows[-1]) + 1, int(columns[0]), int(columns[-1]) + 1)


def sky_nearby(
    known: Cells,
    before: Scene,
    after: Scene,
    around: Box,
    *,
    limits: Assumptions,
    below_crowns: bool,
) -> Cells:
    """Find the sky view after a change: as known, plus what differs near it.

    Before and after are looked at in the same window, so that what it leaves out
    hardly counts. Where that takes longer than to look at everything anew, that is done.

    Parameters
    ----------
    known : array of shape (rows, columns)
        The sky view before, of the whole. [-]
    before, after : Scene
        The place.
    around : Box
        Where heights changed.
    limits : Assumptions
        ``plan.sky_reach_m`` is how far around that the sky view may differ, and how far
        is looked. [m]
    below_crowns : bool
        See `sky_views`.
    """
    reach = math.ceil(limits["plan.sky_reach_m"] / after.definition.cell_m)
    own = around.wider(reach, known.shape)
    wide = own.wider(reach, known.shape)
    if 2 * wide.cells >= known.size:
        return sky_views(after, limits, below_crowns=below_crowns)
    seen = [
        _sky(cropped(scene, wide), wide, below_crowns)[own.within(wide)]
        for scene in (before, after)
    ]
    views = known.copy()
    views[own.part] = np.clip(known[own.part] + seen[1] - seen[0], 0, 1)
    return views


def _sky(scene: Scene, box: Box, below_crowns: bool) -> Cells:
    return sky_view(
        scene.roofs_m,
        scene.definition.cell_m,
        canopy_m=scene.crowns_m,
        trunk_m=scene.undersides_m if below_crowns else None,
        corner=(box.top, box.left),
    )


def cropped(scene: Scene, box: Box) -> Scene:
    """Cut a box out of a scene."""
    part, where = box.part, scene.definition
    ground = replace(
        scene.ground,
        **{f.name: getattr(scene.ground, f.name)[part] for f in fields(scene.ground)},
    )
    return replace(
        scene,
        definition=GridDefinition(
            where.west_m + box.left * where.cell_m,
            where.north_m - box.top * where.cell_m,
            where.cell_m,
            box.bottom - box.top,
            box.right - box.left,
        ),
        terrain_m=scene.terrain_m[part],
        building_height_m=scene.building_height_m[part],
        tree_height_m=scene.tree_height_m[part],
        shade_height_m=scene.shade_height_m[part],
        building=scene.building[part],
        ground=ground,
    )
