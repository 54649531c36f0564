from datetime import date, timedelta
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from werklandschap.core.text import Text
from werklandschap.governance import (
    Candidate,
    expertise_labels,
    partners,
    propose,
    steps,
)
from werklandschap.governance.matching import COVERAGE, OVERLAP, burden, certainty

ON = date(2026, 11, 26)
NEEDS = ("baseline", "costs", "finance", "guidance")
offers = st.dictionaries(
    st.sampled_from(NEEDS), st.sampled_from(["high", "medium", "low"]), max_size=4
)


@st.composite
def candidates(draw):
    return [
        Candidate(
            key=f"p{n}",
            name=f"Partner {n}",
            offers=draw(offers),
            open_count=draw(st.integers(0, 9)),
            last_asked_on=draw(
                st.none() | st.integers(0, 200).map(lambda d: ON - timedelta(days=d))
            ),
            is_near=draw(st.booleans()),
        )
        for n in range(draw(st.integers(1, 6)))
    ]


def worth(chosen, needs, pool):
    """Say the aim once more, without a solver."""
    total = 0.0
    for need in needs:
        levels = [certainty(c.offers[need], ON) for c in chosen if need in c.offers]
        total += COVERAGE * max(levels, default=0.0)
        total -= OVERLAP * max(0, len(levels) - 1)
    return total - sum(burden(each, pool, ON) for each in chosen)


@settings(max_examples=40, deadline=None)
@given(
    candidates(), st.lists(st.sampled_from(NEEDS), unique=True, min_size=1, max_size=4)
)
def test_no_other_three_partners_are_better(pool, needs):
    found = propose(needs, pool, on=ON)
    chosen = [each.candidate for each in found.chosen]
    assert len(chosen) <= 3
    useful = [each for each in pool if set(needs) & set(each.offers)]
    best = max(
        worth(some, needs, useful)
        for count in range(4)
        for some in combinations(useful, count)
    )
    assert worth(chosen, needs, useful) == pytest.approx(best, abs=0.01)


def test_who_has_an_interest_is_left_out_with_the_reason():
    why = Text("Heeft een belang op dit terrein.", "Has an interest in this park.")
    own = Candidate("a", "A", {"costs": "high"}, conflict=why)
    other = Candidate("b", "B", {"costs": "low"}, open_count=9)
    found = propose(["costs", "finance"], [own, other], on=ON)
    assert [each.candidate for each in found.chosen] == [other]
    assert found.left_out == ((own, why),)
    assert found.uncovered == ("finance",)


def test_of_two_alike_the_one_with_less_work_or_a_longer_rest_is_asked():
    same = {"costs": "high"}
    busy, free = (Candidate(k, k, same, open_count=n) for k, n in (("a", 5), ("b", 1)))
    assert propose(["costs"], [busy, free], on=ON).chosen[0].candidate == free
    days = ON - timedelta(days=10)
    fresh = Candidate("c", "c", same, last_asked_on=days)
    rested = Candidate("d", "d", same)
    assert propose(["costs"], [fresh, rested], on=ON).chosen[0].candidate == rested


def test_the_matrix_covers_every_step_and_every_reason_is_said():
    pool = [Candidate(each.key, each.name, each.offers) for each in partners().values()]
    for step in steps():
        found = propose([step], pool, on=ON)
        assert not found.uncovered
        (chosen,) = found.chosen
        assert len(chosen.reasons) >= 3
        assert all(reason.nl != reason.en for reason in chosen.reasons)
    needed = {key for each in partners().values() for key in each.offers}
    assert needed == set(expertise_labels())


def test_nothing_needed_or_nobody_able_gives_nobody():
    assert propose([], [Candidate("a", "A", {"costs": "high"})], on=ON).chosen == ()
    nobody = propose(["costs"], [Candidate("a", "A", {})], on=ON)
    assert (nobody.chosen, nobody.uncovered) == ((), ("costs",))
