"""Green Deals: promises, money, and reports that can be asked again."""

import threading
from datetime import date, timedelta

import pytest
from django.db import connection

from tests.web.made import AT
from tests.web.programme.made import BY, deal, fill, partner
from werklandschap.governance.deals import Account, NotEnough
from werklandschap.web.programme.actions import deals, ledger, reports
from werklandschap.web.programme.models import EntryLine, Instalment
from werklandschap.web.programme.queries import fund, money

pytestmark = pytest.mark.django_db

ON = AT.date()


def province_of(made):
    return made.parties.get(kind="PROVINCE")


def test_packages_run_out(db):
    for number in range(4):
        deal("A", f"Deal {number}")
    with pytest.raises(deals.PackageGone):
        deal("A", "Deal 5")
    deal("C", "Deal 6")


def test_a_pledge_comes_in_by_instalments_to_the_cent(db):
    party = province_of(deal())
    ledger.book(
        kind="pledge",
        party=party,
        amount_eur="1000000.01",
        instalments=3,
        on=ON,
        text="bijdrage",
        **BY,
    )
    cents = list(Instalment.objects.values_list("amount_cents", flat=True))
    assert sum(cents) == 100_000_001
    assert max(cents) - min(cents) <= 1
    entry = ledger.receive(
        party=party, amount_cents=cents[0], on=ON, text="termijn 1", **BY
    )
    assert Instalment.objects.get(entry=entry).amount_cents == cents[0]
    assert ledger.balance_of(party, Account.RECEIVABLE) == sum(cents[1:])


def test_nobody_pays_more_than_promised_and_no_more_goes_out_than_came_in(db):
    made = deal()
    party = province_of(made)
    fill(made, 1_000)
    with pytest.raises(NotEnough):
        ledger.receive(party=party, amount_cents=1, on=ON, text="te veel", **BY)
    ledger.award(party=party, amount_cents=1_500, on=ON, text="toekenning", **BY)
    with pytest.raises(NotEnough, match="10,00"):
        ledger.pay(party=party, amount_cents=1_500, on=ON, text="betaling", **BY)
    ledger.pay(party=party, amount_cents=1_000, on=ON, text="betaling", **BY)
    assert ledger.balance_of(party, Account.PAYABLE) == -500


def test_an_entry_is_put_right_by_its_opposite_once(db):
    made = deal()
    party = province_of(made)
    entry = ledger.pledge(party=party, amount_cents=500, on=ON, text="fout", **BY)
    back = ledger.reverse(entry=entry, on=ON, text="verkeerde deal", **BY)
    assert not any(ledger.balances_of(made).values())
    for each in (entry, back):
        with pytest.raises(ledger.AlreadyReversed):
            ledger.reverse(entry=each, on=ON, text="nog eens", **BY)
    assert [each.number for each in made.entries.all()] == [1, 2]


def test_a_deal_that_ends_writes_off_what_never_came(db):
    made = deal()
    party = province_of(made)
    fill(made, 700)
    ledger.pledge(party=party, amount_cents=300, on=ON, text="rest", **BY)
    deals.end_deal(deal=made, on=ON, reason="gestopt", has_left=True, **BY)
    assert ledger.balance_of(party, Account.RECEIVABLE) == 0
    assert -ledger.balance_of(party, Account.PLEDGED) == 700
    assert made.entries.last().text == "gestopt"
    (newest,) = money.entries_of(made, newest=1)
    assert newest["row"].text == "gestopt"
    with pytest.raises(deals.NotNow):
        deals.end_deal(deal=made, on=ON, reason="weer", has_left=True, **BY)


def test_what_is_due_is_late_until_its_deal_ends_and_then_dropped(db):
    made = deal()
    ledger.pledge(
        party=province_of(made), amount_cents=300, instalments=[(ON, 300)], on=ON,
        text="bijdrage", **BY,
    )  # fmt: skip
    later = ON + timedelta(days=9)
    (row,) = money.instalments_of(made, on=later)
    assert (row["is_late"], row["is_dropped"]) == (True, False)
    made = deals.end_deal(deal=made, on=later, reason="gestopt", has_left=True, **BY)
    (row,) = money.instalments_of(made, on=later)
    assert (row["is_late"], row["is_dropped"]) == (False, True)


def test_a_report_answers_the_same_later_and_says_when_it_was_touched(park):
    partner(park)
    made = deal()
    fill(made, 1_000)
    report = reports.freeze_report(title="Kwartaal", as_of=AT, **BY)
    assert report.figures["parks_by_status"] == {"PARTNER": 1}
    later = AT + timedelta(days=1)
    ledger.pledge(
        party=province_of(made),
        amount_cents=9,
        on=later.date(),
        text="later",
        actor=BY["actor"],
        at=later,
    )
    assert fund.differences(report) == []
    report.figures["parks_by_status"] = {"PARTNER": 1000}
    assert fund.differences(report) == ["parks_by_status", "hash"]


@pytest.mark.django_db(transaction=True)
def test_many_hands_on_one_ledger_never_take_more_than_there_is(db):
    """Twenty payments at once out of money for seven: seven are paid, in real threads."""
    made = deal()
    fill(made, 700)
    party = province_of(made)
    ledger.award(party=party, amount_cents=2_000, on=ON, text="toekenning", **BY)
    outcomes = []

    def pay():
        try:
            ledger.pay(party=party, amount_cents=100, on=ON, text="betaling", **BY)
            outcomes.append("paid")
        except NotEnough:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=pay) for _ in range(20)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert sorted(outcomes) == ["paid"] * 7 + ["refused"] * 13
    held = ledger.balances_of(made)
    assert sum(held.values()) == 0
    assert held[Account.BANK, ""] == 0
    assert EntryLine.objects.count() == 2 * made.entries.count()
    numbers = list(made.entries.values_list("number", flat=True))
    assert numbers == list(range(1, len(numbers) + 1))


def test_a_promise_that_is_late_is_told(db):
    party = province_of(deal())
    row = deals.promise(
        party=party,
        kind="CAPACITY",
        what="Een aanjager",
        due_on=date(2026, 10, 1),
        **BY,
    )
    assert row.is_missed(ON)
    deals.keep_promise(promise=row, on=ON, evidence="aanstelling", **BY)
    assert not row.is_missed(ON)
