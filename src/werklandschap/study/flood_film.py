"""Where the water of a cloudburst goes: its depth from moment to moment, and whose it is."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from geopandas import GeoDataFrame

from werklandschap.geo.burn import burn
from werklandschap.geo.grids import Grid
from werklandschap.landscape import Landscape
from werklandschap.simulation.design_rain import EVENTS
from werklandschap.study._pond_origins import Codes
from werklandschap.study._water_accounts import accounts
from werklandschap.study.cloudburst import (
    SHOWERS,
    cells_per_side,
    check_balance,
    fall,
    flood_ground,
)
from werklandschap.study.scene import Scene

_MIN_S = 60.0
_EVERY_MIN = 5

BETWEEN = ("from_plot", "to_plot", "water_m3", "x_m", "y_m")
"""The columns of what plots get of each other; the place is the deepest of that water."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Film:
    """The water of one shower over time.

    ``depth_m`` holds the depth at each of ``at_min`` minutes after the rain began [m],
    ``deepest_m`` the greatest over the whole shower [m]. ``plots`` are the plots for which
    water is counted, and ``between`` tells how much of the water that stands on one fell
    on which: columns `BETWEEN` [m³, m].
    """

    shower: str
    at_min: tuple[int, ...]
    depth_m: tuple[Grid, ...]
    deepest_m: Grid
    plots: GeoDataFrame
    between: pd.DataFrame


def flood_film(
    scene: Scene, landscape: Landscape, *, shower: str = "flood_70"
) -> Film | None:
    """Let a shower fall on a place, and look on every five minutes.

    Parameters
    ----------
    scene : Scene
        The place in cells, with the ground around it.
    landscape : Landscape
        The same place.
    shower : str
        One of `SHOWERS`.

    Returns
    -------
    Film or None
        None if the height of the ground is not known, so that no water can flow.

    Raises
    ------
    WaterUnaccounted
        If the balance does not close.
    """
    if landscape.terrain_m is None or "flat" in scene.filled:
        return None
    limits, event = landscape.assumptions, EVENTS[SHOWERS[shower]]
    side = cells_per_side(scene.definition, limits)
    last_min = event.duration_min + limits["cloudburst.after_min"]
    at_min = tuple(range(_EVERY_MIN, int(last_min) + 1, _EVERY_MIN))
    flooded = fall(
        flood_ground(scene, landscape),
        event,
        side,
        limits,
        follow=True,
        looks_at_s=[moment * _MIN_S for moment in at_min],
    )
    check_balance(SHOWERS[shower], flooded)
    told = accounts(scene, landscape, flooded, event, side)
    deepest = Grid(scene.definition, flooded.max_depth_m)
    ponds, plots = told["pond_origins"], told["plot_water"]
    assert isinstance(ponds, GeoDataFrame)  # accounts are tables
    assert isinstance(plots, GeoDataFrame)
    return Film(
        shower=shower,
        at_min=at_min,
        depth_m=tuple(Grid(scene.definition, each) for each in flooded.looks),
        deepest_m=deepest,
        plots=plots[["kind", "geometry"]],
        between=water_between(
            ponds, plots, deepest, from_m=limits["cloudburst.ponding_from_m"]
        ),
    )


def water_between(
    ponds: GeoDataFrame, plots: GeoDataFrame, deepest_m: Grid, *, from_m: float
) -> pd.DataFrame:
    """Tell whose water stands on which plot.

    Parameters
    ----------
    ponds : GeoDataFrame
        Table ``pond_origins``: which share of each pond fell on which plot.
    plots : GeoDataFrame
        The plots; their index names them.
    deepest_m : Grid
        The greatest depth. [m]
    from_m : float
        From which depth on water stands. [m]

    Returns
    -------
    DataFrame
        Columns `BETWEEN`, most water first; the water of one pond is one mixture, on
        whichever plots it stands. Water of the own plot is there as well; small
        origins are not.
    """
    names = plots.index.astype("str").to_numpy()
    first = ponds.drop_duplicates("pond")
    standing = _standing(first, plots, deepest_m, from_m)
    standing["to_plot"] = names[standing["plot"]]
    standing["pond"] = first["pond"].to_numpy()[standing["pond"]]
    known = ponds.loc[ponds["plot_id"].notna(), ["pond", "plot_id", "share"]]
    rows = known.merge(standing, on="pond").rename(columns={"plot_id": "from_plot"})
    rows["water_m3"] *= rows["share"]
    rows = rows.sort_values("water_m3", ascending=False, kind="stable")
    total: pd.DataFrame = rows.groupby(["from_plot", "to_plot"], as_index=False).agg(
        water_m3=("water_m3", "sum"), x_m=("x_m", "first"), y_m=("y_m", "first")
    )
    return total.sort_values("water_m3", ascending=False, ignore_index=True)


def _standing(
    ponds: GeoDataFrame, plots: GeoDataFrame, deepest_m: Grid, from_m: float
) -> pd.DataFrame:
    """Add up the water of each pond on each plot, and find where it is deepest."""
    here = deepest_m.definition
    pond, plot = (_codes(shapes, deepest_m) for shapes in (ponds, plots))
    row, column = np.nonzero((pond >= 0) & (plot >= 0) & (deepest_m.values >= from_m))
    depth = deepest_m.values[row, column].astype(np.float64)
    cells = pd.DataFrame(
        {
            "pond": pond[row, column],
            "plot": plot[row, column],
            "depth_m": depth,
            "water_m3": depth * here.cell_area_m2,
            "x_m": here.west_m + (column + 0.5) * here.cell_m,
            "y_m": here.north_m - (row + 0.5) * here.cell_m,
        }
    ).sort_values("depth_m", ascending=False, kind="stable")
    both = cells.groupby(["pond", "plot"], as_index=False)
    return both.agg(
        water_m3=("water_m3", "sum"), x_m=("x_m", "first"), y_m=("y_m", "first")
    )


def _codes(shapes: GeoDataFrame, grid: Grid) -> Codes:
    geometries: Sequence[object] = list(shapes.geometry.values)
    found: Codes = burn(geometries, grid.definition)
    return found
