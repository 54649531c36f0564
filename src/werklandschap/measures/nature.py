"""Measures for nature: flowers, hedges, shrubs, places to nest and dark nights."""

from collections.abc import Sequence

import shapely

from werklandschap.core.text import Text
from werklandschap.core.units import Unit
from werklandschap.landscape import Landscape
from werklandschap.measures._building_pools import each_building
from werklandschap.measures._declare import measure
from werklandschap.measures._ground import Cover, laid, open_to, raised
from werklandschap.measures._line_pools import strips
from werklandschap.measures._on_buildings import one_each
from werklandschap.measures._placed import fixed, works
from werklandschap.measures._pools import compact_yards, greens, lawns, streets, unused
from werklandschap.measures._rules import (
    no_cables,
    plan_allows,
    present_use_is_known,
    trucks_can_turn,
    wide_enough,
)
from werklandschap.measures._shapes import lines_within
from werklandschap.measures._words import Change, Family, Party, Place

_SPECIES = Text(
    "Welke soorten er komen, meet nog geen indicator.",
    "Which species come is not measured by an indicator yet.",
)
_M2_PER_HA = 10_000.0


@measure(
    label=Text("Bloemrijk grasland", "Flower meadow"),
    family=Family.NATURE,
    unit=Unit.SQUARE_METRE,
    consent=(Party.COLLECTIVE,),
    pool=lawns,
    not_measured=_SPECIES,
)
def flower_meadow(landscape: Landscape, places: Sequence[Place]) -> Change:
    """Sow lawns with native flowers, and mow and take away once or twice a year."""
    cover = Cover(
        cover_class="grassland",
        theme="vegetated",
        function="bloemrijk grasland",
        takes=("grassland", "verge", "unpaved", "planting"),
    )
    return _sown(landscape, places, cover, "flower_meadow")


@measure(
    label=Text("Ecologisch beheer in plaats van gazon", "Ecological upkeep"),
    family=Family.NATURE,
    unit=Unit.SQUARE_METRE,
    consent=(Party.COLLECTIVE,),
    pool=lawns,
    is_reversible=True,
    not_measured=_SPECIES,
)
def ecological_upkeep(landscape: Landscape, places: Sequence[Place]) -> Change:
    """Mow lawns less, and take away what was mown."""
    areas = [sum(p.area for p in open_to(landscape, [place])) for place in places]
    return fixed(landscape, places, areas, name="ecological_upkeep")


@measure(
    label=Text("Inheemse haag", "Native hedge"),
    family=Family.NATURE,
    unit=Unit.METRE,
    consent=(),
    pool=strips,
    rules=(wide_enough("measures.narrowest_site_m"), no_cables),
)
def hedge(landscape: Landscape, places: Sequence[Place]) -> Change:
    """Plant a hedge of native shrubs."""
    limits, lines = landscape.assumptions, lines_within(landscape, places)
    half_m = limits["measures.hedge_width_m"] / 2
    beds = [Place(shapely.buffer(line, half_m, cap_style="flat")) for line in lines]
    cover = Cover(cover_class="hedgerow", theme="vegetated")
    cut = laid(landscape, beds, cover, name="hedge")
    grown = raised(cut.landscape, cut.pieces, limits["measures.hedge_height_m"])
    length_m = sum(line.length for line in lines)
    return Change(grown, works("hedge", length_m) if cut.pieces else ())


@measure(
    label=Text("Vak met heesters en vaste planten", "Bed of shrubs and perennials"),
    family=Family.NATURE,
    unit=Unit.SQUARE_METRE,
    consent=(),
    pool=compact_yards,
    rules=(trucks_can_turn, no_cables),
)
def shrub_bed(landscape: Landscape, places: Sequence[Place]) -> Change:
    """Plant shrubs and perennials."""
    cover = Cover(cover_class="shrubs", theme="vegetated")
    return _sown(landscape, places, cover, "shrub_bed")


@measure(
    label=Text("Nestkast", "Nest box"),
    family=Family.NATURE,
    unit=Unit.COUNT,
    consent=(),
    pool=each_building,
    is_reversible=True,
    not_measured=_SPECIES,
)
def nest_box(landscape: Landscape, places: Sequence[Place]) -> Change:
    """Hang a box for birds on buildings."""
    return one_each(landscape, places, name="nest_box")


@measure(
    label=Text("Vleermuiskast", "Bat box"),
    family=Family.NATURE,
    unit=Unit.COUNT,
    consent=(),
    pool=each_building,
    is_reversible=True,
    not_measured=_SPECIES,
)
def bat_box(landscape: Landscape, places: Sequence[Place]) -> Change:
    """Hang a box for bats on buildings, high and in the dark."""
    return one_each(landscape, places, name="bat_box")


@measure(
    label=Text("Insectenvoorziening", "Insect shelter"),
    family=Family.NATURE,
    unit=Unit.COUNT,
    consent=(),
    pool=greens,
    is_reversible=True,
    not_measured=_SPECIES,
)
def insect_shelter(landscape: Landscape, places: Sequence[Place]) -> Change:
    """Put up a shelter for insects, in the sun and near flowers."""
    return one_each(landscape, places, name="insect_shelter")


@measure(
    label=Text("Faunavriendelijke verlichting", "Lighting that is kind to fauna"),
    family=Family.NATURE,
    unit=Unit.COUNT,
    consent=(Party.COLLECTIVE,),
    pool=streets,
    rules=(present_use_is_known,),
    is_reversible=True,
    not_measured=Text(
        "Hoe donker de nacht is, meet nog geen indicator.",
        "How dark the night is is not measured by an indicator yet.",
    ),
)
def fauna_lighting(landscape: Landscape, places: Sequence[Place]) -> Change:
    """Replace lamps by ones that disturb animals less."""
    return one_each(landscape, places, name="fauna_lighting")


@measure(
    label=Text("Tijdelijke natuur op braak terrein", "Temporary nature"),
    family=Family.NATURE,
    unit=Unit.HECTARE,
    consent=(),
    pool=unused,
    rules=(plan_allows, present_use_is_known),
    not_measured=_SPECIES,
)
def temporary_nature(landscape: Landscape, places: Sequence[Place]) -> Change:
    """Let nature have unused ground until it is built on."""
    cover = Cover(
        cover_class="grassland",
        theme="vegetated",
        function="tijdelijke natuur",
        takes=("grassland", "arable", "unpaved", "sand", "planting", "verge"),
    )
    return _sown(landscape, places, cover, "temporary_nature", per_m2=_M2_PER_HA)


def _sown(
    landscape: Landscape,
    places: Sequence[Place],
    cover: Cover,
    name: str,
    *,
    per_m2: float = 1.0,
) -> Change:
    cut = laid(landscape, places, cover, name=name)
    if not cut.pieces:
        return Change(landscape)
    return Change(cut.landscape, works(name, cut.area_m2 / per_m2))
