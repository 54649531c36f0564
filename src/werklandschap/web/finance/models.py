"""What a plan does in years, what people filled in about its money, and firms' own figures."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models

from werklandschap.web.jobs.models import Run
from werklandschap.web.parks.models import Park
from werklandschap.web.plans.models import Plan


class Ground(models.Model):
    """What a plan is in works and physical effects, as a run found it.

    ``facts`` has ``first_year``, ``works``, ``effects``, ``missing`` and ``planned``; see
    `werklandschap.web.finance.queries.grounds`. Euros are worked out anew each time.
    """

    plan = models.OneToOneField(Plan, on_delete=models.CASCADE, related_name="ground")
    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="grounds")
    facts = models.JSONField()
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.plan_id}"


class Assumed(models.Model):
    """A version of what people filled in for a plan instead of the published numbers.

    ``values`` holds numbers by the name of their parameter, ``funding`` what schemes ask.
    A change makes a new version; the old ones stay.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="assumed")
    version = models.PositiveIntegerField()
    values = models.JSONField(default=dict)
    funding = models.JSONField(default=dict)
    why = models.CharField(max_length=200, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True
    )
    made_at = models.DateTimeField()

    class Meta:
        ordering = ("-version",)
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["plan", "version"], name="assumed_once_per_version"
            )
        ]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.version}"


class Split(models.Model):
    """How parties could share what they make together.

    ``costs`` has ``fixed_eur``, ``per_need_eur`` and ``per_party_eur``; ``members`` is a
    list of ``name``, ``area_m2``, ``woz_eur``, ``benefit_eur``, ``need`` and
    ``alone_eur``. Only its maker sees it until it is shared.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="splits")
    name = models.CharField(max_length=120)
    costs = models.JSONField(default=dict)
    members = models.JSONField(default=list)
    notes = models.JSONField(default=list)
    is_shared = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True
    )
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ("-changed_at",)

    def __str__(self) -> str:
        return self.name


class Firm(models.Model):
    """Confidential figures of one firm on a park: only its holder and helpers see them.

    ``lines`` is a list of ``what``, ``year`` and ``amount_eur`` (below zero is paid);
    ``notes`` tells per row what could not be read.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    park = models.ForeignKey(Park, on_delete=models.CASCADE, related_name="firms")
    held_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="firms"
    )
    name = models.CharField(max_length=120)
    is_owner = models.BooleanField(default=False)
    plot_m2 = models.FloatField(null=True)
    rate = models.FloatField(null=True)
    lines = models.JSONField(default=list)
    notes = models.JSONField(default=list)
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["park", "held_by"], name="one_firm_per_person_and_park"
            )
        ]

    def __str__(self) -> str:
        # The name is confidential too: it would show in logs.
        return f"{self.pk}"


class Helper(models.Model):
    """Leave of a firm to one person to see its figures; taken back, it is gone."""

    firm = models.ForeignKey(Firm, on_delete=models.CASCADE, related_name="helpers")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="helps"
    )
    given_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["firm", "person"], name="helper_once")
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"


class Document(models.Model):
    """Documents of a plan that a run wrote; ``files`` names them under the run's hash."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="documents")
    run = models.OneToOneField(Run, on_delete=models.PROTECT, related_name="document")
    kind = models.CharField(max_length=12)
    language = models.CharField(max_length=2)
    assumed_version = models.PositiveIntegerField(default=0)
    files = models.JSONField(default=list)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ("-made_at",)

    def __str__(self) -> str:
        return f"{self.plan_id} {self.kind} {self.language}"
