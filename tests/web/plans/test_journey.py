"""From ambition to calendar in a real browser, on a desk and on a telephone."""

import pytest

from tests.web.browser import violations
from werklandschap.web.jobs.worker import work
from werklandschap.web.plans.models import Plan, Variant

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
]


WIDTHS = (1280, 400)
"""A desk and a telephone; what people do, they do on the telephone."""


def look(page):
    """Find nothing wrong, and nothing wider than the screen, on a desk and a telephone."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_from_ambition_to_calendar(scan, url, manager, chromium_pages):
    page = chromium_pages(user=manager, width=WIDTHS[-1])
    page.goto(scan.park.get_absolute_url())
    page.get_by_role("link", name="Ambitie", exact=True).click()
    page.get_by_role("link", name="Doelen kiezen").first.click()
    page.get_by_label("Groene basis").uncheck()
    own = page.get_by_role("group", name="Eigen doel 1")
    own.get_by_label("Cijfer").select_option("green_share")
    own.get_by_label("Waarde").fill("36")
    own.get_by_label("In welk jaar").fill("2030")
    look(page)
    page.get_by_role("button", name="Ambitie vastleggen").click()
    look(page)
    page.goto(url("design"))
    page.get_by_label("Naam van het ontwerp").fill("Eerste")
    page.get_by_role("button", name="Ontwerp beginnen").click()
    page.locator("select[name=maatregel]").select_option("flower_meadow")
    page.get_by_role("button", name="Plekken tonen").click()
    for _ in range(3):
        page.get_by_role("button", name="Plaatsen").first.click()
    page.wait_for_selector("[data-design][data-ready]")
    look(page)
    assert len(Variant.objects.get().placements) == 3
    page.get_by_role("button", name="Ook hitte en water doorrekenen").click()
    assert "wordt berekend" in page.locator("[data-effect]").inner_text()
    page.get_by_role("link", name="Plan laten maken").click()
    for measure in ("Sedumdak", "Wadi"):
        page.get_by_label(measure, exact=True).uncheck()
    look(page)
    page.get_by_role("button", name="Plan laten maken").click()
    work(batch=True)
    page.reload()
    page.wait_for_selector("#plan-map[data-ready]")
    look(page)
    page.get_by_role("button", name="Plan aannemen").click()
    assert page.get_by_role("heading", name="Kalender").count() == 1
    assert Plan.objects.get().is_accepted
    watch_the_water(page, url("design"))


def watch_the_water(page, address):
    """See heat and water before and after, let the film run and stop it."""
    page.emulate_media(reduced_motion="no-preference")  # a film runs for who wants it
    page.goto(address)
    page.wait_for_selector("#design-map[data-layer]")
    page.get_by_role("radio", name="Water van minuut tot minuut").check()
    page.wait_for_selector("#design-map[data-layer^=film]")
    page.get_by_role("button", name="Afspelen").click()
    page.wait_for_selector("#design-map[data-layer='film:1']")
    page.get_by_role("button", name="Pauze").click()
    page.get_by_label("Minuten na het begin").press("End")
    page.wait_for_selector("#design-map[data-layer='film:17']")
    look(page)


def test_draw_on_the_map_undo_and_redo(variant, url, manager, chromium_pages):
    page = chromium_pages(user=manager)
    page.goto(f"{url('design')}?maatregel=depaving")
    page.wait_for_selector("[data-design][data-ready]")
    page.get_by_role("button", name="Teken").click()
    box = page.locator("#design-map").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    corners = [(0, 0), (60, 0), (60, 60), (0, 60), (0, 0)]
    page.locator("#design-map").scroll_into_view_if_needed()
    box = page.locator("#design-map").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    for dx, dy in corners:
        page.mouse.move(x + dx, y + dy)
        page.mouse.click(x + dx, y + dy)
    said = page.locator("[data-said]")
    said.get_by_text("Alles is bewaard").wait_for()
    variant.refresh_from_db()
    assert len(variant.placements) == 1
    page.get_by_role("button", name="Ongedaan maken", exact=True).click()
    until(page, variant, 0)
    page.get_by_role("button", name="Opnieuw", exact=True).click()
    until(page, variant, 1)


def until(page, variant, count):
    """Wait until a design holds so many measures."""
    for _ in range(100):
        variant.refresh_from_db()
        if len(variant.placements) == count:
            return
        page.wait_for_timeout(100)
    pytest.fail(f"{len(variant.placements)} measures instead of {count}")
