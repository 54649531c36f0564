"""The ambition of a park."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from werklandschap.core.errors import WerklandschapError
from werklandschap.web.accounts.guards import guarded
from werklandschap.web.accounts.http import SignedInRequest
from werklandschap.web.accounts.rules import may
from werklandschap.web.parks.models import Park
from werklandschap.web.plans.actions import ambitions as actions
from werklandschap.web.plans.actions import reach as reach_actions
from werklandschap.web.plans.forms import AmbitionForm
from werklandschap.web.plans.http import EDIT, found_park, own_park
from werklandschap.web.plans.queries import ambition as queries
from werklandschap.web.plans.queries import planning
from werklandschap.web.plans.queries import reach as reaches
from werklandschap.web.plans.queries.parts import address
from werklandschap.web.scans.models import Scan
from werklandschap.web.scans.queries import page
from werklandschap.web.scans.queries.words import language


@require_GET
def ambition(request: HttpRequest, code: str, slug: str) -> HttpResponseBase:
    """Show what is wanted of a park, and how far it is from that."""
    park = found_park(request, code, slug)
    scan = page.scan_for(park)
    may_edit = may(request.user, EDIT, park)
    told = {
        "park": park,
        "scan": scan,
        "shape": queries.shape_of(park, scan),
        "known": _known(request, park, scan, may_ask=may_edit),
        "reach_url": address("ask_reach", park),
        "may_edit": may_edit,
        "choose_url": address("set_ambition", park),
        "session_url": address("open_session", park),
        "plan_url": address("make_plan", park),
        "sessions": park.sessions.all() if may_edit else (),
    }
    return render(request, "plans/ambition.html", told)


def _known(
    request: HttpRequest, park: Park, scan: Scan | None, *, may_ask: bool
) -> reaches.Known:
    """Tell what runs found; a guess from the map until then, to who asks for it."""
    known = reaches.known_of(scan)
    if scan is None or not may_ask or "schatting" not in request.GET:
        return known
    stack = queries.stacked_of(queries.current(park))
    return reaches.or_guessed(known, scan, stack)


@guarded(EDIT)
def choose(request: SignedInRequest, code: str, slug: str) -> HttpResponseBase:
    """Choose which sets count, and add targets of one's own."""
    park, scan = own_park(request, code, slug)
    form = AmbitionForm(request.POST or None, initial=queries.initial_of(park))
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_ambition(
                park=park,
                name=form.cleaned_data["name"],
                sets=form.cleaned_data["sets"],
                targets=form.cleaned_data["targets"],
                for_municipality=form.cleaned_data["for_municipality"],
                actor=request.user,
                at=timezone.now(),
            )
        except WerklandschapError as problem:
            form.add_error(None, problem.say(language()))
        else:
            messages.success(request, _("De ambitie is vastgelegd."))
            return redirect(address("ambition", park))
    known = _known(request, park, scan, may_ask=True)
    told = {
        "park": park,
        "scan": scan,
        "form": form,
        "known": known,
        "for_form": reaches.for_form(known),
        "reach_url": address("ask_reach", park),
    }
    return render(request, "plans/choose.html", told)


@guarded(EDIT)
@require_POST
def reach(request: SignedInRequest, code: str, slug: str) -> HttpResponseBase:
    """Ask how far the park can get."""
    park, scan = own_park(request, code, slug)
    if scan is None:
        messages.error(request, _("Er is nog geen nulmeting."))
    else:
        stack = queries.stacked_of(queries.current(park))
        reach_actions.ask_reach(
            scan=scan,
            targets=planning.goal_targets(stack),
            wanted=reaches.wanted_of(stack),
            actor=request.user,
            at=timezone.now(),
        )
        messages.success(request, _("Dit wordt uitgezocht. U kunt gewoon doorgaan."))
    return redirect(address("ambition", park))
