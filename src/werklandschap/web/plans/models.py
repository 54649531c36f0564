"""Ambitions, designs and plans of parks."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models

from werklandschap.web.jobs.models import Run
from werklandschap.web.parks.models import Park
from werklandschap.web.scans.models import Scan


class Ambition(models.Model):
    """A version of what people want of a park, or of all parks of a municipality.

    ``sets`` names the sets of targets that count, ``targets`` holds their own: indicator,
    operator, value and year. A change makes a new version; the old ones stay.
    """

    park = models.ForeignKey(
        Park, on_delete=models.CASCADE, null=True, related_name="ambitions"
    )
    municipality_code = models.CharField(max_length=6, blank=True)
    name = models.CharField(max_length=120)
    version = models.PositiveIntegerField()
    sets = models.JSONField(default=list)
    targets = models.JSONField(default=list)
    is_current = models.BooleanField(default=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True
    )
    made_at = models.DateTimeField()

    class Meta:
        ordering = ("-made_at", "-pk")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(park__isnull=False, municipality_code="")
                | models.Q(park__isnull=True) & ~models.Q(municipality_code=""),
                name="ambition_of_a_park_or_a_municipality",
            ),
            models.UniqueConstraint(
                fields=["park"],
                condition=models.Q(is_current=True, park__isnull=False),
                name="one_current_ambition_per_park",
            ),
            models.UniqueConstraint(
                fields=["municipality_code"],
                condition=models.Q(is_current=True, park__isnull=True),
                name="one_current_ambition_per_municipality",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.version})"


class Session(models.Model):
    """A round in which parties say what level they want per theme, and how much it weighs.

    Whoever has the link may speak; the link is signed and ends with the session.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    park = models.ForeignKey(Park, on_delete=models.CASCADE, related_name="sessions")
    name = models.CharField(max_length=120)
    themes = models.JSONField(default=list)
    is_open = models.BooleanField(default=True)
    outcome = models.JSONField(default=dict)
    """Common ground, disagreements and the compromise, once the session was closed."""
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True
    )
    made_at = models.DateTimeField()

    class Meta:
        ordering = ("-made_at",)

    def __str__(self) -> str:
        return self.name


class Voice(models.Model):
    """What one party wants: a level and a weight per theme."""

    session = models.ForeignKey(
        Session, on_delete=models.CASCADE, related_name="voices"
    )
    party = models.CharField(max_length=80)
    levels = models.JSONField()
    weights = models.JSONField()
    given_at = models.DateTimeField()

    class Meta:
        ordering = ("given_at",)
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["session", "party"], name="one_voice_per_party"
            )
        ]

    def __str__(self) -> str:
        return self.party


class Variant(models.Model):
    """A design: measures that people placed on a park as a scan found it.

    ``placements`` is a list of ``id``, ``measure``, ``geometry`` (GeoJSON in RD New),
    ``host`` and ``site``. ``version`` counts every change.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    park = models.ForeignKey(Park, on_delete=models.CASCADE, related_name="variants")
    scan = models.ForeignKey(Scan, on_delete=models.PROTECT)
    name = models.CharField(max_length=120)
    placements = models.JSONField(default=list)
    version = models.PositiveIntegerField(default=1)
    is_shared = models.BooleanField(default=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True
    )
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ("made_at",)

    def __str__(self) -> str:
        return self.name


class VariantVersion(models.Model):
    """What a design was at one version, so that changes can be merged and taken back."""

    variant = models.ForeignKey(
        Variant, on_delete=models.CASCADE, related_name="versions"
    )
    version = models.PositiveIntegerField()
    placements = models.JSONField()
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True
    )
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ("version",)
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["variant", "version"], name="a_version_is_kept_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.variant_id} {self.version}"


class Comment(models.Model):
    """What somebody says about a design."""

    variant = models.ForeignKey(
        Variant, on_delete=models.CASCADE, related_name="comments"
    )
    text = models.TextField(max_length=2000)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True
    )
    at = models.DateTimeField()

    class Meta:
        ordering = ("at",)

    def __str__(self) -> str:
        return f"#{self.pk}"


class Effect(models.Model):
    """What a version of a design does, stage by stage, as far as it was computed.

    ``stages`` is a list of ``name``, ``figures`` (by indicator) and ``is_final`` (names).
    """

    variant = models.ForeignKey(
        Variant, on_delete=models.CASCADE, related_name="effects"
    )
    version = models.PositiveIntegerField()
    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="effects")
    stages = models.JSONField(default=list)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["variant", "version", "run"], name="one_effect_per_run"
            )
        ]

    def __str__(self) -> str:
        return f"{self.variant_id} {self.version}"


class Plan(models.Model):
    """A package of measures that a run found for a goal; accepted, it is what counts.

    ``result`` holds the package, its calendar, the front and the next steps.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    park = models.ForeignKey(Park, on_delete=models.CASCADE, related_name="plans")
    scan = models.ForeignKey(Scan, on_delete=models.PROTECT)
    run = models.OneToOneField(Run, on_delete=models.PROTECT, related_name="plan")
    goal = models.JSONField(default=dict)
    result = models.JSONField(default=dict)
    made_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    is_accepted = models.BooleanField(default=False)

    class Meta:
        ordering = ("-made_at",)
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["park"],
                condition=models.Q(is_accepted=True),
                name="one_accepted_plan_per_park",
            )
        ]

    def __str__(self) -> str:
        return f"{self.park} {self.made_at:%Y-%m-%d}"


class Maintenance(models.Model):
    """A multi-year maintenance plan that somebody brought: its works and what was wrong."""

    park = models.ForeignKey(Park, on_delete=models.CASCADE, related_name="maintenance")
    file_name = models.CharField(max_length=160)
    works = models.JSONField(default=list)
    notes = models.JSONField(default=list)
    is_current = models.BooleanField(default=True)
    brought_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True
    )
    brought_at = models.DateTimeField()

    class Meta:
        ordering = ("-brought_at",)
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["park"],
                condition=models.Q(is_current=True),
                name="one_current_maintenance_plan_per_park",
            )
        ]

    def __str__(self) -> str:
        return self.file_name
