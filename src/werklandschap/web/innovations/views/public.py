"""What everybody may see."""

from csp.decorators import csp_replace
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    JsonResponse,
)
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from werklandschap.web.accounts.rules import may
from werklandschap.web.innovations.forms.measuring import AnswersForm
from werklandschap.web.innovations.http import found
from werklandschap.web.innovations.models import Maturity
from werklandschap.web.innovations.queries import export, finding, fits, record
from werklandschap.web.parks.models import Park
from werklandschap.web.scans.queries.page import park_of
from werklandschap.web.scans.queries.words import language


@require_safe
def innovations(request: HttpRequest) -> HttpResponse:
    """Search the database."""
    asked = _asked(request)
    told = {
        "asked": asked,
        "found": finding.find(asked, language()),
        "may_review": may(request.user, "innovations.review"),
    }
    return render(request, "innovations/innovations.html", told)


def _asked(request: HttpRequest) -> finding.Asked:
    level = request.GET.get("rijpheid", "")
    is_level = level.isascii() and level.isdigit() and int(level) in Maturity.values
    return finding.Asked(
        query=request.GET.get("q", "")[:200],
        kind=request.GET.get("soort", ""),
        theme=request.GET.get("thema", ""),
        maturity=int(level) if is_level else 0,
    )


@require_safe
def innovation(request: HttpRequest, innovation: str) -> HttpResponse:
    """Show one innovation."""
    shown = found(innovation)
    told = {
        "record": record.record_of(shown, timezone.localdate()),
        "innovation": shown,
        "versions": shown.versions.select_related("made_by__organisation"),
        "may_measure": may(request.user, "innovations.measure"),
        "may_edit": may(request.user, "innovations.edit"),
        "embed_url": request.build_absolute_uri(
            f"{shown.get_absolute_url()}/insluiten"
        ),
    }
    return render(request, "innovations/innovation.html", told)


@require_safe
def fit(request: HttpRequest, innovation: str) -> HttpResponse:
    """Tell whether it fits a park, and ask what no scan knows."""
    shown = found(innovation)
    park = _park(request)
    form = AnswersForm(request.GET, facts=fits.asked_of(shown))
    answers = form.answers()
    told = {
        "innovation": shown,
        "park": park,
        "query": request.GET.get("terrein", "")[:100],
        "form": form,
        "scan": fits.scan_of(park) if park else None,
        "judged": fits.judged(shown, park, answers) if park else None,
        "parks": [] if park else _parks_like(request),
    }
    return render(request, "innovations/fit.html", told)


def _park(request: HttpRequest) -> Park | None:
    code = request.GET.get("terrein", "")[:100]
    return Park.objects.visible_to(request.user).filter(code=code).first()


def _parks_like(request: HttpRequest) -> list[Park]:
    """Find parks by what was typed, if it was no number of a park."""
    from werklandschap.web.parks.drawing import suggestions

    wanted = request.GET.get("terrein", "")[:100]
    codes = [each.code for each in suggestions(wanted, request.user)] if wanted else []
    known = Park.objects.visible_to(request.user).in_bulk(codes, field_name="code")
    return [known[code] for code in codes if code in known]


@require_safe
def park_innovations(request: HttpRequest, code: str, slug: str) -> HttpResponse:
    """Show all innovations for a park, those that fit best first."""
    park = park_of(request.user, code, slug)
    if park is None:
        raise Http404
    form = AnswersForm(request.GET)
    told = {
        "park": park,
        "scan": fits.scan_of(park),
        "form": form,
        "found": fits.all_for(park, form.answers()),
    }
    return render(request, "innovations/park.html", told)


@require_safe
@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"]})  # type: ignore[arg-type]
def embed(request: HttpRequest, innovation: str) -> HttpResponseBase:
    """Show an innovation within a page of somebody else."""
    shown = found(innovation)
    told = {
        "record": record.record_of(shown, timezone.localdate()),
        "innovation": shown,
    }
    response = render(request, "innovations/embed.html", told)
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


@require_safe
def open_json(request: HttpRequest) -> HttpResponse:
    """Give the whole database as JSON."""
    response = JsonResponse(
        export.as_json(timezone.localdate()), json_dumps_params={"ensure_ascii": False}
    )
    return _open(response, "innovaties.json")


@require_safe
def open_csv(request: HttpRequest) -> HttpResponse:
    """Give the database as a table."""
    text = "\ufeff" + export.as_csv()
    return _open(HttpResponse(text, content_type="text/csv"), "innovaties.csv")


def _open(response: HttpResponse, name: str) -> HttpResponse:
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Access-Control-Allow-Origin"] = "*"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    response["Link"] = f'<{export.LICENCE["url"]}>; rel="license"'
    return response
