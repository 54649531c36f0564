"""What people come for, from begin to end, in a real browser (finding a park and going
everywhere by keyboard are in the tests of the map)."""

import re

import pikepdf
import pytest
import shapely

from tests.web.browser import violations
from tests.web.made import PASSWORD
from werklandschap.web.accounts.models import Role, User
from werklandschap.web.jobs.worker import work
from werklandschap.web.mail.models import Letter
from werklandschap.web.parks.models import Park
from werklandschap.web.scans.models import Scan

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
]


def test_read_the_scan_of_a_park(scan, chromium_page):
    page = chromium_page
    page.goto(scan.park.get_absolute_url())
    assert page.locator("h1").inner_text() == "Modelterrein"
    assert page.locator("[aria-labelledby=in-het-kort] li").count() in range(3, 6)
    drawer = page.locator("details.wl-drawer--source").first
    drawer.locator("summary").click()
    assert drawer.get_by_text("Waarom deze betrouwbaarheid").is_visible()
    assert "gegenereerd" in page.content()
    with page.expect_download() as coming:
        page.locator(
            '[aria-labelledby=downloads] a[href$="report_nl.pdf"]'
        ).first.click()
    with pikepdf.open(coming.value.path()) as report:
        assert str(report.Root.Lang) == "nl"
    assert violations(page) == []


def test_a_click_on_the_map_says_what_is_there(scan, chromium_page):
    page = chromium_page
    page.goto(scan.park.get_absolute_url() + "?laag=pet")
    legend = page.locator("[data-legend=pet] li").all_inner_texts()
    names = {re.sub(r" \([^()]*%\)", "", each).strip() for each in legend}
    page.locator("#park-map[data-idle]").click()
    told = page.locator(".maplibregl-popup p").inner_text()
    assert told.removeprefix("Gevoelstemperatuur op een hete middag: ") in names
    assert page.locator("[data-clicked]").inner_text() == told


def test_draw_an_area_scan_it_and_take_the_report(place, data, people, chromium_pages):
    page = chromium_pages(user=people[Role.PARK_MANAGER])
    page.goto("/terreinen/toevoegen")
    page.get_by_label("Naam van het gebied").fill("Mijn hoek")
    west, south, _, _ = place[1].bounds
    corner = shapely.box(west + 60, south + 60, west + 260, south + 260)
    lines = "\n".join(f"{x:.0f}, {y:.0f}" for x, y in corner.exterior.coords[:-1])
    page.get_by_label("Grens als tekst").fill(lines)
    page.get_by_role("button", name="Gebied toevoegen").click()
    page.wait_for_url("**terrein=**")
    page.get_by_label("2 meter (sneller, grover)").check()
    for part in ("Hitte", "Water", "Zon"):
        page.get_by_label(f"{part}: ").uncheck()
    assert violations(page) == []
    page.get_by_role("button", name="Nulmeting starten").click()
    page.wait_for_url(re.compile(r"/nulmeting/[0-9a-f-]{36}$"))
    assert violations(page) == []
    work(batch=True)
    page.reload()
    page.get_by_role("link", name="Bekijk de nulmeting").click()
    assert page.locator("h1").inner_text() == "Mijn hoek"
    with page.expect_download() as coming:
        page.locator(
            '[aria-labelledby=downloads] a[href$="report_nl.pdf"]'
        ).first.click()
    assert coming.value.path().stat().st_size > 10_000
    park = Park.objects.get(name="Mijn hoek")
    assert not park.is_public
    assert Scan.objects.get(park=park).is_current


def test_compare_two_scans(keep_scan, chromium_page):
    one, other = keep_scan(), keep_scan(figures={"paved_share": {"value": 0.5}})
    page = chromium_page
    page.goto(f"/vergelijken?nulmeting={one.pk}&nulmeting={other.pk}")
    table = page.locator("table").first
    assert table.locator("thead th").count() >= 3
    assert page.locator("svg").count() >= 1
    assert violations(page) == []


def test_the_language_changes_and_the_page_stays(scan, chromium_pages):
    page = chromium_pages(width=1280)
    where = scan.park.get_absolute_url()
    page.goto(where)
    page.get_by_role("button", name="English").click()
    page.wait_for_load_state()
    assert page.url.endswith(where)
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.get_by_role("button", name="Nederlands").count() == 1


def test_a_park_manager_invites_a_colleague(park, people, chromium_pages):
    page = chromium_pages(user=people[Role.PARK_MANAGER])
    page.goto("/uitnodigen")
    page.get_by_label("E-mailadres van uw collega").fill("collega@example.org")
    page.get_by_label("Rol").select_option("ENTREPRENEUR")
    assert violations(page) == []
    page.get_by_role("button", name="Uitnodigen").click()
    link = page.locator("code[data-secret]").inner_text()
    assert link in Letter.objects.get().body
    colleague = chromium_pages()
    colleague.goto(link)
    colleague.get_by_label("Uw naam").fill("Collega")
    colleague.get_by_label("Kies een wachtwoord").fill(PASSWORD)
    assert violations(colleague) == []
    colleague.get_by_role("button", name="Account maken").click()
    colleague.wait_for_url("**/mijn-account")
    assert violations(colleague) == []
    assert User.objects.filter(email="collega@example.org").exists()
