"""What the regisseur does with a question."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.urls import reverse

from werklandschap.governance import Case, Party
from werklandschap.web.accounts.models import User
from werklandschap.web.audit import actions as audit
from werklandschap.web.audit.actions import Actor
from werklandschap.web.helpdesk.actions import letters
from werklandschap.web.helpdesk.actions.changing import approach_of, changing, take_over
from werklandschap.web.helpdesk.models import (
    Approach,
    Note,
    Partner,
    Pause,
    Question,
    Stage,
)
from werklandschap.web.helpdesk.queries import standing

_R = Party.REGISSEUR


def take(*, question: Question, seen: int, actor: User, at: datetime) -> None:
    """Take a question upon oneself; of two who do so at once the second is told."""
    with changing(question, seen=seen) as locked:
        locked.handler = actor
        audit.record("helpdesk.take", locked, actor=actor, at=at)


def sharpen(
    *,
    question: Question,
    sharpened: str,
    step: str,
    needs: Sequence[str],
    seen: int,
    actor: Actor,
    at: datetime,
) -> None:
    """Write down what is asked, as agreed with the asker, and what it needs."""
    with changing(question, seen=seen) as locked:
        case = standing.case_of(locked).sharpen(by=_R)
        locked.sharpened, locked.step = sharpened, step
        locked.needs = list(dict.fromkeys([*([step] if step else []), *needs]))
        take_over(locked, case, at=at)
        audit.record("helpdesk.sharpen", locked, actor=actor, at=at, step=step)
        letters.to_asker("sharpened", locked, at=at)


def put_out(
    *,
    question: Question,
    partners: Sequence[Partner],
    why: Mapping[str, Sequence[Mapping[str, str]]] | None = None,
    seen: int,
    actor: Actor,
    at: datetime,
) -> None:
    """Put a question to partners; the first time the clock starts.

    Parameters
    ----------
    question : Question
        What is asked.
    partners : sequence of Partner
        Whom the regisseur chose, besides those who have it.
    why : mapping, optional
        By partner the reasons that the desk gave, in both languages.
    seen : int
        The version that the regisseur saw.
    actor, at
        Who does it, when.
    """
    with changing(question, seen=seen) as locked:
        was = standing.case_of(locked)
        new = [each for each in partners if each.key not in was.asked]
        case = was.put_out(frozenset(each.key for each in new), by=_R, at=at)
        take_over(locked, case, at=at)
        locked.warned_level = 0
        for partner in new:
            approach = Approach.objects.create(
                question=locked,
                partner=partner,
                asked_at=at,
                why=list((why or {}).get(partner.key, ())),
            )
            audit.record(
                "helpdesk.put_out", locked, actor=actor, at=at, partner=partner.key
            )
            tell_partner("asked", locked, approach, at=at)
        if was.clock is None:
            letters.to_asker("put_out", locked, at=at)


def tell_partner(
    kind: str, question: Question, approach: Approach, *, at: datetime, reason: str = ""
) -> None:
    """Write to the people of one partner; nobody hears who else was asked."""
    letters.to_people(
        kind,
        question,
        letters.people_of(approach.partner, at=at),
        at=at,
        address=reverse("proposal", args=[approach.pk]),
        reason=reason,
    )


def drop(
    *,
    question: Question,
    partner: Partner,
    reason: str,
    seen: int,
    actor: Actor,
    at: datetime,
) -> None:
    """Take a question back from a partner that does not answer, so that another can have it."""
    with changing(question, seen=seen) as locked:
        case = standing.case_of(locked).drop(partner.key, by=_R)
        approach = approach_of(locked, partner)
        assert approach is not None  # the rules saw that it has the question
        _take_back(approach, reason, at=at)
        take_over(locked, case, at=at)
        audit.record("helpdesk.drop", locked, actor=actor, at=at, partner=partner.key)


def _take_back(approach: Approach, reason: str, *, at: datetime) -> None:
    approach.state, approach.ended_at = Approach.State.DROPPED, at
    approach.remark = reason[:300]
    approach.save()
    tell_partner("taken_back", approach.question, approach, at=at, reason=reason)


def take_back_all(question: Question, *, at: datetime, reason: str = "") -> None:
    """Take a question back from all who have it."""
    for approach in question.approaches.filter(state__in=Approach.HAVE_IT):
        _take_back(approach, reason, at=at)


def pause(
    *, question: Question, reason: str, seen: int, actor: Actor, at: datetime
) -> None:
    """Let the clock stand still."""
    with changing(question, seen=seen) as locked:
        case = standing.case_of(locked).pause(reason, by=_R, at=at)
        Pause.objects.create(question=locked, since=at, reason=reason)
        take_over(locked, case, at=at)
        audit.record("helpdesk.pause", locked, actor=actor, at=at)


def resume(*, question: Question, seen: int, actor: Actor, at: datetime) -> None:
    """Let the clock go on; the last day moves by as many days as it stood still."""
    with changing(question, seen=seen) as locked:
        case = standing.case_of(locked).resume(by=_R, at=at)
        locked.pauses.filter(until=None).update(until=at)
        locked.warned_level = 0
        take_over(locked, case, at=at)
        audit.record("helpdesk.resume", locked, actor=actor, at=at)


def choose(
    *, question: Question, partner: Partner, seen: int, actor: Actor, at: datetime
) -> None:
    """Say which proposal the regisseur agrees with."""
    agree(question=question, partner=partner, by=_R, seen=seen, actor=actor, at=at)


def agree(
    *,
    question: Question,
    partner: Partner,
    by: Party,
    seen: int,
    actor: Actor,
    at: datetime,
) -> None:
    """Say which proposal one side wants; once both want the same it is chosen with its costs."""
    with changing(question, seen=seen) as locked:
        case = standing.case_of(locked).choose(partner.key, by=by)
        take_over(locked, case, at=at)
        audit.record(
            "helpdesk.choose", locked, actor=actor, at=at, partner=partner.key, by=by
        )
        if locked.stage == Stage.CHOSEN:
            _record_choice(locked, partner, at=at)


def _record_choice(question: Question, partner: Partner, *, at: datetime) -> None:
    chosen = approach_of(question, partner)
    assert chosen is not None  # the rules saw that it has a proposal
    question.cost_eur, question.own_eur = chosen.cost_eur, chosen.own_eur
    question.chosen_at = at
    letters.to_asker("chosen", question, at=at)
    for other in question.approaches.filter(state=Approach.State.ASKED):
        _take_back(other, "", at=at)


def carry_out(
    *, question: Question, on: date, seen: int, actor: Actor, at: datetime
) -> None:
    """Note on which day it was carried out."""
    with changing(question, seen=seen) as locked:
        case = standing.case_of(locked).carry_out(on, by=_R)
        locked.carried_out_on = on
        take_over(locked, case, at=at)
        audit.record("helpdesk.carry_out", locked, actor=actor, at=at)


def learn(
    *,
    question: Question,
    lesson: str,
    public_question: str = "",
    public_answer: str = "",
    seen: int,
    actor: Actor,
    at: datetime,
) -> None:
    """Write down what was learned; what is public is told without names."""
    with changing(question, seen=seen) as locked:
        case = standing.case_of(locked).learn(by=_R)
        locked.lesson = lesson
        locked.public_question, locked.public_answer = public_question, public_answer
        take_over(locked, case, at=at)
        audit.record("helpdesk.learn", locked, actor=actor, at=at)


def refer(
    *, question: Question, reason: str, seen: int, actor: Actor, at: datetime
) -> None:
    """Send the asker elsewhere, in friendly words."""
    with changing(question, seen=seen) as locked:
        locked.referral = reason
        _end(locked, standing.case_of(locked).refer(by=_R), at=at)
        audit.record("helpdesk.refer", locked, actor=actor, at=at)
        letters.to_asker("referred", locked, at=at, reason=reason)


def give_up(
    *, question: Question, reason: str, seen: int, actor: Actor, at: datetime
) -> None:
    """Say that no partner suits."""
    with changing(question, seen=seen) as locked:
        _end(locked, standing.case_of(locked).give_up(by=_R), at=at)
        audit.record("helpdesk.give_up", locked, actor=actor, at=at)
        letters.to_asker("unmatched", locked, at=at, reason=reason)


def withdraw(*, question: Question, seen: int, actor: Actor, at: datetime) -> None:
    """Note that the asker asks no longer."""
    with changing(question, seen=seen) as locked:
        _end(locked, standing.case_of(locked).withdraw(by=_R), at=at)
        audit.record("helpdesk.withdraw", locked, actor=actor, at=at)


def _end(question: Question, case: Case, *, at: datetime) -> None:
    take_back_all(question, at=at)
    take_over(question, case, at=at)


def reopen(*, question: Question, seen: int, actor: Actor, at: datetime) -> None:
    """Take up again what had ended without an answer; the clock starts anew later."""
    with changing(question, seen=seen) as locked:
        case = standing.case_of(locked).reopen(by=_R)
        locked.pauses.all().delete()
        locked.outside = locked.referral = ""
        locked.warned_level = 0
        take_over(locked, case, at=at)
        audit.record("helpdesk.reopen", locked, actor=actor, at=at)


def note(
    *,
    question: Question,
    text: str,
    is_shared: bool,
    actor: Actor,
    at: datetime,
) -> Note:
    """Add a note of the regisseur, for colleagues only or for the asker too."""
    with changing(question) as locked:
        written = Note.objects.create(
            question=locked, by=Note.By.REGISSEUR, text=text, is_shared=is_shared, at=at
        )
        audit.record("helpdesk.note", locked, actor=actor, at=at)
    return written
