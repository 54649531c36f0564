"""Promises about what comes out of a lake."""

from datetime import date

import pytest
import shapely
from geopandas import GeoDataFrame

from werklandschap.core.text import Text
from werklandschap.landscape import BUILDINGS, PARKS, RIJKSDRIEHOEK, TREES, gather
from werklandschap.landscape.gather import is_known
from werklandschap.parameters import Assumptions
from werklandschap.store import Lake, Provenance

ON = date(2026, 11, 1)
ASSUMPTIONS = Assumptions(ON)
AREA = shapely.box(100_000, 400_000, 101_000, 401_000)
PARK = shapely.box(100_400, 400_400, 100_600, 400_600)


@pytest.fixture
def lake(tmp_path):
    return Lake.create(tmp_path / "lake")


def parks():
    frame = GeoDataFrame({"name": ["p"]}, geometry=[PARK], crs=RIJKSDRIEHOEK)
    frame.index = frame.index.astype("str").rename("park_id")
    return PARKS.complete(frame)


def put(lake, table, rows, *, source, published, extent=AREA):
    frame = GeoDataFrame(rows, crs=RIJKSDRIEHOEK).set_index(table.key)
    path = lake.place_of(table.name, f"{source}-{published}", ".parquet")
    path.parent.mkdir(parents=True, exist_ok=True)
    table.complete(frame).to_parquet(path, write_covering_bbox=True)
    lake.add(
        table.name,
        path,
        Provenance(
            source=source,
            title=Text(source, source),
            publisher="test",
            licence="CC0-1.0",
            landing_page="https://example.nl",
            published=published,
            refreshed_every_days=30,
            resolution_m=0.5,
            extent_wkt=extent.wkt,
            files=(),
            sha256=(),
        ),
    )


def building(name, registers, x=100_500, **facts):
    shape = shapely.box(x, 400_500, x + 20, 400_520)
    return {"building_id": name, "registers": registers, "geometry": shape} | facts


def trees(*names, x=100_500):
    return [
        {"tree_id": name, "geometry": shapely.Point(x + number, 400_500)}
        for number, name in enumerate(names)
    ]


def get(lake, on=ON):
    return gather(lake, parks(), on=on, assumptions=ASSUMPTIONS)


def test_what_nobody_collected_is_none_and_what_is_not_there_is_empty(lake):
    put(lake, TREES, trees("far", x=100_000_0), source="a", published=date(2026, 1, 1))
    found = get(lake)
    assert found.buildings is None
    assert found.surfaces is None
    assert found.trees is not None
    assert found.trees.empty


def test_one_row_of_a_building_that_three_registers_know(lake):
    put(
        lake,
        BUILDINGS,
        [building("1", "3dbag", roof_m=9.0, built_year=1999)],
        source="bag3d",
        published=date(2026, 3, 1),
    )
    put(
        lake,
        BUILDINGS,
        [building("1", "bag", built_year=1970, x=100_502)],
        source="bag",
        published=date(2026, 1, 1),
    )
    put(
        lake,
        BUILDINGS,
        [building("1", "bgt"), building("2", "bgt", x=100_550)],
        source="bgt",
        published=date(2026, 2, 1),
    )
    found = get(lake).buildings
    assert found.index.tolist() == ["1", "2"]
    assert found.loc["1", "registers"] == "3dbag;bag;bgt"
    assert found.loc["1", "built_year"] == 1970
    assert found.loc["1", "roof_m"] == 9.0
    assert found.geometry["1"].bounds[0] == 100_502


def test_the_newest_counts_within_what_it_is_about(lake):
    west = shapely.box(100_000, 400_000, 100_500, 401_000)
    put(
        lake,
        TREES,
        [*trees("old west", x=100_450), *trees("old east", x=100_550)],
        source="a",
        published=date(2025, 1, 1),
    )
    put(
        lake,
        TREES,
        trees("new west", x=100_451),
        source="a",
        published=date(2026, 1, 1),
        extent=west,
    )
    assert set(get(lake).trees.index) == {"new west", "old east"}
    assert set(get(lake, on=date(2025, 6, 1)).trees.index) == {"old west", "old east"}


def test_other_sources_add_and_do_not_replace(lake):
    put(lake, TREES, trees("a"), source="a", published=date(2025, 1, 1))
    put(lake, TREES, trees("b", x=100_540), source="b", published=date(2026, 1, 1))
    found = get(lake)
    assert set(found.trees.index) == {"a", "b"}
    assert {origin.source for origin in found.provenance["trees"]} == {"a", "b"}


def test_a_lake_knows_a_park_from_the_day_of_publication(lake):
    assert not is_known(lake, parks(), on=ON)
    put(lake, TREES, trees("a"), source="a", published=date(2026, 1, 1))
    assert is_known(lake, parks(), on=ON)
    assert not is_known(lake, parks(), on=date(2025, 12, 31))
