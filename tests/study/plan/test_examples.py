"""The goal files of the documentation: each is answered with a plan, or with why not."""

import json
from pathlib import Path

import pytest
from tests.study.plan.conftest import ON

from werklandschap.parameters import Assumptions
from werklandschap.report.plan_files import plan_as_json
from werklandschap.study.plan.goal import read_goal
from werklandschap.study.plan.make import make_plan

EXAMPLES = Path(__file__).parents[3] / "docs" / "examples" / "goals"


@pytest.fixture(scope="module")
def with_room(park):
    """The park with candidates of every measure: trees come late in the row."""
    own = (("plan.most_candidates_count", 60.0), ("plan.explained_count", 1.0))
    return park.having(assumptions=Assumptions(ON, own=own))


@pytest.mark.parametrize("file", sorted(EXAMPLES.glob("*.json")), ids=lambda f: f.stem)
def test_every_example_leads_to_a_plan_or_says_what_binds(park, with_room, file):
    """On the map alone: what needs a simulation is told as not measured."""
    goal = read_goal(file, on=ON)
    place = with_room if goal.objective == "most" else park
    plan = make_plan(place, goal, parts=())
    told = json.loads(plan_as_json(plan))
    asked = {each["indicator"] for each in told["figures"]} | set(plan.not_measured)
    assert asked == set(goal.indicators)
    said = " ".join(each["en"] for each in told["sentences"])
    if any(each.lacks for each in plan.checked):
        assert plan.binding or "No single target" in said
        assert "nearest that can be had" in said
    else:
        assert plan.parts
        assert plan.is_reached
    for budget in goal.budgets:
        spent = sum(
            part.invest_eur for part in plan.parts if budget.year in {None, part.year}
        )
        assert spent <= budget.eur + 1e-6
