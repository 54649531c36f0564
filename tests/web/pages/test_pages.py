"""Pages about the platform: in both languages, one heading, nothing inline."""

import re

import pytest
from django.test import Client, override_settings
from django.urls import reverse

from tests.web.browser import violations
from werklandschap.web.pages import queries

PAGES = (
    "about",
    "method",
    "indicators",
    "sources",
    "assumptions",
    "news",
    "accessibility",
    "privacy",
    "contact",
    "components",
    "account_login",
    "account_reset_password",
    "account_reset_password_done",
)
OWN = (
    "account_change_password",
    "account_logout",
    "mfa_index",
    "mfa_activate_totp",
    "account_reauthenticate",
)
SAFE_INLINE = re.compile(r"<script(?![^>]*\bsrc=)|<style|\son[a-z]+=|javascript:")


def shown(client, name, language="nl", **more):
    client.cookies["django_language"] = language
    return client.get(reverse(name), **more)


def assert_well_made(page, language):
    html = page.content.decode()
    assert f'<html lang="{language}">' in html
    assert html.count("<h1") == 1
    assert re.search(r"<title>\s*\S+.* · werklandschap</title>", html, re.DOTALL)
    assert not SAFE_INLINE.search(html)
    assert 'href="#main"' in html
    assert 'id="main"' in html


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_whole_in_both_languages(client, name, language):
    page = shown(client, name, language)

    assert page.status_code == 200
    assert_well_made(page, language)


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("name", OWN)
def test_pages_of_an_account_are_in_the_same_frame(people, browser_of, name, language):
    page = shown(browser_of(people["PARK_MANAGER"]), name, language, follow=True)

    assert page.status_code == 200
    assert_well_made(page, language)


@pytest.mark.django_db
def test_the_language_switch_comes_back_to_the_same_page(client):
    page = reverse("sources") + "?een=1"

    answer = client.post(
        reverse("set_language"), {"language": "en", "next": page}, follow=True
    )

    assert answer.redirect_chain == [(page, 302)]
    assert b'<html lang="en">' in answer.content


@pytest.mark.django_db
def test_every_indicator_source_and_assumption_is_listed(client):
    from werklandschap.indicators import INDICATORS
    from werklandschap.parameters import every_parameter
    from werklandschap.sources import SOURCES

    indicators = shown(client, "indicators").content.decode()
    sources = shown(client, "sources").content.decode()
    subjects = queries.subjects(on=queries.date(2026, 11, 26))
    listed = {each.name for subject in subjects for each in subject.assumptions}

    assert all(f'id="{name}"' in indicators for name in INDICATORS)
    real = [each for each in SOURCES.values() if not each.is_generated]
    assert all(each.landing_page in sources for each in real)
    assert listed == {p.name for p in every_parameter(on=queries.date(2026, 11, 26))}


def test_a_definition_is_read_without_markup():
    told = queries.definition_of("Share of ``green`` [1]_.\n\nMore.\n\nParameters\n---")

    assert told == "Share of green.\n\nMore."


@pytest.mark.django_db
def test_finders_of_leaks_know_whom_to_warn_for_half_a_year(client):
    text = client.get("/.well-known/security.txt").content.decode()

    assert "Contact: mailto:" in text
    assert "Expires: 20" in text


@pytest.mark.django_db
def test_a_wrong_password_is_told_first_and_in_our_words(client):
    page = client.post(
        reverse("account_login"), {"login": "wie@example.org", "password": "onzin"}
    )

    html = page.content.decode()
    assert_well_made(page, "nl")
    assert "Dit e-mailadres en wachtwoord horen niet bij elkaar." in html
    assert html.index('role="alert"') < html.index('name="login"')


@pytest.mark.django_db
def test_what_is_not_there_says_so_and_gives_a_number(client):
    page = client.get("/bestaat-niet")

    assert page.status_code == 404
    assert_well_made(page, "nl")
    assert re.search(r"<code>[0-9a-f]{8}</code>", page.content.decode())


@pytest.mark.django_db
def test_a_form_without_its_key_is_told_so():
    page = Client(enforce_csrf_checks=True).post(reverse("set_language"), {})

    assert page.status_code == 403
    assert_well_made(page, "nl")


def test_a_fault_is_told_without_a_database(rf):
    """No mark for the database here: any question to it fails this test."""
    from werklandschap.web.pages.views import fault

    request = rf.get("/")
    answer = fault(request)

    assert answer.status_code == 500
    assert_well_made(answer, "nl")


@pytest.mark.django_db
@override_settings(DEBUG_PROPAGATE_EXCEPTIONS=False)
def test_a_page_of_somebody_else_is_refused_in_words(rf):
    from django.contrib.auth.models import AnonymousUser

    from werklandschap.web.pages.views import bad_request, not_allowed

    for view, status in ((not_allowed, 403), (bad_request, 400)):
        request = rf.get("/")
        request.user = AnonymousUser()
        answer = view(request, Exception())
        assert answer.status_code == status
        assert_well_made(answer, "nl")


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_wrong(chromium_pages, people, scheme):
    page = chromium_pages(scheme=scheme)
    found = {}
    for name in PAGES:
        page.goto(reverse(name))
        found[name] = violations(page)
    page = chromium_pages(scheme=scheme, user=people["PARK_MANAGER"])
    for name in OWN:
        page.goto(reverse(name))
        found[name] = violations(page)

    assert {name: each for name, each in found.items() if each} == {}


@pytest.mark.browser
@pytest.mark.parametrize("width", [360, 1600])
def test_no_page_is_wider_than_the_screen(chromium_pages, width):
    page = chromium_pages(width=width)
    for name in PAGES:
        page.goto(reverse(name))
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, name
