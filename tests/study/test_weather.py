"""Promises about the weather of a lake: whole years of one station, and no others."""

from datetime import date

import pandas as pd
import pytest

from werklandschap.examples import model_park
from werklandschap.indicators import INDICATORS
from werklandschap.landscape import WEATHER_HOURS, gather
from werklandschap.parameters import Assumptions
from werklandschap.simulation.typical_year import typical_year
from werklandschap.sources import adopt
from werklandschap.store import Lake
from werklandschap.study.simulate import simulate
from werklandschap.study.weather import (
    weather_in,
    weather_origins,
    whole_years,
    years_of,
)

ON = date(2026, 11, 1)
NEEDED = ("temperature_c", "global_radiation_w_per_m2")


def record(hours, station="260", start="2020-01-01", **columns):
    ends_at = pd.date_range(start, periods=hours, freq="h", tz="UTC")
    told = dict.fromkeys(NEEDED, 10.0) | columns
    return pd.DataFrame({"ends_at": ends_at, "station_code": station, **told})


def test_counts_whole_years_back_from_the_end():
    hours = whole_years(record(20_000), needed=NEEDED)
    assert years_of(hours) == 2
    assert hours["ends_at"].iloc[-1] == record(20_000)["ends_at"].iloc[-1]


def test_a_gap_ends_a_record():
    broken = record(20_000)
    broken.loc[9_000, "temperature_c"] = None
    assert years_of(whole_years(broken, needed=NEEDED)) == 1
    assert years_of(whole_years(broken, needed=NEEDED[1:])) == 2


def test_of_stations_the_longest_counts():
    both = pd.concat([record(9_000, "269"), record(18_000, "260")])
    assert set(whole_years(both, needed=NEEDED)["station_code"]) == {"260"}


def test_less_than_a_year_is_none():
    assert whole_years(record(8_000), needed=NEEDED) is None
    assert whole_years(None, needed=NEEDED) is None


@pytest.fixture(scope="module")
def generated(tmp_path_factory):
    folder = tmp_path_factory.mktemp("park")
    place = model_park(seed=7, area_ha=10.0, cell_m=2.0)
    place.write(folder)
    lake = Lake.create(folder / "lake")
    adopt(place.parks.geometry.iloc[0].buffer(500), lake, places=[folder], on=ON)
    return lake, place


def test_a_generated_place_has_weather_that_says_so(generated):
    lake, place = generated
    found = WEATHER_HOURS.complete(weather_in(lake, on=ON))
    pd.testing.assert_frame_equal(found, place.tables["weather_hours"])
    assert [origin.is_generated for origin in weather_origins(lake, on=ON)] == [True]


def test_roofs_get_the_sun_of_the_record(generated):
    lake, place = generated
    landscape = gather(lake, place.parks, on=ON, assumptions=Assumptions(ON))
    sunny = typical_year()
    sunny["global_radiation_w_per_m2"] *= 1.1
    yields = [
        INDICATORS["solar_yield_mwh"].measure(
            simulate(landscape, weather=weather, parts=("sun",), cell_m=2.0)
        )
        for weather in (None, typical_year(), sunny)
    ]
    assert yields[0].item() == pytest.approx(yields[1].item())
    assert yields[2].item() > 1.05 * yields[1].item()
