"""Who has to do with a park does not judge it, and is found when that comes out later."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.web.labels.conftest import make_assessor
from tests.web.made import AT
from tests.web.programme.made import BY, complete, partner, voucher_round
from werklandschap.web.accounts.models import Organisation, Role
from werklandschap.web.audit.models import AuditEntry
from werklandschap.web.finance.models import Firm
from werklandschap.web.helpdesk.models import Approach, Partner, Question
from werklandschap.web.labels.actions import assessments, certificates
from werklandschap.web.labels.actions import relations as actions
from werklandschap.web.labels.models import Assessment
from werklandschap.web.labels.problems import (
    NotAnAssessor,
    RelatedAssessor,
    WrongMoment,
)
from werklandschap.web.labels.queries import assessing, relations
from werklandschap.web.vouchers.actions import decisions, delivery, rounds

pytestmark = pytest.mark.django_db

State = Assessment.State


@pytest.fixture
def third(db):
    """An assessor who works somewhere."""
    person = make_assessor(3)
    person.organisation = Organisation.objects.create(name="Groenbureau")
    person.email = "drie@groenbureau.example"
    person.save()
    return person


def carries_out_the_voucher(park, _third, _people):
    voucher = decisions.grant(
        application=complete(voucher_round(), partner(park)), **BY
    )
    listed = rounds.list_executor(
        province_code="PV26", name="GROENBUREAU", since=AT.date(), **BY
    )
    delivery.choose_executor(voucher=voucher, executor=listed, **BY)
    return relations.CARRIES_OUT


def applied_for_the_park(park, third, _people):
    partner(park, actor=third)
    return relations.TAKES_PART


def asked_for_the_voucher(park, third, _people):
    complete(voucher_round(), partner(park), actor=third)
    return relations.ASKED_MONEY


def has_an_address_like_somebody_of_the_park(_park, _third, people):
    manager = people[Role.PARK_MANAGER]
    manager.email = "beheer@groenbureau.example"
    manager.save()
    return relations.SAME_DOMAIN


def was_asked_by_the_desk(park, third, _people):
    made = Partner.objects.create(key="groen", organisation=third.organisation)
    question = Question.objects.create(park=park, text="Hoe?", received_at=AT)
    Approach.objects.create(question=question, partner=made, asked_at=AT)
    return "voorstel"


def told_the_desk_of_an_interest(park, third, _people):
    Partner.objects.create(
        key="groen",
        organisation=third.organisation,
        conflicts=[park.municipality_code],
    )
    return "belang"


def has_a_firm_there(park, third, _people):
    Firm.objects.create(park=park, held_by=third, name="Geheim", changed_at=AT)
    return "bedrijf"


@pytest.mark.parametrize(
    "become_related",
    [
        carries_out_the_voucher,
        applied_for_the_park,
        asked_for_the_voucher,
        has_an_address_like_somebody_of_the_park,
        was_asked_by_the_desk,
        told_the_desk_of_an_interest,
        has_a_firm_there,
    ],
)
def test_a_tie_is_refused_with_the_reason(
    become_related, submitted, assessors, third, people, team
):
    assert third in relations.candidates(submitted)
    why = become_related(submitted.park, third, people)
    with pytest.raises(RelatedAssessor) as refused:
        assessments.assign(
            assessment=submitted, assessors=(assessors[0], third), actor=team, at=AT
        )
    told = refused.value.because
    assert told == why if not isinstance(why, str) else why in told.nl
    assert "Geheim" not in told.nl
    assert third not in relations.candidates(submitted)


def test_an_address_of_a_mail_provider_says_nothing(submitted, assessors, people):
    for person, name in ((people[Role.PARK_MANAGER], "a"), (assessors[0], "b")):
        person.email = f"{name}@gmail.com"
        person.save()
    assert relations.why_related(assessors[0], submitted) is None


def test_a_tie_that_comes_later_is_found_stops_the_certificate_and_is_on_record(
    judged, assessors, team, browser_of
):
    found = judged()
    assert actions.look_for_relations(AT) == 0
    Firm.objects.create(
        park=found.park, held_by=assessors[1], name="Geheim", changed_at=AT
    )
    assert actions.look_for_relations(AT + timedelta(hours=1)) == 0  # once a day
    later = AT + timedelta(days=2)
    assert actions.look_for_relations(later) == 1
    assert actions.look_for_relations(later + timedelta(days=2)) == 0
    entry = AuditEntry.objects.get(action="labels.related_assessor")
    assert entry.facts["assessment"] == str(found.pk)
    with pytest.raises(RelatedAssessor):
        certificates.issue(assessment=found, actor=team, at=later)
    browser = browser_of(team)
    page = browser.get(reverse("assessment", args=[found.pk])).content.decode()
    assert "Beoordelaar 2 is betrokken bij het terrein" in page
    assert "Beoordelaars die betrokken blijken" in (
        browser.get(reverse("assessments")).content.decode()
    )


def test_somebody_else_judges_in_their_place_and_nothing_is_lost(
    judged, assessors, third, team, browser_of
):
    found = judged()
    former = assessing.judgement_of(assessors[1], found)
    with pytest.raises(NotAnAssessor):
        actions.replace_assessor(
            judgement=former, assessor=assessors[0], actor=team, at=AT
        )
    answer = browser_of(team).post(
        reverse("replace_assessor", args=[found.pk]),
        {"judgement": former.pk, "assessor": third.pk},
    )
    assert answer.status_code == 302
    found.refresh_from_db()
    assert (found.state, found.grade) == (State.ASSESSING, "")
    assert assessing.judgement_of(assessors[1], found) is None
    with pytest.raises(WrongMoment):
        assessments.judge(
            judgement=former, grades={}, notes={}, actor=assessors[1], at=AT
        )
    assessments.judge(
        judgement=assessing.judgement_of(third, found),
        grades=former.grades,
        notes={},
        actor=third,
        at=AT,
    )
    found.refresh_from_db()
    assert (found.state, found.grade) == (State.DECIDED, "D")
    assert found.judgements.count() == 3
    assert found.judgements.get(pk=former.pk).grades == former.grades


def test_an_assessor_says_to_have_nothing_to_do_with_the_park(
    submitted, assessors, team, browser_of
):
    assessments.assign(assessment=submitted, assessors=assessors, actor=team, at=AT)
    browser = browser_of(assessors[0])
    there = reverse("judge", args=[submitted.pk])
    assert (
        "Ik heb niets met dit terrein te maken" in browser.get(there).content.decode()
    )
    grades = {
        f"grade_{each.name}": submitted.computed.get(each.name, "C")
        for each in assessing.criteria_of(submitted)
    }
    page = browser.post(there, grades).content.decode()
    assert "Vraag het programmateam om een ander" in page
    assert browser.post(there, grades | {"is_independent": "on"}).status_code == 302
    assert assessing.judgement_of(assessors[0], submitted).given_at
