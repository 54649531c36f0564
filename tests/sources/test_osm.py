"""Roads and paths of OpenStreetMap, from files that were got elsewhere."""

import json
from datetime import date

import geopandas
import pytest
from shapely import LineString, Point, box, to_geojson

from werklandschap.landscape import PATHS
from werklandschap.sources import SOURCES, documents
from werklandschap.sources.errors import TruncatedFile

SOURCE = SOURCES["osm_paths"]
DELFT = "delft-wippolder-campus/osm_delft.gpkg"
RD = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::28992"}}
ROAD = LineString([(0, 0), (100, 0)])


def read_all(place, tmp_path, area=None):
    found = list(documents([place], workspace=tmp_path / "work"))
    reading = SOURCE.read(SOURCE.recognise(found), area)
    return reading, PATHS.complete(SOURCE.tidy(reading.frame))


def page(folder, *features, name="roads.geojson"):
    folder.mkdir(exist_ok=True)
    content = {"type": "FeatureCollection", "crs": RD, "features": list(features)}
    (folder / name).write_text(json.dumps(content))
    return folder


def feature(shape, **properties):
    geometry = json.loads(to_geojson(shape))
    return {"type": "Feature", "geometry": geometry, "properties": properties}


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "given"


def test_nothing_is_asked_of_the_volunteers_of_openstreetmap():
    assert SOURCE.locate(box(0, 0, 1, 1), date(2026, 1, 1)) == []


@pytest.mark.real
def test_exactly_the_file_with_streets_is_recognised(real_data, tmp_path):
    found = list(documents([real_data / "geo"], workspace=tmp_path / "work"))
    assert [document.origin for document in SOURCE.recognise(found)] == [DELFT]


@pytest.mark.real
def test_the_streets_of_delft_are_all_there_without_their_kind(real_data, tmp_path):
    reading, paths = read_all(real_data / "geo" / DELFT, tmp_path)
    assert len(paths) == 5_080
    assert reading.repairs == {}
    assert paths["kind"].isna().all()
    assert paths.intersects(box(83_565, 445_250, 87_175, 448_000)).all()


@pytest.mark.real
def test_lines_keep_their_number_in_whatever_area(real_data, tmp_path):
    file, area = real_data / "geo" / DELFT, box(84_500, 446_000, 85_000, 446_500)
    _, paths = read_all(file, tmp_path)
    _, near = read_all(file, tmp_path, area=area)
    assert 0 < len(near) < len(paths)
    assert near.index.tolist() == paths.index[paths.intersects(area)].tolist()
    assert near.geometry.equals(paths.geometry.loc[near.index])


def test_the_value_of_highway_is_the_kind(folder, tmp_path):
    page(
        folder,
        feature(ROAD, **{"@id": "way/12", "highway": "cycleway"}),
        feature(box(0, 0, 5, 5), **{"@id": "way/13", "highway": "pedestrian"}),
        feature(Point(1, 1), **{"@id": "node/1", "highway": "crossing"}),
        feature(ROAD, **{"@id": "way/14", "highway": None, "waterway": "ditch"}),
    )
    reading, paths = read_all(folder, tmp_path)
    assert paths["kind"].to_dict() == {"way/12": "cycleway"}
    assert paths.length.tolist() == [100.0]
    assert reading.repairs == {"not_a_line": 2, "not_a_road": 1}


def test_a_line_in_two_files_is_there_once(folder, tmp_path):
    page(folder, feature(ROAD, highway="service"), name="a.geojson")
    page(folder, feature(ROAD, highway="service"), name="b.geojson")
    (folder / "b.geojson").write_text((folder / "b.geojson").read_text() + "\n")
    reading, paths = read_all(folder, tmp_path)
    assert len(paths) == 1
    assert reading.repairs == {"line_repeated": 1}


def test_parts_of_one_way_are_all_kept(folder, tmp_path):
    parts = [LineString([(x, 0), (x + 10, 0)]) for x in (0, 10, 20)]
    page(
        folder,
        *[feature(part, osm_id=7, highway="service") for part in parts],
        feature(parts[0], osm_id=7, highway="service"),
        feature(ROAD, osm_id=8, highway="service"),
        feature(LineString([(0, 9), (9, 9)]), osm_id=None, highway="service"),
    )
    reading, paths = read_all(folder, tmp_path)
    assert len(paths) == 5
    assert paths.index.str.startswith("7-").sum() == 3
    assert "8" in paths.index
    assert reading.repairs == {"line_repeated": 1}


def test_bare_lines_are_only_streets_beside_something_of_osm(folder, tmp_path):
    folder.mkdir()
    bare = geopandas.GeoDataFrame(geometry=[ROAD], crs="EPSG:28992")
    other = bare.assign(osm_id="1")
    for name, layers in {"osm": [bare, other], "else": [bare]}.items():
        for number, layer in enumerate(layers):
            layer.to_file(folder / f"{name}.gpkg", layer=f"l{number}")
    found = list(documents([folder], workspace=tmp_path / "work"))
    assert [one.origin for one in SOURCE.recognise(found)] == ["osm.gpkg"]
    _, paths = read_all(folder, tmp_path)
    assert len(paths) == 1


def test_half_a_file_is_refused(folder, tmp_path):
    page(folder, *[feature(ROAD, highway="service", name=str(n)) for n in range(3)])
    place = folder / "roads.geojson"
    place.write_text(place.read_text()[:-60])
    with pytest.raises(TruncatedFile):
        read_all(folder, tmp_path)
