"""Assessors who turn out to have to do with a park: finding them, and asking others."""

from datetime import datetime, timedelta

from django.db import transaction

from werklandschap.web.accounts.models import User
from werklandschap.web.audit import actions as audit
from werklandschap.web.audit.actions import PLATFORM, Actor
from werklandschap.web.labels.actions.assessments import check_independent
from werklandschap.web.labels.models import Assessment, Certificate, Judgement
from werklandschap.web.labels.problems import NotAnAssessor, WrongMoment
from werklandschap.web.labels.queries import relations

State = Assessment.State
_REPLACEABLE = (State.ASSESSING, State.ARBITRATION, State.DECIDED)
_LOOKED_EVERY = timedelta(days=1)
_MOST_AT_ONCE = 50


@transaction.atomic
def replace_assessor(
    *, judgement: Judgement, assessor: User, actor: User, at: datetime
) -> Judgement:
    """Ask somebody else in an assessor's place; what was decided is open again.

    The former judgement stays, and counts no more.

    Raises
    ------
    WrongMoment
        If it was replaced before, or a certificate was given.
    NotAnAssessor
        If the new one was asked before, or may not assess.
    RelatedAssessor
        If the new one has something to do with the park.
    """
    found = Assessment.objects.select_for_update().get(pk=judgement.assessment_id)
    own = found.judgements.select_for_update().get(pk=judgement.pk)
    is_certified = Certificate.objects.filter(assessment=found).exists()
    if found.state not in _REPLACEABLE or own.replaced_at or is_certified:
        raise WrongMoment
    if found.judgements.filter(assessor=assessor).exists():
        raise NotAnAssessor
    check_independent(found, assessor)
    own.replaced_at = at
    own.save(update_fields=["replaced_at"])
    made = Judgement.objects.create(
        assessment=found, assessor=assessor, asked_by=actor, asked_at=at
    )
    found.state, found.decided_at = State.ASSESSING, None
    found.grades, found.reasons, found.grade = {}, {}, ""
    found.save()
    audit.record("labels.replace_assessor", own, actor=actor, at=at, by=str(made.pk))
    return made


def look_for_relations(at: datetime) -> int:
    """Look once a day whether assessors have come to have to do with what they judged.

    Parameters
    ----------
    at : datetime
        Now.

    Returns
    -------
    int
        How many were found.
    """
    due = Judgement.objects.filter(replaced_at=None, related_because={}).exclude(
        looked_at__gt=at - _LOOKED_EVERY
    )
    keys = list(due.order_by("pk").values_list("assessment", flat=True)[:_MOST_AT_ONCE])
    rows = Assessment.objects.filter(pk__in=keys).exclude(state=State.WITHDRAWN)
    found = sum(
        mark_related(assessment=each, actor=PLATFORM, at=at)
        for each in rows.select_related("park")
    )
    Judgement.objects.filter(assessment__in=keys).update(looked_at=at)
    return found


@transaction.atomic
def mark_related(*, assessment: Assessment, actor: Actor, at: datetime) -> int:
    """Note at judgements what their assessors turn out to have to do with the park."""
    marked = 0
    for judgement, because in relations.related_judgements(assessment):
        told = {"nl": because.nl, "en": because.en}
        if judgement.related_because != told:
            judgement.related_because = told
            judgement.save(update_fields=["related_because"])
            audit.record(
                "labels.related_assessor",
                judgement,
                actor=actor,
                at=at,
                assessment=str(assessment.pk),
                because=because.en,
            )
            marked += 1
    return marked
