"""The app."""

from typing import Any

from django.apps import AppConfig
from django.db import transaction
from django.db.models.signals import post_save


class Labels(AppConfig):
    """Knows the pre-score, assessments and certificates."""

    name = "werklandschap.web.labels"
    label = "labels"

    def ready(self) -> None:
        """Score every new scan, make the work known, and link from the page of a park."""
        from werklandschap.web.jobs import registry
        from werklandschap.web.labels import tasks
        from werklandschap.web.labels.actions import relations
        from werklandschap.web.labels.queries import parts
        from werklandschap.web.scans.models import Scan
        from werklandschap.web.scans.queries import parts as pages

        registry.register(tasks.PRESCORE)
        registry.look_after(relations.look_for_relations)
        pages.provide(parts.PART)
        post_save.connect(_score_when_kept, sender=Scan, dispatch_uid="labels.score")


def _score_when_kept(instance: Any, created: bool, **_: Any) -> None:
    """Score a scan once it and its figures are there for good."""
    from werklandschap.web.audit.actions import PLATFORM
    from werklandschap.web.labels.actions.scores import score_scan

    if created:
        transaction.on_commit(
            lambda: score_scan(scan=instance, actor=PLATFORM, at=instance.made_at)
        )
