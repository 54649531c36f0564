"""Following one's question by its link, without an account."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from werklandschap.core.errors import WerklandschapError
from werklandschap.web.helpdesk.actions import asking
from werklandschap.web.helpdesk.forms import following as forms
from werklandschap.web.helpdesk.models import Approach, Question
from werklandschap.web.helpdesk.queries import a4, links, routing, standing
from werklandschap.web.theme import visitors


@never_cache
def follow(request: HttpRequest, secret: str) -> HttpResponseBase:
    """Show a question to whoever has its link, and let them do what an asker can."""
    try:
        question = links.question_by(secret)
    except links.LinkExpired as expired:
        return _expired(request, expired.question)
    if question is None:
        raise Http404
    if request.method == "POST":
        return _do(request, question)
    return _page(request, question)


def _expired(request: HttpRequest, question: Question | None) -> HttpResponse:
    """Offer a new link; whether the address is known nobody hears."""
    form = forms.NewLinkForm(request.POST or None)
    is_sent = request.method == "POST" and form.is_valid()
    if is_sent and question is not None:
        _send_link(request, question, form.cleaned_data["email"])
    told = {"form": form, "is_sent": is_sent}
    return render(request, "helpdesk/expired.html", told, status=410)


def _send_link(request: HttpRequest, question: Question, email: str) -> None:
    is_theirs = email.casefold() == question.email.casefold()
    if visitors.may_send(request, what="new_link") and is_theirs:
        asking.send_new_link(question=question, at=timezone.now())


def _page(request: HttpRequest, question: Question, **bound: Any) -> HttpResponse:
    moves = standing.moves(question, "ASKER")
    approaches = question.approaches.exclude(sent_at=None).select_related(
        "partner__organisation"
    )
    told = {
        "question": question,
        "region": routing.region_told(question),
        "seat": routing.seat_of(question.region_code),
        "deadline": standing.deadline_of(question, at=timezone.now()),
        "proposals": [each for each in approaches if each.state == "ANSWERED"],
        "notes": question.notes.filter(is_shared=True),
        "moves": moves,
        "to_evaluate": _to_evaluate(question),
        "note_form": forms.TextForm(),
        "evaluate_form": forms.EvaluateForm(),
        **bound,
    }
    return render(request, "helpdesk/follow.html", told)


def _to_evaluate(question: Question) -> int | None:
    """Tell which evaluation can be filled in now."""
    return standing.evaluation_due(question, at=timezone.now())


def _do(request: HttpRequest, question: Question) -> HttpResponseBase:
    doing = _DOING.get(request.POST.get("move", ""))
    if doing is None:
        raise Http404
    try:
        bound = doing(request, question)
    except WerklandschapError as problem:
        messages.error(request, problem.say(get_language() or "nl"))
        bound = None
    if bound is not None:
        return _page(request, question, **bound)
    return redirect("follow", secret=links.secret_of(question))


def _note(request: HttpRequest, question: Question) -> Mapping[str, Any] | None:
    form = forms.TextForm(request.POST)
    if not form.is_valid():
        return {"note_form": form}
    asking.write(question=question, text=form.cleaned_data["text"], at=timezone.now())
    messages.success(request, _("Uw bericht is bewaard."))
    return None


def _choose(request: HttpRequest, question: Question) -> None:
    approach = _proposal(question, request.POST.get("proposal", ""))
    asking.choose(
        question=question,
        partner=approach.partner,
        seen=_number(request.POST.get("seen")),
        at=timezone.now(),
    )
    messages.success(request, _("Uw keuze is bewaard."))


def _number(told: str | None) -> int:
    return int(told) if told and told.isdecimal() and len(told) < 10 else 0


def _proposal(question: Question, told: str) -> Approach:
    found = question.approaches.exclude(sent_at=None).filter(pk=_number(told)).first()
    if found is None:
        raise Http404
    return found


def _withdraw(request: HttpRequest, question: Question) -> None:
    asking.withdraw(question=question, at=timezone.now())
    messages.success(request, _("Uw vraag is ingetrokken."))


def _evaluate(request: HttpRequest, question: Question) -> Mapping[str, Any] | None:
    form = forms.EvaluateForm(request.POST)
    if not form.is_valid():
        return {"evaluate_form": form}
    asking.evaluate(
        question=question,
        months=_to_evaluate(question) or 0,
        rating=form.cleaned_data["rating"],
        remark=form.cleaned_data["remark"],
        at=timezone.now(),
    )
    messages.success(request, _("Dank u. Daar leren wij van."))
    return None


_DOING: Mapping[str, Callable[[HttpRequest, Question], Mapping[str, Any] | None]] = {
    "note": _note,
    "choose": _choose,
    "withdraw": _withdraw,
    "evaluate": _evaluate,
}


@never_cache
@require_GET
def follow_proposal(
    request: HttpRequest, secret: str, approach_id: int
) -> HttpResponse:
    """Give a proposal as its A4, to whoever has the link of the question."""
    try:
        question = links.question_by(secret)
    except links.LinkExpired as expired:
        return _expired(request, expired.question)
    if question is None:
        raise Http404
    return pdf(_proposal(question, str(approach_id)))


def pdf(approach: Approach) -> HttpResponse:
    """Give the A4 of a proposal."""
    return HttpResponse(
        a4.pdf_of(approach),
        content_type="application/pdf",
        headers={
            "Content-Disposition": f'inline; filename="voorstel-{approach.pk}.pdf"'
        },
    )
