"""A place on a day: its tables and grids."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date

from geopandas import GeoDataFrame

from werklandschap.core.text import Text
from werklandschap.geo.grids import Grid
from werklandschap.parameters import Assumptions
from werklandschap.store import Provenance


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Landscape:
    """The tables and grids of an area on a day; never changed, only replaced.

    A table or grid that nobody collected is None, which is not the same as empty:
    None means not measured, empty means measured and none. ``surroundings`` is ground
    cover around the parks, in the columns of ``surfaces``; it may overlap. All geometry is in RD
    New (EPSG:28992), heights are in metres above NAP. ``simulated`` names what was
    simulated (heat, water, sun), ``simulated_without`` what simulations had to do
    without: layers, or ``halo``, the heights around the park.
    """

    on: date
    parks: GeoDataFrame
    surfaces: GeoDataFrame | None = None
    surroundings: GeoDataFrame | None = None
    buildings: GeoDataFrame | None = None
    roof_planes: GeoDataFrame | None = None
    solar_roofs: GeoDataFrame | None = None
    trees: GeoDataFrame | None = None
    water: GeoDataFrame | None = None
    roads: GeoDataFrame | None = None
    paths: GeoDataFrame | None = None
    parcels: GeoDataFrame | None = None
    protected_areas: GeoDataFrame | None = None
    roof_layers: GeoDataFrame | None = None
    ground_stores: GeoDataFrame | None = None
    shade_objects: GeoDataFrame | None = None
    wall_layers: GeoDataFrame | None = None
    fixtures: GeoDataFrame | None = None
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
    flood_70_2h: Grid | None = None
    flood_140_2h: Grid | None = None
    flood_speed_70: Grid | None = None
    plot_water: GeoDataFrame | None = None
    pond_origins: GeoDataFrame | None = None
    flood_balances: GeoDataFrame | None = None
    rain_year: GeoDataFrame | None = None
    assumptions: Assumptions
    simulated: frozenset[str] = frozenset()
    simulated_without: frozenset[str] = frozenset()
    provenance: Mapping[str, tuple[Provenance, ...]] = field(default_factory=dict)
    repairs: Mapping[str, int] = field(default_factory=dict)

    def having(self, **changes: object) -> "Landscape":
        """Return the landscape with other tables, grids or assumptions."""
        return replace(self, **changes)  # type: ignore[arg-type]

    @property
    def is_generated(self) -> bool:
        """Whether any part of it was made up by a generator."""
        return any(p.is_generated for ps in self.provenance.values() for p in ps)


_NO_LAYERS = {
    "on",
    "assumptions",
    "simulated",
    "simulated_without",
    "provenance",
    "repairs",
}
LAYERS = tuple(f.name for f in fields(Landscape) if f.name not in _NO_LAYERS)
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
    "flood_70_2h",
    "flood_140_2h",
    "flood_speed_70",
)
"""Grids that a simulation fills in: 0–1, 0–1, 0–1, °C, m, and the greatest depth in m of
cloudbursts of so many mm, in one hour (160 mm: two) unless said; and greatest speed, m/s."""

GRID_LABELS = {
    "terrain_m": Text("hoogte van het maaiveld", "height of the ground"),
    "surface_m": Text("hoogte van het oppervlak", "height of the surface"),
    "sky_view": Text("zicht op de hemel", "sky view"),
    "shade_noon": Text(
        "schaduw bij de hoogste zon", "shade with the sun at its highest"
    ),
    "shade_afternoon": Text("schaduw om half vier", "shade at half past three"),
    "pet": Text("gevoelstemperatuur (PET)", "felt temperature (PET)"),
    "cool_distance": Text("loopafstand tot koelte", "walking distance to coolness"),
    "flood_70": Text("waterdiepte, 70 mm in een uur", "depth, 70 mm in an hour"),
    "flood_90": Text("waterdiepte, 90 mm in een uur", "depth, 90 mm in an hour"),
    "flood_160": Text("waterdiepte, 160 mm in twee uur", "depth, 160 mm in two hours"),
    "flood_70_2h": Text("waterdiepte, 70 mm in twee uur", "depth, 70 mm in two hours"),
    "flood_140_2h": Text(
        "waterdiepte, 140 mm in twee uur", "depth, 140 mm in two hours"
    ),
    "flood_speed_70": Text(
        "stroomsnelheid, 70 mm in een uur", "speed, 70 mm in an hour"
    ),
}
"""What the grids are called."""
