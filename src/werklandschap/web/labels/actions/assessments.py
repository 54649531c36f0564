"""Assessments: filling in, evidence, handing in, two assessors, arbitration."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from werklandschap.web.accounts.models import User
from werklandschap.web.audit import actions as audit
from werklandschap.web.labels.models import Assessment, Evidence, Judgement
from werklandschap.web.labels.problems import (
    AlreadyOpen,
    NeedsLaterScan,
    NoSimulatedPlan,
    NotAnAssessor,
    NotComplete,
    ReasonNeeded,
    RelatedAssessor,
    WrongMoment,
)
from werklandschap.web.labels.queries import relations, scoring, vault
from werklandschap.web.parks.models import Park
from werklandschap.web.plans.models import Plan
from werklandschap.web.scans.models import Scan

State, Moment = Assessment.State, Assessment.Moment
ASSESSORS = 2


def start_assessment(
    *, park: Park, scan: Scan, moment: str, actor: User, at: datetime
) -> Assessment:
    """Begin a self-assessment by the criteria of today.

    A design is graded after the plan that counts, as it was simulated; what was realised
    from a scan that is newer than those before it.

    Raises
    ------
    AlreadyOpen
        If one for the same moment is under way.
    NoSimulatedPlan
        For a design, if there is no such plan.
    NeedsLaterScan
        For what was realised, if there is no such scan.
    """
    criteria = scoring.criteria_now()
    plan = _design_of(park) if moment == Moment.DESIGN else None
    if moment == Moment.REALISED:
        _check_is_later(park, scan)
    with transaction.atomic():
        Park.objects.select_for_update().get(pk=park.pk)
        same = Assessment.objects.filter(park=park, moment=moment)
        if same.exclude(state__in=[State.DECIDED, State.WITHDRAWN]).exists():
            raise AlreadyOpen
        found = Assessment.objects.create(
            park=park,
            scan=scan if plan is None else plan.scan,
            plan=plan,
            moment=moment,
            criteria=criteria.name,
            version=criteria.version,
            made_by=actor,
            made_at=at,
        )
        audit.record("labels.start", found, actor=actor, at=at, moment=moment)
    return found


def _design_of(park: Park) -> Plan:
    plan = Plan.objects.filter(park=park, is_accepted=True).first()
    if plan is None or not scoring.is_simulated(plan):
        raise NoSimulatedPlan
    return plan


def _check_is_later(park: Park, scan: Scan) -> None:
    """Refuse a scan that another moment was graded from, or before which there is none."""
    others = Assessment.objects.filter(park=park).exclude(state=State.WITHDRAWN)
    was_graded = others.exclude(moment=Moment.REALISED).filter(scan=scan).exists()
    is_first = not Scan.objects.filter(park=park, on__lt=scan.on).exists()
    if was_graded or is_first:
        raise NeedsLaterScan(scan.on)


@transaction.atomic
def fill_in(
    *,
    assessment: Assessment,
    grades: Mapping[str, str],
    notes: Mapping[str, str],
    actor: User,
    at: datetime,
) -> Assessment:
    """Keep what the park says of itself.

    Raises
    ------
    WrongMoment
        If it was handed in already.
    """
    found = _locked(assessment, State.DRAFT)
    found.self_grades, found.notes = dict(grades), dict(notes)
    found.save(update_fields=["self_grades", "notes"])
    audit.record("labels.fill_in", found, actor=actor, at=at)
    return found


def add_evidence(
    *,
    assessment: Assessment,
    criterion: str,
    file: "UploadedFile[Any]",
    actor: User,
    at: datetime,
) -> Evidence:
    """Put a file in the vault; after handing in it shows as added later.

    Raises
    ------
    WrongMoment
        If the assessment was decided or withdrawn.
    RefusedFile
        If it is not what it says, too large, or could do harm.
    """
    scoring.criteria_of(assessment.criteria, assessment.version).criterion(criterion)
    kept = vault.keep(file)
    with transaction.atomic():
        found = _locked(assessment, State.DRAFT, State.SUBMITTED, State.ASSESSING)
        evidence, _made = Evidence.objects.get_or_create(
            assessment=found,
            criterion=criterion,
            sha256=kept.sha256,
            defaults={
                "name": kept.name,
                "media_type": kept.media_type,
                "bytes_count": kept.bytes_count,
                "result_hash": kept.result_hash,
                "is_after_freeze": found.frozen_at is not None,
                "added_by": actor,
                "added_at": at,
            },
        )
        audit.record(
            "labels.add_evidence",
            evidence,
            actor=actor,
            at=at,
            sha256=kept.sha256,
            is_after_freeze=evidence.is_after_freeze,
        )
    return evidence


@transaction.atomic
def submit(*, assessment: Assessment, actor: User, at: datetime) -> Assessment:
    """Hand in and freeze: from now on a hash covers the grades, the scan and the files.

    Raises
    ------
    WrongMoment
        If it was handed in already.
    NotComplete
        If a declared criterion lacks a grade or evidence.
    """
    found = _locked(assessment, State.DRAFT)
    criteria = scoring.criteria_of(found.criteria, found.version)
    proven = set(found.evidence.values_list("criterion", flat=True))
    for each in criteria.criteria():
        is_ready = each.name in found.self_grades and each.name in proven
        if not each.is_measured and not is_ready:
            raise NotComplete(each.label)
    found.computed = scoring.computed_grades(found)
    found.state, found.frozen_at = State.SUBMITTED, at
    found.frozen_hash = vault.frozen_hash(found)
    found.save()
    audit.record("labels.submit", found, actor=actor, at=at, frozen=found.frozen_hash)
    return found


@transaction.atomic
def withdraw(*, assessment: Assessment, actor: User, at: datetime) -> Assessment:
    """Stop an assessment; what was handed in stays in the vault.

    Raises
    ------
    WrongMoment
        If it was decided.
    """
    found = _locked(assessment, *(each for each in State if each != State.DECIDED))
    found.state = State.WITHDRAWN
    found.save(update_fields=["state"])
    audit.record("labels.withdraw", found, actor=actor, at=at)
    return found


@transaction.atomic
def assign(
    *, assessment: Assessment, assessors: tuple[User, User], actor: User, at: datetime
) -> Assessment:
    """Ask two people to judge, each without seeing the other.

    Raises
    ------
    WrongMoment
        If it was not handed in, or others were asked already.
    NotAnAssessor
        If they are the same, or may not assess.
    RelatedAssessor
        If one of them has something to do with the park.
    """
    found = _locked(assessment, State.SUBMITTED)
    if assessors[0] == assessors[1]:
        raise NotAnAssessor
    for each in assessors:
        check_independent(found, each)
    Judgement.objects.bulk_create(
        Judgement(assessment=found, assessor=each, asked_by=actor, asked_at=at)
        for each in assessors
    )
    found.state = State.ASSESSING
    found.save(update_fields=["state"])
    audit.record("labels.assign", found, actor=actor, at=at)
    return found


def check_independent(assessment: Assessment, person: User) -> None:
    """Refuse somebody who may not assess, or who has something to do with the park.

    Raises
    ------
    NotAnAssessor
        If they may not assess at all.
    RelatedAssessor
        If they have something to do with the park.
    """
    if not relations.may_assess(person):
        raise NotAnAssessor
    if (because := relations.why_related(person, assessment)) is not None:
        raise RelatedAssessor(because)


@transaction.atomic
def judge(
    *,
    judgement: Judgement,
    grades: Mapping[str, str],
    notes: Mapping[str, str],
    actor: User,
    at: datetime,
) -> Assessment:
    """Give a judgement; the second one decides, or calls in the arbiter if they differ.

    Who gives one declares to have nothing to do with the park.

    Raises
    ------
    WrongMoment
        If it was given already.
    RelatedAssessor
        If the assessor became related to the park in the meantime.
    ReasonNeeded
        If a grade differs from what was measured without a note.
    """
    found = _locked(judgement.assessment, State.ASSESSING)
    own = found.judgements.select_for_update().get(pk=judgement.pk)
    is_over = own.given_at is not None or own.replaced_at is not None
    if is_over or own.assessor_id != actor.pk:
        raise WrongMoment
    check_independent(found, actor)
    _check_reasons(found, grades, notes)
    own.grades, own.notes, own.given_at = dict(grades), dict(notes), at
    own.save()
    audit.record("labels.judge", own, actor=actor, at=at)
    given = list(found.judgements.filter(replaced_at=None).exclude(given_at=None))
    if len(given) == ASSESSORS:
        _close(found, given, actor=actor, at=at)
    return found


def _check_reasons(
    assessment: Assessment, grades: Mapping[str, str], notes: Mapping[str, str]
) -> None:
    criteria = scoring.criteria_of(assessment.criteria, assessment.version)
    for each in criteria.criteria():
        computed = assessment.computed.get(each.name)
        if computed and grades[each.name] != computed and not notes.get(each.name):
            raise ReasonNeeded(each.label)


def _close(
    assessment: Assessment, given: list[Judgement], *, actor: User, at: datetime
) -> None:
    one, other = given
    if one.grades == other.grades:
        _decide(assessment, one.grades, actor=actor, at=at)
        return
    assessment.state = State.ARBITRATION
    assessment.save(update_fields=["state"])
    audit.record("labels.differ", assessment, actor=actor, at=at)


@transaction.atomic
def arbitrate(
    *,
    assessment: Assessment,
    grades: Mapping[str, str],
    reasons: Mapping[str, str],
    actor: User,
    at: datetime,
) -> Assessment:
    """Decide where the two differ; what they agree on stays.

    Raises
    ------
    WrongMoment
        If nothing is in dispute.
    RelatedAssessor
        If the arbiter is one of the two, or related to the park.
    """
    found = _locked(assessment, State.ARBITRATION)
    one, other = found.judgements.filter(replaced_at=None)
    if found.judgements.filter(assessor=actor).exists():
        raise RelatedAssessor(relations.IS_ASSESSOR)
    if (because := relations.why_related(actor, found)) is not None:
        raise RelatedAssessor(because)
    agreed = {n: g for n, g in one.grades.items() if other.grades.get(n) == g}
    disputed = {name: grades[name] for name in one.grades if name not in agreed}
    found.reasons = {name: reasons.get(name, "") for name in disputed}
    _decide(found, {**agreed, **disputed}, actor=actor, at=at)
    return found


def _decide(
    assessment: Assessment, grades: Mapping[str, str], *, actor: User, at: datetime
) -> None:
    assessment.grades = dict(grades)
    assessment.grade = scoring.graded(assessment, grades).grade
    assessment.state, assessment.decided_at = State.DECIDED, at
    assessment.save()
    audit.record(
        "labels.decide", assessment, actor=actor, at=at, grade=assessment.grade
    )


def _locked(assessment: Assessment, *states: str) -> Assessment:
    found = Assessment.objects.select_for_update().get(pk=assessment.pk)
    if found.state not in states:
        raise WrongMoment
    return found
