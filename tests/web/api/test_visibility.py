"""A private park is seen by those around it, and by nobody else in any way."""

import pytest

from tests.web.made import SCOPES
from werklandschap.web.accounts.models import Role, Token
from werklandschap.web.api.bulk import all_public_parks

pytestmark = pytest.mark.django_db

QUESTIONS = [
    "/api/v1/parks",
    "/api/v1/parks?q=geheim",
    "/api/v1/parks?bbox=5.1,52.0,5.2,52.1",
    "/api/v1/parks?indicator=paved_share:0.8..1",
    "/api/v1/parks?province=PV26&min_ha=1",
    "/ogc/collections/parks/items",
    "/ogc/collections/parks/items?code=T002",
    "/ogc/collections/parks/items?name=Geheimterrein",
    "/ogc/collections/parks/items?datetime=2026-11-01",
    "/ogc/collections/parks/items?indicator=paved_share:0.8..1",
    "/ogc/collections/scans/items",
    "/ogc/collections/scans/items?park_code=T002",
    "/ogc/collections/scans/items?bbox=5.1,52.0,5.2,52.1",
]
AROUND = {role for role, (scope, _) in SCOPES.items() if scope != "PARK"}


@pytest.fixture
def askers(people, outsider, client, client_of, browser_of):
    """Clients of everybody, with a key and with a session."""
    persons = [*people.items(), ("outsider", outsider)]
    return [
        (Role.VISITOR, client),
        *((who, client_of(person)) for who, person in persons),
        *((who, browser_of(person)) for who, person in persons),
    ]


def addresses_of(park):
    scan = park.scans.get()
    return [
        "/api/v1/parks/T002",
        "/api/v1/parks/T002/scans",
        f"/api/v1/scans/{scan.pk}",
        "/ogc/collections/parks/items/T002",
        f"/ogc/collections/scans/items/{scan.pk}",
    ]


@pytest.mark.parametrize("question", QUESTIONS)
def test_no_filter_or_count_gives_it_away(askers, scanned, secret, question, unlimited):
    for who, client in askers:
        answer = client.get(question).json()
        told = answer.get("total", answer.get("numberMatched"))
        things = answer.get("items", answer.get("features"))
        assert told == len(things)
        assert ("T002" in str(things)) == (who in AROUND), who


def test_no_address_gives_it_away(askers, scanned, secret):
    for address in addresses_of(secret):
        for who, client in askers:
            expected = 200 if who in AROUND else 404
            assert client.get(address).status_code == expected, (who, address)


def test_the_file_of_everything_holds_public_parks_only(scanned, secret):
    assert list(all_public_parks()["code"]) == ["T001"]


def test_a_run_is_seen_by_those_who_run_the_park(askers, secret, people, client_of):
    secret.scans.get().run.notes.all()
    address = f"/api/v1/runs/{secret.scans.get().run.pk}"
    for who, client in askers:
        may = who in AROUND - {Role.PARTNER}
        assert client.get(address).status_code == (200 if may else 404), who
    for person in people.values():
        client_of(person, Token.May.WRITE).delete(address)
    assert (
        client_of(people[Role.ENTREPRENEUR], "WRITE").delete(address).status_code == 404
    )


def test_who_may_not_see_a_park_cannot_start_a_scan_of_it(
    client_of, secret, outsider, people
):
    asked = {"park": "T002"}
    for person, status in [(outsider, 404), (people[Role.PARTNER], 403)]:
        client = client_of(person, Token.May.WRITE)
        answer = client.post("/api/v1/runs", asked, content_type="application/json")
        assert answer.status_code == status
