"""Who pays for the parts of a plan, and who keeps them."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from werklandschap.core.errors import WerklandschapError
from werklandschap.web.accounts.guards import guarded
from werklandschap.web.accounts.http import SignedInRequest
from werklandschap.web.finance.actions import assumed as actions
from werklandschap.web.finance.forms.sharing import PayersForm
from werklandschap.web.finance.http import MONEY_EDIT, found_plan
from werklandschap.web.finance.queries import grounds
from werklandschap.web.finance.queries import payers as paying
from werklandschap.web.finance.views.overview import common
from werklandschap.web.plans.models import Plan
from werklandschap.web.scans.queries.words import language


@guarded(MONEY_EDIT)
def payers(request: SignedInRequest, plan_id: UUID) -> HttpResponseBase:
    """Choose who pays for each group of parts and who keeps it."""
    plan = found_plan(request, plan_id, MONEY_EDIT)
    told = common(request, plan, "payers")
    assumed = told["assumed"]
    form = PayersForm(
        request.POST or None,
        groups=paying.groups_of(plan, assumed),
        version=assumed.version,
    )
    if request.method == "POST" and form.is_valid() and _kept(request, plan, form):
        return redirect("money", plan_id=plan.pk)
    return render(
        request, "finance/payers.html", told | {"form": form, "rows": form.rows()}
    )


def _kept(request: SignedInRequest, plan: Plan, form: PayersForm) -> bool:
    try:
        actions.keep_shares(
            plan=plan,
            version=form.cleaned_data["version"],
            payers=form.payers(),
            keepers=form.keepers(),
            why=form.cleaned_data["why"],
            actor=request.user,
            at=timezone.now(),
        )
    except actions.ChangedMeanwhile as problem:
        form.stale(problem.say(language()), grounds.assumed_of(plan))
        return False
    except WerklandschapError as problem:
        form.add_error(None, problem.say(language()))
        return False
    messages.success(request, _("Bewaard. Alle cijfers van dit plan rekenen hiermee."))
    return True
