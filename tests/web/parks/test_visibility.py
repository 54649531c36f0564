"""Nobody sees a private park that is not theirs: not in a table, tile, search or total."""

import gzip
import json
import re

import pytest
from django.urls import reverse

from tests.web.made import SCOPES
from tests.web.parks.decode import decoded, tile_at
from werklandschap.web.accounts.models import Role
from werklandschap.web.parks.models import Park

SECRET = {"P07", "P08"}
EVERY_ROLE = [None, *SCOPES]
ROLE = pytest.mark.parametrize("role", EVERY_ROLE)


@pytest.fixture
def browser(browser_of, people):
    return lambda role: browser_of(people.get(role))


def may_see(role, people):
    """The codes of the parks that somebody may see, by the table of permissions."""
    if role is None:
        return set(Park.objects.filter(is_public=True).values_list("code", flat=True))
    return set(Park.objects.visible_to(people[role]).values_list("code", flat=True))


def codes_in(text):
    return set(re.findall(r'data-code="(\w+)"', text))


@ROLE
@pytest.mark.parametrize(
    "query",
    [
        "",
        "q=geheim",
        "q=P08",
        "q=laagraven",
        "soort=B",
        "ha_van=70&ha_tot=80",
        "jaar_van=1980&jaar_tot=1981",
        "kleur=shade_share&van=90&tot=100",
        "filter=shade_share:0.9:1",
        "kleur=shade_share&sorteer=-shade_share",
        "terrein=P08",
        "sorteer=-oppervlakte",
        "gemeente=GM9999",
    ],
)
def test_the_table_holds_what_the_reader_may_see(
    role, query, country, shade, people, browser
):
    text = browser(role).get("/?" + query).content.decode()
    hidden = SECRET - may_see(role, people)
    assert codes_in(text).isdisjoint(hidden)
    for code in hidden:
        assert country[code].name not in text
    # Set apart: a random token may hold these letters.
    assert not re.search(r"\bPV99\b", text)


@ROLE
def test_the_whole_table_is_exactly_what_the_reader_may_see(
    role, country, people, browser
):
    text = browser(role).get("/").content.decode()
    assert codes_in(text) == may_see(role, people)


def test_the_roles_of_the_test_differ_in_what_they_see(country, people):
    # Otherwise the laws here would hold of themselves.
    seen = {role: SECRET & may_see(role, people) for role in EVERY_ROLE}
    assert seen[None] == seen[Role.PARK_MANAGER] == set()
    assert seen[Role.MUNICIPALITY] == {"P07"}
    assert seen[Role.PROVINCE] == {"P07"}
    assert seen[Role.PROGRAMME] == SECRET


@ROLE
def test_search_suggests_what_the_reader_may_see(role, country, people, browser):
    found = browser(role).get("/zoeken?q=geheim").json()["parks"]
    names = {country[code].name for code in SECRET & may_see(role, people)}
    assert {each["name"] for each in found} == names


def test_the_shared_tile_and_values_are_public_for_everybody(country, shade, browser):
    public = {code: p.pk for code, p in country.items() if p.is_public}
    for role in EVERY_ROLE:
        for z in (0, 5, 9, 14):
            at = tile_at(5.1, 52.04, z)
            data = browser(role).get(reverse("tile", args=(z, *at))).content
            drawn = {each["code"]: each["mvt_id"] for each in decoded(data, z, *at)}
            assert drawn == public
        answer = browser(role).get("/kaart/waarden?kleur=shade_share&ha_van=1").json()
        keys = {int(pk) for pk in answer["classes"]} | set(answer["matches"])
        assert keys <= set(public.values())
        assert "0.99" not in json.dumps(answer)


@ROLE
def test_private_parks_come_to_their_readers_alone(role, country, people, browser):
    answer = browser(role).get("/kaart/eigen")
    if role is None:
        assert answer.status_code == 302
        return
    codes = {each["properties"]["code"] for each in answer.json()["features"]}
    assert codes == SECRET & may_see(role, people)
    assert "no-store" in answer["Cache-Control"]


@ROLE
def test_pages_by_region_count_what_the_reader_may_see(role, country, people, browser):
    total = len(may_see(role, people))
    text = browser(role).get("/bedrijventerreinen").content.decode()
    foot = text.partition("<tfoot>")[2]
    assert f">{total}<" in foot
    sees = "P08" in may_see(role, people)
    for address in (
        "/bedrijventerreinen/provincie/PV99",
        "/bedrijventerreinen/gemeente/GM9999",
    ):
        assert browser(role).get(address).status_code == (200 if sees else 404)


def test_a_park_that_becomes_private_leaves_at_once(country, browser):
    url = reverse("tile", args=(0, 0, 0))
    before = browser(None).get(url)
    Park.objects.filter(code="P02").update(is_public=False)
    after = browser(None).get(url)
    assert before["ETag"] != after["ETag"]
    assert "P02" not in {each["code"] for each in decoded(after.content, 0, 0, 0)}
    assert "P02" not in codes_in(browser(None).get("/").content.decode())


def test_zipped_and_unzipped_tiles_are_the_same(country, browser):
    url = reverse("tile", args=(0, 0, 0))
    zipped = browser(None).get(url, headers={"Accept-Encoding": "gzip"})
    assert zipped["Content-Encoding"] == "gzip"
    assert gzip.decompress(zipped.content) == browser(None).get(url).content
