"""From application to payment, and everything that can go otherwise."""

import io
import threading
from datetime import timedelta
from decimal import Decimal

import pikepdf
import pytest
from django.db import connection
from django.urls import reverse

from tests.web.made import AT, make_park, make_person
from tests.web.programme.made import (
    BY,
    complete,
    deal,
    fill,
    partner,
    submit,
    voucher_round,
)
from werklandschap.governance import lottery
from werklandschap.governance.deals import Account, NotEnough
from werklandschap.governance.vouchers import deliverables
from werklandschap.web.accounts.models import Role
from werklandschap.web.audit.models import AuditEntry
from werklandschap.web.parks.models import Park
from werklandschap.web.programme.actions import deals, ledger, succession
from werklandschap.web.programme.models import Partnership
from werklandschap.web.programme.queries import counters
from werklandschap.web.scans.queries import store
from werklandschap.web.vouchers import problems
from werklandschap.web.vouchers.actions import (
    applications,
    decisions,
    delivery,
    letters,
    objections,
    rounds,
    settlement,
)
from werklandschap.web.vouchers.models import Application, Decision, Objection, Voucher
from werklandschap.web.vouchers.queries import letters as words
from werklandschap.web.vouchers.queries import page, waiting

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.7\n1 0 obj\n%%EOF\n"


def at(days):
    return {"actor": BY["actor"], "at": AT + timedelta(days=days)}


def parks(count):
    return [
        partner(make_park(f"T{n:03}", name=f"Terrein {n}")) for n in range(1, count + 1)
    ]


def hundred_complete(made):
    """Make a hundred complete applications without the steps before them."""
    places = Park.objects.bulk_create(
        Park(
            code=f"T{n:03}",
            name=f"Terrein {n}",
            province_code="PV26",
            source="test",
            added_at=AT,
            changed_at=AT,
        )
        for n in range(1, 101)
    )
    joined = Partnership.objects.bulk_create(
        Partnership(park=each, status="PARTNER", since=AT, last_heard_on=AT.date())
        for each in places
    )
    return Application.objects.bulk_create(
        Application(
            round=made,
            partnership=each,
            number=number,
            state="COMPLETE",
            organisation="Vereniging",
            plan="Plan",
            costs_eur=Decimal(15_000),
            submitted_at=AT,
            received_at=AT,
            decide_by=AT.date(),
        )
        for number, each in enumerate(joined, 1)
    )


@pytest.fixture
def partnership(park):
    return partner(park)


@pytest.fixture
def executor(db):
    return rounds.list_executor(
        province_code="PV26", name="Groenbureau", since=AT.date(), **BY
    )


def parts_of(kind):
    return dict.fromkeys(deliverables()[kind].parts, "blz. 2")


def deliver(
    voucher, kind="green_vision", content=PDF, name="visie.pdf", when=1, **more
):
    told = {"parts": parts_of(kind), **at(when), **more}
    return delivery.deliver(
        voucher=voucher, kind=kind, name=name, content=content, **told
    )


def approve(voucher, executor):
    """Go on to where both documents were approved."""
    delivery.choose_executor(voucher=voucher, executor=executor, **at(1))
    for kind in deliverables():
        content = PDF + kind.encode() + str(voucher.pk).encode() + b"%%EOF"
        brought = deliver(voucher, kind, content)
        delivery.judge(delivery=brought, is_good=True, note="", **at(2))
    voucher.refresh_from_db()
    return voucher


# -- Rules before the opening ------------------------------------------------------------
def test_the_order_is_fixed_before_the_opening_and_for_good(db):
    made = voucher_round()
    with pytest.raises(problems.RoundFixed):
        rounds.fix_round(voucher_round=made, **at(-5))
    rules = rounds.Rules(
        title="Te laat",
        province_code="PV26",
        province="Utrecht",
        amount_eur=Decimal(1),
        budget_eur=Decimal(1),
        eligible="",
        opens_at=AT,
        closes_at=AT + timedelta(days=1),
        treatment="FIRST_COME",
    )
    draft = rounds.prepare_round(rules=rules, **at(-1))
    with pytest.raises(problems.TooLateToFix):
        rounds.fix_round(voucher_round=draft, **at(1))


@pytest.mark.parametrize("treatment", ["POINTS", "LOTTERY"])
def test_an_order_needs_what_it_is_made_of(db, treatment):
    with pytest.raises(problems.RuleMissing):
        voucher_round(treatment=treatment)


def test_nobody_applies_outside_the_time_the_province_or_the_programme(partnership):
    made = voucher_round()
    for days in (-2, 31):
        with pytest.raises(problems.RoundClosed):
            submit(made, partnership, at=AT + timedelta(days=days))
    elsewhere = partner(make_park("T900", province_code="PV30"))
    with pytest.raises(problems.NotAPartner):
        submit(made, elsewhere)
    submit(made, partnership)
    with pytest.raises(problems.AlreadyAsked):
        submit(made, partnership)


def test_the_public_page_tells_amounts_and_what_is_not_known(db, browser_of):
    made = voucher_round(own_share=Decimal("0.2"))
    text = browser_of(None).get("/vouchers").content.decode()
    assert "€\N{NO-BREAK SPACE}15.000,00" in text
    assert "niet bekend" in text
    assert "niet gemeten" not in text
    about = browser_of(None).get(f"/vouchers/{made.pk}").content.decode()
    assert "niet gemeten" not in about


# -- Terms -------------------------------------------------------------------------------
def test_asking_for_more_lets_the_term_stand_still(partnership):
    application = submit(voucher_round(), partnership)
    assert (application.decide_by - AT.date()).days == 56
    applications.ask_more(application=application, missing="Begroting", **at(5))
    with pytest.raises(problems.StillTime):
        decisions.set_aside(application=application, **at(6))
    told = {"plan": "Meer", "costs_eur": Decimal(9_000), "other_support": ""}
    applications.supplement(application=application, **told, **at(12))
    application.refresh_from_db()
    assert (application.decide_by - AT.date()).days == 63
    assert application.received_at == AT + timedelta(days=12)


def test_what_is_not_completed_in_time_is_set_aside_with_a_letter(partnership):
    application = submit(voucher_round(), partnership)
    applications.ask_more(application=application, missing="Begroting", **at(1))
    decision = decisions.set_aside(application=application, **at(20))
    assert "Begroting" in decision.grounds[0]["nl"]
    assert Application.objects.get().state == "SET_ASIDE"


# -- Order and budget --------------------------------------------------------------------
def test_first_come_counts_from_complete_receipt(db):
    one, other = parks(2)
    made = voucher_round(budget_eur=15_000)
    late = submit(made, one)
    applications.ask_more(application=late, missing="Begroting", **at(1))
    first = complete(made, other, at=AT + timedelta(days=1))
    told = {"plan": "x", "costs_eur": Decimal(15_000), "other_support": ""}
    applications.supplement(application=late, **told, **at(2))
    applications.find_complete(application=late, **at(3))
    with pytest.raises(problems.BudgetExhausted):
        decisions.grant(application=late, **at(3))
    assert decisions.grant(application=first, **at(3)).amount_eur == 15_000


def test_points_decide_after_closing_and_nobody_is_passed(db):
    made = voucher_round(
        treatment="POINTS",
        budget_eur=15_000,
        criteria=[{"label": "Samenwerking", "most": 10}],
    )
    low, high = (
        complete(made, each, points=[points])
        for each, points in zip(parks(2), (3, 25), strict=True)
    )
    assert high.points == [10]
    with pytest.raises(problems.NoOrderYet):
        decisions.grant(application=high, **at(1))
    with pytest.raises(problems.BudgetExhausted):
        decisions.grant(application=low, **at(31))
    decisions.grant(application=high, **at(31))


def test_lots_are_drawn_from_what_was_promised_and_what_nobody_knew(db):
    made = voucher_round(
        treatment="LOTTERY", budget_eur=30_000, public_source="De temperatuur"
    )
    rows = {each.number: each for each in (complete(made, p) for p in parks(5))}
    assert page.draw_of(made) is None
    with pytest.raises(problems.NotNow):
        rounds.draw_lots(voucher_round=made, public_value="12,5", **at(1))
    made = rounds.draw_lots(voucher_round=made, public_value="12,5", **at(31))
    draw = page.draw_of(made)
    assert draw["order"] == lottery.drawn(rows, seed="geheim:12,5")
    assert lottery.commitment(draw["secret"]) == draw["secret_sha256"]
    granted = []
    for number in draw["order"]:
        try:
            decisions.grant(application=rows[number], **at(32))
            granted.append(number)
        except problems.BudgetExhausted:
            break
    assert granted == draw["order"][:2]
    with pytest.raises(problems.NotNow):
        rounds.draw_lots(voucher_round=made, public_value="13", **at(33))
    for number in draw["order"][2:]:
        decisions.reject(
            application=rows[number], grounds="Het budget is op.", **at(33)
        )
    # Who got nothing stays in the draw, so that all can see where they stood.
    assert page.draw_of(made)["order"] == draw["order"]
    places = page.order_of(made, AT + timedelta(days=33))
    assert [each.has_room for each in places] == [True, True, False, False, False]


def test_a_park_that_a_deal_pays_becomes_its_party_once_and_that_is_on_record(
    partnership,
):
    paying = deal()
    fill(paying)
    made = voucher_round(deal=paying)
    voucher = decisions.grant(application=complete(made, partnership), **BY)
    parties = AuditEntry.objects.filter(action="deals.add_party")
    assert parties.count() == paying.parties.count() == 3
    again = deals.party_of_park(deal=paying, park=partnership.park, **BY)
    assert again == voucher.party
    assert parties.count() == 3


def test_a_budget_goes_up_and_down_to_what_was_granted(partnership):
    made = voucher_round(budget_eur=15_000)
    decisions.grant(application=complete(made, partnership), **BY)
    with pytest.raises(problems.BudgetBelowGranted, match="15000"):
        rounds.change_budget(voucher_round=made, budget_eur=Decimal(14_999), **BY)
    made = rounds.change_budget(voucher_round=made, budget_eur=Decimal(15_000), **BY)
    assert made.budget_eur == 15_000


@pytest.mark.django_db(transaction=True)
def test_a_hundred_grants_at_once_never_promise_more_than_there_is(db):
    made = voucher_round(budget_eur=110_000)
    rows = hundred_complete(made)
    store.parameters_hash(AT.date())  # once, before a hundred threads ask for it
    outcomes = []

    def grant(application):
        try:
            decisions.grant(application=application, **BY)
            outcomes.append("granted")
        except problems.BudgetExhausted:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=grant, args=[each]) for each in reversed(rows)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert outcomes.count("granted") == 7
    assert outcomes.count("refused") == 93
    assert rounds.held_eur(made) == 105_000
    held = Voucher.objects.values_list("application__number", flat=True)
    assert sorted(held) == [1, 2, 3, 4, 5, 6, 7]


# -- What waits --------------------------------------------------------------------------
def test_the_desk_lists_every_step_that_waits_for_the_province(executor, browser_of):
    person = make_person(Role.PROVINCE)
    one, other, third = parks(3)
    made = voucher_round(budget_eur=45_000)
    submit(made, one)
    late = decisions.grant(application=complete(made, other), **BY)
    asked = complete(made, third)
    decisions.reject(application=asked, grounds="Te duur.", **BY)
    objections.object_to(
        decision=asked.decisions.get(), grounds="Nee.", received_on=AT.date(), **BY
    )

    def told(days):
        found = waiting.waiting(person, (AT + timedelta(days=days)).date())
        return [(each.what.en, each.is_late) for each in found]

    assert told(1) == [
        ("check whether whole", False),
        ("decide on an objection", False),
    ]
    assert told(800)[0][1]
    assert ("no documents came: give more time or withdraw", True) in told(800)
    delivery.choose_executor(voucher=late, executor=executor, **at(1))
    deliver(late)
    assert ("judge a document", False) in told(800)
    assert "no documents came: give more time or withdraw" not in dict(told(800))
    page = browser_of(person).get("/vouchers/te-beslissen").content.decode()
    assert "document beoordelen" in page
    there = reverse("voucher_assess", args=[late.application_id, "beoordelen"])
    page = browser_of(person).get(there).content.decode()
    assert "visie.pdf" in page
    assert "blz. 2" in page


# -- Decisions ---------------------------------------------------------------------------
def test_nobody_decides_on_their_own(partnership):
    person = make_person(Role.PROGRAMME)
    application = submit(voucher_round(), partnership, actor=person)
    with pytest.raises(problems.OwnVoucher):
        decisions.reject(application=application, grounds="x", actor=person, at=AT)


def test_a_letter_says_what_why_and_how_to_object(partnership):
    application = complete(voucher_round(), partnership)
    voucher = decisions.grant(application=application, grounds="Goed plan.", **BY)
    (decision,) = application.decisions.all()
    letter = words._letter(decision)
    text = "\n".join(
        [letter.subject, *letter.opening]
        + [
            line
            for each in letter.sections
            for line in (each.heading, *each.paragraphs, *each.points)
        ]
    )
    assert "hoogstens € 15.000,00" in text
    assert "Goed plan." in text
    assert "Algemene wet bestuursrecht" in text
    # Six weeks after 2 November 2026 is 14 December.
    assert (
        "tot en met 14 december 2026 bezwaar maken bij Gedeputeerde Staten van Utrecht"
        in text
    )
    assert "groenvisie en een financieringsplan" in text
    kept = letters.write_letter(decision=decision, **BY)
    again = letters.write_letter(decision=Decision.objects.get(), **BY)
    assert kept == again
    with pikepdf.open(io.BytesIO(bytes(kept.content))) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "nl"
        with pdf.open_metadata() as about:
            assert about["pdfuaid:part"] == "1"
            assert about["dc:title"] == "Toekenning van uw voucher"
    assert voucher.deliver_by > AT.date()


@pytest.mark.parametrize("kind", Decision.Kind)
def test_every_kind_of_decision_has_its_words(partnership, kind):
    application = complete(voucher_round(), partnership)
    decisions.grant(application=application, **BY)
    decision = application.decisions.get()
    decision.kind = kind
    letter = words._letter(decision)
    assert letter.opening[0]
    last = letter.sections[-1].paragraphs[0]
    assert ("rechtbank" if kind == "OBJECTION" else "bezwaar maken") in last


def test_a_record_is_archived_that_shows_when_it_was_touched(partnership):
    application = complete(voucher_round(), partnership)
    decisions.grant(application=application, **BY)
    decision = application.decisions.get()
    assert decision.archive["round"]["treatment"] == "FIRST_COME"
    assert decision.archive["engine"]
    assert decision.archive["application"]["costs_eur"].startswith("15000")
    assert decision.keep_until.year == 2036
    assert decisions.hash_of(decision.archive) == decision.archive_hash
    decision.archive["decision"]["amount_eur"] = "99"
    assert decisions.hash_of(decision.archive) != decision.archive_hash


def test_an_objection_in_time_can_open_an_application_again(partnership):
    application = complete(voucher_round(), partnership)
    decision = decisions.reject(application=application, grounds="Geen plan.", **BY)
    told = {"grounds": "Er is wel een plan.", "received_on": decision.object_by}
    objection = objections.object_to(decision=decision, **told, **BY)
    with pytest.raises(problems.AlreadyObjected):
        objections.object_to(decision=decision, **told, **BY)
    objections.decide_objection(
        objection=objection, is_upheld=True, grounds="Klopt.", **at(50)
    )
    assert Application.objects.get().state == "COMPLETE"
    decisions.grant(application=application, **at(51))


def test_an_objection_that_comes_too_late_is_kept_and_told_so(partnership):
    application = complete(voucher_round(), partnership)
    decision = decisions.reject(application=application, grounds="Geen plan.", **BY)
    objection = objections.object_to(
        decision=decision,
        grounds="Toch",
        received_on=decision.object_by + timedelta(days=1),
        **BY,
    )
    objections.decide_objection(
        objection=objection, is_upheld=True, grounds="Te laat.", **at(60)
    )
    assert Objection.objects.get().state == "TOO_LATE"
    assert Application.objects.get().state == "REJECTED"


# -- Delivery and money ------------------------------------------------------------------
def test_all_the_way_to_payment_in_the_ledger_of_the_deal(partnership, executor):
    made = deal()
    fill(made, 1_200_000)
    opened = voucher_round(deal=made, own_share=Decimal("0.2"))
    voucher = decisions.grant(application=complete(opened, partnership), **BY)
    assert voucher.amount_eur == Decimal("12000.00")
    found = {each.target.name: each.count for each in counters.counters()}
    assert (found["vouchers"], found["voucher_plans"]) == (1, 0)
    approve(voucher, executor)
    settlement.settle(voucher=voucher, costs_eur=Decimal("10000.01"), **at(3))
    voucher.refresh_from_db()
    assert voucher.settled_eur == Decimal("8000.01")
    settlement.pay(voucher=voucher, **at(4))
    held = ledger.balances_of(made)
    assert sum(held.values()) == 0
    assert held[Account.BANK, ""] == 1_200_000 - 800_001
    assert held[Account.PAYABLE, str(voucher.party_id)] == 0
    assert rounds.held_eur(opened) == Decimal("8000.01")
    found = {each.target.name: each.count for each in counters.counters()}
    assert found["voucher_plans"] == 1
    settlement.reclaim(
        voucher=voucher, amount_eur=Decimal(1_000), grounds="Niet gedaan.", **at(5)
    )
    assert ledger.balances_of(made)[Account.BANK, ""] == 1_200_000 - 700_001
    assert rounds.held_eur(opened) == Decimal("7000.01")


def test_a_deal_with_too_little_money_does_not_pay(partnership, executor):
    opened = voucher_round(deal=deal())
    voucher = decisions.grant(application=complete(opened, partnership), **BY)
    approve(voucher, executor)
    settlement.settle(voucher=voucher, costs_eur=Decimal(15_000), **at(3))
    with pytest.raises(NotEnough):
        settlement.pay(voucher=voucher, **at(4))
    voucher.refresh_from_db()
    assert voucher.state == "SETTLED"


def test_a_deal_that_ended_pays_what_was_promised_and_promises_no_more(executor):
    made = deal()
    fill(made, 3_000_000)
    opened = voucher_round(deal=made)
    one, other = (complete(opened, each) for each in parks(2))
    voucher = approve(decisions.grant(application=one, **BY), executor)
    deals.end_deal(
        deal=made, on=AT.date(), reason="Ander college.", has_left=True, **BY
    )
    with pytest.raises(problems.DealOver, match="Deal Utrecht"):
        decisions.grant(application=other, **at(3))
    other.refresh_from_db()
    assert other.state == "COMPLETE"
    settlement.settle(voucher=voucher, costs_eur=Decimal(15_000), **at(4))
    settlement.pay(voucher=voucher, **at(5))
    assert ledger.balance_of(voucher.party, Account.PAYABLE) == 0
    assert ledger.balance_of(voucher.party, Account.SPENT) == 1_500_000


def test_a_park_that_came_from_one_with_a_voucher_asks_for_no_second(partnership):
    voucher = decisions.grant(application=complete(voucher_round(), partnership), **BY)
    new = make_park("T002", name="Nieuw terrein")
    succession.succeed(former=partnership.park, successors=[new], on=AT.date(), **BY)
    heir = Partnership.objects.get(park=new)
    with pytest.raises(problems.AlreadyAsked):
        submit(voucher_round(title="Tweede ronde"), heir)
    voucher.refresh_from_db()
    assert voucher.state == "GRANTED"  # the first one goes on


def test_only_firms_on_the_list_of_that_day_carry_out(partnership, executor):
    voucher = decisions.grant(application=complete(voucher_round(), partnership), **BY)
    elsewhere = rounds.list_executor(
        province_code="PV30", name="Ander", since=AT.date(), **BY
    )
    with pytest.raises(problems.NotQualified):
        delivery.choose_executor(voucher=voucher, executor=elsewhere, **BY)
    rounds.strike_executor(executor=executor, until=AT.date(), **BY)
    with pytest.raises(problems.NotQualified):
        delivery.choose_executor(voucher=voucher, executor=executor, **BY)


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"MZ\x90\x00 een programma", problems.NoPdf),
        (b"%PDF-1.7 zonder einde", problems.NoPdf),
        (b"%PDF-1.7 /JavaScript (app.alert) %%EOF", problems.ActivePdf),
        (b"%PDF-1.7 /EmbeddedFile %%EOF", problems.ActivePdf),
    ],
)
def test_a_file_that_is_not_what_it_says_is_refused(
    partnership, executor, content, problem
):
    voucher = decisions.grant(application=complete(voucher_round(), partnership), **BY)
    delivery.choose_executor(voucher=voucher, executor=executor, **BY)
    with pytest.raises(problem, match=r"visie\.pdf"):
        deliver(voucher, content=content, name="..\\..\\visie.pdf")
    assert not voucher.deliveries.exists()


def test_one_document_does_not_serve_two_parks(executor):
    made = voucher_round()
    one, other = (
        decisions.grant(application=complete(made, each), **BY) for each in parks(2)
    )
    for each in (one, other):
        delivery.choose_executor(voucher=each, executor=executor, **BY)
    deliver(one)
    with pytest.raises(problems.DeliveredElsewhere):
        deliver(other)


def test_a_document_without_its_parts_or_late_is_clear(partnership, executor):
    voucher = decisions.grant(application=complete(voucher_round(), partnership), **BY)
    delivery.choose_executor(voucher=voucher, executor=executor, **BY)
    with pytest.raises(problems.PartsMissing, match="A map"):
        deliver(voucher, parts=parts_of("green_vision") | {"map": ""})
    brought = deliver(voucher, when=400)
    assert brought.is_late
    delivery.judge(delivery=brought, is_good=False, note="Kaart klopt niet.", **at(401))
    with pytest.raises(problems.DeliveriesMissing):
        settlement.settle(voucher=voucher, costs_eur=Decimal(1), **at(401))
    settlement.lapse(voucher=voucher, grounds="Niet op tijd.", **at(402))
    assert rounds.held_eur(voucher.application.round) == 0


def test_a_voucher_does_not_lapse_while_there_is_time(partnership):
    voucher = decisions.grant(application=complete(voucher_round(), partnership), **BY)
    with pytest.raises(problems.StillTime):
        settlement.lapse(voucher=voucher, grounds="Te laat.", **at(10))
    later = voucher.deliver_by + timedelta(days=60)
    delivery.extend(voucher=voucher, until=later, reason="Ziekte", **at(10))
    with pytest.raises(problems.StillTime):
        settlement.lapse(voucher=voucher, grounds="Te laat.", **at(400))
