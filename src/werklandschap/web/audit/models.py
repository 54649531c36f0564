"""The audit record."""

from typing import Any, ClassVar

from django.db import models


class WrittenOnce(TypeError):
    """Somebody tried to change or delete the audit record; that is a fault of ours."""


class AuditEntries(models.QuerySet["AuditEntry"]):
    """Entries can be read and added."""

    def update(self, **_: Any) -> int:
        """Refuse."""
        raise WrittenOnce

    def delete(self) -> tuple[int, dict[str, int]]:
        """Refuse."""
        raise WrittenOnce


class AuditEntry(models.Model):
    """One action by one person on one thing; the database itself refuses changes.

    The person stands here by pseudonym: who asks to be forgotten is forgotten in
    ``accounts``, and the record stays whole.
    """

    at = models.DateTimeField(db_index=True)
    actor = models.CharField(max_length=36, db_index=True)
    action = models.CharField(max_length=80)
    subject = models.CharField(max_length=120, db_index=True)
    facts = models.JSONField(default=dict)

    objects: ClassVar[models.Manager["AuditEntry"]] = AuditEntries.as_manager()

    class Meta:
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"#{self.pk} {self.action} {self.subject}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the entry; refuse to change one."""
        if not self._state.adding:
            raise WrittenOnce
        super().save(*args, **kwargs)

    def delete(self, *_: Any, **__: Any) -> tuple[int, dict[str, int]]:
        """Refuse."""
        raise WrittenOnce
