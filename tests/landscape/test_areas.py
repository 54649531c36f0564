"""Promises about the area that a user hands over."""

import json
from datetime import date

import geopandas as gpd
import pytest
import shapely
from geopandas import GeoDataFrame
from hypothesis import given
from hypothesis import strategies as st

from werklandschap.landscape import RIJKSDRIEHOEK
from werklandschap.landscape.areas import (
    AreaTooLarge,
    AreaWithoutReference,
    NoPolygons,
    OutsideNetherlands,
    SwappedCoordinates,
    UnreadableArea,
    WrongReference,
    _check_place,
    read_area,
)
from werklandschap.parameters import Assumptions

ASSUMPTIONS = Assumptions(date(2026, 11, 1))
PARK = shapely.box(135_000.0, 450_000.0, 135_600.0, 450_500.0)


def read(path):
    return read_area(path, assumptions=ASSUMPTIONS)


def frame(*shapes, crs=RIJKSDRIEHOEK, **columns):
    return GeoDataFrame(columns, geometry=list(shapes), crs=crs)


SYSTEMS = (28992, 4326, 4258, 3857, 32631, 7415)


@pytest.mark.parametrize(
    ("suffix", "crs"),
    [("geojson", 4326), *((s, c) for s in ("gpkg", "parquet") for c in SYSTEMS)],
)
def test_any_declared_system_and_format_gives_the_same_park(tmp_path, suffix, crs):
    there = frame(PARK, name=["De Hoek"]).to_crs(crs)
    place = tmp_path / f"area.{suffix}"
    if suffix == "parquet":
        there.to_parquet(place)
    else:
        there.to_file(place)

    parks = read(place).parks

    assert parks["name"].tolist() == ["De Hoek"]
    assert shapely.hausdorff_distance(parks.geometry.iloc[0], PARK) < 0.002
    assert parks.area.iloc[0] == pytest.approx(PARK.area, rel=1e-5)


def test_a_geojson_may_still_name_its_system_the_old_way(tmp_path):
    place = tmp_path / "area.json"
    place.write_text(
        json.dumps(
            {
                "type": "FeatureCollection",
                "crs": {
                    "type": "name",
                    "properties": {"name": "urn:ogc:def:crs:EPSG::28992"},
                },
                "features": [feature(PARK)],
            }
        )
    )
    assert read(place).parks.geometry.iloc[0].equals(PARK)


def feature(shape):
    return {
        "type": "Feature",
        "properties": {},
        "geometry": json.loads(shapely.to_geojson(shape)),
    }


def test_polygons_of_one_number_are_one_park(tmp_path):
    place = tmp_path / "area.gpkg"
    other = shapely.affinity.translate(PARK, 1_000)
    frame(PARK, other, PARK.buffer(50), RIN_NUMMER=[7, 8, 7]).to_file(place)

    parks = read(place).parks

    assert parks.index.tolist() == ["7", "8"]
    assert parks.geometry["7"].equals(PARK.buffer(50).union(PARK)) or (
        parks.area["7"] == pytest.approx(PARK.buffer(50).area, rel=1e-6)
    )


def test_a_self_crossing_ring_is_mended_and_said(tmp_path):
    bow_tie = shapely.Polygon(
        [(135_000, 450_000), (135_100, 450_100), (135_100, 450_000), (135_000, 450_100)]
    )
    place = tmp_path / "area.gpkg"
    frame(bow_tie).to_file(place)

    area = read(place)

    assert area.repairs == {"invalid_ring": 1}
    assert area.parks.is_valid.all()
    assert area.parks.area.iloc[0] == pytest.approx(5_000)


def test_a_layer_of_polygons_is_found_beside_others(tmp_path):
    place = tmp_path / "area.gpkg"
    frame(shapely.Point(1, 2)).to_file(place, layer="points")
    frame(PARK).to_file(place, layer="polygons", mode="a")
    assert len(read(place).parks) == 1


@given(
    x=st.floats(120_000, 210_000),
    y=st.floats(390_000, 570_000),
    side=st.floats(1.0, 3_000.0),
)
def test_what_lies_inside_the_country_is_taken_as_it_is(x, y, side):
    import tempfile
    from pathlib import Path

    park = shapely.box(x, y, x + side, y + side)
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "area.parquet"
        frame(park).to_parquet(place)
        found = read(place).parks.geometry.iloc[0]
    assert shapely.hausdorff_distance(found, park) <= 0.001


def bad(tmp_path, shape, crs=RIJKSDRIEHOEK):
    place = tmp_path / "area.gpkg"
    frame(shape, crs=crs).to_file(place)
    return place


def test_abroad_is_said(tmp_path):
    brussels = shapely.box(4.3, 50.8, 4.4, 50.9)
    with pytest.raises(OutsideNetherlands):
        read(bad(tmp_path, brussels, crs=4326))


@pytest.mark.real
def test_the_whole_country_lies_inside(real_data):
    borders = real_data / "stat" / "grenzen_cbs_2022" / "gemeenten_2022_rd.geojson"
    municipalities = gpd.read_file(borders).set_crs(RIJKSDRIEHOEK, allow_override=True)
    centres = GeoDataFrame(
        {"name": [str(number) for number in range(len(municipalities))]},
        geometry=municipalities.representative_point().buffer(10),
        crs=RIJKSDRIEHOEK,
    )
    _check_place(centres, "area.gpkg")


def test_degrees_called_metres_are_said(tmp_path):
    with pytest.raises(WrongReference, match="28992"):
        read(bad(tmp_path, shapely.box(5.1, 52.0, 5.2, 52.1)))


def test_metres_called_degrees_are_said(tmp_path):
    place = tmp_path / "area.geojson"
    place.write_text(
        json.dumps({"type": "FeatureCollection", "features": [feature(PARK)]})
    )
    with pytest.raises(WrongReference, match="135000"):
        read(place)


@pytest.mark.filterwarnings("ignore:'crs' was not provided:UserWarning")
def test_no_system_at_all_is_said(tmp_path):
    with pytest.raises(AreaWithoutReference):
        read(bad(tmp_path, shapely.box(5.1, 52.0, 5.2, 52.1), crs=None))


def test_latitude_first_is_said(tmp_path):
    with pytest.raises(SwappedCoordinates):
        read(bad(tmp_path, shapely.box(52.0, 5.1, 52.1, 5.2), crs=4326))


def test_points_are_no_park(tmp_path):
    with pytest.raises(NoPolygons):
        read(bad(tmp_path, shapely.Point(135_000, 450_000)))


def test_half_the_country_is_too_much(tmp_path):
    with pytest.raises(AreaTooLarge, match="at most 5000 ha"):
        read(bad(tmp_path, shapely.box(100_000, 400_000, 200_000, 500_000)))


@pytest.mark.parametrize(
    "content", [b"", b"{", b"PAR1", b"SQLite format 3\x00", b"PK\x03\x04", b"<xml/>"]
)
def test_what_is_no_area_is_said(tmp_path, content):
    place = tmp_path / "area.gpkg"
    place.write_bytes(content)
    with pytest.raises(UnreadableArea, match=r"area\.gpkg"):
        read(place)


def test_a_file_that_is_not_there_is_said(tmp_path):
    with pytest.raises(UnreadableArea):
        read(tmp_path / "nothing.gpkg")


def test_a_virtual_file_may_not_open_another(tmp_path):
    secret = tmp_path / "secret.gpkg"
    frame(PARK).to_file(secret)
    place = tmp_path / "area.gpkg"
    place.write_text(
        f"<OGRVRTDataSource><OGRVRTLayer name='secret'><SrcDataSource>{secret}"
        "</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>"
    )
    with pytest.raises(UnreadableArea):
        read(place)


def test_parquet_without_geometry_is_no_area(tmp_path):
    import pandas as pd

    place = tmp_path / "area.parquet"
    pd.DataFrame({"a": [1]}).to_parquet(place)
    with pytest.raises(UnreadableArea):
        read(place)


def test_what_is_written_is_read_back(tmp_path):
    place = tmp_path / "area.parquet"
    frame(PARK, name=["x"]).to_parquet(place)
    parks = read(place).parks
    parks.to_parquet(tmp_path / "again.parquet")
    again = read(tmp_path / "again.parquet").parks
    assert gpd.GeoSeries(again.geometry).geom_equals(parks.geometry).all()
    assert again.index.tolist() == parks.index.tolist()
