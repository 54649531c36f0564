"""The app."""

from django.apps import AppConfig


class Network(AppConfig):
    """Knows meetings, lessons and who reads the newsletter."""

    name = "werklandschap.web.network"
    label = "network"

    def ready(self) -> None:
        """Let workers remind, send digests and forget."""
        from werklandschap.web.jobs import registry
        from werklandschap.web.network import tasks

        registry.look_after(tasks.remind)
        registry.look_after(tasks.send_digests)
        registry.look_after(tasks.forget)
