"""In which language somebody asks, and what they hear."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.web.helpdesk import made
from werklandschap.web.example.desk_life import QUESTIONS
from werklandschap.web.helpdesk.languages import NAMES, language_of
from werklandschap.web.mail.models import Letter

POLISH = "Jak możemy zazielenić nasz teren i kto może nam pomóc?"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        *((text, "nl") for _, text in QUESTIONS),
        ("Kunnen we samen in een green deal stappen?", "nl"),
        ("Wateroverlast op het terrein van onze buren", "nl"),
        ("What is the subsidy for green roofs?", "en"),
        ("Can you help us to depave our parking?", "en"),
        ("Wie können wir unser Gewerbegebiet begrünen?", "de"),
        ("Comment pouvons-nous verdir notre zone d'activités?", "fr"),
        ("¿Cómo podemos tener más árboles en nuestro polígono?", "es"),
        (POLISH, "pl"),
        ("İşyerimizi nasıl yeşillendirebiliriz ve kim bize yardım eder?", "tr"),
        ("كيف يمكننا أن نزرع الأشجار؟", "other"),
        ("Miten voimme vihertää teollisuusaluettamme ja kuka auttaa siinä?", "other"),
        ("Subsidie groendak Utrecht", ""),
        ("Help", ""),
        ("", ""),
    ],
)
def test_a_language_is_told_by_its_small_words(text, language):
    assert language_of(text) == language


@settings(max_examples=50)
@given(st.text(max_size=300))
def test_any_text_gets_a_known_answer(text):
    assert language_of(text) in {"", *NAMES}


def received(text, language="nl"):
    question = made.ask(text=text, language=language)
    return question, Letter.objects.get(to="vrager@example.org")


@pytest.mark.django_db
def test_the_confirmation_is_in_the_language_of_the_question():
    question, letter = received("How do we get less water on our park?")
    assert question.language == "en"
    assert "was received" in letter.subject


@pytest.mark.django_db
def test_a_few_keywords_are_answered_in_the_language_of_the_page():
    question, letter = received("wadi subsidie", language="en")
    assert (question.language, question.text_language) == ("en", "")
    assert "was received" in letter.subject


@pytest.mark.django_db
def test_another_language_is_kept_and_answered_in_two(browser_of):
    question, letter = received(POLISH)
    assert question.text == POLISH
    assert "in het Nederlands of Engels" in letter.body
    assert "in Dutch or English" in letter.body
    assert "/vraag/" in letter.body
    desk = browser_of(made.regisseur())
    assert "(Pools)" in desk.get("/loket").content.decode()
    shown = desk.get(f"/loket/{question.pk}").content.decode()
    assert "Pools" in shown
    assert POLISH in shown
