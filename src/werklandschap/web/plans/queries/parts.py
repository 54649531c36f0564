"""The pages that plans add to a park."""

from django.urls import reverse
from django.utils.text import slugify

from werklandschap.core.text import Text
from werklandschap.web.parks.models import Park
from werklandschap.web.scans.queries.parts import Part


def address(name: str, park: Park) -> str:
    """Give the address of a page of a park."""
    slug = slugify(park.name) or "terrein"
    return reverse(name, kwargs={"code": park.code, "slug": slug})


PARTS = (
    Part(
        Text("Ambitie", "Ambition"),
        Text(
            "Wat u wilt bereiken, en wat daarvoor nog nodig is.",
            "What you want, and what it still takes.",
        ),
        lambda park: address("ambition", park),
    ),
    Part(
        Text("Ontwerp", "Design"),
        Text(
            "Maatregelen plaatsen en meteen zien wat ze doen.",
            "Place measures and see at once what they do.",
        ),
        lambda park: address("design", park),
    ),
    Part(
        Text("Plan", "Plan"),
        Text(
            "Het beste pakket voor uw doel, per jaar.",
            "The best package for your goal, by year.",
        ),
        lambda park: address("plans", park),
    ),
)
