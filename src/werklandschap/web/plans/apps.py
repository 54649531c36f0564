"""The app."""

from django.apps import AppConfig


class Plans(AppConfig):
    """Knows ambitions, designs and plans."""

    name = "werklandschap.web.plans"
    label = "plans"

    def ready(self) -> None:
        """Make the work known to workers, and the pages to the page of a park."""
        from werklandschap.web.jobs import registry
        from werklandschap.web.plans import tasks
        from werklandschap.web.plans.queries import parts
        from werklandschap.web.scans.queries import parts as pages

        registry.register(tasks.WHAT_IF)
        registry.register(tasks.PLAN)
        registry.register(tasks.REACH)
        for part in parts.PARTS:
            pages.provide(part)
