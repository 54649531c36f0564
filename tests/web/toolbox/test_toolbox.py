"""Pages of editors, and the board of a park."""

import io
import re
from datetime import date, timedelta
from itertools import product

import docx
import pytest
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.web.made import AT
from tests.web.pages.test_pages import assert_well_made
from werklandschap.report.documents.blocks import Bullets, Heading, Paragraph, Table
from werklandschap.web.accounts.models import Role
from werklandschap.web.audit.actions import PLATFORM
from werklandschap.web.jobs.models import Run
from werklandschap.web.mail.models import Letter
from werklandschap.web.toolbox import tasks
from werklandschap.web.toolbox.actions import pages, steps
from werklandschap.web.toolbox.markdown import html_of, links_in, problems_of
from werklandschap.web.toolbox.models import (
    DeadLink,
    Image,
    Page,
    PageVersion,
    Step,
    StepState,
)
from werklandschap.web.toolbox.queries import boards, reading
from werklandschap.web.toolbox.queries import shipped as package
from werklandschap.web.toolbox.queries.parts import address
from werklandschap.web.toolbox.queries.word import blocks_of

PAGES = dict(package.pages())
TEXTS = {
    f"{name}_{lang}": "Tekst"
    for name in ("title", "summary", "body")
    for lang in ("nl", "en")
}
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 40


def shown(client, name, language="nl", **more):
    client.cookies["django_language"] = language
    return client.get(reverse(name, kwargs=more))


def write(page, actor, on=None, **texts):
    return pages.write(
        page=page,
        texts=TEXTS | texts,
        publish_on=on or AT.date(),
        review_on=date(2027, 1, 1),
        actor=actor,
        at=AT,
    )


# -- What ships ---------------------------------------------------------------------------
def test_every_step_has_a_guide_and_the_role_is_described():
    told = package.steps_and_phases()
    assert set(told["steps"]) == set(Step.values)
    assert [phase["number"] for phase in told["phases"]] == list(range(8))
    guides = {each["step"] for each in PAGES.values() if each["kind"] != "TEMPLATE"}
    assert guides == set(Step.values)
    assert {each["kind"] for each in PAGES.values()} == {"GUIDE", "TEMPLATE", "ROLE"}


@pytest.mark.parametrize("slug", PAGES)
def test_a_shipped_page_has_nothing_to_mend(slug):
    told = PAGES[slug]
    for text in told["body"].values():
        assert problems_of(text) == []
    assert all(told[name]["en"] for name in ("title", "summary", "body"))
    sentences = re.split(r"[.!?]\s", re.sub(r"[|*#\[\]…_-]", " ", told["body"]["nl"]))
    assert max(len(each.split()) for each in sentences) <= 60


@pytest.mark.parametrize("language", ["nl", "en"])
def test_pages_are_whole_in_both_languages(client, shipped, park, language):
    for name in ("toolbox", "phases"):
        assert_well_made(shown(client, name, language), language)
    for page in shipped:
        assert_well_made(
            shown(client, "toolbox_page", language, page=page.slug), language
        )
    where = {"code": park.code, "slug": "testterrein"}
    assert_well_made(shown(client, "board", language, **where), language)


def test_loading_twice_changes_nothing_and_never_overrules_an_editor(shipped, people):
    assert pages.load_shipped(actor=PLATFORM, at=AT) == 0
    page = shipped.get(slug="rol-procesbegeleider")
    write(page, people[Role.PROGRAMME])
    Page.objects.update(shipped_hash="older")
    assert pages.load_shipped(actor=PLATFORM, at=AT) == len(PAGES) - 1


def test_words_find_pages_and_a_question_finds_help(shipped):
    found = reading.find("samenwerkingsovereenkomst", language="nl", on=AT.date())
    assert found[0].page.slug == "sjabloon-samenwerking"
    hits = reading.similar_to(
        "Wie betaalt de bomen en wie krijgt de baten?", language="nl", on=AT.date()
    )
    assert "wie-betaalt-wie-wint" in hits[0].url


# -- Markdown -----------------------------------------------------------------------------
@pytest.mark.parametrize(
    "evil",
    [
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        "![x](data:text/html;base64,AAAA)",
        '<img src=x onerror="alert(1)">',
        "[x](https://a.nl \"a' onclick='b\")",
        "<iframe src=//x>",
        "[a]: vbscript:x\n\n[b][a]",
    ],
)
def test_no_text_of_an_editor_runs_anything(evil):
    html = html_of(evil).lower()
    assert not re.search(
        r"<script|<iframe|<img[^>]*(onerror|data:)|href=.?(java|vb)script", html
    )
    assert not re.search(r"<[^>]*\son\w+=", html)


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=200))
def test_any_text_becomes_html_without_scripts(text):
    assert "<script" not in html_of(text).lower()


def test_headings_start_below_the_title_of_the_page():
    assert "<h2>" in html_of("# Kop")
    assert "<h1" not in html_of("# Kop")


def test_pictures_need_words_and_are_our_own():
    assert len(problems_of("![](/toolbox/afbeelding/1)")) == 1
    assert len(problems_of("![Wadi](https://elders.nl/a.png)")) == 1
    assert problems_of("![Wadi na regen](/toolbox/afbeelding/1)") == []


# -- Editing ------------------------------------------------------------------------------
def test_nobody_approves_their_own_page_and_it_appears_on_its_day(shipped, people):
    page = shipped.get(slug="rol-procesbegeleider")
    today = AT.date()
    version = write(
        page, people[Role.PROGRAMME], today + timedelta(days=3), title_nl="Nieuw"
    )
    with pytest.raises(pages.OwnWork):
        pages.approve(version=version, actor=people[Role.PROGRAMME], at=AT)
    assert reading.version_of(page, today + timedelta(days=9)).title_nl != "Nieuw"
    pages.approve(version=version, actor=people[Role.ADMINISTRATOR], at=AT)
    assert reading.version_of(page, today).title_nl != "Nieuw"
    assert reading.version_of(page, today + timedelta(days=3)).title_nl == "Nieuw"
    with pytest.raises(pages.NotReady):
        pages.approve(version=version, actor=people[Role.ADMINISTRATOR], at=AT)


def test_an_editor_previews_mends_and_sends(shipped, people, browser_of):
    editor = browser_of(people[Role.PROGRAMME])
    there = reverse("edit_page", kwargs={"page": "rol-procesbegeleider"})
    told = TEXTS | {"publish_on": "2026-11-26", "review_on": "2027-01-01"}
    html = editor.post(there, told | {"body_nl": "## Voorbeeld", "bekijken": "1"})
    assert "<h2>Voorbeeld</h2>" in html.content.decode()
    assert not PageVersion.objects.filter(status="REVIEW").exists()
    html = editor.post(there, told | {"body_nl": "![](/toolbox/afbeelding/1)"})
    assert "heeft geen beschrijving" in html.content.decode()
    assert editor.post(there, told).status_code == 302
    assert PageVersion.objects.filter(status="REVIEW").count() == 1


def test_only_pictures_are_kept(people):
    give = {"alt_nl": "x", "alt_en": "x", "actor": people[Role.PROGRAMME], "at": AT}
    for data in (b"<svg onload=alert(1)>", b"GIF89a", b"", PNG + b"0" * 2**20):
        with pytest.raises(pages.NoPicture):
            pages.add_image(data=data, **give)
    assert pages.add_image(data=PNG, **give).mime == "image/png"
    assert Image.objects.count() == 1


# -- Links --------------------------------------------------------------------------------
def test_dead_links_are_found_and_our_own_network_is_never_asked(site):
    asked = []

    def may_ask(host):
        asked.append(host)
        return host == "127.0.0.1"

    def trouble(path):
        return tasks.trouble_with(f"{site}{path}", may_ask=may_ask)

    assert trouble("/goed") == trouble("/omweg") == ""
    assert trouble("/weg") == "status 404"
    assert trouble("/rondje") == "too many redirects"
    assert trouble("/naar-binnen") == "not public"
    assert (
        tasks.trouble_with("http://127.0.0.1:9/", may_ask=may_ask) == "ConnectionError"
    )
    assert tasks.trouble_with(f"{site}/goed") == "not public"
    assert tasks.trouble_with("ftp://a.nl") == "no web address"


def test_the_nightly_check_tells_editors(
    shipped, site, people, monkeypatch, browser_of
):
    page = shipped.get(slug="rol-procesbegeleider")
    version = write(
        page, people[Role.PROGRAMME], body_nl=f"[a]({site}/weg) [b]({site}/goed)"
    )
    pages.approve(version=version, actor=people[Role.ADMINISTRATOR], at=AT)
    monkeypatch.setattr(
        tasks.trouble_with, "__kwdefaults__", {"may_ask": lambda _: True}
    )
    outcome = tasks.LINKS.work({"at": AT.isoformat()}, lambda *_: None)
    assert outcome.facts == [(page.pk, f"{site}/weg", "status 404")]
    run = Run(ended_at=AT)
    tasks.LINKS.keep(run, outcome)
    tasks.LINKS.keep(run, outcome)
    assert DeadLink.objects.count() == 1
    html = browser_of(people[Role.PROGRAMME]).get(reverse("toolbox_editing"))
    assert f"{site}/weg" in html.content.decode()


def test_one_run_a_night_and_one_letter_a_week(shipped, people):
    owner = people[Role.PROGRAMME]
    Page.objects.filter(slug="rol-procesbegeleider").update(
        owner=owner, review_on=date(2026, 1, 1)
    )
    night = AT.replace(hour=3)
    for at in (AT, night, night + timedelta(minutes=1), night + timedelta(minutes=2)):
        tasks.every_night(at)
    assert Run.objects.filter(kind="toolbox_links").count() == 1
    letter = Letter.objects.get()
    assert letter.to == owner.email
    assert "/toolbox/rol-procesbegeleider" in letter.body
    tasks.every_night(night + timedelta(days=7))
    assert Letter.objects.count() == 2


# -- The board ----------------------------------------------------------------------------
def set_step(park, actor, step, status, **more):
    facts = {"decision": "", "decide_on": None, "who": "", "actor": actor, "at": AT}
    return steps.set_step(park=park, step=step, status=status, **(facts | more))


def test_any_state_may_follow_any_other_in_any_order(park, people):
    actor = people[Role.PARK_MANAGER]
    for first, second in product(StepState.Status.values, repeat=2):
        for step in ("monitoring", "baseline"):
            set_step(park, actor, step, first)
            set_step(park, actor, step, second)
            assert park.steps.get(step=step).status == second


def test_the_board_says_what_is_to_be_decided_first(park, people):
    actor = people[Role.PARK_MANAGER]
    later, sooner = date(2027, 1, 1), date(2026, 12, 1)
    set_step(park, actor, "works", "BUSY", decision="Wie legt aan?", decide_on=later)
    set_step(park, actor, "costs", "AGAIN", decision="Wie betaalt?", decide_on=sooner)
    set_step(park, actor, "design", "DONE", decision="Klaar", decide_on=sooner)
    rows = boards.rows_of(park, AT.date())
    assert [row.step.name for row in boards.next_decisions(rows)] == ["costs", "works"]
    assert len(rows) == 8


def test_a_visitor_reads_the_steps_but_not_how_far_a_park_is(
    client, shipped, park, people, outsider, browser_of
):
    set_step(
        park, people[Role.PARK_MANAGER], "works", "BUSY", decision="Geheim besluit"
    )
    for who in (client, browser_of(outsider)):
        html = who.get(address(park)).content.decode()
        assert "Wie geeft opdracht" in html
        assert "Geheim besluit" not in html
        assert "Stand van" not in html
    html = browser_of(people[Role.ENTREPRENEUR]).get(address(park)).content.decode()
    assert "Geheim besluit" in html
    assert "Stand van" not in html


def test_a_manager_sets_a_step_of_their_own_park_only(
    park, people, outsider, browser_of
):
    there = reverse("set_step", kwargs={"code": "T001", "slug": "x", "step": "works"})
    told = {"status": "BUSY", "decision": "Wie beheert het?", "decide_on": "2027-02-01"}
    assert browser_of(outsider).post(there, told).status_code == 403
    assert browser_of(people[Role.PARK_MANAGER]).post(there, told).status_code == 302
    assert park.steps.get().decision == "Wie beheert het?"
    unknown = there.replace("works", "zzz")
    assert browser_of(people[Role.PARK_MANAGER]).get(unknown).status_code == 404


def test_links_are_read_from_text():
    assert links_in("[a](https://a.nl) [b](mailto:x@y.nl) [a](https://a.nl) /c") == [
        "https://a.nl"
    ]


# -- As a file to fill in -----------------------------------------------------------------
def words_in(content):
    """Give all words of a Word document, cells of tables included."""
    word = docx.Document(io.BytesIO(content))
    cells = (
        cell.text for each in word.tables for row in each.rows for cell in row.cells
    )
    return " ".join([*(each.text for each in word.paragraphs), *cells])


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_page_comes_as_word_with_all_that_it_says(language, client, shipped):
    client.cookies["django_language"] = language
    for page in Page.objects.all():
        answer = client.get(reverse("toolbox_word", args=[page.slug]))
        assert answer["Content-Type"].endswith("wordprocessingml.document")
        told = words_in(answer.content)
        body = page.versions.latest("number").body.in_language(language)
        said = re.sub(r"<[^>]+>|&\w+;", " ", html_of(body))
        assert set(re.findall(r"\w+", said)) <= set(re.findall(r"\w+", told))


def test_headings_lists_and_tables_stay_what_they_are():
    text = "# A\n\n### B\n\n> Let op\n\n1. een\n2. twee [hier](https://a.example)\n\n"
    table = "| X | Y |\n| --- | --- |\n| 1 | **2** |\n"
    assert list(blocks_of(text + table)) == [
        Heading("A", 1),
        Heading("B", 2),
        Paragraph("Let op", is_remark=True),
        Bullets(("een", "twee hier (https://a.example)"), is_numbered=True),
        Table(columns=("X", "Y"), rows=(("1", "2"),), caption=""),
    ]


@settings(max_examples=60)
@given(st.text(alphabet="#*>|-[]()`!_1. \nab", max_size=120))
def test_any_markdown_becomes_blocks(text):
    for block in blocks_of(text):
        assert type(block) in {Heading, Paragraph, Bullets, Table}


def test_a_page_that_is_not_there_has_no_file(client, db):
    assert client.get(reverse("toolbox_word", args=["weg"])).status_code == 404
