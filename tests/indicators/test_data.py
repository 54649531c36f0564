"""What the data say of themselves."""

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import box

from werklandschap.indicators import INDICATORS
from werklandschap.indicators.data import register_agreement_share, unmapped_share
from werklandschap.landscape import BUILDINGS, PARKS, RIJKSDRIEHOEK


def zones(*boxes):
    names = [f"p{place}" for place in range(len(boxes))]
    frame = gpd.GeoDataFrame(
        {"name": names},
        geometry=list(boxes),
        crs=RIJKSDRIEHOEK,
        index=pd.Index(names, name="park_id", dtype="str"),
    )
    return PARKS.complete(frame)


def buildings_known_by(*registers):
    frame = gpd.GeoDataFrame(
        {"registers": list(registers)},
        geometry=[box(x, 0, x + 1, 1) for x in range(len(registers))],
        crs=RIJKSDRIEHOEK,
        index=pd.Index([f"b{x}" for x in range(len(registers))], name="building_id"),
    )
    return BUILDINGS.complete(frame)


def test_one_of_three_buildings_in_two_registers_is_a_third():
    parks = zones(box(0, 0, 3, 1), box(10, 0, 11, 1))
    share = register_agreement_share(parks, buildings_known_by("bag;bgt", "bag", "bgt"))
    assert share["p0"] == pytest.approx(1 / 3)
    assert np.isnan(share["p1"])


@pytest.mark.parametrize("registers", [(), ("bag",), ("bag", "bag")])
def test_one_register_alone_has_nothing_to_agree_with(registers):
    share = register_agreement_share(
        zones(box(0, 0, 9, 9)), buildings_known_by(*registers)
    )
    assert share.isna().all()
    assert share.dtype == "float64"


def test_registers_that_never_agree_share_nothing():
    parks = zones(box(0, 0, 9, 9))
    assert register_agreement_share(parks, buildings_known_by("bag", "bgt")).item() == 0


@settings(max_examples=25)
@given(st.lists(st.sampled_from(["bag", "bgt", "bag;bgt"]), min_size=1, max_size=9))
def test_another_register_that_knows_a_building_never_lowers_agreement(registers):
    parks = zones(box(0, 0, 10, 1))
    known = ["bag", "bgt", *registers]  # both registers were collected
    fewer = register_agreement_share(parks, buildings_known_by(*known)).item()
    more = register_agreement_share(
        parks, buildings_known_by(*["bag;bgt", *known[1:]])
    ).item()
    assert fewer <= more


def test_all_of_the_mini_park_is_mapped(mini_park):
    assert unmapped_share(mini_park.parks, mini_park.surfaces).item() == 0


def test_a_gap_of_a_quarter_is_a_quarter_without_an_interval(mini_park):
    surfaces = mini_park.surfaces.copy()
    surfaces.loc["s2", ["theme", "cover_class"]] = "unmapped"
    assert unmapped_share(mini_park.parks, surfaces).item() == 0.25
    assert not INDICATORS["unmapped_share"].has_interval


def test_a_zone_without_ground_is_not_measured(mini_park):
    elsewhere = zones(box(500, 500, 600, 600))
    assert unmapped_share(elsewhere, mini_park.surfaces).isna().all()
