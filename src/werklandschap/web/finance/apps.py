"""The app."""

from django.apps import AppConfig


class Finance(AppConfig):
    """Knows what plans cost, whom they help and who pays."""

    name = "werklandschap.web.finance"
    label = "finance"

    def ready(self) -> None:
        """Make work and pages known, and what is known of plans to who builds on it."""
        from werklandschap.web.finance import tasks
        from werklandschap.web.finance.queries import afterwards, papers, parts, ties
        from werklandschap.web.jobs import registry
        from werklandschap.web.labels import ties as labels
        from werklandschap.web.plans import afterwards as plans
        from werklandschap.web.scans.queries import parts as pages
        from werklandschap.web.vouchers import papers as vouchers

        registry.register(tasks.GROUND)
        registry.register(tasks.DOCUMENT)
        pages.provide(parts.PART)
        plans.provide(afterwards.afterwards_of)
        vouchers.provide(papers.papers_of)
        labels.provide(ties.ties_to)
