import pytest
from rest_framework.throttling import SimpleRateThrottle

from werklandschap.web.accounts.models import Role

pytestmark = pytest.mark.django_db


def rate(monkeypatch, **rates):
    for scope, value in rates.items():
        monkeypatch.setitem(SimpleRateThrottle.THROTTLE_RATES, scope, value)


def test_who_asks_too_often_hears_when_to_come_back(client, park, monkeypatch):
    rate(monkeypatch, anon="2/min")
    assert [client.get("/api/v1/parks").status_code for _ in range(3)] == [
        200,
        200,
        429,
    ]
    answer = client.get("/api/v1/parks")
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert 0 < int(answer.headers["Retry-After"]) <= 60


def test_a_person_has_a_limit_of_their_own(
    client, client_of, people, monkeypatch, park
):
    rate(monkeypatch, anon="1/min", user="2/min")
    client.get("/api/v1/parks")
    one, other = (client_of(people[role]) for role in (Role.PARTNER, Role.PROVINCE))
    asked = [one.get("/api/v1/parks").status_code for _ in range(3)]
    assert asked == [200, 200, 429]
    assert other.get("/api/v1/parks").status_code == 200


def test_what_costs_more_may_be_asked_less(client, park, monkeypatch):
    rate(monkeypatch, bulk="1/min")
    client.get("/api/v1/parks.parquet").getvalue()
    assert client.get("/api/v1/parks.parquet").status_code == 429
    assert client.get("/api/v1/parks").status_code == 200


def test_starting_is_limited_and_following_is_not(client_of, people, monkeypatch, park):
    rate(monkeypatch, starts="1/min")
    client = client_of(people[Role.PROVINCE], "WRITE")

    def start(on):
        asked = {"park": "T001", "on": on}
        return client.post("/api/v1/runs", asked, content_type="application/json")

    first = start("2026-11-01")
    assert first.status_code == 201
    assert start("2026-11-02").status_code == 429
    assert client.get(first.headers["Location"]).status_code == 200
