"""The app."""

from django.apps import AppConfig


class Vouchers(AppConfig):
    """Knows the vouchers."""

    name = "werklandschap.web.vouchers"
    label = "vouchers"

    def ready(self) -> None:
        """Let the programme count vouchers, and bring the page to the page of a park."""
        from werklandschap.web.programme.queries import counters
        from werklandschap.web.scans.queries import parts as pages
        from werklandschap.web.vouchers.queries import parts

        counters.provide("voucher", parts.parks_with_voucher)
        counters.provide("voucher_delivered", parts.parks_that_delivered)
        for part in parts.PARTS:
            pages.provide(part)
