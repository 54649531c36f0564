"""The page that vouchers add to a park, and which parks have one."""

from collections.abc import Iterable

from werklandschap.core.text import Text
from werklandschap.web.programme.queries.parts import address
from werklandschap.web.scans.queries.parts import Part
from werklandschap.web.vouchers.models import Voucher

_GONE = (Voucher.State.LAPSED, Voucher.State.RECLAIMED)
_DELIVERED = (Voucher.State.APPROVED, Voucher.State.SETTLED, Voucher.State.PAID)

PARTS = (
    Part(
        Text("Voucher", "Voucher"),
        Text(
            "Geld voor een groenvisie en een financieringsplan.",
            "Money for a green vision and a financing plan.",
        ),
        lambda park: address("park_voucher", park),
    ),
)


def parks_with_voucher() -> Iterable[int]:
    """List the keys of the parks that have a voucher."""
    rows = Voucher.objects.exclude(state__in=_GONE).order_by()
    return rows.values_list("application__partnership__park", flat=True)


def parks_that_delivered() -> Iterable[int]:
    """List the keys of the parks whose green vision and financing plan were approved."""
    rows = Voucher.objects.filter(state__in=_DELIVERED).order_by()
    return rows.values_list("application__partnership__park", flat=True)
