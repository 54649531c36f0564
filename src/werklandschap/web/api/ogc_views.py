"""OGC API Features: Core, GeoJSON, OpenAPI 3.0 and CRS by reference."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, TypeVar

from django.conf import settings
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from drf_spectacular.renderers import OpenApiJsonRenderer, OpenApiJsonRenderer2
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularAPIView
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.views import APIView

from werklandschap.web.api import asking, crs, queries
from werklandschap.web.api.features import COLLECTIONS, Collection
from werklandschap.web.api.paging import Link, Page, link, links_beside, page_of

GEOJSON = "application/geo+json"

_CONFORMANCE = [
    f"http://www.opengis.net/spec/{name}"
    for name in (
        "ogcapi-common-1/1.0/conf/core",
        "ogcapi-features-1/1.0/conf/core",
        "ogcapi-features-1/1.0/conf/oas30",
        "ogcapi-features-1/1.0/conf/geojson",
        "ogcapi-features-2/1.0/conf/crs",
    )
]
_SCHEMA = "http://www.opengis.net/def/rel/ogc/1.0/schema"
_LICENCE = "https://creativecommons.org/licenses/by/4.0/"
_WHERE_THE_NETHERLANDS_LIE = [3.2, 50.7, 7.3, 53.6]


View = TypeVar("View", bound=Callable[..., Response])


class GeoJson(JSONRenderer):
    """GeoJSON."""

    media_type = GEOJSON
    format = "geojson"
    charset = None


class SchemaJson(JSONRenderer):
    """JSON Schema."""

    media_type = "application/schema+json"
    format = "schema"
    charset = None


class Description(SpectacularAPIView):
    """The description of this service (OpenAPI 3.0)."""

    authentication_classes = ()
    renderer_classes = [OpenApiJsonRenderer, OpenApiJsonRenderer2]
    custom_settings = settings.OGC_DESCRIPTION


def _document(**more: Any) -> Callable[[View], View]:
    return extend_schema(
        parameters=[asking.DocumentAsked],
        responses=OpenApiTypes.OBJECT,
        tags=["kaartlagen"],
        **more,
    )


class Landing(APIView):
    """Where clients begin."""

    @_document(operation_id="getLandingPage", summary="Begin van de kaartlagen")
    def get(self, request: Request) -> Response:
        """Geef de adressen van alles wat er is."""
        asking.asked(request, asking.DocumentAsked)
        openapi = "application/vnd.oai.openapi+json;version=3.0"
        return Response(
            {
                "title": "werklandschap",
                "description": _("Bedrijventerreinen en hun nulmetingen."),
                "links": [
                    link("self", _at(request, "landing")),
                    link("service-desc", _at(request, "description"), openapi),
                    link(
                        "service-doc",
                        reverse("api", request=request),
                        "text/html",
                    ),
                    link("conformance", _at(request, "conformance")),
                    link("data", _at(request, "collections")),
                ],
            }
        )


class Conformance(APIView):
    """Which parts of the standard we keep to."""

    @_document(
        operation_id="getConformance", summary="Welke delen van de standaard gelden"
    )
    def get(self, request: Request) -> Response:
        """Noem de conformiteitsklassen."""
        asking.asked(request, asking.DocumentAsked)
        return Response({"conformsTo": _CONFORMANCE})


class CollectionList(APIView):
    """The collections."""

    @_document(operation_id="getCollections", summary="Welke kaartlagen er zijn")
    def get(self, request: Request) -> Response:
        """Beschrijf alle kaartlagen."""
        asking.asked(request, asking.DocumentAsked)
        return Response(
            {
                "crs": _systems(),
                "collections": [
                    _described(request, each) for each in COLLECTIONS.values()
                ],
                "links": [link("self", _at(request, "collections"))],
            }
        )


class CollectionItem(APIView):
    """One collection."""

    @_document(operation_id="describeCollection", summary="Lees over een kaartlaag")
    def get(self, request: Request, collection: str) -> Response:
        """Beschrijf een kaartlaag."""
        asking.asked(request, asking.DocumentAsked)
        return Response(_described(request, _collection(collection)))


class Schema(APIView):
    """The properties of a collection."""

    renderer_classes = (SchemaJson, JSONRenderer)

    @_document(operation_id="getSchema", summary="Welke eigenschappen objecten hebben")
    def get(self, request: Request, collection: str) -> Response:
        """Beschrijf de eigenschappen als JSON Schema."""
        asking.asked(request, asking.DocumentAsked)
        schema = _collection(collection).schema()
        here = _at(request, "schema", collection=collection)
        return Response({**schema, "$id": here})


class _FeatureList(APIView):
    renderer_classes = (GeoJson, JSONRenderer)

    def answer(self, request: Request, kind: Collection) -> Response:
        """Give the features that somebody may see and that meet every condition."""
        asked = asking.asked(request, kind.asked)
        system = asking.answer_crs(request, asked)
        chosen = kind.chosen(request.user, asked)
        page = page_of(chosen, limit=asked["limit"], offset=asked["offset"])
        return _located(
            system,
            {
                "type": "FeatureCollection",
                "features": kind.features(page.rows, system),
                "numberMatched": page.total,
                "numberReturned": len(page.rows),
                "timeStamp": _utc(timezone.now()),
                "links": _links_of(request, kind, page),
            },
        )


class ParkFeatures(_FeatureList):
    """Parks as features."""

    @extend_schema(
        operation_id="getParks",
        parameters=[COLLECTIONS["parks"].asked],
        responses=OpenApiTypes.OBJECT,
        summary="Lees terreinen",
        tags=["kaartlagen"],
    )
    def get(self, request: Request) -> Response:
        """Geef de terreinen die u mag zien en die aan alle voorwaarden voldoen."""
        return self.answer(request, COLLECTIONS["parks"])


class ScanFeatures(_FeatureList):
    """Scans as features."""

    @extend_schema(
        operation_id="getScans",
        parameters=[COLLECTIONS["scans"].asked],
        responses=OpenApiTypes.OBJECT,
        summary="Lees nulmetingen",
        tags=["kaartlagen"],
    )
    def get(self, request: Request) -> Response:
        """Geef de nulmetingen die u mag zien en die aan alle voorwaarden voldoen."""
        return self.answer(request, COLLECTIONS["scans"])


class FeatureItem(APIView):
    """One feature."""

    renderer_classes = (GeoJson, JSONRenderer)

    @extend_schema(
        operation_id="getFeature",
        parameters=[asking.FeatureAsked],
        responses=OpenApiTypes.OBJECT,
        summary="Lees een object",
        tags=["kaartlagen"],
    )
    def get(self, request: Request, collection: str, key: str) -> Response:
        """Geef een object van een kaartlaag."""
        kind = _collection(collection)
        asked = asking.asked(request, asking.FeatureAsked)
        system = asking.answer_crs(request, asked)
        thing = get_object_or_404(
            kind.chosen(request.user, {}), **{kind.key: _key(kind, key)}
        )
        (feature,) = kind.features([thing], system)
        links = [
            link(
                "self", _at(request, "feature", collection=collection, key=key), GEOJSON
            ),
            link("collection", _at(request, "collection", collection=collection)),
        ]
        return _located(system, {**feature, "links": links})


def _collection(name: str) -> Collection:
    if name not in COLLECTIONS:
        raise Http404
    return COLLECTIONS[name]


def _key(kind: Collection, text: str) -> object:
    try:
        return kind.read_key(text)
    except ValueError:
        raise Http404 from None


def _described(request: Request, kind: Collection) -> dict[str, Any]:
    language = get_language() or "nl"
    extent: dict[str, Any] = {
        "spatial": {"bbox": [_WHERE_THE_NETHERLANDS_LIE], "crs": crs.CRS84.uri}
    }
    if days := queries.days_of_scans():
        first, last = (f"{day.isoformat()}T00:00:00Z" for day in days)
        extent["temporal"] = {"interval": [[first, last]]}
    items = reverse(f"ogc_{kind.name}", request=request)
    schema = _at(request, "schema", collection=kind.name)
    return {
        "id": kind.name,
        "title": kind.title.in_language(language),
        "description": kind.about.in_language(language),
        "itemType": "feature",
        "extent": extent,
        "crs": _systems(),
        "storageCrs": crs.RD.uri,
        "links": [
            link("self", _at(request, "collection", collection=kind.name)),
            link("items", items, GEOJSON),
            link("describedby", schema, SchemaJson.media_type),
            link(_SCHEMA, schema, SchemaJson.media_type),
            link("license", _LICENCE, "text/html"),
        ],
    }


def _links_of(request: Request, kind: Collection, page: Page[Any]) -> list[Link]:
    here = link("collection", _at(request, "collection", collection=kind.name))
    return [*links_beside(request, page, GEOJSON), here]


def _systems() -> list[str]:
    return [each.uri for each in crs.KNOWN.values()]


def _at(request: Request, name: str, **kwargs: str) -> str:
    return str(reverse(f"ogc_{name}", kwargs=kwargs, request=request))


def _located(system: crs.Crs, data: Any) -> Response:
    return Response(data, headers={"Content-Crs": f"<{system.uri}>"})


def _utc(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
