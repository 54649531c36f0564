"""A place on a day: its tables and grids."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date

from geopandas import GeoDataFrame

from werklandschap.geo.grids import Grid
from werklandschap.parameters import Assumptions
from werklandschap.store import Provenance


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Landscape:
    """The tables and grids of an area on a day; never changed, only replaced.

    A table or grid that nobody collected is None, which is not the same as empty:
    None means not measured, empty means measured and none. ``surroundings`` is ground
    cover around the parks, in the columns of ``surfaces``; it may overlap. All geometry is in RD
    New (EPSG:28992), heights are in metres above NAP.
    """

    on: date
    parks: GeoDataFrame
    surfaces: GeoDataFrame | None = None
    surroundings: GeoDataFrame | None = None
    buildings: GeoDataFrame | None = None
    roof_planes: GeoDataFrame | None = None
    trees: GeoDataFrame | None = None
    water: GeoDataFrame | None = None
    roads: GeoDataFrame | None = None
    paths: GeoDataFrame | None = None
    parcels: GeoDataFrame | None = None
    protected_areas: GeoDataFrame | None = None
    terrain_m: Grid | None = None
    surface_m: Grid | None = None
    sky_view: Grid | None = None
    shade_noon: Grid | None = None
    shade_afternoon: Grid | None = None
    pet: Grid | None = None
    cool_distance: Grid | None = None
    flood_70: Grid | None = None
    flood_90: Grid | None = None
    flood_160: Grid | None = None
    assumptions: Assumptions
    provenance: Mapping[str, tuple[Provenance, ...]] = field(default_factory=dict)
    repairs: Mapping[str, int] = field(default_factory=dict)

    def having(self, **changes: object) -> "Landscape":
        """Return the landscape with other tables, grids or assumptions."""
        return replace(self, **changes)  # type: ignore[arg-type]

    @property
    def is_generated(self) -> bool:
        """Whether any part of it was made up by a generator."""
        return any(p.is_generated for ps in self.provenance.values() for p in ps)


LAYERS = tuple(
    f.name
    for f in fields(Landscape)
    if f.name not in {"on", "assumptions", "provenance", "repairs"}
)
GRIDS = ("terrain_m", "surface_m")
SIMULATED = (
    "sky_view",
    "shade_noon",
    "shade_afternoon",
    "pet",
    "cool_distance",
    "flood_70",
    "flood_90",
    "flood_160",
)
"""Grids that a simulation fills in: 0–1, 0–1, 0–1, °C, m, and the greatest depth in m of
standard cloudbursts of so many mm."""
