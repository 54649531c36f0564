"""Being away: who stands in, who may say so, and where an escalation goes."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from tests.web.helpdesk import made
from tests.web.made import AT, make_person
from werklandschap.web.accounts.models import Role
from werklandschap.web.audit.actions import PLATFORM
from werklandschap.web.audit.models import AuditEntry
from werklandschap.web.helpdesk import tasks
from werklandschap.web.helpdesk.actions import people
from werklandschap.web.helpdesk.models import Absence
from werklandschap.web.helpdesk.queries import absence, lists, matching
from werklandschap.web.mail.models import Letter

pytestmark = pytest.mark.django_db
TODAY = AT.date()
LONG = {"since": TODAY, "until": TODAY + timedelta(days=60)}


@pytest.fixture(autouse=True)
def desk(db):
    made.open_desk()


def away(user, replacement, **days):
    told = {**LONG, **days}
    people.be_away(user=user, replacement=replacement, **told, actor=PLATFORM, at=AT)


def to(user):
    return list(Letter.objects.filter(to=user.email).values_list("subject", flat=True))


def test_every_escalation_goes_to_who_stands_in():
    regisseur, team = made.regisseur(), make_person(Role.PROGRAMME)
    second = made.regisseur("ES01", "noord@example.net")
    (heijmans,) = made.partners("heijmans")
    answers = made.partner_person(heijmans)
    colleague = made.partner_person(heijmans, "collega@example.net")
    for person, stand_in in [(regisseur, second), (team, second), (answers, colleague)]:
        away(person, stand_in)
    made.put_out(made.ask())
    Letter.objects.all().delete()
    for days in (11, 17, 25):
        tasks.warn_who_is_late(AT + timedelta(days=days))
    assert [to(each) for each in (regisseur, team, answers)] == [[], [], []]
    assert len(to(colleague)) == 1
    assert [subject.split(" ", 2)[2] for subject in to(second)] == [
        "is over de tijd",
        "loopt vast",
    ]


def test_who_stands_in_for_who_stands_in_has_it_all():
    first, second, third = (made.regisseur("ES14", f"{n}@example.net") for n in "abc")
    away(first, second)
    away(second, third)
    assert absence.present([first, second], on=TODAY) == [third]
    assert set(absence.replaced_by(third, on=TODAY)) == {first, second}
    assert absence.replaced_by(second, on=TODAY) == []
    away(third, first)  # now nobody is there: everybody keeps their own
    assert absence.present([first], on=TODAY) == [first]
    after = LONG["until"] + timedelta(days=1)
    assert absence.present([first], on=after) == [first]


def fill_in(browser, **more):
    told = {"who": "me", "since": "2026-11-02", "until": "2026-11-20", **more}
    return browser.post(reverse("absence"), told)


def test_a_regisseur_says_so_and_takes_it_back(browser_of):
    regisseur, second = made.regisseur(), made.regisseur("ES01", "noord@example.net")
    question, browser = made.ask(), browser_of(regisseur)
    assert fill_in(browser, replacement=second.pk).status_code == 302
    assert lists.question_for(second, question.pk, at=AT) == question
    known = Absence.objects.get()
    back = reverse("be_back", args=[known.pk])
    assert browser_of(second).post(back).status_code == 404
    assert browser.post(back).status_code == 302
    assert lists.question_for(second, question.pk, at=AT) is None
    actions = set(AuditEntry.objects.values_list("action", flat=True))
    assert {"helpdesk.be_away", "helpdesk.be_back"} <= actions


def test_a_partner_is_away_as_a_person_or_as_a_whole(browser_of):
    heijmans, arcadis = made.partners("heijmans", "arcadis")
    person = made.partner_person(heijmans)
    colleague = made.partner_person(heijmans, "collega@example.net")
    stranger = made.partner_person(arcadis)
    browser = browser_of(person)
    assert fill_in(browser, replacement=stranger.pk).status_code == 422
    assert fill_in(browser, replacement=colleague.pk).status_code == 302
    assert fill_in(browser, who="us").status_code == 302
    assert absence.partners_away(on=date(2026, 11, 2)) == {heijmans.pk}
    left_out = matching.proposal_for(made.ask(step="design"), at=AT).left_out
    assert [each.key for each, why in left_out if why == matching.AWAY] == ["heijmans"]
    assert fill_in(browser, who=f"partner:{arcadis.pk}").status_code == 422


def test_the_team_says_so_for_who_is_ill(browser_of):
    regisseur, second = made.regisseur(), made.regisseur("ES01", "noord@example.net")
    team = browser_of(make_person(Role.PROGRAMME))
    who = f"user:{regisseur.pk}"
    assert fill_in(team, who=who, replacement=second.pk).status_code == 302
    assert Absence.objects.get().user == regisseur
    other = browser_of(second)
    assert fill_in(other, who=who, replacement=second.pk).status_code == 422


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({}, "Kies wie waarneemt."),
        ({"until": "2026-10-01"}, "Deze dag ligt vóór de eerste dag."),
        ({"until": "morgen"}, "geldige datum"),
        ({"replacement": "me"}, "Kies iemand anders"),
    ],
)
def test_bad_input_is_said_and_kept(browser_of, more, said):
    regisseur = made.regisseur()
    told = more | ({"replacement": regisseur.pk} if "replacement" in more else {})
    answer = fill_in(browser_of(regisseur), **told)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert 'value="2026-11-02"' in answer.content.decode()
    assert not Absence.objects.exists()
