"""The page that innovations add to a park."""

from django.urls import reverse
from django.utils.text import slugify

from werklandschap.core.text import Text
from werklandschap.web.parks.models import Park
from werklandschap.web.scans.queries.parts import Part


def address(park: Park) -> str:
    """Give the address of what fits a park."""
    slug = slugify(park.name) or "terrein"
    return reverse("park_innovations", kwargs={"code": park.code, "slug": slug})


PART = Part(
    Text("Wat past hier", "What fits here"),
    Text(
        "Innovaties die bij de cijfers van dit terrein passen, met de redenen.",
        "Innovations that fit the figures of this park, with the reasons.",
    ),
    address,
)
