"""How parks go on: steps, commitments, notes and suggestions."""

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from werklandschap.web.programme.models.partners import Partnership


class StepEvent(models.Model):
    """Something that happened to a step of the toolbox; the newest says how it is."""

    class Kind(models.TextChoices):
        """What happened."""

        STARTED = "STARTED", _("begonnen")
        DONE = "DONE", _("gedaan")
        SKIPPED = "SKIPPED", _("overgeslagen")

    partnership = models.ForeignKey(
        Partnership, on_delete=models.PROTECT, related_name="step_events"
    )
    step = models.CharField(max_length=20)
    kind = models.CharField(max_length=7, choices=Kind)
    on = models.DateField()
    note = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        ordering = ("at", "pk")
        indexes: ClassVar = [models.Index(fields=["step", "kind"])]

    def __str__(self) -> str:
        return f"{self.step} {self.kind}"


class Commitment(models.Model):
    """Something that a party said it would do by a day."""

    partnership = models.ForeignKey(
        Partnership, on_delete=models.PROTECT, related_name="commitments"
    )
    party = models.CharField(max_length=120)
    what = models.CharField(max_length=300)
    due_on = models.DateField(db_index=True)
    kept_on = models.DateField(null=True)
    dropped_on = models.DateField(null=True)
    note = models.CharField(max_length=500, blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        ordering = ("due_on", "pk")

    def __str__(self) -> str:
        return f"{self.party} {self.due_on}"

    @property
    def is_open(self) -> bool:
        """Whether it was neither kept nor dropped."""
        return self.kept_on is None and self.dropped_on is None

    def is_missed(self, on: date) -> bool:
        """Tell whether its day has passed and it was not kept."""
        return self.is_open and self.due_on < on


class Note(models.Model):
    """A contact, a document or something else that is worth remembering."""

    class Kind(models.TextChoices):
        """What it is."""

        CONTACT = "CONTACT", _("contact")
        DOCUMENT = "DOCUMENT", _("document")
        OTHER = "OTHER", _("anders")

    partnership = models.ForeignKey(
        Partnership, on_delete=models.PROTECT, related_name="notes"
    )
    kind = models.CharField(max_length=8, choices=Kind)
    text = models.CharField(max_length=1000)
    url = models.URLField(max_length=400, blank=True)
    on = models.DateField()
    at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        ordering = ("-on", "-pk")

    def __str__(self) -> str:
        return f"{self.kind} {self.on}"


class Recommendation(models.Model):
    """A suggestion by rule, and what the park does with it.

    While it is only proposed its facts follow the newest scan; after that they stay what
    they were when somebody answered.
    """

    class State(models.TextChoices):
        """What the park does with it."""

        PROPOSED = "PROPOSED", _("voorgesteld")
        BUSY = "BUSY", _("mee bezig")
        BLOCKED = "BLOCKED", _("geblokkeerd")
        DONE = "DONE", _("gedaan")
        NOT_INTERESTED = "NOT_INTERESTED", _("geen interesse")

    partnership = models.ForeignKey(
        Partnership, on_delete=models.PROTECT, related_name="recommendations"
    )
    rule = models.CharField(max_length=40)
    years = models.JSONField(default=dict)
    figures = models.JSONField(default=dict)
    state = models.CharField(max_length=14, choices=State, default=State.PROPOSED)
    note = models.CharField(max_length=500, blank=True)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["partnership", "rule"], name="a_rule_suggests_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.rule} {self.state}"
