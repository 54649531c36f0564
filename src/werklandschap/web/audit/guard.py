"""Triggers by which the database refuses to change the audit record."""

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

_SQLITE = """
CREATE TRIGGER audit_no_{word} BEFORE {verb} ON audit_auditentry
BEGIN SELECT RAISE(ABORT, 'the audit record is written once'); END
"""
_POSTGRESQL_FUNCTION = """
CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger AS $$
BEGIN RAISE EXCEPTION 'the audit record is written once'; END $$ LANGUAGE plpgsql
"""
_POSTGRESQL = """
CREATE TRIGGER audit_no_{word} BEFORE {verb} ON audit_auditentry
FOR EACH {each} EXECUTE FUNCTION audit_refuse()
"""


def put_up(editor: BaseDatabaseSchemaEditor) -> None:
    """Protect the record from now on."""
    if editor.connection.vendor == "postgresql":
        editor.execute(_POSTGRESQL_FUNCTION)
        for verb, each in (
            ("UPDATE", "ROW"),
            ("DELETE", "ROW"),
            ("TRUNCATE", "STATEMENT"),
        ):
            editor.execute(_POSTGRESQL.format(word=verb.lower(), verb=verb, each=each))
    else:
        for verb in ("UPDATE", "DELETE"):
            editor.execute(_SQLITE.format(word=verb.lower(), verb=verb))


def take_down(editor: BaseDatabaseSchemaEditor) -> None:
    """Lift the protection, for a migration of the record or a test that starts anew."""
    on = " ON audit_auditentry" if editor.connection.vendor == "postgresql" else ""
    for word in ("update", "delete", "truncate"):
        editor.execute(f"DROP TRIGGER IF EXISTS audit_no_{word}{on}")
