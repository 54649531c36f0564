"""The app."""

from django.apps import AppConfig


class Innovations(AppConfig):
    """Knows innovations, and which of them fit a park."""

    name = "werklandschap.web.innovations"
    label = "innovations"

    def ready(self) -> None:
        """Put what fits on the page of a park, and answer who types a question."""
        from werklandschap.web.helpdesk import suggestions
        from werklandschap.web.innovations.queries import finding, parts
        from werklandschap.web.scans.queries import parts as pages

        pages.provide(parts.PART)
        suggestions.provide(finding.answers)
