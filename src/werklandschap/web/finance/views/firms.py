"""Confidential figures of a firm: for itself, and for whom it chooses."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from werklandschap.core.errors import WerklandschapError
from werklandschap.web.accounts.guards import demand, guarded, signed_in
from werklandschap.web.accounts.http import SignedInRequest
from werklandschap.web.accounts.models import User
from werklandschap.web.finance.actions import firms as actions
from werklandschap.web.finance.forms.firms import FirmForm, LinesForm
from werklandschap.web.finance.http import (
    MONEY_OWN,
    MONEY_VIEW,
    found_plan,
    horizon_of,
    worth_or,
)
from werklandschap.web.finance.models import Firm
from werklandschap.web.finance.queries import (
    access,
    files,
    firms,
    grounds,
    shown,
    tables,
)
from werklandschap.web.finance.queries.places import tabs_of
from werklandschap.web.finance.views.files import download
from werklandschap.web.plans.http import found_park
from werklandschap.web.plans.queries.parts import address
from werklandschap.web.plans.queries.planning import plans_of
from werklandschap.web.scans.queries.words import language


@guarded(MONEY_OWN)
def my_firm(request: SignedInRequest, code: str, slug: str) -> HttpResponseBase:
    """Let a firm tell its own figures, and choose who may see them."""
    park = found_park(request, code, slug)
    demand(request.user, MONEY_OWN, park)
    firm = access.own_firm(request.user, park)
    initial = {} if firm is None else {n: getattr(firm, n) for n in FirmForm.KEPT}
    form = FirmForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        actions.keep_firm(
            park=park, facts=form.facts(), actor=request.user, at=timezone.now()
        )
        messages.success(request, _("Bewaard. Alleen u ziet dit, en wie u kiest."))
        return redirect(address("my_firm", park))
    told: dict[str, Any] = {"park": park, "firm": firm, "form": form}
    if firm is not None:
        told |= _shown(request, firm) | {"lines_form": LinesForm()}
    return render(request, "finance/my_firm.html", told)


def _shown(request: SignedInRequest, firm: Firm) -> dict[str, Any]:
    given = list(firm.helpers.select_related("person__organisation"))
    known = {each.person_id for each in given}
    plans = plans_of(firm.park)
    area = firms.area_of(firm, scan=plans[0].scan if plans else None)
    people = access.who_can_help(firm.park, besides=request.user)
    return {
        "helpers": given,
        "can_help": [each for each in people if each.pk not in known],
        "plans": plans,
        "area": area,
        "share": firms.share_of(firm, area),
        "problems": tables.problems_of(firm.notes),
    }


def _own(request: HttpRequest, firm_id: UUID) -> Firm:
    """Find a firm for its holder alone; a helper changes nothing."""
    firm = access.firm_for(request.user, firm_id)
    if firm is None or firm.held_by_id != request.user.pk:
        raise Http404
    return firm


@guarded(MONEY_OWN)
@require_POST
def bring(request: SignedInRequest, firm_id: UUID) -> HttpResponseBase:
    """Take in a file with own costs and gains."""
    firm = _own(request, firm_id)
    form = LinesForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            firm = actions.bring_lines(
                firm=firm,
                file=form.cleaned_data["file"],
                actor=request.user,
                at=timezone.now(),
            )
        except WerklandschapError as problem:
            form.add_error("file", problem.say(language()))
    for error in form.errors.get("file", ()):
        messages.error(request, str(error))
    return redirect(address("my_firm", firm.park))


@guarded(MONEY_OWN)
@require_POST
def leave(request: SignedInRequest, firm_id: UUID) -> HttpResponseBase:
    """Give somebody leave to see a firm's figures, or take it back."""
    firm = _own(request, firm_id)
    told = request.POST.get("wie", "")
    person = get_object_or_404(User, pk=told if told.isdecimal() else 0)
    is_over = bool(request.POST.get("intrekken"))
    change = actions.take_leave_back if is_over else actions.give_leave
    try:
        change(firm=firm, person=person, actor=request.user, at=timezone.now())
    except WerklandschapError as problem:
        messages.error(request, problem.say(language()))
    return redirect(address("my_firm", firm.park))


@guarded(MONEY_OWN)
@require_POST
def remove(request: SignedInRequest, firm_id: UUID) -> HttpResponseBase:
    """Remove all that a firm told of itself."""
    firm = _own(request, firm_id)
    park = firm.park
    actions.remove_firm(firm=firm, actor=request.user, at=timezone.now())
    messages.success(request, _("Uw bedrijfscijfers zijn gewist."))
    return redirect(address("my_firm", park))


@signed_in
@require_GET
def lines(request: SignedInRequest, firm_id: UUID) -> HttpResponseBase:
    """Give a firm's lines as a file, to itself and whom it chose."""
    firm = access.firm_for(request.user, firm_id)
    if firm is None:
        raise Http404
    content = files.table(firms.rows_of(firm))
    return download(content, "text/csv; charset=utf-8", "bedrijfscijfers.csv")


@guarded(MONEY_OWN)
@require_GET
def template(request: SignedInRequest) -> HttpResponseBase:
    """Give an empty table of own costs and gains."""
    content = files.table(firms.TEMPLATE)
    return download(content, "text/csv; charset=utf-8", "sjabloon-bedrijfscijfers.csv")


@signed_in
@require_GET
def firm_case(
    request: SignedInRequest, firm_id: UUID, plan_id: UUID
) -> HttpResponseBase:
    """Show what a plan means for one firm, to itself and whom it chose."""
    firm = access.firm_for(request.user, firm_id)
    if firm is None:
        raise Http404
    plan = found_plan(request, plan_id, MONEY_VIEW)
    if plan.park_id != firm.park_id:
        raise Http404
    worth, problem = worth_or(plan, grounds.assumed_of(plan), horizon_of(request))
    told = {
        "plan": plan,
        "park": plan.park,
        "tabs": tabs_of(request.user, plan, ""),
        "firm": firm,
        "problem": problem,
        "horizon": horizon_of(request),
        "horizons": grounds.HORIZONS,
        "is_whole": grounds.is_whole(plan),
        "is_mine": firm.held_by_id == request.user.pk,
        "firm_url": address("my_firm", plan.park),
    }
    if worth is None:
        return render(request, "finance/nothing.html", told)
    case = firms.case_of(firm, worth, plan.scan)
    told |= {
        "worth": worth,
        "case": case,
        "flow": case.flow,
        "prices": shown.price_words(worth),
        "changed": shown.changed_by_hand(worth),
    }
    return render(request, "finance/firm_case.html", told)
