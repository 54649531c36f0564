"""Two people change one design, and nobody's work is lost."""

from hypothesis import given
from hypothesis import strategies as st

from werklandschap.web.plans.merging import Change, merged

A = {"id": "a", "x": 0}
B = {"id": "b", "x": 0}
C = {"id": "c", "x": 0}


def ids(found):
    return {each["id"] for each in found.placements}


def test_both_place_something():
    found = merged([A], [A, B], Change([C]))
    assert ids(found) == {"a", "b", "c"}
    assert found.is_smooth


def test_both_move_the_same_and_both_stand():
    theirs, mine = {**A, "x": 1}, {**A, "x": 2}
    found = merged([A], [theirs], Change([mine]))
    assert [each["x"] for each in found.placements] == [1, 2]
    assert len(ids(found)) == 2
    assert found.doubled == ("a",)


def test_the_same_move_twice_is_no_conflict():
    moved = {**A, "x": 1}
    found = merged([A], [moved], Change([moved]))
    assert found.placements == [moved]
    assert found.is_smooth


def test_what_somebody_changed_is_not_taken_away_by_another():
    theirs = {**A, "x": 1}
    found = merged([A], [theirs], Change(removed=["a"]))
    assert found.placements == [theirs]
    assert found.kept == ("a",)


def test_what_somebody_took_away_comes_back_if_another_changed_it():
    found = merged([A], [], Change([{**A, "x": 1}]))
    assert ids(found) == {"a"}
    assert found.kept == ("a",)


parts = st.dictionaries(st.sampled_from("abc"), st.integers(0, 2), max_size=3)


def as_list(parts):
    return [{"id": key, "x": value} for key, value in parts.items()]


@given(parts, parts, parts)
def test_what_anybody_placed_or_moved_is_always_there(base, theirs, mine):
    placed = as_list({k: v for k, v in mine.items() if base.get(k) != v})
    removed = [key for key in base if key not in mine]
    found = merged(as_list(base), as_list(theirs), Change(placed, removed))
    stands = [(each["x"]) for each in found.placements]
    for each in placed:
        assert each["x"] in stands
    for key, value in theirs.items():
        if base.get(key) != value:
            assert value in stands
    assert len(ids(found)) == len(found.placements)


@given(parts, parts)
def test_alone_a_change_is_simply_carried_out(base, mine):
    placed = as_list({k: v for k, v in mine.items() if base.get(k) != v})
    removed = [key for key in base if key not in mine]
    found = merged(as_list(base), as_list(base), Change(placed, removed))
    assert {each["id"]: each["x"] for each in found.placements} == mine
    assert found.is_smooth
