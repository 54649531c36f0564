"""Rain that falls, and what interception, soil and sewers take of the water: the loops."""

from typing import NamedTuple

import numpy as np
from numba import prange
from numpy.typing import NDArray

from werklandschap.geo.grids import Cells
from werklandschap.simulation._flow import Tiles
from werklandschap.simulation._loops import alone, apart, shared

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


class _Sums(NamedTuple):
    """Per column of a tile: what fell, was held, soaked away, went to the sewer."""

    rain: NDArray[np.float64]
    held: NDArray[np.float64]
    soil: NDArray[np.float64]
    sewer: NDArray[np.float64]


@apart
def _wet_row(
    depth_m: Cells,
    rest_m: Cells,
    wet_share: Cells,
    sinks: Sinks,
    rain_m: np.float32,
    seconds: np.float32,
    sums: _Sums,
    peaks: Cells,
) -> None:
    for c in range(len(depth_m)):
        before = depth_m[c]
        rain = rain_m * sinks.rain_share[c]
        held = min(rain, sinks.interception_m[c])
        sinks.interception_m[c] -= held
        # Water stands in a part of a coarse cell; on the rest there is only rain.
        part = wet_share[c]
        pool, fresh = before + part * (rain - held), (_ONE - part) * (rain - held)
        most, room = seconds * sinks.soaking_m_per_s[c], sinks.soil_m[c]
        soil_pool = min(min(pool, part * most), room)
        soil_fresh = min(min(fresh, (_ONE - part) * most), room - soil_pool)
        soil = soil_pool + soil_fresh
        sinks.soil_m[c] = room - soil
        most = seconds * sinks.sewer_m_per_s[c]
        sewer = min(pool - soil_pool, part * most)
        sewer += min(fresh - soil_fresh, (_ONE - part) * most)
        change = (rain - held) - soil - sewer + rest_m[c]
        after = max(before + change, _ZERO)
        rest_m[c] = change - (after - before)
        depth_m[c] = after
        peaks[c] = max(peaks[c], after)
        sums.rain[c] += rain
        sums.held[c] += held
        sums.soil[c] += soil
        sums.sewer[c] += sewer


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
    a, b = tile[2], tile[3]
    rain, held, soil, sewer = np.zeros((4, b - a))
    sums, peaks = _Sums(rain, held, soil, sewer), np.zeros(b - a, np.float32)
    for r in range(tile[0], tile[1]):
        of_row = Sinks(
            sinks.rain_share[r, a:b],
            sinks.interception_m[r, a:b],
            sinks.soil_m[r, a:b],
            sinks.soaking_m_per_s[r, a:b],
            sinks.sewer_m_per_s[r, a:b],
        )
        _wet_row(
            depth_m[r, a:b],
            rest_m[r, a:b],
            wet_share[r, a:b],
            of_row,
            rain_m,
            seconds,
            sums,
            peaks,
        )
    total_m[:] = sums.rain.sum(), sums.held.sum(), sums.soil.sum(), sums.sewer.sum()
    peak: np.float32 = peaks.max()
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


@apart
def _note_row(
    depth_m: Cells,
    qx: Cells,
    north: Cells,
    south: Cells,
    deepest_m: Cells,
    fastest_m_per_s: Cells,
) -> None:
    half, shallow = np.float32(0.5), np.float32(0.01)
    for c in range(len(depth_m)):
        depth = depth_m[c]
        deepest_m[c] = max(deepest_m[c], depth)
        x, y = half * (qx[c] + qx[c + 1]), half * (north[c] + south[c])
        speed = np.sqrt(x * x + y * y) / max(depth, shallow)
        fastest = max(fastest_m_per_s[c], speed)
        fastest_m_per_s[c] = fastest if depth >= shallow else fastest_m_per_s[c]


@alone
def _note_tile(
    depth_m: Cells,
    qx: Cells,
    qy: Cells,
    tile: Tile,
    deepest_m: Cells,
    fastest_m_per_s: Cells,
) -> None:
    a, b = tile[2], tile[3]
    for r in range(tile[0], tile[1]):
        _note_row(
            depth_m[r, a:b],
            qx[r, a : b + 1],
            qy[r, a:b],
            qy[r + 1, a:b],
            deepest_m[r, a:b],
            fastest_m_per_s[r, a:b],
        )


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
