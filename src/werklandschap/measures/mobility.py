"""Measures for how people and goods come: charging, sharing and cycling."""

from collections.abc import Sequence

from werklandschap.core.text import Text
from werklandschap.core.units import Unit
from werklandschap.landscape import Landscape
from werklandschap.measures._building_pools import per_building
from werklandschap.measures._declare import measure
from werklandschap.measures._on_buildings import at_buildings, one_each
from werklandschap.measures._pools import first_of, parking, yards
from werklandschap.measures._rules import (
    grid_has_room,
    no_cables,
    plan_allows,
    present_use_is_known,
    trucks_can_turn,
)
from werklandschap.measures._words import Change, Family, Party, Place

_TRAVEL = Text(
    "Hoe mensen en goederen reizen, meet nog geen indicator.",
    "How people and goods travel is not measured by an indicator yet.",
)


@measure(
    label=Text("Laadpunt", "Charge point"),
    family=Family.MOBILITY,
    unit=Unit.COUNT,
    consent=(Party.GRID_OPERATOR,),
    pool=parking,
    rules=(grid_has_room, no_cables),
    is_reversible=True,
    not_measured=_TRAVEL,
)
def charge_point(landscape: Landscape, places: Sequence[Place]) -> Change:
    """Put a charge point for cars at car parks."""
    return one_each(landscape, places, name="charge_point")


@measure(
    label=Text("Snellader", "Fast charger"),
    family=Family.MOBILITY,
    unit=Unit.COUNT,
    consent=(Party.GRID_OPERATOR,),
    pool=parking,
    rules=(grid_has_room, no_cables, plan_allows),
    is_reversible=True,
    not_measured=_TRAVEL,
)
def fast_charger(landscape: Landscape, places: Sequence[Place]) -> Change:
    """Put a fast charger at car parks."""
    return one_each(landscape, places, name="fast_charger")


@measure(
    label=Text("Laadpunt voor vrachtwagens", "Charge point for trucks"),
    family=Family.MOBILITY,
    unit=Unit.COUNT,
    consent=(Party.TENANT, Party.GRID_OPERATOR),
    pool=yards,
    rules=(trucks_can_turn, grid_has_room, no_cables),
    is_reversible=True,
    not_measured=_TRAVEL,
)
def truck_charger(landscape: Landscape, places: Sequence[Place]) -> Change:
    """Put a charger for trucks in yards."""
    return one_each(landscape, places, name="truck_charger")


@measure(
    label=Text("Hub voor deelmobiliteit", "Hub for shared mobility"),
    family=Family.MOBILITY,
    unit=Unit.COUNT,
    consent=(Party.COLLECTIVE,),
    pool=first_of(parking, 5),
    rules=(plan_allows,),
    is_reversible=True,
    not_measured=_TRAVEL,
)
def mobility_hub(landscape: Landscape, places: Sequence[Place]) -> Change:
    """Bring shared cars and bicycles together at one place."""
    return one_each(landscape, places, name="mobility_hub")


@measure(
    label=Text("Fietsparkeerplaats", "Bicycle parking place"),
    family=Family.MOBILITY,
    unit=Unit.COUNT,
    consent=(Party.TENANT,),
    pool=per_building("floor_m2", "measures.bicycles_per_m2"),
    rules=(present_use_is_known,),
    is_reversible=True,
    not_measured=_TRAVEL,
)
def bicycle_parking(landscape: Landscape, places: Sequence[Place]) -> Change:
    """Make covered places for bicycles at buildings."""
    return at_buildings(
        landscape,
        places,
        "floor_m2",
        name="bicycle_parking",
        times="measures.bicycles_per_m2",
    )
