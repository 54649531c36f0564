"""The real files of the BGT, counted in another way than they are read."""

import re
from datetime import date
from zipfile import ZipFile

import pandas as pd
import pytest
import shapely
from lxml import etree
from shapely import Polygon, box

from werklandschap.landscape.cover import COVER_CLASSES
from werklandschap.sources import SOURCES, documents

COVERS, PANDEN, BOMEN = (
    SOURCES[name] for name in ("bgt_cover", "bgt_buildings", "bgt_trees")
)
ARC_TOLERANCE_M = 0.01


@pytest.fixture
def read(tmp_path):
    """Read all that is recognised in a place."""

    def reader(source, place, area=None):
        found = documents([place], workspace=tmp_path / "work")
        reading = source.read(source.recognise(list(found)), area)
        return reading, source.delivers.complete(source.tidy(reading.frame))

    return reader


def themes(cover):
    return cover.groupby("theme").size().to_dict()


def members_of(real_data, archive, file):
    """Parse a file of an archive as plain XML, to count in another way."""
    with ZipFile(real_data / archive) as opened:
        return etree.fromstring(opened.read(file))


@pytest.fixture
def nieuwegein(real_data):
    return real_data / "geo" / "nieuwegein-laagraven-bedrijventerrein"


@pytest.mark.real
def test_nieuwegein_is_as_its_publisher_counts_it(read, nieuwegein):
    archive = nieuwegein / "bgt_ng_pbp_gml.zip"
    reading, cover = read(COVERS, archive)
    assert themes(cover) == {
        "road": 316,
        "road_support": 57,
        "vegetated": 315,
        "bare": 390,
        "water": 88,
        "water_support": 135,
        "building": 224,
        "bridge": 7,
        # 15 structures of 22, 6 other ones and 19 walls: the rest are lines.
        "structure": 40,
    }
    assert reading.published == date(2014, 11, 26)
    _, buildings = read(PANDEN, archive)
    assert len(buildings) == 224
    assert buildings.area.sum() / 1e4 == pytest.approx(33.4, abs=0.05)
    assert buildings.area.max() == pytest.approx(30_609, abs=0.5)
    assert buildings.index.str.fullmatch(r"\d{16}").all()
    _, trees = read(BOMEN, archive)
    assert len(trees) == 772


@pytest.mark.real
def test_nieuwegein_covers_its_ground_once(read, nieuwegein):
    """Neighbours share their arcs to the last digit: no slivers and no overlaps."""
    _, cover = read(COVERS, nieuwegein / "bgt_ng_pbp_gml.zip")
    ground = cover[cover["level"] == 0].geometry.values
    together = shapely.union_all(ground)
    assert shapely.area(ground).sum() == pytest.approx(together.area, abs=1e-6)
    gaps = [Polygon(ring) for part in together.geoms for ring in part.interiors]
    assert min(gap.area for gap in gaps) > 1


@pytest.mark.real
def test_nieuwegein_counts_every_curved_ring(read, nieuwegein):
    archive = nieuwegein / "bgt_ng_pbp_gml.zip"
    reading, _ = read(COVERS, archive)
    covering = re.compile("area|deel|cover|bridge|part|bouwwerk|scheiding")
    expected = 0
    with ZipFile(archive) as opened:
        for name in filter(covering.search, opened.namelist()):
            text = opened.read(name).decode()
            rings = re.findall(r"<gml:Ring>.*?</gml:Ring>", text, re.DOTALL)
            expected += sum("<gml:Arc" in ring for ring in rings)
    assert reading.repairs["curved_ring"] == expected > 500


@pytest.mark.real
def test_the_areas_of_buildings_are_those_of_their_coordinates(read, nieuwegein):
    """Recompute straight footprints from the text alone, by the shoelace formula."""
    _, buildings = read(PANDEN, nieuwegein / "bgt_ng_pbp_gml.zip")
    with ZipFile(nieuwegein / "bgt_ng_pbp_gml.zip") as opened:
        text = opened.read("bgt_buildingpart.gml").decode()
    checked = 0
    for part in re.findall(r"<BuildingPart.*?</BuildingPart>", text, re.DOTALL):
        shape = re.search(r"geometrie2dGrondvlak>(.*?)</imgeo:geometrie2d", part)[1]
        if "<gml:Arc" in shape or "interior" in shape:
            continue
        area_m2 = 0.0
        for listed in re.findall(r"<gml:posList[^>]*>([^<]*)<", shape):
            numbers = [float(number) for number in listed.split()]
            x = [number - 136_000 for number in numbers[::2]]
            y = [number - 451_000 for number in numbers[1::2]]
            steps = zip(x, y, x[1:], y[1:], strict=False)
            area_m2 += abs(sum(a * d - c * b for a, b, c, d in steps)) / 2
        number = re.search(r"BAGPND>(\d+)<", part)[1]
        assert buildings.area[number] == pytest.approx(area_m2, abs=1e-6)
        checked += 1
    assert checked > 200


@pytest.mark.real
def test_gml_and_its_conversion_are_the_same_but_for_the_arcs(read, nieuwegein):
    _, gml_cover = read(COVERS, nieuwegein / "bgt_ng_pbp_gml.zip")
    _, converted = read(COVERS, nieuwegein / "bgt_nieuwegein_geconverteerd.gpkg")
    pd.testing.assert_frame_equal(
        pd.DataFrame(gml_cover.drop(columns="geometry")),
        pd.DataFrame(converted.drop(columns="geometry")),
    )
    # Chords lie at most the tolerance beside their arc, all around.
    difference_m2 = (gml_cover.area - converted.area).abs()
    assert (difference_m2 <= ARC_TOLERANCE_M * gml_cover.length).all()


@pytest.mark.real
def test_the_same_objects_in_two_formats_are_taken_once(read, nieuwegein):
    _, alone = read(COVERS, nieuwegein / "bgt_ng_pbp_gml.zip")
    reading, both = read(COVERS, nieuwegein)
    assert reading.repairs["object_repeated"] == 1_896
    assert both.geometry.geom_equals_exact(alone.geometry, 0).all()


@pytest.mark.real
def test_a_part_of_nieuwegein_is_what_lies_there(read, nieuwegein):
    _, whole = read(COVERS, nieuwegein / "bgt_ng_pbp_gml.zip")
    area = box(136_000, 451_000, 136_300, 451_300)
    expected = whole[whole.intersects(area)]
    assert 100 < len(expected) < len(whole)
    for name in ("bgt_ng_pbp_gml.zip", "bgt_nieuwegein_geconverteerd.gpkg"):
        _, part = read(COVERS, nieuwegein / name, area=area)
        assert part.index.tolist() == expected.index.tolist()


@pytest.mark.real
def test_otterlo_today_is_told_from_its_history(read, real_data):
    archive = "geo/otterlo-bgt-brk/bgt_otterlo_pdok_20200805.zip"
    _, cover = read(COVERS, real_data / archive)
    found = themes(cover)
    for theme, file, registered, current in (
        ("road", "bgt_wegdeel.gml", 2444, 1252),
        ("vegetated", "bgt_begroeidterreindeel.gml", 1168, 638),
        ("bare", "bgt_onbegroeidterreindeel.gml", 830, 427),
        ("water", "bgt_waterdeel.gml", 1163, 296),
    ):
        everything = members_of(real_data, archive, file)
        assert len(everything) == registered
        ended = everything.findall(".//{*}eindRegistratie")
        assert registered - len(ended) == found[theme] == current


@pytest.mark.real
def test_otterlo_has_planned_buildings_and_numbers_that_are_none(read, real_data):
    archive = "geo/otterlo-bgt-brk/bgt_otterlo_pdok_20200805.zip"
    reading, buildings = read(PANDEN, real_data / archive)
    registered = members_of(real_data, archive, "bgt_pand.gml")
    current = [p for p in registered if p.find(".//{*}eindRegistratie") is None]
    planned = [p for p in current if p.findtext(".//{*}plus-status") == "plan"]
    assert (len(registered), len(current), len(planned)) == (2273, 1711, 30)
    merged = reading.repairs["footprint_merged"]
    assert len(buildings) == len(current) - len(planned) - merged
    assert not buildings.index.str.endswith("9999999999").any()
    placeholders = reading.repairs["bag_id_placeholder"]
    assert buildings.index.str.startswith("G0228.").sum() == placeholders > 0


@pytest.mark.real
def test_otterlo_has_trees_and_hedges(read, real_data):
    archive = "geo/otterlo-bgt-brk/bgt_otterlo_pdok_20200805.zip"
    _, trees = read(BOMEN, real_data / archive)
    plants = members_of(real_data, archive, "bgt_vegetatieobject.gml")
    current = [p for p in plants if p.find(".//{*}eindRegistratie") is None]
    hedges = [p for p in current if p.findtext(".//{*}plus-type") == "haag"]
    assert len(current) == 2104
    assert len(trees) == len(current) - len(hedges) == 2088


@pytest.mark.real
def test_the_sqlite_files_of_delft_are_read(read, real_data):
    folder = real_data / "geo" / "delft-centrum" / "bgt"
    reading, cover = read(COVERS, folder)
    assert themes(cover) == {
        "building": 160,
        "road": 151,
        "vegetated": 126,
        "bare": 81,
        "structure": 57 + 1,
        "water": 3,
        "bridge": 3,
    }
    assert reading.repairs == {"level_missing": 1}
    reading, buildings = read(PANDEN, folder)
    # The converter made numbers of them, and lost the zero in front.
    assert reading.repairs == {"bag_id_padded": 160}
    assert buildings.index.str.fullmatch(r"0503\d{12}").all()
    assert len(buildings) == 160


@pytest.mark.real
def test_the_geopackage_of_delft_is_read_and_what_was_derived_is_not(read, real_data):
    _, cover = read(COVERS, real_data / "geo" / "delft-wippolder-campus")
    assert themes(cover)["building"] == 7050
    assert themes(cover)["vegetated"] == 4340
    assert themes(cover)["road"] == 154
    assert set(cover["level"]) == {-2, -1, 0, 1}
    assert cover.loc[cover["level"] == 0].area.sum() < 1.8e6


@pytest.mark.real
def test_water_of_zeeland_is_known_by_its_codes(read, real_data):
    folder = real_data / "geo" / "zeeland-ahn5m-bgt-water"
    reading, cover = read(COVERS, folder)
    assert themes(cover) == {"water": 140}
    assert cover.index.str.match(r"[GPWL]\d{4}\.").all()
    assert reading.published == date(2022, 12, 20)


@pytest.mark.real
def test_every_kind_of_object_is_read_or_counted(read, real_data):
    archive = real_data / "geo" / "nlextract-formaten" / "bgt_alle_objecttypen_2016.zip"
    reading, cover = read(COVERS, archive)
    found = themes(cover)
    assert found["tunnel"] == 14
    assert found["bridge"] == 11
    assert found["water_support"] == 12
    assert reading.repairs["unclassified_object"] == 17
    assert set(cover["level"]) == {-1, 0, 1}


@pytest.mark.real
def test_numbers_of_houses_do_not_hide_a_building(read, real_data):
    file = real_data / "geo" / "nlextract-formaten" / "bgt_pand-s.gml"
    _, buildings = read(PANDEN, file)
    registered = etree.parse(file).getroot().findall(".//{*}BuildingPart")
    current = [p for p in registered if p.find(".//{*}eindRegistratie") is None]
    assert len(buildings) == len(current) > 0
    assert any(p.find(".//{*}plaatsingspunt") is not None for p in current)


@pytest.mark.real
def test_nothing_of_other_publishers_is_taken_for_the_bgt(real_data, tmp_path):
    others = ["doesburg-bag2-extract", "gwsw-riool-bodegraven", "3dbag-overig"]
    places = [real_data / "geo" / name for name in [*others, "nlextract-formaten"]]
    found = list(documents(places, workspace=tmp_path))
    recognised = {
        d.origin for source in (COVERS, PANDEN, BOMEN) for d in source.recognise(found)
    }
    assert {origin.split("/")[0] for origin in recognised} == {
        "bgt_alle_objecttypen_2016.zip",
        "bgt_pand-s.gml",
        # The cadastral map comes with a copy of the buildings of the BGT.
        "brk_v4_dkk_pand.gml",
    }


@pytest.mark.real
@pytest.mark.parametrize("name", ["otterlo-bgt-brk", "delft-wippolder-campus"])
def test_every_class_is_declared(read, real_data, name):
    reading, cover = read(COVERS, real_data / "geo" / name)
    assert set(cover["cover_class"]) <= set(COVER_CLASSES)
    unknown = int(cover["cover_class"].eq("unknown").sum())
    assert reading.repairs.get("unknown_class", 0) == unknown
    assert cover.geometry.is_valid.all()
