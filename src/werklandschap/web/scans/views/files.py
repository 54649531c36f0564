"""Files of a scan: downloads and layers of the map."""

from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.http.response import HttpResponseNotModified

from werklandschap.web.parks.models import Park
from werklandschap.web.scans.models import Scan
from werklandschap.web.scans.queries import files


def scan_file(request: HttpRequest, scan_id: UUID, name: str) -> HttpResponseBase:
    """Give a file of a scan of a park that the reader may see; it never changes."""
    seen = Park.objects.visible_to(request.user)
    scan = Scan.objects.filter(pk=scan_id, park__in=seen).first()
    found = files.file_of(scan, name) if scan else None
    if found is None:
        raise Http404
    if request.headers.get("If-None-Match") == found.tag:
        return HttpResponseNotModified()
    response = FileResponse(
        found.place.open("rb"),
        content_type=found.media_type,
        as_attachment=not found.is_layer,
        filename=found.called,
    )
    # Private: whoever may see it keeps it, and nobody in between does.
    response.headers["Cache-Control"] = "private, max-age=31536000, immutable"
    response.headers["ETag"] = found.tag
    return response
