"""What a partner does with a question: propose on one A4, or tell that it does not suit."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from werklandschap.governance import Party, Proposed
from werklandschap.web.audit import actions as audit
from werklandschap.web.audit.actions import Actor
from werklandschap.web.helpdesk.actions import letters
from werklandschap.web.helpdesk.actions.changing import changing, take_over
from werklandschap.web.helpdesk.models import Approach
from werklandschap.web.helpdesk.queries import a4, standing


@dataclass(frozen=True, slots=True)
class Words:
    """What a proposal says, with its costs in euros."""

    what: str = ""
    how: str = ""
    result: str = ""
    cost_eur: Decimal | None = None
    own_eur: Decimal | None = None


@transaction.atomic
def keep(*, approach: Approach, words: Words, actor: Actor, at: datetime) -> None:
    """Keep a proposal that is not finished; nobody else sees it."""
    if approach.sent_at is not None or approach.state != Approach.State.ASKED:
        return
    _fill_in(approach, words)
    approach.save()
    audit.record("helpdesk.keep", approach, actor=actor, at=at)


def _fill_in(approach: Approach, words: Words) -> None:
    approach.what, approach.how, approach.result = words.what, words.how, words.result
    approach.cost_eur, approach.own_eur = words.cost_eur, words.own_eur


def propose(*, approach: Approach, words: Words, actor: Actor, at: datetime) -> None:
    """Give a proposal; it is set on A4 first and its pages are counted."""
    _fill_in(approach, words)
    pages = a4.pages_of(approach)
    proposed = Proposed(pages, words.cost_eur, words.own_eur)
    question = approach.question
    with changing(question) as locked:
        case = standing.case_of(locked).propose(
            approach.partner.key, proposed, by=Party.PARTNER, at=at
        )
        last = standing.deadline_of(locked, at=at)
        approach.pages, approach.sent_at = pages, approach.sent_at or at
        approach.is_late = last is not None and approach.sent_at >= last.over_at
        approach.state = Approach.State.ANSWERED
        approach.save()
        locked.first_answer_at = locked.first_answer_at or at
        take_over(locked, case, at=at)
        audit.record(
            "helpdesk.propose", locked, actor=actor, at=at, partner=approach.partner.key
        )
        letters.to_asker("proposal", locked, at=at)


def decline(*, approach: Approach, reason: str, actor: Actor, at: datetime) -> None:
    """Tell that a question does not suit; it can then go to another partner."""
    with changing(approach.question) as locked:
        case = standing.case_of(locked).drop(approach.partner.key, by=Party.PARTNER)
        approach.state, approach.ended_at = Approach.State.DECLINED, at
        approach.remark = reason[:300]
        approach.save()
        take_over(locked, case, at=at)
        audit.record(
            "helpdesk.decline", locked, actor=actor, at=at, partner=approach.partner.key
        )
        people = letters.regisseurs_of(locked, at=at)
        letters.to_people("noted", locked, people, at=at)
