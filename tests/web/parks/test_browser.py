"""The map and its table in a real browser, with mouse, keyboard and without script."""

import pytest

from tests.web.browser import violations
from werklandschap.web.accounts.models import Role

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

READY = '#parks-map[data-ready="true"][data-idle="true"]'
MIDDLE = "/?kaart=13/52.04026/5.11611"


def click_middle(page):
    box = page.locator("#parks-map").bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def test_a_click_on_the_map_shows_the_row_and_a_card(park, chromium_page):
    page = chromium_page
    page.goto(MIDDLE)
    page.wait_for_selector(READY)
    click_middle(page)
    page.wait_for_selector('tr.is-selected[data-code="T001"]')
    card = page.locator(".maplibregl-popup")
    assert "Testterrein" in card.inner_text()
    assert "terrein=T001" in page.url
    page.reload()
    assert page.locator("tr.is-selected").get_attribute("data-code") == "T001"


def test_a_row_takes_the_map_to_its_park_and_the_address_keeps_it(
    country, chromium_page
):
    page = chromium_page
    page.goto("/?kaart=6/52.00000/5.30000")
    page.wait_for_selector(READY)
    page.locator('tr[data-code="P02"] td').first.click()
    page.wait_for_url("**kaart=11.00**")
    assert "terrein=P02" in page.url


def test_all_by_keyboard_from_search_to_park(country, chromium_page):
    page = chromium_page
    page.goto("/")
    page.locator("#q").focus()
    page.keyboard.type("laagravne")
    page.wait_for_selector('#q[aria-expanded="true"]')
    page.wait_for_selector("#q-list li")
    page.keyboard.press("ArrowDown")
    option = page.locator("#q").get_attribute("aria-activedescendant")
    assert page.locator(f"#{option}").get_attribute("aria-selected") == "true"
    page.keyboard.press("Escape")
    assert page.locator("#q").get_attribute("aria-expanded") == "false"
    assert page.locator("#q").input_value() == "laagravne"
    page.keyboard.press("Enter")
    page.wait_for_url("**q=laagravne*")
    assert page.locator("tbody tr").count() == 1
    page.wait_for_selector(READY)
    page.locator("tbody th a").focus()
    page.wait_for_selector('tr.is-selected[data-code="P02"]')
    page.keyboard.press("Enter")
    page.wait_for_url("**/bedrijventerreinen/P02-laagraven-liesbosch")


def test_the_table_turns_and_sorts_and_the_map_stays(country, chromium_page):
    page = chromium_page
    page.goto(MIDDLE)
    page.wait_for_selector(READY)
    page.get_by_role("link", name="Oppervlakte (ha)").click()
    page.wait_for_url("**sorteer=-oppervlakte*")
    page.wait_for_selector('th[aria-sort="descending"]')
    assert page.locator("tbody tr").first.get_attribute("data-code") == "P03"
    assert "kaart=13" in page.url


def test_without_script_the_table_and_all_filters_work(country, shade, chromium_pages):
    page = chromium_pages(java_script_enabled=False)
    page.goto("/")
    assert page.locator("#parks-map").is_hidden()
    page.locator("#kleur").select_option("shade_share")
    page.get_by_role("button", name="Tonen").click()
    page.locator("summary", has_text="Meer filters").click()
    page.locator("#van").fill("30")
    page.get_by_role("button", name="Tonen").click()
    assert page.locator("tbody tr").count() == 2
    page.get_by_role("link", name="Naam").click()
    assert "sorteer=naam" in page.url


def test_private_parks_are_on_the_map_of_who_may_see_them(
    country, people, chromium_pages
):
    page = chromium_pages(user=people[Role.PROGRAMME])
    with page.expect_response("**/kaart/eigen*") as answer:
        page.goto("/?provincie=PV26")
    page.wait_for_selector(READY)
    features = answer.value.json()["features"]
    assert {each["properties"]["code"] for each in features} == {"P07", "P08"}
    shown = {
        each["properties"]["code"]: each["properties"]["matches"] for each in features
    }
    assert shown == {"P07": True, "P08": False}


@pytest.mark.parametrize("width", [360, 1024, 1600])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_have_no_barrier_at_any_width(
    country, shade, chromium_pages, width, scheme
):
    page = chromium_pages(width=width, height=900, scheme=scheme)
    for address in (
        "/?kleur=shade_share&van=10&terrein=P02",
        "/?q=zzzqqq&kleur=nope",
        "/bedrijventerreinen",
        "/bedrijventerreinen/provincie/PV26",
        "/bedrijventerreinen/gemeente/GM0344",
    ):
        page.goto(address)
        if address.startswith("/?"):
            page.wait_for_selector(READY)
        assert violations(page) == []
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0
