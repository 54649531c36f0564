"""What a park might do next, by rules on its intake and its newest scan."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

import yaml

from werklandschap.core.text import Text

Condition = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Rule:
    """A suggestion and what must hold for it."""

    name: str
    asks: tuple[Condition, ...]
    step: str
    text: Text


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a park: answers, worries and the figures of its newest scan."""

    answers: Mapping[str, str]
    years: Mapping[str, int]
    worries: frozenset[str]
    figures: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A rule that holds for a park, with the values that made it hold."""

    rule: Rule
    years: Mapping[str, int]
    figures: Mapping[str, float]


def suggestions(park: Known, *, on: date) -> list[Suggestion]:
    """List the rules that hold for a park; what is not known makes no rule hold.

    Parameters
    ----------
    park : Known
        What is known.
    on : date
        The day from which years are counted.
    """
    return [
        _suggestion(rule, park) for rule in rules().values() if _holds(rule, park, on)
    ]


def _holds(rule: Rule, park: Known, on: date) -> bool:
    return all(_is_so(condition, park, on) for condition in rule.asks)


def _is_so(asked: Condition, park: Known, on: date) -> bool:
    if "worry" in asked:
        return asked["worry"] in park.worries
    if "answer" in asked:
        return bool(park.answers.get(asked["answer"]) == asked["is"])
    if "year" in asked:
        year = park.years.get(asked["year"])
        return year is not None and 0 <= year - on.year <= int(asked["within"])
    value = park.figures.get(asked["indicator"])
    if value is None:
        return False
    at_least = float(asked.get("at_least", "-inf"))
    return at_least <= value <= float(asked.get("at_most", "inf"))


def _suggestion(rule: Rule, park: Known) -> Suggestion:
    return Suggestion(
        rule,
        {
            each["year"]: park.years[each["year"]]
            for each in rule.asks
            if "year" in each
        },
        {
            each["indicator"]: park.figures[each["indicator"]]
            for each in rule.asks
            if "indicator" in each
        },
    )


@cache
def rules() -> Mapping[str, Rule]:
    """List the rules by name."""
    file = resources.files(__package__) / "recommendations.yml"
    told: Sequence[Mapping[str, Any]] = yaml.safe_load(file.read_text("utf-8"))
    return {
        each["name"]: Rule(
            each["name"], tuple(each["asks"]), each["step"], Text(**each["text"])
        )
        for each in told
    }
