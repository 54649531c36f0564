"""Examples of the parts of addresses of the desk."""

from tests.web.made import AT
from werklandschap.web.accounts.models import Organisation
from werklandschap.web.helpdesk.models import (
    Absence,
    Approach,
    Attachment,
    Partner,
    Question,
)

PUBLIC = {
    "ask",
    "ask_step",
    "ask_done",
    "ask_known",
    "ask_privacy",
    "answered",
    "follow",
    "follow_proposal",
}
OF_A_PARK = {"number", "approach_id", "attachment_id", "absence_id"}


def examples(*, park, people, plan):
    """Make a question about a park, put out to a partner, with a document."""
    question = Question.objects.create(
        asker="PARK", level="PARK", park=park, text="Hoe?", received_at=AT
    )
    organisation = Organisation.objects.create(name=f"Partner {park.name}")
    partner = Partner.objects.create(key=park.code, organisation=organisation)
    approach = Approach.objects.create(question=question, partner=partner, asked_at=AT)
    absence = Absence.objects.create(partner=partner, since=AT.date(), until=AT.date())
    attachment = Attachment.objects.create(
        question=question, name="a.pdf", kind="pdf", size_bytes=1, content=b"%"
    )
    return {
        "number": question.pk,
        "approach_id": approach.pk,
        "absence_id": absence.pk,
        "attachment_id": attachment.pk,
        "partner_id": partner.pk,
        "kind": "received",
        "language": "nl",
        "step": "wie",
        "move": "note",
    }
