"""The app."""

from typing import Any

from django.apps import AppConfig


class Programme(AppConfig):
    """Knows the parks that take part, and the deals that pay for it."""

    name = "werklandschap.web.programme"
    label = "programme"

    def ready(self) -> None:
        """Hear of new scans, and bring the pages to the page of a park."""
        from django.db.models.signals import post_save

        from werklandschap.web.programme.queries import parts
        from werklandschap.web.scans.models import Scan
        from werklandschap.web.scans.queries import parts as pages

        for part in parts.PARTS:
            pages.provide(part)
        post_save.connect(_hear_of_scan, sender=Scan, dispatch_uid="programme")


def _hear_of_scan(*, instance: Any, created: bool, **_: Any) -> None:
    """Tell the programme of a scan once all its figures are there."""
    from django.db import transaction

    from werklandschap.web.programme.actions.arrivals import scan_arrived

    if created and instance.is_current:
        transaction.on_commit(lambda: scan_arrived(scan=instance, at=instance.made_at))
