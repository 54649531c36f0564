"""Scores of scans, assessments with their evidence and judgements, and certificates."""

import uuid
from collections.abc import Mapping
from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from werklandschap.core.text import Text
from werklandschap.web.parks.models import Park
from werklandschap.web.plans.models import Plan
from werklandschap.web.scans.models import Scan

_PERSON = settings.AUTH_USER_MODEL


class Score(models.Model):
    """What a version of the criteria says of a scan; a new version makes a new row."""

    scan = models.ForeignKey(Scan, on_delete=models.CASCADE, related_name="scores")
    criteria = models.CharField(max_length=40)
    version = models.CharField(max_length=20)
    grade = models.CharField(max_length=1, blank=True, db_index=True)
    central = models.CharField(max_length=1, blank=True)
    points = models.FloatField(null=True)
    measured_share = models.FloatField()
    chances = models.JSONField(default=dict)
    made_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["scan", "criteria", "version"], name="one_score_per_version"
            )
        ]

    def __str__(self) -> str:
        return f"{self.scan_id} {self.grade or '–'}"

    def likely(self) -> list[tuple[str, float]]:
        """List the grades with a chance of at least 1 in 20, likeliest first."""
        known = [each for each in self.chances.items() if each[1] >= 0.05]
        return sorted(known, key=lambda each: -each[1])


class Assessment(models.Model):
    """One judgement of a park at one moment, from self-assessment to decision.

    ``self_grades`` and ``notes`` are what the park says, ``computed`` what the scan said
    when it was handed in. From then on ``frozen_hash`` covers all of that and the evidence;
    what is added later shows as such. ``grades`` and ``grade`` are the outcome.
    """

    class Moment(models.TextChoices):
        """When in the life of a park."""

        BASELINE = "BASELINE", _("nulmeting")
        DESIGN = "DESIGN", _("ontwerp")
        REALISED = "REALISED", _("gerealiseerd")

    class State(models.TextChoices):
        """How far it is."""

        DRAFT = "DRAFT", _("wordt ingevuld")
        SUBMITTED = "SUBMITTED", _("ingediend")
        ASSESSING = "ASSESSING", _("bij de beoordelaars")
        ARBITRATION = "ARBITRATION", _("bij de arbiter")
        DECIDED = "DECIDED", _("beslist")
        WITHDRAWN = "WITHDRAWN", _("gestopt")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    park = models.ForeignKey(Park, on_delete=models.PROTECT, related_name="assessments")
    scan = models.ForeignKey(Scan, on_delete=models.PROTECT)
    plan = models.ForeignKey(
        Plan, on_delete=models.PROTECT, null=True, related_name="+"
    )
    """Of a design: the plan after which the park is graded, as it was simulated."""
    moment = models.CharField(max_length=8, choices=Moment)
    criteria = models.CharField(max_length=40)
    version = models.CharField(max_length=20)
    state = models.CharField(max_length=11, choices=State, default=State.DRAFT)
    self_grades = models.JSONField(default=dict)
    notes = models.JSONField(default=dict)
    computed = models.JSONField(default=dict)
    frozen_at = models.DateTimeField(null=True)
    frozen_hash = models.CharField(max_length=64, blank=True)
    grades = models.JSONField(default=dict)
    reasons = models.JSONField(default=dict)
    grade = models.CharField(max_length=1, blank=True)
    decided_at = models.DateTimeField(null=True)
    made_by = models.ForeignKey(
        _PERSON, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    made_at = models.DateTimeField()

    class Meta:
        ordering = ("-made_at",)
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["park", "moment"],
                condition=~models.Q(state__in=["DECIDED", "WITHDRAWN"]),
                name="one_open_assessment_per_moment",
            )
        ]

    def __str__(self) -> str:
        return f"{self.park} {self.moment}"

    def places(self) -> Mapping[str, str]:
        """Give the borders of its park."""
        return self.park.places()

    @property
    def is_open(self) -> bool:
        """Whether anything still has to happen."""
        return self.state not in {self.State.DECIDED, self.State.WITHDRAWN}


class Evidence(models.Model):
    """A file that supports a criterion; it never changes and is never removed.

    ``sha256`` is that of its bytes, which lie in the results under ``result_hash``.
    """

    assessment = models.ForeignKey(
        Assessment, on_delete=models.PROTECT, related_name="evidence"
    )
    criterion = models.CharField(max_length=40)
    name = models.CharField(max_length=160)
    media_type = models.CharField(max_length=60)
    bytes_count = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    result_hash = models.CharField(max_length=64)
    is_after_freeze = models.BooleanField(default=False)
    added_by = models.ForeignKey(
        _PERSON, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    added_at = models.DateTimeField()

    class Meta:
        ordering = ("criterion", "added_at")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["assessment", "criterion", "sha256"], name="a_file_counts_once"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Judgement(models.Model):
    """What one assessor found; the other one cannot see it before both have spoken."""

    assessment = models.ForeignKey(
        Assessment, on_delete=models.PROTECT, related_name="judgements"
    )
    assessor = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(
        _PERSON, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    asked_at = models.DateTimeField()
    grades = models.JSONField(default=dict)
    notes = models.JSONField(default=dict)
    given_at = models.DateTimeField(null=True)
    """When it was given; who gives one says to have nothing to do with the park."""
    replaced_at = models.DateTimeField(null=True)
    """When somebody else was asked in their place; the judgement stays, and counts no more."""
    looked_at = models.DateTimeField(null=True)
    related_because = models.JSONField(default=dict)
    """What the assessor turned out to have to do with the park, in both languages."""

    class Meta:
        ordering = ("asked_at", "pk")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["assessment", "assessor"], name="an_assessor_judges_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.assessment_id} #{self.assessor_id}"

    @property
    def because(self) -> Text | None:
        """What the assessor turned out to have to do with the park, if anything."""
        return Text(**self.related_because) if self.related_because else None


class Certificate(models.Model):
    """What was signed for an assessment: ``told`` is the certificate itself."""

    assessment = models.OneToOneField(
        Assessment, on_delete=models.PROTECT, related_name="certificate"
    )
    number = models.CharField(max_length=24, unique=True)
    told = models.JSONField()
    issued_on = models.DateField()
    expires_on = models.DateField()
    revoked_at = models.DateTimeField(null=True)
    revoked_because = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ("-issued_on", "-pk")

    def __str__(self) -> str:
        return self.number

    def holds(self, on: date) -> bool:
        """Tell whether it was not revoked and has not expired."""
        return self.revoked_at is None and on <= self.expires_on


class ForeignCertificate(models.Model):
    """A certificate that somebody else gave a park, as it was brought to us."""

    class Label(models.TextChoices):
        """Whose label it is; the names belong to their owners."""

        NL_AREA = "NL_AREA", "NL Gebiedslabel"
        NL_SITE = "NL_SITE", "NL Terreinlabel"
        WERKLANDSCHAP = "WERKLANDSCHAP", "Werklandschap Label"
        BREEAM = "BREEAM", "BREEAM-NL Gebied"
        OTHER = "OTHER", _("ander keurmerk")

    park = models.ForeignKey(
        Park, on_delete=models.PROTECT, related_name="foreign_certificates"
    )
    label = models.CharField(max_length=13, choices=Label)
    grade = models.CharField(max_length=20, blank=True)
    issuer = models.CharField(max_length=120)
    issued_on = models.DateField()
    expires_on = models.DateField(null=True, blank=True)
    name = models.CharField(max_length=160)
    media_type = models.CharField(max_length=60)
    sha256 = models.CharField(max_length=64)
    result_hash = models.CharField(max_length=64)
    added_by = models.ForeignKey(
        _PERSON, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    added_at = models.DateTimeField()

    class Meta:
        ordering = ("-issued_on",)

    def __str__(self) -> str:
        return f"{self.label} {self.issued_on}"
