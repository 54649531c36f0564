import json
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection
from django.utils import timezone

from werklandschap.web.accounts.models import Role
from werklandschap.web.jobs import actions
from werklandschap.web.pages import queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def all_well(settings, tmp_path):
    settings.LAKE = settings.LAKE_ADDRESS = str(tmp_path / "lake")
    settings.RESULTS = settings.RESULTS_ADDRESS = str(tmp_path / "results")
    actions.be_seen(name="one", at=timezone.now())


def parts(client):
    answer = client.get("/health")
    told = json.loads(answer.content)
    assert (answer.status_code == 200) == told["is_well"] == all(told.values())
    return told


@pytest.mark.usefixtures("all_well")
def test_all_is_well(client):
    assert parts(client)["is_well"]


@pytest.mark.usefixtures("all_well")
def test_a_worker_that_was_not_seen_for_a_minute_is_told(client):
    actions.be_seen(
        name="one", at=timezone.now() - queries.UNSEEN - timedelta(seconds=1)
    )
    told = parts(client)
    assert (told["database"], told["lake"], told["worker"]) == (True, True, False)


@pytest.mark.usefixtures("all_well")
@pytest.mark.parametrize("address", ["/proc/lake", "s3://bucket/lake"])
def test_a_lake_that_cannot_be_reached_is_told(client, settings, address):
    settings.LAKE_ADDRESS, settings.S3_ENDPOINT = address, "http://127.0.0.1:9"
    if not address.startswith("s3"):
        settings.LAKE = "/dev/null/lake"
    told = parts(client)
    assert (told["database"], told["lake"], told["worker"]) == (True, False, True)


@pytest.mark.usefixtures("all_well")
def test_a_database_that_is_down_is_told_apart(client):
    def refuse(*_):
        raise DatabaseError

    with connection.execute_wrapper(refuse):
        told = parts(client)
    assert (told["database"], told["lake"]) == (False, True)


@pytest.mark.usefixtures("all_well")
def test_only_those_who_watch_over_it_hear_how_much_waits(people, browser_of):
    for role, person in people.items():
        told = json.loads(browser_of(person).get("/health").content)
        assert ("queued" in told) == (role in {Role.PROGRAMME, Role.ADMINISTRATOR})
