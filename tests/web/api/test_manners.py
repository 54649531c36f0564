"""What the Dutch rules for APIs ask of every answer."""

import pytest

from tests.web.made import AT
from werklandschap.web.accounts.actions import make_token, revoke_token
from werklandschap.web.accounts.models import Role
from werklandschap.web.api import views

ADDRESSES = [
    "/api/v1",
    "/api/v1/openapi.json",
    "/api/v1/parks",
    "/api/v1/parks/T001",
    "/api/v1/parks/T001/scans",
    "/api/v1/parks.parquet",
    "/api/v1/indicators",
    "/ogc",
    "/ogc/api",
    "/ogc/conformance",
    "/ogc/collections",
    "/ogc/collections/parks",
    "/ogc/collections/parks/items",
    "/ogc/collections/scans/items",
    "/ogc/collections/parks/items/T001",
]
pytestmark = pytest.mark.django_db
every_address = pytest.mark.parametrize("address", ADDRESSES)


def whole(answer):
    """Read a file to its end, which closes it."""
    answer.getvalue()
    return answer


@every_address
def test_every_answer_carries_its_headers(client, scanned, address):
    answer = whole(client.get(address))
    assert answer.status_code == 200
    assert answer.headers["API-Version"] == "1.0.0"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["Cache-Control"] == "public, max-age=60"


@every_address
def test_answers_to_a_person_are_kept_nowhere(client_of, scanned, people, address):
    answer = whole(client_of(people[Role.PARTNER]).get(address))
    assert answer.headers["Cache-Control"] == "no-store"


@every_address
def test_no_address_ends_in_a_slash(client, scanned, address):
    answer = client.get(f"{address}/")
    if address != "/ogc":
        assert answer.status_code == 404
        assert answer.headers["API-Version"]


@pytest.mark.parametrize(
    ("ask", "status"),
    [
        (lambda c: c.get("/api/v1/nothing"), 404),
        (lambda c: c.get("/api/v2/parks"), 404),
        (lambda c: c.get("/api/v1/parks/none"), 404),
        (lambda c: c.get("/ogc/collections/none"), 404),
        (lambda c: c.get("/ogc/collections/none/items"), 404),
        (lambda c: c.get("/ogc/collections/scans/items/none"), 404),
        (lambda c: c.post("/api/v1/parks"), 405),
        (lambda c: c.options("/api/v1/parks"), 405),
        (lambda c: c.get("/api/v1/parks", headers={"Accept": "text/csv"}), 406),
        (lambda c: c.get("/api/v1/parks", headers={"Accept-Crs": "EPSG:1"}), 406),
        (lambda c: c.get("/api/v1/parks.parquet", headers={"Accept": "a/b"}), 406),
        (lambda c: c.get("/api/v1/parks", headers={"Authorization": "Bearer x"}), 401),
        (lambda c: c.post("/api/v1/runs", {}, content_type="application/json"), 401),
        (lambda c: c.get("/api/v1/parks", headers={"Host": "evil.example"}), 400),
    ],
)
def test_every_problem_is_told_to_programs(client, park, ask, status):
    answer = ask(client)
    assert answer.status_code == status
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json()["status"] == status
    assert answer.headers["API-Version"]
    assert answer.headers["Cache-Control"] == "no-store"
    if status == 401:
        assert answer.headers["WWW-Authenticate"].startswith("Bearer")


def test_a_body_in_another_form_is_refused(client_of, people, park):
    client = client_of(people[Role.PARK_MANAGER], "WRITE")
    answer = client.post("/api/v1/runs", "<x/>", content_type="application/xml")
    assert answer.status_code == 415
    answer = client.post("/api/v1/runs", {"a": "x" * 70_000}, "application/json")
    assert answer.status_code == 413
    answer = client.post("/api/v1/runs", "{", content_type="application/json")
    assert answer.status_code == 400
    assert answer.headers["Content-Type"] == "application/problem+json"


def test_a_fault_of_ours_tells_nothing_about_us(client, park, monkeypatch):
    def fail(*_):
        raise RuntimeError("secret")

    monkeypatch.setattr(views, "parks_for", fail)
    answer = client.get("/api/v1/parks")
    assert answer.status_code == 500
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert "secret" not in answer.text


def test_pages_elsewhere_may_ask_but_not_change(client):
    asks = {"Origin": "https://elders.example", "Access-Control-Request-Method": "POST"}
    answer = client.options("/api/v1/runs", headers=asks)
    assert answer.status_code == 204
    assert answer.headers["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert "Access-Control-Allow-Credentials" not in answer.headers


def test_problems_are_told_in_the_language_of_the_reader(client, db):
    english = client.get("/api/v1/none", headers={"Accept-Language": "en"}).json()
    assert english["title"] == "Not found"
    dutch = client.get("/api/v1/none", headers={"Accept-Language": "nl"}).json()
    assert dutch["title"] == "Niet gevonden"


@pytest.mark.parametrize(
    ("headers", "asked", "uri"),
    [
        ({}, {}, "OGC/1.3/CRS84"),
        ({"Accept-Crs": "EPSG:28992"}, {}, "EPSG/0/28992"),
        ({"Accept-Crs": "<http://x>;q=1, epsg:28992;q=0.5"}, {}, "EPSG/0/28992"),
        ({"Accept-Crs": "EPSG:28992"}, {"crs": "EPSG:3857"}, "EPSG/0/3857"),
    ],
)
@pytest.mark.parametrize(
    "address",
    ["/api/v1/parks/T001", "/api/v1/parks", "/ogc/collections/parks/items/T001"],
)
def test_the_reference_system_is_asked_and_told(
    client, scanned, headers, asked, uri, address
):
    answer = client.get(address, asked, headers=headers)
    assert answer.headers["Content-Crs"] == f"<http://www.opengis.net/def/crs/{uri}>"


def test_coordinates_stand_in_the_order_of_their_authority(client, scanned):
    address = "/ogc/collections/parks/items/T001"

    def first(name):
        geometry = client.get(address, {"crs": name}).json()["geometry"]
        return geometry["coordinates"][0][0]

    longitude, latitude = first("CRS84")
    assert first("EPSG:4326") == [latitude, longitude]
    assert first("EPSG:28992") == [136_800.0, 450_000.0]


def test_a_key_that_was_revoked_opens_nothing(client, people, park):
    person = people[Role.PARTNER]
    token, key = make_token(name="x", may="READ", actor=person, at=AT)
    headers = {"Authorization": f"Bearer {key}"}
    assert client.get("/api/v1/parks", headers=headers).status_code == 200
    revoke_token(token=token, actor=person, at=AT)
    assert client.get("/api/v1/parks", headers=headers).status_code == 401
