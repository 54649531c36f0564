"""The page that money adds to a park."""

from django.urls import reverse

from werklandschap.core.text import Text
from werklandschap.web.parks.models import Park
from werklandschap.web.plans.queries.parts import address
from werklandschap.web.scans.queries.parts import Part


def first_page(park: Park) -> str:
    """Give the address of the money of a park: that of the plan that counts."""
    return address("park_money", park)


PART = Part(
    Text("Kosten en baten", "Costs and benefits"),
    Text(
        "Wie betaalt, wie wint, en hoe zeker dat is.",
        "Who pays, who gains, how surely.",
    ),
    first_page,
)


def money_of(plan_id: object) -> str:
    """Give the address of the money of a plan."""
    return reverse("money", kwargs={"plan_id": plan_id})
