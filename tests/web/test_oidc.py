"""Signing in through one's own organisation, with a real provider on loopback."""

from urllib.parse import urlsplit

import pytest
import requests

from tests.web.oidc_provider import CLIENT, SECRET, oidc_provider
from werklandschap.web import _environment as environment
from werklandschap.web.accounts.models import Role, User

pytestmark = pytest.mark.django_db


@pytest.fixture
def configured(settings, monkeypatch):
    """Tell the platform of a provider, by environment variables alone."""

    def configure(provider):
        told = {"SERVER": f"{provider.url}/", "CLIENT": CLIENT, "SECRET": SECRET}
        for name, value in told.items():
            monkeypatch.setenv(f"WERKLANDSCHAP_OIDC_{name}", value)
        settings.SOCIALACCOUNT_PROVIDERS = environment.sign_in_provider()

    return configure


def sign_in(client):
    """Go to the provider and back, as a browser does; gives the last answer."""
    away = client.post("/account/oidc/oidc/login/")
    assert away.status_code == 302
    asked = requests.get(away["Location"], allow_redirects=False, timeout=10)
    back = urlsplit(asked.headers["Location"])
    return client.get(f"{back.path}?{back.query}")


def who(client):
    return client.session.get("_auth_user_id")


def test_who_was_invited_signs_in_and_is_known_again(client, people, configured):
    manager = people[Role.PARK_MANAGER]
    with oidc_provider(email=manager.email.upper()) as provider:
        configured(provider)
        for _ in range(2):
            answer = sign_in(client)
            assert answer.status_code == 302
            assert who(client) == str(manager.pk)
            client.logout()


@pytest.mark.parametrize(
    "person",
    [
        {"email": "nobody@example.org"},
        {"email": "park_manager@example.org", "email_verified": False},
        {},
    ],
)
def test_whoever_was_not_invited_or_proved_no_address_stays_out(
    client, people, configured, person
):
    with oidc_provider(**person) as provider:
        configured(provider)
        answer = sign_in(client)
    assert who(client) is None
    assert answer.status_code < 500
    assert User.objects.count() == len(people)


@pytest.mark.parametrize(
    "claims", [{"aud": "another"}, {"iss": "https://evil.example"}, {"exp": 1}]
)
def test_a_token_for_another_or_from_another_is_refused(
    client, people, configured, claims
):
    with oidc_provider(email=people[Role.PARK_MANAGER].email) as provider:
        provider.claims = claims
        configured(provider)
        sign_in(client)
    assert who(client) is None


def test_an_answer_that_was_not_asked_for_is_refused(client, people, configured):
    with oidc_provider(email=people[Role.PARK_MANAGER].email) as provider:
        configured(provider)
        client.get("/account/oidc/oidc/login/callback/?code=stolen&state=made-up")
    assert who(client) is None
