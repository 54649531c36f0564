"""Measures on roofs: plants, water, panels and light colours."""

from collections.abc import Sequence

import numpy as np
import shapely
from geopandas import GeoDataFrame

from werklandschap.core.text import Text
from werklandschap.core.units import Unit
from werklandschap.landscape import Landscape
from werklandschap.measures._building_pools import (
    panel_kwp,
    roofs,
    with_panels,
)
from werklandschap.measures._declare import MEASURES, measure
from werklandschap.measures._placed import added, works
from werklandschap.measures._rules import (
    bears_it,
    bears_it_heavy,
    faces_the_sun,
    grid_has_room,
    no_asbestos,
    no_monument,
    roof_is_free,
    slope_for_plants,
    slope_for_water,
)
from werklandschap.measures._shapes import footprint, outline_of, polygons_of
from werklandschap.measures._words import Change, Family, Party, Place

_COOLS_ROOF = Text(
    "Hoe koel het dak en het pand worden, meet nog geen indicator.",
    "How cool roof and building become is not measured by an indicator yet.",
)
_LIVES = Text(
    "Wat er op het dak leeft, meet nog geen indicator; de afvoer van regen wel.",
    "What lives on the roof is not measured by an indicator yet; how rain runs off is.",
)
_MAKES_POWER = Text(
    "Stroom van panelen die er liggen, meet nog geen indicator.",
    "Power from panels that lie there is not measured by an indicator yet.",
)


@measure(
    label=Text("Sedumdak", "Sedum roof"),
    family=Family.ROOFS,
    unit=Unit.SQUARE_METRE,
    consent=(),
    pool=roofs,
    rules=(slope_for_plants, bears_it, no_asbestos, no_monument, roof_is_free),
    is_reversible=True,
)
def sedum_roof(landscape: Landscape, places: Sequence[Place]) -> Change:
    """Lay a thin layer of sedum on roofs."""
    stored_mm = landscape.assumptions["measures.sedum_roof_storage_mm"]
    return _layered(landscape, places, "sedum_roof", stored_mm, green_share=1.0)


@measure(
    label=Text("Natuurdak", "Nature roof"),
    family=Family.ROOFS,
    unit=Unit.SQUARE_METRE,
    consent=(),
    pool=roofs,
    rules=(
        slope_for_plants,
        bears_it_heavy,
        no_asbestos,
        no_monument,
        roof_is_free,
    ),
    is_reversible=True,
    not_measured=_LIVES,
)
def nature_roof(landscape: Landscape, places: Sequence[Place]) -> Change:
    """Lay deeper ground with herbs and grasses on roofs."""
    stored_mm = landscape.assumptions["measures.nature_roof_storage_mm"]
    return _layered(landscape, places, "nature_roof", stored_mm, green_share=1.0)


@measure(
    label=Text("Daktuin", "Roof garden"),
    family=Family.ROOFS,
    unit=Unit.SQUARE_METRE,
    consent=(Party.TENANT,),
    pool=roofs,
    rules=(
        slope_for_water,
        bears_it_heavy,
        no_asbestos,
        no_monument,
        roof_is_free,
    ),
    is_reversible=True,
    not_measured=_LIVES,
)
def roof_garden(landscape: Landscape, places: Sequence[Place]) -> Change:
    """Make a garden to stay in on roofs."""
    stored_mm = landscape.assumptions["measures.roof_garden_storage_mm"]
    return _layered(landscape, places, "roof_garden", stored_mm, green_share=1.0)


@measure(
    label=Text("Retentiedak", "Retention roof"),
    family=Family.ROOFS,
    unit=Unit.SQUARE_METRE,
    consent=(),
    pool=roofs,
    rules=(slope_for_water, bears_it_heavy, no_monument, roof_is_free),
    is_reversible=True,
)
def retention_roof(landscape: Landscape, places: Sequence[Place]) -> Change:
    """Keep rain on roofs, below plants, and let it go slowly."""
    stored_mm = landscape.assumptions["measures.retention_roof_storage_mm"]
    return _layered(landscape, places, "retention_roof", stored_mm, green_share=1.0)


@measure(
    label=Text("Zon-groendak", "Solar panels over a green roof"),
    family=Family.ROOFS,
    unit=Unit.SQUARE_METRE,
    consent=(Party.GRID_OPERATOR,),
    pool=roofs,
    rules=(
        slope_for_plants,
        bears_it_heavy,
        no_asbestos,
        no_monument,
        grid_has_room,
        roof_is_free,
    ),
    is_reversible=True,
    not_measured=_MAKES_POWER,
)
def solar_green_roof(landscape: Landscape, places: Sequence[Place]) -> Change:
    """Put solar panels over sedum on roofs."""
    stored_mm = landscape.assumptions["measures.solar_green_roof_storage_mm"]
    return _layered(
        landscape,
        places,
        "solar_green_roof",
        stored_mm,
        green_share=1.0,
        has_panels=True,
    )


@measure(
    label=Text("Koel dak", "Cool roof"),
    family=Family.ROOFS,
    unit=Unit.SQUARE_METRE,
    consent=(Party.TENANT,),
    pool=roofs,
    rules=(no_asbestos, no_monument, roof_is_free),
    is_reversible=True,
    not_measured=_COOLS_ROOF,
)
def cool_roof(landscape: Landscape, places: Sequence[Place]) -> Change:
    """Make roofs reflect the sun."""
    return _layered(landscape, places, "cool_roof", 0.0)


@measure(
    label=Text("Zon op dak", "Solar panels on a roof"),
    family=Family.ROOFS,
    unit=Unit.KILOWATT_PEAK,
    consent=(Party.GRID_OPERATOR,),
    pool=with_panels,
    rules=(
        bears_it,
        faces_the_sun,
        no_asbestos,
        no_monument,
        grid_has_room,
        roof_is_free,
    ),
    is_reversible=True,
    not_measured=_MAKES_POWER,
)
def solar_roof(landscape: Landscape, places: Sequence[Place]) -> Change:
    """Put solar panels on roofs."""
    return _layered(landscape, places, "solar_roof", 0.0, has_panels=True)


def _layered(
    landscape: Landscape,
    places: Sequence[Place],
    name: str,
    storage_mm: float,
    *,
    green_share: float = 0.0,
    has_panels: bool = False,
) -> Change:
    """Lay a layer on the roofs at some places, as far as there is a building below."""
    parts = _on_buildings(landscape, places)
    if not parts:
        return Change(landscape)
    shapes = [shape for _, shape in parts]
    areas = np.array([shape.area for shape in shapes])
    power = panel_kwp(areas, _slopes(landscape, shapes), landscape.assumptions)
    changed = added(
        landscape,
        "roof_layers",
        shapes,
        name=name,
        columns={
            "building_id": [building for building, _ in parts],
            "green_share": green_share,
            "storage_mm": storage_mm,
            "power_kwp": power if has_panels else 0.0,
        },
    )
    is_area = MEASURES[name].unit is Unit.SQUARE_METRE
    return Change(changed, works(name, areas.sum() if is_area else power.sum()))


def _on_buildings(
    landscape: Landscape, places: Sequence[Place]
) -> list[tuple[str, shapely.Geometry]]:
    """Take the part of each place that lies on a building in a park."""
    buildings = landscape.buildings
    if buildings is None or buildings.empty or not places:
        return []
    outline = outline_of(landscape)
    shapes = np.asarray(footprint(places), object)
    parts = []
    taken: shapely.Geometry = shapely.Polygon()
    for place, row in buildings.sindex.query(shapes, predicate="intersects").T:
        roof = buildings.geometry.values[row]
        own = shapely.intersection(shapely.intersection(shapes[place], roof), outline)
        own = shapely.difference(own, taken)
        found = polygons_of(own)
        if found and (
            not places[place].host or _is_host(buildings, row, places[place])
        ):
            taken = shapely.union(taken, own)
            shape = found[0] if len(found) == 1 else shapely.MultiPolygon(found)
            parts.append((str(buildings.index[row]), shape))
    return parts


def _is_host(buildings: GeoDataFrame, row: int, place: Place) -> bool:
    return str(buildings.index[row]) == place.host


def _slopes(
    landscape: Landscape, shapes: Sequence[shapely.Geometry]
) -> "np.typing.NDArray[np.float64]":
    """Look up the slope of the roof plane below the middle of each shape."""
    slopes = np.full(len(shapes), np.nan)
    planes = landscape.roof_planes
    if planes is not None and len(planes):
        middle = shapely.point_on_surface(np.asarray(shapes, object))
        place, row = planes.sindex.query(middle, predicate="intersects")
        slopes[place] = planes["slope_deg"].to_numpy()[row]
    return slopes
