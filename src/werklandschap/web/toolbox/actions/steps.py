"""The board of a park."""

from datetime import date, datetime

from django.db import transaction

from werklandschap.web.accounts.models import User
from werklandschap.web.audit import actions as audit
from werklandschap.web.parks.models import Park
from werklandschap.web.toolbox.models import StepState


@transaction.atomic
def set_step(
    *,
    park: Park,
    step: str,
    status: str,
    decision: str,
    decide_on: date | None,
    who: str,
    actor: User,
    at: datetime,
) -> StepState:
    """Tell how far a park is with a step; any state may follow any other."""
    state, _ = StepState.objects.update_or_create(
        park=park,
        step=step,
        defaults={
            "status": status,
            "decision": decision,
            "decide_on": decide_on,
            "who": who,
            "changed_by": actor,
            "changed_at": at,
        },
    )
    audit.record(
        "toolbox.set_step", state, actor=actor, at=at, step=step, status=status
    )
    return state
