"""Plans: asking for one, reading it, accepting it."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from werklandschap.core.errors import WerklandschapError
from werklandschap.web.accounts.guards import demand, guarded
from werklandschap.web.accounts.http import SignedInRequest
from werklandschap.web.accounts.rules import may
from werklandschap.web.jobs.models import Run
from werklandschap.web.parks.models import Park
from werklandschap.web.plans.actions import plans as actions
from werklandschap.web.plans.forms import GoalForm
from werklandschap.web.plans.http import EDIT, found_park, own_park
from werklandschap.web.plans.models import Plan
from werklandschap.web.plans.queries import ambition as ambitions
from werklandschap.web.plans.queries import design
from werklandschap.web.plans.queries import planning as queries
from werklandschap.web.plans.queries.parts import address
from werklandschap.web.scans.queries import page, runs
from werklandschap.web.scans.queries.words import language


@require_GET
def plans(request: HttpRequest, code: str, slug: str) -> HttpResponseBase:
    """Show the plan that counts with its calendar, and the others."""
    park = found_park(request, code, slug)
    accepted = queries.accepted(park)
    maintenance = queries.maintenance_of(park)
    told = {
        "park": park,
        "scan": page.scan_for(park),
        "accepted": accepted,
        "calendar": queries.calendar_of(accepted, maintenance),
        "maintenance": maintenance,
        "others": [each for each in queries.plans_of(park) if each != accepted],
        "may_edit": may(request.user, EDIT, park),
        "make_url": address("make_plan", park),
        "maintenance_url": address("maintenance", park),
    }
    return render(request, "plans/plans.html", told)


@guarded(EDIT)
def make(request: SignedInRequest, code: str, slug: str) -> HttpResponseBase:
    """Say what a plan must reach and may cost, and ask for it."""
    park, scan = own_park(request, code, slug)
    targets = queries.goal_targets(ambitions.stacked_of(ambitions.current(park)))
    variants = design.variants_of(request.user, park)
    form = GoalForm(
        request.POST or None,
        initial=queries.first_goal(),
        variants=[(str(each.pk), each.name) for each in variants],
    )
    if request.method == "POST" and scan and targets and form.is_valid():
        run = actions.ask_plan(
            park=park,
            scan=scan,
            goal={
                **form.cleaned_data,
                "targets": targets,
                "drawn": queries.drawn_of(
                    request.user, park, form.cleaned_data["variant"]
                ),
            },
            actor=request.user,
            at=timezone.now(),
        )
        return redirect("plan_run", run_id=run.pk)
    told = {
        "park": park,
        "scan": scan,
        "form": form,
        "shape": ambitions.shape_of(park, scan),
        "ambition_url": address("set_ambition", park),
    }
    return render(request, "plans/make.html", told)


@guarded(EDIT)
@require_GET
def run(request: SignedInRequest, run_id: UUID) -> HttpResponseBase:
    """Show how far a plan is; a plan that is ready shows itself."""
    found, park = _own_run(request, run_id)
    plan = Plan.objects.filter(run=found).first()
    if plan is not None:
        return redirect("plan", plan_id=plan.pk)
    told = {"run": found, "park": park, "wait_s": runs.wait_s(found)}
    return render(request, "plans/run.html", told)


@guarded(EDIT)
@require_GET
def state(request: SignedInRequest, run_id: UUID) -> HttpResponseBase:
    """Tell a program how far a plan is."""
    found, _park = _own_run(request, run_id)
    facts, tag = runs.state_of(found)
    return JsonResponse(
        facts, headers={"ETag": tag, "Cache-Control": "private, no-cache"}
    )


def _own_run(request: SignedInRequest, run_id: UUID) -> tuple[Run, Park]:
    found = queries.run_for(request.user, run_id, actions.KIND)
    if found is None:
        raise Http404
    demand(request.user, EDIT, found[1])
    return found


@require_GET
def plan(request: HttpRequest, plan_id: UUID) -> HttpResponseBase:
    """Show a package, why each part is in it, its calendar and the front."""
    found = queries.plan_for(request.user, plan_id)
    if found is None:
        raise Http404
    package = queries.package_of(found)
    told = {
        "plan": found,
        "park": found.park,
        "package": package,
        "for_map": queries.map_of(found, package),
        "years": queries.years_of(package),
        "next": queries.next_of(found),
        "targets": queries.targets_of(found),
        "sentences": queries.sentences_of(found),
        "calendar": queries.calendar_of(found, queries.maintenance_of(found.park)),
        "front": queries.front_of(found),
        "may_edit": may(request.user, EDIT, found.park),
        "plans_url": address("plans", found.park),
    }
    return render(request, "plans/plan.html", told)


@guarded(EDIT)
@require_POST
def accept(request: SignedInRequest, plan_id: UUID) -> HttpResponseBase:
    """Make a plan the one that counts."""
    found = queries.plan_for(request.user, plan_id)
    if found is None:
        raise Http404
    demand(request.user, EDIT, found.park)
    try:
        actions.accept_plan(plan=found, actor=request.user, at=timezone.now())
    except WerklandschapError as problem:
        messages.error(request, problem.say(language()))
        return redirect("plan", plan_id=found.pk)
    messages.success(request, _("Dit is nu het plan van het terrein."))
    return redirect(address("plans", found.park))
