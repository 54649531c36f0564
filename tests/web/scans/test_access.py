"""Who sees and does what with scans; nothing leaks through any number or address."""

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.web.made import AT
from werklandschap.web.accounts.models import Role
from werklandschap.web.accounts.rules import PERMISSIONS
from werklandschap.web.audit.actions import PLATFORM
from werklandschap.web.jobs.models import Run
from werklandschap.web.parks.models import Park
from werklandschap.web.scans import actions
from werklandschap.web.scans.models import Scan

pytestmark = pytest.mark.django_db
SQUARE = "136000, 450000\n136800, 450000\n136800, 450500\n136000, 450500"


def addresses(park, scan, run):
    """Every address under which anything of a scan can be asked."""
    slug = "modelterrein"
    return {
        "park": park.get_absolute_url(),
        "scan": reverse("scan", args=[park.code, slug, scan.pk]),
        "run": reverse("run", args=[run.pk]),
        "state": reverse("run_state", args=[run.pk]),
        "start": f"{reverse('start_scan')}?terrein={park.code}",
        **{name: reverse("scan_file", args=[scan.pk, name]) for name in scan.files},
    }


@pytest.fixture
def run(modelled, outcome):
    return actions.start_scan(
        park=modelled, parts=["heat"], cell_m=8.0, actor=PLATFORM, at=AT
    )


@pytest.fixture
def hidden(modelled):
    Park.objects.filter(pk=modelled.pk).update(is_public=False)
    modelled.refresh_from_db()
    return modelled


@pytest.mark.parametrize("who", ["visitor", "outsider"])
def test_nothing_of_a_private_park_is_found(
    who, hidden, scan, run, outsider, browser_of
):
    browser = browser_of(outsider if who == "outsider" else None)
    for name, address in addresses(hidden, scan, run).items():
        answer = browser.get(address)
        is_gone = answer.status_code == 404
        must_sign_in = (
            who == "visitor"
            and name in {"start", "run", "state"}
            and answer.status_code == 302
        )
        assert is_gone or must_sign_in, (name, answer.status_code)
        assert b"Modelterrein" not in answer.content
    compared = browser.get(
        reverse("compare"), {"terrein": hidden.code, "nulmeting": str(scan.pk)}
    )
    assert b"Modelterrein" not in compared.content


@pytest.mark.parametrize("who", ["visitor", "outsider"])
def test_private_parks_cannot_be_changed_by_number(
    who, hidden, scan, run, outsider, browser_of
):
    browser = browser_of(outsider if who == "outsider" else None)
    for address in (
        reverse("cancel_run", args=[run.pk]),
        reverse("scan_again", args=[scan.pk]),
    ):
        answer = browser.post(address)
        assert answer.status_code == (302 if who == "visitor" else 404)
    answer = browser.post(
        reverse("start_scan"), {"terrein": hidden.code, "cell_m": "1.0"}
    )
    assert answer.status_code in {302, 404}
    run.refresh_from_db()
    assert run.is_open
    assert Run.objects.count() == 2


def test_a_private_value_is_not_among_the_peers(hidden, scan, browser_of, place):
    from tests.web.scanned import put_down
    from werklandschap.web.scans.queries.peers import places_of

    other = put_down(place[1], "T002", name="Buurterrein")
    assert not places_of(other, scan.figures.all()).country


@pytest.mark.parametrize("role", list(Role))
def test_the_table_decides_who_starts_stops_and_reads(
    role, modelled, scan, run, people, browser_of
):
    browser = browser_of(people.get(role))
    told = {
        "scans.start": browser.get(f"{reverse('start_scan')}?terrein={modelled.code}"),
        "scans.log": browser.get(reverse("run_state", args=[run.pk])),
        "scans.cancel": browser.post(reverse("cancel_run", args=[run.pk])),
    }
    for permission, answer in told.items():
        may = role in PERMISSIONS[permission].roles
        signed_in = reverse("account_login") in answer.headers.get("Location", "")
        allowed = answer.status_code in {200, 302} and not signed_in
        assert allowed == may, (permission, answer.status_code)


def test_whoever_may_not_start_sees_no_button(modelled, people, browser_of, client):
    words = b"Nulmeting starten"
    assert (
        words
        in browser_of(people[Role.PARK_MANAGER])
        .get(modelled.get_absolute_url())
        .content
    )
    for browser in (client, browser_of(people[Role.ENTREPRENEUR])):
        assert words not in browser.get(modelled.get_absolute_url()).content


def test_everybody_reads_the_scan_of_a_public_park(scan, modelled, client):
    for name in scan.files:
        answer = client.get(reverse("scan_file", args=[scan.pk, name]))
        assert answer.status_code == 200
        assert len(answer.getvalue()) == scan.files[name]["bytes"]
        assert "immutable" in answer.headers["Cache-Control"]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("report_nl.pdf", "application/pdf"),
        ("scan.gpkg", "application/geopackage+sqlite3"),
        ("figures.csv", "text/csv; charset=utf-8"),
        ("scan.json", "application/json"),
        ("heat_pet.tif", "image/tiff; application=geotiff; profile=cloud-optimized"),
        ("layer_pet.png", "image/png"),
        ("layer_cover.geojson", "application/geo+json"),
    ],
)
def test_files_say_what_they_are(scan, client, name, kind):
    address = reverse("scan_file", args=[scan.pk, name])
    answer = client.get(address)
    answer.getvalue()
    assert answer.headers["Content-Type"] == kind
    is_layer = name.startswith("layer_")
    assert ("attachment" in answer.headers["Content-Disposition"]) != is_layer
    again = client.get(address, headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize(
    "name", ["nee.pdf", "..", "scan.json.bak", "%2e%2e%2fscan.json"]
)
def test_only_files_in_the_list_are_given(scan, client, name):
    address = reverse("scan_file", args=[scan.pk, "scan.json"])
    assert client.get(address.replace("scan.json", name)).status_code == 404


def test_a_file_that_is_in_the_list_of_another_scan_is_not_given(
    scan, keep_scan, client
):
    bare = keep_scan(files={}, cell_m=99.0)
    assert (
        client.get(reverse("scan_file", args=[bare.pk, "scan.json"])).status_code == 404
    )
    assert (
        client.get(reverse("scan_file", args=[uuid.uuid4(), "scan.json"])).status_code
        == 404
    )


def test_a_scan_is_only_found_under_its_own_park(scan, modelled, place, client):
    from tests.web.scanned import put_down

    other = put_down(place[1], "T002", name="Buurterrein")
    wrong = reverse("scan", args=[other.code, "buurterrein", scan.pk])
    assert client.get(wrong).status_code == 404


# -- Own areas ---------------------------------------------------------------------------
def test_an_own_area_is_private_and_can_be_scanned(people, outsider, browser_of):
    browser = browser_of(people[Role.PARK_MANAGER])
    answer = browser.post(
        reverse("add_area"), {"name": "Mijn gebied", "outline": SQUARE}
    )
    park = Park.objects.get(name="Mijn gebied")
    assert answer.headers["Location"] == f"{reverse('start_scan')}?terrein={park.code}"
    assert not park.is_public
    assert round(park.area_ha) == 40
    assert browser.get(park.get_absolute_url()).status_code == 200
    assert browser_of(outsider).get(park.get_absolute_url()).status_code == 404
    assert browser.get(answer.headers["Location"]).status_code == 200


def test_a_hostile_upload_is_refused_in_words(people, browser_of):
    browser = browser_of(people[Role.PARK_MANAGER])
    before = Park.objects.count()
    for content in (b"MZ", b"<!DOCTYPE x SYSTEM 'file:///etc/passwd'><x/>", b"PK\3\4x"):
        file = SimpleUploadedFile("../../grens<b>.gpkg", content)
        answer = browser.post(reverse("add_area"), {"name": "X", "file": file})
        assert answer.status_code == 200
        assert "Dit klopt nog niet" in answer.content.decode()
        assert b"<b>.gpkg" not in answer.content
    assert Park.objects.count() == before


def test_a_large_upload_is_refused_before_it_is_read(people, browser_of, settings):
    settings.MAX_UPLOAD_BYTES = 1000
    browser = browser_of(people[Role.PARK_MANAGER])
    file = SimpleUploadedFile("grens.gpkg", b"x" * 1001)
    answer = browser.post(reverse("add_area"), {"name": "X", "file": file})
    assert "groter dan" in answer.content.decode()


def test_an_area_abroad_is_refused(people, browser_of):
    browser = browser_of(people[Role.PARK_MANAGER])
    paris = "2.3, 48.8\n2.4, 48.8\n2.4, 48.9"
    answer = browser.post(reverse("add_area"), {"name": "Parijs", "outline": paris})
    assert "ligt buiten Nederland" in answer.content.decode()


def test_who_may_not_add_areas_cannot(people, browser_of, client):
    told = {"name": "X", "outline": SQUARE}
    assert client.post(reverse("add_area"), told).status_code == 302
    entrepreneur = browser_of(people[Role.ENTREPRENEUR])
    assert entrepreneur.post(reverse("add_area"), told).status_code == 403
    assert not Park.objects.filter(name="X").exists()


def test_reading_never_writes(scan, modelled, client):
    before = Scan.objects.count(), Run.objects.count()
    client.get(modelled.get_absolute_url())
    client.get(reverse("compare"), {"terrein": modelled.code})
    assert (Scan.objects.count(), Run.objects.count()) == before
