from datetime import timedelta

import pytest
import shapely

from tests.web.made import AT, make_park
from werklandschap.web.accounts.models import Role, Scope, User
from werklandschap.web.accounts.rules import may
from werklandschap.web.audit.actions import PLATFORM
from werklandschap.web.audit.models import AuditEntry
from werklandschap.web.example import actions, desk_year
from werklandschap.web.helpdesk.models import Question
from werklandschap.web.helpdesk.queries import lists
from werklandschap.web.parks.models import Park

pytestmark = pytest.mark.django_db


def found(number=12, at=AT):
    return actions.found_country(number=number, actor=PLATFORM, at=at)


def test_everything_about_a_generated_park_says_so():
    for park in found():
        assert park.is_generated
        for told in (park.name, park.source, park.municipality, park.region):
            assert "gegenereerd" in told
        assert "Model" in park.province
        is_in = {scope for scope, code in park.places().items() if code}
        assert is_in == set(park.places()) - {Scope.ENERGY_REGION}  # of real ones only
        outline = shapely.from_wkb(bytes(park.outline_wkb))
        assert outline.bounds == (park.west_m, park.south_m, park.east_m, park.north_m)
    assert AuditEntry.objects.filter(action="example.add_park").count() == 12


def test_founding_twice_adds_nothing_and_a_larger_country_only_the_rest():
    found()
    assert found(at=AT + timedelta(days=1)) == []
    assert len(found(number=15)) == 3
    assert Park.objects.count() == 15


def test_every_role_is_played_once_and_within_its_borders(settings, tmp_path):
    settings.HOME = tmp_path
    park, *_ = found()
    people = [
        actions.appoint_people(around=park, actor=PLATFORM, at=AT) for _ in range(2)
    ]
    assert people[0] == people[1]
    assert {each.role for each in people[0]} == {
        str(role.label) for role in Role if role != Role.VISITOR
    }
    elsewhere = make_park()
    managers = [
        each
        for each in actions.User.objects.all()
        if each.assignments.get().role == Role.PARK_MANAGER
    ]
    assert [may(each, "scans.start", park) for each in managers] == [True]
    assert [may(each, "scans.start", elsewhere) for each in managers] == [False]


def test_example_people_never_come_to_a_production_site(settings):
    settings.IS_PRODUCTION = True
    with pytest.raises(actions.NotForTheWorld):
        actions.appoint_people(around=make_park(), actor=PLATFORM, at=AT)


def test_a_model_park_lies_in_the_lake_where_the_country_has_it(settings, tmp_path):
    from werklandschap.store import Lake

    settings.HOME, settings.LAKE = tmp_path, str(tmp_path / "lake")
    park, *_ = found(number=1)
    before = shapely.from_wkb(bytes(park.outline_wkb)).centroid
    actions.collect_model_park(park=park, actor=PLATFORM, at=AT)
    park.refresh_from_db()
    after = shapely.from_wkb(bytes(park.outline_wkb))
    assert after.distance(before) == 0
    (piece,) = Lake.open(tmp_path / "lake").pieces("buildings", on=AT.date())
    assert piece.provenance.is_generated
    assert shapely.from_wkt(piece.provenance.extent_wkt).contains(after)


def test_the_desk_of_the_example_has_generated_questions_of_people_who_can_sign_in(
    monkeypatch,
):
    monkeypatch.setattr(actions, "QUESTIONS", 4)
    (first, *_rest) = found()
    people = actions.appoint_people(around=first, actor=PLATFORM, at=AT)
    actions.fill_desk(around=first, actor=PLATFORM, at=AT)
    questions = Question.objects.all()
    assert len(questions) == actions.QUESTIONS
    assert all(each.is_generated and not each.email for each in questions)
    assert desk_year.broken_rules() == []
    by_role = {each.role: User.objects.get(email=each.email) for each in people}
    regisseur = by_role[str(Role.REGISSEUR.label)]
    assert set(lists.at_the_desk_of(regisseur, at=AT)) == set(questions)
    assert lists.approaches_of(lists.partner_of(by_role[str(Role.PARTNER.label)]))
    actions.fill_desk(around=first, actor=PLATFORM, at=AT)
    assert Question.objects.count() == actions.QUESTIONS
