"""Objections to decisions, and what is decided on them."""

from datetime import date, datetime

from django.db import transaction

from werklandschap.core.text import Text
from werklandschap.governance.terms import last_day
from werklandschap.web.accounts.models import User
from werklandschap.web.audit import actions as audit
from werklandschap.web.audit.actions import Actor
from werklandschap.web.vouchers.actions.decisions import (
    Kind,
    State,
    days,
    decide,
    locked,
    said,
)
from werklandschap.web.vouchers.models import Decision, Objection
from werklandschap.web.vouchers.problems import (
    AlreadyObjected,
    GroundsMissing,
    NotNow,
    OwnVoucher,
)


@transaction.atomic
def object_to(
    *, decision: Decision, grounds: str, received_on: date, actor: Actor, at: datetime
) -> Objection:
    """Object to a decision; an objection that comes too late is kept and told so.

    Raises
    ------
    AlreadyObjected
        If that was done before.
    """
    decision = Decision.objects.select_for_update(of=("self",)).get(pk=decision.pk)
    if Objection.objects.filter(decision=decision).exists():
        raise AlreadyObjected
    # The term for deciding begins when the term for objecting has ended.
    term_day = days("on_objection", received_on)
    objection = Objection.objects.create(
        decision=decision,
        grounds=grounds,
        received_on=received_on,
        is_in_time=received_on <= decision.object_by,
        decide_by=last_day(max(decision.object_by, received_on), days=term_day),
        made_by=actor if isinstance(actor, User) else None,
    )
    audit.record("vouchers.object", objection, actor=actor, at=at)
    return objection


@transaction.atomic
def decide_objection(
    *, objection: Objection, is_upheld: bool, grounds: str, actor: Actor, at: datetime
) -> Decision:
    """Decide on an objection; a rejection that falls makes the application open again.

    Raises
    ------
    NotNow
        If it was decided on.
    GroundsMissing
        If nobody wrote why.
    OwnVoucher
        If it is by who took the decision or made the objection.
    """
    objection = (
        Objection.objects.select_for_update(of=("self",))
        .select_related("decision__application")
        .get(pk=objection.pk)
    )
    if objection.state != Objection.State.OPEN:
        raise NotNow(str(objection.get_state_display()))
    if not grounds.strip():
        raise GroundsMissing
    involved = {objection.decision.by_id, objection.made_by_id}
    if isinstance(actor, User) and actor.pk in involved:
        raise OwnVoucher
    application = locked(objection.decision.application, actor)
    state = Objection.State
    if not objection.is_in_time:
        objection.state = state.TOO_LATE
    else:
        objection.state = state.UPHELD if is_upheld else state.DISMISSED
    objection.save(update_fields=["state"])
    refused = (State.REJECTED, State.SET_ASIDE)
    if objection.state == state.UPHELD and application.state in refused:
        application.state = State.COMPLETE
        application.save(update_fields=["state"])
    return decide(
        application,
        Kind.OBJECTION,
        [_outcome_of(objection), *said(grounds)],
        facts={"outcome": objection.state, "against": objection.decision_id},
        actor=actor,
        at=at,
    )


def _outcome_of(objection: Objection) -> Text:
    return {
        Objection.State.UPHELD: Text(
            "Het bezwaar is gegrond.", "The objection is upheld."
        ),
        Objection.State.DISMISSED: Text(
            "Het bezwaar is ongegrond.", "The objection is dismissed."
        ),
        Objection.State.TOO_LATE: Text(
            "Het bezwaar kwam na de termijn en is niet-ontvankelijk.",
            "The objection came after the term and is inadmissible.",
        ),
    }[Objection.State(objection.state)]
