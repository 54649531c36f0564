"""The page of a park."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.text import slugify

from werklandschap.web.parks.models import Park
from werklandschap.web.scans.models import Scan
from werklandschap.web.scans.queries import correcting, page, parts


def park(request: HttpRequest, code: str, slug: str) -> HttpResponseBase:
    """Show a park with its current scan."""
    found = _found(request, code, slug)
    if request.path != found.get_absolute_url():
        return redirect(found, permanent=False)
    return _show(request, found, page.scan_for(found))


def scan(request: HttpRequest, code: str, slug: str, scan_id: str) -> HttpResponseBase:
    """Show a park with a scan of its own choice, such as an older one."""
    found = _found(request, code, slug)
    chosen = page.scan_for(found, scan_id)
    if chosen is None:
        raise Http404
    return _show(request, found, chosen)


def _found(request: HttpRequest, code: str, slug: str) -> Park:
    found = page.park_of(request.user, code, slug)
    if found is None:
        raise Http404
    return found


def _show(request: HttpRequest, park: Park, scan: Scan | None) -> HttpResponse:
    shown = page.page_of(scan) if scan else None
    told: dict[str, Any] = {
        "park": park,
        "kind": page.kind_of(park),
        "slug": slugify(park.name),
        "page": shown,
        "body": _body_of(shown) if shown else "",
        "steps": page.next_steps(request.user, park, scan),
        "involved": page.involved(park),
        "correction_url": correcting.correction_url(request.user, park),
        "parts": parts.parts_of(park),
        "open_run": page.open_run_of(request.user, park),
    }
    return render(request, "scans/park.html", told)


def _body_of(shown: page.Page) -> str:
    """Render what is the same for all readers, once for each page."""
    if not shown.body:
        shown.body = render_to_string("scans/body.html", {"page": shown})
    return shown.body
