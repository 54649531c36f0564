"""How much is built, how old it is and whether it is in use."""

from datetime import date

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import box

from werklandschap.indicators.buildings import (
    building_coverage_ratio,
    buildings_count,
    floor_area_ratio,
    largest_building_m2,
    mean_built_year,
    old_floor_area_share,
    out_of_use_share,
)
from werklandschap.landscape import BUILDINGS, PARKS, RIJKSDRIEHOEK
from werklandschap.parameters import Assumptions
from werklandschap.sources import SOURCES, documents

ASSUMED = Assumptions(date(2026, 1, 1))
FORMULAS = {
    "buildings_count": buildings_count,
    "largest_building_m2": largest_building_m2,
    "building_coverage_ratio": building_coverage_ratio,
    "floor_area_ratio": lambda p, b: floor_area_ratio(p, b, ASSUMED),
    "old_floor_area_share": lambda p, b: old_floor_area_share(p, b, ASSUMED),
    "mean_built_year": mean_built_year,
    "out_of_use_share": out_of_use_share,
}


def zones(*boxes):
    names = [f"p{place}" for place in range(len(boxes))]
    frame = gpd.GeoDataFrame(
        {"name": names},
        geometry=list(boxes),
        crs=RIJKSDRIEHOEK,
        index=pd.Index(names, name="park_id", dtype="str"),
    )
    return PARKS.complete(frame)


def buildings(*rows):
    """Make buildings of (outline, year, floor area, status)."""
    outlines, years, floors, statuses = zip(*rows, strict=True) if rows else [()] * 4
    frame = gpd.GeoDataFrame(
        {
            "built_year": pd.array(list(years), dtype="Int16"),
            "floor_area_m2": np.array(floors, float),
            "status": list(statuses),
            "registers": "bag",
        },
        geometry=list(outlines),
        crs=RIJKSDRIEHOEK,
        index=pd.Index([f"b{x}" for x in range(len(rows))], name="building_id"),
    )
    return BUILDINGS.complete(frame)


IN_USE, EMPTY = "Pand in gebruik", "Pand buiten gebruik"


@pytest.fixture
def parks():
    return zones(box(0, 0, 100, 100), box(100, 0, 200, 100), box(500, 0, 600, 100))


@pytest.fixture
def some():
    """Three buildings in the first zone, one across into the second, none in the third."""
    return buildings(
        (box(0, 0, 10, 10), 1960, 300, IN_USE),
        (box(20, 0, 40, 10), 1990, np.nan, EMPTY),
        (box(50, 50, 60, 60), None, 100, None),
        (box(90, 20, 120, 30), 2000, 900, IN_USE),
    )


def test_buildings_belong_to_the_zone_of_their_middle(parks, some):
    assert buildings_count(parks, some).tolist() == [3, 1, 0]
    largest = largest_building_m2(parks, some)
    assert largest.iloc[:2].tolist() == [200, 300]
    assert np.isnan(largest.iloc[2])


def test_a_footprint_is_shared_out_over_zones_by_area(parks, some):
    assert building_coverage_ratio(parks, some).tolist() == [0.05, 0.02, 0.0]


def test_floor_area_counts_in_full_where_the_building_belongs(parks, some):
    # 300 + 100 m² of floor on a hectare; the floor of the second is not known.
    assert floor_area_ratio(parks, some, ASSUMED).tolist() == [0.04, 0.09, 0.0]


def test_floor_area_is_not_measured_where_too_little_is_known(parks, some):
    strict = Assumptions(
        date(2026, 1, 1), own=(("buildings.known_floor_area_share", 0.51),)
    )
    ratio = floor_area_ratio(parks, some, strict)
    # 200 of the 400 m² of footprint in the first zone has a known floor area.
    assert np.isnan(ratio.iloc[0])
    assert ratio.iloc[1] == 0.09


def test_a_building_without_floor_area_counts_with_its_footprint(parks, some):
    share = old_floor_area_share(parks, some, ASSUMED)
    assert share.iloc[0] == pytest.approx(300 / (300 + 200))
    assert share.iloc[1] == 0
    assert np.isnan(share.iloc[2])


def test_a_building_of_1980_itself_is_not_old(parks):
    year = buildings((box(0, 0, 9, 9), 1980, 10, IN_USE))
    assert old_floor_area_share(parks, year, ASSUMED).iloc[0] == 0


def test_unknown_years_and_statuses_are_left_out(parks, some):
    assert mean_built_year(parks, some).iloc[:2].tolist() == [1975, 2000]
    assert out_of_use_share(parks, some).iloc[:2].tolist() == [0.5, 0]
    assert mean_built_year(parks, some).isna().iloc[2]
    assert out_of_use_share(parks, some).isna().iloc[2]


@pytest.mark.parametrize("name", FORMULAS)
def test_nothing_built_is_zero_or_not_measured_but_never_an_error(name, parks):
    values = FORMULAS[name](parks, buildings())
    assert values.name == name
    assert values.dtype == "float64"
    assert values.index.equals(parks.index)
    is_counted = name in {
        "buildings_count",
        "building_coverage_ratio",
        "floor_area_ratio",
    }
    assert (values == 0).all() if is_counted else values.isna().all()


rows = st.tuples(
    st.integers(0, 9),
    st.one_of(st.none(), st.integers(1900, 2025)),
    st.one_of(st.just(float("nan")), st.floats(1, 5000)),
)


def row_of(place, drawn):
    width, year, floor = drawn
    outline = box(place * 12, 0, place * 12 + 1 + width, 5)
    return (outline, year, floor, IN_USE)


@settings(max_examples=25)
@given(st.lists(rows, min_size=1, max_size=7), rows)
def test_one_more_old_building_never_lowers_the_old_share(drawn, extra):
    park = zones(box(0, 0, 200, 100))
    some = [row_of(place, each) for place, each in enumerate(drawn)]
    older = row_of(len(drawn), (extra[0], 1930, extra[2]))
    before = old_floor_area_share(park, buildings(*some), ASSUMED).item()
    after = old_floor_area_share(park, buildings(*some, older), ASSUMED).item()
    assert 0 <= after <= 1
    assert np.isnan(before) or after >= before - 1e-12


@settings(max_examples=25)
@given(st.lists(rows, min_size=1, max_size=7))
def test_a_whole_is_the_sum_of_its_parts(drawn):
    some = buildings(*[row_of(place, each) for place, each in enumerate(drawn)])
    whole, halves = (
        zones(box(0, 0, 200, 9)),
        zones(box(0, 0, 36.7, 9), box(36.7, 0, 200, 9)),
    )
    assert buildings_count(halves, some).sum() == buildings_count(whole, some).item()
    built = building_coverage_ratio(halves, some) * halves.geometry.area
    assert built.sum() == pytest.approx(some.geometry.area.sum())
    largest = largest_building_m2(halves, some).max()
    assert largest == largest_building_m2(whole, some).item()


@pytest.mark.real
def test_agrees_with_plain_pandas_on_the_campus_of_delft(real_data):
    folder = real_data / "geo" / "delft-wippolder-campus"
    raw = gpd.read_file(folder / "bag_panden_tudcampus.geojson")
    places = gpd.read_file(folder / "gebieden_eigen.geojson").to_crs(RIJKSDRIEHOEK)
    parks = zones(*places.geometry)
    year = raw["oorspronkelijkbouwjaar"]
    bag = BUILDINGS.complete(
        raw.assign(built_year=year.where(year < 3000).astype("Int16"), registers="bag")
        .drop_duplicates("identificatie")
        .set_index("identificatie")
        .rename_axis("building_id")
    )
    points = bag.geometry.representative_point()
    for name, outline in parks.geometry.items():
        held = bag[points.within(outline)]
        assert len(held) > 3
        assert buildings_count(parks, bag)[name] == len(held)
        assert largest_building_m2(parks, bag)[name] == held.geometry.area.max()
        assert mean_built_year(parks, bag)[name] == pytest.approx(
            held["built_year"].mean()
        )
        inside = bag.geometry.intersection(outline).area.sum() / outline.area
        assert building_coverage_ratio(parks, bag)[name] == pytest.approx(
            inside, rel=1e-6
        )
        old = held[held["built_year"] < 1980].geometry.area.sum()
        dated = held[held["built_year"].notna()].geometry.area.sum()
        assert old_floor_area_share(parks, bag, ASSUMED)[name] == pytest.approx(
            old / dated, rel=1e-6
        )
        # No floor area in this file: not measured, never zero.
        assert np.isnan(floor_area_ratio(parks, bag, ASSUMED)[name])


@pytest.mark.real
def test_counts_what_the_publisher_of_nieuwegein_counts(real_data, tmp_path):
    archive = "geo/nieuwegein-laagraven-bedrijventerrein/bgt_ng_pbp_gml.zip"
    source = SOURCES["bgt_buildings"]
    found = list(documents([real_data / archive], workspace=tmp_path))
    reading = source.read(source.recognise(found), None)
    known = source.delivers.complete(source.tidy(reading.frame))
    park = zones(box(*known.total_bounds).buffer(10))
    built_ha = (building_coverage_ratio(park, known) * park.geometry.area / 1e4).item()
    assert buildings_count(park, known).item() == 224
    assert built_ha == pytest.approx(33.4, abs=0.05)
    assert largest_building_m2(park, known).item() == pytest.approx(30_609, abs=1)
    # The BGT has no years, statuses or floor areas: not measured, never zero.
    assert mean_built_year(park, known).isna().all()
    assert out_of_use_share(park, known).isna().all()
    assert floor_area_ratio(park, known, ASSUMED).isna().all()
