"""Pages of the BGT as the OGC API Features of PDOK gives them."""

import json
from datetime import date

import geopandas as gpd
import pytest
import shapely
from shapely import box

from werklandschap.landscape import RIJKSDRIEHOEK
from werklandschap.sources import SOURCES, documents
from werklandschap.sources.errors import NoReferenceSystem, TruncatedFile

COVERS, PANDEN, BOMEN = (
    SOURCES[name] for name in ("bgt_cover", "bgt_buildings", "bgt_trees")
)
RD = "http://www.opengis.net/def/crs/EPSG/0/28992"
X, Y = 136_000.0, 451_000.0


def plot(number=0):
    return box(X + 10 * number, Y, X + 10 * number + 10, Y + 10)


def item(number, shape=None, **properties):
    """One feature as the OGC API of PDOK gives it."""
    return {
        "type": "Feature",
        "id": f"5d2c-{number}",
        "geometry": json.loads(shapely.to_geojson(shape or plot(number))),
        "properties": {
            "lokaal_id": f"G0356.{number}",
            "status": "bestaand",
            "plus_status": "geenWaarde",
            "relatieve_hoogteligging": 0,
            "tijdstip_registratie": "2024-05-01T10:00:00Z",
            "eind_registratie": None,
            "termination_date": None,
            "lv_publicatiedatum": "2024-05-02T10:00:00Z",
        }
        | properties,
    }


def page(*items, kind="wegdeel", crs=RD, **parts):
    self_link = f"https://api.pdok.nl/lv/bgt/ogc/v1/collections/{kind}/items?f=json"
    link = {"rel": "self", "href": f"{self_link}&crs={crs}" if crs else self_link}
    return json.dumps(
        {
            "type": "FeatureCollection",
            **parts,
            **({"links": [link]} if kind else {}),
            "features": list(items),
        }
    )


NAMED_RD = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::28992"}}


@pytest.fixture
def read(tmp_path):
    """Write pages and read all that is recognised."""

    def reader(source, *pages):
        folder = tmp_path / "pages"
        folder.mkdir(exist_ok=True)
        for number, text in enumerate(pages):
            (folder / f"{number}.json").write_text(text, "utf-8")
        found = documents([folder], workspace=tmp_path / "work")
        reading = source.read(source.recognise(list(found)), None)
        return reading, source.delivers.complete(source.tidy(reading.frame))

    return reader


def test_a_page_of_the_service_is_read(read):
    text = page(
        item(1, functie="voetpad", fysiek_voorkomen="open verharding"),
        item(
            2,
            functie="parkeervlak",
            fysiek_voorkomen="open verharding",
            plus_fysiek_voorkomen="grasklinkers",
            relatieve_hoogteligging=1,
        ),
        item(3, functie="voetpad", eind_registratie="2024-06-01T00:00:00Z"),
    )
    reading, cover = read(COVERS, text)
    assert cover.index.tolist() == ["G0356.1", "G0356.2"]
    assert cover["theme"].tolist() == ["road", "road"]
    assert cover["function"].tolist() == ["voetpad", "parkeervlak"]
    assert cover["level"].tolist() == [0, 1]
    assert cover.area.tolist() == [100.0, 100.0]
    assert cover.crs == RIJKSDRIEHOEK
    assert reading.published == date(2024, 5, 2)


def test_pages_that_overlap_give_each_object_once(read):
    pages = [page(item(1), item(2)), page(item(2), item(3))]
    reading, cover = read(COVERS, *pages)
    assert cover.index.tolist() == ["G0356.1", "G0356.2", "G0356.3"]
    assert reading.repairs["object_repeated"] == 1


def test_links_behind_the_features_will_do(read):
    content = json.loads(page(item(1)))
    last = {key: content[key] for key in ("type", "features", "links")}
    assert len(read(COVERS, json.dumps(last))[1]) == 1


def test_pages_that_were_merged_are_known_by_their_name(read):
    content = json.loads(page(item(1), kind=None))
    text = json.dumps({"name": "wegdeel", "crs": NAMED_RD} | content)
    _, cover = read(COVERS, text)
    assert cover["theme"].tolist() == ["road"]


def test_degrees_are_brought_to_rd(read):
    shape = gpd.GeoSeries([plot(1)], crs=RIJKSDRIEHOEK).to_crs("EPSG:4326").iloc[0]
    _, cover = read(COVERS, page(item(1, shape), crs=None))
    assert cover.geometry.iloc[0].symmetric_difference(plot(1)).area < 0.1


def test_metres_without_a_reference_system_are_refused(read):
    with pytest.raises(NoReferenceSystem):
        read(COVERS, page(item(1), crs=None))


def test_without_a_collection_codes_tell_the_kind(read, tmp_path):
    told = {
        "road": {"functie": "voetpad", "fysiek_voorkomen": "open verharding"},
        "road_support": {"functie": "berm", "fysiek_voorkomen": "groenvoorziening"},
        "vegetated": {"fysiek_voorkomen": "loofbos"},
        "bare": {"fysiek_voorkomen": "erf"},
        "water": {"type": "watervlakte"},
        "water_support": {"type": "oever, slootkant"},
        "bridge": {"type": "dek"},
        "building": {"identificatie_bagpnd": "0356100000000001"},
        "": {"type": "windturbine"},
    }
    every = dict.fromkeys({key for codes in told.values() for key in codes})
    items = [item(n, **every | codes) for n, codes in enumerate(told.values())]
    text = json.dumps(json.loads(page(*items, kind=None)) | {"crs": NAMED_RD})
    reading, cover = read(COVERS, text)
    assert cover["theme"].tolist() == [theme for theme in told if theme]
    assert reading.repairs["unknown_kind"] == 1
    assert read(PANDEN, text)[1].index.tolist() == ["0356100000000001"]
    found = list(documents([tmp_path / "pages"], workspace=tmp_path / "again"))
    assert BOMEN.recognise(found) == []


def test_pages_of_other_services_are_not_of_the_bgt(read):
    text = page(item(1)).replace("relatieve_hoogteligging", "hoogte")
    assert len(read(COVERS, text)[1]) == 0


def test_a_page_that_is_cut_off_is_told(read):
    text = page(*(item(number) for number in range(99)))
    with pytest.raises(TruncatedFile):
        read(COVERS, text[: len(text) // 2])
