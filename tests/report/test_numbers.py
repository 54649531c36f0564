"""Numbers for people: the notation of the country, no digit more than known."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from werklandschap.core.units import Unit
from werklandschap.report.numbers import (
    Quantity,
    decimals_allowed,
    long_date,
    notation,
    plain,
    unit_mark,
    write,
    write_out,
)

magnitudes = st.floats(0, 1e7, allow_nan=False)
units = st.sampled_from([Unit.SQUARE_METRE, Unit.HECTARE, Unit.RATIO, Unit.METRE])


@st.composite
def quantities(draw):
    low, value, high = sorted(draw(st.tuples(magnitudes, magnitudes, magnitudes)))
    return Quantity(value, low, high, draw(units))


def read(text: str) -> float:
    """Read an English number back."""
    return float(text.replace(",", ""))


@pytest.mark.parametrize(
    ("quantity", "dutch", "english"),
    [
        (
            Quantity(0.4372, 0.41, 0.47, Unit.SHARE),
            ("44\u202f%", "41 tot 47"),
            ("44%", "41 to 47"),
        ),
        (
            Quantity(28411, 19200, 37350, Unit.KILOWATT_PEAK),
            ("28.000\u202fkWp", "19.000 tot 37.000"),
            ("28,000\u202fkWp", "19,000 to 37,000"),
        ),
        (
            Quantity(14, 9, 19, Unit.COUNT),
            ("14", "9 tot 19"),
            ("14", "9 to 19"),
        ),
        (
            Quantity(1987.4, 1979, 1994, Unit.YEAR),
            ("1987", "1979 tot 1994"),
            ("1987", "1979 to 1994"),
        ),
        (
            Quantity(30609.4, 30609.4, 30609.4, Unit.SQUARE_METRE),
            ("30.609\u202fm²", ""),
            ("30,609\u202fm²", ""),
        ),
        (
            Quantity(1.37, 1.37, 1.37, Unit.COUNT),
            ("1,4", ""),
            ("1.4", ""),
        ),
        (
            Quantity(0.62, 0.58, 0.66, Unit.SHARE),
            ("62\u202f%", "58 tot 66"),
            ("62%", "58 to 66"),
        ),
    ],
)
def test_is_written_as_people_read_it(quantity, dutch, english):
    for language, (value, interval) in (("nl", dutch), ("en", english)):
        written = write(quantity, language)
        assert written.value == value
        assert written.interval.replace("\u00a0", " ") == interval


def test_nothing_differs_from_next_to_nothing():
    assert write(Quantity(0, 0, 0, Unit.SHARE), "nl").value == "0\u202f%"
    assert write(Quantity(4e-4, 4e-4, 4e-4, Unit.SHARE), "nl").value == "0,0\u202f%"


def test_large_areas_are_pictured_in_hectares():
    quantity = Quantity(32_040, 28_000, 35_000, Unit.SQUARE_METRE).readable()
    assert write_out(quantity, "nl").value == "3,2 hectare"
    assert write_out(quantity, "en").value == "3.2 hectares"
    assert Quantity(9_999, 1, 2e4, Unit.SQUARE_METRE).readable().value == 9_999


@given(quantities())
def test_rounding_moves_nothing_by_more_than_an_eighth_of_the_interval(quantity):
    finest = {
        Unit.SQUARE_METRE: 1,
        Unit.HECTARE: 0.01,
        Unit.RATIO: 0.01,
        Unit.METRE: 1,
    }
    allowed = max((quantity.high - quantity.low) / 8, finest[quantity.unit] / 2)
    decimals = decimals_allowed(quantity)
    for number in (quantity.low, quantity.value, quantity.high):
        shown = read(notation(number, decimals=decimals, language="en"))
        assert abs(shown - number) <= allowed * (1 + 1e-9)


@given(quantities())
def test_shows_no_digit_that_the_interval_does_not_bear(quantity):
    width = quantity.high - quantity.low
    finest = {Unit.SQUARE_METRE: 1, Unit.METRE: 1}.get(quantity.unit, 0.01)
    numbers = (quantity.low, quantity.value, quantity.high)
    smallest = min((n for n in numbers if n >= finest), default=0)
    assume(width > 0)
    step = Decimal(1).scaleb(-decimals_allowed(quantity))
    is_as_coarse = float(step) >= width / 40 * (1 - 1e-9)
    is_held_by_a_small_number = float(step) <= smallest
    assert is_as_coarse or is_held_by_a_small_number


@given(quantities())
def test_rounding_keeps_the_order(quantity):
    decimals = decimals_allowed(quantity)
    low, value, high = (
        read(notation(number, decimals=decimals, language="en"))
        for number in (quantity.low, quantity.value, quantity.high)
    )
    assert low <= value <= high


@given(quantities())
def test_something_never_becomes_nothing_unless_finer_than_people_use(quantity):
    finest = {Unit.SQUARE_METRE: 0, Unit.METRE: 0}.get(quantity.unit, 2)
    decimals = decimals_allowed(quantity)
    for number in (quantity.low, quantity.value, quantity.high):
        if number >= 10.0**-finest:
            assert read(notation(number, decimals=decimals, language="en")) > 0


@given(st.floats(-1e9, 1e9, allow_nan=False), st.integers(-4, 4))
def test_dutch_and_english_differ_in_their_marks_only(number, decimals):
    dutch = notation(number, decimals=decimals, language="nl")
    english = notation(number, decimals=decimals, language="en")
    assert dutch.translate(str.maketrans(",.", ".,")) == english


@pytest.mark.parametrize(
    ("number", "decimals", "text"),
    [
        (1234.5, 1, "1.234,5"),
        (0.125, 2, "0,13"),
        (-1234.5, 0, "−1.235"),
        (-0.2, 0, "0"),
        (95, -1, "100"),
        (0.0, 2, "0"),
    ],
)
def test_dutch_notation(number, decimals, text):
    assert notation(number, decimals=decimals, language="nl") == text


def test_a_number_without_interval_keeps_its_digits():
    assert plain(0.175, "nl") == "0,175"
    assert plain(1200.0, "en") == "1,200"


def test_days_are_written_out():
    assert long_date(date(2026, 11, 4), "nl") == "4 november 2026"
    assert long_date(date(2026, 3, 1), "en") == "1 March 2026"


def test_all_of_it_is_a_hundred_per_cent_and_no_tenths():
    assert write(Quantity(1.0, 1.0, 1.0, Unit.SHARE), "nl").value == "100\u202f%"
    assert write(Quantity(0.9996, 0.9996, 0.9996, Unit.SHARE), "nl").value == (
        "100,0\u202f%"
    )


def test_degrees_stand_against_their_number():
    assert unit_mark(Unit.DEGREE, "nl") == "°"
    assert unit_mark(Unit.METRE, "nl") == "\u202fm"
