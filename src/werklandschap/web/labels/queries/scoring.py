"""The criteria, and what they say of scans."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from django.db.models import Count, Max, QuerySet

from werklandschap.web.labels.models import Assessment, Score
from werklandschap.web.plans.afterwards import afterwards_of
from werklandschap.web.plans.models import Plan
from werklandschap.web.scans.models import Figure, Scan
from werklandschap.web.scans.queries.words import number

if TYPE_CHECKING:
    from werklandschap.governance.label import CriteriaSet, Graded
    from werklandschap.governance.prescore import Measured, Prescore


def criteria_now() -> "CriteriaSet":
    """Give the criteria that count today."""
    from werklandschap.governance.label import current

    return current()


def criteria_of(name: str, version: str) -> "CriteriaSet":
    """Look up a version of the criteria that something was judged by."""
    from werklandschap.governance.label import criteria_sets

    return criteria_sets()[name, version]


def prescore_of(scan: Scan) -> "Prescore":
    """Work out what the criteria say of a scan."""
    from werklandschap.governance.prescore import prescore

    return prescore(criteria_now(), measured(scan.figures.all()))


def measured(rows: Iterable[Figure]) -> "dict[str, Measured]":
    """Make of rows what the engine takes."""
    from werklandschap.governance.prescore import Measured

    return {
        row.indicator: Measured(
            number(row.value),
            number(row.value if row.low is None else row.low),
            number(row.value if row.high is None else row.high),
            row.reliability,
        )
        for row in rows
        if row.value is not None
    }


def is_simulated(plan: Plan) -> bool:
    """Tell whether the whole park was simulated with the plan."""
    return afterwards_of([plan])[plan.pk].is_whole


def measured_after(plan: Plan) -> "dict[str, Measured]":
    """Give the figures of a park after its plan, as far as that was simulated.

    What the plan is not known to change stays what the scan found; the simulation is as
    reliable as the scan that it began with.
    """
    figures = measured(plan.scan.figures.all())
    for name, change in afterwards_of([plan])[plan.pk].changes.items():
        if (found := figures.get(name)) is not None:
            low = change.after if change.low is None else change.low
            high = change.after if change.high is None else change.high
            figures[name] = replace(found, value=change.after, low=low, high=high)
    return figures


def prescore_after(plan: Plan) -> "Prescore":
    """Work out what the criteria say of a park after its plan."""
    from werklandschap.governance.prescore import prescore

    return prescore(criteria_now(), measured_after(plan))


def scored() -> QuerySet[Score]:
    """Give the scores of current scans by the criteria of today."""
    criteria = criteria_now()
    return Score.objects.filter(
        scan__is_current=True, criteria=criteria.name, version=criteria.version
    )


def lacking() -> QuerySet[Scan]:
    """Give the current scans without a score by the criteria of today."""
    return (
        Scan.objects.filter(is_current=True)
        .exclude(pk__in=scored().values("scan"))
        .prefetch_related("figures")
    )


def count_lacking() -> int:
    """Count the current scans without a score."""
    return lacking().count()


def stamp() -> str:
    """Give a text that changes whenever the current scan of any park does."""
    facts = Scan.objects.filter(is_current=True).aggregate(
        count=Count("pk"), newest=Max("made_at")
    )
    return f"{facts['count']} {facts['newest']}"


def computed_grades(assessment: Assessment) -> dict[str, str]:
    """Give the grades of an assessment by criterion: of its scan, or after its plan."""
    from werklandschap.governance.prescore import scored_criterion

    criteria = criteria_of(assessment.criteria, assessment.version)
    figures = (
        measured_after(assessment.plan)
        if assessment.plan
        else measured(assessment.scan.figures.all())
    )
    scored_all = (
        scored_criterion(each, figures)
        for each in criteria.criteria()
        if each.is_measured
    )
    return {each.criterion.name: str(each.grade) for each in scored_all if each.grade}


def graded(assessment: Assessment, grades: Mapping[str, str]) -> "Graded":
    """Put grades together by the criteria that an assessment goes by."""
    from werklandschap.governance.label import Grade, put_together

    criteria = criteria_of(assessment.criteria, assessment.version)
    return put_together(
        criteria.themes, {name: Grade(grade) for name, grade in grades.items()}
    )
