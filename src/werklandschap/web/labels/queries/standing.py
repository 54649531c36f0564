"""Where parks stand: the page of one park, and the table of all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from werklandschap.core.text import Text
from werklandschap.web.accounts.rules import Person
from werklandschap.web.labels.models import (
    Assessment,
    Certificate,
    ForeignCertificate,
    Score,
)
from werklandschap.web.labels.queries import scoring
from werklandschap.web.labels.queries import ways as up
from werklandschap.web.parks.models import Park
from werklandschap.web.scans.models import Scan

if TYPE_CHECKING:
    from werklandschap.governance.label import CriteriaSet
    from werklandschap.governance.prescore import Prescore

GRADES = "ABCDEFG"
_FALLEN_CHANCE = 0.8


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A criterion as the page explains it."""

    name: str
    label: Text
    grade: str
    value: float | None
    low: float | None
    high: float | None
    unit: str
    reliability: float | None
    next_grade: str
    next_value: float | None
    sign: str
    chances: Mapping[str, float]
    sources: Sequence[Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeLines:
    """A theme: its points, whether it holds the whole back, and its criteria."""

    label: Text
    weight: int
    points: float | None
    grade: str
    holds_back: bool
    lines: Sequence[Line]


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What the page of a park shows."""

    score: "Prescore"
    criteria: "CriteriaSet"
    likely: Sequence[tuple[str, float]]
    bars: Sequence[Mapping[str, Any]]
    themes: Sequence[ThemeLines]
    unmeasured: Sequence[Text]
    ways: Sequence[up.WayUp]
    planned: up.Planned | None

    @property
    def are_ways_asked(self) -> bool:
        """Whether nothing is left to ask of the ways up."""
        return all(each.is_asked for each in self.ways)


def standing_of(park: Park, scan: Scan) -> Standing:
    """Work out where a park stands, and the ways up."""
    score = scoring.prescore_of(scan)
    criteria = scoring.criteria_now()
    return Standing(
        score=score,
        criteria=criteria,
        likely=[(str(grade), chance) for grade, chance in score.likely()],
        bars=bars_of({str(g): chance for g, chance in score.chances.items()}),
        themes=_themes(criteria, score),
        unmeasured=[
            each.criterion.label for each in score.scored if each.grade is None
        ],
        ways=up.ways_of(park, scan, score),
        planned=up.planned_of(park),
    )


def bars_of(chances: Mapping[str, float]) -> list[dict[str, Any]]:
    """Place the chances of grades in a chart: a bar each, from A to G."""
    return [
        {"grade": grade, "chance": chances.get(grade, 0.0), **_bar(number, height)}
        for number, grade in enumerate(GRADES)
        for height in [chances.get(grade, 0.0)]
    ]


def _bar(number: int, height: float) -> dict[str, float]:
    """Place a bar in the chart; its height runs from 0 to 1."""
    left = 6.0 + 40.0 * number
    return {
        "x": left,
        "middle": left + 14.0,
        "y": round(104 - 86 * height, 1),
        "height": round(86 * height, 1),
    }


def _themes(criteria: "CriteriaSet", score: "Prescore") -> list[ThemeLines]:
    from werklandschap.governance.label import Grade

    by_name = {each.criterion.name: each for each in score.scored}
    found = []
    for theme in criteria.measured():
        points = score.themes.get(theme.name)
        found.append(
            ThemeLines(
                label=theme.label,
                weight=theme.weight,
                points=points,
                grade="" if points is None else str(Grade.of_points(points)),
                holds_back=theme.name in score.held_back,
                lines=[_line(by_name[each.name]) for each in theme.criteria],
            )
        )
    return found


def _line(scored: Any) -> Line:
    criterion, grade = scored.criterion, scored.grade
    better = grade.better if grade else None
    is_known = grade is not None
    return Line(
        name=criterion.name,
        label=criterion.label,
        grade=str(grade) if grade else "",
        value=scored.figure.value if is_known else None,
        low=scored.figure.low if is_known else None,
        high=scored.figure.high if is_known else None,
        unit=str(criterion.unit),
        reliability=scored.figure.reliability if is_known else None,
        next_grade=str(better) if better else "",
        next_value=criterion.thresholds[better] if better else None,
        sign="≥" if criterion.better == "high" else "≤",
        chances={str(each): chance for each, chance in scored.chances.items()},
        sources=[
            (str(at), anchor.reference) for at, anchor in criterion.anchors.items()
        ],
    )


# -- All parks ---------------------------------------------------------------------------
def table(person: Person, *, grade: str = "", province: str = "") -> Any:
    """Give the scored parks that somebody may see, best first."""
    rows = (
        scoring.scored()
        .filter(scan__park__in=Park.objects.visible_to(person))
        .select_related("scan__park")
        .order_by("-points", "scan__park__name")
    )
    if grade in GRADES and grade:
        rows = rows.filter(grade=grade)
    return rows.filter(scan__park__province_code=province) if province else rows


def counts(person: Person) -> list[dict[str, Any]]:
    """Count parks per grade."""
    found = list(table(person).values_list("grade", flat=True))
    most = max((found.count(grade) for grade in GRADES), default=0) or 1
    return [
        {"grade": grade, "count": number_of, **_bar(number, number_of / most)}
        for number, grade in enumerate(GRADES)
        for number_of in [found.count(grade)]
    ]


# -- Certificates ------------------------------------------------------------------------
def certificates_of(park: Park) -> list[Certificate]:
    """List the certificates of a park, newest first."""
    return list(
        Certificate.objects.filter(assessment__park=park).select_related("assessment")
    )


def foreign_of(park: Park) -> list[ForeignCertificate]:
    """List the certificates that others gave a park."""
    return list(park.foreign_certificates.all())


def open_assessments(park: Park) -> list[Assessment]:
    """List the assessments of a park that are not decided, and those that were."""
    return list(park.assessments.exclude(state=Assessment.State.WITHDRAWN))


def needs_recheck(certificate: Certificate) -> bool:
    """Tell whether a newer scan makes it likely that the grade no longer holds.

    A certificate for a design says nothing of what is there, and is left alone.
    """
    assessment = certificate.assessment
    if assessment.moment == Assessment.Moment.DESIGN:
        return False
    score = scoring.scored().filter(scan__park=assessment.park).first()
    if score is None or score.scan_id == assessment.scan_id or not score.chances:
        return False
    worse = GRADES[GRADES.index(assessment.grade) + 1 :]
    fallen: float = sum(score.chances.get(each, 0.0) for each in worse)
    return fallen >= _FALLEN_CHANCE


def due(on: date) -> list[dict[str, Any]]:
    """List the certificates that need a new look: likely fallen, expired or nearly so."""
    found = []
    for each in Certificate.objects.filter(revoked_at=None).select_related(
        "assessment__park"
    ):
        days = (each.expires_on - on).days
        if days < 180 or needs_recheck(each):
            found.append({"certificate": each, "days": days, "has_fallen": days >= 180})
    return sorted(found, key=lambda each: each["days"])


def score_row(scan: Scan) -> Score | None:
    """Find the kept score of a scan."""
    return scoring.scored().filter(scan=scan).first()
