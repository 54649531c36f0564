"""The map of a design: where each measure of a plan comes."""

from collections.abc import Iterator

import numpy as np
import shapely

from werklandschap.core.text import Language
from werklandschap.landscape import Landscape
from werklandschap.measures import Family
from werklandschap.report.map import frame_furniture, surroundings
from werklandschap.report.paths import (
    FOOT_MM,
    UNITS_PER_MM,
    Frame,
    Geometries,
    dots_path,
    polygon_path,
)
from werklandschap.study.business_case import Planned

WIDTH_MM = 170.0
_LEAST_MM, _MOST_MM = 80.0, 175.0
_LINE_MM, _DOT_MM = 0.9, 1.8

COLOURS = {
    Family.ROOFS: "#7aa63c",
    Family.FACADES: "#4f7f2a",
    Family.SOIL: "#c79a4b",
    Family.WATER: "#3c7fb5",
    Family.TREES: "#1f5a43",
    Family.NATURE: "#9cbf5f",
    Family.COMFORT: "#b5637a",
    Family.ENERGY: "#e0a800",
    Family.MOBILITY: "#8b5a8c",
    Family.SPACE: "#7d6b5d",
    Family.CIRCULARITY: "#5c8a8a",
}


def design_map(
    planned: Planned, landscape: Landscape | None, language: Language
) -> tuple[str, list[Family]] | None:
    """Draw where the measures of a plan come.

    Parameters
    ----------
    planned : Planned
        With places.
    landscape : Landscape, optional
        For the outline and what is around.
    language : {"nl", "en"}
        Of the scale bar.

    Returns
    -------
    tuple of (str, list of Family) or None
        The drawing, and the families in it; None where no place is known.
    """
    shapes = [place.geometry for part in planned.parts for place in part.places]
    if not shapes:
        return None
    outline = (
        np.array([shapely.union_all(shapes).envelope])
        if landscape is None
        else np.asarray(landscape.parks.geometry.values)
    )
    frame = _frame(outline)
    layers = list(surroundings(landscape, frame)) if landscape is not None else []
    families = [family for family in Family if _of(planned, family)]
    for family in families:
        layers += _drawn(_of(planned, family), COLOURS[family], frame)
    layers.append(frame_furniture(outline, frame, language))
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" '
        f'viewBox="0 0 {frame.width} {frame.height}">'
        f'<rect width="{frame.width}" height="{frame.height}" fill="#fcfbf9"/>'
        f"{''.join(layers)}</svg>"
    )
    return svg, families


def _frame(outline: Geometries) -> Frame:
    bounds = shapely.total_bounds(outline)
    west, south, east, north = bounds.tolist()
    shape = (north - south) / max(east - west, 1.0)
    height = min(_MOST_MM, max(_LEAST_MM, WIDTH_MM * shape + FOOT_MM))
    return Frame.around((west, south, east, north), width_mm=WIDTH_MM, height_mm=height)


def _of(planned: Planned, family: Family) -> list[shapely.Geometry]:
    return [
        place.geometry
        for part in planned.parts
        if part.kind.family is family
        for place in part.places
    ]


def _drawn(shapes: list[shapely.Geometry], colour: str, frame: Frame) -> Iterator[str]:
    parts = shapely.get_parts(shapely.get_parts(np.array(shapes, object)))
    dimension = shapely.get_dimensions(parts)
    if len(areas := parts[dimension == 2]):
        yield (
            f'<path d="{polygon_path(areas, frame)}" fill="{colour}" '
            f'fill-opacity="0.85" stroke="{colour}" stroke-width="4"/>'
        )
    if len(lines := parts[dimension == 1]):
        band = shapely.buffer(
            lines, _LINE_MM / 2 * UNITS_PER_MM * frame.metres_per_unit
        )
        yield f'<path d="{polygon_path(band, frame)}" fill="{colour}"/>'
    if len(points := parts[dimension == 0]):
        size = _DOT_MM * UNITS_PER_MM
        start = (
            f'<path d="{dots_path(points, frame)}" fill="none" stroke-linecap="round"'
        )
        yield f'{start} stroke="#fff" stroke-width="{size + 8:g}"/>'
        yield f'{start} stroke="{colour}" stroke-width="{size:g}"/>'
