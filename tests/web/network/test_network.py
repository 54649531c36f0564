"""Meetings, places, lessons and the newsletter."""

import re
import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from tests.web.made import AT
from tests.web.pages.test_pages import assert_well_made
from werklandschap.core.text import Text
from werklandschap.web.accounts.models import Role
from werklandschap.web.audit.actions import PLATFORM
from werklandschap.web.audit.models import AuditEntry
from werklandschap.web.innovations.actions import records
from werklandschap.web.innovations.models import Innovation
from werklandschap.web.mail.models import Letter
from werklandschap.web.network import links, tasks
from werklandschap.web.network.actions import meetings, newsletter
from werklandschap.web.network.models import Lesson, Meeting, SignUp, Subscriber
from werklandschap.web.network.queries import calendar

COMING, WAITING = SignUp.Status.COMING, SignUp.Status.WAITING


def come(meeting, who, at):
    return meetings.sign_up(
        meeting=meeting, name=who, email=f"{who}@example.org", language="nl", at=at
    )


def standing(meeting):
    return [(each.email.split("@")[0], each.status) for each in meeting.sign_ups.all()]


def letters_to(who):
    return list(Letter.objects.filter(to=f"{who}@example.org").order_by("pk"))


def link_in(letter):
    return re.search(
        r"http://127\.0\.0\.1:8000(/leernetwerk/\S+/\S{20,})", letter.body
    )[1]


# -- Places -------------------------------------------------------------------------------
def test_who_comes_first_has_a_place_and_who_waits_longest_gets_the_next(meeting, now):
    for who in "abcd":
        come(meeting, who, now)
    assert [status for _, status in standing(meeting)] == [
        COMING,
        COMING,
        WAITING,
        WAITING,
    ]
    first = meeting.sign_ups.get(email="a@example.org")
    assert meetings.sign_off(sign_up_id=first.pk, at=now)
    assert standing(meeting) == [("b", COMING), ("c", COMING), ("d", WAITING)]
    assert "Er is plaats voor u" in letters_to("c")[-1].subject
    assert not meetings.sign_off(sign_up_id=first.pk, at=now)


@settings(
    max_examples=10,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    st.lists(
        st.tuples(st.sampled_from(["in", "out", "more"]), st.integers(0, 5)),
        max_size=10,
    )
)
def test_never_more_come_than_fit_and_nobody_waits_beside_a_free_place(
    meeting, now, moves
):
    meeting.sign_ups.all().delete()
    Meeting.objects.filter(pk=meeting.pk).update(capacity=2)
    for move, number in moves:
        held = meeting.sign_ups.filter(email=f"p{number}@example.org").first()
        if move == "in":
            come(meeting, f"p{number}", now)
        elif move == "out" and held:
            meetings.sign_off(sign_up_id=held.pk, at=now)
        elif move == "more":
            wider = {"capacity": Meeting.objects.get(pk=meeting.pk).capacity + 1}
            meetings.change(meeting=meeting, facts=wider, actor=PLATFORM, at=now)
        statuses = [status for _, status in standing(meeting)]
        capacity = Meeting.objects.get(pk=meeting.pk).capacity
        assert statuses.count(COMING) <= capacity
        assert WAITING not in statuses or statuses.count(COMING) == capacity


@pytest.mark.django_db(transaction=True)
def test_of_many_at_once_as_many_come_as_fit(meeting, now):
    def one(who):
        try:
            come(meeting, who, now)
        finally:
            connection.close()

    crowd = [threading.Thread(target=one, args=(f"p{n}",)) for n in range(6)]
    for each in crowd:
        each.start()
    for each in crowd:
        each.join()
    statuses = [status for _, status in standing(meeting)]
    assert (statuses.count(COMING), statuses.count(WAITING)) == (2, 4)


def test_signing_up_twice_takes_one_place(meeting, now):
    come(meeting, "a", now)
    meetings.sign_up(
        meeting=meeting, name="A", email=" A@example.org", language="nl", at=now
    )
    assert len(standing(meeting)) == 1


def test_nobody_signs_up_for_what_began_or_was_called_off(meeting, now, people):
    with pytest.raises(meetings.CannotCome):
        come(meeting, "a", now + timedelta(days=11))
    come(meeting, "a", now)
    meetings.cancel(meeting=meeting, actor=people[Role.PROGRAMME], at=now)
    assert "Gaat niet door" in letters_to("a")[-1].subject
    with pytest.raises(meetings.CannotCome):
        come(meeting, "b", now)


def test_a_reminder_comes_once_a_week_before_and_once_a_day_before(meeting, now):
    come(meeting, "a", now)
    for days in (1, 2, 3.5, 3.6, 9.5, 9.6, 11):
        tasks.remind(now + timedelta(days=days))
    told = [each.subject for each in letters_to("a")]
    assert len([each for each in told if each.startswith("Herinnering")]) == 2


def test_who_was_there_long_ago_is_forgotten(meeting, now):
    come(meeting, "a", now)
    assert newsletter.forget(at=now + timedelta(days=30)) == 0
    assert newsletter.forget(at=now + timedelta(days=120)) == 1


# -- Calendar -----------------------------------------------------------------------------
def test_a_calendar_program_reads_the_feed(client, meeting):
    answer = client.get(reverse("network_feed") + "?regio=ES14")
    assert answer["Content-Type"].startswith("text/calendar")
    event = Calendar.from_ical(answer.content).walk("VEVENT")[0]
    assert event["SUMMARY"] == meeting.title
    assert event.decoded("DTSTART") == meeting.starts_at.replace(microsecond=0)
    assert not Calendar.from_ical(
        client.get(reverse("network_feed") + "?regio=ES01").content
    ).walk("VEVENT")


def test_calendars_hear_of_changes_and_of_calling_off(client, meeting, now, people):
    actor = people[Role.PROGRAMME]
    meetings.change(meeting=meeting, facts={"place": "Zeist"}, actor=actor, at=now)
    meetings.cancel(meeting=meeting, actor=actor, at=now)
    answer = client.get(reverse("meeting_ics", kwargs={"meeting_id": meeting.pk}))
    event = Calendar.from_ical(answer.content).walk("VEVENT")[0]
    assert (event["STATUS"], event["SEQUENCE"], event["LOCATION"]) == (
        "CANCELLED",
        2,
        "Zeist",
    )


def test_the_calendar_offers_the_thirty_regions(client, meeting):
    html = client.get(reverse("network")).content.decode()
    assert len(re.findall(r'<option value="ES\d\d"', html)) == 30
    assert "U16" in html


# -- Lessons ------------------------------------------------------------------------------
def test_a_lesson_goes_from_region_to_country_and_into_the_database(
    meeting, people, now
):
    records.load_shipped(actor=PLATFORM, at=AT)
    swale = Innovation.objects.get(code="wadi")
    actor = people[Role.PROGRAMME]
    lesson = meetings.add_lesson(
        meeting=meeting,
        text=Text("Maai niet te kort.", "Do not mow too short."),
        innovation=swale,
        actor=actor,
        at=now,
    )
    before = len(swale.lessons)
    lesson = meetings.raise_lesson(lesson=lesson, actor=actor, at=now)
    swale.refresh_from_db()
    assert lesson.level == Lesson.Level.GENERIC
    assert len(swale.lessons) == before + 1
    assert swale.versions.first().note == f"meeting {meeting.pk}"
    lesson = meetings.raise_lesson(lesson=lesson, actor=actor, at=now)
    with pytest.raises(meetings.AlreadyNational):
        meetings.raise_lesson(lesson=lesson, actor=actor, at=now)
    swale.refresh_from_db()
    assert len(swale.lessons) == before + 1


def test_a_regisseur_organises_in_the_own_region_only(meeting, people, browser_of):
    there = reverse("organise_meeting", kwargs={"meeting_id": meeting.pk})
    regisseur = browser_of(people[Role.REGISSEUR])
    Meeting.objects.update(region_code="ES01")
    assert regisseur.get(there).status_code == 403
    Meeting.objects.update(region_code="ES14")
    assert regisseur.get(there).status_code == 200
    told = {"doe": "materiaal", "title": "Dia’s", "url": "https://example.org/a.pdf"}
    assert regisseur.post(there, told).status_code == 302
    assert meeting.materials.get().title == "Dia’s"
    assert regisseur.post(there, told | {"url": "javascript:x"}).status_code == 200
    assert meeting.materials.count() == 1


# -- Newsletter ---------------------------------------------------------------------------
def subscribe(client, who="lezer", **more):
    told = {"email": f"{who}@example.org", "every": "WEEK", "language": "nl"} | more
    return client.post(reverse("newsletter"), told, follow=True)


@pytest.fixture
def reader(client, db):
    """Somebody who confirmed."""
    subscribe(client)
    client.post(link_in(letters_to("lezer")[0]))
    return Subscriber.objects.get()


def test_nobody_gets_the_newsletter_who_did_not_confirm(client, meeting, now):
    subscribe(client)
    link = link_in(letters_to("lezer")[0])
    client.get(link)  # a program that follows links in letters
    assert Subscriber.objects.get().confirmed_at is None
    tasks.send_digests(now.replace(hour=12) + timedelta(days=60))
    assert len(letters_to("lezer")) == 1
    assert newsletter.forget(at=now + timedelta(days=8)) == 1
    assert client.get(link).status_code == 404


def digests(reader):
    return [each for each in letters_to("lezer") if "List-Unsubscribe" in each.headers]


def test_a_digest_comes_no_more_often_than_chosen_and_never_empty(
    client, reader, facts, people, now
):
    def on(days):
        tasks.send_digests((now + timedelta(days=days)).replace(hour=12))

    on(8)
    assert digests(reader) == []
    later = now + timedelta(days=8, hours=1)
    new = facts | {
        "starts_at": now + timedelta(days=40),
        "ends_at": now + timedelta(days=41),
    }
    meetings.plan(facts=new, actor=people[Role.PROGRAMME], at=later)
    on(9)
    on(9)
    on(12)
    assert len(digests(reader)) == 1
    assert "Water op het terrein" in digests(reader)[0].body
    on(20)
    assert len(digests(reader)) == 1


@pytest.mark.parametrize(
    ("regions", "themes", "count"),
    [([], [], 1), (["ES14"], ["climate"], 1), (["ES01"], [], 0), ([], ["energy"], 0)],
)
def test_a_reader_gets_their_own_regions_and_themes(
    reader, meeting, now, regions, themes, count
):
    reader.regions, reader.themes = regions, themes
    reader.last_sent_at = now - timedelta(days=8)
    reader.save()
    tasks.send_digests(now.replace(hour=12))
    assert len(digests(reader)) == count


def test_one_click_in_a_mail_program_forgets_a_reader(reader, meeting, now):
    reader.last_sent_at = now - timedelta(days=8)
    reader.save()
    tasks.send_digests(now.replace(hour=12))
    headers = digests(reader)[0].headers
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    path = headers["List-Unsubscribe"].strip("<>").removeprefix("http://127.0.0.1:8000")
    program = Client(enforce_csrf_checks=True)
    assert program.get(path).status_code == 200
    assert Subscriber.objects.exists()
    for _ in range(2):
        answer = program.post(path, {"List-Unsubscribe": "One-Click"})
        assert answer.status_code == 200
    assert not Subscriber.objects.exists()


def test_the_site_tells_nobody_who_reads(client, reader):
    known, unknown = subscribe(client), subscribe(client, "nieuw")
    assert known.redirect_chain == unknown.redirect_chain
    assert "krijgt de nieuwsbrief al" in letters_to("lezer")[-1].subject


def test_a_reader_changes_their_choices_by_their_own_link(client, reader):
    there = reverse(
        "newsletter_choices", kwargs={"secret": links.secret("reader", reader.pk)}
    )
    client.post(there, {"every": "QUARTER", "language": "en", "regions": ["ES01"]})
    reader.refresh_from_db()
    assert (reader.every, reader.language, reader.regions) == (
        "QUARTER",
        "en",
        ["ES01"],
    )
    bad = client.post(there, {"every": "NEVER", "language": "en"})
    assert "Dit klopt nog niet" in bad.content.decode()


@pytest.mark.parametrize(
    "name", ["confirm_newsletter", "newsletter_choices", "unsubscribe", "own_place"]
)
def test_a_link_that_is_not_ours_says_so_and_a_link_of_another_kind_is_none(
    client, reader, name
):
    for secret in ("onzin", links.secret("other", reader.pk)):
        for method in (client.get, client.post):
            answer = method(reverse(name, kwargs={"secret": secret}))
            assert answer.status_code == 404
            assert "Deze link werkt niet meer" in answer.content.decode()
    assert Subscriber.objects.exists()


# -- Pages --------------------------------------------------------------------------------
@pytest.mark.parametrize("language", ["nl", "en"])
def test_pages_are_whole_in_both_languages(client, meeting, language):
    client.cookies["django_language"] = language
    pages = ["network", "newsletter", "meeting", "plan_meeting"]
    for name in pages[:2]:
        assert_well_made(client.get(reverse(name)), language)
    assert_well_made(client.get(meeting.get_absolute_url()), language)


def test_bad_input_is_answered_and_a_program_leaves_nothing(client, meeting):
    there = meeting.get_absolute_url()
    answer = client.post(there, {"name": "<script>x</script>", "email": "geen adres"})
    assert answer.status_code == 422
    assert "<script>x" not in answer.content.decode()
    client.post(there, {"name": "A", "email": "a@example.org", "website": "spam"})
    assert not SignUp.objects.exists()
    for number in range(8):
        client.post(there, {"name": "A", "email": f"a{number}@example.org"})
    assert SignUp.objects.count() <= 5


def test_no_address_is_in_the_audit_record(client, meeting):
    client.post(meeting.get_absolute_url(), {"name": "Jan", "email": "jan@example.org"})
    told = str(list(AuditEntry.objects.values_list("actor", "subject", "facts")))
    assert "jan" not in told.lower()
    assert calendar.free_places(meeting) == 1
