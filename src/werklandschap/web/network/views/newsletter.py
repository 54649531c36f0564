"""The newsletter, without an account."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from werklandschap.web.network.actions import newsletter as actions
from werklandschap.web.network.forms import ChoicesForm, NewsletterForm
from werklandschap.web.network.links import CONFIRM_WITHIN, key_in
from werklandschap.web.network.models import Subscriber
from werklandschap.web.scans.queries.words import language
from werklandschap.web.theme import visitors

_EITHER = ["GET", "HEAD", "POST"]


@require_http_methods(_EITHER)
def newsletter(request: HttpRequest) -> HttpResponseBase:
    """Let anybody ask for the newsletter; a letter asks them to confirm."""
    form = NewsletterForm(request.POST or None, initial={"language": language()})
    if request.method == "POST" and form.is_valid():
        if visitors.may_send(request, what="newsletter"):
            actions.subscribe(
                email=form.cleaned_data["email"], **_choices(form), at=timezone.now()
            )
            messages.success(request, _("Kijk in uw mail en bevestig binnen een week."))
            return redirect("network")
        form.add_error(
            None, _("Er kwamen net veel aanvragen van u. Probeer het later.")
        )
    return render(request, "network/newsletter.html", {"form": form})


def _choices(form: ChoicesForm) -> dict[str, Any]:
    names = ("every", "regions", "themes", "language")
    return {name: form.cleaned_data[name] for name in names}


@never_cache
@require_http_methods(_EITHER)
def confirm(request: HttpRequest, secret: str) -> HttpResponseBase:
    """Confirm by a button: programs that follow links in letters confirm nothing."""
    key = key_in("confirm", secret, within=CONFIRM_WITHIN)
    known = Subscriber.objects.filter(pk=key).first()
    if known is None:
        return render(request, "network/gone.html", status=404)
    if request.method == "POST":
        actions.confirm(subscriber_id=known.pk, at=timezone.now())
        messages.success(request, _("U krijgt de nieuwsbrief."))
        return redirect("network")
    return render(request, "network/confirm.html")


@never_cache
@require_http_methods(_EITHER)
def choices(request: HttpRequest, secret: str) -> HttpResponseBase:
    """Let a reader change how often it comes, and about what."""
    reader = Subscriber.objects.filter(pk=key_in("reader", secret)).first()
    if reader is None:
        return render(request, "network/gone.html", status=404)
    names = ("every", "regions", "themes", "language")
    initial = {name: getattr(reader, name) for name in names}
    form = ChoicesForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        actions.choose(subscriber=reader, **_choices(form), at=timezone.now())
        messages.success(request, _("Uw keuzes zijn bewaard."))
        return redirect("newsletter_choices", secret=secret)
    told = {"form": form, "secret": secret}
    return render(request, "network/choices.html", told)


@never_cache
@csrf_exempt
@require_http_methods(_EITHER)
def unsubscribe(request: HttpRequest, secret: str) -> HttpResponse:
    """Leave by one click in a mail program (RFC 8058) or by the button.

    The link is signed and does one harmless thing, so that a mail program may send it
    without a cookie of ours.
    """
    key = key_in("reader", secret)
    if not key:
        return render(request, "network/gone.html", status=404)
    if request.method == "POST":
        actions.unsubscribe(subscriber_id=key, at=timezone.now())
        return render(request, "network/left.html")
    return render(request, "network/unsubscribe.html")
