"""The app."""

from django.apps import AppConfig


class Finance(AppConfig):
    """Knows what plans cost, whom they help and who pays."""

    name = "werklandschap.web.finance"
    label = "finance"

    def ready(self) -> None:
        """Make the work known to workers, the pages to a park, the papers to vouchers."""
        from werklandschap.web.finance import tasks
        from werklandschap.web.finance.queries import papers, parts, ties
        from werklandschap.web.jobs import registry
        from werklandschap.web.labels import ties as labels
        from werklandschap.web.scans.queries import parts as pages
        from werklandschap.web.vouchers import papers as vouchers

        registry.register(tasks.GROUND)
        registry.register(tasks.DOCUMENT)
        pages.provide(parts.PART)
        vouchers.provide(papers.papers_of)
        labels.provide(ties.ties_to)
