"""Baseline scans and their figures."""

import uuid
from typing import ClassVar

from django.db import models

from werklandschap.core.text import Text
from werklandschap.web.jobs.models import Run
from werklandschap.web.parks.models import Park


class Scan(models.Model):
    """What a run found out about a park on a day; never changed afterwards.

    The files (report, layers, grids) lie in the lake under ``result_hash``; figures that
    people ask for are rows as well.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    park = models.ForeignKey(Park, on_delete=models.PROTECT, related_name="scans")
    run = models.OneToOneField(Run, on_delete=models.PROTECT, related_name="scan")
    on = models.DateField()
    made_at = models.DateTimeField()
    engine = models.CharField(max_length=60)
    parameters_hash = models.CharField(max_length=64)
    input_hashes = models.JSONField(default=dict)
    parts = models.JSONField(default=list)
    cell_m = models.FloatField()
    result_hash = models.CharField(max_length=64)
    is_degraded = models.BooleanField(default=False)
    is_current = models.BooleanField(default=True)
    sources = models.JSONField(default=list)
    files = models.JSONField(default=dict)

    class Meta:
        ordering = ("-on", "-made_at")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["park"],
                condition=models.Q(is_current=True),
                name="one_current_scan_per_park",
            )
        ]

    def __str__(self) -> str:
        return f"{self.park} {self.on}"


class Figure(models.Model):
    """One indicator of one scan; without a value it was not measured, and says why."""

    scan = models.ForeignKey(Scan, on_delete=models.CASCADE, related_name="figures")
    indicator = models.CharField(max_length=60)
    value = models.FloatField(null=True)
    low = models.FloatField(null=True)
    high = models.FloatField(null=True)
    low_from = models.CharField(max_length=60, blank=True)
    high_from = models.CharField(max_length=60, blank=True)
    coverage = models.FloatField(default=0.0)
    currency = models.FloatField(default=0.0)
    fit = models.FloatField(default=0.0)
    reason_nl = models.TextField(blank=True)
    reason_en = models.TextField(blank=True)
    sources = models.JSONField(default=list)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["scan", "indicator"], name="one_figure_per_indicator"
            )
        ]
        indexes: ClassVar = [models.Index(fields=["indicator", "value"])]

    def __str__(self) -> str:
        return f"{self.indicator} {self.value}"

    @property
    def reliability(self) -> float:
        """The product of its parts, from 0 to 1."""
        return self.coverage * self.currency * self.fit

    @property
    def reason(self) -> Text:
        """Why it was not measured."""
        return Text(self.reason_nl, self.reason_en)
