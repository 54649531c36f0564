"""The interval bar and the dots of reliability."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from werklandschap.core.units import Unit
from werklandschap.report.figures import (
    Axis,
    dots,
    interval_bar,
    is_low,
    reliability_dots,
    reliability_word,
)
from werklandschap.report.numbers import Quantity

NAN = float("nan")


@given(
    st.lists(
        st.tuples(*[st.floats(-1e6, 1e6, allow_nan=False)] * 3), min_size=1, max_size=5
    )
)
def test_the_axis_holds_every_end(numbers):
    quantities = [
        Quantity(value, low, high, Unit.METRE)
        for low, value, high in (sorted(three) for three in numbers)
    ]
    axis = Axis.over(quantities)
    assert axis.start <= min(q.low for q in quantities)
    assert axis.end >= max(q.high for q in quantities) * (1 - 1e-9)


def test_shares_run_over_the_whole():
    axis = Axis.over([Quantity(0.1, 0.05, 0.2, Unit.SHARE)])
    assert (axis.start, axis.end) == (0, 1)
    assert axis.labels("nl") == ("0", "100\u202f%")


@given(st.floats(1e-3, 1e8))
def test_the_end_of_the_axis_is_a_round_number(high):
    axis = Axis.over([Quantity(high, high, high, Unit.SQUARE_METRE)])
    digits = re.sub(r"[^0-9]", "", axis.labels("en")[1])
    assert 1 <= len(digits.strip("0")) <= 2


def test_an_axis_of_nothing_but_zeros_still_has_two_ends():
    axis = Axis.over([Quantity(0, 0, 0, Unit.SQUARE_METRE)])
    assert axis.labels("nl") == ("0", "1")


def test_years_run_from_decade_to_decade():
    axis = Axis.over([Quantity(1987.4, 1979, 1994, Unit.YEAR)])
    assert axis.labels("nl") == ("1970", "2000")


def test_what_was_not_measured_does_not_stretch_the_axis():
    axis = Axis.over(
        [Quantity(NAN, NAN, NAN, Unit.METRE), Quantity(40, 30, 45, Unit.METRE)]
    )
    assert axis.end == 50


@given(st.lists(st.floats(0, 1), min_size=3, max_size=3))
def test_the_dot_lies_between_the_ends_of_its_line(shares):
    low, value, high = sorted(shares)
    quantity = Quantity(value, low, high, Unit.SHARE)
    svg = interval_bar(quantity, Axis.over([quantity]), language="nl")
    dot = float(re.search(r'cx="([\d.]+)"', svg)[1])
    line = re.search(r'd="M([\d.]+) [\d.]+H([\d.]+)M[^"]+" stroke="#6b9482"', svg)
    assert float(line[1]) <= dot <= float(line[2])
    assert dot == pytest.approx(6 + 188 * value, abs=0.06)


def test_drawings_are_well_formed():
    quantity = Quantity(0.4, 0.3, 0.6, Unit.SHARE)
    axis = Axis.over([quantity])
    bar = interval_bar(quantity, axis, language="en", others=(0.2, 0.5), is_faint=True)
    for svg in (bar, reliability_dots(0.5)):
        etree.fromstring(svg)


def test_a_figure_of_low_reliability_is_drawn_open():
    quantity = Quantity(0.4, 0.3, 0.6, Unit.SHARE)
    axis = Axis.over([quantity])
    firm = interval_bar(quantity, axis, language="nl")
    faint = interval_bar(quantity, axis, language="nl", is_faint=True)
    assert 'r="5.2" fill="#fff"' in faint
    assert 'r="5.2" fill="#fff"' not in firm


@pytest.mark.parametrize(
    ("reliability", "count", "word"),
    [
        (0.0, 0, "laag"),
        (0.01, 1, "laag"),
        (0.4, 2, "laag"),
        (0.41, 3, "matig"),
        (0.6, 3, "matig"),
        (0.8, 4, "redelijk"),
        (0.81, 5, "hoog"),
        (1.0, 5, "hoog"),
    ],
)
def test_every_fifth_is_a_dot_and_has_its_word(reliability, count, word):
    assert dots(reliability) == count
    assert reliability_word(reliability).nl == word
    assert reliability_dots(reliability).count("#1f5a43") == count
    assert is_low(reliability) == (word == "laag")
