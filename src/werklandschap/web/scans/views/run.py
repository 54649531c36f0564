"""The page of a run: how far it is, its log, and a button to stop it."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase, JsonResponse
from django.http.response import HttpResponseNotModified
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from werklandschap.web.accounts.guards import demand, guarded
from werklandschap.web.accounts.http import SignedInRequest
from werklandschap.web.accounts.rules import may
from werklandschap.web.jobs.models import Run
from werklandschap.web.parks.models import Park
from werklandschap.web.scans import actions
from werklandschap.web.scans.queries import runs


@guarded("scans.log")
@require_GET
def run(request: HttpRequest, run_id: UUID) -> HttpResponseBase:
    """Show how far a scan is and what it did."""
    found, park = _found(request, run_id)
    demand(request.user, "scans.log", park)
    told = {
        "run": found,
        "park": park,
        "slug": slugify(park.name),
        "scan": runs.scan_of(found),
        "notes": found.notes.all(),
        "may_cancel": found.is_open and may(request.user, "scans.cancel", park),
        "wait_s": runs.wait_s(found),
    }
    return render(request, "scans/run.html", told)


@guarded("scans.log")
@require_GET
def state(request: HttpRequest, run_id: UUID) -> HttpResponseBase:
    """Tell a program how far a scan is; nothing new gives an empty answer."""
    found, park = _found(request, run_id)
    demand(request.user, "scans.log", park)
    facts, tag = runs.state_of(found)
    if request.headers.get("If-None-Match") == tag:
        answer: HttpResponseBase = HttpResponseNotModified()
    else:
        answer = JsonResponse(facts)
    answer.headers["ETag"] = tag
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer


@guarded("scans.cancel")
@require_POST
def cancel(request: SignedInRequest, run_id: UUID) -> HttpResponseBase:
    """Stop a scan at its next step."""
    found, park = _found(request, run_id)
    demand(request.user, "scans.cancel", park)
    actions.cancel_scan(run=found, actor=request.user, at=timezone.now())
    messages.success(request, _("De nulmeting stopt bij de volgende stap."))
    return redirect("run", run_id=found.pk)


def _found(request: HttpRequest, run_id: UUID) -> tuple[Run, Park]:
    """Find a run and its park; of parks that somebody may not see nothing is found."""
    found = Run.objects.filter(pk=run_id, kind=actions.KIND).first()
    if found is None:
        raise Http404
    seen = Park.objects.visible_to(request.user)
    park = seen.filter(code=found.parameters.get("park")).first()
    if park is None:
        raise Http404
    return found, park
