"""`werklandschap plan` as a user calls it."""

import json

import jsonschema
import pytest

from werklandschap.report.plan_files import schema

ON = "2026-11-01"


@pytest.fixture
def ask(werklandschap, generated, collected, tmp_path):
    def run(goal, *more):
        file = tmp_path / "goal.json"
        file.write_text(json.dumps({"schema": "urn:werklandschap:goal:1"} | goal))
        return werklandschap(
            "plan",
            generated / "area.gpkg",
            "--lake",
            collected,
            "--goal",
            file,
            "--out",
            tmp_path / "out",
            "--simulate",
            "none",
            *more,
        )

    return run


GREEN = {"indicator": "green_share", "operator": ">=", "value": 0.25, "year": 2035}


def test_a_plan_is_written_as_promised(ask, tmp_path):
    said = ask({"targets": [GREEN], "measures": ["depaving", "wooded_bank"]})
    assert said.status == 0
    told = json.loads((tmp_path / "out" / "plan.json").read_text("utf-8"))
    jsonschema.validate(told, schema())
    assert {file.name for file in (tmp_path / "out").iterdir()} == {
        "plan.json",
        "plan.gpkg",
        "front.csv",
    }
    assert "onderdelen" in said.out


@pytest.mark.parametrize(
    ("goal", "code"),
    [
        ({"targets": [GREEN | {"indicator": "green"}]}, "registry.unknown_entry"),
        (
            {"targets": [GREEN, GREEN | {"operator": "<=", "value": 0.1}]},
            "goal.contradicts_itself",
        ),
        ({"targets": [GREEN], "budgets": [{"eur": 0}]}, "goal.nothing_to_spend"),
        (
            {"targets": [GREEN | {"indicator": "pet_walking_degc", "value": 35}]},
            "plan.nothing_measured",
        ),
    ],
)
def test_what_cannot_be_used_has_a_sentence(ask, goal, code):
    said = ask(goal)
    assert said.status == 2
    assert code in said.err
