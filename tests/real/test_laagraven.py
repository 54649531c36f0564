"""A real business park, measured again with plain geopandas and shapely."""

from datetime import date

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from tests.real.conftest import values

from werklandschap.landscape import COVER_CLASSES
from werklandschap.parameters import parameter

pytestmark = pytest.mark.real

PAVED = {"building", "structure", "closed_paving", "open_paving", "yard"} | {
    "traffic_island"
}


def number(name, on):
    return parameter(name, on=on).value


@pytest.fixture(scope="module")
def ground(laagraven, laagraven_lake):
    """The ground divided the slow way: each object minus those that go before it."""
    lake, _ = laagraven_lake
    (piece,) = lake.pieces("cover", on=laagraven.landscape.on)
    cover = gpd.read_parquet(piece.path)
    buildings = laagraven.landscape.buildings
    park = laagraven.landscape.parks.geometry.iloc[0]
    flat = cover[(cover["level"] == 0) & (cover["theme"] != "building")]
    tops = gpd.GeoDataFrame(
        {"cover_class": "building", "theme": "building", "function": ""},
        geometry=buildings.geometry.values,
        index=buildings.index,
        crs=cover.crs,
    )
    rows = pd.concat([tops, flat[["cover_class", "theme", "function", "geometry"]]])
    rows = rows[rows.intersects(park)]
    rows["first"] = rows["theme"] != "building"
    rows["size"] = rows.area
    rows = rows.sort_values(["first", "size"], kind="stable").reset_index(drop=True)
    tree = shapely.STRtree(rows.geometry.values)
    parts = []
    for place, shape in enumerate(rows.geometry.values):
        before = [n for n in tree.query(shape, "intersects") if n < place]
        taken = shapely.union_all(rows.geometry.values[before])
        parts.append(shape.difference(taken).intersection(park))
    return rows.set_geometry(parts, crs=cover.crs)


@pytest.fixture(scope="module")
def fractions(laagraven):
    on = laagraven.landscape.on
    return {name: number(f"cover.{name}_green_share", on) for name in COVER_CLASSES}


def test_the_counts_of_the_publisher(laagraven_lake, laagraven):
    lake, _ = laagraven_lake
    pieces = {name: lake.pieces(name, on=laagraven.landscape.on) for name in ("trees",)}
    assert len(pieces["trees"]) == 1
    largest = values(laagraven)["largest_building_m2"]
    assert largest == pytest.approx(30_609, abs=1)


def test_the_whole_file_has_its_buildings_and_trees(real_data, tmp_path):
    from werklandschap.sources import adopt
    from werklandschap.store import Lake

    folder = real_data / "geo" / "nieuwegein-laagraven-bedrijventerrein"
    lake = Lake.create(tmp_path)
    on = date(2026, 11, 1)
    adopt(None, lake, places=[folder / "bgt_ng_pbp_gml.zip"], on=on)
    (piece,) = lake.pieces("buildings", on=on)
    buildings = gpd.read_parquet(piece.path)
    (piece,) = lake.pieces("trees", on=on)
    assert len(buildings) == 224
    assert buildings.area.sum() / 1e4 == pytest.approx(33.4, abs=0.05)
    assert buildings.area.max() == pytest.approx(30_609, abs=0.5)
    assert len(gpd.read_parquet(piece.path)) == 772


def test_the_ground_adds_up_to_the_park(laagraven):
    surfaces = laagraven.landscape.surfaces
    assert surfaces.area.sum() == pytest.approx(laagraven.area_m2, rel=1e-6)


def test_shares_of_the_ground(laagraven, ground, fractions):
    found = values(laagraven)
    area = ground.area
    mapped = area.sum()
    green = ground["cover_class"].map(fractions)
    is_paved = ground["cover_class"].isin(PAVED)
    is_road = ground["theme"] == "road"
    water = ground["cover_class"] == "water"
    banks = ground["cover_class"] == "bank"
    bank_share = number("cover.bank_water_share", laagraven.landscape.on)
    wet = area[water].sum() + (area * np.minimum(bank_share, 1 - green))[banks].sum()
    is_parking = is_road & ground["function"].str.contains("parkeer", case=False)

    expected = {
        "roof_share": area[ground["cover_class"] == "building"].sum() / mapped,
        "road_share": area[is_road].sum() / mapped,
        "parking_share": area[is_parking].sum() / mapped,
        "green_share": (area * green).sum() / mapped,
        "paved_share": (area * (1 - green))[is_paved].sum() / mapped,
        "water_share": wet / mapped,
        "unmapped_share": 1 - mapped / laagraven.area_m2,
    }
    for name, value in expected.items():
        assert found[name] == pytest.approx(value, abs=1e-6), name
    land = mapped - wet
    paved_bare = (area * (1 - green))[is_paved].sum()
    assert found["infiltrating_share"] == pytest.approx(
        (land - paved_bare) / mapped, abs=1e-6
    )


def test_buildings_and_trees(laagraven):
    found, landscape = values(laagraven), laagraven.landscape
    park = landscape.parks.geometry.iloc[0]
    own = landscape.buildings[landscape.buildings.representative_point().within(park)]
    trees = landscape.trees

    assert found["buildings_count"] == len(own)
    assert found["building_coverage_ratio"] == pytest.approx(
        landscape.buildings.intersection(park).area.sum() / park.area, rel=1e-6
    )
    assert found["trees_per_ha"] == pytest.approx(
        trees.within(park).sum() / park.area * 1e4, rel=1e-6
    )
    near = [(trees.distance(shape) <= 25).sum() for shape in own.geometry]
    assert found["near_trees_count"] == pytest.approx(np.mean(near), rel=1e-6)
    assert found["largest_building_m2"] == pytest.approx(own.area.max(), rel=1e-6)
    assert found["roof_area_m2"] == pytest.approx(own.area.sum(), rel=1e-6)


def test_green_patches(laagraven, fractions):
    found, surfaces = values(laagraven), laagraven.landscape.surfaces
    limit = number("vegetation.green_from_share", laagraven.landscape.on)
    is_green = surfaces["cover_class"].map(fractions) >= limit
    is_green &= surfaces["cover_class"] != "unmapped"
    patches = surfaces[is_green].dissolve().explode()
    assert found["largest_green_patch_ha"] == pytest.approx(
        patches.area.max() / 1e4, rel=1e-6
    )
    assert found["effective_mesh_size_ha"] == pytest.approx(
        (patches.area**2).sum() / laagraven.area_m2 / 1e4, rel=1e-6
    )


def test_canopy_is_that_of_the_tree_points(laagraven):
    landscape = laagraven.landscape
    radius = number("vegetation.crown_diameter_m", landscape.on) / 2
    crowns = landscape.trees.buffer(radius).union_all()
    expected = crowns.intersection(landscape.parks.geometry.iloc[0]).area
    assert values(laagraven)["canopy_share"] == pytest.approx(
        expected / laagraven.area_m2, abs=1e-6
    )


def test_every_value_lies_in_its_interval_and_says_where_it_is_from(laagraven):
    for estimate in laagraven.estimates:
        if np.isnan(estimate.value):
            assert estimate.reason is not None
            assert estimate.reliability.value == 0
            continue
        assert estimate.low <= estimate.value <= estimate.high, estimate.indicator.name
        assert 0 < estimate.reliability.value <= 1
        if estimate.indicator.layers != ("parks",):
            assert estimate.sources


def test_what_was_not_collected_is_not_measured(laagraven):
    found = values(laagraven)
    for name in ("solar_potential_kwp", "parcels_count", "mid_vegetation_share"):
        assert np.isnan(found[name]), name


def test_ground_that_nobody_mapped_widens_the_interval(laagraven):
    paved = next(e for e in laagraven.estimates if e.indicator.name == "paved_share")
    assert paved.high - paved.low > values(laagraven)["unmapped_share"]
