"""Measures on walls: plants, panels and barriers against water."""

from collections.abc import Sequence

import numpy as np
import shapely
from geopandas import GeoDataFrame

from werklandschap.core.text import Text
from werklandschap.core.units import Unit
from werklandschap.landscape import Landscape
from werklandschap.measures._building_pools import (
    each_building,
    walls,
    with_wall_panels,
)
from werklandschap.measures._declare import MEASURES, measure
from werklandschap.measures._on_buildings import one_each
from werklandschap.measures._placed import added, works
from werklandschap.measures._pools import deepest
from werklandschap.measures._rules import (
    faces_the_sun,
    grid_has_room,
    is_flooded,
    no_cables,
    no_monument,
    no_species,
    present_use_is_known,
)
from werklandschap.measures._shapes import lines_of, shapes_of
from werklandschap.measures._words import Change, Family, Party, Place

_COOLS_WALL = Text(
    "Wat planten aan een gevel doen voor warmte en natuur, meet nog geen indicator.",
    "What plants on a wall do for heat and nature is not measured by an indicator yet.",
)


@measure(
    label=Text("Klimplanten aan de gevel", "Climbing plants on a wall"),
    family=Family.FACADES,
    unit=Unit.SQUARE_METRE,
    consent=(),
    pool=walls,
    rules=(no_monument, present_use_is_known, no_cables),
    is_reversible=True,
    not_measured=_COOLS_WALL,
)
def climbing_plants(landscape: Landscape, places: Sequence[Place]) -> Change:
    """Let plants climb walls from the ground."""
    return _layered(landscape, places, "climbing_plants")


@measure(
    label=Text("Groene gevel van panelen", "Green wall of panels"),
    family=Family.FACADES,
    unit=Unit.SQUARE_METRE,
    consent=(),
    pool=walls,
    rules=(no_monument, present_use_is_known),
    is_reversible=True,
    not_measured=_COOLS_WALL,
)
def green_wall(landscape: Landscape, places: Sequence[Place]) -> Change:
    """Hang panels with plants, water and feed on walls."""
    return _layered(landscape, places, "green_wall")


@measure(
    label=Text("Zon op de gevel", "Solar panels on a wall"),
    family=Family.FACADES,
    unit=Unit.KILOWATT_PEAK,
    consent=(Party.GRID_OPERATOR,),
    pool=with_wall_panels,
    rules=(faces_the_sun, no_monument, present_use_is_known, grid_has_room),
    is_reversible=True,
    not_measured=Text(
        "Stroom van panelen aan gevels meet nog geen indicator.",
        "Power from panels on walls is not measured by an indicator yet.",
    ),
)
def solar_wall(landscape: Landscape, places: Sequence[Place]) -> Change:
    """Hang solar panels on walls."""
    return _layered(landscape, places, "solar_wall")


@measure(
    label=Text("Drempel of waterkering bij een deur", "Threshold or barrier at a door"),
    family=Family.FACADES,
    unit=Unit.COUNT,
    consent=(Party.TENANT,),
    pool=lambda landscape: _wet_buildings(landscape),
    rules=(is_flooded, no_species),
    is_reversible=True,
    not_measured=Text(
        "Of water binnenkomt, meet nog geen indicator: water tegen de gevel wel.",
        "Whether water gets in is not measured by an indicator yet: water at the wall is.",
    ),
)
def door_barrier(landscape: Landscape, places: Sequence[Place]) -> Change:
    """Keep water out at the door of buildings."""
    return one_each(landscape, places, name="door_barrier")


def _wet_buildings(landscape: Landscape) -> GeoDataFrame:
    """Find the buildings, with the deepest water at their walls (``water_m``)."""
    pool = each_building(landscape)
    if pool.empty:
        return pool
    flood = landscape.flood_70
    reach = 1.5 * flood.definition.cell_m if flood is not None else 1.0
    around = shapely.buffer(shapes_of(pool), reach, quad_segs=2)
    return pool.assign(water_m=deepest(flood, around))


def _layered(landscape: Landscape, places: Sequence[Place], name: str) -> Change:
    """Cover walls up to the usual height, or as high as they are."""
    found = lines_of(landscape, places)
    kept = [place for place, line in zip(places, found, strict=True) if line.length]
    lines = [line for line in found if line.length]
    if not lines:
        return Change(landscape)
    limits = landscape.assumptions
    usual_m = limits["measures.wall_green_height_m"]
    pool = each_building(landscape)
    known = pool["height_m"] if len(pool) else None
    heights = np.array(
        [
            min(usual_m, known.get(place.host, usual_m))
            if known is not None
            else usual_m
            for place in kept
        ]
    )
    areas = np.array([line.length for line in lines]) * heights
    power = areas * limits["roofs.solar_module_kwp_per_m2"]
    is_solar = MEASURES[name].unit is Unit.KILOWATT_PEAK
    changed = added(
        landscape,
        "wall_layers",
        lines,
        name=name,
        columns={
            "building_id": [place.host or None for place in kept],
            "height_m": heights,
            "power_kwp": power if is_solar else 0.0,
        },
    )
    return Change(changed, works(name, power.sum() if is_solar else areas.sum()))
