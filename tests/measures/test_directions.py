"""What measures do, found out by the same indicators and simulations as the baseline."""

import numpy as np
import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from werklandschap.geo.burn import burn
from werklandschap.indicators import INDICATORS
from werklandschap.landscape import with_fractions
from werklandschap.measures import MEASURES, Place, Verdict
from werklandschap.measures._ground import Cover, laid, partition_error_m2
from werklandschap.study.cloudburst import cloudburst, flood_ground
from werklandschap.study.rain_year import rain_year
from werklandschap.study.scene import scene_of
from werklandschap.study.sunlight import sunlight

SHALLOW_M = 0.005
"""Depths differ by less where water only takes another turn."""


def measured(landscape, name):
    return float(INDICATORS[name].measure(landscape).iloc[0])


def sites_of(name, landscape, count):
    sites = MEASURES[name].sites(landscape)
    return [s for s in sites if s.verdict is not Verdict.UNFIT][:count]


def after(name, landscape, count=6):
    places = [site.place for site in sites_of(name, landscape, count)]
    return MEASURES[name].carry_out(landscape, places).landscape


def scene(landscape):
    return scene_of(landscape, cell_m=2.0, halo_m=30.0)


@pytest.fixture(scope="module")
def flooded(park):
    return _flood(park)


def _flood(landscape):
    found = cloudburst(scene(landscape), landscape, showers=("flood_70",))
    return found["flood_70"]


@pytest.fixture(scope="module")
def sun(park):
    return sunlight(scene(park), park)


def test_a_wadi_never_raises_the_water_uphill(park, flooded):
    site = sites_of("wadi", park, 1)[0]
    dug = MEASURES["wadi"].carry_out(park, [site.place]).landscape
    deeper = _flood(dug).values - flooded.values
    definition = flooded.definition
    is_wadi = burn([site.geometry.buffer(4.0)], definition) >= 0
    terrain = park.terrain_m.on(definition).values
    rim = np.nanmin(terrain[is_wadi])
    uphill = ~is_wadi & (terrain > rim)
    assert np.nanmax(deeper[uphill]) < SHALLOW_M
    before = np.nansum(flooded.values[~is_wadi])
    assert np.nansum(_flood(dug).values[~is_wadi]) <= before * (1 + 1e-3)
    # Water that stands in the wadi is where it should be.
    ponds = [
        measured(each, "ponding_m3")
        for each in (park.having(flood_70=flooded), dug.having(flood_70=_flood(dug)))
    ]
    assert ponds[1] <= ponds[0]


@pytest.mark.parametrize("name", ["infiltration_crates", "permeable_paving"])
def test_storage_below_ground_takes_water_and_raises_none(park, flooded, name):
    stored = after(name, park)
    ground, now = flood_ground(scene(park), park), flood_ground(scene(stored), stored)
    assert (now.soil_mm >= ground.soil_mm - 1e-3).all()
    assert now.soil_mm.sum() > ground.soil_mm.sum()
    assert np.nansum(_flood(stored).values) <= np.nansum(flooded.values) * (1 + 1e-3)


@pytest.mark.parametrize("name", ["sedum_roof", "nature_roof", "retention_roof"])
def test_a_green_roof_never_raises_runoff(park, flooded, name):
    green = after(name, park)
    ground, now = flood_ground(scene(park), park), flood_ground(scene(green), green)
    assert (now.interception_mm >= ground.interception_mm - 1e-3).all()
    assert now.interception_mm.sum() > ground.interception_mm.sum()
    deeper = _flood(green).values - flooded.values
    assert np.nanmax(deeper) < SHALLOW_M
    assert np.nansum(deeper) < 0


def test_a_green_roof_lets_less_rain_of_a_year_run_off(park, weather):
    def off_m3(landscape):
        rows = rain_year(landscape, weather)
        return float((rows["area_m2"] * rows["discharged_share"]).sum())

    green = after("sedum_roof", park)
    assert off_m3(green) < off_m3(park)
    areas = [rain_year(each, weather)["area_m2"].sum() for each in (park, green)]
    assert areas[0] == pytest.approx(areas[1])


@pytest.mark.parametrize("name", ["tree", "tree_in_paving", "tree_row", "tiny_forest"])
def test_a_tree_never_lowers_shade_or_canopy(park, sun, name):
    planted = after(name, park)
    shade = sunlight(scene(planted), planted)
    for layer in ("shade_noon", "shade_afternoon"):
        both = np.isfinite(sun[layer].values) & np.isfinite(shade[layer].values)
        assert (shade[layer].values[both] >= sun[layer].values[both]).all()
        assert shade[layer].values[both].sum() > sun[layer].values[both].sum()
    assert measured(planted, "canopy_share") > measured(park, "canopy_share")


@pytest.mark.parametrize("name", ["shade_sail", "solar_carport"])
def test_a_sail_gives_shade_and_is_no_tree(park, sun, name):
    covered = after(name, park)
    shade = sunlight(scene(covered), covered)["shade_noon"].values
    before = sun["shade_noon"].values
    both = np.isfinite(shade) & np.isfinite(before)
    assert (shade[both] >= before[both]).all()
    assert shade[both].sum() > before[both].sum()
    assert measured(covered, "canopy_share") == measured(park, "canopy_share")
    assert (scene(covered).tree_height_m == scene(park).tree_height_m).all()


@pytest.mark.parametrize(
    "name", ["depaving", "shrub_bed", "rain_garden", "green_parking"]
)
def test_opening_paving_lowers_the_paved_share_and_raises_green(park, name):
    opened = after(name, park)
    assert measured(opened, "paved_share") < measured(park, "paved_share")
    assert measured(opened, "green_share") > measured(park, "green_share")
    assert measured(opened, "infiltrating_share") > measured(park, "infiltrating_share")


def test_a_pond_makes_water(park):
    assert measured(after("pond", park), "water_share") > measured(park, "water_share")


def test_stacking_makes_floor_and_takes_no_ground(park):
    higher = after("stacking", park)
    assert measured(higher, "floor_area_ratio") > measured(park, "floor_area_ratio")
    for name in ("building_coverage_ratio", "paved_share", "green_share"):
        assert measured(higher, name) == measured(park, name)


def test_a_measure_of_which_no_effect_is_measured_changes_no_figure(park):
    """It says so itself; composition is all that can be measured without simulating."""
    composition = [
        each
        for each in INDICATORS.values()
        if each.missing_layers(park) == () and "roof" not in each.name
    ]
    before = {each.name: each.measure(park).iloc[0] for each in composition}
    for measure in MEASURES.values():
        if measure.not_measured and measure.is_reversible:
            changed = after(measure.name, park, count=2)
            for each in composition:
                found = each.measure(changed).iloc[0]
                assert found == pytest.approx(before[each.name], nan_ok=True)


numbers = st.floats(-30, 130, allow_nan=False)
shapes = st.builds(
    lambda x, y, w, h, turn: shapely.affinity.rotate(
        shapely.box(x, y, x + w, y + h), turn
    ),
    numbers,
    numbers,
    st.floats(0.01, 60),
    st.floats(0.01, 60),
    st.floats(0, 90),
)


@given(st.lists(shapes, min_size=1, max_size=5))
@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    max_examples=60,
)
def test_whatever_is_drawn_the_ground_stays_a_partition(mini_park, drawn):
    places = [Place(shape) for shape in drawn]
    cut = laid(mini_park, places, Cover(cover_class="planting"), name="drawn")
    assert partition_error_m2(cut.landscape) < 1e-3
    inside = shapely.union_all(drawn).intersection(mini_park.parks.geometry.iloc[0])
    assert cut.area_m2 == pytest.approx(inside.area, abs=1e-2)


def test_cutting_twice_the_same_place_counts_once(mini_park):
    place = Place(shapely.box(10, 10, 30, 30))
    cut = laid(mini_park, [place, place], Cover(cover_class="planting"), name="twice")
    assert cut.area_m2 == pytest.approx(400)
    again = laid(cut.landscape, [place], Cover(cover_class="shrubs"), name="twice")
    assert again.area_m2 == pytest.approx(400)
    assert again.landscape.surfaces.index.is_unique
    filled = with_fractions(again.landscape.surfaces, assumptions=mini_park.assumptions)
    assert filled["green_fraction"].equals(again.landscape.surfaces["green_fraction"])


def test_depaving_tells_how_much_work_it_is(mini_park):
    change = MEASURES["depaving"].carry_out(
        mini_park, [Place(shapely.box(0, 0, 75, 100))]
    )
    assert measured(change.landscape, "paved_share") == 0
    assert measured(mini_park, "paved_share") == 0.75
    assert [work.quantity for work in change.works] == [pytest.approx(7_500)]
