"""The standard hot day on a place: how it feels, and how far it is to a cool place."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

import numpy as np
import pandas as pd
import yaml

from werklandschap.geo.grids import Cells, Grid, Mask
from werklandschap.landscape import Landscape
from werklandschap.parameters import Assumptions
from werklandschap.simulation.cool_places import distance_to_cool_m
from werklandschap.simulation.heat import HeatScene, ShadeAt, hot_day
from werklandschap.study.scene import Scene
from werklandschap.study.sunlight import place_of, shades, sky_views
from werklandschap.study.tiles import Part, tiles_of

HOT_DAY = date(2015, 7, 1)
"""The day of the standard stress test for heat."""

_MOSTLY = 0.5

_REACHES = (
    "heat.urban_upwind_m",
    "heat.urban_side_m",
    "heat.urban_downwind_m",
    "heat.urban_calm_m",
    "heat.wind_upwind_m",
    "heat.wind_side_m",
    "heat.wind_downwind_m",
    "heat.wind_calm_m",
)


def hot_day_layers(scene: Scene, landscape: Landscape) -> dict[str, Grid]:
    """Find how hot the standard hot day feels, and where one can cool down.

    By the standard trees are solid down to the ground, for sky and shade.

    Parameters
    ----------
    scene : Scene
        The place in cells.
    landscape : Landscape
        The same place, with its assumptions.

    Returns
    -------
    dict of str to Grid
        ``pet``: mean felt temperature from 12 to 18 h, missing on buildings [°C].
        ``cool_distance``: on foot to a cool place around buildings and water, missing
        where one cannot walk or finds none [m].
    """
    cast = shades(scene, below_crowns=False)
    sky = sky_views(scene, landscape.assumptions, below_crowns=False)
    return felt(scene, landscape, sky_view=sky, cast=cast)


def felt(
    scene: Scene, landscape: Landscape, *, sky_view: Cells, cast: ShadeAt
) -> dict[str, Grid]:
    """Find the same, of a place whose sky view and shade are known.

    Parameters
    ----------
    scene : Scene
        The place in cells.
    landscape : Landscape
        The same place, with its assumptions.
    sky_view : array of shape (rows, columns)
        With trees that are solid down to the ground. [-]
    cast : callable
        Gives the shade of a sun, see `shades`; trees are solid too.
    """
    limits = landscape.assumptions
    pet = np.full(scene.definition.shape, np.nan, np.float32)
    # Roofs have none, and do not count.
    sky = np.where(scene.is_building, np.float32(1), sky_view)
    for tile in tiles_of(
        scene.definition,
        tile_m=limits["scene.tile_m"],
        halo_m=max(limits[name] for name in _REACHES),
        block_m=limits["heat.wind_block_m"],
    ):
        wide = _pet(scene, tile.wide, landscape, sky[tile.wide], cast)
        pet[tile.own] = wide[tile.own_in_wide]
    found = {"pet": pet, "cool_distance": _cool_distance(scene, pet, limits)}
    return {name: Grid(scene.definition, cells) for name, cells in found.items()}


def _pet(
    scene: Scene, part: Part, landscape: Landscape, sky_view: Cells, cast: ShadeAt
) -> Cells:
    latitude_deg, longitude_deg = place_of(landscape)
    day = hot_day(
        _heat_scene(scene, part, sky_view),
        hot_day_weather(),
        on=HOT_DAY,
        latitude_deg=latitude_deg,
        longitude_deg=longitude_deg,
        shade_at=lambda *sun: cast(*sun)[part],
        assumptions=landscape.assumptions,
    )
    return day.pet_degc


def _heat_scene(scene: Scene, part: Part, sky_view: Cells) -> HeatScene:
    trees_m = scene.tree_height_m[part]
    green = np.where(trees_m > 0, 1.0, scene.ground.green_fraction[part])
    return HeatScene(
        cell_m=scene.definition.cell_m,
        sky_view=sky_view,
        vegetation=green.astype(np.float32),
        building_height_m=scene.building_height_m[part],
        tree_height_m=trees_m,
        is_water=_is_water(scene)[part],
        is_building=scene.is_building[part],
    )


def _cool_distance(scene: Scene, pet_degc: Cells, limits: Assumptions) -> Cells:
    """Measure the way to a place without strong heat stress."""
    is_walkable = ~scene.is_building & ~_is_water(scene)
    is_cool = pet_degc < limits["heat.strong_from_degc"]
    return distance_to_cool_m(
        is_walkable, is_cool, scene.definition.cell_m, limits["heat.cool_place_m2"]
    )


def _is_water(scene: Scene) -> Mask:
    return scene.ground.water_fraction >= _MOSTLY


@cache
def _hot_day_file() -> Mapping[str, Any]:
    file = resources.files("werklandschap.simulation") / "hot_day.yml"
    told: Mapping[str, Any] = yaml.safe_load(file.read_text("utf-8"))
    return told


def hot_day_weather() -> pd.DataFrame:
    """Give the hourly weather of the standard hot day at De Bilt, until the next morning.

    Returns
    -------
    DataFrame
        In the columns of table ``weather_hours``.
    """
    names = (
        "ends_at",
        "temperature_c",
        "relative_humidity_share",
        "wind_speed_m_per_s",
        "wind_direction_deg",
        "global_radiation_w_per_m2",
        "pressure_hpa",
    )
    hours = pd.DataFrame(_hot_day_file()["hours"], columns=list(names))
    ends_at = pd.to_datetime(hours["ends_at"], utc=True).astype("datetime64[s, UTC]")
    return hours.assign(ends_at=ends_at, rain_mm=0.0, station_code="260")
