"""The app."""

from django.apps import AppConfig


class Helpdesk(AppConfig):
    """Takes questions and sees to it that they are answered."""

    name = "werklandschap.web.helpdesk"
    label = "helpdesk"

    def ready(self) -> None:
        """Let workers warn whoever is late, let answers be found and partners be known."""
        from werklandschap.web.helpdesk import suggestions, tasks
        from werklandschap.web.helpdesk.queries import parts, similar, ties
        from werklandschap.web.jobs import registry
        from werklandschap.web.labels import ties as labels
        from werklandschap.web.scans.queries import parts as pages

        registry.look_after(tasks.warn_who_is_late)
        registry.look_after(tasks.forget_askers)
        suggestions.provide(similar.answered)
        pages.provide(parts.ASK)
        labels.provide(ties.ties_to)
