"""Fields that are worked out from the whole thing: places, outlines and moments."""

from datetime import UTC
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from werklandschap.web.api import crs
from werklandschap.web.parks.models import Park

_POINT_SCHEMA = {
    "type": ["object", "null"],
    "required": ["type", "coordinates"],
    "properties": {
        "type": {"const": "Point"},
        "coordinates": {
            "type": "array",
            "items": {"type": "number"},
            "minItems": 2,
            "maxItems": 2,
        },
    },
}
GEOMETRY_SCHEMA = {
    "type": ["object", "null"],
    "required": ["type", "coordinates"],
    "properties": {
        "type": {"enum": ["Polygon", "MultiPolygon"]},
        "coordinates": {"type": "array"},
    },
}
_BOUNDS_SCHEMA = {
    "type": ["array", "null"],
    "items": {"type": "number"},
    "minItems": 4,
    "maxItems": 4,
}


class Derived(serializers.Field[Any, Any, Any, Any]):
    """A field that is worked out from the whole thing."""

    def __init__(self, **more: Any) -> None:
        super().__init__(source="*", read_only=True, **more)


def outline_of(park: Park, system: crs.Crs) -> Any:
    """Give the outline of a park as a shape in a reference system; None without one."""
    if park.outline_wkb is None:
        return None
    import shapely

    return crs.from_rd(shapely.from_wkb(bytes(park.outline_wkb)), system)


@extend_schema_field(GEOMETRY_SCHEMA)
class OutlineField(Derived):
    """The outline as GeoJSON, in the reference system of the answer."""

    def to_representation(self, park: Park) -> Any:
        """Draw it."""
        shape = outline_of(park, self.context["crs"])
        return None if shape is None else shape.__geo_interface__


@extend_schema_field(_BOUNDS_SCHEMA)
class BoundsOfPark(Derived):
    """The least rectangle around it."""

    def to_representation(self, park: Park) -> Any:
        """Measure it."""
        shape = outline_of(park, self.context["crs"])
        return None if shape is None else list(shape.bounds)


@extend_schema_field(_POINT_SCHEMA)
class LocationField(Derived):
    """Where it stands on a map."""

    def to_representation(self, park: Park) -> Any:
        """Place it."""
        if park.longitude_deg is None or park.latitude_deg is None:
            return None
        place = crs.point_from_degrees(
            park.longitude_deg, park.latitude_deg, self.context["crs"]
        )
        return {"type": "Point", "coordinates": place}


class Moment(serializers.DateTimeField):
    """A moment, told in UTC."""

    def __init__(self, **more: Any) -> None:
        super().__init__(default_timezone=UTC, **more)
