"""Rounds in which parties say what they want."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from werklandschap.core.errors import WerklandschapError
from werklandschap.web.accounts.guards import demand, guarded
from werklandschap.web.accounts.http import SignedInRequest
from werklandschap.web.parks.models import Park
from werklandschap.web.plans.actions import ambitions as actions
from werklandschap.web.plans.forms import SessionForm, VoiceForm
from werklandschap.web.plans.http import EDIT, own_park
from werklandschap.web.plans.models import Session
from werklandschap.web.plans.queries import catalogue
from werklandschap.web.plans.queries import sessions as queries
from werklandschap.web.scans.queries.words import language


@guarded(EDIT)
def open_one(request: SignedInRequest, code: str, slug: str) -> HttpResponseBase:
    """Begin a round."""
    park, _scan = own_park(request, code, slug)
    form = SessionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        session = actions.open_session(
            park=park,
            name=form.cleaned_data["name"],
            themes=form.cleaned_data["themes"],
            actor=request.user,
            at=timezone.now(),
        )
        return redirect("session", session_id=session.pk)
    return render(request, "plans/open_session.html", {"park": park, "form": form})


@guarded(EDIT)
@require_GET
def session(request: SignedInRequest, session_id: UUID) -> HttpResponseBase:
    """Show the link of a round, and what came of it so far."""
    found = _found(request, session_id)
    link = reverse("speak", kwargs={"secret": queries.secret_of(found)})
    told = {
        "session": found,
        "park": found.park,
        "link": request.build_absolute_uri(link),
        "rows": queries.outcome_of(found),
        "regrets": queries.regret_of(found),
        "highest": actions.HIGHEST_LEVEL,
    }
    return render(request, "plans/session.html", told)


@guarded(EDIT)
@require_POST
def close(request: SignedInRequest, session_id: UUID) -> HttpResponseBase:
    """End a round."""
    found = _found(request, session_id)
    try:
        actions.close_session(session=found, actor=request.user, at=timezone.now())
    except WerklandschapError as problem:
        messages.error(request, problem.say(language()))
    else:
        messages.success(request, _("De uitkomst is vastgelegd."))
    return redirect("session", session_id=found.pk)


def speak(request: HttpRequest, secret: str) -> HttpResponseBase:
    """Say what a party wants; whoever has the link may."""
    found = queries.session_by(secret)
    if found is None:
        raise Http404
    labels = dict(catalogue.choices_of_themes())
    themes = [(name, labels.get(name, name)) for name in found.themes]
    form = VoiceForm(request.POST or None, themes=themes)
    if request.method == "POST" and form.is_valid():
        levels, weights = form.said()
        try:
            actions.speak(
                session=found,
                party=form.cleaned_data["party"],
                levels=levels,
                weights=weights,
                at=timezone.now(),
            )
        except WerklandschapError as problem:
            form.add_error(None, problem.say(language()))
        else:
            messages.success(request, _("Dank u. Uw inbreng is bewaard."))
            return redirect("speak", secret=secret)
    return render(request, "plans/speak.html", {"session": found, "form": form})


def _found(request: SignedInRequest, session_id: UUID) -> Session:
    seen = Park.objects.visible_to(request.user)
    found = Session.objects.filter(pk=session_id, park__in=seen).first()
    if found is None:
        raise Http404
    demand(request.user, EDIT, found.park)
    return found
