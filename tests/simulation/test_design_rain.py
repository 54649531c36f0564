"""How much rain falls how often, and how it falls."""

import math
from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from werklandschap.parameters import Assumptions
from werklandschap.simulation.design_rain import (
    CLIMATES,
    EVENTS,
    Event,
    RainOutOfReach,
    UnknownClimate,
    climate_factor,
    hyetograph,
    rain_mm,
    return_period_year,
    stowa_event,
)

# STOWA 2019 and 2024, depths in mm as published: (minutes, years) per column.
CELLS = [
    (60, 10),
    (60, 100),
    (60, 250),
    (60, 1000),
    (120, 100),
    (120, 250),
    (120, 1000),
]
PUBLISHED = {
    "now": [31.0, 57.7, 74.5, 110.6, 68.4, 86.5, 127.6],
    "2033L": [31.4, 58.4, 75.5, 112.1, 69.3, 87.6, 129.3],
    "2050M": [32.4, 60.3, 77.9, 115.7, 71.6, 90.4, 133.4],
    "2050H": [33.2, 61.8, 79.8, 118.6, 73.3, 92.7, 136.8],
    "2100H": [38.2, 71.2, 91.9, 136.5, 84.5, 106.8, 157.5],
    "2150H": [41.2, 76.8, 99.2, 147.3, 91.1, 115.2, 170.0],
}
PERIODS = st.floats(0.5, 1_000.0)
DURATIONS = st.floats(10.0, 14_400.0)
ASSUMPTIONS = Assumptions(date(2026, 11, 1))
SCENARIOS = st.sampled_from(sorted(CLIMATES))


@pytest.mark.parametrize("climate", PUBLISHED)
def test_every_published_cell(climate):
    found = [round(rain_mm(d, t, climate=climate), 1) for d, t in CELLS]
    assert found == PUBLISHED[climate]


def test_long_rain():
    # STOWA 2019, now: a day and two days.
    found = [round(rain_mm(24 * 60, t), 1) for t in (1, 10, 100, 1000)]
    assert found == [36.8, 63.0, 98.9, 148.2]
    found = [round(rain_mm(48 * 60, t), 1) for t in (1, 10, 100, 1000)]
    assert found == [46.0, 74.9, 111.4, 157.5]


@pytest.mark.real
def test_all_depths_that_stowa_published(real_data):
    folder = real_data / "stat" / "stowa_neerslagstatistiek"
    table = pd.read_csv(folder / "regenduurlijnen_stowa2024.csv")
    # The scenarios come in a wet and a dry kind; over the year they have one factor.
    climate = table["scenario"].str.rstrip("nd").replace("huidig", "now")
    table = table[table["seizoen"].eq("jaar") & climate.isin(list(CLIMATES))]
    found = [
        rain_mm(row.duur_min, row.herhalingstijd_jaar, climate=climate[row.Index])
        for row in table.itertuples()
    ]
    assert len(table) > 2_500
    np.testing.assert_allclose(found, table["neerslag_mm"], rtol=0, atol=0.0501)


@given(DURATIONS, PERIODS, PERIODS, SCENARIOS)
def test_rarer_is_never_less(duration, one, other, climate):
    often, seldom = sorted((one, other))
    assert rain_mm(duration, often, climate=climate) <= rain_mm(
        duration, seldom, climate=climate
    )


@given(st.sampled_from([(10.0, 720.0), (720.5, 14_400.0)]), PERIODS, st.data())
def test_longer_is_never_less_within_a_range(limits, years, data):
    # The curves of STOWA do not meet at twelve hours: a step of up to 2 mm.
    short, long = sorted(data.draw(st.tuples(*[st.floats(*limits)] * 2)))
    assert rain_mm(short, years) <= rain_mm(long, years) + 1e-9


@given(DURATIONS, PERIODS, SCENARIOS)
def test_the_inverse_gives_the_depth_back(duration, years, climate):
    depth = rain_mm(duration, years, climate=climate)
    found = return_period_year(depth * (1 - 1e-12), duration, climate=climate)
    again = rain_mm(duration, min(max(found, 0.5), 1_000.0), climate=climate)
    assert again == pytest.approx(depth, rel=1e-6)
    assert found <= years * (1 + 1e-6)


@given(DURATIONS)
def test_a_warmer_climate_never_gives_less(duration):
    warm_first = sorted(CLIMATES, key=CLIMATES.__getitem__)
    factors = [climate_factor(duration, climate=name) for name in warm_first]
    assert factors == sorted(factors)
    assert factors[0] == 1.0


def test_what_the_well_known_showers_are_today():
    years = {name: event.return_period_year for name, event in EVENTS.items()}
    # The shower of the stress test that stood for once in 100 years in 2050.
    assert years["standard_70mm_1h"] == pytest.approx(200, abs=1)
    assert 90 < years["atlas_70mm_2h"] < 120
    assert years["standard_90mm_1h"] > 250
    assert years["standard_160mm_2h"] == math.inf
    assert years["atlas_140mm_2h"] == math.inf


def test_what_falls_all_the_time_and_what_never_falls():
    assert return_period_year(1.0, 60) == 0.0
    assert return_period_year(1_000.0, 60) == math.inf


def test_every_shower_is_named_in_two_languages():
    events = [*EVENTS.values(), stowa_event(60, 100, climate="2050H")]
    labels = {text for event in events for text in (event.label.nl, event.label.en)}
    assert len(labels) == 2 * len(events)
    assert events[-1].rain_mm == pytest.approx(61.8, abs=0.05)


@pytest.mark.parametrize("shape", ["block", "peaked"])
@given(DURATIONS, st.floats(0.5, 200), PERIODS)
def test_a_hyetograph_adds_up_to_the_shower(shape, duration, step, years):
    event = stowa_event(duration, years)
    step = max(min(step, duration), duration / 500)
    fallen = hyetograph(event, step_min=step, shape=shape, assumptions=ASSUMPTIONS)
    assert fallen.sum() == pytest.approx(event.rain_mm, rel=1e-12)
    assert (fallen >= 0).all()


def test_a_peaked_shower_has_what_the_statistics_give_around_its_peak():
    event = stowa_event(120, 50)
    fallen = hyetograph(event, step_min=1, shape="peaked", assumptions=ASSUMPTIONS)
    for within in (10, 30, 60):
        most = np.convolve(fallen, np.ones(within), "valid").max()
        assert most == pytest.approx(rain_mm(within, 50), rel=0.01)
    assert fallen.argmax() == pytest.approx(
        ASSUMPTIONS["rain.peak_position_share"] * 120, abs=7
    )


def test_a_block_falls_evenly():
    fallen = hyetograph(EVENTS["standard_70mm_1h"], step_min=25)
    assert fallen == pytest.approx([70 * 25 / 60, 70 * 25 / 60, 70 * 10 / 60])


@pytest.mark.parametrize(
    ("duration", "years"),
    [(5, 10), (20_000, 10), (60, 0.1), (60, 2_000), (math.nan, 10), (60, math.nan)],
)
def test_beyond_the_statistics_nothing_is_made_up(duration, years):
    with pytest.raises(RainOutOfReach) as found:
        rain_mm(duration, years)
    assert found.value.say("nl") != found.value.say("en")


def test_what_cannot_be_asked():
    with pytest.raises(UnknownClimate, match="2050H"):
        rain_mm(60, 10, climate="2050X")
    with pytest.raises(RainOutOfReach):
        return_period_year(-1, 60)
    with pytest.raises(RainOutOfReach):
        hyetograph(EVENTS["standard_70mm_1h"], step_min=0)
    event = EVENTS["standard_70mm_1h"]
    brief = Event(
        label=event.label, rain_mm=5, duration_min=5, reference=event.reference
    )
    assert hyetograph(brief) == pytest.approx([5.0])
