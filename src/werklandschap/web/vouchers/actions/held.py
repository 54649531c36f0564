"""Holding a voucher while something is decided on it."""

from werklandschap.web.accounts.models import User
from werklandschap.web.audit.actions import Actor
from werklandschap.web.vouchers.models import Voucher
from werklandschap.web.vouchers.problems import NotNow, OwnVoucher

BEFORE_DELIVERY = (Voucher.State.GRANTED, Voucher.State.ORDERED)


def held_voucher(
    voucher: Voucher, *states: str, decider: Actor | None = None
) -> Voucher:
    """Hold a voucher; who decides on its money may not be who asked for it.

    Parameters
    ----------
    voucher : Voucher
        Which one.
    states : str
        In which of these it must be; none is any.
    decider : User or str, optional
        Who decides on money.

    Raises
    ------
    NotNow
        If it is in another state.
    OwnVoucher
        If the decider asked for it.
    """
    found = (
        Voucher.objects.select_for_update(of=("self",))
        .select_related(
            "application__round", "application__partnership__park", "party__deal"
        )
        .get(pk=voucher.pk)
    )
    if isinstance(decider, User) and found.application.made_by_id == decider.pk:
        raise OwnVoucher
    if states and found.state not in states:
        raise NotNow(str(found.get_state_display()))
    return found
