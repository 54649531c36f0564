"""Measures that keep rain: basins, ponds, banks and streets that hold water."""

from collections.abc import Sequence

import shapely
from geopandas import GeoDataFrame

from werklandschap.core.text import Text
from werklandschap.core.units import Unit
from werklandschap.landscape import Landscape
from werklandschap.measures._declare import measure
from werklandschap.measures._ground import Cover, laid, lowered, open_to
from werklandschap.measures._line_pools import banks
from werklandschap.measures._placed import added, works
from werklandschap.measures._pools import compact_yards, lawns, low_places, streets
from werklandschap.measures._rules import (
    large_enough,
    no_cables,
    soil_is_known,
    trucks_can_turn,
    water_permit,
    wide_enough,
)
from werklandschap.measures._shapes import lines_within
from werklandschap.measures._words import Change, Family, Party, Place


@measure(
    label=Text("Wadi", "Wadi"),
    family=Family.WATER,
    unit=Unit.SQUARE_METRE,
    consent=(),
    pool=low_places,
    rules=(wide_enough("measures.narrowest_wadi_m"), soil_is_known, no_cables),
)
def wadi(landscape: Landscape, places: Sequence[Place]) -> Change:
    """Dig a shallow basin with grass that keeps rain until it has soaked away."""
    cover = Cover(cover_class="grassland", theme="vegetated", function="wadi")
    return _dug(landscape, places, cover, "wadi")


@measure(
    label=Text("Regentuin", "Rain garden"),
    family=Family.WATER,
    unit=Unit.SQUARE_METRE,
    consent=(),
    pool=compact_yards,
    rules=(trucks_can_turn, soil_is_known, no_cables),
)
def rain_garden(landscape: Landscape, places: Sequence[Place]) -> Change:
    """Dig a planted hollow beside paving and roofs that takes their rain."""
    cover = Cover(cover_class="planting", theme="vegetated", function="regentuin")
    return _dug(landscape, places, cover, "rain_garden")


@measure(
    label=Text("Vijver", "Pond"),
    family=Family.WATER,
    unit=Unit.SQUARE_METRE,
    consent=(Party.WATER_AUTHORITY,),
    pool=low_places,
    rules=(wide_enough("measures.natural_bank_width_m"), water_permit, no_cables),
)
def pond(landscape: Landscape, places: Sequence[Place]) -> Change:
    """Dig a pond with room above its level."""
    cover = Cover(cover_class="water", theme="water", function="vijver")
    return _dug(landscape, places, cover, "pond")


@measure(
    label=Text("Verlaagde straat", "Sunken street"),
    family=Family.WATER,
    unit=Unit.SQUARE_METRE,
    consent=(),
    pool=streets,
    rules=(no_cables,),
)
def sunken_street(landscape: Landscape, places: Sequence[Place]) -> Change:
    """Lay a street lower than its sides, so that it holds water in a cloudburst."""
    pieces = open_to(landscape, places)
    depth_m = landscape.assumptions["measures.sunken_street_depth_m"]
    area_m2 = sum(piece.area for piece in pieces)
    changed = lowered(landscape, pieces, depth_m)
    return Change(changed, works("sunken_street", area_m2) if pieces else ())


@measure(
    label=Text("Infiltratieveld met opslag eronder", "Infiltration field with storage"),
    family=Family.WATER,
    unit=Unit.SQUARE_METRE,
    consent=(),
    pool=lawns,
    rules=(wide_enough("measures.narrowest_wadi_m"), soil_is_known, no_cables),
)
def infiltration_field(landscape: Landscape, places: Sequence[Place]) -> Change:
    """Lay a lawn over a bed that stores rain."""
    cover = Cover(cover_class="grassland", theme="vegetated")
    cut = laid(landscape, places, cover, name="infiltration_field")
    limits = landscape.assumptions
    changed = added(
        cut.landscape,
        "ground_stores",
        cut.pieces,
        name="infiltration_field",
        columns={
            "storage_mm": limits["measures.infiltration_field_storage_mm"],
            "inlet_mm_per_h": limits["measures.inlet_mm_per_h"],
        },
    )
    return Change(
        changed, works("infiltration_field", cut.area_m2) if cut.pieces else ()
    )


@measure(
    label=Text("Waterplein", "Water square"),
    family=Family.WATER,
    unit=Unit.CUBIC_METRE,
    consent=(),
    pool=lambda landscape: _squares(landscape),
    rules=(
        large_enough("measures.smallest_square_m2"),
        trucks_can_turn,
        no_cables,
    ),
)
def water_square(landscape: Landscape, places: Sequence[Place]) -> Change:
    """Lower a paved square, so that it holds water in a cloudburst."""
    pieces = open_to(landscape, places)
    depth_m = landscape.assumptions["measures.water_square_depth_m"]
    volume_m3 = depth_m * sum(piece.area for piece in pieces)
    changed = lowered(landscape, pieces, depth_m)
    return Change(changed, works("water_square", volume_m3) if pieces else ())


def _squares(landscape: Landscape) -> GeoDataFrame:
    pool = compact_yards(landscape)
    depth_m = landscape.assumptions["measures.water_square_depth_m"]
    return pool.assign(quantity=pool.geometry.area * depth_m)


@measure(
    label=Text("Natuurvriendelijke oever", "Natural bank"),
    family=Family.WATER,
    unit=Unit.METRE,
    consent=(Party.WATER_AUTHORITY,),
    pool=banks,
    rules=(water_permit,),
)
def natural_bank(landscape: Landscape, places: Sequence[Place]) -> Change:
    """Make a bank slope gently, with reeds and herbs."""
    lines = lines_within(landscape, places)
    width_m = landscape.assumptions["measures.natural_bank_width_m"]
    strips = [Place(shapely.buffer(line, width_m, cap_style="flat")) for line in lines]
    cover = Cover(
        cover_class="bank",
        theme="water_support",
        takes=("bank", "verge", "grassland", "planting"),
    )
    cut = laid(landscape, strips, cover, name="natural_bank")
    depth_m = landscape.assumptions["measures.natural_bank_depth_m"]
    changed = lowered(cut.landscape, cut.pieces, depth_m)
    length_m = sum(line.length for line in lines)
    return Change(changed, works("natural_bank", length_m) if cut.pieces else ())


def _dug(
    landscape: Landscape, places: Sequence[Place], cover: Cover, name: str
) -> Change:
    """Dig a basin of the usual depth and give it a cover."""
    cut = laid(landscape, places, cover, name=name)
    depth_m = landscape.assumptions[f"measures.{name}_depth_m"]
    changed = lowered(cut.landscape, cut.pieces, depth_m)
    return Change(changed, works(name, cut.area_m2) if cut.pieces else ())
