"""The numbers behind the euros: to try out, to read and to change."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from werklandschap.core.errors import WerklandschapError
from werklandschap.web.accounts.guards import guarded
from werklandschap.web.accounts.http import SignedInRequest
from werklandschap.web.finance.actions import assumed as actions
from werklandschap.web.finance.forms.numbers import AssumptionsForm
from werklandschap.web.finance.http import MONEY_EDIT, MONEY_VIEW, found_plan, worth_or
from werklandschap.web.finance.queries import grounds, register, shown
from werklandschap.web.finance.views.overview import common
from werklandschap.web.plans.models import Plan
from werklandschap.web.scans.queries.words import language


@guarded(MONEY_VIEW)
@require_GET
def try_out(request: SignedInRequest, plan_id: UUID) -> HttpResponseBase:
    """Let somebody move the assumptions that matter most and see what that does."""
    plan = found_plan(request, plan_id, MONEY_VIEW)
    told = common(request, plan, "try_out")
    worth, problem = worth_or(plan, told["assumed"], told["horizon"])
    if worth is None:
        return render(request, "finance/nothing.html", told | {"problem": problem})
    tried = register.tried_from(request.GET.dict(), worth)
    told |= {
        "worth": worth,
        "tried": tried,
        "rows": shown.tried_shown(worth, tried),
        "keep_query": urlencode({n: str(v) for n, v in tried.items()}),
    }
    if request.GET.get("deel") == "uitkomst":
        return render(request, "finance/tried.html", told)
    told |= {
        "sliders": register.sliders_of(worth, tried),
        "tornado": register.tornado_of(worth),
        "prices": shown.price_words(worth),
        "changed": shown.changed_by_hand(worth),
    }
    return render(request, "finance/try_out.html", told)


@guarded(MONEY_VIEW)
@require_GET
def read(request: SignedInRequest, plan_id: UUID) -> HttpResponseBase:
    """Show every number that the outcome hangs on, and who changed what."""
    plan = found_plan(request, plan_id, MONEY_VIEW)
    told = common(request, plan, "register")
    worth, problem = worth_or(plan, told["assumed"], told["horizon"])
    if worth is None:
        return render(request, "finance/nothing.html", told | {"problem": problem})
    told |= {
        "worth": worth,
        "rows": register.rows_of(worth),
        "versions": register.versions_of(plan),
    }
    return render(request, "finance/register.html", told)


@guarded(MONEY_EDIT)
def change(request: SignedInRequest, plan_id: UUID) -> HttpResponseBase:
    """Fill in numbers of one's own instead of the published ones."""
    plan = found_plan(request, plan_id, MONEY_EDIT)
    told = common(request, plan, "register")
    worth, problem = worth_or(plan, told["assumed"], told["horizon"])
    if worth is None:
        return render(request, "finance/nothing.html", told | {"problem": problem})
    form = AssumptionsForm(
        request.POST or None,
        rows=register.rows_of(worth),
        own=told["assumed"].values | _prefilled(request),
        version=told["assumed"].version,
    )
    if request.method == "POST" and form.is_valid() and _kept(request, plan, form):
        return redirect("register", plan_id=plan.pk)
    told |= {"worth": worth, "form": form, "rows": form.rows_with_fields()}
    return render(request, "finance/change.html", told)


def _prefilled(request: HttpRequest) -> dict[str, float]:
    """Take over what was tried out; what is no number is left alone."""
    found = {}
    for name, told in request.GET.dict().items():
        try:
            found[name] = float(str(told))
        except ValueError:
            continue
    return found


def _kept(request: SignedInRequest, plan: Plan, form: AssumptionsForm) -> bool:
    try:
        actions.keep_values(
            plan=plan,
            version=form.cleaned_data["version"],
            values=form.values(),
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
