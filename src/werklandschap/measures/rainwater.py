"""Measures that keep the rain of roofs: barrels, tanks and disconnected pipes."""

from collections.abc import Sequence

from werklandschap.core.text import Text
from werklandschap.core.units import Unit
from werklandschap.landscape import Landscape
from werklandschap.measures._building_pools import each_building, per_building
from werklandschap.measures._declare import measure
from werklandschap.measures._on_buildings import at_buildings, one_each
from werklandschap.measures._rules import (
    no_cables,
    present_use_is_known,
    soil_is_known,
)
from werklandschap.measures._words import Change, Family, Party, Place

_PIPES = Text(
    "Waar een regenpijp op uitkomt, is in de simulaties nog niet te zien.",
    "Where a rain pipe leads to is not seen by the simulations yet.",
)


@measure(
    label=Text("Regenton", "Rain barrel"),
    family=Family.WATER,
    unit=Unit.COUNT,
    consent=(Party.TENANT,),
    pool=each_building,
    is_reversible=True,
    not_measured=_PIPES,
)
def rain_barrel(landscape: Landscape, places: Sequence[Place]) -> Change:
    """Put a barrel at a rain pipe of buildings."""
    return one_each(landscape, places, name="rain_barrel")


@measure(
    label=Text("Regenwatertank met hergebruik", "Rainwater tank with reuse"),
    family=Family.WATER,
    unit=Unit.CUBIC_METRE,
    consent=(Party.TENANT,),
    pool=per_building("roof_m2", "measures.rain_tank_m"),
    rules=(present_use_is_known,),
    is_reversible=True,
    not_measured=_PIPES,
)
def rain_tank(landscape: Landscape, places: Sequence[Place]) -> Change:
    """Keep the rain of roofs in a tank, and use it for rinsing and washing."""
    return at_buildings(
        landscape, places, "roof_m2", name="rain_tank", times="measures.rain_tank_m"
    )


@measure(
    label=Text("Afkoppelen van dak of verharding", "Disconnecting roofs"),
    family=Family.WATER,
    unit=Unit.SQUARE_METRE,
    consent=(),
    pool=per_building("roof_m2"),
    rules=(soil_is_known, no_cables),
    is_reversible=True,
    not_measured=_PIPES,
)
def disconnecting(landscape: Landscape, places: Sequence[Place]) -> Change:
    """Lead the rain of roofs into the ground instead of the sewer."""
    return at_buildings(landscape, places, "roof_m2", name="disconnecting")
