"""Outlines of parks: from RD New to degrees and back, and what a row keeps of them."""

from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pyproj import Transformer
    from shapely import Geometry

RD = "EPSG:28992"
WGS84 = "EPSG:4326"
M2_PER_HA = 10_000.0


def facts_of(outline: "Geometry") -> dict[str, Any]:
    """Give the fields of a park that follow from its outline, in metres of RD New."""
    import shapely

    west, south, east, north = outline.bounds
    middle = shapely.point_on_surface(outline)
    return {
        "outline_wkb": shapely.to_wkb(outline),
        "west_m": west,
        "south_m": south,
        "east_m": east,
        "north_m": north,
        "area_ha": outline.area / M2_PER_HA,
        "is_placed_by_municipality": False,
        **degrees_of(middle.x, middle.y),
    }


def degrees_of(x_m: float, y_m: float) -> dict[str, float]:
    """Give a point in metres of RD New in degrees, as a park keeps it."""
    longitude, latitude = transformer(RD, WGS84).transform(x_m, y_m)
    return {"longitude_deg": float(longitude), "latitude_deg": float(latitude)}


def from_degrees(shape: "Geometry") -> "Geometry":
    """Turn a shape in degrees (longitude first) into RD New."""
    import shapely

    return shapely.transform(shape, transformer(WGS84, RD).transform, interleaved=False)


@cache
def transformer(source: str, target: str) -> "Transformer":
    """Make a transformer between two systems, longitude or easting first."""
    from pyproj import Transformer

    return Transformer.from_crs(source, target, always_xy=True)
