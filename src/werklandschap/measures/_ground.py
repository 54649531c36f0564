"""Changing the ground: surfaces stay a partition, heights go down or up."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
import shapely
from geopandas import GeoDataFrame

from werklandschap.geo.burn import burn
from werklandschap.geo.grids import Grid
from werklandschap.landscape import (
    RIJKSDRIEHOEK,
    SURFACES,
    Landscape,
    with_fractions,
)
from werklandschap.measures._shapes import GRID_M, footprint, polygons_of, shapes_of
from werklandschap.measures._words import Place

SOLID = frozenset({"building", "structure", "water"})
"""Themes of ground that is not dug into."""

PAVED = frozenset(
    {"closed_paving", "open_paving", "semi_paving", "yard", "traffic_island"}
)
"""Classes of ground with paving that can be taken up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """What ground becomes; a missing theme or function stays as it was.

    ``leaves`` names themes that are left alone, ``takes`` the only classes that are
    changed; all if empty.
    """

    cover_class: str
    theme: str = ""
    function: str | None = None
    leaves: Collection[str] = SOLID
    takes: Collection[str] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Cut:
    """A landscape with other ground, and the ground that became so."""

    landscape: Landscape
    pieces: tuple[shapely.Geometry, ...]

    @property
    def area_m2(self) -> float:
        """How much ground that is, in m²."""
        return float(sum(piece.area for piece in self.pieces))


def laid(
    landscape: Landscape, places: Sequence[Place], cover: Cover, *, name: str
) -> Cut:
    """Give ground another cover; what is cut out and what is left make up the old.

    Parameters
    ----------
    landscape : Landscape
        The landscape as it is.
    places : sequence of Place
        Polygons; outside the parks and on ground that is left alone nothing happens.
        [m]
    cover : Cover
        What the ground becomes.
    name : str
        What the new surfaces are called.
    """
    surfaces = landscape.surfaces
    if surfaces is None or not places:
        return Cut(landscape, ())
    open_ground = surfaces[_may_change(surfaces, cover)]
    whole, parts = _cut(open_ground, footprint(places))
    if not parts:
        return Cut(landscape, ())
    kept = surfaces.drop(index=list(whole))
    left = _rows(surfaces, [(key, rest) for key, rest in whole.items() if rest])
    fresh = _fresh(surfaces, parts, cover, landscape, name)
    joined = SURFACES.complete(
        GeoDataFrame(pd.concat([kept, left, fresh]), crs=RIJKSDRIEHOEK)
    )
    pieces = tuple(shape for _, shape in parts)
    return Cut(landscape.having(surfaces=joined), pieces)


def open_to(
    landscape: Landscape, places: Sequence[Place], *, leaves: Collection[str] = SOLID
) -> tuple[shapely.Geometry, ...]:
    """Take the ground of places where one may dig, and change nothing."""
    surfaces = landscape.surfaces
    if surfaces is None or not places:
        return ()
    free = surfaces[~surfaces["theme"].isin(list(leaves))]
    _, parts = _cut(free, footprint(places))
    return tuple(shape for _, shape in parts)


def _may_change(surfaces: GeoDataFrame, cover: Cover) -> "pd.Series[bool]":
    may: pd.Series[bool] = ~surfaces["theme"].isin(list(cover.leaves))
    if cover.takes:
        may &= surfaces["cover_class"].isin(list(cover.takes))
    return may


def _cut(
    surfaces: GeoDataFrame, shapes: Sequence[shapely.Geometry]
) -> tuple[dict[str, shapely.Geometry], list[tuple[str, shapely.Geometry]]]:
    """Divide the surfaces that shapes touch: what is left of each, and what is cut."""
    left: dict[str, shapely.Geometry] = {}
    parts: list[tuple[str, shapely.Geometry]] = []
    tools = np.asarray(shapes, object)
    shape, place = surfaces.sindex.query(tools, predicate="intersects")
    for each in np.unique(place):
        whole = surfaces.geometry.values[each]
        both = shapely.intersection(
            whole, tools[shape[place == each]], grid_size=GRID_M
        )
        pieces = [piece for piece in map(_joined, both) if piece is not None]
        if pieces:
            key = str(surfaces.index[each])
            cut = shapely.union_all(pieces, grid_size=GRID_M)
            left[key] = _solid(shapely.difference(whole, cut, grid_size=GRID_M))
            parts += [(key, piece) for piece in pieces]
    return left, parts


def _joined(shape: shapely.Geometry) -> shapely.Geometry | None:
    """Make one shape of the polygons of another; None if it has none."""
    own = polygons_of(shape)
    if not own:
        return None
    return own[0] if len(own) == 1 else shapely.MultiPolygon(own)


def _solid(shape: shapely.Geometry) -> shapely.Geometry:
    """Keep all polygons, also specks: no ground may get lost."""
    parts = [p for p in shapely.get_parts(shape) if p.geom_type == "Polygon" and p.area]
    return shapely.MultiPolygon(parts) if len(parts) != 1 else parts[0]


def _rows(
    surfaces: GeoDataFrame, parts: Sequence[tuple[str, shapely.Geometry]]
) -> GeoDataFrame:
    """Give parts of surfaces the facts of the whole."""
    keys = [key for key, _ in parts]
    shapes = [shape for _, shape in parts]
    return surfaces.loc[keys].set_geometry(
        np.asarray(shapes, object), crs=RIJKSDRIEHOEK
    )


def _fresh(
    surfaces: GeoDataFrame,
    parts: Sequence[tuple[str, shapely.Geometry]],
    cover: Cover,
    landscape: Landscape,
    name: str,
) -> GeoDataFrame:
    rows = _rows(surfaces, parts)
    first = int(surfaces.index.str.startswith(f"{name}:").sum())
    keys = [f"{name}:{first + n}:{key}" for n, key in enumerate(rows.index)]
    was_public = rows["is_public"]
    rows = rows.assign(cover_class=cover.cover_class)
    if cover.theme:
        rows = rows.assign(theme=cover.theme, function=cover.function)
    elif cover.function is not None:
        rows = rows.assign(function=cover.function)
    rows.index = pd.Index(keys, name=SURFACES.key, dtype="str")
    filled = with_fractions(rows, assumptions=landscape.assumptions)
    return filled.assign(is_public=was_public.to_numpy())


def lowered(
    landscape: Landscape, pieces: Sequence[shapely.Geometry], depth_m: float
) -> Landscape:
    """Dig ground away: the terrain goes down, and the surface with it."""
    changes = {
        name: _moved(grid, pieces, -depth_m)
        for name in ("terrain_m", "surface_m")
        if (grid := getattr(landscape, name)) is not None and pieces
    }
    return landscape.having(**changes) if changes else landscape


def heightened(
    landscape: Landscape, pieces: Sequence[shapely.Geometry], by_m: float
) -> Landscape:
    """Raise the surface, not the terrain, such as by a storey."""
    surface = landscape.surface_m
    if surface is None or not pieces:
        return landscape
    return landscape.having(surface_m=_moved(surface, pieces, by_m))


def _moved(grid: Grid, pieces: Sequence[shapely.Geometry], by_m: float) -> Grid:
    is_there = burn(list(pieces), grid.definition) >= 0
    return grid.with_values(grid.values + np.where(is_there, np.float32(by_m), 0))


def raised(
    landscape: Landscape, pieces: Sequence[shapely.Geometry], height_m: float
) -> Landscape:
    """Let an even growth of some height stand on ground, where none is higher."""
    terrain, surface = landscape.terrain_m, landscape.surface_m
    if terrain is None or surface is None or not pieces:
        return landscape
    is_there = burn(list(pieces), surface.definition) >= 0
    tall = terrain.on(surface.definition).values + np.float32(height_m)
    higher = np.where(is_there, np.fmax(surface.values, tall), surface.values)
    return landscape.having(surface_m=surface.with_values(higher))


def partition_error_m2(landscape: Landscape) -> float:
    """Measure by how much the surfaces are not the parks, each square metre once."""
    if landscape.surfaces is None:
        return 0.0
    shapes = shapes_of(landscape.surfaces)
    together = float(shapely.union_all(shapes, grid_size=GRID_M).area)
    parks = float(landscape.parks.geometry.area.sum())
    total = float(shapely.area(shapes).sum())
    return max(abs(total - parks), abs(together - parks))
