"""Where the pages of the money of a plan are, and which of them somebody may open."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from werklandschap.web.accounts.rules import Person, may
from werklandschap.web.finance.queries import access
from werklandschap.web.plans.models import Plan

_PAGES = (
    ("money", _("Wie betaalt, wie wint"), access.VIEW),
    ("try_out", _("Proberen"), access.VIEW),
    ("register", _("Aannames"), access.VIEW),
    ("payers", _("Wie betaalt wat"), access.EDIT),
    ("splits", _("Verdelen"), access.EDIT),
    ("funding", _("Financiering"), access.VIEW),
    ("documents", _("Documenten"), access.VIEW),
)


def tabs_of(person: Person, plan: Plan, here: str) -> list[dict[str, object]]:
    """List the pages that somebody may open; ``here`` is the one that is open."""
    return [
        {
            "label": label,
            "url": reverse(name, kwargs={"plan_id": plan.pk}),
            "is_here": name == here,
        }
        for name, label, permission in _PAGES
        if may(person, permission, plan.park)
    ]
