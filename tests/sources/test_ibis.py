"""Business parks with their polygons, from the files in which they are published."""

import json
from datetime import date

import pytest
from shapely import box, to_geojson

from werklandschap.landscape import PARKS, RIJKSDRIEHOEK
from werklandschap.parameters import Assumptions
from werklandschap.register import validate, with_regions
from werklandschap.sources import SOURCES, documents
from werklandschap.sources.errors import NoReferenceSystem, TruncatedFile

SOURCE = SOURCES["ibis_parks"]
RD = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::28992"}}


def feature(shape, **properties):
    return {
        "type": "Feature",
        "id": "IBISbedrijventerreinen.1",
        "geometry": json.loads(to_geojson(shape)) if shape else None,
        "properties": properties,
    }


def written(folder, *features, crs=RD, name="page.json"):
    page = {"type": "FeatureCollection", "features": list(features)}
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(json.dumps(page | ({"crs": crs} if crs else {})))
    return folder


def park(shape, rin="1", **properties):
    record = {"RIN_NUMMER": rin, "JAAR": 2024, "PLAN_NAAM": "De Mors", "HA_BRUTO": 4.0}
    return feature(shape, **record | {"HA_NETTO": 3.0, "WLOC_TYPE": "B"} | properties)


def found_in(folder, tmp_path):
    return SOURCE.recognise(list(documents([folder], workspace=tmp_path / "work")))


def read_all(folder, tmp_path, area=None):
    reading = SOURCE.read(found_in(folder, tmp_path), area)
    return reading, PARKS.complete(SOURCE.tidy(reading.frame))


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "given"


def test_the_wfs_is_asked_for_geojson_in_rd():
    (asset,) = SOURCE.locate(box(0, 0, 1, 1), date(2026, 1, 1))
    assert asset.protocol == "wfs"
    assert asset.settings["typenames"] == "WarmteAtlas:IBISbedrijventerreinen"
    assert asset.settings["output_format"] == "application/json"
    assert asset.settings["srsName"] == RIJKSDRIEHOEK


def test_a_page_of_the_wfs_becomes_parks(folder, tmp_path):
    written(folder, park(box(0, 0, 200, 200), GEM_CODES="GM0000", HA_TOTTUIT=0.5))
    reading, parks = read_all(folder, tmp_path)
    (row,) = parks.reset_index().to_dict("records")
    assert (row["park_id"], row["name"], row["kind"]) == ("1", "De Mors", "B")
    assert (row["gross_ha"], row["net_ha"], row["issuable_ha"]) == (4.0, 3.0, 0.5)
    assert row["reference_year"] == 2024
    assert row["geometry"].area == 40_000
    assert reading.published == date(2024, 1, 1)
    assert parks["municipality_code"].isna().all()


def test_pages_that_overlap_give_each_park_once(folder, tmp_path):
    one, two = park(box(0, 0, 200, 200)), park(box(500, 0, 700, 200), rin="2")
    written(folder, one, two)
    written(folder, two, name="page2.json")
    _, parks = read_all(folder, tmp_path)
    assert parks.index.tolist() == ["1", "2"]
    assert parks.area.tolist() == [40_000, 40_000]


def test_polygons_of_one_rin_are_one_park(folder, tmp_path):
    written(folder, park(box(0, 0, 100, 200)), park(box(300, 0, 400, 200)))
    reading, parks = read_all(folder, tmp_path)
    assert parks.area.tolist() == [40_000]
    assert parks["gross_ha"].tolist() == [4.0]
    assert reading.repairs == {"polygon_merged": 1}


def test_the_newest_year_of_a_park_wins(folder, tmp_path):
    written(
        folder,
        park(box(0, 0, 100, 100), JAAR=2022, PLAN_NAAM="Oud"),
        park(box(0, 0, 300, 100), JAAR=2024, PLAN_NAAM="Nieuw"),
        park(box(900, 0, 1000, 100), rin="2", JAAR=2022),
    )
    reading, parks = read_all(folder, tmp_path)
    assert parks["name"].tolist() == ["Nieuw", "De Mors"]
    assert parks["reference_year"].tolist() == [2024, 2022]
    assert parks.area.tolist() == [30_000, 10_000]
    assert reading.repairs == {"older_record": 1}


def test_only_parks_in_the_area_are_read_but_these_are_whole(folder, tmp_path):
    written(
        folder,
        park(box(0, 0, 100, 100)),
        park(box(5000, 0, 5100, 100)),
        park(box(9000, 0, 9100, 100), rin="2"),
    )
    _, parks = read_all(folder, tmp_path, area=box(50, 50, 60, 60))
    assert parks.index.tolist() == ["1"]
    assert parks.area.tolist() == [20_000]
    _, nothing = read_all(folder, tmp_path, area=box(-50, -50, -40, -40))
    assert nothing.empty


def test_what_is_wrong_is_mended_and_counted(folder, tmp_path):
    bow_tie = {
        "type": "Polygon",
        "coordinates": [[[0, 0], [100, 100], [100, 0], [0, 100], [0, 0]]],
    }
    crossing = park(None, PLAN_NAAM=None)
    crossing["geometry"] = bow_tie
    written(
        folder,
        crossing,
        park(box(500, 0, 600, 100), rin=None),
        park(None, rin="3"),
        park(box(0, 500, 100, 600), rin="4", HA_BRUTO=1.0),
        park(box(0, 700, 100, 800), rin="4", HA_BRUTO=2.0),
    )
    reading, parks = read_all(folder, tmp_path)
    assert parks.index.tolist() == ["1", "4"]
    assert parks.is_valid.all()
    assert parks.area.tolist() == [5_000, 20_000]
    assert parks["name"].tolist() == ["1", "De Mors"]
    assert reading.repairs == {
        "invalid_ring": 1,
        "without_rin": 1,
        "without_name": 1,
        "polygon_merged": 1,
        "areas_differ_within_rin": 1,
    }


def test_the_first_geometry_may_be_longer_than_what_is_looked_at(folder, tmp_path):
    ring = [[n, n % 7] for n in range(20_000)] + [[20_000, 9], [0, 9], [0, 0]]
    long = park(None)
    long["geometry"] = {"type": "Polygon", "coordinates": [ring]}
    written(folder, long)
    _, parks = read_all(folder, tmp_path)
    assert len(parks) == 1


def test_an_empty_answer_gives_an_empty_table(folder, tmp_path):
    written(folder)
    found = list(documents([folder], workspace=tmp_path / "work"))
    reading = SOURCE.read(found, None)
    assert PARKS.complete(SOURCE.tidy(reading.frame)).empty
    assert reading.published is None


def test_metres_without_a_reference_system_are_refused(folder, tmp_path):
    written(folder, park(box(150_000, 460_000, 150_100, 460_100)), crs=None)
    with pytest.raises(NoReferenceSystem, match=r"page\.json"):
        read_all(folder, tmp_path)


def test_a_page_that_ends_too_early_is_refused(folder, tmp_path):
    written(folder, *[park(box(n, 0, n + 1, 1), rin=str(n)) for n in range(50)])
    file = folder / "page.json"
    file.write_text(file.read_text()[:-900])
    with pytest.raises(TruncatedFile, match=r"page\.json"):
        read_all(folder, tmp_path)


def test_other_files_are_left_alone(folder, tmp_path):
    written(folder, feature(box(0, 0, 1, 1), statcode="GM0001", naam="x"))
    (folder / "tabel.csv").write_text("rin_nummer,plan_naam\n1,x\n")
    assert found_in(folder, tmp_path) == []


@pytest.mark.real
class TestRijssenHolten:
    """22 polygons of about 2016: the only real ones at hand."""

    @pytest.fixture
    def given(self, real_data):
        return real_data / "stat" / "ibis_rijssen_holten"

    @pytest.fixture
    def parks(self, given, tmp_path):
        return read_all(given, tmp_path)[1]

    def test_twenty_parks_come_from_twenty_two_polygons(self, given, tmp_path):
        reading, parks = read_all(given, tmp_path)
        assert (len(reading.frame), len(parks)) == (22, 20)
        assert reading.repairs == {
            "polygon_merged": 2,
            "year_before": 3,
            "year_circa": 2,
        }

    def test_the_polygons_are_as_large_as_registered(self, parks):
        assert (parks.area / 10_000).to_numpy() == pytest.approx(
            parks["gross_ha"].to_numpy(), rel=0.01
        )
        assert parks.area["130060"] == pytest.approx(7_923, abs=1)

    def test_years_are_read_whatever_stands_before_them(self, parks):
        years = parks["start_year"]
        assert years.notna().all()
        assert years[["130089", "4719", "130062"]].tolist() == [1900] * 3
        assert years[["3868", "630"]].tolist() == [1950] * 2

    def test_all_lie_in_rijssen_holten_twente_overijssel(
        self, parks, real_data, tmp_path
    ):
        cbs = SOURCES["cbs_regions"]
        folder = real_data / "stat" / "grenzen_cbs_2022"
        found = cbs.recognise(list(documents([folder], workspace=tmp_path / "cbs")))
        regions = cbs.tidy(cbs.read(found, None).frame)
        placed = PARKS.check(with_regions(parks, regions))
        assert placed["municipality_code"].tolist() == ["GM1742"] * 20
        assert placed["corop_code"].tolist() == ["CR12"] * 20
        assert placed["province_code"].tolist() == ["PV23"] * 20

    def test_the_register_finds_the_park_of_three_polygons(self, given, tmp_path):
        reading = SOURCE.read(found_in(given, tmp_path), None)
        findings = validate(reading.frame, assumptions=Assumptions(date(2026, 1, 1)))
        several = [f for f in findings if f.rule.name == "rin_with_several_polygons"]
        assert [(f.rin, f.facts["polygons"]) for f in several] == [("130060", 3)]
        names = {f.rule.name for f in findings}
        assert names.isdisjoint({"rin_duplicate", "area_unlike_polygon"})
