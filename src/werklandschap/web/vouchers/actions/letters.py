"""Letters of decisions, set and kept beside them."""

import hashlib
from datetime import datetime

from django.db import transaction

from werklandschap.web.audit import actions as audit
from werklandschap.web.audit.actions import Actor
from werklandschap.web.vouchers.models import Decision, Document
from werklandschap.web.vouchers.queries.letters import letter_of


def write_letter(*, decision: Decision, actor: Actor, at: datetime) -> Document:
    """Set the letter of a decision and keep it; once, whoever asks again.

    Setting takes most of a second and is done outside any transaction: a grant holds its
    round no longer than it takes to count.
    """
    if decision.letter is not None:
        return decision.letter
    content = letter_of(decision)
    with transaction.atomic():
        decision = Decision.objects.select_for_update(of=("self",)).get(pk=decision.pk)
        if decision.letter is not None:
            return decision.letter
        decision.letter = Document.objects.create(
            name=f"besluit-{decision.pk}.pdf",
            sha256=hashlib.sha256(content).hexdigest(),
            size_bytes=len(content),
            content=content,
            kept_at=at,
        )
        decision.save(update_fields=["letter"])
        audit.record(
            "vouchers.letter",
            decision,
            actor=actor,
            at=at,
            sha256=decision.letter.sha256,
        )
    return decision.letter
