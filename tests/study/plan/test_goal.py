"""Goals: what is asked is what is meant, and nonsense has a sentence."""

import json
from pathlib import Path

import pytest
import shapely
from tests.study.plan.conftest import ON

from werklandschap.core.registry import UnknownEntry
from werklandschap.measures import Party
from werklandschap.study.plan.goal import (
    ContradictoryGoal,
    NothingAsked,
    NothingToSpend,
    TargetTooLate,
    UnreadableGoal,
    goal_of,
    read_goal,
)

EXAMPLES = Path(__file__).parents[3] / "docs" / "examples" / "goals"
SCHEMA = {"schema": "urn:werklandschap:goal:1"}


def target(indicator="green_share", operator=">=", value=0.3, year=2030):
    return {
        "indicator": indicator,
        "operator": operator,
        "value": value,
        "year": year,
    }


def goal(**told):
    return goal_of(SCHEMA | told, on=ON)


@pytest.mark.parametrize("file", sorted(EXAMPLES.glob("*.json")), ids=lambda f: f.stem)
def test_every_example_is_a_goal(file):
    assert read_goal(file, on=ON).indicators


def test_a_goal_says_what_the_file_says():
    found = goal(
        targets=[target()],
        budgets=[{"eur": 5, "year": 2028, "party": "owner"}, {"eur": 9}],
        without_consent_of=["tenant"],
        exclude={"measures": ["wadi"], "sites": ["B1"]},
    )
    assert [t.value for t in found.targets] == [0.3]
    assert found.budgets[0].party is Party.OWNER
    assert found.budgets[1].year is None
    assert found.excluded == {"wadi", "B1"}
    assert found.without_consent_of == {Party.TENANT}


def test_the_strictest_of_an_ambition_and_an_own_target_counts():
    found = goal(ambition=["green_basis"], targets=[target(value=0.9)])
    green = [t.value for t in found.targets if t.indicator == "green_share"]
    assert green == [0.9]


@pytest.mark.parametrize(
    ("told", "problem"),
    [
        ({"targets": [target(), target(operator="<=", value=0.2)]}, ContradictoryGoal),
        ({"targets": [target(indicator="gren_share")]}, UnknownEntry),
        ({"targets": [target()], "measures": ["wady"]}, UnknownEntry),
        ({"targets": [target()], "exclude": {"measures": ["wady"]}}, UnknownEntry),
        ({"targets": [target(year=2026)]}, TargetTooLate),
        ({"targets": [target()], "budgets": [{"eur": 0}]}, NothingToSpend),
        ({"targets": [target()], "budgets": [{"eur": -1}]}, UnreadableGoal),
        ({}, NothingAsked),
        ({"objective": "most"}, NothingAsked),
        ({"wish": 1}, UnreadableGoal),
        (
            {
                "targets": [target()],
                "drawn": [{"measure": "wadi", "geometry": {"type": "Blob"}}],
            },
            UnreadableGoal,
        ),
    ],
)
def test_a_goal_that_makes_no_sense_has_a_sentence(told, problem):
    with pytest.raises(problem) as caught:
        goal(**told)
    for language in ("nl", "en"):
        assert caught.value.say(language).endswith((".", "?"))


def test_a_file_that_is_no_json_has_a_sentence(tmp_path):
    file = tmp_path / "goal.json"
    file.write_text("{")
    with pytest.raises(UnreadableGoal, match=r"goal\.json"):
        read_goal(file, on=ON)


def test_five_thousand_drawn_shapes_are_a_step_per_measure():
    shapes = [shapely.Point(n, n) for n in range(5_000)]
    drawn = [
        {"measure": "tree", "geometry": json.loads(shapely.to_geojson(shape))}
        for shape in shapes
    ]
    (step,) = goal(targets=[target()], drawn=drawn).drawn
    assert len(step.places) == 5_000
