"""Rain that falls, and what interception, soil and sewers take of the water: the loops."""

from typing import NamedTuple

import numpy as np
from numba import prange
from numpy.typing import NDArray

from werklandschap.geo.grids import Cells
from werklandschap.simulation._flow import Tiles, alone, shared

_ZERO, _ONE = np.float32(0), np.float32(1)


class Sinks(NamedTuple):
    """What can still be taken, and how fast; changes while it rains.

    ``rain_share`` is the rain that arrives in a cell as part of the rain that falls on
    one: above 1 below a roof, 0 on it.
    """

    rain_share: Cells
    interception_m: Cells
    soil_m: Cells
    soaking_m_per_s: Cells
    sewer_m_per_s: Cells


Tile = NDArray[np.int64]


@alone
def _wet_tile(
    depth_m: Cells,
    rest_m: Cells,
    wet_share: Cells,
    sinks: Sinks,
    tile: Tile,
    rain_m: np.float32,
    seconds: np.float32,
    total_m: NDArray[np.float64],
) -> np.float32:
    peak = _ZERO
    for r in range(tile[0], tile[1]):
        for c in range(tile[2], tile[3]):
            before = depth_m[r, c]
            rain = rain_m * sinks.rain_share[r, c]
            held = min(rain, sinks.interception_m[r, c])
            sinks.interception_m[r, c] -= held
            # Water stands in a part of a coarse cell; on the rest there is only rain.
            part = wet_share[r, c]
            pool, fresh = before + part * (rain - held), (_ONE - part) * (rain - held)
            most = seconds * sinks.soaking_m_per_s[r, c]
            soil_pool = min(min(pool, part * most), sinks.soil_m[r, c])
            soil_fresh = min(
                min(fresh, (_ONE - part) * most), sinks.soil_m[r, c] - soil_pool
            )
            soil = soil_pool + soil_fresh
            sinks.soil_m[r, c] -= soil
            most = seconds * sinks.sewer_m_per_s[r, c]
            sewer = min(pool - soil_pool, part * most)
            sewer += min(fresh - soil_fresh, (_ONE - part) * most)
            change = (rain - held) - soil - sewer + rest_m[r, c]
            after = max(before + change, _ZERO)
            rest_m[r, c] = change - (after - before)
            depth_m[r, c] = after
            peak = max(peak, after)
            total_m[0] += rain
            total_m[1] += held
            total_m[2] += soil
            total_m[3] += sewer
    return peak


@shared
def wet(
    tiles: Tiles,
    depth_m: Cells,
    rest_m: Cells,
    wet_share: Cells,
    sinks: Sinks,
    rain_m: float,
    seconds: float,
    totals_m: NDArray[np.float64],
    peaks: Cells,
) -> None:
    """Let rain fall in some tiles, and let the ground and the sewer take of the water.

    ``totals_m`` gets, per tile, the sums over its cells of what fell, was intercepted,
    soaked away and went to the sewer; ``peaks`` its greatest depths; ``rest_m`` keeps
    what single precision could not add to the depth; ``wet_share`` is the part of each
    cell that is under water, 1 for cells that have no finer terrain within them.
    """
    for t in prange(len(tiles)):
        peaks[t] = _wet_tile(
            depth_m,
            rest_m,
            wet_share,
            sinks,
            tiles[t],
            np.float32(rain_m),
            np.float32(seconds),
            totals_m[t],
        )


@alone
def _note_tile(
    depth_m: Cells,
    qx: Cells,
    qy: Cells,
    tile: Tile,
    deepest_m: Cells,
    fastest_m_per_s: Cells,
) -> None:
    half, shallow = np.float32(0.5), np.float32(0.01)
    for r in range(tile[0], tile[1]):
        for c in range(tile[2], tile[3]):
            depth = depth_m[r, c]
            deepest_m[r, c] = max(deepest_m[r, c], depth)
            x = half * (qx[r, c] + qx[r, c + 1])
            y = half * (qy[r, c] + qy[r + 1, c])
            if depth >= shallow:
                speed = np.sqrt(x * x + y * y) / depth
                fastest_m_per_s[r, c] = max(fastest_m_per_s[r, c], speed)


@shared
def note_peaks(
    tiles: Tiles,
    depth_m: Cells,
    qx: Cells,
    qy: Cells,
    deepest_m: Cells,
    fastest_m_per_s: Cells,
) -> None:
    """Remember the greatest depth, and the greatest speed of water of 1 cm or more."""
    for t in prange(len(tiles)):
        _note_tile(depth_m, qx, qy, tiles[t], deepest_m, fastest_m_per_s)


@alone
def _pass_tile(
    qx: Cells, qy: Cells, tile: Tile, seconds: np.float32, x_m2: Cells, y_m2: Cells
) -> None:
    a, b = tile[2], tile[3]
    for r in range(tile[0], tile[1]):
        x_m2[r, a:b] += seconds * qx[r, a:b]
        y_m2[r, a:b] += seconds * qy[r, a:b]


@shared
def note_passing(
    tiles: Tiles, qx: Cells, qy: Cells, seconds: float, x_m2: Cells, y_m2: Cells
) -> None:
    """Add up what passed through the faces, per metre of face."""
    for t in prange(len(tiles)):
        _pass_tile(qx, qy, tiles[t], np.float32(seconds), x_m2, y_m2)
