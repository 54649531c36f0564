"""The app."""

from django.apps import AppConfig


class Scans(AppConfig):
    """Knows the baseline scans."""

    name = "werklandschap.web.scans"
    label = "scans"

    def ready(self) -> None:
        """Make scans known to workers, and their figures to the map of parks."""
        from werklandschap.web.jobs import registry
        from werklandschap.web.parks import figures
        from werklandschap.web.scans import tasks
        from werklandschap.web.scans.queries import current

        registry.register(tasks.SCAN)
        figures.provide(current.PROVIDER)
