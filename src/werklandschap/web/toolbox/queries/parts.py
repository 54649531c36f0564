"""The page that the toolbox adds to a park."""

from django.urls import reverse
from django.utils.text import slugify

from werklandschap.core.text import Text
from werklandschap.web.parks.models import Park
from werklandschap.web.scans.queries.parts import Part


def address(park: Park) -> str:
    """Give the address of the board of a park."""
    slug = slugify(park.name) or "terrein"
    return reverse("board", kwargs={"code": park.code, "slug": slug})


PART = Part(
    Text("Stappen", "Steps"),
    Text(
        "Hoe ver u bent, wat de volgende beslissing is, en hulp daarbij.",
        "How far you are, what the next decision is, and help with it.",
    ),
    address,
)
