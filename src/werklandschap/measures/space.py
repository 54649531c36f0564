"""Measures for space: build higher, share what is there."""

from collections.abc import Sequence

from geopandas import GeoDataFrame

from werklandschap.core.text import Text
from werklandschap.core.units import Unit
from werklandschap.landscape import Landscape
from werklandschap.measures._building_pools import per_building
from werklandschap.measures._declare import measure
from werklandschap.measures._ground import PAVED, Cover, heightened, laid
from werklandschap.measures._on_buildings import building_at
from werklandschap.measures._placed import works
from werklandschap.measures._pools import parking
from werklandschap.measures._rules import (
    bears_a_storey,
    no_monument,
    parking_is_spare,
    plan_allows,
)
from werklandschap.measures._words import Change, Family, Party, Place


@measure(
    label=Text("Stapelen", "Stacking"),
    family=Family.SPACE,
    unit=Unit.SQUARE_METRE,
    consent=(Party.TENANT, Party.MUNICIPALITY),
    pool=per_building("roof_m2"),
    rules=(bears_a_storey, no_monument, plan_allows),
)
def stacking(landscape: Landscape, places: Sequence[Place]) -> Change:
    """Build a storey on top of buildings."""
    buildings = landscape.buildings
    if buildings is None or not places:
        return Change(landscape)
    hosts = {place.host or building_at(landscape, place) for place in places}
    is_higher = buildings.index.isin(list(hosts))
    if not is_higher.any():
        return Change(landscape)
    storey_m = landscape.assumptions["measures.storey_m"]
    extra_m2 = buildings.geometry.area.where(is_higher, 0.0)
    higher = buildings.assign(
        floor_area_m2=buildings["floor_area_m2"] + extra_m2,
        roof_m=buildings["roof_m"] + is_higher * storey_m,
    )
    shapes = list(buildings.geometry.values[is_higher])
    changed = heightened(landscape.having(buildings=higher), shapes, storey_m)
    return Change(changed, works("stacking", float(extra_m2.sum())))


@measure(
    label=Text("Gedeeld parkeren", "Shared parking"),
    family=Family.SPACE,
    unit=Unit.COUNT,
    consent=(),
    pool=lambda landscape: _in_bays(landscape),
    rules=(parking_is_spare,),
)
def shared_parking(landscape: Landscape, places: Sequence[Place]) -> Change:
    """Share car parks, and plant the bays that are no longer needed."""
    cover = Cover(cover_class="planting", theme="vegetated", takes=PAVED)
    cut = laid(landscape, places, cover, name="shared_parking")
    bays = cut.area_m2 / landscape.assumptions["plots.parking_space_m2"]
    return Change(cut.landscape, works("shared_parking", bays) if bays else ())


def _in_bays(landscape: Landscape) -> GeoDataFrame:
    """Find car parks, each counting its bays."""
    pool = parking(landscape)
    bay_m2 = landscape.assumptions["plots.parking_space_m2"]
    return pool.assign(quantity=pool.geometry.area / bay_m2)
