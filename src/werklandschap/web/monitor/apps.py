"""The app."""

from django.apps import AppConfig


class Monitor(AppConfig):
    """Shows whether the swarm is on course."""

    name = "werklandschap.web.monitor"
    label = "monitor"

    def ready(self) -> None:
        """Let the programme count parks that have the label."""
        from werklandschap.web.monitor.queries import story
        from werklandschap.web.programme.queries import counters

        counters.provide("label", story.parks_with_label)
