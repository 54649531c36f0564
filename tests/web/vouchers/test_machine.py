"""Vouchers of three parks and one budget, whatever happens in whatever order."""

from contextlib import suppress
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection, transaction
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    rule,
    run_state_machine_as_test,
)

from tests.web.made import AT, make_park
from tests.web.programme.made import deal, fill, partner, submit, voucher_round
from werklandschap.core.errors import WerklandschapError
from werklandschap.governance.vouchers import deliverables
from werklandschap.web.audit.actions import PLATFORM
from werklandschap.web.programme.actions import ledger
from werklandschap.web.vouchers.actions import (
    applications,
    decisions,
    delivery,
    rounds,
    settlement,
)
from werklandschap.web.vouchers.models import Application, Round, Voucher

pytestmark = pytest.mark.django_db


class Vouchers(RuleBasedStateMachine):
    """A round for two vouchers, paid by a deal that has the money for them."""

    def __init__(self):
        super().__init__()
        self.undo = transaction.atomic()
        self.undo.__enter__()
        self.at = AT
        self.deal = deal()
        fill(self.deal, 3_000_000)
        self.partners = [
            partner(make_park(f"T00{n}", name=f"Terrein {n}")) for n in (1, 2, 3)
        ]
        self.round = voucher_round(deal=self.deal)
        self.executor = rounds.list_executor(
            province_code="PV26", name="Groenbureau", since=AT.date(), **self.by()
        )

    def teardown(self):
        connection.set_rollback(True)
        self.undo.__exit__(None, None, None)

    def by(self):
        self.at += timedelta(hours=1)
        return {"actor": PLATFORM, "at": self.at}

    def attempt(self, action, **told):
        with suppress(WerklandschapError), transaction.atomic():
            action(**told, **self.by())

    which = st.integers(0, 2)
    cents = st.integers(1, 2_000_000).map(lambda cents: Decimal(cents) / 100)

    def application(self, which):
        return self.partners[which].voucher_applications.order_by("-number").first()

    def voucher(self, which):
        application = self.application(which)
        return application and Voucher.objects.filter(application=application).first()

    @rule(which=which, costs_eur=cents)
    def submit(self, which, costs_eur):
        with suppress(WerklandschapError), transaction.atomic():
            submit(
                self.round,
                self.partners[which],
                at=self.by()["at"],
                costs_eur=costs_eur,
            )

    @rule(
        which=which,
        action=st.sampled_from(
            [
                applications.find_complete,
                applications.withdraw,
                decisions.grant,
                decisions.set_aside,
            ]
        ),
    )
    def handle(self, which, action):
        if application := self.application(which):
            self.attempt(action, application=application)

    @rule(which=which)
    def complete_and_grant(self, which):
        self.handle(which, applications.find_complete)
        self.handle(which, decisions.grant)

    @rule(which=which)
    def reject(self, which):
        if application := self.application(which):
            self.attempt(decisions.reject, application=application, grounds="Daarom.")

    @rule(which=which)
    def bring_both(self, which):
        voucher = self.voucher(which)
        if voucher is None:
            return
        self.attempt(delivery.choose_executor, voucher=voucher, executor=self.executor)
        for kind, each in deliverables().items():
            with suppress(WerklandschapError), transaction.atomic():
                brought = delivery.deliver(
                    voucher=voucher,
                    kind=kind,
                    name="a.pdf",
                    content=b"%PDF-1.7 " + f"{kind} {voucher.pk}".encode() + b" %%EOF",
                    parts=dict.fromkeys(each.parts, "1"),
                    **self.by(),
                )
                delivery.judge(delivery=brought, is_good=True, note="", **self.by())

    @rule(which=which, costs_eur=cents)
    def settle(self, which, costs_eur):
        if voucher := self.voucher(which):
            self.attempt(settlement.settle, voucher=voucher, costs_eur=costs_eur)

    @rule(which=which)
    def pay(self, which):
        if voucher := self.voucher(which):
            self.attempt(settlement.pay, voucher=voucher)

    @rule(which=which, amount_eur=cents)
    def reclaim(self, which, amount_eur):
        if voucher := self.voucher(which):
            self.attempt(
                settlement.reclaim,
                voucher=voucher,
                amount_eur=amount_eur,
                grounds="Daarom.",
            )

    @rule(which=which)
    def lapse_after_a_year(self, which):
        if voucher := self.voucher(which):
            self.at += timedelta(days=1)
            self.attempt(settlement.lapse, voucher=voucher, grounds="Te laat.")

    @rule(budget_eur=st.integers(0, 60_000).map(Decimal))
    def change_budget(self, budget_eur):
        self.attempt(
            rounds.change_budget, voucher_round=self.round, budget_eur=budget_eur
        )

    @invariant()
    def no_more_is_promised_than_there_is(self):
        budget_eur = Round.objects.get(pk=self.round.pk).budget_eur
        assert rounds.held_eur(self.round) <= budget_eur

    @invariant()
    def the_ledger_agrees_with_the_vouchers(self):
        held = ledger.balances_of(self.deal)
        assert sum(held.values()) == 0
        spent = sum(
            cents for (account, _p), cents in held.items() if account == "SPENT"
        )
        assert Decimal(spent) / 100 == rounds.held_eur(self.round)

    @invariant()
    def a_park_has_one_voucher_and_every_decision_its_grounds(self):
        for each in self.partners:
            asked = each.voucher_applications.all()
            live = asked.filter(state__in=[*Application.OPEN, "GRANTED"]).exclude(
                voucher__state__in=["LAPSED", "RECLAIMED"]
            )
            assert live.count() <= 1
        for application in Application.objects.prefetch_related("decisions"):
            for decision in application.decisions.all():
                assert decision.grounds
                assert decisions.hash_of(decision.archive) == decision.archive_hash
            has_voucher = Voucher.objects.filter(application=application).exists()
            assert has_voucher == (application.state == "GRANTED")


def test_vouchers(db):
    run_state_machine_as_test(
        Vouchers,
        settings=settings(
            max_examples=6,
            stateful_step_count=20,
            deadline=None,
            phases=[Phase.generate, Phase.shrink],
        ),
    )
