"""scan.gpkg: the land and the results, as other programs read them."""

import sqlite3
from contextlib import closing
from dataclasses import replace

import numpy as np
import pyogrio
import pytest

from werklandschap.report.geopackage import write_geopackage


@pytest.fixture
def place(tmp_path):
    return tmp_path / "scan.gpkg"


def test_holds_a_layer_per_table_and_the_results(scan, place):
    write_geopackage(scan, place)
    layers = dict(pyogrio.list_layers(place))
    assert layers == {
        "parks": "MultiPolygon",
        "surfaces": "MultiPolygon",
        "buildings": "MultiPolygon",
        "trees": "Point",
        "water": "MultiPolygon",
        "plots": "MultiPolygon",
        "indicators": None,
    }
    info = pyogrio.read_info(place, layer="surfaces")
    assert info["crs"] == "EPSG:28992"


def test_reads_back_as_the_tables_were(scan, place):
    write_geopackage(scan, place)
    landscape = scan.parks[0].landscape
    for name, key in (("surfaces", "surface_id"), ("trees", "tree_id")):
        kept = getattr(landscape, name)
        read = pyogrio.read_dataframe(place, layer=name).set_index(key)
        assert read.index.tolist() == kept.index.tolist()
        assert read.geometry.geom_equals(kept.geometry.to_crs(read.crs)).all() or (
            read.area.tolist() == kept.area.tolist()
        )
        for column in kept.columns.drop("geometry"):
            if kept[column].notna().all():
                assert read[column].tolist() == kept[column].tolist()


def test_missing_stays_missing(scan, place):
    write_geopackage(scan, place)
    hall = pyogrio.read_dataframe(place, layer="buildings").iloc[0]
    assert hall["built_year"] == 1974
    assert np.isnan(hall["floor_area_m2"])
    assert hall["status"] is None
    surfaces = pyogrio.read_dataframe(place, layer="surfaces")
    assert surfaces["is_public"].isna().all()
    assert surfaces["is_paved"].dtype == bool


def test_gives_every_figure_twice_and_the_same(many_parks, place):
    write_geopackage(many_parks, place)
    rows = pyogrio.read_dataframe(place, layer="indicators").set_index(
        ["park_id", "name"]
    )
    parks = pyogrio.read_dataframe(place, layer="parks").set_index("park_id")
    for park in many_parks.parks:
        for estimate in park.estimates:
            name = estimate.indicator.name
            row = rows.loc[(park.park_id, name)]
            for shown in (row["value"], parks.loc[park.park_id, name]):
                assert (
                    shown == estimate.value or np.isnan([shown, estimate.value]).all()
                )
            assert row["unit"] == estimate.indicator.unit
            assert row["reliability"] == estimate.reliability.value


def test_puts_all_parks_together(many_parks, place):
    write_geopackage(many_parks, place)
    plots = pyogrio.read_dataframe(place, layer="plots")
    assert plots["park_id"].tolist() == [park.park_id for park in many_parks.parks]
    assert len(pyogrio.read_dataframe(place, layer="surfaces")) == 6 * 6


def test_what_neighbours_share_is_there_once(many_parks, place):
    one, other, *_ = many_parks.parks
    shared = other.landscape.having(buildings=one.landscape.buildings.copy())
    write_geopackage(
        replace(many_parks, parks=(one, replace(other, landscape=shared))), place
    )
    assert len(pyogrio.read_dataframe(place, layer="buildings")) == 1


def test_the_same_scan_gives_the_same_bytes(scan, tmp_path):
    places = [tmp_path / "one.gpkg", tmp_path / "two.gpkg"]
    for place in places:
        write_geopackage(scan, place)
    assert places[0].read_bytes() == places[1].read_bytes()


def test_leaves_the_clock_of_gdal_as_it_was(scan, place):
    write_geopackage(scan, place)
    assert not pyogrio.get_gdal_config_option("OGR_CURRENT_DATE")


def test_every_layer_says_how_it_is_meant(scan, generated, tmp_path):
    for name, each in (("real", scan), ("made_up", generated)):
        place = tmp_path / f"{name}.gpkg"
        write_geopackage(each, place)
        with closing(sqlite3.connect(place)) as database:
            told = database.execute("SELECT description FROM gpkg_contents").fetchall()
        assert all("Signalerend, geen oordeel" in text for (text,) in told)
        assert all(("Gegenereerd" in text) == (each is generated) for (text,) in told)
