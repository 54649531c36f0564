import json
import re

import pytest
from django.urls import reverse

from tests.web.made import PASSWORD
from werklandschap.web.accounts.models import Role, Token, User
from werklandschap.web.accounts.rules import may
from werklandschap.web.audit.models import AuditEntry
from werklandschap.web.mail.models import Letter

pytestmark = pytest.mark.django_db


def invite(browser, **more):
    given = {
        "email": "nieuw@example.org",
        "role": "ENTREPRENEUR",
        "scope": "PARK",
        "code": "T001",
        **more,
    }
    return browser.post(reverse("invite"), given)


def link_in(answer):
    return re.search(r"https?://[^/]+(/uitnodiging/[\w-]+)", answer.content.decode())[1]


def test_an_invited_colleague_makes_an_account_and_sees_the_park(
    park, people, browser_of
):
    answer = invite(browser_of(people[Role.PARK_MANAGER]))
    link = link_in(answer)
    assert link in Letter.objects.get().body
    newcomer = browser_of(None)
    answer = newcomer.post(link, {"name": "Nieuw", "password": PASSWORD}, follow=True)
    assert answer.redirect_chain[-1][0] == reverse("me")
    user = User.objects.get(email="nieuw@example.org")
    assert may(user, "parks.view_private", park)
    assert newcomer.get(link).status_code == 410


def test_a_forgotten_password_goes_through_the_outbox(outsider, browser_of):
    browser_of(None).post(
        reverse("account_reset_password"), {"email": "outsider@example.org"}
    )
    letter = Letter.objects.get()
    assert letter.to == "outsider@example.org"
    assert "/account/" in letter.body


def test_an_invitation_for_another_park_is_refused_in_words(
    park, people, outsider, browser_of
):
    answer = invite(browser_of(outsider))
    assert "niemand als ondernemer uitnodigen" in answer.content.decode()
    assert not Letter.objects.exists()


def test_a_weak_password_is_refused_and_the_name_is_kept(park, people, browser_of):
    link = link_in(invite(browser_of(people[Role.PARK_MANAGER])))
    answer = browser_of(None).post(link, {"name": "Nieuw", "password": "kort"})
    assert 'value="Nieuw"' in answer.content.decode()
    assert not User.objects.filter(email="nieuw@example.org").exists()


def test_a_colleague_with_an_account_gets_the_role_after_signing_in(
    park, people, outsider, browser_of
):
    link = link_in(
        invite(browser_of(people[Role.PARK_MANAGER]), email="outsider@example.org")
    )
    assert reverse("account_login") in browser_of(None).get(link).url
    other = browser_of(people[Role.PARTNER])
    assert reverse("account_login") in other.get(link).url
    known = browser_of(outsider)
    assert known.post(link, follow=True).status_code == 200
    assert may(User.objects.get(pk=outsider.pk), "parks.view_private", park)


def test_a_key_is_shown_once_and_can_be_revoked(people, browser_of):
    browser = browser_of(people[Role.PARTNER])
    answer = browser.post(reverse("tokens"), {"name": "QGIS", "may": "READ"})
    assert re.search(r"wl_[\w-]{40,}", answer.content.decode())
    assert "wl_" not in browser.get(reverse("tokens")).content.decode()
    token = Token.objects.get()
    stranger = browser_of(people[Role.PROVINCE])
    assert stranger.post(reverse("revoke_token", args=[token.pk])).status_code == 404
    browser.post(reverse("revoke_token", args=[token.pk]))
    assert not Token.objects.exists()


def test_an_administrator_gives_and_takes_roles(park, people, browser_of):
    browser, somebody = browser_of(people[Role.ADMINISTRATOR]), people[Role.PARTNER]
    there = reverse("person", args=[somebody.pseudonym])
    browser.post(there, {"role": "PROVINCE", "scope": "PROVINCE", "code": "PV26"})
    held = somebody.assignments.get(role="PROVINCE")
    browser.post(reverse("withdraw", args=[somebody.pseudonym, held.pk]))
    assert not somebody.assignments.filter(role="PROVINCE").exists()
    told = AuditEntry.objects.filter(subject=f"accounts.User:{somebody.pk}")
    assert {"accounts.assign", "accounts.withdraw"} <= set(
        told.values_list("action", flat=True)
    )


def test_somebody_is_forgotten_on_request(people, browser_of):
    browser, somebody = browser_of(people[Role.ADMINISTRATOR]), people[Role.PARTNER]
    told = browser.get(reverse("data_of", args=[somebody.pseudonym]))
    assert json.loads(told.content)["email"] == somebody.email
    browser.post(reverse("erase", args=[somebody.pseudonym]))
    assert not User.objects.filter(pk=somebody.pk).exists()
    assert str(somebody.pseudonym) in browser.get(reverse("record")).content.decode()


def test_the_last_administrator_is_told_why_they_stay(people, browser_of):
    administrator = people[Role.ADMINISTRATOR]
    answer = browser_of(administrator).post(
        reverse("erase", args=[administrator.pseudonym]), follow=True
    )
    assert "laatste beheerder" in answer.content.decode()
    assert User.objects.filter(pk=administrator.pk).exists()


@pytest.mark.parametrize("q", ["", "partner", "%", "' OR 1=1 --", "<script>"])
def test_searching_people_never_breaks(people, browser_of, q):
    answer = browser_of(people[Role.ADMINISTRATOR]).get(reverse("people"), {"q": q})
    assert answer.status_code == 200
    assert "<script>" not in answer.content.decode()
