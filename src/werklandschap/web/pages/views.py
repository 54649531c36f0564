"""Pages about the platform, its health, and what people see when something is wrong."""

import logging
import secrets
from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from werklandschap.web.accounts.rules import may
from werklandschap.web.pages import gallery, queries

_SECURITY_CONTACT_HOLDS = timedelta(days=180)

logger = logging.getLogger(__name__)


@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """Tell whether the platform is well; to whoever watches over it, how much waits."""
    parts = queries.health(at=timezone.now())
    is_well = all(parts.values())
    told: dict[str, object] = {"is_well": is_well, **parts}
    if parts["database"] and may(request.user, "audit.view"):
        told["queued"] = queries.queued()
    answer = JsonResponse(told, status=200 if is_well else 503)
    answer["Cache-Control"] = "no-store"
    return answer


# -- About -------------------------------------------------------------------------------
@require_safe
def method(request: HttpRequest) -> HttpResponse:
    """Explain how figures are made and how to read them."""
    facts = {"paragraphs": queries.method(), "example": gallery.example()}
    return render(request, "pages/method.html", facts)


@require_safe
def indicators(request: HttpRequest) -> HttpResponse:
    """Explain every indicator."""
    return render(request, "pages/indicators.html", {"chapters": queries.chapters()})


@require_safe
def sources(request: HttpRequest) -> HttpResponse:
    """Name every source of data with its licence."""
    return render(request, "pages/sources.html", {"origins": queries.origins()})


@require_safe
def assumptions(request: HttpRequest) -> HttpResponse:
    """Show every number that the engine counts with."""
    subjects = queries.subjects(on=timezone.localdate())
    return render(request, "pages/assumptions.html", {"subjects": subjects})


@require_safe
def contact(request: HttpRequest) -> HttpResponse:
    """Say whom to ask."""
    facts = {
        "address": settings.DEFAULT_FROM_EMAIL,
        "security": settings.SECURITY_CONTACT.removeprefix("mailto:"),
    }
    return render(request, "pages/contact.html", facts)


@require_safe
def components(request: HttpRequest) -> HttpResponse:
    """Show every component in all its states, for those who build pages."""
    return render(request, "pages/components.html", gallery.everything())


# -- Files that programs look for --------------------------------------------------------
@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """Tell finders of leaks whom to warn (RFC 9116)."""
    expires = timezone.now().replace(microsecond=0) + _SECURITY_CONTACT_HOLDS
    lines = {
        "Contact": settings.SECURITY_CONTACT,
        "Expires": expires.isoformat(),
        "Preferred-Languages": "nl, en",
        "Canonical": request.build_absolute_uri(request.path),
    }
    return _text("".join(f"{name}: {value}\n" for name, value in lines.items()))


@require_safe
def robots_txt(request: HttpRequest) -> HttpResponse:
    """Keep search engines out of what is of use to people only."""
    return _text("User-agent: *\nDisallow: /account/\nDisallow: /nulmeting/\n")


def _text(text: str) -> HttpResponse:
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


# -- Faults ------------------------------------------------------------------------------
def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that a form lay open too long."""
    return _fault(request, 403, "403_csrf.html")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that a request cannot be understood."""
    return _fault(request, 400, "400.html")


def not_allowed(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that this is not theirs to do, and who can."""
    return _fault(request, 403, "403.html")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that there is nothing here, or nothing that they may see."""
    return _fault(request, 404, "404.html")


def fault(request: HttpRequest) -> HttpResponse:
    """Say that something went wrong on our side; needs no database, session or user."""
    return _fault(request, 500, "500.html")


def _fault(request: HttpRequest, status: int, template: str) -> HttpResponse:
    """Answer with a page that has a number under which the log knows the fault."""
    reference = secrets.token_hex(4)
    logger.info("%s: %s at %s", reference, status, request.path)
    return render(request, template, {"reference": reference}, status=status)
