import pytest

from tests.web.made import make_park
from werklandschap.web.accounts.models import Role, Token
from werklandschap.web.jobs.models import Run

pytestmark = pytest.mark.django_db


def codes(client, **asked):
    answer = client.get("/api/v1/parks", asked)
    assert answer.status_code == 200, answer.content
    found = [park["code"] for park in answer.json()["items"]]
    assert answer.json()["total"] == len(found)
    return found


def test_a_park_tells_its_figures_and_outline(client, scanned):
    park = client.get("/api/v1/parks/T001").json()
    assert park["name"] == "Testterrein"
    assert park["changed_at"] == "2026-11-02T09:00:00Z"
    assert park["figures"]["paved_share"]["value"] == 0.5
    assert park["figures"]["canopy_share"]["reason"]["nl"] == "geen bomen bekend"
    west, south, _, _ = park["bbox"]
    assert park["geometry"]["type"] == "Polygon"
    assert (5.1 < west < 5.2, 52.0 < south < 52.1) == (True, True)
    for each in park["links"]:
        assert client.get(each["href"]).status_code == 200


@pytest.mark.parametrize(
    ("asked", "is_found"),
    [
        ({"q": "testter utrecht"}, True),
        ({"q": "testter amsterdam"}, False),
        ({"province": "PV26"}, True),
        ({"municipality": "GM0002"}, False),
        ({"kind": "B"}, True),
        ({"min_ha": 39, "max_ha": 41}, True),
        ({"min_ha": 41}, False),
        ({"indicator": "paved_share:0.4..0.6"}, True),
        ({"indicator": "paved_share:..0.4"}, False),
        ({"indicator": "paved_share:0.69..0.71"}, False),  # that was the older scan
        ({"indicator": "canopy_share:0..1"}, False),  # was not measured
        ({"bbox": "5.1,52.0,5.2,52.1"}, True),
        ({"bbox": "4.1,52.0,4.2,52.1"}, False),
        ({"bbox": "136700,450100,150000,460000", "bbox-crs": "EPSG:28992"}, True),
        ({"bbox": "52.0,5.1,52.1,5.2", "bbox-crs": "EPSG:4326"}, True),
        ({"bbox": "-180,-90,180,90"}, True),
        ({"bbox": "170,-90,-170,90"}, False),
        ({"bbox": "170,-90,10,90"}, True),
    ],
)
def test_parks_are_found_by_what_they_are(client, scanned, asked, is_found):
    assert codes(client, **asked) == (["T001"] if is_found else [])


def test_lists_come_in_parts(client, db):
    for number in range(5):
        make_park(f"P{number}", name=f"Terrein {number}")
    found, address = [], "/api/v1/parks?limit=2"
    while address:
        answer = client.get(address).json()
        assert answer["total"] == 5
        found += [park["code"] for park in answer["items"]]
        links = {each["rel"]: each["href"] for each in answer["links"]}
        address = links.get("next")
    assert found == ["P0", "P1", "P2", "P3", "P4"]
    assert "offset=2" in links["prev"]


def test_figures_come_along_when_they_are_named(client, scanned):
    (park,) = client.get("/api/v1/parks").json()["items"]
    assert park["figures"] == {}
    answer = client.get("/api/v1/parks?figures=paved_share")
    assert list(answer.json()["items"][0]["figures"]) == ["paved_share"]


def test_scans_come_newest_first(client, scanned):
    scans = client.get("/api/v1/parks/T001/scans").json()["items"]
    assert [scan["on"] for scan in scans] == ["2026-11-01", "2025-09-27"]
    scan = client.get(scans[0]["links"][0]["href"]).json()
    assert scan["figures"]["paved_share"]["low"] == pytest.approx(0.45)
    assert [file["name"] for file in scan["files"]] == ["report.pdf"]
    assert scan["files"][0]["href"].startswith("http://testserver/")


def test_the_catalogue_tells_every_indicator(client):
    answer = client.get("/api/v1/indicators").json()
    assert answer["total"] == len(answer["items"]) > 50
    one = client.get("/api/v1/indicators/paved_share").json()
    assert one in answer["items"]


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("/api/v1/parks?provinsie=PV26", "provinsie"),
        ("/api/v1/parks?bbox=1,2,3", "bbox"),
        ("/api/v1/parks?bbox=nan,1,2,3", "bbox"),
        ("/api/v1/parks?crs=EPSG:1", "crs"),
        ("/api/v1/parks?bbox=1,1,2,2&bbox-crs=x", "bbox-crs"),
        ("/api/v1/parks?limit=101", "limit"),
        ("/api/v1/parks?figures=beauty", "figures"),
        ("/api/v1/parks?indicator=beauty:1..2", "indicator"),
        ("/api/v1/indicators?x=1", "x"),
        ("/ogc/collections/parks/items?datetime=yesterday", "datetime"),
        ("/ogc/collections/parks/items?limit=0", "limit"),
    ],
)
def test_wrong_questions_are_refused_by_name(client, db, address, name):
    answer = client.get(address)
    assert answer.status_code == 400
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json()["errors"][0]["name"].split(".")[0] == name


def order(client, **more):
    asked = {"park": "T001", "on": "2026-11-01", **more}
    return client.post("/api/v1/runs", asked, content_type="application/json")


def test_a_scan_is_started_followed_and_stopped(client_of, park, people):
    client = client_of(people[Role.PARK_MANAGER], Token.May.WRITE)
    answer = order(client)
    assert answer.status_code == 201
    here = answer.headers["Location"]
    assert order(client).status_code == 200
    assert Run.objects.count() == 1
    assert client.get(here).json()["status"] == "QUEUED"
    assert client.delete(here).json()["status"] == "CANCELLED"
    assert client.delete(here).status_code == 200
    Run.objects.update(status="DONE")
    assert client.delete(here).status_code == 409


def test_a_key_for_reading_starts_nothing(client_of, park, people):
    assert order(client_of(people[Role.PARK_MANAGER])).status_code == 403
    assert not Run.objects.exists()


def test_a_session_needs_proof_that_the_page_is_ours(browser_of, park, people):
    browser = browser_of(people[Role.PARK_MANAGER])
    browser.handler.enforce_csrf_checks = True
    assert order(browser).status_code == 403
    assert not Run.objects.exists()


@pytest.mark.parametrize(
    "more", [{"park": ""}, {"parts": ["fire"]}, {"cell_m": 0.01}, {"on": "x"}]
)
def test_an_order_that_is_not_right_starts_nothing(client_of, park, people, more):
    client = client_of(people[Role.PARK_MANAGER], Token.May.WRITE)
    assert order(client, **more).status_code == 400
    assert not Run.objects.exists()
