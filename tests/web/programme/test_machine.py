"""A park in the programme, whatever happens to it in whatever order."""

from contextlib import suppress
from datetime import timedelta

import pytest
from django.db import connection, transaction
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from tests.web.made import AT, make_park
from tests.web.programme.made import MET, apply, deal
from werklandschap.core.errors import WerklandschapError
from werklandschap.governance.ladder import EXAMPLES, Status, may_follow
from werklandschap.web.audit.actions import PLATFORM
from werklandschap.web.programme.actions import deals, ledger, partners, places
from werklandschap.web.programme.models import Deal, Entry, Partnership

pytestmark = pytest.mark.django_db


class Programme(RuleBasedStateMachine):
    """Two parks and a deal with one living lab, one step at a time."""

    def __init__(self):
        super().__init__()
        self.undo = transaction.atomic()
        self.undo.__enter__()
        self.at = AT
        self.parks = [make_park(f"T00{n}", name=f"Terrein {n}") for n in (1, 2)]
        self.deal = deal("A")
        self.party = self.deal.parties.get(kind="PROVINCE")

    def teardown(self):
        connection.set_rollback(True)
        self.undo.__exit__(None, None, None)

    def by(self):
        self.at += timedelta(hours=1)
        return {"actor": PLATFORM, "at": self.at}

    def attempt(self, action, **told):
        """Do something that may be refused; nothing of it stays if it is."""
        with suppress(WerklandschapError), transaction.atomic():
            action(**told, **self.by())

    def partnership(self, which):
        return Partnership.objects.filter(park=self.parks[which]).first()

    which = st.integers(0, 1)

    @rule(which=which)
    def apply(self, which):
        with suppress(WerklandschapError), transaction.atomic():
            apply(self.parks[which], at=self.by()["at"])

    @rule(which=which, end=st.sampled_from(["accept", "reject", "withdraw"]))
    def decide(self, which, end):
        partnership = self.partnership(which)
        row = partnership and partnership.applications.filter(outcome="OPEN").first()
        if not row:
            return
        self.attempt(partners.screen, application=row, checks=MET)
        more = {} if end == "withdraw" else {"reasons": "Daarom."}
        self.attempt(getattr(partners, end), application=row, **more)

    @rule(
        which=which,
        to=st.sampled_from(list(Status)),
        evidence=st.sampled_from(["", "gezien"]),
    )
    def move(self, which, to, evidence):
        partnership = self.partnership(which)
        if partnership:
            self.attempt(
                partners.move,
                partnership=partnership,
                to=to,
                reason="Daarom.",
                evidence=evidence,
            )

    @rule(
        book=st.sampled_from(["pledge", "receive", "award", "pay", "repay"]),
        cents=st.integers(1, 500),
    )
    def book(self, book, cents):
        self.attempt(
            getattr(ledger, book),
            party=self.party,
            amount_cents=cents,
            on=self.at.date(),
            text=book,
        )

    @precondition(lambda self: Entry.objects.exists())
    @rule(data=st.data())
    def reverse(self, data):
        entry = data.draw(st.sampled_from(list(Entry.objects.all())))
        self.attempt(ledger.reverse, entry=entry, on=self.at.date(), text="terug")

    @rule()
    def end(self):
        self.attempt(
            deals.end_deal,
            deal=self.deal,
            on=self.at.date(),
            reason="klaar",
            has_left=False,
        )

    @invariant()
    def history_is_a_walk_on_the_ladder(self):
        for each in Partnership.objects.all():
            before = ""
            for change in each.changes.all():
                assert change.before == before
                assert may_follow(
                    Status(before) if before else None, Status(change.after)
                )
                before = change.after
            assert each.status == before
            assert each.applications.filter(outcome="OPEN").count() == (
                each.status == Status.APPLIED
            )

    @invariant()
    def examples_have_a_place_and_no_more_than_there_are(self):
        for each in Partnership.objects.all():
            assert (each.deal is not None) == (each.status in EXAMPLES)
        for status in EXAMPLES:
            assert places.free_places(Deal.objects.get(pk=self.deal.pk), status) >= 0

    @invariant()
    def the_ledger_balances(self):
        held = ledger.balances_of(self.deal)
        assert sum(held.values()) == 0
        credit = {"PLEDGED", "PAYABLE"}
        for (account, _party), cents in held.items():
            assert (-cents if account in credit else cents) >= 0


def test_a_park_in_the_programme(db):
    run_state_machine_as_test(
        Programme,
        settings=settings(
            max_examples=8,
            stateful_step_count=20,
            deadline=None,
            phases=[Phase.generate, Phase.shrink],
        ),
    )
