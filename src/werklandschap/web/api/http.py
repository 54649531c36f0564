"""What every answer to a program carries, whoever gave the answer."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from werklandschap.web.api import problems

View = Callable[[HttpRequest], HttpResponse]

_ROOMS = ("/api/", "/ogc/")
_READS = "GET, HEAD, OPTIONS"
_ASKS = "Accept, Accept-Crs, Accept-Language, Authorization, If-None-Match"
_TELLS = "API-Version, Content-Crs, ETag, Link, Retry-After, Warning"
_VARIES = ("Accept", "Accept-Crs", "Accept-Language", "Authorization", "Cookie")
_FRESH_S = 60
_LARGEST_BODY_BYTES = 64 * 1024
"""An order for a scan is far smaller; without a stated length nothing is read."""


def for_programs(get_response: View) -> View:
    """Give answers under /api/ and /ogc their headers, and problems their form."""

    def respond(request: HttpRequest) -> HttpResponse:
        if not _is_ours(request.path_info):
            return get_response(request)
        if _is_preflight(request):
            response = _preflight()
        elif int(request.META.get("CONTENT_LENGTH") or 0) > _LARGEST_BODY_BYTES:
            response = problems.respond(problems.Problem(413))
        else:
            response = _as_problem(get_response(request))
        return _with_headers(request, response)

    return respond


def _is_ours(path: str) -> bool:
    return path == "/ogc" or path.startswith(_ROOMS)


def _is_preflight(request: HttpRequest) -> bool:
    return (
        request.method == "OPTIONS"
        and "Access-Control-Request-Method" in request.headers
    )


def _preflight() -> HttpResponse:
    headers = {
        "Access-Control-Allow-Methods": _READS,
        "Access-Control-Allow-Headers": _ASKS,
        "Access-Control-Max-Age": "86400",
    }
    return HttpResponse(status=204, headers=headers)


def _as_problem(response: HttpResponse) -> HttpResponse:
    """Replace a page that says what went wrong by the same for programs."""
    is_page = response.headers.get("Content-Type", "").startswith("text/html")
    if response.status_code >= 400 and is_page:
        return problems.respond(problems.Problem(response.status_code))
    return response


def _with_headers(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    headers = response.headers
    headers["API-Version"] = settings.SPECTACULAR_SETTINGS["VERSION"]
    headers["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'none'"
    headers["X-Content-Type-Options"] = "nosniff"
    headers["X-Frame-Options"] = "DENY"
    # Without credentials: a page elsewhere reads what a visitor may read, or has a key.
    headers["Access-Control-Allow-Origin"] = "*"
    headers["Access-Control-Expose-Headers"] = _TELLS
    headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    headers["Vary"] = ", ".join(_VARIES)
    headers["Cache-Control"] = (
        f"public, max-age={_FRESH_S}" if _is_public(request, response) else "no-store"
    )
    return response


def _is_public(request: HttpRequest, response: HttpResponse) -> bool:
    is_known = "Authorization" in request.headers or (
        settings.SESSION_COOKIE_NAME in request.COOKIES
    )
    is_read = request.method in {"GET", "HEAD"}
    return is_read and not is_known and response.status_code in {200, 304}
