"""The miniature business park."""

from datetime import date

from geopandas import GeoDataFrame
from shapely import box

from werklandschap.landscape import PARKS, RIJKSDRIEHOEK, SURFACES, Landscape
from werklandschap.parameters import Assumptions

_ON = date(2026, 1, 1)


def mini_park() -> Landscape:
    """Build a park of 100 × 100 m of which exactly three quarters is paved."""
    parks = GeoDataFrame(
        {"park_id": ["RIN001"], "name": ["Miniatuur (gegenereerd)"]},
        geometry=[box(0, 0, 100, 100)],
        crs=RIJKSDRIEHOEK,
    ).set_index("park_id")
    surfaces = GeoDataFrame(
        {
            "surface_id": ["s1", "s2"],
            "park_id": "RIN001",
            "theme": ["road", "vegetated"],
            "cover_class": ["closed_paving", "grassland"],
            "is_paved": [True, False],
            "green_fraction": [0.0, 1.0],
            "water_fraction": 0.0,
            "bare_fraction": [1.0, 0.0],
            "is_public": [True, False],
        },
        geometry=[box(0, 0, 75, 100), box(75, 0, 100, 100)],
        crs=RIJKSDRIEHOEK,
    ).set_index("surface_id")
    return Landscape(
        on=_ON,
        parks=PARKS.complete(parks),
        surfaces=SURFACES.complete(surfaces),
        assumptions=Assumptions(_ON),
    )
