"""Examples of the parts of addresses of the learning network."""

from datetime import timedelta

from tests.web.made import AT
from werklandschap.web.network.models import Meeting

PUBLIC = {
    "network",
    "network_feed",
    "newsletter",
    "confirm_newsletter",
    "newsletter_choices",
    "unsubscribe",
    "own_place",
    "meeting",
    "meeting_ics",
}
OF_A_PARK = frozenset()


def examples(*, park, people, plan):
    """Make a meeting and what was learned there."""
    meeting = Meeting.objects.create(
        kind="WEBINAR",
        title="Water",
        region_code=park.places()["ENERGY_REGION"],
        starts_at=AT,
        ends_at=AT + timedelta(hours=1),
        capacity=5,
        made_at=AT,
        changed_at=AT,
    )
    return {
        "meeting_id": meeting.pk,
        "lesson_id": meeting.lessons.create(text_nl="Les", made_at=AT).pk,
    }
