"""What OGC API Features offers: collections of features with flat properties."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Exists, Model, OuterRef, QuerySet
from django.db.models import Field as Column
from rest_framework import serializers

from werklandschap.core.text import Text
from werklandschap.web.accounts.rules import Person
from werklandschap.web.api import asking, queries
from werklandschap.web.api.crs import Crs
from werklandschap.web.api.fields import outline_of
from werklandschap.web.api.properties import PARK_FACTS, Row, park_rows, scan_rows
from werklandschap.web.api.selection import Selection, parks_for, scans_for
from werklandschap.web.parks.models import Park
from werklandschap.web.scans.models import Scan

Asked = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Collection:
    """A kind of feature: how it is chosen, told and found by key.

    ``told`` are the properties besides figures, and ``columns`` those that may be
    compared with a value, with their columns in the database.
    """

    name: str
    model: type[Model]
    title: Text
    about: Text
    asked: type[serializers.Serializer[Any]]
    told: Mapping[str, str]
    columns: Mapping[str, str]
    key: str
    read_key: Callable[[str], object]
    choose: Callable[[Person, Selection], QuerySet[Any]]
    rows: Callable[[Sequence[Any]], list[Row]]
    park_of: Callable[[Any], Park]

    def chosen(self, person: Person, asked: Asked) -> QuerySet[Any]:
        """Choose features that somebody may see."""
        equal = {
            column: asked[name]
            for name, column in self.columns.items()
            if asked.get(name) is not None
        }
        selection = Selection(
            area=asking.area_asked(asked),
            equal=equal,
            ranges=asked.get("indicator", ()),
            scanned=asked.get("datetime"),
        )
        return self.choose(person, selection)

    def features(self, things: Sequence[Any], system: Crs) -> list[dict[str, Any]]:
        """Give things as GeoJSON features."""
        return [
            {
                "type": "Feature",
                "id": str(getattr(thing, self.key)),
                "geometry": _geometry(self.park_of(thing), system),
                "properties": row,
            }
            for thing, row in zip(things, self.rows(things), strict=True)
        ]

    def schema(self) -> dict[str, Any]:
        """Describe the properties: their names, kinds and meaning (JSON Schema)."""
        facts = {
            name: _kind_of(_column(self.model, at)) for name, at in self.told.items()
        }
        return {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "type": "object",
            "title": self.title.nl,
            "properties": {**facts, **_kinds_of_figures(), "geometry": _OUTLINE},
        }


_OUTLINE = {"x-ogc-role": "primary-geometry", "format": "geometry-multipolygon"}
_KINDS = {
    "BooleanField": {"type": "boolean"},
    "FloatField": {"type": "number"},
    "SmallIntegerField": {"type": "integer"},
    "DateField": {"type": "string", "format": "date"},
    "DateTimeField": {"type": "string", "format": "date-time"},
}


def _kind_of(column: Column[Any, Any]) -> dict[str, str]:
    kind = _KINDS.get(column.get_internal_type(), {"type": "string"})
    return {**kind, "title": str(column.verbose_name)}


def _kinds_of_figures() -> dict[str, dict[str, str]]:
    ends = {"": "", "_low": " (ondergrens)", "_high": " (bovengrens)"}
    return {
        f"{facts.name}{end}": {
            "type": "number",
            "title": f"{facts.label.nl}{words}",
            "x-ogc-unit": facts.unit,
        }
        for facts in queries.catalogue().values()
        for end, words in ends.items()
    }


def _geometry(park: Park, system: Crs) -> Any:
    shape = outline_of(park, system)
    return None if shape is None else shape.__geo_interface__


def _column(model: type[Model], name: str) -> Column[Any, Any]:
    parts = name.split("__")
    for part in parts[:-1]:
        related = model._meta.get_field(part).related_model
        assert isinstance(related, type)
        model = related
    column = model._meta.get_field(parts[-1])
    assert isinstance(column, Column)
    return column


_OF_PARKS = {
    name: name
    for name in (
        "code",
        "name",
        "place",
        "municipality_code",
        "municipality",
        "region_code",
        "region",
        "province_code",
        "province",
        "water_board_code",
        "water_board",
        "kind",
        "start_year",
        "reference_year",
        "is_placed_by_municipality",
        "is_generated",
    )
}
_OF_SCANS = {
    "park_code": "park__code",
    "park_name": "park__name",
    "on": "on",
    "engine": "engine",
    "is_degraded": "is_degraded",
    "is_current": "is_current",
}


class ParkFeaturesAsked(asking.FeaturesAsked):
    """Which parks, as features."""

    indicator = serializers.ListField(
        child=asking.RangeField(),
        required=False,
        max_length=5,
        help_text="Grenzen aan een indicator, zoals paved_share:0.2..0.6; mag vaker.",
    )

    def get_fields(self) -> dict[str, Any]:
        """Add the properties."""
        columns = {name: _column(Park, at) for name, at in _OF_PARKS.items()}
        return {**super().get_fields(), **asking.matching(columns)}


class ScanFeaturesAsked(asking.FeaturesAsked):
    """Which scans, as features."""

    def get_fields(self) -> dict[str, Any]:
        """Add the properties."""
        columns = {name: _column(Scan, at) for name, at in _OF_SCANS.items()}
        return {**super().get_fields(), **asking.matching(columns)}


def _measured_first(person: Person, selection: Selection) -> QuerySet[Park]:
    """Choose parks; many clients derive the kinds of columns from the first few."""
    measured = Exists(Scan.objects.filter(park=OuterRef("pk"), is_current=True))
    parks = parks_for(person, selection).annotate(is_measured=measured)
    return parks.order_by("-is_measured", "name", "code")


COLLECTIONS: Mapping[str, Collection] = {
    each.name: each
    for each in (
        Collection(
            name="parks",
            model=Park,
            told={**{name: name for name in PARK_FACTS}, "scanned_on": "scans__on"},
            title=Text("Bedrijventerreinen", "Business parks"),
            about=Text(
                "Bedrijventerreinen met gegevens uit het register en de cijfers van de "
                "geldende nulmeting, elk met ondergrens (_low) en bovengrens (_high).",
                "Business parks with facts from the register and the figures of the "
                "current scan, each with a low (_low) and high (_high) end.",
            ),
            asked=ParkFeaturesAsked,
            columns=_OF_PARKS,
            key="code",
            read_key=str,
            choose=_measured_first,
            rows=park_rows,
            park_of=lambda park: park,
        ),
        Collection(
            name="scans",
            model=Scan,
            told={**_OF_SCANS, "made_at": "made_at", "cell_m": "cell_m"},
            title=Text("Nulmetingen", "Baseline scans"),
            about=Text(
                "Alle nulmetingen met hun cijfers, op de omtrek van het terrein.",
                "All scans with their figures, on the outline of the park.",
            ),
            asked=ScanFeaturesAsked,
            columns=_OF_SCANS,
            key="pk",
            read_key=UUID,
            choose=scans_for,
            rows=scan_rows,
            park_of=lambda scan: scan.park,
        ),
    )
}
