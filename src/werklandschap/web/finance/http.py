"""What all views of money do first."""

from uuid import UUID

from django.http import Http404, HttpRequest

from werklandschap.core.errors import WerklandschapError
from werklandschap.web.accounts.guards import demand
from werklandschap.web.finance.models import Assumed
from werklandschap.web.finance.queries import access, outcome
from werklandschap.web.finance.queries.grounds import HORIZONS
from werklandschap.web.plans.models import Plan
from werklandschap.web.plans.queries.planning import plan_for
from werklandschap.web.scans.queries.words import language

MONEY_VIEW, MONEY_EDIT, MONEY_OWN = access.VIEW, access.EDIT, access.OWN


def found_plan(request: HttpRequest, plan_id: UUID, permission: str) -> Plan:
    """Find a plan for who may do something with its money; for others there is none."""
    plan = plan_for(request.user, plan_id)
    if plan is None:
        raise Http404
    demand(request.user, permission, plan.park)
    return plan


def horizon_of(request: HttpRequest) -> int:
    """Read over how many years to look; anything else than we know is the first."""
    told = request.GET.get("jaren", "")
    return next((each for each in HORIZONS if str(each) == told), HORIZONS[0])


def whole(told: object, *, least: int, most: int, otherwise: int) -> int:
    """Read a whole number within bounds; anything else is ``otherwise``."""
    try:
        number = int(str(told))
    except ValueError:
        return otherwise
    return number if least <= number <= most else otherwise


def worth_or(
    plan: Plan, assumed: Assumed, horizon_years: int, aim: str = ""
) -> tuple[outcome.Worth | None, str]:
    """Work out what a plan is worth, or say why that cannot be done."""
    try:
        found = outcome.worth_of(plan, assumed, horizon_years=horizon_years, aim=aim)
    except WerklandschapError as problem:
        return None, problem.say(language())
    return found, ""
