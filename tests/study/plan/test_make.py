"""Plans: what they promise is what comes out when everything is done again."""

import csv
import io
import itertools
import json
from dataclasses import replace

import jsonschema
import numpy as np
import pytest
import shapely
from tests.study.plan.conftest import CELL_M, ON

from werklandschap.indicators import INDICATORS
from werklandschap.landscape import with_fractions
from werklandschap.measures import MEASURES, Party, Step, carry_out
from werklandschap.report.plan_files import (
    front_as_csv,
    plan_as_json,
    schema,
    write_plan,
)
from werklandschap.report.plan_maps import write_plan_maps
from werklandschap.report.plan_words import sentences
from werklandschap.study.cloudburst import cloudburst
from werklandschap.study.plan.asked import DrawnOutside
from werklandschap.study.plan.candidates import candidates
from werklandschap.study.plan.correct import corrected
from werklandschap.study.plan.flow_paths import _ends
from werklandschap.study.plan.goal import goal_of
from werklandschap.study.plan.make import NowhereToGo, make_plan
from werklandschap.study.plan.model import menu, rows_of
from werklandschap.study.plan.options import Package
from werklandschap.study.scene import scene_of
from werklandschap.study.simulate import simulate
from werklandschap.study.what_if import outcome

CHEAPEST = {
    "targets": [
        {"indicator": "green_share", "operator": ">=", "value": 0.4, "year": 2030},
        {"indicator": "noon_shade_share", "operator": ">=", "value": 0.3, "year": 2032},
        {"indicator": "ponding_m3", "operator": "<=", "value": 700, "year": 2030},
    ],
    "measures": ["tree_in_paving", "wooded_bank", "wadi", "depaving"],
}


def goal(**told):
    return goal_of({"schema": "urn:werklandschap:goal:1"} | told, on=ON)


def on_the_map(value=0.4, **more):
    target = {
        "indicator": "green_share",
        "operator": ">=",
        "value": value,
        "year": 2030,
    }
    return goal(targets=[target], measures=["depaving", "wooded_bank"], **more)


@pytest.fixture(scope="module")
def first_and_whole(park):
    answers = []
    asked = goal(**CHEAPEST)
    whole = make_plan(park, asked, cell_m=CELL_M, answer=answers.append)
    return answers, whole


@pytest.fixture(scope="module")
def whole(first_and_whole):
    return first_and_whole[1]


def steps_until(plan, year):
    return [part.candidate.step for part in plan.parts if part.year <= year]


@pytest.mark.slow
def test_the_figures_are_those_of_a_whole_scan_of_what_is_done(park, whole):
    for each in whole.checked:
        name, steps = each.row.indicator, steps_until(whole, each.row.year)
        done = simulated_anew(carry_out(park, steps).landscape, name)
        again = float(INDICATORS[name].measure(done).iloc[0])
        assert each.simulated == pytest.approx(again, rel=1e-3), name


def simulated_anew(landscape, name):
    """Let the simulations of a scan find what a figure looks at, and no more."""
    layers = set(INDICATORS[name].layers)
    if "flood_70" in layers:
        halo_m = landscape.assumptions["scene.halo_m"]
        scene = scene_of(landscape, cell_m=CELL_M, halo_m=halo_m)
        found = cloudburst(scene, landscape, showers=("flood_70",), follow=False)
        return landscape.having(**found, simulated=frozenset({"water"}))
    if "shade_noon" in layers:
        return simulate(landscape, parts=("heat",), cell_m=CELL_M)
    return landscape


@pytest.mark.slow
def test_the_error_is_what_prediction_and_simulation_differ(whole):
    for each in whole.checked:
        gained = abs(each.simulated - each.before)
        needed = abs(each.row.target.value - each.before)
        share = abs(each.predicted - each.simulated) / max(gained, needed / 10, 1e-12)
        assert each.error_share == pytest.approx(share, abs=1e-9)
    last = whole.rounds[-1]
    assert len(whole.rounds) <= 3
    assert last.error_share <= 0.05 or len(whole.rounds) == 3


@pytest.mark.slow
def test_every_target_is_reached_and_said_so(whole):
    assert whole.is_reached
    assert not whole.binding
    assert any(
        text.nl.startswith("Alle doelen worden gehaald") for text in sentences(whole)
    )


@pytest.mark.slow
def test_a_first_answer_from_the_map_comes_before(first_and_whole):
    (first,), whole = first_and_whole
    assert first.stage == "first"
    assert whole.stage == "whole"
    assert [each.row.indicator for each in first.checked] == ["green_share"]
    assert all(each.is_met for each in first.checked)


@pytest.mark.slow
def test_the_front_runs_from_cheap_to_whole_and_none_beats_another(whole):
    costs = [offer.cost_eur for offer in whole.front]
    assert len(whole.front) >= 8
    assert costs == sorted(costs)
    signs = np.array([each.row.sign for each in whole.checked])
    figures = [signs * offer.figures for offer in whole.front]
    for cheap, dear in itertools.pairwise(figures):
        assert not (cheap >= dear + 1e-12).all()


@pytest.mark.slow
def test_every_part_says_why_and_what_else(whole):
    explained = [part.instead for part in whole.parts if part.instead]
    assert len(explained) == min(2, len(whole.parts))
    assert all(each.parts or not each.is_enough for each in explained)
    assert all(np.any(part.adds) for part in whole.parts)
    assert 1 <= len(whole.next_steps) <= 5


@pytest.mark.slow
def test_what_is_written_is_what_the_schema_says(whole, tmp_path):
    told = json.loads(plan_as_json(whole))
    jsonschema.Draft202012Validator.check_schema(schema())
    jsonschema.validate(told, schema())
    files = write_plan(whole, tmp_path, language="nl")
    assert [file.name for file in files] == ["plan.json", "plan.gpkg", "front.csv"]
    pictures = write_plan_maps(whole, tmp_path, language="en")
    assert [file.name for file in pictures] == [
        f"before_after_{name}.png" for name in ("cover", "pet", "flood_70")
    ]
    assert all(file.read_bytes().startswith(b"\x89PNG") for file in pictures)
    spent = sum(each["invest_eur"] for each in told["calendar"])
    assert spent == pytest.approx(told["invest_eur"])
    rows = list(csv.DictReader(io.StringIO(front_as_csv(whole))))
    assert [float(row["cost_eur"]) for row in rows] == [
        offer.cost_eur for offer in whole.front
    ]


def test_budgets_hold_in_every_year(park):
    budgets = [
        {"eur": 40_000, "year": 2027},
        {"eur": 60_000, "year": 2028},
        {"eur": 30_000, "year": 2030, "party": "municipality"},
    ]
    plan = make_plan(park, on_the_map(0.44, budgets=budgets), parts=())
    spent = plan.calendar
    per_year = {
        y: sum(e for (year, _), e in spent.items() if year == y) for y in (2027, 2028)
    }
    assert per_year[2027] <= 40_000 + 1e-6
    assert per_year[2028] <= 60_000 + 1e-6
    assert spent.get((2030, "municipality"), 0.0) <= 30_000 + 1e-6


def test_only_public_ground_needs_no_owner(park):
    plan = make_plan(park, on_the_map(0.9, only_public_ground=True), parts=())
    consents = {party for part in plan.parts for party in part.candidate.consent}
    assert Party.OWNER not in consents


def test_what_cannot_be_had_comes_with_the_nearest_goal(park):
    plan = make_plan(park, on_the_map(0.99), parts=())
    (green,) = plan.checked
    assert green.lacks > 0
    assert green.simulated == pytest.approx(0.99 - green.lacks, abs=5e-3)
    assert plan.binding == (("target", 0),)
    said = " ".join(text.en for text in sentences(plan))
    assert "nearest that can be had" in said
    assert "99%" in said or "99.0%" in said


def test_what_stands_in_the_way_is_the_budget(park):
    plan = make_plan(park, on_the_map(0.42, budgets=[{"eur": 1_000}]), parts=())
    assert ("budget", 0) in plan.binding
    assert any("larger budget" in text.en for text in sentences(plan))


def test_the_most_for_a_budget_is_no_less_with_more_money(park):
    gained = []
    for eur in (20_000, 100_000):
        told = {"objective": "most", "weights": {"green_share": 1, "paved_share": -1}}
        asked = goal(**told, measures=["depaving"], budgets=[{"eur": eur}])
        plan = make_plan(park, asked, parts=())
        assert plan.invest_eur <= eur
        gained.append(plan.checked[0].simulated)
    assert gained[0] <= gained[1]


def test_excluded_measures_and_sites_stay_out(park):
    plain = make_plan(park, on_the_map(), parts=())
    site = plain.parts[0].candidate.sites[0].id
    other = make_plan(park, on_the_map(exclude={"sites": [site]}), parts=())
    assert site not in {s.id for part in other.parts for s in part.candidate.sites}
    assert other.cost_eur >= plain.cost_eur - 1e-6


def test_of_exclusive_measures_at_most_one_is_taken(park):
    pair = ["depaving", "wooded_bank"]
    plan = make_plan(park, on_the_map(0.99, exclusives=[pair]), parts=())
    assert len(plan.parts) == 1


def test_no_two_parts_are_on_the_same_ground(park):
    plan = make_plan(park, on_the_map(0.99), parts=())
    shapes = [part.candidate.shape for part in plan.parts]
    whole = shapely.union_all(shapes).area
    assert sum(shape.area for shape in shapes) == pytest.approx(whole, rel=0.01)


def test_the_same_question_gives_the_same_plan(park):
    one, other = (make_plan(park, on_the_map(), parts=()) for _ in range(2))
    assert plan_as_json(one) == plan_as_json(other)


def drawn(measure, *shapes):
    return [
        {"measure": measure, "geometry": json.loads(shapely.to_geojson(shape))}
        for shape in shapes
    ]


def test_what_is_decided_counts_and_is_not_chosen_again(park):
    site = MEASURES["depaving"].sites(park)[0]
    plain = make_plan(park, on_the_map(), parts=())
    told = on_the_map(drawn=drawn("depaving", site.geometry))
    plan = make_plan(park, told, parts=())
    done = carry_out(park, [Step("depaving", (site.place,))]).landscape
    green = float(INDICATORS["green_share"].measure(done).iloc[0])
    assert plan.checked[0].before == pytest.approx(green)
    assert plan.decided_eur > 0
    assert plan.cost_eur <= plain.cost_eur


def test_what_is_drawn_outside_is_told(park):
    far = shapely.Point(0, 0).buffer(5)
    with pytest.raises(DrawnOutside):
        make_plan(park, on_the_map(drawn=drawn("wadi", far)), parts=())
    inside = MEASURES["depaving"].sites(park)[0].geometry
    both = on_the_map(drawn=drawn("depaving", far, inside))
    plan = make_plan(park, both, parts=())
    assert plan.drawn_outside == 1
    assert any("outside the park" in text.en for text in sentences(plan))


def test_a_park_without_buildings_has_a_plan_for_its_ground(park):
    surfaces = park.surfaces
    is_built = surfaces["theme"] == "building"
    open_ground = surfaces.assign(
        theme=surfaces["theme"].mask(is_built, "bare"),
        cover_class=surfaces["cover_class"].mask(is_built, "open_paving"),
        cover_id=surfaces["cover_id"],
    )
    bare = park.having(
        buildings=None,
        roof_planes=None,
        surfaces=with_fractions(open_ground, assumptions=park.assumptions),
    )
    assert make_plan(bare, on_the_map(), parts=()).is_reached
    roofs = goal(targets=CHEAPEST["targets"][:1], measures=["sedum_roof"])
    with pytest.raises(NowhereToGo):
        make_plan(bare, roofs, parts=())


@pytest.mark.slow
@pytest.mark.parametrize(
    ("target", "part", "alone", "least", "measures"),
    [
        (1, "heat", 0.01, 0.0, ["wooded_bank", "tree_in_paving"]),
        (2, "water", -5.0, -np.inf, ["wadi", "depaving"]),
    ],
)
def test_what_a_package_did_is_what_the_model_then_says_of_it(
    place, target, part, alone, least, measures
):
    asked = goal(targets=[CHEAPEST["targets"][target]], measures=measures)
    found = candidates(place.landscape, asked)[:6]
    (name,) = asked.indicators
    (row,) = rows = rows_of(asked, [name], last=2032)
    today = {name: place.figures[name]}
    known = replace(place, parts=frozenset({part}), figures=today)
    options = menu(
        found,
        np.full((len(found), 1), alone),
        asked,
        rows,
        years=[row.year],
        groups=[],
        planned=(),
        assumptions=place.landscape.assumptions,
    )
    chosen = np.array([True] * 3 + [False] * (len(found) - 3))
    done = outcome(known, [each.step for each in found[:3]])
    won = np.array([row.sign * (done.figures[name] - today[name])])
    assert won > 0
    package = Package(
        chosen=chosen, cost_eur=0.0, gain=won, gap=0.0, shortfall=np.zeros(1)
    )
    learned = corrected(known, options, package, won, {row.year: done.landscape})
    gains = learned.options.gain[:, 0]
    assert learned.options.total_gain(chosen) == pytest.approx(won)
    assert (gains[:3] >= least).all()  # trees never take shade; water may go elsewhere
    assert (gains[3:] > 0).all()
    assert gains[3:].max() < abs(alone) + gains[:3].max()


def test_what_lies_upstream_shares_water_and_what_drains_elsewhere_does_not():
    level = np.array([[5.0, 4.0, 3.0, 9.0, 2.0, 3.0]])
    deep = np.array([[False, False, True, False, True, False]])
    assert _ends(level, deep).tolist() == [2, 2, 2, 4, 4, 4]
