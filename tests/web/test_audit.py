import pytest
from django.db import DatabaseError, connection, transaction

from tests.web.made import AT, make_park
from werklandschap.web.audit import actions
from werklandschap.web.audit.models import AuditEntry, WrittenOnce

pytestmark = pytest.mark.django_db

CHANGES = ["UPDATE audit_auditentry SET actor = 'x'", "DELETE FROM audit_auditentry"]


def an_entry(park):
    return actions.record("test.do", park, actor=actions.PLATFORM, at=AT, why="test")


def test_an_entry_tells_who_did_what_to_what(park):
    entry = an_entry(park)
    assert (entry.actor, entry.action) == ("platform", "test.do")
    assert entry.subject == f"parks.Park:{park.pk}"


@pytest.mark.parametrize(
    "change",
    [
        lambda entry: entry.save(),
        lambda entry: entry.delete(),
        lambda entry: AuditEntry.objects.update(actor="x"),
        lambda entry: AuditEntry.objects.all().delete(),
    ],
)
def test_our_code_cannot_change_it(park, change):
    entry = an_entry(park)
    with pytest.raises(WrittenOnce):
        change(entry)


@pytest.mark.parametrize("sql", CHANGES)
def test_the_database_refuses_changes_too(park, sql):
    an_entry(park)
    with (
        pytest.raises(DatabaseError, match="written once"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)
    assert AuditEntry.objects.count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("sql", CHANGES)
class TestAroundAFlush:
    """A test of this kind empties all tables behind it; the guard stands all the same."""

    def test_refused_before(self, sql):
        test_the_database_refuses_changes_too(make_park(), sql)

    def test_refused_after(self, sql):
        assert not AuditEntry.objects.exists()
        test_the_database_refuses_changes_too(make_park(), sql)
