"""Whether something would work here: laws of the score."""

from hypothesis import given, settings
from hypothesis import strategies as st

from werklandschap.core.text import Text
from werklandschap.governance.transferability import Condition, Known, Verdict, fit

YES, NO = Text("goed", "good"), Text("slecht", "bad")
FACTS = ("a", "b", "c", "d")

conditions = st.lists(
    st.builds(
        Condition,
        fact=st.sampled_from(FACTS),
        met=st.just(YES),
        unmet=st.just(NO),
        at_least=st.none() | st.floats(0, 1),
        weight=st.floats(0.1, 5),
        is_needed=st.booleans(),
    ),
    max_size=5,
)
figures = st.builds(
    lambda low, width, at: Known(low + width * at, low, low + width),
    st.floats(0, 1),
    st.floats(0, 0.5),
    st.floats(0, 1),
)
parks = st.dictionaries(st.sampled_from(FACTS), figures)


@settings(max_examples=60, deadline=None)
@given(conditions, parks)
def test_a_score_is_a_share_and_its_ends_are_in_order(asked, known):
    found = fit(asked, known)

    assert 0 <= found.low <= found.score <= found.high <= 1
    assert len(found.pros) + len(found.cons) + len(found.open) == len(asked)


@settings(max_examples=60, deadline=None)
@given(conditions, parks, st.sampled_from(FACTS), figures)
def test_knowing_more_never_lies_outside_what_was_possible(asked, known, fact, new):
    less = fit(asked, {k: v for k, v in known.items() if k != fact})
    more = fit(asked, known | {fact: new})

    if more.verdict is not Verdict.CANNOT:
        assert less.low - 1e-6 <= more.low
    assert more.high <= less.high + 1e-6


@settings(max_examples=60, deadline=None)
@given(conditions, parks, st.sampled_from(FACTS), st.floats(0, 1))
def test_more_of_what_is_wanted_never_makes_it_worse(asked, known, fact, more):
    here = known.get(fact, Known(0.2))
    better = Known(here.value + more, (here.low or here.value) + more)

    worse = fit(asked, known | {fact: Known(here.value, here.low)})
    assert fit(asked, known | {fact: better}).low >= worse.low - 1e-6


@settings(max_examples=60, deadline=None)
@given(conditions, parks)
def test_the_order_of_conditions_makes_no_difference(asked, known):
    one, other = fit(asked, known), fit(asked[::-1], known)

    assert abs(one.low - other.low) < 1e-6
    assert one.verdict == other.verdict


def test_what_is_needed_and_not_there_cannot_be_made_up_for():
    asked = [
        Condition("soil", YES, NO, one_of=("sand",), is_needed=True, weight=0.1),
        Condition("size", YES, NO, at_least=1, weight=10),
    ]
    found = fit(asked, {"soil": Known("clay"), "size": Known(50)})

    assert found.verdict is Verdict.CANNOT
    assert found.score == 0
    assert [reason.text for reason in found.cons] == [NO]


def test_nothing_known_is_said_to_be_unknown():
    found = fit([Condition("size", YES, NO, at_least=1)], {})

    assert found.verdict is Verdict.UNKNOWN
    assert (found.low, found.high) == (0, 1)
