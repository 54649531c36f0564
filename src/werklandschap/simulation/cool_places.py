"""Where it is cool on a hot day, and how far people walk to get there."""

import math
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from werklandschap.core.errors import WerklandschapError
from werklandschap.core.text import Text
from werklandschap.geo._compiled import compiled
from werklandschap.geo.grids import Cells, Mask
from werklandschap.simulation._heat_arrays import Single, check_same_shape

_Cell = NDArray[np.int32]
_ALL_ROUND = np.ones((3, 3), np.int8)
_SQRT_2 = np.float32(math.sqrt(2))


@dataclass(eq=False)
class ImpossiblePatch(WerklandschapError):
    """A size of cells or of a cool place that cannot be."""

    code: ClassVar[str] = "cool_places.impossible_patch"
    message: ClassVar[Text] = Text(
        nl="Cellen van {cell_m} m en plekken vanaf {smallest_m2} m² kunnen niet.",
        en="Cells of {cell_m} m and places from {smallest_m2} m² are impossible.",
    )

    cell_m: float
    smallest_m2: float


def cool_patches(is_cool: Mask, cell_m: float, smallest_m2: float) -> Mask:
    """Keep the cool cells that hang together in a place large enough to stay [1]_.

    Parameters
    ----------
    is_cool : array of bool of shape (rows, columns)
        Where it is cool, such as in the shade.
    cell_m : float
        Size of the cells. [m]
    smallest_m2 : float
        Area from which a place counts; cells touch by sides and corners. [m²]

    Returns
    -------
    array of bool of shape (rows, columns)
        The cells of the places that count.

    Raises
    ------
    ImpossiblePatch
        If a size is missing or not above zero.

    References
    ----------
    .. [1] Kluck, J. et al. (2020), De hittebestendige stad, Hogeschool van Amsterdam:
       cool places of at least 200 m² within 300 m.
    """
    if not (0 < cell_m < math.inf and 0 < smallest_m2 < math.inf):
        raise ImpossiblePatch(cell_m, smallest_m2)
    patch, count = ndimage.label(is_cool, structure=_ALL_ROUND)
    cells = np.bincount(patch.ravel(), minlength=count + 1)
    is_kept = cells * cell_m**2 >= smallest_m2 * (1 - 1e-9)
    is_kept[0] = False
    large: Mask = is_kept[patch]
    return large


def distance_to_cool_m(
    is_walkable: Mask, is_cool: Mask, cell_m: float, smallest_m2: float = 200.0
) -> Cells:
    """Measure how far it is on foot to the nearest cool place [1]_.

    Parameters
    ----------
    is_walkable : array of bool of shape (rows, columns)
        Where people can walk.
    is_cool : array of bool of shape (rows, columns)
        Where it is cool; only places that people can walk in count.
    cell_m : float
        Size of the cells. [m]
    smallest_m2 : float
        Area from which a place counts; the one of the guideline if left out. [m²]

    Returns
    -------
    array of shape (rows, columns)
        0 in a cool place; NaN where nobody walks and where no cool place can be
        reached. [m]

    Raises
    ------
    ImpossiblePatch
        If a size is missing or not above zero.
    UnequalHeatGrids
        If the two arrays are not of the same shape.

    Notes
    -----
    The exact shortest path from cell to cell in eight directions [2]_; a step along a
    diagonal does not cut the corner of an obstacle. Such paths are up to 8 % longer than
    the straight line across open ground.

    References
    ----------
    .. [1] Kluck, J. et al. (2020), see `cool_patches`.
    .. [2] Dial, R.B. (1969), Algorithm 360: shortest-path forest with topological
       ordering, Communications of the ACM 12(11), 632-633.
    """
    check_same_shape(is_walkable.shape, is_cool=is_cool)
    patches = cool_patches(is_cool & is_walkable, cell_m, smallest_m2)
    # A border where nobody walks: no step ever leaves the array.
    walkable = np.pad(is_walkable, 1)
    steps = np.where(np.pad(patches, 1), np.float32(0), np.float32(np.inf))
    _spread(walkable.ravel(), steps.ravel(), walkable.shape[1])
    inside = steps[1:-1, 1:-1]
    distance_m = np.where(np.isfinite(inside), inside * np.float32(cell_m), np.nan)
    return distance_m.astype(np.float32)


@compiled
def _push(bucket: _Cell, count: int, cell: int) -> _Cell:
    """Put a cell in a bucket, and give back the bucket: a larger one when it was full."""
    if count == len(bucket):
        larger = np.empty(2 * len(bucket), np.int32)
        larger[:count] = bucket
        bucket = larger
    bucket[count] = cell
    return bucket


@compiled
def _spread(is_walkable: NDArray[np.bool_], steps: Single, columns: int) -> None:
    """Walk on from the cells at 0, a ring one step wide at a time (Dial's buckets)."""
    here = np.flatnonzero(steps == 0).astype(np.int32)
    size = max(64, len(here))
    after, later = np.empty(size, np.int32), np.empty(size, np.int32)
    n_here, n_after, n_later, ring = len(here), 0, 0, 0
    around = np.array([-columns, 1, columns, -1])
    while n_here + n_after:
        for k in range(n_here):
            cell = here[k]
            # Reached by a shorter way after it was put here: done in an earlier ring.
            if steps[cell] < ring:
                continue
            for turn in range(4):
                side, next_side = around[turn], around[(turn + 1) % 4]
                is_free = is_walkable[cell + side]
                for diagonal in range(2):
                    to = cell + side + diagonal * next_side
                    far = steps[cell] + (_SQRT_2 if diagonal else np.float32(1))
                    if diagonal and not (is_free and is_walkable[cell + next_side]):
                        continue
                    if not is_walkable[to] or far >= steps[to]:
                        continue
                    steps[to] = far
                    if far < ring + 2:
                        after = _push(after, n_after, to)
                        n_after += 1
                    else:
                        later = _push(later, n_later, to)
                        n_later += 1
        here, after, later = after, later, here
        n_here, n_after, n_later = n_after, n_later, 0
        ring += 1
