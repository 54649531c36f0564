"""Parks that apply, are let in, rise, merge and leave."""

from datetime import timedelta

import pytest

from tests.web.finance.conftest import make_plan
from tests.web.made import AT, make_park, make_person
from tests.web.programme.made import BY, MET, apply, deal, partner, scan_of
from werklandschap.governance.ladder import EvidenceMissing, NotThisStep, Status
from werklandschap.web.accounts.models import Role
from werklandschap.web.audit.models import AuditEntry
from werklandschap.web.plans.models import Plan
from werklandschap.web.programme import problems
from werklandschap.web.programme.actions import (
    deals,
    following,
    partners,
    scans,
    succession,
)
from werklandschap.web.programme.actions.places import NoPlaceInDeal
from werklandschap.web.programme.models import (
    PartnerApplication,
    Partnership,
    ScanPlace,
)
from werklandschap.web.programme.queries import board, counters
from werklandschap.web.programme.queries.parts import address

pytestmark = pytest.mark.django_db

LATER = AT + timedelta(days=30)
State = ScanPlace.State


def test_a_second_application_joins_the_first_and_nothing_is_lost(park):
    first = apply(park)
    second = apply(park, organisation="Stichting Parkmanagement", at=LATER)
    assert second.outcome == "JOINED"
    assert second.joins == first
    assert first.joined.get() == second
    assert first.partnership.changes.count() == 1


def test_one_firm_cannot_apply_unless_it_declares_to_speak_for_all(park):
    with pytest.raises(problems.OneCompany):
        apply(park, organisation_form="COMPANY", speaks_for_all=False)
    assert apply(park, organisation_form="COMPANY").outcome == "OPEN"


def test_nobody_is_let_in_before_every_check_is_met(park):
    application = apply(park)
    with pytest.raises(problems.NotScreened, match="whole park"):
        partners.accept(application=application, reasons="ja", **BY)
    checks = MET | {"commitment": {"met": False, "note": "vaag"}}
    partners.screen(application=application, checks=checks, **BY)
    with pytest.raises(problems.NotScreened, match="concrete"):
        partners.accept(application=application, reasons="ja", **BY)
    assert not Partnership.objects.filter(status=Status.PARTNER).exists()


def test_who_applied_or_joined_does_not_decide(park):
    one, other = make_person(Role.PROGRAMME), make_person(Role.ADMINISTRATOR)
    application = apply(park, actor=one)
    apply(park, actor=other)
    partners.screen(application=application, checks=MET, **BY)
    for person in (one, other):
        with pytest.raises(problems.OwnApplication):
            partners.accept(application=application, reasons="ja", actor=person, at=AT)


def test_a_decision_has_reasons_and_comes_once(park):
    application = apply(park)
    with pytest.raises(problems.ReasonsMissing):
        partners.reject(application=application, reasons=" ", **BY)
    partners.reject(application=application, reasons="Nog geen kopgroep.", **BY)
    with pytest.raises(problems.AlreadyDecided):
        partners.withdraw(application=application, **BY)
    assert apply(park, at=LATER).outcome == "OPEN"


def test_a_park_that_takes_part_cannot_apply_again(park):
    partner(park)
    with pytest.raises(problems.AlreadyPartner, match="02-11-2026"):
        apply(park)


def test_every_step_is_history_with_its_reason(park):
    partnership = partner(park)
    with pytest.raises(EvidenceMissing):
        partners.move(partnership=partnership, to=Status.SHOWCASE, reason="goed", **BY)
    partners.move(
        partnership=partnership,
        to=Status.SHOWCASE,
        reason="Voorbeeld voor de regio.",
        evidence="Werkbezoek",
        **BY,
    )
    with pytest.raises(NotThisStep):
        partners.move(partnership=partnership, to=Status.APPLIED, reason="terug", **BY)
    changes = partnership.changes.values_list("before", "after")
    assert list(changes) == [
        ("", "APPLIED"),
        ("APPLIED", "PARTNER"),
        ("PARTNER", "SHOWCASE"),
    ]
    assert AuditEntry.objects.filter(action="programme.status").count() == 3


# -- Free scans --------------------------------------------------------------------------
def test_the_stock_is_handed_out_in_order_of_asking(db):
    waiting = [
        partner(make_park(f"T00{n}", name=f"Terrein {n}"), at=AT + timedelta(hours=n))
        for n in range(3)
    ]
    assert {each.scan_place.state for each in waiting} == {State.WAITING}
    scans.change_stock(places_count=2, reason="subsidie", **BY)
    states = [ScanPlace.objects.get(partnership=each).state for each in waiting]
    assert states == [State.STARTED, State.STARTED, State.WAITING]
    assert waiting[0].scan_place.partnership_id == waiting[0].pk
    with pytest.raises(scans.PlacesUsed):
        scans.change_stock(places_count=-1, reason="minder", **BY)
    assert (scans.stock_count(), scans.used_count()) == (2, 2)


def test_a_park_of_which_no_outline_is_known_waits_without_taking_a_place(park):
    park.outline_wkb = None
    park.save()
    scans.change_stock(places_count=1, reason="subsidie", **BY)
    place = partner(park).scan_place
    assert place.state == State.BLOCKED
    assert "grens" in place.problem_nl
    assert scans.used_count() == 0
    other = partner(make_park("T002")).scan_place
    assert other.state == State.STARTED


def test_a_scan_that_arrives_ends_the_waiting_and_suggests_what_follows(
    park, django_capture_on_commit_callbacks
):
    partnership = partner(park, organisation_form="NONE")
    with django_capture_on_commit_callbacks(execute=True):
        scan_of(park)
    place = ScanPlace.objects.get(partnership=partnership)
    assert place.state == State.DELIVERED
    steps = {each.name: each.kind for each in board.steps_of(partnership, on=AT.date())}
    assert steps["baseline"] == "DONE"
    texts = [each.text.nl for each in board.recommendations_of(partnership)]
    assert any("kopgroep" in text for text in texts)
    assert any("2028" in text for text in texts)
    # A later scan of the same park is no second free one.
    with django_capture_on_commit_callbacks(execute=True):
        scan_of(park, at=LATER)
    assert partnership.step_events.filter(step="baseline").count() == 1


# -- Places in deals ---------------------------------------------------------------------
def test_an_example_site_needs_a_free_place_in_a_deal_of_its_province(db):
    rise = {"reason": "gekozen", "evidence": "selectie", **BY}
    parks = [partner(make_park(f"T00{n}", name=f"Terrein {n}")) for n in range(3)]
    elsewhere = partner(make_park("T009", province_code="PV30"))
    with pytest.raises(NoPlaceInDeal):
        partners.move(partnership=parks[0], to=Status.LIVING_LAB, **rise)
    deal("A")
    partners.move(partnership=parks[0], to=Status.LIVING_LAB, **rise)
    with pytest.raises(NoPlaceInDeal):
        partners.move(partnership=parks[1], to=Status.LIVING_LAB, **rise)
    with pytest.raises(NoPlaceInDeal):
        partners.move(partnership=elsewhere, to=Status.AMBASSADOR, **rise)
    for each in parks[1:]:
        partners.move(partnership=each, to=Status.AMBASSADOR, **rise)
    partners.move(partnership=parks[0], to=Status.PARTNER, reason="gestopt", **BY)
    partners.move(partnership=parks[1], to=Status.LIVING_LAB, **rise)
    found = {each.target.name: each.count for each in counters.counters()}
    assert (found["living_labs"], found["ambassadors"], found["examples"]) == (1, 1, 2)
    assert found["in_motion"] == 4
    assert found["labels"] is None or found["labels"] == 0


def test_a_province_that_leaves_takes_no_new_examples_but_old_ones_stay(park):
    partnership, made = partner(park), deal("B")
    partners.move(
        partnership=partnership,
        to=Status.AMBASSADOR,
        reason="gekozen",
        evidence="selectie",
        **BY,
    )
    deals.end_deal(
        deal=made, on=AT.date(), reason="Ander college.", has_left=True, **BY
    )
    partnership.refresh_from_db()
    assert partnership.status == Status.AMBASSADOR
    other = partner(make_park("T002"))
    with pytest.raises(NoPlaceInDeal):
        partners.move(
            partnership=other,
            to=Status.AMBASSADOR,
            reason="x",
            evidence="y",
            **BY,
        )


# -- Parks that merge or split -----------------------------------------------------------
def test_a_merged_park_hands_its_status_on_and_can_be_traced(park):
    partnership, heir_park = partner(park), make_park("T002", name="Nieuw terrein")
    succession.succeed(former=park, successors=[heir_park], on=AT.date(), **BY)
    partnership.refresh_from_db()
    heir = Partnership.objects.get(park=heir_park)
    assert (partnership.status, heir.status) == (Status.SUCCEEDED, Status.PARTNER)
    assert park.code in heir.changes.get().reason
    assert board.lineage_of(heir_park) == [park]
    with pytest.raises(problems.NoLongerThere, match="Nieuw terrein"):
        apply(park)


def test_of_a_split_park_only_one_heir_keeps_the_place_in_the_deal(park):
    partnership, made = partner(park), deal("B")
    rise = {"reason": "gekozen", "evidence": "selectie", **BY}
    partners.move(partnership=partnership, to=Status.AMBASSADOR, **rise)
    heirs = [make_park(f"T00{n}", name=f"Deel {n}") for n in (2, 3)]
    succession.succeed(former=park, successors=heirs, on=AT.date(), **BY)
    found = Partnership.objects.filter(park__in=heirs).order_by("park__code")
    assert [(each.status, each.deal) for each in found] == [
        ("AMBASSADOR", made),
        ("SHOWCASE", None),
    ]
    with pytest.raises(succession.NoSuccession):
        succession.succeed(former=heirs[0], successors=[heirs[0]], on=AT.date(), **BY)


def test_an_open_application_goes_on_for_the_successor(park):
    application, heir_park = apply(park), make_park("T002")
    succession.succeed(former=park, successors=[heir_park], on=AT.date(), **BY)
    application.refresh_from_db()
    assert application.partnership.park == heir_park
    assert application.outcome == PartnerApplication.Outcome.OPEN
    partners.screen(application=application, checks=MET, **BY)
    partners.accept(application=application, reasons="ja", **BY)
    assert Partnership.objects.get(park=heir_park).status == Status.PARTNER


# -- What others did, and a page for the board -------------------------------------------
def accept_a_plan(park):
    """Keep a plan of one wadi that counts for a park."""
    plan = make_plan(park, [("wadi", 400.0, 2028, 30_000.0, "collective")])
    Plan.objects.filter(pk=plan.pk).update(is_accepted=True, accepted_at=AT)
    return plan


def test_an_example_is_a_similar_park_that_is_further_with_what_it_chose(db):
    own, near, far, behind = (
        partner(make_park(f"T{n:03}", name=name, area_ha=size))
        for n, (name, size) in enumerate(
            (("Eigen", 40.0), ("Dichtbij", 42.0), ("Ver", 900.0), ("Achter", 41.0)), 1
        )
    )
    for each in (near, far):
        following.note_step(
            partnership=each, step="planning", kind="DONE", on=AT.date(), **BY
        )
    accept_a_plan(near.park)
    found = board.examples_for(own)
    assert [each.park.name for each in found] == ["Dichtbij", "Ver"]
    assert [each.nl for each in found[0].ahead] == ["Planvorming"]
    assert found[0].measures[0]["quantity"] == 400.0
    assert not found[1].measures
    assert behind.park not in [each.park for each in found]


def test_the_page_for_the_board_has_all_that_a_board_decides_on(
    park, people, browser_of
):
    partnership = partner(park)
    accept_a_plan(park)
    following.commit_to(
        partnership=partnership, party="Gemeente", what="Bomen planten",
        due_on=AT.date(), **BY,
    )  # fmt: skip
    there = address("board_page", park)
    page = browser_of(people[Role.PARK_MANAGER]).get(there).content.decode()
    for part in ("Het plan dat geldt", "Wadi", "Bomen planten", "Te besluiten"):
        assert part in page
    assert "Stap vastleggen" not in page  # paper has no buttons
    assert browser_of(None).get(there).status_code == 302
