"""The flow of water against published cases."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from werklandschap.simulation.flooding import DRY, Ground, Hyetograph, Inflow, flood


@pytest.mark.real
@pytest.mark.parametrize(
    ("case", "unit_inflow_m2_per_s", "rain_m_per_s", "minutes", "bound_m"),
    [("norain", 2.0, 0.0, 20, 0.03), ("rain", 1.0, 0.001, 40, 0.035)],
)
def test_macdonald_channel(
    real_data: Path,
    case: str,
    unit_inflow_m2_per_s: float,
    rain_m_per_s: float,
    minutes: int,
    bound_m: float,
) -> None:
    """Delestre et al. (2013), SWASHES: a long channel of which the surface is known."""
    folder = real_data / "flood" / "macdonald-swashes"
    told = pd.read_csv(folder / f"mcdo_{case}.csv")
    terrain, surface = told["topo"].to_numpy(), told["wse"].to_numpy()
    held = np.full((1, len(told)), np.nan)
    held[0, -1] = surface[-1] - terrain[-1]
    ground = Ground.bare(terrain[None, :], 5.0, roughness=0.033, held_depth_m=held)
    discharge = 5.0 * unit_inflow_m2_per_s
    spring = Inflow(np.array([0]), np.array([0]), (0.0,), (discharge,))
    rain = Hyetograph(3600.0, (rain_m_per_s * 3.6e6,)) if rain_m_per_s else DRY
    found = flood(ground, rain, until_s=minutes * 60.0, inflows=[spring])
    mistake = np.abs(found.depth_m[0] + terrain - surface)
    assert mistake.mean() < bound_m
    assert abs(found.balance.error_share) < 1e-6


HOURS_S = 2 * 3600.0
HYDROGRAPH = (0.0, 3600.0, 14100.0, 18000.0), (0.0, 20.0, 20.0, 0.0)


def radial(until_s: float, width_m: float = 2.0) -> tuple[np.ndarray, np.ndarray]:
    """Let twice the discharge spread over a whole plane, in rings; give arrival, depth.

    Written down on its own: one dimension, double precision, small steps.
    """
    n, g, rings = 0.05, 9.81, int(900 / width_m)
    edge = np.arange(rings + 1) * width_m
    area = np.pi * np.diff(edge**2)
    h, q, at = np.zeros(rings), np.zeros(rings + 1), 0.0
    arrival = np.full(rings, np.inf)
    is_source = edge[1:] <= 10.0
    while at < until_s:
        dt = min(0.4 * width_m / np.sqrt(g * max(h.max(), 0.02)), 2.0)
        inflow = 2 * np.interp(at, *HYDROGRAPH)
        h[is_source] += inflow * dt / area[is_source].sum()
        deep = np.maximum(h[:-1], h[1:])
        slope = np.diff(h) / width_m
        drag = 1 + g * dt * n**2 * np.abs(q[1:-1]) / np.maximum(deep, 1e-4) ** (7 / 3)
        flow = (q[1:-1] - g * deep * dt * slope) / drag
        most = h[:-1] * area[:-1] / dt / (2 * np.pi * edge[1:-1])
        q[1:-1] = np.where(deep > 1e-5, np.minimum(flow, most), 0.0)
        h -= dt * np.diff(2 * np.pi * edge * q) / area
        at += dt
        arrival[(h > 0.01) & np.isinf(arrival)] = at
    return arrival, h


def test_water_spreads_over_a_flat_floodplain() -> None:
    """Environment Agency (2013), SC120002, test 4: arrival, and no favoured direction."""
    rows, columns, cell_m = 400, 200, 5.0
    ground = Ground.bare(np.zeros((rows, columns), np.float32), cell_m, roughness=0.05)
    mouth = np.arange(198, 202)
    gate = Inflow(mouth, np.zeros(4, int), *HYDROGRAPH)
    arrival, _ = radial(HOURS_S)
    columns_m = {radius_m: int(radius_m / cell_m) for radius_m in (100, 200, 300, 400)}
    expected_s = {radius_m: arrival[int(radius_m / 2.0)] for radius_m in columns_m}
    looks_at_s = sorted(
        share * at_s for at_s in expected_s.values() for share in (0.9, 1.1)
    )
    after = flood(ground, until_s=looks_at_s[-1], inflows=[gate], looks_at_s=looks_at_s)
    depths_at = dict(zip(looks_at_s, after.looks, strict=True))
    for radius_m, column in columns_m.items():
        before, later = (depths_at[s * expected_s[radius_m]] for s in (0.9, 1.1))
        assert before[200, column] < 0.01 < later[200, column]
    step = round(300 / np.sqrt(2) / cell_m)
    depth = after.depth_m
    straight, diagonal = depth[200, 60], depth[200 + step, step]
    assert abs(straight - diagonal) < 0.02
    assert depth[200 + step, step] == pytest.approx(depth[199 - step, step], abs=1e-4)


def test_a_tilted_valley_drains_what_rains_on_it() -> None:
    """Di Giammarco et al. (1996): at steady state the outflow equals the rain."""
    cell_m = 20.0
    y, x = np.mgrid[:51, :81]
    from_channel = np.maximum(np.abs(x - 40) - 0.5, 0) * cell_m
    terrain = 0.05 * from_channel + 0.02 * (50 - y) * cell_m
    roughness = np.where(x == 40, 0.15, 0.015).astype(np.float32)
    held = np.full(terrain.shape, np.nan)
    terrain[50] = 100.0
    terrain[50, 40], held[50, 40] = -0.4, 0.0
    bare = Ground.bare(terrain, cell_m, held_depth_m=held)
    ground = Ground(
        **{
            name: getattr(bare, name)
            for name in bare.__dataclass_fields__
            if name != "roughness"
        },
        roughness=roughness,
    )
    rain = Hyetograph(5400.0, (16.2,))
    early, late = (
        flood(ground, rain, until_s=until_s).balance for until_s in (4800.0, 5400.0)
    )
    rain_m3_per_s = 16.2e-3 / 5400 * (terrain.size - 1) * cell_m**2
    outflow = (late.outflow_m3 - early.outflow_m3) / 600
    # The hill beside the outlet is outside the valley: it keeps its rain or sheds it.
    assert outflow == pytest.approx(rain_m3_per_s, rel=0.01)
