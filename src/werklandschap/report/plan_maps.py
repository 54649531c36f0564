"""What a plan changes on the map: pictures of before and after, side by side."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from werklandschap.core.text import Language, Text
from werklandschap.geo.burn import burn
from werklandschap.landscape import Landscape
from werklandschap.report import palette
from werklandschap.report.citations import attribution
from werklandschap.report.class_pictures import MapClass, dots_of, picture
from werklandschap.report.map import draw_map, map_sources
from werklandschap.report.map_words import legend, map_alt
from werklandschap.report.numbers import long_date
from werklandschap.report.paths import UNITS_PER_MM, Frame, polygon_path
from werklandschap.report.simulated_maps import MAPS, coded, simulated_maps
from werklandschap.report.typesetting import as_png
from werklandschap.report.words import WORDS
from werklandschap.store.lake import writing
from werklandschap.study.cloudburst import SHOWERS
from werklandschap.study.outcome import ParkScan
from werklandschap.study.plan.outcome import Plan

Data = dict[str, Any]

_WIDTH_MM, _HEIGHT_MM = 170.0, 92.0
"""As simulated maps are drawn."""

_DOTS_PER_INCH = 110.0
_SMALLEST_MM = 0.7
"""Parts are drawn at least so wide: a tree must be seen."""

_COVER = Text("Wat er ligt", "Ground cover")
_BEFORE = Text("Vandaag", "Today")
_AFTER = Text("Met het plan", "With the plan")
_PARTS = Text(
    "Vol van kleur en omlijnd: hier ligt een onderdeel van het plan. Vaal: blijft zoals het "
    "is.",
    "In full colour, outlined: a part of the plan lies here. Pale: stays as it is.",
)
_CHANGED = Text(
    "Vol van kleur: hier valt de uitkomst in een andere klasse. Vaal: in dezelfde.",
    "In full colour: here the outcome falls into another class. Pale: into the same.",
)
_DRY = Text(" Wit: minder dan 5 cm.", " White: less than 5 cm.")
_LINE_MM = 0.12
_LINE_COLOUR = "#16202a"
_VEIL_COLOUR, _VEIL_SHARE = "#ffffff", 0.62
"""How much of the colour is taken from ground that stays as it is: still readable."""

_MIST, _MIST_SHARE = MapClass(0.0, "#e4e7ea", "", Text("", "")), 0.78
"""The same for outcomes: grey, as their classes are pale themselves."""


def write_plan_maps(plan: Plan, folder: Path, *, language: Language) -> list[Path]:
    """Draw what a plan changes: ground cover, and heat and water if simulated.

    Parameters
    ----------
    plan : Plan
        The plan.
    folder : Path
        Where ``before_after_cover.png`` and others go.
    language : {"nl", "en"}
        Of the words.

    Returns
    -------
    list of Path
        The pictures; none where the plan has no parts.
    """
    if not plan.parts:
        return []
    files = []
    for name, data in _pictures(plan, language):
        files.append(folder / f"before_after_{name}.png")
        with writing(files[-1]) as temporary:
            picture = as_png("plan_map.typ", data, dots_per_inch=_DOTS_PER_INCH)
            temporary.write_bytes(picture)
    return files


def _pictures(plan: Plan, language: Language) -> Iterator[tuple[str, Data]]:
    common = _common(plan, language)
    worlds = [_as_park(plan, plan.before), _as_park(plan, plan.after)]
    covers = [_cover(park, language) for park in worlds]
    told = {
        "title": _COVER.in_language(language),
        "note": "",
        "legend_of_parts": _PARTS.in_language(language),
    }
    yield "cover", common | _sides(covers, _parts(plan), told, language)
    maps = [simulated_maps(park, language) for park in worlds]
    for before, after in zip(*maps, strict=True):
        legend_of_parts = _CHANGED.in_language(language)
        if before["layer"] in SHOWERS:
            legend_of_parts += _DRY.in_language(language)
        told = {
            "title": before["title"],
            "note": before["note"],
            "legend_of_parts": legend_of_parts,
        }
        veil = _unchanged(plan, before["layer"])
        yield before["layer"], common | _sides([before, after], veil, told, language)


def _common(plan: Plan, language: Language) -> Data:
    return {
        "language": language,
        "name": plan.name,
        "day_written": long_date(plan.on, language),
        "is_generated": plan.is_generated,
        "words": {name: text.in_language(language) for name, text in WORDS.items()},
        "palette": palette.FOR_TEMPLATES,
        "attribution": attribution(map_sources(plan.before), language),
    }


def _sides(maps: list[Data], veil: str, told: Data, language: Language) -> Data:
    """Put two maps side by side, what stays as it is below the same veil."""
    sides = [
        each
        | {
            "title": title.in_language(language),
            "svg": each["svg"].replace("</svg>", f"{veil}</svg>"),
        }
        for each, title in zip(maps, (_BEFORE, _AFTER), strict=True)
    ]
    return {**told, "sides": sides}


def _cover(park: ParkScan, language: Language) -> Data:
    drawn = draw_map(park, width_mm=_WIDTH_MM, height_mm=_HEIGHT_MM, language=language)
    return {
        "svg": drawn.svg,
        "alt": map_alt(park, drawn, language),
        "legend": legend(drawn, language),
    }


def _as_park(plan: Plan, world: Landscape) -> ParkScan:
    """Take a world for a park that was scanned, as maps are drawn of those."""
    return ParkScan(
        park_id=plan.park_id,
        name=plan.name,
        area_m2=float(world.parks.geometry.area.iloc[0]),
        estimates=(),
        landscape=world.having(simulated_without=plan.lacks),
        plots=None,
    )


def _frame(plan: Plan) -> Frame:
    bounds = tuple(plan.before.parks.total_bounds)
    return Frame.around(bounds, width_mm=_WIDTH_MM, height_mm=_HEIGHT_MM)


def _parts(plan: Plan) -> str:
    """Veil the park but for the parts of a plan, and outline those finely."""
    frame = _frame(plan)
    least_m = _SMALLEST_MM * UNITS_PER_MM * frame.metres_per_unit
    shapes = np.array([part.candidate.shape for part in plan.parts], object)
    bodies = shapely.union_all(shapely.buffer(shapes, least_m / 2))
    rest = shapely.difference(plan.before.parks.geometry.union_all(), bodies)
    veiled, lined = (
        polygon_path(shapely.get_parts([each]), frame) for each in (rest, bodies)
    )
    return (
        f'<path d="{veiled}" fill="{_VEIL_COLOUR}" fill-opacity="{_VEIL_SHARE}" '
        f'fill-rule="evenodd"/><path d="{lined}" fill="none" stroke="{_LINE_COLOUR}" '
        f'stroke-width="{_LINE_MM * UNITS_PER_MM:g}"/>'
    )


def _unchanged(plan: Plan, layer: str) -> str:
    """Veil the cells of the park that stay in their class."""
    frame = _frame(plan)
    dots = dots_of(frame)
    classes = next(each.classes for each in MAPS if each.layer == layer)
    before, after = (
        coded(getattr(world, layer).on(dots).values, classes)
        for world in (plan.before, plan.after)
    )
    inside = burn([plan.before.parks.geometry.union_all()], dots) >= 0
    same = np.where(inside & (before == after), 1, 0)
    opacity = np.full(same.shape, round(255 * _MIST_SHARE), np.uint8)
    veil = picture(same, (_MIST,), opacity=opacity)
    return f'<image width="{frame.width}" height="{frame.height}" href="{veil}"/>'
