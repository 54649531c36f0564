"""What happens at the desk, by its actions: rules, letters, record."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.web.helpdesk import made
from tests.web.made import AT, make_park, make_person
from werklandschap.governance import RuleBroken, regions
from werklandschap.web.accounts.models import Role, Scope
from werklandschap.web.accounts.rules import may
from werklandschap.web.audit.actions import PLATFORM
from werklandschap.web.audit.models import AuditEntry
from werklandschap.web.helpdesk import tasks
from werklandschap.web.helpdesk.actions import (
    answering,
    asking,
    letters,
    people,
    working,
)
from werklandschap.web.helpdesk.actions.changing import ChangedMeanwhile
from werklandschap.web.helpdesk.models import Attachment, Partner, Question
from werklandschap.web.helpdesk.queries import (
    links,
    lists,
    matching,
    routing,
    standing,
    statistics,
)
from werklandschap.web.mail.models import Letter

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def desk(db):
    made.open_desk()


def letters_to(address):
    return list(Letter.objects.filter(to=address).order_by("pk"))


def test_one_role_by_region_covers_its_parks_and_all_its_questions():
    former = make_park(municipality_code="GM0347")  # Vleuten-De Meern, now Utrecht
    elsewhere = make_park("T002", municipality_code="GM0003")
    regisseur = made.regisseur()
    about = [made.ask(place=routing.place_of(f"terrein:{former.code}", regisseur))]
    about += [made.ask(place=routing.place_of("gemeente:GM0347", None))]
    about += [made.ask(place=routing.place_of("regio:ES14", None))]
    made.ask(place=routing.place_of(f"terrein:{elsewhere.code}", regisseur))
    assert set(lists.at_the_desk_of(regisseur, at=AT)) == set(about)
    assert may(regisseur, "scans.start", former)
    assert not may(regisseur, "scans.start", elsewhere)
    for question in about:
        assert letters.regisseurs_of(question, at=AT) == [regisseur]
        assert may(regisseur, "desk.work", question)


def test_a_role_by_corop_region_covers_the_questions_about_its_parks():
    park = make_park()
    question = made.ask(place=routing.place_of(f"terrein:{park.code}", None))
    made.ask()
    regisseur = make_person(Role.REGISSEUR, scope=Scope.REGION, code="CR17")
    assert list(lists.at_the_desk_of(regisseur, at=AT)) == [question]
    assert may(regisseur, "desk.work", question)


def test_the_whole_way_of_a_question_and_its_letters():
    regisseur = made.regisseur()
    partner = made.partner_person(*made.partners("heijmans"))
    question = made.ask()
    made.carried_out(question)
    asking.evaluate(
        question=question, months=3, rating=5, remark="Goed.", at=made.LATER
    )
    told = {"lesson": "Begin klein.", "public_question": "Hoe?", "public_answer": "Zo."}
    made.do(working.learn, question, **told, at=made.LATER)
    assert question.stage == "LEARNED"
    assert (question.cost_eur, question.own_eur) == (4000, 1000)
    subjects = [each.subject for each in letters_to("vrager@example.org")]
    assert [subject.split()[0] for subject in subjects] == [
        "Uw",
        "Klopt",
        "Uw",
        "Er",
        "Uw",
    ]
    assert len(letters_to(regisseur.email)) == 1
    (asked,) = letters_to(partner.email)
    assert "vrager@example.org" not in asked.body
    actions = list(
        AuditEntry.objects.filter(subject=f"helpdesk.Question:{question.pk}")
        .order_by("pk")
        .values_list("action", flat=True)
    )
    assert actions[0] == "helpdesk.receive"
    assert actions[-1] == "helpdesk.learn"
    assert "vrager@example.org" not in str(list(AuditEntry.objects.values("facts")))


def test_a_question_finds_its_region_by_park_municipality_or_former_municipality():
    park = make_park(municipality_code="GM0344", municipality="Utrecht")
    assert made.ask(place=routing.place_of("terrein:T001", None)).region_code == "ES14"
    assert routing.place_of("terrein:T001", None).park_id == park.pk
    (found,) = routing.places_named("vleuten de meern", None)
    assert (found.municipality, found.region_code) == ("Utrecht", "ES14")
    lost = replace(found, municipality_code="", region_code="", municipality="Verweg")
    assert made.ask(place=lost).region_code == ""
    assert routing.places_named("Atlantis", None) == []


def test_a_private_park_is_no_place_for_others():
    make_park(is_public=False, name="Geheimterrein")
    assert routing.places_named("Geheimterrein", None) == []
    assert routing.place_of("terrein:T001", None) is None


def test_each_rule_holds_in_the_database_too():
    question = made.ask()
    made.put_out(question, "heijmans", "tauw", "arcadis")
    with pytest.raises(RuleBroken, match="at most 3"):
        made.do(working.put_out, question, partners=made.partners("clok"))
    assert question.approaches.count() == 3
    first = question.approaches.first()
    long = replace(made.WORDS, how="Een lange zin over de aanpak. " * 400)
    with pytest.raises(RuleBroken, match=r"[2-9] pages"):
        answering.propose(approach=first, words=long, actor=PLATFORM, at=AT)
    free = replace(made.WORDS, own_eur=None)
    with pytest.raises(RuleBroken, match="costs"):
        answering.propose(approach=first, words=free, actor=PLATFORM, at=AT)
    first.refresh_from_db()
    assert first.sent_at is None


def test_of_two_regisseurs_at_once_the_second_is_told():
    question = made.ask()
    first, second = made.regisseur(), made.regisseur(email="ander@example.net")
    seen = question.version
    working.take(question=question, seen=seen, actor=first, at=AT)
    other = Question.objects.get(pk=question.pk)
    with pytest.raises(ChangedMeanwhile):
        working.take(question=other, seen=seen, actor=second, at=AT)
    other.refresh_from_db()
    assert other.handler == first


def test_a_partner_that_disappears_blocks_nobody():
    regisseur, question = made.regisseur(), made.ask()
    (heijmans,) = made.partners("heijmans")
    person = made.partner_person(heijmans)
    made.put_out(question)
    person.is_active = heijmans.is_active = False
    person.save()
    heijmans.save()
    late = AT + timedelta(days=15)
    tasks.warn_who_is_late(late)
    assert "is over de tijd" in letters_to(regisseur.email)[-1].subject
    made.do(working.drop, question, partner=heijmans, reason="Gestopt.", at=late)
    made.do(working.put_out, question, partners=made.partners("tauw"), at=late)
    (tauw,) = question.approaches.filter(state="ASKED")
    answering.propose(approach=tauw, words=made.WORDS, actor=PLATFORM, at=late)
    keys = {each.key for each in matching.candidates_for(made.ask(), at=late)}
    assert "heijmans" not in keys


def test_the_clock_stops_goes_on_and_is_not_set_back_by_a_note():
    question = made.ask()
    made.put_out(question)
    assert question.due_on == date(2026, 11, 16)
    asking.write(question=question, text="Is er al iets?", at=AT + timedelta(days=5))
    assert question.due_on == date(2026, 11, 16)
    made.do(
        working.pause, question, reason="Wacht op tekening.", at=AT + timedelta(days=6)
    )
    with pytest.raises(RuleBroken, match="stands still"):
        answering.propose(
            approach=question.approaches.get(),
            words=made.WORDS,
            actor=PLATFORM,
            at=AT + timedelta(days=7),
        )
    made.do(working.resume, question, at=AT + timedelta(days=13))
    assert question.due_on == date(2026, 11, 23)


def test_three_levels_are_warned_once_each_and_a_gone_partner_is_replaced():
    regisseur = made.regisseur()
    partner = made.partner_person(*made.partners("heijmans"))
    team = made._person("team@example.net", Role.PROGRAMME, Scope.PROGRAMME, "")
    question = made.ask()
    made.put_out(question)
    before = {u: len(letters_to(u.email)) for u in (regisseur, partner, team)}
    for days, warned in [(5, None), (11, partner), (15, regisseur), (23, team)]:
        at = AT + timedelta(days=days)
        assert tasks.warn_who_is_late(at) == (warned is not None)
        assert tasks.warn_who_is_late(at) == 0
        if warned:
            before[warned] += 1
        assert {u: len(letters_to(u.email)) for u in before} == before
    question.refresh_from_db()
    late = AT + timedelta(days=24)
    made.do(
        working.drop,
        question,
        partner=made.partners("heijmans")[0],
        reason="Stil.",
        at=late,
    )
    made.do(working.put_out, question, partners=made.partners("tauw"), at=late)
    answer = question.approaches.get(state="ASKED")
    answering.propose(approach=answer, words=made.WORDS, actor=PLATFORM, at=late)
    assert answer.is_late
    with pytest.raises(RuleBroken, match="does not have"):
        answering.propose(
            approach=question.approaches.get(state="DROPPED"),
            words=made.WORDS,
            actor=PLATFORM,
            at=late,
        )


def test_who_stands_in_sees_the_questions_and_gets_the_letters():
    away, stand_in = made.regisseur(), made.regisseur("ES01", "noord@example.net")
    days = {"since": date(2026, 11, 1), "until": date(2026, 11, 9)}
    people.be_away(user=away, replacement=stand_in, **days, actor=away, at=AT)
    question = made.ask()
    assert letters_to(stand_in.email)
    assert not letters_to(away.email)
    assert lists.question_for(stand_in, question.pk, at=AT) == question
    later = AT + timedelta(days=20)
    assert lists.question_for(stand_in, question.pk, at=later) is None


def test_whom_to_ask_knows_who_is_away_interested_busy_or_had_it():
    question = made.ask(step="design")
    heijmans, arcadis = made.partners("heijmans", "arcadis")
    (first,) = matching.proposal_for(question, at=AT).chosen
    assert first.candidate.key in {"heijmans", "arcadis"}
    people.set_partner(
        partner=arcadis,
        is_active=True,
        regions=[],
        conflicts=["GM0344"],
        actor=PLATFORM,
        at=AT,
    )
    days = {"since": AT.date(), "until": AT.date()}
    people.be_away(partner=heijmans, replacement=None, **days, actor=PLATFORM, at=AT)
    found = matching.proposal_for(question, at=AT)
    assert found.chosen == ()
    assert {each.key for each, _ in found.left_out} == {"heijmans", "arcadis"}


def test_work_at_hand_is_what_is_to_be_written_or_carried_out():
    def load():
        found = matching.candidates_for(made.ask(), at=AT)
        return {each.key: each.open_count for each in found if each.open_count}

    question = made.ask()
    made.put_out(question, "heijmans", "tauw")
    assert load() == {"heijmans": 1, "tauw": 1}
    first = question.approaches.get(partner__key="heijmans")
    answering.propose(approach=first, words=made.WORDS, actor=PLATFORM, at=AT)
    assert load() == {"tauw": 1}
    made.chosen(question)
    assert load() == {"heijmans": 1}


def test_a_refusal_makes_room_and_an_end_takes_the_question_back():
    question = made.ask()
    made.put_out(question, "heijmans", "tauw")
    answering.decline(
        approach=question.approaches.first(), reason="Past niet.", actor=PLATFORM, at=AT
    )
    asking.withdraw(question=question, at=AT)
    assert question.stage == "WITHDRAWN"
    assert {each.state for each in question.approaches.all()} == {"DECLINED", "DROPPED"}
    made.do(working.reopen, question)
    assert question.stage == "RECEIVED"
    made.put_out(question, "clok")
    assert question.due_on == date(2026, 11, 16)


def test_askers_are_asked_how_it_went_and_forgotten_in_the_end():
    question = made.ask()
    made.carried_out(question)
    assert tasks.warn_who_is_late(made.LATER) == 1
    assert tasks.warn_who_is_late(made.LATER) == 0
    assert standing.evaluation_due(question, at=made.LATER) == 3
    asking.evaluate(
        question=Question.objects.get(), months=3, rating=4, remark="", at=made.LATER
    )
    made.do(working.learn, question, lesson="x", at=made.LATER)
    assert tasks.forget_askers(made.LATER) == 0
    assert tasks.forget_askers(made.LATER + timedelta(days=366)) == 1
    question.refresh_from_db()
    assert (question.name, question.email) == ("", "")
    assert not Attachment.objects.exists()


def test_figures_show_no_average_of_few_and_the_table_no_names():
    for _ in range(2):
        question = made.ask()
        made.carried_out(question)
        asking.evaluate(question=question, months=3, rating=2, remark="", at=made.LATER)
    made.ask()
    whole, tables = statistics.figures_of(Question.objects.all(), at=AT)
    assert (whole.count, whole.answered, whole.in_time_share) == (3, 2, 1.0)
    assert whole.rating is None
    assert whole.has_few_ratings
    by_partner = next(table for table in tables if table.key == "partner")
    assert [(row.label, row.count) for row in by_partner.rows] == [("Heijmans", 2)]
    told = statistics.as_csv(Question.objects.all())
    assert "vrager@example.org" not in told
    assert len(told.splitlines()) == 4


def test_a_link_is_signed_and_expires(monkeypatch):
    question = made.ask()
    secret = links.secret_of(question)
    assert links.question_by(secret) == question
    assert links.question_by(secret + "x") is None
    monkeypatch.setattr(links, "LASTS", timedelta(seconds=-1))
    with pytest.raises(links.LinkExpired) as old:
        links.question_by(secret)
    assert old.value.question == question


def test_letters_say_what_by_when_in_the_language_of_the_reader():
    made.put_out(made.ask(text="How do we get less water on our park?"))
    out = letters_to("vrager@example.org")[-1]
    assert re.search(r"by 16 November 2026", out.subject)
    assert "/vraag/" in out.body
    people.set_letter(
        kind="received",
        language="nl",
        subject="Dag {number}",
        body="Dank.",
        actor=PLATFORM,
        at=AT,
    )
    question = made.ask()
    assert letters_to("vrager@example.org")[-1].subject == f"Dag {question.pk}"


def test_partners_of_the_matrix_are_added_once_and_all_regions_have_questions_routed():
    assert made.open_desk() == []
    assert Partner.objects.count() == 12
    assert {code for code, _ in routing.region_choices()} == set(regions())
