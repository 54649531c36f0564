"""A flood while it is being calculated."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from werklandschap.geo.grids import Cells, Mask
from werklandschap.simulation import _coarse_flow, _flow, _wetting
from werklandschap.simulation._flow import PAD, TILE_COLUMNS, TILE_ROWS, WALL_M
from werklandschap.simulation.subgrid import tables_of

if TYPE_CHECKING:
    from werklandschap.simulation.flooding import (
        Flood,
        Ground,
        Hyetograph,
        Inflow,
        Passed,
    )

_GRAVITY = 9.81
_MOST_RAIN_M, _MOST_SHED_M = 1e-3, 20e-3
"""Rain is let fall in portions that add no more than this, and no more than the second
where the rain of roofs comes together."""

_BORDER_FALL = 0.01
"""How steeply the ground falls away outside an open border."""

_EDGE = PAD + 1
"""Beside the border of the loops there is a ring of cells into which water leaves."""

_MM = 1e-3
_HOUR_S = 3600.0


class Run:
    """The state of a flood, and what happened so far."""

    def __init__(
        self,
        ground: "Ground",
        rain_share: Cells,
        *,
        side: int,
        theta: float,
        courant: float,
        longest_step_s: float,
        follow: bool,
    ) -> None:
        self.ground, self.side = ground, side
        self.theta, self.courant = np.float32(theta), courant
        self.longest_step_s, self.follow = longest_step_s, follow
        self.cell_m = ground.cell_m * side
        self.at_s, self.steps, self.cell_updates = 0.0, 0, 0
        # Single precision is finer near zero than at 300 m above the sea.
        self.datum_m = np.float32(np.median(ground.terrain_m))
        self._lay_out(rain_share)
        self.totals_m3 = np.zeros(4)
        self.inflow_m3 = self.outflow_m3 = self.start_m3 = 0.0

    def _lay_out(self, rain_share: Cells) -> None:
        ground = self.ground
        built = ground.is_building.astype(np.float32)
        is_closed = _whole(built, self.side, 1.0).astype(bool)
        share = _coarse(rain_share, self.side)
        self.now = _water(tuple(np.add(share.shape, 2 * _EDGE)))
        self.then = _water(self.now.depth_m.shape)
        self.rest_m = np.zeros_like(self.now.depth_m)
        self.wet_share = np.ones_like(self.now.depth_m)
        self.deepest_m = np.zeros_like(self.now.depth_m)
        self.fastest_m_per_s = np.zeros_like(self.now.depth_m)
        self.passed_x, self.passed_y = (np.zeros_like(self.deepest_m) for _ in "xy")
        self.tiles = _tiles(share.shape)
        self.is_wet = np.zeros(self.tiles.shape[:2], bool)
        self.was_wet = self.is_wet
        terrain = _whole(ground.terrain_m - self.datum_m, self.side, None)
        roughness = _whole(ground.roughness, self.side, None)
        self._lay_bed(terrain, roughness, is_closed)
        self._hold()
        self.sinks = self._sinks(share, rain_share)

    def _lay_bed(self, terrain: Cells, roughness: Cells, is_closed: Mask) -> None:
        drop_m = (
            _BORDER_FALL * self.cell_m if self.ground.is_border_open else float(WALL_M)
        )
        ring = self.side
        fine = np.pad(terrain, ring, mode="edge")
        rough = np.pad(roughness, ring, mode="edge")
        closed = np.pad(is_closed, ring, mode="edge")
        outside = np.ones(fine.shape, bool)
        outside[ring:-ring, ring:-ring] = False
        fine = np.where(outside, fine - np.float32(drop_m), fine)
        closed |= outside & (not self.ground.is_border_open)
        # Water leaves straight on, not around a corner.
        for rows in (slice(None, ring), slice(-ring, None)):
            for columns in (slice(None, ring), slice(-ring, None)):
                closed[rows, columns] = True
        if self.side > 1:
            self.tables = tables_of(fine, rough, closed, self.side)
            return
        height = np.where(closed, WALL_M, fine).astype(np.float32)
        n2 = np.pad((rough**2).astype(np.float32), PAD, mode="edge")
        n2_x, n2_y = n2.copy(), n2.copy()
        n2_x[:, 1:] = 0.5 * (n2[:, 1:] + n2[:, :-1])
        n2_y[1:] = 0.5 * (n2[1:] + n2[:-1])
        walled = np.pad(height, PAD, constant_values=WALL_M)
        self.bed = _flow.Bed(walled.astype(np.float32), n2_x, n2_y)

    def _hold(self) -> None:
        """Note the cells of which the depth does not change."""
        held = np.full(self.now.depth_m.shape, np.nan, np.float32)
        if self.ground.held_depth_m is not None:
            # A coarse cell with a ditch in it drains to the ditch.
            given = self.ground.held_depth_m
            depth = _coarse(np.nan_to_num(given), self.side)
            is_held = _coarse(np.isfinite(given).astype(np.float32), self.side) > 0
            inside = (slice(_EDGE, -_EDGE), slice(_EDGE, -_EDGE))
            held[inside] = np.where(is_held, depth, np.nan)
        held[PAD, :] = held[-PAD - 1, :] = held[:, PAD] = held[:, -PAD - 1] = 0.0
        self.held = np.nonzero(np.isfinite(held))
        self.held_depth_m = held[self.held]
        for water in (self.now, self.then):
            water.depth_m[self.held] = self.held_depth_m

    def _sinks(self, share: Cells, fine_share: Cells) -> _wetting.Sinks:
        ground, side = self.ground, self.side
        is_open = ~ground.is_building

        def on_open(values: Cells, factor: float) -> Cells:
            cells = np.where(is_open, values, 0.0) * factor
            return self._padded(_coarse(cells.astype(np.float32), side))

        # The sewer of a roof takes its water from where the roof sheds it.
        sewer = np.where(is_open, ground.sewer_mm_per_h * fine_share, 0.0)
        return _wetting.Sinks(
            rain_share=self._padded(share),
            interception_m=on_open(ground.interception_mm, _MM),
            soil_m=on_open(ground.soil_mm, _MM),
            soaking_m_per_s=on_open(ground.infiltration_mm_per_h, _MM / _HOUR_S),
            sewer_m_per_s=on_open(sewer, _MM / _HOUR_S),
        )

    def _padded(self, cells: Cells) -> Cells:
        return np.pad(cells, _EDGE).astype(np.float32)

    def fill(self, depth_m: Cells) -> None:
        """Put water in the cells before anything flows."""
        inside = (slice(_EDGE, -_EDGE), slice(_EDGE, -_EDGE))
        depth = np.where(self.ground.is_building, 0.0, depth_m).astype(np.float32)
        self.now.depth_m[inside] = _coarse(depth, self.side)
        self.now.depth_m[self.held] = self.held_depth_m
        self.start_m3 = self._stored_m3()
        self._look_for_water()

    def advance(
        self, rain: "Hyetograph", inflows: Sequence["Inflow"], until_s: float
    ) -> None:
        """Let time pass."""
        most_share = max(float(self.sinks.rain_share.max(initial=0.0)), 1.0)
        while self.at_s < until_s - 1e-9:
            number = int(self.at_s / rain.step_s + 1e-9)
            is_raining = number < len(rain.depth_mm)
            rate = rain.depth_mm[number] * _MM / rain.step_s if is_raining else 0.0
            seconds = min(self.longest_step_s, until_s - self.at_s)
            if is_raining:
                seconds = min(seconds, (number + 1) * rain.step_s - self.at_s)
            if rate > 0:
                seconds = min(seconds, _MOST_RAIN_M / rate)
                seconds = min(seconds, _MOST_SHED_M / (rate * most_share))
            seconds = max(seconds, 1e-6)
            self._wet(rate * seconds, seconds)
            self._flow(inflows, seconds)

    def _wet(self, rain_m: float, seconds: float) -> None:
        chosen = np.ones_like(self.is_wet) if rain_m > 0 else self.is_wet
        tiles = self.tiles[chosen]
        if not len(tiles):
            return
        totals, peaks = np.zeros((len(tiles), 4)), np.zeros(len(tiles), np.float32)
        depth_m, share = self.now.depth_m, self.wet_share
        if self.side > 1:
            _coarse_flow.wet_shares(tiles, self.tables, depth_m, share)
        _wetting.wet(
            tiles,
            depth_m,
            self.rest_m,
            share,
            self.sinks,
            rain_m,
            seconds,
            totals,
            peaks,
        )
        self.totals_m3 += totals.sum(axis=0) * self.cell_m**2
        self.is_wet = np.zeros_like(self.is_wet)
        self.is_wet[chosen] = peaks > 0
        self.deepest_now_m = float(peaks.max())

    def _look_for_water(self) -> None:
        """Find the tiles with water after it was put somewhere by hand."""
        wet = self.now.depth_m > 0
        self.is_wet = np.array(
            [[wet[a:b, c:d].any() for a, b, c, d in row] for row in self.tiles.tolist()]
        )
        self.deepest_now_m = float(self.now.depth_m.max())

    deepest_now_m = 0.0
    head_m = 0.0

    def _flow(self, inflows: Sequence["Inflow"], seconds: float) -> None:
        left_s = seconds
        while left_s > 1e-9:
            step_s = min(left_s, self._stable_s())
            for inflow in inflows:
                self._let_in(inflow, step_s)
            self._step(step_s)
            self.at_s += step_s
            left_s -= step_s
        tiles = self.tiles[self.is_wet]
        if len(tiles):
            now = self.now
            _wetting.note_peaks(
                tiles,
                now.depth_m,
                now.qx,
                now.qy,
                self.deepest_m,
                self.fastest_m_per_s,
            )

    def _stable_s(self) -> float:
        """Find the longest step in which no wave crosses a cell."""
        head = self.head_m if self.side > 1 else self.deepest_now_m
        if head <= 0:
            # Nothing is known of coarse cells before their first step.
            return 0.05 * self.cell_m if self.side > 1 else self.longest_step_s
        return self.courant * self.cell_m / float(np.sqrt(_GRAVITY * head))

    def _let_in(self, inflow: "Inflow", step_s: float) -> None:
        rate = float(np.interp(self.at_s + step_s / 2, inflow.at_s, inflow.m3_per_s))
        volume_m3 = rate * step_s
        rows = np.asarray(inflow.rows) // self.side + _EDGE
        columns = np.asarray(inflow.columns) // self.side + _EDGE
        added = np.float32(volume_m3 / len(rows) / self.cell_m**2)
        before = self.now.depth_m[rows, columns]
        np.add.at(self.now.depth_m, (rows, columns), added)
        gained = self.now.depth_m[rows, columns].astype(np.float64) - before
        places = (rows - PAD) // TILE_ROWS, (columns - PAD) // TILE_COLUMNS
        self.is_wet = self.is_wet.copy()
        self.is_wet[places] = True
        self.inflow_m3 += volume_m3
        # What rounding left out goes in with the next portion.
        np.add.at(self.rest_m, (rows, columns), (added - gained).astype(np.float32))
        self.deepest_now_m = max(
            self.deepest_now_m, float(self.now.depth_m[rows, columns].max())
        )

    def _step(self, step_s: float) -> None:
        active = _around(self.is_wet | self.was_wet)
        tiles = self.tiles[active]
        if not len(tiles):
            return
        step = _flow.Step(
            self.theta, np.float32(step_s), np.float32(step_s / self.cell_m)
        )
        peaks = np.zeros(len(tiles), np.float32)
        if self.side > 1:
            _coarse_flow.coarse_flow(
                tiles, self.now, self.then, self.rest_m, self.tables, step, peaks
            )
            self.head_m = float(peaks.max())
        else:
            _flow.flow(tiles, self.now, self.then, self.rest_m, self.bed, step, peaks)
        self.now, self.then = self.then, self.now
        self._let_out()
        if self.follow:
            x, y = self.passed_x, self.passed_y
            _wetting.note_passing(tiles, self.now.qx, self.now.qy, step_s, x, y)
        self.was_wet = self.is_wet
        self.is_wet = np.zeros_like(self.is_wet)
        self.is_wet[active] = peaks > 0
        if self.side > 1:
            # Water that stands still below all sills counts as wet, too.
            self.is_wet |= self.was_wet
        self.deepest_now_m = float(peaks.max())
        self.steps += 1
        self.cell_updates += int(
            ((tiles[:, 1] - tiles[:, 0]) * (tiles[:, 3] - tiles[:, 2])).sum()
        )

    def _let_out(self) -> None:
        gained = _flow.keep_held(
            self.now.depth_m, self.held[0], self.held[1], self.held_depth_m
        )
        self.outflow_m3 += gained * self.cell_m**2

    def _stored_m3(self) -> float:
        stored = self.now.depth_m.astype(np.float64) + self.rest_m
        stored[self.held] = 0.0
        return float(stored.sum()) * self.cell_m**2

    def depth_m(self) -> Cells:
        """Tell how deep the water is now."""
        return self._fine_depth(self.now.depth_m)

    def result(self) -> "Flood":
        """Tell what happened."""
        from werklandschap.simulation.flooding import Balance, Flood

        inside = (slice(_EDGE, -_EDGE), slice(_EDGE, -_EDGE))
        rain, intercepted, infiltrated, sewer = self.totals_m3.tolist()
        return Flood(
            max_depth_m=self._fine_depth(self.deepest_m),
            max_speed_m_per_s=self._fine(self.fastest_m_per_s[inside]),
            depth_m=self.depth_m(),
            balance=Balance(
                rain_m3=rain,
                inflow_m3=self.inflow_m3,
                intercepted_m3=intercepted,
                infiltrated_m3=infiltrated,
                sewer_m3=sewer,
                outflow_m3=self.outflow_m3,
                start_m3=self.start_m3,
                stored_m3=self._stored_m3(),
            ),
            passed=self._passed() if self.follow else None,
            steps=self.steps,
            cell_updates=self.cell_updates,
        )

    def _passed(self) -> "Passed":
        from werklandschap.simulation.flooding import Passed

        # The faces beyond the last cells belong to the ring.
        inside = (slice(_EDGE, -PAD), slice(_EDGE, -PAD))
        return Passed(
            cell_m=self.cell_m,
            x_m2=self.passed_x[inside][:-1],
            y_m2=self.passed_y[inside][:, :-1],
            rain_share=self.sinks.rain_share[_EDGE:-_EDGE, _EDGE:-_EDGE],
        )

    def _fine(self, cells: Cells) -> Cells:
        rows, columns = self.ground.terrain_m.shape
        fine = np.repeat(np.repeat(cells, self.side, 0), self.side, 1)
        return fine[:rows, :columns]

    def _fine_depth(self, depth_m: Cells) -> Cells:
        inside = (slice(_EDGE, -_EDGE), slice(_EDGE, -_EDGE))
        if self.side == 1:
            return depth_m[inside].copy()
        stage = np.full_like(depth_m, -np.inf)
        _coarse_flow.stages(self.tables, depth_m, stage)
        ground = self.ground
        depth = self._fine(stage[inside]) - (ground.terrain_m - self.datum_m)
        is_open = ~ground.is_building
        return np.where(is_open, np.maximum(depth, 0.0), 0.0).astype(np.float32)


def _water(shape: tuple[int, ...]) -> _flow.Water:
    return _flow.Water(*(np.zeros(shape, np.float32) for _ in range(3)))


def _whole(cells: Cells, side: int, fill: float | None) -> Cells:
    """Make an array a whole number of blocks; of its last cells, or of ``fill``."""
    rows, columns = (-length % side for length in cells.shape)
    if not rows and not columns:
        return cells
    widths = ((0, rows), (0, columns))
    if fill is None:
        return np.pad(cells, widths, mode="edge")
    return np.pad(cells, widths, constant_values=fill)


def _coarse(cells: Cells, side: int) -> Cells:
    """Take the mean of blocks."""
    if side == 1:
        return cells
    whole = _whole(cells, side, 0.0)
    rows, columns = whole.shape[0] // side, whole.shape[1] // side
    means: Cells = whole.reshape(rows, side, columns, side).mean(
        axis=(1, 3), dtype=np.float64
    )
    return means.astype(np.float32)


def _tiles(shape: tuple[int, ...]) -> NDArray[np.int64]:
    """Divide the cells, and the ring around them, in tiles: (rows, columns, 4)."""
    rows, columns = (
        np.arange(PAD, PAD + length + 2, size)
        for length, size in zip(shape, (TILE_ROWS, TILE_COLUMNS), strict=True)
    )
    tiles = np.empty((len(rows), len(columns), 4), np.int64)
    tiles[..., 0] = rows[:, None]
    tiles[..., 1] = np.minimum(rows + TILE_ROWS, PAD + shape[0] + 2)[:, None]
    tiles[..., 2] = columns
    tiles[..., 3] = np.minimum(columns + TILE_COLUMNS, PAD + shape[1] + 2)
    return tiles


def _around(is_wet: Mask) -> Mask:
    """Add the eight neighbours; of a few tiles, slices do it ten times faster than scipy."""
    rows = is_wet.copy()
    rows[1:] |= is_wet[:-1]
    rows[:-1] |= is_wet[1:]
    found = rows.copy()
    found[:, 1:] |= rows[:, :-1]
    found[:, :-1] |= rows[:, 1:]
    return found
