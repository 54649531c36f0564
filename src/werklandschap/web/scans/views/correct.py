"""The page on which people set what a register has wrong."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from werklandschap.web.accounts.guards import demand, guarded
from werklandschap.web.accounts.http import SignedInRequest
from werklandschap.web.parks.actions import correct_park
from werklandschap.web.scans.forms import CorrectionForm
from werklandschap.web.scans.queries.page import park_of


@require_http_methods(["GET", "HEAD", "POST"])
@guarded("parks.correct")
def correct(request: SignedInRequest, code: str, slug: str) -> HttpResponse:
    """Set the facts of a park that a register has wrong."""
    park = park_of(request.user, code, slug)
    if park is None:
        raise Http404
    demand(request.user, "parks.correct", park)
    # A copy: a form that is refused has written its values onto what it was given.
    form = CorrectionForm(
        request.POST or None, instance=park_of(request.user, code, slug)
    )
    if request.method == "POST" and form.is_valid():
        facts = {name: form.cleaned_data[name] for name in form.changed_data}
        if facts:
            correct_park(park=park, facts=facts, actor=request.user, at=timezone.now())
            messages.success(
                request, _("Verbeterd. Een register verandert dit niet meer.")
            )
        return redirect(park.get_absolute_url())
    status = 422 if form.errors else 200
    return render(
        request, "scans/correct.html", {"form": form, "park": park}, status=status
    )
