"""Examples of the parts of addresses of the toolbox."""

from tests.web.made import AT
from werklandschap.web.audit.actions import PLATFORM
from werklandschap.web.toolbox.actions import pages
from werklandschap.web.toolbox.models import Image, PageVersion

PUBLIC = {
    "toolbox",
    "phases",
    "toolbox_page",
    "toolbox_file",
    "toolbox_word",
    "toolbox_image",
    "board",
}
OF_A_PARK = frozenset()


def examples(*, park, people, plan):
    """Load the shipped pages and add a picture."""
    pages.load_shipped(actor=PLATFORM, at=AT)
    picture = Image.objects.create(data=b"", mime="image/png", added_at=AT)
    return {
        "page": "rol-procesbegeleider",
        "version_id": PageVersion.objects.latest("pk").pk,
        "image_id": picture.pk,
        "step": "works",
    }
