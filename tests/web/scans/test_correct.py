"""People set what a register has wrong, and it stays so."""

import pytest
from django.urls import reverse

from werklandschap.web.accounts.models import Role
from werklandschap.web.audit.models import AuditEntry

pytestmark = pytest.mark.django_db
FACTS = {
    "name": "Testterrein",
    "place": "Utrecht",
    "kind": "B",
    "start_year": "1985",
    "gross_ha": "40.0",
    "net_ha": "",
}


@pytest.fixture
def url(park):
    return reverse("correct_park", args=[park.code, "testterrein"])


@pytest.fixture
def client_of_manager(people, browser_of):
    return browser_of(people[Role.PARK_MANAGER])


def test_only_what_is_changed_is_kept_and_written_down(client_of_manager, url, park):
    answer = client_of_manager.post(url, FACTS | {"start_year": "1978", "net_ha": "31"})
    assert answer.status_code == 302
    park.refresh_from_db()
    assert (park.start_year, park.net_ha, park.name) == (1978, 31.0, "Testterrein")
    assert park.corrected == ["net_ha", "start_year"]
    assert AuditEntry.objects.filter(action="parks.correct").count() == 1


def test_nothing_changed_is_no_correction(client_of_manager, url, park):
    client_of_manager.post(url, FACTS)
    park.refresh_from_db()
    assert park.corrected == []
    assert not AuditEntry.objects.filter(action="parks.correct").exists()


@pytest.mark.parametrize(
    "wrong",
    [{"name": ""}, {"start_year": "78"}, {"net_ha": "41"}, {"kind": "nonsense"}],
)
def test_what_cannot_be_is_refused_and_nothing_is_lost(
    client_of_manager, url, park, wrong
):
    answer = client_of_manager.post(url, FACTS | {"place": "Zeist"} | wrong)
    assert answer.status_code == 422
    assert "Zeist" in answer.content.decode()
    park.refresh_from_db()
    assert park.place == "Utrecht"


def test_who_may_not_does_not_reach_it(url, people, outsider, browser_of, park):
    assert browser_of(outsider).get(url).status_code == 403
    assert browser_of(people[Role.ENTREPRENEUR]).get(url).status_code == 403
    page = browser_of(outsider).get(park.get_absolute_url()).content.decode()
    assert "verbeteren" not in page
