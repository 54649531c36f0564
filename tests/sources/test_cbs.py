"""Municipalities, COROP regions and provinces with their official codes."""

import json
from datetime import date

import pytest
from geopandas import GeoDataFrame
from shapely import box, to_geojson

from werklandschap.landscape import REGIONS, RIJKSDRIEHOEK
from werklandschap.sources import SOURCES, documents

SOURCE = SOURCES["cbs_regions"]


def written(folder, *regions, title=None, name="regions.json"):
    features = [
        {
            "type": "Feature",
            "properties": properties,
            "geometry": json.loads(to_geojson(shape)),
        }
        for shape, properties in regions
    ]
    page = {"type": "FeatureCollection"}
    page |= {"name": title} if title else {}
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::28992"}}
    folder.mkdir(exist_ok=True)
    text = json.dumps(page | {"crs": crs, "features": features})
    (folder / name).write_text(text)
    return folder


def division(code, name, year, shape=None):
    """A region as PDOK gives it."""
    facts = {"statcode": code, "statnaam": name, "jaarcode": year}
    return shape or box(0, 0, 100, 100), facts | {"jrstatcode": f"{year}{code}"}


def found_in(folder, tmp_path):
    return SOURCE.recognise(list(documents([folder], workspace=tmp_path / "work")))


def read_all(folder, tmp_path, area=None):
    reading = SOURCE.read(found_in(folder, tmp_path), area)
    return reading, REGIONS.complete(SOURCE.tidy(reading.frame))


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "given"


def test_three_collections_are_asked_for():
    assets = SOURCE.locate(box(0, 0, 1, 1), date(2026, 1, 1))
    assert [asset.protocol for asset in assets] == ["features"] * 3
    assert all("/cbs/gebiedsindelingen/ogc/v1/" in asset.url for asset in assets)


def test_the_newest_division_wins_even_over_regions_that_are_gone(folder, tmp_path):
    written(
        folder,
        division("GM0501", "Brielle", 2022),
        division("GM0518", "'s-Gravenhage", 2022),
        division("GM0518", "Den Haag", 2023),
        division("GM1992", "Voorne aan Zee", 2023),
        division("PV28", "Zuid-Holland", 2022),
        division("LD03", "West-Nederland", 2023),
    )
    reading, regions = read_all(folder, tmp_path)
    assert regions["name"].to_dict() == {
        "GM0518": "Den Haag",
        "GM1992": "Voorne aan Zee",
        "PV28": "Zuid-Holland",
    }
    assert regions["kind"].tolist() == ["municipality", "municipality", "province"]
    assert regions["year"].tolist() == [2023, 2023, 2022]
    assert reading.published == date(2023, 1, 1)


def test_a_file_without_a_year_gives_way(folder, tmp_path):
    written(folder, division("GM0518", "Den Haag", 2023))
    people = {"gemeentecode": "GM0518", "gemeentenaam": "Oud", "aantalInwoners": 1}
    written(folder, (box(0, 0, 9, 9), people), name="other.json")
    _, regions = read_all(folder, tmp_path)
    assert regions["name"].tolist() == ["Den Haag"]


def test_of_two_files_of_a_year_the_more_detailed_wins(folder, tmp_path):
    detailed = box(0, 0, 100, 100).segmentize(10)
    for shape, name in ((detailed, "a.json"), (box(0, 0, 100, 101), "b.json")):
        written(folder, division("PV28", "Zuid-Holland", 2023, shape), name=name)
    _, regions = read_all(folder, tmp_path)
    assert regions.area.tolist() == [10_000]


def test_codes_come_from_names_where_the_file_has_none(folder, tmp_path):
    people = {"inwoners": 5.0}
    written(folder, (box(0, 0, 9, 9), {"nuts3": "Utrecht"} | people), name="corop.json")
    written(
        folder,
        (box(0, 0, 9, 9), {"provincie": "Utrecht"} | people),
        title="provincies_2022_rd",
        name="province.json",
    )
    written(
        folder,
        (box(0, 0, 9, 9), {"gemeente": "Utrecht"} | people),
        (box(9, 0, 18, 9), {"gemeente": "Nergenshuizen"} | people),
        title="gemeenten_2022_rd",
        name="old.json",
    )
    written(
        folder,
        (box(0, 0, 9, 9), {"gemeente": "Utrecht", "gemeentecode": "0344"} | people),
        name="coded.json",
    )
    reading, regions = read_all(folder, tmp_path)
    assert regions.index.tolist() == ["CR17", "GM0344", "PV26"]
    assert regions["year"].tolist()[1:] == [2022, 2022]
    assert reading.repairs == {"region_without_code": 1}


def test_the_geopackage_of_cbs_is_read(folder, tmp_path):
    folder.mkdir()
    for layer, code in (("gemeente_gegeneraliseerd", "GM0518"), ("wijk_2023", "WK05")):
        GeoDataFrame(
            {"statcode": [code], "statnaam": ["x"], "jrstatcode": [f"2025{code}"]},
            geometry=[box(0, 0, 9, 9)],
            crs=RIJKSDRIEHOEK,
        ).to_file(folder / "cbsgebiedsindelingen2025.gpkg", layer=layer)
    _, regions = read_all(folder, tmp_path)
    assert regions["year"].to_dict() == {"GM0518": 2025}


def test_only_regions_in_the_area_are_read(folder, tmp_path):
    written(
        folder,
        division("GM0001", "a", 2023),
        division("GM0002", "b", 2023, box(500, 0, 600, 100)),
    )
    _, regions = read_all(folder, tmp_path, area=box(10, 10, 20, 20))
    assert regions.index.tolist() == ["GM0001"]
    _, nothing = read_all(folder, tmp_path, area=box(-20, -20, -10, -10))
    assert nothing.empty


def test_an_empty_answer_gives_an_empty_table(folder, tmp_path):
    written(folder)
    found = list(documents([folder], workspace=tmp_path / "work"))
    assert REGIONS.complete(SOURCE.tidy(SOURCE.read(found, None).frame)).empty


def test_things_with_the_name_of_a_municipality_are_no_regions(folder, tmp_path):
    tree = {"gemeente": "Utrecht", "soort": "eik"}
    street = {"gemeentecode": "GM0344", "gemeentenaam": "Utrecht", "straat": "x"}
    neighbourhood = {"gemeentenaam": "x", "buurtcode": "BU1", "aantalInwoners": 3}
    for number, facts in enumerate((tree, street, neighbourhood)):
        written(folder, (box(0, 0, 9, 9), facts), name=f"{number}.json")
    assert found_in(folder, tmp_path) == []


@pytest.mark.real
class TestBoundaries:
    """The boundaries of 2022 and 2023, and the municipalities with key figures."""

    @pytest.fixture
    def regions(self, real_data, tmp_path):
        folders = [
            real_data / "stat" / name
            for name in ("grenzen_cbs_2022", "gemeenten_kerncijfers_2023")
        ]
        found = SOURCE.recognise(list(documents(folders, workspace=tmp_path)))
        assert len(found) == 5
        reading = SOURCE.read(found, None)
        assert reading.published == date(2023, 1, 1)
        # The weight-reduced municipalities of the key figures cross themselves; four
        # abolished municipalities and one spelt otherwise have no code.
        assert reading.repairs == {"invalid_ring": 5, "region_without_code": 5}
        return REGIONS.complete(SOURCE.tidy(reading.frame))

    def test_there_are_342_municipalities_40_corop_regions_12_provinces(self, regions):
        counts = regions.groupby(["kind", "year"]).size().to_dict()
        assert counts == {
            ("corop", 2022): 40,
            ("municipality", 2023): 342,
            ("province", 2022): 12,
        }
        assert regions.loc["GM1992", "name"] == "Voorne aan Zee"
        assert regions.loc["CR12", "name"] == "Twente"
        assert regions.loc["PV23", "name"] == "Overijssel"

    def test_each_kind_covers_the_country_once(self, regions):
        area_km2 = regions.area.groupby(regions["kind"]).sum() / 1e6
        assert area_km2.to_numpy() == pytest.approx(
            [area_km2["province"]] * 3, rel=0.002
        )

    def test_the_middle_of_a_municipality_lies_in_its_own_province(
        self, regions, real_data
    ):
        table = (
            real_data / "stat" / "gebieden_lookup" / "gemeente_provincie_corop_2025.csv"
        )
        lines = [line.split(",") for line in table.read_text().splitlines()[1:]]
        province = {f"GM{line[0]}": f"PV{line[-4]}" for line in lines}
        middles = regions[regions["kind"] == "municipality"].representative_point()
        for code, point in middles.items():
            assert regions.geometry[province[str(code)]].distance(point) < 50
