"""The app."""

from django.apps import AppConfig


class Toolbox(AppConfig):
    """Knows the steps of a park and the pages of editors."""

    name = "werklandschap.web.toolbox"
    label = "toolbox"

    def ready(self) -> None:
        """Put the board on the page of a park, answer questions, check links at night."""
        from werklandschap.web.helpdesk import suggestions
        from werklandschap.web.jobs import registry
        from werklandschap.web.scans.queries import parts as pages
        from werklandschap.web.toolbox import tasks
        from werklandschap.web.toolbox.queries import parts, reading

        registry.register(tasks.LINKS)
        registry.look_after(tasks.every_night)
        pages.provide(parts.PART)
        suggestions.provide(reading.answers)
