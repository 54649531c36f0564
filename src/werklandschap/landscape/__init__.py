"""The data model of a place."""

from werklandschap.landscape.alternatives import ALTERNATIVES, Alternative
from werklandschap.landscape.collected_tables import (
    BUILDINGS,
    COLLECTED,
    PARCELS,
    PARKS,
    PROTECTED_AREAS,
    REGIONS,
    ROOF_PLANES,
    WEATHER_HOURS,
)
from werklandschap.landscape.cover import COVER_CLASSES, CoverClass
from werklandschap.landscape.gather import gather
from werklandschap.landscape.ground import Ground, divide_ground, with_fractions
from werklandschap.landscape.ground_tables import (
    COVER,
    PATHS,
    ROADS,
    SURFACES,
    SURROUNDINGS,
    TREES,
    WATER,
)
from werklandschap.landscape.landscape import (
    GRID_LABELS,
    GRIDS,
    LAYERS,
    SIMULATED,
    Landscape,
)
from werklandschap.landscape.placed_tables import (
    FIXTURES,
    GROUND_STORES,
    PLACED,
    ROOF_LAYERS,
    SHADE_OBJECTS,
    WALL_LAYERS,
)
from werklandschap.landscape.simulated_tables import (
    FLOOD_BALANCES,
    FOUND,
    PLOT_WATER,
    POND_ORIGINS,
    RAIN_YEAR,
    SOLAR_ROOFS,
    TABLES,
)
from werklandschap.landscape.table import RIJKSDRIEHOEK, Column, Table, TableMismatch

__all__ = [
    "ALTERNATIVES",
    "BUILDINGS",
    "COLLECTED",
    "COVER",
    "COVER_CLASSES",
    "FIXTURES",
    "FLOOD_BALANCES",
    "FOUND",
    "GRIDS",
    "GRID_LABELS",
    "GROUND_STORES",
    "LAYERS",
    "PARCELS",
    "PARKS",
    "PATHS",
    "PLACED",
    "PLOT_WATER",
    "POND_ORIGINS",
    "PROTECTED_AREAS",
    "RAIN_YEAR",
    "REGIONS",
    "RIJKSDRIEHOEK",
    "ROADS",
    "ROOF_LAYERS",
    "ROOF_PLANES",
    "SHADE_OBJECTS",
    "SIMULATED",
    "SOLAR_ROOFS",
    "SURFACES",
    "SURROUNDINGS",
    "TABLES",
    "TREES",
    "WALL_LAYERS",
    "WATER",
    "WEATHER_HOURS",
    "Alternative",
    "Column",
    "CoverClass",
    "Ground",
    "Landscape",
    "Table",
    "TableMismatch",
    "divide_ground",
    "gather",
    "with_fractions",
]
