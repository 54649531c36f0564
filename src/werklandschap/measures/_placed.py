"""Putting things in a landscape: layers on roofs, trees, sails, fixtures."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
import shapely
from geopandas import GeoDataFrame

from werklandschap.core.units import Unit
from werklandschap.geo.grids import Grid
from werklandschap.landscape import PLACED, RIJKSDRIEHOEK, TREES, Landscape, Table
from werklandschap.measures._declare import MEASURES
from werklandschap.measures._shapes import is_inside
from werklandschap.measures._words import Change, Place, Works

_SHARP = 1.5
"""Crowns are domes: at the edge they are as low as at this power of their radius."""


def works(name: str, quantity: float) -> tuple[Works, ...]:
    """Say how much work a measure is, in its own unit."""
    measure = MEASURES[name]
    return (Works(measure.investment, float(quantity), measure.unit),)


def added(
    landscape: Landscape,
    layer: str,
    shapes: Sequence[shapely.Geometry],
    *,
    name: str,
    columns: Mapping[str, object],
) -> Landscape:
    """Add rows to a table of what people place.

    Parameters
    ----------
    landscape : Landscape
        The landscape as it is.
    layer : str
        The name of the table.
    shapes : sequence of Geometry
        One per row. [m]
    name : str
        The measure that places them: their keys begin with it.
    columns : mapping of str to object
        Other columns than ``kind``: one value for all, or one per row.
    """
    if not shapes:
        return landscape
    table = PLACED[layer]
    known: GeoDataFrame | None = getattr(landscape, layer)
    first = 0 if known is None else _next_number(known, name)
    keys = [f"{name}:{first + n}" for n in range(len(shapes))]
    rows = _table(table, keys, shapes, {"kind": name, **columns})
    both = rows if known is None else pd.concat([known, rows])
    whole = table.complete(GeoDataFrame(both, crs=RIJKSDRIEHOEK))
    return landscape.having(**{layer: whole})


def _next_number(known: pd.DataFrame, name: str) -> int:
    own = known.index[known.index.str.startswith(f"{name}:")]
    ends = [key.rpartition(":")[2] for key in own]
    return max((int(end) for end in ends if end.isdigit()), default=-1) + 1


def _table(
    table: Table,
    keys: Sequence[str],
    shapes: Sequence[shapely.Geometry],
    columns: Mapping[str, object],
) -> GeoDataFrame:
    index = pd.Index(list(keys), name=table.key, dtype="str")
    frame = pd.DataFrame(dict(columns), index=index)
    return table.complete(GeoDataFrame(frame, geometry=list(shapes), crs=RIJKSDRIEHOEK))


def fixed(
    landscape: Landscape,
    places: Sequence[Place],
    quantities: Sequence[float],
    *,
    name: str,
) -> Change:
    """Put up a fixture at each place, of so much in the unit of the measure."""
    unit: Unit = MEASURES[name].unit
    if not places:
        return Change(landscape)
    inside = [
        (place, float(quantity))
        for place, quantity, is_in in zip(
            places, quantities, is_inside(landscape, places), strict=True
        )
        if is_in and quantity > 0
    ]
    if not inside:
        return Change(landscape)
    amounts = [quantity for _, quantity in inside]
    changed = added(
        landscape,
        "fixtures",
        [place.geometry.representative_point() for place, _ in inside],
        name=name,
        columns={
            "building_id": [place.host or None for place, _ in inside],
            "quantity": amounts,
            "unit": unit.value,
        },
    )
    return Change(changed, works(name, sum(amounts)))


def planted(
    landscape: Landscape, points: Sequence[shapely.Point], *, name: str
) -> Landscape:
    """Plant trees, as large as they will be: the table knows them and the heights too.

    Where nobody counted trees the table stays unknown: only the heights tell.
    """
    if not points:
        return landscape
    limits = landscape.assumptions
    crown_m = limits["vegetation.crown_diameter_m"]
    height_m = limits["scene.tree_height_m"]
    changes: dict[str, object] = {}
    if landscape.trees is not None:
        first = _next_number(landscape.trees, name)
        keys = [f"{name}:{first + n}" for n in range(len(points))]
        size = {"height_m": height_m, "crown_diameter_m": crown_m}
        rows = _table(TREES, keys, points, size)
        both = pd.concat([landscape.trees, rows])
        changes["trees"] = TREES.complete(GeoDataFrame(both, crs=RIJKSDRIEHOEK))
    if landscape.surface_m is not None and landscape.terrain_m is not None:
        changes["surface_m"] = _crowned(
            landscape.terrain_m, landscape.surface_m, points, crown_m, height_m
        )
    return landscape.having(**changes) if changes else landscape


def _crowned(
    terrain: Grid,
    surface: Grid,
    points: Sequence[shapely.Point],
    crown_m: float,
    height_m: float,
) -> Grid:
    """Let a dome stand at each point, where nothing is higher."""
    values = surface.values.copy()
    ground = terrain.on(surface.definition).values
    x, y = surface.definition.centres_m()
    radius_m = crown_m / 2
    for point in points:
        columns = np.flatnonzero(np.abs(x - point.x) <= radius_m)
        rows = np.flatnonzero(np.abs(y - point.y) <= radius_m)
        if not len(columns) or not len(rows):
            continue
        window = np.ix_(rows, columns)
        away = np.hypot(x[columns] - point.x, (y[rows] - point.y)[:, None]) / radius_m
        # A crown takes the upper half of a tree and thins out to its edge.
        tall = height_m * (1 - 0.5 * np.minimum(away, 1.0) ** _SHARP)
        there = ground[window] + tall.astype(np.float32)
        values[window] = np.where(
            away <= 1, np.fmax(values[window], there), values[window]
        )
    return surface.with_values(values)
