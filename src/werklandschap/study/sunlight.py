"""Where the sun and the light of the sky come: grids of a place."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache

import numpy as np
import pandas as pd
import shapely

from werklandschap.geo.grids import Cells, Grid, Mask
from werklandschap.landscape import Landscape
from werklandschap.parameters import Assumptions
from werklandschap.simulation.sky_view import sky_view
from werklandschap.simulation.sun import rd_to_degrees, shaded, sun_positions
from werklandschap.study.scene import Scene
from werklandschap.study.tiles import tiles_of

_SOLSTICE = (6, 21)
_MORNING_H, _MINUTES = 8, 481
_AFTERNOON_UTC = (13, 30)
"""Half past three in the Dutch summer."""

Sun = tuple[float, float]
"""Its height above the horizon, and its direction clockwise from north. [degrees]"""


def sunlight(scene: Scene, landscape: Landscape) -> dict[str, Grid]:
    """Find how much sky is seen, and where there is shade in June.

    Parameters
    ----------
    scene : Scene
        The place in cells.
    landscape : Landscape
        The same place; ``scene.tile_m`` and ``scene.sky_halo_m`` of its assumptions say
        how large places are cut up.

    Returns
    -------
    dict of str to Grid
        ``sky_view`` by the formula of the KNMI map, 0-1; ``shade_noon`` and
        ``shade_afternoon`` on 21 June with the sun at its highest and at 15:30, 1 in the
        shade and 0 in the sun. Crowns begin at ``scene.crown_base_share`` of the height of
        a tree. All are missing on buildings.
    """
    found = {"sky_view": sky_views(scene, landscape.assumptions, below_crowns=True)}
    cast = shades(scene, below_crowns=True)
    for name, sun in sun_moments(landscape).items():
        found[name] = cast(*sun).astype(np.float32)
    for cells in found.values():
        cells[scene.is_building] = np.nan
    return {name: Grid(scene.definition, cells) for name, cells in found.items()}


def shades(scene: Scene, *, below_crowns: bool) -> Callable[[float, float], Mask]:
    """Give a function that finds the cells in the shade, once for each sun.

    It is told the height and direction of the sun [degrees], and remembers: pieces of a
    large place that ask for the same sun get parts of one shadow. Light passes
    ``below_crowns``, or trees are solid down to the ground.
    """
    roofs_m, crowns_m = scene.roofs_m, scene.crowns_m
    undersides_m = scene.undersides_m if below_crowns else None

    @cache
    def cast(elevation_deg: float, azimuth_deg: float) -> Mask:
        return shaded(
            roofs_m,
            scene.definition.cell_m,
            elevation_deg=elevation_deg,
            azimuth_deg=azimuth_deg,
            canopy_m=crowns_m,
            trunk_m=undersides_m,
        )

    return cast


def place_of(landscape: Landscape) -> tuple[float, float]:
    """Give the latitude and longitude of the middle of the parks, in degrees."""
    middle = shapely.union_all(np.asarray(landscape.parks.geometry.values)).centroid
    return rd_to_degrees(middle.x, middle.y)


def sky_views(scene: Scene, limits: Assumptions, *, below_crowns: bool) -> Cells:
    """Find how much sky is seen from every cell, piece by piece.

    Parameters
    ----------
    scene : Scene
        The place in cells.
    limits : Assumptions
        ``scene.tile_m`` and ``scene.sky_halo_m``.
    below_crowns : bool
        Whether one sees the sky below crowns, and none through them; or trees are solid
        down to the ground and nothing is overhead, as on the map of KNMI.

    Returns
    -------
    array of shape (rows, columns)
        0-1.
    """
    roofs_m, crowns_m = scene.roofs_m, scene.crowns_m
    undersides_m = scene.undersides_m if below_crowns else None
    views = np.empty(scene.definition.shape, np.float32)
    for tile in tiles_of(
        scene.definition,
        tile_m=limits["scene.tile_m"],
        halo_m=limits["scene.sky_halo_m"],
    ):
        rows, columns = tile.wide
        seen = sky_view(
            roofs_m[tile.wide],
            scene.definition.cell_m,
            canopy_m=crowns_m[tile.wide],
            trunk_m=None if undersides_m is None else undersides_m[tile.wide],
            corner=(rows.start, columns.start),
        )
        views[tile.own] = seen[tile.own_in_wide]
    return views


def sun_moments(landscape: Landscape) -> dict[str, Sun]:
    """Find the sun at its highest and at half past three on 21 June."""
    latitude_deg, longitude_deg = place_of(landscape)
    day = datetime(landscape.on.year, *_SOLSTICE, _MORNING_H, tzinfo=UTC)
    times = pd.date_range(day, periods=_MINUTES, freq="min")
    positions = sun_positions(
        times, latitude_deg=latitude_deg, longitude_deg=longitude_deg
    )
    height = positions["elevation_deg"].to_numpy()
    direction = positions["azimuth_deg"].to_numpy()
    hour, minute = _AFTERNOON_UTC
    rows = {
        "shade_noon": int(height.argmax()),
        "shade_afternoon": (hour - _MORNING_H) * 60 + minute,
    }
    return {
        name: (float(height[row]), float(direction[row])) for name, row in rows.items()
    }
