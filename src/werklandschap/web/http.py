"""What holds for every request and answer."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

_FEATURES = "camera=(), geolocation=(self), microphone=(), payment=(), usb=()"


def only_what_we_need(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Tell browsers which features no page of ours uses (a middleware)."""

    def respond(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Permissions-Policy", _FEATURES)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response

    return respond


def know_who_asks(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Put the visitor's address where all limits look for it (a middleware).

    Behind proxies of our own the connection comes from the nearest proxy; each adds to
    ``X-Forwarded-For`` whom it heard. What stands before their words anybody may have
    made up.
    """

    def respond(request: HttpRequest) -> HttpResponse:
        heard = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
        if 0 < settings.PROXIES <= len(heard):
            request.META["REMOTE_ADDR"] = heard[-settings.PROXIES].strip()
        return get_response(request)

    return respond
