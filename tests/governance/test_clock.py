from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from werklandschap.governance import Clock, Pause, deadline, level_of
from werklandschap.governance.clock import HERE

CHRISTMAS = {date(2026, 12, 25), date(2026, 12, 26)}


def here(*told):
    return datetime(*told, tzinfo=HERE)


def last(started, *pauses, at=None, holidays=()):
    return deadline(Clock(started, pauses), holidays, at=at or started).day


def test_two_weeks_are_fourteen_days():
    assert last(here(2026, 11, 2, 9)) == date(2026, 11, 16)
    assert last(here(2026, 11, 2, 23, 59)) == date(2026, 11, 16)


@pytest.mark.parametrize(
    ("started", "day"),
    [
        ((2026, 10, 19, 0, 30), date(2026, 11, 2)),  # over the night of 25 October
        ((2027, 3, 22, 23, 30), date(2027, 4, 5)),  # over the night of 28 March
    ],
)
def test_a_night_in_which_the_clock_changes_shifts_nothing(started, day):
    assert last(here(*started)) == day
    over = deadline(Clock(here(*started)), (), at=here(*started)).over_at
    assert (over.astimezone(HERE).hour, over.astimezone(HERE).date()) == (
        0,
        day + timedelta(days=1),
    )


def test_a_last_day_in_a_weekend_or_on_a_holiday_moves_to_a_working_day():
    assert last(here(2026, 11, 7, 9)) == date(2026, 11, 23)  # a Saturday
    started = here(2026, 12, 11, 9)
    found = deadline(Clock(started), CHRISTMAS, at=started)
    assert found.day == date(2026, 12, 28)
    assert found.moved_by == tuple(date(2026, 12, day) for day in (25, 26, 27))


def test_a_pause_moves_the_last_day_by_the_days_that_it_lasted():
    pause = Pause(here(2026, 11, 4, 9), here(2026, 11, 11, 17), "wacht op de vrager")
    assert last(here(2026, 11, 2, 9), pause) == date(2026, 11, 23)
    same_day = Pause(here(2026, 11, 4, 9), here(2026, 11, 4, 17), "kort")
    assert last(here(2026, 11, 2, 9), same_day) == date(2026, 11, 16)
    goes_on = Pause(here(2026, 11, 4, 9), None, "wacht")
    at = here(2026, 11, 6, 9)
    assert last(here(2026, 11, 2, 9), goes_on, at=at) == date(2026, 11, 18)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 400), st.lists(st.integers(0, 20), max_size=3))
def test_the_last_day_is_a_working_day_at_least_so_many_days_on(offset, lasting):
    started = here(2026, 1, 5, 10) + timedelta(days=offset)
    since, pauses = started, []
    for days in lasting:
        pauses.append(Pause(since, since + timedelta(days=days), "x"))
        since += timedelta(days=days + 1)
    day = last(started, *pauses, holidays=CHRISTMAS, at=since)
    plain = (started + timedelta(days=14 + sum(lasting))).date()
    assert plain <= day <= plain + timedelta(days=4)
    assert day.weekday() < 5
    assert day not in CHRISTMAS


def test_three_are_warned_in_turn_and_nobody_while_the_clock_stands_still():
    clock = Clock(here(2026, 11, 2, 9))  # until 16 November
    days = {11: 0, 12: 1, 16: 1, 17: 2, 23: 2, 24: 3}
    for day, level in days.items():
        assert level_of(clock, (), at=here(2026, 11, day, 8)) == level
    still = Clock(here(2026, 11, 2, 9), (Pause(here(2026, 11, 3), None, "wacht"),))
    assert level_of(still, (), at=here(2026, 12, 31)) == 0
