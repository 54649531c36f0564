"""The label for everybody: the criteria, all parks, and checking a certificate."""

from datetime import date

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from werklandschap.web.accounts.guards import guarded
from werklandschap.web.accounts.http import SignedInRequest
from werklandschap.web.accounts.rules import may
from werklandschap.web.labels.actions import scores
from werklandschap.web.labels.forms import CheckForm
from werklandschap.web.labels.http import ASSESS, MANAGE
from werklandschap.web.labels.queries import checking, keys, scoring, standing
from werklandschap.web.scans.queries.words import language

_ON_A_PAGE = 100
_OPEN = {"Access-Control-Allow-Origin": "*"}


@require_GET
def label(request: HttpRequest) -> HttpResponseBase:
    """Show all scored parks, and how many have which grade."""
    grade = request.GET.get("cijfer", "")
    rows = standing.table(request.user, grade=grade)
    told = {
        "criteria": scoring.criteria_now(),
        "page": Paginator(rows, _ON_A_PAGE).get_page(request.GET.get("pagina")),
        "grade": grade,
        "counts": standing.counts(request.user),
        "lacking": scoring.count_lacking(),
        "may_assess": may(request.user, ASSESS),
        "may_manage": may(request.user, MANAGE),
    }
    return render(request, "labels/label.html", told)


@require_GET
def criteria(request: HttpRequest) -> HttpResponseBase:
    """Show the criteria with their thresholds, weights, minimums and sources."""
    return render(
        request,
        "labels/criteria.html",
        {"criteria": scoring.criteria_now(), "grades": list(standing.GRADES)},
    )


@guarded(MANAGE)
@require_POST
def score(request: SignedInRequest) -> HttpResponseBase:
    """Ask for the scores that lack."""
    scores.ask_scores(actor=request.user, at=timezone.now())
    return redirect("label")


def check(request: HttpRequest) -> HttpResponseBase:
    """Tell whether a certificate is genuine; nothing of it is kept."""
    form = CheckForm(request.POST or None)
    told = {"form": form, "keys": keys.published()}
    if request.method == "POST" and form.is_valid():
        told["checked"] = checking.checked(
            form.cleaned_data["told"], on=timezone.localdate()
        )
    return render(request, "labels/check.html", told)


@require_GET
def offline_check(request: HttpRequest) -> HttpResponseBase:
    """Give a page that checks certificates without a connection, to keep."""
    on = timezone.localdate()
    told = checking.offline(on=on, language=language())
    until = date.fromisoformat(told["revoked"]["says"]["expires_on"])
    answer = render(
        request,
        "labels/offline.html",
        {"told": told, "made_on": on, "list_until": until},
    )
    name = (
        "certificate-check.html" if language() == "en" else "certificaat-controle.html"
    )
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@require_GET
def published_keys(_request: HttpRequest) -> HttpResponseBase:
    """Give the public keys, so that anybody can check a certificate without us."""
    return JsonResponse({"keys": keys.published()}, headers=_OPEN)


@require_GET
def revoked(_request: HttpRequest) -> HttpResponseBase:
    """Give the signed list of numbers that were revoked."""
    return JsonResponse(checking.revoked_list(on=timezone.localdate()), headers=_OPEN)
