"""Files of strangers: read if they are an outline, refused in one sentence otherwise."""

import io
import json
import struct
import zipfile
from datetime import date

import geopandas as gpd
import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from werklandschap.core.errors import WerklandschapError
from werklandschap.landscape.areas import (
    AboutArea,
    AreaWithoutReference,
    NoPolygons,
    UnreadableArea,
)
from werklandschap.landscape.uploads import (
    HostileXml,
    NoCorners,
    NotOneArea,
    NotThisKind,
    SuspiciousArchive,
    read_text,
    read_upload,
    shown_name,
)
from werklandschap.parameters import Assumptions

ASSUMPTIONS = Assumptions(date(2026, 11, 1))
SQUARE = shapely.box(136_000, 450_000, 136_400, 450_300)
GML = """<?xml version="1.0"?>{doctype}
<wfs xmlns:gml="http://www.opengis.net/gml/3.2"><gml:Polygon gml:id="a" srsName="{crs}">
<gml:exterior><gml:LinearRing><gml:posList>{corners}</gml:posList></gml:LinearRing>
</gml:exterior></gml:Polygon>{more}</wfs>"""
CORNERS = "136000 450000 136400 450000 136400 450300 136000 450300 136000 450000"


def frame(crs="EPSG:28992"):
    return gpd.GeoDataFrame(
        {"name": ["Vierkant"]}, geometry=[SQUARE], crs="EPSG:28992"
    ).to_crs(crs)


def written(tmp_path, name, crs="EPSG:28992", **more):
    place = tmp_path / name
    if name.endswith("parquet"):
        frame(crs).to_parquet(place)
    else:
        frame(crs).to_file(place, **more)
    return place


def zipped(members):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return packed.getvalue()


def shapefile(tmp_path, prefix=""):
    place = written(tmp_path, "grens.shp")
    return {
        f"{prefix}{file.name}": file.read_bytes()
        for file in tmp_path.glob("grens.*")
        if place
    }


def gml(doctype="", crs="EPSG:28992", corners=CORNERS, more=""):
    return GML.format(doctype=doctype, crs=crs, corners=corners, more=more).encode()


def read(content, name="grens"):
    return read_upload(content, name=name, assumptions=ASSUMPTIONS).parks


def is_square(parks):
    return (
        shapely.union_all(parks.geometry.values).symmetric_difference(SQUARE).area < 400
    )


@pytest.mark.parametrize(
    ("name", "crs"),
    [("a.gpkg", "EPSG:28992"), ("a.geojson", "EPSG:4326"), ("a.parquet", "EPSG:28992")],
)
def test_outlines_in_the_usual_files_are_read(tmp_path, name, crs):
    assert is_square(read(written(tmp_path, name, crs).read_bytes(), name))


def test_content_tells_what_a_file_is_and_its_name_does_not(tmp_path):
    content = written(tmp_path, "a.gpkg").read_bytes()
    assert is_square(read(content, "grens.geojson"))


@pytest.mark.parametrize("prefix", ["", "map/in een map/", "../../", "/etc/", "C:\\"])
def test_a_zipped_shapefile_is_read_whatever_its_path(tmp_path, prefix):
    assert is_square(read(zipped(shapefile(tmp_path, prefix))))
    assert not (tmp_path.parent / "grens.shp").exists()


def test_gml_is_read_alone_and_in_an_archive():
    assert is_square(read(gml()))
    assert is_square(read(zipped({"grens.gml": gml()})))


def test_north_comes_first_where_the_long_name_says_so():
    corners = "52.03 5.1 52.03 5.11 52.04 5.11 52.04 5.1 52.03 5.1"
    long_name = gml(crs="urn:ogc:def:crs:EPSG::4326", corners=corners)
    x, y = read(long_name).geometry.iloc[0].centroid.coords[0]
    assert 120_000 < x < 150_000
    assert 440_000 < y < 460_000


@pytest.mark.parametrize(
    "text",
    [
        "136000, 450000\n136400, 450000\n136400, 450300\n136000, 450300",
        "136000 450000\n\n136400 450000\n136400;450300\n136000.0 450300.0",
        json.dumps(
            {
                "type": "Feature",
                "properties": {},
                "geometry": shapely.geometry.mapping(SQUARE),
            }
        ),
        json.dumps(shapely.geometry.mapping(SQUARE)),
        frame("EPSG:4326").to_json(),
    ],
)
def test_text_is_read_in_metres_and_degrees(text):
    assert is_square(read_text(text, name="x", assumptions=ASSUMPTIONS).parks)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hallo",
        "1 2\n3 4",
        "{}",
        "[[[[",
        "[" * 100_000,
        '{"type":"Polygon"}',
        "1,2\n3,4\nx",
    ],
)
def test_text_without_an_outline_is_refused(text):
    with pytest.raises(NoCorners):
        read_text(text, name="x", assumptions=ASSUMPTIONS)


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("bomb", SuspiciousArchive),
        ("lie", SuspiciousArchive),
        ("locked", SuspiciousArchive),
        ("many", SuspiciousArchive),
        ("empty", SuspiciousArchive),
        ("cut", SuspiciousArchive),
        ("nothing", NotOneArea),
        ("two", NotOneArea),
        ("nested", NotOneArea),
    ],
)
def test_archives_that_are_no_outline_are_refused(name, problem):
    with pytest.raises(problem) as refused:
        read(ARCHIVES[name]())
    assert one_sentence(refused.value)


def bomb():
    return zipped({"a.gml": b" " * (300 << 20)})


def lie():
    """The headers promise fewer bytes than come out."""
    content = bytearray(zipped({"a.gml": gml() + b" " * (2 << 20)}))
    for signature, place in ((b"PK\1\2", 24), (b"PK\3\4", 22)):
        at = content.index(signature) + place
        content[at : at + 4] = struct.pack("<I", 100)
    return bytes(content)


def locked():
    content = bytearray(zipped({"a.gml": gml()}))
    content[content.index(b"PK\1\2") + 8] |= 1
    return bytes(content)


ARCHIVES = {
    "bomb": bomb,
    "lie": lie,
    "locked": locked,
    "many": lambda: zipped({f"{n}.txt": b"" for n in range(1000)}),
    "empty": lambda: zipped({}),
    "cut": lambda: zipped({"a.gml": gml()})[:60],
    "nothing": lambda: zipped({"a.exe": b"MZ"}),
    "two": lambda: zipped({"a.gml": gml(), "b.gml": gml()}),
    "nested": lambda: zipped({"a.zip": zipped({"a.gml": gml()})}),
}


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">',
        '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_xml_that_refers_elsewhere_is_refused(doctype, encoding):
    content = gml(doctype, corners="&e;").decode()
    if encoding == "utf-16":
        content = content.replace('version="1.0"', 'version="1.0" encoding="UTF-16"')
    with pytest.raises((HostileXml, NotThisKind)) as refused:
        read(content.encode(encoding))
    assert "root:" not in refused.value.say("nl")


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", NotThisKind),
        (b"MZ\x90", NotThisKind),
        (b"<VRTDataset></VRTDataset>", NoPolygons),
        (b"<OGRVRTDataSource><OGRVRTLayer><SrcDataSource>/etc/passwd", UnreadableArea),
        (b"{", UnreadableArea),
        (b"PAR1", UnreadableArea),
        (b"SQLite format 3\0" + b"x" * 100, UnreadableArea),
        (b"\0\0\x27\x0a" + b"\0" * 96, NotThisKind),
        (b'{"type": "Topology"}', AboutArea),
    ],
)
def test_files_that_are_no_outline_are_refused(content, problem):
    with pytest.raises(problem) as refused:
        read(content, "naam.gpkg")
    assert one_sentence(refused.value)
    assert "naam.gpkg" in refused.value.say("nl")


def test_a_shapefile_without_its_reference_is_refused(tmp_path):
    members = shapefile(tmp_path)
    del members["grens.prj"]
    with pytest.raises(AreaWithoutReference):
        read(zipped(members))


def test_a_database_that_reads_elsewhere_is_refused(tmp_path):
    import sqlite3

    place = written(tmp_path, "a.gpkg")
    with sqlite3.connect(place) as database:
        database.execute("pragma writable_schema = on")
        database.execute(
            "insert into sqlite_master values ('table', 'x', 'x', 0, "
            "'create virtual table x using VirtualOGR(''/etc/passwd'')')"
        )
    with pytest.raises(NotThisKind):
        read(place.read_bytes())


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.binary(max_size=400), st.sampled_from([b"PK\3\4", b"{", b"<a>", b"PAR1", b""])
)
def test_whatever_is_sent_is_answered_in_words(content, head):
    problem = refusal_of(head + content)
    assert problem is None or one_sentence(problem)


@settings(max_examples=40)
@given(st.data())
def test_damaged_archives_are_answered_in_words(data):
    content = bytearray(zipped({"a.gml": gml()}))
    for _ in range(data.draw(st.integers(1, 6))):
        content[data.draw(st.integers(4, len(content) - 1))] = data.draw(
            st.integers(0, 255)
        )
    problem = refusal_of(bytes(content))
    assert problem is None or one_sentence(problem)


@given(st.text(max_size=200))
def test_a_name_is_fit_to_be_shown(name):
    shown = shown_name(name)
    assert 0 < len(shown) <= 60
    assert not set(shown) & set("/\\<>\n\0&\"'")


def refusal_of(content):
    try:
        read(content)
    except WerklandschapError as problem:
        return problem
    return None


def one_sentence(problem):
    said = [problem.say("nl"), problem.say("en")]
    return all(0 < len(words) < 300 and "\n" not in words for words in said)
