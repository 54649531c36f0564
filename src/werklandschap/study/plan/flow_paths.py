"""To which puddles the water of a candidate runs: what lies up- and downstream."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage, sparse

from werklandschap.geo.burn import burn
from werklandschap.study.cloudburst import SHOWERS
from werklandschap.study.plan.candidates import Candidate
from werklandschap.study.what_if import BEARS_ON, Standing

Codes = NDArray[np.int64]
Floats = NDArray[np.float64]

_NEIGHBOURS = [(r, c) for r in (0, 1, 2) for c in (0, 1, 2) if (r, c) != (1, 1)]
_ALL_AROUND = np.ones((3, 3), bool)


def same_water(place: Standing, found: Sequence[Candidate]) -> NDArray[np.bool_]:
    """Tell which candidates change the water of the same puddle.

    Parameters
    ----------
    place : Standing
        The place as it is, with a shower that was simulated.
    found : sequence of Candidate
        The candidates.

    Returns
    -------
    array of shape (candidates, candidates)
        True where the ground of both drains to one puddle, or lies in it; nowhere where
        no shower was simulated.

    Notes
    -----
    From each cell water is followed down the steepest way over the surface of ground and
    water until it stands still.
    """
    puddles = _puddles(place)
    if puddles is None or place.scene is None or not found:
        return np.zeros((len(found), len(found)), bool)
    is_wet = [bool(each.touches & BEARS_ON["water"]) for each in found]
    rows, columns = [], []
    for n, each in enumerate(found):
        if is_wet[n]:
            # A point or line covers no cell's middle: give it some body.
            body = each.shape.buffer(place.scene.definition.cell_m)
            own = burn([body], place.scene.definition) >= 0
            reached = np.unique(puddles[own])
            columns += reached.tolist()
            rows += [n] * len(reached)
    shape = (len(found), int(puddles.max()) + 1)
    reaches = sparse.csr_array((np.ones(len(rows)), (rows, columns)), shape)
    shared: NDArray[np.bool_] = (reaches @ reaches.T).toarray() > 0
    return shared


def _puddles(place: Standing) -> Codes | None:
    """Give each cell the number of the puddle to which its water runs."""
    scene = place.scene
    showers = [getattr(place.landscape, name) for name in SHOWERS]
    deepest = next((each for each in reversed(showers) if each is not None), None)
    if scene is None or deepest is None:
        return None
    depth = np.nan_to_num(deepest.values).astype(np.float64)
    is_deep = depth >= place.landscape.assumptions["cloudburst.ponding_from_m"]
    labels, _ = ndimage.label(is_deep, structure=_ALL_AROUND)
    ends = _ends(scene.roofs_m.astype(np.float64) + depth, is_deep)
    # What ends outside a puddle has one of its own.
    own = np.where(
        is_deep, -labels.astype(np.int64), np.arange(depth.size).reshape(depth.shape)
    )
    _, numbers = np.unique(own.ravel()[ends], return_inverse=True)
    return numbers.reshape(depth.shape)


def _ends(level_m: Floats, is_deep: NDArray[np.bool_]) -> Codes:
    """Follow water down until it is in a puddle or can go no lower; flat positions."""
    rows, columns = level_m.shape
    padded = np.pad(level_m, 1, constant_values=np.inf)
    around = np.stack([padded[r : r + rows, c : c + columns] for r, c in _NEIGHBOURS])
    lowest = around.argmin(axis=0)
    steps = np.array([(r - 1) * columns + (c - 1) for r, c in _NEIGHBOURS])
    here = np.arange(level_m.size).reshape(level_m.shape)
    is_end = is_deep | (around.min(axis=0) >= level_m)
    following = np.where(is_end, here, here + steps[lowest]).ravel()
    while True:
        further = following[following]
        if (further == following).all():
            return following
        following = further
