"""The map that all pages share, and the frame around it, in a real browser."""

import base64
import gzip

import pytest
from django.conf import settings
from django.urls import reverse

pytestmark = pytest.mark.browser

PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAA"
    "AABJRU5ErkJggg=="
)
MOST_BYTES = 900_000


def open_map(page):
    page.goto(reverse("components"))
    page.wait_for_selector("#map[data-idle=true]", timeout=30_000)
    return page.locator("#map")


def test_the_map_comes_to_rest_and_has_a_name_scale_and_sources(chromium_page):
    shown = open_map(chromium_page)

    assert shown.locator("canvas").get_attribute("aria-label") == "Kaartbeeld"
    assert shown.locator(".maplibregl-ctrl-scale").is_visible()
    assert "eigen schets" in shown.locator(".maplibregl-ctrl-attrib").inner_text()


def test_the_map_speaks_english_too(chromium_pages):
    page = chromium_pages(width=1280)
    page.goto(reverse("components"))
    page.get_by_role("button", name="English").click()
    shown = open_map(page)

    assert shown.locator("canvas").get_attribute("aria-label") == "Map view"
    assert "own sketch" in shown.locator(".maplibregl-ctrl-attrib").inner_text()


def test_the_map_is_moved_by_keyboard(chromium_page):
    shown = open_map(chromium_page)
    before = shown.locator(".maplibregl-ctrl-scale").inner_text()

    shown.locator("canvas").focus()
    for _ in range(3):
        chromium_page.keyboard.press("+")
        chromium_page.wait_for_timeout(300)

    assert shown.locator(".maplibregl-ctrl-scale").inner_text() != before


def test_the_published_map_comes_when_it_answers(chromium_page):
    chromium_page.route(
        f"{settings.BASE_MAP}/**",
        lambda route: route.fulfill(
            body=PIXEL,
            content_type="image/png",
            headers={"Access-Control-Allow-Origin": "*"},
        ),
    )
    shown = open_map(chromium_page)

    sources = shown.locator(".maplibregl-ctrl-attrib", has_text="BRT Achtergrondkaart")
    sources.wait_for(timeout=10_000)


def test_the_map_turns_dark_with_the_page(chromium_page):
    shown = open_map(chromium_page)
    light = shown.locator("canvas").screenshot()

    chromium_page.emulate_media(color_scheme="dark")
    chromium_page.wait_for_timeout(500)

    assert shown.locator("canvas").screenshot() != light


@pytest.mark.parametrize("name", ["home", "components"])
def test_a_first_view_is_light_and_stands_still(chromium_page, name):
    sizes = {}
    chromium_page.on(
        "response",
        lambda answer: (
            sizes.update({answer.url: answer})
            if answer.url.startswith("http")
            else None
        ),
    )
    chromium_page.goto(reverse(name), wait_until="networkidle")
    told = [each for each in sizes.values() if each.status == 200]
    total = sum(len(gzip.compress(each.body())) for each in told)
    moved = chromium_page.evaluate(
        """() => new Promise((done) => {
          let sum = 0;
          const watch = (list) => list.getEntries().forEach((e) => { sum += e.value; });
          new PerformanceObserver(watch).observe({ type: "layout-shift", buffered: true });
          setTimeout(() => done(sum), 500);
        })"""
    )

    assert total < MOST_BYTES
    assert moved < 0.01


def test_the_first_stop_of_the_keyboard_leads_to_the_content(chromium_page):
    chromium_page.goto(reverse("about"))

    chromium_page.keyboard.press("Tab")
    assert chromium_page.locator(".wl-skip").is_visible()
    assert chromium_page.evaluate("document.activeElement.className").endswith(
        "wl-skip"
    )
    chromium_page.keyboard.press("Enter")

    assert chromium_page.evaluate("document.activeElement.id") == "main"
