"""Assessments as people see them; assessors are blind to each other."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from werklandschap.core.text import Text
from werklandschap.web.accounts.models import User
from werklandschap.web.accounts.rules import may
from werklandschap.web.labels.models import Assessment, Evidence, Judgement
from werklandschap.web.labels.queries import relations, scoring, vault

if TYPE_CHECKING:
    from werklandschap.governance.agreement import Agreement
    from werklandschap.governance.label import Criterion


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A criterion of an assessment: all grades that this reader may see."""

    criterion: "Criterion"
    theme: Text
    own: str
    note: str
    computed: str
    given: Sequence[str]
    given_notes: Sequence[str]
    outcome: str
    reason: str
    files: Sequence[Evidence]

    @property
    def is_disputed(self) -> bool:
        """Whether two assessors gave other grades."""
        return len(set(self.given)) > 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """An assessment as one reader sees it."""

    assessment: Assessment
    lines: Sequence[Line]
    mine: Judgement | None
    judgements: Sequence[Judgement]
    shows_judgements: bool
    is_unchanged: bool
    later: Sequence[Evidence]
    agreement: "Agreement | None"


def seen_by(person: User, assessment_id: UUID) -> Assessment | None:
    """Find an assessment for who fills it in, judges it or runs the label."""
    found = (
        Assessment.objects.select_related("park", "scan", "made_by")
        .filter(pk=assessment_id)
        .first()
    )
    if found is None:
        return None
    is_asked = judgement_of(person, found) is not None
    return found if is_asked or may(person, "labels.apply", found) else None


def judgement_of(person: User, assessment: Assessment) -> Judgement | None:
    """Find what somebody was asked to judge."""
    return assessment.judgements.filter(assessor=person, replaced_at=None).first()


def standing_judgements(assessment: Assessment) -> list[Judgement]:
    """List the judgements that count: of those who were not replaced."""
    rows = assessment.judgements.filter(replaced_at=None)
    return list(rows.select_related("assessor"))


def criteria_of(assessment: Assessment) -> "list[Criterion]":
    """List the criteria that an assessment goes by."""
    return list(scoring.criteria_of(assessment.criteria, assessment.version).criteria())


def declared_of(assessment: Assessment) -> "list[Criterion]":
    """List the criteria that no scan tells."""
    return [each for each in criteria_of(assessment) if not each.is_measured]


def seen(person: User, assessment: Assessment) -> Seen:
    """Show an assessment to somebody; judgements only once both were given.

    Parameters
    ----------
    person : User
        Who reads.
    assessment : Assessment
        What.
    """
    judgements = standing_judgements(assessment)
    given = [each for each in judgements if each.given_at is not None]
    shows = len(given) == len(judgements) > 0
    files = list(assessment.evidence.all())
    return Seen(
        assessment=assessment,
        lines=_lines(assessment, given if shows else [], files),
        mine=next((each for each in judgements if each.assessor_id == person.pk), None),
        judgements=judgements,
        shows_judgements=shows,
        is_unchanged=not assessment.frozen_hash or vault.is_unchanged(assessment),
        later=[each for each in files if each.is_after_freeze],
        agreement=_agreement([given]) if shows else None,
    )


def _lines(
    assessment: Assessment, given: Sequence[Judgement], files: Sequence[Evidence]
) -> list[Line]:
    criteria = scoring.criteria_of(assessment.criteria, assessment.version)
    computed = assessment.computed or scoring.computed_grades(assessment)
    return [
        Line(
            criterion=each,
            theme=theme.label,
            own=assessment.self_grades.get(each.name, ""),
            note=assessment.notes.get(each.name, ""),
            computed=computed.get(each.name, ""),
            given=[one.grades.get(each.name, "") for one in given],
            given_notes=[
                note for one in given if (note := one.notes.get(each.name, ""))
            ],
            outcome=assessment.grades.get(each.name, ""),
            reason=assessment.reasons.get(each.name, ""),
            files=[one for one in files if one.criterion == each.name],
        )
        for theme in criteria.themes
        for each in theme.criteria
    ]


def proposed(assessment: Assessment, own: Mapping[str, str]) -> dict[str, str]:
    """Give what stands in a form of grades before somebody changes it."""
    told = {**assessment.self_grades, **assessment.computed, **own}
    return {f"grade_{name}": grade for name, grade in told.items()}


def asked_of(person: User) -> list[Judgement]:
    """List what somebody was asked to judge, what is open first."""
    rows = Judgement.objects.filter(assessor=person, replaced_at=None)
    found = rows.select_related("assessment__park")
    return sorted(found, key=lambda each: (each.given_at is not None, each.asked_at))


def open_ones(person: User) -> list[Assessment]:
    """List the assessments that the people who run the label still have to do with."""
    if not may(person, "labels.manage"):
        return []
    return list(
        Assessment.objects.filter(certificate=None)
        .exclude(state__in=[Assessment.State.WITHDRAWN, Assessment.State.DRAFT])
        .select_related("park")
    )


def all_agreement() -> "Agreement | None":
    """Tell how far assessors agree, over all assessments that both have judged."""
    pairs: dict[UUID, list[Judgement]] = {}
    rows = Judgement.objects.filter(replaced_at=None).exclude(given_at=None)
    for each in rows.order_by("pk"):
        pairs.setdefault(each.assessment_id, []).append(each)
    return _agreement(pairs.values())


def related_ones(person: User) -> list[Judgement]:
    """List judgements of people who turned out to have to do with the park."""
    if not may(person, "labels.manage"):
        return []
    found = Judgement.objects.filter(replaced_at=None).exclude(related_because={})
    return list(found.select_related("assessment__park", "assessor"))


def _agreement(pairs: Iterable[Sequence[Judgement]]) -> "Agreement | None":
    from werklandschap.governance.agreement import agreement
    from werklandschap.governance.label import Grade

    both = [
        (Grade(grade), Grade(pair[1].grades[name]))
        for pair in pairs
        if len(pair) == 2
        for name, grade in pair[0].grades.items()
        if name in pair[1].grades
    ]
    if not both:
        return None
    one, other = zip(*both, strict=True)
    return agreement(one, other)


def candidates(assessment: Assessment) -> list[User]:
    """List the people who may judge this park."""
    return relations.candidates(assessment)


def evidence_for(person: User, evidence_id: int) -> Evidence | None:
    """Find a file for who may see its assessment."""
    found = Evidence.objects.filter(pk=evidence_id).first()
    if found is None or seen_by(person, found.assessment_id) is None:
        return None
    return found
