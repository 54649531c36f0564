"""The pages: what they show, to whom, and what becomes of bad input."""

import csv
import io
import re
from datetime import date

import pytest
from django.urls import reverse

from tests.web.made import AT, make_park
from tests.web.pages.test_pages import assert_well_made
from werklandschap.web.accounts.models import Role
from werklandschap.web.audit.models import AuditEntry
from werklandschap.web.innovations.actions import effects, records, submissions
from werklandschap.web.innovations.forms import editing
from werklandschap.web.innovations.models import Innovation, RealisedEffect, Submission
from werklandschap.web.innovations.queries import fits, record

TOLD = {
    "title": "Regenton bij de hal",
    "kind": "PHYSICAL",
    "summary": "Een ton vangt regen op.",
    "failed": "Hij stond te klein.\nEn te ver weg.",
}


def page(client, name, language="nl", **more):
    client.cookies["django_language"] = language
    return client.get(reverse(name, kwargs=more))


@pytest.mark.parametrize("language", ["nl", "en"])
def test_pages_are_whole_in_both_languages(client, shipped, park, language):
    assert_well_made(page(client, "innovations", language), language)
    assert_well_made(page(client, "submit_innovation", language), language)
    where = {"code": park.code, "slug": "testterrein"}
    assert_well_made(page(client, "park_innovations", language, **where), language)
    for each in shipped:
        shown = page(client, "innovation", language, innovation=each.code)
        assert_well_made(shown, language)
        assert "None" not in shown.content.decode()


def test_a_record_without_a_case_says_so(client, swale):
    html = page(client, "innovation", innovation="wadi").content.decode()
    assert "nog geen bedrijventerrein waar dit is gedaan" in html


def test_it_is_judged_by_the_park_s_own_scan(client, swale, scan):
    park = scan.park
    there = reverse("innovation_fit", kwargs={"innovation": "wadi"})
    html = client.get(f"{there}?terrein={park.code}").content.decode()
    assert "Wat de cijfers zeggen" in html
    assert "Vul het hieronder in." in html
    green = scan.figures.get(indicator="green_share")
    told = fits.judged(swale, park, {})
    lines = [*told.pros, *told.cons]
    assert green.value in [line.figure.value for line in lines if line.figure]
    wet = fits.judged(swale, park, {"groundwater": "shallow"})
    dry = fits.judged(swale, park, {"groundwater": "deep", "soil": "sand"})
    assert wet.verdict == "cannot"
    assert dry.low > told.low
    best = fits.all_for(park, {"groundwater": "shallow"})
    assert best[-1].verdict == "cannot"
    assert len(best) == Innovation.objects.count()


def test_a_park_is_found_by_name_and_a_private_one_is_not(client, swale, park):
    make_park("T002", name="Geheimterrein", is_public=False)
    there = reverse("innovation_fit", kwargs={"innovation": "wadi"})
    assert "terrein=T001" in client.get(f"{there}?terrein=testterr").content.decode()
    for secret in ("T002", "Geheimterrein"):
        html = client.get(f"{there}?terrein={secret}").content.decode()
        assert "kennen we niet" in html
        assert "gemeente" in html


def test_a_site_may_show_it_within_its_own_page(client, swale):
    answer = page(client, "embed_innovation", innovation="wadi")
    policy = answer["Content-Security-Policy"]
    assert "frame-ancestors *" in policy
    assert "frame-ancestors 'none'" not in policy
    assert "X-Frame-Options" not in answer
    other = page(client, "innovation", innovation="wadi")
    assert "frame-ancestors 'none'" in other["Content-Security-Policy"]


def test_open_data_carries_its_licence_and_no_people(client, swale, people):
    records.add_contact(
        innovation=swale,
        name="Iemand",
        email="iemand@example.org",
        actor=people[Role.PROGRAMME],
        at=AT,
    )
    answer = page(client, "innovations_json")
    told = answer.json()
    assert "creativecommons.org/licenses/by/4.0" in told["licence"]["url"]
    assert len(told["innovations"]) == Innovation.objects.count()
    assert "iemand@" not in answer.content.decode()
    text = page(client, "innovations_csv").content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    assert {row["code"] for row in rows} == {
        each["code"] for each in told["innovations"]
    }


def test_a_table_never_holds_a_formula(client, swale, people):
    records.edit(
        innovation=swale,
        changes={"summary": {"nl": '=HYPERLINK("x")', "en": "@cmd"}},
        seen_version=1,
        note="",
        actor=people[Role.PROGRAMME],
        at=AT,
    )
    text = page(client, "innovations_csv").content.decode("utf-8-sig")
    cells = [
        cell for row in csv.reader(io.StringIO(text), delimiter=";") for cell in row
    ]
    assert not [cell for cell in cells if cell[:1] in {"=", "@", "+"}]


def test_anybody_submits_two_people_look_and_then_it_is_there(
    client, people, browser_of
):
    answer = client.post(reverse("submit_innovation"), TOLD, follow=True)
    assert "Twee mensen kijken ernaar" in answer.content.decode()
    submission = Submission.objects.get()
    first, second = (
        browser_of(people[r]) for r in (Role.PROGRAMME, Role.ADMINISTRATOR)
    )
    there = reverse("review_innovation", kwargs={"submission_id": submission.pk})
    first.post(there, {"doe": "bekeken"})
    answer = first.post(there, {"doe": "plaatsen"}, follow=True)
    assert "U hebt dit zelf als eerste bekeken" in answer.content.decode()
    assert not Innovation.objects.exists()
    second.post(there, {"doe": "plaatsen"})
    made = Innovation.objects.get()
    assert [text.nl for text in made.failed] == [
        "Hij stond te klein.",
        "En te ver weg.",
    ]
    assert client.get(made.get_absolute_url()).status_code == 200


def test_who_told_it_is_forgotten_once_decided(people, browser_of, client):
    told = TOLD | {"name": "Iemand", "email": "iemand@example.org"}
    client.post(reverse("submit_innovation"), told)
    submission = Submission.objects.get()
    submissions.refuse(
        submission=submission, reason="Reclame", actor=people[Role.PROGRAMME], at=AT
    )
    submission.refresh_from_db()
    assert (submission.name, submission.email) == ("", "")
    with pytest.raises(submissions.AlreadyDecided):
        submissions.check(submission=submission, actor=people[Role.PROGRAMME], at=AT)


def test_a_program_that_fills_in_everything_leaves_nothing(client, db):
    client.post(reverse("submit_innovation"), TOLD | {"website": "http://spam"})
    assert not Submission.objects.exists()


def test_nobody_floods_the_list_and_nothing_typed_is_lost(client, db):
    answers = [client.post(reverse("submit_innovation"), TOLD) for _ in range(7)]
    assert [answer.status_code for answer in answers] == [302] * 5 + [429] * 2
    assert Submission.objects.count() == 5
    assert "Een ton vangt regen op." in answers[-1].content.decode()


def test_what_is_missing_is_said_and_scripts_stay_words(client, db):
    answer = client.post(
        reverse("submit_innovation"), {"title": "<script>alert(1)</script>"}
    )
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "Dit klopt nog niet" in html
    assert "<script>alert" not in html


def give(innovation, park, actor, value, effect="storage_mm"):
    return effects.add_effect(
        innovation=innovation,
        effect=effect,
        park=park,
        value=value,
        measured_on=date(2026, 10, 1),
        note="",
        actor=actor,
        at=AT,
    )


def test_what_parks_measure_moves_what_the_next_may_expect(swale, park, people, client):
    manager = people[Role.PARK_MANAGER]
    before = record.effects_of(swale, AT.date())[0].belief
    one = give(swale, park, manager, 120.0)
    after = record.effects_of(swale, AT.date())[0].belief
    assert after.parks == 1
    assert after.central == pytest.approx((3 * before.central + 120) / 4)
    effects.withdraw_effect(realised=one, actor=manager, at=AT)
    assert record.effects_of(swale, AT.date())[0].belief == before
    told = set(AuditEntry.objects.values_list("action", flat=True))
    assert {"innovations.add_effect", "innovations.withdraw_effect"} <= told
    html = page(client, "innovation", innovation="wadi").content.decode()
    assert "ingetrokken op" in html


def test_a_slip_of_the_unit_is_asked_back(swale, park, people):
    with pytest.raises(effects.FarOff):
        give(swale, park, people[Role.PARK_MANAGER], 350_000.0)
    with pytest.raises(effects.UnknownEffect):
        give(swale, park, people[Role.PARK_MANAGER], 3.0, effect="smell")
    assert not RealisedEffect.objects.exists()


def test_a_manager_enters_figures_of_their_own_park_only(
    swale, park, people, outsider, browser_of
):
    there = reverse("add_effect", kwargs={"innovation": "wadi"})
    told = {
        "effect": "storage_mm",
        "park": "T001",
        "value": "300,5",
        "measured_on": "2026-10-01",
    }
    assert browser_of(outsider).post(there, told).status_code == 200
    assert not RealisedEffect.objects.exists()
    assert browser_of(people[Role.PARK_MANAGER]).post(there, told).status_code == 302
    one = RealisedEffect.objects.get()
    assert one.value == 300.5
    undo = reverse("withdraw_effect", kwargs={"effect_id": one.pk})
    assert browser_of(outsider).post(undo).status_code == 403


def filled(innovation):
    """Give what a browser would send of the form that an editor sees."""
    told = editing.initial_of(innovation)
    kept = {name: value for name, value in told.items() if value or value == 0}
    return kept | {"review_on": told["review_on"].isoformat(), "note": "x"}


def test_the_form_of_an_editor_holds_the_whole_record(shipped):
    for each in shipped:
        data = {
            name: str(value).replace(".", ",") if isinstance(value, float) else value
            for name, value in filled(each).items()
        }
        form = editing.EditForm(data, innovation=each)
        assert form.is_valid(), (each.code, form.errors)
        assert each.content | form.changes() == each.content, each.code


def test_an_editor_changes_conditions_effects_costs_and_sources(
    swale, people, browser_of
):
    there = reverse("edit_innovation", kwargs={"innovation": "wadi"})
    first = swale.content["conditions"][0]
    name = first if isinstance(first, str) else first["use"]
    effect = "koelte | Koelte | Coolness | °C | °C | 0,5 | 1 | 2 | memory | Proef | Wij"
    told = filled(swale) | {
        "kind": "COOPERATION",
        "themes": ["heat"],
        "conditions": ["little_green", name],
        "needed": ["little_green"],
        "effects": editing.initial_of(swale)["effects"] + "\n" + effect,
        "cost_central": "61,5",
        "sources": "Een bron | Een uitgever | 2025 | https://a.example | verified",
    }
    answer = browser_of(people[Role.PROGRAMME]).post(there, told)
    assert answer.status_code == 302
    swale.refresh_from_db()
    assert (swale.kind, swale.themes) == ("COOPERATION", ["heat"])
    assert swale.content["conditions"] == [
        first,
        {"use": "little_green", "is_needed": True},
    ]
    assert swale.effects[-1]["high"] == 2
    assert swale.content["cost"]["central"] == 61.5
    assert swale.content["sources"][0]["year"] == 2025
    assert browser_of(None).get(swale.get_absolute_url()).status_code == 200


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"effects": "a | b"}, "Regel 1"),
        ({"effects": "A b | c | d | e | f | 1 | 2 | 3 | memory | g | h"}, "‘A b’"),
        ({"effects": "a | c | d | e | f | 3 | 2 | 1 | memory | g | h"}, "op volgorde"),
        ({"effects": "a | c | d | e | f | nan | 2 | 3 | memory | g | h"}, "‘nan’"),
        ({"effects": ""}, "storage_mm"),
        ({"sources": "x | y | 2025 | javascript:1 | verified"}, "‘javascript:1’"),
        ({"lessons": "a | b | c"}, "meer dan 2 delen"),
        ({"cost_high": "0"}, "op volgorde"),
        ({"cost_unit_nl": ""}, "Vul dit ook in"),
        ({"conditions": [], "needed": ["little_green"]}, "Kies dit ook bij"),
        ({"conditions": ["verzonnen"]}, "verzonnen"),
    ],
)
def test_what_an_editor_types_wrongly_is_said_and_nothing_changes(
    swale, park, people, browser_of, more, said
):
    effects.add_effect(
        innovation=swale,
        effect="storage_mm",
        park=park,
        value=200.0,
        measured_on=AT.date(),
        note="",
        actor=people[Role.PROGRAMME],
        at=AT,
    )
    there = reverse("edit_innovation", kwargs={"innovation": "wadi"})
    answer = browser_of(people[Role.PROGRAMME]).post(there, filled(swale) | more)
    assert said in answer.content.decode()
    swale.refresh_from_db()
    assert swale.version == 1


def test_conditions_of_a_submission_come_along(client, people, browser_of):
    told = TOLD | {"conditions": ["little_green", "flat_roofs"]}
    client.post(reverse("submit_innovation"), told)
    submission = Submission.objects.get()
    there = reverse("review_innovation", kwargs={"submission_id": submission.pk})
    shown = browser_of(people[Role.PROGRAMME]).get(there).content.decode()
    assert "Veel dak is plat." in shown
    submissions.check(submission=submission, actor=people[Role.PROGRAMME], at=AT)
    made = submissions.publish(
        submission=submission, actor=people[Role.ADMINISTRATOR], at=AT
    )
    assert made.content["conditions"] == ["little_green", "flat_roofs"]
    client.post(reverse("submit_innovation"), TOLD | {"conditions": ["verzonnen"]})
    assert Submission.objects.count() == 1


def test_an_editor_who_was_overtaken_keeps_the_text(swale, people, browser_of):
    editor = browser_of(people[Role.PROGRAMME])
    there = reverse("edit_innovation", kwargs={"innovation": "wadi"})
    html = editor.get(there).content.decode()
    assert re.search(r'name="seen_version" value="1"', html)
    told = filled(swale) | {"summary_nl": "Nieuw", "lessons": "Les | Lesson"}
    assert editor.post(there, told).status_code == 302
    again = editor.post(there, told | {"summary_nl": "Ander"})
    html = again.content.decode()
    assert "net gewijzigd" in html
    assert "Ander" in html
    assert 'name="seen_version" value="2"' in html
    swale.refresh_from_db()
    assert swale.summary.nl == "Nieuw"
    assert [each.nl for each in swale.lessons] == ["Les"]
