"""The lie of the land of a made-up business park: its outline, streets and blocks.

All measures are choices that make a plausible Dutch business park; none is a norm.
"""

import math
from dataclasses import dataclass, replace

import numpy as np
import shapely
from numpy.random import Generator
from shapely import LineString, MultiPolygon, Point, Polygon, affinity

CENTRE_M = (155_000.0, 463_000.0)
EDGE_M = 8.0
"""Width of the green or wet edge along the outline."""

ROUNDABOUT_M = 13.0
"""Outer radius of the carriageway of the roundabout at the entrance."""

_OUTER_PLOT_M = 72.0
_BLOCK_WIDTH_M = 190.0
_BEND_M = 28.0
_APPROACH_M = 400.0
_SMALLEST_BLOCK_M2 = 900.0
_ARC = 6
"""How many lines a quarter of a circle gets."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Street:
    """A street: its centre line and its profile, in metres from that line."""

    line: LineString
    kind: str
    half_road_m: float
    half_corridor_m: float

    def band(self, half_width_m: float) -> Polygon:
        """Return the ground within a distance of the centre line."""
        return self.line.buffer(half_width_m, quad_segs=_ARC, cap_style="flat")


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The plan of a park, in RD New.

    ``axis_rad`` is the direction of its long side; ``blocks`` is what is left to be
    issued between the streets and the green.
    """

    outline: Polygon
    axis_rad: float
    streets: tuple[Street, ...]
    cycle_path: LineString
    roundabout: Point
    green: Polygon
    pond: Polygon
    blocks: tuple[Polygon, ...]

    @property
    def corridor(self) -> Polygon | MultiPolygon:
        """The public ground of all streets together."""
        bands = [street.band(street.half_corridor_m) for street in self.streets]
        return shapely.union_all([*bands, self.circle(ROUNDABOUT_M + 5.0)])

    def circle(self, radius_m: float) -> Polygon:
        """Return a disc around the middle of the roundabout."""
        return self.roundabout.buffer(radius_m, quad_segs=8)


def lay_out(area_ha: float, centre_m: tuple[float, float], rng: Generator) -> Layout:
    """Draw a plan of a park of a given size."""
    axis_rad = math.radians(rng.uniform(8, 30))
    drawn = affinity.translate(_outline(area_ha * 10_000, axis_rad, rng), *centre_m)
    outline = shapely.transform(drawn, lambda xy: np.round(xy, 3))
    ring = _ring(outline)
    roundabout = _western_end(ring, axis_rad)
    streets = (
        _street(ring, "tertiary"),
        _street(_approach(roundabout, axis_rad), "tertiary"),
        *(
            _street(line, "unclassified")
            for line in _cross_streets(ring, axis_rad, rng)
        ),
    )
    bare = Layout(
        outline=outline,
        axis_rad=axis_rad,
        streets=streets,
        cycle_path=_cycle_path(ring, outline, axis_rad),
        roundabout=roundabout,
        green=Polygon(),
        pond=Polygon(),
        blocks=(),
    )
    return _issued(bare, rng)


def along(axis_rad: float) -> np.ndarray:
    """Return the unit vector of a direction."""
    return np.array([math.cos(axis_rad), math.sin(axis_rad)])


def _outline(area_m2: float, axis_rad: float, rng: Generator) -> Polygon:
    """Draw a rectangle with a bent south side, a cut corner and a step."""
    ratio = rng.uniform(1.45, 1.75)
    length, width = math.sqrt(area_m2 * ratio), math.sqrt(area_m2 / ratio)
    x, y = length / 2, width / 2
    sag, cut = rng.uniform(0.03, 0.07) * length, rng.uniform(0.12, 0.2) * length
    step, skew = rng.uniform(0.05, 0.09) * width, rng.uniform(-0.03, 0.03) * length
    step_at = rng.uniform(-0.25, 0.05) * length
    bend = np.linspace(-1, 1, 13)
    south = [(float(t) * x, -y + sag * (1 - float(t) ** 2)) for t in bend]
    corners = [
        *south,
        (x + skew, y - 0.6 * cut),
        (x + skew - cut, y),
        (step_at, y),
        (step_at - 0.4 * step, y - step),
        (-x - skew, y - step),
    ]
    shape = Polygon(corners)
    grow = math.sqrt(area_m2 / shape.area)
    shape = affinity.scale(shape, grow, grow, origin=(0, 0))
    return affinity.rotate(shape, axis_rad, origin=(0, 0), use_radians=True)


def _ring(outline: Polygon) -> LineString:
    """Draw the ring road: the outline moved inward, with its bends rounded."""
    inner = outline.buffer(-_OUTER_PLOT_M - _BEND_M, join_style="mitre")
    rounded = inner.buffer(_BEND_M, quad_segs=_ARC).simplify(0.3)
    return LineString(rounded.exterior.coords)


def _western_end(ring: LineString, axis_rad: float) -> Point:
    """Find the middle of the western reach of the ring."""
    middle = Polygon(ring).centroid
    far = np.array([middle.x, middle.y]) - _far_m(ring) * along(axis_rad)
    crossing = ring.intersection(LineString([(middle.x, middle.y), far]))
    return Point(shapely.get_coordinates(crossing)[0])


def _far_m(ring: LineString) -> float:
    """Tell how far is beyond the ring, whichever way one goes."""
    return max(2_000.0, float(ring.length))


def _approach(roundabout: Point, axis_rad: float) -> LineString:
    start = np.array([roundabout.x, roundabout.y])
    return LineString([start, start - _APPROACH_M * along(axis_rad)])


def _cycle_path(ring: LineString, outline: Polygon, axis_rad: float) -> LineString:
    """Lead cyclists from the eastern reach of the ring out of the park."""
    middle = Polygon(ring).centroid
    start = np.array([middle.x, middle.y])
    way = LineString([start, start + _far_m(ring) * along(axis_rad)])
    at_ring = shapely.get_coordinates(way.intersection(ring))[0]
    at_edge = shapely.get_coordinates(way.intersection(outline.exterior))[-1]
    return LineString([at_ring, at_edge + _APPROACH_M * along(axis_rad)])


def _cross_streets(
    ring: LineString, axis_rad: float, rng: Generator
) -> list[LineString]:
    """Cut the inside of the ring into blocks of about the same width."""
    inside = Polygon(ring)
    middle = inside.centroid
    local = affinity.rotate(inside, -axis_rad, origin=middle, use_radians=True)
    west, south, east, north = local.bounds
    blocks = max(2, round((east - west) / _BLOCK_WIDTH_M))
    lines = []
    for number in range(1, blocks):
        x = west + (east - west) * number / blocks + rng.uniform(-18, 18)
        lean = rng.uniform(-14, 14)
        line = LineString([(x - lean, south - 50), (x + lean, north + 50)])
        turned = affinity.rotate(line, axis_rad, origin=middle, use_radians=True)
        lines.append(turned.intersection(inside))
    return [line for line in lines if isinstance(line, LineString)]


def _street(line: LineString, kind: str) -> Street:
    is_main = kind == "tertiary"
    return Street(
        line=line,
        kind=kind,
        half_road_m=3.5 if is_main else 3.0,
        half_corridor_m=9.0 if is_main else 6.5,
    )


def _issued(bare: Layout, rng: Generator) -> Layout:
    """Set ground apart for green, and call what is left blocks."""
    land = bare.outline.buffer(-EDGE_M, join_style="mitre").difference(
        shapely.union_all(
            [bare.corridor, bare.cycle_path.buffer(5.0, cap_style="flat")]
        )
    )
    inside = Polygon(bare.streets[0].line)
    inner = [part for part in shapely.get_parts(land) if part.within(inside)]
    home = inner[int(rng.integers(len(inner)))] if inner else bare.outline
    corner = min(
        shapely.points(shapely.get_coordinates(home.exterior)), key=lambda p: (p.y, p.x)
    )
    green = _blob(corner, rng.uniform(88, 102), rng).intersection(home)
    pond = _blob(green.representative_point(), 27.0, rng).intersection(
        green.buffer(-9.0)
    )
    blocks = [
        part
        for part in shapely.get_parts(land.difference(green))
        if part.area > _SMALLEST_BLOCK_M2
    ]
    ordered = sorted(blocks, key=lambda block: block.bounds)
    return replace(bare, green=green, pond=pond, blocks=tuple(ordered))


def _blob(middle: Point, radius_m: float, rng: Generator) -> Polygon:
    """Draw a round shape that no compass made."""
    angle = np.linspace(0, 2 * math.pi, 24, endpoint=False)
    wave = 1 + 0.12 * np.cos(2 * angle + rng.uniform(0, 6))
    wave += 0.07 * np.cos(3 * angle + rng.uniform(0, 6))
    around = np.stack([np.cos(angle), np.sin(angle)], axis=1)
    corners = np.array([middle.x, middle.y]) + radius_m * wave[:, None] * around
    return Polygon(corners)
