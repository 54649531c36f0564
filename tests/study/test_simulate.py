"""Simulations in a scan: what was asked is found, and nothing else."""

from datetime import date

import pytest

from werklandschap.examples import model_park
from werklandschap.landscape import gather
from werklandschap.parameters import Assumptions
from werklandschap.simulation.design_rain import EVENTS
from werklandschap.sources import adopt
from werklandschap.store import Lake
from werklandschap.study import baseline_scan, scan_park
from werklandschap.study.simulate import PARTS, steps_of

ON = date(2026, 11, 1)


@pytest.fixture(scope="module")
def collected(tmp_path_factory):
    folder = tmp_path_factory.mktemp("park")
    place = model_park(seed=7, area_ha=10.0, cell_m=2.0)
    place.write(folder)
    lake = Lake.create(folder / "lake")
    adopt(place.parks.geometry.iloc[0].buffer(500), lake, places=[folder], on=ON)
    return lake, place.parks


@pytest.fixture(scope="module")
def landscape(collected):
    lake, parks = collected
    return gather(lake, parks, on=ON, assumptions=Assumptions(ON))


@pytest.fixture(scope="module")
def told():
    return []


@pytest.fixture(scope="module")
def scan(collected, told):
    lake, parks = collected
    return baseline_scan(
        lake, parks, on=ON, parts=PARTS, cell_m=4.0, tell=told.append
    ).parks[0]


def estimates(scan):
    return {estimate.indicator.name: estimate for estimate in scan.estimates}


def test_every_step_is_told_in_both_languages(scan, told):
    assert scan.landscape.simulated == {"heat", "water", "sun"}
    assert len(told) == steps_of(PARTS)
    assert all(step.nl and step.en for step in told)


def test_each_shower_is_a_step_of_its_own(told):
    for event in EVENTS.values():
        assert any(event.label.nl in step.nl for step in told)


def test_all_water_is_accounted_for(scan):
    balances = scan.landscape.flood_balances
    assert len(balances) == 5
    assert balances["error_share"].abs().max() < 1e-6


def test_more_rain_in_the_same_hour_never_gives_less_water(scan):
    # 160 mm in two hours is less an hour than 90 mm in one: no law holds between them.
    found = estimates(scan)
    assert found["touched_70mm_count"].value <= found["touched_90mm_count"].value


def test_the_rain_of_its_year_is_followed_and_its_origin_told(scan):
    rain = estimates(scan)["infiltrated_share"]
    assert 0 < rain.low <= rain.value <= rain.high < 1
    assert "generated_weather_hours" in {origin.source for origin in rain.sources}
    assert rain.reliability.fit > 0.5


def test_whose_water_it_is_adds_up(scan):
    origins = scan.landscape.pond_origins
    if len(origins):
        assert origins.groupby("pond")["share"].sum().to_numpy() == pytest.approx(1.0)


def test_intervals_hold_the_value(scan):
    for estimate in scan.estimates:
        if estimate.reason is None:
            assert estimate.low <= estimate.value <= estimate.high


@pytest.mark.parametrize(
    ("name", "alternatives"),
    [
        ("ponding_m3", {"assumptions_low", "assumptions_high"}),
        ("touched_90mm_count", {"assumptions_low", "assumptions_high"}),
        ("touched_160mm_count", {"assumptions_low", "assumptions_high"}),
        ("sky_view_share", {"shade_least", "shade_most"}),
        ("noon_shade_share", {"shade_least", "shade_most"}),
        ("afternoon_shade_share", {"shade_least", "shade_most"}),
    ],
)
def test_what_was_simulated_twice_differs_in_its_interval(scan, name, alternatives):
    found = estimates(scan)[name]
    assert found.low < found.high
    assert {found.low_from, found.high_from} & alternatives


def test_what_was_not_asked_is_not_measured_and_says_so(landscape):
    found = estimates(scan_park(landscape))
    for name in ("pet_walking_degc", "touched_70mm_count", "noon_shade_share"):
        assert found[name].reason.en == "this simulation was not asked for"


def test_without_heights_no_water_flows_but_heat_is_found_less_reliably(
    landscape, scan
):
    flat = landscape.having(terrain_m=None, surface_m=None)
    told = []
    parts = ("heat", "water")
    blind = scan_park(flat, parts=parts, cell_m=2.0, tell=told.append)
    assert len(told) == steps_of(parts)
    found, known = estimates(blind), estimates(scan)
    assert found["touched_70mm_count"].reason is not None
    assert {"terrain_m", "surface_m"} <= blind.landscape.simulated_without
    heat = found["strong_heat_share"]
    assert heat.reason is None
    assert heat.reliability.value < known["strong_heat_share"].reliability.value


def test_a_place_too_large_for_memory_gets_larger_cells_and_says_so(landscape):
    few = (("scene.most_cells", 30_000.0), ("cloudburst.most_cells", 10_000.0))
    told = Assumptions(ON, own=few)
    # 2 m asked; the place has some 90,000 such cells.
    large = scan_park(
        landscape.having(assumptions=told), parts=("heat", "water"), cell_m=2.0
    )
    assert large.landscape.pet.definition.cell_m == 4.0
    assert large.landscape.flood_70.definition.cell_m == 8.0
    assert (large.landscape.flood_balances["cell_m"] == 8.0).all()
    found = estimates(large)
    assert found["ponding_m3"].reliability.fit <= 1 / 8
    assert found["ponding_m3"].value > 0
