"""The page on which the programme team loads a register."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.web.made import SCOPES
from werklandschap.web.accounts.models import Role
from werklandschap.web.audit.models import AuditEntry
from werklandschap.web.parks.models import Load, Park

GOOD = b"rin_nummer;plan_naam;ha_bruto\n1;De Haar;8,9\n2;De Keizer;4,8\n"
BAD = b"rin_nummer;plan_naam;ha_bruto\n1;De Haar;8,9\n1;De Keizer;n.v.t.\n;Zonder;1\n"
URL = "/terreinen/inlezen"


def send(client, content, name="register.csv"):
    file = SimpleUploadedFile(name, content)
    return client.post(URL, {"source": "IBIS proef", "file": file})


@pytest.fixture
def team(people, browser_of):
    return browser_of(people[Role.PROGRAMME])


def test_the_team_loads_a_register_and_reads_what_came_of_it(team):
    answer = send(team, GOOD)
    assert (answer.status_code, answer.url) == (302, URL)
    text = team.get(URL).content.decode()
    assert "2 nieuw, 0 gewijzigd, 0 ongewijzigd" in text
    assert "IBIS proef" in text
    assert set(Park.objects.values_list("code", "gross_ha")) == {("1", 8.9), ("2", 4.8)}
    entry = AuditEntry.objects.get(action="parks.load")
    assert entry.facts == {"added": 2, "changed": 0, "unchanged": 0, "absent": 0}


def test_each_wrong_row_is_told_in_words_and_nothing_is_loaded(team):
    answer = send(team, BAD)
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "Rij 2: het nummer 1 staat er al eerder in." in text
    assert "Rij 3: het nummer van het terrein ontbreekt." in text
    assert "IBIS proef" in text  # what was typed is kept
    assert not Park.objects.exists()
    assert not Load.objects.exists()


@pytest.mark.parametrize("role", [None, *SCOPES])
def test_only_the_team_reaches_the_page(role, people, browser_of):
    client = browser_of(people.get(role))
    expected = {Role.PROGRAMME: 200, Role.ADMINISTRATOR: 200, None: 302}.get(role, 403)
    assert client.get(URL).status_code == expected
    if expected != 200:
        assert send(client, GOOD).status_code == expected
        assert not Park.objects.exists()


def bomb():
    """A workbook of a megabyte that holds a gigabyte."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"<workbook/>")
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            for _ in range(300):
                sheet.write(bytes(1024 * 1024))
    return data.getvalue()


def archive_of(name, content):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr(name, content)
    return data.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("register.csv", b"naam;plaats\na;b\n"),
        ("register.csv", b"\xff\xfe\0\0"),
        ("../../etc/passwd", b"root:x:0:0"),
        ("register.kml", b"<?xml version='1.0'?><kml/>"),
        ("register.xlsx", archive_of("doc.kml", "<kml/>")),
        ("register.xlsx", archive_of("../xl/evil.xml", "<x/>")),
        ("register.xlsx", archive_of("xl/workbook.xml", "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><x>&e;</x>")),
        ("register.gpkg", b"SQLite format 3\0" + bytes(200)),
        ("register.vrt", b"<OGRVRTDataSource><SrcDataSource>/etc/passwd</SrcDataSource></OGRVRTDataSource>"),
        ("register.geojson", b'{"type": "FeatureCollection", "features": []}'),
        ("register.geojson", b"{" * 10_000),
        ("register.parquet", b"PAR1" + bytes(100)),
    ],
)  # fmt: skip
def test_files_that_are_no_register_are_refused_in_words(team, name, content):
    answer = send(team, content, name)
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "Niet ingelezen" in text
    assert "root:" not in text
    assert not Park.objects.exists()


def test_a_bomb_is_not_unpacked(team):
    assert len(bomb()) < 2_000_000
    assert send(team, bomb(), "register.xlsx").status_code == 422


def test_what_is_too_large_is_refused(team, settings):
    settings.MAX_UPLOAD_BYTES = 10
    answer = send(team, GOOD)
    assert answer.status_code == 422
    assert "20 MB" in answer.content.decode()


def test_without_a_file_the_form_says_so(team):
    answer = team.post(URL, {"source": "x"})
    assert answer.status_code == 422
    assert "Bestand" in answer.content.decode()
