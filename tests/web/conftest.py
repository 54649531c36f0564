"""People around one park, and the park itself."""

import pytest
from django.db.backends.base.operations import BaseDatabaseOperations
from django.test import Client

from tests.web.browser import chromium, chromium_page, chromium_pages  # noqa: F401
from tests.web.made import AT, PASSWORD, SCOPES, make_park, make_person
from tests.web.scanned import (  # noqa: F401
    data,
    keep_scan,
    modelled,
    outcome,
    place,
    scan,
)
from werklandschap.web.accounts.actions import add_user
from werklandschap.web.accounts.models import Role, Scope, User
from werklandschap.web.audit import guard
from werklandschap.web.audit.actions import PLATFORM
from werklandschap.web.parks import catalogue, tiles
from werklandschap.web.parks.models import Park
from werklandschap.web.scans.queries import current


@pytest.fixture(autouse=True)
def _parks_read_anew():
    """Forget what a process keeps of the parks: a test turns back the database."""
    current.forget()
    catalogue.forget()
    tiles.forget()


@pytest.fixture(scope="session", autouse=True)
def _flush_lifts_the_guard():
    """Let tests that empty all tables do so: the audit record is unguarded meanwhile.

    On the class: a browser under test comes with a connection of its own.
    """
    flush = BaseDatabaseOperations.execute_sql_flush

    def flush_unguarded(operations: BaseDatabaseOperations, statements: list[str]):
        with operations.connection.schema_editor() as editor:
            guard.take_down(editor)
        flush(operations, statements)
        with operations.connection.schema_editor() as editor:
            guard.put_up(editor)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(BaseDatabaseOperations, "execute_sql_flush", flush_unguarded)
        yield


@pytest.fixture
def park(db) -> Park:
    return make_park()


@pytest.fixture
def people(db) -> dict[Role, User]:
    """Somebody of every role around park T001."""
    return {role: make_person(role) for role in SCOPES}


@pytest.fixture
def outsider(db) -> User:
    """A park manager of another park."""
    return add_user(
        email="outsider@example.org",
        name="Buitenstaander",
        role=Role.PARK_MANAGER,
        scope=Scope.PARK,
        code="T999",
        password=PASSWORD,
        actor=PLATFORM,
        at=AT,
    )


@pytest.fixture
def browser_of():
    """Give a client that is signed in as somebody."""

    def sign_in(user: User | None) -> Client:
        client = Client()
        if user is not None:
            client.force_login(
                user, backend="allauth.account.auth_backends.AuthenticationBackend"
            )
        return client

    return sign_in
