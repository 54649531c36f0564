"""Measures on paving: open it, make it let water through."""

from collections.abc import Sequence

from werklandschap.core.text import Text
from werklandschap.core.units import Unit
from werklandschap.landscape import Landscape
from werklandschap.measures._declare import measure
from werklandschap.measures._ground import PAVED, Cover, laid, open_to
from werklandschap.measures._placed import added, works
from werklandschap.measures._pools import parking, walks, yards
from werklandschap.measures._rules import (
    no_cables,
    soil_is_known,
    trucks_can_turn,
)
from werklandschap.measures._words import Change, Family, Place


@measure(
    label=Text("Ontharden", "Depaving"),
    family=Family.SOIL,
    unit=Unit.SQUARE_METRE,
    consent=(),
    pool=yards,
    rules=(trucks_can_turn, no_cables),
)
def depaving(landscape: Landscape, places: Sequence[Place]) -> Change:
    """Take paving up and plant what comes free."""
    cover = Cover(cover_class="planting", theme="vegetated", takes=PAVED)
    cut = laid(landscape, places, cover, name="depaving")
    return _changed(cut.landscape, cut.area_m2, "depaving")


@measure(
    label=Text("Waterdoorlatende verharding", "Permeable paving"),
    family=Family.SOIL,
    unit=Unit.SQUARE_METRE,
    consent=(),
    pool=walks,
    rules=(soil_is_known, no_cables),
)
def permeable_paving(landscape: Landscape, places: Sequence[Place]) -> Change:
    """Lay paving that lets rain through to a bed of stones."""
    cover = Cover(cover_class="open_paving", takes=PAVED)
    return _with_store(landscape, places, cover, "permeable_paving")


@measure(
    label=Text("Groene parkeervakken", "Green parking bays"),
    family=Family.SOIL,
    unit=Unit.SQUARE_METRE,
    consent=(),
    pool=parking,
    rules=(soil_is_known,),
)
def green_parking(landscape: Landscape, places: Sequence[Place]) -> Change:
    """Lay parking bays of stones with grass between them."""
    cover = Cover(cover_class="semi_paving", takes=PAVED)
    return _with_store(landscape, places, cover, "green_parking")


@measure(
    label=Text("Infiltratiekratten", "Infiltration crates"),
    family=Family.SOIL,
    unit=Unit.SQUARE_METRE,
    consent=(),
    pool=parking,
    rules=(soil_is_known, no_cables),
)
def infiltration_crates(landscape: Landscape, places: Sequence[Place]) -> Change:
    """Dig crates in below paving, where rain waits until it has soaked away."""
    pieces = open_to(landscape, places)
    limits = landscape.assumptions
    changed = added(
        landscape,
        "ground_stores",
        pieces,
        name="infiltration_crates",
        columns={
            "storage_mm": limits["measures.infiltration_crates_storage_mm"],
            "inlet_mm_per_h": limits["measures.inlet_mm_per_h"],
        },
    )
    area_m2 = sum(piece.area for piece in pieces)
    return _changed(changed, area_m2, "infiltration_crates")


def _changed(landscape: Landscape, quantity: float, name: str) -> Change:
    return Change(landscape, works(name, quantity) if quantity else ())


def _with_store(
    landscape: Landscape, places: Sequence[Place], cover: Cover, name: str
) -> Change:
    """Lay another cover, with room for water below it."""
    cut = laid(landscape, places, cover, name=name)
    limits = landscape.assumptions
    changed = added(
        cut.landscape,
        "ground_stores",
        cut.pieces,
        name=name,
        columns={
            "storage_mm": limits[f"measures.{name}_storage_mm"],
            "inlet_mm_per_h": limits["measures.inlet_mm_per_h"],
        },
    )
    return _changed(changed, cut.area_m2, name)
