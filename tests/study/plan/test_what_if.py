"""What-ifs: the quick answer is the one that the whole calculation gives."""

import itertools

import numpy as np
import pytest
import shapely
from tests.study.plan.conftest import CELL_M

from werklandschap.landscape import FOUND, SIMULATED
from werklandschap.measures import MEASURES, Place, Step, Verdict, carry_out
from werklandschap.study.what_if import looking_at, outcome, standing, what_if

SKY_DIFFERS_BY = 0.01
"""Sky view is looked at near a change only; all else is the same cell by cell."""


def step(name, landscape, count=3):
    fit = [s for s in MEASURES[name].sites(landscape) if s.verdict is not Verdict.UNFIT]
    return Step(name, tuple(site.place for site in fit[:count]))


@pytest.mark.slow
@pytest.mark.parametrize("name", ["tree", "wadi", "stacking", "depaving", "sedum_roof"])
def test_a_part_again_is_the_whole_again(name, park, place):
    steps = [step(name, park)]
    quick = outcome(place, steps)
    whole = standing(carry_out(park, steps).landscape, cell_m=CELL_M)
    for layer in SIMULATED:
        ours, theirs = getattr(quick.landscape, layer), getattr(whole.landscape, layer)
        if theirs is None:
            assert ours is None
            continue
        is_known = np.isfinite(theirs.values)
        assert (np.isfinite(ours.values) == is_known).all()
        differs = np.abs(ours.values - theirs.values)[is_known].max()
        allowed = {"sky_view": SKY_DIFFERS_BY, "pet": 0.1, "cool_distance": 25.0}
        assert differs <= allowed.get(layer, 1e-6), layer
    for name, value in whole.figures.items():
        assert quick.figures[name] == pytest.approx(
            value, rel=2e-3, abs=1e-6, nan_ok=True
        ), name


def test_quick_figures_come_first_and_final_ones_stay(park, place):
    stages = list(what_if(place, [step("wadi", park)]))
    assert [stage.name for stage in stages] == ["ground", "sky", "heat", "water"]
    for earlier, later in itertools.pairwise(stages):
        assert earlier.is_final <= later.is_final
        for name in earlier.is_final:
            assert later.figures[name] == pytest.approx(
                earlier.figures[name], nan_ok=True
            )
    assert "green_share" in stages[0].is_final
    assert "ponding_m3" not in stages[2].is_final
    assert stages[-1].is_final == set(place.figures)


def test_what_bears_on_nothing_simulated_is_final_at_once(park, place):
    (only,) = what_if(place, [step("charge_point", park)])
    assert only.is_final == set(place.figures)
    assert dict(only.figures) == pytest.approx(dict(place.figures), nan_ok=True)
    assert only.works
    assert only.landscape.pet is place.landscape.pet


def test_a_roof_keeps_rain_and_leaves_the_heat_alone(park, place):
    stages = list(what_if(place, [step("retention_roof", park)]))
    assert [stage.name for stage in stages] == ["ground", "water"]
    assert stages[-1].landscape.pet is place.landscape.pet
    assert stages[-1].figures["ponding_m3"] <= place.figures["ponding_m3"]


def test_the_place_itself_stays_as_it_is(park, place):
    before = {name: getattr(place.landscape, name) for name in (*SIMULATED, *FOUND)}
    grids = {n: g.values.copy() for n, g in before.items() if hasattr(g, "values")}
    outcome(place, [step("tree", park), step("wadi", park)])
    for name, values in grids.items():
        assert before[name] is getattr(place.landscape, name)
        np.testing.assert_array_equal(before[name].values, values)


def test_nothing_drawn_changes_nothing(place):
    far = Place(shapely.Point(0, 0))
    (only,) = what_if(place, [Step("tree", (far,))])
    assert dict(only.figures) == pytest.approx(dict(place.figures), nan_ok=True)


def test_trees_give_shade_and_never_take_it(park, place):
    after = outcome(place, [step("tree", park, 20)])
    assert after.figures["noon_shade_share"] >= place.figures["noon_shade_share"]
    lower = after.landscape.shade_noon.values < place.landscape.shade_noon.values
    assert not lower.any()


def test_a_place_that_is_not_simulated_can_be_asked_too(park):
    bare = standing(park, parts=(), indicators=["green_share"])
    (only,) = what_if(bare, [step("depaving", park)])
    assert only.figures["green_share"] > bare.figures["green_share"]
    assert set(only.figures) == {"green_share"}


def test_an_indicator_looks_at_what_it_reads_and_at_simulations_of_it():
    names = {each.name for each in looking_at({"roof_layers"})}
    assert "ponding_m3" in names
    assert "strong_heat_share" not in names
    alone = {each.name for each in looking_at({"roof_layers"}, parts=("heat",))}
    assert "ponding_m3" not in alone
    assert looking_at({"fixtures"}) == []


def test_figures_are_the_same_when_nobody_asks_for_others(park, place):
    names = ["strong_heat_share", "noon_shade_share"]
    few = standing(park, parts=("heat",), cell_m=CELL_M, indicators=names)
    assert few.landscape.sky_view is None
    steps = [step("tree_row", park)]
    for one, other in (
        (few.figures, place.figures),
        (outcome(few, steps).figures, outcome(place, steps).figures),
    ):
        assert one == {name: other[name] for name in names}
