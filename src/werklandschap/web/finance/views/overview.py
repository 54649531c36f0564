"""Who pays and who gains: the table of parties, and the case of each."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from werklandschap.web.accounts.guards import demand, guarded
from werklandschap.web.accounts.http import SignedInRequest
from werklandschap.web.accounts.rules import may
from werklandschap.web.finance.actions import grounds as actions
from werklandschap.web.finance.http import (
    MONEY_EDIT,
    MONEY_VIEW,
    found_plan,
    horizon_of,
    whole,
    worth_or,
)
from werklandschap.web.finance.queries import (
    access,
    files,
    grounds,
    outcome,
    pictures,
    shown,
    words,
)
from werklandschap.web.finance.queries import runs as money_runs
from werklandschap.web.finance.queries.places import tabs_of
from werklandschap.web.jobs.models import Run
from werklandschap.web.plans.http import found_park
from werklandschap.web.plans.models import Plan
from werklandschap.web.plans.queries import planning
from werklandschap.web.plans.queries.parts import address
from werklandschap.web.scans.queries import runs


@guarded(MONEY_VIEW)
@require_GET
def park_money(request: SignedInRequest, code: str, slug: str) -> HttpResponseBase:
    """Go to the money of the plan that counts, or say how there comes one."""
    park = found_park(request, code, slug)
    demand(request.user, MONEY_VIEW, park)
    plan = planning.accepted(park) or next(iter(planning.plans_of(park)), None)
    if plan is not None:
        return redirect("money", plan_id=plan.pk)
    told = {
        "park": park,
        "plans_url": address("plans", park),
        "firm": access.own_firm(request.user, park),
        "firm_url": access.firm_address(request.user, park),
    }
    return render(request, "finance/no_plan.html", told)


@guarded(MONEY_VIEW)
@require_GET
def money(request: SignedInRequest, plan_id: UUID) -> HttpResponseBase:
    """Show who pays and who gains, how sure that is, and what was not counted."""
    plan = found_plan(request, plan_id, MONEY_VIEW)
    told = common(request, plan, "money")
    worth, problem = worth_or(plan, told["assumed"], told["horizon"])
    if worth is None:
        return render(request, "finance/nothing.html", told | {"problem": problem})
    within = whole(
        request.GET.get("binnen"),
        least=1,
        most=worth.horizon_years,
        otherwise=outcome.WITHIN_YEARS,
    )
    cases = access.cases_for(request.user, plan.park)
    parties = shown.parties_shown(worth, cases=cases, within_years=within)
    told |= {
        "worth": worth,
        "within": within,
        "parties": parties,
        "radar": pictures.radar_of([each.row for each in parties]),
        "society": shown.society_amount(worth),
        "societies": shown.society_shown(worth),
        "budget": shown.budget_shown(worth),
        "claims": outcome.claims(),
        "files": files.NAMES,
        "prices": shown.price_words(worth),
        "changed": shown.changed_by_hand(worth),
        "costs": [
            (row, shown.payers_words(row.payers), shown.payers_words(row.keepers))
            for row in worth.case.costs
        ],
        "saved": sum(row.saved_eur for row in worth.case.costs),
    }
    return render(request, "finance/money.html", told)


def common(request: HttpRequest, plan: Plan, here: str) -> dict[str, Any]:
    """Gather what every page of the money of a plan shows."""
    return {
        "plan": plan,
        "park": plan.park,
        "tabs": tabs_of(request.user, plan, here),
        "may_edit": may(request.user, MONEY_EDIT, plan.park),
        "assumed": grounds.assumed_of(plan),
        "horizon": horizon_of(request),
        "horizons": grounds.HORIZONS,
        "is_whole": grounds.is_whole(plan),
        "run": money_runs.run_of(plan),
        "firm": access.own_firm(request.user, plan.park),
        "firm_url": access.firm_address(request.user, plan.park),
        "firms": access.helped_by(request.user, plan.park),
    }


@guarded(MONEY_VIEW)
@require_GET
def party(request: SignedInRequest, plan_id: UUID, party: str) -> HttpResponseBase:
    """Show the business case of a party to itself and to who helps the park."""
    plan = found_plan(request, plan_id, MONEY_VIEW)
    if party not in access.cases_for(request.user, plan.park):
        raise Http404
    told = common(request, plan, "money")
    worth, _ = worth_or(plan, told["assumed"], told["horizon"])
    row = None if worth is None else worth.case.party(party)
    if worth is None or row is None:
        raise Http404
    values = outcome.drawn(worth).of(party)
    told |= {
        "worth": worth,
        "row": row,
        "amount": shown.Amount(row.value_eur, row.low_eur, row.high_eur),
        "sentence": words.sentence_of(row, within_years=outcome.WITHIN_YEARS),
        "flow": pictures.flow_of(row.by_year_eur, first_year=worth.basis.first_year),
        "dots": pictures.dots_of(values),
        "curve": pictures.exceedance_of(values),
        "posts": outcome.flows_of(worth, party),
        "prices": shown.price_words(worth),
        "changed": shown.changed_by_hand(worth),
    }
    return render(request, "finance/party.html", told)


@guarded(MONEY_EDIT)
@require_POST
def ask(request: SignedInRequest, plan_id: UUID) -> HttpResponseBase:
    """Ask what the plan does, so that its gains can be counted."""
    plan = found_plan(request, plan_id, MONEY_EDIT)
    actions.ask_ground(plan=plan, actor=request.user, at=timezone.now())
    return redirect("money", plan_id=plan.pk)


@guarded(MONEY_VIEW)
@require_GET
def state(request: SignedInRequest, run_id: UUID) -> HttpResponseBase:
    """Tell a program how far the work on a plan's money is."""
    run, park = _own_run(request, run_id)
    demand(request.user, MONEY_VIEW, park)
    facts, tag = runs.state_of(run)
    return JsonResponse(
        facts, headers={"ETag": tag, "Cache-Control": "private, no-cache"}
    )


def _own_run(request: SignedInRequest, run_id: UUID) -> tuple[Run, Any]:
    for kind in money_runs.KINDS:
        found = planning.run_for(request.user, run_id, kind)
        if found is not None:
            return found
    raise Http404
