"""The map of ground cover: one drawing for the report, the picture and the web."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import shapely
from geopandas import GeoDataFrame

from werklandschap.core.text import Language
from werklandschap.landscape import COVER_CLASSES, CoverClass, Landscape
from werklandschap.report import palette
from werklandschap.report.numbers import NARROW_SPACE, notation
from werklandschap.report.paths import (
    UNITS_PER_MM,
    Frame,
    Geometries,
    dots_path,
    polygon_path,
)
from werklandschap.report.patterns import PATTERNS, pattern_definition
from werklandschap.store import Provenance
from werklandschap.study.outcome import ParkScan

LAYERS_SHOWN = ("surfaces", "cover", "buildings", "roads", "water", "trees")

_FADED = (
    ("water", palette.FADED_WATER),
    ("roads", palette.FADED_ROAD),
    ("buildings", palette.FADED_BUILDING),
)
_SCALE_BARS_M = (10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000)
_SCALE_BAR_SHARE = 0.25
_TREE_M, _TREE_MM = 7.0, (0.4, 0.9)
_BOUNDARY_MM = 0.45
_SEAM_MM = 0.12
_SAMPLE_WIDTH, _SAMPLE_HEIGHT = 7 * UNITS_PER_MM, 4 * UNITS_PER_MM


@dataclass(frozen=True, slots=True)
class ParkMap:
    """A drawing of a park and what is needed to read it.

    ``classes`` holds the classes that are present, with the share of the park that
    each covers, largest first; ``sources`` the origin of what is drawn.
    """

    svg: str
    classes: tuple[tuple[CoverClass, float], ...]
    has_trees: bool
    sources: tuple[Provenance, ...]


def draw_map(
    park: ParkScan, *, width_mm: float, height_mm: float, language: Language
) -> ParkMap:
    """Draw the ground cover of a park, its surroundings faded.

    Parameters
    ----------
    park : ParkScan
        The park with its landscape; layers that it does not have are left out.
    width_mm, height_mm : float
        Size on paper. [mm]
    language : {"nl", "en"}
        Language of the scale bar.
    """
    landscape = park.landscape
    outline = landscape.parks.geometry.loc[[park.park_id]]
    frame = Frame.around(
        tuple(outline.total_bounds), width_mm=width_mm, height_mm=height_mm
    )
    surfaces = _surfaces_of(park)
    if surfaces is not None:
        corners = int(shapely.get_num_coordinates(surfaces.geometry.values).sum())
        frame = frame.for_corners(corners)
    covers = list(_classes(surfaces))
    layers = [
        "".join(surroundings(landscape, frame)),
        "".join(_cover(surfaces, [cover for cover, _ in covers], frame)),
        _trees(landscape.trees, outline.values, frame),
        frame_furniture(outline.values, frame, language),
    ]
    definitions = "".join(pattern_definition(cover.name) for cover, _ in covers)
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" '
        f'viewBox="0 0 {frame.width} {frame.height}"><defs>{definitions}</defs>'
        f'<rect width="{frame.width}" height="{frame.height}" fill="#fcfbf9"/>'
        f"{''.join(layers)}</svg>"
    )
    has_trees = landscape.trees is not None and not landscape.trees.empty
    return ParkMap(svg, tuple(covers), has_trees, map_sources(landscape))


def swatch(cover: CoverClass) -> str:
    """Draw the sample of a class for the legend: an SVG of 7 by 4 mm."""
    shape = f'<rect width="{_SAMPLE_WIDTH}" height="{_SAMPLE_HEIGHT}"'
    pattern = f'{shape} fill="url(#{cover.name})"/>' if cover.name in PATTERNS else ""
    return _sample(
        f"<defs>{pattern_definition(cover.name)}</defs>"
        f'{shape} fill="{cover.colour}"/>{pattern}'
        f'{shape} fill="none" stroke="{palette.MUTED}" stroke-width="3"/>'
    )


def frame_furniture(outline: Geometries, frame: Frame, language: Language) -> str:
    """Draw what every map has on top: the boundary, a scale bar and a north arrow."""
    return _boundary(outline, frame) + _scale_bar(frame, language) + _north_arrow(frame)


def tree_swatch() -> str:
    """Draw the sample of a tree for the legend: an SVG of 7 by 4 mm."""
    radius = _TREE_MM[1] * UNITS_PER_MM / 2
    return _sample(
        f'<circle cx="{_SAMPLE_WIDTH / 2:g}" cy="{_SAMPLE_HEIGHT / 2:g}" r="{radius:g}" '
        f'fill="{palette.CANOPY}"/>'
    )


def boundary_swatch() -> str:
    """Draw the sample of the park's boundary for the legend: an SVG of 7 by 4 mm."""
    return _sample(
        f'<path d="M0 {_SAMPLE_HEIGHT / 2:g}H{_SAMPLE_WIDTH}" '
        f'stroke="{palette.GREEN}" stroke-width="{_BOUNDARY_MM * UNITS_PER_MM:g}"/>'
    )


def _sample(body: str) -> str:
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" '
        f'viewBox="0 0 {_SAMPLE_WIDTH} {_SAMPLE_HEIGHT}">{body}</svg>'
    )


def _surfaces_of(park: ParkScan) -> GeoDataFrame | None:
    surfaces = park.landscape.surfaces
    return None if surfaces is None else surfaces[surfaces["park_id"] == park.park_id]


def _classes(surfaces: GeoDataFrame | None) -> Iterator[tuple[CoverClass, float]]:
    if surfaces is None or surfaces.empty:
        return
    areas = surfaces.area.groupby(surfaces["cover_class"]).sum()
    shares = (
        (areas / areas.sum()).sort_index().sort_values(ascending=False, kind="stable")
    )
    for name, share in shares.items():
        if share > 0:
            yield COVER_CLASSES[str(name)], float(share)


def surroundings(landscape: Landscape, frame: Frame) -> Iterator[str]:
    """Draw what is around: water, roads and buildings, faded."""
    for name, colour in _FADED:
        table: GeoDataFrame | None = getattr(landscape, name)
        if table is None or table.empty:
            continue
        seen = table.geometry.values[table.sindex.query(shapely.box(*frame.bounds_m))]
        clipped = shapely.clip_by_rect(seen, *frame.bounds_m)
        yield f'<path d="{polygon_path(_polygons(clipped), frame)}" fill="{colour}"/>'


def _cover(
    surfaces: GeoDataFrame | None, covers: list[CoverClass], frame: Frame
) -> Iterator[str]:
    if surfaces is None:
        return
    seam = _SEAM_MM * UNITS_PER_MM
    for cover in covers:
        chosen = surfaces.geometry.values[surfaces["cover_class"] == cover.name]
        edge = palette.INK if cover.name == "building" else cover.colour
        shape = polygon_path(_polygons(chosen), frame)
        yield (
            f'<g fill="{cover.colour}" stroke="{edge}" stroke-width="{seam:g}" '
            f'stroke-linejoin="round"><path id="all-{cover.name}" d="{shape}" '
            'fill-rule="evenodd"/></g>'
        )
        if cover.name in PATTERNS:
            yield f'<use href="#all-{cover.name}" fill="url(#{cover.name})"/>'


def _trees(trees: GeoDataFrame | None, outline: Geometries, frame: Frame) -> str:
    """Draw trees as dots of a crown's size, within what the eye can tell apart."""
    if trees is None or trees.empty:
        return ""
    seen = trees.geometry.values[trees.sindex.query(shapely.box(*frame.bounds_m))]
    inside = shapely.covers(shapely.union_all(np.asarray(outline)), np.asarray(seen))
    smallest, largest = (size * UNITS_PER_MM for size in _TREE_MM)
    size = min(largest, max(smallest, _TREE_M / frame.metres_per_unit))
    return _dots(seen[~inside], frame, palette.FADED_TREE, size) + _dots(
        seen[inside], frame, palette.CANOPY, size
    )


def _dots(points: Geometries, frame: Frame, colour: str, size: float) -> str:
    places = dots_path(points, frame)
    start = f'<path d="{places}" fill="none" stroke-linecap="round"'
    return (
        f'{start} stroke="#fff" stroke-opacity="0.6" stroke-width="{size + 4:g}"/>'
        f'{start} stroke="{colour}" stroke-width="{size:g}"/>'
    )


def _boundary(outline: Geometries, frame: Frame) -> str:
    shape = polygon_path(_polygons(np.asarray(outline)), frame)
    width = _BOUNDARY_MM * UNITS_PER_MM
    return (
        f'<path d="{shape}" fill="none" stroke="#fff" stroke-opacity="0.85" '
        f'stroke-width="{width * 2.2:g}" stroke-linejoin="round"/>'
        f'<path d="{shape}" fill="none" stroke="{palette.GREEN}" '
        f'stroke-width="{width:g}" stroke-linejoin="round"/>'
    )


def _scale_bar(frame: Frame, language: Language) -> str:
    room_m = frame.width * frame.metres_per_unit * _SCALE_BAR_SHARE
    fitting = [length for length in _SCALE_BARS_M if length <= room_m]
    length_m = fitting[-1] if fitting else _SCALE_BARS_M[0]
    length = length_m / frame.metres_per_unit
    x, y = 2 * UNITS_PER_MM, frame.height - 2.4 * UNITS_PER_MM
    number = notation(length_m, decimals=0, language=language)
    label = f"{number}{NARROW_SPACE}m"
    line = f"M{x} {y - 22:g}v22h{length:.0f}v-22"
    return (
        f'<path d="{line}" fill="none" stroke="#fff" stroke-width="16"/>'
        f'<path d="{line}" fill="none" stroke="{palette.INK}" stroke-width="6"/>'
        + _halo(label, x + length / 2, y - 12, 52)
    )


def _north_arrow(frame: Frame) -> str:
    x, y = frame.width - 3.5 * UNITS_PER_MM, frame.height - 2 * UNITS_PER_MM
    arrow = f"M{x:g} {y - 84:g}l26 84l-26 -18l-26 18z"
    return (
        f'<path d="{arrow}" fill="{palette.INK}" stroke="#fff" stroke-width="8" '
        'paint-order="stroke"/>' + _halo("N", x - 54, y - 18, 56)
    )


def _halo(text: str, x: float, y: float, size: float) -> str:
    return (
        f'<text x="{x:g}" y="{y:g}" font-family="Libertinus Serif" '
        f'font-size="{size:g}" text-anchor="middle" fill="{palette.INK}" stroke="#fff" '
        f'stroke-width="14" stroke-linejoin="round" paint-order="stroke">{text}</text>'
    )


def _polygons(geometries: Geometries) -> Geometries:
    """Take the polygons out of whatever clipping made of them."""
    parts = shapely.get_parts(geometries)
    parts = shapely.get_parts(parts)  # collections may hold multi-polygons
    polygons: Geometries = parts[shapely.get_type_id(parts) == 3]
    return polygons


def map_sources(landscape: Landscape) -> tuple[Provenance, ...]:
    """List the origins of the layers that a map shows, each once."""
    found = {
        (origin.source, origin.published): origin
        for layer in LAYERS_SHOWN
        for origin in landscape.provenance.get(layer, ())
    }
    return tuple(found[key] for key in sorted(found, key=str))
