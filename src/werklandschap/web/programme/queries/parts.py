"""The pages that the programme adds to a park."""

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
        Text("Voortgang", "Progress"),
        Text(
            "Hoe ver dit terrein is, wat er is afgesproken en wat het nu kan doen.",
            "How far this park is, what was agreed and what it can do now.",
        ),
        lambda park: address("progress", park),
    ),
)
