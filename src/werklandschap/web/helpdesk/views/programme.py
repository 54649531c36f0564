"""Figures of the desk, and its settings."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from werklandschap.web.accounts.guards import guarded
from werklandschap.web.accounts.http import SignedInRequest
from werklandschap.web.helpdesk.actions import letters, people
from werklandschap.web.helpdesk.forms import programme as forms
from werklandschap.web.helpdesk.models import Partner
from werklandschap.web.helpdesk.queries import lists, statistics


@guarded("desk.figures")
@require_GET
@never_cache
def figures(request: SignedInRequest) -> HttpResponse:
    """Show how long questions take, how often in time and how content askers are."""
    now = timezone.now()
    mine = lists.at_the_desk_of(request.user, at=now)
    whole, tables = statistics.figures_of(mine, at=now)
    told = {
        "whole": whole,
        "tables": tables,
        "is_generated": mine.filter(is_generated=True).exists(),
    }
    return render(request, "helpdesk/figures.html", told)


@guarded("desk.figures")
@require_GET
@never_cache
def export(request: SignedInRequest) -> HttpResponse:
    """Give the questions as a table without names or words of people."""
    mine = lists.at_the_desk_of(request.user, at=timezone.now())
    return HttpResponse(
        statistics.as_csv(mine),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="loket.csv"'},
    )


@guarded("desk.manage")
@never_cache
def settings(request: SignedInRequest) -> HttpResponseBase:
    """List partners and letters, and add the partners of the matrix."""
    if request.method == "POST":
        added = people.add_partners(actor=request.user, at=timezone.now())
        messages.success(
            request, _("%(number)s partners toegevoegd.") % {"number": len(added)}
        )
        return redirect("desk_settings")
    told = {
        "partners": Partner.objects.select_related("organisation"),
        "letters": [
            (kind, subject.nl, ("nl", "en"))
            for kind, (subject, _body) in letters.LETTERS.items()
        ],
    }
    return render(request, "helpdesk/settings.html", told)


@guarded("desk.manage")
@never_cache
def partner(request: SignedInRequest, partner_id: int) -> HttpResponseBase:
    """Set whether a partner takes part, where it works and where it has an interest."""
    found = get_object_or_404(
        Partner.objects.select_related("organisation"), pk=partner_id
    )
    initial = {
        "is_active": found.is_active,
        "regions": found.regions,
        "conflicts": ", ".join(found.conflicts),
    }
    form = forms.PartnerSettingsForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        people.set_partner(
            partner=found, **form.cleaned_data, actor=request.user, at=timezone.now()
        )
        messages.success(request, _("Bewaard."))
        return redirect("desk_settings")
    told = {"partner": found, "form": form}
    return render(request, "helpdesk/partner_settings.html", told)


@guarded("desk.manage")
@never_cache
def letter(request: SignedInRequest, kind: str, language: str) -> HttpResponseBase:
    """Change the words of a letter."""
    if kind not in letters.LETTERS or language not in {"nl", "en"}:
        raise Http404
    subject, body = letters.words_of(kind, language)
    initial = {"subject": subject, "body": body}
    form = forms.LetterForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        people.set_letter(
            kind=kind,
            language=language,
            **form.cleaned_data,
            actor=request.user,
            at=timezone.now(),
        )
        messages.success(request, _("Bewaard."))
        return redirect("desk_settings")
    told = {
        "form": form,
        "kind": kind,
        "language": language,
        "places": sorted(letters.PLACES),
    }
    return render(request, "helpdesk/letter.html", told)
