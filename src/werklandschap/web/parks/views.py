"""The map of parks, its table, and the lists by region."""

import gzip
import json
from functools import lru_cache
from typing import Any

from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotModified,
    JsonResponse,
    QueryDict,
)
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_http_methods, require_safe

from werklandschap.core.errors import WerklandschapError
from werklandschap.web.accounts.guards import guarded, signed_in
from werklandschap.web.accounts.http import SignedInRequest
from werklandschap.web.accounts.rules import Person
from werklandschap.web.parks import (
    actions,
    catalogue,
    drawing,
    overview,
    regions,
    tiles,
)
from werklandschap.web.parks.forms import RegisterForm
from werklandschap.web.parks.models import Load

_FOR_EVER = "public, max-age=31536000, immutable"
_ASK_AGAIN = "public, max-age=60"


@require_safe
@gzip_page
def home(request: HttpRequest) -> HttpResponse:
    """Show the parks that are asked for in a table and on a map."""
    if request.user.is_authenticated:
        main = _main(request.GET, request.user)
    else:
        version = overview.version()
        main = _main_for_visitors(version, get_language(), request.GET.urlencode())
    return render(request, "parks/home.html", {"main": main})


def _main(address: QueryDict, person: Person) -> SafeString:
    shown = overview.overview(address, person)
    facts = {"overview": shown, "user": person}
    return render_to_string("parks/main.html", facts)


@lru_cache(maxsize=256)
def _main_for_visitors(_version: str, _language: str, query: str) -> SafeString:
    """Make the page once for all visitors, as long as no park or figure changes."""
    return _main(QueryDict(query), AnonymousUser())


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Suggest parks while somebody types."""
    found = drawing.suggestions(request.GET.get("q", ""), request.user)
    answer = [
        {
            "name": park.name,
            "where": park.place or park.municipality or park.province,
            "url": park.url,
        }
        for park in found
    ]
    response = JsonResponse({"parks": answer})
    response["Cache-Control"] = "private, max-age=60"
    patch_vary_headers(response, ["Cookie"])
    return response


@require_safe
def tile(request: HttpRequest, z: int, x: int, y: int) -> HttpResponseBase:
    """Give a vector tile of the public parks, the same for everybody."""
    if not tiles.is_tile(z, x, y):
        raise Http404
    parks = catalogue.current()
    version = parks.version
    response = _kept(request, version) or _zipped(
        request,
        tiles.tiles_of(parks).tile(z, x, y),
        "application/vnd.mapbox-vector-tile",
    )
    is_asked = request.GET.get("v") == version
    return _cached(response, version, _FOR_EVER if is_asked else _ASK_AGAIN)


@require_safe
def values(request: HttpRequest) -> HttpResponseBase:
    """Give the colours of the public parks, the same for everybody."""
    version = overview.version()
    response = _kept(request, version) or _zipped(
        request, _values(version, request.GET.urlencode()), "application/json"
    )
    return _cached(response, version, _ASK_AGAIN)


@lru_cache(maxsize=256)
def _values(_version: str, query: str) -> bytes:
    answer = drawing.values_for_map(QueryDict(query))
    return gzip.compress(json.dumps(answer, separators=(",", ":")).encode(), 5, mtime=0)


@require_safe
@signed_in
@never_cache
def private(request: SignedInRequest) -> HttpResponse:
    """Give the private parks that the reader may see, for their map alone."""
    return JsonResponse(drawing.private_for_map(request.GET, request.user))


@require_safe
@gzip_page
def parks(request: HttpRequest) -> HttpResponse:
    """List the provinces and municipalities with their parks."""
    return render(
        request, "parks/regions.html", {"country": regions.country(request.user)}
    )


@require_safe
@gzip_page
def province(request: HttpRequest, code: str) -> HttpResponse:
    """List the municipalities of a province and what they have together."""
    found = regions.province(code, request.user)
    if found is None:
        raise Http404
    return render(request, "parks/province.html", {"region": found})


@require_safe
@gzip_page
def municipality(request: HttpRequest, code: str) -> HttpResponse:
    """List the parks of a municipality."""
    found = regions.municipality(code, request.user)
    if found is None:
        raise Http404
    return render(request, "parks/municipality.html", {"region": found})


@require_http_methods(["GET", "HEAD", "POST"])
@guarded("parks.load")
def load(request: SignedInRequest) -> HttpResponse:
    """Load a register of parks from a file."""
    form = RegisterForm(request.POST or None, request.FILES or None)
    problem: WerklandschapError | None = None
    if request.method == "POST" and form.is_valid():
        try:
            done = actions.load_upload(
                file=form.cleaned_data["file"],
                source=form.cleaned_data["source"],
                actor=request.user,
                at=timezone.now(),
            )
        except WerklandschapError as refused:
            problem = refused
        else:
            messages.success(request, _("Ingelezen: %(told)s.") % {"told": done.told()})
            return redirect("load_parks")
    return render(
        request,
        "parks/load.html",
        {"form": form, "loads": Load.objects.all()[:20], **_in_words(problem)},
        status=422 if problem or form.errors else 200,
    )


def _in_words(problem: WerklandschapError | None) -> dict[str, Any]:
    """Say what is wrong with a file, and with which rows."""
    if problem is None:
        return {}
    language = get_language() or "nl"
    rows = problem.problems if isinstance(problem, actions.RegisterRefused) else ()
    return {
        "problem": problem.say(language),
        "row_problems": [row.say(language) for row in rows[:_MOST_TOLD]],
        "row_problems_more": max(0, len(rows) - _MOST_TOLD),
    }


_MOST_TOLD = 100


def _kept(request: HttpRequest, version: str) -> HttpResponseBase | None:
    """Answer that what the browser has is still right, if it is."""
    known = parse_etags(request.headers.get("If-None-Match", ""))
    return HttpResponseNotModified() if f'"{version}"' in known else None


def _cached(response: HttpResponseBase, version: str, how: str) -> HttpResponseBase:
    response["ETag"] = f'"{version}"'
    response["Cache-Control"] = how
    patch_vary_headers(response, ["Accept-Encoding"])
    return response


def _zipped(request: HttpRequest, data: bytes, kind: str) -> HttpResponse:
    """Send zipped data as it is, or unzipped to who cannot unzip."""
    if "gzip" not in request.headers.get("Accept-Encoding", ""):
        return HttpResponse(gzip.decompress(data), content_type=kind)
    response = HttpResponse(data, content_type=kind)
    response["Content-Encoding"] = "gzip"
    return response
