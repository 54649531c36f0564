"""Maps of what simulations found: cells in classes, on a readable base."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely

from werklandschap.core.text import Language, Text
from werklandschap.core.units import Unit
from werklandschap.geo.burn import burn
from werklandschap.geo.grids import Cells, Grid
from werklandschap.report import palette
from werklandschap.report.class_pictures import (
    Codes,
    MapClass,
    class_swatch,
    dots_of,
    picture,
)
from werklandschap.report.map import frame_furniture, surroundings
from werklandschap.report.numbers import notation, unit_mark
from werklandschap.report.paths import Frame, polygon_path
from werklandschap.report.water_words import how_often
from werklandschap.study.outcome import ParkScan

_WIDTH_MM, _HEIGHT_MM = 170.0, 92.0
"""Two fit on a page, with their legends."""


@dataclass(frozen=True, slots=True)
class SimulatedMap:
    """One map: of which grid, with which classes, and how it is told."""

    layer: str
    title: Text
    alt: Text
    note: Text
    classes: tuple[MapClass, ...]


HEAT_CLASSES = (
    MapClass(-99.0, "#4575b4", "dots", Text("koeler dan 23 °C", "cooler than 23 °C")),
    MapClass(23.0, "#abd9e9", "", Text("23–29 °C: licht", "23–29 °C: slight")),
    MapClass(29.0, "#ffffbf", "", Text("29–35 °C: matig", "29–35 °C: moderate")),
    MapClass(35.0, "#fdae61", "lines", Text("35–41 °C: sterk", "35–41 °C: strong")),
    MapClass(41.0, "#d73027", "dense", Text("41–46 °C: extreem", "41–46 °C: extreme")),
    MapClass(46.0, "#7f0018", "cross", Text("46 °C en meer", "46 °C and more")),
)
DEPTH_CLASSES = (
    MapClass(0.05, "#deebf7", "", Text("5–10 cm", "5–10 cm")),
    MapClass(0.10, "#b0d2e8", "dots", Text("10–15 cm", "10–15 cm")),
    MapClass(0.15, "#7db8da", "", Text("15–20 cm", "15–20 cm")),
    MapClass(0.20, "#4a94c6", "lines", Text("20–25 cm", "20–25 cm")),
    MapClass(0.25, "#2070b4", "dense", Text("25–30 cm", "25–30 cm")),
    MapClass(0.30, "#08306b", "cross", Text("30 cm en dieper", "30 cm and deeper")),
)
MAPS = (
    SimulatedMap(
        "pet",
        Text("Hoe heet een hete middag voelt", "How hot a hot afternoon feels"),
        Text(
            "Kaart van de gevoelstemperatuur van {name}. {classes}.",
            "Map of the felt temperature of {name}. {classes}.",
        ),
        Text(
            "Gevoelstemperatuur (PET), gemiddeld van 12 tot 18 uur op een dag als 1 juli "
            "2015. Percentages van de grond buiten gebouwen. Berekend, niet gemeten.",
            "Felt temperature (PET), mean from 12 to 18 h on a day like 1 July 2015. "
            "Percentages of the ground outside buildings. Calculated, not measured.",
        ),
        HEAT_CLASSES,
    ),
    SimulatedMap(
        "flood_70",
        Text("Waar water blijft staan na 70 mm", "Where water stays after 70 mm"),
        Text(
            "Kaart van de waterdiepte in {name} na 70 mm regen in een uur. {classes}.",
            "Map of the depth of water in {name} after 70 mm of rain in an hour. "
            "{classes}.",
        ),
        Text(
            "Grootste diepte na 70 mm in een uur. Berekend met de hoogte van het "
            "maaiveld; drempels, kolken en leidingen zijn niet ingemeten.",
            "Greatest depth after 70 mm in an hour. Calculated from the height of the "
            "ground; thresholds, gullies and sewers were not surveyed.",
        ),
        DEPTH_CLASSES,
    ),
)


_ASSUMED_HEIGHTS = Text(
    "Let op: hier zijn geen hoogtes gemeten. Gebouwen en bomen zijn zo hoog als in de "
    "registers staat of als wij aannemen.",
    "Note: no heights were measured here. Buildings and trees are as high as registers "
    "say or as we assume.",
)


_USUAL_CELL_M = 1.0
_COARSE = Text("Berekend in cellen van {size} m.", "Calculated in cells of {size} m.")


def simulated_maps(park: ParkScan, language: Language) -> list[dict[str, Any]]:
    """Gather the maps of what was simulated of a park, those that there are.

    Parameters
    ----------
    park : ParkScan
        The park.
    language : {"nl", "en"}
        The language of the words around them.
    """
    return [
        _one(each, grid, park, language)
        for each in MAPS
        if (grid := getattr(park.landscape, each.layer)) is not None
    ]


def _one(
    each: SimulatedMap, grid: Grid, park: ParkScan, language: Language
) -> dict[str, Any]:
    outline = park.landscape.parks.geometry.loc[[park.park_id]]
    frame = Frame.around(
        tuple(outline.total_bounds), width_mm=_WIDTH_MM, height_mm=_HEIGHT_MM
    )
    is_inside = burn(list(outline.values), grid.definition) >= 0
    code = coded(grid.values[is_inside & np.isfinite(grid.values)], each.classes)
    shares = shares_of(code, len(each.classes))
    told = ", ".join(
        f"{found.label.in_language(language)}: {_per_cent(share, language)}"
        for found, share in zip(each.classes, shares, strict=True)
        if share > 0
    )
    caveat = _caveat(each.layer, park, language)
    notes = (
        each.note.in_language(language),
        how_often(each.layer, language),
        _coarseness(grid, language),
    )
    alt = each.alt.in_language(language).format(name=park.name, classes=told)
    return {
        "layer": each.layer,
        "title": each.title.in_language(language),
        "note": " ".join(filter(None, (caveat, *notes))),
        "alt": " ".join(filter(None, (alt, caveat))),
        "svg": _drawing(grid, each.classes, park, frame, language),
        "legend": [
            {
                "svg": class_swatch(each.classes, number),
                "label": found.label.in_language(language),
                "share": _per_cent(share, language),
            }
            for number, (found, share) in enumerate(
                zip(each.classes, shares, strict=True), start=1
            )
        ],
    }


def _caveat(layer: str, park: ParkScan, language: Language) -> str:
    """Say that heights were assumed, on maps of which shade decides."""
    is_assumed = "surface_m" in park.landscape.simulated_without
    return (
        _ASSUMED_HEIGHTS.in_language(language) if layer == "pet" and is_assumed else ""
    )


def _coarseness(grid: Grid, language: Language) -> str:
    """Tell the size of cells that are larger than usual."""
    cell_m = grid.definition.cell_m
    if cell_m <= _USUAL_CELL_M:
        return ""
    size = notation(cell_m, decimals=0, language=language)
    return _COARSE.in_language(language).format(size=size)


def coded(values: Cells, classes: Sequence[MapClass]) -> Codes:
    """Tell the class of each cell, from 1; 0 where there is none.

    Parameters
    ----------
    values : array
        The cells; NaN where nothing is known.
    classes : sequence of MapClass
        The classes, from low to high.
    """
    bounds = [found.from_value for found in classes]
    code: Codes = np.digitize(np.nan_to_num(values, nan=-999.0), bounds)
    return code


def shares_of(code: Codes, number: int) -> list[float]:
    """Tell which part of the cells has each of so many classes."""
    counts = np.bincount(code, minlength=number + 1)
    return [float(count) / max(1, len(code)) for count in counts[1:]]


def _per_cent(share: float, language: Language) -> str:
    number = notation(
        100 * share, decimals=0 if share >= 0.01 else 1, language=language
    )
    return number + unit_mark(Unit.SHARE, language)


def _drawing(
    grid: Grid,
    classes: Sequence[MapClass],
    park: ParkScan,
    frame: Frame,
    language: Language,
) -> str:
    outline = np.asarray(park.landscape.parks.geometry.loc[[park.park_id]].values)
    dots = dots_of(frame)
    is_inside = burn(list(outline), dots) >= 0
    codes = np.where(is_inside, coded(grid.on(dots).values, classes), 0)
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" '
        f'viewBox="0 0 {frame.width} {frame.height}">'
        f'<rect width="{frame.width}" height="{frame.height}" fill="#fcfbf9"/>'
        f"{''.join(surroundings(park.landscape, frame))}"
        f'<image width="{frame.width}" height="{frame.height}" '
        f'image-rendering="optimizeSpeed" href="{picture(codes, classes)}"/>'
        f"{_buildings(park, frame)}{frame_furniture(outline, frame, language)}</svg>"
    )


def _buildings(park: ParkScan, frame: Frame) -> str:
    buildings = park.landscape.buildings
    if buildings is None or buildings.empty:
        return ""
    seen = buildings.sindex.query(shapely.box(*frame.bounds_m))
    clipped = shapely.clip_by_rect(buildings.geometry.values[seen], *frame.bounds_m)
    parts = shapely.get_parts(shapely.get_parts(clipped))
    path = polygon_path(parts[shapely.get_type_id(parts) == 3], frame)
    return (
        f'<path d="{path}" fill="{palette.FADED_BUILDING}" fill-rule="evenodd" '
        f'stroke="{palette.MUTED}" stroke-width="2"/>'
    )
