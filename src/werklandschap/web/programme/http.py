"""What all views of the programme do first."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.contrib import messages
from django.db.models import Model, QuerySet
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language

from werklandschap.core.errors import WerklandschapError
from werklandschap.web.accounts.guards import demand
from werklandschap.web.accounts.models import User
from werklandschap.web.parks.models import Park
from werklandschap.web.scans.queries import page

M = TypeVar("M", bound=Model)


def found_park(request: HttpRequest, code: str, slug: str) -> Park:
    """Find the park of an address; of parks that somebody may not see nothing is found."""
    park = page.park_of(request.user, code, slug)
    if park is None:
        raise Http404
    return park


def own_park(request: HttpRequest, code: str, slug: str, permission: str) -> Park:
    """Find a park to which somebody may do something."""
    park = found_park(request, code, slug)
    demand(request.user, permission, park)
    return park


def found(rows: QuerySet[M], key: Any) -> M:
    """Find a row by its key, or nothing."""
    row = rows.filter(pk=key).first()
    if row is None:
        raise Http404
    return row


def visible_park(request: HttpRequest, park: Park) -> Park:
    """Go on only with a park that somebody may see."""
    if not Park.objects.visible_to(request.user).filter(pk=park.pk).exists():
        raise Http404
    return park


def say(request: HttpRequest, problem: WerklandschapError) -> None:
    """Tell what went wrong on the next page."""
    messages.error(request, problem.say(get_language() or "nl"))


def person(request: HttpRequest) -> User:
    """Give who is signed in."""
    assert isinstance(request.user, User)
    return request.user


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A page with one form: what it asks, where it stands, and where it leads.

    ``trail`` lists the pages above it as address and name; the last is where people go
    afterwards, unless ``back`` says otherwise.
    """

    title: str
    button: str
    done: str
    trail: Sequence[tuple[str, Any]]
    lead: str = ""
    back: str = ""
    is_generated: bool = False
    is_upload: bool = False


def ask(
    request: HttpRequest, form: Form, question: Question, act: Callable[[Form], object]
) -> HttpResponseBase:
    """Ask something and do it; a form that is wrong comes back with all that was typed."""
    if request.method == "POST" and form.is_valid():
        try:
            act(form)
        except WerklandschapError as problem:
            form.add_error(None, problem.say(get_language() or "nl"))
        else:
            messages.success(request, question.done)
            return redirect(question.back or question.trail[-1][0])
    return render(request, "programme/form.html", {"form": form, "question": question})


def ask_for(
    request: HttpRequest,
    form: Form,
    question: Question,
    action: Callable[..., object],
    **given: object,
) -> HttpResponseBase:
    """Ask what an action still needs, and do it now in the name of who answers."""

    def act(_form: Form) -> None:
        action(**given, **form.cleaned_data, actor=person(request), at=timezone.now())

    return ask(request, form, question, act)
