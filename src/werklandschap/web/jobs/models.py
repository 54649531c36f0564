"""Long work and what is known of it."""

import uuid
from datetime import timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from werklandschap.core.text import Text

SILENCE = timedelta(seconds=30)
"""Work whose worker was not heard for so long is given to another."""

ATTEMPTS = 4
"""Work that kills its worker so often is given up."""


class Run(models.Model):
    """One piece of long work: asked, carried out by whoever has the latest attempt.

    ``attempt`` is a fencing token: a worker that was thought dead and comes back finds
    that its attempt is not the latest any more and changes nothing.
    """

    class Status(models.TextChoices):
        """How far it has come."""

        QUEUED = "QUEUED", _("wacht")
        RUNNING = "RUNNING", _("bezig")
        DONE = "DONE", _("klaar")
        FAILED = "FAILED", _("mislukt")
        CANCELLED = "CANCELLED", _("gestopt")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=64)
    parameters = models.JSONField(default=dict)
    input_hashes = models.JSONField(default=dict)
    engine = models.CharField(max_length=60)
    status = models.CharField(max_length=10, choices=Status, default=Status.QUEUED)
    is_degraded = models.BooleanField(default=False)
    result_hash = models.CharField(max_length=64, blank=True)

    attempt = models.PositiveSmallIntegerField(default=1)
    heartbeat_at = models.DateTimeField()
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    step_nl = models.CharField(max_length=200, blank=True)
    step_en = models.CharField(max_length=200, blank=True)
    problem_code = models.CharField(max_length=60, blank=True)
    problem_nl = models.TextField(blank=True)
    problem_en = models.TextField(blank=True)

    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True
    )
    asked_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    OPEN: ClassVar = (Status.QUEUED, Status.RUNNING)

    class Meta:
        ordering = ("-asked_at",)
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["key"],
                condition=models.Q(status__in=["QUEUED", "RUNNING"])
                | models.Q(status="DONE", is_degraded=False),
                name="never_computed_twice",
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["status", "heartbeat_at"]),
            # Whoever asks looks for the same work first; the constraint above does not
            # help with that.
            models.Index(fields=["key"]),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.id} {self.status}"

    @property
    def is_open(self) -> bool:
        """Whether it still waits or goes on."""
        return self.status in self.OPEN

    @property
    def step(self) -> Text:
        """What is being done now."""
        return Text(self.step_nl, self.step_en)

    @property
    def problem(self) -> Text:
        """Why it failed."""
        return Text(self.problem_nl, self.problem_en)


class RunNote(models.Model):
    """A line of the log of a run."""

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="notes")
    at = models.DateTimeField()
    attempt = models.PositiveSmallIntegerField()
    nl = models.TextField()
    en = models.TextField()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.at:%H:%M:%S} {self.nl}"

    @property
    def text(self) -> Text:
        """The line in both languages."""
        return Text(self.nl, self.en)


class Worker(models.Model):
    """A process that carries out runs; it says now and then that it lives."""

    name = models.CharField(max_length=64, unique=True)
    seen_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.name
