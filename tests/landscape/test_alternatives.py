"""Laws of the alternative landscapes: they differ where they say, and only there."""

from datetime import date

import numpy as np
import pytest

from werklandschap.examples import model_park
from werklandschap.landscape import ALTERNATIVES, LAYERS, gather
from werklandschap.parameters import Assumptions
from werklandschap.sources import adopt
from werklandschap.store import Lake

ON = date(2026, 11, 1)


@pytest.fixture(scope="module")
def landscape(tmp_path_factory):
    folder = tmp_path_factory.mktemp("park")
    place = model_park(seed=11, area_ha=30.0, cell_m=2.0)
    place.write(folder)
    lake = Lake.create(folder / "lake")
    area = place.parks.geometry.iloc[0].buffer(500)
    adopt(area, lake, places=[folder], on=ON)
    return gather(lake, place.parks, on=ON, assumptions=Assumptions(ON))


@pytest.mark.parametrize("alternative", ALTERNATIVES.values(), ids=list(ALTERNATIVES))
def test_only_what_is_touched_differs(landscape, alternative):
    other = alternative.apply(landscape)
    for name in (*LAYERS, "assumptions"):
        is_same = getattr(other, name) is getattr(landscape, name)
        assert is_same != (name in alternative.touches), name


@pytest.mark.parametrize("alternative", ALTERNATIVES.values(), ids=list(ALTERNATIVES))
def test_what_is_missing_stays_missing(landscape, alternative):
    nothing = landscape.having(**dict.fromkeys(LAYERS[1:]))
    other = alternative.apply(nothing)
    assert all(getattr(other, name) is None for name in LAYERS[1:])


def test_unmapped_ground_is_either_paved_or_green(landscape):
    is_unmapped = landscape.surfaces["cover_class"] == "unmapped"
    assert is_unmapped.any()
    paved = ALTERNATIVES["unmapped_paved"].apply(landscape).surfaces[is_unmapped]
    green = ALTERNATIVES["unmapped_green"].apply(landscape).surfaces[is_unmapped]
    assert paved["is_paved"].all()
    assert (green["green_fraction"] == 1).all()


def test_mixed_ground_is_between_its_ends(landscape):
    low = ALTERNATIVES["cover_low"].apply(landscape).surfaces["green_fraction"]
    high = ALTERNATIVES["cover_high"].apply(landscape).surfaces["green_fraction"]
    middle = landscape.surfaces["green_fraction"]
    assert (low <= middle).all()
    assert (middle <= high).all()
    assert (low < high).any()


def test_heights_move_as_far_as_the_measurement_may_be_off(landscape):
    low = ALTERNATIVES["heights_low"].apply(landscape).surface_m.values
    high = ALTERNATIVES["heights_high"].apply(landscape).surface_m.values
    error_m = landscape.assumptions["ground.terrain_error_m"]
    assert np.allclose(high - low, 2 * error_m, atol=1e-5, equal_nan=True)


def test_most_shade_has_the_lowest_crowns_and_the_highest_tops(landscape):
    least, most = (
        ALTERNATIVES[name].apply(landscape) for name in ("shade_least", "shade_most")
    )
    base = "scene.crown_base_share"
    assert (
        most.assumptions[base] < landscape.assumptions[base] < least.assumptions[base]
    )
    assert np.nanmean(most.surface_m.values) > np.nanmean(least.surface_m.values)
    assert (
        most.assumptions["scene.tree_height_m"]
        > least.assumptions["scene.tree_height_m"]
    )


def test_a_value_of_the_users_own_has_no_ends(landscape):
    own = Assumptions(ON, own=(("scene.crown_base_share", 0.3),))
    other = ALTERNATIVES["shade_most"].apply(landscape.having(assumptions=own))
    assert other.assumptions["scene.crown_base_share"] == 0.3


def test_known_years_are_left_alone(landscape):
    years = landscape.buildings["built_year"]
    assert years.isna().any()
    for name, year in (("years_oldest", 1900), ("years_youngest", ON.year)):
        other = ALTERNATIVES[name].apply(landscape).buildings["built_year"]
        assert other[years.notna()].equals(years.dropna())
        assert (other[years.isna()] == year).all()
