"""Measures for people outdoors: shade, a walk, a place to meet."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
import shapely
from geopandas import GeoDataFrame

from werklandschap.core.text import Text
from werklandschap.core.units import Unit
from werklandschap.landscape import PATHS, Landscape
from werklandschap.measures._building_pools import per_building
from werklandschap.measures._declare import measure
from werklandschap.measures._ground import Cover, laid, open_to
from werklandschap.measures._line_pools import strips
from werklandschap.measures._on_buildings import at_buildings, one_each
from werklandschap.measures._placed import added, works
from werklandschap.measures._pools import greens, hot_walks
from werklandschap.measures._rules import (
    is_known,
    no_cables,
    no_monument,
    present_use_is_known,
    wide_enough,
)
from werklandschap.measures._shapes import lines_within, shapes_of
from werklandschap.measures._words import Change, Family, Party, Place


@measure(
    label=Text("Schaduwdoek of pergola", "Shade sail or pergola"),
    family=Family.COMFORT,
    unit=Unit.SQUARE_METRE,
    consent=(),
    pool=lambda landscape: _sail_grounds(landscape),
    rules=(is_known("pet_degc"), no_cables),
    is_reversible=True,
)
def shade_sail(landscape: Landscape, places: Sequence[Place]) -> Change:
    """Span a sail or build a pergola over where people walk and stay."""
    pieces = open_to(landscape, places)
    height_m = landscape.assumptions["measures.shade_sail_height_m"]
    changed = added(
        landscape,
        "shade_objects",
        pieces,
        name="shade_sail",
        columns={"height_m": height_m, "power_kwp": 0.0},
    )
    area_m2 = sum(piece.area for piece in pieces)
    return Change(changed, works("shade_sail", area_m2) if pieces else ())


def _sail_grounds(landscape: Landscape) -> GeoDataFrame:
    """Take of each hot path a piece as large as a sail."""
    pool = hot_walks(landscape)
    if pool.empty:
        return pool
    shapes = shapes_of(pool)
    half_m = np.sqrt(landscape.assumptions["measures.shade_sail_m2"]) / 2
    middle = shapely.point_on_surface(shapes)
    around = shapely.buffer(middle, half_m, cap_style="square")
    return pool.set_geometry(shapely.intersection(shapes, around), crs=pool.crs)


@measure(
    label=Text("Buitenzonwering", "Outdoor sun screens"),
    family=Family.COMFORT,
    unit=Unit.SQUARE_METRE,
    consent=(Party.TENANT,),
    pool=per_building("glass_m2"),
    rules=(no_monument, present_use_is_known),
    is_reversible=True,
    not_measured=Text(
        "Hoe koel het binnen blijft, meet nog geen indicator.",
        "How cool it stays indoors is not measured by an indicator yet.",
    ),
)
def sun_screen(landscape: Landscape, places: Sequence[Place]) -> Change:
    """Hang screens before windows."""
    return at_buildings(landscape, places, "glass_m2", name="sun_screen")


@measure(
    label=Text("Buitenwerkplek", "Place to work and meet outdoors"),
    family=Family.COMFORT,
    unit=Unit.COUNT,
    consent=(Party.COLLECTIVE,),
    pool=greens,
    rules=(wide_enough("measures.narrowest_wadi_m"),),
    is_reversible=True,
    not_measured=Text(
        "Plekken om buiten te werken telt nog geen indicator.",
        "Places to work outdoors are not counted by an indicator yet.",
    ),
)
def meeting_place(landscape: Landscape, places: Sequence[Place]) -> Change:
    """Make a place with benches and a table to work and meet outdoors."""
    return one_each(landscape, places, name="meeting_place")


@measure(
    label=Text("Ommetje", "Walking path"),
    family=Family.COMFORT,
    unit=Unit.METRE,
    consent=(Party.COLLECTIVE,),
    pool=strips,
    rules=(wide_enough("measures.path_width_m"), no_cables),
)
def walking_path(landscape: Landscape, places: Sequence[Place]) -> Change:
    """Lay a path of half-open paving for a walk."""
    lines = lines_within(landscape, places)
    half_m = landscape.assumptions["measures.path_width_m"] / 2
    beds = [Place(shapely.buffer(line, half_m, cap_style="flat")) for line in lines]
    cover = Cover(cover_class="semi_paving", theme="road", function="voetpad")
    cut = laid(landscape, beds, cover, name="walking_path")
    if not cut.pieces:
        return Change(landscape)
    length_m = sum(line.length for line in lines)
    return Change(_walked(cut.landscape, lines), works("walking_path", length_m))


def _walked(landscape: Landscape, lines: Sequence[shapely.Geometry]) -> Landscape:
    """Add the lines to the paths, where paths are known."""
    known = landscape.paths
    if known is None:
        return landscape
    first = int(known.index.str.startswith("walking_path:").sum())
    keys = [f"walking_path:{first + n}" for n in range(len(lines))]
    index = pd.Index(keys, name=PATHS.key, dtype="str")
    rows = GeoDataFrame(
        {"kind": "footway"}, geometry=list(lines), crs=known.crs, index=index
    )
    both = GeoDataFrame(pd.concat([known, PATHS.complete(rows)]), crs=known.crs)
    return landscape.having(paths=PATHS.complete(both))
