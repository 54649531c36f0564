"""The label of one park: where it stands, why, and the way up."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from werklandschap.core.errors import WerklandschapError
from werklandschap.web.accounts.guards import demand, guarded
from werklandschap.web.accounts.http import SignedInRequest
from werklandschap.web.accounts.rules import may
from werklandschap.web.labels.actions import assessments, paths
from werklandschap.web.labels.forms import StartForm
from werklandschap.web.labels.http import APPLY, found_park, tell, to_assessment
from werklandschap.web.labels.queries import standing
from werklandschap.web.plans.queries.parts import address
from werklandschap.web.scans.queries import page

_EDIT = "plans.edit"


@require_GET
def label_park(request: HttpRequest, code: str, slug: str) -> HttpResponseBase:
    """Show the pre-score of a park, its criteria, the ways up and its certificates."""
    park = found_park(request, code, slug)
    scan = page.scan_for(park)
    may_apply = may(request.user, APPLY, park)
    told = {
        "park": park,
        "scan": scan,
        "standing": standing.standing_of(park, scan) if scan else None,
        "certificates": standing.certificates_of(park),
        "foreign": standing.foreign_of(park),
        "assessments": standing.open_assessments(park) if may_apply else [],
        "may_apply": may_apply,
        "may_edit": may(request.user, _EDIT, park),
        "today": timezone.localdate(),
        "route_url": address("label_route", park),
        "start_url": address("start_assessment", park),
        "foreign_url": address("foreign_certificate", park),
    }
    return render(request, "labels/park.html", told)


@guarded(_EDIT)
@require_POST
def route(request: SignedInRequest, code: str, slug: str) -> HttpResponseBase:
    """Ask for the cheapest plan along one of the ways up, or along all of them."""
    park = found_park(request, code, slug)
    demand(request.user, _EDIT, park)
    scan, back = page.scan_for(park), redirect(address("label_park", park))
    if scan is None:
        return back
    at, actor = timezone.now(), request.user
    wanted = request.POST.get("route", "")
    if not wanted:
        paths.ask_all_ways(park=park, scan=scan, actor=actor, at=at)
        return back
    ways = standing.standing_of(park, scan).ways
    way = next((each for each in ways if str(each.number) == wanted), None)
    if way is None:
        messages.error(request, _("Deze route is er niet meer. Kies opnieuw."))
        return back
    run = paths.ask_way(park=park, scan=scan, route=way.route, actor=actor, at=at)
    return redirect("plan_run", run_id=run.pk)


@guarded(APPLY)
def start(request: SignedInRequest, code: str, slug: str) -> HttpResponseBase:
    """Begin a self-assessment."""
    park = found_park(request, code, slug)
    demand(request.user, APPLY, park)
    scan = page.scan_for(park)
    form = StartForm(request.POST or None)
    if request.method == "POST" and scan and form.is_valid():
        try:
            found = assessments.start_assessment(
                park=park,
                scan=scan,
                moment=form.cleaned_data["moment"],
                actor=request.user,
                at=timezone.now(),
            )
        except WerklandschapError as problem:
            tell(request, problem)
            return redirect(address("label_park", park))
        return to_assessment(found)
    if request.method not in {"GET", "HEAD", "POST"}:
        raise Http404
    return render(
        request, "labels/start.html", {"park": park, "scan": scan, "form": form}
    )
