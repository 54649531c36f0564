from datetime import timedelta

import pytest

from tests.web.made import AT, PASSWORD, make_park
from werklandschap.web.accounts import actions
from werklandschap.web.accounts.forms import AssignmentForm
from werklandschap.web.accounts.models import Role, Scope, User
from werklandschap.web.accounts.queries import by_token, everything_about
from werklandschap.web.accounts.rules import PERMISSIONS, may
from werklandschap.web.audit.actions import PLATFORM
from werklandschap.web.audit.models import AuditEntry
from werklandschap.web.parks.models import Park

pytestmark = pytest.mark.django_db


def invite(actor, role=Role.ENTREPRENEUR, park=None):
    return actions.invite(
        email="nieuw@example.org",
        role=role,
        scope=Scope.PARK,
        code=park.code,
        actor=actor,
        at=AT,
    )


def test_a_role_counts_within_its_borders_only(park, people):
    elsewhere = make_park(
        "T002",
        municipality_code="GM0002",
        region_code="CR01",
        province_code="PV20",
        water_board_code="WS02",
    )
    for role in PERMISSIONS["scans.start"].roles:
        assert may(people[role], "scans.start", park)
        is_everywhere = role in {Role.PROGRAMME, Role.ADMINISTRATOR}
        assert may(people[role], "scans.start", elsewhere) == is_everywhere


@pytest.mark.parametrize("municipality", ["GM0344", "GM0347"])  # one merged into it
def test_a_role_by_energy_region_covers_the_parks_of_its_municipalities(
    municipality, outsider
):
    park = make_park(municipality_code=municipality, is_public=False)
    elsewhere = make_park("T002", municipality_code="GM0003", is_public=False)
    generated = make_park("T003", municipality_code="GM9001", is_public=False)
    actions.assign(
        user=outsider,
        role=Role.REGISSEUR,
        scope=Scope.ENERGY_REGION,
        code="ES14",
        actor=PLATFORM,
        at=AT,
    )
    for each in (park, elsewhere, generated):
        assert may(outsider, "scans.start", each) == (each == park)
    assert list(Park.objects.visible_to(outsider)) == [park]
    assert list(Park.objects.within_reach(outsider, "plans.edit")) == [park]


def test_within_an_energy_region_its_regisseur_invites(outsider):
    make_park(municipality_code="GM0347")
    told = {"email": "nieuw@example.org", "role": Role.PARK_MANAGER, "at": AT}
    actions.assign(
        user=outsider,
        role=Role.REGISSEUR,
        scope=Scope.ENERGY_REGION,
        code="ES14",
        actor=PLATFORM,
        at=AT,
    )
    actions.invite(**told, scope=Scope.PARK, code="T001", actor=outsider)
    make_park("T002", municipality_code="GM0003")
    with pytest.raises(actions.CannotInvite):
        actions.invite(**told, scope=Scope.PARK, code="T002", actor=outsider)


@pytest.mark.parametrize(("code", "is_known"), [("ES14", True), ("CR17", False)])
def test_an_energy_region_is_one_of_thirty(code, is_known):
    told = {"role": "REGISSEUR", "scope": "ENERGY_REGION", "code": code}
    assert AssignmentForm(told, roles=[Role.REGISSEUR]).is_valid() == is_known


def test_private_parks_are_seen_by_those_within_whose_borders_they_lie(
    people, outsider
):
    secret = make_park(is_public=False)
    for person in people.values():
        assert secret in Park.objects.visible_to(person)
    assert secret not in Park.objects.visible_to(outsider)


def test_an_invitation_gives_a_role_once(park, people):
    invitation, secret = invite(people[Role.PARK_MANAGER], park=park)
    assert secret not in str(vars(invitation))
    user = actions.accept(secret=secret, name="Nieuw", password=PASSWORD, at=AT)
    assert user.check_password(PASSWORD)
    assert may(user, "parks.view_private", park)
    with pytest.raises(actions.InvitationOver):
        actions.accept(secret=secret, name="Nieuw", password=PASSWORD, at=AT)


def test_an_invitation_ends(park, people):
    _, secret = invite(people[Role.PARK_MANAGER], park=park)
    late = AT + actions.INVITATION_LASTS + timedelta(seconds=1)
    with pytest.raises(actions.InvitationOver):
        actions.accept(secret=secret, name="", password=PASSWORD, at=late)


def test_nobody_gives_away_more_than_they_have(park, people, outsider):
    for actor, role in [
        (people[Role.PARK_MANAGER], Role.ADMINISTRATOR),
        (people[Role.ENTREPRENEUR], Role.ENTREPRENEUR),
        (people[Role.PARTNER], Role.PROGRAMME),
        (outsider, Role.ENTREPRENEUR),
    ]:
        with pytest.raises(actions.CannotInvite):
            invite(actor, role, park)


def test_erasing_forgets_the_person_and_keeps_the_record(park, people):
    person = people[Role.PARK_MANAGER]
    invite(person, park=park)
    known_as = str(person.pseudonym)
    actions.erase(user=person, actor=people[Role.ADMINISTRATOR], at=AT)
    assert not User.objects.filter(email="park_manager@example.org").exists()
    assert AuditEntry.objects.filter(actor=known_as).exists()
    kept = str(list(AuditEntry.objects.values()))
    assert "park_manager@example.org" not in kept


def test_the_last_administrator_stays(people):
    administrator = people[Role.ADMINISTRATOR]
    with pytest.raises(actions.LastAdministrator):
        actions.erase(user=administrator, actor=administrator, at=AT)


def test_a_person_can_read_all_that_is_kept(park, people):
    invite(people[Role.PARK_MANAGER], park=park)
    told = everything_about(people[Role.PARK_MANAGER])
    assert told["email"] == "park_manager@example.org"
    assert told["roles"] == [{"role": "PARK_MANAGER", "scope": "PARK", "code": "T001"}]
    assert [entry["action"] for entry in told["actions"]] == ["accounts.invite"]


def test_a_token_opens_until_it_is_revoked(people):
    token, secret = actions.make_token(
        name="QGIS", may="READ", actor=people[Role.PARTNER], at=AT
    )
    assert by_token(secret, on=AT.date()) == token
    assert by_token(secret + "x", on=AT.date()) is None
    actions.revoke_token(token=token, actor=people[Role.PARTNER], at=AT)
    assert by_token(secret, on=AT.date()) is None
