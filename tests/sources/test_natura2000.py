"""Natura 2000 areas, from the files in which they are published."""

import json
from datetime import date

import pytest
import shapely
from shapely import box, to_geojson

from werklandschap.landscape import PROTECTED_AREAS, RIJKSDRIEHOEK
from werklandschap.parameters import parameter
from werklandschap.sources import SOURCES, documents
from werklandschap.sources._protocols import check_settings
from werklandschap.sources.errors import TruncatedFile

SOURCE = SOURCES["natura2000_areas"]
RD = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::28992"}}
XML = "PS_Natura2000_inspire.zip"
SIMPLIFIED = "natura2000_2013_vereenvoudigd5m.gpkg"
SEARCH_M = parameter("nature.search_distance_m", on=date(2026, 1, 1)).value


def read_all(place, tmp_path, area=None):
    found = list(documents([place], workspace=tmp_path / "work"))
    reading = SOURCE.read(SOURCE.recognise(found), area)
    return reading, PROTECTED_AREAS.complete(SOURCE.tidy(reading.frame))


def page(folder, *features, name="natura2000.json"):
    folder.mkdir(exist_ok=True)
    content = {"type": "FeatureCollection", "crs": RD, "features": list(features)}
    (folder / name).write_text(json.dumps(content))
    return folder


def feature(shape, **properties):
    geometry = json.loads(to_geojson(shape))
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def site(name, positions, told=""):
    return (
        "<base:member><ps:ProtectedSite><ps:geometry><gml:MultiSurface>"
        "<gml:surfaceMember><gml:Polygon><gml:exterior><gml:LinearRing><gml:posList>"
        f"{positions}</gml:posList></gml:LinearRing></gml:exterior></gml:Polygon>"
        f"</gml:surfaceMember></gml:MultiSurface></ps:geometry>{told}"
        "<ps:siteName><gn:GeographicalName><gn:spelling><gn:SpellingOfName>"
        f"<gn:text>{name}</gn:text></gn:SpellingOfName></gn:spelling>"
        "</gn:GeographicalName></ps:siteName></ps:ProtectedSite></base:member>"
    )


def inspire(folder, *sites, encoding="utf-8", declared="UTF-8"):
    folder.mkdir(exist_ok=True)
    text = (
        f'<?xml version="1.0" encoding="{declared}"?><base:SpatialDataSet'
        ' xmlns:base="b" xmlns:ps="p" xmlns:gn="g"'
        ' xmlns:xlink="http://www.w3.org/1999/xlink"'
        ' xmlns:gml="http://www.opengis.net/gml/3.2"><!-- Natura 2000 -->'
        + "".join(sites)
        + "</base:SpatialDataSet>"
    )
    (folder / "sites.xml").write_bytes(text.encode(encoding))
    return folder


# The tower of Amersfoort, the origin of RD, and two places north east of it.
EAST_FIRST = "5.38720621 52.15517440 5.5 52.2 5.4 52.3 5.38720621 52.15517440"
NORTH_FIRST = "52.15517440 5.38720621 52.2 5.5 52.3 5.4 52.15517440 5.38720621"


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "given"


@pytest.fixture(scope="module")
def published(real_data, tmp_path_factory):
    """The areas as published, and a simplified copy of them."""
    place, work = real_data / "geo/natura2000-nl-2013", tmp_path_factory.mktemp("n2000")
    return read_all(place / XML, work), read_all(place / SIMPLIFIED, work)


def test_the_whole_country_is_asked_for_in_rd():
    (asset,) = SOURCE.locate(box(0, 0, 1, 1), date(2026, 1, 1))
    check_settings(asset)
    assert asset.protocol == "wfs"
    assert asset.settings["srsName"] == RIJKSDRIEHOEK
    assert "bbox" not in asset.settings


@pytest.mark.real
def test_the_published_areas_are_one_row_per_name(published):
    (reading, areas), (_, simplified) = published
    assert len(reading.frame) == 1_299
    assert len(areas) == 165
    assert areas.index.tolist() == simplified.index.tolist()
    assert set(areas.geom_type) == {"MultiPolygon"}
    assert areas.is_valid.all()
    assert reading.published is None


@pytest.mark.real
def test_names_are_not_garbled_by_the_encoding_that_the_file_claims(published):
    (reading, areas), _ = published
    assert reading.repairs["wrong_encoding"] == 1
    assert {"Bunder- en Elsloërbos", "Fochteloërveen"} <= set(areas.index)
    assert not areas["name"].str.contains("�").any()


@pytest.mark.real
def test_areas_measure_the_same_as_in_the_simplified_copy(published):
    (_, areas), (_, simplified) = published
    difference = (simplified.area / areas.area - 1).abs()
    assert difference[areas.area > 1e6].max() < 0.005
    assert simplified.area.sum() == pytest.approx(areas.area.sum(), rel=1e-4)
    apart_m = areas.centroid.distance(simplified.centroid)
    assert apart_m.max() < 10


@pytest.mark.real
def test_every_area_is_protected_by_one_of_the_directives(published):
    (_, areas), (_, simplified) = published
    assert areas["kind"].value_counts().to_dict() == {"HR": 86, "VR+HR": 58, "VR": 21}
    assert areas["kind"].equals(simplified["kind"])


@pytest.mark.real
def test_areas_near_enough_are_kept_whole_and_others_left_out(
    published, real_data, tmp_path
):
    (_, areas), _ = published
    park = box(113_000, 447_000, 113_500, 447_500)
    file = real_data / "geo/natura2000-nl-2013" / SIMPLIFIED
    _, near = read_all(file, tmp_path, area=park)
    _, (_, simplified) = published
    is_near = simplified.distance(park) <= SEARCH_M
    assert near.index.tolist() == simplified.index[is_near].tolist()
    assert 0 < len(near) < len(areas)
    assert near.area.equals(simplified.area.loc[near.index])


@pytest.mark.real
def test_exactly_the_files_with_areas_are_recognised(real_data, tmp_path):
    found = list(documents([real_data / "geo"], workspace=tmp_path / "work"))
    assert [document.origin for document in SOURCE.recognise(found)] == [
        f"natura2000-nl-2013/{XML}/PS_Natura200.xml",
        f"natura2000-nl-2013/{SIMPLIFIED}",
    ]


@pytest.mark.parametrize("positions", [EAST_FIRST, NORTH_FIRST])
def test_both_orders_of_the_axes_give_the_same_place(positions, folder, tmp_path):
    _, areas = read_all(inspire(folder, site("Veluwe", positions)), tmp_path)
    origin = shapely.Point(155_000, 463_000)
    assert areas.geometry.iloc[0].boundary.distance(origin) < 1
    assert areas.index.tolist() == ["Veluwe"]


@pytest.mark.parametrize(
    ("encoding", "declared", "wrong"),
    [
        ("utf-8", "UTF-8", {}),
        ("cp1252", "UTF-8", {"wrong_encoding": 1}),
        ("iso-8859-1", "ISO-8859-1", {}),
    ],
)
def test_an_encoding_is_only_doubted_if_it_cannot_be_right(
    encoding, declared, wrong, folder, tmp_path
):
    sites = [site("Fochteloërveen", EAST_FIRST)]
    inspire(folder, *sites, encoding=encoding, declared=declared)
    reading, areas = read_all(folder, tmp_path)
    assert areas["name"].tolist() == ["Fochteloërveen"]
    assert reading.repairs == wrong


def test_designations_of_version_4_are_links(folder, tmp_path):
    codes = "http://inspire.ec.europa.eu/codelist/Natura2000DesignationValue"
    told = (
        "<ps:siteDesignation><ps:DesignationType>"
        f'<ps:designation xlink:href="{codes}/specialProtectionArea"/>'
        "</ps:DesignationType></ps:siteDesignation>"
    )
    _, areas = read_all(
        inspire(folder, site("Alde Feanen", EAST_FIRST, told)), tmp_path
    )
    assert areas["kind"].tolist() == ["VR"]


def test_half_a_file_is_refused(folder, tmp_path):
    inspire(folder, *[site("Veluwe", EAST_FIRST)] * 3)
    place = folder / "sites.xml"
    place.write_bytes(place.read_bytes()[:-300])
    with pytest.raises(TruncatedFile):
        read_all(folder, tmp_path)


def test_pages_of_pdok_become_areas(folder, tmp_path):
    page(
        folder,
        feature(box(0, 0, 10, 10), nr=57, naamN2K=" Veluwe ", beschermin="VR"),
        feature(box(5, 0, 20, 10), nr=57, naamN2K="Veluwe", beschermin="HR"),
        feature(box(50, 0, 60, 10), nr=2, naamN2K="Ameland", beschermin=""),
        feature(box(70, 0, 80, 10), nr=3, naamN2K=None, beschermin="HR"),
    )
    reading, areas = read_all(folder, tmp_path)
    assert areas.index.tolist() == ["Ameland", "Veluwe"]
    assert areas.area.to_dict() == {"Ameland": 100.0, "Veluwe": 200.0}
    assert areas["kind"].isna().to_dict() == {"Ameland": True, "Veluwe": False}
    assert areas.loc["Veluwe", "kind"] == "VR+HR"
    assert reading.repairs == {"without_name": 1}


@pytest.mark.parametrize(
    "properties",
    [{"naam_n2k": "Veluwe"}, {"naam": "Veluwe", "sitecode": "NL9801023"}],
)
def test_other_names_of_the_columns_are_known(properties, folder, tmp_path):
    _, areas = read_all(page(folder, feature(box(0, 0, 1, 1), **properties)), tmp_path)
    assert areas["name"].tolist() == ["Veluwe"]


def test_of_an_area_in_two_files_the_first_is_kept(folder, tmp_path):
    page(folder, feature(box(0, 0, 10, 10), naamN2K="Veluwe"), name="a.json")
    page(folder, feature(box(0, 0, 99, 99), naamN2K="Veluwe"), name="b.json")
    reading, areas = read_all(folder, tmp_path)
    assert areas.area.tolist() == [100.0]
    assert reading.repairs == {"area_repeated": 1}


def test_half_a_page_is_refused(folder, tmp_path):
    page(folder, *[feature(box(0, 0, 1, 1), naamN2K="Veluwe")] * 3)
    place = folder / "natura2000.json"
    place.write_text(place.read_text()[:-60])
    with pytest.raises(TruncatedFile):
        read_all(folder, tmp_path)
