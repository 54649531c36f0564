"""As people do it: find something and see whether it fits; come to a meeting; leave."""

import pytest
from django.urls import reverse

from tests.web.browser import violations
from werklandschap.web.audit.actions import PLATFORM
from werklandschap.web.innovations.actions import records
from werklandschap.web.mail.models import Letter
from werklandschap.web.network import links
from werklandschap.web.network.actions import newsletter
from werklandschap.web.network.models import SignUp, Subscriber

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
]


def look(page):
    """Find nothing wrong, and nothing wider than the screen."""
    assert violations(page) == []
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= page.viewport_size["width"]


def test_find_an_innovation_and_see_whether_it_fits(park, chromium_pages, now):
    records.load_shipped(actor=PLATFORM, at=now)
    page = chromium_pages(width=360)
    page.goto(reverse("innovations"))
    page.get_by_label("Zoek op woorden").fill("groene daken")
    page.get_by_role("button", name="Zoeken").click()
    look(page)
    page.get_by_role("link", name="Sedumdak", exact=True).click()
    page.get_by_label("Naam of nummer van uw terrein").fill("testterr")
    look(page)
    page.get_by_role("button", name="Bekijk of het past").click()
    page.get_by_role("link", name="Testterrein").click()
    look(page)
    page.get_by_label("Draagkracht van de daken").select_option("strong")
    page.get_by_role("button", name="Opnieuw bekijken").click()
    assert page.get_by_text("De daken kunnen het gewicht dragen.").count() == 1
    look(page)


def test_come_to_a_meeting_and_give_the_place_back(meeting, chromium_pages):
    page = chromium_pages(width=360)
    page.goto(reverse("network"))
    look(page)
    page.get_by_role("link", name="Water op het terrein").click()
    page.get_by_label("Uw naam").fill("Iemand")
    page.get_by_label("Uw e-mailadres").fill("iemand@example.org")
    look(page)
    page.get_by_role("button", name="Aanmelden").click()
    page.get_by_text("staat of er plaats voor u is").wait_for()
    place = SignUp.objects.get()
    assert Letter.objects.get().to == "iemand@example.org"
    page.goto(reverse("own_place", kwargs={"secret": links.secret("place", place.pk)}))
    look(page)
    page.get_by_role("button", name="Ik kom niet").click()
    page.get_by_text("U bent afgemeld").wait_for()
    assert not SignUp.objects.exists()


def test_ask_for_the_newsletter_confirm_and_leave(db, chromium_pages, now):
    page = chromium_pages(width=1024)
    page.goto(reverse("newsletter"))
    look(page)
    page.get_by_label("Uw e-mailadres").fill("lezer@example.org")
    page.get_by_label("Energie").check()
    page.get_by_role("button", name="Nieuwsbrief aanvragen").click()
    page.get_by_text("Kijk in uw mail").wait_for()
    reader = Subscriber.objects.get()
    assert reader.themes == ["energy"]
    newsletter.confirm(subscriber_id=reader.pk, at=now)
    page.goto(
        reverse("unsubscribe", kwargs={"secret": links.secret("reader", reader.pk)})
    )
    look(page)
    page.get_by_role("button", name="Afmelden").click()
    page.get_by_text("Uw adres is gewist").wait_for()
    look(page)
    assert not Subscriber.objects.exists()
