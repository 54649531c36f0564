"""Reports to the fund."""

from datetime import datetime, time
from typing import Any

from django.http import Http404, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from werklandschap.web.accounts.guards import guarded
from werklandschap.web.accounts.http import SignedInRequest
from werklandschap.web.programme import forms
from werklandschap.web.programme.actions import reports as actions
from werklandschap.web.programme.http import Question, ask
from werklandschap.web.programme.models import FundReport
from werklandschap.web.programme.queries import fund, money

MANAGE = "deals.manage"


@guarded(MANAGE)
@require_GET
def reports(request: SignedInRequest) -> HttpResponseBase:
    """List what was told to the fund."""
    return render(request, "programme/reports.html", {"rows": FundReport.objects.all()})


@guarded(MANAGE)
@require_GET
def report(request: SignedInRequest, number: int) -> HttpResponseBase:
    """Show a report, and whether the same question still gives the same answer."""
    row = _report(number)
    told = {
        "report": row,
        "figures": money.report_in_words(row.figures),
        "differences": fund.differences(row),
    }
    return render(request, "programme/report.html", told)


@guarded(MANAGE)
@require_GET
def report_json(request: SignedInRequest, number: int) -> HttpResponseBase:
    """Give the frozen figures of a report with their hash."""
    row = _report(number)
    return JsonResponse({"figures": row.figures, "sha256": row.figures_hash})


def _report(number: int) -> FundReport:
    row = FundReport.objects.filter(number=number).first()
    if row is None:
        raise Http404
    return row


@guarded(MANAGE)
def freeze(request: SignedInRequest) -> HttpResponseBase:
    """Freeze a report."""
    form = forms.ReportForm(request.POST or None)
    question = Question(
        title=_("Rapportage vastleggen"),
        lead=_(
            "De cijfers worden bevroren. Dezelfde vraag is later opnieuw te stellen."
        ),
        button=_("Rapportage vastleggen"),
        done=_("De rapportage is vastgelegd."),
        trail=(
            (reverse("programme"), _("Programma")),
            (reverse("fund_reports"), _("Rapportages")),
        ),
    )

    def act(_form: Any) -> None:
        day = form.cleaned_data["as_of"]
        # To the end of that day, where people live.
        as_of = timezone.make_aware(datetime.combine(day, time.max))
        actions.freeze_report(
            title=form.cleaned_data["title"],
            as_of=as_of,
            actor=request.user,
            at=timezone.now(),
        )

    return ask(request, form, question, act)
