"""Examples of the parts of addresses of innovations."""

from tests.web.made import AT
from werklandschap.web.audit.actions import PLATFORM
from werklandschap.web.innovations.actions import records
from werklandschap.web.innovations.models import Innovation, Submission

PUBLIC = {
    "innovations",
    "innovations_json",
    "innovations_csv",
    "submit_innovation",
    "innovation",
    "innovation_fit",
    "embed_innovation",
    "park_innovations",
}
OF_A_PARK = frozenset()


def examples(*, park, people, plan):
    """Load the shipped records, with an effect that was measured and a submission."""
    records.load_shipped(actor=PLATFORM, at=AT)
    swale = Innovation.objects.get(code="wadi")
    on = {"measured_on": AT.date(), "given_at": AT}
    effect = swale.realised.create(effect="storage_mm", park=park, value=300, **on)
    return {
        "innovation": swale.code,
        "effect_id": effect.pk,
        "submission_id": Submission.objects.create(title="x", received_at=AT).pk,
    }
