"""Measures for energy: panels over parking, storage, heat and saving."""

from collections.abc import Sequence

import numpy as np
from geopandas import GeoDataFrame

from werklandschap.core.text import Text
from werklandschap.core.units import Unit
from werklandschap.landscape import Landscape
from werklandschap.measures._building_pools import each_building, per_building
from werklandschap.measures._declare import measure
from werklandschap.measures._ground import open_to
from werklandschap.measures._on_buildings import at_buildings, one_each
from werklandschap.measures._placed import added, works
from werklandschap.measures._pools import parking
from werklandschap.measures._rules import (
    grid_has_room,
    heat_is_low,
    no_cables,
    no_monument,
    no_species,
    plan_allows,
    present_use_is_known,
)
from werklandschap.measures._words import Change, Family, Party, Place

_USE = Text(
    "Hoeveel energie panden gebruiken, meet nog geen indicator.",
    "How much energy buildings use is not measured by an indicator yet.",
)


@measure(
    label=Text("Zon boven parkeerplaatsen", "Solar panels over parking"),
    family=Family.ENERGY,
    unit=Unit.KILOWATT_PEAK,
    consent=(Party.GRID_OPERATOR,),
    pool=lambda landscape: _carports(landscape),
    rules=(grid_has_room, no_cables, plan_allows),
    is_reversible=True,
)
def solar_carport(landscape: Landscape, places: Sequence[Place]) -> Change:
    """Build roofs with solar panels over car parks."""
    pieces, limits = open_to(landscape, places), landscape.assumptions
    areas = np.array([piece.area for piece in pieces])
    power = areas * limits["measures.carport_kwp_per_m2"]
    height_m = limits["measures.carport_height_m"]
    changed = added(
        landscape,
        "shade_objects",
        pieces,
        name="solar_carport",
        columns={"height_m": height_m, "power_kwp": power},
    )
    return Change(changed, works("solar_carport", power.sum()) if pieces else ())


def _carports(landscape: Landscape) -> GeoDataFrame:
    pool = parking(landscape)
    density = landscape.assumptions["measures.carport_kwp_per_m2"]
    return pool.assign(quantity=pool.geometry.area * density)


@measure(
    label=Text("Batterij", "Battery"),
    family=Family.ENERGY,
    unit=Unit.KILOWATT_HOUR,
    consent=(Party.TENANT, Party.GRID_OPERATOR),
    pool=per_building("floor_m2", "measures.battery_kwh_per_m2"),
    rules=(grid_has_room, plan_allows),
    is_reversible=True,
    not_measured=_USE,
)
def battery(landscape: Landscape, places: Sequence[Place]) -> Change:
    """Put a battery at buildings."""
    return at_buildings(
        landscape,
        places,
        "floor_m2",
        name="battery",
        times="measures.battery_kwh_per_m2",
    )


@measure(
    label=Text("Energiemanagementsysteem", "Energy management system"),
    family=Family.ENERGY,
    unit=Unit.COUNT,
    consent=(Party.TENANT,),
    pool=each_building,
    rules=(present_use_is_known,),
    is_reversible=True,
    not_measured=_USE,
)
def energy_management(landscape: Landscape, places: Sequence[Place]) -> Change:
    """Let a system match use and generation in buildings."""
    return one_each(landscape, places, name="energy_management")


@measure(
    label=Text("Lucht-water-warmtepomp", "Air-to-water heat pump"),
    family=Family.ENERGY,
    unit=Unit.KILOWATT,
    consent=(Party.TENANT, Party.GRID_OPERATOR),
    pool=per_building("floor_m2", "measures.heat_kw_per_m2"),
    rules=(heat_is_low, grid_has_room, present_use_is_known),
    is_reversible=True,
    not_measured=_USE,
)
def heat_pump(landscape: Landscape, places: Sequence[Place]) -> Change:
    """Heat buildings with the outdoor air."""
    return _heated(landscape, places, "heat_pump")


@measure(
    label=Text("Bodemenergie (WKO)", "Ground energy (aquifer storage)"),
    family=Family.ENERGY,
    unit=Unit.KILOWATT,
    consent=(Party.TENANT, Party.WATER_AUTHORITY, Party.GRID_OPERATOR),
    pool=per_building("floor_m2", "measures.heat_kw_per_m2"),
    rules=(heat_is_low, grid_has_room, plan_allows, present_use_is_known),
    not_measured=_USE,
)
def ground_energy(landscape: Landscape, places: Sequence[Place]) -> Change:
    """Keep heat and cold of buildings in the ground."""
    return _heated(landscape, places, "ground_energy")


@measure(
    label=Text("Aansluiting op een warmtenet", "Connection to a heat network"),
    family=Family.ENERGY,
    unit=Unit.KILOWATT,
    consent=(Party.TENANT, Party.COLLECTIVE),
    pool=per_building("floor_m2", "measures.heat_kw_per_m2"),
    rules=(plan_allows, present_use_is_known),
    not_measured=_USE,
)
def heat_network(landscape: Landscape, places: Sequence[Place]) -> Change:
    """Connect buildings to a network of heat that is left over elsewhere."""
    return _heated(landscape, places, "heat_network")


def _heated(landscape: Landscape, places: Sequence[Place], name: str) -> Change:
    return at_buildings(
        landscape, places, "floor_m2", name=name, times="measures.heat_kw_per_m2"
    )


@measure(
    label=Text("Dakisolatie", "Roof insulation"),
    family=Family.ENERGY,
    unit=Unit.SQUARE_METRE,
    consent=(),
    pool=per_building("roof_m2"),
    rules=(no_monument, present_use_is_known),
    not_measured=_USE,
)
def roof_insulation(landscape: Landscape, places: Sequence[Place]) -> Change:
    """Insulate the roofs of buildings."""
    return at_buildings(landscape, places, "roof_m2", name="roof_insulation")


@measure(
    label=Text("Gevel- of spouwisolatie", "Wall insulation"),
    family=Family.ENERGY,
    unit=Unit.SQUARE_METRE,
    consent=(),
    pool=per_building("wall_m2"),
    rules=(no_species, no_monument, present_use_is_known),
    not_measured=_USE,
)
def wall_insulation(landscape: Landscape, places: Sequence[Place]) -> Change:
    """Insulate the walls of buildings."""
    return at_buildings(landscape, places, "wall_m2", name="wall_insulation")


@measure(
    label=Text("HR++ of triple glas", "High-efficiency glazing"),
    family=Family.ENERGY,
    unit=Unit.SQUARE_METRE,
    consent=(Party.TENANT,),
    pool=per_building("glass_m2"),
    rules=(no_monument, present_use_is_known),
    not_measured=_USE,
)
def glazing(landscape: Landscape, places: Sequence[Place]) -> Change:
    """Fit glass that keeps heat in."""
    return at_buildings(landscape, places, "glass_m2", name="glazing")


@measure(
    label=Text("Ledverlichting met regeling", "LED light with controls"),
    family=Family.ENERGY,
    unit=Unit.SQUARE_METRE,
    consent=(Party.TENANT,),
    pool=per_building("floor_m2"),
    rules=(present_use_is_known,),
    is_reversible=True,
    not_measured=_USE,
)
def led(landscape: Landscape, places: Sequence[Place]) -> Change:
    """Light buildings with LED that dims by itself."""
    return at_buildings(landscape, places, "floor_m2", name="led")
