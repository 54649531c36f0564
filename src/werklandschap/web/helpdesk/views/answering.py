"""What partners see: the questions that lie with them, and the form for a proposal."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from werklandschap.core.errors import WerklandschapError
from werklandschap.web.accounts.guards import guarded
from werklandschap.web.accounts.http import SignedInRequest
from werklandschap.web.accounts.models import User
from werklandschap.web.helpdesk.actions import answering
from werklandschap.web.helpdesk.forms import answering as forms
from werklandschap.web.helpdesk.models import Approach
from werklandschap.web.helpdesk.queries import lists, prefill, routing, standing
from werklandschap.web.helpdesk.views.following import pdf

_FIELDS = ("what", "how", "result", "cost_eur", "own_eur")


@guarded("desk.answer")
@require_GET
@never_cache
def partner_desk(request: SignedInRequest) -> HttpResponse:
    """List what lies or lay with the partner of whoever asks."""
    partner = lists.partner_of(request.user)
    told = {
        "partner": partner,
        "approaches": lists.approaches_of(partner).order_by("-asked_at")[:200],
        "today": timezone.localdate(),
    }
    return render(request, "helpdesk/partner.html", told)


def _mine(request: SignedInRequest, approach_id: int) -> Approach:
    found = lists.approaches_of(lists.partner_of(request.user))
    approach = (
        found.exclude(state=Approach.State.DROPPED).filter(pk=approach_id).first()
    )
    if approach is None:
        raise Http404
    return approach


@guarded("desk.answer")
@never_cache
def proposal(request: SignedInRequest, approach_id: int) -> HttpResponseBase:
    """Show a question to a partner, and take its proposal, draft or refusal."""
    approach = _mine(request, approach_id)
    does = request.POST.get("move", "")
    if request.method != "POST":
        return _page(
            request,
            approach,
            forms.ProposalForm(initial=_first(approach, request.user)),
        )
    if does == "decline":
        return _decline(request, approach)
    if does == "keep":
        return _keep(request, approach)
    return _propose(request, approach)


def _first(approach: Approach, person: User) -> dict[str, Any]:
    """Give what the partner wrote before, or else what the platform knows of the park."""
    written = {name: getattr(approach, name) for name in _FIELDS}
    if any(value not in {None, ""} for value in written.values()):
        return written
    return dict(prefill.first_words(approach.question, person))


def _page(
    request: SignedInRequest,
    approach: Approach,
    form: Any,
    *,
    decline: Any = None,
    status: int = 200,
) -> HttpResponse:
    question = approach.question
    told = {
        "approach": approach,
        "question": question,
        "region": routing.region_told(question),
        "deadline": standing.deadline_of(question, at=timezone.now()),
        "moves": standing.moves(question, "PARTNER"),
        "form": form,
        "is_filled": not approach.what and bool(form.initial),
        "decline_form": decline or forms.DeclineForm(auto_id="decline_%s"),
        "notes": question.notes.filter(is_shared=True),
    }
    return render(request, "helpdesk/proposal.html", told, status=status)


def _words(form: Any) -> answering.Words:
    return answering.Words(**{name: form.cleaned_data.get(name) for name in _FIELDS})


def _keep(request: SignedInRequest, approach: Approach) -> HttpResponseBase:
    form = forms.DraftForm(request.POST)
    if not form.is_valid():
        return _page(request, approach, form, status=422)
    answering.keep(
        approach=approach, words=_words(form), actor=request.user, at=timezone.now()
    )
    messages.success(request, _("Uw concept is bewaard. Nog niemand anders ziet het."))
    return redirect("proposal", approach_id=approach.pk)


def _propose(request: SignedInRequest, approach: Approach) -> HttpResponseBase:
    form = forms.ProposalForm(request.POST)
    if not form.is_valid():
        return _page(request, approach, form, status=422)
    try:
        answering.propose(
            approach=approach, words=_words(form), actor=request.user, at=timezone.now()
        )
    except WerklandschapError as problem:
        form.add_error(None, problem.say(get_language() or "nl"))
        return _page(request, approach, form, status=409)
    messages.success(request, _("Uw voorstel is verstuurd."))
    return redirect("proposal", approach_id=approach.pk)


def _decline(request: SignedInRequest, approach: Approach) -> HttpResponseBase:
    form = forms.DeclineForm(request.POST, auto_id="decline_%s")
    first = forms.ProposalForm(initial=_first(approach, request.user))
    if not form.is_valid():
        return _page(request, approach, first, decline=form, status=422)
    try:
        answering.decline(
            approach=approach,
            reason=form.cleaned_data["reason"],
            actor=request.user,
            at=timezone.now(),
        )
    except WerklandschapError as problem:
        form.add_error(None, problem.say(get_language() or "nl"))
        return _page(request, approach, first, decline=form, status=409)
    messages.success(request, _("Dank u. De regisseur zoekt een ander."))
    return redirect("partner_desk")


@guarded("desk.see")
@require_GET
@never_cache
def proposal_a4(request: SignedInRequest, approach_id: int) -> HttpResponse:
    """Give a proposal as its A4: to its partner at any time, to the desk once it was sent."""
    approach = lists.approach_seen_by(request.user, approach_id, at=timezone.now())
    if approach is None:
        raise Http404
    return pdf(approach)
