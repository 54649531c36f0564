"""Real clients of OGC API Features read parks from a real server."""

import json
import subprocess
import sys

import geopandas as gpd
import pytest
from owslib.ogcapi.features import Features

from tests.web.api.conftest import make_scan
from tests.web.made import make_park
from werklandschap.web.accounts.models import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def service(live_server, unlimited, park, secret):
    make_scan(park, paved_share=0.5)
    for number in range(12):
        make_park(f"P{number:02}", name=f"Terrein {number:02}", kind="H")
    make_park("Z", name="Zonder omtrek", outline_wkb=None, west_m=None)
    return f"{live_server.url}/ogc"


GDAL = """
import json, sys
from pyogrio import list_layers, read_dataframe
address, folder = sys.argv[1:3]
assert {name for name, _ in list_layers(address)} == {"parks", "scans"}
for number, options in enumerate(json.loads(sys.argv[3])):
    options |= {name: tuple(options[name]) for name in options if name == "bbox"}
    parks = read_dataframe(address, layer="parks", **options)
    parks.to_parquet(f"{folder}/{number}.parquet")
"""


def by_gdal(service, folder, *questions):
    """Read parks by GDAL in a process of its own, as QGIS does."""
    told = [f"OAPIF:{service}", str(folder), json.dumps(questions)]
    subprocess.run([sys.executable, "-c", GDAL, *told], check=True, timeout=120)
    files = (folder / f"{number}.parquet" for number in range(len(questions)))
    return [gpd.read_parquet(file).set_index("code") for file in files]


def test_gdal_reads_parks_with_their_figures_page_after_page(service, tmp_path):
    (parks,) = by_gdal(service, tmp_path, {"PAGE_SIZE": "5"})
    assert len(parks) == 14
    assert parks.loc["T001", "paved_share"] == 0.5
    assert parks.loc["T001", "paved_share_high"] == pytest.approx(0.55)
    assert parks.crs == "EPSG:28992"  # as we keep them: no detail is lost
    assert parks.loc["T001"].geometry.bounds == (136_000, 450_000, 136_800, 450_500)


RECTANGLES = [
    ("EPSG:28992", (136_700, 450_100, 137_000, 450_600), 13),
    ("EPSG:28992", (146_700, 450_100, 147_000, 450_600), 0),
    ("EPSG:4326", (5.1, 52.0, 5.2, 52.1), 13),
    ("EPSG:4326", (6.1, 52.0, 6.2, 52.1), 0),
    ("OGC:CRS84", (5.1, 52.0, 5.2, 52.1), 13),
]


def test_gdal_asks_within_a_rectangle(service, tmp_path):
    questions = [{"CRS": crs, "bbox": bbox} for crs, bbox, _ in RECTANGLES]
    found = by_gdal(service, tmp_path, *questions)
    assert [len(parks) for parks in found] == [count for _, _, count in RECTANGLES]
    for (crs, _, count), parks in zip(RECTANGLES, found, strict=True):
        if count and crs != "EPSG:28992":
            centre = parks.loc["T001"].geometry.centroid
            assert (round(centre.x, 1), round(centre.y, 1)) == (5.1, 52.0)


def test_owslib_finds_its_way(service):
    client = Features(service)
    assert client.feature_collections() == ["parks", "scans"]
    assert client.api()["openapi"] == "3.0.3"
    classes = client.conformance()["conformsTo"]
    assert "http://www.opengis.net/spec/ogcapi-features-2/1.0/conf/crs" in classes
    assert client.collection("parks")["storageCrs"].endswith("28992")
    found = client.collection_items("parks", limit=3, kind="H", bbox=[5, 52, 5.2, 52.2])
    assert (found["numberMatched"], found["numberReturned"]) == (12, 3)
    properties = client.collection_schema("parks")["properties"]
    assert properties["paved_share_low"]["type"] == "number"
    assert set(found["features"][0]["properties"]) <= set(properties)
    one = client.collection_item("parks", "T001")
    assert one["properties"]["paved_share"] == 0.5


def test_a_key_shows_more_to_clients_too(service, client_of, people):
    key = client_of(people[Role.PROVINCE]).defaults["HTTP_AUTHORIZATION"]
    client = Features(service, headers={"Authorization": key})
    assert client.collection_items("parks", code="T002")["numberMatched"] == 1
    client.headers.pop("Authorization")
    assert Features(service).collection_items("parks", code="T002")["features"] == []


@pytest.mark.parametrize(
    ("period", "count"),
    [
        ("2026-11-01", 1),
        ("2026-10-31T23:30:00Z", 1),  # that is the next day here
        ("2026-11-02/..", 0),
        ("../2026-11-02", 1),
        ("2026-10-01T00:00:00Z/2026-11-01T12:00:00Z", 1),
    ],
)
@pytest.mark.parametrize("collection", ["parks", "scans"])
def test_scans_and_their_parks_are_found_by_day(
    client, park, period, count, collection
):
    make_scan(park, paved_share=0.5)
    address = f"/ogc/collections/{collection}/items"
    answer = client.get(address, {"datetime": period}).json()
    assert answer["numberMatched"] == count
