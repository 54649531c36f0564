"""Letters and how far they have come."""

from datetime import timedelta
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

LEASE = timedelta(minutes=2)
"""A letter whose sender was not heard for so long may be sent by another."""

FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=1), timedelta(minutes=15)
"""After a failure the wait doubles, from the first to the longest; it never ends."""


class Letter(models.Model):
    """One letter to one address; once delivered or refused nothing personal is left.

    ``attempt`` is a fencing token: a sender that was thought dead finds that its attempt
    is not the latest any more and changes nothing.
    """

    class Status(models.TextChoices):
        """How far it has come."""

        WAITING = "WAITING", _("wacht")
        SENT = "SENT", _("verstuurd")
        REFUSED = "REFUSED", _("geweigerd")

    key = models.CharField(max_length=120, unique=True, null=True)  # noqa: DJ001 many without
    status = models.CharField(max_length=8, choices=Status, default=Status.WAITING)
    to = models.EmailField(blank=True)
    subject = models.CharField(max_length=250, blank=True)
    body = models.TextField(blank=True)
    headers = models.JSONField(default=dict)
    queued_at = models.DateTimeField()
    attempt = models.PositiveIntegerField(default=0)
    due_at = models.DateTimeField()
    leased_until = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    trouble = models.CharField(max_length=60, blank=True)
    """What the last attempt met, as a word of ours: no server text, which quotes addresses."""

    class Meta:
        ordering = ("pk",)
        indexes: ClassVar = [models.Index(fields=["status", "due_at"])]

    def __str__(self) -> str:
        return f"#{self.pk} {self.status}"
