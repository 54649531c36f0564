"""Shapes of designs and plans as maps on screen take them: GeoJSON in degrees."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from werklandschap.web.parks.models import Park
from werklandschap.web.scans.models import Scan
from werklandschap.web.scans.queries import page

if TYPE_CHECKING:
    from shapely import Geometry

_DECIMALS = 7
_COVER = "layer_cover.geojson"


def base_of(park: Park, scan: Scan) -> dict[str, Any]:
    """Give what lies under everything: the park, and what a scan found on its ground."""
    import shapely

    outline = shapely.from_wkb(bytes(park.outline_wkb or b""))
    return {
        "bounds": list(in_degrees(outline).bounds),
        "cover": page.file_url(scan, _COVER) if _COVER in scan.files else "",
        "outline": feature(outline, {}),
    }


def feature(geometry: "Geometry", properties: Mapping[str, Any]) -> dict[str, Any]:
    """Make a feature of a shape in RD New."""
    return {
        "type": "Feature",
        "properties": dict(properties),
        "geometry": geojson(geometry),
    }


def geojson(geometry: "Geometry") -> dict[str, Any]:
    """Write a shape in RD New as GeoJSON."""
    from shapely.geometry import mapping

    told: dict[str, Any] = mapping(in_degrees(geometry))
    return told


def in_degrees(geometry: "Geometry") -> "Geometry":
    """Bring a shape from RD New to longitude and latitude."""
    import shapely

    from werklandschap.web.parks.outlines import RD, WGS84, transformer

    to_degrees = transformer(RD, WGS84).transform
    moved = shapely.transform(geometry, to_degrees, interleaved=False)
    return shapely.set_precision(moved, 10**-_DECIMALS, mode="pointwise")
