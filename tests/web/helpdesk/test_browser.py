"""The whole way of a question in a browser: asker, regisseur, partner, choice, evaluation."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from tests.web.browser import violations
from tests.web.helpdesk import made
from werklandschap.web.helpdesk.forms import asking as forms
from werklandschap.web.helpdesk.models import Question
from werklandschap.web.mail.models import Letter

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def sound():
    """Look at a page: nothing for axe to complain of, nothing wider than the screen."""

    def look(page):
        assert violations(page) == []
        wide = page.evaluate(
            "document.documentElement.scrollWidth > document.documentElement.clientWidth"
        )
        assert not wide, page.url

    return look


def say(page, words):
    page.get_by_role("button", name=words).click()


def ask(page, sound):
    page.goto("/stel-een-vraag")
    sound(page)
    page.get_by_label("een ondernemer").check()
    page.get_by_label("een bedrijventerrein", exact=True).check()
    say(page, "Verder")
    sound(page)
    page.get_by_label("Naam van het bedrijventerrein").fill("Vleuten De Meern")
    say(page, "Verder")
    page.get_by_label("Wat is uw vraag?").fill(
        "Kunt u een offerte maken voor ontharden?"
    )
    sound(page)
    say(page, "Verder")
    assert page.get_by_text("niet één bedrijf apart").is_visible()
    page.get_by_label("Uw e-mailadres").fill("vrager@example.org")
    sound(page)
    say(page, "Vraag versturen")
    assert page.get_by_role("heading", name="Uw vraag is ontvangen").is_visible()
    sound(page)


def test_from_question_to_evaluation(chromium_pages, sound, monkeypatch):
    cache.clear()
    monkeypatch.setattr(forms, "_QUICKEST_S", -1)
    made.open_desk()
    desk = chromium_pages(width=1600, user=made.regisseur())
    (heijmans,) = made.partners("heijmans")
    partner = chromium_pages(width=1024, user=made.partner_person(heijmans))
    asker = chromium_pages(width=360)
    ask(asker, sound)
    question = Question.objects.get()

    desk.goto("/mijn-werk")
    sound(desk)
    desk.get_by_role("link", name="Kunt u een offerte").click()
    desk.get_by_label("De vraag, zoals afgesproken").fill("Hoe ontharden wij samen?")
    desk.locator("#sharpen_step").select_option("design")
    sound(desk)
    say(desk, "Vraag aanscherpen")
    for box in desk.locator("[name=partners]").all():
        box.uncheck()
    desk.locator("#put_out_partners").get_by_label("Heijmans").check()
    sound(desk)
    say(desk, "Uitzetten bij partners")

    partner.goto("/loket/voorstellen")
    sound(partner)
    partner.get_by_role("link", name="Hoe ontharden wij samen?").click()
    partner.get_by_label("Wat gaat u doen?").fill("Samen kijken.")
    partner.get_by_label("Hoe en wanneer?").fill("In het voorjaar.")
    partner.get_by_label("Wat levert het op?").fill("Een plan.")
    partner.get_by_label("Kosten, zonder btw").fill("4000")
    partner.get_by_label("Eigen bijdrage").fill("1000")
    sound(partner)
    say(partner, "Voorstel versturen")
    assert partner.get_by_text("Uw voorstel is verstuurd.").is_visible()
    sound(partner)

    body = Letter.objects.filter(to="vrager@example.org").last().body
    link = "/vraag/" + body.partition("/vraag/")[2].split()[0]
    asker.goto(link)
    sound(asker)
    say(asker, "Ik kies Heijmans")
    desk.goto(f"/loket/{question.pk}")
    sound(desk)
    say(desk, "Keuze vastleggen")
    question.refresh_from_db()
    assert (question.stage, question.own_eur) == ("CHOSEN", 1000)
    long_ago = (timezone.now() - timedelta(days=100)).date()
    desk.get_by_label("Uitgevoerd op").fill(long_ago.isoformat())
    say(desk, "Uitvoering vastleggen")

    asker.goto(link)
    asker.get_by_label("5: heel tevreden").check()
    sound(asker)
    asker.locator("button[value=evaluate]").click()
    assert asker.get_by_text("Daar leren wij van").is_visible()
    desk.goto(f"/loket/{question.pk}")
    desk.get_by_label("Wat hebben we geleerd?").fill("Begin klein.")
    say(desk, "Les opschrijven")
    for address in ["/loket", "/loket/cijfers", "/loket/afwezig", "/mijn-werk"]:
        desk.goto(address)
        sound(desk)
    question.refresh_from_db()
    assert question.stage == "LEARNED"


def test_a_place_is_pointed_at_on_the_map_or_with_the_keyboard(
    chromium_pages, sound, park
):
    page = chromium_pages(width=360)
    page.goto("/stel-een-vraag")
    page.get_by_label("een ondernemer").check()
    page.get_by_label("een bedrijventerrein", exact=True).check()
    say(page, "Verder")
    page.locator("#point-map[data-ready=true]").wait_for()
    page.get_by_role("button", name="Neem het midden van de kaart").press("Enter")
    assert page.get_by_text("Plek gekozen").is_visible()
    sound(page)
    say(page, "Verder")
    assert page.get_by_text("Kies wat u bedoelt").is_visible()
    sound(page)
    page.locator("[name=choice]").first.check()
    say(page, "Verder")
    assert page.get_by_label("Wat is uw vraag?").is_visible()


def test_answers_appear_while_a_question_is_typed(chromium_page):
    made.open_desk()
    made.ask()
    Question.objects.update(
        public_question="Wat doen wij tegen wateroverlast?",
        public_answer="Ontharden.",
        ended_at=timezone.now(),
    )
    page = chromium_page
    page.goto("/stel-een-vraag")
    page.get_by_label("een gemeente").check()
    page.get_by_label("een regio", exact=True).check()
    say(page, "Verder")
    page.get_by_label("Of kies uw regio").select_option("ES14")
    say(page, "Verder")
    page.get_by_label("Wat is uw vraag?").press_sequentially("te veel water op straat")
    page.get_by_role("link", name="Wat doen wij tegen wateroverlast?").wait_for()
    assert violations(page) == []
