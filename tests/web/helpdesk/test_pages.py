"""The pages of the desk: what each reader sees, and what bad input gets."""

import io
import zipfile
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.web.helpdesk import made
from tests.web.made import AT
from werklandschap.web.helpdesk.forms import asking as forms
from werklandschap.web.helpdesk.models import Question
from werklandschap.web.helpdesk.queries import links, similar
from werklandschap.web.helpdesk.views.asking import MOST_AN_HOUR
from werklandschap.web.mail.models import Letter
from werklandschap.web.theme.queries import long_date

pytestmark = pytest.mark.django_db
SCRIPT = "<script>alert(1)</script>"


@pytest.fixture(autouse=True)
def desk(db, monkeypatch):
    cache.clear()
    similar._index.cache_clear()
    monkeypatch.setattr(forms, "_QUICKEST_S", -1)
    made.open_desk()


def page(name, *args):
    return reverse(name, args=args)


def main(answer):
    return answer.content.decode().partition("<main")[2].partition("</main>")[0]


def fill_in(browser, **more):
    """Ask in four steps; gives the last answer."""
    told = {
        "asker": "ENTREPRENEUR",
        "level": "PARK",
        "place": "Utrecht",
        "text": "Hoe beginnen wij met vergroenen?",
        "step": "enthusiasm",
        "email": "vrager@example.org",
        **more,
    }
    steps = {
        "wie": ("asker", "level"),
        "waar": ("place", "choice"),
        "vraag": ("text", "step"),
        "versturen": ("email", "website", "attachments", "begun"),
    }
    answer = None
    for step, names in steps.items():
        given = {name: told[name] for name in names if name in told}
        if step == "versturen":
            given.setdefault("begun", forms.begin())
        answer = browser.post(page("ask_step", step), given)
        if answer.status_code != 302:
            break
    return answer


def test_anybody_asks_in_four_steps_and_follows_by_the_link(browser_of):
    browser = browser_of(None)
    assert fill_in(browser).url == page("ask_done")
    question = Question.objects.get()
    assert (question.region_code, question.stage) == ("ES14", "RECEIVED")
    assert str(question.pk) in browser.get(page("ask_done")).content.decode()
    body = Letter.objects.get(to="vrager@example.org").body
    link = "/vraag/" + body.partition("/vraag/")[2].split()[0]
    shown = browser.get(link).content.decode()
    assert "Hoe beginnen wij met vergroenen?" in shown
    assert browser.post(link, {"move": "note", "text": SCRIPT}).status_code == 302
    assert SCRIPT not in browser.get(link).content.decode()
    assert browser.post(link, {"move": "withdraw"}).status_code == 302
    question.refresh_from_db()
    assert question.stage == "WITHDRAWN"


def test_from_the_page_of_a_park_its_place_is_filled_in(browser_of, park):
    browser = browser_of(None)
    browser.get(page("ask"), {"terrein": park.code})
    told = "Testterrein, Voorbeeldgemeente"
    browser.post(page("ask_step", "wie"), {"asker": "PARK", "level": "PARK"})
    assert told in browser.get(page("ask_step", "waar")).content.decode()
    assert fill_in(browser, place=told).status_code == 302
    assert Question.objects.get().park == park


def test_a_step_cannot_be_skipped_and_what_was_typed_is_kept(browser_of):
    browser = browser_of(None)
    assert browser.get(page("ask_step", "versturen")).url == page("ask_step", "wie")
    answer = fill_in(browser, email="geen adres")
    told = answer.content.decode()
    assert 'value="geen adres"' in told
    assert "Hoe beginnen wij met vergroenen?" in told
    assert not Question.objects.exists()


def test_an_unknown_place_is_kept_as_typed_and_goes_to_the_team(browser_of):
    assert fill_in(browser_of(None), place="Verweggistan").status_code == 302
    question = Question.objects.get()
    assert (question.municipality, question.region_code) == ("Verweggistan", "")


def test_a_question_in_any_language_or_script_is_kept_as_it_is(browser_of):
    text = "Jak mogę zacząć? ماذا أفعل؟ 🌳 " + SCRIPT
    browser = browser_of(None)
    assert fill_in(browser, text=text).status_code == 302
    browser.post(page("ask_step", "wie"), {"asker": "PARK", "level": "PARK"})
    browser.post(page("ask_step", "waar"), {"place": "Utrecht"})
    browser.post(page("ask_step", "vraag"), {"text": text})
    told = browser.get(page("ask_step", "versturen")).content.decode()
    assert "niet in het Nederlands of Engels" in told
    assert "neither Dutch nor English" in told
    assert Question.objects.get().text == text


def test_what_the_desk_does_not_do_is_said_and_can_be_sent_all_the_same(browser_of):
    browser = browser_of(None)
    answer = fill_in(browser, text="Kunt u een offerte voor ons dak maken?", email="x")
    assert "niet één bedrijf apart" in answer.content.decode()
    assert fill_in(browser, text="Kunt u een offerte maken?").status_code == 302
    assert Question.objects.get().outside == "individual_service"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("virus.pdf", b"MZ\x90\x00"),
        ("page.png", b"<html><script>alert(1)</script>"),
        ("leeg.pdf", b""),
        ("macro.docx", None),
        ("groot.pdf", b"%PDF-" + b"0" * (5 * 1024 * 1024)),
    ],
)
def test_hostile_files_are_refused_in_words(browser_of, name, content):
    if content is None:
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            archive.writestr("word/document.xml", "x")
            archive.writestr("word/vbaProject.bin", "x")
        content = packed.getvalue()
    file = SimpleUploadedFile(name, content)
    answer = fill_in(browser_of(None), attachments=file)
    assert answer.status_code == 200
    told = answer.content.decode()
    assert "kunnen wij niet aannemen" in told or "leeg" in told
    assert not Question.objects.exists()


def test_a_good_file_is_kept_and_read_by_the_desk_and_its_partner_only(browser_of):
    file = SimpleUploadedFile("../../kaart <b>.pdf", b"%PDF-1.7 kaart")
    assert fill_in(browser_of(None), attachments=file).status_code == 302
    question = Question.objects.get()
    kept = question.attachments.get()
    assert "/" not in kept.name
    assert "<" not in kept.name
    there = page("attachment", kept.pk)
    heijmans, tauw = made.partners("heijmans", "tauw")
    made.put_out(question, "heijmans")
    answer = browser_of(made.regisseur()).get(there)
    assert answer.content == b"%PDF-1.7 kaart"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert browser_of(made.partner_person(heijmans)).get(there).status_code == 200
    assert browser_of(made.partner_person(tauw)).get(there).status_code == 404
    other = made.regisseur("ES01", "elders@example.net")
    assert browser_of(other).get(there).status_code == 404


def test_programs_and_floods_get_a_clear_answer(browser_of, monkeypatch):
    browser = browser_of(None)
    assert fill_in(browser, website="http://spam.example").status_code == 200
    assert fill_in(browser, begun="verzonnen").status_code == 200
    assert not Question.objects.exists()
    codes = [fill_in(browser).status_code for _ in range(MOST_AN_HOUR + 2)]
    assert codes == [302] * MOST_AN_HOUR + [429] * 2
    assert Question.objects.count() == MOST_AN_HOUR
    told = fill_in(browser).content.decode()
    assert "over een uur" in told
    monkeypatch.setattr(forms, "_QUICKEST_S", 60)
    assert "erg snel" in fill_in(browser).content.decode()


def test_an_expired_link_gives_a_new_one_to_the_known_address_only(
    browser_of, monkeypatch
):
    question, browser = made.ask(), browser_of(None)
    secret = links.secret_of(question)
    monkeypatch.setattr(links, "LASTS", timedelta(seconds=-1))
    there, before = page("follow", secret), Letter.objects.count()
    answer = browser.get(there)
    assert answer.status_code == 410
    assert question.text not in answer.content.decode()
    other = main(browser.post(there, {"email": "ander@example.org"}))
    assert Letter.objects.count() == before
    own = main(browser.post(there, {"email": "Vrager@example.org"}))
    assert Letter.objects.count() == before + 1
    assert own == other
    assert browser.get(page("follow", "onzin")).status_code == 404


def test_similar_questions_are_found_by_stem_and_compound_once_published(browser_of):
    browser = browser_of(None)
    answers = {
        "Wat doen wij tegen wateroverlast op het parkeerterrein?": "Ontharden.",
        "Hoe vinden wij geld voor groene daken?": "Met een voucher.",
        "Wie helpt bij een vereniging?": "De parkmanager.",
    }
    for number, (asked, answer) in enumerate(answers.items()):
        made.ask(text=f"Geheime vraag {number}")
        Question.objects.filter(text=f"Geheime vraag {number}").update(
            public_question=asked, public_answer=answer, ended_at=AT
        )
    made.ask(text="Water in de kelder, geheim")
    for typed, found in [
        ("het water staat hoog", "wateroverlast"),
        ("groen dak betalen", "groene daken"),
        ("parkeerplaatsen ontharden", "parkeerterrein"),
    ]:
        told = browser.get(page("ask_known"), {"q": typed}).content.decode()
        assert found in told, typed
        assert "geheim" not in told.casefold()
    assert (
        "<a" not in browser.get(page("ask_known"), {"q": "zxqj kwsd"}).content.decode()
    )
    assert browser.get(page("ask_known"), {"q": "a" * 100_000}).status_code == 200


def test_the_regisseur_works_on_a_question_and_a_refusal_keeps_what_was_written(
    browser_of,
):
    question, browser = made.ask(), browser_of(made.regisseur())
    there = page("question", question.pk)
    move = lambda name, **told: browser.post(  # noqa: E731
        page("question_move", question.pk, name),
        {"seen": Question.objects.get().version, **told},
    )
    assert "Vraag aanscherpen" in browser.get(there).content.decode()
    assert move("sharpen", sharpened="Scherp.", step="design").status_code == 302
    shown = browser.get(there).content.decode()
    assert "Voorstel van het loket" in shown
    assert "als enige" in shown
    four = [each.pk for each in made.partners("heijmans", "tauw", "clok", "rebel")]
    refused = move("put_out", partners=four)
    assert refused.status_code == 409
    assert "hoogstens 3 partners" in refused.content.decode()
    assert move("put_out", partners=four[:2]).status_code == 302
    stale = move("pause", reason="Wacht op een tekening.", seen=1)
    assert stale.status_code == 409
    told = stale.content.decode()
    assert "Iemand anders" in told
    assert "Wacht op een tekening." in told
    assert move("pause", reason="").status_code == 422
    assert move("onzin").status_code == 404
    work = browser.get(page("work")).content.decode()
    assert long_date(Question.objects.get().due_on) in work
    listed = browser.get(page("desk"), {"stage": "OUT", "q": "Scherp"}).content.decode()
    assert there in listed
    saved = browser.post(page("save_filter"), {"name": "Uit", "query": "stage=OUT"})
    assert saved.url.endswith("?stage=OUT")
    assert "Uit</a>" in browser.get(page("desk")).content.decode()


def test_each_sees_only_what_is_theirs(browser_of, outsider):
    question = made.ask(text="Geheime vraag")
    made.proposed(question, "heijmans", "tauw")
    heijmans, clok = made.partners("heijmans", "clok")
    approach = question.approaches.get(partner=heijmans)
    own = browser_of(made.partner_person(heijmans))
    shown = own.get(page("proposal", approach.pk)).content.decode()
    assert "TAUW" not in shown
    assert "vrager@example.org" not in shown
    others = [
        browser_of(made.partner_person(clok)),
        browser_of(made.regisseur("ES01", "elders@example.net")),
        browser_of(outsider),
        browser_of(None),
    ]
    addresses = [
        page("question", question.pk),
        page("proposal", approach.pk),
        page("proposal_a4", approach.pk),
        page("desk"),
        page("partner_desk"),
        page("desk_export"),
        page("work"),
    ]
    for other in others:
        for address in addresses:
            assert "Geheime vraag" not in other.get(address).content.decode(
                errors="replace"
            )
    a4 = own.get(page("proposal_a4", approach.pk))
    assert a4.content.startswith(b"%PDF-")


def test_a_partner_keeps_a_draft_looks_at_its_a4_and_sends_it(browser_of):
    question = made.ask()
    approach = made.put_out(question, "heijmans")
    browser = browser_of(made.partner_person(made.partners("heijmans")[0]))
    there = page("proposal", approach.pk)
    draft = {"move": "keep", "what": "Half af."}
    assert browser.post(there, draft).status_code == 302
    assert "Half af." in browser.get(there).content.decode()
    desk = browser_of(made.regisseur())
    assert desk.get(page("proposal_a4", approach.pk)).status_code == 404
    whole = {
        "move": "propose",
        "what": "a",
        "how": "b",
        "result": "c",
        "cost_eur": "10",
    }
    assert browser.post(there, whole | {"own_eur": "20"}).status_code == 409
    long = whole | {"own_eur": "5", "how": "Heel veel woorden. " * 600}
    refused = browser.post(there, long)
    assert refused.status_code == 409
    assert "past niet op één A4" in refused.content.decode()
    typst = whole | {
        "own_eur": "5",
        "what": '#panic("x") $ \\ * _ ] #read("/etc/passwd")',
    }
    assert browser.post(there, typst).status_code == 302
    approach.refresh_from_db()
    assert (approach.state, approach.pages) == ("ANSWERED", 1)
    assert desk.get(page("proposal_a4", approach.pk)).status_code == 200


def test_words_of_letters_cannot_reach_for_more_than_their_places(browser_of, people):
    browser = browser_of(people["PROGRAMME"])
    there = page("letter", "received", "nl")
    for body in ["{name}", "{question.email}", "{", "{0}", "{question!r:>9}{link[0]}"]:
        answer = browser.post(there, {"subject": "s", "body": body})
        assert answer.status_code == 200, body
    assert browser.post(there, {"subject": "s", "body": "{link}"}).status_code == 302
