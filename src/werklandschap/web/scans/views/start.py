"""Starting a scan of a park, or of an area of one's own."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from werklandschap.core.errors import WerklandschapError
from werklandschap.web.accounts.guards import demand, guarded
from werklandschap.web.accounts.http import SignedInRequest
from werklandschap.web.parks.models import Park
from werklandschap.web.scans import actions
from werklandschap.web.scans.forms import AreaForm, ScanForm
from werklandschap.web.scans.models import Scan
from werklandschap.web.scans.queries import data
from werklandschap.web.scans.queries.words import language


@guarded("scans.start")
def start(request: SignedInRequest) -> HttpResponseBase:
    """Show which data there are about a park, and start a scan of it."""
    code = request.POST.get("terrein") or request.GET.get("terrein") or ""
    seen = Park.objects.visible_to(request.user)
    park = seen.filter(code=code).first()
    if park is None:
        if code:
            raise Http404
        return render(request, "scans/choose.html")
    demand(request.user, "scans.start", park)
    initial = {"terrein": park.code, "parts": actions.PARTS}
    form = ScanForm(request.POST or None, initial=initial)
    is_asked = request.method == "POST" and form.is_valid()
    if is_asked and (begun := _begun(request, park, form)) is not None:
        return begun
    told = {
        "park": park,
        "form": form,
        "holdings": data.holdings_of(park, on=timezone.localdate()),
    }
    return render(request, "scans/start.html", told)


def _begun(
    request: SignedInRequest, park: Park, form: ScanForm
) -> HttpResponseBase | None:
    try:
        run = actions.start_scan(
            park=park,
            parts=form.cleaned_data["parts"],
            cell_m=form.cleaned_data["cell_m"],
            actor=request.user,
            at=timezone.now(),
        )
    except WerklandschapError as problem:
        form.add_error(None, problem.say(language()))
        return None
    return redirect("run", run_id=run.pk)


@guarded("scans.start")
@require_POST
def again(request: SignedInRequest, scan_id: UUID) -> HttpResponseBase:
    """Make a scan of an earlier day once more, with the method of today."""
    seen = Park.objects.visible_to(request.user)
    scan = Scan.objects.filter(pk=scan_id, park__in=seen).first()
    if scan is None:
        raise Http404
    demand(request.user, "scans.start", scan.park)
    run = actions.start_scan(
        park=scan.park,
        parts=scan.parts,
        cell_m=scan.cell_m,
        on=scan.on,
        actor=request.user,
        at=timezone.now(),
    )
    return redirect("run", run_id=run.pk)


@guarded("parks.add")
def add_area(request: SignedInRequest) -> HttpResponseBase:
    """Add an area that somebody drew, pasted or uploaded, as a private park."""
    form = AreaForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            park = actions.add_area(
                name=form.cleaned_data["name"],
                text=form.cleaned_data["outline"],
                file=form.cleaned_data["file"],
                actor=request.user,
                at=timezone.now(),
            )
        except WerklandschapError as problem:
            form.add_error(None, problem.say(language()))
        else:
            messages.success(request, _("Het gebied is toegevoegd."))
            return redirect(_start_url(park))
    told: dict[str, Any] = {"form": form, "bounds": data.bounds_for(request.user)}
    return render(request, "scans/add_area.html", told)


def _start_url(park: Park) -> str:
    return f"{reverse('start_scan')}?terrein={park.code}"
