"""Planned maintenance: bringing a file, and what was wrong with it."""

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from werklandschap.core.errors import WerklandschapError
from werklandschap.web.accounts.guards import guarded
from werklandschap.web.accounts.http import SignedInRequest
from werklandschap.web.plans.actions import plans as actions
from werklandschap.web.plans.forms import MaintenanceForm
from werklandschap.web.plans.http import EDIT, own_park
from werklandschap.web.plans.queries import planning as queries
from werklandschap.web.plans.queries.parts import address
from werklandschap.web.scans.queries.words import language


@guarded(EDIT)
def bring(request: SignedInRequest, code: str, slug: str) -> HttpResponseBase:
    """Take a maintenance plan in, and tell row by row what was wrong."""
    park, _scan = own_park(request, code, slug)
    form = MaintenanceForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.bring_maintenance(
                park=park,
                file=form.cleaned_data["file"],
                actor=request.user,
                at=timezone.now(),
            )
        except WerklandschapError as problem:
            form.add_error("file", problem.say(language()))
        else:
            messages.success(request, _("Het onderhoudsplan is ingelezen."))
            return redirect(address("maintenance", park))
    told = {
        "park": park,
        "form": form,
        "maintenance": queries.maintenance_of(park),
        "notes": queries.notes_of(queries.maintenance_of(park)),
        "plans_url": address("plans", park),
    }
    return render(request, "plans/maintenance.html", told)


@require_GET
def template(_request: HttpRequest) -> HttpResponseBase:
    """Give an empty maintenance plan to fill in."""
    return FileResponse(
        queries.template_file(), as_attachment=True, filename="onderhoudsplan.csv"
    )
