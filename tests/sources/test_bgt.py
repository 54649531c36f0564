"""The BGT: what is kept, what it means, and what is counted on the way."""

import json
from datetime import date

import pytest
import shapely
from shapely import LineString, Polygon, box

from werklandschap.sources import SOURCES, documents
from werklandschap.sources.errors import TruncatedFile

COVERS, PANDEN, BOMEN = (
    SOURCES[name] for name in ("bgt_cover", "bgt_buildings", "bgt_trees")
)
RD = "http://www.opengis.net/def/crs/EPSG/0/28992"
X, Y = 136_000.0, 451_000.0
HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?><CityModel xmlns="http://www.opengis.net/'
    'citygml/2.0" xmlns:gml="http://www.opengis.net/gml" xmlns:imgeo='
    '"http://www.geostandaarden.nl/imgeo/2.1">'
)
KNOWN = {
    "relatieveHoogteligging": 0,
    "bgt-status": "bestaand",
    "plus-status": "geenWaarde",
    "tijdstipRegistratie": "2020-01-01T10:00:00.000",
    "LV-publicatiedatum": "2020-02-01T10:00:00.000",
}


def plot(number=0):
    return box(X + 10 * number, Y, X + 10 * number + 10, Y + 10)


def in_gml(shape):
    if shape.geom_type == "Point":
        return f"<gml:Point><gml:pos>{shape.x} {shape.y}</gml:pos></gml:Point>"
    points = shapely.get_coordinates(shape).tolist()
    numbers = " ".join(f"{x} {y}" for x, y in points)
    if shape.geom_type == "LineString":
        listed = f"<gml:posList>{numbers}</gml:posList>"
        return f"<gml:LineString>{listed}</gml:LineString>"
    return (
        "<gml:Polygon><gml:exterior><gml:LinearRing><gml:posList>"
        f"{numbers}</gml:posList></gml:LinearRing></gml:exterior></gml:Polygon>"
    )


def member(kind, number, *, shape=None, geometry="geometrie2d", **properties):
    told = {key: value for key, value in (KNOWN | properties).items() if value != ""}
    written = "".join(f"<imgeo:{k}>{v}</imgeo:{k}>" for k, v in told.items())
    place = in_gml(plot(number) if shape is None else shape)
    return (
        f"<cityObjectMember><{kind}><imgeo:identificatie><imgeo:NEN3610ID>"
        f"<imgeo:lokaalID>G0356.{number}</imgeo:lokaalID></imgeo:NEN3610ID>"
        f"</imgeo:identificatie>{written}<imgeo:{geometry}>{place}</imgeo:{geometry}>"
        f"</{kind}></cityObjectMember>"
    )


def gml(*members):
    return f"{HEAD}{''.join(members)}</CityModel>"


@pytest.fixture
def read(tmp_path):
    """Write texts and read all that is recognised."""

    def reader(source, *texts, area=None):
        folder = tmp_path / "given"
        folder.mkdir(exist_ok=True)
        for number, text in enumerate(texts):
            (folder / f"{number}.txt").write_text(text, "utf-8")
        found = documents([folder], workspace=tmp_path / "work")
        reading = source.read(source.recognise(list(found)), area)
        return reading, source.delivers.complete(source.tidy(reading.frame))

    return reader


# Where it comes from


def test_a_park_is_asked_for_in_pages_of_each_kind():
    area = box(135_811.4, 449_243, 137_338, 452_261.25)
    kinds = [
        asset.url.split("/")[-2] for asset in COVERS.locate(area, date(2026, 1, 1))
    ]
    assert len(kinds) == len(set(kinds)) == 12
    assert {"wegdeel", "begroeidterreindeel", "pand", "tunneldeel"} <= set(kinds)
    assert "spoor" not in kinds
    for source, kind in ((PANDEN, "pand"), (BOMEN, "vegetatieobject")):
        (asset,) = source.locate(area, date(2026, 1, 1))
        assert asset.protocol == "features"
        assert asset.url.endswith(f"/lv/bgt/ogc/v1/collections/{kind}/items")
        assert asset.settings == {
            "bbox": "135811.400,449243.000,137338.000,452261.250",
            "bbox-crs": RD,
            "crs": RD,
            "limit": "1000",
            "f": "json",
        }


def test_a_region_is_downloaded_at_once():
    area = box(100_000, 400_000, 105_001, 405_000)
    (asset,) = COVERS.locate(area, date(2026, 1, 1))
    body = json.loads(asset.settings["body"])
    assert asset.protocol == "bgt-download"
    assert shapely.from_wkt(body["geofilter"]).equals(area)
    assert body["format"] == "citygml"
    assert len(body["featuretypes"]) == 12


# What is kept


@pytest.mark.parametrize(
    "gone",
    [
        {"eindRegistratie": "2021-01-01T00:00:00"},
        {"terminationDate": "2021-01-01"},
        {"objectEindTijd": "2021-01-01"},
        {"bgt-status": "plan"},
        {"bgt-status": "historie"},
        {"bgt-status": "geenWaarde", "plus-status": "plan"},
    ],
)
def test_history_and_plans_are_left_out(read, gone):
    text = gml(member("Waterdeel", 1), member("Waterdeel", 2, **gone))
    _, cover = read(COVERS, text)
    assert cover.index.tolist() == ["G0356.1"]


def test_a_planned_addition_does_not_take_the_object_away(read):
    _, cover = read(COVERS, gml(member("Waterdeel", 1, **{"plus-status": "plan"})))
    assert len(cover) == 1


def test_of_several_versions_the_newest_is_kept_and_the_others_counted(read):
    older = member("Waterdeel", 1, tijdstipRegistratie="2019-01-01T00:00:00")
    newer = member(
        "Waterdeel", 1, shape=plot(9), tijdstipRegistratie="2021-01-01T00:00:00"
    )
    reading, cover = read(COVERS, gml(older), gml(newer), gml(older, older))
    assert reading.repairs["object_repeated"] == 3
    assert cover.geometry.iloc[0].equals(plot(9))


def test_only_what_touches_the_bounds_of_the_area_is_kept(read):
    text = gml(*(member("Waterdeel", number) for number in range(5)))
    # It passes by the second plot, that its bounds do touch.
    within = Polygon([(X + 12, Y + 30), (X + 28, Y + 30), (X + 28, Y + 1)])
    assert not within.intersects(plot(1))
    for area, expected in ((within, [1, 2]), (None, range(5))):
        _, cover = read(COVERS, text, area=area)
        assert cover.index.tolist() == [f"G0356.{number}" for number in expected]


def test_the_newest_object_tells_to_which_day_the_data_refers(read):
    late = member("Waterdeel", 1, **{"LV-publicatiedatum": "2022-03-04T05:06:07"})
    reading, _ = read(COVERS, gml(member("Waterdeel", 2), late))
    assert reading.published == date(2022, 3, 4)


def test_a_height_that_is_not_told_is_the_ground_and_is_counted(read):
    text = gml(
        member("Waterdeel", 1, relatieveHoogteligging=""),
        member("Waterdeel", 2, relatieveHoogteligging=-1),
    )
    reading, cover = read(COVERS, text)
    assert cover["level"].tolist() == [0, -1]
    assert reading.repairs == {"level_missing": 1}


def test_geometry_that_is_broken_is_mended_or_counted(read):
    corners = shapely.get_coordinates(plot())[[0, 2, 1, 3, 0]]
    flat = Polygon([(X, Y), (X + 1, Y), (X, Y)])
    text = gml(
        member("Waterdeel", 1, shape=Polygon(corners)),
        member("Waterdeel", 2, shape=flat),
        member("Waterdeel", 3, shape=shapely.Point(X, Y)),
        member("Kunstwerkdeel", 4, shape=LineString([(X, Y), (X + 9, Y)])),
    )
    reading, cover = read(COVERS, text)
    assert cover.index.tolist() == ["G0356.1"]
    assert cover.area.tolist() == [50.0]
    assert reading.repairs == {
        "invalid_ring": 1,
        "missing_geometry": 1,
        "not_a_polygon": 1,
    }


# What it means


@pytest.mark.parametrize(
    ("kind", "properties", "expected"),
    [
        ("TrafficArea", {"surfaceMaterial": "open verharding"}, "open_paving"),
        ("Wegdeel", {"fysiekVoorkomen": "open verharding"}, "open_paving"),
        ("PlantCover", {"class": "grasland agrarisch"}, "grassland"),
        ("BegroeidTerreindeel", {"fysiekVoorkomen": "grasland_agrarisch"}, "grassland"),
        ("OnbegroeidTerreindeel", {"bgt-fysiekVoorkomen": "erf"}, "yard"),
        ("AuxiliaryTrafficArea", {"function": "berm"}, "verge"),
        ("OndersteunendWegdeel", {"functie": "berm"}, "verge"),
        ("BuildingPart", {}, "building"),
        ("Pand", {}, "building"),
        ("BridgeConstructionElement", {"class": "dek"}, "structure"),
        ("TunnelPart", {}, "structure"),
    ],
)
def test_names_old_and_new_are_the_same(read, kind, properties, expected):
    reading, cover = read(COVERS, gml(member(kind, 1, **properties)))
    assert cover["cover_class"].tolist() == [expected]
    assert reading.repairs == {}


def test_a_cover_that_is_not_known_is_counted(read):
    text = gml(member("PlantCover", 1, **{"class": "transitie"}))
    reading, cover = read(COVERS, text)
    assert cover["cover_class"].tolist() == ["unknown"]
    assert reading.repairs == {"unknown_class": 1}


def test_railways_and_functional_areas_cover_nothing(read):
    text = gml(member("Railway", 1), member("FunctioneelGebied", 2))
    assert len(read(COVERS, text)[1]) == 0


# Buildings and trees


def test_a_building_has_its_footprint_and_not_the_point_of_its_number(read):
    label = (
        "<imgeo:Nummeraanduidingreeks><imgeo:plaatsingspunt><gml:Point><gml:pos>1 2"
        "</gml:pos></gml:Point></imgeo:plaatsingspunt></imgeo:Nummeraanduidingreeks>"
    )
    text = gml(
        member(
            "BuildingPart",
            1,
            geometry="geometrie2dGrondvlak",
            nummeraanduidingreeks=label,
            identificatieBAGPND="0356100000000001",
        )
    )
    _, buildings = read(PANDEN, text)
    assert buildings.index.tolist() == ["0356100000000001"]
    assert buildings.geometry.iloc[0].equals(plot(1))
    assert buildings["registers"].tolist() == ["bgt"]
    assert buildings["built_year"].isna().all()


def test_buildings_are_called_by_the_bag_or_else_by_the_bgt(read):
    numbers = ["356100000000001", "0356109999999999", "", "0356100000000002"]
    text = gml(
        *(
            member("BuildingPart", place, identificatieBAGPND=number)
            for place, number in enumerate([*numbers, numbers[-1]])
        )
    )
    reading, buildings = read(PANDEN, text)
    assert buildings.index.tolist() == [
        "0356100000000001",
        "0356100000000002",
        "G0356.1",
        "G0356.2",
    ]
    assert reading.repairs == {
        "bag_id_padded": 1,
        "bag_id_placeholder": 1,
        "footprint_merged": 1,
    }
    assert buildings.geometry["0356100000000002"].equals(plot(3) | plot(4))


def test_hedges_are_no_trees(read):
    tree, hedge = {"plus-type": "boom"}, {"plus-type": "haag"}
    spot, row = plot(1).centroid, LineString([(X, Y), (X + 9, Y)])
    text = gml(
        member("SolitaryVegetationObject", 1, shape=spot, **tree),
        member("SolitaryVegetationObject", 2, shape=row, **hedge),
        member("Vegetatieobject", 3, **tree),
    )
    reading, trees = read(BOMEN, text)
    assert trees.index.tolist() == ["G0356.1", "G0356.3"]
    assert trees.geometry.tolist() == [spot, plot(3).centroid]
    assert reading.repairs == {"tree_not_a_point": 1}
    assert trees[["height_m", "crown_diameter_m"]].isna().all(axis=None)


# Bad input


@pytest.mark.parametrize("kept", [0.5, 0.9, 0.999])
def test_gml_that_is_cut_off_is_told(read, kept):
    text = gml(*(member("Waterdeel", number) for number in range(99)))
    with pytest.raises(TruncatedFile, match=r"0\.txt"):
        read(COVERS, text[: int(kept * len(text))])


def test_gml_without_objects_is_fine(read):
    reading, cover = read(COVERS, gml())
    assert (len(cover), reading.published, reading.repairs) == (0, None, {})


def test_nothing_gives_tables_without_rows():
    for source in (COVERS, PANDEN, BOMEN):
        reading = source.read([], None)
        assert len(source.delivers.complete(source.tidy(reading.frame))) == 0
        assert reading.repairs == {}


def test_entities_are_not_followed(read, tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("parkeervlak")
    text = gml(member("TrafficArea", 1, function="&secret;"))
    entity = f'<!DOCTYPE a [<!ENTITY secret SYSTEM "{secret.as_uri()}">]>'
    _, cover = read(COVERS, text.replace("<CityModel", f"{entity}<CityModel"))
    assert cover["function"].isna().all()
