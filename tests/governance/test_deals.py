import pytest
from hypothesis import given
from hypothesis import strategies as st

from werklandschap.governance import deals
from werklandschap.governance.deals import Account, Package

PARTIES = ("province", "park")
moves = st.tuples(
    st.sampled_from((deals.pledge, deals.receive, deals.award, deals.pay, deals.repay)),
    st.sampled_from(PARTIES),
    st.integers(-1_000, 1_000).filter(bool),
)


@given(st.lists(moves, max_size=30))
def test_no_account_is_ever_overdrawn_and_all_of_them_balance(wanted):
    booked = []
    for book, party, cents in wanted:
        lines = book(party, cents)
        try:
            deals.check_entry(lines, deals.balances(booked))
        except deals.NotEnough:
            continue
        booked.extend(lines)
    held = deals.balances(booked)
    assert sum(held.values()) == 0
    for (account, _party), cents in held.items():
        is_credit = account in {Account.PLEDGED, Account.PAYABLE}
        assert (-cents if is_credit else cents) >= 0
    bank = held.get((Account.BANK, ""), 0)
    came_in = sum(
        -held.get((Account.PLEDGED, each), 0) - held.get((Account.RECEIVABLE, each), 0)
        for each in PARTIES
    )
    went_out = sum(
        held.get((Account.SPENT, each), 0) + held.get((Account.PAYABLE, each), 0)
        for each in PARTIES
    )
    assert bank == came_in - went_out


@given(moves)
def test_an_entry_and_its_opposite_do_nothing(move):
    book, party, cents = move
    lines = book(party, cents)
    both = [*lines, *deals.reversed_lines(lines)]
    assert not any(deals.balances(both).values())


def test_an_entry_that_does_not_balance_is_refused():
    with pytest.raises(deals.OutOfBalance):
        deals.check_entry([deals.Line(Account.BANK, "", 1)], {})


def test_packages_run_out_as_the_documents_say():
    # 4 × (1 + 2) + 2 × 1 = 14 example sites (A1.14), and at most six deals with places.
    places = deals.places()
    assert (
        sum(
            each.available * (each.living_labs + each.ambassadors)
            for each in places.values()
            if each.available
        )
        == 14
    )
    assert deals.free_packages([Package.A] * 4) == [Package.B, Package.C]
    assert deals.free_packages([Package.A] * 4 + [Package.B] * 2) == [Package.C]
    assert Package.C in deals.free_packages([Package.C] * 12)
