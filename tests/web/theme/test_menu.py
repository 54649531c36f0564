"""The menu: all there on a wide screen, one button on a small one, and no script needed."""

import pytest

from tests.web.browser import violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def items(page):
    return page.locator(".wl-nav a")


@pytest.mark.parametrize("width", [360, 768])
def test_on_a_small_screen_a_button_opens_it_and_escape_closes_it(
    chromium_pages, width
):
    page = chromium_pages(width=width)
    page.goto("/over")
    assert not items(page).first.is_visible()
    page.get_by_role("button", name="Menu").press("Enter")
    assert items(page).count() >= 7
    assert all(each.is_visible() for each in items(page).all())
    assert page.get_by_role("link", name="Inloggen").is_visible()
    assert violations(page) == []
    page.keyboard.press("Escape")
    assert not items(page).first.is_visible()


def test_on_a_wide_screen_it_is_there_on_one_line(chromium_pages, people):
    for user in (None, next(iter(people.values()))):
        page = chromium_pages(width=1280, user=user)
        page.goto("/over")
        tops = {each.bounding_box()["y"] for each in items(page).all()}
        assert len(tops) == 1
        assert not page.get_by_role("button", name="Menu").is_visible()
