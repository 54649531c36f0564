"""The stock of free scans."""

from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from werklandschap.web.accounts.guards import guarded
from werklandschap.web.accounts.http import SignedInRequest
from werklandschap.web.programme import forms
from werklandschap.web.programme.actions import scans as actions
from werklandschap.web.programme.http import Question, ask_for, found
from werklandschap.web.programme.models import ScanPlace, ScanStock

DECIDE = "programme.decide"
_NEWEST = 50


@guarded(DECIDE)
@require_GET
def stock(request: SignedInRequest) -> HttpResponseBase:
    """Show the stock, who waits and what was given."""
    places = ScanPlace.objects.select_related("partnership__park", "run")
    state = ScanPlace.State
    told = {
        "total": actions.stock_count(),
        "used": actions.used_count(),
        "waiting": places.filter(state__in=[state.WAITING, state.BLOCKED]),
        "given": places.filter(state__in=[state.STARTED, state.DELIVERED]).order_by(
            "-started_at"
        )[:_NEWEST],
        "changes": ScanStock.objects.order_by("-pk")[:_NEWEST],
    }
    return render(request, "programme/stock.html", told)


@guarded(DECIDE)
def change_stock(request: SignedInRequest) -> HttpResponseBase:
    """Put places in, or take some out."""
    form = forms.StockForm(request.POST or None)
    question = Question(
        title=_("Plaatsen voor nulmetingen toevoegen"),
        button=_("Vastleggen"),
        done=_("De voorraad is aangepast."),
        trail=(
            (reverse("programme"), _("Programma")),
            (reverse("scan_stock"), _("Gratis nulmetingen")),
        ),
    )
    return ask_for(request, form, question, actions.change_stock)


@guarded(DECIDE)
@require_POST
def try_again(request: SignedInRequest, place_id: int) -> HttpResponseBase:
    """Start a scan again that did not work out."""
    place = found(ScanPlace.objects.all(), place_id)
    actions.try_again(place=place, actor=request.user, at=timezone.now())
    return redirect("scan_stock")
