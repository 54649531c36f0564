"""Asking a question, one thing per page; nobody needs an account."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from werklandschap.web.helpdesk import languages
from werklandschap.web.helpdesk.actions import asking
from werklandschap.web.helpdesk.forms import asking as forms
from werklandschap.web.helpdesk.forms.choices import LONGEST_TEXT
from werklandschap.web.helpdesk.models import Question
from werklandschap.web.helpdesk.queries import placing, routing
from werklandschap.web.helpdesk.suggestions import suggestions
from werklandschap.web.theme import visitors

_DRAFT = "question"
MOST_AN_HOUR = 10
"""So many questions may come from one address: a region with many questions has enough."""

STEPS = ("wie", "waar", "vraag", "versturen")
_FORMS = {
    "wie": forms.WhoForm,
    "waar": forms.WhereForm,
    "vraag": forms.QuestionForm,
    "versturen": forms.SendForm,
}


@never_cache
def ask(request: HttpRequest, step: str = "wie") -> HttpResponseBase:
    """Ask one thing; what was filled in before is kept."""
    if step not in STEPS:
        raise Http404
    draft = _with_park(request, request.session.get(_DRAFT, {}))
    if (first := _first_open(draft)) < STEPS.index(step):
        return redirect("ask_step", step=STEPS[first])
    if step == "versturen":
        return _send(request, draft)
    return _fill_in(request, step, draft)


def _with_park(request: HttpRequest, draft: dict[str, Any]) -> dict[str, Any]:
    """Note the park from whose page somebody comes."""
    place = routing.place_of(f"terrein:{request.GET.get('terrein', '')}", request.user)
    if place is None:
        return draft
    request.session[_DRAFT] = draft | {"place": place.label, "value": place.value}
    return dict(request.session[_DRAFT])


def _first_open(draft: Mapping[str, Any]) -> int:
    """Tell which step must be filled in first."""
    done = ("asker" in draft, "place" in draft or "value" in draft, "text" in draft)
    return next((at for at, is_done in enumerate(done) if not is_done), 3)


def _fill_in(
    request: HttpRequest, step: str, draft: dict[str, Any]
) -> HttpResponseBase:
    found = _found(request, step)
    more = {"found": found} if step == "waar" else {}
    form = _FORMS[step](request.POST or None, initial=draft, **more)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        if step == "waar" and not _is_placed(told, found, draft):
            return _page(request, step, form, draft, found=found)
        request.session[_DRAFT] = draft | (told if step != "waar" else {})
        return redirect("ask_step", step=STEPS[STEPS.index(step) + 1])
    return _page(request, step, form, draft)


def _found(request: HttpRequest, step: str) -> list[routing.Place]:
    """List the places that were pointed at on the map, or else named."""
    if step != "waar":
        return []
    point = placing.point_of(request.POST.get("point", ""))
    if point is not None:
        return placing.places_at(point, request.user, on=timezone.localdate())
    typed = request.POST.get("place", "")
    return routing.places_named(typed, request.user) if typed.strip() else []


def _is_placed(
    told: Mapping[str, Any],
    found: list[routing.Place],
    draft: dict[str, Any],
) -> bool:
    """Note where it is; False while more than one place may be meant.

    A place that we do not know is kept as it was typed: the programme team finds out.
    """
    typed, region = told["place"].strip(), told["region"]
    value = told.get("choice") or (found[0].value if len(found) == 1 else "")
    if not value and typed and typed == draft.get("place"):
        value = draft.get("value", "")
    if not value and region:
        value = f"regio:{region}"
    if not value and len(found) > 1:
        return False
    draft["place"], draft["value"] = typed, value
    return True


def _page(
    request: HttpRequest, step: str, form: Any, draft: Mapping[str, Any], **more: Any
) -> HttpResponse:
    told = {
        "form": form,
        "draft": draft,
        "step": step,
        "number": STEPS.index(step) + 1,
        "steps": len(STEPS),
        "before": STEPS[STEPS.index(step) - 1] if step != "wie" else "",
        "municipalities": routing.municipality_names() if step == "waar" else (),
        **more,
    }
    if step == "vraag":
        told["known"] = _known(str(draft.get("text", "")))
    return render(request, "helpdesk/ask.html", told)


def _known(text: str) -> list[Any]:
    return suggestions(text, get_language() or "nl") if len(text) > 8 else []


def _send(request: HttpRequest, draft: dict[str, Any]) -> HttpResponseBase:
    form = forms.SendForm(request.POST or None, request.FILES or None)
    place = routing.place_of(draft.get("value", ""), request.user)
    key = routing.outside_key(draft["text"])
    told = {
        "place": place.label if place else draft.get("place", ""),
        "region": routing.region_name(place.region_code) if place else "",
        "seat": routing.seat_of(place.region_code) if place else "",
        "begun": forms.begin(request.POST.get("begun", "")),
        "known": _known(draft["text"]),
        "referral": routing.referral(key),
        "is_other": languages.language_of(draft["text"])
        not in {"", *languages.ANSWERED},
    }
    if request.method == "POST" and form.is_valid():
        if not visitors.may_send(request, what="question", most=MOST_AN_HOUR):
            return render(request, "helpdesk/too_often.html", status=429)
        asked = asking.Asked(
            asker=draft["asker"],
            level=draft["level"],
            text=draft["text"],
            place=place,
            step=draft.get("step", ""),
            name=form.cleaned_data["name"],
            email=form.cleaned_data["email"],
            language=(get_language() or "nl")[:2],
            files=form.cleaned_data["attachments"],
        )
        question = asking.receive(asked=_typed_place(asked, draft), at=timezone.now())
        del request.session[_DRAFT]
        request.session["asked"] = question.pk
        return redirect("ask_done")
    return _page(request, "versturen", form, draft, **told)


def _typed_place(asked: asking.Asked, draft: Mapping[str, Any]) -> asking.Asked:
    """Keep a place that we do not know as it was typed."""
    typed = str(draft.get("place", ""))
    if asked.place is not None or not typed:
        return asked
    place = routing.Place("", typed, "", typed[:80], "")
    return replace(asked, place=place)


@never_cache
@require_GET
def ask_done(request: HttpRequest) -> HttpResponse:
    """Say what happens now."""
    return render(
        request, "helpdesk/done.html", {"number": request.session.get("asked")}
    )


@require_GET
def ask_known(request: HttpRequest) -> HttpResponse:
    """Give what may already answer a question, while it is typed."""
    text = request.GET.get("q", "")[:LONGEST_TEXT]
    return render(request, "helpdesk/known.html", {"known": _known(text)})


@require_GET
def ask_privacy(request: HttpRequest) -> HttpResponse:
    """Say what we keep of a question, why and how long."""
    return render(request, "helpdesk/privacy.html")


@require_GET
def answered(request: HttpRequest, number: int) -> HttpResponse:
    """Show a question that was answered, as it was published."""
    published = Question.objects.exclude(public_answer="")
    question = get_object_or_404(published, pk=number)
    return render(request, "helpdesk/answered.html", {"question": question})
