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
from werklandschap.web.parks.models import Park
from werklandschap.web.plans.models import Plan
from werklandschap.web.scans.models import Scan
from werklandschap.web.scans.queries.words import catalogue

if TYPE_CHECKING:
    from werklandschap.governance.label import CriteriaSet
    from werklandschap.governance.prescore import Prescore
    from werklandschap.governance.routes import Route

GRADES = "ABCDEFG"
_PLANNED_YEARS = 4
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
class WayUp:
    """A way to the next grade, with the plan that was made for it, if any."""

    number: int
    route: "Route"
    plan: Plan | None
    is_cheapest: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What the page of a park shows."""

    score: "Prescore"
    criteria: "CriteriaSet"
    likely: Sequence[tuple[str, float]]
    bars: Sequence[Mapping[str, Any]]
    themes: Sequence[ThemeLines]
    unmeasured: Sequence[Text]
    ways: Sequence[WayUp]


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
        ways=ways_of(park, scan, score),
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


def ways_of(park: Park, scan: Scan, score: "Prescore") -> list[WayUp]:
    """Find the ways to the next grade, with the plans that were made for them."""
    from werklandschap.governance.routes import routes

    found = routes(scoring.criteria_now(), score)
    plans = {}
    for plan in Plan.objects.filter(park=park, scan=scan).order_by("made_at"):
        if told := plan.goal.get("label"):
            plans[told["route"]] = plan
    ways = [
        (number, route, plans.get(name_of(route))) for number, route in _counted(found)
    ]
    costs = [
        plan.result["cost_eur"]
        for _, _, plan in ways
        if plan is not None and plan.result.get("is_enough")
    ]
    return [
        WayUp(
            number=number,
            route=route,
            plan=plan,
            is_cheapest=plan is not None
            and bool(plan.result.get("is_enough"))
            and plan.result["cost_eur"] == min(costs, default=None),
        )
        for number, route, plan in ways
    ]


def _counted(found: "Sequence[Route]") -> "list[tuple[int, Route]]":
    return list(enumerate(found, start=1))


def name_of(route: "Route") -> str:
    """Name a way by what it asks."""
    asked = (f"{rise.criterion.name}={rise.after}" for rise in route.rises)
    return f"{route.grade}:{','.join(sorted(asked))}"


def goal_of(route: "Route", *, on: date) -> dict[str, Any]:
    """Make of a way the goal that a plan takes, with the measures that move it."""
    return {
        "targets": route.targets(year=on.year + _PLANNED_YEARS),
        "measures": measures_for(route),
        "objective": "cheapest",
        "budget_eur": None,
        "per_year_eur": None,
        "only_public": False,
        "no_tenants": False,
        "drawn": [],
        "variant": "",
        "label": {
            "criteria": scoring.criteria_now().name,
            "version": scoring.criteria_now().version,
            "grade": str(route.grade),
            "route": name_of(route),
        },
    }


_BY_THEME = {
    "heat": ("tree", "depaving", "wadi"),
    "biodiversity": ("tree", "flower_meadow", "sedum_roof", "depaving"),
    "ground": ("depaving", "wadi", "flower_meadow", "sedum_roof"),
    "water": ("wadi", "depaving", "sedum_roof"),
    "health": ("tree",),
}
"""Measures that move the figures of a theme (a choice: the first ones of the catalogue)."""


def measures_for(route: "Route") -> list[str]:
    """List the measures that can move what a way asks."""
    from werklandschap.measures import MEASURES

    themes = {str(catalogue()[r.criterion.indicator].theme) for r in route.rises}
    found = [name for theme in sorted(themes) for name in _BY_THEME.get(theme, ())]
    return [name for name in dict.fromkeys(found) if name in MEASURES]


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
