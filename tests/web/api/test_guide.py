import re
from pathlib import Path

import pytest
import requests

from werklandschap.web import api as guide

pytestmark = pytest.mark.django_db


def test_the_guide_leads_to_what_exists(client):
    page = client.get("/api").text
    assert "http://testserver/ogc" in page
    for address in re.findall(r'href="(/api/[^"]+)"', page):
        answer = client.get(address)
        assert answer.status_code == 200
        answer.getvalue()


def test_the_example_in_the_guide_works(live_server, scanned, capsys):
    page = requests.get(f"{live_server.url}/api", timeout=30).text
    (code,) = re.findall(r"(import requests.*?)</code>", page, re.DOTALL)
    exec(code.replace("0.7..", "0.4.."))
    assert capsys.readouterr().out == "Testterrein 0.5\n"


def test_every_sentence_of_the_guide_has_an_english_one(client):
    from babel.messages.pofile import read_po

    folder = Path(guide.__file__).parent / "locale/en/LC_MESSAGES"
    with (folder / "django.po").open("rb") as file:
        known = {message.id for message in read_po(file) if message.string}
    template = Path(guide.__file__).parent / "templates/api/guide.html"
    text = template.read_text(encoding="utf-8")
    assert set(re.findall(r'translate "([^"]+)" (?:as|%)', text)) <= known
