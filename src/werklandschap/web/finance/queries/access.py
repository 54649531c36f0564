"""Who sees whose figures."""

from typing import Any

from django.db.models import Q

from werklandschap.web.accounts.models import Role, User
from werklandschap.web.accounts.rules import Person, may
from werklandschap.web.finance.models import Firm, Split
from werklandschap.web.parks.models import Park
from werklandschap.web.plans.models import Plan
from werklandschap.web.plans.queries.parts import address

VIEW, EDIT, OWN = "finance.view", "finance.edit", "finance.own"

IN_THE_OPEN = frozenset(
    {"municipality", "water_board", "state", "employees", "surroundings"}
)
"""Public money and what comes to everybody: no business case of anyone's own."""

_PRIVATE = frozenset(
    {"owner", "entrepreneur", "collective", "grid_operator", "insurer"}
)

_OF_FIRMS = frozenset({"owner", "entrepreneur", "collective"})
"""The parties that an entrepreneur is, or is a member of."""

_MAY_HELP = (Role.PARK_MANAGER, Role.MUNICIPALITY, Role.REGISSEUR)


def cases_for(person: Person, park: Park) -> frozenset[str]:
    """Name the parties whose own cash flow somebody may read.

    Parties are kinds of people on a park, worked out from public numbers; whoever makes
    its plans sees them all, an entrepreneur its own. Figures of single firms are `Firm`.
    """
    if not may(person, VIEW, park):
        return frozenset()
    if may(person, EDIT, park):
        return IN_THE_OPEN | _PRIVATE
    return IN_THE_OPEN | (_OF_FIRMS if may(person, OWN, park) else frozenset())


def split_for(person: Person, split_id: Any) -> Split | None:
    """Find a split: one's own, or one that was shared with who fill in money."""
    found = (
        Split.objects.filter(
            pk=split_id, plan__park__in=Park.objects.visible_to(person)
        )
        .select_related("plan__park", "plan__scan")
        .first()
    )
    if found is None or not may(person, EDIT, found.plan.park):
        return None
    return found if found.is_shared or found.made_by == person else None


def splits_of(person: Person, plan: Plan) -> list[Split]:
    """List the splits of a plan that somebody may see."""
    if not may(person, EDIT, plan.park):
        return []
    found = Split.objects.filter(plan=plan)
    return [each for each in found if each.is_shared or each.made_by == person]


def firm_for(person: Person, firm_id: Any) -> Firm | None:
    """Find a firm for its holder or a helper; for anybody else there is none.

    A helper who lost the role on the park no longer sees it, whoever gave leave.
    """
    if not isinstance(person, User):
        return None
    firm = Firm.objects.filter(pk=firm_id).select_related("park", "held_by").first()
    if firm is None:
        return None
    if firm.held_by_id == person.pk:
        return firm if may(person, OWN, firm.park) else None
    is_helper = firm.helpers.filter(person=person).exists()
    return firm if is_helper and may(person, EDIT, firm.park) else None


def own_firm(person: Person, park: Park) -> Firm | None:
    """Find the firm that somebody holds on a park."""
    if not isinstance(person, User) or not may(person, OWN, park):
        return None
    return Firm.objects.filter(park=park, held_by=person).first()


def firm_address(person: Person, park: Park) -> str:
    """Give where somebody fills in the figures of a firm; empty for who may not."""
    return address("my_firm", park) if may(person, OWN, park) else ""


def helped_by(person: Person, park: Park) -> list[Firm]:
    """List the firms on a park that gave somebody leave."""
    if not isinstance(person, User) or not may(person, EDIT, park):
        return []
    return list(Firm.objects.filter(park=park, helpers__person=person))


def who_can_help(park: Park, *, besides: User) -> list[User]:
    """List the people whom a firm can choose: those who make plans for its park."""
    within = Q()
    for scope, code in park.places().items():
        within |= Q(assignments__scope=scope, assignments__code=code)
    people = User.objects.filter(
        within, is_active=True, assignments__role__in=_MAY_HELP
    )
    known = people.exclude(pk=besides.pk).select_related("organisation").distinct()
    return [each for each in known if may(each, EDIT, park)]
