"""The REST API, version 1."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.renderers import OpenApiJsonRenderer, OpenApiJsonRenderer2
from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularAPIView
from rest_framework.exceptions import NotAuthenticated
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.views import APIView

from werklandschap.web.accounts.guards import demand
from werklandschap.web.accounts.models import User
from werklandschap.web.accounts.rules import Person
from werklandschap.web.api import asking, bulk, problems, queries, shapes, throttles
from werklandschap.web.api.crs import Crs
from werklandschap.web.api.paging import link, links_beside, page_of
from werklandschap.web.api.selection import Selection, parks_for, scans_for
from werklandschap.web.jobs import actions as jobs
from werklandschap.web.jobs.models import Run
from werklandschap.web.parks.models import Park
from werklandschap.web.scans.actions import start_scan


def guide(request: HttpRequest) -> HttpResponse:
    """Explain to people how programs get data."""
    rates = settings.REST_FRAMEWORK["DEFAULT_THROTTLE_RATES"]
    per_minute = {name: rates[name].split("/")[0] for name in ("anon", "user")}
    site = request.build_absolute_uri("/").rstrip("/")
    return render(request, "api/guide.html", {"site": site, "rates": per_minute})


class Description(SpectacularAPIView):
    """The description of this API (OpenAPI 3.1)."""

    authentication_classes = ()
    renderer_classes = [OpenApiJsonRenderer2, OpenApiJsonRenderer]
    custom_settings = settings.API_DESCRIPTION


class Root(APIView):
    """Where to begin."""

    schema = None

    def get(self, request: Request) -> Response:
        """Give the addresses of everything that is there."""
        asking.asked(request, asking.Nothing)
        names = ("description", "parks", "indicators", "parks_bulk")
        links = [link("self", request.build_absolute_uri())]
        links += [link(name, reverse(f"api_{name}", request=request)) for name in names]
        return Response(
            {"version": settings.SPECTACULAR_SETTINGS["VERSION"], "links": links}
        )


class ParkList(APIView):
    """Business parks."""

    @extend_schema(
        operation_id="listParks",
        parameters=[asking.ParksAsked],
        responses=shapes.ParksShape,
        summary="Zoek bedrijventerreinen",
        tags=["terreinen"],
    )
    def get(self, request: Request) -> Response:
        """Geef de terreinen die u mag zien en die aan alle voorwaarden voldoen."""
        parameters = asking.asked(request, asking.ParksAsked)
        system = asking.answer_crs(request, parameters)
        parks = parks_for(request.user, asking.parks_asked(parameters))
        page = page_of(parks, limit=parameters["limit"], offset=parameters["offset"])
        names = parameters.get("figures", ())
        context = _context(request, page.rows, system, names)
        return _in(
            system,
            {
                "total": page.total,
                "items": shapes.ParkShape(page.rows, many=True, context=context).data,
                "links": links_beside(request, page, "application/json"),
            },
        )


class ParkItem(APIView):
    """One business park."""

    @extend_schema(
        operation_id="readPark",
        parameters=[asking.CrsAsked],
        responses=shapes.WholeParkShape,
        summary="Lees een terrein",
        tags=["terreinen"],
    )
    def get(self, request: Request, code: str) -> Response:
        """Geef een terrein met omtrek en alle cijfers van de geldende nulmeting."""
        parameters = asking.asked(request, asking.CrsAsked)
        system = asking.answer_crs(request, parameters)
        park = _park(request.user, code)
        context = _context(request, [park], system)
        return _in(system, shapes.WholeParkShape(park, context=context).data)


class ScanList(APIView):
    """The scans of a park."""

    @extend_schema(
        operation_id="listScans",
        parameters=[asking.ScansAsked],
        responses=shapes.ScansShape,
        summary="Lees de nulmetingen van een terrein",
        tags=["nulmetingen"],
    )
    def get(self, request: Request, code: str) -> Response:
        """Geef alle nulmetingen van een terrein, de nieuwste eerst."""
        parameters = asking.asked(request, asking.ScansAsked)
        park = _park(request.user, code)
        scans = scans_for(request.user, Selection(equal={"park": park}))
        page = page_of(scans, limit=parameters["limit"], offset=parameters["offset"])
        context = {"request": request}
        return Response(
            {
                "total": page.total,
                "items": shapes.ScanShape(page.rows, many=True, context=context).data,
                "links": links_beside(request, page, "application/json"),
            }
        )


class ScanItem(APIView):
    """One scan."""

    @extend_schema(
        operation_id="readScan",
        responses=shapes.WholeScanShape,
        summary="Lees een nulmeting",
        tags=["nulmetingen"],
    )
    def get(self, request: Request, scan_id: UUID) -> Response:
        """Geef een nulmeting met alle cijfers, bronnen en bestanden."""
        asking.asked(request, asking.Nothing)
        scan = get_object_or_404(scans_for(request.user, Selection()), pk=scan_id)
        context = {"request": request, "figures": queries.figures_of([scan])}
        return Response(shapes.WholeScanShape(scan, context=context).data)


class IndicatorList(APIView):
    """The catalogue of indicators."""

    @extend_schema(
        operation_id="listIndicators",
        responses=shapes.IndicatorsShape,
        summary="Lees wat er gemeten wordt",
        tags=["indicatoren"],
    )
    def get(self, request: Request) -> Response:
        """Geef alle indicatoren met eenheid en bronnen."""
        asking.asked(request, asking.Nothing)
        facts = queries.catalogue().values()
        return Response(
            {
                "total": len(facts),
                "items": shapes.IndicatorShape(facts, many=True).data,
                "links": [link("self", request.build_absolute_uri())],
            }
        )


class IndicatorItem(APIView):
    """One indicator."""

    @extend_schema(
        operation_id="readIndicator",
        responses=shapes.IndicatorShape,
        summary="Lees over een indicator",
        tags=["indicatoren"],
    )
    def get(self, request: Request, name: str) -> Response:
        """Geef naam, eenheid en bronnen van een indicator."""
        asking.asked(request, asking.Nothing)
        if name not in queries.catalogue():
            raise Http404
        return Response(shapes.IndicatorShape(queries.catalogue()[name]).data)


class RunList(APIView):
    """Long work."""

    throttle_classes = (*throttles.ORDINARY, throttles.Starts)

    @extend_schema(
        operation_id="startRun",
        request=shapes.OrderShape,
        responses={201: shapes.RunShape, 200: shapes.RunShape},
        summary="Start een nulmeting",
        tags=["opdrachten"],
    )
    def post(self, request: Request) -> Response:
        """Start een nulmeting, of vind wie om dezelfde vroeg (dan is het antwoord 200)."""
        asking.asked(request, asking.Nothing)
        person = _known(request.user)
        order = shapes.OrderShape(data=request.data)
        order.is_valid(raise_exception=True)
        asked = order.validated_data
        park = _park(person, asked["park"])
        demand(person, "scans.start", park)
        now = timezone.now()
        run = start_scan(
            park=park,
            parts=sorted(asked["parts"]),
            cell_m=asked["cell_m"],
            on=asked.get("on") or timezone.localdate(now),
            actor=person,
            at=now,
        )
        answer = shapes.RunShape(run, context={"request": request}).data
        here = reverse("api_run", kwargs={"run_id": run.pk}, request=request)
        status = 201 if run.asked_at == now else 200
        return Response(answer, status=status, headers={"Location": here})


class RunItem(APIView):
    """One piece of long work."""

    @extend_schema(
        operation_id="readRun",
        responses=shapes.RunShape,
        summary="Lees hoe ver een opdracht is",
        tags=["opdrachten"],
    )
    def get(self, request: Request, run_id: UUID) -> Response:
        """Geef stap, voortgang en uitkomst van een opdracht."""
        asking.asked(request, asking.Nothing)
        run = _run(request.user, run_id, "scans.log")
        return Response(shapes.RunShape(run, context={"request": request}).data)

    @extend_schema(
        operation_id="cancelRun",
        request=None,
        responses=shapes.RunShape,
        summary="Stop een opdracht",
        tags=["opdrachten"],
    )
    def delete(self, request: Request, run_id: UUID) -> Response:
        """Stop een opdracht die nog wacht of bezig is; ze blijft staan als gestopt."""
        asking.asked(request, asking.Nothing)
        person = _known(request.user)
        run = _run(person, run_id, "scans.cancel")
        jobs.cancel(run=run, actor=person, at=timezone.now())
        run.refresh_from_db()
        if run.status != Run.Status.CANCELLED:
            raise problems.Conflict(_("Deze opdracht is al klaar of mislukt."))
        return Response(shapes.RunShape(run, context={"request": request}).data)


class _ParquetRenderer(BaseRenderer):
    """Says that we can answer in Parquet; the file itself is sent as it is."""

    media_type = bulk.MEDIA_TYPE
    format = "parquet"

    def render(self, data: Any, *_: Any, **__: Any) -> bytes:
        """Give bytes back."""
        return bytes(data)


class ParksBulk(APIView):
    """All public parks at once."""

    renderer_classes = (_ParquetRenderer,)
    throttle_classes = (*throttles.ORDINARY, throttles.Bulk)

    @extend_schema(
        operation_id="readAllParks",
        responses={(200, bulk.MEDIA_TYPE): bytes},
        summary="Haal alle openbare terreinen op",
        tags=["terreinen"],
    )
    def get(self, request: Request) -> HttpResponse | FileResponse:
        """Geef alle openbare terreinen met cijfers als GeoParquet, in RD (EPSG:28992)."""
        asking.asked(request, asking.Nothing)
        return bulk.answer(request)


class Elsewhere(APIView):
    """Addresses that do not exist."""

    schema = None
    authentication_classes = ()

    def dispatch(self, *_: Any, **__: Any) -> HttpResponse:
        """Say so, whatever the method."""
        return problems.respond(problems.Problem(404))


def _park(person: Person, code: str) -> Park:
    return get_object_or_404(Park.objects.visible_to(person), code=code)


def _known(person: Person) -> User:
    if not isinstance(person, User):
        raise NotAuthenticated(_("Meld u aan of gebruik een sleutel."))
    return person


def _run(person: Person, run_id: UUID, permission: str) -> Run:
    """Find a run about a park for which somebody has a permission."""
    run = get_object_or_404(Run, pk=run_id)
    park = _park(person, str(run.parameters.get("park", "")))
    try:
        demand(person, permission, park)
    except PermissionDenied:
        # Who runs what is nobody else's business, so neither is whether it exists.
        raise Http404 from None
    return run


def _context(
    request: Request,
    parks: Iterable[Park],
    system: Crs,
    names: Iterable[str] | None = None,
) -> dict[str, Any]:
    scans = queries.current_scans(parks)
    wanted = None if names is None else list(names)
    figures = {} if wanted == [] else queries.figures_of(scans.values(), wanted)
    return {"request": request, "crs": system, "scans": scans, "figures": figures}


def _in(system: Crs, data: Any) -> Response:
    return Response(data, headers={"Content-Crs": f"<{system.uri}>"})
