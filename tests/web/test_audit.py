import pytest
from django.db import DatabaseError, connection, transaction

from tests.web.made import AT
from werklandschap.web.audit import actions
from werklandschap.web.audit.models import AuditEntry, WrittenOnce

pytestmark = pytest.mark.django_db


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


@pytest.mark.parametrize(
    "sql", ["UPDATE audit_auditentry SET actor = 'x'", "DELETE FROM audit_auditentry"]
)
def test_the_database_refuses_changes_too(park, sql):
    an_entry(park)
    with (
        pytest.raises(DatabaseError, match="written once"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)
    assert AuditEntry.objects.count() == 1
