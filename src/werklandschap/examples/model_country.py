"""The model country: any number of cheap business parks, for tests of scale."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import shapely
from geopandas import GeoDataFrame
from numpy.random import Generator
from numpy.typing import NDArray
from shapely import Polygon

from werklandschap.landscape import COVER, PARKS, RIJKSDRIEHOEK

Floats = NDArray[np.float64]

_LAND_KM = (
    (20, 380), (58, 430), (68, 455), (85, 478), (100, 500), (110, 550), (130, 553),
    (155, 577), (185, 603), (240, 610), (274, 580), (266, 540), (250, 520), (266, 490),
    (252, 468), (244, 442), (206, 430), (205, 400), (211, 372), (203, 345), (200, 310),
    (182, 309), (180, 330), (186, 352), (165, 366), (135, 378), (85, 384), (74, 372),
    (50, 360), (22, 370),
)  # fmt: skip
_LAKE_KM = ((129, 505), (133, 545), (150, 563), (165, 545), (172, 522), (152, 506))
"""The Netherlands and the IJsselmeer, as roughly as the eye remembers them."""

_PLACE_M = 2_000.0
"""Every park has a square of this size for itself; the largest just fits."""

_MEDIAN_HA, _SPREAD, _SMALLEST_HA, _LARGEST_HA = 16.0, 1.0, 1.0, 150.0
_COLUMN_M, _CROSS_STREET_M, _COLUMNS_PER_BLOCK = 62.0, 12.0, 4
_ROWS_M = (72.0, 3.0, 7.0, 2.0, 72.0, 4.0)
"""From one back to the next: plots, verge, carriageway, pavement, plots, hedge."""

_ROWS = ("plot", "verge", "road", "pavement", "plot", "hedge")
_KINDS: dict[str, tuple[str, str, str | None]] = {
    "building": ("building", "building", None),
    "verge": ("road_support", "verge", "berm"),
    "road": ("road", "closed_paving", "rijbaan lokale weg"),
    "pavement": ("road", "open_paving", "voetpad"),
    "hedge": ("vegetated", "planting", None),
    "bricks": ("bare", "open_paving", None),
    "asphalt": ("bare", "closed_paving", None),
    "yard": ("bare", "yard", None),
    "grass": ("vegetated", "grassland", None),
    "unpaved": ("bare", "unpaved", None),
    "water": ("water", "water", None),
}
_REACH = 1.12
"""How far ground is drawn, as a share of the size of the park; its edge is uneven."""

_FLOORS = ("bricks", "bricks", "bricks", "yard", "asphalt", "grass", "unpaved", "water")
_FLOOR_CHANCES = (0.2, 0.2, 0.14, 0.2, 0.1, 0.1, 0.04, 0.02)
_BUILT_SHARE = 0.85


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CountryChunk:
    """Some parks of the model country, and what covers them and their surroundings."""

    parks: GeoDataFrame
    cover: GeoDataFrame


@dataclass(frozen=True, slots=True)
class _Pieces:
    """Quadrilaterals by kind; ``hole`` is the quadrilateral cut out, NaN for none."""

    corners: Floats
    hole: Floats
    kind: NDArray[np.str_]


def model_country(
    *, parks: int, seed: int = 1, parks_per_chunk: int = 100
) -> Iterator[CountryChunk]:
    """Make up parks all over the Netherlands, some at a time.

    Parameters
    ----------
    parks : int
        How many parks; about 8,000 fit.
    seed : int
        The country to draw.
    parks_per_chunk : int
        How many parks come at a time; a park is the same in every division, and only
        one chunk has to be in memory.

    Yields
    ------
    CountryChunk
        Tables ``parks`` and ``cover``. Per park the cover is a partition of a patch
        of ground that goes on a little beyond its outline: streets, plots, buildings
        and green, some ten surfaces to the hectare.

    Raises
    ------
    ValueError
        If there is no room for so many parks.
    """
    places = _places_for(parks, seed)
    for start in range(0, parks, parks_per_chunk):
        numbers = range(start, min(start + parks_per_chunk, parks))
        yield _chunk([(n, places[n]) for n in numbers], seed)


def model_outlines(*, parks: int, seed: int = 1) -> GeoDataFrame:
    """Give the parks of the model country without what covers them, which takes longest.

    Parameters
    ----------
    parks : int
        How many parks; about 8,000 fit.
    seed : int
        The country to draw.

    Returns
    -------
    GeoDataFrame
        Table ``parks``, the same as that of the chunks together. [m]

    Raises
    ------
    ValueError
        If there is no room for so many parks.
    """
    outlines = [
        _drawn(middle, _dice(seed, number)).outline
        for number, middle in enumerate(_places_for(parks, seed)[:parks])
    ]
    return _table(range(parks), outlines)


def _places_for(parks: int, seed: int) -> Floats:
    places = _places(seed)
    if parks > len(places):
        message = f"{parks} parks do not fit; there is room for {len(places)}"
        raise ValueError(message)
    return places


def _dice(seed: int, number: int) -> Generator:
    return np.random.default_rng([seed, 1, number])


def _places(seed: int) -> Floats:
    """Give each park a square on land, in an order of chance."""
    middles = _squares()
    order = np.random.default_rng([seed, 0]).permutation(len(middles))
    return middles[order]


def land() -> shapely.Geometry:
    """Sketch the Netherlands without the IJsselmeer, in metres of RD New."""
    sketch = Polygon(_LAND_KM).difference(Polygon(_LAKE_KM))
    return shapely.transform(sketch, lambda xy: xy * 1_000.0)


@cache
def _squares() -> Floats:
    ground = land()
    west, south, east, north = ground.bounds
    x, y = np.meshgrid(
        np.arange(west, east, _PLACE_M) + _PLACE_M / 2,
        np.arange(south, north, _PLACE_M) + _PLACE_M / 2,
    )
    on_land = shapely.contains_xy(ground, x, y)
    return np.stack([x[on_land], y[on_land]], axis=1)


def _chunk(numbered: list[tuple[int, Floats]], seed: int) -> CountryChunk:
    outlines, pieces = [], []
    for number, middle in numbered:
        rng = _dice(seed, number)
        drawn = _drawn(middle, rng)
        outlines.append(drawn.outline)
        pieces.append(drawn.placed(_ground(drawn.half, rng)))
    parks = _table([number for number, _ in numbered], outlines)
    return CountryChunk(parks=parks, cover=_cover(list(parks.index), pieces))


def _table(numbers: Sequence[int], outlines: list[Floats]) -> GeoDataFrame:
    parks = GeoDataFrame(
        {
            "name": [f"Modelterrein {each + 1} (gegenereerd)" for each in numbers],
            "kind": "B",
        },
        geometry=shapely.polygons(np.stack(outlines)),
        crs=RIJKSDRIEHOEK,
        index=[f"GEN{each + 1:06d}" for each in numbers],
    )
    return PARKS.complete(parks.rename_axis(PARKS.key))


def _cover(keys: list[str], found: list[_Pieces]) -> GeoDataFrame:
    corners = np.concatenate([pieces.corners for pieces in found])
    holes = np.concatenate([pieces.hole for pieces in found])
    kinds = np.concatenate([pieces.kind for pieces in found])
    shapes = shapely.polygons(corners)
    has_hole = ~np.isnan(holes[:, 0, 0])
    shapes[has_hole] = shapely.polygons(
        shapely.linearrings(corners[has_hole]),
        shapely.linearrings(holes[has_hole])[:, None],
    )
    names = [
        f"{key}-{number:05d}"
        for key, pieces in zip(keys, found, strict=True)
        for number in range(len(pieces.kind))
    ]
    columns = zip(*(_KINDS[kind] for kind in kinds.tolist()), strict=True)
    told = dict(zip(("theme", "cover_class", "function"), columns, strict=True))
    frame = GeoDataFrame(
        told | {"level": 0}, geometry=shapes, crs=RIJKSDRIEHOEK, index=names
    )
    return COVER.complete(frame.rename_axis(COVER.key))


@dataclass(frozen=True, slots=True)
class _Drawn:
    """Where a park lies, how large it is and which way it faces."""

    middle: Floats
    half: Floats
    axes: Floats
    outline: Floats

    def placed(self, pieces: _Pieces) -> _Pieces:
        """Bring pieces from the middle of a park to where it lies."""
        corners, hole = (
            np.round(self.middle + each @ self.axes, 3)
            for each in (pieces.corners, pieces.hole)
        )
        return _Pieces(corners, hole, pieces.kind)


def _drawn(middle: Floats, rng: Generator) -> _Drawn:
    """Draw the size, the direction and the outline of a park, in this order."""
    area_ha = _MEDIAN_HA * math.exp(_SPREAD * rng.standard_normal())
    area_m2 = 10_000 * min(max(area_ha, _SMALLEST_HA), _LARGEST_HA)
    ratio, turn = rng.uniform(1.0, 1.6), rng.uniform(0, math.pi)
    half = np.array([math.sqrt(area_m2 * ratio), math.sqrt(area_m2 / ratio)]) / 2
    cos, sin = math.cos(turn), math.sin(turn)
    axes = np.array([[cos, sin], [-sin, cos]])
    outline = np.round(middle + half * _outline(rng) @ axes, 3)
    return _Drawn(middle, half, axes, outline)


def _outline(rng: Generator) -> Floats:
    """Draw a rounded square of side about 2 with an uneven edge, of 36 corners."""
    corners = 36
    angle = (
        (np.arange(corners) + rng.uniform(-0.3, 0.3, corners)) * 2 * math.pi / corners
    )
    x, y = np.cos(angle), np.sin(angle)
    radius = (x**6 + y**6) ** (-1 / 6) * rng.uniform(0.93, 1.07, corners)
    return np.stack([x * radius, y * radius], axis=1)


def _ground(half: Floats, rng: Generator) -> _Pieces:
    """Divide the ground around a park into quadrilaterals that share their corners."""
    u, is_street = _columns(half[0])
    v, rows = _rows(half[1])
    grid = _warped(*np.meshgrid(u, v), rng)
    corners = np.stack(
        [grid[:-1, :-1], grid[:-1, 1:], grid[1:, 1:], grid[1:, :-1]], axis=2
    ).reshape(-1, 4, 2)
    kind = np.where(is_street, "road", rows[:, None]).ravel()
    # How near a piece comes to the middle, measured along the axes.
    nearest = np.maximum(corners.min(axis=1), -corners.max(axis=1)).clip(0.0)
    is_near = ((nearest / half) ** 6).sum(axis=1) < _REACH**6
    corners, kind = corners[is_near], kind[is_near]
    return _with_buildings(corners, kind, rng)


def _columns(half_m: float) -> tuple[Floats, NDArray[np.bool_]]:
    """Place the borders between columns, with a cross street after every block."""
    block = [_COLUMN_M] * _COLUMNS_PER_BLOCK + [_CROSS_STREET_M]
    widths = block * max(1, math.ceil(2 * (1.15 * half_m + 30) / sum(block)))
    edges = np.concatenate([[0.0], np.cumsum(widths)])
    return edges - edges[-1] / 2, np.array(widths) == _CROSS_STREET_M


def _rows(half_m: float) -> tuple[Floats, NDArray[np.str_]]:
    """Place the borders between rows."""
    repeats = max(1, math.ceil(2 * (1.15 * half_m + 30) / sum(_ROWS_M)))
    edges = np.concatenate([[0.0], np.cumsum(_ROWS_M * repeats)])
    return edges - edges[-1] / 2, np.array(_ROWS * repeats)


def _warped(u: Floats, v: Floats, rng: Generator) -> Floats:
    """Bend the grid a little, so that no two plots are alike."""
    a, b, c, d = rng.uniform(0, 2 * math.pi, 4)
    x = u + 9 * np.sin(v / 150 + a) + 3 * np.sin(u / 70 + b)
    y = v + 9 * np.sin(u / 190 + c) + 3 * np.sin(u / 80 + d)
    return np.stack([x, y], axis=-1)


def _with_buildings(corners: Floats, kind: NDArray[np.str_], rng: Generator) -> _Pieces:
    """Put a building on most plots, and cut its footprint out of the plot."""
    is_plot = kind == "plot"
    plots = np.flatnonzero(is_plot)
    kind = kind.astype("<U8")
    kind[plots] = rng.choice(_FLOORS, len(plots), p=_FLOOR_CHANCES)
    built = plots[
        (rng.uniform(size=len(plots)) < _BUILT_SHARE)
        & np.isin(kind[plots], ("bricks", "asphalt", "yard"))
    ]
    low = rng.uniform(0.08, 0.25, (len(built), 2))
    high = rng.uniform(0.55, 0.92, (len(built), 2))
    footprint = _inside(corners[built], low, high)
    hole = np.full_like(corners, np.nan)
    hole[built] = footprint
    return _Pieces(
        np.concatenate([corners, footprint]),
        np.concatenate([hole, np.full_like(footprint, np.nan)]),
        np.concatenate([kind, np.full(len(built), "building")]),
    )


def _inside(corners: Floats, low: Floats, high: Floats) -> Floats:
    """Take a part of quadrilaterals, told in shares of their two sides."""
    s = np.stack([low[:, 0], high[:, 0], high[:, 0], low[:, 0]], axis=1)[..., None]
    t = np.stack([low[:, 1], low[:, 1], high[:, 1], high[:, 1]], axis=1)[..., None]
    a, b, c, d = (corners[:, None, corner] for corner in range(4))
    return (1 - s) * (1 - t) * a + s * (1 - t) * b + s * t * c + (1 - s) * t * d
