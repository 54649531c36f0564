"""What a landscape does not know of itself: a small set of other ways it may be."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from werklandschap.core.registry import Registry
from werklandschap.core.text import Text
from werklandschap.landscape.ground import UNMAPPED, with_fractions
from werklandschap.landscape.landscape import Landscape
from werklandschap.parameters import Level


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another way the same place may be, as far as the data tell.

    ``touches`` names the layers that differ: a figure that uses none of them need not
    be measured again.
    """

    name: str
    label: Text
    touches: frozenset[str]
    apply: Callable[[Landscape], Landscape]


_OPPOSITE: Mapping[Level, Level] = MappingProxyType({"low": "high", "high": "low"})
_SIZES = (
    "scene.building_height_m",
    "scene.tree_height_m",
    "vegetation.crown_diameter_m",
)
"""Sizes of what casts shade, that count where none was measured."""

ALTERNATIVES: Registry[Alternative] = Registry("alternative")


def _unmapped_as(theme: str, cover_class: str) -> Callable[[Landscape], Landscape]:
    def apply(landscape: Landscape) -> Landscape:
        surfaces = landscape.surfaces
        if surfaces is None:
            return landscape
        is_unmapped = surfaces["cover_class"] == UNMAPPED
        filled = surfaces.assign(
            theme=surfaces["theme"].mask(is_unmapped, theme),
            cover_class=surfaces["cover_class"].mask(is_unmapped, cover_class),
        )
        return landscape.having(
            surfaces=with_fractions(filled, assumptions=landscape.assumptions)
        )

    return apply


def _cover_at(level: Level) -> Callable[[Landscape], Landscape]:
    def apply(landscape: Landscape) -> Landscape:
        if landscape.surfaces is None:
            return landscape
        assumptions = landscape.assumptions.at_level(level)
        surfaces = with_fractions(landscape.surfaces, assumptions=assumptions)
        return landscape.having(surfaces=surfaces)

    return apply


def _surface_raised(direction: int) -> Callable[[Landscape], Landscape]:
    def apply(landscape: Landscape) -> Landscape:
        if landscape.surface_m is None:
            return landscape
        error_m = direction * landscape.assumptions["ground.terrain_error_m"]
        raised = landscape.surface_m.values + error_m
        return landscape.having(surface_m=landscape.surface_m.with_values(raised))

    return apply


def _shade(level: Level) -> Callable[[Landscape], Landscape]:
    """Raise or lower all that casts shade, and let crowns reach less or more far down."""
    raised = _surface_raised(-1 if level == "low" else 1)

    def apply(landscape: Landscape) -> Landscape:
        assumptions = landscape.assumptions.with_level(level, *_SIZES)
        assumptions = assumptions.with_level(_OPPOSITE[level], "scene.crown_base_share")
        return raised(landscape).having(assumptions=assumptions)

    return apply


def _built(pick: Callable[[Landscape], int]) -> Callable[[Landscape], Landscape]:
    def apply(landscape: Landscape) -> Landscape:
        if landscape.buildings is None:
            return landscape
        years = landscape.buildings["built_year"].fillna(pick(landscape))
        return landscape.having(buildings=landscape.buildings.assign(built_year=years))

    return apply


def _assumed_at(level: Level) -> Callable[[Landscape], Landscape]:
    def apply(landscape: Landscape) -> Landscape:
        return landscape.having(assumptions=landscape.assumptions.at_level(level))

    return apply


def _oldest(landscape: Landscape) -> int:
    return int(landscape.assumptions["ground.oldest_built_year"])


def _youngest(landscape: Landscape) -> int:
    return landscape.on.year


def _add(
    name: str,
    nl: str,
    en: str,
    touches: str,
    apply: Callable[[Landscape], Landscape],
) -> None:
    layers = frozenset(touches.split())
    ALTERNATIVES.add(Alternative(name, Text(nl, en), layers, apply))


_add(
    "unmapped_paved",
    "alles wat niet is ingetekend is verharde weg",
    "all that is unmapped is paved road",
    "surfaces",
    _unmapped_as("road", "closed_paving"),
)
_add(
    "unmapped_green",
    "alles wat niet is ingetekend is groen",
    "all that is unmapped is green",
    "surfaces",
    _unmapped_as("vegetated", "planting"),
)
_add(
    "cover_low",
    "erven en andere gemengde grond zo weinig groen als denkbaar",
    "yards and other mixed ground as little green as plausible",
    "surfaces",
    _cover_at("low"),
)
_add(
    "cover_high",
    "erven en andere gemengde grond zo groen als denkbaar",
    "yards and other mixed ground as green as plausible",
    "surfaces",
    _cover_at("high"),
)
_add(
    "heights_low",
    "hoogtes lager, zoveel als de meting kan afwijken",
    "heights lower by the error of measurement",
    "surface_m",
    _surface_raised(-1),
)
_add(
    "heights_high",
    "hoogtes hoger, zoveel als de meting kan afwijken",
    "heights higher by the error of measurement",
    "surface_m",
    _surface_raised(1),
)
_add(
    "years_oldest",
    "panden zonder bouwjaar zo oud als denkbaar",
    "buildings without a year as old as plausible",
    "buildings",
    _built(_oldest),
)
_add(
    "years_youngest",
    "panden zonder bouwjaar van dit jaar",
    "buildings without a year as built this year",
    "buildings",
    _built(_youngest),
)
_add(
    "assumptions_low",
    "aannames aan de lage kant",
    "assumptions at their low end",
    "assumptions",
    _assumed_at("low"),
)
_add(
    "assumptions_high",
    "aannames aan de hoge kant",
    "assumptions at their high end",
    "assumptions",
    _assumed_at("high"),
)
_add(
    "shade_least",
    "alles zo laag en kronen zo hoog vanaf de grond als denkbaar",
    "all things as low and crowns as far from the ground as plausible",
    "surface_m assumptions",
    _shade("low"),
)
_add(
    "shade_most",
    "alles zo hoog en kronen zo dicht bij de grond als denkbaar",
    "all things as high and crowns as near the ground as plausible",
    "surface_m assumptions",
    _shade("high"),
)
