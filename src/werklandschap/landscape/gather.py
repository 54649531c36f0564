"""Putting a landscape together from what lies in the lake."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from geopandas import GeoDataFrame

from werklandschap.geo.grids import Grid, GridDefinition
from werklandschap.geo.rasters import mosaic, read_grid
from werklandschap.landscape.collected_tables import (
    BUILDINGS,
    COLLECTED,
    PARCELS,
    PROTECTED_AREAS,
    ROOF_PLANES,
)
from werklandschap.landscape.ground import divide_ground, with_fractions
from werklandschap.landscape.ground_tables import (
    COVER,
    PATHS,
    ROADS,
    SURFACES,
    TREES,
    WATER,
)
from werklandschap.landscape.landscape import GRIDS, Landscape
from werklandschap.landscape.table import RIJKSDRIEHOEK, Table
from werklandschap.parameters import Assumptions
from werklandschap.store import Lake, Piece, Provenance

_REGISTERS = ("bag", "bgt", "3dbag")
"""Whose word counts first about a building: the BAG is the register by law."""


@dataclass(slots=True)
class _Gathering:
    """What is found in the lake about a window, and where it came from."""

    lake: Lake
    on: date
    window: shapely.Geometry
    provenance: dict[str, tuple[Provenance, ...]] = field(default_factory=dict)

    def pieces(self, name: str) -> list[Piece]:
        found = [
            piece
            for piece in self.lake.pieces(name, on=self.on)
            if shapely.from_wkt(piece.provenance.extent_wkt).intersects(self.window)
        ]
        if found:
            self.provenance[name] = tuple(piece.provenance for piece in found)
        return found

    def table(self, table: Table) -> GeoDataFrame | None:
        parts = self._parts(table)
        if not parts:
            return None
        whole = GeoDataFrame(pd.concat(parts), crs=RIJKSDRIEHOEK)
        return table.check(whole[~whole.index.duplicated()].sort_index())

    def buildings(self) -> GeoDataFrame | None:
        parts = self._parts(BUILDINGS)
        return _joined(parts) if parts else None

    def _parts(self, table: Table) -> list[GeoDataFrame]:
        """Read the pieces, newest first; older ones only speak of what lies beyond."""
        parts, told = [], dict[str, list[shapely.Geometry]]()
        for piece in self.pieces(table.name):
            rows = self._read(piece, table)
            newer = told.setdefault(piece.provenance.source, [])
            if newer:
                middle = rows.geometry.representative_point()
                rows = rows[~middle.intersects(shapely.union_all(newer))]
            newer.append(shapely.from_wkt(piece.provenance.extent_wkt))
            parts.append(rows)
        return parts

    def _read(self, piece: Piece, table: Table) -> GeoDataFrame:
        # Nature counts from afar, and the table of it is small.
        bounds = None if table is PROTECTED_AREAS else self.window.bounds
        rows = gpd.read_parquet(piece.path, bbox=bounds)
        if bounds:
            rows = rows[rows.intersects(shapely.box(*bounds))]
        return table.complete(rows)

    def grids(self, bounds: tuple[float, float, float, float]) -> dict[str, Grid]:
        """Read both elevation grids in the same cells, the finest there are."""
        found = {
            name: [read_grid(piece.path, bounds=bounds) for piece in self.pieces(name)]
            for name in GRIDS
        }
        sizes = [grid.definition.cell_m for grids in found.values() for grid in grids]
        if not sizes:
            return {}
        definition = GridDefinition.around(bounds, cell_m=min(sizes))
        return {
            name: mosaic(grids, definition) for name, grids in found.items() if grids
        }


def gather(
    lake: Lake, parks: GeoDataFrame, *, on: date, assumptions: Assumptions
) -> Landscape:
    """Read everything that the lake knows about parks and their surroundings.

    Parameters
    ----------
    lake : Lake
        What was collected.
    parks : GeoDataFrame
        Table ``parks``; their ground is divided into surfaces. [m]
    on : date
        The day: what was published later is left out.
    assumptions : Assumptions
        The parameters in force.

    Returns
    -------
    Landscape
        Its tables are None where nobody collected them.
    """
    outline = shapely.union_all(parts_of(parks))
    around = outline.buffer(assumptions["scan.surroundings_m"])
    found = _Gathering(lake, on, shapely.box(*around.bounds))
    cover = found.table(COVER)
    buildings = found.buildings()
    margin_m = assumptions["scan.grid_margin_m"]
    grids = found.grids(outline.buffer(margin_m).bounds)
    landscape = Landscape(
        on=on,
        parks=parks,
        buildings=buildings,
        assumptions=assumptions,
        terrain_m=grids.get("terrain_m"),
        surface_m=grids.get("surface_m"),
        roof_planes=found.table(ROOF_PLANES),
        trees=found.table(TREES),
        paths=found.table(PATHS),
        parcels=found.table(PARCELS),
        protected_areas=found.table(PROTECTED_AREAS),
    )
    if cover is not None:
        landscape = _with_ground(landscape, cover)
        found.provenance |= dict.fromkeys(
            ("surfaces", "surroundings", "water", "roads"), found.provenance["cover"]
        )
    return landscape.having(provenance=found.provenance)


def is_known(lake: Lake, parks: GeoDataFrame, *, on: date) -> bool:
    """Tell whether a lake has anything at all about the ground of parks.

    Parameters
    ----------
    lake : Lake
        What was collected.
    parks : GeoDataFrame
        Table ``parks``. [m]
    on : date
        The day: what was published later does not count.
    """
    outline = shapely.union_all(parts_of(parks))
    return any(
        shapely.from_wkt(piece.provenance.extent_wkt).intersects(outline)
        for name in (*COLLECTED, *GRIDS)
        for piece in lake.pieces(name, on=on)
    )


def parts_of(frame: GeoDataFrame) -> "np.typing.NDArray[np.object_]":
    """Return the shapes of a frame as an array."""
    return np.asarray(frame.geometry.values)


def _with_ground(landscape: Landscape, cover: GeoDataFrame) -> Landscape:
    ground = divide_ground(
        landscape.parks,
        cover,
        landscape.buildings,
        assumptions=landscape.assumptions,
    )
    water = cover[(cover["theme"] == "water") & (cover["level"] >= 0)]
    roads = cover[cover["theme"] == "road"]
    return landscape.having(
        surfaces=ground.surfaces,
        surroundings=_around(landscape, cover),
        repairs=ground.repairs,
        water=WATER.complete(
            water.rename(columns={"function": "kind"}).rename_axis(WATER.key)
        ),
        roads=ROADS.complete(roads.rename_axis(ROADS.key)),
    )


def _around(landscape: Landscape, cover: GeoDataFrame) -> GeoDataFrame:
    """Take the ground cover around the parks as it was surveyed."""
    outline = shapely.union_all(parts_of(landscape.parks))
    shapely.prepare(outline)
    is_around = (cover["level"] == 0) & ~shapely.covers(outline, parts_of(cover))
    around = cover[is_around].rename_axis(SURFACES.key).assign(park_id="")
    return with_fractions(around, assumptions=landscape.assumptions)


def _joined(parts: Sequence[GeoDataFrame]) -> GeoDataFrame:
    """Make one row of a building that several registers know.

    Footprint and facts are those of the first register that has them; ``registers``
    names all that know it.
    """
    rows = pd.concat(parts)
    first = rows["registers"].str.split(";").str[0]
    rank = first.map({name: place for place, name in enumerate(_REGISTERS)})
    rows = rows.assign(rank=rank.fillna(len(_REGISTERS)))
    rows = rows.rename_axis(BUILDINGS.key).reset_index()
    rows = rows.sort_values([BUILDINGS.key, "rank"], kind="stable")
    joined = rows.groupby(BUILDINGS.key, sort=True).first()
    known = (
        rows.assign(register=rows["registers"].str.split(";"))
        .explode("register")
        .drop_duplicates([BUILDINGS.key, "register"])
        .sort_values([BUILDINGS.key, "register"])
        .groupby(BUILDINGS.key)["register"]
        .agg(";".join)
    )
    whole = GeoDataFrame(joined.assign(registers=known), crs=RIJKSDRIEHOEK)
    return BUILDINGS.complete(whole)
