"""Criteria of a label as data: themes, thresholds per grade, weights and minimums."""

import math
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Any, ClassVar, Literal

import yaml

from werklandschap.core.errors import WerklandschapError
from werklandschap.core.references import Reference
from werklandschap.core.text import Text
from werklandschap.core.units import Unit
from werklandschap.parameters.read import Mark

Better = Literal["high", "low"]
OPEN_PRESCORE = "open_prescore"


class Grade(StrEnum):
    """A grade; A is best, and worth six points, G none."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"
    E = "E"
    F = "F"
    G = "G"

    @property
    def points(self) -> int:
        """What it is worth, from 0 to 6."""
        return len(Grade) - 1 - list(Grade).index(self)

    @classmethod
    def of_points(cls, points: float) -> "Grade":
        """Give the grade of a mean of points: the nearest one, halves upwards.

        Parameters
        ----------
        points : float
            From 0 to 6.
        """
        return list(cls)[len(cls) - 1 - math.floor(points + 0.5)]

    @property
    def lowest_points(self) -> float:
        """From so many points on, a mean has this grade."""
        return self.points - 0.5

    @property
    def better(self) -> "Grade | None":
        """The next grade up; A has none."""
        return None if self is Grade.A else list(Grade)[list(Grade).index(self) - 1]


@dataclass(frozen=True, slots=True)
class Anchor:
    """A threshold that stands in a source, and how sure that source is."""

    mark: Mark
    reference: Reference


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """One thing that is graded: from a figure of a scan, or from what is declared.

    ``indicator`` names the figure, divided by that of ``per`` where there is one.
    ``thresholds`` are in its unit; ``step`` is 1 where the figure is a whole number.
    A declared criterion has a ``rubric`` of what grades mean, and ``asks`` for evidence.
    """

    name: str
    label: Text
    weight: int
    evidence: Literal["scan", "declared"]
    indicator: str = ""
    per: str = ""
    unit: Unit | None = None
    better: Better = "high"
    step: float = 0.0
    thresholds: Mapping[Grade, float] = field(default_factory=dict)
    anchors: Mapping[Grade, Anchor] = field(default_factory=dict)
    asks: Text | None = None
    rubric: Mapping[Grade, Text] = field(default_factory=dict)

    @property
    def is_measured(self) -> bool:
        """Whether a scan tells its grade."""
        return self.evidence == "scan"

    def reaches(self, value: float, grade: Grade) -> bool:
        """Tell whether a value is good enough for a grade; every value is for a G."""
        if grade is Grade.G:
            return True
        threshold = self.thresholds[grade]
        return value >= threshold if self.better == "high" else value <= threshold

    def grade_of(self, value: float) -> Grade:
        """Give the grade of a value in the unit of the criterion.

        Raises
        ------
        ValueError
            If it was not measured (NaN).
        """
        if math.isnan(value):
            message = f"{self.name} was not measured"
            raise ValueError(message)
        return next(grade for grade in Grade if self.reaches(value, grade))


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """A group of criteria; ``minimum`` says what it must be worth for a grade overall."""

    name: str
    label: Text
    weight: int
    minimum: Mapping[Grade, float]
    criteria: tuple[Criterion, ...]

    @property
    def criteria_weight(self) -> int:
        """The weights of its criteria together."""
        return sum(each.weight for each in self.criteria)

    def minimum_for(self, grade: Grade) -> float:
        """Give the points that the theme needs for a grade overall; 0 where none."""
        return self.minimum.get(grade, 0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class CriteriaSet:
    """A version of a set of criteria; ``status`` says what it is worth."""

    name: str
    version: str
    since: date
    label: Text
    status: Text
    valid_year: int
    fewest_measured_share: float
    themes: tuple[Theme, ...]

    def criteria(self) -> Iterator[Criterion]:
        """List the criteria, theme by theme."""
        for theme in self.themes:
            yield from theme.criteria

    def criterion(self, name: str) -> Criterion:
        """Look up a criterion.

        Raises
        ------
        UnknownCriterion
            If this version has none of that name.
        """
        for each in self.criteria():
            if each.name == name:
                return each
        raise UnknownCriterion(name)

    def measured(self) -> "tuple[Theme, ...]":
        """Give the themes with only what a scan tells; a theme without that is left out."""
        return only(
            self.themes, {each.name for each in self.criteria() if each.is_measured}
        )


@dataclass(eq=False)
class UnknownCriterion(WerklandschapError):
    """A criterion that a version does not have."""

    code: ClassVar[str] = "label.unknown_criterion"
    message: ClassVar[Text] = Text(
        nl="Er is geen criterium ‘{name}’.", en="There is no criterion ‘{name}’."
    )

    name: str


@dataclass(eq=False)
class UnreadableCriteria(WerklandschapError):
    """A set of criteria in which something lacks or is impossible."""

    code: ClassVar[str] = "label.unreadable_criteria"
    message: ClassVar[Text] = Text(
        nl="De criteria ‘{name}’ zijn niet te lezen: {problem}.",
        en="The criteria ‘{name}’ cannot be read: {problem}.",
    )

    name: str
    problem: str


def only(themes: tuple[Theme, ...], names: Collection[str]) -> tuple[Theme, ...]:
    """Leave some criteria; their weights grow to that of the theme, which stays the same.

    Parameters
    ----------
    themes : tuple of Theme
        All themes; those of which nothing is left are left out.
    names : collection of str
        Names of the criteria that stay.
    """
    left = (
        replace(
            theme, criteria=tuple(each for each in theme.criteria if each.name in names)
        )
        for theme in themes
    )
    return tuple(theme for theme in left if theme.criteria)


@dataclass(frozen=True, slots=True)
class Graded:
    """Grades of all criteria put together: points per theme and overall, and the grade.

    ``held_back`` names the themes below the minimum for what the points alone would give.
    """

    grade: Grade
    points: float
    themes: Mapping[str, float]
    held_back: tuple[str, ...]


def put_together(themes: tuple[Theme, ...], grades: Mapping[str, Grade]) -> Graded:
    """Weigh grades of criteria to a grade overall.

    Points are weighted means, of criteria within a theme and of themes overall; the grade
    is the nearest one, lowered to the best for which every theme has its minimum.

    Parameters
    ----------
    themes : tuple of Theme
        What counts.
    grades : mapping of str to Grade
        By name of the criterion; every criterion of ``themes`` must be there.
    """
    means = {
        theme.name: sum(
            each.weight * grades[each.name].points for each in theme.criteria
        )
        / theme.criteria_weight
        for theme in themes
    }
    points = sum(theme.weight * means[theme.name] for theme in themes) / sum(
        theme.weight for theme in themes
    )
    wanted = Grade.of_points(points)
    reached = next(
        grade
        for grade in Grade
        if grade.points <= wanted.points
        and all(means[theme.name] >= theme.minimum_for(grade) for theme in themes)
    )
    held_back = tuple(
        theme.name
        for theme in themes
        if reached is not wanted and means[theme.name] < theme.minimum_for(wanted)
    )
    return Graded(reached, points, means, held_back)


@cache
def criteria_sets() -> Mapping[tuple[str, str], CriteriaSet]:
    """List the sets that come with the package, by name and version."""
    folder = resources.files(__package__) / "criteria"
    files = (file for file in folder.iterdir() if file.name.endswith(".yml"))
    sets = [criteria_set(yaml.safe_load(file.read_text("utf-8"))) for file in files]
    return {(each.name, each.version): each for each in sets}


def current(name: str = OPEN_PRESCORE) -> CriteriaSet:
    """Give the newest version of a set.

    Parameters
    ----------
    name : str
        Which set.
    """
    versions = [each for each in criteria_sets().values() if each.name == name]
    return max(versions, key=lambda each: each.since)


def criteria_set(told: Mapping[str, Any]) -> CriteriaSet:
    """Make a set of what a file tells.

    Parameters
    ----------
    told : mapping
        As the files in ``criteria`` are.

    Raises
    ------
    UnreadableCriteria
        If something lacks, or thresholds do not go one way.
    """
    try:
        found = CriteriaSet(
            name=told["name"],
            version=str(told["version"]),
            since=told["since"],
            label=Text(**told["label"]),
            status=Text(**told["status"]),
            valid_year=int(told["valid_year"]),
            fewest_measured_share=float(told["fewest_measured_share"]),
            themes=tuple(_theme(each) for each in told["themes"]),
        )
    except (KeyError, TypeError, ValueError) as problem:
        raise UnreadableCriteria(str(told.get("name", "")), str(problem)) from None
    for each in found.criteria():
        _check(each)
    return found


def _theme(told: Mapping[str, Any]) -> Theme:
    return Theme(
        name=told["name"],
        label=Text(**told["label"]),
        weight=int(told["weight"]),
        minimum={Grade(name): float(at) for name, at in told["minimum"].items()},
        criteria=tuple(_criterion(each) for each in told["criteria"]),
    )


def _criterion(told: Mapping[str, Any]) -> Criterion:
    asks = told.get("asks")
    return Criterion(
        name=told["name"],
        label=Text(**told["label"]),
        weight=int(told["weight"]),
        evidence=told["evidence"],
        indicator=told.get("indicator", ""),
        per=told.get("per", ""),
        unit=Unit(told["unit"]) if "unit" in told else None,
        better=told.get("better", "high"),
        step=float(told.get("step", 0.0)),
        thresholds=_by_grade(told.get("thresholds", {}), float),
        anchors=_by_grade(told.get("anchors", {}), _anchor),
        asks=Text(**asks) if asks else None,
        rubric=_by_grade(told.get("rubric", {}), lambda each: Text(**each)),
    )


def _by_grade(told: Mapping[str, Any], read: Any) -> dict[Grade, Any]:  # noqa: ANN401 - what a grade has
    return {Grade(name): read(each) for name, each in told.items()}


def _anchor(told: Mapping[str, Any]) -> Anchor:
    return Anchor(told["mark"], Reference(**told["reference"]))


def _check(criterion: Criterion) -> None:
    """See to it that a better grade asks more, and that nothing lacks."""
    if not criterion.is_measured:
        if not criterion.rubric or criterion.asks is None:
            raise UnreadableCriteria(criterion.name, "no rubric or evidence")
        return
    asked = [criterion.thresholds.get(grade) for grade in Grade if grade is not Grade.G]
    if None in asked or criterion.unit is None:
        raise UnreadableCriteria(criterion.name, "a threshold or the unit lacks")
    ordered = sorted(asked, reverse=criterion.better == "high")  # type: ignore[type-var]
    if asked != ordered or len(set(asked)) < len(asked):
        raise UnreadableCriteria(criterion.name, "thresholds do not go one way")
