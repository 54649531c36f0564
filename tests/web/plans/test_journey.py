"""From ambition to calendar in a real browser, on a desk and on a telephone."""

import pytest

from tests.web.browser import violations
from werklandschap.web.jobs.worker import work
from werklandschap.web.plans.models import Plan, Variant

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
    pytest.mark.xdist_group("scanned"),
]


def look(page):
    """Find nothing wrong, and nothing wider than the screen."""
    assert violations(page) == []
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= page.viewport_size["width"]


@pytest.mark.parametrize("width", [1280, 400])
def test_from_ambition_to_calendar(width, scan, url, manager, chromium_pages):
    page = chromium_pages(user=manager, width=width)
    page.goto(scan.park.get_absolute_url())
    page.get_by_role("link", name="Ambitie", exact=True).click()
    look(page)
    page.get_by_role("link", name="Doelen kiezen").first.click()
    page.get_by_label("Groene basis").uncheck()
    page.get_by_label("Eigen doel 1: cijfer").select_option("green_share")
    page.get_by_label("Eigen doel 1: waarde").fill("36")
    page.get_by_label("Eigen doel 1: in welk jaar").fill("2030")
    look(page)
    page.get_by_role("button", name="Ambitie vastleggen").click()
    look(page)
    page.goto(url("design"))
    page.get_by_label("Naam van het ontwerp").fill("Eerste")
    look(page)
    page.get_by_role("button", name="Ontwerp beginnen").click()
    page.locator("select[name=maatregel]").select_option("flower_meadow")
    page.get_by_role("button", name="Plekken tonen").click()
    for _ in range(3):
        page.get_by_role("button", name="Plaatsen").first.click()
    page.wait_for_selector("[data-design][data-ready]")
    look(page)
    assert len(Variant.objects.get().placements) == 3
    page.get_by_role("link", name="Plan laten maken").click()
    for measure in ("Sedumdak", "Wadi"):
        page.get_by_label(measure, exact=True).uncheck()
    look(page)
    page.get_by_role("button", name="Plan laten maken").click()
    look(page)
    work(batch=True)
    page.reload()
    look(page)
    page.get_by_role("button", name="Plan aannemen").click()
    assert page.get_by_role("heading", name="Kalender").count() == 1
    look(page)
    assert Plan.objects.get().is_accepted


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
    page.wait_for_function("!document.querySelector('[data-do=redo]').disabled")
    page.wait_for_timeout(1500)
    variant.refresh_from_db()
    assert variant.placements == []
    page.get_by_role("button", name="Opnieuw", exact=True).click()
    page.wait_for_timeout(1500)
    variant.refresh_from_db()
    assert len(variant.placements) == 1
