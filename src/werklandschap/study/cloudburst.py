"""Cloudbursts on a place: where water stands, whose it is, and what plots do with it."""

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pandas as pd
import shapely
from geopandas import GeoDataFrame
from scipy import ndimage

from werklandschap.core.errors import WerklandschapError
from werklandschap.core.text import Text
from werklandschap.geo.grids import Cells, Grid, GridDefinition, Mask
from werklandschap.landscape import FLOOD_BALANCES, RIJKSDRIEHOEK, Landscape
from werklandschap.parameters import Assumptions
from werklandschap.simulation.design_rain import EVENTS, Event, hyetograph
from werklandschap.simulation.flooding import Flood, Ground, Hyetograph, flood
from werklandschap.study._water_accounts import accounts
from werklandschap.study._water_surfaces import mixed, on_cells, values_on_cells
from werklandschap.study.progress import Tell, nobody
from werklandschap.study.scene import Scene, nearest_filled

SHOWERS: Mapping[str, str] = {
    "flood_70": "standard_70mm_1h",
    "flood_90": "standard_90mm_1h",
    "flood_160": "standard_160mm_2h",
    "flood_70_2h": "atlas_70mm_2h",
    "flood_140_2h": "atlas_140mm_2h",
}
"""The grids of greatest depths, and the shower of `EVENTS` that each is of."""

_MOSTLY = 0.5
_CLOSED_TO = 1e-6
_MIN_S = 60.0
_STEP_MIN = 5.0
_MOST_HELD_MM = 9_000.0
"""In one cell; below what the calculation takes for a mistake."""
_PAVED = ("roof", "green_roof", "closed_paving", "open_paving")


@dataclass(eq=False)
class WaterUnaccounted(WerklandschapError):
    """A calculation in which water appeared or disappeared."""

    code: ClassVar[str] = "cloudburst.water_unaccounted"
    message: ClassVar[Text] = Text(
        nl="De waterbalans van bui {shower} sluit niet: {share:.1e} van het water is "
        "zoek.",
        en="The water balance of shower {shower} does not close: {share:.1e} of the "
        "water is missing.",
    )

    shower: str
    share: float


def return_periods_year() -> dict[str, float]:
    """Tell how often each of `SHOWERS` falls at a place today, by the grid's name.

    Returns
    -------
    dict of str to float
        Years; infinite if it is rarer than the statistics tell, once in 1,000 years.
    """
    return {name: EVENTS[shower].return_period_year for name, shower in SHOWERS.items()}


def cloudburst(
    scene: Scene,
    landscape: Landscape,
    *,
    showers: Collection[str] = tuple(SHOWERS),
    follow: bool = True,
    coarser: int = 1,
    tell: Tell = nobody,
) -> dict[str, Grid | GeoDataFrame]:
    """Let the standard showers fall on a place.

    Parameters
    ----------
    scene : Scene
        The place in cells, with the ground around it from which water comes.
    landscape : Landscape
        The same place.
    showers : collection of str
        Which of `SHOWERS`.
    follow : bool
        Whether the water of the first is followed from plot to plot.
    coarser : int
        Coarse cells, where there are any, are so many times larger: for a quick guess.
    tell : callable
        Is told each shower when it begins; all of them, also where none can fall.

    Returns
    -------
    dict of str to Grid or GeoDataFrame
        Greatest depths of each of `SHOWERS` [m]; ``flood_speed_70`` [m/s]; and the
        tables ``plot_water`` and ``pond_origins``, of the first shower if followed, and
        ``flood_balances``, of all. Nothing if the height of the ground is not known.

    Raises
    ------
    WaterUnaccounted
        If a balance does not close within a millionth of the water.
    """
    if landscape.terrain_m is None or "flat" in scene.filled:
        for name in showers:
            tell(_step_of(name))
        return {}
    ground, limits = flood_ground(scene, landscape), landscape.assumptions
    side = cells_per_side(scene.definition, limits)
    side = side * coarser if side > 1 else side
    found: dict[str, Grid | GeoDataFrame] = {}
    balances: list[dict[str, object]] = []
    for name in showers:
        tell(_step_of(name))
        shower = SHOWERS[name]
        flooded = fall(
            ground, EVENTS[shower], side, limits, follow=follow and not balances
        )
        check_balance(shower, flooded)
        if not balances:
            found |= accounts(scene, landscape, flooded, EVENTS[shower], side)
            speed = flooded.max_speed_m_per_s
            found["flood_speed_70"] = Grid(scene.definition, speed)
        found[name] = Grid(scene.definition, flooded.max_depth_m)
        balances.append(
            _balance(landscape, shower, flooded, side, scene.definition.cell_m)
        )
    table = GeoDataFrame(
        pd.DataFrame(balances).set_index(FLOOD_BALANCES.key),
        geometry=[shapely.box(*scene.definition.bounds)] * len(balances),
        crs=RIJKSDRIEHOEK,
    )
    found["flood_balances"] = FLOOD_BALANCES.complete(table)
    return found


def _step_of(name: str) -> Text:
    label = EVENTS[SHOWERS[name]].label
    return Text(f"wolkbreuk, {label.nl}", f"cloudburst, {label.en}")


def flood_ground(scene: Scene, landscape: Landscape) -> Ground:
    """Describe a place as water meets it.

    Parameters
    ----------
    scene : Scene
        The place in cells.
    landscape : Landscape
        The same place: its terrain, ground cover and assumptions.

    Returns
    -------
    Ground
        Bridges and viaducts are left out: water goes below them. Water bodies keep
        their level, and what flows into them is gone.
    """
    limits = landscape.assumptions
    parts = on_cells(landscape, scene.definition)
    is_building = scene.is_building
    is_water = (parts["water"] >= _MOSTLY) & ~is_building
    paved = sum((parts[name] for name in _PAVED), np.zeros_like(parts["planted"]))
    rough = paved * limits["cloudburst.paved_roughness"]
    rough += (1 - paved) * limits["cloudburst.other_roughness"]
    held_mm = mixed(parts, "rain.{}_interception_mm", limits)
    held_mm += mixed(parts, "rain.{}_storage_mm", limits)
    on_roofs = values_on_cells(landscape.roof_layers, "storage_mm", scene.definition)
    held_mm = held_mm + _where_shed(on_roofs, is_building)
    taken = _below_ground(scene, landscape, parts)
    return Ground(
        cell_m=scene.definition.cell_m,
        terrain_m=_under_decks(scene, landscape, is_water),
        roughness=rough.astype(np.float32),
        is_building=is_building,
        interception_mm=held_mm,
        infiltration_mm_per_h=taken[0],
        soil_mm=taken[1],
        sewer_mm_per_h=paved * np.float32(limits["cloudburst.sewer_mm_per_h"]),
        held_depth_m=np.where(is_water, 0.0, np.nan).astype(np.float32),
    )


def _where_shed(on_roofs_mm: Cells, is_building: Mask) -> Cells:
    """Bring what roofs hold to the open cells that get the rain of those roofs."""
    held = np.zeros_like(on_roofs_mm)
    holds = is_building & (on_roofs_mm > 0)
    if not holds.any() or is_building.all():
        return held
    nearest = ndimage.distance_transform_edt(
        is_building, return_distances=False, return_indices=True
    )
    np.add.at(held, (nearest[0][holds], nearest[1][holds]), on_roofs_mm[holds])
    return np.minimum(held, np.float32(_MOST_HELD_MM))


def _below_ground(
    scene: Scene, landscape: Landscape, parts: dict[str, Cells]
) -> tuple[Cells, Cells]:
    """Tell how fast water gets into the ground [mm/h], and how much [mm], with stores."""
    limits, stores = landscape.assumptions, landscape.ground_stores
    fast = mixed(parts, "rain.{}_infiltration_mm_per_h", limits)
    room = mixed(parts, "rain.{}_root_zone_mm", limits)
    room = room * np.float32(limits["cloudburst.free_soil_share"])
    inlet = values_on_cells(stores, "inlet_mm_per_h", scene.definition)
    stored = values_on_cells(stores, "storage_mm", scene.definition)
    return np.maximum(fast, inlet), room + stored


def _under_decks(scene: Scene, landscape: Landscape, is_water: Mask) -> Cells:
    """Take the terrain without bridges, and water no higher than its lowest bank."""
    grid = landscape.terrain_m
    heights = scene.terrain_m if grid is None else grid.on(scene.definition).values
    highest_m = landscape.assumptions["scene.highest_m"]
    bare = np.where(np.abs(heights) <= highest_m, heights, np.nan)
    filled = nearest_filled(bare.astype(np.float32))
    lowest = ndimage.minimum_filter(filled, 3)
    terrain: Cells = np.where(is_water, lowest, filled).astype(np.float32)
    return terrain


def cells_per_side(definition: GridDefinition, limits: Assumptions) -> int:
    """Choose how many cells are one, in each direction.

    Parameters
    ----------
    definition : GridDefinition
        The cells.
    limits : Assumptions
        The assumptions of the place.
    """
    cells = definition.rows * definition.columns
    if cells < limits["cloudburst.subgrid_from_cells"]:
        return 1
    side = max(1, round(limits["cloudburst.coarse_cell_m"] / definition.cell_m))
    # Of very large places the coarse cells must be larger too, or there are too many.
    most = limits["cloudburst.most_cells"] / limits["cloudburst.coarse_cell_m"] ** 2
    return max(side, math.ceil(math.sqrt(cells / most)))


def fall(
    ground: Ground,
    event: Event,
    side: int,
    limits: Assumptions,
    *,
    follow: bool,
    looks_at_s: Sequence[float] = (),
) -> Flood:
    """Let a shower fall, and look on until the water came to rest.

    Parameters
    ----------
    ground : Ground
        The place, see `flood_ground`.
    event : Event
        The shower.
    side : int
        How many cells are one, see `cells_per_side`.
    limits : Assumptions
        The assumptions of the place.
    follow, looks_at_s
        See `werklandschap.simulation.flooding.flood`.
    """
    depths = hyetograph(event, step_min=_STEP_MIN)
    return flood(
        ground,
        Hyetograph(_STEP_MIN * _MIN_S, tuple(depths.tolist())),
        until_s=(event.duration_min + limits["cloudburst.after_min"]) * _MIN_S,
        cells_per_side=side,
        follow=follow,
        looks_at_s=looks_at_s,
    )


def check_balance(shower: str, flooded: Flood) -> None:
    """See to it that no water appeared or disappeared.

    Parameters
    ----------
    shower : str
        Name of the shower.
    flooded : Flood
        What it did.

    Raises
    ------
    WaterUnaccounted
        If a balance does not close within a millionth of the water.
    """
    share = flooded.balance.error_share
    if not abs(share) < _CLOSED_TO:
        raise WaterUnaccounted(shower, share)


def _balance(
    landscape: Landscape, shower: str, flooded: Flood, side: int, cell_m: float
) -> dict[str, object]:
    told, parks = flooded.balance, "+".join(sorted(landscape.parks.index.astype(str)))
    return {
        "flood_balance_id": f"{parks}:{shower}",
        "shower": shower,
        "rain_m3": told.rain_m3,
        "intercepted_m3": told.intercepted_m3,
        "infiltrated_m3": told.infiltrated_m3,
        "sewer_m3": told.sewer_m3,
        "outflow_m3": told.outflow_m3,
        "stored_m3": told.stored_m3,
        "error_share": told.error_share,
        "cells_per_side": float(side),
        "cell_m": cell_m,
    }
