"""Plots that are unbuilt or large, and room for parked cars."""

from datetime import date

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import box

from werklandschap.indicators.plots import (
    large_plots_share,
    parcels_count,
    parking_spaces_count,
    unbuilt_plots_count,
)
from werklandschap.landscape import BUILDINGS, PARCELS, PARKS, RIJKSDRIEHOEK, SURFACES
from werklandschap.parameters import Assumptions

ASSUMED = Assumptions(date(2026, 1, 1))


def frame(table, outlines, **columns):
    found = gpd.GeoDataFrame(
        columns,
        geometry=list(outlines),
        crs=RIJKSDRIEHOEK,
        index=pd.Index(
            [f"{table.name}{x}" for x in range(len(outlines))],
            name=table.key,
            dtype="str",
        ),
    )
    return table.complete(found)


def zones(*outlines):
    return frame(PARKS, outlines, name=["zone"] * len(outlines))


def parcels(*outlines):
    return frame(PARCELS, outlines)


def buildings(*outlines):
    return frame(BUILDINGS, outlines, registers=["bag"] * len(outlines))


def surfaces(*rows):
    """Make surfaces of (outline, theme, function)."""
    outlines, themes, functions = zip(*rows, strict=True) if rows else [()] * 3
    return frame(
        SURFACES,
        outlines,
        park_id="zone",
        theme=list(themes),
        cover_class="open_paving",
        function=list(functions),
        is_paved=True,
        green_fraction=0.0,
        water_fraction=0.0,
        bare_fraction=1.0,
    )


PARK = box(0, 0, 400, 400)
YARD = surfaces((PARK, "bare", None))


def unbuilt(own_parcels, own_buildings, ground=YARD, assumed=ASSUMED):
    return unbuilt_plots_count(
        zones(PARK), own_parcels, own_buildings, ground, assumed
    ).item()


def test_a_bare_plot_is_unbuilt_and_a_built_one_is_not():
    two = parcels(box(0, 0, 50, 50), box(50, 0, 100, 50))
    assert unbuilt(two, buildings()) == 2
    assert unbuilt(two, buildings(box(5, 5, 25, 25))) == 1


def test_a_shed_of_less_than_a_hundredth_leaves_a_plot_unbuilt():
    plot = parcels(box(0, 0, 50, 50))
    assert unbuilt(plot, buildings(box(0, 0, 4.9, 5))) == 1
    assert unbuilt(plot, buildings(box(0, 0, 5, 5))) == 0


def test_a_strip_along_a_ditch_is_too_small_to_be_a_plot():
    assert unbuilt(parcels(box(0, 0, 400, 2.4)), buildings()) == 0
    assert unbuilt(parcels(box(0, 0, 400, 2.5)), buildings()) == 1


@pytest.mark.parametrize("theme", ["road", "road_support", "water", "water_support"])
def test_a_parcel_that_is_mostly_road_or_water_is_no_plot(theme):
    plot = parcels(box(0, 0, 100, 100))
    other = surfaces(
        (box(0, 0, 51, 400), theme, None), (box(51, 0, 400, 400), "bare", None)
    )
    half = surfaces(
        (box(0, 0, 50, 400), theme, None), (box(50, 0, 400, 400), "bare", None)
    )
    assert unbuilt(plot, buildings(), other) == 0
    assert unbuilt(plot, buildings(), half) == 1


def test_a_parcel_outside_the_zone_does_not_count():
    two = parcels(box(0, 0, 50, 50), box(500, 0, 600, 100))
    assert unbuilt(two, buildings()) == 1
    counts = parcels_count(zones(PARK, box(450, 0, 700, 200), box(800, 0, 900, 9)), two)
    assert counts.tolist() == [1, 1, 0]
    assert counts.dtype == "float64"


plots = st.lists(st.integers(10, 100), min_size=1, max_size=6)


@settings(max_examples=25)
@given(plots, st.data())
def test_building_on_a_plot_never_makes_more_plots_unbuilt(depths, data):
    own = parcels(*[box(60 * x, 0, 60 * x + 50, d) for x, d in enumerate(depths)])
    chosen = data.draw(st.sampled_from(range(len(depths))))
    hall = buildings(box(60 * chosen + 5, 1, 60 * chosen + 45, 9))
    before, after = unbuilt(own, buildings()), unbuilt(own, hall)
    was_unbuilt = 50 * depths[chosen] >= 1000
    assert after == before - was_unbuilt
    assert before <= parcels_count(zones(PARK), own).item()


def test_a_large_plot_counts_with_what_lies_inside():
    big, small = box(0, 0, 200, 250), box(200, 0, 400, 249)
    share = large_plots_share(zones(PARK), parcels(big, small), ASSUMED)
    assert share.item() == pytest.approx(5 / 16)
    across = large_plots_share(zones(PARK), parcels(box(-100, 0, 100, 250)), ASSUMED)
    assert across.item() == pytest.approx(2.5 / 16)


def test_a_large_parcel_of_road_is_no_plot():
    road = surfaces((PARK, "road", None))
    big = parcels(box(0, 0, 200, 250))
    assert large_plots_share(zones(PARK), big, ASSUMED, road).item() == 0
    assert large_plots_share(zones(PARK), big, ASSUMED, YARD).item() > 0


def test_no_parcel_is_not_measured_and_no_large_one_is_zero():
    two = zones(PARK, box(1000, 0, 1100, 100))
    share = large_plots_share(two, parcels(box(0, 0, 50, 50)), ASSUMED)
    assert share.iloc[0] == 0
    assert np.isnan(share.iloc[1])
    assert large_plots_share(two, parcels(), ASSUMED).isna().all()


def test_parking_is_counted_by_its_area():
    ground = surfaces(
        (box(0, 0, 30, 10), "road", "Parkeervlak"),
        (box(30, 0, 60, 10), "road", "rijbaan lokale weg"),
        (box(60, 0, 90, 10), "bare", "parkeervlak"),
    )
    two = zones(box(0, 0, 100, 10), box(0, 10, 100, 20))
    spaces = parking_spaces_count(two, ground, ASSUMED)
    assert spaces.iloc[0] == pytest.approx(300 / 15)
    assert np.isnan(spaces.iloc[1])


def test_smaller_spaces_give_more_of_them():
    ground = surfaces((box(0, 0, 30, 10), "road", "parkeervlak"))
    low, central, high = (
        parking_spaces_count(zones(PARK), ground, ASSUMED.at_level(level)).item()
        for level in ("high", "central", "low")
    )
    assert low < central < high
