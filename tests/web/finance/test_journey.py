"""Who pays, who gains: a park manager and an entrepreneur, on a desk and on a telephone."""

import pytest

from tests.web.browser import violations
from tests.web.finance.conftest import add_ground, make_plan
from werklandschap.web.accounts.models import Role
from werklandschap.web.finance.models import Assumed, Firm

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
]

MEMBERS = b"Naam;Oppervlakte;Behoefte\nHal 1;5.000,50;120\nHal 2;12.500;300\n"


def look(page):
    """Find nothing wrong, and nothing wider than the screen."""
    assert violations(page) == []
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= page.viewport_size["width"]


@pytest.mark.parametrize("width", [1280, 400])
def test_from_the_plan_to_who_pays(width, generated, people, chromium_pages):
    plan = make_plan(generated)
    add_ground(plan)
    page = chromium_pages(width=width, user=people[Role.PARK_MANAGER])
    page.goto(f"/plan/{plan.pk}")
    page.get_by_role("link", name="Wie betaalt, wie wint").click()
    assert page.get_by_text("kans dat de ondernemer binnen 8 jaar").is_visible()
    look(page)

    page.get_by_role("link", name="Proberen").click()
    page.wait_for_load_state("networkidle")  # the script of the sliders listens by now
    slider = page.locator("input[type=range]").first
    slider.focus()
    with page.expect_response(lambda answer: "deel=uitkomst" in answer.url):
        slider.press("End")
    page.get_by_text("1 aanname is verschoven").wait_for()
    look(page)
    page.get_by_role("link", name="Deze waarden bewaren bij het plan").click()
    look(page)
    page.get_by_label("Waarom wijkt u af?").fill("Eigen taxatie")
    page.get_by_role("button", name="Bewaren").click()
    page.get_by_text("Versie 1").wait_for()
    assert Assumed.objects.get().why == "Eigen taxatie"
    look(page)

    page.get_by_role("link", name="Financiering").click()
    assert page.get_by_text("Vraag aan vóór de opdracht").is_visible()
    look(page)
    page.get_by_role("link", name="Verdelen").click()
    look(page)
    page.get_by_label("Wat maakt u samen?").fill("Wadi")
    page.get_by_label("Vaste kosten, in euro’s").fill("20.000")
    page.get_by_label("Kosten per eenheid behoefte, in euro’s").fill("80,50")
    page.get_by_role("button", name="Beginnen").click()
    page.locator("input[type=file]").set_input_files(
        {"name": "deelnemers.csv", "mimeType": "text/csv", "buffer": MEMBERS}
    )
    page.get_by_role("button", name="Inlezen").click()
    page.get_by_text("Er is een verdeling waarbij iedereen beter af is").wait_for()
    look(page)

    own = chromium_pages(width=width, user=people[Role.ENTREPRENEUR])
    own.goto(f"/plan/{plan.pk}/geld")
    own.get_by_role("link", name="Vul uw eigen bedrijfscijfers in").click()
    own.get_by_label("Naam van uw bedrijf").fill("Bakkerij")
    own.get_by_label("Oppervlakte van uw kavel").fill("4.000")
    own.get_by_role("button", name="Bewaren").click()
    look(own)
    own.get_by_role("link", name="Plan van").click()
    assert own.get_by_text("alleen u ziet deze pagina").is_visible()
    assert Firm.objects.get().plot_m2 == 4000.0
    look(own)
