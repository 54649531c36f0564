"""Promises that hold for every measure, including those not written yet."""

import pandas as pd
import pytest
import shapely
from geopandas import GeoDataFrame
from geopandas.testing import assert_geodataframe_equal

from werklandschap.core.units import Unit
from werklandschap.landscape import LAYERS, PLACED, TABLES
from werklandschap.measures import MEASURES, Place, Step, Verdict, carry_out, removed
from werklandschap.measures._ground import partition_error_m2
from werklandschap.parameters import parameter

every_measure = pytest.mark.parametrize(
    "measure", MEASURES.values(), ids=list(MEASURES)
)

EXACT_M2 = 1e-3


def some_places(measure, landscape, count=4):
    sites = [s for s in measure.sites(landscape) if s.verdict is not Verdict.UNFIT]
    return [site.place for site in (sites or measure.sites(landscape))[:count]]


def same(one, other):
    """Tell whether two landscapes hold the same tables and grids."""
    for name in LAYERS:
        here, there = getattr(one, name), getattr(other, name)
        if isinstance(here, GeoDataFrame) and isinstance(there, GeoDataFrame):
            assert_geodataframe_equal(here, there)
        else:
            assert here is there, name
    return True


def test_there_are_as_many_as_promised():
    assert len(MEASURES) >= 60


@every_measure
def test_leaves_the_landscape_as_it_was(measure, park):
    before = {name: getattr(park, name) for name in LAYERS}
    copies = {
        name: layer.copy() if isinstance(layer, pd.DataFrame) else layer.values.copy()
        for name, layer in before.items()
        if layer is not None
    }
    change = measure.carry_out(park, some_places(measure, park))
    assert change.landscape is not park
    for name, layer in copies.items():
        assert getattr(park, name) is before[name]
        if isinstance(layer, pd.DataFrame):
            pd.testing.assert_frame_equal(getattr(park, name), layer)
        else:
            assert ((before[name].values == layer) | (layer != layer)).all()


@every_measure
def test_keeps_the_ground_a_partition_of_the_same_area(measure, park):
    change = measure.carry_out(park, some_places(measure, park))
    assert partition_error_m2(change.landscape) < EXACT_M2
    assert change.landscape.surfaces.geometry.is_valid.all()
    fractions = ["green_fraction", "water_fraction", "bare_fraction"]
    assert (
        change.landscape.surfaces[fractions]
        .sum(axis=1)
        .between(1 - 1e-9, 1 + 1e-9)
        .all()
    )


@every_measure
def test_tables_stay_as_they_are_declared(measure, park):
    change = measure.carry_out(park, some_places(measure, park))
    for name in change.touched(park) & set(TABLES):
        table = getattr(change.landscape, name)
        if table is not None:
            TABLES[name].check(table)


@every_measure
def test_its_works_are_in_the_unit_of_their_cost(measure, park):
    change = measure.carry_out(park, some_places(measure, park))
    assert change.works
    for work in change.works:
        cost = parameter(work.parameter, on=park.on)
        assert cost.unit == f"eur_per_{work.unit}"
        assert work.quantity > 0


@every_measure
def test_its_works_are_no_more_than_its_sites_hold(measure, park):
    sites = [s for s in measure.sites(park) if s.verdict is not Verdict.UNFIT][:4]
    change = measure.carry_out(park, [site.place for site in sites])
    largest = sum(site.largest_quantity for site in sites)
    assert sum(work.quantity for work in change.works) <= largest * (1 + 1e-6) + 1e-6


@every_measure
def test_its_costs_are_cited_and_of_a_price_level(measure, park):
    for name in (measure.investment, measure.upkeep):
        cost = parameter(name, on=park.on)
        assert cost.price_level
        assert cost.reference.title
    assert parameter(measure.lifetime, on=park.on).unit is Unit.YEAR
    assert parameter(measure.lifetime, on=park.on).value > 0


@every_measure
def test_what_no_figure_can_see_is_said(measure, park):
    """Only tables that no indicator or simulation reads: then it must say so."""
    touched = measure.carry_out(park, some_places(measure, park)).touched(park)
    if touched <= {"fixtures", "wall_layers"}:
        assert measure.not_measured
    if measure.not_measured:
        assert measure.not_measured.nl.endswith(".")
        assert measure.not_measured.en != measure.not_measured.nl


@every_measure
def test_on_no_sites_it_changes_nothing(measure, park, mini_park):
    for landscape in (park, mini_park):
        change = measure.carry_out(landscape, [])
        assert change.works == ()
        assert not change.touched(landscape)


@every_measure
def test_outside_the_parks_it_changes_nothing(measure, park):
    places = [
        Place(shapely.transform(place.geometry, lambda xy: xy + 50_000.0))
        for place in some_places(measure, park)
    ]
    change = measure.carry_out(park, places)
    assert change.works == ()
    assert not change.touched(park)


@every_measure
def test_a_reversible_measure_reverses(measure, park):
    change = measure.carry_out(park, some_places(measure, park))
    if measure.is_reversible:
        assert change.touched(park) <= set(PLACED)
        assert same(removed(change.landscape, measure.name), park)


@every_measure
def test_a_reversible_measure_leaves_others_alone_when_it_goes(measure, park):
    boxes = MEASURES["nest_box"].carry_out(
        park, some_places(MEASURES["nest_box"], park)
    )
    if measure.is_reversible and measure.name != "nest_box":
        both = measure.carry_out(boxes.landscape, some_places(measure, park))
        assert same(removed(both.landscape, measure.name), boxes.landscape)


@every_measure
def test_its_sites_say_why_in_two_languages_and_who_must_agree(measure, park):
    sites = measure.sites(park)
    assert sites
    assert len({site.id for site in sites}) == len(sites)
    for site in sites:
        assert site.reasons
        assert site.consent
        assert site.largest_quantity > 0
        for reason in site.reasons:
            assert reason.nl.endswith(".")
            assert reason.en.endswith(".")
            assert reason.nl != reason.en
        if site.verdict is not Verdict.PROMISING:
            assert len(site.reasons) > 1


@every_measure
def test_where_nothing_is_known_there_are_no_sites(measure, park):
    nothing = park.having(**dict.fromkeys(LAYERS[1:]))
    assert measure.sites(nothing) == []


@every_measure
def test_on_a_park_with_only_ground_it_does_what_it_can(measure, mini_park):
    places = [Place(mini_park.parks.geometry.iloc[0].buffer(-20))]
    if measure.unit is Unit.METRE or measure.name in {"climbing_plants", "green_wall"}:
        places = [Place(shapely.LineString([(10, 50), (90, 50)]))]
    change = measure.carry_out(mini_park, places)
    assert partition_error_m2(change.landscape) < EXACT_M2


def test_steps_follow_each_other_and_their_works_add_up(park):
    steps = [
        Step(name, tuple(some_places(MEASURES[name], park)))
        for name in ("sedum_roof", "wadi", "tree")
    ]
    change = carry_out(park, steps)
    assert [work.parameter for work in change.works] == [
        "costs.sedum_roof_eur_per_m2",
        "costs.wadi_eur_per_m2",
        "costs.tree_eur_per_count",
    ]
    assert {"roof_layers", "surfaces", "trees"} <= change.touched(park)


def test_what_was_simulated_is_dropped_where_it_no_longer_holds(park):
    old = park.having(pet=park.terrain_m, simulated=frozenset({"heat"}))
    dug = MEASURES["wadi"].carry_out(old, some_places(MEASURES["wadi"], park))
    lit = MEASURES["led"].carry_out(old, some_places(MEASURES["led"], park))
    assert dug.landscape.pet is None
    assert not dug.landscape.simulated
    assert lit.landscape.pet is old.pet
