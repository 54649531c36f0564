"""How a plan is paid."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from werklandschap.web.accounts.guards import guarded
from werklandschap.web.accounts.http import SignedInRequest
from werklandschap.web.finance.actions import assumed as actions
from werklandschap.web.finance.forms.numbers import FundingForm
from werklandschap.web.finance.http import (
    MONEY_EDIT,
    MONEY_VIEW,
    found_plan,
    horizon_of,
    worth_or,
)
from werklandschap.web.finance.queries import areas, grounds, mixing, shown
from werklandschap.web.finance.queries.agenda import calendar_of
from werklandschap.web.finance.views.files import download
from werklandschap.web.finance.views.overview import common
from werklandschap.web.scans.queries.words import language


@guarded(MONEY_VIEW)
@require_GET
def funding(request: SignedInRequest, plan_id: UUID) -> HttpResponseBase:
    """Show sources per year, what is to be done for them, and what is in the way."""
    plan = found_plan(request, plan_id, MONEY_VIEW)
    told = common(request, plan, "funding")
    aims = mixing.aims()
    asked = request.GET.get("doel", "")
    aim = asked if asked in dict(aims) else ""
    worth, problem = worth_or(plan, told["assumed"], told["horizon"], aim)
    if worth is None:
        return render(request, "finance/nothing.html", told | {"problem": problem})
    paid = mixing.paid_of(worth)
    told |= {
        "worth": worth,
        "aims": aims,
        "aim": worth.choices.aim,
        "years": mixing.years_of(worth),
        "paid": paid,
        "spent": mixing.spent_of(worth),
        "total": sum(mixing.spent_of(worth)),
        "todo": mixing.todo_of(worth),
        "not_known": mixing.not_known_of(worth),
        "refused": mixing.refused_of(worth),
        "blocks": mixing.blocks_of(worth),
        "pilot": mixing.pilot_of(worth),
        "mix": worth.case.funding.mix,
        "prices": shown.price_words(worth),
        "changed": shown.changed_by_hand(worth),
    }
    return render(request, "finance/funding.html", told)


@guarded(MONEY_VIEW)
@require_GET
def agenda(request: SignedInRequest, plan_id: UUID) -> HttpResponseBase:
    """Give what is to be done for the money as a calendar."""
    plan = found_plan(request, plan_id, MONEY_VIEW)
    worth, _problem = worth_or(plan, grounds.assumed_of(plan), horizon_of(request))
    if worth is None:
        raise Http404
    content = calendar_of(
        plan,
        mixing.todo_of(worth),
        name=_("Financiering: %(park)s") % {"park": plan.park.name},
        at=timezone.now(),
    )
    called = f"{slugify(plan.park.name)}-financiering.ics"
    return download(content, "text/calendar; charset=utf-8", called)


@guarded(MONEY_EDIT)
def change(request: SignedInRequest, plan_id: UUID) -> HttpResponseBase:
    """Fill in what schemes ask about the park and the plan."""
    plan = found_plan(request, plan_id, MONEY_EDIT)
    told = common(request, plan, "funding")
    assumed = told["assumed"]
    form = FundingForm(
        request.POST or None,
        initial={
            "province": plan.park.province,
            **areas.known(plan),
            **assumed.funding,
            "version": assumed.version,
        },
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.keep_funding(
                plan=plan,
                version=form.cleaned_data["version"],
                funding=form.facts(),
                actor=request.user,
                at=timezone.now(),
            )
        except actions.ChangedMeanwhile as problem:
            form.stale(problem.say(language()), grounds.assumed_of(plan))
        else:
            messages.success(request, _("Bewaard. De financiering is opnieuw gezocht."))
            return redirect("funding", plan_id=plan.pk)
    return render(request, "finance/change_funding.html", told | {"form": form})
