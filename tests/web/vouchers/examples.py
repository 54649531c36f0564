"""Examples of the parts of addresses of vouchers."""

from tests.web.made import AT
from tests.web.programme.made import BY, complete, partner, voucher_round
from werklandschap.web.vouchers.actions import decisions, delivery, rounds

PUBLIC = {
    "vouchers",
    "voucher_awards",
    "voucher_round",
    "voucher_draw",
    "park_voucher",
}
OF_A_PARK = {"request_id", "decision_id", "delivery_id"}


def examples(*, park, people, plan):
    """Make a voucher that was granted, and what was delivered for it."""
    opened = voucher_round()
    request = complete(opened, partner(park))
    voucher = decisions.grant(application=request, **BY)
    executor = rounds.list_executor(
        province_code="PV26", name="Groenbureau", since=AT.date(), **BY
    )
    delivery.choose_executor(voucher=voucher, executor=executor, **BY)
    brought = delivery.deliver(
        voucher=voucher,
        kind="green_vision",
        name="visie.pdf",
        content=b"%PDF-1.7\n" + park.code.encode() + b"\n%%EOF",
        parts=dict.fromkeys(["ambition", "baseline", "measures", "map", "upkeep"], "1"),
        **BY,
    )
    return {
        "round_id": opened.pk,
        "executor_id": executor.pk,
        "request_id": request.pk,
        "step": "toekennen",
        "decision_id": request.decisions.get().pk,
        "delivery_id": brought.pk,
    }
