"""The data model of a place."""

from werklandschap.landscape.alternatives import ALTERNATIVES, Alternative
from werklandschap.landscape.cover import COVER_CLASSES, CoverClass
from werklandschap.landscape.gather import gather
from werklandschap.landscape.ground import Ground, divide_ground, with_fractions
from werklandschap.landscape.landscape import GRIDS, LAYERS, SIMULATED, Landscape
from werklandschap.landscape.tables import (
    BUILDINGS,
    COVER,
    PARCELS,
    PARKS,
    PATHS,
    PROTECTED_AREAS,
    REGIONS,
    RIJKSDRIEHOEK,
    ROADS,
    ROOF_PLANES,
    SURFACES,
    SURROUNDINGS,
    TABLES,
    TREES,
    WATER,
    WEATHER_HOURS,
    Column,
    Table,
    TableMismatch,
)

__all__ = [
    "ALTERNATIVES",
    "BUILDINGS",
    "COVER",
    "COVER_CLASSES",
    "GRIDS",
    "LAYERS",
    "PARCELS",
    "PARKS",
    "PATHS",
    "PROTECTED_AREAS",
    "REGIONS",
    "RIJKSDRIEHOEK",
    "ROADS",
    "ROOF_PLANES",
    "SIMULATED",
    "SURFACES",
    "SURROUNDINGS",
    "TABLES",
    "TREES",
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
