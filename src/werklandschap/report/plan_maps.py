"""What a plan changes on the map: pictures of before and after, side by side."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from werklandschap.core.text import Language, Text
from werklandschap.landscape import Landscape
from werklandschap.report import palette
from werklandschap.report.citations import attribution
from werklandschap.report.map import draw_map, map_sources
from werklandschap.report.map_words import legend, map_alt
from werklandschap.report.numbers import long_date
from werklandschap.report.paths import UNITS_PER_MM, Frame, polygon_path
from werklandschap.report.simulated_maps import simulated_maps
from werklandschap.report.typesetting import as_png
from werklandschap.report.words import WORDS
from werklandschap.store.lake import writing
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
    "Paarse lijnen: onderdelen van het plan.", "Purple lines: parts of the plan."
)
_PARTS_COLOUR = "#7a1fa2"


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
    title = _COVER.in_language(language)
    yield (
        "cover",
        common | _sides(plan, covers, language) | {"title": title, "note": ""},
    )
    maps = [simulated_maps(park, language) for park in worlds]
    for before, after in zip(*maps, strict=True):
        told = {"title": before["title"], "note": before["note"]}
        yield before["layer"], common | _sides(plan, [before, after], language) | told


def _common(plan: Plan, language: Language) -> Data:
    return {
        "language": language,
        "name": plan.name,
        "day_written": long_date(plan.on, language),
        "is_generated": plan.is_generated,
        "words": {name: text.in_language(language) for name, text in WORDS.items()},
        "palette": palette.FOR_TEMPLATES,
        "attribution": attribution(map_sources(plan.before), language),
        "legend_of_parts": _PARTS.in_language(language),
    }


def _sides(plan: Plan, maps: list[Data], language: Language) -> Data:
    before, after = maps
    drawn = after["svg"].replace("</svg>", f"{_parts(plan)}</svg>")
    return {
        "sides": [
            before | {"title": _BEFORE.in_language(language)},
            after | {"title": _AFTER.in_language(language), "svg": drawn},
        ]
    }


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
        landscape=world,
        plots=None,
    )


def _parts(plan: Plan) -> str:
    """Draw the outlines of all parts."""
    bounds = tuple(plan.before.parks.total_bounds)
    frame = Frame.around(bounds, width_mm=_WIDTH_MM, height_mm=_HEIGHT_MM)
    least_m = _SMALLEST_MM * UNITS_PER_MM * frame.metres_per_unit
    shapes = np.array([part.candidate.shape for part in plan.parts], object)
    bodies = shapely.get_parts(shapely.buffer(shapes, least_m / 2))
    return (
        f'<path d="{polygon_path(bodies, frame)}" fill="none" '
        f'stroke="{_PARTS_COLOUR}" stroke-width="{_SMALLEST_MM * UNITS_PER_MM / 2}"/>'
    )
