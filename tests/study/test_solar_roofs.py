"""Sun on the roofs of a place: shade comes from what stands there, and from nothing else."""

from datetime import date

import geopandas as gpd
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import box

from werklandschap.geo.grids import Grid, GridDefinition
from werklandschap.indicators.roofs import grades
from werklandschap.landscape import (
    BUILDINGS,
    PARKS,
    RIJKSDRIEHOEK,
    ROOF_PLANES,
    SOLAR_ROOFS,
    Landscape,
)
from werklandschap.parameters import Assumptions
from werklandschap.simulation.typical_year import typical_year
from werklandschap.study.scene import scene_of
from werklandschap.study.solar_roofs import solar_hours, solar_roofs

ON = date(2026, 11, 1)
WEST, SOUTH = 140_000.0, 455_000.0
CELLS = GridDefinition(WEST, SOUTH + 120, 0.5, 240, 240)
WEATHER = typical_year()


def frame(kind, shapes, names, **columns):
    made = gpd.GeoDataFrame(columns, geometry=shapes, crs=RIJKSDRIEHOEK, index=names)
    return kind.complete(made.rename_axis(kind.key))


def rectangle(west, south, east, north):
    return box(WEST + west, SOUTH + south, WEST + east, SOUTH + north)


def place(slope_deg=35.0, tower_m=0.0, *, ridge="east", ridge_m=14.0) -> Landscape:
    """A house with a ridge, a hall with a flat roof, and maybe a tower south of both."""
    x, y = CELLS.centres_m()
    x, y = np.meshgrid(np.asarray(x) - WEST, np.asarray(y) - SOUTH)
    shapes = [rectangle(20, 60, 44, 76), rectangle(60, 60, 90, 90)]
    heights = np.zeros(CELLS.shape, np.float32)
    across = np.abs(y - 68) if ridge == "east" else np.abs(x - 32)
    in_house = (x > 20) & (x < 44) & (y > 60) & (y < 76)
    fall = np.tan(np.radians(slope_deg)) * across
    heights[in_house] = (ridge_m - fall)[in_house]
    heights[(x > 60) & (x < 90) & (y > 60) & (y < 90)] = 8
    if tower_m:
        shapes.append(rectangle(20, 45, 90, 50))
        heights[(x > 20) & (x < 90) & (y > 45) & (y < 50)] = tower_m
    names = ["house", "hall", "tower"][: len(shapes)]
    return Landscape(
        on=ON,
        assumptions=Assumptions(ON),
        parks=frame(PARKS, [rectangle(5, 5, 115, 115)], ["park"], name=["Park"]),
        buildings=frame(
            BUILDINGS, shapes, names, built_year=[1960, 2010, 2010][: len(shapes)],
            registers="bag",
        ),
        terrain_m=Grid(CELLS, np.zeros(CELLS.shape, np.float32)),
        surface_m=Grid(CELLS, heights),
    )  # fmt: skip


def roofs_of(landscape, cell_m=0.5):
    scene = scene_of(landscape, cell_m=cell_m, halo_m=0)
    return solar_roofs(scene, landscape, WEATHER)["solar_roofs"]


def test_a_place_without_shade_loses_nothing():
    found = roofs_of(place())
    SOLAR_ROOFS.check(found)
    with_panels = found[found["power_kwp"] > 0]
    assert set(with_panels["building_id"]) == {"house", "hall"}
    assert (with_panels["shading_loss_share"] < 0.01).all()
    south = with_panels[with_panels["slope_deg"] > 20]
    assert len(south) == 1
    assert south["azimuth_deg"].item() == pytest.approx(180, abs=2)
    # Dutch practice for a south roof without shade.
    assert 850 < south["yield_kwh_per_kwp"].item() < 1_050


@settings(max_examples=8)
@given(
    st.floats(10, 50), st.sampled_from(["east", "north"]), st.sampled_from([0.5, 1.0])
)
def test_a_roof_does_not_shade_itself(slope, ridge, cell_m):
    # So high that its eaves are above the hall.
    found = roofs_of(place(slope, ridge=ridge, ridge_m=30.0), cell_m)
    house = found[(found["building_id"] == "house") & (found["power_kwp"] > 0)]
    assert len(house)
    assert (house["shading_loss_share"] < 0.005).all()


def test_a_tower_in_the_south_costs_light_and_a_higher_one_costs_more():
    losses = []
    for tower_m in (0.0, 20.0, 40.0):
        found = roofs_of(place(tower_m=tower_m))
        found = found[found["building_id"].isin(["house", "hall"])]
        known = found.set_index("building_id")["shading_loss_share"].dropna()
        losses.append(known.groupby(level=0).max())
    none, some, more = losses
    assert (some > none + 0.02).all()
    assert (more > some).all()
    assert (more < 0.9).all()


def test_the_hours_add_up_to_the_year():
    landscape = place(tower_m=30.0)
    scene = scene_of(landscape, cell_m=1.0, halo_m=0)
    found = solar_roofs(scene, landscape, WEATHER)["solar_roofs"]
    hours = solar_hours(scene, landscape, WEATHER)
    assert hours.shape[0] == len(WEATHER)
    expected = found.loc[hours.columns, "yield_mwh_per_year"].to_numpy()
    assert (hours.sum() / 1_000).to_numpy() == pytest.approx(expected, rel=1e-3)
    left_out = found.drop(hours.columns)
    assert (left_out["power_kwp"] == 0).all()


def test_modelled_planes_go_before_planes_from_heights():
    landscape = place()
    model = frame(
        ROOF_PLANES,
        [rectangle(60, 60, 90, 90)],
        ["r1"],
        building_id=["hall"],
        area_m2=[900.0],
        slope_deg=[0.0],
        azimuth_deg=[np.nan],
        height_m=[8.0],
    )
    found = roofs_of(landscape.having(roof_planes=model))
    assert found.loc["r1", "found_in"] == "model"
    assert set(found.drop("r1")["building_id"]) == {"house"}
    assert set(found.drop("r1")["found_in"]) == {"heights"}
    only_model = landscape.having(roof_planes=model, surface_m=None)
    assert roofs_of(only_model).index.tolist() == ["r1"]


def test_green_follows_the_rules_of_roofs_and_is_never_a_verdict():
    landscape = place(20.0)
    found = roofs_of(landscape)
    assert set(found["green_roof"]) <= {"promising", "needs_study", "unfit"}
    by_rule = grades(landscape.buildings, found, landscape.assumptions)
    words = np.array(["promising", "needs_study", "unfit"])[by_rule]
    assert found["green_roof"].tolist() == words.tolist()
    assert found.set_index("building_id").loc["hall", "green_roof"] == "promising"


def test_nothing_is_said_where_nothing_is_known():
    landscape = place()
    scene = scene_of(landscape, cell_m=1.0, halo_m=0)
    for unknown in (
        landscape.having(surface_m=None),
        landscape.having(buildings=None),
    ):
        assert solar_roofs(scene, unknown, WEATHER) == {}
        assert solar_hours(scene, unknown, WEATHER).empty
    nobody = landscape.buildings.iloc[:0]
    assert solar_roofs(scene, landscape.having(buildings=nobody), WEATHER)[
        "solar_roofs"
    ].empty


def test_panels_are_no_more_than_the_room_of_their_plane():
    found = roofs_of(place(tower_m=20.0))
    assert (found["usable_area_m2"] <= found["area_m2"]).all()
    density = Assumptions(ON)["roofs.solar_module_kwp_per_m2"]
    assert (found["power_kwp"] <= found["usable_area_m2"] * density + 1e-9).all()
