"""No sequence of moves of any party breaks a rule."""

from contextlib import suppress
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from werklandschap.governance import (
    Case,
    Move,
    Party,
    Proposed,
    RuleBroken,
    Stage,
    moves_of,
    outside_of,
    outsides,
)
from werklandschap.governance.case import RULES
from werklandschap.governance.clock import HERE

AT = datetime(2026, 11, 2, 9, tzinfo=HERE)
A, R, P = Party.ASKER, Party.REGISSEUR, Party.PARTNER
FITS = Proposed(1, Decimal(5000), Decimal(1000))
partners = st.sampled_from("abcde")
parties = st.sampled_from(Party)
money = st.none() | st.sampled_from([Decimal(-1), Decimal(0), Decimal(10), Decimal(20)])


class Desk(RuleBasedStateMachine):
    """Everybody tries everything, in any order; what is refused changes nothing."""

    def __init__(self):
        super().__init__()
        self.case, self.at, self.was = Case(), AT, Case()

    def attempt(self, move):
        self.was = self.case
        with suppress(RuleBroken):
            self.case = move(self.case)

    @rule(days=st.integers(0, 120))
    def time_goes_by(self, days):
        self.was, self.at = self.case, self.at + timedelta(days=days)

    @rule(by=parties)
    def sharpen(self, by):
        self.attempt(lambda case: case.sharpen(by=by))

    @rule(by=parties, whom=st.frozensets(partners, max_size=4))
    def put_out(self, by, whom):
        self.attempt(lambda case: case.put_out(whom, by=by, at=self.at))

    @rule(by=parties, whom=partners)
    def drop(self, by, whom):
        self.attempt(lambda case: case.drop(whom, by=by))

    @rule(by=parties, whom=partners, pages=st.integers(1, 3), cost=money, own=money)
    def propose(self, by, whom, pages, cost, own):
        proposed = Proposed(pages, cost, own)
        self.attempt(lambda case: case.propose(whom, proposed, by=by, at=self.at))

    @rule(by=parties, why=st.sampled_from(["", " ", "wacht"]))
    def pause(self, by, why):
        self.attempt(lambda case: case.pause(why, by=by, at=self.at))

    @rule(by=parties)
    def resume(self, by):
        self.attempt(lambda case: case.resume(by=by, at=self.at))

    @rule(by=parties, whom=partners)
    def choose(self, by, whom):
        self.attempt(lambda case: case.choose(whom, by=by))

    @rule(by=parties)
    def carry_out(self, by):
        self.attempt(lambda case: case.carry_out(self.at.date(), by=by))

    @rule(by=parties, months=st.sampled_from([3, 12, 6]))
    def evaluate(self, by, months):
        self.attempt(lambda case: case.evaluate(months, by=by, at=self.at))

    @rule(
        by=parties,
        how=st.sampled_from(["learn", "refer", "withdraw", "give_up", "reopen"]),
    )
    def end(self, by, how):
        self.attempt(lambda case: getattr(case, how)(by=by))

    @invariant()
    def at_most_three_partners_and_three_proposals_of_one_page_with_costs(self):
        assert len(self.case.asked) <= 3
        assert len(self.case.proposals) <= 3
        for proposed in self.case.proposals.values():
            assert proposed.pages == 1
            assert 0 <= proposed.own_eur <= proposed.cost_eur

    @invariant()
    def who_has_it_or_answered_it_did_so_on_the_clock(self):
        if self.case.asked or self.case.proposals:
            assert self.case.clock is not None

    @invariant()
    def the_clock_starts_once(self):
        if self.was.clock and self.case.clock:
            assert self.case.clock.started == self.was.clock.started

    @invariant()
    def what_is_chosen_was_proposed_and_wanted_by_both(self):
        if self.case.stage in {Stage.CHOSEN, Stage.CARRIED_OUT, Stage.LEARNED}:
            wanted = set(self.case.chosen_by.values())
            assert set(self.case.chosen_by) == {A, R}
            assert len(wanted) == 1
            assert wanted <= set(self.case.proposals)

    @invariant()
    def what_is_learned_was_carried_out_and_evaluated(self):
        if self.case.stage == Stage.LEARNED:
            assert self.case.carried_out_on
            assert self.case.evaluated


TestDesk = Desk.TestCase
TestDesk.settings = settings(max_examples=60, stateful_step_count=25, deadline=None)


def put_out(*whom):
    return Case().sharpen(by=R).put_out(frozenset(whom or "ab"), by=R, at=AT)


def refused(move, words):
    with pytest.raises(RuleBroken, match=words):
        move()


def test_the_whole_way_of_a_question():
    case = put_out().propose("a", FITS, by=P, at=AT).propose("b", FITS, by=P, at=AT)
    case = case.choose("a", by=A)
    assert case.stage == Stage.OUT
    case = case.choose("b", by=R).choose("a", by=R)
    assert case.stage == Stage.CHOSEN
    case = case.carry_out(date(2026, 12, 1), by=R)
    later = datetime(2027, 3, 1, tzinfo=HERE)
    refused(lambda: case.evaluate(3, by=A, at=later - timedelta(days=1)), "3 months")
    refused(lambda: case.learn(by=R), "how it went")
    case = case.evaluate(3, by=A, at=later)
    assert case.learn(by=R).stage == Stage.LEARNED


def test_each_rule_is_told_in_words():
    refused(lambda: put_out(*"abcd"), "at most 3")
    refused(lambda: put_out().put_out(frozenset("cd"), by=R, at=AT), "at most 3")
    long = Proposed(2, Decimal(1), Decimal(0))
    refused(lambda: put_out().propose("a", long, by=P, at=AT), "2 pages")
    free = Proposed(1, None, Decimal(0))
    refused(lambda: put_out().propose("a", free, by=P, at=AT), "costs")
    refused(lambda: put_out().propose("c", FITS, by=P, at=AT), "does not have")
    still = put_out().pause("wacht", by=R, at=AT)
    refused(lambda: still.propose("a", FITS, by=P, at=AT), "stands still")
    refused(lambda: put_out().choose("a", by=A), "no such")


def test_a_changed_proposal_must_be_wanted_anew():
    case = put_out().propose("a", FITS, by=P, at=AT).choose("a", by=A)
    dearer = Proposed(1, Decimal(9000), Decimal(9000))
    assert case.propose("a", dearer, by=P, at=AT).chosen_by == {}


def test_a_partner_that_disappears_makes_room_for_another():
    case = put_out(*"abc").drop("a", by=R).put_out(frozenset("d"), by=R, at=AT)
    assert case.asked == frozenset("bcd")
    assert case.clock.started == AT


def test_every_move_has_a_party_and_every_stage_a_way_on_or_is_an_end():
    assert set(RULES) == set(Move)
    ends = {stage for stage in Stage if not any(moves_of(stage, who) for who in Party)}
    assert ends == set()


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Kunt u een offerte maken voor ons groene dak?", "individual_service"),
        ("Wie kan het initiatief van ons overnemen?", "taking_the_lead"),
        ("Kunt u een parkmanager leveren?", "structural_role"),
        ("Hoe begin ik met vergroening van ons terrein?", None),
        ("Czy mogą Państwo pomóc?", None),
    ],
)
def test_what_the_desk_does_not_do_is_seen(text, key):
    found = outside_of(text)
    assert (found and found.key) == key
    assert len(outsides()) == 3
