"""Laws of reliability."""

from dataclasses import replace
from datetime import date, timedelta

import pandas as pd
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from werklandschap.core.references import Reference
from werklandschap.core.text import Text
from werklandschap.core.units import Unit
from werklandschap.examples import mini_park
from werklandschap.indicators import Indicator, Theme
from werklandschap.parameters import Assumptions
from werklandschap.store import Provenance
from werklandschap.study.reliability import currency, reliability_of

ON = date(2026, 11, 1)
ASSUMPTIONS = Assumptions(ON)


def origin(published=ON, *, resolution_m=0.5, extent=None, refreshed_every_days=30):
    return Provenance(
        source="a",
        title=Text("a", "a"),
        publisher="test",
        licence="CC0-1.0",
        landing_page="https://example.nl",
        published=published,
        refreshed_every_days=refreshed_every_days,
        resolution_m=resolution_m,
        extent_wkt=(extent or shapely.box(-1e6, -1e6, 1e6, 1e6)).wkt,
        files=(),
        sha256=(),
    )


def measure_surfaces(parks, surfaces):
    return pd.Series(0.0, parks.index)


def with_trees(parks, surfaces, trees=None):
    return pd.Series(0.0, parks.index)


def indicator(formula=measure_surfaces, needs_resolution_m=1.0):
    reference = Reference(title="t", publisher="p", year=2026, url="")
    return Indicator(
        "x_share",
        Text("x", "x"),
        Theme.GROUND,
        Unit.SHARE,
        (reference,),
        needs_resolution_m,
        True,
        True,
        formula,
    )


def judged(provenance, formula=measure_surfaces, **more):
    landscape = mini_park().having(provenance={"surfaces": (provenance,)}, **more)
    park = landscape.parks.geometry.iloc[0]
    return reliability_of(indicator(formula), replace(landscape, on=ON), park)


ages = st.integers(0, 40_000)


@given(ages, ages)
def test_older_data_are_never_more_current(one, other):
    young, old = sorted([one, other])
    known = [
        currency(origin(ON - timedelta(days=days)), on=ON, assumptions=ASSUMPTIONS)
        for days in (young, old)
    ]
    assert 0 < known[1] <= known[0] <= 1


def test_within_its_refresh_period_data_are_wholly_current():
    fresh = origin(ON - timedelta(days=30))
    assert currency(fresh, on=ON, assumptions=ASSUMPTIONS) == 1


def test_after_the_halving_time_half_is_left():
    years = ASSUMPTIONS["scan.halving_time_year"]
    late = origin(ON - timedelta(days=30 + round(years * 365.25)))
    assert currency(late, on=ON, assumptions=ASSUMPTIONS) == pytest.approx(
        0.5, abs=1e-3
    )


def test_data_without_a_date_have_a_currency_of_their_own():
    undated = currency(origin(None), on=ON, assumptions=ASSUMPTIONS)
    assert undated == ASSUMPTIONS["scan.undated_currency_share"]


def test_coarse_data_fit_less():
    assert judged(origin(resolution_m=0.5)).fit == 1
    assert judged(origin(resolution_m=4.0)).fit == 0.25


def test_data_about_half_of_the_park_cover_half_of_it():
    half = shapely.box(0, 0, 50, 100)
    assert judged(origin(extent=half)).coverage == pytest.approx(0.5)


def test_a_layer_that_could_have_helped_lowers_the_fit():
    whole, without = judged(origin()), judged(origin(), with_trees)
    assert without.fit == whole.fit * ASSUMPTIONS["scan.without_layer_share"]


@given(
    st.floats(0.1, 50),
    st.floats(0.0, 100.0),
    ages,
)
def test_it_lies_between_0_and_1_and_is_the_product_of_its_parts(cell_m, east_m, days):
    found = judged(
        origin(
            ON - timedelta(days=days),
            resolution_m=cell_m,
            extent=shapely.box(0, 0, east_m, 100),
        )
    )
    assert 0 <= found.value <= 1
    assert found.value == found.coverage * found.currency * found.fit
