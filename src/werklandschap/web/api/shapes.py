"""What programs are answered: the form of each resource."""

from typing import Any

from django.db import models
from django.urls import reverse
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from werklandschap.core.text import Text
from werklandschap.web.api.fields import (
    BoundsOfPark,
    Derived,
    LocationField,
    Moment,
    OutlineField,
)
from werklandschap.web.api.paging import link
from werklandschap.web.jobs.models import Run
from werklandschap.web.parks.models import Park
from werklandschap.web.scans.models import Figure, Scan


class TextShape(serializers.Serializer[Text]):
    """A text in two languages."""

    nl = serializers.CharField()
    en = serializers.CharField()


class LinkShape(serializers.Serializer[Any]):
    """Where something is found."""

    rel = serializers.CharField()
    href = serializers.CharField()
    type = serializers.CharField()
    title = serializers.CharField(required=False)


class FigureShape(serializers.ModelSerializer[Figure]):
    """One measured value with its interval and why it can be trusted or not."""

    reliability = serializers.FloatField(help_text="Van 0 tot 1.")
    reason = TextShape(help_text="Waarom niet gemeten; leeg als er een waarde is.")

    class Meta:
        model = Figure
        fields = (
            "value",
            "low",
            "high",
            "low_from",
            "high_from",
            "coverage",
            "currency",
            "fit",
            "reliability",
            "reason",
        )


@extend_schema_field(serializers.DictField(child=FigureShape()))
class FiguresField(Derived):
    """Figures by name of the indicator."""

    def to_representation(self, thing: Park | Scan) -> Any:
        """Look them up among those that were read for the whole page."""
        key = thing.pk if isinstance(thing, Scan) else _scan_key(thing, self.context)
        rows = self.context["figures"].get(key, {})
        told = FigureShape().to_representation
        return {name: told(row) for name, row in sorted(rows.items())}


def _scan_key(park: Park, context: Any) -> Any:
    scan = context["scans"].get(park.pk)
    return scan.pk if scan else None


class _Linked(serializers.ModelSerializer[Any]):
    """A resource that tells where it and what belongs to it are found."""

    serializer_field_mapping = {
        **serializers.ModelSerializer.serializer_field_mapping,
        models.DateTimeField: Moment,
    }

    def absolute(self, name: str, **kwargs: Any) -> str:
        """Give a whole address."""
        address: str = self.context["request"].build_absolute_uri(
            reverse(name, kwargs=kwargs)
        )
        return address


@extend_schema_field(LinkShape(many=True))
class LinksField(Derived):
    """Links; the resource itself makes them."""

    def to_representation(self, thing: Any) -> Any:
        """Ask the resource."""
        parent: Any = self.parent
        return parent.links_of(thing)


class ParkShape(_Linked):
    """A business park."""

    location = LocationField(help_text="Punt op de kaart (GeoJSON).")
    bbox = BoundsOfPark(help_text="Omhullende rechthoek.")
    scanned_on = serializers.SerializerMethodField(
        help_text="Dag van de geldende nulmeting."
    )
    figures = FiguresField(help_text="Uitkomsten van de geldende nulmeting.")
    links = LinksField()

    class Meta:
        model = Park
        fields: tuple[str, ...] = (
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
            "gross_ha",
            "net_ha",
            "area_ha",
            "reference_year",
            "source",
            "is_placed_by_municipality",
            "is_public",
            "is_generated",
            "changed_at",
            "location",
            "bbox",
            "scanned_on",
            "figures",
            "links",
        )

    @extend_schema_field({"type": ["string", "null"], "format": "date"})
    def get_scanned_on(self, park: Park) -> Any:
        """Tell when it was measured."""
        scan = self.context["scans"].get(park.pk)
        return scan.on.isoformat() if scan else None

    def links_of(self, park: Park) -> list[dict[str, str]]:
        """Tell where it is found."""
        here = self.absolute("api_park", code=park.code)
        page = self.context["request"].build_absolute_uri(park.get_absolute_url())
        links = [
            link("self", here),
            link("scans", self.absolute("api_scans", code=park.code)),
            link("alternate", page, "text/html"),
            link(
                "alternate",
                self.absolute("ogc_feature", collection="parks", key=park.code),
                "application/geo+json",
            ),
        ]
        if scan := self.context["scans"].get(park.pk):
            links.append(
                link("current-scan", self.absolute("api_scan", scan_id=scan.pk))
            )
        return links


class WholeParkShape(ParkShape):
    """A business park with its outline."""

    geometry = OutlineField(help_text="Omtrek (GeoJSON).")

    class Meta(ParkShape.Meta):
        fields = (*ParkShape.Meta.fields, "geometry")


class ScanShape(_Linked):
    """A baseline scan."""

    park = serializers.CharField(
        source="park.code", help_text="Nummer van het terrein."
    )
    sources = serializers.ListField(
        child=serializers.DictField(), help_text="Gebruikte gegevens."
    )
    parts = serializers.ListField(
        child=serializers.CharField(), help_text="Doorgerekende onderdelen."
    )
    links = LinksField()

    class Meta:
        model = Scan
        fields: tuple[str, ...] = (
            "id",
            "park",
            "on",
            "made_at",
            "engine",
            "parts",
            "cell_m",
            "is_degraded",
            "is_current",
            "parameters_hash",
            "result_hash",
            "sources",
            "links",
        )

    def links_of(self, scan: Scan) -> list[dict[str, str]]:
        """Tell where it is found."""
        return [
            link("self", self.absolute("api_scan", scan_id=scan.pk)),
            link("park", self.absolute("api_park", code=scan.park.code)),
        ]


class FileShape(serializers.Serializer[Any]):
    """A file of a scan."""

    name = serializers.CharField()
    href = serializers.CharField()


@extend_schema_field(FileShape(many=True))
class FilesField(Derived):
    """The files of a scan and where they are found."""

    def to_representation(self, scan: Scan) -> Any:
        """List them."""
        request = self.context["request"]
        return [
            {
                "name": name,
                "href": request.build_absolute_uri(
                    reverse("scan_file", kwargs={"scan_id": scan.pk, "name": name})
                ),
            }
            for name in sorted(scan.files)
        ]


class WholeScanShape(ScanShape):
    """A baseline scan with its figures and files."""

    figures = FiguresField(help_text="Uitkomsten per indicator.")
    files = FilesField(help_text="Bestanden en waar ze staan.")

    class Meta(ScanShape.Meta):
        fields = (*ScanShape.Meta.fields, "figures", "files")


class RunShape(_Linked):
    """Long work: how far it is and what came out."""

    park = serializers.SerializerMethodField(help_text="Nummer van het terrein.")
    step = TextShape(help_text="Wat er nu gebeurt.")
    problem = serializers.SerializerMethodField(help_text="Waarom het mislukte.")
    scan = serializers.SerializerMethodField(help_text="De nulmeting die ontstond.")
    links = LinksField()

    class Meta:
        model = Run
        fields = (
            "id",
            "park",
            "status",
            "done",
            "total",
            "step",
            "problem",
            "is_degraded",
            "asked_at",
            "started_at",
            "ended_at",
            "scan",
            "links",
        )

    @extend_schema_field({"type": ["string", "null"]})
    def get_park(self, run: Run) -> Any:
        """Tell which park it measures."""
        return run.parameters.get("park")

    @extend_schema_field(
        {
            "type": ["object", "null"],
            "properties": {
                "code": {"type": "string"},
                "nl": {"type": "string"},
                "en": {"type": "string"},
            },
        }
    )
    def get_problem(self, run: Run) -> Any:
        """Tell why it failed."""
        if not run.problem_code:
            return None
        return {"code": run.problem_code, "nl": run.problem_nl, "en": run.problem_en}

    @extend_schema_field({"type": ["string", "null"], "format": "uuid"})
    def get_scan(self, run: Run) -> Any:
        """Tell what came out."""
        scan = Scan.objects.filter(run=run).first()
        return str(scan.pk) if scan else None

    def links_of(self, run: Run) -> list[dict[str, str]]:
        """Tell where it is found."""
        links = [link("self", self.absolute("api_run", run_id=run.pk))]
        if code := run.parameters.get("park"):
            links.append(link("park", self.absolute("api_park", code=code)))
        if scan := self.get_scan(run):
            links.append(link("scan", self.absolute("api_scan", scan_id=scan)))
        return links


class OrderShape(serializers.Serializer[Any]):
    """What is needed to start a scan."""

    park = serializers.CharField(max_length=40, help_text="Nummer van het terrein.")
    parts = serializers.MultipleChoiceField(
        choices=["heat", "water", "sun"],
        default={"heat", "water", "sun"},
        help_text="Wat wordt doorgerekend, naast de cijfers over grond en gebouwen.",
    )
    cell_m = serializers.FloatField(
        default=1.0,
        min_value=0.5,
        max_value=10,
        help_text="Kant van een vakje van het rekenraster, in meters.",
    )
    on = serializers.DateField(
        required=False, help_text="Peildag; zonder deze is dat vandaag."
    )


class ReferenceShape(serializers.Serializer[Any]):
    """A publication."""

    title = serializers.CharField()
    publisher = serializers.CharField()
    year = serializers.IntegerField()
    url = serializers.CharField()


class IndicatorShape(serializers.Serializer[Any]):
    """An indicator: what it measures, in which unit, and after whom."""

    name = serializers.CharField(help_text="Naam in gegevens.")
    label = TextShape(help_text="Naam voor mensen.")  # type: ignore[assignment]
    theme = serializers.CharField()
    theme_label = TextShape()
    unit = serializers.CharField(help_text="Eenheid van waarden; aandelen zijn 0–1.")
    symbol = serializers.CharField(
        allow_blank=True, help_text="Zoals mensen de eenheid schrijven."
    )
    has_interval = serializers.BooleanField()
    layers = serializers.ListField(
        child=serializers.CharField(), help_text="Gegevens die nodig zijn."
    )
    references = ReferenceShape(many=True)


class _ListShape(serializers.Serializer[Any]):
    total = serializers.IntegerField(help_text="Hoeveel het er in totaal zijn.")
    links = LinkShape(many=True)


class ParksShape(_ListShape):
    """A part of the list of parks."""

    items = ParkShape(many=True)


class ScansShape(_ListShape):
    """A part of the list of scans."""

    items = ScanShape(many=True)


class IndicatorsShape(_ListShape):
    """The catalogue."""

    items = IndicatorShape(many=True)
